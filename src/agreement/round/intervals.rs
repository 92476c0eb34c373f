//! Intervals by resampling: whole sources are drawn anew, with replacement, and every figure is
//! computed again on each draw.
//!
//! What people say in one interview hangs together, so a source is drawn as a whole. Below
//! [`FEW_SOURCES`] sources such draws say hardly anything (three sources can be drawn in ten ways):
//! then turns are drawn, each with all that is in it. For figures by unit these are the turns that
//! have units; for characters and codings all turns, a coding belonging to the turn it begins in.

use super::cells::{By, Parting};
use super::comparison::Comparison;
use super::fourfold::Fourfold;
use super::pairs;
use super::places::Spans;
use super::set_cells::SetCells;
use super::spread::{Alphas, Counts, Times};
use super::value_intervals::{DomainIntervals, RatedIntervals};
use crate::agreement::interval::{Drawn, Interval};
use crate::agreement::outcome::Undefined;
use crate::agreement::resample::Resampling;
use crate::agreement::sets::{SetDistance, SetStrata};
use crate::agreement::unitizing::{Coincidences, cu_alpha, u_alpha, u_alpha_binary};
use crate::agreement::units::Sets;
use crate::model::ids::CodeId;

/// With fewer sources than this, turns are resampled.
pub const FEW_SOURCES: usize = 10;

/// The interval of a figure, with the resamples behind it; or why there is none.
pub type Spread = Result<Interval, Undefined>;

/// How much is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// The figures of all codes pooled.
    Overall,
    /// Those of every code, too.
    #[default]
    Codes,
}

/// The intervals of a selection's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    /// How often, and the seed.
    pub resampling: Resampling,
    /// What was drawn: sources or turns.
    pub of: Drawn,
    /// By coding, for each pair of coders.
    pub by_coding: Vec<Spread>,
    /// By unit.
    pub by_unit: GrainIntervals,
    /// Sets of codes by unit.
    pub sets: SetIntervals,
    /// By character.
    pub by_character: GrainIntervals,
    /// Places and codes, apart.
    pub places: PlaceIntervals,
    /// The domain selected, if one is.
    pub domain: Option<DomainIntervals>,
    /// Every rated code somebody used.
    pub rated: Vec<RatedIntervals>,
}

/// The intervals of `SetFigures`.
#[derive(Clone, Debug, PartialEq)]
pub struct SetIntervals {
    /// Of the share of units with identical sets.
    pub identical: Spread,
    /// Of alpha with the MASI distance.
    pub masi: Spread,
    /// Of alpha with the Jaccard distance.
    pub jaccard: Spread,
}

/// The intervals of `Places`. Whole sources only: a mark that runs on is no two marks.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceIntervals {
    /// Of |uα.
    pub same_places: Spread,
    /// Of cuα.
    pub same_code: Spread,
    /// Of uα by layers.
    pub layers: Spread,
}

/// The intervals at one grain.
#[derive(Clone, Debug, PartialEq)]
pub struct GrainIntervals {
    /// All codes pooled.
    pub overall: CodeIntervals,
    /// By code, in the order of `Grain::codes`; none when only the overall ones were asked for.
    pub codes: Vec<CodeIntervals>,
}

/// The intervals of one code, or of all pooled.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeIntervals {
    /// The code; `None` for all pooled.
    pub code: Option<CodeId>,
    /// Each pair of coders.
    pub pairs: Vec<BetweenIntervals>,
    /// Krippendorff's alpha of all coders.
    pub alpha: Spread,
}

/// The intervals of two coders' figures.
#[derive(Clone, Debug, PartialEq)]
pub struct BetweenIntervals {
    /// Of `Between::percent`.
    pub percent: Spread,
    /// Of `Between::positive`.
    pub positive: Spread,
    /// Of `Between::kappa`, by resampling; the analytic one stands in `Between`.
    pub kappa: Spread,
    /// Of `Between::alpha`.
    pub alpha: Spread,
    /// Of `Between::ac1`.
    pub ac1: Spread,
}

