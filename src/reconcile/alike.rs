//! Items of the same kind: the same verdict may settle them all.

use super::item::{Item, ItemKind};
use crate::model::code::Codebook;
use crate::model::ids::CodeId;

/// What makes two items alike: how the coders differ, and which codes each of them gave, coder A's
/// first. So who gave which of two codes is part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    kind: ItemKind,
    codes: Vec<Vec<CodeId>>,
}

impl Alike {
    /// What an item is alike in; codes merged since count as one.
    pub fn of(item: &Item, codebook: &Codebook) -> Alike {
        let codes = |own: &Vec<std::sync::Arc<crate::model::coding::Coding>>| {
            let mut codes: Vec<CodeId> = own.iter().map(|c| codebook.resolve(c.code)).collect();
            codes.sort_unstable();
            codes.dedup();
            codes
        };
        Alike {
            kind: item.kind.clone(),
            codes: item.codings.iter().map(codes).collect(),
        }
    }
}

/// Places of the items alike to the one at `place`, itself left out, among those `wanted`.
pub fn alike(
    items: &[Item],
    place: usize,
    codebook: &Codebook,
    wanted: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let Some(one) = items.get(place) else {
        return Vec::new();
    };
    let this = Alike::of(one, codebook);
    let is = |at: &usize| {
        *at != place && wanted(*at) && items[*at].kind == one.kind && {
            Alike::of(&items[*at], codebook) == this
        }
    };
    (0..items.len()).filter(is).collect()
}
