//! Intervals of the figures of values that exclude one another: those of a domain, and ratings.

use super::comparison::Comparison;
use super::parting::By;
use super::rated::{Over, Points};
use super::spread::Spread;
use super::strata::Strata;
use super::support::FEW_SOURCES;
use super::values::Valued;
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::icc::Icc;
use crate::agreement::interval::Drawn;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::pair::pairs;
use crate::agreement::resample::{Resampling, Stop};
use crate::agreement::table::Table;
use crate::agreement::weights::Weights;
use crate::agreement::{kappa, percent};
use crate::model::ids::CodeId;

#[derive(Clone, Debug, PartialEq)]
pub struct ValuePairIntervals {
    /// Of the share of equal values.
    pub percent: Spread,
    /// Of Krippendorff's alpha: nominal for a domain, ordinal for ratings.
    pub alpha: Spread,
    /// Of kappa: Cohen's for a domain, with quadratic weights for ratings.
    pub kappa: Spread,
    /// Of ICC(A,1), for ratings.
    pub icc: Option<Spread>,
}

/// The intervals of values that exclude one another.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueIntervals {
    pub of: Drawn,
    pub pairs: Vec<ValuePairIntervals>,
    pub alpha: Spread,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DomainIntervals {
    pub by_unit: ValueIntervals,
    /// By character. Whole sources only: what is marked runs on from turn to turn.
    pub by_character: ValueIntervals,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RatedIntervals {
    pub code: CodeId,
    pub by_unit: ValueIntervals,
    /// Case by case; cases are drawn, where there are enough of them.
    pub by_case: ValueIntervals,
}

#[derive(Clone, Copy)]
enum Scale<'a> {
    Nominal,
    Ordinal(&'a Points),
}

impl ValueIntervals {
    /// Four figures of every pair, then alpha of all.
    fn of(
        strata: &Strata,
        scale: Scale<'_>,
        of: Drawn,
        resampling: Resampling,
        stop: &mut Stop<'_>,
    ) -> Option<ValueIntervals> {
        let coders = strata.whole.coders();
        let figures = |table: &Table| -> Vec<Outcome> {
            let (level, weights) = match scale {
                Scale::Nominal => (Level::Nominal, Weights::Identity),
                Scale::Ordinal(_) => (Level::Ordinal, Weights::Quadratic),
            };
            let mut all = Vec::new();
            for (a, b) in pairs(coders) {
                let two = table.pair(a, b).listwise();
                all.push(percent::agreement(&two));
                all.push(alpha(&two, level));
                all.push(kappa::weighted(&two, weights));
                all.push(match scale {
                    Scale::Nominal => Err(Undefined::NotANumber),
                    Scale::Ordinal(points) => {
                        Icc::of(&points.cases(&two)).and_then(|icc| icc.single())
                    }
                });
            }
            all.push(alpha(table, level));
            all
        };
        let spreads = strata.intervals(stop, resampling, of, figures)?;
        Some(ValueIntervals::from(spreads, scale, of))
    }

    /// Where there is too little to draw from.
    fn too_few(coders: usize, scale: Scale<'_>, of: Drawn) -> ValueIntervals {
        let all = 4 * pairs(coders).count() + 1;
        ValueIntervals::from(vec![Err(Undefined::FewToResample); all], scale, of)
    }

    fn from(spreads: Vec<Spread>, scale: Scale<'_>, of: Drawn) -> ValueIntervals {
        let four = |four: &[Spread]| ValuePairIntervals {
            percent: four[0],
            alpha: four[1],
            kappa: four[2],
            icc: matches!(scale, Scale::Ordinal(_)).then_some(four[3]),
        };
        let pairs = spreads.chunks_exact(4).map(four).collect();
        ValueIntervals {
            of,
            pairs,
            alpha: spreads.last().copied().unwrap_or(Err(Undefined::NoUnits)),
        }
    }
}

impl Comparison {
    /// The intervals of the domain selected, if one is; `None` as soon as `stop` says so.
    pub(super) fn domain_intervals(
        &self,
        resampling: Resampling,
        stop: &mut Stop<'_>,
    ) -> Option<Option<DomainIntervals>> {
        if self.selection.domain.is_none() {
            return Some(None);
        }
        let (of, parting) = self.drawn();
        let mut grain = |by, of, parting| {
            let strata = Valued::of(self, by, parting).strata(self.coders.len());
            ValueIntervals::of(&strata, Scale::Nominal, of, resampling, stop)
        };
        Some(Some(DomainIntervals {
            by_unit: grain(By::Unit, of, parting)?,
            by_character: match of {
                Drawn::Sources => grain(By::Character, of, parting)?,
                _ => ValueIntervals::too_few(self.coders.len(), Scale::Nominal, of),
            },
        }))
    }

    /// The intervals of every rated code somebody used, as in [`Comparison::rated`]; `None` as soon
    /// as `stop` says so.
    pub(super) fn rated_intervals(
        &self,
        resampling: Resampling,
        stop: &mut Stop<'_>,
    ) -> Option<Vec<RatedIntervals>> {
        let (of, _) = self.drawn();
        let coders = self.coders.len();
        let mut ratings = |number, scale: &[(i32, String)], over| {
            let strata = self.rated_strata(number, scale, over, of);
            let points = Points::of(scale);
            let scale = Scale::Ordinal(&points);
            match over {
                Over::Units => ValueIntervals::of(&strata, scale, of, resampling, stop),
                Over::Cases if strata.parts() < FEW_SOURCES => {
                    Some(ValueIntervals::too_few(coders, scale, Drawn::Cases))
                }
                Over::Cases => ValueIntervals::of(&strata, scale, Drawn::Cases, resampling, stop),
            }
        };
        let mut all = Vec::new();
        for (number, code) in (0..).zip(&self.numbering.used) {
            if let Some(scale) = self.scale_of(number) {
                all.push(RatedIntervals {
                    code: *code,
                    by_unit: ratings(number, &scale, Over::Units)?,
                    by_case: ratings(number, &scale, Over::Cases)?,
                });
            }
        }
        Some(all)
    }
}
