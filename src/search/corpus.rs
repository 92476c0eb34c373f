//! What a search goes by besides the index.

use super::ast::Standing;
use super::filed::Filed;
use crate::model::ids::CodingId;
use crate::model::source::Source;
use crate::model::view::View;
use std::collections::HashMap;

/// What findings make of codings; those that came to nothing are not in it.
pub type Standings = HashMap<CodingId, Standing>;

/// The sources, people and codings as they are known at the time of a search. It is asked for each
/// time, not kept in the index: a name, an attribute or a speaker's role that changes counts at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Corpus<'a> {
    /// The sources the viewer may see, in the order they are shown.
    pub sources: &'a [Source],
    /// Attributes of participants and cases: (participant, [(key, value)]).
    pub participants: &'a [(String, Vec<(String, String)>)],
    /// Where codings come from; without it nothing is coded.
    pub view: Option<&'a View>,
    /// The same codings in columns, where somebody keeps them; else each query puts them together.
    pub filed: Option<&'a Filed>,
    /// What findings make of codings, where a query asks for that.
    pub standings: Option<&'a Standings>,
}

impl<'a> Corpus<'a> {
    /// The columns that are kept, unless sources came or went since.
    pub(super) fn kept(&self) -> Option<&'a Filed> {
        self.filed.filter(|filed| filed.is_of(self.sources))
    }

    /// The codings in columns for one query, if it `is_asked` for them and nobody keeps them.
    pub(super) fn file(&self, is_asked: bool) -> Filed {
        let view = self.view.filter(|_| is_asked && self.kept().is_none());
        view.map_or_else(Filed::default, |view| Filed::of(view, self.sources))
    }
}
