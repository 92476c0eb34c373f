//! Intervals by resampling: the data are drawn anew many times, with replacement, and every figure
//! is computed again on each draw (Efron 1979).

use rayon::prelude::*;

use super::draws::Draws;
use super::interval::{Drawn, Interval, Resamples};
use super::outcome::{Outcome, Undefined};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    pub replicates: u32,
    /// The same seed gives the same intervals, in any number of threads.
    pub seed: u64,
}

/// Asked between resamples whether nobody waits for them any more.
pub(super) type Stop<'a> = dyn FnMut() -> bool + 'a;

/// Resamples each core makes before it is asked again: of the largest rounds they take some 20 ms.
const AT_ONCE: u32 = 4;

impl Default for Resampling {
    fn default() -> Resampling {
        Resampling {
            replicates: 1000,
            seed: 1,
        }
    }
}

impl Resampling {
    /// The intervals of several figures, all from the same resamples.
    ///
    /// `strata` says how many equal things each stratum stands for: 1 for a source or a turn, the
    /// number of units for a pattern of units. As many things as there are in all are drawn with
    /// replacement; `statistic` is given how often each stratum came up, and answers the figures,
    /// always in the same order. Resamples without a figure are left out of its interval and
    /// counted there.
    ///
    /// Cost: `replicates` × (the draw + the statistic), shared by the cores. A draw costs the
    /// strata, and of the things at most a thirtieth of a random word for each time the strata
    /// can be halved.
    ///
    /// # Errors
    /// For each figure: [`Undefined::FewToResample`] when there are not two things to draw from,
    /// [`Undefined::FewResamples`] when hardly any resample had a figure.
    pub fn intervals(
        self,
        of: Drawn,
        strata: &[u64],
        statistic: impl Fn(&[u64]) -> Vec<Outcome> + Sync,
    ) -> Vec<Result<Interval, Undefined>> {
        let found = self.intervals_unless(&mut || false, of, strata, statistic);
        found.unwrap_or_default()
    }

    /// The same; `None` as soon as `stop` says so.
    pub(super) fn intervals_unless(
        self,
        stop: &mut Stop<'_>,
        of: Drawn,
        strata: &[u64],
        statistic: impl Fn(&[u64]) -> Vec<Outcome> + Sync,
    ) -> Option<Vec<Result<Interval, Undefined>>> {
        let urn = Urn::of(strata);
        if urn.all() < 2 {
            return Some(vec![Err(Undefined::FewToResample); statistic(strata).len()]);
        }
        let replicate = |number: u32| statistic(&urn.drawn(self.seed, number));
        let mut resamples = Vec::with_capacity(self.replicates as usize);
        self.each(stop, replicate, |some| resamples.extend(some))?;
        let figures = resamples.first().map_or(0, Vec::len);
        let values = |at: usize| self.interval(of, resamples.iter().map(|r| r[at]));
        Some((0..figures).map(values).collect())
    }

    /// How often each of `things` comes up in each resample, the resamples of [`Self::intervals`]
    /// over as many single things, some of them handed on at a time; for figures that are computed
    /// one after another. `None` as soon as `stop` says so.
    pub(super) fn times(
        self,
        stop: &mut Stop<'_>,
        things: usize,
        take: impl FnMut(Vec<Vec<u64>>),
    ) -> Option<()> {
        let urn = Urn::of(&vec![1; things]);
        self.each(stop, |number| urn.drawn(self.seed, number), take)
    }

    /// Something done for the number of every resample, on all cores, and handed on in order, some
    /// at a time; `None` as soon as `stop` says so.
    pub(super) fn each<T: Send>(
        self,
        stop: &mut Stop<'_>,
        replicate: impl Fn(u32) -> T + Sync + Send,
        mut take: impl FnMut(Vec<T>),
    ) -> Option<()> {
        let at_once = AT_ONCE * rayon::current_num_threads() as u32;
        for from in (0..self.replicates).step_by(at_once as usize) {
            if stop() {
                return None;
            }
            let to = self.replicates.min(from.saturating_add(at_once));
            take((from..to).into_par_iter().map(&replicate).collect());
        }
        Some(())
    }

    /// The interval of one figure from its values over resamples.
    ///
    /// # Errors
    /// [`Undefined::FewResamples`].
    pub(super) fn interval(
        self,
        of: Drawn,
        values: impl Iterator<Item = Outcome>,
    ) -> Result<Interval, Undefined> {
        let defined: Vec<f64> = values.flatten().collect();
        let how = Resamples {
            of,
            replicates: self.replicates,
            undefined: self.replicates - defined.len() as u32,
            seed: self.seed,
        };
        Interval::of_resamples(defined, how)
    }
}

/// What is drawn from: how many things lie before each stratum, and all of them at the end.
pub(super) struct Urn {
    before: Vec<u64>,
}

impl Urn {
    pub(super) fn of(strata: &[u64]) -> Urn {
        let mut before = vec![0];
        for (at, n) in strata.iter().enumerate() {
            before.push(before[at] + n);
        }
        Urn { before }
    }

