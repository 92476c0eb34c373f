//! The largest |t| over codes in each exchange (Westfall and Young 1993), by sums: an exchange
//! changes only which rows are added up.

use super::exchange::{Exchange, Permutations};
use rayon::prelude::*;

/// Values this close to one another are taken for the same: they differ by rounding.
const TIE: f64 = 1e-9;
/// A sum of squares about a mean below this share of all squares is rounding.
const ROUNDING: f64 = 1e-12;

/// Differences between the coders, a row of them for each unit, ready to be added up.
#[derive(Debug)]
pub(super) struct Rows {
    codes: usize,
    /// A row: the differences of all codes, then, with groups, their squares.
    width: usize,
    rows: Vec<f64>,
    /// Sums of the rows of all units.
    total: Vec<f64>,
    squares: Vec<f64>,
    statistic: Statistic,
}

/// What t is of.
#[derive(Clone, Copy, Debug)]
enum Statistic {
    /// Means of units chosen and units not chosen.
    Groups { chosen: f64, others: f64 },
    /// The mean of all units, those chosen with the other sign.
    Signs { units: f64 },
}

impl Rows {
    /// `differences` holds a row a unit, a value a code; `chosen` how many units are in the first
    /// group.
    pub(super) fn of_groups(differences: &[Vec<f64>], chosen: usize) -> Rows {
        let units = differences.len();
        let codes = differences.first().map_or(0, Vec::len);
        let means: Vec<f64> = (0..codes)
            .map(|c| differences.iter().map(|row| row[c]).sum::<f64>() / units as f64)
            .collect();
        // About the mean, because t does not depend on it and sums of squares lose less.
        let centred = |row: &Vec<f64>| -> Vec<f64> {
            let value = |(x, mean): (&f64, &f64)| match (x - mean).abs() < ROUNDING {
                true => 0.0,
                false => x - mean,
            };
            row.iter().zip(&means).map(value).collect()
        };
        let rows: Vec<Vec<f64>> = differences.iter().map(centred).collect();
        let statistic = Statistic::Groups {
            chosen: chosen as f64,
            others: (units - chosen.min(units)) as f64,
        };
        Rows::of(&rows, codes, statistic)
    }

    /// `differences` holds a row a unit, a value a code.
    pub(super) fn of_signs(differences: &[Vec<f64>]) -> Rows {
        let codes = differences.first().map_or(0, Vec::len);
        let units = differences.len() as f64;
        Rows::of(differences, codes, Statistic::Signs { units })
    }

    fn of(differences: &[Vec<f64>], codes: usize, statistic: Statistic) -> Rows {
        let squared = matches!(statistic, Statistic::Groups { .. });
        let mut rows = Vec::new();
        let (mut total, mut squares) = (vec![0.0; codes], vec![0.0; codes]);
        for row in differences {
            rows.extend_from_slice(row);
            if squared {
                rows.extend(row.iter().map(|x| x * x));
            }
            for (c, x) in row.iter().enumerate() {
                total[c] += x;
                squares[c] += x * x;
            }
        }
        Rows {
            codes,
            width: if squared { 2 * codes } else { codes },
            rows,
            total,
            squares,
            statistic,
        }
    }

    /// For each code, the share of exchanges in which the largest |t| over the codes is at least
    /// the |t| that `observed` gives the code: 0 to 1, and more than 0, because the observed
    /// exchange counts among them.
    pub(super) fn p(
        &self,
        exchange: &Exchange,
        observed: &[usize],
        permutations: Permutations,
        seed: u64,
    ) -> Vec<f64> {
        let mut sums = vec![0.0; self.width];
        self.add(observed, &mut sums);
        let least: Vec<f64> = (0..self.codes)
            .map(|c| match self.square(c, &sums).sqrt() {
                t if t.is_finite() => t - TIE * t.max(1.0),
                t => t,
            })
            .collect();
        let one = |index: u64, chosen: &mut Vec<usize>| match permutations {
            Permutations::All(_) => exchange.nth(index, chosen),
            Permutations::Drawn(_) => exchange.draw(seed, index, chosen),
        };
        let (number, besides) = match permutations {
            Permutations::All(all) => (all, 0),
            Permutations::Drawn(drawn) => (drawn, 1),
        };
        let start = || (Vec::new(), vec![0.0; self.width], vec![0u32; self.codes]);
        let counts = (0..number)
            .into_par_iter()
            .with_min_len(500)
            .fold(start, |(mut chosen, mut sums, mut counts), index| {
                one(u64::from(index), &mut chosen);
                let largest = self.largest(&chosen, &mut sums);
                for (count, least) in counts.iter_mut().zip(&least) {
                    *count += u32::from(largest >= *least);
                }
                (chosen, sums, counts)
            })
            .map(|(_, _, counts)| counts)
            .reduce(|| vec![0; self.codes], added);
        let all = f64::from(number) + f64::from(besides);
        let share = |count: u32| (f64::from(count) + f64::from(besides)) / all;
        counts.into_iter().map(share).collect()
    }

    /// The largest |t| over codes where the units `chosen` are; `sums` is room to add up in.
    fn largest(&self, chosen: &[usize], sums: &mut [f64]) -> f64 {
        self.add(chosen, sums);
        (0..self.codes)
            .map(|c| self.square(c, sums))
            .fold(0.0, f64::max)
            .sqrt()
    }

    fn add(&self, chosen: &[usize], sums: &mut [f64]) {
        sums.fill(0.0);
        for unit in chosen {
            let row = &self.rows[unit * self.width..][..self.width];
            for (sum, x) in sums.iter_mut().zip(row) {
                *sum += x;
            }
        }
    }

    /// The square of t of a code: infinite where only the means differ, 0 where nothing does.
    fn square(&self, code: usize, sums: &[f64]) -> f64 {
        let all = self.squares[code];
        let about_mean = |squares: f64| match squares > ROUNDING * all {
            true => squares,
            false => 0.0,
        };
        let (difference, variance) = match self.statistic {
            Statistic::Groups { chosen, others } => {
                let (sum, squares) = (sums[code], sums[self.codes + code]);
                let rest = self.total[code] - sum;
                let within = about_mean(squares - sum * sum / chosen);
                let without = about_mean(all - squares - rest * rest / others);
                let variance =
                    within / (chosen * (chosen - 1.0)) + without / (others * (others - 1.0));
                (sum / chosen - rest / others, variance)
            }
            Statistic::Signs { units } => {
                let sum = self.total[code] - 2.0 * sums[code];
                let within = about_mean(all - sum * sum / units);
                (sum / units, within / (units * (units - 1.0)))
            }
        };
        match variance > 0.0 {
            true => difference * difference / variance,
            false if all > 0.0 && difference != 0.0 => f64::INFINITY,
            false => 0.0,
        }
    }
}

fn added(mut counts: Vec<u32>, more: Vec<u32>) -> Vec<u32> {
    for (count, more) in counts.iter_mut().zip(more) {
        *count += more;
    }
    counts
}
