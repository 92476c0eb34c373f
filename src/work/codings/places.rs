//! Positions a file gives, in the text as it is here: other ways of counting, and quotes that must
//! stand where the file says.

use crate::import::coding_row::CodingRow;
use crate::model::source::Source;
use crate::model::text::{Span, Text};
use crate::model::wrap::brief;
use std::cell::OnceCell;
use unicode_normalization::UnicodeNormalization;

/// What a file's positions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offsets {
    /// Unicode code points, as here.
    CodePoints,
    /// UTF-16 units, as programs in JavaScript and Java do.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
    /// Code points of a text whose lines end in CR LF.
    Crlf,
}

impl Offsets {
    const OTHERS: [Offsets; 3] = [Offsets::Utf16, Offsets::Bytes, Offsets::Crlf];

    pub fn word(self) -> &'static str {
        match self {
            Offsets::CodePoints => "code points",
            Offsets::Utf16 => "UTF-16 units",
            Offsets::Bytes => "bytes",
            Offsets::Crlf => "every line break as two characters",
        }
    }

    /// As the command takes it.
    pub fn option(self) -> &'static str {
        match self {
            Offsets::CodePoints => "code-points",
            Offsets::Utf16 => "utf16",
            Offsets::Bytes => "bytes",
            Offsets::Crlf => "crlf",
        }
    }

    fn length(self, c: char) -> usize {
        match self {
            Offsets::CodePoints => 1,
            Offsets::Utf16 => c.len_utf16(),
            Offsets::Bytes => c.len_utf8(),
            Offsets::Crlf => 1 + usize::from(c == '\n'),
        }
    }
}

/// Which other way of counting all of a file could have: the quotes of its rows tell.
#[derive(Clone, Copy, Debug)]
pub struct Otherwise {
    possible: [bool; 3],
    is_needed: bool,
}

impl Otherwise {
    pub fn new() -> Otherwise {
        Otherwise {
            possible: [true; 3],
            is_needed: false,
        }
    }

    /// Takes in a row, which may lie where it says in code points.
    pub fn note(&mut self, ruler: &Ruler<'_>, row: &CodingRow, lies_there: bool) {
        if row.quote.is_empty() {
            return;
        }
        let fits = Offsets::OTHERS.map(|other| ruler.fits(row, other));
        if lies_there || fits.contains(&true) {
            self.is_needed |= !lies_there;
            for (possible, fits) in self.possible.iter_mut().zip(fits) {
                *possible &= fits;
            }
        }
    }

    /// What both come to.
    pub fn and(self, other: Otherwise) -> Otherwise {
        let both = self.possible.into_iter().zip(other.possible);
        let mut possible = [true; 3];
        for (possible, (one, two)) in possible.iter_mut().zip(both) {
            *possible = one && two;
        }
        Otherwise {
            possible,
            is_needed: self.is_needed || other.is_needed,
        }
    }

    /// The way that explains what code points do not, and contradicts no quote.
    pub fn way(self) -> Option<Offsets> {
        let at = self.possible.iter().position(|possible| *possible);
        at.filter(|_| self.is_needed).map(|at| Offsets::OTHERS[at])
    }
}

/// One text, measured in every way it is asked for.
pub struct Ruler<'t> {
    text: &'t Text,
    source: &'t Source,
    /// Where each code point begins, and the last one ends, in the ways of [`Offsets::OTHERS`].
    begins: [OnceCell<Vec<u32>>; 3],
}

impl<'t> Ruler<'t> {
    pub fn new(text: &'t Text, source: &'t Source) -> Ruler<'t> {
        Ruler {
            text,
            source,
            begins: Default::default(),
        }
    }

    /// Where a row lies, its positions counting `offsets`, with the quote it gives there.
    ///
    /// # Errors
    /// Beyond the text, inside a character, or where other words stand than the row quotes; in words,
    /// with the way of counting in which the quote would stand there.
    pub fn place(&self, row: &CodingRow, offsets: Offsets) -> Result<Span, String> {
        let reason = match self.span(row, offsets) {
            Ok(span) if self.holds(span, &row.quote) => return Ok(span),
            Ok(span) => format!(
                "{} to {} of {} is “{}”, its quote says “{}”",
                row.start,
                row.end,
                self.source.name,
                brief(self.text.slice(span), QUOTED),
                brief(&row.quote, QUOTED)
            ),
            Err(reason) => reason,
        };
        let all = [Offsets::CodePoints].into_iter().chain(Offsets::OTHERS);
        let mut others = all.filter(|other| *other != offsets);
        let fits = others.find(|other| !row.quote.is_empty() && self.fits(row, *other));
        Err(match fits {
            Some(fits) => format!(
                "{reason}; it is there when positions count {}: --offsets {}",
                fits.word(),
                fits.option()
            ),
            None => reason,
        })
    }

    /// Whether a row lies where its quote stands when its positions count so.
    fn fits(&self, row: &CodingRow, offsets: Offsets) -> bool {
        let span = self.span(row, offsets);
        span.is_ok_and(|span| self.holds(span, &row.quote))
    }

    fn span(&self, row: &CodingRow, offsets: Offsets) -> Result<Span, String> {
        let point = |at: u32| match Offsets::OTHERS.iter().position(|o| *o == offsets) {
            None => Some(at).filter(|at| *at <= self.text.len()),
            Some(way) => {
                let begins = self.begins[way].get_or_init(|| self.begins(offsets));
                let found = begins.binary_search(&at).ok();
                found.and_then(|at| u32::try_from(at).ok())
            }
        };
        match (point(row.start), point(row.end)) {
            (Some(start), Some(end)) => Ok(Span { start, end }),
            _ if offsets == Offsets::CodePoints => Err(format!(
                "it ends at {}, but {} has only {} characters; positions count characters (code points) of the text as imported",
                row.end, self.source.name, self.source.chars
            )),
            _ => Err(format!(
                "{} to {} lies beyond the text of {} or cuts a character of it, positions counting {}",
                row.start,
                row.end,
                self.source.name,
                offsets.word()
            )),
        }
    }

    fn begins(&self, offsets: Offsets) -> Vec<u32> {
        let mut at = 0_usize;
        let mut all = Vec::with_capacity(self.text.len() as usize + 1);
        for c in self.text.as_str().chars() {
            all.push(u32::try_from(at).unwrap_or(u32::MAX));
            at += offsets.length(c);
        }
        all.push(u32::try_from(at).unwrap_or(u32::MAX));
        all
    }

    fn holds(&self, span: Span, quote: &str) -> bool {
        quote.is_empty() || plain(self.text.slice(span)) == plain(quote)
    }
}

