//! From text to terms: the same for the index, for queries, and for finding a hit again.
//!
//! Words by the Unicode rules (UAX #29), lower-cased and without accents, with their stem at the
//! same position; scripts without spaces as single characters and pairs at consecutive positions.

use super::fold;
use super::script::{continues_run, runs_on, stemmer};
use frostem::Stemmer;
use rustc_hash::FxHashMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Terms longer than this are cut: nobody searches for the tail of a pasted web address.
const LONGEST: usize = 200;
const _: () = assert!(LONGEST <= u8::MAX as usize);

/// Words that are kept at most from one text to the next: more than a study speaks of.
const KEPT: usize = 50_000;

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

/// The terms of a text in order of position. Most words come again and again, so what was made of
/// them is kept from text to text, for each language apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// Terms one behind the other, each once.
    buffer: String,
    languages: Vec<Language>,
    list: Vec<Entry>,
    positions: usize,
    low: String,
    scratch: String,
}

/// What was made of the words of a language.
#[derive(Clone)]
struct Language {
    tag: String,
    stemmer: Option<Stemmer>,
    /// By what stands in the text.
    known: FxHashMap<Box<str>, Folded>,
}

/// A word or character in its plain form, and its stem, empty where there is no other. Both lie in
/// the buffer. Small, since it is looked up for every word of a text.
#[derive(Clone, Copy, Debug, Default)]
struct Folded {
    plain: u32,
    stem: u32,
    plain_len: u8,
    stem_len: u8,
    /// Nothing is left of it to be searched for.
    gone: bool,
}

impl Folded {
    fn plain(self) -> Range<usize> {
        let from = self.plain as usize;
        from..from + usize::from(self.plain_len)
    }

    fn stem(self) -> Range<usize> {
        let from = self.stem as usize;
        from..from + usize::from(self.stem_len)
    }
}

impl Terms {
    pub fn of(text: &str, language: &str) -> Terms {
        let mut terms = Terms::default();
        terms.read(text, 0, language);
        terms
    }

