//! The tokenizer as the index sees it. A value to be indexed is `language NUL text`, since one
//! field holds sources of several languages and each wants its own stemmer.

use super::tokenizer::Terms;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Divides the language tag from the text.
const MARK: char = '\0';

/// The name the tokenizer is registered under.
pub(super) const NAME: &str = "tandem";

/// The value to index for a text in a language.
pub(super) fn tagged(language: &str, text: &str) -> String {
    format!("{language}{MARK}{text}")
}

/// [`Terms`] as a tantivy tokenizer.
#[derive(Clone, Default)]
pub(super) struct Tagged {
    terms: Terms,
    token: Token,
}

impl Tokenizer for Tagged {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, value: &'a str) -> TermStream<'a> {
        let (tag, from) = match value.find(MARK) {
            Some(at) => (&value[..at], at + MARK.len_utf8()),
            None => ("", 0),
        };
        self.terms.read(value, from, tag);
        self.token.reset();
        TermStream {
            terms: &self.terms,
            token: &mut self.token,
            next: 0,
        }
    }
}

/// The terms of one value, one after the other.
pub(super) struct TermStream<'a> {
    terms: &'a Terms,
    token: &'a mut Token,
    next: usize,
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(entry) = self.terms.entries().get(self.next) else {
            return false;
        };
        self.next += 1;
        self.token.text.clear();
        self.token.text.push_str(self.terms.term(entry));
        self.token.offset_from = entry.bytes.start;
        self.token.offset_to = entry.bytes.end;
        self.token.position = entry.position;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
