//! Where the turns of an index lie in their texts, and sets of turns.

use super::schema::{Fields, unplace};
use crate::model::text::Span;
use std::ops::Range;
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument};

/// One turn as the index holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TurnAt {
    /// Its stretch of the text, the speaker's label included.
    pub span: Span,
    /// Where in the text what is said begins.
    pub talk: u32,
    pub at: DocAddress,
}

/// All turns, by number of the source in the index and in the order of its text.
#[derive(Debug, Default)]
pub(super) struct TurnTable(Vec<Vec<TurnAt>>);

impl TurnTable {
    /// Reads it of an index of so many sources.
    pub fn read(searcher: &Searcher, sources: usize) -> tantivy::Result<TurnTable> {
        let mut table: Vec<Vec<(usize, TurnAt)>> = vec![Vec::new(); sources];
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let fast = reader.fast_fields();
            let (place, from, to) = (fast.u64("place")?, fast.u64("from")?, fast.u64("to")?);
            let start = fast.u64("start")?;
            for doc in 0..reader.max_doc() {
                let (number, turn) = unplace(place.first(doc).unwrap_or_default());
                let point = |of: Option<u64>| of.unwrap_or_default() as u32;
                let span = Span {
                    start: point(from.first(doc)),
                    end: point(to.first(doc)),
                };
                let at = DocAddress::new(segment as u32, doc);
                if let Some(turns) = table.get_mut(number) {
                    let talk = point(start.first(doc));
                    turns.push((turn, TurnAt { span, talk, at }));
                }
            }
        }
        let in_order = |mut turns: Vec<(usize, TurnAt)>| {
            turns.sort_unstable_by_key(|(turn, _)| *turn);
            turns.into_iter().map(|(_, at)| at).collect()
        };
        Ok(TurnTable(table.into_iter().map(in_order).collect()))
    }

    /// The turns of a source, by its number in the index.
    pub fn of(&self, number: usize) -> &[TurnAt] {
        self.0.get(number).map_or(&[], Vec::as_slice)
    }

    /// The turns a stretch shares text with.
    pub fn met(&self, number: usize, span: Span) -> Range<usize> {
        let turns = self.of(number);
        let first = turns.partition_point(|t| t.span.end <= span.start);
        let end = turns.partition_point(|t| t.span.start < span.end);
        first..end.max(first)
    }
}

/// What is said in a turn.
pub(super) fn said(searcher: &Searcher, fields: &Fields, turn: &TurnAt) -> tantivy::Result<String> {
    let stored: TantivyDocument = searcher.doc(turn.at)?;
    let talk = stored.get_first(fields.talk).and_then(|v| v.as_str());
    Ok(talk.unwrap_or_default().to_owned())
}

/// Some of the turns.
pub(super) struct TurnSet(Vec<Vec<bool>>);

impl TurnSet {
    /// Those at these places.
    pub fn of(table: &TurnTable, places: impl IntoIterator<Item = u64>) -> TurnSet {
        let none = table.0.iter().map(|turns| vec![false; turns.len()]);
        let mut set: Vec<Vec<bool>> = none.collect();
        for place in places {
            let (number, turn) = unplace(place);
            if let Some(held) = set.get_mut(number).and_then(|turns| turns.get_mut(turn)) {
                *held = true;
            }
        }
        TurnSet(set)
    }

    pub fn has(&self, number: usize, turn: usize) -> bool {
        self.0.get(number).and_then(|turns| turns.get(turn)) == Some(&true)
    }

    /// Whether it has every turn of a source.
    pub fn has_all(&self, number: usize) -> bool {
        let turns = self.0.get(number);
        turns.is_some_and(|turns| turns.iter().all(|held| *held))
    }

    pub fn has_any(&self, number: usize, turns: Range<usize>) -> bool {
        turns.into_iter().any(|turn| self.has(number, turn))
    }
}
