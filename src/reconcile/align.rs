//! Alignment: the submitted codings of a round as a list of items.

use super::group::groups;
use super::item::Item;
use crate::model::code::Codebook;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, SourceId};
use crate::model::round::Round;
use crate::model::snapshot::Snapshot;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// The items of a round, by source and position. Every submitted coding is in exactly one.
///
/// `codebook` is the one the round was coded with (`View::codebook_of`), so that neither the items
/// nor their kinds change when the codebook does.
pub fn items(snapshot: &Snapshot, codebook: &Codebook, round: &Round) -> Vec<Item> {
    let mut rest: Vec<&[Arc<Coding>]> = snapshot.codings.iter().map(Vec::as_slice).collect();
    let of_sources: Vec<Vec<&[Arc<Coding>]>> = snapshot
        .sources
        .iter()
        .map(|source| rest.iter_mut().map(|r| take(r, source)).collect())
        .collect();
    let numbers: HashMap<CodeId, u32> = codebook.all().map(|c| c.id).zip(0..).collect();
    let of_source = |lists: &Vec<&[Arc<Coding>]>| -> Vec<Item> {
        let mut items = Vec::new();
        for group in groups(lists, &numbers, &round.plan) {
            let codings = |(coder, places): (usize, &Vec<usize>)| -> Vec<Arc<Coding>> {
                places.iter().map(|at| lists[coder][*at].clone()).collect()
            };
            let codings = group.iter().enumerate().map(codings).collect();
            items.extend(Item::of(codings, &snapshot.coders, codebook, &round.plan));
        }
        items.sort_by(|a, b| (a.span, &a.key).cmp(&(b.span, &b.key)));
        items
    };
    let items: Vec<Vec<Item>> = of_sources.par_iter().map(of_source).collect();
    items.into_iter().flatten().collect()
}

/// Takes the codings of the next source off a list sorted by source.
fn take<'a>(rest: &mut &'a [Arc<Coding>], source: &SourceId) -> &'a [Arc<Coding>] {
    let many = rest.iter().take_while(|c| c.source == *source).count();
    let (these, others) = rest.split_at(many);
    *rest = others;
    these
}
