//! Breaks labels into lines that fit a number of terminal cells.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells a text takes.
pub(super) fn cells(text: &str) -> usize {
    text.graphemes(true).map(grapheme_cells).sum()
}

/// Cells one grapheme takes: 0, 1 or 2.
pub(super) fn grapheme_cells(grapheme: &str) -> usize {
    // Control characters would move the cursor; the canvas does not draw them.
    if grapheme.chars().all(char::is_control) {
        0
    } else {
        grapheme.width().min(2)
    }
}

/// `text` in as few lines of at most `width` cells as it takes, the lines about equally long.
pub(super) fn balanced(text: &str, width: usize) -> Vec<String> {
    let lines = wrapped(text, width);
    let (mut low, mut high) = (1, width.max(1));
    while low < high {
        let middle = (low + high) / 2;
        if wrapped(text, middle).len() <= lines.len() {
            high = middle
        } else {
            low = middle + 1
        }
    }
    // A width that cuts words apart is not worth the balance.
    let even = wrapped(text, low);
    if cuts(&even, text) > cuts(&lines, text) {
        lines
    } else {
        even
    }
}

/// `text` in lines of at most `width` cells; at least one line.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if piece.trim().is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            continue;
        }
        if cells(&line) + cells(piece) <= width {
            line.push_str(piece);
            continue;
        }
        finish(&mut line, &mut lines);
        for grapheme in piece.graphemes(true) {
            if cells(&line) + grapheme_cells(grapheme) > width {
                finish(&mut line, &mut lines);
            }
            line.push_str(grapheme);
        }
    }
    finish(&mut line, &mut lines);
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

fn finish(line: &mut String, lines: &mut Vec<String>) {
    let text = line.trim_end();
    if !text.is_empty() {
        lines.push(text.to_owned());
    }
    line.clear();
}

/// Words with the punctuation that belongs to them; Chinese characters one by one.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let mut opens = false;
    for (at, bound) in text.split_word_bound_indices() {
        let first = bound.chars().next().unwrap_or(' ');
        let space = bound.trim().is_empty();
        let closes = !space && !first.is_alphanumeric() && !is_opening(first);
        let joins = opens || closes;
        match pieces.last_mut() {
            Some((from, end)) if joins && !text[*from..*end].trim().is_empty() && !space => {
                *end = at + bound.len()
            }
            _ => pieces.push((at, at + bound.len())),
        }
        opens = !space && bound.chars().next_back().is_some_and(is_opening);
    }
    pieces
        .into_iter()
        .map(|(from, end)| &text[from..end])
        .collect()
}

fn is_opening(c: char) -> bool {
    "([{“‘「『（《〈【".contains(c)
}

/// How many words of `text` the lines cut apart.
fn cuts(lines: &[String], text: &str) -> usize {
    let whole: Vec<&str> = pieces(text);
    let kept: usize = lines
        .iter()
        .map(|l| pieces(l).iter().filter(|p| !p.trim().is_empty()).count())
        .sum();
    kept.saturating_sub(whole.iter().filter(|p| !p.trim().is_empty()).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_between_words_and_are_about_equally_long() {
        assert_eq!(
            balanced("Hope is made of small things", 20),
            ["Hope is made of", "small things"]
        );
        assert_eq!(
            wrapped("Hope is made of small things", 20),
            ["Hope is made of", "small things"]
        );
        assert_eq!(balanced("one", 20), ["one"]);
        assert_eq!(balanced("", 20), [""]);
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_a_comma() {
        assert_eq!(
            wrapped("復元路上，我同個案", 8),
            ["復元路", "上，我同", "個案"]
        );
        assert_eq!(wrapped("（個案）經理", 6), ["（個", "案）經", "理"]);
    }

    #[test]
    fn a_word_that_is_too_long_is_cut() {
        assert_eq!(wrapped("interdependence", 8), ["interdep", "endence"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "\\PC{0,60}", width in 2usize..30) {
            let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).count();
            for lines in [wrapped(&text, width), balanced(&text, width)] {
                for line in &lines {
                    prop_assert!(cells(line) <= width, "{line:?}");
                }
                prop_assert_eq!(letters(&lines.concat()), letters(&text));
            }
        }
    }
}