/// Told between figures how many are done of how many; answers whether to stop.
pub type Heed<'a> = dyn FnMut(usize, usize) -> bool + 'a;

impl Comparison {
    /// What is drawn: whole sources where there are enough, else turns.
    pub(super) fn drawn(&self) -> (Drawn, Parting) {
        match self.sources.len() < FEW_SOURCES {
            true => (Drawn::Turns, Parting::Turns),
            false => (Drawn::Sources, Parting::Sources),
        }
    }

    /// The intervals of all figures; `None` when `heed` said to stop. The same seed gives the same
    /// intervals, on any machine and however deep.
    pub fn intervals(
        &self,
        resampling: Resampling,
        depth: Depth,
        heed: &mut Heed<'_>,
    ) -> Option<Intervals> {
        let (of, parting) = self.drawn();
        let codes = match depth {
            Depth::Overall => 0,
            Depth::Codes => self.numbering.used.len(),
        };
        let mut work = Work {
            comparison: self,
            resampling,
            of,
            parting,
            codes,
            done: 0,
            heed,
        };
        Some(Intervals {
            resampling,
            of,
            by_coding: work.by_coding()?,
            by_unit: work.grain(By::Unit)?,
            sets: work.sets()?,
            by_character: work.grain(By::Character)?,
            places: work.places()?,
            domain: self.domain_intervals(resampling),
            rated: self.rated_intervals(resampling),
        })
    }
}

struct Work<'a, 'h> {
    comparison: &'a Comparison,
    resampling: Resampling,
    of: Drawn,
    parting: Parting,
    codes: usize,
    done: usize,
    heed: &'a mut Heed<'h>,
}

impl Work<'_, '_> {
    /// One more is done; `None` when it is to stop.
    fn step(&mut self) -> Option<()> {
        self.done += 1;
        let all = 5 + 2 * self.codes;
        (!(self.heed)(self.done, all)).then_some(())
    }

    fn spread(&self, values: impl Iterator<Item = Option<f64>>) -> Spread {
        // Which sentence belongs to a resample without a figure does not matter: it is counted.
        let outcomes = values.map(|value| value.ok_or(Undefined::OneCategory));
        self.resampling.interval(self.of, outcomes)
    }

    fn by_coding(&mut self) -> Option<Vec<Spread>> {
        let comparison = self.comparison;
        let parts = comparison.matches_by_part(self.parting);
        let mut all = Vec::new();
        for counts in parts {
            let held: Vec<_> = counts.into_iter().filter(|c| c.all() > 0).collect();
            let share = |weights: &Vec<u64>| {
                let (mut matched, mut all) = (0, 0);
                for (weight, counts) in weights.iter().zip(&held) {
                    matched += weight * counts.matched;
                    all += weight * counts.all();
                }
                (all > 0).then(|| matched as f64 / all as f64)
            };
            all.push(match held.len() {
                0 => Err(Undefined::NoCodings),
                1 => Err(Undefined::FewToResample),
                n => self.spread(self.resampling.times(n).iter().map(share)),
            });
        }
        self.step()?;
        Some(all)
    }

    fn grain(&mut self, by: By) -> Option<GrainIntervals> {
        let comparison = self.comparison;
        let Ok(cells) = comparison.cells(by, self.parting) else {
            // No more than 64 coders are ever compared.
            return None;
        };
        let held = cells.held();
        let times = Times::of(self.resampling, held.len());
        let overall = self.figures(None, &times, &cells.spread_over(&held, None));
        self.step()?;
        let mut codes = Vec::with_capacity(self.codes);
        for (place, code) in comparison
            .numbering
            .used
            .iter()
            .take(self.codes)
            .enumerate()
        {
            let parts = cells.spread_over(&held, Some(place));
            codes.push(self.figures(Some(*code), &times, &parts));
            self.step()?;
        }
        Some(GrainIntervals { overall, codes })
    }

