//! Orders a pair can go through its items in.

use super::item::{Item, ItemKind};
use super::standing::Standing;
use crate::model::code::Codebook;
use crate::model::ids::CodeId;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By source and position.
    #[default]
    Source,
    /// By code, in the order of the codebook.
    Code,
    /// By kind, the gravest first.
    Kind,
    /// What is still to be settled first.
    OpenFirst,
    /// Codes with the smallest share of items coded alike first.
    WorstFirst,
    /// Codes least used in the round first.
    RarestFirst,
    UnsureFirst,
}

impl Order {
    pub const ALL: [Order; 7] = [
        Order::Source,
        Order::Code,
        Order::Kind,
        Order::OpenFirst,
        Order::WorstFirst,
        Order::RarestFirst,
        Order::UnsureFirst,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Order::Source => "by source",
            Order::Code => "by code",
            Order::Kind => "by kind",
            Order::OpenFirst => "open first",
            Order::WorstFirst => "worst first",
            Order::RarestFirst => "rarest first",
            Order::UnsureFirst => "unsure first",
        }
    }
}

/// Places of `items` in this order; items alike in it stay by source and position. `codebook` is
/// the present one, `standings` those of the items. Items are looked at on all cores: there may be
/// hundreds of thousands.
pub fn ordered(
    items: &[Item],
    standings: &[Standing<'_>],
    order: Order,
    codebook: &Codebook,
) -> Vec<usize> {
    let keys: Vec<usize> = match order {
        Order::Source => return (0..items.len()).collect(),
        Order::Code => {
            let first = |codes: &Codes| codes.first().copied().unwrap_or(usize::MAX);
            codes(items, codebook).par_iter().map(first).collect()
        }
        Order::Kind => {
            let kinds: BTreeSet<&ItemKind> = items.iter().map(|i| &i.kind).collect();
            let kinds: Vec<&ItemKind> = kinds.into_iter().collect();
            let grave = |item: &Item| kinds.partition_point(|kind| **kind < item.kind);
            items.par_iter().map(grave).collect()
        }
        Order::OpenFirst => {
            let open = |at: usize| standings.get(at).is_some_and(Standing::is_open);
            (0..items.len()).map(|at| usize::from(!open(at))).collect()
        }
        Order::UnsureFirst => {
            let sure = |item: &Item| usize::from(!item.is_unsure());
            items.par_iter().map(sure).collect()
        }
        Order::WorstFirst => {
            let codes = codes(items, codebook);
            let uses = uses(items, &codes);
            let share = |code: &usize| uses[*code].0 * 1_000_000 / uses[*code].1.max(1);
            let least = |codes: &Codes| codes.iter().map(share).min().unwrap_or(0);
            codes.par_iter().map(least).collect()
        }
        Order::RarestFirst => {
            let codes = codes(items, codebook);
            let uses = uses(items, &codes);
            let least = |codes: &Codes| codes.iter().map(|c| uses[*c].1).min().unwrap_or(0);
            codes.par_iter().map(least).collect()
        }
    };
    by_key(&keys)
}

/// Places in the order of their keys, those alike staying as they are. There are few different keys
/// and may be hundreds of thousands of places: they are dealt out, not compared.
fn by_key(keys: &[usize]) -> Vec<usize> {
    let mut next: FxHashMap<usize, usize> = FxHashMap::default();
    for key in keys {
        *next.entry(*key).or_default() += 1;
    }
    let mut different: Vec<usize> = next.keys().copied().collect();
    different.sort_unstable();
    let mut before = 0;
    for key in different {
        let here = next.entry(key).or_default();
        before += std::mem::replace(here, before);
    }
    let mut places = vec![0; keys.len()];
    for (place, key) in keys.iter().enumerate() {
        let at = next.entry(*key).or_default();
        places[*at] = place;
        *at += 1;
    }
    places
}

/// Codes of an item by their places in the codebook: nearly always one or two.
type Codes = SmallVec<[usize; 2]>;

/// By item: its codes by their places in the codebook, in that order, each once. Codes that are not
/// here count as one, after all others.
fn codes(items: &[Item], codebook: &Codebook) -> Vec<Codes> {
    let places: FxHashMap<CodeId, usize> = codebook.all().map(|c| c.id).zip(0..).collect();
    let place = |code: &CodeId| {
        let found = places.get(&codebook.resolve(*code));
        found.copied().unwrap_or(places.len())
    };
    let of = |item: &Item| {
        let mut codes: Codes = item.codes().iter().map(place).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    items.par_iter().map(of).collect()
}

/// By code: items coded alike, and all items.
fn uses(items: &[Item], codes: &[Codes]) -> Vec<(usize, usize)> {
    let most = codes.iter().flatten().max().map_or(0, |most| most + 1);
    let mut uses = vec![(0, 0); most];
    for (item, codes) in items.iter().zip(codes) {
        let alike = matches!(item.kind, ItemKind::Agreed | ItemKind::BoundaryWithin);
        for code in codes {
            uses[*code].0 += usize::from(alike);
            uses[*code].1 += 1;
        }
    }
    uses
}

#[cfg(test)]
mod tests {
    use super::by_key;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_are_dealt_out_as_a_stable_sort_would(keys in prop::collection::vec(0..9usize, 0..60)) {
            let mut sorted: Vec<usize> = (0..keys.len()).collect();
            sorted.sort_by_key(|place| keys[*place]);
            prop_assert_eq!(by_key(&keys), sorted);
        }
    }
}
