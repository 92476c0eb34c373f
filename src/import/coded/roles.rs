//! What a column can be, and the titles that say so.

use crate::model::name::as_shown;
use serde::Serialize;

/// What a column is said to be when the files are taken in, by title.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub text: Option<String>,
    pub source: Option<String>,
    pub speaker: Option<String>,
    pub attributes: Vec<String>,
    pub codes: Vec<String>,
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Text,
    Source,
    Speaker,
    Coder,
    /// What tells rows apart.
    Row,
    /// A code, which applies where its cell says so.
    Code,
    /// Names of codes stand in its cells.
    Labels,
    Attribute,
    LeftOut,
}

impl Role {
    pub fn word(self) -> &'static str {
        match self {
            Role::Text => "the texts",
            Role::Source => "the source of each row",
            Role::Speaker => "who speaks",
            Role::Coder => "who coded the row",
            Role::Row => "what tells rows apart",
            Role::Code => "a code, where its cells say 1, x, yes or true",
            Role::Labels => "codes by their names",
            Role::Attribute => "an attribute of its source",
            Role::LeftOut => "left out",
        }
    }
}

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its title.
    pub column: String,
    #[serde(rename = "is")]
    pub role: Role,
    /// By what it was told.
    pub because: &'static str,
}

/// Titles, in lower case.
#[rustfmt::skip]
pub(super) const TITLES: &[(Role, &[&str])] = &[
    (Role::Text, &["text", "texts", "answer", "response", "utterance", "segment", "excerpt", "quote",
        "quotation", "sentence", "paragraph", "transcript", "content", "message", "statement", "post",
        "talk", "antwort", "réponse", "respuesta", "内容", "內容", "文字", "回答"]),
    (Role::Source, &["source", "document", "doc", "file", "filename", "interview", "document name"]),
    (Role::Speaker, &["speaker", "who", "role", "sprecher", "sprecherin", "locuteur", "hablante",
        "説話者", "说话者", "話者"]),
    (Role::Coder, &["coder", "rater", "annotator", "coded by", "codierer", "codeur", "編碼者", "编码者"]),
    (Role::Labels, &["code", "codes", "label", "labels", "category", "categories", "tag", "tags",
        "theme", "themes", "kategorie", "kategorien", "編碼", "编码"]),
    (Role::Row, &["row", "row id", "id", "nr", "no", "no.", "number", "#", "unit", "unit id", "item",
        "item id", "segment id", "text id", "comment id", "turn", "line"]),
    (Role::LeftOut, &["memo", "memos", "note", "notes", "comment", "comments", "remark", "remarks",
        "time", "timestamp", "start", "end"]),
];

/// Sources where no column is titled so; else speakers.
pub(super) const PEOPLE: &[&str] = &[
    "participant",
    "participants",
    "participant id",
    "respondent",
    "respondent id",
    "interviewee",
    "person",
    "case",
    "case id",
    "teilnehmer",
    "teilnehmerin",
];

/// A title as it may be shown; a column without one is called by its number.
pub(super) fn as_titled(title: &str, at: usize) -> String {
    match title.trim() {
        "" => format!("({})", at + 1),
        title => as_shown(title),
    }
}

pub(super) fn is_untitled(title: &str) -> bool {
    let inner = title.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    inner.is_some_and(|n| n.parse::<usize>().is_ok())
}