    fn sets(&mut self) -> Option<SetIntervals> {
        let strata = SetCells::of(self.comparison, self.parting).strata();
        let identical = |sets: &Sets| {
            let same = |row: &[Option<u32>]| row.windows(2).all(|w| w[0] == w[1]);
            let agreed = sets.table.patterns().filter(|(row, _)| same(row));
            (agreed.map(|(_, n)| n).sum::<u64>(), sets.table.units())
        };
        // The share of two coders; of more it would need a definition of its own.
        let counts: Vec<(u64, u64)> = match self.comparison.coders.len() {
            2 => strata.iter().map(identical).collect(),
            _ => Vec::new(),
        };
        let masi = SetStrata::of(&strata, SetDistance::Masi);
        let jaccard = SetStrata::of(&strata, SetDistance::Jaccard);
        let share = |weights: &[u64]| {
            let (mut same, mut all) = (0, 0);
            for (weight, (agreed, units)) in weights.iter().zip(&counts) {
                same += weight * agreed;
                all += weight * units;
            }
            match (counts.is_empty(), all) {
                (true, _) => Err(Undefined::NotTwoCoders),
                (_, 0) => Err(Undefined::NoUnits),
                _ => Ok(same as f64 / all as f64),
            }
        };
        let ones = vec![1; strata.len()];
        let found = self.resampling.intervals(self.of, &ones, |weights| {
            vec![share(weights), masi.alpha(weights), jaccard.alpha(weights)]
        });
        self.step()?;
        Some(SetIntervals {
            identical: match counts.is_empty() {
                true => Err(Undefined::NotTwoCoders),
                false => found[0],
            },
            masi: found[1],
            jaccard: found[2],
        })
    }

    fn places(&mut self) -> Option<PlaceIntervals> {
        let spans = Spans::of(self.comparison);
        let few = self.of == Drawn::Turns;
        let (whole, layers) = spans.by_source();
        let together = |parts: &[Coincidences], weights: &[u64]| {
            Coincidences::together(parts.iter().zip(weights.iter().copied()), false)
        };
        let found = match few {
            true => vec![Err(Undefined::FewToResample); 3],
            false => {
                let ones = vec![1; layers.len()];
                self.resampling.intervals(Drawn::Sources, &ones, |weights| {
                    let whole = whole.as_ref().map(|whole| together(whole, weights));
                    let whole = whole.as_ref().ok_or(Undefined::OwnOverlap);
                    vec![
                        whole.and_then(u_alpha_binary),
                        whole.and_then(cu_alpha),
                        u_alpha(&together(&layers, weights)),
                    ]
                })
            }
        };
        let overlapping = |spread: Spread| match whole.is_some() {
            true => spread,
            false => Err(Undefined::OwnOverlap),
        };
        self.step()?;
        Some(PlaceIntervals {
            same_places: overlapping(found[0]),
            same_code: overlapping(found[1]),
            layers: found[2],
        })
    }

    fn figures(&self, code: Option<CodeId>, times: &Times, parts: &Counts) -> CodeIntervals {
        let coders = self.comparison.coders.len();
        let of =
            |figures: &[Fourfold], figure: fn(&Fourfold) -> Option<f64>| match times.things() < 2 {
                true => Err(Undefined::FewToResample),
                false => self.spread(figures.iter().map(figure)),
            };
        let between = |pair: (usize, usize)| {
            let figures = times.fourfolds(parts, pair);
            BetweenIntervals {
                percent: of(&figures, Fourfold::percent),
                positive: of(&figures, Fourfold::positive),
                kappa: of(&figures, Fourfold::kappa),
                alpha: of(&figures, Fourfold::alpha),
                ac1: of(&figures, Fourfold::ac1),
            }
        };
        let pairs: Vec<BetweenIntervals> = pairs(coders).map(between).collect();
        let alpha = match &pairs[..] {
            [pair] => pair.alpha,
            _ if times.things() < 2 => Err(Undefined::FewToResample),
            _ => self.spread(Alphas::of(times, parts).into_iter()),
        };
        CodeIntervals { code, pairs, alpha }
    }
}
