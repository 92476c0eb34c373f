//! Text in cells, the one way for screens, tables and pictures: how many a text takes, what stands
//! in them, and the text cut, padded and wrapped to them.
//!
//! A letter is a grapheme. It takes as many cells as terminals give it, be it more than two
//! (`क्ति`), and is never cut apart.

use super::text::{Span, Text};
use super::visible::is_invisible;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells a grapheme takes on screen. Tabs and control characters take one, and so does a space
/// below a mark without a letter to stand on; of what nobody sees there is nothing on screen.
///
/// Most terminals measure character by character; emoji that are one sign they draw as one.
pub fn cells(grapheme: &str) -> usize {
    match grapheme.chars().next() {
        Some(c) if c.is_ascii() && grapheme.len() == 1 => 1,
        Some(c) if c.is_control() => 1,
        _ if grapheme.contains(is_of_emoji) => grapheme.width(),
        _ => {
            let apart: usize = grapheme.chars().map(character_cells).sum();
            apart + usize::from(joins_before(grapheme))
        }
    }
}

/// Cells of a character by itself.
fn character_cells(c: char) -> usize {
    match is_spacing_mark(c) {
        true => 1,
        false => c.width().unwrap_or(0),
    }
}

/// Marks beside their letter that Unicode counts among those above and below it, and terminals do
/// not: Other_Grapheme_Extend of category Mc, PropList.txt.
fn is_spacing_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x9BE | 0x9D7 | 0xB3E | 0xB57 | 0xBBE | 0xBD7 | 0xCC0 | 0xCC2 | 0xCC7..=0xCC8
        | 0xCCA..=0xCCB | 0xCD5..=0xCD6 | 0xD3E | 0xD57 | 0xDCF | 0xDDF | 0x1715 | 0x1734
        | 0x1B35 | 0x1B3B | 0x1B3D | 0x1B43..=0x1B44 | 0x1BAA | 0x1BF2..=0x1BF3 | 0xA953
        | 0xA9C0 | 0x111C0 | 0x11235 | 0x1133E | 0x1134D | 0x11357 | 0x114B0 | 0x114BD
        | 0x115AF | 0x116B6 | 0x11930 | 0x1193D)
}

fn is_of_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}' | '\u{20E3}')
}

/// Whether a grapheme begins with a mark, or a part of a syllable, that a terminal puts on what
/// stands before it.
fn joins_before(grapheme: &str) -> bool {
    let first = grapheme.chars().next().and_then(char::width);
    first == Some(0) && !grapheme.chars().all(is_invisible)
}

/// Whether terminals differ in how many cells they give a grapheme: some measure it by its
/// characters, some as a whole.
pub fn is_disputed(grapheme: &str) -> bool {
    let wide = |c: &char| character_cells(*c) > 0;
    let further = grapheme.chars().filter(wide).nth(1).is_some();
    further || grapheme.contains(is_of_emoji) || grapheme.contains(['\u{FE0E}', JOINER])
}

/// What stands in the cells of a grapheme: a tab is a space, a control character `·`, and a mark
/// without a letter stands on a space.
pub fn drawn(grapheme: &str) -> Cow<'_, str> {
    match grapheme.chars().next() {
        Some('\t' | '\n') => " ".into(),
        Some(c) if c.is_control() => "·".into(),
        Some(_) if joins_before(grapheme) => format!("\u{A0}{grapheme}").into(),
        _ => grapheme.into(),
    }
}

/// The letters of a text, each with the cells it takes. What a joiner joins is one letter, in
/// scripts too where Unicode has two graphemes (`ශ්‍රී`): terminals that join put it into one cell.
pub fn letters(text: &str) -> impl DoubleEndedIterator<Item = (&str, usize)> {
    if is_plain(text) {
        let each = (0..text.len()).map(|at| (&text[at..=at], 1));
        return each.collect::<Vec<_>>().into_iter();
    }
    joined_letters(text).into_iter()
}

/// Whether every byte is a letter of one cell: of ASCII only CR and LF can be one letter together.
fn is_plain(text: &str) -> bool {
    text.is_ascii() && !text.contains('\r')
}

