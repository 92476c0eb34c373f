//! A parsed query: what is searched for, where, and how it is combined.

use super::compare::Compared;

/// A query as typed, understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    /// A word, phrase, prefix or field value.
    Leaf(Leaf),
    /// What somebody coded here.
    Coding(Coding),
    /// What resembles the segments of a code.
    Like(Like),
}

impl Expr {
    /// Whether this holds of a part that is no joining of parts.
    pub fn has(&self, is: &dyn Fn(&Expr) -> bool) -> bool {
        match self {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().any(|part| part.has(is)),
            Expr::Not(inner) => inner.has(is),
            Expr::Coding(_) | Expr::Leaf(_) | Expr::Like(_) => is(self),
        }
    }

    /// Whether it asks what is coded.
    pub fn asks_of_codings(&self) -> bool {
        self.has(&|part| matches!(part, Expr::Coding(_) | Expr::Like(_)))
    }
}

/// What a query lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listing {
    /// What one speaker says until the next; then memos and codes.
    #[default]
    Turns,
    /// Codings.
    Segments,
}

impl Listing {
    /// So many hits in words: “1 segment”, “12 hits”.
    pub fn counted(self, number: usize) -> String {
        let one = match self {
            Listing::Turns => "hit",
            Listing::Segments => "segment",
        };
        let plural = if number == 1 { "" } else { "s" };
        format!("{number} {one}{plural}")
    }
}

/// The smallest part of a query that is about text, people or sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Column it begins at, from 1.
    pub column: usize,
    pub field: Field,
    pub text: String,
    pub ending: Ending,
}

impl Leaf {
    /// `memo:*`, `code:*`: whatever it says.
    pub fn is_any_note(&self) -> bool {
        let of_notes = matches!(self.field, Field::Memo | Field::Code);
        of_notes && self.text.is_empty() && self.ending == Ending::Open
    }
}

/// How the words of a leaf are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Whole,
    /// The last is the beginning of a word (`recov*`).
    Open,
    /// A word so many letters away (`recovry~`).
    Like(u8),
    /// In any order, with at most so many other words between the first and the last.
    Near(u32),
}

/// The smallest part of a query that is about codings.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Coding {
    /// Column it begins at, from 1.
    pub column: usize,
    pub test: Test,
}

/// What holds of a coding.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// `coded:*`
    Any,
    Coded(Wanted),
    /// Its stretch meets that of another coding.
    Meets(Wanted, Meeting, Wanted),
    By(String),
    /// `None`: it is of no round.
    Round(Option<String>),
    Stands(Standing),
    Rated(Compared),
    Unsure,
    /// Its code is placed below a theme.
    Theme(String),
}

/// Turns that resemble what is coded with a code, and in which nothing is; or what is said at a place, which
/// is written where a code is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Like {
    /// Column it begins at, from 1.
    pub column: usize,
    pub wanted: Wanted,
}

/// A code as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub column: usize,
    pub name: String,
    /// Whether its name only begins so.
    pub open: bool,
    /// Whether codes below it are meant, too.
    pub below: bool,
}

/// How two stretches meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    /// They share text.
    Share,
    Same,
    /// The first lies inside the second and is not the same.
    Inside,
    /// They share text, and neither lies inside the other.
    Cross,
    /// At most so many turns lie from the one to the other.
    Near(u32),
}

/// What findings make of a coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// All coded alike, or the round's rule settled it.
    Agreed,
    /// Settled by a verdict or a conference.
    Settled,
    /// A difference that is not settled yet.
    Open,
    /// One coder's work that was compared with nobody's.
    Alone,
}

impl Standing {
    pub const ALL: [Standing; 4] = [
        Standing::Agreed,
        Standing::Settled,
        Standing::Open,
        Standing::Alone,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Standing::Agreed => "agreed",
            Standing::Settled => "settled",
            Standing::Open => "open",
            Standing::Alone => "alone",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Talk, memos and codes.
    Anywhere,
    Talk,
    Memo,
    /// What is known of a memo.
    MemoIs(MemoIs),
    /// Codes and their definitions only.
    Code,
    /// The speaker's label or the participant they are.
    Speaker,
    /// The participant who speaks.
    Participant,
    /// The source's name or id.
    Source,
    Kind,
    Language,
    /// Whether the viewer has marked the source as finished.
    Finished,
    /// The source is one of a round's.
    Within,
    /// `role:participant`, `role:interviewer`.
    Role,
    /// An attribute of the source or of the participant.
    Attribute(String),
}

/// What is known of a memo, its words aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MemoIs {
    Kind,
    /// On what kind of thing.
    On,
    By,
}

impl Field {
    /// The field called `name`; every name that is not one of ours is an attribute's.
    pub fn named(name: &str) -> Field {
        match name.to_lowercase().as_str() {
            "text" | "talk" => Field::Talk,
            "memo" => Field::Memo,
            "memo-kind" => Field::MemoIs(MemoIs::Kind),
            "memo-on" => Field::MemoIs(MemoIs::On),
            "memo-by" => Field::MemoIs(MemoIs::By),
            "code" => Field::Code,
            "speaker" => Field::Speaker,
            "participant" => Field::Participant,
            "source" => Field::Source,
            "kind" => Field::Kind,
            "lang" | "language" => Field::Language,
            "finished" => Field::Finished,
            "within" => Field::Within,
            "is" | "role" => Field::Role,
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