    /// Replaces what is here by the terms of `text[from..]`; byte positions count from the start of
    /// `text`.
    pub fn read(&mut self, text: &str, from: usize, language: &str) {
        if self.languages.iter().map(|l| l.known.len()).sum::<usize>() > KEPT {
            self.buffer.clear();
            self.languages.clear();
        }
        self.list.clear();
        self.positions = 0;
        let language = self.language(language);
        let mut at = from;
        while at < text.len() {
            let rest = &text[at..];
            let run = match rest.is_ascii() {
                true => text.len(),
                false => rest.find(runs_on).map_or(text.len(), |i| at + i),
            };
            self.words(text, at..run, language);
            let end = text[run..]
                .find(|c| !runs_on(c) && !continues_run(c))
                .map_or(text.len(), |i| run + i);
            self.characters(text, run..end, language);
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

    /// The number of a language by its tag.
    fn language(&mut self, tag: &str) -> usize {
        let known = self.languages.iter().position(|l| l.tag == tag);
        known.unwrap_or_else(|| {
            self.languages.push(Language {
                tag: tag.to_owned(),
                stemmer: stemmer(tag),
                known: FxHashMap::default(),
            });
            self.languages.len() - 1
        })
    }

    fn words(&mut self, text: &str, part: Range<usize>, language: usize) {
        for piece in pieces(text, part) {
            for (at, word) in text[piece.clone()].unicode_word_indices() {
                let folded = self.known(language, word, |terms, stemmer| terms.word(word, stemmer));
                if folded.gone {
                    continue;
                }
                let bytes = piece.start + at..piece.start + at + word.len();
                self.push(folded.plain(), bytes.clone(), Sort::Word);
                if folded.stem_len > 0 {
                    self.push(folded.stem(), bytes, Sort::Stem);
                }
                self.positions += 1;
            }
        }
    }

    fn characters(&mut self, text: &str, part: Range<usize>, language: usize) {
        let seen = |(_, one): &(usize, &str)| !one.chars().all(fold::unseen);
        let graphemes = text[part.clone()].grapheme_indices(true).filter(seen);
        let mut graphemes = graphemes.peekable();
        while let Some((at, one)) = graphemes.next() {
            let start = part.start + at;
            let folded = self.known(language, one, |terms, _| terms.run(&[one]));
            self.push(folded.plain(), start..start + one.len(), Sort::One);
            if let Some((next_at, next)) = graphemes.peek() {
                let pair = start..part.start + next_at + next.len();
                let both = &text[pair.clone()];
                let folded = self.known(language, both, |terms, _| terms.run(&[one, next]));
                self.push(folded.plain(), pair, Sort::Pair);
            }
            self.positions += 1;
        }
    }

    /// What `fold` makes of a word, or made of it before.
    fn known(
        &mut self,
        language: usize,
        word: &str,
        fold: impl FnOnce(&mut Terms, Option<Stemmer>) -> Folded,
    ) -> Folded {
        if let Some(folded) = self.languages[language].known.get(word) {
            return *folded;
        }
        let folded = fold(self, self.languages[language].stemmer);
        let known = &mut self.languages[language].known;
        known.insert(word.into(), folded);
        folded
    }

    fn word(&mut self, word: &str, stemmer: Option<Stemmer>) -> Folded {
        let (mut low, mut scratch) = (
            std::mem::take(&mut self.low),
            std::mem::take(&mut self.scratch),
        );
        fold::lower(word, &mut low);
        fold::unaccent(&low, &mut scratch);
        let (plain, plain_len) = self.keep(&scratch);
        let mut folded = Folded {
            plain,
            plain_len,
            gone: low.is_empty(),
            ..Folded::default()
        };
        if let Some(stemmer) = stemmer {
            fold::unaccent(&stemmer.stem(&low), &mut scratch);
            if self.buffer[folded.plain()] != scratch {
                (folded.stem, folded.stem_len) = self.keep(&scratch);
            }
        }
        (self.low, self.scratch) = (low, scratch);
        folded
    }

    /// Characters of a script without spaces, as one term.
    fn run(&mut self, characters: &[&str]) -> Folded {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        for one in characters {
            fold::character(one, &mut scratch);
        }
        let (plain, plain_len) = self.keep(&scratch);
        self.scratch = scratch;
        Folded {
            plain,
            plain_len,
            ..Folded::default()
        }
    }

    /// Puts a term into the buffer: where it begins, and how long it is.
    fn keep(&mut self, term: &str) -> (u32, u8) {
        let (from, term) = (self.buffer.len(), cut(term));
        self.buffer.push_str(term);
        (from as u32, term.len() as u8)
    }

    fn push(&mut self, term: Range<usize>, bytes: Range<usize>, sort: Sort) {
        self.list.push(Entry {
            term,
            bytes,
            position: self.positions,
            sort,
        });
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.tag)
    }
}

/// A part of a text in pieces no word goes across, such that what is plain ASCII stands in pieces
/// of its own: words are found many times faster there. A word always ends before a space that
/// follows something else than a space, and nothing behind it depends on what was before.
pub(super) fn pieces(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let bytes = &text.as_bytes()[..part.end];
    let mut at = part.start;
    std::iter::from_fn(move || {
        let from = at;
        let divides =
            |i: &usize| bytes[*i] == b' ' && bytes[*i - 1].is_ascii() && bytes[*i - 1] != b' ';
        let other = bytes[from..].iter().position(|b| !b.is_ascii());
        at = match other.map(|i| from + i) {
            None => bytes.len(),
            Some(other) => match (from + 1..other).rev().find(divides) {
                // The ASCII before the word in which another character stands.
                Some(space) => space,
                None => {
                    let mut behind = other + 1..bytes.len();
                    behind.find(divides).unwrap_or(bytes.len())
                }
            },
        };
        (from < at).then_some(from..at)
    })
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
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<(String, usize)> {
        let terms = Terms::of(text, "en");
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

    #[test]
    fn a_text_has_the_same_terms_whatever_was_read_before() {
        let texts = [
            "The workers’ café — naïve, walked",
            "好 nice，我成日 walked",
            "Die Häuser walked",
        ];
        let read = |terms: &mut Terms, text: &str, language: &str| {
            terms.read(text, 0, language);
            let all = terms.entries().iter();
            let all = all.map(|e| (terms.term(e).to_owned(), e.bytes.clone(), e.position));
            all.collect::<Vec<_>>()
        };
        let mut kept = Terms::default();
        for _ in 0..2 {
            for language in ["en", "de", "zh", ""] {
                for text in texts {
                    let fresh = read(&mut Terms::default(), text, language);
                    assert_eq!(read(&mut kept, text, language), fresh, "{language}: {text}");
                }
            }
        }
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut terms = Terms::default();
        for nth in 0..3 * KEPT {
            terms.read(&format!("w{nth}"), 0, "en");
            assert_eq!(terms.term(&terms.entries()[0]), format!("w{nth}"));
        }
        assert!(terms.buffer.len() < 10 * KEPT);
    }

    proptest! {
        #[test]
        fn words_are_the_same_piece_by_piece(
            text in "[ a-c.,':1\n_\u{e9}\u{2014}\u{301}\u{200d}\u{2003}\u{2019}\u{1f1e6}\u{5d0}\u{ad}\u{93f}]{0,40}",
        ) {
            let whole: Vec<(usize, &str)> = text.unicode_word_indices().collect();
            let cut: Vec<(usize, &str)> = pieces(&text, 0..text.len())
                .flat_map(|p| text[p.clone()].unicode_word_indices().map(move |(i, w)| (p.start + i, w)))
                .collect();
            prop_assert_eq!(cut, whole);
        }

        #[test]
        fn any_text_gives_terms_inside_it(text in "\\PC{0,60}") {
            let terms = Terms::of(&text, "en");
            let mut last = 0;
            for e in terms.entries() {
                prop_assert!(text.get(e.bytes.clone()).is_some_and(|s| !s.is_empty()));
                prop_assert!(e.position >= last);
                last = e.position;
            }
        }
    }
}
