//! What can go wrong, with the next step.

use crate::model::visible::Named;
use std::path::PathBuf;
use thiserror::Error;

/// A query that cannot be read, with the column (from 1) where it goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct QueryError {
    /// Column, from 1.
    pub column: usize,
    /// What is wrong, column included.
    pub fault: String,
}

/// The ways a query can be wrong.
#[derive(Clone, Debug)]
pub(super) enum QueryFault {
    OpenQuote,
    OpenGroup,
    LooseClose,
    EmptyGroup,
    LooseStar,
    LooseTilde,
    NoDistance,
    LikeOneWord,
    LikeDistance,
    NothingBeside(&'static str),
    NothingToLeaveOut,
    NoValue(String),
    OnlyNot,
    TooDeep,
    Empty,
    UnknownKind(String),
    UnknownIs(String),
    UnknownField(String, Vec<String>),
    UnknownListing(String),
    UnknownStanding(String),
    /// What is not there, as typed, and what there is.
    Unknown(&'static str, String, Vec<String>),
    NoComparison(String),
    NoMeeting,
    NoTurns,
    /// The code that nothing is coded with.
    NothingLike(String),
    LikeListsTurns,
    NotKnown,
}

impl QueryFault {
    pub fn at(self, column: usize) -> QueryError {
        let fault = match self {
            QueryFault::OpenQuote => format!("a quote opened at column {column} is not closed"),
            QueryFault::OpenGroup => format!("a bracket opened at column {column} is not closed"),
            QueryFault::LooseClose => {
                format!("the bracket closed at column {column} was never opened")
            }
            QueryFault::EmptyGroup => {
                format!("nothing stands in the brackets at column {column}")
            }
            QueryFault::LooseStar => format!(
                "the * at column {column} stands alone: put it right behind the beginning of a word, as in recov*"
            ),
            QueryFault::LooseTilde => format!(
                "the ~ at column {column} belongs right behind one word, or behind a phrase with a number"
            ),
            QueryFault::NoDistance => format!(
                "the phrase at column {column} wants a number behind its ~: \"strengths plan\"~5 allows 5 other words between"
            ),
            QueryFault::LikeOneWord => format!(
                "only a single word can be followed by ~ (column {column}); for words near each other put them in quotes: \"strengths plan\"~5"
            ),
            QueryFault::LikeDistance => {
                format!("the ~ at column {column} takes 1 or 2 letters")
            }
            QueryFault::NothingBeside(sign) => {
                format!("{sign} at column {column} wants something to search for on both sides")
            }
            QueryFault::NothingToLeaveOut => {
                format!("nothing stands behind the NOT at column {column}")
            }
            QueryFault::NoValue(name) => {
                format!("“{name}:” at column {column} wants a value right behind it")
            }
            QueryFault::OnlyNot => {
                "say what to find as well: so far the query only says what to leave out".to_owned()
            }
            QueryFault::TooDeep => {
                format!("the brackets at column {column} are nested too deeply")
            }
            QueryFault::Empty => {
                "nothing to search for: type a word, or a phrase in quotes".to_owned()
            }
            QueryFault::UnknownKind(value) => format!(
                "there is no kind of source “{value}” (column {column}): interview, focus-group, field-note, document or rating-sheet"
            ),
            QueryFault::UnknownIs(value) => format!(
                "“{value}” at column {column} is no role: role:participant or role:interviewer; an attribute of that name is asked for as \"role\":…"
            ),
            QueryFault::UnknownListing(value) => format!(
                "“list:{value}” at column {column} is not known: list:turns or list:segments"
            ),
            QueryFault::UnknownStanding(value) => format!(
                "“standing:{value}” at column {column} is not known: agreed, settled, open or alone"
            ),
            QueryFault::Unknown(what, typed, known) => {
                let known = match known.as_slice() {
                    [] => format!("there is no {what} yet"),
                    names => format!("there is {}", names.join(", ")),
                };
                format!("no {what} is called “{typed}” (column {column}); {known}")
            }
            QueryFault::NoComparison(value) => format!(
                "“{value}” at column {column} compares with nothing: a number or a date belongs behind the sign, as in >3 or >=2019-08-13"
            ),
            QueryFault::NoMeeting => format!(
                "the brackets at column {column} want two codes: coded:(a and b), same, in, crossing, or, or coded:(a near b 3)"
            ),
            QueryFault::NoTurns => format!(
                "“near” in the brackets at column {column} wants a number of turns behind the second code: coded:(a near b 3)"
            ),
            QueryFault::NothingLike(code) => format!(
                "nothing is coded with “{code}” that you may see, so nothing can be like it (column {column})"
            ),
            QueryFault::LikeListsTurns => format!(
                "“like:” at column {column} finds turns in which nothing is coded so, and those hold no segment to list: leave out list:segments"
            ),
            QueryFault::NotKnown => format!(
                "what stands at column {column} asks what is said or coded; here only who speaks and what is known of sources can be asked for, as in arm:control age:<40 -kind:document"
            ),
            QueryFault::UnknownField(name, known) => {
                let known = match known.as_slice() {
                    [] => "no attributes are set yet".to_owned(),
                    names => format!("attributes are {}", names.join(", ")),
                };
                format!(
                    "nothing here has an attribute “{name}” (column {column}); {known}. To search for the words, put them in quotes"
                )
            }
        };
        QueryError { column, fault }
    }
}

/// Why the index could not be read or brought up to date.
#[derive(Debug, Error)]
pub enum SearchError {
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The folder of the index cannot be used.
    #[error("the search index in {} cannot be used ({why}); check that the folder can be written to, it is rebuilt by itself", path.shown())]
    Folder { path: PathBuf, why: std::io::Error },
    /// Another program is bringing the index up to date.
    #[error("another window is bringing the search index in {} up to date; search uses what is there", path.shown())]
    Busy { path: PathBuf },
    /// The text of a source could not be read.
    #[error(
        "the text of {source_id} could not be read for the search index ({reason}); run `tandem check`"
    )]
    Text { source_id: String, reason: String },
    /// The index is damaged.
    #[error(
        "the search index is damaged ({0}); it is rebuilt when search is next brought up to date"
    )]
    Damaged(String),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> SearchError {
        SearchError::Damaged(error.to_string())
    }
}
