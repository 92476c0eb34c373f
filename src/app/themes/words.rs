//! What the screen says about its figures: never a count without what it rests on.

use super::Themes;
use crate::app::context::Context;
use crate::model::ids::{CodeId, ThemeId};
use crate::model::layer::Basis;
use crate::model::theme::{EvidenceOn, Node, Relation};
use crate::report::map_figures::judged_words;
use crate::report::words::counted;
use crate::themes::Count;
use std::collections::BTreeSet;

/// A count taken apart: `consensus 30 · by rule 4 · unsettled 3 · ana alone 5`.
pub(super) fn grounds(count: &Count) -> String {
    let mut parts: Vec<String> = [
        ("consensus", count.consensus),
        ("conference", count.conference),
        ("by rule", count.by_rule),
        ("unsettled", count.unsettled),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(word, n)| format!("{word} {n}"))
    .collect();
    parts.extend(
        count
            .alone
            .iter()
            .map(|(who, n)| format!("{who} alone {n}")),
    );
    parts.join(" · ")
}

impl Themes {
    /// What the title line says: how much there is on the map.
    pub fn themes_heading(&self, cx: &Context) -> String {
        let map = cx.view.themes();
        let top = map.themes.iter().filter(|t| t.depth == 0).count();
        let codebook = cx.view.codebook();
        let codes: BTreeSet<CodeId> = map
            .themes
            .iter()
            .flat_map(|t| &t.codes)
            .map(|c| codebook.resolve(*c))
            .collect();
        [
            (top, "theme"),
            (map.themes.len() - top, "subtheme"),
            (codes.len(), "code"),
            (map.relations.len(), "relation"),
        ]
        .map(|(count, word)| counted(count, word))
        .join(" · ")
    }

    /// What the counts rest on.
    pub fn themes_basis(&self) -> String {
        let Some(figures) = self.figures() else {
            return String::new();
        };
        let mut parts = Vec::new();
        if let Some(subgroup) = &self.subgroup {
            parts.push(format!("only {}", subgroup.words()));
        }
        if !figures.basis.is_empty() {
            parts.push(figures.basis.clone());
        }
        if figures.unread > 0 {
            let texts = counted(figures.unread, "text");
            parts.push(format!("people unknown in {texts} not here"));
        }
        if figures.by_label {
            parts.push("people by label".to_owned());
        }
        parts.join(" · ")
    }

    /// Whose codings are counted while a round is blind, if one is.
    pub fn themes_blind(&self, cx: &Context) -> Option<String> {
        let shut = cx.view.rounds().iter().rev().find(|r| !r.is_open())?;
        let name = &shut.plan.name;
        if !shut.plan.coders.contains(&cx.me) {
            return Some(format!("{name} is blind: not counted yet"));
        }
        let own = |b: &Basis| match b {
            Basis::Coder(coder) => *coder == cx.me,
            Basis::Uncoded => true,
            Basis::Consensus(_) | Basis::PartConsensus(..) => false,
        };
        let mut basis = self.figures().into_iter().flat_map(|f| &f.layer.basis);
        let all_own = basis.all(|(_, b)| own(b));
        Some(match all_own {
            true => format!("your codings only: {name} is blind"),
            false => format!("{name} is blind: your codings only there"),
        })
    }

    /// What a theme or code is called.
    pub fn node_name(&self, node: Node, cx: &Context) -> String {
        match node {
            Node::Theme(id) => match cx.view.themes().theme(id) {
                Some(theme) => theme.name.clone(),
                None => "(theme not here)".to_owned(),
            },
            Node::Code(id) => cx.view.codebook().name(id).to_owned(),
        }
    }

    /// What is written below the outline about the row under the cursor.
    pub fn about_node(&self, node: Node, cx: &Context) -> String {
        let map = cx.view.themes();
        let mut lines = Vec::new();
        match node {
            Node::Theme(id) => match map.theme(id).map(|t| t.statement.trim()) {
                Some("") | None => lines.push("(no statement yet: d writes the claim)".to_owned()),
                Some(statement) => lines.push(statement.to_owned()),
            },
            Node::Code(id) => {
                let definition = cx.view.codebook().get(id).map(|c| c.text.definition.trim());
                match definition {
                    Some("") | None => lines.push("(no definition yet)".to_owned()),
                    Some(text) => lines.push(text.to_owned()),
                }
            }
        }
        if let Node::Theme(id) = node {
            lines.extend(self.theme_marks(id));
            let judged = map.theme(id).and_then(|t| t.judged.last());
            lines.extend(judged.map(judged_words));
            lines.extend(self.members_lines(id, cx));
        }
        if let Some(count) = self.count(node) {
            let sources = counted(count.sources, "source");
            let segments = counted(count.segments, "segment");
            lines.push(match grounds(&count) {
                none if none.is_empty() => "no segments yet".to_owned(),
                parts => format!("{segments} in {sources}: {parts}"),
            });
        }
        for relation in map
            .relations
            .iter()
            .filter(|r| r.from == node || r.to == node)
        {
            let words = self.relation_words(relation, node, cx);
            lines.push(match self.rest_words(relation.id) {
                none if none.is_empty() => words,
                rests => format!("{words} ({rests})"),
            });
        }
        lines.join("\n")
    }

    /// Negative cases and vivid segments of a theme, if any are marked.
    pub(super) fn theme_marks(&self, theme: ThemeId) -> Option<String> {
        let on = EvidenceOn::Theme(theme);
        let words = self.figures()?.marks.count(on).words();
        (!words.is_empty()).then_some(words)
    }

    /// A relation as seen from one of its ends: `→ leads to: Steps`, `← leads to: Steps`.
    pub(super) fn relation_words(&self, relation: &Relation, from: Node, cx: &Context) -> String {
        let (arrow, other) = match relation.from == from {
            true => ("→", relation.to),
            false => ("←", relation.from),
        };
        format!("{arrow} {}: {}", relation.kind, self.node_name(other, cx))
    }
}
