//! Codebooks as outlines: headings and nested lists, with definitions behind a colon or below.

use super::codebook_file::CodebookFile;
use super::codebook_tree::{Listed, begun, built};
use super::decode::decode;
use super::error::{ImportError, within};
use crate::model::limits;

/// Reads an outline in Markdown or plain text.
pub(super) fn codebook(name: &str, title: &str, bytes: &[u8]) -> Result<CodebookFile, ImportError> {
    let text = decode(name, bytes, None)?.text;
    let mut outline = Outline::default();
    for (line, number) in text.lines().zip(1..) {
        outline.line(line, number);
        within(name, limits::CODES, outline.codes.len())?;
    }
    let (mut codes, mut title) = (outline.codes, title.to_owned());
    // One heading above all is what the codebook is called.
    let is_title = codes.len() > 1 && codes[1..].iter().all(|code| !code.above.is_empty());
    if is_title && outline.begins_with_heading {
        title = codes.remove(0).name;
        codes.iter_mut().for_each(|code| drop(code.above.remove(0)));
    }
    if codes.is_empty() {
        return Err(ImportError::NoText {
            name: name.into(),
            why: "no heading and no line of a list names a code, such as “- hope: what is looked forward to”".into(),
        });
    }
    built(name, &title, codes, Vec::new())
}

#[derive(Default)]
struct Outline {
    codes: Vec<Listed>,
    /// Headings above the line, each with its level.
    headings: Vec<(usize, String)>,
    /// Lines of lists above the line, each with how far it is indented.
    items: Vec<(usize, String)>,
    begins_with_heading: bool,
    /// Where the next line below a code goes on.
    field: Field,
}

#[derive(Clone, Copy, Default)]
enum Field {
    #[default]
    Definition,
    Include,
    Exclude,
    Examples,
}

/// What a line below a code may begin with.
const FIELDS: &[(&str, Field)] = &[
    ("definition", Field::Definition),
    ("description", Field::Definition),
    ("include", Field::Include),
    ("when to use", Field::Include),
    ("exclude", Field::Exclude),
    ("when not to use", Field::Exclude),
    ("example", Field::Examples),
    ("examples", Field::Examples),
];

impl Outline {
    fn line(&mut self, line: &str, number: u64) {
        let trimmed = line.trim();
        if let Some((level, rest)) = heading(trimmed) {
            self.items.clear();
            self.headings.retain(|(other, _)| *other < level);
            let name = self.code(rest, number);
            self.begins_with_heading |= self.codes.len() == 1;
            self.headings.push((level, name));
            return;
        }
        let indent = line.chars().take_while(|c| c.is_whitespace());
        let indent = indent.map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let item = item(trimmed);
        match item.map(|rest| (rest, field(rest))) {
            // A line of a list may be about the code above it.
            Some((rest, Some(_))) => self.below(rest),
            Some((rest, None)) => {
                self.items.retain(|(other, _)| *other < indent);
                let name = self.code(rest, number);
                self.items.push((indent, name));
            }
            None => self.below(trimmed),
        }
    }

    /// Adds the code of a line below those that are open; gives its name.
    fn code(&mut self, text: &str, line: u64) -> String {
        let (name, definition) = parted(text);
        // More levels than there may be are refused, not kept.
        let most = limits::DEPTH.most as usize + 1;
        let above = self.headings.iter().chain(&self.items);
        self.codes.push(Listed {
            line,
            name: name.clone(),
            above: above.take(most).map(|(_, name)| name.clone()).collect(),
            definition,
            ..Listed::default()
        });
        self.field = Field::Definition;
        name
    }

