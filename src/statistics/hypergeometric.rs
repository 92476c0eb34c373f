//! The hypergeometric distribution of a two-by-two table with fixed margins,
//! and its noncentral form under an odds ratio (Fisher 1935,
//! doi 10.2307/2342435).

use super::Undefined;
use super::chi_square::margins;

/// All tables with the margins of an observed one, by their first cell.
pub(super) struct Tables {
    /// The least first cell.
    least: u64,
    /// Where the observed table stands, counted from the least.
    observed: usize,
    /// ln of each table's probability, up to a constant: ratios of neighbours
    /// summed, which needs no factorials and keeps all digits.
    logs: Vec<f64>,
}

impl Tables {
    /// The tables with the margins of `table`.
    ///
    /// # Errors
    /// As `margins`.
    pub(super) fn of(table: [[u64; 2]; 2]) -> Result<Self, Undefined> {
        let (rows, columns) = margins(&table.map(|row| row.to_vec()))?;
        let (row, column, other) = (rows[0], columns[0], columns[1]);
        let least = row.saturating_sub(other);
        let most = row.min(column);
        let mut logs = vec![0.0];
        let mut log = 0.0;
        for cell in least..most {
            // The next table moves one person into the first cell.
            let out = (row - cell) as f64 * (column - cell) as f64;
            let back = (cell + 1) as f64 * (other + cell + 1 - row) as f64;
            log += (out / back).ln();
            logs.push(log);
        }
        Ok(Self {
            least,
            observed: (table[0][0] - least) as usize,
            logs,
        })
    }

    /// Whether the first cell is as small as the margins allow.
    pub(super) fn at_least(&self) -> bool {
        self.observed == 0
    }

    /// Whether the first cell is as large as the margins allow.
    pub(super) fn at_most(&self) -> bool {
        self.observed + 1 == self.logs.len()
    }

    /// The observed first cell.
    pub(super) fn first_cell(&self) -> f64 {
        (self.least + self.observed as u64) as f64
    }

    /// The probability of each table under an odds ratio of e^`log_odds`.
    fn probabilities(&self, log_odds: f64) -> Vec<f64> {
        let tilted = || {
            self.logs
                .iter()
                .enumerate()
                .map(|(at, log)| log + at as f64 * log_odds)
        };
        let largest = tilted().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = tilted().map(|log| (log - largest).exp()).collect();
        let total: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / total).collect()
    }

    /// The probability of tables as likely as the observed one or less, where
    /// the odds are alike; `tolerance` (relative) makes ties of rounded equals.
    pub(super) fn as_likely_or_less(&self, tolerance: f64) -> f64 {
        let probabilities = self.probabilities(0.0);
        let bound = probabilities[self.observed] * (1.0 + tolerance);
        let mut tail: Vec<f64> = probabilities.into_iter().filter(|&p| p <= bound).collect();
        // Summing from the smallest keeps the digits of far tails.
        tail.sort_by(f64::total_cmp);
        tail.into_iter().sum::<f64>().min(1.0)
    }

    /// P(first cell ≤ observed) under an odds ratio of e^`log_odds`.
    pub(super) fn lower_tail(&self, log_odds: f64) -> f64 {
        self.probabilities(log_odds)[..=self.observed].iter().sum()
    }

    /// P(first cell ≥ observed) under an odds ratio of e^`log_odds`.
    pub(super) fn upper_tail(&self, log_odds: f64) -> f64 {
        self.probabilities(log_odds)[self.observed..].iter().sum()
    }

    /// The mean of the first cell under an odds ratio of e^`log_odds`.
    pub(super) fn mean(&self, log_odds: f64) -> f64 {
        let probabilities = self.probabilities(log_odds);
        let above: f64 = probabilities
            .iter()
            .enumerate()
            .map(|(at, p)| at as f64 * p)
            .sum();
        self.least as f64 + above
    }
}
