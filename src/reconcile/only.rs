//! Narrowing the queue: what only is shown.

use super::item::{Item, ItemKind};
use super::stand::Stand;
use crate::model::code::Codebook;
use crate::model::ids::{CodeId, SourceId};
use crate::model::verdict::{ReasonKind, Verdict};
use crate::model::view::View;

/// What only items with it are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Only {
    /// A code, by any coder.
    Code(CodeId),
    Source(SourceId),
    Kind(ItemKind),
    Stand(Stand),
    Unsure,
    Reason(ReasonKind),
}

impl Only {
    pub fn words(&self, view: &View) -> String {
        match self {
            Only::Code(code) => view.codebook().name(*code).to_owned(),
            Only::Source(source) => view.source_name(source),
            Only::Kind(kind) => kind.word(),
            Only::Stand(stand) => stand.word().to_owned(),
            Only::Unsure => "somebody unsure".to_owned(),
            Only::Reason(kind) => kind.word().to_owned(),
        }
    }

    /// Kind of filter: several of one kind widen, several kinds narrow.
    pub fn class(&self) -> u8 {
        match self {
            Only::Code(_) => 0,
            Only::Source(_) => 1,
            Only::Kind(_) => 2,
            Only::Stand(_) => 3,
            Only::Unsure => 4,
            Only::Reason(_) => 5,
        }
    }

    fn holds(&self, item: &Item, stand: Stand, verdicts: &[Verdict], codebook: &Codebook) -> bool {
        match self {
            Only::Code(code) => item
                .all()
                .any(|c| c.code == *code || codebook.resolve(c.code) == *code),
            Only::Source(source) => item.source == *source,
            Only::Kind(kind) => item.kind == *kind,
            Only::Stand(wanted) => stand == *wanted,
            Only::Unsure => item.is_unsure(),
            Only::Reason(kind) => verdicts.iter().any(|v| v.kind == *kind),
        }
    }
}

/// Whether an item is among those wanted: of every class of filters, one holds.
pub fn among(
    only: &[Only],
    item: &Item,
    stand: Stand,
    verdicts: &dyn Fn() -> Vec<Verdict>,
    codebook: &Codebook,
) -> bool {
    let known = match only.iter().any(|o| matches!(o, Only::Reason(_))) {
        true => verdicts(),
        false => Vec::new(),
    };
    only.iter().all(|one| {
        let class = only.iter().filter(|o| o.class() == one.class());
        class
            .into_iter()
            .any(|o| o.holds(item, stand, &known, codebook))
    })
}
