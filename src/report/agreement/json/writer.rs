//! What everything written of figures needs.

use crate::agreement::outcome::Outcome;
use crate::agreement::round::Intervals;
use crate::model::ids::{CodeId, CoderId};
use crate::model::round::Headline;
use crate::report::Texts;
use crate::report::figures::Results;
use crate::report::json::Figure;
use std::collections::BTreeMap;

pub(super) type Figures = BTreeMap<&'static str, Figure>;

pub(super) type Coders<'a> = [Option<&'a CoderId>; 2];

/// Figures with what their words need.
pub(super) struct Writer<'a> {
    pub(super) results: &'a Results,
    pub(super) intervals: Option<&'a Intervals>,
    pub(super) texts: Texts<'a>,
}

impl<'a> Writer<'a> {
    /// Whether coefficients stand there, or counts alone.
    pub(super) fn wanted(&self) -> bool {
        self.results.lead() != Headline::None
    }

    pub(super) fn code(&self, code: &CodeId) -> &'a str {
        self.results.comparison.material().name(*code)
    }

    pub(super) fn coders(&self, (a, b): (usize, usize)) -> Coders<'a> {
        let coders = &self.results.figures.coders;
        [coders.get(a), coders.get(b)]
    }

    /// These figures where any are wanted.
    pub(super) fn figures<const N: usize>(
        &self,
        figures: [(&'static str, &Outcome); N],
    ) -> Figures {
        let all = figures.into_iter().filter(|_| self.wanted());
        all.map(|(name, value)| (name, value.into())).collect()
    }
}
