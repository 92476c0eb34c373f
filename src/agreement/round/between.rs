//! What two coders did with one code, or with all of them pooled.

use super::fourfold::Fourfold;
use super::parting::By;
use super::support::{FEW_PLACES, Support};
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::interval::Interval;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::table::Table;
use crate::agreement::weights::Weights;
use crate::agreement::{gwet, kappa, percent, specific, uniform};

/// From this share of cells on nearly all have a code.
const NEARLY_ALL: f64 = 0.8;

/// Two coders' figures on one table of presence: counts before coefficients.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// Cells (units or characters) both gave it.
    pub both: u64,
    pub only_a: u64,
    pub only_b: u64,
    pub neither: u64,
    /// Share of cells on which they did the same.
    pub percent: Outcome,
    /// Positive specific agreement: of the times it was given, how often the other gave it too.
    pub positive: Outcome,
    /// Negative specific agreement.
    pub negative: Outcome,
    pub kappa: Outcome,
    /// Kappa's interval by its standard error (Fleiss, Cohen and Everitt 1969), not cut off at 1.
    /// Undefined for characters: they are not independent of one another.
    pub kappa_interval: Result<Interval, Undefined>,
    pub alpha: Outcome,
    pub ac1: Outcome,
    /// Prevalence-adjusted and bias-adjusted kappa.
    pub pabak: Outcome,
    /// Prevalence index, −1 to 1: the farther from 0, the lower is kappa at the same percent, unless
    /// that is 100.
    pub prevalence_index: Outcome,
    /// Bias index, −1 to 1: above 0 where the first coder gave it more often.
    pub bias_index: Outcome,
    pub by: By,
    /// Codings of it by these two that no cell holds anything of.
    pub outside: u64,
    /// What the figures rest on; `None` for a part of what is compared, which is not asked whether
    /// it is enough.
    pub support: Option<Support>,
}

/// Why kappa is low where the two agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prevalence {
    /// Share of the cells that carry the code, mean of the two.
    pub given: f64,
    /// Agreement that this alone gives.
    pub by_chance: f64,
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
            by,
            outside: 0,
            support: None,
        }
    }

    /// Takes all figures back, for this reason.
    pub(super) fn undefine(&mut self, why: Undefined) {
        for figure in [
            &mut self.percent,
            &mut self.positive,
            &mut self.negative,
            &mut self.kappa,
            &mut self.alpha,
            &mut self.ac1,
            &mut self.pabak,
            &mut self.prevalence_index,
            &mut self.bias_index,
        ] {
            *figure = Err(why);
        }
        self.kappa_interval = Err(why);
    }

    pub fn counts(&self) -> Fourfold {
        Fourfold {
            both: self.both,
            only_a: self.only_a,
            only_b: self.only_b,
            neither: self.neither,
        }
    }

    pub fn cells(&self) -> u64 {
        self.counts().cells()
    }

    pub fn either(&self) -> u64 {
        self.counts().either()
    }

    /// Whether these two used it, but nowhere in what is counted.
    pub fn is_outside(&self) -> bool {
        self.either() == 0 && self.outside > 0
    }

    /// Whether the figures are too little to tell: fewer than 10 places that either marked, or
    /// places in fewer than 3 sources, whatever a cell is. Never by what both marked, which would be
    /// the result.
    pub fn is_few(&self) -> bool {
        self.support.is_some_and(|rests| rests.is_few())
    }

    /// The sentence that belongs beside the figures where they are too little to tell, or where
    /// there is nothing to tell.
    pub fn few(&self) -> Option<String> {
        let rests = self.support?;
        let places = match self.by {
            By::Unit => format!(
                "{} marked by either, {} of them by both",
                rests.places, self.both
            ),
            By::Character if rests.places == 1 => "1 place marked by either".to_owned(),
            By::Character => format!("{} places marked by either", rests.places),
        };
        match (self.cells(), rests.places) {
            (0, _) => Some("there are no units".to_owned()),
            (_, 0) => Some(match (self.outside, self.by) {
                (0, _) => "neither used it".to_owned(),
                (1, By::Unit) => "the one coding of it lies outside the units".to_owned(),
                (n, By::Unit) => format!("its {n} codings all lie outside the units"),
                (1, By::Character) => "the one coding of it covers no text compared".to_owned(),
                (n, By::Character) => format!("its {n} codings all cover no text compared"),
            }),
            (_, n) if n < FEW_PLACES => Some(format!("too few to tell: {places}")),
            _ if rests.is_few() => Some(format!(
                "too few to tell: {places}, in {} only",
                match rests.sources {
                    1 => "1 source".to_owned(),
                    n => format!("{n} sources"),
                }
            )),
            _ => None,
        }
    }

    /// Where kappa is low though the two agree, because nearly every cell has the code: only where
    /// positive agreement is high as well and there is enough to tell. Elsewhere a low figure is a
    /// real disagreement.
    pub fn prevalence(&self) -> Option<Prevalence> {
        let high = |o: &Outcome| o.is_ok_and(|v| v >= 0.8);
        let low = self.kappa.is_ok_and(|v| v < 0.6);
        let (given, by_chance) = self.counts().prevalence()?;
        let agree = high(&self.percent) && high(&self.positive);
        (low && agree && given >= NEARLY_ALL && !self.is_few())
            .then_some(Prevalence { given, by_chance })
    }
}

impl Prevalence {
    pub fn words(&self, by: By) -> String {
        let cells = match by {
            By::Unit => "units",
            By::Character => "characters",
        };
        format!(
            "kappa is low by arithmetic: {:.0} % of the {cells} have this code, so chance alone gives {:.0} % agreement",
            self.given * 100.0,
            self.by_chance * 100.0
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
