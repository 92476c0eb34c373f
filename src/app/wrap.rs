//! Soft wrapping: text into screen rows, by grapheme cells.

use crate::model::text::{Span, Text};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells a grapheme takes on screen. Tabs and control characters take one.
pub fn cells(grapheme: &str) -> usize {
    match grapheme.chars().next() {
        Some(c) if c.is_control() => 1,
        _ => grapheme.width(),
    }
}

/// Cells a string takes on screen.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(cells).sum()
}

/// `text` cut to at most `max` cells, with `…` where something was cut.
pub fn clip(text: &str, max: usize) -> String {
    if width(text) <= max {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for g in text.graphemes(true) {
        if used + cells(g) + 1 > max {
            break;
        }
        used += cells(g);
        out.push_str(g);
    }
    if max > 0 {
        out.push('…');
    }
    out
}

/// `name` cut to at most `max` cells: at its end, or in its middle where another of `all`, cut at
/// its end, would look the same (`day1_interview01` and `day1_interview02`).
pub fn clip_apart<'a>(name: &str, all: impl IntoIterator<Item = &'a str>, max: usize) -> String {
    let cut = clip(name, max);
    let mut others = all.into_iter().filter(|other| *other != name);
    if cut == name || max < 5 || !others.any(|other| clip(other, max) == cut) {
        return cut;
    }
    let mut end: Vec<&str> = Vec::new();
    let mut used = 0;
    for g in name.graphemes(true).rev() {
        used += cells(g);
        if used > (max - 1) / 2 {
            break;
        }
        end.insert(0, g);
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
    for (byte, g) in paragraph.grapheme_indices(true) {
        while breaks.get(next_break).is_some_and(|b| *b < byte) {
            next_break += 1;
        }
        if breaks.get(next_break) == Some(&byte) && point > row_start {
            may_break = Some((point, used));
        }
        let wide = cells(g);
        let hangs = g.chars().all(char::is_whitespace);
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
        point += g.chars().count() as u32;
    }
    if point > row_start || rows.is_empty() {
        rows.push(Span {
            start: row_start,
            end: point,
        });
    }
    rows
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
mod tests {
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
        let cut = |at: usize, max| clip_apart(all[at], all, max);
        assert_eq!([cut(0, 11), cut(1, 11)], ["day1_…iew01", "day1_…iew02"]);
        assert_eq!([cut(0, 8), cut(1, 8)], ["day1…w01", "day1…w02"]);
        assert_eq!(cut(2, 8), "notes_o…");
        assert_eq!(cut(0, 16), all[0]);
        assert_eq!(clip_apart("一二三四五六", ["一二三四五七"], 8), "一二…六");
        for max in 0..20 {
            assert!(width(&cut(0, max)) <= max);
        }
    }

    proptest! {
        #[test]
        fn rows_hold_all_of_the_text_once_and_fit(text in "[ a-zé復元👩\u{200d}👧。，]{0,80}", max in 2usize..20) {
            prop_assert_eq!(rows(&text, max).concat(), text.clone());
            for row in rows(&text, max) {
                let graphemes = row.trim_end().graphemes(true).count();
                prop_assert!(width(row.trim_end()) <= max || graphemes == 1, "{:?}", row);
            }
        }
    }
}
