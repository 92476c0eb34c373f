//! Intervals by resampling: whole sources are drawn anew, with replacement, and every figure is
//! computed again on each draw.
//!
//! What people say in one interview hangs together, so a source is drawn as a whole. Below
//! [`FEW_SOURCES`] sources such draws say hardly anything (three sources can be drawn in ten ways):
//! then turns are drawn, each with all that is in it. For figures by unit these are the turns that
//! have units; for characters and codings all turns, a coding belonging to the turn it begins in.

mod rests;

use rests::{Over, Rests};

use super::comparison::Comparison;
use super::disagreement::Disagreement;
use super::fourfold::Fourfold;
use super::outside::Missed;
use super::parting::{By, Parting};
use super::places::Spans;
use super::rated_cases::RatedCasesIntervals;
use super::set_cells::SetCells;
use super::spread::{Alphas, Counts, Read, Spread, Times};
use super::support::{FEW_SOURCES, Support, Supports};
use super::value_intervals::{DomainIntervals, RatedIntervals};
use crate::agreement::interval::Drawn;
use crate::agreement::outcome::Undefined;
use crate::agreement::pair::pairs;
use crate::agreement::resample::Resampling;
use crate::agreement::sets::{SetDistance, SetStrata};
use crate::agreement::specific;
use crate::agreement::unitizing::{Coincidences, cu_alpha, u_alpha, u_alpha_binary};
use crate::agreement::units::Sets;
use crate::model::ids::CodeId;
use crate::model::round::Headline;

/// The intervals of a selection's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    pub resampling: Resampling,
    /// What was drawn: sources or turns.
    pub of: Drawn,
    /// By coding, for each pair of coders.
    pub by_coding: Vec<Spread>,
    pub by_unit: GrainIntervals,
    pub sets: SetIntervals,
    pub by_character: GrainIntervals,
    pub places: PlaceIntervals,
    /// The domain selected, if one is.
    pub domain: Option<DomainIntervals>,
    /// Every rated code somebody used.
    pub rated: Vec<RatedIntervals>,
    /// All of them together.
    pub rated_cases: Option<RatedCasesIntervals>,
}

impl Intervals {
    /// That of the figure that leads: of the domain, where one is selected.
    pub fn of_headline(&self, lead: Headline) -> Option<&Spread> {
        let overall = &self.by_unit.overall;
        let domain = self.domain.as_ref().map(|d| &d.by_unit);
        match (lead, domain) {
            (Headline::OrdinalAlpha, _) => self.rated_cases.as_ref().map(|r| &r.alpha),
            (lead, Some(domain)) if lead.is_alpha() => Some(&domain.alpha),
            (Headline::Alpha, _) => Some(&overall.alpha),
            (Headline::AlphaOverCodes, _) => Some(&self.by_unit.over_codes.alpha),
            (Headline::AlphaMasi, _) => Some(&self.sets.masi),
            (Headline::AlphaJaccard, _) => Some(&self.sets.jaccard),
            (Headline::Kappa, Some(domain)) => domain.pairs.first().map(|p| &p.kappa),
            (Headline::Kappa, None) => overall.pairs.first().map(|p| &p.kappa),
            (Headline::Percent, _) => self.by_coding.first(),
            (Headline::None, _) => None,
        }
    }

