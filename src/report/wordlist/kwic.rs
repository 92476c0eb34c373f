//! A keyword in context: each place where it stands, with what stands before and behind it.

use super::heard::{Heard, Turn, Wanted};
use crate::export::grid::Grid;
use crate::model::ids::SourceId;
use crate::model::text::Span;
use crate::model::wrap::{clip, letters, width};
use crate::report::Texts;
use crate::search::{Lexicon, Token};
use serde_json::{Value, json};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Cells of context at each side.
pub const CONTEXT: usize = 40;

/// Graphemes that are looked at for them: a turn may be megabytes long.
const LOOKED_AT: usize = 4 * CONTEXT;

/// Words at each side that lines are sorted by.
const SORTED_BY: usize = 8;

/// What is looked for in the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keyword {
    /// A word, or several one behind the other, as somebody typed them.
    Typed(String),
    /// One word as a list has it.
    Listed(String),
}

impl Keyword {
    pub fn spelled(&self) -> &str {
        match self {
            Keyword::Typed(spelled) | Keyword::Listed(spelled) => spelled,
        }
    }

    /// Its words, by number.
    pub(super) fn words(&self, lexicon: &mut Lexicon) -> Result<Vec<u32>, String> {
        let words = match self {
            Keyword::Typed(typed) => lexicon.typed(typed),
            Keyword::Listed(word) => lexicon.whole(word).into_iter().collect(),
        };
        match words.is_empty() {
            true => Err(format!("“{}” holds no word", self.spelled())),
            false => Ok(words),
        }
    }
}

/// What lines are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// By the words to the left, the nearest first.
    Left,
    /// By the words to the right.
    Right,
    /// As one reads.
    #[default]
    Place,
}

/// One place where the keyword stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub source: SourceId,
    pub span: Span,
    /// Whoever says it, as labelled in the text.
    pub speaker: Option<String>,
    person: Option<usize>,
    /// The words it is sorted by, the nearest first.
    beside: Vec<u32>,
}

/// The keyword as it stands at a place, and what stands about it in the same turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    pub left: String,
    pub keyword: String,
    pub right: String,
}

/// All places, in order.
pub struct Concordance {
    pub heard: Heard,
    pub lines: Vec<Line>,
}

/// Finds every place of a keyword, or of several words one behind the other.
///
/// # Errors
/// In words, where what was typed holds no word.
pub fn concordance(
    texts: Texts,
    wanted: &Wanted,
    keyword: &Keyword,
    sorting: Sorting,
) -> Result<Concordance, String> {
    let mut lexicon = Lexicon::default();
    let keyword = keyword.words(&mut lexicon)?;
    let mut lines = Vec::new();
    let heard = Heard::of(texts, wanted, lexicon, |turn| {
        let found = turn.occurrences(&keyword).into_iter();
        lines.extend(found.map(|at| line(turn, at, sorting)));
    });
    if sorting != Sorting::Place {
        // The sort is stable: equals stay in reading order.
        let plain = |word: &u32| heard.lexicon.plain(*word);
        lines.sort_by(|a, b| a.beside.iter().map(plain).cmp(b.beside.iter().map(plain)));
    }
    Ok(Concordance { heard, lines })
}

fn line(turn: &Turn, at: Range<usize>, sorting: Sorting) -> Line {
    let tokens = turn.tokens;
    let bytes = tokens[at.start].bytes.start..tokens[at.end - 1].bytes.end;
    let word = |token: &Token| token.word;
    let beside = match sorting {
        Sorting::Left => tokens[..at.start]
            .iter()
            .rev()
            .take(SORTED_BY)
            .map(word)
            .collect(),
        Sorting::Right => tokens[at.end..].iter().take(SORTED_BY).map(word).collect(),
        Sorting::Place => Vec::new(),
    };
    Line {
        source: turn.source.id.clone(),
        span: turn.span(&bytes),
        speaker: turn.speaker.map(str::to_owned),
        person: turn.voice.person(),
        beside,
    }
}

