//! The hits of a query in order. Where they are in their texts is looked up for those that are
//! shown.

use super::ast::Listing;
use super::error::SearchError;
use super::index::Turns;
use super::notes::Notes;
use super::results::{Coverage, Hit, Results};
use super::shown::segment;
use super::tokenizer::Terms;
use crate::model::coding::Coding;
use std::ops::Range;
use tantivy::DocAddress;

/// Hits in order, as they were found: an index that changes later does not change them.
pub struct Ranking {
    pub(super) turns: Option<Turns>,
    /// None where segments are listed.
    pub(super) notes: Option<Notes>,
    pub(super) segments: Vec<Coding>,
    pub(super) listed: Vec<(f32, At)>,
    /// Hits in all.
    pub total: usize,
    pub coverage: Coverage,
}

/// What a hit is.
#[derive(Clone, Copy, Debug)]
pub(super) enum At {
    Turn(DocAddress),
    /// Its number among the notes.
    Note(usize),
    /// Its number among the segments.
    Segment(usize),
}

impl Ranking {
    /// What is listed.
    pub fn listing(&self) -> Listing {
        match self.notes {
            Some(_) => Listing::Turns,
            None => Listing::Segments,
        }
    }

    /// How many can be asked for.
    pub fn listed(&self) -> usize {
        self.listed.len()
    }

    /// All that are listed, looked up.
    pub fn results(&self) -> Result<Results, SearchError> {
        Ok(Results {
            hits: self.hits(0..self.listed())?,
            total: self.total,
            coverage: self.coverage,
        })
    }

    /// Those hits, with their place and the line shown for each.
    pub fn hits(&self, window: Range<usize>) -> Result<Vec<Hit>, SearchError> {
        let mut terms = Terms::default();
        let to = window.end.min(self.listed.len());
        let listed = &self.listed[window.start.min(to)..to];
        let turns = self.turns.as_ref();
        let hit = |(score, at): &(f32, At)| match at {
            At::Turn(at) => turns.map(|t| t.hit(*score, *at, &mut terms)).transpose(),
            At::Note(number) => {
                let notes = self.notes.as_ref();
                Ok(notes.map(|n| n.hit(*score, *number, &mut terms)))
            }
            At::Segment(number) => {
                let coding = self.segments.get(*number);
                let hit = turns.zip(coding).map(|(t, c)| segment(t, c, &mut terms));
                hit.transpose()
            }
        };
        let hits: Result<Vec<Option<Hit>>, SearchError> = listed.iter().map(hit).collect();
        Ok(hits?.into_iter().flatten().collect())
    }
}

impl std::fmt::Debug for Ranking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ranking")
            .field("listed", &self.listed.len())
            .field("total", &self.total)
            .finish()
    }
}
