//! A parsed query: what is searched for, where, and how it is combined.

/// A query as typed, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    /// A word, phrase, prefix or field value.
    Leaf(Leaf),
}

/// The smallest part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Column it begins at, from 1.
    pub column: usize,
    pub field: Field,
    pub text: String,
    /// Whether the last word is whole.
    pub ending: Ending,
}

/// Whether the last word of a leaf is whole or the beginning of one (`recov*`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Whole,
    /// The beginning of a word.
    Open,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Talk, memos and codes.
    Anywhere,
    Talk,
    Memo,
    /// Codes and their definitions only.
    Code,
    /// The speaker's label or the participant they are.
    Speaker,
    /// The source's name or id.
    Source,
    Kind,
    /// `is:participant`, `is:interviewer`.
    Is,
    /// An attribute of the source or of the participant.
    Attribute(String),
}

impl Field {
    /// The field called `name`; every name that is not one of ours is an attribute's.
    pub fn named(name: &str) -> Field {
        match name.to_lowercase().as_str() {
            "text" | "talk" => Field::Talk,
            "memo" => Field::Memo,
            "code" => Field::Code,
            "speaker" => Field::Speaker,
            "source" => Field::Source,
            "kind" => Field::Kind,
            "is" => Field::Is,
            _ => Field::Attribute(name.to_owned()),
        }
    }

    /// Whether it looks at words of a text, not at what is known about a source.
    pub fn is_words(&self) -> bool {
        matches!(
            self,
            Field::Anywhere | Field::Talk | Field::Memo | Field::Code
        )
    }
}
