//! The code conference: what codes each coder made by themselves in a round, what they cover in
//! common, and what was decided about them.
//!
//! Invariant: which codes are compared, and what they cover, depends on nothing but what was
//! submitted. What is judged later changes neither.

mod extent;
#[cfg(test)]
mod tests;

pub use extent::{Common, Extent, Units};

use crate::model::code::Codebook;
use crate::model::conference::Judged;
use crate::model::ids::{CodeId, CoderId, CodingId};
use crate::model::name;
use crate::model::round::{Round, RoundKind};
use crate::model::snapshot::{NotYet, Snapshot};
use crate::model::view::View;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, PartialEq)]
pub struct OwnCode {
    /// The code as it was submitted.
    pub code: CodeId,
    pub name: String,
    /// The coder's codings with it, by source and position.
    pub codings: Vec<CodingId>,
    /// What they cover, in units or characters.
    pub extent: Extent,
}

/// The codes one coder made, in the order of the codebook.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    pub coder: CoderId,
    pub codes: Vec<OwnCode>,
}

/// The codes of a round that are nobody's but one coder's, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Conference {
    pub round: Round,
    /// A list for each coder who submitted, in the round's order.
    pub lists: Vec<List>,
    /// The codebook the round was coded with.
    pub codebook: Codebook,
}

/// Two codes of two coders that may be about the same, or a code that meets none of the other's.
/// Numbers are places in the two lists.
#[derive(Clone, Debug, PartialEq)]
pub enum Suggestion {
    /// They cover something in common, or have one name.
    Pair(usize, usize, Common),
    /// The first coder's, by itself.
    First(usize),
    /// The second coder's, by itself.
    Second(usize),
}

/// Codes in the order in which a judgement names them, each once.
pub fn sorted(codes: &[CodeId]) -> Vec<CodeId> {
    let mut codes = codes.to_vec();
    codes.sort_unstable();
    codes.dedup();
    codes
}

impl Conference {
    /// The codes of a round. By unit where `units` are given, else by character.
    ///
    /// # Errors
    /// What `View::snapshot` says, and `NotYet` for a round that is not over.
    pub fn of(view: &View, round: &Round, units: Option<&Units>) -> Result<Conference, NotYet> {
        let snapshot = view.snapshot(round.id)?;
        if !round.is_over() {
            return Err(NotYet::FewerThanTwo);
        }
        let codebook = view.codebook_of(round);
        let before = view.codebook_known_to(&round.plan.known);
        let imported = round.plan.kind == RoundKind::Imported;
        let users = users(&snapshot);
        let nobody = BTreeSet::new();
        let whose = |code: &crate::model::code::Code| -> Vec<usize> {
            let fresh = imported
                || code.private == Some(round.id)
                || (code.private.is_none() && before.exact(code.id).is_none());
            let users = users.get(&code.id).unwrap_or(&nobody);
            match (fresh, users.is_empty()) {
                (false, _) => Vec::new(),
                // One that several used is all of theirs: they named it alike.
                (true, false) => users.iter().copied().collect(),
                (true, true) if imported => Vec::new(),
                (true, true) => {
                    let maker = snapshot.coders.iter().position(|c| *c == code.by);
                    maker.into_iter().collect()
                }
            }
        };
        let mut lists: Vec<List> = snapshot
            .coders
            .iter()
            .map(|coder| List {
                coder: coder.clone(),
                codes: Vec::new(),
            })
            .collect();
        for code in codebook.active() {
            for at in whose(code) {
                let own = snapshot.codings[at].iter();
                let own: Vec<_> = own.filter(|c| c.code == code.id).collect();
                lists[at].codes.push(OwnCode {
                    code: code.id,
                    name: code.name.clone(),
                    codings: own.iter().map(|c| c.id).collect(),
                    extent: Extent::of(own.iter().map(|c| (&c.source, c.span)), units),
                });
            }
        }
        Ok(Conference {
            round: round.clone(),
            lists,
            codebook,
        })
    }

