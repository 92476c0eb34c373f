//! Who coded what, and whether they knew of each other's work: the first sentence.

use super::course::{is_begun, is_blind, is_imported, is_independent};
use crate::report::words::{are, counted, number};

use super::claim::{Claim, Fact, METHODS};
use super::record::Record;
use crate::model::ids::{CoderId, SourceId};
use crate::model::round::{Round, StartFrom};
use std::collections::BTreeSet;

/// One of these is said, and one only.
pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        name: "independently coded",
        condition: "every round began blank and blind, over sources that nobody had coded where the others could see it, and was planned here",
        rests_on: "the plans; that nobody is shown another's codings of a blind round before it opens; what was known of the sources when it was planned",
        facts: &[Fact::Blind, Fact::Blank, Fact::Unseen, Fact::Planned],
        at: METHODS,
        may: |r| r.all(is_independent),
        says: |r, _| vec![r.opening("independently coded", &r.but_for_lists(), true)],
    },
    Claim {
        name: "blind in these rounds",
        condition: "every round began blank and blind and was planned here, and of one somebody had coded sources before",
        rests_on: "as above",
        facts: &[Fact::Blind, Fact::Blank, Fact::Seen, Fact::Planned],
        at: METHODS,
        may: |r| r.all(is_blank_and_blind) && !r.all(is_independent),
        says: |r, _| vec![r.opening("coded", "", true)],
    },
    Claim {
        name: "coded elsewhere",
        condition: "every round was imported",
        rests_on: "the imports",
        facts: &[Fact::Imported],
        at: METHODS,
        may: |r| r.all(is_imported),
        says: |r, _| {
            vec![format!(
                "{} The codings were imported: how they were made, and whether blind to each other, is not recorded here.",
                r.opening("coded", "", false)
            )]
        },
    },
    Claim {
        name: "coded again",
        condition: "every round began from codings there were",
        rests_on: "the plans",
        facts: &[Fact::Begun],
        at: METHODS,
        may: |r| r.all(is_begun),
        says: |r, _| vec![r.opening("coded", " again", false)],
    },
    Claim {
        name: "coded",
        condition: "none of the above",
        rests_on: "the submissions",
        facts: &[],
        at: METHODS,
        may: |r| !r.all(is_blank_and_blind) && !r.all(is_imported) && !r.all(is_begun),
        says: |r, _| vec![r.opening("coded", "", false)],
    },
];

fn is_blank_and_blind(round: &Round) -> bool {
    is_blind(round) && round.plan.start == StartFrom::Blank
}

impl Record<'_> {
    /// “Two coders (Ana and Ben) independently coded 3 sources (Round 2) …”.
    fn opening(&self, verb: &str, then: &str, blind: bool) -> String {
        let coders = &self.found().coders;
        let parts = &self.results.comparison.material().parts;
        let finished = parts.iter().flat_map(|p| &p.snapshot.sources);
        let finished: BTreeSet<&SourceId> = finished.collect();
        let compared = self.found().sources.len();
        let here = match finished.len() == compared {
            true => String::new(),
            false => format!(", of which {compared} {} compared here", are(compared)),
        };
        let until = match blind {
            true => {
                let others = match coders.len() {
                    2 => "other's",
                    _ => "others'",
                };
                format!(
                    ", each blind to the {others} codings until {}",
                    self.until()
                )
            }
            false => String::new(),
        };
        format!(
            "{} coders ({}) {verb} {}{then} ({}){here}{until}.",
            number(coders.len()),
            self.called(coders),
            counted(finished.len(), "source"),
            self.names(),
        )
    }

    /// Until when nobody saw another's codings.
    fn until(&self) -> String {
        let closed: Vec<&&Round> = self
            .rounds
            .iter()
            .filter(|r| r.closed_early.is_some())
            .collect();
        let both = |coders: usize| match coders {
            2 => "both",
            _ => "all",
        };
        let coders: BTreeSet<&CoderId> = self.rounds.iter().flat_map(|r| &r.plan.coders).collect();
        match (&closed[..], self.rounds.len()) {
            ([], _) => format!("{} had submitted", both(coders.len())),
            ([_], 1) => "the round was closed".to_owned(),
            (some, all) if some.len() == all => "each round was closed".to_owned(),
            _ => "all had submitted or the round was closed".to_owned(),
        }
    }
}
