//! Codings of every pair of coders put together one to one, once for all figures that count them.

use super::compared::Compared;
use crate::agreement::mark::Mark;
use crate::agreement::matching::{Matching, Overlap, matching};
use crate::agreement::pair::pairs;
use rayon::prelude::*;

/// How the codings of each text were put together, by pair of coders.
#[derive(Clone, Debug, Default)]
pub(super) struct Matched {
    /// Pairs of coders, A with B first.
    pub pairs: Vec<(usize, usize)>,
    /// By pair, by text; `None` where one of the two took no part.
    texts: Vec<Vec<Option<Matching>>>,
}

/// A text two coders took part in, with how their marks there were put together.
pub(super) struct Together<'c> {
    /// Place of the text in the comparison.
    pub at: usize,
    pub text: &'c Compared,
    pub a: &'c [Mark],
    pub b: &'c [Mark],
    pub matching: &'c Matching,
}

/// A mark on each side by its place; one without a partner has none on the other side.
pub(super) type Sides = (Option<usize>, Option<usize>);

impl Matched {
    /// Puts them together, pairs of coders on all cores.
    pub fn of(texts: &[Compared], coders: usize, overlap: Overlap) -> Matched {
        let pairs: Vec<(usize, usize)> = pairs(coders).collect();
        let of = |pair: &(usize, usize)| {
            let text = texts.iter().map(|text| {
                let (a, b) = text.both(*pair)?;
                Some(matching(a, b, overlap))
            });
            text.collect()
        };
        Matched {
            texts: pairs.par_iter().map(of).collect(),
            pairs,
        }
    }

    /// The texts both coders of a pair took part in.
    pub fn of_pair<'c>(
        &'c self,
        texts: &'c [Compared],
        place: usize,
    ) -> impl Iterator<Item = Together<'c>> {
        let all = texts.iter().zip(&self.texts[place]).enumerate();
        all.filter_map(move |(at, (text, matching))| {
            let (a, b) = text.both(self.pairs[place])?;
            Some(Together {
                at,
                text,
                a,
                b,
                matching: matching.as_ref()?,
            })
        })
    }
}

/// What was put together, one place after the other.
pub(super) fn places(matching: &Matching) -> impl Iterator<Item = Sides> {
    let both = matching.matched.iter().chain(&matching.different);
    let both = both.map(|(i, j)| (Some(*i), Some(*j)));
    let only_a = matching.only_a.iter().map(|i| (Some(*i), None));
    both.chain(only_a)
        .chain(matching.only_b.iter().map(|j| (None, Some(*j))))
}
