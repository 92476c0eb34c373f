//! The line shown for a segment.

use super::error::SearchError;
use super::index::Turns;
use super::paragraphs::cited_at;
use super::results::{Hit, Place};
use super::tokenizer::Terms;
use crate::model::coding::Coding;
use crate::model::source::Cited;
use crate::model::text::Span;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

/// A coding as a hit: its text as far as the index holds it, and where it begins.
pub(super) fn segment(
    turns: &Turns,
    coding: &Coding,
    terms: &mut Terms,
) -> Result<Hit, SearchError> {
    let number = turns.number(&coding.source);
    let text = number.map_or(Ok(String::new()), |n| said(turns, n, coding.span))?;
    let language = number.map_or("", |n| turns.language(n));
    let found = turns.locator.locate(&text, language, terms);
    let (paragraph, speaker) = match number {
        Some(number) => begins(turns, number, coding.span)?,
        None => (Cited::default(), None),
    };
    Ok(Hit {
        place: Place::Segment {
            coding: coding.id,
            source: coding.source.clone(),
            span: coding.span,
            code: coding.code,
            coder: coding.coder.clone(),
            paragraph,
            speaker,
        },
        score: 0.0,
        excerpt: found.excerpt,
        marks: found.marks,
    })
}

/// The paragraph a stretch begins in, and who speaks there.
fn begins(
    turns: &Turns,
    number: usize,
    span: Span,
) -> Result<(Cited, Option<String>), SearchError> {
    let table = turns.table()?;
    let Some(turn) = table.met(number, span).next() else {
        return Ok((Cited::default(), None));
    };
    let at: DocAddress = table.of(number)[turn].at;
    let stored: TantivyDocument = turns.searcher().doc(at)?;
    let fields = &turns.open().fields;
    let paragraphs = stored
        .get_first(fields.paragraphs)
        .and_then(|v| v.as_bytes());
    let label = stored.get_first(fields.label).and_then(|v| v.as_str());
    let paragraph = cited_at(paragraphs.unwrap_or_default(), span.start);
    Ok((paragraph, label.map(str::to_owned)))
}

/// The text of a stretch: what is said in its turns as far as they lie in it.
fn said(turns: &Turns, number: usize, span: Span) -> Result<String, SearchError> {
    let table = turns.table()?;
    let mut whole = String::new();
    for turn in table.met(number, span) {
        let turn = &table.of(number)[turn];
        let talk = turns.talk(turn)?;
        let from = span.start.saturating_sub(turn.talk) as usize;
        let to = span.end.saturating_sub(turn.talk) as usize;
        let part: String = talk.chars().take(to).skip(from).collect();
        if !whole.is_empty() && !part.is_empty() {
            whole.push_str(" / ");
        }
        whole.push_str(part.trim());
    }
    Ok(whole)
}
