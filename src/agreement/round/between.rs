//! What two coders did with one code, or with all of them pooled.

use crate::agreement::alpha::{Level, alpha};
use crate::agreement::kappa::cohen;
use crate::agreement::outcome::Outcome;
use crate::agreement::table::Table;
use crate::agreement::{percent, specific};

/// Below this many units, or units either marked, a figure says little.
const FEW: u64 = 10;

/// Two coders' figures on one table of presence: counts before coefficients.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// Cells (units or characters) both gave it.
    pub both: u64,
    /// Only the first.
    pub only_a: u64,
    /// Only the second.
    pub only_b: u64,
    /// Neither.
    pub neither: u64,
    /// Share of cells on which they did the same.
    pub percent: Outcome,
    /// Positive specific agreement: of the times it was given, how often the other gave it too.
    pub positive: Outcome,
    /// Negative specific agreement.
    pub negative: Outcome,
    /// Cohen's kappa.
    pub kappa: Outcome,
    /// Krippendorff's alpha.
    pub alpha: Outcome,
}

impl Between {
    /// The figures of a table of two coders.
    pub(super) fn of(table: &Table) -> Between {
        let cells = |a: u32, b: u32| {
            let is = |row: &[Option<u32>]| row == [Some(a), Some(b)];
            table
                .patterns()
                .filter(|(r, _)| is(r))
                .map(|(_, n)| n)
                .sum()
        };
        Between {
            both: cells(1, 1),
            only_a: cells(1, 0),
            only_b: cells(0, 1),
            neither: cells(0, 0),
            percent: percent::agreement(table),
            positive: specific::agreement(table, 1),
            negative: specific::agreement(table, 0),
            kappa: cohen(table),
            alpha: alpha(table, Level::Nominal),
        }
    }

    /// Cells in all.
    pub fn cells(&self) -> u64 {
        self.either() + self.neither
    }

    /// Cells either marked.
    pub fn either(&self) -> u64 {
        self.both + self.only_a + self.only_b
    }

    /// The sentence that belongs beside the figures when there are few units or few uses. Not for
    /// characters, which are many and not independent of one another.
    pub fn few(&self) -> Option<String> {
        match (self.cells(), self.either()) {
            (0, _) => Some("there are no units".to_owned()),
            (_, 0) => Some("no one used it".to_owned()),
            (cells, either) if cells < FEW || either < FEW => Some(format!(
                "too few to tell: {either} marked by either, {} of them by both",
                self.both
            )),
            _ => None,
        }
    }

    /// The sentence about prevalence, only where positive agreement is high as well: elsewhere a
    /// low figure is a real disagreement.
    pub fn prevalence(&self) -> Option<&'static str> {
        let high = |o: &Outcome| o.as_ref().is_ok_and(|v| *v >= 0.8);
        let low = self.kappa.as_ref().is_ok_and(|v| *v < 0.6);
        (low && high(&self.percent) && high(&self.positive)).then_some(
            "kappa is low by arithmetic: nearly every unit has this code, so chance is nearly all",
        )
    }
}
