//! What became of the differences. Counts of talking, never a measure of reliability: they are
//! counted by place of the list, not by the rule of the figures.

use super::course::{is_imported, is_independent};
use super::words::{are, count, unique, words};
use super::{Claim, Fact, METHODS, Place, Record, SENTENCES};
use crate::model::round::{Headline, Round};
use crate::model::view::View;
use crate::reconcile::outcome::After;

/// Said after the figures.
pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        name: "as submitted",
        condition: "always",
        rests_on: "the submissions, which fix what is compared",
        facts: &[],
        at: SENTENCES,
        may: |_| true,
        says: |r, place| match place {
            Place::Methods => vec![r.as_submitted()],
            _ => {
                vec!["Computed on what was submitted. Nothing settled here changes it.".to_owned()]
            }
        },
    },
    Claim {
        name: "before any discussion",
        condition: "every round was coded independently",
        rests_on: "as there",
        facts: &[Fact::Blind, Fact::Unseen],
        at: METHODS,
        may: |r| r.all(is_independent),
        says: |_, _| vec!["They come from before any discussion of these sources.".to_owned()],
    },
    Claim {
        name: "nothing settled",
        condition: "there are places where the coders differ, and none has been ruled on",
        rests_on: "the verdicts and the judgements of the code conference",
        facts: &[Fact::Unsettled],
        at: METHODS,
        may: |r| r.after().differed() > 0 && r.after().ruled() == 0,
        says: |r, _| {
            vec![format!(
                "Of the {} where they differ none has been settled yet.",
                count(r.after().differed(), "place")
            )]
        },
    },
    Claim {
        name: "settled",
        condition: "a place where the coders differ has been ruled on",
        rests_on: "the verdicts that stand and the judgements of the code conference",
        facts: &[Fact::Settled],
        at: METHODS,
        may: |r| r.after().ruled() > 0,
        says: |r, _| {
            vec![format!(
                "Of the {} where they differ {}.",
                count(r.after().differed(), "place"),
                settled_words(r.after())
            )]
        },
    },
    Claim {
        name: "talked over",
        condition: "a verdict that stands was given by two or more who were present together",
        rests_on: "who was present at the verdicts",
        facts: &[Fact::Met, Fact::Settled],
        at: METHODS,
        may: |r| r.after().ruled() > 0 && r.any(|round| has_met(round, r.view)),
        says: |_, _| {
            vec![
            "Verdicts were given with coders present together; a reason was recorded where one was given."
                .to_owned(),
        ]
        },
    },
];

/// Whether two or more gave a verdict of a round together.
pub(super) fn has_met(round: &Round, view: &View) -> bool {
    let mut verdicts = view.verdicts_of(round.id);
    verdicts.any(|v| v.present.iter().any(|c| *c != v.by))
}

/// `3 were settled by agreement, 1 was kept as a disagreement and 2 are not settled yet`.
pub fn settled_words(after: After) -> String {
    let were = |n: usize| match n {
        1 => "was",
        _ => "were",
    };
    let parts = [
        (after.settled, "settled by the coders"),
        (after.adjudicated, "settled by adjudication"),
        (after.conference, "decided in the code conference"),
        (after.kept, "kept as a disagreement"),
    ];
    let parts = parts.into_iter().filter(|(n, _)| *n > 0);
    let mut parts: Vec<String> = parts
        .map(|(n, what)| format!("{n} {} {what}", were(n)))
        .collect();
    if after.left > 0 {
        parts.push(format!(
            "{} {} not settled yet",
            after.left,
            are(after.left)
        ));
    }
    words(parts)
}

/// When the state of a round's places is from: never that somebody talked where nobody did.
pub fn after_words(after: After, round: &Round, view: &View) -> &'static str {
    match (after.ruled(), has_met(round, view)) {
        (0, _) => "before any verdict",
        (_, true) => "after discussion",
        (_, false) => "after verdicts, nobody met",
    }
}

impl Record<'_> {
    fn as_submitted(&self) -> String {
        let tolerances = self.rounds.iter().map(|r| {
            format!(
                "by up to {} characters at each end: {}",
                r.plan.tolerance,
                r.plan.boundary.word()
            )
        });
        let tolerances = unique(tolerances.collect());
        let codings = match (self.all(is_imported), self.results.lead()) {
            (true, _) => "All figures are of the codings as they were imported",
            (false, Headline::None) => "All counts are of the codings as they were submitted",
            (false, _) => "All figures are of the codings as they were submitted",
        };
        format!(
            "{codings}; later verdicts, and the rule for boundaries that differ little ({}), do not enter them.",
            words(tolerances)
        )
    }
}
