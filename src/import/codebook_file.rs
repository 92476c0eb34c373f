//! Codebook files: one's own notation is to be written by hand, so every mistake is shown in its line.

use super::codebook_fault::{Fault, fault, shown, syntax};
use super::counted;
use super::error::ImportError;
use super::ron_places::{Place, places};
use crate::model::limits::{self, Beyond, Limit};
use crate::model::name;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

/// The format this reads and writes.
pub const FORMAT: u32 = 1;

/// Colours a code may have; each also with `light-` before it.
pub const COLOURS: [&str; 6] = ["red", "green", "yellow", "blue", "magenta", "cyan"];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodebookFile {
    pub name: String,
    /// What it is for and where it comes from.
    pub about: String,
    /// Codes, parents before their children.
    pub codes: Vec<CodeEntry>,
    /// What should be known of how it was read; no part of what is written.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeEntry {
    /// Name, unique whatever its case.
    pub name: String,
    /// Name of the code above it.
    #[serde(default)]
    pub parent: Option<String>,
    #[serde(default)]
    pub definition: String,
    #[serde(default)]
    pub include: String,
    #[serde(default)]
    pub exclude: String,
    #[serde(default)]
    pub examples: Vec<String>,
    /// Colour: `blue`, `light-blue`.
    #[serde(default)]
    pub colour: Option<String>,
    #[serde(default, deserialize_with = "one_key")]
    pub key: Option<char>,
    /// A scale, where applying the code means giving a value.
    #[serde(default)]
    pub kind: Option<Rated>,
    /// No longer in use, though something is coded with it: not added to another study.
    #[serde(default)]
    pub retired: bool,
}

/// A scale: values in rising order, each with what it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct Rated(pub Vec<(i32, String)>);

/// A key, written as text (`"b"`) or as a character (`'b'`).
struct Key(char);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Key, D::Error> {
        struct One;
        impl Visitor<'_> for One {
            type Value = Key;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key: one character, as in \"b\"")
            }
            fn visit_char<E: de::Error>(self, c: char) -> Result<Key, E> {
                self.visit_str(c.encode_utf8(&mut [0; 4]))
            }
            fn visit_str<E: de::Error>(self, key: &str) -> Result<Key, E> {
                let mut all = key.chars();
                match (all.next(), all.next()) {
                    (Some(c), None) if !c.is_whitespace() && !c.is_control() => Ok(Key(c)),
                    _ => Err(E::custom(format!("a key is one character, not “{key}”"))),
                }
            }
        }
        d.deserialize_any(One)
    }
}

fn one_key<'de, D: Deserializer<'de>>(d: D) -> Result<Option<char>, D::Error> {
    Ok(Option::<Key>::deserialize(d)?.map(|k| k.0))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Codebook {
    #[serde(default)]
    format: Option<u32>,
    name: String,
    #[serde(default)]
    about: String,
    #[serde(default, deserialize_with = "codes")]
    codes: Vec<CodeEntry>,
}

fn codes<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<CodeEntry>, D::Error> {
    counted::list(d, limits::CODES)
}

/// Reads one that is written by hand. Every error names file, line and column, shows the line and
/// says what to do.
pub(super) fn notation(file_name: &str, bytes: &[u8]) -> Result<CodebookFile, ImportError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty {
            name: file_name.into(),
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = 1 + bytes[..e.valid_up_to()]
            .iter()
            .filter(|b| **b == b'\n')
            .count();
        ImportError::Codebook(format!(
            "{file_name}: line {line} is not UTF-8; save the file as UTF-8"
        ))
    })?;
    let show = |fault: Fault| ImportError::Codebook(shown(file_name, text, &fault));
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let book: Codebook = options.from_str(text).map_err(|e| show(syntax(text, &e)))?;
    let (top, codes) = places(&options, text);
    check_format(&book, &top).map_err(show)?;
    let codes = check_codes(book.codes, &codes).map_err(show)?;
    Ok(CodebookFile {
        name: book.name,
        about: book.about,
        codes,
        notes: Vec::new(),
    })
}

