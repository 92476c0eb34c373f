//! Codings put together one to one, pair of coders by pair of coders.

use super::comparison::Comparison;
use super::matched::Together;
use super::support::is_few;
use crate::agreement::matching::Matches;
use crate::agreement::outcome::Outcome;
use crate::model::ids::CodeId;
use std::collections::{BTreeMap, BTreeSet};

/// Two coders' codings put together one to one.
#[derive(Clone, Debug, PartialEq)]
pub struct ByCoding {
    /// Places of the two in `RoundFigures::coders`.
    pub coders: (usize, usize),
    /// How many are matched, different, only the one's, only the other's.
    pub counts: Matches,
    pub share: Outcome,
    /// What became of ratings in those that match; not counted of a part of what is compared.
    pub ratings: MatchedRatings,
    /// Sources in which either coded anything; not counted of a part of what is compared.
    pub sources: u64,
    /// By code, in the order of the codebook: how many codings each of the two made of it, and how
    /// many of these are matched.
    pub codes: Vec<CodeCodings>,
}

/// Codings that match, by their ratings: a match is of place and code, whatever the ratings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchedRatings {
    /// Both rated, alike.
    pub same: u64,
    /// Both rated, differently.
    pub different: u64,
    /// Only one of the two carries a rating.
    pub one_only: u64,
}

impl MatchedRatings {
    /// That matches hide different ratings, in a sentence; nothing where they do not.
    pub fn words(&self, matched: u64) -> Option<String> {
        let carry = |n| if n == 1 { "carries" } else { "carry" };
        let mut parts = Vec::new();
        if self.different > 0 {
            let n = self.different;
            parts.push(format!("{n} {} two different ratings", carry(n)));
        }
        if self.one_only > 0 {
            let n = self.one_only;
            parts.push(format!("{n} {} a rating of one coder alone", carry(n)));
        }
        (!parts.is_empty()).then(|| format!("of the {matched} matched, {}", parts.join(", ")))
    }
}

/// What two coders did with one code, coding by coding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CodeCodings {
    pub code: CodeId,
    /// Codings of it the first made.
    pub a: u64,
    /// Codings of it the second made.
    pub b: u64,
    /// Pairs of these that match.
    pub matched: u64,
    /// Places: codings put together count once.
    pub places: u64,
    pub sources: u64,
}

impl CodeCodings {
    /// Whether it is too little to tell.
    pub fn is_few(&self) -> bool {
        is_few(self.places, self.sources)
    }
}

impl ByCoding {
    pub(super) fn new(
        coders: (usize, usize),
        counts: Matches,
        sources: u64,
        codes: Vec<CodeCodings>,
    ) -> ByCoding {
        ByCoding {
            coders,
            counts,
            share: counts.agreement(),
            ratings: MatchedRatings::default(),
            sources,
            codes,
        }
    }

    /// “15 of 17”.
    pub fn words(&self) -> String {
        format!("{} of {}", self.counts.matched, self.counts.all())
    }

    /// Whether everything that matches carries a rating: then a match says nothing of how it is rated.
    pub fn is_rated(&self) -> bool {
        let rated = self.ratings;
        let all = rated.same + rated.different + rated.one_only;
        all > 0 && all == self.counts.matched
    }
}

impl Comparison {
    /// By coding, for each pair of coders.
    pub(super) fn by_coding(&self) -> Vec<ByCoding> {
        let pairs = self.matched.pairs.iter().enumerate();
        pairs
            .map(|(place, pair)| self.pair_by_coding(place, *pair))
            .collect()
    }

    fn pair_by_coding(&self, place: usize, pair: (usize, usize)) -> ByCoding {
        let mut counts = Matches::default();
        let mut sources = BTreeSet::new();
        for together in self.matched.of_pair(&self.texts, place) {
            let here = together.matching.counts();
            counts += here;
            if here.all() > 0 {
                sources.insert(together.text.source);
            }
        }
        ByCoding {
            ratings: self.matched_ratings(place),
            ..ByCoding::new(
                pair,
                counts,
                sources.len() as u64,
                self.codes_by_coding(place),
            )
        }
    }