fn joined_letters(text: &str) -> Vec<(&str, usize)> {
    let mut all: Vec<(&str, usize)> = Vec::new();
    let (mut from, mut end) = (0, 0);
    for grapheme in text.graphemes(true) {
        let joins = text[..end].ends_with(JOINER) && !grapheme.trim().is_empty();
        match joins {
            true => drop(all.pop()),
            false => from = end,
        }
        end += grapheme.len();
        let letter = &text[from..end];
        all.push((letter, cells(letter)));
    }
    all
}

const JOINER: char = '\u{200D}';

/// Cells a string takes on screen.
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    match text.contains(JOINER) {
        true => letters(text).map(|(_, wide)| wide).sum(),
        false => text.graphemes(true).map(cells).sum(),
    }
}

/// `text` cut to at most `max` cells, with `…` where something was cut.
pub fn clip(text: &str, max: usize) -> String {
    if width(text) <= max {
        return text.to_owned();
    }
    let text = text.trim_end();
    if width(text) <= max {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for (letter, wide) in letters(text) {
        if used + wide + 1 > max {
            break;
        }
        used += wide;
        out.push_str(letter);
    }
    if max > 0 {
        out.push('…');
    }
    out
}

/// A text on one line and at most `most` letters long, with `…` where something was cut.
pub fn brief(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    if letters(&line).count() <= most {
        return line;
    }
    let kept: String = letters(&line)
        .take(most.saturating_sub(1))
        .map(|(letter, _)| letter)
        .collect();
    format!("{}…", kept.trim_end())
}

/// Names cut to at most `max` cells: at their ends, or in their middles where another one, cut at
/// its end, would look the same (`day1_interview01` and `day1_interview02`).
pub fn clip_all_apart(names: &[&str], max: usize) -> Vec<String> {
    let cut: Vec<String> = names.iter().map(|name| clip(name, max)).collect();
    if max < 5 || cut == names {
        return cut;
    }
    let mut looks: FxHashMap<&str, BTreeSet<&str>> = FxHashMap::default();
    for (cut, name) in cut.iter().zip(names) {
        looks.entry(cut).or_default().insert(name);
    }
    let apart = |(cut, name): (&String, &&str)| match looks[cut.as_str()].len() {
        1 => cut.clone(),
        _ if cut == name => cut.clone(),
        _ => clip_middle(name, max),
    };
    cut.iter().zip(names).map(apart).collect()
}

/// One name among `all` that may look like it.
pub fn clip_apart<'a>(name: &str, all: impl IntoIterator<Item = &'a str>, max: usize) -> String {
    let cut = clip(name, max);
    let mut others = all.into_iter().filter(|other| *other != name);
    match cut == name || max < 5 || !others.any(|other| clip(other, max) == cut) {
        true => cut,
        false => clip_middle(name, max),
    }
}

/// `name` cut in its middle to at most `max` cells.
fn clip_middle(name: &str, max: usize) -> String {
    let mut end: Vec<&str> = Vec::new();
    let mut used = 0;
    for (letter, wide) in letters(name).rev() {
        used += wide;
        if used > (max - 1) / 2 {
            break;
        }
        end.insert(0, letter);
    }
    let end = end.concat();
    clip(name, max - width(&end)) + &end
}

/// `text` cut or padded to exactly `to` cells.
pub fn pad(text: &str, to: usize) -> String {
    let mut out = clip(text, to);
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', to.saturating_sub(used)));
    out
}

/// What stands in a row from a column on; the part of a letter left of it leaves spaces.
pub fn from_column(row: &str, column: usize) -> String {
    let mut at = 0;
    let mut out = String::new();
    for (letter, wide) in letters(row) {
        at += wide;
        match at.saturating_sub(column) {
            0 => {}
            seen if seen < wide => out.extend(std::iter::repeat_n(' ', seen)),
            _ => out.push_str(letter),
        }
    }
    out
}

