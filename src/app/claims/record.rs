//! The record that claims are made of: rounds, their figures and what was settled.

use super::naming::Naming;
use super::words::words;
use crate::agreement::round::{Intervals, RoundFigures};
use crate::app::agreement::Results;
use crate::model::ids::CoderId;
use crate::model::round::Round;
use crate::model::view::View;
use crate::reconcile::align::items;
use crate::reconcile::outcome::{After, summary};
use crate::reconcile::standing::standing;
use std::cell::OnceCell;

/// What sentences rest on.
pub struct Record<'a> {
    /// The study, as far as the viewer sees it.
    pub view: &'a View,
    /// The rounds spoken of, in the order they were opened.
    pub rounds: Vec<&'a Round>,
    /// Their figures, with what they are counted on.
    pub results: &'a Results,
    /// Intervals of these; none where no coefficient is wanted or they are not computed yet.
    pub intervals: Option<&'a Intervals>,
    /// What coders are called.
    pub naming: Naming,
    after: OnceCell<After>,
}

impl<'a> Record<'a> {
    /// The record of what figures are of.
    pub fn of(
        view: &'a View,
        results: &'a Results,
        intervals: Option<&'a Intervals>,
        naming: Naming,
    ) -> Record<'a> {
        let parts = results.comparison.material().parts.iter();
        Record {
            view,
            rounds: parts.map(|p| &*p.round).collect(),
            results,
            intervals,
            naming,
            after: OnceCell::new(),
        }
    }

    /// The figures.
    pub fn found(&self) -> &'a RoundFigures {
        &self.results.figures
    }

    /// Whether all rounds are so.
    pub fn all(&self, is: impl Fn(&Round) -> bool) -> bool {
        self.rounds.iter().all(|r| is(r))
    }

    /// Whether one of the rounds is so.
    pub fn any(&self, is: impl Fn(&Round) -> bool) -> bool {
        self.rounds.iter().any(|r| is(r))
    }

    /// `Round 1`, or `Round 1 and Round 2`.
    pub fn names(&self) -> String {
        words(self.rounds.iter().map(|r| r.plan.name.clone()).collect())
    }

    /// What coders are called, in a list.
    pub fn called<'c>(&self, coders: impl IntoIterator<Item = &'c CoderId>) -> String {
        let one = |coder| self.naming.of(coder, self.view);
        words(coders.into_iter().map(one).collect())
    }

    /// What a coder of the figures is called, by place.
    pub fn coder(&self, at: usize) -> String {
        self.called(self.found().coders.get(at))
    }

    /// A sentence about a round begins with its name where there are several.
    pub fn begin(&self, round: &Round) -> String {
        match self.rounds.len() {
            1 => String::new(),
            _ => format!("{}: ", round.plan.name),
        }
    }

    /// Where all places of the rounds stand now.
    pub fn after(&self) -> After {
        *self.after.get_or_init(|| {
            let of = |round: &&Round| after(round, self.view);
            self.rounds.iter().map(of).sum()
        })
    }
}

/// Where the places of a round stand.
fn after(round: &Round, view: &View) -> After {
    let Ok(snapshot) = view.snapshot(round.id) else {
        return After::default();
    };
    let items = items(&snapshot, &view.codebook_of(round), round);
    let standings = items
        .iter()
        .map(|i| standing(i, round, &snapshot.coders, view));
    summary(&items, standings, round, view.codebook()).after
}
