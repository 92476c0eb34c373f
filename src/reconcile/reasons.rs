//! Reasons given before, to choose from.

use crate::model::verdict::{ReasonKind, Verdict};
use std::collections::HashMap;

/// A reason and how often it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub words: String,
    /// The kind it was last given as.
    pub kind: ReasonKind,
    pub used: usize,
}

/// The reasons of these verdicts, the most used first, then by their words.
pub fn reasons<'v>(verdicts: impl IntoIterator<Item = &'v Verdict>) -> Vec<Reason> {
    let mut found: HashMap<&str, (&Verdict, usize)> = HashMap::new();
    for verdict in verdicts {
        let words = verdict.reason.trim();
        if !words.is_empty() {
            let (last, used) = found.entry(words).or_insert((verdict, 0));
            *used += 1;
            if verdict.place > last.place {
                *last = verdict;
            }
        }
    }
    let reason = |(words, (last, used)): (&str, (&Verdict, usize))| Reason {
        words: words.to_owned(),
        kind: last.kind,
        used,
    };
    let mut reasons: Vec<Reason> = found.into_iter().map(reason).collect();
    reasons.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.words.cmp(&b.words)));
    reasons
}
