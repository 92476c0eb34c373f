//! Intervals of the figures of values that exclude one another: those of a domain, and ratings.

use super::cells::By;
use super::comparison::Comparison;
use super::intervals::{FEW_SOURCES, Spread};
use super::pairs;
use super::rated::Over;
use super::strata::Strata;
use super::values::Valued;
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::interval::Drawn;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::resample::Resampling;
use crate::agreement::table::Table;
use crate::agreement::weights::Weights;
use crate::agreement::{kappa, percent};
use crate::model::ids::CodeId;

/// The intervals of two coders' values.
#[derive(Clone, Debug, PartialEq)]
pub struct ValuePairIntervals {
    /// Of the share of equal values.
    pub percent: Spread,
    /// Of Krippendorff's alpha: nominal for a domain, ordinal for ratings.
    pub alpha: Spread,
    /// Of kappa: Cohen's for a domain, with quadratic weights for ratings.
    pub kappa: Spread,
}

/// The intervals of values that exclude one another.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueIntervals {
    /// What was drawn.
    pub of: Drawn,
    /// Each pair of coders.
    pub pairs: Vec<ValuePairIntervals>,
    /// Of alpha of all coders.
    pub alpha: Spread,
}

/// The intervals of a domain.
#[derive(Clone, Debug, PartialEq)]
pub struct DomainIntervals {
    /// By unit.
    pub by_unit: ValueIntervals,
    /// By character. Whole sources only: what is marked runs on from turn to turn.
    pub by_character: ValueIntervals,
}

/// The intervals of a rated code.
#[derive(Clone, Debug, PartialEq)]
pub struct RatedIntervals {
    /// The code.
    pub code: CodeId,
    /// Unit by unit.
    pub by_unit: ValueIntervals,
    /// Case by case; cases are drawn, where there are enough of them.
    pub by_case: ValueIntervals,
}

/// How values are compared.
#[derive(Clone, Copy)]
enum Scale {
    Nominal,
    Ordinal,
}

impl ValueIntervals {
    /// Three figures of every pair, then alpha of all.
    fn of(strata: &Strata, scale: Scale, of: Drawn, resampling: Resampling) -> ValueIntervals {
        let coders = strata.whole.coders();
        let figures = |table: &Table| -> Vec<Outcome> {
            let (level, weights) = match scale {
                Scale::Nominal => (Level::Nominal, Weights::Identity),
                Scale::Ordinal => (Level::Ordinal, Weights::Quadratic),
            };
            let mut all = Vec::new();
            for (a, b) in pairs(coders) {
                let two = table.pair(a, b).listwise();
                all.push(percent::agreement(&two));
                all.push(alpha(&two, level));
                all.push(kappa::weighted(&two, weights));
            }
            all.push(alpha(table, level));
            all
        };
        let spreads = strata.intervals(resampling, of, figures);
        ValueIntervals::from(spreads, of)
    }

    /// Where there is too little to draw from.
    fn too_few(coders: usize, of: Drawn) -> ValueIntervals {
        let all = 3 * pairs(coders).count() + 1;
        ValueIntervals::from(vec![Err(Undefined::FewToResample); all], of)
    }

    fn from(spreads: Vec<Spread>, of: Drawn) -> ValueIntervals {
        let three = |three: &[Spread]| ValuePairIntervals {
            percent: three[0],
            alpha: three[1],
            kappa: three[2],
        };
        let pairs = spreads.chunks_exact(3).map(three).collect();
        ValueIntervals {
            of,
            pairs,
            alpha: spreads.last().copied().unwrap_or(Err(Undefined::NoUnits)),
        }
    }
}

impl Comparison {
    /// The intervals of the domain selected, if one is.
    pub(super) fn domain_intervals(&self, resampling: Resampling) -> Option<DomainIntervals> {
        self.selection.domain?;
        let (of, parting) = self.drawn();
        let grain = |by, of, parting| {
            let strata = Valued::of(self, by, parting).strata(self.coders.len());
            ValueIntervals::of(&strata, Scale::Nominal, of, resampling)
        };
        Some(DomainIntervals {
            by_unit: grain(By::Unit, of, parting),
            by_character: match of {
                Drawn::Sources => grain(By::Character, of, parting),
                _ => ValueIntervals::too_few(self.coders.len(), of),
            },
        })
    }

    /// The intervals of every rated code somebody used, as in [`Comparison::rated`].
    pub(super) fn rated_intervals(&self, resampling: Resampling) -> Vec<RatedIntervals> {
        let (of, _) = self.drawn();
        let coders = self.coders.len();
        let ratings = |number, scale: &[(i32, String)], over| {
            let strata = self.rated_strata(number, scale, over, of);
            match over {
                Over::Units => ValueIntervals::of(&strata, Scale::Ordinal, of, resampling),
                Over::Cases if strata.parts() < FEW_SOURCES => {
                    ValueIntervals::too_few(coders, Drawn::Cases)
                }
                Over::Cases => {
                    ValueIntervals::of(&strata, Scale::Ordinal, Drawn::Cases, resampling)
                }
            }
        };
        let mut all = Vec::new();
        for (number, code) in (0..).zip(&self.numbering.used) {
            if let Some(scale) = self.scale_of(number) {
                all.push(RatedIntervals {
                    code: *code,
                    by_unit: ratings(number, &scale, Over::Units),
                    by_case: ratings(number, &scale, Over::Cases),
                });
            }
        }
        all
    }
}
