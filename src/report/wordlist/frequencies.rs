//! How often each word is said, and by how many people.

use super::groups::{By, Groups};
use super::heard::{Heard, Voice, Wanted};
use crate::export::grid::{Cell, Grid};
use crate::report::Texts;
use crate::search::{Lexicon, plain};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::cmp::Reverse;

/// What whoever has no value of an attribute is called in tables.
const NO_VALUE: &str = "(no value)";

/// How often something is said, and by how many participants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub times: u64,
    pub people: usize,
}

/// One word.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub word: String,
    pub count: Count,
    pub per_1000: f64,
    /// For each group.
    pub groups: Vec<Count>,
}

/// In which order words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Most often said first.
    #[default]
    Times,
    /// Said by most people first.
    People,
    /// As words are spelled.
    Word,
}

/// Whoever has one value of the attribute, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub value: Option<String>,
    /// Its words in all, stop words with them, and how many people say them.
    pub count: Count,
}

/// The words that are said, most often said first.
pub struct Frequencies {
    pub heard: Heard,
    /// The attribute whose values are the groups.
    pub by: Option<String>,
    pub groups: Vec<Group>,
    pub rows: Vec<Row>,
}

/// Counts the words that are wanted, in groups if there is something to group by.
///
/// # Errors
/// In words, where the attribute is not there or makes no groups.
pub fn frequencies(texts: Texts, wanted: &Wanted, by: Option<&By>) -> Result<Frequencies, String> {
    let mut counts: FxHashMap<(u32, Voice), u64> = FxHashMap::default();
    let mut spoken: FxHashMap<Voice, u64> = FxHashMap::default();
    let heard = Heard::of(texts, wanted, Lexicon::default(), |turn| {
        *spoken.entry(turn.voice).or_default() += turn.tokens.len() as u64;
        for token in turn.tokens {
            if wanted.stop_words || !token.is_stop {
                *counts.entry((token.word, turn.voice)).or_default() += 1;
            }
        }
    });
    let groups = by.map(|by| Groups::new(texts.view(), &heard.people, by));
    let groups = groups.transpose()?.unwrap_or_default();
    let mut all = Frequencies {
        rows: rows(&heard, &counts, &groups),
        groups: sizes(&groups, &spoken),
        by: by.map(|_| groups.name),
        heard,
    };
    all.without_empty();
    Ok(all)
}

/// How many people and words each group has; last whoever has no value.
fn sizes(groups: &Groups, spoken: &FxHashMap<Voice, u64>) -> Vec<Group> {
    let values = groups.values.iter().cloned().map(Some).chain([None]);
    let group = |value| Group {
        value,
        count: Count::default(),
    };
    let mut all: Vec<Group> = values.map(group).collect();
    for (voice, words) in spoken {
        all[groups.of(*voice)].count.add(*voice, *words);
    }
    all
}

fn rows(heard: &Heard, counts: &FxHashMap<(u32, Voice), u64>, groups: &Groups) -> Vec<Row> {
    let mut all: Vec<Row> = Vec::new();
    let mut by_word: FxHashMap<u32, usize> = FxHashMap::default();
    for ((word, voice), times) in counts {
        let row = *by_word.entry(*word).or_insert_with(|| {
            all.push(Row {
                word: heard.lexicon.spelling(*word).to_owned(),
                count: Count::default(),
                per_1000: 0.0,
                groups: vec![Count::default(); groups.values.len() + 1],
            });
            all.len() - 1
        });
        let row = &mut all[row];
        row.count.add(*voice, *times);
        row.groups[groups.of(*voice)].add(*voice, *times);
    }
    for row in &mut all {
        row.per_1000 = row.count.times as f64 * 1000.0 / heard.words as f64;
    }
    all.sort_by(|a, b| {
        let key = |row: &Row| (Reverse(row.count.times), Reverse(row.count.people));
        key(a).cmp(&key(b)).then_with(|| a.word.cmp(&b.word))
    });
    all
}

