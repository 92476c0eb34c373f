//! Characters that would do something to a terminal, and characters nobody sees.
//!
//! Names and texts come from anybody. Whatever is printed goes through [`shown`], so that no text
//! can move the cursor, colour the screen, set a clipboard, or let letters stand in another order
//! than they have.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::path::Path;

/// What stands where a character was that may not be printed.
pub const STAND_IN: char = '\u{FFFD}';

/// Whether a terminal might act on the character instead of showing it: controls other than line
/// breaks and tabs, and what overrides or embeds the direction of text. The marks that scripts
/// need (left-to-right, right-to-left and Arabic letter mark, joiners, variation selectors) do not.
pub fn acts(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

/// Whether nothing is seen of the character: white space, controls, and what Unicode lets a
/// program leave out when it cannot show it.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a line ends at the character, for some program or other.
pub fn breaks_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The text as it may be printed: whatever would act is a `�`.
pub fn shown(text: &str) -> Cow<'_, str> {
    replaced(text, |c| acts(c).then_some(STAND_IN))
}

/// The text on one line, as it may be printed: line breaks and tabs are spaces, whatever else
/// would act is a `�`.
pub fn on_one_line(text: &str) -> Cow<'_, str> {
    replaced(text, |c| match c {
        '\t' => Some(' '),
        c if breaks_line(c) => Some(' '),
        c => acts(c).then_some(STAND_IN),
    })
}

/// JSON as it may be printed, saying the same: whatever would act is escaped. Such a character
/// stands in strings only.
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    if !json.contains(acts) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        match acts(c) {
            // Writing to a string does not fail; none of them lies beyond four digits.
            true => drop(write!(out, "\\u{:04x}", u32::from(c))),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether a spreadsheet might take a cell for a formula, whatever nobody sees, and whatever
/// apostrophes, stand before it.
pub fn opens_formula(cell: &str) -> bool {
    cell.trim_start_matches(|c| c == '\'' || is_invisible(c))
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Without the apostrophe that keeps a spreadsheet from taking a cell for a formula.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if opens_formula(rest) => rest,
        _ => cell,
    }
}

fn replaced(text: &str, by: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if !text.contains(|c| by(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| by(c).unwrap_or(c)).collect())
}

/// Names of files in messages: a line break in one must not begin a line of the message.
pub trait Named {
    /// The name on one line, as it may be printed.
    fn shown(&self) -> Shown<'_>;
}

impl<P: AsRef<Path> + ?Sized> Named for P {
    fn shown(&self) -> Shown<'_> {
        Shown(self.as_ref())
    }
}

/// The name of a file on one line, as it may be printed.
pub struct Shown<'p>(&'p Path);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&on_one_line(&self.0.to_string_lossy()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_seen_in_its_place_and_what_scripts_need_stays() {
        assert_eq!(
            shown("a\u{1b}]52;c;x\u{7}b\u{9b}31m\u{202e}c\u{2066}\r\u{7f}\n\td"),
            "a�]52;c;x�b�31m�c���\n\td"
        );
        for text in [
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "👩\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}",
            "א\u{200f}(1)",
            "a\u{200e}",
            "\u{61c}",
            "佢冇話\n\t",
            "",
        ] {
            assert!(
                matches!(shown(text), Cow::Borrowed(t) if t == text),
                "{text:?}"
            );
        }
    }

    #[test]
    fn one_line_stays_one() {
        let name = "two\r\nlines\tand\u{2028}more\u{85}\u{1b}[2J";
        assert_eq!(on_one_line(name), "two  lines and more �[2J");
        let path = Path::new("/tmp/a\nb\u{1b}.txt");
        assert_eq!(path.shown().to_string(), "/tmp/a b�.txt");
    }

    #[test]
    fn json_says_the_same_without_anything_that_acts() {
        let value = serde_json::json!({ "a\u{202e}": ["\u{7f}\u{9b}\u{1b}\n", "é\u{200d}"] });
        let json = serde_json::to_string_pretty(&value).unwrap();
        let escaped = escaped_json(&json);
        assert!(
            !escaped.contains(acts) && escaped.contains("\\u009b"),
            "{escaped}"
        );
        let read: serde_json::Value = serde_json::from_str(&escaped).unwrap();
        assert_eq!(read, value);
    }
}
