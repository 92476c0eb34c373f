//! Places that were come upon in a list, not while reading.

use super::claim::{Claim, EVERYWHERE, Place};
use super::record::Record;
use crate::model::coding::Coding;
use crate::model::ids::CoderId;
use crate::model::round::Headline;
use crate::report::figures::{decimal, percent};
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
                 a place that two found so is not one that two readers marked independently.{}",
                were(some),
                self.lead_as_read()
                    .map_or(String::new(), |lead| format!(" Without them {lead}."))
            ),
            _ => format!(
                "{some} of {all} from lists of search hits ({by}): not read independently{}",
                self.lead_as_read()
                    .map_or(String::new(), |lead| format!("; without them {lead}"))
            ),
        }
    }

    /// What the leading figure is without these codings.
    fn lead_as_read(&self) -> Option<String> {
        let lead = self.results.lead();
        let value = match (self.results.as_read?, lead) {
            (Ok(value), Headline::Percent) => percent(value),
            (Ok(value), Headline::Kappa) => format!("κ = {}", decimal(value)),
            (Ok(value), _) => format!("α = {}", decimal(value)),
            (Err(why), _) => format!("the leading figure is undefined, since {why}"),
        };
        Some(value)
    }

    /// `, but for 3 codings from lists`, where codings are said to be independent.
    pub(super) fn but_for_lists(&self) -> String {
        match self.of_lists().count() {
            0 => String::new(),
            n => format!(", but for {} from lists", counted(n, "coding")),
        }
    }
}