    /// Whether they are too narrow: for want of sources turns were drawn, as if turns of one source
    /// were independent of one another.
    pub fn are_too_narrow(&self) -> bool {
        self.of == Drawn::Turns
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct SetIntervals {
    /// Of the share of units with identical sets.
    pub identical: Spread,
    /// Of alpha with the MASI distance.
    pub masi: Spread,
    pub jaccard: Spread,
}

/// The intervals of `Places`. Whole sources only: a mark that runs on is no two marks.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceIntervals {
    pub same_places: Spread,
    pub same_code: Spread,
    /// Of uα by layers.
    pub layers: Spread,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GrainIntervals {
    pub overall: CodeIntervals,
    /// Of `Grain::over_codes`: each pair of coders, and all.
    pub over_codes: OverCodesIntervals,
    /// By code, in the order of `Grain::codes`; none when only the overall ones were asked for.
    pub codes: Vec<CodeIntervals>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct OverCodesIntervals {
    pub pairs: Vec<Spread>,
    pub alpha: Spread,
}

/// The intervals of one code, or of all pooled.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeIntervals {
    /// The code; `None` for all pooled.
    pub code: Option<CodeId>,
    pub pairs: Vec<BetweenIntervals>,
    pub alpha: Spread,
}

/// The intervals of two coders' figures.
#[derive(Clone, Debug, PartialEq)]
pub struct BetweenIntervals {
    pub percent: Spread,
    /// Of `Between::positive`. Of one code by unit with places in fewer than ten sources it is
    /// Wilson's, as if turns were independent.
    pub positive: Spread,
    /// Of `Between::kappa`, by resampling; the analytic one stands in `Between`.
    pub kappa: Spread,
    pub alpha: Spread,
    pub ac1: Spread,
}

/// Told again and again how many figures are done of how many; answers whether to stop.
pub type OnProgress<'a> = dyn FnMut(usize, usize) -> bool + 'a;

impl Comparison {
    /// What is drawn: whole sources where there are enough, else turns.
    pub(super) fn drawn(&self) -> (Drawn, Parting) {
        match self.sources.len() < FEW_SOURCES {
            true => (Drawn::Turns, Parting::Turns),
            false => (Drawn::Sources, Parting::Sources),
        }
    }

    /// The intervals of all figures; `None` when `progress` said to stop. The same seed gives the same
    /// intervals, on any machine.
    pub fn intervals(
        &self,
        resampling: Resampling,
        progress: &mut OnProgress<'_>,
    ) -> Option<Intervals> {
        let (of, parting) = self.drawn();
        let mut work = Work {
            comparison: self,
            resampling,
            of,
            parting,
            codes: self.numbering.used.len(),
            done: 0,
            progress,
        };
        Some(Intervals {
            resampling,
            of,
            by_coding: work.by_coding()?,
            by_unit: work.grain(By::Unit)?,
            sets: work.sets()?,
            by_character: work.grain(By::Character)?,
            places: work.places()?,
            domain: self.domain_intervals(resampling, &mut || work.stop())?,
            rated: self.rated_intervals(resampling, &mut || work.stop())?,
            rated_cases: self.rated_cases_intervals(resampling, &mut || work.stop())?,
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
    progress: &'a mut OnProgress<'h>,
}

impl Work<'_, '_> {
    /// One more is done; `None` when it is to stop.
    fn step(&mut self) -> Option<()> {
        self.done += 1;
        (!self.stop()).then_some(())
    }

    /// Asks whether to stop.
    fn stop(&mut self) -> bool {
        (self.progress)(self.done, 5 + 2 * self.codes)
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
                n => {
                    let mut shares = Vec::new();
                    let resampling = self.resampling;
                    resampling.times(&mut || self.stop(), n, |drawn| {
                        shares.extend(drawn.iter().map(share));
                    })?;
                    self.spread(shares.into_iter())
                }
            });
        }
        self.step()?;
        Some(all)
    }

    fn grain(&mut self, by: By) -> Option<GrainIntervals> {
        let comparison = self.comparison;
        let supports = Supports::of(comparison, by);
        let missed = Missed::of(comparison, by);
        let mut over = Over::new(comparison.coders.len());
        let Ok(cells) = comparison.cells(by, self.parting) else {
            // No more than 64 coders are ever compared.
            return None;
        };
        let held = cells.held();
        let times = Times::of(self.resampling, held.things, &mut || self.stop())?;
        let read = times.read(&held.read, comparison.coders.len());
        let rests = |code| Rests {
            by,
            code,
            unmet: code.is_some() && missed.of_code(code).1 > 0,
            supports: supports.of_code(code),
        };
        let parts = cells.spread_over(&held, None);
        let drawn = (&times, &read);
        let overall = self.figures(None, &rests(None), drawn, &parts, &mut |_, _| {});
        self.step()?;
        let mut codes = Vec::with_capacity(self.codes);
        for (place, code) in comparison.numbering.used.iter().enumerate() {
            let parts = cells.spread_over(&held, Some(place));
            let found = self.figures(
                Some(*code),
                &rests(Some(place)),
                drawn,
                &parts,
                &mut |of, more| over.add(of, more),
            );
            if place < self.codes {
                codes.push(found);
                self.step()?;
            }
        }
        Some(GrainIntervals {
            overall,
            over_codes: self.over_codes(&over, &rests(None), times.things()),
            codes,
        })
    }

    fn over_codes(&self, over: &Over, rests: &Rests, things: usize) -> OverCodesIntervals {
        let of = |sums: &[Disagreement], support: &Support| match things {
            0 | 1 => Err(Undefined::FewToResample),
            _ => rests
                .spread_out(support)
                .and_then(|()| self.spread(sums.iter().map(|sum| sum.alpha()))),
        };
        let (pairs, all) = &rests.supports;
        let pairs: Vec<Spread> = (over.pairs.iter().zip(pairs))
            .map(|(sums, support)| of(sums, support))
            .collect();
        OverCodesIntervals {
            alpha: match &pairs[..] {
                [pair] => *pair,
                _ => of(&over.all, all),
            },
            pairs,
        }
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
        let (resampling, of) = (self.resampling, self.of);
        let found = resampling.intervals_unless(&mut || self.stop(), of, &ones, |weights| {
            vec![share(weights), masi.alpha(weights), jaccard.alpha(weights)]
        })?;
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
                let resampling = self.resampling;
                let stop = &mut || self.stop();
                resampling.intervals_unless(stop, Drawn::Sources, &ones, |weights| {
                    let whole = whole.as_ref().map(|whole| together(whole, weights));
                    let whole = whole.as_ref().ok_or(Undefined::OwnOverlap);
                    vec![
                        whole.and_then(u_alpha_binary),
                        whole.and_then(cu_alpha),
                        u_alpha(&together(&layers, weights)),
                    ]
                })?
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

    /// The intervals of one code, or of all pooled. `told` is handed the disagreement of each pair,
    /// and of all coders (`None`), in every resample.
    fn figures(
        &self,
        code: Option<CodeId>,
        rests: &Rests,
        (times, read): (&Times, &Read),
        parts: &Counts,
        told: &mut dyn FnMut(Option<usize>, Vec<Disagreement>),
    ) -> CodeIntervals {
        let coders = self.comparison.coders.len();
        let (supports, all) = &rests.supports;
        let few = times.things() < 2;
        let mut found = Vec::with_capacity(supports.len());
        for (at, (pair, support)) in pairs(coders).zip(supports).enumerate() {
            let figures = times.fourfolds(read, parts, at, pair);
            told(Some(at), figures.iter().map(Disagreement::of_two).collect());
            let of = |figure: fn(&Fourfold) -> Option<f64>| match few {
                true => Err(Undefined::FewToResample),
                false => rests
                    .spread_out(support)
                    .and_then(|()| self.spread(figures.iter().map(figure))),
            };
            found.push(BetweenIntervals {
                percent: of(Fourfold::percent),
                positive: match rests.is_by_wilson(support) {
                    true => specific::interval(parts.both(pair), support.places),
                    false => of(Fourfold::positive),
                },
                kappa: of(Fourfold::kappa),
                alpha: of(Fourfold::alpha),
                ac1: of(Fourfold::ac1),
            });
        }
        let alpha = match &found[..] {
            [pair] => pair.alpha,
            _ if few => Err(Undefined::FewToResample),
            _ => {
                let alphas = Alphas::of(times, read, parts);
                told(None, alphas.disagreements().collect());
                rests
                    .spread_out(all)
                    .and_then(|()| self.spread(alphas.values()))
            }
        };
        CodeIntervals {
            code,
            pairs: found,
            alpha,
        }
    }
}
