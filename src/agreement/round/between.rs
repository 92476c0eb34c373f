//! What two coders did with one code, or with all of them pooled.

use super::cells::By;
use super::fourfold::Fourfold;
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::interval::Interval;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::table::Table;
use crate::agreement::weights::Weights;
use crate::agreement::{gwet, kappa, percent, specific, uniform};

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
    /// Kappa's interval by its standard error (Fleiss, Cohen and Everitt 1969), not cut off at 1.
    /// Undefined for characters: they are not independent of one another.
    pub kappa_interval: Result<Interval, Undefined>,
    /// Krippendorff's alpha.
    pub alpha: Outcome,
    /// Gwet's AC1.
    pub ac1: Outcome,
    /// Prevalence-adjusted and bias-adjusted kappa.
    pub pabak: Outcome,
    /// Prevalence index, −1 to 1: far from 0, kappa is low by arithmetic.
    pub prevalence_index: Outcome,
    /// Bias index, −1 to 1: above 0 where the first coder gave it more often.
    pub bias_index: Outcome,
}

impl Between {
    /// The figures of two coders' counts.
    pub(super) fn of(counts: Fourfold, by: By) -> Between {
        let table = &counts.table();
        Between {
            both: counts.both,
            only_a: counts.only_a,
            only_b: counts.only_b,
            neither: counts.neither,
            percent: percent::agreement(table),
            positive: specific::agreement(table, 1),
            negative: specific::agreement(table, 0),
            kappa: kappa::cohen(table),
            kappa_interval: kappa_interval(table, by),
            alpha: alpha(table, Level::Nominal),
            ac1: gwet::ac(table, Weights::Identity),
            pabak: uniform::pabak(table),
            prevalence_index: uniform::prevalence_index(table, 1),
            bias_index: uniform::bias_index(table, 1),
        }
    }

    /// The counts.
    pub fn counts(&self) -> Fourfold {
        Fourfold {
            both: self.both,
            only_a: self.only_a,
            only_b: self.only_b,
            neither: self.neither,
        }
    }

    /// Cells in all.
    pub fn cells(&self) -> u64 {
        self.counts().cells()
    }

    /// Cells either marked.
    pub fn either(&self) -> u64 {
        self.counts().either()
    }

    /// Cells each of the two marked.
    pub fn each(&self) -> (u64, u64) {
        (self.both + self.only_a, self.both + self.only_b)
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

/// Kappa's interval, where cells are independent enough for one, cut off where kappa itself ends: a
/// figure cannot lie beyond. Gwet 2014 cuts the upper end so.
pub(super) fn kappa_interval(table: &Table, by: By) -> Result<Interval, Undefined> {
    match by {
        By::Unit => {
            let found = kappa::interval(table, Weights::Identity)?;
            Ok(Interval {
                low: found.low.max(-1.0),
                high: found.high.min(1.0),
                ..found
            })
        }
        By::Character => Err(Undefined::NotIndependent),
    }
}
