//! Codes and the codebook: the tree of codes as it stands, aliases of merged codes included.

use super::conference::Judged;
use super::ids::{CodeId, CoderId, RoundId};
use super::name;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One of the terminal's colours, never the only sign of a code.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Colour {
    Red,
    Green,
    Yellow,
    #[default]
    Blue,
    Magenta,
    Cyan,
    LightRed,
    LightGreen,
    LightYellow,
    LightBlue,
    LightMagenta,
    LightCyan,
}

impl Colour {
    /// All of them, in the order new codes take them.
    pub const ALL: [Colour; 12] = [
        Colour::Blue,
        Colour::Green,
        Colour::Magenta,
        Colour::Cyan,
        Colour::Yellow,
        Colour::Red,
        Colour::LightBlue,
        Colour::LightGreen,
        Colour::LightMagenta,
        Colour::LightCyan,
        Colour::LightYellow,
        Colour::LightRed,
    ];

    /// The colour's name as codebook files spell it.
    pub fn name(self) -> &'static str {
        match self {
            Colour::Red => "red",
            Colour::Green => "green",
            Colour::Yellow => "yellow",
            Colour::Blue => "blue",
            Colour::Magenta => "magenta",
            Colour::Cyan => "cyan",
            Colour::LightRed => "light-red",
            Colour::LightGreen => "light-green",
            Colour::LightYellow => "light-yellow",
            Colour::LightBlue => "light-blue",
            Colour::LightMagenta => "light-magenta",
            Colour::LightCyan => "light-cyan",
        }
    }

    pub fn named(name: &str) -> Option<Colour> {
        Colour::ALL.into_iter().find(|c| c.name() == name)
    }
}

/// What a code asks of the coder.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CodeKind {
    /// The code applies or it does not.
    #[default]
    Plain,
    /// The code carries a rating on a declared scale, in order, each value with its label.
    Rated(#[serde(deserialize_with = "name::read_scale")] Vec<(i32, String)>),
}

impl CodeKind {
    /// `1 hardly · 2 fully`; nothing of a code without a scale.
    pub fn points(&self) -> String {
        let CodeKind::Rated(scale) = self else {
            return String::new();
        };
        let points = scale
            .iter()
            .map(|(value, label)| format!("{value} {label}"));
        points.collect::<Vec<_>>().join(" · ")
    }
}

/// Whether a value of a scale, by its label, is a point of it. “mixed”, as for influences that work
/// both ways, is a category of its own: it lies neither above nor below another. So is “mixed (both
/// ways)”; “mixed, more bad than good” is a point like others.
pub fn is_point(label: &str) -> bool {
    let called = label.split(['(', ':', '–', '—']).next().unwrap_or_default();
    let called = called.trim_matches(|c: char| !c.is_alphanumeric());
    called.to_lowercase() != "mixed"
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeText {
    pub definition: String,
    /// When to use it.
    pub include: String,
    /// When not.
    pub exclude: String,
    pub examples: Vec<String>,
}

/// Something in conflict: concurrent edits of one field, the last in order being shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub field: &'static str,
    /// The values that do not know of each other, with their authors, in order; the last is shown.
    pub values: Vec<(CoderId, String)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    pub id: CodeId,
    pub name: String,
    pub text: CodeText,
    pub colour: Colour,
    /// Letter in the margin; unique in the codebook as far as letters go.
    pub key: char,
    pub kind: CodeKind,
    pub parent: Option<CodeId>,
    /// 0 for a top code.
    pub depth: u16,
    pub by: CoderId,
    /// The round whose blind coding it arose in, as long as no conference has judged it.
    pub private: Option<RoundId>,
    /// No longer offered; its codings stay.
    pub retired: bool,
    pub merged_into: Option<CodeId>,
    /// Fields edited apart from each other.
    pub conflicts: Vec<Conflict>,
}

impl Code {
    /// Its name, and whether it is retired.
    pub fn title(&self) -> String {
        let retired = if self.retired { " (retired)" } else { "" };
        format!("{}{retired}", self.name)
    }
}

/// The tree of codes, in the order it is shown: parents before children.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    pub(crate) codes: Vec<Code>,
    pub(crate) place: HashMap<CodeId, usize>,
    pub(crate) alias: HashMap<CodeId, CodeId>,
    pub(crate) judged: Vec<Judged>,
    /// By code judged: places in `judged` of the judgements that count, in total order.
    pub(crate) judged_on: HashMap<CodeId, Vec<usize>>,
    /// By every name a code ever had, as names are compared: the one that was called so last.
    pub(crate) ever_named: HashMap<String, CodeId>,
}