    /// Pairs of coders, the first list first.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let many = self.lists.len();
        let of = |a| (a + 1..many).map(move |b| (a, b));
        (0..many).flat_map(of).collect()
    }

    /// What a code of one list and a code of another cover in common.
    pub fn common(&self, a: (usize, usize), b: (usize, usize)) -> Common {
        let code = |(list, at): (usize, usize)| &self.lists[list].codes[at].extent;
        code(a).common(code(b))
    }

    /// What two coders may want to look at, what covers most in common first; codes that meet none
    /// of the other's last.
    pub fn suggestions(&self, (a, b): (usize, usize)) -> Vec<Suggestion> {
        let (Some(first), Some(second)) = (self.lists.get(a), self.lists.get(b)) else {
            return Vec::new();
        };
        let mut pairs = Vec::new();
        let mut met = (BTreeSet::new(), BTreeSet::new());
        for (i, one) in first.codes.iter().enumerate() {
            for (j, other) in second.codes.iter().enumerate() {
                let common = one.extent.common(&other.extent);
                let alike = name::same(&one.name, &other.name);
                if common.both > 0 || alike {
                    met.0.insert(i);
                    met.1.insert(j);
                    pairs.push((alike, i, j, common));
                }
            }
        }
        pairs.sort_by(|x, y| {
            let share = y.3.by_share(&x.3);
            share
                .then(y.0.cmp(&x.0))
                .then(y.3.both.cmp(&x.3.both))
                .then((x.1, x.2).cmp(&(y.1, y.2)))
        });
        let pairs = pairs
            .into_iter()
            .map(|(_, i, j, common)| Suggestion::Pair(i, j, common));
        let alone_a = (0..first.codes.len()).filter(|i| !met.0.contains(i));
        let alone_b = (0..second.codes.len()).filter(|j| !met.1.contains(j));
        pairs
            .chain(alone_a.map(Suggestion::First))
            .chain(alone_b.map(Suggestion::Second))
            .collect()
    }

    /// The judgements on exactly these codes; several were made apart from each other and the last
    /// counts.
    pub fn judged<'v>(&self, codes: &[CodeId], view: &'v View) -> Vec<&'v Judged> {
        let codes = sorted(codes);
        let all = view.codebook().judged().iter();
        all.filter(|j| j.round == self.round.id && j.codes == codes)
            .collect()
    }

    /// The judgements of this round that count, in total order.
    pub fn decisions<'v>(&self, view: &'v View) -> Vec<&'v Judged> {
        let mut last: BTreeMap<&[CodeId], usize> = BTreeMap::new();
        let all: Vec<&Judged> = view.codebook().judged().iter().collect();
        for (at, judged) in all.iter().enumerate() {
            if judged.round == self.round.id {
                last.insert(&judged.codes, at);
            }
        }
        let mut places: Vec<usize> = last.into_values().collect();
        places.sort_unstable();
        places.into_iter().map(|at| all[at]).collect()
    }

    /// How many codes a judgement decides what becomes of, of how many.
    pub fn progress(&self, view: &View) -> (usize, usize) {
        let decisions = self.decisions(view);
        let codes = self.lists.iter().flat_map(|l| &l.codes);
        let codes: BTreeSet<CodeId> = codes.map(|c| c.code).collect();
        let decided = |c: &&CodeId| decisions.iter().any(|j| j.decides(**c));
        (codes.iter().filter(decided).count(), codes.len())
    }

    /// “7 of 12 codes judged”.
    pub fn progress_words(&self, view: &View) -> String {
        match self.progress(view) {
            (_, 0) => "no codes to judge".to_owned(),
            (done, all) => format!("{done} of {all} codes judged"),
        }
    }
}

/// Which coders used each code in what they submitted.
fn users(snapshot: &Snapshot) -> BTreeMap<CodeId, BTreeSet<usize>> {
    let mut users: BTreeMap<CodeId, BTreeSet<usize>> = BTreeMap::new();
    for (at, codings) in snapshot.codings.iter().enumerate() {
        for coding in codings {
            users.entry(coding.code).or_default().insert(at);
        }
    }
    users
}

impl Common {
    /// Orders by the share in common of what either covers, without rounding.
    fn by_share(&self, other: &Common) -> Ordering {
        let product = |x: u64, y: u64| u128::from(x) * u128::from(y);
        let (a, b) = (self.either(), other.either());
        product(self.both, b.max(1)).cmp(&product(other.both, a.max(1)))
    }
}
