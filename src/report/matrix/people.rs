//! People: who speaks in which source, counted once however often.

use crate::model::ids::SourceId;
use crate::model::source::{Document, Source, SourceKind};
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::Documents;
use serde::Serialize;
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

/// Everybody who speaks, with where.
#[derive(Clone, Debug)]
pub(super) struct People {
    pub names: Vec<String>,
    /// By place of the source in the view: by number of the speaker in its text, who it is. None where the
    /// text is not at hand.
    speakers: Vec<Option<Vec<Option<usize>>>>,
}

impl People {
    pub fn of(view: &View, documents: &Documents) -> People {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut names = Vec::new();
        let mut number = |name: String| {
            *numbers.entry(name).or_insert_with_key(|name| {
                names.push(name.clone());
                names.len() - 1
            })
        };
        let speakers = view.sources().iter().map(|source| {
            if !source.is_collected() {
                return Some(Vec::new());
            }
            let document = documents.get(&source.id)?;
            let speakers = document.structure.speakers.iter();
            Some(
                speakers
                    .map(|s| source.participant(s).map(&mut number))
                    .collect(),
            )
        });
        let speakers = speakers.collect();
        People { names, speakers }
    }

    /// How many sources are without their text, so that nobody knows who speaks in them.
    pub fn unread(&self, is_wanted: impl Fn(usize) -> bool) -> usize {
        let all = self.speakers.iter().enumerate();
        all.filter(|(at, speakers)| speakers.is_none() && is_wanted(*at))
            .count()
    }

    /// Who speaks in a source, each once.
    pub fn in_source(&self, source: usize) -> Vec<usize> {
        let mut people: Vec<usize> = self.speakers[source]
            .iter()
            .flatten()
            .flatten()
            .copied()
            .collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Whose talk a stretch of a source shares text with, each once.
    pub fn in_stretch(&self, source: usize, document: &Document, span: Span) -> Vec<usize> {
        let mut people = Vec::new();
        let Some(speakers) = &self.speakers[source] else {
            return people;
        };
        for speaker in document.structure.speaking(span) {
            let person = speakers.get(speaker).copied().flatten();
            people.extend(person.filter(|p| !people.contains(p)));
        }
        people
    }

    /// What each person of a source says in it: words, or characters where the language writes no spaces.
    pub fn talk(&self, at: usize, source: &Source, document: &Document) -> HashMap<usize, Rate> {
        let mut all: HashMap<usize, Rate> = HashMap::new();
        let Some(speakers) = &self.speakers[at] else {
            return all;
        };
        let runs_on = has_no_spaces(&source.language);
        for turn in &document.structure.turns {
            let Some(person) = turn.speaker.and_then(|s| *speakers.get(usize::from(s))?) else {
                continue;
            };
            let talk = document.text.slice(Span {
                start: turn.talk.clamp(turn.span.start, turn.span.end),
                end: turn.span.end,
            });
            let said = all.entry(person).or_default();
            match runs_on {
                true => {
                    said.characters += talk.chars().filter(|c| c.is_alphanumeric()).count() as u64
                }
                false => said.words += words(talk),
            }
        }
        all
    }
}

/// How many words there are. None of them holds a space, and most pieces between spaces are one with marks
/// around it, which needs no look at what joins letters.
fn words(talk: &str) -> u64 {
    let of = |piece: &str| {
        let bare = piece.trim_matches(|c: char| c.is_ascii_punctuation());
        match bare.bytes().all(|b| b.is_ascii_alphanumeric()) {
            true => usize::from(!bare.is_empty()),
            false => piece.unicode_words().count(),
        }
    };
    talk.split_ascii_whitespace().map(of).sum::<usize>() as u64
}

/// Languages in which a word is no piece between spaces.
fn has_no_spaces(language: &str) -> bool {
    let main = language.split(['-', '_']).next().unwrap_or_default();
    ["zh", "yue", "ja", "th", "lo", "km", "my", "bo"].contains(&main.to_lowercase().as_str())
}

/// How much is said: words where the language has spaces, else characters. The two are never added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rate {
    pub words: u64,
    pub characters: u64,
}

/// How many people of a group said something, and what is known of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Of those in `of`: who said it.
    pub said: u32,
    /// Whose sources were all read to the end with the code at hand, and who was heard alone.
    pub of: u32,
    /// Heard in a focus group only, where not saying it is no “no”; and who of them said it.
    pub in_group: u32,
    pub in_group_said: u32,
    /// Some source of whom was not read for it; and who of them said it all the same.
    pub not_read: u32,
    pub not_read_said: u32,
}

impl Said {
    /// Counts a person: whether they said it, all their sources were read, and all are focus groups.
    pub(super) fn add(&mut self, said: bool, read: bool, in_group: bool) {
        let (all, saying) = match (read, in_group) {
            (false, _) => (&mut self.not_read, &mut self.not_read_said),
            (true, true) => (&mut self.in_group, &mut self.in_group_said),
            (true, false) => (&mut self.of, &mut self.said),
        };
        *all += 1;
        *saying += u32::from(said);
    }

    /// Everybody of the group.
    pub fn all(&self) -> u32 {
        self.of + self.in_group + self.not_read
    }

    /// Whoever said it, read to the end or not.
    pub fn anybody(&self) -> u32 {
        self.said + self.in_group_said + self.not_read_said
    }
}

/// Whether a source is a focus group.
pub(super) fn is_group(source: &Source) -> bool {
    source.kind == SourceKind::FocusGroup
}

/// The place of each source of a view.
pub(super) fn places(view: &View) -> HashMap<&SourceId, usize> {
    let all = view.sources().iter().enumerate();
    all.map(|(at, s)| (&s.id, at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_those_of_the_whole_text(
            text in prop_oneof!["\\PC{0,40}", "[ab7 _.,'’:\"\r\n\t\u{301}\u{200d}\u{93f}é中ℹ-]{0,40}"],
        ) {
            prop_assert_eq!(words(&text), text.unicode_words().count() as u64, "{:?}", text);
        }
    }
}
