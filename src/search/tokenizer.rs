//! From text to terms: the same for the index, for queries, and for finding a hit again.
//!
//! Words by the Unicode rules (UAX #29), lower-cased and without accents, with their stem at the
//! same position; scripts without spaces as single characters and pairs at consecutive positions.

use super::fold;
use super::script::{continues_run, runs_on};
use frostem::Stemmer;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Terms longer than this are cut: nobody searches for the tail of a pasted web address.
const LONGEST: usize = 200;

/// What a term is at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A word in its plain form.
    Word,
    /// The stem of the word at the same position, where it differs.
    Stem,
    /// A single character of a script without spaces.
    One,
    /// Two such characters, the first standing at the position.
    Pair,
}

/// One term of a text.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    term: Range<usize>,
    /// Bytes of the text it stands for.
    pub bytes: Range<usize>,
    /// Position, counted in words and characters.
    pub position: usize,
    pub sort: Sort,
}

/// The terms of a text in order of position. Kept in one buffer: no allocation a term.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    buffer: String,
    list: Vec<Entry>,
    positions: usize,
    low: String,
    scratch: String,
}

impl Terms {
    pub fn of(text: &str, stemmer: Option<Stemmer>) -> Terms {
        let mut terms = Terms::default();
        terms.read(text, 0, stemmer);
        terms
    }

    /// Replaces what is here by the terms of `text[from..]`; byte positions count from the start of
    /// `text`.
    pub fn read(&mut self, text: &str, from: usize, stemmer: Option<Stemmer>) {
        self.buffer.clear();
        self.list.clear();
        self.positions = 0;
        if text.is_ascii() {
            self.words(text, from..text.len(), stemmer);
            return;
        }
        let mut at = from;
        while at < text.len() {
            let rest = &text[at..];
            let run = rest.find(runs_on).map_or(text.len(), |i| at + i);
            self.words(text, at..run, stemmer);
            let end = text[run..]
                .find(|c| !runs_on(c) && !continues_run(c))
                .map_or(text.len(), |i| run + i);
            self.characters(text, run..end);
            at = end;
        }
    }

    /// The entries in order of position; a stem follows its word, a pair its first character.
    pub fn entries(&self) -> &[Entry] {
        &self.list
    }

    pub fn term(&self, entry: &Entry) -> &str {
        &self.buffer[entry.term.clone()]
    }

    fn words(&mut self, text: &str, part: Range<usize>, stemmer: Option<Stemmer>) {
        let (mut low, mut scratch) = (
            std::mem::take(&mut self.low),
            std::mem::take(&mut self.scratch),
        );
        for (at, word) in text[part.clone()].unicode_word_indices() {
            let bytes = part.start + at..part.start + at + word.len();
            fold::lower(word, &mut low);
            if low.is_empty() {
                continue;
            }
            fold::unaccent(&low, &mut scratch);
            self.push(&scratch, bytes.clone(), Sort::Word);
            if let Some(stemmer) = stemmer {
                let plain = self.list[self.list.len() - 1].term.clone();
                fold::unaccent(&stemmer.stem(&low), &mut scratch);
                if !scratch.is_empty() && self.buffer[plain] != scratch {
                    self.push(&scratch, bytes, Sort::Stem);
                }
            }
            self.positions += 1;
        }
        (self.low, self.scratch) = (low, scratch);
    }

    fn characters(&mut self, text: &str, part: Range<usize>) {
        let mut pair = std::mem::take(&mut self.scratch);
        let seen = |(_, one): &(usize, &str)| !one.chars().all(fold::unseen);
        let graphemes = text[part.clone()].grapheme_indices(true).filter(seen);
        let mut graphemes = graphemes.peekable();
        while let Some((at, one)) = graphemes.next() {
            pair.clear();
            fold::character(one, &mut pair);
            let start = part.start + at;
            self.push(&pair, start..start + one.len(), Sort::One);
            if let Some((next_at, next)) = graphemes.peek() {
                fold::character(next, &mut pair);
                let end = part.start + next_at + next.len();
                self.push(&pair, start..end, Sort::Pair);
            }
            self.positions += 1;
        }
        self.scratch = pair;
    }

    fn push(&mut self, term: &str, bytes: Range<usize>, sort: Sort) {
        let from = self.buffer.len();
        self.buffer.push_str(cut(term));
        self.list.push(Entry {
            term: from..self.buffer.len(),
            bytes,
            position: self.positions,
            sort,
        });
    }
}

/// A term without what makes it too long.
fn cut(term: &str) -> &str {
    let mut end = LONGEST.min(term.len());
    while !term.is_char_boundary(end) {
        end -= 1;
    }
    &term[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::script::stemmer;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<(String, usize)> {
        let terms = Terms::of(text, stemmer("en"));
        let pair = |e: &Entry| (terms.term(e).to_owned(), e.position);
        terms.entries().iter().map(pair).collect()
    }

    #[test]
    fn words_have_plain_form_and_stem_at_one_position() {
        let want = [("the", 0), ("workers", 1), ("worker", 1), ("cafe", 2)];
        assert_eq!(
            shown("The workers’ café")[..2],
            [(String::from("the"), 0), (String::from("workers"), 1)]
        );
        let got = shown("The workers: café");
        assert_eq!(got, want.map(|(t, p)| (t.to_owned(), p)));
    }

    #[test]
    fn characters_and_pairs_stand_at_true_positions() {
        let want = [
            ("好", 0),
            ("nice", 1),
            ("我", 2),
            ("我成", 2),
            ("成", 3),
            ("日", 4),
        ];
        let got = shown("好 nice，我成。日");
        assert_eq!(got, want.map(|(t, p)| (t.to_owned(), p)));
    }

    #[test]
    fn thai_vowels_stay_with_their_consonant() {
        assert_eq!(shown("ชุม")[0].0, "ชุ");
    }

    proptest! {
        #[test]
        fn any_text_gives_terms_inside_it(text in "\\PC{0,60}") {
            let terms = Terms::of(&text, stemmer("en"));
            let mut last = 0;
            for e in terms.entries() {
                prop_assert!(text.get(e.bytes.clone()).is_some_and(|s| !s.is_empty()));
                prop_assert!(e.position >= last);
                last = e.position;
            }
        }
    }
}
