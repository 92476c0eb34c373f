//! Counts of every resample, summed from the counts of what was drawn.

use super::disagreement::Disagreement;
use super::fourfold::Fourfold;
use crate::agreement::interval::Interval;
use crate::agreement::outcome::Undefined;
use crate::agreement::resample::Resampling;

/// The interval of a figure, with the resamples behind it; or why there is none.
pub type Spread = Result<Interval, Undefined>;

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
    /// By thing: readers and cells read by exactly these, times codes.
    pub read: Vec<(u32, u64, u64)>,
    /// Thing, readers, who of them gave the code (somebody), cells.
    pub given: Vec<(u32, u64, u64, u64)>,
}

impl Counts {
    /// Cells that both of two coders gave the code, of all things together.
    pub fn both(&self, (a, b): (usize, usize)) -> u64 {
        let both = 1u64 << a | 1 << b;
        let given = self
            .given
            .iter()
            .filter(|(.., givers, _)| givers & both == both);
        given.map(|(.., cells)| cells).sum()
    }
}

impl Times {
    pub fn of(resampling: Resampling, things: usize) -> Times {
        let drawn = match things {
            0 | 1 => Vec::new(),
            n => resampling.times(n),
        };
        let column = |thing: usize| drawn.iter().map(|r| r[thing] as u32).collect();
        Times {
            replicates: drawn.len(),
            times: (0..things).map(column).collect(),
        }
    }

    pub fn things(&self) -> usize {
        self.times.len()
    }

    /// Two coders' counts in each resample.
    pub fn fourfolds(&self, parts: &Counts, (a, b): (usize, usize)) -> Vec<Fourfold> {
        let both = 1u64 << a | 1 << b;
        let mut cells = vec![0u64; self.replicates];
        for (thing, readers, n) in &parts.read {
            if readers & both == both {
                self.add(*thing, *n, &mut cells);
            }
        }
        let mut all = [
            cells,
            vec![0; self.replicates],
            vec![0; self.replicates],
            vec![0; self.replicates],
        ];
        for ((thing, what), n) in grouped(parts, both, (a, b)) {
            self.add(thing, n, &mut all[what]);
        }
        let [cells, one, other, together] = all;
        let count = |r: usize| Fourfold {
            both: together[r],
            only_a: one[r],
            only_b: other[r],
            neither: cells[r] - one[r] - other[r] - together[r],
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
fn grouped(
    parts: &Counts,
    both: u64,
    (a, b): (usize, usize),
) -> impl Iterator<Item = ((u32, usize), u64)> {
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
    pub fn of(times: &Times, parts: &Counts) -> Alphas {
        let zero = || vec![0.0f64; times.replicates];
        let (mut values, mut present, mut apart) = (zero(), zero(), zero());
        let add = |thing: u32, count: f64, into: &mut [f64]| {
            for (sum, n) in into.iter_mut().zip(&times.times[thing as usize]) {
                *sum += f64::from(*n) * count;
            }
        };
        for (thing, readers, cells) in &parts.read {
            let readers = readers.count_ones();
            if readers > 1 {
                add(*thing, f64::from(readers) * *cells as f64, &mut values);
            }
        }
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
        Alphas {
            values,
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
