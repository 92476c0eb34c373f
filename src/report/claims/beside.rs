//! What belongs beside a figure over all codes: how many codings it does not see, and where it
//! would hide that coders differ.

use super::claim::{Claim, Fact, Place, SENTENCES};
use super::record::Record;
use crate::agreement::round::{FEW_PLACES, FEW_SOURCES_MARKED, WhereMarked};
use crate::model::round::Headline;
use crate::report::figures::decimal;
use crate::report::words::{carry, counted, in_brackets, listed};

const NOT_IN_AGREE: &[Place] = &[Place::Methods, Place::Minutes, Place::Head];

/// Said after the figures.
pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        name: "outside the units",
        condition: "codings touch no unit; `agree` says it below the table of units",
        rests_on: "the codings compared and the units",
        facts: &[],
        at: NOT_IN_AGREE,
        may: |r| r.found().outside.codings() > 0,
        says: |r, place| match place {
            Place::Head => vec![r.outside()],
            _ => vec![format!("{} and in no figure by unit.", r.outside())],
        },
    },
    Claim {
        name: "beside the leading figure",
        condition: "a coefficient over all codes leads",
        rests_on: "the sets of codes on units, and the codes with enough places",
        facts: &[Fact::Coefficient],
        at: SENTENCES,
        may: |r| {
            let over_codes = !matches!(r.results.lead(), Headline::None | Headline::OrdinalAlpha);
            over_codes && r.found().domain.is_none() && !r.found().by_unit.codes.is_empty()
        },
        says: |r, _| r.beside(),
    },
];

impl Record<'_> {
    fn outside(&self) -> String {
        let all = self.found().outside.codings();
        let unit = self.results.comparison.unit().word();
        match all {
            1 => format!("1 coding lies outside {unit}"),
            n => format!("{n} codings lie outside {unit}"),
        }
    }

    fn beside(&self) -> Vec<String> {
        let beside = self.found().beside_the_lead();
        let mut said = Vec::new();
        if let Ok(alpha) = beside.any_code {
            said.push(format!(
                "On whether a unit was coded at all, whatever the code, α = {}.",
                decimal(alpha)
            ));
        }
        let equal = |marked: &WhereMarked| {
            marked.share().ok()?;
            let pair = [marked.coders.0, marked.coders.1].map(|at| self.coder(at));
            Some(format!(
                "of {} that {} or {} marked, {} the same set of codes{}",
                counted(marked.either as usize, "unit"),
                pair[0],
                pair[1],
                carry(marked.equal),
                in_brackets(marked.equal, marked.either)
            ))
        };
        let equal: Vec<String> = beside.where_marked.iter().filter_map(equal).collect();
        if !equal.is_empty() {
            said.push(format!("Compared as sets, {}.", equal.join("; ")));
        }
        let material = self.results.comparison.material();
        let weakest = beside.weakest.iter();
        let weakest = weakest
            .map(|(code, alpha)| format!("“{}” {}", material.name(*code), decimal(*alpha)))
            .collect::<Vec<_>>();
        said.push(match weakest.is_empty() {
            true => format!(
                "No code was marked often enough for an alpha of its own: that takes at least {FEW_PLACES} places marked by any coder, in at least {FEW_SOURCES_MARKED} sources."
            ),
            false => format!(
                "The lowest alpha among codes marked in at least {FEW_PLACES} places and {FEW_SOURCES_MARKED} sources: {}.",
                listed(weakest)
            ),
        });
        said
    }
}