impl Codebook {
    /// Codes in use, parents before children; merged and retired ones left out.
    pub fn active(&self) -> impl Iterator<Item = &Code> {
        self.codes
            .iter()
            .filter(|c| !c.retired && c.merged_into.is_none())
    }

    /// Every code there ever was, merged and retired ones included.
    pub fn all(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter()
    }

    /// The code a coding's code stands for now: what it was merged into, if it was.
    pub fn resolve(&self, id: CodeId) -> CodeId {
        self.alias.get(&id).copied().unwrap_or(id)
    }

    /// The code an id stands for now, if it is known and visible.
    pub fn get(&self, id: CodeId) -> Option<&Code> {
        self.exact(self.resolve(id))
    }

    /// The code of exactly this id, merged or not.
    pub fn exact(&self, id: CodeId) -> Option<&Code> {
        self.place.get(&id).map(|i| &self.codes[*i])
    }

    /// Its name, or a word for a code that is not here.
    pub fn name(&self, id: CodeId) -> &str {
        self.get(id)
            .map_or("(code not here yet)", |c| c.name.as_str())
    }

    /// The code called `name`, letter case aside, among those in use.
    pub fn named(&self, name: &str) -> Option<&Code> {
        let wanted = name::key(name);
        self.active().find(|c| name::key(&c.name) == wanted)
    }

    /// The code of this name; where none has it now, the one that was called so last.
    pub fn ever_named(&self, name: &str) -> Option<&Code> {
        let before = || self.get(*self.ever_named.get(&name::key(name))?);
        self.named(name).or_else(before)
    }

    /// The codes above this one, nearest first.
    pub fn ancestors(&self, id: CodeId) -> Vec<CodeId> {
        let mut up = Vec::new();
        let mut at = self.get(id).and_then(|c| c.parent);
        while let Some(p) = at {
            if up.contains(&p) {
                break;
            }
            up.push(p);
            at = self.exact(p).and_then(|c| c.parent);
        }
        up
    }

    /// Whether one of the two stands above the other.
    pub fn related(&self, a: CodeId, b: CodeId) -> bool {
        let (a, b) = (self.resolve(a), self.resolve(b));
        self.ancestors(a).contains(&b) || self.ancestors(b).contains(&a)
    }

    /// Path from the top, such as `Goal work / small steps`.
    pub fn path(&self, id: CodeId) -> String {
        let mut names: Vec<&str> = self.ancestors(id).iter().map(|p| self.name(*p)).collect();
        names.reverse();
        names.push(self.name(id));
        names.join(" / ")
    }

    /// What conferences decided, in total order. Of judgements on the same codes, which were made
    /// apart from each other, the last counts.
    pub fn judged(&self) -> &[Judged] {
        &self.judged
    }

    /// The judgements of a round's conference on a code that count, in total order.
    pub fn judgements_on(&self, round: RoundId, code: CodeId) -> impl Iterator<Item = &Judged> {
        let places = self.judged_on.get(&code).into_iter().flatten();
        let judged = places.map(|at| &self.judged[*at]);
        judged.filter(move |j| j.round == round)
    }

    /// Codes directly under `parent`, in order, in use.
    pub fn children(&self, parent: Option<CodeId>) -> impl Iterator<Item = &Code> {
        // What is below a code follows it, down to the next that is not.
        let at = parent.map(|p| self.place.get(&p));
        let (from, depth) = match at {
            None => (0, None),
            Some(Some(i)) => (i + 1, Some(self.codes[*i].depth)),
            Some(None) => (self.codes.len(), None),
        };
        let below = move |c: &&Code| depth.is_none_or(|d| c.depth > d);
        let in_use = |c: &&Code| !c.retired && c.merged_into.is_none();
        let below = self.codes[from..].iter().take_while(below).filter(in_use);
        below.filter(move |c| c.parent == parent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_alone_is_no_point_of_a_scale() {
        for label in [
            "mixed",
            "Mixed (both ways)",
            "“mixed”: good and bad",
            "mixed – both",
        ] {
            assert!(!is_point(label), "{label}");
        }
        for label in [
            "",
            "good",
            "mixed, more bad than good",
            "mixed feelings",
            "unmixed",
        ] {
            assert!(is_point(label), "{label}");
        }
    }
}
