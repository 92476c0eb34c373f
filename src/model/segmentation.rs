//! Sentences and words of a stretch of text, as spans in code points.
//!
//! UAX #29 with the repairs transcripts need: abbreviations do not end a sentence, quotation
//! marks stay with the sentence they belong to, and a line break inside a paragraph is a space.

use super::text::{Span, Text};
use super::wrap;
use unicode_segmentation::UnicodeSegmentation;

/// Sentences of `text`, a stretch that begins at code point `start`: in order, without white
/// space at their ends, together covering all that is not white space.
///
/// Give it a paragraph: one line break is taken for wrapping, a blank line ends a sentence.
pub fn sentences(text: &str, start: u32) -> Vec<Span> {
    let flat = unwrapped(text);
    let mut cuts: Vec<usize> = Vec::new();
    for (at, _) in flat.split_sentence_bound_indices().skip(1) {
        let cut = mended(text, at);
        let last = cuts.last().copied().unwrap_or(0);
        if cut > last && cut < text.len() && !joined(&text[last..cut], &text[cut..]) {
            cuts.push(cut);
        }
    }
    cuts.push(text.len());
    spans(text, start, &cuts)
}

/// Words of `text` after UAX #29: a word, a number, a Chinese character, a punctuation mark;
/// white space is none.
pub fn words(text: &str, start: u32) -> Vec<Span> {
    let ends = text.split_word_bound_indices().skip(1).map(|(at, _)| at);
    let cuts: Vec<usize> = ends.chain([text.len()]).collect();
    spans(text, start, &cuts)
}

/// Letters of `text`, white space included: where a cursor can stand.
pub fn letters(text: &str, start: u32) -> Vec<Span> {
    let mut at = start;
    let letter = |(letter, _): (&str, usize)| {
        let from = at;
        at += letter.chars().count() as u32;
        Span {
            start: from,
            end: at,
        }
    };
    wrap::letters(text).map(letter).collect()
}

/// What cuts a stretch of text, which begins at a code point, into pieces.
pub type Cut = fn(&str, u32) -> Vec<Span>;

/// The pieces of `span` about `at`, as cutting all of it gives them: at least the one there, the one
/// before and the one after. A paragraph can be a megabyte long, and a key asks for a word of it.
pub fn around(text: &Text, span: Span, at: u32, cut: Cut) -> Vec<Span> {
    around_within(text, span, at, cut, 4_096)
}

/// So many pieces at an end that is none of the text's may have been cut otherwise.
const DOUBTFUL: usize = 2;

/// Looks at so many code points before and after, and at more where that tells too little.
fn around_within(text: &Text, span: Span, at: u32, cut: Cut, mut window: u32) -> Vec<Span> {
    loop {
        let start = begin(text, span, at.saturating_sub(window));
        let end = at.saturating_add(window).min(span.end);
        let mut pieces = cut(text.slice(Span { start, end }), start);
        if end < span.end {
            pieces.truncate(pieces.len().saturating_sub(DOUBTFUL));
        }
        if start > span.start {
            pieces.drain(..DOUBTFUL.min(pieces.len()));
        }
        let before = start == span.start || pieces.first().is_some_and(|p| p.end <= at);
        let after = end == span.end || pieces.last().is_some_and(|p| p.start > at);
        if before && after {
            return pieces;
        }
        window = window.saturating_mul(4);
    }
}

