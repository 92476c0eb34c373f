//! All figures of a selection that need no simulation.

use super::cells::Cells;
use super::coding::{ByCoding, Confusion};
use super::comparison::Comparison;
use super::domain::DomainFigures;
use super::grain::{CodeFigures, Grain, Rests, SetFigures, WhereMarked};
use super::left_out::LeftOut;
use super::outside::{Missed, Outside};
use super::parting::{By, Parting};
use super::places::Places;
use super::rated::Rated;
use super::rated_cases::RatedCases;
use super::set_cells::SetCells;
use super::support::Supports;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::round::Headline;

/// The figures of what is compared: a round, or what was selected of one or of several.
///
/// Three counts side by side, never one number alone: by coding, by unit and by character, each on
/// the sources all had finished and on nothing but what was submitted. Overall figures are computed
/// on the pooled data, over the codes somebody used: a code nobody used has no agreement to report
/// and must not lift that of the others.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundFigures {
    /// Who submitted, in the round's order; the first is A.
    pub coders: Vec<CoderId>,
    /// Sources compared, each once.
    pub sources: Vec<SourceId>,
    /// By coding, for each pair of coders: A with B first.
    pub by_coding: Vec<ByCoding>,
    pub by_unit: Grain,
    pub sets: SetFigures,
    pub by_character: Grain,
    /// Did they mark the same places, and did they give the same code where both marked.
    pub places: Places,
    /// The domain selected, if one is: its figures lead then, one value a unit.
    pub domain: Option<DomainFigures>,
    pub rated: Vec<Rated>,
    /// Ratings of all rated codes together; `None` where nobody used one.
    pub rated_cases: Option<RatedCases>,
    /// Codes in use of the round's codebook that no one used.
    pub unused: Vec<CodeId>,
    /// Sources that are compared by coding only, and why.
    pub left_out: Vec<(SourceId, LeftOut)>,
    /// Codings that no unit holds anything of.
    pub outside: Outside,
    /// Events of the submissions that are not here: the figures are not final while there are any.
    pub missing: u64,
}

impl RoundFigures {
    /// The figure the round put first before anybody saw results; `None` if it wants none.
    pub fn headline(&self, headline: Headline) -> Option<Outcome> {
        match headline {
            Headline::Alpha => Some(match &self.domain {
                Some(domain) => domain.by_unit.alpha,
                None => self.by_unit.overall.alpha,
            }),
            Headline::OrdinalAlpha => Some(match &self.rated_cases {
                Some(rated) => rated.alpha,
                None => Err(Undefined::NoCodings),
            }),
            Headline::AlphaOverCodes | Headline::AlphaMasi | Headline::AlphaJaccard
                if let Some(domain) = &self.domain =>
            {
                Some(domain.by_unit.alpha)
            }
            Headline::AlphaOverCodes => Some(self.by_unit.over_codes.alpha),
            Headline::AlphaMasi => Some(self.sets.masi),
            Headline::AlphaJaccard => Some(self.sets.jaccard),
            Headline::Kappa => Some(match (&self.domain, &self.by_unit.overall.pairs[..]) {
                (None, [pair]) => pair.kappa,
                (Some(domain), [_]) => domain.by_unit.pairs[0].kappa,
                _ => Err(Undefined::NotTwoCoders),
            }),
            Headline::Percent => Some(match &self.by_coding[..] {
                [pair] => pair.share,
                _ => Err(Undefined::NotTwoCoders),
            }),
            Headline::None => None,
        }
    }

    /// What stands beside a leading figure over all codes, which alone would hide where coders
    /// differ.
    pub fn beside_the_lead(&self) -> Beside<'_> {
        Beside {
            any_code: self.sets.any_code.alpha,
            where_marked: &self.sets.where_marked,
            weakest: self.weakest(2),
        }
    }

    /// The codes whose alpha by unit is lowest among those that have enough places, the lowest
    /// first, so many at most; none where no code has enough.
    pub fn weakest(&self, most: usize) -> Vec<(CodeId, f64)> {
        let enough = |code: &&CodeFigures| code.support.is_some_and(|s| !s.is_few());
        let codes = self.by_unit.codes.iter().filter(enough);
        let mut all: Vec<(CodeId, f64)> = codes
            .filter_map(|c| Some((c.code?, c.alpha.ok()?)))
            .collect();
        all.sort_by(|a, b| a.1.total_cmp(&b.1));
        all.truncate(most);
        all
    }
}

/// What stands beside a leading figure over all codes.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside<'a> {
    /// Alpha of coded or not, by unit, of all coders: did they mark the same places?
    pub any_code: Outcome,
    /// For each pair of coders, the units either marked, and on how many of them sets are equal.
    pub where_marked: &'a [WhereMarked],
    /// The weakest codes with enough places, with their alpha, two at most; none where no code has
    /// enough.
    pub weakest: Vec<(CodeId, f64)>,
}

impl Comparison {
    /// All figures that need no simulation.
    ///
    /// # Errors
    /// [`Undefined::TooManyCoders`].
    pub fn figures(&self) -> Result<RoundFigures, Undefined> {
        Ok(RoundFigures {
            coders: self.coders.clone(),
            sources: self.sources.clone(),
            by_coding: self.by_coding(),
            by_unit: self.grain(By::Unit)?,
            sets: SetFigures::of(
                &SetCells::of(self, Parting::Sources).pooled(),
                Supports::of(self, By::Unit).of_code(None),
            ),
            by_character: self.grain(By::Character)?,
            places: self.places(),
            domain: self.domain(),
            rated: self.rated(),
            rated_cases: self.rated_cases(),
            unused: self.numbering.unused.clone(),
            left_out: self.left_out.clone(),
            outside: self.outside(),
            missing: self.material.parts.iter().map(|p| p.snapshot.missing).sum(),
        })
    }

    /// The figures at one grain.
    ///
    /// # Errors
    /// [`Undefined::TooManyCoders`].
    pub fn grain(&self, by: By) -> Result<Grain, Undefined> {
        let cells = self.cells(by, Parting::Sources)?;
        let supports = Supports::of(self, by);
        let rests = Rests {
            supports,
            missed: Missed::of(self, by),
        };
        Ok(Grain::of(&cells, &rests, &self.numbering.used, by))
    }

    /// Which codes two coders confuse; `pair` is a place in `RoundFigures::by_coding`.
    pub fn confusion(&self, pair: usize) -> Option<Confusion> {
        let pairs = self.matched.pairs.len();
        (pair < pairs).then(|| Confusion::of(self, pair))
    }

    pub(super) fn cells(&self, by: By, parting: Parting) -> Result<Cells, Undefined> {
        use crate::agreement::presence::MOST_CODERS;
        match self.coders.len() > MOST_CODERS {
            true => Err(Undefined::TooManyCoders),
            false => Ok(Cells::of(self, by, parting)),
        }
    }
}
