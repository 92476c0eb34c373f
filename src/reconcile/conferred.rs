//! What a code conference decides about places: where the codes given at one place were judged,
//! what stands follows from the judgements and nobody rules on it once more.
//!
//! Of a place that several coders marked: codes judged the same are one, of a narrower and a
//! broader code the narrower stands, codes both kept stand each where they were given, dropped ones
//! do not stand. It is decided when that answers for every two codes given there. Where one coder
//! alone marked a place that stays a difference, unless the code was dropped; and so does the same
//! code on other stretches, which is no question of codes.

use super::item::{Item, rule_of};
use crate::model::code::Codebook;
use crate::model::coding::Coding;
use crate::model::conference::{Judged, Judgement};
use crate::model::ids::{CodeId, CodingId, RoundId};
use crate::model::round::{BoundaryRule, Round};
use crate::model::text::Span;
use crate::model::view::View;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a conference decided about an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Conferred<'v> {
    /// What stands: a code, its stretch, the codings behind it. Nothing where all was dropped.
    pub stands: Vec<(CodeId, Span, Vec<CodingId>)>,
    /// The judgements it follows from, in total order; one at least.
    pub judged: Vec<&'v Judged>,
}

/// Whether a conference dropped a code: codings of it stand nowhere, decided or not.
pub fn is_dropped(code: CodeId, round: RoundId, codebook: &Codebook) -> bool {
    dropping(code, round, codebook).is_some()
}

/// The judgement that dropped a code, or the code it is one with now.
fn dropping(code: CodeId, round: RoundId, codebook: &Codebook) -> Option<&Judged> {
    let dropped = |code: CodeId| {
        let mut all = codebook.judgements_on(round, code);
        all.find(|j| matches!(&j.judgement, Judgement::Dropped(d) if d.contains(&code)))
    };
    dropped(code).or_else(|| dropped(codebook.resolve(code)))
}

/// What the conference of a round decided about an item; `None` where it decided nothing.
pub fn conferred<'v>(item: &Item, round: &Round, view: &'v View) -> Option<Conferred<'v>> {
    let codebook = view.codebook();
    let codes = item.codes();
    // Most rounds have no conference, and most items none about their codes.
    let any = |code: &CodeId| codebook.judgements_on(round.id, *code).next().is_some();
    if !codes.iter().any(any) {
        return None;
    }
    let mut deciding = Deciding {
        codebook,
        round: round.id,
        rests_on: Vec::new(),
    };
    let stands = deciding.decide(item, codes, round.plan.boundary)?;
    let mut judged = deciding.rests_on;
    judged.sort_by_key(|j| codebook.judged().iter().position(|other| other.id == j.id));
    judged.dedup();
    Some(Conferred { stands, judged })
}

struct Deciding<'v> {
    codebook: &'v Codebook,
    round: RoundId,
    rests_on: Vec<&'v Judged>,
}

type Stands = Vec<(CodeId, Span, Vec<CodingId>)>;

impl<'v> Deciding<'v> {
    fn decide(&mut self, item: &Item, codes: &[CodeId], rule: BoundaryRule) -> Option<Stands> {
        let codebook = self.codebook;
        let drops = |code: &CodeId| dropping(*code, self.round, codebook);
        let dropped: Vec<&Judged> = codes.iter().filter_map(drops).collect();
        let left: Vec<CodeId> = codes
            .iter()
            .copied()
            .filter(|c| drops(c).is_none())
            .collect();
        self.rests_on.extend(&dropped);
        if left.is_empty() {
            return Some(Vec::new());
        }
        if codes.len() == 1 {
            return None;
        }
        // Where one coder's codes alone are left, they stand if they were judged beside those dropped.
        let is_left = |c: &Arc<Coding>| left.contains(&c.code);
        let coders = item.codings.iter().filter(|own| own.iter().any(is_left));
        let asked = if coders.count() > 1 { &left } else { codes };
        let mut broader = BTreeSet::new();
        for (at, one) in asked.iter().enumerate() {
            for other in &asked[at + 1..] {
                broader.extend(self.between(*one, *other)?);
            }
        }
        let groups = self.groups(&left);
        let stand = |group: &&Vec<CodeId>| !group.iter().any(|c| broader.contains(c));
        let found = groups.iter().filter(stand);
        Some(found.map(|group| self.finding(item, group, rule)).collect())
    }

    /// What was judged of two codes given at one place; `None` while that is nothing. Answers the
    /// one that does not stand because the other is narrower.
    fn between(&mut self, one: CodeId, other: CodeId) -> Option<Option<CodeId>> {
        let (ones, others) = (self.same_as(one), self.same_as(other));
        if ones.contains(&other) {
            self.rests_on.extend(self.same(&ones));
            return Some(None);
        }
        let codebook = self.codebook;
        let about = |code: &CodeId| codebook.judgements_on(self.round, *code);
        let both = |j: &&Judged| j.codes.iter().any(|c| others.contains(c));
        let judged: Vec<&Judged> = ones.iter().flat_map(about).filter(both).collect();
        let last = *judged.last()?;
        self.rests_on.push(last);
        Some(match &last.judgement {
            Judgement::Narrower(child) if ones.contains(child) => Some(other),
            Judgement::Narrower(_) => Some(one),
            _ => None,
        })
    }

    /// The codes that are one with this by judgements of the round, this among them.
    fn same_as(&self, code: CodeId) -> BTreeSet<CodeId> {
        let mut found = BTreeSet::from([code]);
        let mut next = vec![code];
        while let Some(code) = next.pop() {
            for judged in self.codebook.judgements_on(self.round, code) {
                if matches!(judged.judgement, Judgement::Same { .. }) {
                    let new = judged.codes.iter().filter(|c| found.insert(**c));
                    next.extend(new);
                }
            }
        }
        found
    }

    fn same(&self, codes: &BTreeSet<CodeId>) -> Vec<&'v Judged> {
        let about = codes
            .iter()
            .flat_map(|c| self.codebook.judgements_on(self.round, *c));
        let same = about.filter(|j| matches!(j.judgement, Judgement::Same { .. }));
        same.collect()
    }

    /// Codes that are one, together; in the order they come.
    fn groups(&self, codes: &[CodeId]) -> Vec<Vec<CodeId>> {
        let mut groups: Vec<Vec<CodeId>> = Vec::new();
        for code in codes {
            let same = self.same_as(*code);
            match groups.iter_mut().find(|g| same.contains(&g[0])) {
                Some(group) => group.push(*code),
                None => groups.push(vec![*code]),
            }
        }
        groups
    }

    fn finding(
        &self,
        item: &Item,
        group: &[CodeId],
        rule: BoundaryRule,
    ) -> (CodeId, Span, Vec<CodingId>) {
        let with: Vec<&Coding> = item.all().filter(|c| group.contains(&c.code)).collect();
        let spans: Vec<Span> = with.iter().map(|c| c.span).collect();
        let mut codings: Vec<CodingId> = with.iter().map(|c| c.id).collect();
        codings.sort_unstable();
        (
            self.codebook.resolve(group[0]),
            rule_of(&spans, rule),
            codings,
        )
    }
}