impl Count {
    fn add(&mut self, voice: Voice, times: u64) {
        self.times += times;
        self.people += usize::from(voice.person().is_some());
    }

    fn json(self) -> Value {
        json!({ "times": self.times, "participants": self.people })
    }
}

impl Frequencies {
    /// Leaves out the group of those without a value where nobody is in it, as where there are no groups.
    fn without_empty(&mut self) {
        let is_empty = |group: &Group| group.count.times == 0;
        if self.by.is_none() || self.groups.last().is_some_and(is_empty) {
            self.groups.pop();
            for row in &mut self.rows {
                row.groups.pop();
            }
        }
    }

    /// The places of the rows in which some letters stand, all where there are none, in an order.
    pub fn shown(&self, order: Order, letters: &str) -> Vec<usize> {
        let letters = plain(letters);
        let holds = |at: &usize| plain(&self.rows[*at].word).contains(&letters);
        let mut all: Vec<usize> = (0..self.rows.len()).collect();
        if !letters.is_empty() {
            all.retain(holds);
        }
        match order {
            // The sort is stable: equals stay by times.
            Order::Times => {}
            Order::People => all.sort_by_key(|at| Reverse(self.rows[*at].count.people)),
            Order::Word => all.sort_by_cached_key(|at| plain(&self.rows[*at].word)),
        }
        all
    }

    /// What groups are called, as headings.
    pub fn group_names(&self) -> impl Iterator<Item = &str> {
        let values = self.groups.iter().map(|group| group.value.as_deref());
        values.map(|value| value.unwrap_or(NO_VALUE))
    }

    /// As JSON, with the first `limit` words: docs/json.md says what stands in it.
    pub fn json(&self, wanted: &Wanted, limit: usize) -> Value {
        let group = |group: &Group| {
            let Count { times, people } = group.count;
            json!({ "value": group.value, "participants": people, "words": times })
        };
        let row = |row: &Row| {
            let groups = self.groups.iter().zip(&row.groups).map(|(group, count)| {
                let mut json = count.json();
                json["value"] = json!(group.value);
                json
            });
            let mut json = row.count.json();
            json["word"] = json!(row.word);
            json["per_1000"] = json!(row.per_1000);
            json["groups"] = groups.collect();
            json
        };
        json!({
            "counted": self.heard.json(wanted),
            "by": self.by,
            "groups": self.groups.iter().map(group).collect::<Vec<_>>(),
            "total": self.rows.len(),
            "words": self.rows.iter().take(limit).map(row).collect::<Vec<_>>(),
        })
    }

    /// All words as a table.
    pub fn grid(&self) -> Grid {
        let fixed = ["word", "times", "participants", "per 1,000 words"].map(str::to_owned);
        let pair = |name: &str| [format!("{name}: times"), format!("{name}: participants")];
        let row = |row: &Row| {
            let Count { times, people } = row.count;
            let fixed = [
                row.word.clone().into(),
                times.into(),
                (people as u64).into(),
                Cell::Figure(row.per_1000),
            ];
            let pairs = row
                .groups
                .iter()
                .map(|c| [c.times.into(), (c.people as u64).into()]);
            fixed.into_iter().chain(pairs.flatten()).collect()
        };
        Grid {
            name: "words".into(),
            heading: fixed
                .into_iter()
                .chain(self.group_names().flat_map(pair))
                .collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    /// How many people and words each group has, as a table.
    pub fn groups_grid(&self) -> Option<Grid> {
        let by = self.by.clone()?;
        let row = |(name, group): (&str, &Group)| {
            let Count { times, people } = group.count;
            vec![name.into(), (people as u64).into(), times.into()]
        };
        Some(Grid {
            name: "groups".into(),
            heading: vec![by, "participants".into(), "words".into()],
            rows: self.group_names().zip(&self.groups).map(row).collect(),
        })
    }
}
