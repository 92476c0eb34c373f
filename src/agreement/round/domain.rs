//! A domain: a branch of the codebook whose codes exclude one another, so that a unit has one value:
//! one of the codes, or none.
//!
//! Where a coder gave a unit two of them after all, nothing is dropped: the codes together are a
//! value of their own, the same only as the very same codes, and such units are counted and can be
//! opened. So a slip costs agreement, as it should.

use super::between::kappa_interval;
use super::comparison::Comparison;
use super::parting::{By, Parting};
use super::values::{Value, Valued};
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::interval::Interval;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::pair::{Pair, pairs};
use crate::agreement::table::Table;
use crate::agreement::weights::Weights;
use crate::agreement::{gwet, kappa, percent, scott, specific, uniform};
use crate::model::ids::CodeId;

#[derive(Clone, Debug, PartialEq)]
pub struct DomainFigures {
    /// The code whose branch it is.
    pub code: CodeId,
    pub by_unit: DomainGrain,
    pub by_character: DomainGrain,
}

/// The figures of a domain by unit, or by character.
#[derive(Clone, Debug, PartialEq)]
pub struct DomainGrain {
    /// Units, or characters.
    pub cells: u64,
    /// The values: none, the codes of the branch in the order of the codebook (used or not: they
    /// are the declared scale), then codes given together.
    pub values: Vec<Value>,
    /// By coder: units, or characters, to which the coder gave several values.
    pub several: Vec<u64>,
    pub pairs: Vec<DomainPair>,
    /// Krippendorff's nominal alpha, of all coders.
    pub alpha: Outcome,
}

/// Two coders' values side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct DomainPair {
    /// Places of the two coders.
    pub coders: (usize, usize),
    /// Value of the first, value of the second (places in `values`), units; only cells above 0.
    pub cells: Vec<(usize, usize, u64)>,
    /// Share of units with the same value.
    pub percent: Outcome,
    /// Krippendorff's nominal alpha of these two.
    pub alpha: Outcome,
    pub kappa: Outcome,
    /// Its interval of 95 % (Fleiss, Cohen and Everitt 1969); undefined for characters.
    pub kappa_interval: Result<Interval, Undefined>,
    pub ac1: Outcome,
    /// Bennett's S (Brennan and Prediger's).
    pub s: Outcome,
    /// Scott's pi.
    pub pi: Outcome,
    /// By value: agreement specific to it.
    pub specific: Vec<Outcome>,
}

impl DomainPair {
    fn of(coders: (usize, usize), all: &Table, by: By) -> DomainPair {
        let table = &all.pair(coders.0, coders.1).listwise();
        let values = 0..table.categories() as u32;
        DomainPair {
            coders,
            cells: Pair::of(table).map(|p| p.cells).unwrap_or_default(),
            percent: percent::agreement(table),
            alpha: alpha(table, Level::Nominal),
            kappa: kappa::cohen(table),
            kappa_interval: kappa_interval(table, by),
            ac1: gwet::ac(table, Weights::Identity),
            s: uniform::brennan_prediger(table, Weights::Identity),
            pi: scott::pi(table),
            specific: values.map(|v| specific::agreement(table, v)).collect(),
        }
    }
}

impl Comparison {
    /// The figures of the domain selected, if one is.
    pub fn domain(&self) -> Option<DomainFigures> {
        let code = self.selection.domain?;
        Some(DomainFigures {
            code,
            by_unit: self.domain_by(By::Unit),
            by_character: self.domain_by(By::Character),
        })
    }

    fn domain_by(&self, by: By) -> DomainGrain {
        let coders = self.coders.len();
        let valued = Valued::of(self, by, Parting::Sources);
        let (table, values) = (valued.strata(coders).whole, valued.values);
        let mut several = vec![0; coders];
        for (row, cells) in table.patterns() {
            for (coder, value) in row.iter().enumerate() {
                let value = value.and_then(|v| values.get(v as usize));
                if matches!(value, Some(Value::Several(_))) {
                    several[coder] += cells;
                }
            }
        }
        DomainGrain {
            cells: table.units(),
            values,
            several,
            pairs: pairs(coders)
                .map(|p| DomainPair::of(p, &table, by))
                .collect(),
            alpha: alpha(&table, Level::Nominal),
        }
    }

    /// The value a set of codes (by number) is.
    pub(super) fn value_of(&self, set: &[u32]) -> Value {
        let code = |n: &u32| self.numbering.used[*n as usize];
        match set {
            [] => Value::None,
            [one] => Value::Code(code(one)),
            several => Value::Several(several.iter().map(code).collect()),
        }
    }
}
