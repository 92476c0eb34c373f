//! Counts of every resample, summed from the counts of what was drawn.

use super::disagreement::Disagreement;
use super::fourfold::Fourfold;
use crate::agreement::interval::Interval;
use crate::agreement::outcome::Undefined;
use crate::agreement::pair::pairs;
use crate::agreement::resample::{Resampling, Stop};

/// The interval of a figure, with the resamples behind it; or why there is none.
pub type Spread = Result<Interval, Undefined>;

/// Two coders, by their places.
type Pair = (usize, usize);

/// How often each thing came up in each resample.
#[derive(Clone, Debug)]
pub(super) struct Times {
    replicates: usize,
    /// By thing, by resample.
    times: Vec<Vec<u32>>,
}

/// Counts of the things that are drawn: of one code, or of all pooled.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// How many codes each cell was decided on for.
    pub codes: u64,
    /// Thing, readers, who of them gave the code (somebody), cells.
    pub given: Vec<(u32, u64, u64, u64)>,
}

impl Counts {
    /// Cells that both of two coders gave the code, of all things together.
    pub fn both(&self, (a, b): Pair) -> u64 {
        let both = 1u64 << a | 1 << b;
        let given = self
            .given
            .iter()
            .filter(|(.., givers, _)| givers & both == both);
        given.map(|(.., cells)| cells).sum()
    }
}

/// What was read in each resample, the same for every code.
pub(super) struct Read {
    /// By pair of coders: cells both read.
    pairs: Vec<Vec<u64>>,
    /// Values that can be paired, of all coders.
    values: Vec<f64>,
}

impl Times {
    /// `None` as soon as `stop` says so.
    pub fn of(resampling: Resampling, things: usize, stop: &mut Stop<'_>) -> Option<Times> {
        let mut times: Vec<Vec<u32>> = vec![Vec::new(); things];
        if things > 1 {
            resampling.times(stop, things, |drawn| {
                for (thing, times) in times.iter_mut().enumerate() {
                    times.extend(drawn.iter().map(|r| r[thing] as u32));
                }
            })?;
        }
        Some(Times {
            replicates: times.first().map_or(0, Vec::len),
            times,
        })
    }

    /// Sums of what was read, by thing: readers and cells read by exactly these.
    pub fn read(&self, cells: &[(u32, u64, u64)], coders: usize) -> Read {
        let pair = |(a, b): (usize, usize)| {
            let both = 1u64 << a | 1 << b;
            let mut sums = vec![0; self.replicates];
            for (thing, readers, n) in cells {
                if readers & both == both {
                    self.add(*thing, *n, &mut sums);
                }
            }
            sums
        };
        let mut values = vec![0; self.replicates];
        // Of two coders alpha is that of their pair.
        for (thing, readers, n) in cells.iter().filter(|_| coders > 2) {
            let readers = readers.count_ones();
            if readers > 1 {
                self.add(*thing, u64::from(readers) * n, &mut values);
            }
        }
        Read {
            pairs: pairs(coders).map(pair).collect(),
            values: values.into_iter().map(|n| n as f64).collect(),
        }
    }

    pub fn things(&self) -> usize {
        self.times.len()
    }

    /// Two coders' counts in each resample; `at` is the place of the pair.
    pub fn fourfolds(&self, read: &Read, parts: &Counts, at: usize, pair: Pair) -> Vec<Fourfold> {
        let zero = || vec![0u64; self.replicates];
        let mut all = [zero(), zero(), zero()];
        for ((thing, what), n) in grouped(parts, pair) {
            self.add(thing, n, &mut all[what - 1]);
        }
        let [one, other, together] = all;
        let cells = &read.pairs[at];
        let count = |r: usize| Fourfold {
            both: together[r],
            only_a: one[r],
            only_b: other[r],
            neither: cells[r] * parts.codes - one[r] - other[r] - together[r],
        };
        (0..self.replicates).map(count).collect()
    }

    /// Adds what a thing counts to every resample, as often as it came up there.
    fn add(&self, thing: u32, count: u64, into: &mut [u64]) {
        for (sum, times) in into.iter_mut().zip(&self.times[thing as usize]) {
            *sum += u64::from(*times) * count;
        }
    }
}

/// Cells that two coders both read and one at least gave: by thing and by who gave it (1 only the
/// first, 2 only the second, 3 both).
fn grouped(parts: &Counts, (a, b): Pair) -> impl Iterator<Item = ((u32, usize), u64)> {
    let both = 1u64 << a | 1 << b;
    let mut found: Vec<((u32, usize), u64)> = Vec::with_capacity(parts.given.len());
    for (thing, readers, givers, n) in &parts.given {
        let what = (givers >> a & 1 | (givers >> b & 1) << 1) as usize;
        if readers & both == both && what > 0 {
            found.push(((*thing, what), *n));
        }
    }
    found.sort_unstable_by_key(|(key, _)| *key);
    found.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    found.into_iter()
}

/// Krippendorff's alpha of all coders in each resample: presence or absence, missing values
/// allowed. It takes three sums: values that can be paired, those of them that say “present”, and
/// pairs of coders who differ, each divided by one less than the coders of its cell.
pub(super) struct Alphas {
    values: Vec<f64>,
    present: Vec<f64>,
    apart: Vec<f64>,
}

impl Alphas {
    pub fn of(times: &Times, read: &Read, parts: &Counts) -> Alphas {
        let zero = || vec![0.0f64; times.replicates];
        let (mut present, mut apart) = (zero(), zero());
        let add = |thing: u32, count: f64, into: &mut [f64]| {
            for (sum, n) in into.iter_mut().zip(&times.times[thing as usize]) {
                *sum += f64::from(*n) * count;
            }
        };
        for (thing, readers, givers, cells) in &parts.given {
            let (all, gave) = (
                f64::from(readers.count_ones()),
                f64::from(givers.count_ones()),
            );
            if all > 1.0 {
                add(*thing, gave * *cells as f64, &mut present);
                let differ = gave * (all - gave) / (all - 1.0);
                add(*thing, differ * *cells as f64, &mut apart);
            }
        }
        let codes = parts.codes as f64;
        Alphas {
            values: read.values.iter().map(|n| n * codes).collect(),
            present,
            apart,
        }
    }

    /// Alpha in each resample.
    pub fn values(&self) -> impl Iterator<Item = Option<f64>> + '_ {
        (0..self.values.len()).map(|r| {
            let (values, present) = (self.values[r], self.present[r]);
            let expected = present * (values - present);
            (expected > 0.0).then(|| 1.0 - (values - 1.0) * self.apart[r] / expected)
        })
    }

    /// What alpha over codes sums of each.
    pub fn disagreements(&self) -> impl Iterator<Item = Disagreement> + '_ {
        let of = |r| Disagreement::of(self.values[r], self.present[r], self.apart[r]);
        (0..self.values.len()).map(of)
    }
}
