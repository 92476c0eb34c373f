//! Segments marked as evidence on a theme or a relation: what shows it, negative cases, vivid words.

use super::relating::node_of;
use super::{Ask, Themes};
use crate::acts::themes::marked;
use crate::app::context::Context;
use crate::app::evidence::entry;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::ids::{CodeId, CodingId, SourceId};
use crate::model::text::Span;
use crate::model::theme::{Bearing, EvidenceOn, Node};
use crate::report::Texts;
use crate::report::map_figures::{MarkedSegment, codes_behind};
use crate::report::memos::relation;
use crate::report::words::counted;
use crate::themes::Evidence;
use crate::work::effect::Effect;

/// How a segment can bear on a theme or relation: several at once.
const BEARINGS: [&str; 5] = [
    "it shows it",
    "vivid",
    "negative case: it speaks against it",
    "to be quoted in the report",
    "withheld from members who are asked about findings",
];

/// What the rows chosen of [`BEARINGS`] say together.
fn bearing(values: &[Value]) -> Bearing {
    let chosen = |at| values.contains(&Value::Number(at));
    Bearing {
        vivid: chosen(1),
        against: chosen(2),
        quoted: chosen(3),
        withheld: chosen(4),
        note: String::new(),
    }
}

/// What a bearing is called, of one that simply shows it, too.
fn bears(bearing: &Bearing) -> String {
    match bearing.words().join(", ") {
        none if none.is_empty() => "what shows it".to_owned(),
        words => words,
    }
}

impl Themes {
    fn evidence_name(&self, on: EvidenceOn, cx: &Context) -> String {
        match on {
            EvidenceOn::Theme(theme) => self.theme_name(theme, cx),
            EvidenceOn::Relation(id) => relation(id, &cx.view).unwrap_or_default(),
        }
    }

    /// What stands behind a theme or relation, to be marked: of a relation first where both ends meet.
    pub(super) fn pick_to_mark(&mut self, on: EvidenceOn, cx: &mut Context) -> Vec<Effect> {
        let Some(figures) = self.figures() else {
            return cx.say("segments are still being counted");
        };
        let (segments, meeting) = match on {
            EvidenceOn::Theme(theme) => (figures.segments(Node::Theme(theme), &cx.view), 0),
            EvidenceOn::Relation(id) => match cx.view.themes().relation(id) {
                Some(r) => figures.meeting((r.from, r.to), &cx.view),
                None => return cx.say("this relation was dropped"),
            },
        };
        self.pick_among(on, &segments, meeting, cx)
    }

    /// A list of segments of which several can be taken; those of other codes are a row away.
    fn pick_among(
        &mut self,
        on: EvidenceOn,
        segments: &[Evidence],
        meeting: usize,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(figures) = self.figures() else {
            return Vec::new();
        };
        let entry = |(at, evidence): (usize, &Evidence)| {
            let mut entry = entry(evidence, &figures.layer, cx);
            let marked = self.marked_at(on, &evidence.source, evidence.span);
            let words = marked.map(MarkedSegment::bears);
            let meets = (at < meeting).then(|| "both meet".to_owned());
            let said = [meets, words].into_iter().flatten();
            let said: Vec<String> = said.chain([entry.beside.clone()]).collect();
            entry.beside = said.join(" · ");
            entry
        };
        let mut entries: Vec<Entry> = segments.iter().enumerate().map(entry).collect();
        entries.push(Entry::new("+ a segment of another code", Value::Another));
        let title = match on {
            EvidenceOn::Theme(_) => "Mark for",
            EvidenceOn::Relation(_) => "What shows",
        };
        let title = format!(
            "{title} “{}”: Tab takes several",
            self.evidence_name(on, cx)
        );
        let picker = Picker::new(title, Ask::Mark(on), entries);
        cx.lay(Overlay::Picker(picker.several()))
    }

    /// The segment of a place, where it is marked.
    pub(super) fn marked_at(
        &self,
        on: EvidenceOn,
        source: &SourceId,
        span: Span,
    ) -> Option<&MarkedSegment> {
        let mut marked = self.figures()?.marks.on(on).iter();
        marked.find(|m| m.span == span && m.source == *source)
    }

    /// A marked segment as a list shows it.
    pub(super) fn marked_entry(&self, segment: &MarkedSegment, cx: &Context) -> Entry {
        let texts = Texts::new(&cx.view, &cx.documents);
        let quote = texts.quote(&segment.source, segment.span);
        let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = texts.place(&segment.source, segment.span);
        let codes = segment.codes.iter().map(|c| cx.view.codebook().name(*c));
        let codes = codes.collect::<Vec<_>>().join(", ");
        let words = segment.bears();
        let by: Vec<&str> = segment.marks.iter().map(|m| m.by.as_str()).collect();
        let mut detail = format!(
            "“{}”\n{codes} · {words}, marked by {}",
            quote.trim(),
            by.join(", ")
        );
        let notes = segment.notes();
        if !notes.is_empty() {
            detail = format!("{detail}\n{notes}");
        }
        let value = Value::Place(segment.source.clone(), segment.span);
        Entry::new(format!("{place}  {line}"), value)
            .beside(words)
            .detail(detail)
    }