    /// Takes a line that says something of the code above it.
    fn below(&mut self, text: &str) {
        let Some(code) = self.codes.last_mut() else {
            return;
        };
        let mut text = text.trim_start_matches("> ").to_owned();
        if let Some((to, rest)) = field(&text) {
            (self.field, text) = (to, rest);
        }
        let into = match self.field {
            Field::Definition => &mut code.definition,
            Field::Include => &mut code.include,
            Field::Exclude => &mut code.exclude,
            Field::Examples => {
                code.examples
                    .extend(Some(text).filter(|text| !text.is_empty()));
                return;
            }
        };
        match text.is_empty() {
            true if !into.is_empty() => into.push('\n'),
            true => {}
            false => {
                let between = if into.is_empty() || into.ends_with('\n') {
                    ""
                } else {
                    "\n"
                };
                into.push_str(between);
                into.push_str(&text);
            }
        }
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let rest = line[level..]
        .strip_prefix(' ')?
        .trim()
        .trim_end_matches('#')
        .trim();
    ((1..=6).contains(&level) && !rest.is_empty()).then_some((level, rest))
}

/// What stands in a line of a list: `- x`, `* x`, `• x`, `3. x`.
fn item(line: &str) -> Option<&str> {
    let bulleted = line.strip_prefix(['-', '*', '+', '•']);
    let numbered = || {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line[digits..].strip_prefix(['.', ')']);
        rest.filter(|_| (1..=4).contains(&digits))
    };
    let rest = bulleted.or_else(numbered)?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim();
    (!rest.is_empty()).then_some(rest)
}

/// Which part of a clause a line begins, and what is left of it.
fn field(text: &str) -> Option<(Field, String)> {
    let (word, rest) = text.split_once([':', '：'])?;
    let word = word.trim_matches(['*', '_', ' ']).to_lowercase();
    let (_, field) = FIELDS.iter().find(|(known, _)| *known == word)?;
    Some((*field, rest.trim_matches(['*', '_', ' ']).to_owned()))
}

/// Name and definition of a line: apart by a colon.
fn parted(text: &str) -> (String, String) {
    let (name, definition) = text.split_once([':', '：']).unwrap_or((text, ""));
    (
        begun(name.trim_matches(['*', '_', '`', ' '])),
        definition.trim_start_matches(['*', '_']).trim().to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> CodebookFile {
        codebook("book.md", "book", text.as_bytes()).expect("codes")
    }
    fn tree(book: &CodebookFile) -> Vec<(&str, Option<&str>, &str)> {
        let codes = book.codes.iter();
        let row = |c| {
            let c: &super::super::codebook_file::CodeEntry = c;
            (c.name.as_str(), c.parent.as_deref(), c.definition.trim())
        };
        codes.map(row).collect()
    }

    #[test]
    fn headings_and_lists_are_a_tree() {
        let book = read(
            "# Our codes\n\nintroduction\n\n## Goals\nWhat people want.\nAnd more.\n\n- **small steps**: one at a time\n    - Include: when they say so\n    - *walks*\n      Example: I walked.\n- large\n\n## Fear: of anything\n",
        );
        assert_eq!(book.name, "Our codes");
        assert_eq!(
            tree(&book),
            [
                ("Goals", None, "What people want.\nAnd more."),
                ("small steps", Some("Goals"), "one at a time"),
                ("walks", Some("small steps"), ""),
                ("large", Some("Goals"), ""),
                ("Fear", None, "of anything"),
            ]
        );
        assert_eq!(book.codes[1].include, "when they say so");
        assert_eq!(book.codes[2].examples, ["I walked."]);
    }

    #[test]
    fn a_list_alone_is_a_codebook_and_plain_prose_is_none() {
        let book = read("1. Hope\n2. Fear\n\t- of falling\n");
        assert_eq!(
            tree(&book),
            [
                ("Hope", None, ""),
                ("Fear", None, ""),
                ("of falling", Some("Fear"), "")
            ]
        );
        let why = codebook("book.md", "book", b"Just words.\n").expect_err("refused");
        assert!(why.to_string().contains("- hope: what"), "{why}");
    }

    proptest::proptest! {
        #[test]
        fn any_outline_is_read_or_refused(text in "([#*\\-: \t\n0-9.a-c\u{202e}é]){0,60}") {
            let _ = codebook("book.md", "book", text.as_bytes());
        }
    }
}