/// Whether a text holds what is quoted from it.
pub fn is_quoted(text: &str, quote: &str) -> bool {
    quote.is_empty() || plain(text).contains(&plain(quote))
}

/// A text as quotes are compared: composed, without white space.
fn plain(text: &str) -> String {
    text.nfc().filter(|c| !c.is_whitespace()).collect()
}

/// Characters of a text that a message quotes.
const QUOTED: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::Study;
    use proptest::prelude::*;

    fn row(start: u32, end: u32, quote: &str) -> CodingRow {
        CodingRow {
            line: 2,
            coder: "ana".into(),
            source: "s".into(),
            start,
            end,
            paragraphs: None,
            code: "hope".into(),
            memo: String::new(),
            round: String::new(),
            rating: None,
            certain: true,
            quote: quote.into(),
        }
    }

    fn source(text: &Text) -> Source {
        let mut s = Study::new();
        s.coders(&["ana"]).source("s", text.len());
        s.view().sources()[0].clone()
    }

    #[test]
    fn a_quote_is_compared_composed_and_without_white_space() {
        let text = Text::new("It was\na cafe\u{301} then.".into());
        let source = source(&text);
        let ruler = Ruler::new(&text, &source);
        let place = |row: &CodingRow| ruler.place(row, Offsets::CodePoints);
        assert!(place(&row(0, 14, "It was a  caf\u{e9}")).is_ok());
        assert!(place(&row(0, 14, "")).is_ok());
        let other = place(&row(0, 14, "It was a cat")).unwrap_err();
        assert!(other.contains("its quote says “It was a cat”"), "{other:?}");
        assert!(!other.contains("--offsets"), "{other}");
        let beyond = place(&row(0, 40, "")).unwrap_err();
        assert!(beyond.contains("only"), "{beyond}");
    }

    #[test]
    fn a_file_counts_otherwise_when_every_quote_of_it_says_so() {
        let text = Text::new("😀 hope and 😀 fear".into());
        let source = source(&text);
        let ruler = Ruler::new(&text, &source);
        let told = |rows: &[CodingRow]| {
            let mut otherwise = Otherwise::new();
            for row in rows {
                otherwise.note(&ruler, row, ruler.fits(row, Offsets::CodePoints));
            }
            otherwise.way()
        };
        let (hope, fear) = (row(3, 7, "hope"), row(15, 19, "fear"));
        assert_eq!(told(&[hope.clone(), fear.clone()]), Some(Offsets::Utf16));
        // One that is right in code points alone: the file is mixed.
        assert_eq!(told(&[hope, row(13, 17, "fear")]), None);
        // What is quoted wrongly in every way tells nothing of the others.
        assert_eq!(told(&[row(2, 6, "hope"), row(13, 17, "love")]), None);
        assert_eq!(told(&[fear, row(13, 17, "love")]), Some(Offsets::Utf16));
    }

    proptest! {
        /// Whatever is counted, the quote tells where a row lies.
        #[test]
        fn every_way_of_counting_is_found_by_its_quotes(
            text in "[a-zé😀\n]{1,30}",
            a in 0_usize..31,
            b in 0_usize..31,
        ) {
            let text = Text::new(text);
            let source = source(&text);
            let ruler = Ruler::new(&text, &source);
            let len = text.len() as usize;
            let (a, b) = (a.min(b).min(len), a.max(b).min(len));
            let span = Span { start: a as u32, end: b as u32 };
            let quote = text.slice(span);
            for offsets in Offsets::OTHERS {
                let begins = ruler.begins(offsets);
                let row = row(begins[a], begins[b], quote);
                prop_assert_eq!(ruler.place(&row, offsets), Ok(span));
                // Taken otherwise it is where it is, or the message says which way would do.
                if let Err(reason) = ruler.place(&row, Offsets::CodePoints) {
                    prop_assert!(quote.is_empty() || reason.contains("--offsets"));
                }
            }
        }
    }
}
