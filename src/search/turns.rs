//! Where the turns of an index lie in their texts, and sets of turns.

use super::schema::{Fields, role_term, unplace};
use crate::model::source::SpeakerRole;
use crate::model::text::Span;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::ops::Range;
use tantivy::columnar::StrColumn;
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyDocument};

/// One turn as the index holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TurnAt {
    /// Its stretch of the text, the speaker's label included.
    pub span: Span,
    /// Where in the text what is said begins.
    pub talk: u32,
    pub at: DocAddress,
    /// Whose it is, by number among [`TurnTable::speakers`].
    pub speaker: Option<u32>,
}

/// A label of one source, as it was read at import.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Speaker {
    /// The source's number in the index.
    pub source: usize,
    pub label: String,
    pub role: Option<SpeakerRole>,
}

/// All turns, by number of the source in the index and in the order of its text.
#[derive(Debug, Default)]
pub(super) struct TurnTable {
    turns: Vec<Vec<TurnAt>>,
    speakers: Vec<Speaker>,
}

impl TurnTable {
    /// Reads it of an index of so many sources.
    pub fn read(searcher: &Searcher, sources: usize) -> tantivy::Result<TurnTable> {
        let mut table: Vec<Vec<(usize, TurnAt)>> = vec![Vec::new(); sources];
        let mut speakers = Speakers::default();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let fast = reader.fast_fields();
            let (place, from, to) = (fast.u64("place")?, fast.u64("from")?, fast.u64("to")?);
            let mut labels = Labels::of(reader)?;
            let start = fast.u64("start")?;
            for doc in 0..reader.max_doc() {
                let (number, turn) = unplace(place.first(doc).unwrap_or_default());
                let point = |of: Option<u64>| of.unwrap_or_default() as u32;
                let span = Span {
                    start: point(from.first(doc)),
                    end: point(to.first(doc)),
                };
                let at = DocAddress::new(segment as u32, doc);
                let speaker = labels.of_turn(doc, number, &mut speakers)?;
                if let Some(turns) = table.get_mut(number) {
                    let talk = point(start.first(doc));
                    let turn_at = TurnAt {
                        span,
                        talk,
                        at,
                        speaker,
                    };
                    turns.push((turn, turn_at));
                }
            }
        }
        let in_order = |mut turns: Vec<(usize, TurnAt)>| {
            turns.sort_unstable_by_key(|(turn, _)| *turn);
            turns.into_iter().map(|(_, at)| at).collect()
        };
        Ok(TurnTable {
            turns: table.into_iter().map(in_order).collect(),
            speakers: speakers.all,
        })
    }

    /// How many sources the index holds.
    pub fn len(&self) -> usize {
        self.turns.len()
    }

    /// The turns of a source, by its number in the index.
    pub fn of(&self, number: usize) -> &[TurnAt] {
        self.turns.get(number).map_or(&[], Vec::as_slice)
    }

    /// All labels there are, each once a source.
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// The turns a stretch shares text with.
    pub fn met(&self, number: usize, span: Span) -> Range<usize> {
        let turns = self.of(number);
        let first = turns.partition_point(|t| t.span.end <= span.start);
        let end = turns.partition_point(|t| t.span.start < span.end);
        first..end.max(first)
    }
}

/// Speakers as they are met, each with a number.
#[derive(Default)]
struct Speakers {
    all: Vec<Speaker>,
    numbers: HashMap<Speaker, u32>,
}

impl Speakers {
    fn number(&mut self, speaker: Speaker) -> u32 {
        let next = self.all.len() as u32;
        *self.numbers.entry(speaker).or_insert_with_key(|speaker| {
            self.all.push(speaker.clone());
            next
        })
    }
}

/// The labels of a part of the index.
struct Labels {
    labels: Option<StrColumn>,
    roles: Option<StrColumn>,
    /// By source, label and role as the part numbers them: words are looked up once.
    met: FxHashMap<(usize, u64, Option<u64>), u32>,
}

impl Labels {
    fn of(reader: &SegmentReader) -> tantivy::Result<Labels> {
        let fast = reader.fast_fields();
        Ok(Labels {
            labels: fast.str("label")?,
            roles: fast.str("role")?,
            met: FxHashMap::default(),
        })
    }

    fn of_turn(
        &mut self,
        doc: DocId,
        source: usize,
        all: &mut Speakers,
    ) -> tantivy::Result<Option<u32>> {
        let ord = |of: &Option<StrColumn>| of.as_ref()?.ords().first(doc);
        let Some(label) = ord(&self.labels) else {
            return Ok(None);
        };
        let role = ord(&self.roles);
        if let Some(number) = self.met.get(&(source, label, role)) {
            return Ok(Some(*number));
        }
        let roles = [SpeakerRole::Participant, SpeakerRole::Interviewer];
        let read = match role {
            Some(ord) => Some(word(&self.roles, ord)?),
            None => None,
        };
        let number = all.number(Speaker {
            source,
            label: word(&self.labels, label)?,
            role: roles
                .into_iter()
                .find(|r| Some(role_term(*r)) == read.as_deref()),
        });
        self.met.insert((source, label, role), number);
        Ok(Some(number))
    }
}

fn word(column: &Option<StrColumn>, ord: u64) -> tantivy::Result<String> {
    let mut word = String::new();
    if let Some(column) = column {
        column.ord_to_str(ord, &mut word)?;
    }
    Ok(word)
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
        let none = table.turns.iter().map(|turns| vec![false; turns.len()]);
        let mut set = TurnSet(none.collect());
        for place in places {
            let (number, turn) = unplace(place);
            set.insert(number, turn);
        }
        set
    }

    pub fn insert(&mut self, number: usize, turn: usize) {
        let turns = self.0.get_mut(number);
        if let Some(held) = turns.and_then(|turns| turns.get_mut(turn)) {
            *held = true;
        }
    }

    /// How many of these turns of a source it has.
    pub fn count(&self, number: usize, turns: Range<usize>) -> usize {
        let here = self.0.get(number).and_then(|all| all.get(turns));
        here.map_or(0, |here| here.iter().filter(|held| **held).count())
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
