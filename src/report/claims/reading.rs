//! Who read what of imported rounds, and which of them count still.

use super::course::is_imported;
use crate::report::words::listed;

use super::claim::{Claim, EVERYWHERE, Place};
use super::record::Record;
use crate::model::imported::WhoRead;
use crate::model::round::{Assumed, Round};
use crate::report::imported::{partly_read_words, replaced_words, who_read_words};

/// Said before anything else.
pub(super) const SUPERSEDED: &[Claim] = &[Claim {
    name: "counts no more",
    condition: "an imported round that a further one, which says who read what, counts instead of",
    rests_on: "the plan of the further one",
    facts: &[],
    at: EVERYWHERE,
    may: |r| r.any(|round| r.view.replaced_by(round.id).is_some()),
    says: |r, place| {
        let rounds = r.rounds.iter();
        let words = rounds.filter_map(|round| replaced_words(r.view, round));
        let said = |words: String| match place {
            Place::Methods | Place::Minutes => format!("Not for a report: {words}."),
            Place::Head | Place::Agree => words,
        };
        words.map(said).collect()
    },
}];

/// Said of each imported round.
pub(super) const CLAIMS: &[Claim] = &[Claim {
    name: "who read what",
    condition: "a round was imported",
    rests_on: "what the imported file says of who read what; else what was assumed when it was imported, source by source",
    facts: &[],
    at: EVERYWHERE,
    may: |r| r.any(is_imported),
    says: |r, place| {
        let imported = r.rounds.iter().filter(|round| is_imported(round));
        let of = imported.flat_map(|round| match place {
            Place::Methods | Place::Minutes => vec![r.who_read(round)],
            Place::Head | Place::Agree => {
                let said = who_read_words(r.view, round);
                let all = said.into_iter().chain(partly_read_words(r.view, round));
                all.map(|w| format!("{}{w}", r.begin(round))).collect()
            }
        });
        of.collect()
    },
}];

impl Record<'_> {
    fn who_read(&self, round: &Round) -> String {
        let begin = self.begin(round);
        match self.view.who_read(round) {
            WhoRead::Said => {
                format!("{begin}The imported file says who read which source.")
            }
            WhoRead::Assumed(all) => {
                let nothing = |a: &Assumed| {
                    let name = self.view.source_name(&a.source);
                    format!("by {} in {name}", self.called(&a.coders))
                };
                let nothing: Vec<String> = all.iter().map(nothing).collect();
                let nothing = match nothing.is_empty() {
                    true => "each coded something in every source".to_owned(),
                    false => format!("nothing was coded {}", listed(nothing)),
                };
                format!(
                    "{begin}The imported file does not say who read which source: every coder was taken to have read all of every source ({nothing}), so that what was not coded counts as a decision against the code."
                )
            }
        }
    }
}
