//! What a start tag of a web page says of its element.

use super::markup::is_bold;

/// A start tag as far as it is read.
#[derive(Default)]
pub(super) struct Tag {
    pub name: String,
    /// The attribute whose value comes next.
    attribute: String,
    pub hidden: bool,
    pub bold: Option<bool>,
    pub note: Option<Note>,
}

/// What belongs to notes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    Reference,
    Text,
}

impl Tag {
    pub fn named(name: &str) -> Tag {
        Tag {
            name: name.to_owned(),
            ..Tag::default()
        }
    }

    pub fn attribute(&mut self, name: &str) {
        name.clone_into(&mut self.attribute);
        self.hidden |= name == "hidden";
    }

    pub fn value(&mut self, value: &str) {
        match self.attribute.as_str() {
            "style" => {
                self.hidden |= property(value, "display").is_some_and(|how| how == "none");
                self.bold = property(value, "font-weight").map(is_bold);
            }
            "role" | "epub:type" => {
                let kinds = value.split_ascii_whitespace().map(note);
                self.note = kinds.flatten().next().or(self.note);
            }
            _ => {}
        }
    }
}

/// What a kind of element has to do with notes.
fn note(kind: &str) -> Option<Note> {
    match kind.trim_start_matches("doc-") {
        "noteref" => Some(Note::Reference),
        "footnote" | "footnotes" | "endnote" | "endnotes" | "rearnote" | "rearnotes" => {
            Some(Note::Text)
        }
        _ => None,
    }
}

/// A property of a style: `font-weight: bold`.
fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    let properties = style.split(';').filter_map(|p| p.split_once(':'));
    let mut named = properties.filter(|(n, _)| n.trim().eq_ignore_ascii_case(name));
    named.next().map(|(_, value)| value.trim())
}
