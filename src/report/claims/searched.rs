//! Places that were come upon in a list, not while reading.

use super::claim::{Claim, EVERYWHERE, Place};
use super::record::Record;
use crate::model::coding::Coding;
use crate::model::ids::CoderId;
use crate::report::words::{counted, were};

pub(super) const CLAIMS: &[Claim] = &[Claim {
    name: "places from lists",
    condition: "codings that are compared were made from lists of what a search found",
    rests_on: "what each coding says of how its coder came upon the place",
    facts: &[],
    at: EVERYWHERE,
    may: |r| r.of_lists().next().is_some(),
    says: |r, place| vec![r.said_of_lists(place)],
}];

impl Record<'_> {
    fn compared(&self) -> impl Iterator<Item = &Coding> {
        let parts = self.results.comparison.material().parts.iter();
        let codings = parts.flat_map(|part| part.snapshot.codings.iter().flatten());
        codings.map(|coding| &**coding)
    }

    fn of_lists(&self) -> impl Iterator<Item = &Coding> {
        self.compared().filter(|coding| coding.via.is_some())
    }

    fn said_of_lists(&self, place: Place) -> String {
        let of = |coder: &CoderId| self.of_lists().filter(|c| c.coder == *coder).count();
        let by = self.found().coders.iter().map(|coder| (coder, of(coder)));
        let by = by.filter(|(_, n)| *n > 0);
        let by: Vec<String> = by
            .map(|(coder, n)| format!("{} {n}", self.called([coder])))
            .collect();
        let (some, by) = (self.of_lists().count(), by.join(", "));
        let all = counted(self.compared().count(), "coding");
        match place {
            Place::Methods | Place::Minutes => format!(
                "{some} of {all} {} made from lists of what a search found ({by}), not while reading: \
                 a place that two found so is not one that two readers marked independently.",
                were(some)
            ),
            _ => {
                format!("{some} of {all} from lists of search hits ({by}): not read independently")
            }
        }
    }
}
