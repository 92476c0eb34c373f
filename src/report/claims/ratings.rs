//! Ratings: how far they agree where both gave a code and rated it, and that a match is one of place
//! and code alone.

use super::claim::{Claim, Fact, METHODS, NOT_IN_MINUTES, Place, SENTENCES};
use super::record::Record;
use crate::agreement::round::RatedCasesPair;
use crate::model::ids::SourceId;
use crate::model::round::Headline;
use crate::model::source::SourceKind;
use crate::report::figures::decimal;
use crate::report::words::counted;

/// Said after the figures.
pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        name: "ratings",
        condition: "a coefficient leads and a code rated on a scale was used",
        rests_on: "the units to which a coder gave a rated code, and the ratings on its scale",
        facts: &[Fact::Coefficient],
        at: SENTENCES,
        may: |r| r.results.lead() != Headline::None && r.found().rated_cases.is_some(),
        says: |r, _| {
            let rated = r.found().rated_cases.iter();
            let pairs = rated.flat_map(|rated| &rated.pairs);
            pairs.map(|pair| r.rated(pair)).collect()
        },
    },
    Claim {
        name: "items of rating sheets",
        condition: "every source compared is a rating sheet",
        rests_on: "the kinds of the sources",
        facts: &[],
        at: NOT_IN_MINUTES,
        may: |r| {
            let mut sources = r.found().sources.iter();
            let is_sheet = |id: &SourceId| {
                r.view
                    .source(id)
                    .is_some_and(|s| s.kind == SourceKind::RatingSheet)
            };
            !r.found().sources.is_empty() && sources.all(is_sheet)
        },
        says: |_, place| {
            match place {
            Place::Methods => vec![
                "The sources are rating sheets, on which every item is given by the sheet: that coders marked the same items says nothing of how they rated them, and only figures of ratings do."
                    .to_owned(),
            ],
            _ => vec![
                "rating sheets: that both marked an item says nothing of how they rated it; see the ratings"
                    .to_owned(),
            ],
        }
        },
    },
    Claim {
        name: "matches of different ratings",
        condition: "codings that match do not carry the same rating",
        rests_on: "the codings put together one to one",
        facts: &[],
        // `agree` and the screen say it beside the count.
        at: METHODS,
        may: |r| r.ratings_of_matches().next().is_some(),
        says: |r, _| {
            let all: Vec<String> = r.ratings_of_matches().collect();
            vec![format!(
                "A match is of place and code, whatever the rating: {}.",
                all.join("; ")
            )]
        },
    },
];

impl Record<'_> {
    fn rated(&self, pair: &RatedCasesPair) -> String {
        let (a, b) = (self.coder(pair.coders.0), self.coder(pair.coders.1));
        let alpha = match (self.results.lead(), pair.alpha) {
            // It has been said as the figure that leads.
            (Headline::OrdinalAlpha, _) if self.found().coders.len() == 2 => String::new(),
            (_, Ok(alpha)) => format!("; the ordinal α of these is {}", decimal(alpha)),
            (_, Err(why)) => format!("; the ordinal alpha of these is undefined, since {why}"),
        };
        let apart = match pair.mean_difference {
            Ok(0.0) => "; on average their ratings were equal".to_owned(),
            Ok(apart) => format!(
                "; on average {b} rated {} {} than {a}",
                decimal(apart.abs()),
                if apart > 0.0 { "higher" } else { "lower" }
            ),
            Err(_) => String::new(),
        };
        format!(
            "Of {} where {a} or {b} gave a unit a rated code, both gave and rated it in {}{alpha}{apart}.",
            counted(pair.given as usize, "case"),
            pair.cases
        )
    }

    fn ratings_of_matches(&self) -> impl Iterator<Item = String> {
        let pairs = self.found().by_coding.iter();
        pairs.filter_map(|pair| pair.ratings.words(pair.counts.matched))
    }
}
