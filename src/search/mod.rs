//! Search over turns, segments, memos and codes: schema, tokenizer, index, query.
//!
//! Two indexes. The text index lies in a cache folder and holds sources only, so it is the same for
//! everybody; it is derived data, rebuilt whenever it is missing, stale or damaged. The notes index
//! lives in memory and is built from the memos and codes its caller hands over, that is, from what
//! the viewer may see. No type of the search library leaves this module.

mod ast;
mod coded;
mod compare;
mod corpus;
mod counting;
mod error;
mod excerpt;
mod facets;
mod filed;
mod filters;
mod fold;
mod folder;
mod grouped;
mod hints;
mod index;
mod known;
mod lexer;
mod lexicon;
mod like;
mod liked;
mod listed;
mod locate;
mod loose;
mod manifest;
mod meeting;
mod narrowed;
mod near;
mod needle;
mod notes;
mod paragraphs;
mod people;
mod phrase;
mod plan;
mod query;
mod ranking;
mod reading;
mod results;
mod schema;
mod scope;
mod script;
mod segments;
mod settled;
mod shown;
mod stream;
mod syntax;
mod syntax_codings;
mod tokenizer;
mod turns;
mod update;
mod weighed;
mod written;

pub use ast::{Listing, Standing};
pub use corpus::{Corpus, Standings};
pub use error::{QueryError, SearchError};
pub use facets::{Facet, Facets, Sort};
pub use filed::Filed;
pub use index::TextIndex;
pub(crate) use lexer::QUOTES;
pub use lexicon::{Lexicon, Token, plain};
pub use notes::{MemoFacts, Note, NoteKind, NotesIndex};
pub use query::Query;
pub use ranking::Ranking;
pub use results::{Coverage, FoundTurns, Group, Hit, Order, Place, Results};
pub use scope::{Scope, Scoped, Stretch};
pub use update::update;
pub use written::{as_field, in_quotes, quoted};

#[cfg(test)]
mod tests;
