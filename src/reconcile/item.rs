//! Items: what the coders of a round did at one place, side by side.

use crate::model::code::Codebook;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, CodingId, SourceId};
use crate::model::round::{BoundaryRule, RoundPlan};
use crate::model::text::Span;
use smallvec::SmallVec;
use std::sync::Arc;

/// How the coders differ, the gravest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    DifferentCode,
    /// Different codes at one place, one of which stands above the other in the tree.
    ParentChild,
    OneOnly(CoderId),
    /// Coded alike by several coders, but not by all.
    SomeOnly,
    /// The same code, by one of them on several stretches that meet the other's.
    Split,
    /// The same code on stretches that meet, but end elsewhere by more than the tolerance; or that
    /// meet less than the round's overlap asks. The latter are one item all the same, so that the
    /// pair can settle them with one look; the agreement figure counts them as unmatched.
    Boundary,
    /// The same rated code at one place, but not the same rating, or by some without one. The
    /// figure by coding counts it as matched: it does not look at ratings.
    Rating,
    /// The same code, ending elsewhere within the tolerance: settled by the round's rule.
    BoundaryWithin,
    /// The same code on the same stretch, by all.
    Agreed,
}

impl ItemKind {
    /// Whether all gave the same code and differ in its ends or its rating alone.
    pub fn is_of_one_code(&self) -> bool {
        matches!(
            self,
            ItemKind::Split | ItemKind::Boundary | ItemKind::Rating
        )
    }

    pub fn word(&self) -> String {
        match self {
            ItemKind::DifferentCode => "different code".into(),
            ItemKind::ParentChild => "parent/child".into(),
            ItemKind::OneOnly(coder) => format!("only {coder}"),
            ItemKind::SomeOnly => "only some".into(),
            ItemKind::Split => "split".into(),
            ItemKind::Boundary => "boundary".into(),
            ItemKind::Rating => "rating".into(),
            ItemKind::BoundaryWithin => "boundary within tolerance".into(),
            ItemKind::Agreed => "agreed".into(),
        }
    }
}

/// What the coders of a round did at one place. Never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its codings, sorted: what verdicts name it by.
    pub key: Vec<CodingId>,
    pub source: SourceId,
    /// All that any of its codings covers.
    pub span: Span,
    /// Each coder's codings in it, coders as in the snapshot.
    pub codings: Vec<Vec<Arc<Coding>>>,
    pub kind: ItemKind,
    /// Looked at in every item by each order of the queue, so it stands here and not with codings
    /// that lie all over memory.
    codes: SmallVec<[CodeId; 2]>,
    unsure: bool,
}

impl Item {
    /// All its codings, coder A's first.
    pub fn all(&self) -> impl Iterator<Item = &Coding> {
        self.codings.iter().flatten().map(Arc::as_ref)
    }

    /// The revision of its source that its stretches lie in.
    pub fn revision(&self) -> u32 {
        self.all().map(|c| c.revision).max().unwrap_or(1)
    }

    /// Its codes, coder A's first, each once.
    pub fn codes(&self) -> &[CodeId] {
        &self.codes
    }

    /// Whether somebody was unsure of a coding here.
    pub fn is_unsure(&self) -> bool {
        self.unsure
    }

    /// Whether it is one item here although its stretches meet less than the round's overlap: the
    /// figure by coding counts each of them as unmatched.
    pub fn is_counted_apart(&self, plan: &RoundPlan) -> bool {
        let least = plan.at_one_place().share();
        let far = |(a, b): (&Span, &Span)| a.iou(*b) < least;
        let spans: Vec<Span> = self.all().map(|c| c.span).collect();
        self.kind == ItemKind::Boundary && pairs(&spans).any(far)
    }

    /// Where the same code was split: who made one stretch of it and who several, by place.
    pub fn split(&self) -> Option<(usize, usize)> {
        let many = self.codings.iter().position(|c| c.len() > 1)?;
        let one = self.codings.iter().position(|c| c.len() == 1)?;
        (self.kind == ItemKind::Split).then_some((one, many))
    }

    /// The stretch a boundary rule makes of its codings. Where they have nothing in common the
    /// intersection is their union; of stretches equally long the first coder's counts.
    pub fn by_rule(&self, rule: BoundaryRule) -> Span {
        let spans: Vec<Span> = self.all().map(|c| c.span).collect();
        rule_of(&spans, rule)
    }