    fn all(&self) -> u64 {
        self.before[self.before.len() - 1]
    }

    /// How often each stratum comes up in one resample.
    fn drawn(&self, seed: u64, number: u32) -> Vec<u64> {
        let mut weights = vec![0; self.before.len() - 1];
        self.draw(
            self.all(),
            &mut Draws::new(seed, u64::from(number)),
            &mut weights,
        );
        weights
    }

    /// Draws so many with replacement; `into` gets how many came from each stratum.
    pub(super) fn draw(&self, times: u64, draws: &mut Draws, into: &mut [u64]) {
        let all = self.all();
        // Few things a stratum: one by one. Many: shared out by halves, so that a million units of
        // ten kinds cost little more than a thousand.
        if times / 4 > into.len() as u64 {
            return self.share(0, times, draws, into);
        }
        let plain = all == into.len() as u64 && self.before.windows(2).all(|w| w[1] - w[0] == 1);
        for _ in 0..times {
            let thing = draws.below(all);
            let stratum = match plain {
                true => thing as usize,
                false => self.before.partition_point(|n| *n <= thing) - 1,
            };
            into[stratum] += 1;
        }
    }

    /// Shares `n` draws out over the strata from `first` that `into` covers.
    fn share(&self, first: usize, n: u64, draws: &mut Draws, into: &mut [u64]) {
        if n == 0 {
            return;
        }
        if let [only] = into {
            *only = n;
            return;
        }
        let (left, right) = into.split_at_mut(into.len() / 2);
        let (middle, end) = (first + left.len(), first + left.len() + right.len());
        let part = self.before[middle] - self.before[first];
        let whole = self.before[end] - self.before[first];
        let to_left = draws.binomial(n, part, whole);
        self.share(first, to_left, draws, left);
        self.share(middle, n - to_left, draws, right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::interval::How;

    const SMALL: Resampling = Resampling {
        replicates: 500,
        seed: 11,
    };

    fn mean(values: &[f64]) -> impl Fn(&[u64]) -> Vec<Outcome> {
        move |weights| {
            let n: u64 = weights.iter().sum();
            let sum: f64 = weights.iter().zip(values).map(|(w, v)| *w as f64 * v).sum();
            vec![Ok(sum / n as f64), Ok(n as f64)]
        }
    }

    #[test]
    fn the_same_in_any_number_of_threads() {
        let values: Vec<f64> = (0..60).map(f64::from).collect();
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| SMALL.intervals(Drawn::Sources, &[1; 60], mean(&values)))
        };
        let found = run(1);
        assert_eq!(found, run(3));
        // The mean of 0..60 is 29.5 with a standard error of 17.3 / √60 = 2.24.
        let interval = found[0].unwrap();
        assert!((interval.low - 25.1).abs() < 0.7, "{interval:?}");
        assert!((interval.high - 33.9).abs() < 0.7, "{interval:?}");
        let size = found[1].unwrap();
        assert_eq!((size.low, size.high), (60.0, 60.0));
        let other = Resampling { seed: 12, ..SMALL };
        assert_ne!(
            found,
            other.intervals(Drawn::Sources, &[1; 60], mean(&values))
        );
    }

    #[test]
    fn shared_out_by_halves_they_spread_as_one_by_one() {
        let strata = [700, 10, 290, 1000];
        let share = |at: usize| move |w: &[u64]| vec![Ok(w[at] as f64)];
        for (at, n) in strata.iter().enumerate() {
            let found = SMALL.intervals(Drawn::Units, &strata, share(at))[0].unwrap();
            let p = *n as f64 / 2000.0;
            let spread = 1.96 * (2000.0 * p * (1.0 - p)).sqrt();
            for (end, expected) in [
                (found.low, *n as f64 - spread),
                (found.high, *n as f64 + spread),
            ] {
                assert!(
                    (end - expected).abs() < 0.25 * spread + 1.0,
                    "{at}: {found:?}"
                );
            }
        }
    }

    #[test]
    fn undefined_resamples_are_counted() {
        let rare = |w: &[u64]| {
            vec![if w[0] > 0 {
                Ok(1.0)
            } else {
                Err(Undefined::NotUsed)
            }]
        };
        let found = SMALL.intervals(Drawn::Sources, &[1; 20], rare)[0].unwrap();
        let How::Resampled(how) = found.how else {
            panic!()
        };
        // (1 − 1/20)²⁰ = 36 %
        assert!((150..210).contains(&how.undefined), "{how:?}");
        assert_eq!(
            (how.replicates, how.seed, how.of),
            (500, 11, Drawn::Sources)
        );
        let never = SMALL.intervals(Drawn::Sources, &[1; 20], |_| vec![Err(Undefined::NotUsed)]);
        assert_eq!(never, [Err(Undefined::FewResamples)]);
    }

    #[test]
    fn one_source_has_no_interval() {
        let found = SMALL.intervals(Drawn::Sources, &[1], |_| vec![Ok(0.5), Ok(0.6)]);
        assert_eq!(found, [Err(Undefined::FewToResample); 2]);
    }
}
