//! Breaks labels into lines about equally long.

use crate::model::wrap::{lines, longest_word};

/// `text` in as few lines of at most `width` cells as it takes, the lines about equally long. No
/// word is cut apart for that.
pub(super) fn balanced(text: &str, width: usize) -> Vec<String> {
    let fewest = lines(text, width).len();
    let (mut low, mut high) = (longest_word(text).clamp(1, width.max(1)), width.max(1));
    while low < high {
        let middle = (low + high) / 2;
        if lines(text, middle).len() <= fewest {
            high = middle
        } else {
            low = middle + 1
        }
    }
    lines(text, low)
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
            lines("Hope is made of small things", 20),
            ["Hope is made of", "small things"]
        );
        assert_eq!(balanced("one", 20), ["one"]);
        assert_eq!(balanced("", 20), [""]);
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_a_comma() {
        assert_eq!(
            lines("復元路上，我同個案", 8),
            ["復元路", "上，我同", "個案"]
        );
        assert_eq!(lines("（個案）經理", 6), ["（個", "案）經", "理"]);
    }

    #[test]
    fn a_word_that_is_too_long_is_cut() {
        assert_eq!(lines("interdependence", 8), ["interdep", "endence"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "\\PC{0,60}", width in 2usize..30) {
            let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).count();
            for rows in [lines(&text, width), balanced(&text, width)] {
                for line in &rows {
                    let one = crate::model::wrap::letters(line).count() == 1;
                    prop_assert!(one || crate::model::wrap::width(line) <= width, "{line:?}");
                }
                prop_assert_eq!(letters(&rows.concat()), letters(&text));
            }
        }
    }
}
