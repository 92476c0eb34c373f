//! What a meeting came to: where the items stand after it, and which codes and reasons caused most
//! differences. Counts of talking, never a measure of reliability.

use super::item::{Item, ItemKind};
use super::standing::{Standing, is_adjudicated};
use crate::model::code::Codebook;
use crate::model::ids::{CodeId, CoderId};
use crate::model::round::Round;
use crate::model::verdict::{ReasonKind, Verdict};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::iter::Sum;

/// Items by what became of them. Together they are all items of the round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// Coded alike from the start.
    pub alike: usize,
    /// Boundaries the round's rule settled.
    pub by_rule: usize,
    pub conference: usize,
    /// Settled by the coders in agreement.
    pub settled: usize,
    pub adjudicated: usize,
    /// Looked at, and kept as a disagreement.
    pub kept: usize,
    /// Not settled: open, parked, proposed, in conflict or to be looked at again.
    pub left: usize,
}

impl After {
    pub fn all(self) -> usize {
        self.agreed() + self.adjudicated + self.kept + self.left
    }

    /// Items the coders agree on now. Not reliability: they talked.
    pub fn agreed(self) -> usize {
        self.alike + self.by_rule + self.conference + self.settled
    }

    /// Items on which the coders differ beyond the round's rule.
    pub fn differed(self) -> usize {
        self.all() - self.alike - self.by_rule
    }

    /// Of these, items that somebody decided.
    pub fn ruled(self) -> usize {
        self.differed() - self.left
    }

    fn count(&mut self, item: &Item, standing: &Standing<'_>, round: &Round) {
        *match standing {
            Standing::Agreed => &mut self.alike,
            Standing::ByRule(_) => &mut self.by_rule,
            Standing::Conference(_) => &mut self.conference,
            Standing::Settled(v) if v.keeps(item.codes()) => &mut self.kept,
            Standing::Settled(v) if is_adjudicated(v, round) => &mut self.adjudicated,
            Standing::Settled(_) => &mut self.settled,
            _ => &mut self.left,
        } += 1;
    }
}

impl Sum for After {
    fn sum<I: Iterator<Item = After>>(all: I) -> After {
        all.fold(After::default(), |a, b| After {
            alike: a.alike + b.alike,
            by_rule: a.by_rule + b.by_rule,
            conference: a.conference + b.conference,
            settled: a.settled + b.settled,
            adjudicated: a.adjudicated + b.adjudicated,
            kept: a.kept + b.kept,
            left: a.left + b.left,
        })
    }
}

/// How the verdicts that stand were given. Verdicts by the adjudicator alone are the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub all: usize,
    /// Two or more of the round's coders were present together.
    pub together: usize,
    /// One proposed it, and the others assented.
    pub assented: usize,
    /// A reason is recorded in words.
    pub worded: usize,
}

impl Given {
    fn count(&mut self, verdict: &Verdict, round: &Round) {
        let present: BTreeSet<&CoderId> = verdict.present.iter().chain([&verdict.by]).collect();
        let coders = round.plan.coders.iter();
        let together = coders.filter(|c| present.contains(c)).count() > 1;
        self.all += 1;
        self.together += usize::from(together);
        self.assented += usize::from(!together && !is_adjudicated(verdict, round));
        self.worded += usize::from(!verdict.reason.trim().is_empty());
    }
}

impl Sum for Given {
    fn sum<I: Iterator<Item = Given>>(all: I) -> Given {
        all.fold(Given::default(), |a, b| Given {
            all: a.all + b.all,
            together: a.together + b.together,
            assented: a.assented + b.assented,
            worded: a.worded + b.worded,
        })
    }
}

/// What one code had to do with differences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfCode {
    pub items: usize,
    /// Of these, items that differed beyond the tolerance.
    pub differed: usize,
}

/// What became of a round's items, and what the differences were about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Items by what became of them.
    pub after: After,
    /// Items that differ in where the same code begins or ends, or in its rating, and in no code.
    pub same_code: usize,
    /// How the verdicts that stand were given.
    pub given: Given,
    /// Codes that caused differences, most of them first, then in the order of the codebook. A
    /// difference between two codes counts with both.
    pub codes: Vec<(CodeId, OfCode)>,
    /// Differences by the kind of reason of the verdict that settled them, most first.
    pub kinds: Vec<(ReasonKind, usize)>,
    /// Differences by how the coders differed, the gravest kind first.
    pub differed: Vec<(String, usize)>,
    /// Settled differences without words for a reason.
    pub wordless: usize,
}

/// Sums up a round: its items, and where each stands, in the same order.
pub fn summary<'v>(
    items: &[Item],
    standings: impl IntoIterator<Item = Standing<'v>>,
    round: &Round,
    codebook: &Codebook,
) -> Summary {
    let mut sum = Summary::default();
    let mut codes: HashMap<CodeId, OfCode> = HashMap::new();
    let mut kinds: BTreeMap<ReasonKind, usize> = BTreeMap::new();
    let mut differed: BTreeMap<ItemKind, usize> = BTreeMap::new();
    for (item, standing) in items.iter().zip(standings) {
        sum.after.count(item, &standing, round);
        let differs = !matches!(item.kind, ItemKind::Agreed | ItemKind::BoundaryWithin);
        let mut of_item: Vec<CodeId> = item.all().map(|c| codebook.resolve(c.code)).collect();
        of_item.sort_unstable();
        of_item.dedup();
        for code in of_item {
            let entry = codes.entry(code).or_default();
            entry.items += 1;
            entry.differed += usize::from(differs);
        }
        if differs {
            *differed.entry(item.kind.clone()).or_default() += 1;
        }
        sum.same_code += usize::from(item.kind.is_of_one_code());
        if let Standing::Settled(verdict) = &standing {
            sum.given.count(verdict, round);
        }
        if let Some(verdict) = settling(&standing) {
            *kinds.entry(verdict.kind).or_default() += 1;
            sum.wordless += usize::from(verdict.reason.trim().is_empty());
        }
    }
    let rank: HashMap<CodeId, usize> = codebook.all().zip(0..).map(|(c, i)| (c.id, i)).collect();
    sum.codes = codes.into_iter().filter(|(_, c)| c.differed > 0).collect();
    sum.codes.sort_by_key(|(code, of)| {
        let rank = rank.get(code).copied().unwrap_or(usize::MAX);
        (std::cmp::Reverse(of.differed), of.items, rank)
    });
    sum.kinds = kinds.into_iter().collect();
    sum.kinds.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    sum.differed = differed.into_iter().map(|(k, n)| (k.word(), n)).collect();
    sum
}

/// The verdict an item stands settled by.
fn settling<'v>(standing: &Standing<'v>) -> Option<&'v Verdict> {
    match standing {
        Standing::Settled(v) | Standing::Again(v, _) => Some(v),
        _ => None,
    }
}
