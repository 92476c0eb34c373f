//! What a figure rests on: places that somebody marked, and the sources they lie in. The number of
//! codings would be the wrong count: two coders marking one place make two codings, and ten places
//! of one interview are one interview.

use super::compared::Compared;
use super::comparison::Comparison;
use super::ground::{Candidate, clipped};
use super::parting::By;
use crate::agreement::outcome::Undefined;
use crate::agreement::pair::pairs;
use crate::agreement::units;
use crate::model::text::Span;
use std::collections::HashMap;

/// With fewer sources than this, turns are resampled.
pub const FEW_SOURCES: usize = 10;

/// With fewer places marked by either, a figure is too little to tell.
pub const FEW_PLACES: u64 = 10;

/// The same with places in fewer sources.
pub const FEW_SOURCES_MARKED: u64 = 3;

/// Whether so many places in so many sources are too little to tell.
pub(super) fn is_few(places: u64, sources: u64) -> bool {
    places < FEW_PLACES || sources < FEW_SOURCES_MARKED
}

/// What a figure of one code, or of all, rests on. It never depends on what both marked: that would
/// be the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Places marked by either: units; by character, the stretches that all they marked makes.
    pub places: u64,
    pub sources: u64,
    /// Units or characters of all these places.
    pub cells: u64,
    /// Those of the longest place.
    pub longest: u64,
    /// Those in the source that holds most.
    pub most: u64,
}

impl Support {
    /// Whether it is too little to tell.
    pub fn is_few(&self) -> bool {
        is_few(self.places, self.sources)
    }

    /// By character: whether one stretch, or one source, holds more than half of what was marked, so
    /// that a resample with or without it is what an interval would show.
    ///
    /// # Errors
    /// Which of the two.
    pub fn spread_out(&self) -> Result<(), Undefined> {
        match self.cells {
            cells if 2 * self.longest > cells => Err(Undefined::OnePlaceCarries),
            cells if 2 * self.most > cells => Err(Undefined::OneSourceCarries),
            _ => Ok(()),
        }
    }

    /// One more place of so many cells.
    fn enter(&mut self, cells: u64) {
        self.places += 1;
        self.cells += cells;
        self.longest = self.longest.max(cells);
    }

    /// One more source that holds so many cells.
    pub(super) fn enter_source(&mut self, cells: u64) {
        self.sources += 1;
        self.most = self.most.max(cells);
    }
}

/// What the figures of every code rest on, and those of all codes together, which come last.
#[derive(Clone, Debug)]
pub(super) struct Supports {
    /// By pair of coders.
    pub pairs: Vec<Vec<Support>>,
    pub all: Vec<Support>,
}

impl Supports {
    pub fn of(comparison: &Comparison, by: By) -> Supports {
        let coders = comparison.coders.len();
        let group = |(a, b)| of_group(comparison, by, &[a, b]);
        let pairs: Vec<Vec<Support>> = pairs(coders).map(group).collect();
        let all = match &pairs[..] {
            [pair] => pair.clone(),
            _ => of_group(comparison, by, &(0..coders).collect::<Vec<_>>()),
        };
        Supports { pairs, all }
    }

    /// What the figures of a code rest on, by its number, or of all codes: by pair, and of all
    /// coders.
    pub fn of_code(&self, code: Option<usize>) -> (Vec<Support>, Support) {
        let at = |all: &Vec<Support>| match code {
            Some(code) => all.get(code).copied(),
            None => all.last().copied(),
        };
        let pairs = self.pairs.iter().map(|p| at(p).unwrap_or_default());
        (pairs.collect(), at(&self.all).unwrap_or_default())
    }
}

fn of_group(comparison: &Comparison, by: By, group: &[usize]) -> Vec<Support> {
    let codes = comparison.numbering.used.len();
    let mut all = vec![Support::default(); codes + 1];
    let mut held: HashMap<(usize, usize), u64> = HashMap::new();
    for text in &comparison.texts {
        let Some(ground) = &text.ground else { continue };
        let read = |coder: &&usize| text.marks.get(**coder).is_some_and(Option::is_some);
        if group.iter().filter(read).count() < 2 {
            continue;
        }
        let found = match by {
            By::Unit => units_marked(text, ground, group, codes),
            By::Character => stretches_marked(text, ground, group, codes),
        };
        for (code, cells) in found {
            all[code].enter(cells);
            *held.entry((code, text.source)).or_default() += cells;
        }
    }
    for ((code, _), cells) in held {
        all[code].enter_source(cells);
    }
    all
}

/// By code, and under the number of all codes: each unit that one of these gave it.
fn units_marked(
    text: &Compared,
    ground: &Candidate,
    group: &[usize],
    all_codes: usize,
) -> Vec<(usize, u64)> {
    let source = units::Source {
        units: &ground.units,
        coders: text.by_coder(),
    };
    let givers = units::givers(&source, text.marks.len());
    let ours = givers.iter().filter(|(.., coder)| group.contains(coder));
    let mut given: Vec<(usize, usize)> = ours
        .flat_map(|(unit, code, _)| [(*code as usize, *unit), (all_codes, *unit)])
        .collect();
    given.sort_unstable();
    given.dedup();
    given.into_iter().map(|(code, _)| (code, 1)).collect()
}

/// The same of stretches, each as long as what these marked runs on.
fn stretches_marked(
    text: &Compared,
    ground: &Candidate,
    group: &[usize],
    all_codes: usize,
) -> Vec<(usize, u64)> {
    let marks = group.iter().filter_map(|coder| text.marks[*coder].as_ref());
    let mut spans: Vec<(usize, Span)> = Vec::new();
    for mark in marks.flatten() {
        for span in clipped(mark.span, &ground.stretches) {
            if !span.is_empty() {
                spans.extend([(mark.code as usize, span), (all_codes, span)]);
            }
        }
    }
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let runs_on = next.0 == kept.0 && next.1.start <= kept.1.end;
        if runs_on {
            kept.1.end = kept.1.end.max(next.1.end);
        }
        runs_on
    });
    let cells = |(code, span): (usize, Span)| (code, u64::from(span.len()));
    spans.into_iter().map(cells).collect()
}
