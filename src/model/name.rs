//! Names: of studies, codes, rounds, sources, people, themes, attributes and relations. A name is
//! one line of visible characters, so that it can stand in a list, a sentence, a table and a file
//! that is read again.

pub use super::given_names::check_all;
use super::visible::{STAND_IN, acts, breaks_line, is_invisible, on_one_line};
use serde::{Deserialize, Deserializer};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Most characters of a name; the name of any file is shorter.
pub const LONGEST: usize = 255;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Flaw {
    /// Nothing would be seen of it.
    #[error("a name needs at least one character that can be seen")]
    Nothing,
    /// It goes on in another line.
    #[error("the name “{0}” goes over more than one line: write it on one")]
    Lines(String),
    /// It holds a character that is not for showing.
    #[error("the name “{0}” holds a character that is not shown, {1}: leave it out")]
    Acts(String, String),
    #[error("the name “{0}…” has {1} characters: {LONGEST} are the most a name can have")]
    Long(String, usize),
}

/// Whether this can be a name; white space around it is not part of it.
///
/// # Errors
/// What is wrong with it, in words.
pub fn check(name: &str) -> Result<(), Flaw> {
    let name = name.trim();
    let shown = || on_one_line(name).chars().take(60).collect();
    if let Some(c) = name
        .chars()
        .find(|c| breaks_line(*c) || *c == '\t' || acts(*c))
    {
        return Err(match c {
            '\t' => Flaw::Acts(shown(), "a tab".into()),
            c if breaks_line(c) => Flaw::Lines(shown()),
            c => Flaw::Acts(shown(), format!("U+{:04X}", u32::from(c))),
        });
    }
    if name.chars().all(is_invisible) {
        return Err(Flaw::Nothing);
    }
    match name.chars().count() {
        0..=LONGEST => Ok(()),
        n => Err(Flaw::Long(shown(), n)),
    }
}

/// A name from a file, as one line of visible characters: line breaks and tabs are spaces, whatever
/// a terminal would act on is a `�`.
///
/// # Errors
/// What is wrong with it still.
pub fn cleaned(name: &str) -> Result<String, Flaw> {
    let name = on_one_line(name).trim().to_owned();
    check(&name).map(|()| name)
}

/// What a name looks like that was made before names were checked. It stands so for everybody,
/// wherever it is shown, compared or exported; the journal keeps what was written.
pub fn as_shown(name: &str) -> String {
    let shown = on_one_line(name);
    match shown.trim() {
        name if name.chars().all(is_invisible) => STAND_IN.to_string(),
        name => name.to_owned(),
    }
}

/// What names that are one have in common: white space around a name, letter case, and whether
/// its accents are written composed or apart, tell nothing apart.
pub fn key(name: &str) -> String {
    let name = name.trim();
    match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => composed(&composed(name).to_lowercase()),
    }
}

pub fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// The name with its accents composed: how one typed or read from a file is kept.
pub fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// The name with a number after it, cut where it would be too long.
pub fn numbered(name: &str, n: u32) -> String {
    let end = format!(" ({n})");
    format!("{}{end}", cut(name, LONGEST - end.len()))
}

/// At most so many characters of a name, `…` where some had to go.
pub fn cut(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Reads a name as it is shown.
pub(crate) fn read<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    let name = String::deserialize(d)?;
    Ok(match check(&name) {
        Ok(()) if name.trim().len() == name.len() => name,
        _ => as_shown(&name),
    })
}

/// Reads a name that may be missing as it is shown.
pub(crate) fn read_optional<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    let name = Option::<String>::deserialize(d)?;
    Ok(name.map(|name| as_shown(&name)))
}

/// Reads a word or two that may be missing, as they are shown.
pub(crate) fn read_line<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    let line = String::deserialize(d)?;
    Ok(on_one_line(&line).trim().to_owned())
}

/// Reads several names, as they are shown.
pub(crate) fn read_several<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    let names = Vec::<String>::deserialize(d)?;
    Ok(names.iter().map(|name| as_shown(name)).collect())
}

/// Reads the values of a scale, what they are called as it is shown.
pub(crate) fn read_scale<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<(i32, String)>, D::Error> {
    let scale = Vec::<(i32, String)>::deserialize(d)?;
    let shown = |(value, label): (i32, String)| (value, on_one_line(&label).trim().to_owned());
    Ok(scale.into_iter().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_can_be_a_name_and_what_cannot() {
        for name in [
            "small steps",
            " pad ",
            "é",
            "😀",
            "a > b",
            "می\u{200c}خواهم",
            "שלום\u{200f}!",
            "👩\u{200d}👩\u{200d}👧",
            "飲茶先",
            "\u{1112}\u{1161}\u{11ab}",
            "�",
        ] {
            assert_eq!(check(name), Ok(()), "{name:?}");
        }
        assert_eq!(check(&"x".repeat(LONGEST)), Ok(()));
        for (name, part) in [
            ("", "can be seen"),
            (" \u{200b}\u{2060}\u{3164}\u{ad}", "can be seen"),
            ("two\nlines", "“two lines” goes over more than one line"),
            ("two\u{2028}lines", "more than one line"),
            ("two\u{85}lines", "more than one line"),
            ("a\tb", "a tab"),
            (
                "a\u{1b}[31m",
                "“a�[31m” holds a character that is not shown, U+001B",
            ),
            ("\u{202e}evil", "U+202E"),
            ("\u{2067}x", "U+2067"),
            ("\0", "U+0000"),
        ] {
            let said = check(name).unwrap_err().to_string();
            assert!(said.contains(part), "{name:?}: {said}");
        }
        let said = check(&"é".repeat(LONGEST + 1)).unwrap_err().to_string();
        assert!(
            said.contains("has 256 characters") && said.len() < 250,
            "{said}"
        );
    }

    #[test]
    fn an_old_name_is_shown_on_one_line_and_an_empty_one_is_seen() {
        assert_eq!(as_shown("two\nlines \u{1b}[2J"), "two lines �[2J");
        assert_eq!(as_shown(" \u{200b}"), "�");
        assert_eq!(as_shown(""), "�");
    }

    proptest! {
        #[test]
        fn what_was_shown_once_can_be_a_name(name in ".*", most in 1usize..40) {
            let shown = as_shown(&name);
            prop_assert_eq!(as_shown(&shown), &*shown);
            prop_assert_eq!(check(&cut(&shown, LONGEST)), Ok(()));
            prop_assert_eq!(check(&numbered(&shown, 12)), Ok(()));
            prop_assert!(cut(&shown, most).chars().count() <= most);
            if check(&name).is_ok() {
                prop_assert_eq!(&shown, name.trim());
            }
        }
    }
}
