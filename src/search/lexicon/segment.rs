//! Where the words of a text lie. With spaces between them by the Unicode rules (UAX #29), as in the
//! index; in scripts without by the dictionaries of ICU.

use crate::search::script::{continues_run, is_unspaced};
use crate::search::tokenizer::pieces;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Finds words.
pub(super) struct Segmenter(WordSegmenterBorrowed<'static>);

impl Segmenter {
    pub fn new() -> Segmenter {
        Segmenter(WordSegmenter::new_dictionary(
            WordBreakInvariantOptions::default(),
        ))
    }

    /// Hands on the bytes of each word in order; punctuation and white space are none.
    pub fn words(&self, text: &str, mut each: impl FnMut(Range<usize>)) {
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let run = match rest.is_ascii() {
                true => text.len(),
                false => rest.find(is_unspaced).map_or(text.len(), |i| at + i),
            };
            for piece in pieces(text, at..run) {
                for (from, word) in text[piece.clone()].unicode_word_indices() {
                    let from = piece.start + from;
                    each(from..from + word.len());
                }
            }
            let end = text[run..]
                .find(|c| !is_unspaced(c) && !continues_run(c))
                .map_or(text.len(), |i| run + i);
            self.unspaced(text, run..end, &mut each);
            at = end;
        }
    }

    fn unspaced(&self, text: &str, run: Range<usize>, each: &mut impl FnMut(Range<usize>)) {
        if run.is_empty() {
            return;
        }
        let mut from = run.start;
        for end in self.0.segment_str(&text[run.clone()]) {
            let end = run.start + end;
            // As with spaces: what has no letter is punctuation.
            if text[from..end].contains(char::is_alphanumeric) {
                each(from..end);
            }
            from = end;
        }
    }
}