fn check_format(book: &Codebook, top: &Place) -> Result<(), Fault> {
    if book.format.is_some_and(|f| f != FORMAT) {
        return Err(fault(
            format!("this program reads codebooks of format {FORMAT}"),
            top.of("format"),
            "use a newer version of the program, or ask for the codebook in format 1",
        ));
    }
    if book.name.trim().is_empty() {
        return Err(fault(
            "the codebook has no name",
            top.of("name"),
            "give it one",
        ));
    }
    check_name(&book.name, top.of("name"))
}

/// A name is one line of visible characters.
fn check_name(name: &str, at: Range<usize>) -> Result<(), Fault> {
    name::check(name).map_err(|flaw| fault(flaw.to_string(), at, "write it anew in the file"))
}

/// The rules that hold between codes; a parent is called by its name as it is written there.
pub(super) fn check_codes(
    mut codes: Vec<CodeEntry>,
    places: &[Place],
) -> Result<Vec<CodeEntry>, Fault> {
    let nowhere = Place::default();
    let later: HashMap<String, usize> = codes
        .iter()
        .enumerate()
        .map(|(i, c)| (name::key(&c.name), i))
        .collect();
    // Each with the level it stands on, from 1.
    let mut before: HashMap<String, (String, u64)> = HashMap::new();
    for (i, code) in codes.iter_mut().enumerate() {
        let place = places.get(i).unwrap_or(&nowhere);
        check_code(code, place)?;
        let mut level = 1;
        if let Some((other, _)) = before.get(&name::key(&code.name)) {
            let what = format!("there is a code “{other}” already");
            return Err(fault(
                what,
                place.of("name"),
                "give one of the two another name",
            ));
        }
        if let Some(parent) = &mut code.parent {
            let key = name::key(parent);
            let Some((known, above)) = before.get(&key) else {
                let (what, next) = match later.get(&key) {
                    Some(own) if *own == i => (
                        "a code cannot be its own parent".into(),
                        "delete the parent",
                    ),
                    Some(_) => (
                        format!("the parent “{parent}” comes only later"),
                        "move it before this code",
                    ),
                    None => (
                        format!("there is no code “{parent}”"),
                        "check the spelling, or add it before this code",
                    ),
                };
                return Err(fault(what, place.of("parent"), next));
            };
            parent.clone_from(known);
            level = above + 1;
            keep_to(limits::DEPTH, level, place.of("parent"))?;
        }
        before.insert(name::key(&code.name), (code.name.clone(), level));
    }
    Ok(codes)
}

fn keep_to(limit: Limit, there: u64, at: Range<usize>) -> Result<(), Fault> {
    let refused = |beyond: Beyond| fault(beyond.to_string(), at, "make it less");
    limit.check(there).map_err(refused)
}

fn check_code(code: &mut CodeEntry, place: &Place) -> Result<(), Fault> {
    code.name = code.name.trim().to_owned();
    keep_to(limits::NAME, code.name.len() as u64, place.of("name"))?;
    let texts = [
        ("definition", &code.definition),
        ("include", &code.include),
        ("exclude", &code.exclude),
    ];
    let examples = code.examples.iter().map(|text| ("examples", text));
    for (field, text) in texts.into_iter().chain(examples) {
        keep_to(limits::CELL, text.len() as u64, place.of(field))?;
    }
    check_name(&code.name, place.of("name"))?;
    if let Some(colour) = &code.colour {
        let plain = colour.strip_prefix("light-").unwrap_or(colour);
        if !COLOURS.contains(&plain) {
            return Err(fault(
                format!("there is no colour “{colour}”"),
                place.of("colour"),
                format!(
                    "use {}, or one of them with light- before it",
                    COLOURS.join(", ")
                ),
            ));
        }
    }
    if let Some(Rated(points)) = &code.kind {
        let rising = points.windows(2).all(|p| p[0].0 < p[1].0);
        if points.len() < 2 || !rising {
            return Err(fault(
                "a scale needs at least two values, each greater than the one before",
                place.of("kind"),
                "write them in rising order: Rated([(1, \"…\"), (2, \"…\")])",
            ));
        }
    }
    Ok(())
}