/// The last cells of a text on one line, with `…` where something was cut.
fn before(text: &str, room: usize) -> String {
    let looked_at: usize = text
        .graphemes(true)
        .rev()
        .take(LOOKED_AT)
        .map(str::len)
        .sum();
    let cut = looked_at < text.len();
    let line = one_line(&text[text.len() - looked_at..]);
    let line = line.trim_start();
    if !cut && width(line) <= room {
        return line.to_owned();
    }
    let mut room = room.saturating_sub(1);
    let fits = |(_, wide): &(&str, usize)| {
        let fits = *wide <= room;
        room = room.saturating_sub(*wide);
        fits
    };
    let kept: usize = letters(line)
        .rev()
        .take_while(fits)
        .map(|(l, _)| l.len())
        .sum();
    format!("…{}", &line[line.len() - kept..])
}

/// The first cells of a text on one line, with `…` where something was cut.
fn behind(text: &str, room: usize) -> String {
    let looked_at: usize = text.graphemes(true).take(LOOKED_AT).map(str::len).sum();
    let line = one_line(&text[..looked_at]);
    let line = line.trim_end();
    match looked_at < text.len() && width(line) < room {
        true => format!("{line}…"),
        false => clip(line, room),
    }
}

/// A text with each stretch of white space as one space.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}

impl Line {
    /// What stands there; nothing where the text is not at hand.
    pub fn context(&self, texts: Texts) -> Context {
        self.context_within(texts, CONTEXT)
    }

    /// The same in so many cells at each side, `CONTEXT` at most.
    pub fn context_within(&self, texts: Texts, cells: usize) -> Context {
        let Some(document) = texts.document(&self.source) else {
            return Context::default();
        };
        let Span { start, end } = self.span;
        let structure = &document.structure;
        let turn = structure.turn_at(start).map(|at| structure.turns[at]);
        let (from, to) = turn.map_or((start, end), |turn| (turn.talk, turn.span.end));
        let text = |start, end| document.text.slice(Span { start, end });
        Context {
            left: before(text(from, start), cells),
            keyword: one_line(text(start, end)),
            right: behind(text(end, to), cells),
        }
    }
}

impl Concordance {
    /// Who speaks at a place, where it is a participant.
    pub fn participant(&self, line: &Line) -> Option<&str> {
        let person = self.heard.people.get(line.person?);
        person.map(String::as_str)
    }

    /// As JSON, with the first `limit` lines: docs/json.md says what stands in it.
    pub fn json(&self, wanted: &Wanted, texts: Texts, limit: usize) -> Value {
        let line = |line: &Line| {
            let context = line.context(texts);
            json!({
                "place": texts.place(&line.source, line.span),
                "source": texts.name(&line.source),
                "start": line.span.start,
                "end": line.span.end,
                "speaker": line.speaker,
                "participant": self.participant(line),
                "left": context.left,
                "keyword": context.keyword,
                "right": context.right,
            })
        };
        json!({
            "counted": self.heard.json(wanted),
            "total": self.lines.len(),
            "lines": self.lines.iter().take(limit).map(line).collect::<Vec<_>>(),
        })
    }

    /// All lines as a table.
    pub fn grid(&self, texts: Texts) -> Grid {
        let heading = [
            "place",
            "source",
            "start",
            "end",
            "speaker",
            "participant",
            "left",
            "keyword",
            "right",
        ];
        let row = |line: &Line| {
            let context = line.context(texts);
            vec![
                texts.place(&line.source, line.span).into(),
                texts.name(&line.source).into(),
                u64::from(line.span.start).into(),
                u64::from(line.span.end).into(),
                line.speaker.clone().unwrap_or_default().into(),
                self.participant(line).unwrap_or_default().into(),
                context.left.into(),
                context.keyword.into(),
                context.right.into(),
            ]
        };
        Grid {
            name: "kwic".into(),
            heading: heading.map(str::to_owned).into(),
            rows: self.lines.iter().map(row).collect(),
        }
    }
}