/// Wraps one paragraph to rows of at most `max` cells; a row's span holds its trailing spaces.
/// `start` is the code point the paragraph begins at.
pub fn wrap(paragraph: &str, start: u32, max: usize) -> Vec<Span> {
    let max = max.max(2);
    let breaks: Vec<usize> = linebreaks(paragraph)
        .filter(|(at, kind)| *kind == BreakOpportunity::Mandatory || *at < paragraph.len())
        .map(|(at, _)| at)
        .collect();
    let mut next_break = 0;
    let mut rows = Vec::new();
    let (mut row_start, mut used, mut point) = (start, 0usize, start);
    // The last place in this row where it may break: code point there, cells up to there.
    let mut may_break: Option<(u32, usize)> = None;
    let mut end = 0;
    for (letter, wide) in letters(paragraph) {
        let byte = end;
        end += letter.len();
        while breaks.get(next_break).is_some_and(|b| *b < byte) {
            next_break += 1;
        }
        if breaks.get(next_break) == Some(&byte) && point > row_start {
            may_break = Some((point, used));
        }
        let hangs = letter.chars().all(char::is_whitespace);
        // After a break at a word the rest may still be too long: then it breaks here.
        while used + wide > max && !hangs && point > row_start {
            let (at, cells_before) = may_break.take().unwrap_or((point, used));
            rows.push(Span {
                start: row_start,
                end: at,
            });
            row_start = at;
            used -= cells_before;
        }
        used += wide;
        point += letter.chars().count() as u32;
    }
    if point > row_start || rows.is_empty() {
        rows.push(Span {
            start: row_start,
            end: point,
        });
    }
    rows
}

/// Cells the longest piece of a text takes that a line does not break within.
pub fn longest_word(text: &str) -> usize {
    let mut from = 0;
    let piece = |(at, _): (usize, _)| {
        let piece = &text[from..at];
        from = at;
        width(piece.trim_end())
    };
    linebreaks(text).map(piece).max().unwrap_or(0)
}

/// Plain text into lines of at most `max` cells, line ends kept.
pub fn lines(text: &str, max: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.split('\n') {
        let whole = Text::new(line.to_owned());
        for row in wrap(line, 0, max) {
            out.push(whole.slice(row).trim_end().to_owned());
        }
    }
    out
}

#[cfg(test)]
pub(crate) mod scripts;