    fn matched_ratings(&self, place: usize) -> MatchedRatings {
        let (one, other) = self.matched.pairs[place];
        let mut all = MatchedRatings::default();
        for together in self.matched.of_pair(&self.texts, place) {
            for (i, j) in &together.matching.matched {
                // Where places are compared whatever the code, there are no codings.
                let rating = |coder: usize, at: usize| together.text.codings[coder].get(at)?.rating;
                match (rating(one, *i), rating(other, *j)) {
                    (None, None) => {}
                    (Some(a), Some(b)) if a == b => all.same += 1,
                    (Some(_), Some(_)) => all.different += 1,
                    _ => all.one_only += 1,
                }
            }
        }
        all
    }

    fn codes_by_coding(&self, place: usize) -> Vec<CodeCodings> {
        let used = self.numbering.used.iter();
        let mut codes: Vec<CodeCodings> = used
            .map(|code| CodeCodings {
                code: *code,
                a: 0,
                b: 0,
                matched: 0,
                places: 0,
                sources: 0,
            })
            .collect();
        let mut held: BTreeSet<(u32, usize)> = BTreeSet::new();
        for Together {
            text,
            a,
            b,
            matching,
            ..
        } in self.matched.of_pair(&self.texts, place)
        {
            a.iter().for_each(|mark| codes[mark.code as usize].a += 1);
            b.iter().for_each(|mark| codes[mark.code as usize].b += 1);
            for mark in a.iter().chain(b) {
                codes[mark.code as usize].places += 1;
                held.insert((mark.code, text.source));
            }
            for (one, _) in &matching.matched {
                let code = &mut codes[a[*one].code as usize];
                code.matched += 1;
                code.places -= 1;
            }
        }
        for (code, _) in held {
            codes[code as usize].sources += 1;
        }
        codes
    }
}

/// Two coders' codings by the code each gave: who gave which code where the other gave which.
///
/// A cell counts pairs that the one-to-one matching puts at one place (`Matching`): the code of the
/// first against that of the second. On the diagonal stand the matched ones; “none” stands for a
/// coding that has no partner. So every coding is counted once, however many codes a unit carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Confusion {
    /// Places of the two coders.
    pub coders: (usize, usize),
    /// Codes either used, in the order of the codebook.
    pub codes: Vec<CodeId>,
    /// Code of the first, code of the second, pairs; `None` is no code. Only cells above 0, sorted
    /// by the order of the codebook, none last.
    pub cells: Vec<(Option<CodeId>, Option<CodeId>, u64)>,
}

impl Confusion {
    pub(super) fn of(comparison: &Comparison, place: usize) -> Confusion {
        /// Sorts after every code.
        const NONE: u32 = u32::MAX;
        let matched = &comparison.matched;
        let mut counted: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        for Together { a, b, matching, .. } in matched.of_pair(&comparison.texts, place) {
            let mut count = |a, b| *counted.entry((a, b)).or_default() += 1;
            for (i, j) in matching.matched.iter().chain(&matching.different) {
                count(a[*i].code, b[*j].code);
            }
            matching.only_a.iter().for_each(|i| count(a[*i].code, NONE));
            matching.only_b.iter().for_each(|j| count(NONE, b[*j].code));
        }
        let used = &comparison.numbering.used;
        let code = |number: u32| used.get(number as usize).copied();
        let mut either = vec![false; used.len()];
        for (a, b) in counted.keys() {
            for number in [a, b] {
                if let Some(seen) = either.get_mut(*number as usize) {
                    *seen = true;
                }
            }
        }
        let cells = counted.iter().map(|((a, b), n)| (code(*a), code(*b), *n));
        Confusion {
            coders: matched.pairs[place],
            codes: used
                .iter()
                .zip(&either)
                .filter(|(_, e)| **e)
                .map(|(c, _)| *c)
                .collect(),
            cells: cells.collect(),
        }
    }
}
