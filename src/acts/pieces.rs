//! Joining sources, and cutting one: new sources are made of the old ones, which are taken out.

use super::attributes::set;
use super::sources::{NotCorrected, under_way};
use crate::model::attribute::{Column, Subject};
use crate::model::event::Change;
use crate::model::ids::{Digest, SourceId};
use crate::model::name::{self, Flaw};
use crate::model::pieces::Piece;
use crate::model::source::{Document, Source, SpeakerSetting, Structure};
use crate::model::source::{Paragraph, Speaker, Turn};
use crate::model::text::Span;
use crate::model::view::View;
use std::ops::Range;
use std::sync::Arc;
use thiserror::Error;

/// A source made of others. Its files are to be written before its event is saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    pub id: SourceId,
    pub name: String,
    pub text: String,
    pub structure: Structure,
    pub made_of: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotMade {
    #[error("two sources at least are joined: name another")]
    One,
    #[error("“{0}” stands there twice")]
    Twice(String),
    #[error("a source is cut before a paragraph that is not its first: {0} has none such")]
    NoPlace(String),
    #[error("{pieces} pieces are made: give a name to each of them, not {names}")]
    Names { pieces: usize, names: usize },
    #[error(transparent)]
    Source(#[from] NotCorrected),
    #[error(transparent)]
    Name(#[from] Flaw),
}

/// One source of several, in the order given.
///
/// # Errors
/// If there are fewer than two, or a round is under way on one.
pub fn joined(view: &View, parts: &[Arc<Document>], name: &str) -> Result<Made, NotMade> {
    if parts.len() < 2 {
        return Err(NotMade::One);
    }
    for (n, part) in parts.iter().enumerate() {
        let source = free(view, part)?;
        if parts[..n].iter().any(|p| p.source == part.source) {
            return Err(NotMade::Twice(source.name.clone()));
        }
    }
    name::check(name)?;
    let whole = |d: &Arc<Document>| 0..d.structure.paragraphs.len();
    let parts: Vec<_> = parts.iter().map(|d| (d.as_ref(), whole(d))).collect();
    Ok(made(&parts, name))
}

/// The pieces of a source that is cut before these paragraphs, by their places, which rise.
///
/// # Errors
/// If a piece would be empty, has no name, or a round is under way on it.
pub fn cut(
    view: &View,
    document: &Document,
    before: &[usize],
    names: &[String],
) -> Result<Vec<Made>, NotMade> {
    let source = free(view, document)?;
    let end = document.structure.paragraphs.len();
    let borders: Vec<usize> = [0].iter().chain(before).chain([&end]).copied().collect();
    if before.is_empty() || !borders.is_sorted_by(|a, b| a < b) {
        return Err(NotMade::NoPlace(source.name.clone()));
    }
    if names.len() != before.len() + 1 {
        return Err(NotMade::Names {
            pieces: before.len() + 1,
            names: names.len(),
        });
    }
    names.iter().try_for_each(|name| name::check(name))?;
    let pieces = borders.windows(2).zip(names);
    let pieces = pieces.map(|(at, name)| made(&[(document, at[0]..at[1])], name));
    Ok(pieces.collect())
}

/// A document's source, if nothing stands in the way of taking it out.
pub fn free<'v>(view: &'v View, document: &Document) -> Result<&'v Source, NotCorrected> {
    let here = view.sources().iter().find(|s| s.id == document.source);
    let source = here.ok_or_else(|| NotCorrected::NoSource(document.source.to_string()))?;
    match under_way(view, &source.id) {
        Some(round) => Err(NotCorrected::Joined {
            source_name: source.name.clone(),
            round: round.plan.name.clone(),
        }),
        None => Ok(source),
    }
}

fn made(parts: &[(&Document, Range<usize>)], name: &str) -> Made {
    let (mut text, mut made_of) = (String::new(), Vec::new());
    let mut structure = Structure::default();
    for (document, paragraphs) in parts {
        let mut at = text.chars().count() as u32;
        if at > 0 && !text.ends_with('\n') {
            text.push('\n');
            at += 1;
        }
        let span = stretch(document, paragraphs);
        text.push_str(document.text.slice(span));
        append(
            &mut structure,
            &document.structure,
            paragraphs.clone(),
            |p| p - span.start + at,
        );
        made_of.push(Piece {
            source: document.source.clone(),
            revision: document.revision,
            span,
            at,
        });
    }
    Made {
        id: id(&text, &made_of),
        name: name.to_owned(),
        text,
        structure,
        made_of,
    }
}

