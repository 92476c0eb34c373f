//! Figures as they are entered: name, parameters, units.

use super::args::{Missing, Scaled, TableArgs};
use crate::agreement::alpha::Level;
use crate::agreement::interval::Interval;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::resample::Resampling;
use crate::agreement::weights::Weights;
use crate::cli::agree::results::Entry;
use serde_json::{Map, Value, json};

use super::scale::Scale;

/// Figures with what they have in common.
pub struct FigureList<'a> {
    pub coders: &'a [String],
    pub args: &'a TableArgs,
    /// How intervals are resampled, if they are.
    pub resampling: Option<Resampling>,
    pub entries: Vec<Entry>,
    common: Map<String, Value>,
}

impl<'a> FigureList<'a> {
    pub fn new(
        coders: &'a [String],
        args: &'a TableArgs,
        resampling: Option<Resampling>,
    ) -> FigureList<'a> {
        FigureList {
            coders,
            args,
            resampling,
            entries: Vec::new(),
            common: Map::new(),
        }
    }

    /// A parameter of all figures from here on.
    pub fn about(&mut self, name: &str, value: &str) {
        self.common.insert(name.to_owned(), json!(value));
    }

    /// Figures of a pair of coders, or of a way to treat what is missing, entered by `fill`.
    pub fn within(&mut self, name: &str, value: Option<Value>, fill: impl FnOnce(&mut FigureList)) {
        let before = self.common.clone();
        if let Some(value) = value {
            self.common.insert(name.to_owned(), value);
        }
        fill(self);
        self.common = before;
    }

    /// Figures of one way to treat what is missing.
    pub fn missing(&mut self, missing: Option<Missing>, fill: impl FnOnce(&mut FigureList)) {
        self.within("missing", missing.map(|m| json!(m.word())), fill);
    }

    /// Enters a figure on `n` units.
    pub fn put(
        &mut self,
        measure: &'static str,
        more: &[(&str, &str)],
        n: u64,
        of: Outcome,
    ) -> &mut Entry {
        let at = self.entries.len();
        let mut params = self.common.clone();
        for (name, value) in more {
            params.insert((*name).to_owned(), json!(value));
        }
        self.entries.push(Entry::new(measure, &params, n, of));
        &mut self.entries[at]
    }

    /// Enters the ends of an interval as two figures.
    pub fn ends(
        &mut self,
        [lower, upper]: [&'static str; 2],
        more: &[(&str, &str)],
        n: u64,
        of: Result<Interval, Undefined>,
    ) {
        self.put(lower, more, n, of.map(|i| i.low));
        self.put(upper, more, n, of.map(|i| i.high));
    }

    /// Levels at which a variable's alpha makes sense, with their names: up to the declared one,
    /// and by number wherever ordered categories are numbers.
    pub fn levels<'s>(&self, scale: &'s Scale) -> Vec<(&'static str, Level<'s>)> {
        let values = scale.values.as_deref();
        let ordered = self.args.level >= Scaled::Ordinal;
        let mut levels = vec![("nominal", Level::Nominal)];
        if ordered {
            levels.push(("ordinal", Level::Ordinal));
            levels.extend(values.map(|v| ("interval", Level::Interval(v))));
        }
        if self.args.level == Scaled::Ratio {
            levels.extend(values.map(|v| ("ratio", Level::Ratio(v))));
        }
        let given = scale.distances.as_deref();
        levels.extend(given.map(|d| ("distances", Level::Given(d))));
        levels
    }

    /// Weights for ordered categories, by rank and by number, with their names.
    pub fn weights<'s>(
        &self,
        scale: &'s Scale,
    ) -> Vec<(&'static str, Weights<'static>, Weights<'s>)> {
        if self.args.level < Scaled::Ordinal {
            return Vec::new();
        }
        match scale.values.as_deref() {
            Some(v) => vec![
                ("linear", Weights::Linear, Weights::LinearOn(v)),
                ("quadratic", Weights::Quadratic, Weights::QuadraticOn(v)),
            ],
            None => vec![
                ("linear", Weights::Linear, Weights::Linear),
                ("quadratic", Weights::Quadratic, Weights::Quadratic),
            ],
        }
    }
}
