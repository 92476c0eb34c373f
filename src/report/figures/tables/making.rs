//! What tables are made of, and what they have in common.

use crate::agreement::interval::Interval;
use crate::agreement::outcome::Outcome;
use crate::agreement::round::{Between, By, CodeFigures, Intervals, OverCodes};
use crate::model::ids::CodeId;
use crate::model::round::Headline;
use crate::model::view::View;
use crate::report::figures::table::Shown;
use crate::report::figures::{Results, Staged, units};

/// Name of the row about all that stands above it.
pub(super) const ALL: &str = "all pooled";

/// What a table is made of.
pub struct Making<'a> {
    pub results: &'a Results,
    /// Intervals, as far as they have come.
    pub intervals: Option<&'a Intervals>,
    /// Every round, where that was asked for.
    pub trend: Option<&'a [Staged]>,
    pub view: &'a View,
    pub by: By,
    /// The pair of coders, by its place.
    pub pair: usize,
    pub lead: Headline,
    /// Whether there is room for words beside the figures.
    pub roomy: bool,
}

impl Making<'_> {
    /// Names of the two coders of the pair.
    pub fn coders(&self) -> (String, String) {
        self.coders_of(self.pair)
    }

    pub(super) fn coders_of(&self, pair: usize) -> (String, String) {
        let found = &self.results.figures;
        let Some(pair) = found.by_coding.get(pair) else {
            return Default::default();
        };
        let name = |at: usize| {
            found
                .coders
                .get(at)
                .map_or(String::new(), |c| c.to_string())
        };
        (name(pair.coders.0), name(pair.coders.1))
    }

    /// Whether coefficients are shown at all.
    pub(super) fn coefficients(&self) -> bool {
        self.lead != Headline::None
    }

    /// The interval of the figure that stands in the table, drawn; by characters there is one too,
    /// since whole sources or turns are drawn.
    pub(super) fn bar(&self, code: Option<CodeId>, between: &Between) -> Shown {
        let Some(intervals) = self.intervals else {
            return Shown::Nothing;
        };
        let grain = match self.by {
            By::Unit => &intervals.by_unit,
            By::Character => &intervals.by_character,
        };
        let of = match code {
            None => Some(&grain.overall),
            code => grain.codes.iter().find(|c| c.code == code),
        };
        let pair = of.and_then(|c| c.pairs.get(self.pair));
        let (figure, spread) = match (self.lead, pair) {
            (_, None) => return Shown::Nothing,
            (Headline::Kappa, Some(pair)) => (between.kappa, pair.kappa),
            (_, Some(pair)) => (between.alpha, pair.alpha),
        };
        match (figure, spread) {
            (Ok(at), Ok(Interval { low, high, .. })) => drawn(low, at, high),
            (Err(why), _) | (_, Err(why)) => Shown::Words(why.to_string()),
        }
    }

    /// The interval of alpha over codes, drawn.
    pub(super) fn bar_over_codes(&self, at: f64) -> Shown {
        let grain = self.intervals.map(|i| match self.by {
            By::Unit => &i.by_unit,
            By::Character => &i.by_character,
        });
        match grain.and_then(|g| g.over_codes.pairs.get(self.pair)) {
            Some(Ok(Interval { low, high, .. })) => drawn(*low, at, *high),
            Some(Err(why)) => Shown::Words(why.to_string()),
            None => Shown::Nothing,
        }
    }

    /// The coefficient that stands for all codes of something: kappa or alpha of all in one table,
    /// or alpha over codes where that leads.
    pub(super) fn of_all(&self, pooled: &Between, over: &OverCodes) -> Outcome {
        match self.lead {
            Headline::Kappa => pooled.kappa,
            Headline::AlphaOverCodes => match over.pairs.get(self.pair) {
                Some(alpha) => *alpha,
                None => pooled.alpha,
            },
            _ => pooled.alpha,
        }
    }

    pub(super) fn name_of_all(&self) -> &'static str {
        match self.lead {
            Headline::Kappa => "kappa",
            _ => "alpha",
        }
    }

    pub(super) fn all_leads(&self) -> bool {
        use Headline::{AlphaJaccard, AlphaMasi, Percent};
        !matches!(self.lead, AlphaMasi | AlphaJaccard | Percent)
    }

    /// The row's name: its code's, or that it is of all.
    pub(super) fn name_of(&self, figures: &CodeFigures) -> String {
        figures
            .code
            .map_or_else(|| ALL.to_owned(), |c| self.name(c))
    }

    pub(super) fn name(&self, code: CodeId) -> String {
        self.results.comparison.material().name(code).to_owned()
    }

    /// What units are called in sentences.
    pub(super) fn units(&self) -> &'static str {
        units(self.by, self.results.comparison.unit())
    }
}

/// An interval drawn; one without any width is none: what it rests on is too little to vary.
pub(super) fn drawn(low: f64, at: f64, high: f64) -> Shown {
    match high - low > 1e-9 {
        true => Shown::Interval { low, at, high },
        false => Shown::Words("no spread".into()),
    }
}