/// An id that the same pieces have again.
fn id(text: &str, made_of: &[Piece]) -> SourceId {
    let pieces = made_of.iter().map(|p| {
        let Piece {
            source,
            revision,
            span,
            at,
        } = p;
        format!("{source} {revision} {} {} {at}\n", span.start, span.end)
    });
    let all: String = pieces.chain([text.to_owned()]).collect();
    SourceId(format!("s{}", &Digest::of(all.as_bytes()).to_string()[..12]).into())
}

/// The text of some paragraphs, with what stands between them and the next; at the beginning and the
/// end of the text with all that is there.
fn stretch(document: &Document, paragraphs: &Range<usize>) -> Span {
    let all = &document.structure.paragraphs;
    let begins = |n: usize| all.get(n).map(|p| p.span.start);
    Span {
        start: match paragraphs.start {
            0 => 0,
            n => begins(n).unwrap_or(0),
        },
        end: begins(paragraphs.end).unwrap_or_else(|| document.text.len()),
    }
}

/// Adds paragraphs of one structure to another, with their turns and speakers; numbers go on.
fn append(to: &mut Structure, from: &Structure, range: Range<usize>, moved: impl Fn(u32) -> u32) {
    let mut last = None;
    for paragraph in &from.paragraphs[range] {
        let (Span { start, end }, old) = (paragraph.span, paragraph.turn);
        let (start, end) = (moved(start), moved(end));
        if last != Some(old) {
            let turn = &from.turns[old as usize];
            let begins = turn.span.start >= paragraph.span.start;
            let talk = turn.talk.clamp(paragraph.span.start, paragraph.span.end);
            let speaker = turn
                .speaker
                .map(|at| speaker(to, &from.speakers[at as usize]));
            to.turns.push(Turn {
                speaker,
                span: Span { start, end },
                talk: moved(talk),
                time_ms: turn.time_ms.filter(|_| begins),
            });
            last = Some(old);
        }
        if let Some(turn) = to.turns.last_mut() {
            turn.span.end = end;
        }
        to.paragraphs.push(Paragraph {
            number: to.paragraphs.len() as u32 + 1,
            letter: 0,
            span: Span { start, end },
            turn: to.turns.len() as u32 - 1,
        });
    }
}

fn speaker(to: &mut Structure, speaker: &Speaker) -> u16 {
    let here = to.speakers.iter().position(|s| s.label == speaker.label);
    let at = here.unwrap_or_else(|| {
        to.speakers.push(speaker.clone());
        to.speakers.len() - 1
    });
    at as u16
}

/// What makes it a source, with who is who and the attributes of those it is made of; where these
/// differ, of the first.
pub fn changes(view: &View, made: &Made, added: Change) -> Vec<Change> {
    let mut of: Vec<&Source> = Vec::new();
    of.extend(made.made_of.iter().filter_map(|p| view.source(&p.source)));
    let mut changes = vec![added];
    for speaker in &made.structure.speakers {
        if let Some(setting) = of.iter().find_map(|s| setting(view, s, speaker)) {
            changes.push(Change::SpeakerSet {
                source: made.id.clone(),
                setting,
                replaces: Vec::new(),
            });
        }
    }
    let mut columns: Vec<&Column> = Vec::new();
    let all = of.iter().map(|s| Subject::Source(s.id.clone()));
    for (column, held) in all.filter_map(|of| view.attributes(&of)).flatten() {
        if columns.contains(&column) {
            continue;
        }
        columns.push(column);
        let of = Subject::Source(made.id.clone());
        changes.push(set(of, column, Some(held.value.clone())));
    }
    changes
}

/// Who a speaker was in a source: as said by hand, or where only the label told them from others and
/// attributes hang on it.
fn setting(view: &View, source: &Source, speaker: &Speaker) -> Option<SpeakerSetting> {
    let set = source.speakers.iter().find(|s| s.label == speaker.label);
    let told = source.participant(speaker);
    let known = told.filter(|p| view.participants().contains_key(p));
    let by_label = known.filter(|_| source.is_told_by_label(speaker));
    match (set, by_label) {
        (Some(set), None) => Some(set.clone()),
        (_, Some(participant)) => Some(SpeakerSetting {
            label: speaker.label.clone(),
            role: source.role(speaker),
            participant: Some(participant),
        }),
        (None, None) => None,
    }
}

/// Names for the pieces of a source.
pub fn names(source: &str, pieces: usize) -> Vec<String> {
    let name = |n| name::cleaned(&format!("{source} ({n})")).unwrap_or_else(|_| source.to_owned());
    (1..=pieces).map(name).collect()
}
