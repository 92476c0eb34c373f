//! What became of the differences. Counts of talking, never a measure of reliability: they are
//! counted by place of the list, not by the rule of the figures.

use super::course::{is_imported, is_independent};
use crate::report::words::{are, counted, listed, unique, were};

use super::claim::{Claim, Fact, METHODS, Place, SENTENCES};
use super::record::Record;
use crate::model::round::{Headline, Round};
use crate::reconcile::outcome::{After, Given};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        name: "as submitted",
        condition: "always; before either saw the other's: every round was coded independently",
        rests_on: "the submissions, which fix what is compared; as for “independently coded”",
        facts: &[],
        at: SENTENCES,
        may: |_| true,
        says: |r, place| match place {
            Place::Methods => vec![r.as_submitted()],
            _ => vec![format!(
                "Computed on what was {}. Nothing settled here changes it.",
                r.came_in()
            )],
        },
    },
    Claim {
        name: "nothing settled",
        condition: "there are places where the coders differ, and none has been ruled on",
        rests_on: "the verdicts and the judgements of the code conference",
        facts: &[Fact::Unsettled],
        at: METHODS,
        may: |r| r.after().differed() > 0 && r.after().ruled() == 0,
        says: |r, _| vec![format!("{} none has been settled yet.", r.of_the_listed())],
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
                "{} {}.",
                r.of_the_listed(),
                settled_words(r.after())
            )]
        },
    },
    Claim {
        name: "talked over",
        condition: "a verdict that stands was given with two or more of the round's coders present together",
        rests_on: "who was present at the verdicts",
        facts: &[Fact::Met, Fact::Settled],
        at: METHODS,
        may: |r| r.sums().given.together > 0,
        says: |r, _| vec![given_words(r.sums().given)],
    },
    Claim {
        name: "settled without a meeting",
        condition: "verdicts stand, all by a proposal of one coder and the others' assent, or by the adjudicator",
        rests_on: "who was present at the verdicts",
        facts: &[Fact::Settled],
        at: METHODS,
        may: |r| {
            let given = r.sums().given;
            given.all > 0 && given.together == 0
        },
        says: |r, _| vec![given_words(r.sums().given)],
    },
    Claim {
        name: "adjudicator",
        condition: "a verdict of the adjudicator stands",
        rests_on: "the plans, and by whose authority verdicts count",
        facts: &[Fact::Settled],
        at: METHODS,
        may: |r| r.after().adjudicated > 0,
        says: |r, _| r.adjudicators(),
    },
];

/// `Of 12 verdicts 9 were given with coders present together; a reason is recorded for 8.`
fn given_words(given: Given) -> String {
    let ways = [
        (given.together, "given with coders present together"),
        (
            given.assented,
            "proposed by one coder and assented to by the others",
        ),
        (
            given.all - given.together - given.assented,
            "given by the adjudicator",
        ),
    ];
    let ways: Vec<(usize, &str)> = ways.into_iter().filter(|(n, _)| *n > 0).collect();
    let ways = match (&ways[..], given.all) {
        ([(_, how)], 1) => format!("The verdict was {how}"),
        ([(_, how)], 2) => format!("Both verdicts were {how}"),
        ([(_, how)], all) => format!("All {all} verdicts were {how}"),
        (several, all) => {
            let one = |(n, how): &(usize, &str)| format!("{n} {} {how}", were(*n));
            format!("Of {all} verdicts {}", listed(several.iter().map(one)))
        }
    };
    let reasons = match (given.worded, given.all) {
        (0, _) => "no reason is recorded".to_owned(),
        (1, 1) => "its reason is recorded".to_owned(),
        (worded, all) if worded == all => "a reason is recorded for each".to_owned(),
        (worded, _) => format!("a reason is recorded for {worded}"),
    };
    format!("{ways}; {reasons}.")
}

/// `3 were settled by the coders, 1 was kept as a disagreement and 2 are not settled yet`.
pub fn settled_words(after: After) -> String {
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
    listed(parts)
}

/// When the state of a round's places is from: never that somebody talked where nobody did.
pub fn after_words(after: After, given: Given) -> &'static str {
    match (after.ruled(), after.left) {
        (0, _) => "before any verdict",
        (_, 0) if given.together > 0 => "after discussion",
        (_, 0) => "after verdicts, nobody met",
        _ => "partly settled",
    }
}

impl Record<'_> {
    /// What happened to the codings that made them what is compared.
    fn came_in(&self) -> &'static str {
        match (self.all(is_imported), self.any(is_imported)) {
            (true, _) => "imported",
            (_, true) => "submitted or imported",
            _ => "submitted",
        }
    }

    fn as_submitted(&self) -> String {
        let tolerances = self.rounds.iter().map(|r| {
            format!(
                "by up to {} at each end: {}",
                counted(r.plan.tolerance as usize, "character"),
                r.plan.boundary.word()
            )
        });
        let tolerances = unique(tolerances.collect());
        let what = match self.results.lead() {
            Headline::None => "counts",
            _ => "figures",
        };
        let before = match (self.all(is_independent), self.found().coders.len()) {
            (false, _) => "",
            (true, 2) => ", before either was shown the other's",
            (true, _) => ", before anybody was shown another's",
        };
        format!(
            "All {what} are of the codings as they were {}{before}; later verdicts, and the rule for boundaries that differ little ({}), do not enter them.",
            self.came_in(),
            listed(tolerances)
        )
    }

    /// The places listed for reconciliation: not those the figures count as unmatched, since codings
    /// may match and differ in their ends.
    fn of_the_listed(&self) -> String {
        let same_code = match self.sums().same_code {
            0 => String::new(),
            n => format!(" ({n} of them with the same code, and other ends or another rating)"),
        };
        format!(
            "Of {} listed for reconciliation{same_code}",
            counted(self.after().differed(), "place")
        )
    }

    fn adjudicators(&self) -> Vec<String> {
        let of = |round: &&Round| {
            let who = round.plan.adjudicator.as_ref()?;
            let coded = match round.plan.coders.contains(who) {
                true => "one of its coders",
                false => "who did not code in it",
            };
            let begin = self.begin(round);
            Some(format!(
                "{begin}The adjudicator was {}, {coded}.",
                self.called([who])
            ))
        };
        self.rounds.iter().filter_map(of).collect()
    }
}