#[cfg(test)]
mod tests {
    use super::scripts::texts;
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, max: usize) -> Vec<String> {
        let whole = Text::new(text.to_owned());
        wrap(text, 0, max)
            .into_iter()
            .map(|r| whole.slice(r).to_owned())
            .collect()
    }

    #[test]
    fn words_stay_whole_and_chinese_breaks_between_characters() {
        assert_eq!(rows("one two three", 7), ["one two ", "three"]);
        assert_eq!(rows("復元唔係痊癒。", 6), ["復元唔", "係痊", "癒。"]);
        assert_eq!(rows("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(rows("", 4), [""]);
    }

    #[test]
    fn clipping_says_so() {
        assert_eq!(clip("abcdef", 4), "abc…");
        assert_eq!(clip("復元唔", 4), "復…");
        assert_eq!(pad("ab", 4), "ab  ");
    }

    #[test]
    fn what_is_cut_stays_apart_from_others() {
        let all = ["day1_interview01", "day1_interview02", "notes_of_the_field"];
        let cut = |at: usize, max| clip_all_apart(&all, max)[at].clone();
        assert_eq!([cut(0, 11), cut(1, 11)], ["day1_…iew01", "day1_…iew02"]);
        assert_eq!([cut(0, 8), cut(1, 8)], ["day1…w01", "day1…w02"]);
        assert_eq!(cut(2, 8), "notes_o…");
        assert_eq!(cut(0, 16), all[0]);
        let alike = ["一二三四五六", "一二三四五七"];
        assert_eq!(clip_all_apart(&alike, 8), ["一二…六", "一二…七"]);
        for max in 0..20 {
            assert!(width(&cut(0, max)) <= max);
            let one = |name: &&str| clip_apart(name, all, max);
            assert_eq!(
                all.iter().map(one).collect::<Vec<_>>(),
                clip_all_apart(&all, max)
            );
        }
    }

    #[test]
    fn a_letter_takes_the_cells_terminals_give_it() {
        for (letter, wide) in [
            ("a", 1),
            ("復", 2),
            ("é", 1),
            ("क्ति", 3),
            ("స్థ్యం", 4),
            ("ที่", 1),
            ("ខ្ញុំ", 2),
            ("পা", 2),
            ("ಹೋ", 2),
            ("ශ්\u{200d}රී", 2),
            ("ه\u{200d}", 1),
            ("한", 2),
            ("\u{1100}\u{1161}\u{11a8}", 2),
            ("👩\u{200d}⚕\u{fe0f}", 2),
            ("⌚\u{fe0e}", 2),
            ("\u{301}", 1),
            ("\u{1161}", 1),
            ("\u{301}ि", 2),
            ("\u{200b}", 0),
            ("\u{ad}", 0),
            ("\t", 1),
        ] {
            assert_eq!(cells(letter), wide, "{letter:?}");
        }
        assert_eq!(drawn("\u{301}"), "\u{a0}\u{301}");
        assert_eq!((drawn("\t"), drawn("\u{1b}")), (" ".into(), "·".into()));
    }

    #[test]
    fn what_a_joiner_joins_is_one_letter() {
        let of = |text| letters(text).map(|(letter, _)| letter).collect::<Vec<_>>();
        assert_eq!(of("aශ්\u{200d}රීb"), ["a", "ශ්\u{200d}රී", "b"]);
        assert_eq!(of("ه\u{200d} a"), ["ه\u{200d}", " ", "a"]);
        assert_eq!(of("\u{200d}"), ["\u{200d}"]);
        assert_eq!(rows("abශ්\u{200d}රී", 3), ["ab", "ශ්\u{200d}රී"]);
    }

    #[test]
    fn an_excerpt_is_one_line_cut_between_letters() {
        assert_eq!(brief("two\n  words", 20), "two words");
        assert_eq!(brief("स्वास्थ्य केन्द्र", 3), "स्वास्थ्य…");
        assert_eq!(brief("abcd", 4), "abcd");
    }

    #[test]
    fn what_is_left_of_a_column_leaves_spaces() {
        assert_eq!(from_column("aक्तिb", 1), "क्तिb");
        assert_eq!(from_column("aक्तिb", 2), "  b");
        assert_eq!(from_column("aक्तिb", 4), "b");
        assert_eq!(from_column("ab", 9), "");
    }

    proptest! {
        /// What is read byte by byte is what is read letter by letter.
        #[test]
        fn plain_letters_are_letters(text in "[\\x00-\\x7f]{0,20}") {
            let joined = joined_letters(&text);
            prop_assert_eq!(letters(&text).collect::<Vec<_>>(), joined.clone());
            prop_assert_eq!(width(&text), joined.iter().map(|(_, wide)| wide).sum::<usize>());
        }

        #[test]
        fn what_is_cut_fits_ends_with_the_sign_and_holds_whole_letters(text in texts(16), max in 0usize..20) {
            let cut = clip(&text, max);
            prop_assert!(width(&cut) <= max);
            prop_assert_eq!(width(&pad(&text, max)), max);
            match cut.strip_suffix('…') {
                Some(kept) if width(text.trim_end()) > max => {
                    let of = |text: &str| letters(text).map(|(l, _)| l.to_owned()).collect::<Vec<_>>();
                    let kept = of(kept);
                    prop_assert_eq!(&kept[..], &of(&text)[..kept.len()]);
                }
                _ if width(text.trim_end()) > max => prop_assert_eq!((cut.as_str(), max), ("", 0)),
                _ => prop_assert_eq!(cut.trim_end(), text.trim_end()),
            }
        }

        #[test]
        fn rows_hold_every_letter_whole(text in texts(40), max in 4usize..24) {
            let wrapped = rows(&text, max);
            prop_assert_eq!(wrapped.concat(), text.clone());
            let whole = |text: &str| letters(text).map(|(l, _)| l.to_owned()).collect::<Vec<_>>();
            let apart: Vec<String> = wrapped.iter().flat_map(|row| whole(row)).collect();
            prop_assert_eq!(apart, whole(&text));
            for row in &wrapped {
                prop_assert!(width(row.trim_end()) <= max || whole(row.trim_end()).len() == 1);
            }
        }

        #[test]
        fn rows_hold_all_of_the_text_once_and_fit(text in "[ a-zé復元👩\u{200d}👧。，]{0,80}", max in 2usize..20) {
            prop_assert_eq!(rows(&text, max).concat(), text.clone());
            for row in rows(&text, max) {
                let many = letters(row.trim_end()).count();
                prop_assert!(width(row.trim_end()) <= max || many == 1, "{:?}", row);
            }
        }
    }
}
