//! The words of texts, to be counted: where each lies, what it is in its plain form, and whether it
//! is a stop word in the language of its text. Forms are words of their own: nothing is stemmed.

mod segment;
mod stop;

use super::fold;
use rustc_hash::FxHashMap;
use segment::Segmenter;
use std::ops::Range;
use stop::StopWords;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number in the lexicon.
    pub word: u32,
    /// Whether the lists of its language have it among the words that say little by themselves.
    pub is_stop: bool,
    /// Bytes of the text.
    pub bytes: Range<usize>,
}

/// The words of all texts that were read, each with a number. Letter case, accents and whatever else
/// a search does not tell apart are not told apart here.
pub struct Lexicon {
    segmenter: Segmenter,
    languages: Vec<Language>,
    /// In plain form, by number.
    words: Vec<Word>,
    by_plain: FxHashMap<Box<str>, u32>,
}

struct Word {
    plain: Box<str>,
    /// How it was written, letter case aside, and how often.
    spellings: Vec<(Box<str>, u64)>,
}

/// What was made of the words of a language.
struct Language {
    tag: String,
    stop: StopWords,
    /// By what stands in the text.
    known: FxHashMap<Box<str>, Known>,
}

#[derive(Clone, Copy)]
struct Known {
    /// None where nothing is left of it that could be seen.
    word: Option<u32>,
    spelling: usize,
    is_stop: bool,
}

impl Default for Lexicon {
    fn default() -> Lexicon {
        Lexicon {
            segmenter: Segmenter::new(),
            languages: Vec::new(),
            words: Vec::new(),
            by_plain: FxHashMap::default(),
        }
    }
}

impl Lexicon {
    /// Replaces `tokens` by the words of a text in a language, in order.
    pub fn read(&mut self, text: &str, language: &str, tokens: &mut Vec<Token>) {
        tokens.clear();
        let language = self.language(language);
        for bytes in self.ranges(text) {
            let known = self.known(language, &text[bytes.clone()]);
            let Some(word) = known.word else {
                continue;
            };
            self.words[word as usize].spellings[known.spelling].1 += 1;
            tokens.push(Token {
                word,
                is_stop: known.is_stop,
                bytes,
            });
        }
    }

    /// The words of what somebody typed, by number.
    pub fn typed(&mut self, typed: &str) -> Vec<u32> {
        let ranges = self.ranges(typed);
        let words = ranges.into_iter().map(|bytes| &typed[bytes]);
        words.filter_map(|word| self.word(word).0).collect()
    }

    /// One word as it is spelled, by number, where anything of it can be seen. It is not cut: `⒀` is a
    /// word, and `(13)`, as it is spelled, would not be.
    pub fn whole(&mut self, spelled: &str) -> Option<u32> {
        self.word(spelled).0
    }

    /// A word in plain form, as words are compared.
    pub fn plain(&self, word: u32) -> &str {
        &self.words[word as usize].plain
    }

    /// A word as it was written most often, letter case aside; of several the first in order.
    pub fn spelling(&self, word: u32) -> &str {
        let word = &self.words[word as usize];
        let all = word.spellings.iter();
        let most = all.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        most.map_or(&word.plain, |(spelling, _)| spelling)
    }

    /// The languages of the texts that were read, each with whether there is a list of stop words.
    pub fn languages(&self) -> impl Iterator<Item = (&str, bool)> {
        let all = self.languages.iter();
        all.map(|language| (language.tag.as_str(), !language.stop.is_empty()))
    }

    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        self.segmenter.words(text, |bytes| all.push(bytes));
        all
    }

    /// The number of a language by its tag.
    fn language(&mut self, tag: &str) -> usize {
        let known = self.languages.iter().position(|l| l.tag == tag);
        known.unwrap_or_else(|| {
            self.languages.push(Language {
                tag: tag.to_owned(),
                stop: StopWords::of(tag),
                known: FxHashMap::default(),
            });
            self.languages.len() - 1
        })
    }

    fn known(&mut self, language: usize, written: &str) -> Known {
        if let Some(known) = self.languages[language].known.get(written) {
            return *known;
        }
        let (word, spelling) = self.word(written);
        let is_stop = word.is_some_and(|word| self.languages[language].stop.has(self.plain(word)));
        let known = Known {
            word,
            spelling,
            is_stop,
        };
        let all = &mut self.languages[language].known;
        all.insert(written.into(), known);
        known
    }

    /// The numbers of a word and of its spelling.
    fn word(&mut self, written: &str) -> (Option<u32>, usize) {
        let (low, plain) = forms(written);
        if plain.is_empty() {
            return (None, 0);
        }
        let number = match self.by_plain.get(plain.as_str()) {
            Some(number) => *number,
            None => {
                let number = self.words.len() as u32;
                self.by_plain.insert(plain.as_str().into(), number);
                self.words.push(Word {
                    plain: plain.into(),
                    spellings: Vec::new(),
                });
                number
            }
        };
        let spellings = &mut self.words[number as usize].spellings;
        let known = spellings.iter().position(|(s, _)| **s == *low);
        let spelling = known.unwrap_or_else(|| {
            spellings.push((low.into(), 0));
            spellings.len() - 1
        });
        (Some(number), spelling)
    }
}

/// What was written without letter case, and in plain form.
fn forms(written: &str) -> (String, String) {
    let (mut low, mut plain) = (String::new(), String::new());
    fold::lower(written, &mut low);
    fold::unaccent(&low, &mut plain);
    (low, plain)
}

/// What was written in plain form, as words are compared.
pub fn plain(written: &str) -> String {
    forms(written).1
}

#[cfg(test)]
mod tests;
