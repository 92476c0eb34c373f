//! Figures at one grain: by unit, or by character.

use super::between::Between;
use super::pairs;
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::outcome::Outcome;
use crate::agreement::percent;
use crate::agreement::presence::Presence;
use crate::agreement::sets::{self, SetDistance};
use crate::agreement::table::Table;
use crate::agreement::units::Sets;
use crate::model::ids::CodeId;

/// Figures at one grain.
#[derive(Clone, Debug, PartialEq)]
pub struct Grain {
    /// Units, or characters, compared.
    pub cells: u64,
    /// By code, in the order of the codebook; only codes somebody used.
    pub codes: Vec<CodeFigures>,
    /// All these codes pooled: one cell for each unit, or character, and code.
    pub overall: CodeFigures,
}

/// The figures of one code, or of all pooled.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeFigures {
    /// The code; `None` for all pooled.
    pub code: Option<CodeId>,
    /// Each pair of coders, in the order of `RoundFigures::by_coding`.
    pub pairs: Vec<Between>,
    /// Krippendorff's alpha of all coders.
    pub alpha: Outcome,
}

impl CodeFigures {
    fn of(code: Option<CodeId>, table: &Table, coders: usize) -> CodeFigures {
        let between = |(a, b)| Between::of(&table.pair(a, b));
        CodeFigures {
            code,
            pairs: pairs(coders).map(between).collect(),
            alpha: alpha(table, Level::Nominal),
        }
    }
}

impl Grain {
    pub(super) fn of(presence: &Presence, codes: &[CodeId], coders: usize) -> Grain {
        let figures =
            |(n, code): (usize, &CodeId)| CodeFigures::of(Some(*code), &presence.table(n), coders);
        Grain {
            cells: presence.cells(),
            codes: codes.iter().enumerate().map(figures).collect(),
            overall: CodeFigures::of(None, &presence.pooled(), coders),
        }
    }

    /// The figures of one code.
    pub fn code(&self, code: CodeId) -> Option<&CodeFigures> {
        self.codes.iter().find(|f| f.code == Some(code))
    }
}

/// Units compared by the whole set of codes each coder gave them.
#[derive(Clone, Debug, PartialEq)]
pub struct SetFigures {
    /// Share of units with identical sets.
    pub identical: Outcome,
    /// Alpha over sets with the MASI distance.
    pub masi: Outcome,
    /// Alpha over sets with the Jaccard distance.
    pub jaccard: Outcome,
}

impl SetFigures {
    pub(super) fn of(of: &Sets) -> SetFigures {
        let [masi, jaccard] = sets::alphas(of, [SetDistance::Masi, SetDistance::Jaccard]);
        SetFigures {
            identical: percent::agreement(&of.table),
            masi,
            jaccard,
        }
    }
}
