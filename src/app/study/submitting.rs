//! Submitting a round, taking that back, calling the round off.

use crate::app::App;
use crate::model::event::Change;
use crate::model::ids::{CoderId, Digest, RoundId, SourceId};
use crate::model::round::{Round, Submission};
use crate::model::view::View;
use crate::work::effect::Effect;

impl App {
    /// Cancels a round, unless somebody has got ahead with it since that was asked.
    pub(in crate::app) fn cancel_round(&mut self, id: RoundId) -> Vec<Effect> {
        let Some(round) = self.view.round(id) else {
            return Vec::new();
        };
        match may_cancel(&self.view, round) {
            Ok(()) => {
                let known = self.view.known();
                self.save(vec![Change::RoundCancelled { round: id, known }])
            }
            Err(why) => self.fail(why),
        }
    }

    /// Submits one's codings of a round as they stand on disk.
    pub(in crate::app) fn submit(&mut self, id: RoundId) -> Vec<Effect> {
        let Some(round) = self.view.round(id) else {
            return Vec::new();
        };
        let submission = submission(&self.view, round, &self.me);
        let after = round.last.get(&self.me).copied();
        self.save(vec![Change::Submitted {
            round: id,
            submission,
            after,
        }])
    }

    /// Takes one's submission of a round back.
    pub(in crate::app) fn withdraw(&mut self, round: RoundId) -> Vec<Effect> {
        let last = self.view.round(round).and_then(|r| r.last.get(&self.me));
        let after = last.copied();
        self.save(vec![Change::SubmissionWithdrawn { round, after }])
    }
}

/// What becomes of work in a round that is cancelled: said alike whether there is any.
pub const KEPT: &str = "What was coded in it stays with whoever coded it, and what nobody else could see is never shown to anybody else.";

/// Whether the viewer may cancel a round; the reason if not. It is the same whether anybody has
/// coded in it or not.
pub fn may_cancel(view: &View, round: &Round) -> Result<(), String> {
    let name = &round.plan.name;
    if view.viewer() != Some(&round.by) {
        return Err(format!(
            "only {}, who opened “{name}”, can cancel it",
            round.by
        ));
    }
    if round.is_over() {
        return Err(format!("“{name}” is over: it cannot be cancelled any more"));
    }
    if !round.is_untouched() {
        return Err(format!(
            "“{name}” cannot be cancelled any more: somebody has marked a source of it as finished or submitted it; it can be closed early"
        ));
    }
    if view.format() < 2 {
        return Err(
            "cancelling is known from format 2 on: tandem upgrade brings this study there".into(),
        );
    }
    Ok(())
}

/// What a coder submits in a round, as everything stands now.
pub fn submission(view: &View, round: &Round, coder: &CoderId) -> Submission {
    let mine: Vec<SourceId> = round.plan.sources.clone();
    let revision = |s: &SourceId| view.source(s).map_or(1, |x| x.revision);
    let finished = round.finished.get(coder);
    Submission {
        coder: coder.clone(),
        marks: view
            .known()
            .into_iter()
            .filter(|m| m.coder == *coder)
            .collect(),
        codebook: Digest::of(view.codebook().canonical().as_bytes()),
        revisions: mine.iter().map(|s| (s.clone(), revision(s))).collect(),
        finished: mine
            .into_iter()
            .filter(|s| finished.is_some_and(|f| f.contains(s)))
            .collect(),
        structures: Vec::new(),
        corrected: round.correction().map(|c| c.event),
    }
}