    /// What can be done with a segment a relation rests on.
    pub(super) fn pick_of_marked(
        &mut self,
        on: EvidenceOn,
        source: SourceId,
        span: Span,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let entries = vec![
            Entry::new("read it in its source", Value::Place(source.clone(), span)),
            Entry::new("mark it otherwise, or with a note", Value::Another),
            Entry::new("take the mark away", Value::None),
        ];
        let texts = Texts::new(&cx.view, &cx.documents);
        let title = texts.place(&source, span);
        cx.pick(title, Ask::OfMarked(on, source, span), entries)
    }

    pub(super) fn mark_picked(
        &mut self,
        ask: Ask,
        values: &[Value],
        cx: &mut Context,
    ) -> Vec<Effect> {
        match (ask, values.first()) {
            (Ask::Mark(on), _) if values.contains(&Value::Another) => {
                let codes = self.node_entries(None, cx).into_iter();
                let codes = codes
                    .filter(|e| matches!(e.value, Value::Code(_)))
                    .collect();
                cx.pick("Segments of which code", Ask::MarkOfCode(on), codes)
            }
            (Ask::Mark(on), _) => {
                let codings = self.codings_of(on, values, cx);
                self.ask_bearing(on, codings, cx)
            }
            (Ask::MarkOfCode(on), Some(code)) => match (node_of(code), self.figures()) {
                (Some(code), Some(figures)) => {
                    let segments = figures.segments(code, &cx.view);
                    self.pick_among(on, &segments, 0, cx)
                }
                _ => Vec::new(),
            },
            (Ask::OfMarked(_, source, span), Some(Value::Place(..))) => cx.read(source, Some(span)),
            (Ask::OfMarked(on, source, span), Some(value)) => {
                let codings = self.codings_of(on, &[Value::Place(source, span)], cx);
                match value {
                    Value::Another => self.ask_bearing(on, codings, cx),
                    _ => self.unmark(on, &codings, cx),
                }
            }
            (Ask::Bearing(on, codings), Some(_)) if values.contains(&Value::None) => {
                self.unmark(on, &codings, cx)
            }
            (Ask::Bearing(on, codings), Some(_)) => {
                let bearing = bearing(values);
                let title = format!("{}: a note, or Enter for none", bears(&bearing));
                let before = self.note_before(on, &codings, cx);
                cx.ask_words(title, Ask::BearingNote(on, codings, bearing), &before)
            }
            _ => Vec::new(),
        }
    }

    /// The codings by which these places are marked: those that carry a mark, else one of the codes
    /// meant.
    fn codings_of(&self, on: EvidenceOn, places: &[Value], cx: &Context) -> Vec<CodingId> {
        let map = cx.view.themes();
        let codes: Vec<CodeId> = match on {
            EvidenceOn::Theme(theme) => codes_behind(Node::Theme(theme), &cx.view),
            EvidenceOn::Relation(id) => {
                let ends = map.relation(id).into_iter().flat_map(|r| [r.from, r.to]);
                ends.flat_map(|node| codes_behind(node, &cx.view)).collect()
            }
        };
        let at = |value: &Value| -> Vec<CodingId> {
            let Value::Place(source, span) = value else {
                return Vec::new();
            };
            if let Some(segment) = self.marked_at(on, source, *span) {
                return segment.marks.iter().map(|m| m.coding).collect();
            }
            let figures = self.figures();
            let coding = figures.and_then(|f| f.coding_at(source, *span, &codes));
            coding.into_iter().collect()
        };
        places.iter().flat_map(at).collect()
    }

    fn ask_bearing(
        &mut self,
        on: EvidenceOn,
        codings: Vec<CodingId>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let marks = cx.view.themes().marks_on(on);
        let is_marked = marks.iter().any(|m| codings.contains(&m.coding));
        let all = (0..).zip(BEARINGS);
        let mut entries: Vec<Entry> = all
            .map(|(n, words)| Entry::new(words, Value::Number(n)))
            .collect();
        if is_marked {
            entries.push(Entry::new("take the mark away", Value::None));
        }
        let title = format!(
            "{} for “{}”: Tab takes several",
            counted(codings.len(), "segment"),
            self.evidence_name(on, cx)
        );
        let picker = Picker::new(title, Ask::Bearing(on, codings), entries);
        cx.lay(Overlay::Picker(picker.several()))
    }

    /// The note there is on the only one that is marked anew.
    fn note_before(&self, on: EvidenceOn, codings: &[CodingId], cx: &Context) -> String {
        let marks = cx.view.themes().marks_on(on).iter();
        let mut notes = marks.filter(|m| codings.contains(&m.coding));
        match (notes.next(), notes.next()) {
            (Some(one), None) => one.bearing.note.clone(),
            _ => String::new(),
        }
    }

    pub(super) fn mark_as(
        &mut self,
        on: EvidenceOn,
        codings: &[CodingId],
        bearing: Bearing,
        note: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let bearing = Bearing {
            note: note.to_owned(),
            ..bearing
        };
        let words = bears(&bearing);
        let name = self.evidence_name(on, cx);
        let segments = counted(codings.len(), "segment");
        cx.note(format!(
            "marked {segments} for “{name}”: {words} · z takes it back"
        ));
        cx.save(marked(on, codings, Some(&bearing)))
    }

    fn unmark(&mut self, on: EvidenceOn, codings: &[CodingId], cx: &mut Context) -> Vec<Effect> {
        cx.note("took the mark away · z puts it back");
        cx.save(marked(on, codings, None))
    }
}
