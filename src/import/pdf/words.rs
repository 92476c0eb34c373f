//! Words over the ends of lines: a hyphen there may belong to the word or only to the line.

use crate::import::names::is_cjk;
use std::collections::HashSet;

pub(super) struct Words {
    /// Words that stand within a line, in lower case.
    known: HashSet<String>,
    /// Whether lines end in hyphens so often that words must have been broken.
    breaks: bool,
}

impl Words {
    pub fn of(lines: &[String]) -> Words {
        let mut known = HashSet::new();
        for line in lines {
            let words = line.split_whitespace().map(bare);
            known.extend(words.filter(|w| w.len() > 2).map(str::to_lowercase));
        }
        let hyphens = lines.iter().filter(|l| hyphen(l).is_some()).count();
        Words {
            known,
            breaks: hyphens > 2 && hyphens * 40 > lines.len(),
        }
    }

    /// Adds a line to the lines of a paragraph before it.
    pub fn join(&self, text: &mut String, line: &str) {
        let line = line.trim_start();
        let lower = line.starts_with(char::is_lowercase);
        if let Some(hyphen) = hyphen(text).filter(|_| lower) {
            if hyphen == '\u{AD}' || !self.belongs(text, line) {
                text.truncate(text.len() - hyphen.len_utf8());
            }
        } else if !(text.ends_with(is_cjk) && line.starts_with(is_cjk)) {
            text.push(' ');
        }
        text.push_str(line);
    }

    /// Whether the hyphen between two parts of a word is written within a line as well.
    fn belongs(&self, text: &str, line: &str) -> bool {
        let first = text.split_whitespace().next_back().unwrap_or_default();
        let second = line.split_whitespace().next().unwrap_or_default();
        let with = format!("{first}{second}").to_lowercase();
        let with = bare(&with);
        let without =
            format!("{}{second}", first.trim_end_matches(['-', '\u{2010}'])).to_lowercase();
        if self.known.contains(with) {
            return true;
        }
        !self.known.contains(bare(&without)) && !self.breaks
    }
}

/// The hyphen a line ends with behind a letter.
fn hyphen(line: &str) -> Option<char> {
    let mut from_end = line.chars().rev();
    let last = from_end
        .next()
        .filter(|c| matches!(c, '-' | '\u{AD}' | '\u{2010}'));
    last.filter(|_| from_end.next().is_some_and(char::is_alphabetic))
}

/// A word without what stands around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(first: &str, second: &str, others: &[&str]) -> String {
        let lines = [&[first, second], others].concat();
        let words = Words::of(&lines.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>());
        let mut text = first.to_owned();
        words.join(&mut text, second);
        text
    }

    #[test]
    fn a_hyphen_is_the_lines_or_the_words() {
        assert_eq!(joined("on the", "ward", &[]), "on the ward");
        assert_eq!(joined("two-", "way plots", &[]), "two-way plots");
        assert_eq!(joined("hos-", "pital,", &["a hospital"]), "hospital,");
        let broken = ["so-", "me", "li-", "nes", "ha-", "ve"];
        assert_eq!(joined("hos-", "pital", &broken), "hospital");
        assert_eq!(
            joined("two-", "way", &[&broken[..], &["a two-way"]].concat()),
            "two-way"
        );
        assert_eq!(joined("hos\u{AD}", "pital", &[]), "hospital");
        assert_eq!(joined("North-", "East", &[]), "North- East");
        assert_eq!(joined("很好", "的", &[]), "很好的");
    }
}
