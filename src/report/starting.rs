//! What a round starts from, in words: what was copied, what was not, and why.

use super::words::counted;
use crate::model::round::{Round, StartFrom};
use crate::model::source::Document;
use crate::model::view::View;
use crate::reconcile::start::{Start, held};

/// Said where a round cannot begin yet.
pub fn not_here(round: &Round) -> String {
    format!(
        "part of what “{}” starts from has not arrived here yet: nothing is copied; wait for it before you code here",
        round.plan.name
    )
}

/// Said where a round cannot begin because another keeps what it starts from.
pub fn waits_words(round: &Round, other: &str) -> String {
    format!(
        "what “{}” starts from waits until “{other}” opens, which is blind over the same source: nothing is copied; code there first",
        round.plan.name
    )
}

/// Said of a round that holds fewer than half of the codings it started from.
pub fn far_less(view: &View, round: &Round) -> Option<String> {
    let (started, now) = held(view, round)?;
    (now * 2 < started).then(|| {
        format!(
            "It holds {} of yours and started from {started}: what is not in it counts as not coded, and findings of its sources will come from it",
            counted(now, "coding")
        )
    })
}

/// What was copied, and what was not.
pub fn started_words(start: &Start, round: &Round, text: Option<&Document>) -> String {
    let what = match round.plan.start {
        StartFrom::Consensus => "the consensus",
        StartFrom::Blank | StartFrom::OwnCodings => "your own codings",
    };
    let copied = match start.copies.len() {
        0 => format!("there is nothing of {what} here to start from"),
        n => format!("copied {} of {what} to start from", counted(n, "coding")),
    };
    let mut words = vec![copied];
    if !start.unsettled.is_empty() {
        let paragraph = |at| {
            let structure = &text?.structure;
            Some(structure.paragraphs[structure.paragraph_at(at)?].cited())
        };
        let mut places: Vec<String> = start
            .unsettled
            .iter()
            .filter_map(|s| paragraph(s.start))
            .map(|n| format!("¶ {n}"))
            .collect();
        places.dedup();
        let open = counted(start.unsettled.len(), "place");
        words.push(match places.is_empty() {
            true => format!("{open} still open, not copied"),
            false => format!("{open} still open, not copied: {}", places.join(", ")),
        });
    }
    if start.private > 0 {
        words.push(format!(
            "{} with a code that is private to another round not copied",
            counted(start.private, "coding")
        ));
    }
    words.join("; ")
}
