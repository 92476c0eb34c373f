//! What a search goes by besides the index.

use crate::model::source::Source;

/// The sources and people as they are known at the time of a search. It is asked for each time, not
/// kept in the index: a name, an attribute or a speaker's role that changes counts at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Corpus<'a> {
    /// The sources the viewer may see, in the order they are shown.
    pub sources: &'a [Source],
    /// Attributes of participants and cases: (participant, [(key, value)]).
    pub participants: &'a [(String, Vec<(String, String)>)],
}
