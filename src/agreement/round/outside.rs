//! Codings outside what is compared: in no unit, as on what an interviewer says, or in a source that
//! is compared by coding only. No figure by unit knows of them, so they are counted apart.

use super::comparison::Comparison;
use super::ground::Candidate;
use super::parting::By;
use crate::agreement::pair::pairs;
use crate::model::ids::CodeId;
use crate::model::text::Span;

/// Codings that no unit, or no text that is compared, holds anything of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// By coder: codings that touch no unit.
    pub units: Vec<u64>,
    /// The codes of these, in the order of the codebook, each by coder; only codes that have some.
    pub codes: Vec<(CodeId, Vec<u64>)>,
    /// By coder: codings in sources that are compared by coding only.
    pub by_coding_only: Vec<u64>,
    /// Distinct sources that hold codings which touch no unit.
    pub sources: u64,
}

impl Outside {
    /// Codings that touch no unit, of all coders.
    pub fn codings(&self) -> u64 {
        self.units.iter().sum()
    }
}

/// Codings outside, by the number of their code and by coder.
#[derive(Clone, Debug)]
pub(super) struct Missed {
    units: Vec<Vec<u64>>,
    texts: Vec<Vec<u64>>,
    sources: u64,
}

impl Missed {
    pub fn of(comparison: &Comparison, by: By) -> Missed {
        let (codes, coders) = (comparison.numbering.used.len(), comparison.coders.len());
        let none = vec![vec![0; coders]; codes];
        let mut missed = Missed {
            units: none.clone(),
            texts: none,
            sources: 0,
        };
        let mut holds = vec![false; comparison.sources.len()];
        for text in &comparison.texts {
            for (coder, marks) in text.marks.iter().enumerate() {
                for mark in marks.iter().flatten() {
                    let code = mark.code as usize;
                    match &text.ground {
                        None => missed.texts[code][coder] += 1,
                        Some(ground) if ground.counts(by, mark.span) => {}
                        Some(_) => {
                            missed.units[code][coder] += 1;
                            holds[text.source] = true;
                        }
                    }
                }
            }
        }
        missed.sources = holds.iter().filter(|holds| **holds).count() as u64;
        missed
    }

    /// Codings of one code, or of all, by pair of coders, and of all coders.
    pub fn of_code(&self, code: Option<usize>) -> (Vec<u64>, u64) {
        let of = |coder: usize| -> u64 {
            let codes = self.units.iter().zip(&self.texts).enumerate();
            let codes = codes.filter(|(at, _)| code.is_none_or(|code| *at == code));
            codes
                .map(|(_, (units, texts))| units[coder] + texts[coder])
                .sum()
        };
        let coders = self.units.first().map_or(0, Vec::len);
        let by_coder: Vec<u64> = (0..coders).map(of).collect();
        let pairs = pairs(coders).map(|(a, b)| by_coder[a] + by_coder[b]);
        (pairs.collect(), by_coder.iter().sum())
    }
}

impl Comparison {
    /// Codings that no unit holds anything of.
    pub(super) fn outside(&self) -> Outside {
        let missed = Missed::of(self, By::Unit);
        let sum = |of: &[Vec<u64>]| -> Vec<u64> {
            let coders = 0..self.coders.len();
            coders
                .map(|c| of.iter().map(|code| code[c]).sum())
                .collect()
        };
        let codes = self.numbering.used.iter().zip(&missed.units);
        let some = |(_, by_coder): &(&CodeId, &Vec<u64>)| by_coder.iter().any(|n| *n > 0);
        Outside {
            units: sum(&missed.units),
            codes: codes
                .filter(some)
                .map(|(code, by_coder)| (*code, by_coder.clone()))
                .collect(),
            by_coding_only: sum(&missed.texts),
            sources: missed.sources,
        }
    }
}

impl Candidate {
    /// Whether a unit, or the text that is compared, holds anything of a coding.
    fn counts(&self, by: By, coding: Span) -> bool {
        let spans = match by {
            By::Unit => &self.units,
            By::Character => &self.stretches,
        };
        let first = spans.partition_point(|s| s.end <= coding.start);
        let meets = spans[first..].iter().take_while(|s| s.start < coding.end);
        meets.into_iter().any(|s| s.overlap(coding) > 0)
    }
}
