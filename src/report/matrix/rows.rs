//! Rows: codes, codes with those below them, or themes.

use super::asked::Rows;
use crate::model::code::Code;
use crate::model::ids::CodeId;
use crate::model::layer::Layer;
use crate::model::theme::{Node, Theme};
use crate::model::view::View;
use crate::themes::codes_of;
use std::collections::BTreeSet;

/// A row: a code, or a theme with what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub node: Node,
    pub name: String,
    /// How many stand above it.
    pub depth: u16,
    /// The codes that are counted in it.
    pub codes: Vec<CodeId>,
}

/// The rows there are, in the order of the codebook or of the map.
pub(super) fn rows(view: &View, layer: &Layer, of: Rows) -> Vec<Row> {
    let book = view.codebook();
    let depth = |code: &Code| book.ancestors(code.id).len() as u16;
    match of {
        Rows::Codes => {
            let used: BTreeSet<CodeId> = layer.findings.iter().map(|f| f.code).collect();
            let active: Vec<CodeId> = book.active().map(|c| c.id).collect();
            let retired = used.iter().filter(|id| !active.contains(id));
            let all = active.iter().chain(retired).filter_map(|id| book.get(*id));
            all.map(|code| Row {
                node: Node::Code(code.id),
                name: code.name.clone(),
                depth: depth(code),
                codes: vec![code.id],
            })
            .collect()
        }
        Rows::Roots => {
            let below = |root: CodeId| {
                let is = |code: &&Code| code.id == root || book.ancestors(code.id).contains(&root);
                book.active().filter(is).map(|c| c.id).collect()
            };
            let roots = book.active().filter(|c| depth(c) == 0);
            roots
                .map(|code| Row {
                    node: Node::Code(code.id),
                    name: code.name.clone(),
                    depth: 0,
                    codes: below(code.id),
                })
                .collect()
        }
        Rows::Themes => {
            let map = view.themes();
            let codes = |theme| {
                let all = codes_of(map, theme).into_iter().map(|c| book.resolve(c));
                let all: BTreeSet<CodeId> = all.collect();
                all.into_iter().collect()
            };
            let row = |theme: &Theme| Row {
                node: Node::Theme(theme.id),
                name: theme.name.clone(),
                depth: theme.depth,
                codes: codes(theme.id),
            };
            map.themes.iter().map(row).collect()
        }
    }
}
