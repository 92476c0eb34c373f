//! Figures at one grain: by unit, or by character.

use super::between::Between;
use super::cells::{Cells, Patterns};
use super::disagreement::Disagreement;
use super::fourfold::Fourfold;
use super::outside::Missed;
use super::parting::By;
use super::support::{Support, Supports};
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::pair::pairs;
use crate::agreement::sets::{self, SetDistance};
use crate::agreement::units::Sets;
use crate::agreement::{percent, pooled};
use crate::model::ids::CodeId;

#[derive(Clone, Debug, PartialEq)]
pub struct Grain {
    /// Units, or characters, compared.
    pub cells: u64,
    /// By code, in the order of the codebook; only codes somebody used.
    pub codes: Vec<CodeFigures>,
    /// All these codes pooled: one cell for each unit, or character, and code.
    pub overall: CodeFigures,
    /// Alpha over these codes.
    pub over_codes: OverCodes,
    /// Kappa pooled over codes (De Vries and others 2008), for each pair of coders.
    pub pooled_kappa: Vec<Outcome>,
}

/// Krippendorff's alpha over codes: observed and expected disagreement, each summed over the codes
/// before one is divided by the other. So each code is expected at its own frequency, and coders who
/// know no more than how frequent codes are have none. Never a mean of the codes' alphas.
#[derive(Clone, Debug, PartialEq)]
pub struct OverCodes {
    pub pairs: Vec<Outcome>,
    pub alpha: Outcome,
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
    /// What that rests on; `None` for a part of what is compared, which is not asked whether it is
    /// enough.
    pub support: Option<Support>,
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
        CodeFigures {
            code,
            pairs,
            alpha,
            support: None,
        }
    }

    /// The same with what they rest on, by pair and of all coders.
    fn resting_on(mut self, (pairs, all): (Vec<Support>, Support)) -> CodeFigures {
        for (between, support) in self.pairs.iter_mut().zip(pairs) {
            between.support = Some(support);
        }
        self.support = Some(all);
        self
    }

    /// The same with the codings that lie outside what is counted, by pair and of all coders. Of a
    /// code that was used there alone nothing is counted, and nothing agreed.
    fn missing(mut self, (pairs, all): (Vec<u64>, u64)) -> CodeFigures {
        for (between, outside) in self.pairs.iter_mut().zip(pairs) {
            between.outside = outside;
            if self.code.is_some() && between.is_outside() {
                between.undefine(Undefined::Outside);
            }
        }
        let nowhere = self.support.is_some_and(|rests| rests.places == 0);
        if self.code.is_some() && all > 0 && nowhere {
            self.alpha = Err(Undefined::Outside);
        }
        self
    }
}

impl OverCodes {
    /// Where nothing is expected there is no figure, for the reason there is none of all codes
    /// `pooled`, or because every code was given always or never.
    pub(super) fn of(codes: &[Patterns], pooled: &CodeFigures, coders: usize) -> OverCodes {
        let over = |of: &dyn Fn(&Patterns) -> Disagreement, why: &Outcome| {
            let mut all = Disagreement::default();
            codes.iter().for_each(|code| all += of(code));
            all.alpha()
                .ok_or(why.err().unwrap_or(Undefined::OneCategory))
        };
        let pair = |(pair, between): ((usize, usize), &super::Between)| {
            let two = |code: &Patterns| Disagreement::of_two(&code.pair(pair));
            over(&two, &between.alpha)
        };
        OverCodes {
            pairs: pairs(coders).zip(&pooled.pairs).map(pair).collect(),
            alpha: over(&Patterns::disagreement, &pooled.alpha),
        }
    }
}

/// What the figures at one grain rest on, and what they do not know of.
pub(super) struct Rests {
    pub supports: Supports,
    pub missed: Missed,
}

impl Rests {
    /// Figures of one code, by its number, or of all, with both.
    fn beneath(&self, figures: CodeFigures, code: Option<usize>) -> CodeFigures {
        let figures = figures.resting_on(self.supports.of_code(code));
        figures.missing(self.missed.of_code(code))
    }
}

impl Grain {
    pub(super) fn of(cells: &Cells, rests: &Rests, codes: &[CodeId], by: By) -> Grain {
        let coders = cells.coders();
        let counts = cells.by_code();
        let figures = |(at, (code, counts)): (usize, (&CodeId, &Patterns))| {
            let figures = CodeFigures::of(Some(*code), counts, coders, by);
            rests.beneath(figures, Some(at))
        };
        let codes: Vec<CodeFigures> = (codes.iter().zip(&counts).enumerate())
            .map(figures)
            .collect();
        let overall = CodeFigures::of(None, &cells.pooled(), coders, by);
        let pooled = |pair: usize| {
            let tables = codes.iter().map(|c| c.pairs[pair].counts().table());
            pooled::kappa(&tables.collect::<Vec<_>>())
        };
        Grain {
            cells: cells.cells(),
            pooled_kappa: (0..pairs(coders).count()).map(pooled).collect(),
            over_codes: OverCodes::of(&counts, &overall, coders),
            overall: rests.beneath(overall, None),
            codes,
        }
    }

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
    /// Coded or not: any code against none. Whether they marked the same units.
    pub any_code: CodeFigures,
    /// The units that either marked, for each pair of coders: units both left empty are no
    /// agreement there.
    pub where_marked: Vec<WhereMarked>,
}

/// The units that one of two coders at least gave a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhereMarked {
    /// Places of the two coders.
    pub coders: (usize, usize),
    pub either: u64,
    /// How many of them carry the same codes by both.
    pub equal: u64,
}

impl WhereMarked {
    fn of(coders: (usize, usize), sets: &Sets) -> WhereMarked {
        let table = sets.table.pair(coders.0, coders.1).listwise();
        let mut counted = WhereMarked {
            coders,
            either: 0,
            equal: 0,
        };
        // Category 0 is the empty set.
        for (row, units) in table.patterns().filter(|(row, _)| row != &[Some(0); 2]) {
            counted.either += units;
            counted.equal += if row[0] == row[1] { units } else { 0 };
        }
        counted
    }

    /// Share of these units with equal sets.
    pub fn share(&self) -> Outcome {
        match self.either {
            0 => Err(Undefined::NoCodings),
            n => Ok(self.equal as f64 / n as f64),
        }
    }
}

/// Any code against none.
fn any_code(of: &Sets) -> CodeFigures {
    let marked = of.table.recoded(2, |set| u32::from(set > 0));
    let between = |(a, b)| {
        let mut counts = Fourfold::default();
        for (row, units) in marked.pair(a, b).listwise().patterns() {
            counts.add(row[0] == Some(1), row[1] == Some(1), units);
        }
        Between::of(counts, By::Unit)
    };
    CodeFigures {
        code: None,
        pairs: pairs(marked.coders()).map(between).collect(),
        alpha: alpha(&marked, Level::Nominal),
        support: None,
    }
}

impl SetFigures {
    pub(super) fn of(of: &Sets, rests: (Vec<Support>, Support)) -> SetFigures {
        let [masi, jaccard] = sets::alphas(of, [SetDistance::Masi, SetDistance::Jaccard]);
        SetFigures {
            identical: percent::agreement(&of.table),
            masi,
            jaccard,
            any_code: any_code(of).resting_on(rests),
            where_marked: pairs(of.table.coders())
                .map(|pair| WhereMarked::of(pair, of))
                .collect(),
        }
    }
}
