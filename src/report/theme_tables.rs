//! What was marked as evidence on themes and relations, and how robust themes were found, as tables.

use super::memos::relation;
use super::{Background, Findings, Texts};
use crate::export::grid::{Cell, Grid};
use crate::model::theme::EvidenceOn;
use crate::model::view::View;

const EVIDENCE: [&str; 15] = [
    "on",
    "name",
    "place",
    "source",
    "start",
    "end",
    "code",
    "negative_case",
    "vivid",
    "quoted",
    "withheld",
    "note",
    "marked_by",
    "marked_at",
    "quote",
];

/// A row for each mark on a segment.
pub(super) fn evidence_table(view: &View, texts: Texts, findings: &Findings) -> Grid {
    let map = view.themes();
    let themes = map.themes.iter().map(|t| {
        let on = EvidenceOn::Theme(t.id);
        (on, "theme", t.name.clone())
    });
    let relations = map.relations.iter().map(|r| {
        let words = relation(r.id, view).unwrap_or_default();
        (EvidenceOn::Relation(r.id), "relation", words)
    });
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for (on, what, name) in themes.chain(relations) {
        for segment in findings.marks.on(on) {
            let (source, span) = (&segment.source, segment.span);
            let codes = segment.codes.iter().map(|c| view.codebook().name(*c));
            let codes = codes.collect::<Vec<_>>().join("; ");
            for mark in &segment.marks {
                places.push((source.clone(), span));
                rows.push(vec![
                    what.into(),
                    name.as_str().into(),
                    texts.place(source, span).into(),
                    texts.name(source).into(),
                    u64::from(span.start).into(),
                    u64::from(span.end).into(),
                    codes.as_str().into(),
                    u64::from(mark.bearing.against).into(),
                    u64::from(mark.bearing.vivid).into(),
                    u64::from(mark.bearing.quoted).into(),
                    u64::from(mark.bearing.withheld).into(),
                    mark.bearing.note.as_str().into(),
                    mark.by.as_str().into(),
                    mark.at.minute().into(),
                    texts.quote(source, span).into(),
                ]);
            }
        }
    }
    let grid = Grid {
        name: "evidence".into(),
        heading: EVIDENCE.map(str::to_owned).into(),
        rows,
    };
    Background::new(texts).beside(texts, grid, places.into_iter())
}

const JUDGED: [&str; 7] = [
    "theme",
    "judgement",
    "reason",
    "present",
    "recorded_by",
    "recorded_at",
    "last",
];

/// A row for each judgement of how robust a theme is, its history with it.
pub(super) fn judged_table(view: &View) -> Grid {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for theme in &view.themes().themes {
        for (at, judged) in theme.judged.iter().enumerate() {
            let present = judged.present.iter().map(|c| c.as_str());
            rows.push(vec![
                theme.name.as_str().into(),
                judged.robust.words().into(),
                judged.reason.as_str().into(),
                present.collect::<Vec<_>>().join(", ").into(),
                judged.by.as_str().into(),
                judged.at.minute().into(),
                u64::from(at + 1 == theme.judged.len()).into(),
            ]);
        }
    }
    Grid {
        name: "themes judged".into(),
        heading: JUDGED.map(str::to_owned).into(),
        rows,
    }
}
