//! The outline: themes with their codes, then codes that stand under no theme.

use crate::model::ids::{CodeId, ThemeId};
use crate::model::theme::{Node, Theme};
use crate::model::view::View;
use crate::report::map_figures::{Figures, Section};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    Theme(ThemeId),
    Placed(ThemeId, CodeId),
    /// A heading over codes under no theme.
    Heading(Section),
    /// A code under no theme.
    Loose(CodeId),
}

/// Whether something lies below a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    Leaf,
    Open,
    /// What lies below is folded away.
    Shut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub row: Row,
    pub depth: u16,
    /// Whether something lies below.
    pub fold: Fold,
}

impl Row {
    /// The theme or code it stands for.
    pub fn node(self) -> Option<Node> {
        match self {
            Row::Theme(theme) => Some(Node::Theme(theme)),
            Row::Placed(_, code) | Row::Loose(code) => Some(Node::Code(code)),
            Row::Heading(_) => None,
        }
    }

    /// The theme it is or stands under.
    pub fn theme(self) -> Option<ThemeId> {
        match self {
            Row::Theme(theme) | Row::Placed(theme, _) => Some(theme),
            Row::Heading(_) | Row::Loose(_) => None,
        }
    }

    /// What stands for it on the map, in the order to look for: codes are drawn only where they
    /// are related, else their theme is.
    pub fn on_map(self) -> Option<[Option<Node>; 2]> {
        let theme = self.theme().map(Node::Theme);
        self.node().map(|node| [Some(node), theme])
    }
}

/// The codes placed directly under a theme, merged ones as what they are now, each once.
pub fn codes_under(theme: &Theme, view: &View) -> Vec<CodeId> {
    let mut codes = Vec::new();
    for code in &theme.codes {
        let code = view.codebook().resolve(*code);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The rows shown: what lies below a folded row is left out.
pub(super) fn rows(view: &View, figures: Option<&Figures>, folded: &[Row]) -> Vec<Line> {
    let map = view.themes();
    let mut rows = Vec::new();
    let mut hidden_below: Option<u16> = None;
    for (i, theme) in map.themes.iter().enumerate() {
        if hidden_below.is_some_and(|depth| theme.depth > depth) {
            continue;
        }
        hidden_below = None;
        let codes = codes_under(theme, view);
        let has_subthemes = map.themes.get(i + 1).is_some_and(|t| t.depth > theme.depth);
        let row = Row::Theme(theme.id);
        let fold = fold_of(row, folded, usize::from(has_subthemes) + codes.len());
        rows.push(Line {
            row,
            depth: theme.depth,
            fold,
        });
        if fold == Fold::Shut {
            hidden_below = Some(theme.depth);
            continue;
        }
        rows.extend(codes.into_iter().map(|code| Line {
            row: Row::Placed(theme.id, code),
            depth: theme.depth + 1,
            fold: Fold::Leaf,
        }));
    }
    let placed: Vec<CodeId> = map
        .themes
        .iter()
        .flat_map(|t| codes_under(t, view))
        .collect();
    for section in [Section::Related, Section::NotYet] {
        let codes = figures.map_or(&[][..], |f| f.section(section)).iter();
        // What was counted last may be older than what was placed last.
        let codes: Vec<&CodeId> = codes.filter(|c| !placed.contains(c)).collect();
        let row = Row::Heading(section);
        let fold = fold_of(row, folded, codes.len());
        if fold != Fold::Leaf {
            rows.push(Line {
                row,
                depth: 0,
                fold,
            });
        }
        if fold == Fold::Open {
            rows.extend(codes.into_iter().map(|code| Line {
                row: Row::Loose(*code),
                depth: 1,
                fold: Fold::Leaf,
            }));
        }
    }
    rows
}

fn fold_of(row: Row, folded: &[Row], below: usize) -> Fold {
    match (below, folded.contains(&row)) {
        (0, _) => Fold::Leaf,
        (_, true) => Fold::Shut,
        (_, false) => Fold::Open,
    }
}
