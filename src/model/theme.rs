//! Themes, subthemes and typed relations.

use super::clock::Stamp;
use super::ids::{CodeId, CoderId, CodingId, EventId, RelationId, ThemeId};
use super::name;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// What a segment can be evidence on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EvidenceOn {
    Theme(ThemeId),
    Relation(RelationId),
}

impl EvidenceOn {
    /// The event that made it.
    pub fn event(self) -> EventId {
        match self {
            EvidenceOn::Theme(theme) => theme.event(),
            EvidenceOn::Relation(relation) => relation.event(),
        }
    }
}

/// How a segment bears on a theme or relation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bearing {
    /// It is a negative case: it speaks against what is claimed.
    pub against: bool,
    /// Its words are vivid: salience is not only how often.
    pub vivid: bool,
    /// It is chosen to be quoted in the report.
    #[serde(default)]
    pub quoted: bool,
    /// It is not given to members who are asked what they say to the findings.
    #[serde(default)]
    pub withheld: bool,
    pub note: String,
}

impl Bearing {
    /// What it is to a theme, in words; nothing for what simply shows it.
    pub fn words(&self) -> Vec<&'static str> {
        let all = [
            (self.against, "negative case"),
            (self.vivid, "vivid"),
            (self.quoted, "to be quoted"),
            (self.withheld, "withheld from members"),
        ];
        let holds = all.into_iter().filter(|(holds, _)| *holds);
        holds.map(|(_, word)| word).collect()
    }
}

/// A segment somebody marked as evidence, by a coding of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    pub coding: CodingId,
    pub bearing: Bearing,
    pub by: CoderId,
    pub at: Stamp,
}

/// Whether a theme holds in the data, as it was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Robustness {
    Holds,
    InPart,
    DoesNotHold,
}

impl Robustness {
    pub const ALL: [Robustness; 3] = [
        Robustness::Holds,
        Robustness::InPart,
        Robustness::DoesNotHold,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Robustness::Holds => "holds",
            Robustness::InPart => "holds in part",
            Robustness::DoesNotHold => "does not hold",
        }
    }
}

/// A judgement of how robust a theme is.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub id: EventId,
    pub robust: Robustness,
    pub reason: String,
    /// Who was present.
    pub present: Vec<CoderId>,
    pub by: CoderId,
    pub at: Stamp,
}

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
    /// How robust it was found, in total order: the last counts.
    pub judged: Vec<Judged>,
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
    /// Segments marked as evidence on these.
    pub marks: BTreeMap<EvidenceOn, Vec<Marked>>,
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

    pub fn relation(&self, id: RelationId) -> Option<&Relation> {
        self.relations.iter().find(|r| r.id == id)
    }

    /// The segments marked as evidence on a theme or relation.
    pub fn marks_on(&self, on: EvidenceOn) -> &[Marked] {
        self.marks.get(&on).map_or(&[], Vec::as_slice)
    }

    /// How many relations a node has.
    pub fn density(&self, node: Node) -> usize {
        self.relations
            .iter()
            .filter(|r| r.from == node || r.to == node)
            .count()
    }
}
