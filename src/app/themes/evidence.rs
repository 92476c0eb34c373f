//! The segments behind a theme or code, to go to.

use super::Themes;
use super::outline::Row;
use crate::app::anywhere;
use crate::app::context::Context;
use crate::app::evidence::entry;
use crate::app::overlay::Entry;
use crate::model::ids::SourceId;
use crate::model::layer::Finding;
use crate::model::text::Span;
use crate::model::theme::{EvidenceOn, Node};
use crate::model::wrap::brief;
use crate::report::Texts;
use crate::report::map_figures::MarkedSegment;
use crate::report::words::counted;
use crate::themes::{Count, Evidence};
use crate::work::effect::Effect;
use std::collections::HashSet;

impl Themes {
    /// Lists what stands behind the row under the cursor.
    pub(super) fn pick_evidence(&mut self, row: Row, cx: &mut Context) -> Vec<Effect> {
        let Some(node) = row.node() else {
            return Vec::new();
        };
        let name = brief(&self.node_name(node, cx), 24);
        let Some(figures) = self.figures() else {
            return Vec::new();
        };
        let segments = figures.segments(node, &cx.view);
        let on = match node {
            Node::Theme(theme) => Some(EvidenceOn::Theme(theme)),
            Node::Code(_) => None,
        };
        let elsewhere = self.marked_elsewhere(on, &segments);
        if segments.is_empty() && elsewhere.is_empty() {
            return cx.say(format!("no segment stands behind “{name}” yet"));
        }
        let count = Count::of(&segments);
        let people = match count.participants {
            1 => "1 person".to_owned(),
            n => format!("{n} people"),
        };
        let findings = segments.iter().flat_map(|e| &e.findings);
        let layer = &figures.layer.findings;
        let findings: Vec<Finding> = findings.map(|i| layer[*i].clone()).collect();
        let texts = Texts::new(&cx.view, &cx.documents);
        let labels = match texts.labels_alone(&findings).is_empty() {
            true => "",
            false => " by label",
        };
        let marks = match node {
            Node::Theme(theme) => self.theme_marks(theme),
            Node::Code(_) => None,
        };
        let marks = marks.map_or_else(String::new, |words| format!("; {words}"));
        let title = format!(
            "{name}: {} · {people}{labels}{marks}",
            counted(count.segments, "segment")
        );
        let behind = |e: &Evidence| {
            let mut entry = entry(e, &figures.layer, cx);
            let marked = on.and_then(|on| self.marked_at(on, &e.source, e.span));
            if let Some(marked) = marked {
                entry.beside = format!("{} · {}", marked.bears(), entry.beside);
                entry.detail = [entry.detail, marked.notes()].join("\n").trim().to_owned();
            }
            entry
        };
        let mut entries: Vec<Entry> = segments.iter().map(behind).collect();
        entries.extend(elsewhere.iter().map(|m| self.marked_entry(m, cx)));
        cx.pick(title, anywhere::Ask::GoTo, entries)
    }

    /// What is marked as evidence on a theme and stands not among the segments behind it.
    fn marked_elsewhere(&self, on: Option<EvidenceOn>, behind: &[Evidence]) -> Vec<MarkedSegment> {
        let behind: HashSet<(&SourceId, Span)> =
            behind.iter().map(|e| (&e.source, e.span)).collect();
        let marked = self.figures().zip(on).map(|(f, on)| f.marks.on(on));
        let marked = marked.into_iter().flatten();
        let elsewhere = marked.filter(|m| !behind.contains(&(&m.source, m.span)));
        elsewhere.cloned().collect()
    }
}
