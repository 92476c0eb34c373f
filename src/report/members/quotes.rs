//! What somebody said themselves on a theme: of the segments marked as evidence, the stretches of
//! their own turns. Nobody else's words are in them.

use crate::model::ids::{SourceId, ThemeId};
use crate::model::source::{Document, Source, Speaker};
use crate::model::text::Span;
use crate::model::theme::EvidenceOn;
use crate::model::view::View;
use crate::model::visible::on_one_line;
use crate::report::Texts;
use crate::report::map_figures::{MarkedSegment, Marks};

/// A stretch of a source.
type Place = (SourceId, Span);

/// Whose words are looked for, and what is not to be given.
pub struct Asked<'a> {
    /// One person, or all of a group.
    pub people: &'a [String],
    /// Places that are withheld.
    pub withheld: &'a [Place],
    /// The most that is quoted for a theme.
    pub most: usize,
}

/// Own words, without who said them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub words: String,
    /// Where they stand, for those who hand them out: `P07_interview:24`.
    pub place: String,
}

/// The places marked as withheld on any theme or relation, and these.
pub fn withheld(view: &View, marks: &Marks, more: Vec<Place>) -> Vec<Place> {
    let marked = view.themes().marks.keys().flat_map(|on| marks.on(*on));
    let held = marked.filter(|m| m.marks.iter().any(|m| m.bearing.withheld));
    held.map(|m| (m.source.clone(), m.span))
        .chain(more)
        .collect()
}

/// What these people said on a theme, those chosen to be quoted first; and how many quotes are left
/// out as there are more than are wanted.
pub fn quotes(
    view: &View,
    texts: Texts<'_>,
    marks: &Marks,
    theme: ThemeId,
    asked: &Asked<'_>,
) -> (Vec<Quote>, usize) {
    let chosen = |m: &&MarkedSegment| m.marks.iter().any(|m| m.bearing.quoted);
    let segments = marks.on(EvidenceOn::Theme(theme)).iter();
    let (first, rest): (Vec<_>, Vec<_>) = segments.partition(chosen);
    let mut all: Vec<Quote> = Vec::new();
    // What was given once is not given again.
    let mut held = asked.withheld.to_vec();
    for segment in first.into_iter().chain(rest) {
        for who in asked.people {
            let (given, words) = said(view, texts, segment, who, asked.people, &held);
            let (Some(from), Some(to)) = (given.first(), given.last()) else {
                continue;
            };
            let place = Span {
                start: from.start,
                end: to.end,
            };
            all.push(Quote {
                words: words.join(" […] "),
                place: texts.place(&segment.source, place),
            });
            held.extend(given.into_iter().map(|at| (segment.source.clone(), at)));
        }
    }
    let left = all.len().saturating_sub(asked.most);
    all.truncate(asked.most);
    (all, left)
}

/// The stretches somebody says in a segment, with the words of each. Nothing of a source somebody codes
/// blind, nothing that is held back, and nothing in which somebody else begins to speak.
fn said(
    view: &View,
    texts: Texts<'_>,
    segment: &MarkedSegment,
    who: &str,
    people: &[String],
    held: &[Place],
) -> (Vec<Span>, Vec<String>) {
    let id = &segment.source;
    let (Some(source), Some(document)) = (view.source(id), texts.document(id)) else {
        return Default::default();
    };
    if view.shut_over(id).is_some() {
        return Default::default();
    }
    let others = other_labels(source, document, people);
    let is_held = |at: &Span| {
        held.iter()
            .any(|(s, span)| s == id && span.overlap(*at) > 0)
    };
    let given = |at: Span| {
        let words = one_line(document.text.slice(at));
        let broken = others.iter().any(|label| has_label(&words, label));
        (!words.is_empty() && !broken && !is_held(&at)).then_some((at, words))
    };
    let own = own_stretches(source, document, segment.span, who);
    own.into_iter().filter_map(given).unzip()
}

/// The parts of a stretch that lie in somebody's own talk, labels left out.
fn own_stretches(source: &Source, document: &Document, span: Span, who: &str) -> Vec<Span> {
    let structure = &document.structure;
    let from = structure.turn_at(span.start).unwrap_or(0);
    let near = structure.turns.iter().skip(from);
    let here = near.take_while(|t| t.span.start < span.end);
    let own = here.filter(|turn| {
        let speaker = turn
            .speaker
            .and_then(|s| structure.speakers.get(usize::from(s)));
        speaker.and_then(|s| source.participant(s)).as_deref() == Some(who)
    });
    let stretch = own.map(|turn| Span {
        start: turn
            .talk
            .clamp(turn.span.start, turn.span.end)
            .max(span.start),
        end: turn.span.end.min(span.end),
    });
    stretch.filter(|s| s.start < s.end).collect()
}

/// The labels of a source that stand for nobody but others; of a group, all: who said it is left out.
fn other_labels(source: &Source, document: &Document, people: &[String]) -> Vec<String> {
    let alone = people.len() == 1;
    let is_own = |s: &&Speaker| alone && source.participant(s).as_ref() == people.first();
    let others = document.structure.speakers.iter().filter(|s| !is_own(s));
    others.map(|s| s.label.clone()).collect()
}

/// Whether a label with its colon stands in a text: somebody else begins to speak in the midst of it.
fn has_label(text: &str, label: &str) -> bool {
    text.match_indices(label).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + label.len()..].trim_start();
        before.is_none_or(|c| !c.is_alphanumeric()) && after.starts_with([':', '：'])
    })
}

/// Text on one line, where nothing acts.
pub(super) fn one_line(text: &str) -> String {
    let text = on_one_line(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
