//! The record that claims are made of: rounds, their figures and what was settled.

use super::naming::Naming;
use crate::report::words::listed;

use crate::agreement::round::{Intervals, RoundFigures};
use crate::model::ids::CoderId;
use crate::model::round::Round;
use crate::model::view::View;
use crate::reconcile::align::items;
use crate::reconcile::outcome::{After, Given, Summary, summary};
use crate::reconcile::standing::standing;
use crate::report::figures::Results;
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
    pub naming: Naming,
    sums: OnceCell<Sums>,
}

impl<'a> Record<'a> {
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
            sums: OnceCell::new(),
        }
    }

    pub fn found(&self) -> &'a RoundFigures {
        &self.results.figures
    }

    pub fn all(&self, is: impl Fn(&Round) -> bool) -> bool {
        self.rounds.iter().all(|r| is(r))
    }

    /// Whether one of the rounds is so.
    pub fn any(&self, is: impl Fn(&Round) -> bool) -> bool {
        self.rounds.iter().any(|r| is(r))
    }

    /// `Round 1`, or `Round 1 and Round 2`.
    pub fn names(&self) -> String {
        listed(self.rounds.iter().map(|r| &r.plan.name))
    }

    pub fn called<'c>(&self, coders: impl IntoIterator<Item = &'c CoderId>) -> String {
        let one = |coder| self.naming.of(coder, self.view);
        listed(coders.into_iter().map(one))
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
        self.sums().after
    }

    /// What became of all places of the rounds.
    pub(super) fn sums(&self) -> Sums {
        *self.sums.get_or_init(|| {
            let of = |round: &&Round| summed(round, self.view);
            let all: Vec<Summary> = self.rounds.iter().map(of).collect();
            Sums {
                after: all.iter().map(|s| s.after).sum(),
                given: all.iter().map(|s| s.given).sum(),
                same_code: all.iter().map(|s| s.same_code).sum(),
            }
        })
    }
}

/// What became of the places of all rounds together.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    pub after: After,
    /// How the verdicts that stand were given.
    pub given: Given,
    /// Places where the same code differs in its ends or its rating alone.
    pub same_code: usize,
}

fn summed(round: &Round, view: &View) -> Summary {
    let Ok(snapshot) = view.snapshot(round.id) else {
        return Summary::default();
    };
    let items = items(&snapshot, &view.codebook_of(round), round);
    let standings = items
        .iter()
        .map(|i| standing(i, round, &snapshot.coders, view));
    summary(&items, standings, round, view.codebook())
}