    /// Puts codings of one place into an item. `codebook` is the one the round was coded with.
    pub(super) fn of(
        codings: Vec<Vec<Arc<Coding>>>,
        coders: &[CoderId],
        codebook: &Codebook,
        plan: &RoundPlan,
    ) -> Option<Item> {
        let source = codings.iter().flatten().next()?.source.clone();
        let mut item = Item::made(source, codings, ItemKind::Agreed);
        item.kind = item.judge(coders, codebook, plan);
        Some(item)
    }

    fn made(source: SourceId, codings: Vec<Vec<Arc<Coding>>>, kind: ItemKind) -> Item {
        let all = || codings.iter().flatten();
        let mut key: Vec<CodingId> = all().map(|c| c.id).collect();
        key.sort_unstable();
        let mut codes = SmallVec::new();
        for coding in all() {
            if !codes.contains(&coding.code) {
                codes.push(coding.code);
            }
        }
        let spans: Vec<Span> = all().map(|c| c.span).collect();
        Item {
            key,
            source,
            span: rule_of(&spans, BoundaryRule::Union),
            unsure: all().any(|c| !c.certain),
            codings,
            kind,
            codes,
        }
    }

    /// The part of it that carries one of these codes.
    pub(super) fn part(&self, codes: &[CodeId]) -> Item {
        let with = |own: &Vec<Arc<Coding>>| -> Vec<Arc<Coding>> {
            let here = own.iter().filter(|c| codes.contains(&c.code));
            here.cloned().collect()
        };
        let codings = self.codings.iter().map(with).collect();
        Item::made(self.source.clone(), codings, self.kind.clone())
    }

    fn judge(&self, coders: &[CoderId], codebook: &Codebook, plan: &RoundPlan) -> ItemKind {
        let here: Vec<usize> = (0..self.codings.len())
            .filter(|c| !self.codings[*c].is_empty())
            .collect();
        if let [only] = here[..] {
            return ItemKind::OneOnly(coders[only].clone());
        }
        let codes = self.codes();
        if codes.len() > 1 {
            let related = pairs(codes).all(|(a, b)| codebook.related(*a, *b));
            return match related {
                true => ItemKind::ParentChild,
                false => ItemKind::DifferentCode,
            };
        }
        if self.codings.iter().any(|c| c.len() > 1) {
            return ItemKind::Split;
        }
        if here.len() < coders.len() {
            return ItemKind::SomeOnly;
        }
        let spans: Vec<Span> = self.all().map(|c| c.span).collect();
        let alike = spans.iter().all(|s| *s == self.span);
        let mut ratings = self.all().map(|c| c.rating);
        let first = ratings.next().flatten();
        let rated_alike = ratings.all(|r| r == first);
        match within(&spans, plan) {
            false if !alike => ItemKind::Boundary,
            _ if !rated_alike => ItemKind::Rating,
            _ if alike => ItemKind::Agreed,
            _ => ItemKind::BoundaryWithin,
        }
    }
}

/// The stretch a boundary rule makes of several; see [`Item::by_rule`].
pub fn rule_of(spans: &[Span], rule: BoundaryRule) -> Span {
    let start = |of: fn(u32, u32) -> u32| spans.iter().map(|s| s.start).reduce(of);
    let end = |of: fn(u32, u32) -> u32| spans.iter().map(|s| s.end).reduce(of);
    let from = |start: Option<u32>, end: Option<u32>| Span {
        start: start.unwrap_or_default(),
        end: end.unwrap_or_default(),
    };
    let union = from(start(u32::min), end(u32::max));
    match rule {
        BoundaryRule::Union => union,
        BoundaryRule::Intersection => {
            let common = from(start(u32::max), end(u32::min));
            if common.is_empty() { union } else { common }
        }
        BoundaryRule::Longer => {
            let longer = |a: Span, b: Span| if b.len() > a.len() { b } else { a };
            spans.iter().copied().reduce(longer).unwrap_or(union)
        }
    }
}

/// Whether stretches are near enough for the round's rule to settle them: at one place, with both
/// ends within the tolerance.
pub(super) fn within(spans: &[Span], plan: &RoundPlan) -> bool {
    let near = |a: &Span, b: &Span| {
        a.start.abs_diff(b.start) <= plan.tolerance
            && a.end.abs_diff(b.end) <= plan.tolerance
            && a.iou(*b) >= plan.at_one_place().share()
    };
    pairs(spans).all(|(a, b)| near(a, b))
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let rest = |i: usize| all[i + 1..].iter();
    all.iter()
        .enumerate()
        .flat_map(move |(i, a)| rest(i).map(move |b| (a, b)))
}