/// Where to begin at or after a code point: with a word, if one begins soon.
fn begin(text: &Text, span: Span, from: u32) -> u32 {
    if from <= span.start {
        return span.start;
    }
    let soon = Span {
        start: from,
        end: span.end.min(from + 256),
    };
    let mut last = 'x';
    let word = text.slice(soon).chars().position(|c| {
        let space = std::mem::replace(&mut last, c).is_whitespace();
        space && c.is_alphanumeric()
    });
    from + word.unwrap_or(0) as u32
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// The same bytes with single line breaks turned into spaces; a blank line keeps its breaks.
fn unwrapped(text: &str) -> String {
    let bytes = text.as_bytes();
    let blank_after = |i: usize| {
        let rest = text[i + 1..].trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        rest.is_empty() || rest.starts_with('\n')
    };
    let mut flat = String::with_capacity(text.len());
    let mut kept = false;
    for (i, c) in text.char_indices() {
        if c != '\n' {
            kept &= c.is_whitespace();
            flat.push(c);
        } else if kept || blank_after(i) {
            kept = true;
            flat.push('\n');
        } else {
            flat.push(' ');
        }
    }
    debug_assert_eq!(flat.len(), bytes.len());
    flat
}

/// Where a boundary at byte `at` should lie: before an opening mark that the rule left with the
/// sentence before (`係咪？「`), after a closing one it left with the next.
fn mended(text: &str, at: usize) -> usize {
    let mut cut = at;
    let before = text[..cut].trim_end_matches(is_space);
    let opened = before.trim_end_matches(OPENING);
    if opened.len() < before.len() {
        return opened.len();
    }
    let after = &text[cut..];
    let closed = after.trim_start_matches(CLOSING);
    cut += after.len() - closed.len();
    cut
}

const OPENING: [char; 16] = [
    '「', '『', '（', '《', '〈', '【', '〔', '〖', '［', '｛', '(', '[', '{', '“', '‘', '«',
];
const CLOSING: [char; 16] = [
    '」', '』', '）', '》', '〉', '】', '〕', '〗', '］', '｝', ')', ']', '}', '”', '’', '»',
];

/// Abbreviations before names and numbers, in lower case without the last full stop.
#[rustfmt::skip]
const BEFORE_NAMES: [&str; 30] = [
    "dr", "mr", "mrs", "ms", "mx", "prof", "st", "sr", "jr", "rev", "hon", "gen", "col", "capt",
    "lt", "sgt", "no", "nos", "vol", "fig", "ch", "pp", "ca", "cf", "e.g", "i.e", "eg", "vs",
    "approx", "dept",
];

/// Whether what lies before and after a boundary is one sentence after all.
fn joined(before: &str, after: &str) -> bool {
    let said = before.trim_end_matches(is_space);
    let next = after.trim_start_matches(is_space);
    if next.is_empty() || before[said.len()..].contains("\n\n") {
        return false;
    }
    let speaks = next.chars().take(64).any(char::is_alphanumeric);
    if !speaks && said.len() == before.len() {
        // Dots, dashes, marks that follow without a space.
        return true;
    }
    let Some(word) = said.strip_suffix('.') else {
        return false;
    };
    let last = word
        .rsplit(|c: char| is_space(c) || OPENING.contains(&c))
        .next()
        .unwrap_or(word);
    let lower = last.to_lowercase();
    if BEFORE_NAMES.contains(&lower.as_str()) {
        // “No.” is also an answer: only a number after it makes it one.
        let numbered = matches!(lower.as_str(), "no" | "nos" | "ch" | "fig" | "vol" | "pp");
        let number = next.starts_with(|c: char| c.is_ascii_digit());
        // In small letters `hon` or `col` are no titles.
        let plain = matches!(
            lower.as_str(),
            "e.g" | "i.e" | "eg" | "vs" | "ca" | "cf" | "approx"
        );
        let title = plain || last.starts_with(char::is_uppercase);
        return if numbered { number } else { title };
    }
    initial(word, last)
}

/// `Javier C.` — one capital after another capitalised word, or at the very start. `I` is a word.
fn initial(word: &str, last: &str) -> bool {
    let mut letters = last.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return false;
    };
    let before = word[..word.len() - last.len()].trim_end_matches(is_space);
    let name = before.rsplit(is_space).next().unwrap_or(before);
    letter.is_uppercase()
        && letter != 'I'
        && (name.is_empty() || name.starts_with(char::is_uppercase))
}

