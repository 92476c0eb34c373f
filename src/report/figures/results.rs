//! The figures of what is selected, with what they are counted on.

use super::behind::Behind;
use crate::agreement::outcome::Outcome;
use crate::agreement::round::{
    Comparison, Confusion, Each, Intervals, PartFigures, RoundFigures, Segment,
};
use crate::model::ids::SourceId;
use crate::model::round::{Headline, Round};
use crate::report::Documents;
use std::sync::Arc;

/// All figures of a selection that need no simulation, with what they were counted on.
#[derive(Clone, Debug)]
pub struct Results {
    /// What is compared: segments behind any count are found in it.
    pub comparison: Comparison,
    pub figures: RoundFigures,
    /// Part by part, all codes pooled: on the screen, and in an export, source by source.
    pub parts: Vec<PartFigures>,
    /// Which codes are confused, by pair of coders.
    pub confusion: Vec<Confusion>,
    /// The leading figure without the codings that come from lists, where there are any.
    pub as_read: Option<Outcome>,
}

/// One round of a trend.
#[derive(Clone, Debug)]
pub struct Staged {
    pub round: Arc<Round>,
    /// Its figures; why there are none, in words.
    pub figures: Result<RoundFigures, String>,
}

/// What was found of a selection, with its intervals as far as there are any; in words, why there is
/// nothing.
pub type Found<'a> = Result<(&'a Results, Option<&'a Intervals>), &'a str>;

/// Texts by source and revision.
pub fn at_hand(
    documents: &Documents,
) -> impl Fn(&SourceId, u32) -> Option<Arc<crate::model::source::Document>> + '_ {
    |id, revision| documents.get(id)?.at(revision).cloned()
}

impl Results {
    /// Computes them, with the figures of each part, if asked for.
    ///
    /// # Errors
    /// In words, why there are none.
    pub fn of(comparison: Comparison, each: Option<Each>) -> Result<Results, String> {
        let words = |why: crate::agreement::outcome::Undefined| why.to_string();
        let figures = comparison.figures().map_err(words)?;
        let pairs = 0..figures.by_coding.len();
        Ok(Results {
            parts: match each {
                Some(each) => comparison.parts(each, None).map_err(words)?,
                None => Vec::new(),
            },
            confusion: pairs.filter_map(|p| comparison.confusion(p)).collect(),
            as_read: comparison.as_read().and_then(|read| {
                let lead = comparison.material().headline();
                match read.figures() {
                    Ok(figures) => figures.headline(lead),
                    Err(why) => Some(Err(why)),
                }
            }),
            figures,
            comparison,
        })
    }

    pub fn lead(&self) -> Headline {
        self.comparison.material().headline()
    }

    /// The segments behind a cell, in the order of rounds, sources and text.
    pub fn segments(&self, behind: &Behind) -> Vec<Segment> {
        let mut all: Vec<Segment> = Vec::new();
        for counted in &behind.counted {
            all.extend(self.comparison.segments(counted, &behind.within));
        }
        if behind.counted.len() > 1 {
            let place = |s: &Segment| {
                let parts = &self.comparison.material().parts;
                let round = parts.iter().position(|p| p.round.id == s.round);
                let source = self.figures.sources.iter().position(|id| *id == s.source);
                (round, source, s.span)
            };
            all.sort_by_cached_key(place);
        }
        all
    }
}
