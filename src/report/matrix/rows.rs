//! Rows: codes, codes with those below them, themes, or constructs of a framework.

use super::asked::Rows;
use crate::model::code::Code;
use crate::model::coding::RowOf;
use crate::model::framework::Construct;
use crate::model::ids::{CodeId, ConstructId};
use crate::model::layer::Layer;
use crate::model::theme::Theme;
use crate::model::view::View;
use crate::report::words::counted;
use crate::themes::codes_of;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// A row: a code, or a theme or a construct with what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub of: RowOf,
    pub name: String,
    /// How many stand above it.
    pub depth: u16,
    /// The codes that are counted in it.
    pub codes: Vec<CodeId>,
}

impl Row {
    /// Whether it is a construct nothing is mapped to: nobody looked for it, so it tells of nobody.
    pub fn is_unmapped(&self) -> bool {
        self.construct().is_some() && self.codes.is_empty()
    }

    /// The construct it is of.
    pub(super) fn construct(&self) -> Option<ConstructId> {
        match self.of {
            RowOf::Construct(construct) => Some(construct),
            _ => None,
        }
    }
}

/// The rows there are, in the order of the codebook or of the map.
pub(super) fn rows(view: &View, layer: &Layer, of: Rows) -> Vec<Row> {
    let book = view.codebook();
    let depth = |code: &Code| book.ancestors(code.id).len() as u16;
    match of {
        Rows::Codes => {
            let used: FxHashSet<CodeId> = layer.findings.iter().map(|f| f.code).collect();
            let active: Vec<CodeId> = book.active().map(|c| c.id).collect();
            let retired: BTreeSet<CodeId> =
                used.into_iter().filter(|id| !active.contains(id)).collect();
            let all = active.iter().chain(&retired).filter_map(|id| book.get(*id));
            all.map(|code| Row {
                of: RowOf::Code(code.id),
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
                    of: RowOf::Category(code.id),
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
                of: RowOf::Theme(theme.id),
                name: theme.name.clone(),
                depth: theme.depth,
                codes: codes(theme.id),
            };
            map.themes.iter().map(row).collect()
        }
        Rows::Constructs => constructs(view),
    }
}

/// The constructs of the latest mapping that is over, by what is settled. Those nothing is mapped to
/// stand there, too.
fn constructs(view: &View) -> Vec<Row> {
    let mapping = view.settled_mapping();
    let framework = mapping.and_then(|m| view.framework(m.plan.framework));
    let Some((mapping, framework)) = mapping.zip(framework) else {
        return Vec::new();
    };
    let book = view.codebook();
    // A code that was merged into another carries nothing of its own any more.
    let stands = |code: &&CodeId| book.resolve(**code) == **code;
    let decided: Vec<(CodeId, &[ConstructId])> = mapping
        .plan
        .codes
        .iter()
        .filter(stands)
        .filter_map(|code| Some((*code, mapping.decided(*code)?)))
        .collect();
    let row = |construct: &Construct| {
        let below = framework.below(construct.id);
        let is_below = |to: &[ConstructId]| to.iter().any(|id| below.contains(id));
        let codes = decided.iter().filter(|(_, to)| is_below(to));
        Row {
            of: RowOf::Construct(construct.id),
            name: construct.title(),
            depth: construct.depth,
            codes: codes.map(|(code, _)| *code).collect(),
        }
    };
    let rows = framework.constructs.iter().map(|c| (c, row(c)));
    let shown = rows.filter(|(c, row)| !c.retired || !row.codes.is_empty());
    shown.map(|(_, row)| row).collect()
}

/// What has to be said of the mapping behind rows of constructs.
pub(super) fn mapped_words(view: &View) -> Vec<String> {
    let Some(mapping) = view.settled_mapping() else {
        return vec!["no mapping of codes to a framework has opened yet".to_owned()];
    };
    let codes = &mapping.plan.codes;
    let left = codes
        .iter()
        .filter(|c| mapping.decided(**c).is_none())
        .count();
    let none = codes
        .iter()
        .filter(|c| mapping.decided(**c) == Some(&[]))
        .count();
    let later = view
        .codebook()
        .active()
        .filter(|c| !codes.contains(&c.id))
        .count();
    let mut said = vec![format!(
        "constructs by the mapping “{}” as it is settled; {} undecided and left out, {none} to which no construct fits",
        mapping.plan.name,
        counted(left, "code")
    )];
    said.push("–: no code is mapped to that construct, so nobody looked for it".to_owned());
    if later > 0 {
        said.push(format!("{} not in that mapping", counted(later, "code")));
    }
    said
}