/// Spans between cuts, white space at both ends left out, empty ones dropped.
fn spans(text: &str, start: u32, cuts: &[usize]) -> Vec<Span> {
    let mut all = Vec::with_capacity(cuts.len());
    let (mut from, mut at) = (0usize, start);
    for cut in cuts {
        let part = &text[from..*cut];
        let lead = part.len() - part.trim_start_matches(is_space).len();
        let body = part.trim_matches(is_space);
        let begin = at + part[..lead].chars().count() as u32;
        let end = begin + body.chars().count() as u32;
        if end > begin {
            all.push(Span { start: begin, end });
        }
        at += part.chars().count() as u32;
        from = *cut;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::Text;
    use proptest::prelude::*;

    fn said(text: &str) -> Vec<String> {
        let t = Text::new(text.to_owned());
        sentences(text, 0)
            .into_iter()
            .map(|s| t.slice(s).to_owned())
            .collect()
    }

    #[test]
    fn english_sentences() {
        assert_eq!(
            said("I came. He left!  Why? "),
            ["I came.", "He left!", "Why?"]
        );
        assert_eq!(
            said("Dr. Lee saw Mrs. Wong. Then she left."),
            ["Dr. Lee saw Mrs. Wong.", "Then she left."]
        );
        assert_eq!(
            said("Javier C. Hernández came. So do I. Fine."),
            ["Javier C. Hernández came.", "So do I.", "Fine."]
        );
        assert_eq!(
            said("Some, e.g. Anna, etc. and others. No. We did not."),
            ["Some, e.g. Anna, etc. and others.", "No.", "We did not."]
        );
        assert_eq!(
            said("It was No. 5 then. Yes."),
            ["It was No. 5 then.", "Yes."]
        );
        assert_eq!(
            said("He said “go.” “No,” I said."),
            ["He said “go.”", "“No,” I said."]
        );
        assert_eq!(
            said("Well... I do not know... maybe."),
            ["Well...", "I do not know... maybe."]
        );
    }

    #[test]
    fn chinese_sentences_keep_their_marks() {
        assert_eq!(
            said("係咪？「係呀。」佢話。好！"),
            ["係咪？", "「係呀。」", "佢話。", "好！"]
        );
        assert_eq!(said("真的嗎？（笑）好。"), ["真的嗎？", "（笑）好。"]);
        assert_eq!(said("我話：「得。」"), ["我話：「得。」"]);
    }

    #[test]
    fn wrapping_is_no_end_but_a_blank_line_is() {
        assert_eq!(
            said("We walked to the\nHarbour and back.\nThen home."),
            ["We walked to the\nHarbour and back.", "Then home."]
        );
        assert_eq!(said("A heading\n\nThen talk."), ["A heading", "Then talk."]);
    }

    #[test]
    fn words_are_without_white_space() {
        let text = "P01: it’s 好的 3.5 – ok";
        let t = Text::new(text.to_owned());
        let all: Vec<&str> = words(text, 0).into_iter().map(|s| t.slice(s)).collect();
        assert_eq!(all, ["P01", ":", "it’s", "好", "的", "3.5", "–", "ok"]);
        assert_eq!(words("ab cd", 10)[1], Span { start: 13, end: 15 });
    }

    fn tiles(text: &str, spans: &[Span], start: u32) -> Result<(), TestCaseError> {
        let chars: Vec<char> = text.chars().collect();
        let mut at = start;
        for s in spans {
            prop_assert!(s.start >= at && s.end > s.start);
            let gap = &chars[(at - start) as usize..(s.start - start) as usize];
            prop_assert!(gap.iter().all(|c| is_space(*c)));
            let inside = &chars[(s.start - start) as usize..(s.end - start) as usize];
            prop_assert!(!is_space(inside[0]) && !is_space(inside[inside.len() - 1]));
            at = s.end;
        }
        prop_assert!(chars[(at - start) as usize..].iter().all(|c| is_space(*c)));
        Ok(())
    }

    proptest! {
        #[test]
        fn all_but_white_space_is_covered(text in "[a-zA-Z0-9 .?!。？「」“”()\n\u{200B}\u{3000}é漢😀]{0,80}", start in 0u32..1000) {
            tiles(&text, &sentences(&text, start), start)?;
            tiles(&text, &words(&text, start), start)?;
        }

        #[test]
        fn any_text_at_all(text in any::<String>()) {
            tiles(&text, &sentences(&text, 7), 7)?;
            tiles(&text, &words(&text, 7), 7)?;
        }
    }

    /// Parts of texts in which cutting looks furthest about.
    fn part() -> impl Strategy<Value = String> {
        let parts = [
            "She said no. ",
            "Dr. Chan came",
            "J. Lee ",
            "“Why?” ",
            " 係咪？「唔係。」",
            "etc. and so on ",
            "...",
            "\n",
            "\n\n",
            "1.5 ",
            "e.g. this ",
            "สวัสดีครับ ",
            "नमस्ते। ",
            "👨‍👩‍👧",
            "🇭🇰🇨🇦",
            "don't ",
            "word ",
            "字字字",
            "!",
            "  ",
            "ශ්‍රී",
            "No. ",
            "(so)",
            "a",
        ];
        prop::sample::select(parts.to_vec()).prop_map(str::to_owned)
    }

    /// What keys ask of a list of pieces: the one here, else the one before; the next and the last
    /// beginning.
    fn asked(pieces: &[Span], at: u32) -> [Option<u32>; 3] {
        let here = pieces.iter().find(|p| p.contains(at));
        let here = here.or_else(|| pieces.iter().rev().find(|p| p.end <= at));
        let next = pieces.iter().find(|p| p.start > at);
        let last = pieces.iter().rev().find(|p| p.start < at);
        [
            here.map(|p| p.end),
            next.map(|p| p.start),
            last.map(|p| p.start),
        ]
    }

    proptest! {
        #[test]
        fn about_a_place_pieces_are_what_they_are_of_the_whole(
            parts in prop::collection::vec(part(), 1..120), place in 0.0..1.0f64, window in 24..120u32,
        ) {
            let text = Text::new(parts.concat());
            let span = Span { start: 0, end: text.len() };
            let at = (f64::from(text.len()) * place) as u32;
            for cut in [letters, words, sentences] {
                let (about, whole) = (around_within(&text, span, at, cut, window), cut(text.as_str(), 0));
                prop_assert_eq!(asked(&about, at), asked(&whole, at), "{:?} of {:?}", at, text);
            }
        }
    }
}
