//! Segments somebody marked as evidence on a theme or a relation: where they stand now, who speaks in
//! them, and how many are what.

use crate::model::ids::{CodeId, CodingId, SourceId};
use crate::model::layer::{Finding, Layer, Origin};
use crate::model::text::Span;
use crate::model::theme::{EvidenceOn, Marked};
use crate::model::view::View;
use crate::report::words::counted;
use crate::report::{Narrowing, Texts};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// One stretch with all marks on its codings.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedSegment {
    pub source: SourceId,
    pub span: Span,
    /// The codes of the codings that are marked.
    pub codes: Vec<CodeId>,
    pub marks: Vec<Marked>,
}

impl MarkedSegment {
    /// Whether anybody has marked it as a negative case.
    pub fn is_against(&self) -> bool {
        self.marks.iter().any(|m| m.bearing.against)
    }

    pub fn is_vivid(&self) -> bool {
        self.marks.iter().any(|m| m.bearing.vivid)
    }

    pub fn is_quoted(&self) -> bool {
        self.marks.iter().any(|m| m.bearing.quoted)
    }

    /// `negative case, vivid`, or `shows it`.
    pub fn bears(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        for word in self.marks.iter().flat_map(|m| m.bearing.words()) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        match words.is_empty() {
            true => "shows it".to_owned(),
            false => words.join(", "),
        }
    }

    /// The notes with who wrote them, one a line.
    pub fn notes(&self) -> String {
        let noted = self.marks.iter().filter(|m| !m.bearing.note.is_empty());
        let notes: Vec<String> = noted
            .map(|m| format!("{}: {}", m.by, m.bearing.note))
            .collect();
        notes.join("\n")
    }
}

/// How many segments are marked as what. Each is counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MarkCount {
    /// Those that show it: marked, and no negative case.
    pub shown: usize,
    pub negative: usize,
    pub vivid: usize,
}

impl MarkCount {
    /// `2 negative cases, 3 vivid`; empty where there are none.
    pub fn words(self) -> String {
        let mut parts = Vec::new();
        if self.negative > 0 {
            parts.push(counted(self.negative, "negative case"));
        }
        if self.vivid > 0 {
            parts.push(format!("{} vivid", self.vivid));
        }
        parts.join(", ")
    }

    /// `3 segments, 1 negative case`, of a relation; empty where it rests on nothing yet.
    pub fn rest_words(self) -> String {
        let mut parts = Vec::new();
        if self.shown > 0 {
            parts.push(counted(self.shown, "segment"));
        }
        if self.negative > 0 {
            parts.push(counted(self.negative, "negative case"));
        }
        parts.join(", ")
    }
}

/// All marks of a study, by what they are on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    all: BTreeMap<EvidenceOn, Vec<MarkedSegment>>,
}

impl Marks {
    /// Of what the viewer may see and is counted now: where a source waits for a blind round, marks in
    /// it wait, too.
    pub fn of(view: &View, texts: Texts<'_>, layer: &Layer, only: Option<&Narrowing>) -> Marks {
        let marks = &view.themes().marks;
        if marks.is_empty() {
            return Marks::default();
        }
        let mut found = places(view, layer);
        if let Some(only) = only {
            only.narrow(texts, &mut found);
        }
        let place: HashMap<CodingId, &Finding> = found
            .iter()
            .flat_map(|f| f.codings.iter().map(move |c| (*c, f)))
            .collect();
        let segments = |marks: &Vec<Marked>| {
            let mut by_place: BTreeMap<(SourceId, Span), MarkedSegment> = BTreeMap::new();
            for mark in marks {
                let Some(finding) = place.get(&mark.coding) else {
                    continue;
                };
                let key = (finding.source.clone(), finding.span);
                let segment = by_place.entry(key).or_insert_with(|| MarkedSegment {
                    source: finding.source.clone(),
                    span: finding.span,
                    codes: Vec::new(),
                    marks: Vec::new(),
                });
                let code = view.codebook().resolve(finding.code);
                if !segment.codes.contains(&code) {
                    segment.codes.push(code);
                }
                segment.marks.push(mark.clone());
            }
            by_place.into_values().collect::<Vec<_>>()
        };
        let all = marks.iter().map(|(on, marks)| (*on, segments(marks)));
        Marks {
            all: all.filter(|(_, segments)| !segments.is_empty()).collect(),
        }
    }

    /// The segments marked as evidence on a theme or relation, by source and position.
    pub fn on(&self, on: EvidenceOn) -> &[MarkedSegment] {
        self.all.get(&on).map_or(&[], Vec::as_slice)
    }

    /// How many of them are what.
    pub fn count(&self, on: EvidenceOn) -> MarkCount {
        let mut count = MarkCount::default();
        for segment in self.on(on) {
            match segment.is_against() {
                true => count.negative += 1,
                false => count.shown += 1,
            }
            count.vivid += usize::from(segment.is_vivid());
        }
        count
    }
}

/// Where the marked codings stand: as findings have them, else as they were coded.
fn places(view: &View, layer: &Layer) -> Vec<Finding> {
    let marks = view.themes().marks.values().flatten();
    let marked: HashSet<CodingId> = marks.map(|m| m.coding).collect();
    let mut found: Vec<Finding> = Vec::new();
    let mut placed: HashSet<CodingId> = HashSet::new();
    for finding in &layer.findings {
        let here = finding.codings.iter().filter(|c| marked.contains(c));
        let here: Vec<CodingId> = here.copied().filter(|c| placed.insert(*c)).collect();
        if !here.is_empty() {
            found.push(Finding {
                codings: here,
                ..finding.clone()
            });
        }
    }
    let waiting: BTreeSet<&SourceId> = layer.waiting.iter().map(|(source, _)| source).collect();
    let left: BTreeSet<CodingId> = marked.difference(&placed).copied().collect();
    let codings = left.into_iter().filter_map(|id| view.coding(id));
    found.extend(
        codings
            .filter(|c| !waiting.contains(&c.source))
            .map(|c| Finding {
                source: c.source.clone(),
                span: c.span,
                code: c.code,
                round: c.round,
                origin: Origin::Alone(c.coder.clone()),
                codings: vec![c.id],
            }),
    );
    found
}

#[cfg(test)]
#[path = "marks_tests.rs"]
mod tests;
