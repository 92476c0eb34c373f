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
    let mut verdicts: Vec<&Verdict> = verdicts.into_iter().collect();
    verdicts.sort_by(|a, b| a.place.cmp(&b.place));
    let mut found: HashMap<&str, (ReasonKind, usize)> = HashMap::new();
    for verdict in verdicts {
        let words = verdict.reason.trim();
        if !words.is_empty() {
            let (kind, used) = found.entry(words).or_insert((verdict.kind, 0));
            (*kind, *used) = (verdict.kind, *used + 1);
        }
    }
    let reason = |(words, (kind, used)): (&str, (ReasonKind, usize))| Reason {
        words: words.to_owned(),
        kind,
        used,
    };
    let mut reasons: Vec<Reason> = found.into_iter().map(reason).collect();
    reasons.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.words.cmp(&b.words)));
    reasons
}
