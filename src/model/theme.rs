//! Themes, subthemes and typed relations.

use super::ids::{CodeId, CoderId, RelationId, ThemeId};
use super::name;
use serde::{Deserialize, Serialize};

/// A theme or a code: what a relation joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Node {
    /// A theme or subtheme.
    Theme(ThemeId),
    Code(CodeId),
}

/// Kinds of relation offered; any other words may be typed.
pub const RELATION_KINDS: [&str; 7] = [
    "leads to",
    "is a condition of",
    "contradicts",
    "is part of",
    "is a kind of",
    "goes with",
    "is a negative case of",
];

/// A theme (a claim about the data) or a subtheme.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    pub id: ThemeId,
    pub name: String,
    /// The claim, one sentence.
    pub statement: String,
    pub parent: Option<ThemeId>,
    /// 0 for a theme, more for subthemes.
    pub depth: u16,
    /// Codes placed directly here, in the order they were placed.
    pub codes: Vec<CodeId>,
    pub by: CoderId,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    pub id: RelationId,
    pub from: Node,
    pub to: Node,
    pub kind: String,
}

/// Themes in the order shown (parents before children) and relations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeMap {
    pub themes: Vec<Theme>,
    /// Relations whose both ends are here.
    pub relations: Vec<Relation>,
}

impl ThemeMap {
    pub fn theme(&self, id: ThemeId) -> Option<&Theme> {
        self.themes.iter().find(|t| t.id == id)
    }

    /// The theme called `name`, letter case aside.
    pub fn named(&self, name: &str) -> Option<&Theme> {
        let wanted = name::key(name);
        self.themes.iter().find(|t| name::key(&t.name) == wanted)
    }

    /// A theme and all its subthemes, itself first.
    pub fn branch(&self, id: ThemeId) -> Vec<&Theme> {
        let Some(at) = self.themes.iter().position(|t| t.id == id) else {
            return Vec::new();
        };
        let depth = self.themes[at].depth;
        let below = self.themes[at + 1..].iter().take_while(|t| t.depth > depth);
        std::iter::once(&self.themes[at]).chain(below).collect()
    }

    /// How many relations a node has.
    pub fn density(&self, node: Node) -> usize {
        self.relations
            .iter()
            .filter(|r| r.from == node || r.to == node)
            .count()
    }
}
