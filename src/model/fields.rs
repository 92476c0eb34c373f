//! Fields that edits set, with their new values.

use super::code::{CodeKind, Colour};
use super::digest::Digest;
use super::ids::CodeId;
use super::name;
use super::source::SourceKind;
use super::text::Span;
use serde::{Deserialize, Serialize};

/// One field of a code, with its new value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CodeField {
    Name(#[serde(deserialize_with = "name::read")] String),
    Definition(String),
    Include(String),
    Exclude(String),
    Examples(Vec<String>),
    Colour(Colour),
    Key(char),
    Kind(CodeKind),
}

/// One field of a coding, with its new value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CodingField {
    /// Another code on the same stretch.
    Code(CodeId),
    /// Another stretch, with the digest of the text it covers.
    Span(Span, Digest),
    Certain(bool),
    Rating(Option<i32>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SourceField {
    Name(#[serde(deserialize_with = "name::read")] String),
    Kind(SourceKind),
    Language(#[serde(deserialize_with = "name::read_line")] String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ThemeField {
    Name(#[serde(deserialize_with = "name::read")] String),
    Statement(String),
}
