//! Orders a pair can go through its items in.

use super::item::{Item, ItemKind};
use super::standing::Standing;
use crate::model::code::Codebook;
use crate::model::ids::CodeId;
use std::collections::HashMap;

/// Orders of the queue.
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
    /// Where somebody was unsure first.
    UnsureFirst,
}

impl Order {
    /// All orders, as they are offered.
    pub const ALL: [Order; 7] = [
        Order::Source,
        Order::Code,
        Order::Kind,
        Order::OpenFirst,
        Order::WorstFirst,
        Order::RarestFirst,
        Order::UnsureFirst,
    ];

    /// Its name.
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
/// the present one, `standings` those of the items.
pub fn ordered(
    items: &[Item],
    standings: &[Standing<'_>],
    order: Order,
    codebook: &Codebook,
) -> Vec<usize> {
    let mut places: Vec<usize> = (0..items.len()).collect();
    match order {
        Order::Source => {}
        Order::Code => {
            let rank: HashMap<CodeId, usize> = codebook
                .all()
                .enumerate()
                .map(|(i, code)| (code.id, i))
                .collect();
            let of = |code: &CodeId| rank.get(&codebook.resolve(*code)).copied();
            places.sort_by_cached_key(|at| {
                let ranks = items[*at].codes();
                ranks.iter().filter_map(of).min().unwrap_or(usize::MAX)
            });
        }
        Order::Kind => places.sort_by(|a, b| items[*a].kind.cmp(&items[*b].kind)),
        Order::OpenFirst => {
            let open = |at: &usize| standings.get(*at).is_some_and(Standing::is_open);
            places.sort_by_key(|at| !open(at));
        }
        Order::UnsureFirst => places.sort_by_key(|at| !items[*at].is_unsure()),
        Order::WorstFirst => {
            let uses = uses(items, codebook);
            places.sort_by_cached_key(|at| {
                let shares = resolved(&items[*at], codebook).into_iter().map(|code| {
                    let (alike, all) = uses[&code];
                    alike * 1_000_000 / all.max(1)
                });
                shares.min().unwrap_or(0)
            });
        }
        Order::RarestFirst => {
            let uses = uses(items, codebook);
            places.sort_by_cached_key(|at| {
                let counts = resolved(&items[*at], codebook).into_iter();
                counts.map(|code| uses[&code].1).min().unwrap_or(0)
            });
        }
    }
    places
}

fn resolved(item: &Item, codebook: &Codebook) -> Vec<CodeId> {
    let mut codes: Vec<CodeId> = item.codes().iter().map(|c| codebook.resolve(*c)).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// By code: items coded alike, and all items.
fn uses(items: &[Item], codebook: &Codebook) -> HashMap<CodeId, (usize, usize)> {
    let mut uses: HashMap<CodeId, (usize, usize)> = HashMap::new();
    for item in items {
        let alike = matches!(item.kind, ItemKind::Agreed | ItemKind::BoundaryWithin);
        for code in resolved(item, codebook) {
            let entry = uses.entry(code).or_default();
            entry.0 += usize::from(alike);
            entry.1 += 1;
        }
    }
    uses
}
