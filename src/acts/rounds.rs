//! Going on with a round: finishing sources, submitting, withdrawing, closing, cancelling.

use crate::model::desk::Desk;
use crate::model::event::Change;
use crate::model::ids::{CoderId, Digest, RoundId, SourceId};
use crate::model::round::{Round, Submission};
use crate::model::view::View;
use thiserror::Error;

/// What becomes of work in a round that is cancelled: said alike whether there is any.
pub const KEPT: &str = "What was coded in it stays with whoever coded it, and what nobody else could see is never shown to anybody else.";

/// Why a round cannot be gone on with. The reasons are the same whatever was coded in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAllowed {
    /// Somebody else's round.
    #[error("{0} is no coder of “{1}”")]
    NoCoder(CoderId, String),
    /// Nothing of it can be changed any more.
    #[error("“{0}” is over: nothing of it can be changed any more")]
    Over(String),
    #[error("you have submitted “{0}” already")]
    Submitted(String),
    #[error("you have not submitted “{0}”")]
    NotSubmitted(String),
    /// A source it does not have.
    #[error("{0} is no source of “{1}”")]
    NoSource(String, String),
    /// Only whoever opened it cancels it.
    #[error("only {0}, who opened “{1}”, can cancel it")]
    NotOpener(CoderId, String),
    /// Somebody has got ahead with it.
    #[error(
        "“{0}” cannot be cancelled any more: somebody has marked a source of it as finished or submitted it; it can be closed early"
    )]
    Begun(String),
    /// A study that does not know it.
    #[error("cancelling is known from format 2 on: tandem upgrade brings this study there")]
    OldFormat,
}

/// The round in which a source can be marked as finished now.
///
/// # Errors
/// Why there is none.
pub fn may_finish(view: &View, source: &SourceId) -> Result<RoundId, String> {
    match view.desk(source) {
        Desk::Round(id) => Ok(id),
        Desk::Submitted(_) => {
            Err("you have submitted this round: withdraw the submission first (g s, Tab, w)".into())
        }
        Desk::Free => {
            Err("this source is in no round of yours: finished marks belong to rounds".into())
        }
    }
}

/// What ends one's work in a round, or the round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Submit,
    Withdraw,
    /// Close it before all have submitted.
    Close,
    Cancel,
}

impl Step {
    /// Whether it can be made.
    ///
    /// # Errors
    /// Why not.
    pub fn may(self, view: &View, round: &Round, me: &CoderId) -> Result<(), NotAllowed> {
        let name = || round.plan.name.clone();
        match self {
            Step::Submit => Hand::coding(view, round, me).map(drop),
            Step::Withdraw => match Hand::of(view, round, me)?.has_submitted() {
                true => Ok(()),
                false => Err(NotAllowed::NotSubmitted(name())),
            },
            Step::Close if round.by == *me && !round.is_over() => Ok(()),
            Step::Close => Hand::of(view, round, me).map(drop),
            Step::Cancel if view.viewer() != Some(&round.by) => {
                Err(NotAllowed::NotOpener(round.by.clone(), name()))
            }
            Step::Cancel if round.is_over() => Err(NotAllowed::Over(name())),
            Step::Cancel if !round.is_untouched() => Err(NotAllowed::Begun(name())),
            Step::Cancel if view.format() < 2 => Err(NotAllowed::OldFormat),
            Step::Cancel => Ok(()),
        }
    }

    /// The change that makes it.
    ///
    /// # Errors
    /// Why it cannot be made.
    pub fn change(self, view: &View, round: &Round, me: &CoderId) -> Result<Change, NotAllowed> {
        self.may(view, round, me)?;
        let (id, after) = (round.id, round.last.get(me).copied());
        Ok(match self {
            Step::Submit => Change::Submitted {
                round: id,
                submission: submission(view, round, me),
                after,
            },
            Step::Withdraw => Change::SubmissionWithdrawn { round: id, after },
            Step::Close => Change::RoundClosed { round: id },
            Step::Cancel => Change::RoundCancelled {
                round: id,
                known: view.known(),
            },
        })
    }
}

/// A round going on, and who does something in it.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    view: &'a View,
    round: &'a Round,
    me: &'a CoderId,
}

