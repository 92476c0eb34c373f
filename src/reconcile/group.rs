//! Grouping of the codings of one source: which of them are about the same place.
//!
//! Coder A's codings make the first groups; every further coder's codings are put to them:
//!
//! 1. one to one, as agreement counts them: the same code at one place, then different codes at
//!    one place (“at one place” is the round's overlap);
//! 2. of those left over, one to one, the same code wherever stretches meet at all;
//! 3. and what is left over then makes a group of its own.
//!
//! In the end a coding that is alone joins a group whose coders agree on its code but not on the
//! ends, if it meets another coder's coding there: one coder split what the other took as one.

use super::item::within;
use crate::model::coding::Coding;
use crate::model::ids::CodeId;
use crate::model::matching::{Mark, Overlap, matching};
use crate::model::round::RoundPlan;
use crate::model::text::Span;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Codings about one place, each coder's by place in the list given.
pub(super) type Group = Vec<Vec<usize>>;

/// Groups one source's codings, given by coder; `numbers` are the codes' places in the codebook.
pub(super) fn groups(
    lists: &[&[Arc<Coding>]],
    numbers: &HashMap<CodeId, u32>,
    plan: &RoundPlan,
) -> Vec<Group> {
    let marks = marks(lists, numbers);
    let mut grouping = Grouping {
        marks: &marks,
        plan,
        groups: Vec::new(),
    };
    for coder in 0..marks.len() {
        grouping.join(coder);
    }
    grouping.mend();
    grouping.groups
}

fn marks(lists: &[&[Arc<Coding>]], numbers: &HashMap<CodeId, u32>) -> Vec<Vec<Mark>> {
    // Codes the codebook does not hold come last, as agreement numbers them.
    let strange = lists.iter().flat_map(|list| list.iter());
    let strange = strange.map(|c| c.code).filter(|c| !numbers.contains_key(c));
    let strange: BTreeSet<CodeId> = strange.collect();
    let strange: Vec<CodeId> = strange.into_iter().collect();
    let number = |code: CodeId| match numbers.get(&code) {
        Some(number) => *number,
        None => (numbers.len() + strange.partition_point(|s| *s < code)) as u32,
    };
    let mark = |c: &Arc<Coding>| Mark {
        code: number(c.code),
        span: c.span,
    };
    lists
        .iter()
        .map(|list| list.iter().map(mark).collect())
        .collect()
}

struct Grouping<'a> {
    marks: &'a [Vec<Mark>],
    plan: &'a RoundPlan,
    groups: Vec<Group>,
}

impl Grouping<'_> {
    /// Puts one coder's codings to the groups there are.
    fn join(&mut self, coder: usize) {
        let own = &self.marks[coder];
        let heads: Vec<Mark> = self.groups.iter().map(|g| self.head(g)).collect();
        let found = matching(&heads, own, self.plan.at_one_place());
        for (group, coding) in found.matched.iter().chain(&found.different) {
            self.groups[*group][coder].push(*coding);
        }
        for coding in self.meeting(coder, &heads, found.only_a, found.only_b) {
            let mut group = vec![Vec::new(); self.marks.len()];
            group[coder].push(coding);
            self.groups.push(group);
        }
    }

    /// A group's first coding stands for it.
    fn head(&self, group: &Group) -> Mark {
        let first = |(coder, codings): (usize, &Vec<usize>)| {
            codings.first().map(|coding| self.marks[coder][*coding])
        };
        let mut all = group.iter().enumerate();
        all.find_map(first).unwrap_or(Mark::new(0, 0, 0))
    }

    /// Step 2; answers the codings that are left over still.
    fn meeting(
        &mut self,
        coder: usize,
        heads: &[Mark],
        free: Vec<usize>,
        mut left: Vec<usize>,
    ) -> Vec<usize> {
        let anywhere = Overlap::new(f64::MIN_POSITIVE).unwrap_or_default();
        let these: Vec<Mark> = free.iter().map(|g| heads[*g]).collect();
        let those: Vec<Mark> = left.iter().map(|c| self.marks[coder][*c]).collect();
        let mut taken = Vec::new();
        for (group, coding) in matching(&these, &those, anywhere).matched {
            self.groups[free[group]][coder].push(left[coding]);
            taken.push(left[coding]);
        }
        taken.sort_unstable();
        left.retain(|c| taken.binary_search(c).is_err());
        left
    }

    /// Lets codings that are alone join the groups they split.
    fn mend(&mut self) {
        let torn = self.torn();
        let homes: Vec<Option<usize>> = self
            .groups
            .iter()
            .map(|group| {
                let (coder, coding) = alone(group)?;
                nearest(&torn, coder, self.marks[coder][coding])
            })
            .collect();
        for (at, home) in homes.iter().enumerate() {
            if let Some(home) = home {
                let moving = std::mem::take(&mut self.groups[at]);
                for (coder, codings) in moving.into_iter().enumerate() {
                    self.groups[*home][coder].extend(codings);
                }
            }
        }
        self.groups.retain(|group| !group.is_empty());
    }

    /// Groups of several coders who agree on the code but not on its ends: their codings.
    fn torn(&self) -> Vec<Torn> {
        let mut torn = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            if group.iter().filter(|c| !c.is_empty()).count() < 2 {
                continue;
            }
            let codings = |(coder, codings): (usize, &Vec<usize>)| -> Vec<(usize, Mark)> {
                let mark = |c: &usize| (coder, self.marks[coder][*c]);
                codings.iter().map(mark).collect()
            };
            let all: Vec<(usize, Mark)> = group.iter().enumerate().flat_map(codings).collect();
            let mut spans: Vec<Span> = all.iter().map(|(_, mark)| mark.span).collect();
            let one_code = all.iter().all(|(_, mark)| mark.code == all[0].1.code);
            if one_code && !within(&spans, self.plan) {
                spans.sort_unstable();
                torn.extend(all.into_iter().map(|(coder, mark)| Torn {
                    mark,
                    coder,
                    group: at,
                    spans: spans.clone(),
                }));
            }
        }
        torn.sort_unstable_by_key(|t| (t.mark.code, t.mark.span, t.group, t.coder));
        torn
    }
}

/// A coding of a group whose coders agree on the code but not on its ends.
struct Torn {
    mark: Mark,
    coder: usize,
    group: usize,
    /// The spans of all the group's codings, in order.
    spans: Vec<Span>,
}

/// The only coding of a group, if it has but one.
fn alone(group: &Group) -> Option<(usize, usize)> {
    let mut all = group
        .iter()
        .enumerate()
        .flat_map(|(coder, codings)| codings.iter().map(move |c| (coder, *c)));
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// The group another coder's coding of which a mark meets furthest; of several the one whose spans
/// come first, whoever's they are.
fn nearest(torn: &[Torn], coder: usize, mark: Mark) -> Option<usize> {
    let from = torn.partition_point(|t| t.mark.code < mark.code);
    torn[from..]
        .iter()
        .take_while(|t| t.mark.code == mark.code && t.mark.span.start < mark.span.end)
        .filter(|t| t.coder != coder)
        .map(|t| (Reverse(t.mark.span.overlap(mark.span)), &t.spans, t.group))
        .filter(|(overlap, ..)| overlap.0 > 0)
        .min()
        .map(|(_, _, group)| group)
}
