//! Figures at one grain: by unit, or by character.

use super::between::Between;
use super::cells::{By, Cells, Patterns};
use super::pairs;
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::outcome::Outcome;
use crate::agreement::sets::{self, SetDistance};
use crate::agreement::units::Sets;
use crate::agreement::{percent, pooled};
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
    /// Kappa pooled over codes (De Vries and others 2008), for each pair of coders.
    pub pooled_kappa: Vec<Outcome>,
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
    pub(super) fn of(
        code: Option<CodeId>,
        counts: &Patterns,
        coders: usize,
        by: By,
    ) -> CodeFigures {
        let between = |pair| Between::of(counts.pair(pair), by);
        let pairs: Vec<Between> = pairs(coders).map(between).collect();
        let alpha = match &pairs[..] {
            // Of two coders it is theirs, unless a unit was read by one alone.
            [pair] if pair.cells() == counts.cells() => pair.alpha,
            _ => alpha(&counts.table(coders), Level::Nominal),
        };
        CodeFigures { code, pairs, alpha }
    }
}

impl Grain {
    pub(super) fn of(cells: &Cells, codes: &[CodeId], by: By) -> Grain {
        let coders = cells.coders();
        let figures =
            |(code, counts): (&CodeId, Patterns)| CodeFigures::of(Some(*code), &counts, coders, by);
        let codes: Vec<CodeFigures> = codes.iter().zip(cells.by_code()).map(figures).collect();
        let pooled = |pair: usize| {
            let tables = codes.iter().map(|c| c.pairs[pair].counts().table());
            pooled::kappa(&tables.collect::<Vec<_>>())
        };
        Grain {
            cells: cells.cells(),
            pooled_kappa: (0..pairs(coders).count()).map(pooled).collect(),
            overall: CodeFigures::of(None, &cells.pooled(), coders, by),
            codes,
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