impl<'a> Hand<'a> {
    /// A coder's hand in a round of theirs that is not over.
    ///
    /// # Errors
    /// It is not theirs, or over.
    pub fn of(view: &'a View, round: &'a Round, me: &'a CoderId) -> Result<Hand<'a>, NotAllowed> {
        let name = || round.plan.name.clone();
        match round.plan.coders.contains(me) {
            false => Err(NotAllowed::NoCoder(me.clone(), name())),
            true if round.is_over() => Err(NotAllowed::Over(name())),
            true => Ok(Hand { view, round, me }),
        }
    }

    /// The same, while one has not submitted.
    ///
    /// # Errors
    /// As there, or one has.
    pub fn coding(
        view: &'a View,
        round: &'a Round,
        me: &'a CoderId,
    ) -> Result<Hand<'a>, NotAllowed> {
        let hand = Hand::of(view, round, me)?;
        match hand.has_submitted() {
            true => Err(NotAllowed::Submitted(round.plan.name.clone())),
            false => Ok(hand),
        }
    }

    fn has_submitted(&self) -> bool {
        self.round.submitted.contains_key(self.me)
    }

    /// Marks sources as finished, or takes the marks back; those that are so already are left.
    ///
    /// # Errors
    /// A source that is none of the round.
    pub fn finish(&self, sources: &[SourceId], finished: bool) -> Result<Vec<Change>, NotAllowed> {
        let plan = &self.round.plan;
        if let Some(other) = sources.iter().find(|s| !plan.sources.contains(s)) {
            let name = self.view.source_name(other);
            return Err(NotAllowed::NoSource(name, plan.name.clone()));
        }
        let done = self.round.finished.get(self.me);
        let is = |s: &&SourceId| done.is_some_and(|d| d.contains(*s)) == finished;
        let changing = sources.iter().filter(|s| !is(s));
        let change = |source: &SourceId| Change::Finished {
            round: self.round.id,
            source: source.clone(),
            finished,
            after: self.round.last.get(self.me).copied(),
        };
        Ok(changing.map(change).collect())
    }
}

/// Whether one submission more opens the round.
pub fn is_last(round: &Round) -> bool {
    let (submitted, coders) = (&round.submitted, &round.plan.coders);
    coders.len() > 1 && submitted.len() + 1 == coders.len()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::{Study, coder, source};
    use crate::model::ids::RoundId;

    fn tried(s: &Study, who: &str, round: RoundId, step: Step) -> Result<(), String> {
        let view = s.view_for(who);
        let round = view.round(round).unwrap();
        let change = step.change(&view, round, &coder(who));
        change.map(drop).map_err(|why| why.to_string())
    }

    #[test]
    fn only_coders_submit_once_and_only_while_the_round_goes_on() {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]).source("s", 100);
        let plan = s.plan("Round 1", &["ana", "ben"], &["s"]);
        let round = s.open("cat", plan);
        let not = |s: &Study, who, step, why: &str| {
            let tried = tried(s, who, round, step);
            assert!(tried.clone().is_err_and(|e| e.contains(why)), "{tried:?}");
        };
        not(&s, "cat", Step::Submit, "cat is no coder of “Round 1”");
        not(&s, "ana", Step::Withdraw, "you have not submitted");
        assert_eq!(tried(&s, "ana", round, Step::Submit), Ok(()));
        s.submit("ana", round);
        not(
            &s,
            "ana",
            Step::Submit,
            "you have submitted “Round 1” already",
        );
        assert_eq!(tried(&s, "ana", round, Step::Withdraw), Ok(()));
        // Whoever opened it may close it, a coder of it or not; nobody else.
        for who in ["ana", "ben", "cat"] {
            assert_eq!(tried(&s, who, round, Step::Close), Ok(()), "{who}");
        }
        not(&s, "ana", Step::Cancel, "only cat, who opened");
        not(&s, "cat", Step::Cancel, "cannot be cancelled any more");
        s.submit("ben", round);
        for step in [Step::Submit, Step::Withdraw, Step::Close] {
            not(&s, "ben", step, "is over");
        }
    }

    #[test]
    fn marks_are_given_where_they_are_not_and_only_in_the_rounds_sources() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]);
        for name in ["s", "t", "u"] {
            s.source(name, 100);
        }
        let plan = s.plan("Round 1", &["ana", "ben"], &["s", "t"]);
        let round = s.open("ana", plan);
        s.finished("ana", round, "s");
        let view = s.view_for("ana");
        let ana = coder("ana");
        let hand = Hand::coding(&view, view.round(round).unwrap(), &ana).unwrap();
        let both = ["s", "t"].map(source);
        assert_eq!(hand.finish(&both, true).unwrap().len(), 1);
        assert_eq!(hand.finish(&both, false).unwrap().len(), 1);
        assert_eq!(
            hand.finish(&[source("u")], true).unwrap_err().to_string(),
            "u is no source of “Round 1”"
        );
    }
}
