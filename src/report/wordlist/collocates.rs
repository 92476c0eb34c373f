//! The words that stand beside a word, and how strongly they go with it.

use super::heard::{Heard, Turn, Wanted};
use super::kwic::Keyword;
use crate::export::grid::{Cell, Grid};
use crate::report::Texts;
use crate::search::Lexicon;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Value, json};
use std::ops::Range;

/// Words at each side of the keyword that count as beside it, unless asked otherwise.
pub const SPAN: usize = 4;

/// How often a word must stand beside the keyword to be listed.
pub const LEAST: u64 = 2;

/// A word that stands beside the keyword.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub word: String,
    /// How often it stands beside the keyword: each of either counts in one pair at most.
    pub together: u64,
    /// How often it is said in all.
    pub times: u64,
    /// How many participants say the two together.
    pub people: usize,
    pub log_dice: f64,
}

/// The words beside a keyword, those that go with it most first.
pub struct Collocates {
    pub heard: Heard,
    /// The keyword as it is written most often.
    pub keyword: String,
    /// How often it is said.
    pub times: u64,
    /// Words at each side.
    pub span: usize,
    pub rows: Vec<Row>,
}

/// How strongly two words go together, the log-dice of P. Rychlý: A lexicographer-friendly
/// association score, in: Proceedings of Recent Advances in Slavonic Natural Language Processing,
/// RASLAN 2008, pp. 6–9:
///
/// 14 + log₂ (2 · f(x, y) / (f(x) + f(y)))
///
/// where f(x) and f(y) are how often each is said, and f(x, y) how often they stand together. It is 14
/// where neither is ever said without the other; a point less is half as often. It does not depend on
/// how much text there is.
pub fn log_dice(together: u64, one: u64, other: u64) -> f64 {
    14.0 + (2.0 * together as f64 / (one + other) as f64).log2()
}

/// Counts what stands beside a word, or beside several words one behind the other, within a turn.
///
/// # Errors
/// In words, where what was typed holds no word.
pub fn collocates(
    texts: Texts,
    wanted: &Wanted,
    keyword: &Keyword,
    span: usize,
) -> Result<Collocates, String> {
    let mut lexicon = Lexicon::default();
    let keyword = keyword.words(&mut lexicon)?;
    let mut beside = Beside {
        span,
        ..Beside::default()
    };
    let heard = Heard::of(texts, wanted, lexicon, |turn| {
        beside.hear(turn, &keyword, wanted.stop_words);
    });
    let times = beside.keyword;
    let rows = beside.together.iter().filter(|(_, n)| **n >= LEAST);
    let row = |(word, together): (&u32, &u64)| {
        let all = beside.times[word];
        Row {
            word: heard.lexicon.spelling(*word).to_owned(),
            together: *together,
            times: all,
            people: beside.people.get(word).map_or(0, FxHashSet::len),
            log_dice: log_dice(*together, times, all),
        }
    };
    let mut rows: Vec<Row> = rows.map(row).collect();
    rows.sort_by(|a, b| {
        let by_measure = b.log_dice.total_cmp(&a.log_dice);
        let by_count = || b.together.cmp(&a.together);
        by_measure
            .then_with(by_count)
            .then_with(|| a.word.cmp(&b.word))
    });
    let spelt = keyword.iter().map(|word| heard.lexicon.spelling(*word));
    Ok(Collocates {
        keyword: spelt.collect::<Vec<_>>().join(" "),
        times,
        span,
        rows,
        heard,
    })
}

/// What was met so far.
#[derive(Default)]
struct Beside {
    span: usize,
    /// How often the keyword was.
    keyword: u64,
    /// How often each word was.
    times: FxHashMap<u32, u64>,
    together: FxHashMap<u32, u64>,
    people: FxHashMap<u32, FxHashSet<usize>>,
}

impl Beside {
    fn hear(&mut self, turn: &Turn, keyword: &[u32], with_stop_words: bool) {
        for token in turn.tokens {
            *self.times.entry(token.word).or_default() += 1;
        }
        let found = turn.occurrences(keyword);
        self.keyword += found.len() as u64;
        let mut near: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        let mut seen = 0;
        for at in &found {
            let from = at.start.saturating_sub(self.span).max(seen);
            let to = (at.end + self.span).min(turn.tokens.len());
            for place in from..to {
                let token = &turn.tokens[place];
                let next = found.partition_point(|at| at.end <= place);
                let is_keyword = found.get(next).is_some_and(|at| at.contains(&place));
                if !is_keyword && (with_stop_words || !token.is_stop) {
                    near.entry(token.word).or_default().push(place);
                }
            }
            seen = seen.max(to);
        }
        for (word, places) in near {
            let pairs = self.pairs(&found, &places);
            *self.together.entry(word).or_default() += pairs;
            if let Some(person) = turn.voice.person() {
                self.people.entry(word).or_default().insert(person);
            }
        }
    }

    /// How many pairs of the keyword and another word can be made of those that are near, each taken
    /// once: of both in order, the first that are near are a pair.
    fn pairs(&self, keywords: &[Range<usize>], places: &[usize]) -> u64 {
        let mut places = places.iter().peekable();
        let mut pairs = 0;
        for at in keywords {
            let first = at.start.saturating_sub(self.span);
            while places.next_if(|place| **place < first).is_some() {}
            let is_near = |place: &&usize| **place < at.end + self.span;
            pairs += u64::from(places.next_if(is_near).is_some());
        }
        pairs
    }
}

impl Collocates {
    /// As JSON, with the first `limit` words: docs/json.md says what stands in it.
    pub fn json(&self, wanted: &Wanted, limit: usize) -> Value {
        let row = |row: &Row| {
            json!({
                "word": row.word,
                "together": row.together,
                "times": row.times,
                "participants": row.people,
                "log_dice": row.log_dice,
            })
        };
        json!({
            "counted": self.heard.json(wanted),
            "keyword": self.keyword,
            "times": self.times,
            "span": self.span,
            "least": LEAST,
            "total": self.rows.len(),
            "collocates": self.rows.iter().take(limit).map(row).collect::<Vec<_>>(),
        })
    }

    /// All words as a table.
    pub fn grid(&self) -> Grid {
        let heading = [
            "word",
            "times together",
            "times in all",
            "participants",
            "log-dice",
        ];
        let row = |row: &Row| {
            vec![
                row.word.clone().into(),
                row.together.into(),
                row.times.into(),
                (row.people as u64).into(),
                Cell::Figure(row.log_dice),
            ]
        };
        Grid {
            name: "collocates".into(),
            heading: heading.map(str::to_owned).into(),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}
