//! What is asked about words, and what comes back: the same for command line and screen.

use super::collocates::{Collocates, LEAST, collocates};
use super::frequencies::{Frequencies, frequencies};
use super::groups::By;
use super::heard::{Heard, Wanted};
use super::kwic::{Concordance, Keyword, Sorting, concordance};
use crate::export::grid::Grid;
use crate::model::attribute::Subjects;
use crate::model::view::View;
use crate::report::words::counted;
use crate::report::{Exported, Texts, table_files};
use crate::search::{Listing, Query};
use serde_json::Value;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// How often words are said, apart for groups if there are any.
    Words(Option<By>),
    /// Where a word is said.
    Places(Keyword, Sorting),
    /// What stands beside a word, at most so many words away.
    Beside(Keyword, usize),
}

/// What was found.
pub enum Found {
    Words(Frequencies),
    Places(Concordance),
    Beside(Collocates),
}

/// Reads a query that says in which turns words are counted.
///
/// # Errors
/// In words, where it cannot be read or lists something else.
pub fn query_of_turns(typed: &str) -> Result<Query, String> {
    let query = Query::parse(typed).map_err(|e| e.to_string())?;
    match query.listing() {
        Listing::Segments => Err(
            "this query lists segments, and words are counted in turns: with list:turns it \
             lists the turns that share text with them"
                .to_owned(),
        ),
        Listing::Turns => Ok(query),
    }
}

/// Whether what is counted in the turns a query finds is the same in another state of the study, the
/// texts being the same.
pub fn stands(before: &View, now: &View, query: &str) -> bool {
    let of_codings = || Query::parse(query).is_ok_and(|query| query.depends_on_viewer());
    let people = &Subjects::Participants;
    let set = || {
        before
            .with_attributes(people)
            .eq(now.with_attributes(people))
    };
    let kinds = || {
        before
            .attribute_kinds(people)
            .eq(now.attribute_kinds(people))
    };
    (query.is_empty() || !of_codings())
        && before.sources() == now.sources()
        && before.time_points() == now.time_points()
        && set()
        && kinds()
}

impl Asked {
    /// Finds it.
    ///
    /// # Errors
    /// In words, where a keyword holds no word, or an attribute makes no groups.
    pub fn found(&self, texts: Texts, wanted: &Wanted) -> Result<Found, String> {
        Ok(match self {
            Asked::Words(by) => Found::Words(frequencies(texts, wanted, by.as_ref())?),
            Asked::Places(keyword, sorting) => {
                Found::Places(concordance(texts, wanted, keyword, *sorting)?)
            }
            Asked::Beside(keyword, span) => {
                Found::Beside(collocates(texts, wanted, keyword, *span)?)
            }
        })
    }
}

impl Found {
    pub fn heard(&self) -> &Heard {
        match self {
            Found::Words(found) => &found.heard,
            Found::Places(found) => &found.heard,
            Found::Beside(found) => &found.heard,
        }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Found::Words(found) => found.rows.len(),
            Found::Places(found) => found.lines.len(),
            Found::Beside(found) => found.rows.len(),
        }
    }

    /// As JSON, with the first `limit` rows: docs/json.md says what stands in it.
    pub fn json(&self, texts: Texts, wanted: &Wanted, limit: usize) -> Value {
        match self {
            Found::Words(found) => found.json(wanted, limit),
            Found::Places(found) => found.json(wanted, texts, limit),
            Found::Beside(found) => found.json(wanted, limit),
        }
    }

    /// The tables of files, each with the name of its file; the first has the rows.
    fn grids(&self, texts: Texts) -> Vec<(&'static str, Grid)> {
        match self {
            Found::Words(found) => {
                let groups = found.groups_grid().map(|grid| ("words-groups", grid));
                let words = ("words", found.grid());
                std::iter::once(words).chain(groups).collect()
            }
            Found::Places(found) => vec![("kwic", found.grid(texts))],
            Found::Beside(found) => vec![("collocates", found.grid())],
        }
    }

    /// All of it as files, or these rows in this order.
    pub fn files(&self, texts: Texts, rows: Option<&[usize]>) -> Exported {
        let mut grids = self.grids(texts);
        if let (Some((_, grid)), Some(rows)) = (grids.first_mut(), rows) {
            let mut all = std::mem::take(&mut grid.rows);
            let taken = |at: &usize| all.get_mut(*at).map(std::mem::take);
            grid.rows = rows.iter().filter_map(taken).collect();
        }
        let mut exported = Exported::default();
        for file in grids
            .into_iter()
            .flat_map(|(name, grid)| table_files(name, grid))
        {
            match file {
                Ok(file) => exported.files.push(file),
                Err(why) => exported.warnings.push(why),
            }
        }
        exported
    }
}

impl Collocates {
    /// What is listed, in words.
    pub fn said(&self) -> String {
        format!(
            "“{}” is said {}; listed is what stands at least {LEAST} times within {} of it, in one turn",
            self.keyword,
            counted(self.times as usize, "time"),
            counted(self.span, "word"),
        )
    }
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Found({} rows)", self.len())
    }
}
