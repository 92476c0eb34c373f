//! Undo and redo: one's own acts, newest first, across restarts.

use super::coding::MemoOn;
use super::event::{Change, Event};
use super::ids::{CodeId, EventId, RoundId};
use super::mapping::Mapping;
use super::place::Place;
use super::review::Review;
use super::round::RoundKind;
use super::stacks::Stacks;
use super::view::View;
use std::collections::HashSet;
use std::sync::Arc;

/// One act: everything one key press did.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// What it did, in words, such as “coding”.
    pub what: &'static str,
    /// What it did, oldest first.
    pub did: Vec<Change>,
    /// The events to retract, newest first.
    pub events: Vec<EventId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoUndo {
    /// Nothing of one's own is left.
    Nothing,
    /// A blind round has frozen the codebook since.
    Frozen,
    /// Somebody else has built on it since.
    BuiltUpon,
    /// It belongs to a round one has submitted.
    Submitted,
    /// A text was corrected last, and others may have gone on in it.
    Corrected,
    /// It belongs to a review that is closed.
    Closed,
}

impl NoUndo {
    pub fn words(self) -> &'static str {
        match self {
            NoUndo::Nothing => "there is nothing of yours left to undo",
            NoUndo::Frozen => "the codebook is frozen while the round is blind",
            NoUndo::Submitted => {
                "it belongs to a round you have submitted: withdraw the submission first"
            }
            NoUndo::Corrected => {
                "what you did last was to correct a text, which is not taken back: correct it again (E, S)"
            }
            NoUndo::Closed => "it belongs to a review that is closed",
            NoUndo::BuiltUpon => "somebody else has used it since: retire or change it instead",
        }
    }
}

impl View {
    /// The act undo would take back: retract its events.
    pub fn undoable(&self) -> Result<Act, NoUndo> {
        let stacks = self.stacks();
        let last = stacks.done.last();
        let done = last.and_then(|act| act.last()).map(|e| e.order());
        let corrected = stacks.corrected.as_ref().map(Place::key);
        if corrected.is_some() && corrected > done {
            return Err(NoUndo::Corrected);
        }
        let events = last.ok_or(NoUndo::Nothing)?;
        for event in events {
            self.may_retract(event)?;
        }
        Ok(act(events))
    }

    /// The act redo would bring back: retract all retractions of it that stand.
    pub fn redoable(&self) -> Result<Act, NoUndo> {
        let stacks = self.stacks();
        let (original, retractions) = stacks.undone.last().ok_or(NoUndo::Nothing)?;
        for event in original {
            self.may_retract(event)?;
        }
        Ok(Act {
            events: act(retractions).events,
            ..act(original)
        })
    }

    /// One's own acts as far as one may see them: what waits for a blind round to open is passed
    /// over, and an act of which any part waits is left whole.
    pub(super) fn stacks_anew(&self) -> Stacks {
        let own = self.own_events();
        let hidden = own.iter().filter(|e| !self.shows(e));
        let waiting: HashSet<EventId> = hidden.map(|e| e.act()).collect();
        let mut stacks = Stacks::new(!waiting.is_empty());
        stacks.add(own.iter().filter(|e| !waiting.contains(&e.act())));
        // A correction is not taken back, be it hidden.
        let corrects = own
            .iter()
            .filter(|e| matches!(e.change, Change::TextRevised { .. }));
        stacks.corrected = corrects.map(|e| e.place()).max();
        stacks
    }

    fn may_retract(&self, event: &Event) -> Result<(), NoUndo> {
        match &event.change {
            Change::CodeAdded { private: None, .. }
            | Change::CodeEdited { .. }
            | Change::CodeMoved { .. }
            | Change::CodeMerged { .. }
            | Change::CodeRetired { .. }
            | Change::CodeRestored { .. }
            | Change::CodesJudged { .. }
                if self.frozen_by().is_some() =>
            {
                Err(NoUndo::Frozen)
            }
            // Who used it may be hidden: that its round is over is told by what everybody sees.
            Change::CodeAdded {
                private: Some(round),
                ..
            } => self.not_submitted(Some(*round)),
            Change::CodeAdded { .. } => {
                let mut uses = self.state().codings.uses();
                let mut judged = self.reviews().iter().flat_map(|r| &r.judged);
                let is_it = |code: &CodeId| code.event() == event.id;
                let mapped = |m: &Mapping| m.plan.codes.iter().any(is_it);
                match uses
                    .any(|(who, code, _)| code.event() == event.id && Some(who) != self.viewer())
                    || judged.any(|j| j.code.event() == event.id && Some(&j.by) != self.viewer())
                    || self.mappings().iter().any(mapped)
                {
                    true => Err(NoUndo::BuiltUpon),
                    false => Ok(()),
                }
            }
            Change::SourceAdded { source, .. } => {
                let others = |c: &super::coding::Coding| Some(&c.coder) != self.viewer();
                let in_round = self
                    .rounds()
                    .iter()
                    .any(|r| r.plan.sources.contains(source));
                let reviewed = |r: &Review| r.plan.sources.contains(source);
                let in_round = in_round || self.reviews().iter().any(reviewed);
                match in_round || self.codings_in(source).any(others) {
                    true => Err(NoUndo::BuiltUpon),
                    false => Ok(()),
                }
            }
            Change::CodeReviewed { review, .. } => {
                let closed = |r: &Review| r.id == *review && r.closed.is_some();
                match self.reviews().iter().any(closed) {
                    true => Err(NoUndo::Closed),
                    false => Ok(()),
                }
            }
            Change::ConstructAdded(_) | Change::FrameworkAdded(_)
                if self.is_mapped_to(event.id) =>
            {
                Err(NoUndo::BuiltUpon)
            }
            Change::CodeMapped(said) => self.not_sent(said.mapping, event),
            Change::ValenceGiven(valued) => self.not_sent(valued.mapping, event),
            Change::Coded { round, .. } => self.not_submitted(*round),
            Change::Recoded { coding, .. } | Change::Uncoded { coding } => {
                match self.own_event(coding.event()).map(|e| &e.change) {
                    Some(Change::Coded { round, .. }) => self.not_submitted(*round),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// What was submitted in a mapping stays as it was submitted.
    fn not_sent(&self, mapping: RoundId, event: &Event) -> Result<(), NoUndo> {
        match self.was_sent(mapping, event) {
            true => Err(NoUndo::Submitted),
            false => Ok(()),
        }
    }

    fn not_submitted(&self, round: Option<RoundId>) -> Result<(), NoUndo> {
        let Some(round) = round.and_then(|id| self.round(id)) else {
            return Ok(());
        };
        let mine = self
            .viewer()
            .is_some_and(|v| round.submitted.contains_key(v));
        match round.plan.kind != RoundKind::Imported && (mine || round.is_over()) {
            true => Err(NoUndo::Submitted),
            false => Ok(()),
        }
    }
}

fn act(events: &[Arc<Event>]) -> Act {
    Act {
        what: events.first().map_or("", |e| word(&e.change)),
        did: events.iter().map(|e| e.change.clone()).collect(),
        events: events.iter().rev().map(|e| e.id).collect(),
    }
}

impl Change {
    /// Whether undo may take it back. Acts others rely on to know what is fixed may not be.
    pub fn can_be_retracted(&self) -> bool {
        !matches!(
            self,
            Change::CoderJoined { .. }
                | Change::Upgraded { .. }
                | Change::Continued { .. }
                | Change::ReviewOpened(_)
                | Change::ReviewClosed { .. }
                | Change::MappingOpened(_)
                | Change::MappingStepped { .. }
                | Change::RoundOpened(_)
                | Change::RoundClosed { .. }
                | Change::RoundCancelled { .. }
                | Change::Submitted { .. }
                | Change::SubmissionWithdrawn { .. }
                | Change::TextRevised { .. }
                | Change::ParticipantWithdrawn { .. }
                | Change::Reached { .. }
                | Change::Sealed { .. }
                | Change::TakenOut
                | Change::Unknown { .. }
        )
    }
}

/// What a change is called in “undid …”.
fn word(change: &Change) -> &'static str {
    match change {
        Change::Coded { .. } => "coding",
        Change::Uncoded { .. } => "uncoding",
        Change::Recoded { .. } => "change of a coding",
        Change::MemoWritten {
            on: MemoOn::Query(_),
            ..
        } => "saved query",
        Change::MemoWritten {
            on: MemoOn::Cell(..),
            ..
        }
        | Change::SummaryRests { .. } => "summary",
        Change::MemoWritten { .. } | Change::MemoEdited { .. } | Change::MemoRemoved { .. } => {
            "memo"
        }
        Change::CodeAdded { .. } => "new code",
        Change::CodeEdited { .. } => "change of a code",
        Change::CodeMoved { .. } => "move of a code",
        Change::CodeMerged { .. } => "merge of codes",
        Change::CodeRetired { .. } => "retiring a code",
        Change::CodeRestored { .. } => "bringing a code back",
        Change::CodesJudged { .. } => "judgement of codes",
        Change::CodeReviewed { .. } => "judgement of a code",
        Change::FrameworkAdded(_) => "new framework",
        Change::ConstructAdded(_) => "new construct",
        Change::ConstructEdited { .. } => "change of a construct",
        Change::CodeMapped(_) => "mapping of a code",
        Change::MappingRuled(_) => "verdict on a mapping",
        Change::ValenceGiven(_) => "valence",
        Change::BasisChosen { .. } => "choice of a round",
        Change::Ruled { .. } | Change::Assented { .. } => "verdict",
        Change::Finished { .. } => "finished mark",
        Change::ThemeAdded { .. } => "new theme",
        Change::ThemeEdited { .. } | Change::ThemeMoved { .. } | Change::ThemeRetired { .. } => {
            "change of a theme"
        }
        Change::CodePlaced { .. } => "placing a code",
        Change::Related { .. } | Change::RelationDropped { .. } => "relation",
        Change::EvidenceMarked { .. } => "mark on a segment",
        Change::ThemeJudged { .. } => "judgement of a theme",
        Change::PacketGiven(_) => "handing out of findings",
        Change::ClaimAnswered(_) => "answer of a member",
        Change::AnswerFollowed { .. } => "what followed from an answer",
        Change::SourceAdded { .. } | Change::SourceEdited { .. } | Change::SourceRemoved { .. } => {
            "change of a source"
        }
        Change::CodingsCarried { .. } => "bringing along of codings",
        Change::SpeakersCorrected { .. } => "correction of a plan",
        Change::SpeakerSet { .. }
        | Change::AttributeSet { .. }
        | Change::AttributeDeclared { .. } => "attribute",
        Change::TimePointsNamed { .. } => "naming of time points",
        Change::CitingSet { .. } => "way of citing",
        Change::CoderJoined { .. }
        | Change::Upgraded { .. }
        | Change::Continued { .. }
        | Change::TextRevised { .. }
        | Change::ParticipantWithdrawn { .. }
        | Change::ReviewOpened(..)
        | Change::MappingOpened(_)
        | Change::MappingStepped { .. }
        | Change::ReviewClosed { .. }
        | Change::RoundOpened(..)
        | Change::RoundClosed { .. }
        | Change::RoundCancelled { .. }
        | Change::Reached { .. }
        | Change::Submitted { .. }
        | Change::SubmissionWithdrawn { .. }
        | Change::Retract { .. }
        | Change::Sealed { .. }
        | Change::TakenOut
        | Change::Unknown { .. } => "change",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::Study;
    use proptest::prelude::*;

    /// Performs what the view offers, as a key press would.
    fn retract(study: &mut Study, act: &Act) {
        for event in &act.events {
            study.push("ana", Change::Retract { event: *event });
        }
    }

    fn codings(study: &Study) -> usize {
        study.view_for("ana").codings().count()
    }

    fn coded_twice() -> Study {
        let mut study = Study::new();
        study.coders(&["ana", "ben"]);
        study.source("s", 100);
        study.code("hope");
        study.coded("ana", None, "s", 0..10, "hope");
        study.coded("ana", None, "s", 20..30, "hope");
        study
    }

    #[test]
    fn undo_walks_back_redo_walks_forth_and_undo_again() {
        let mut study = coded_twice();
        for expected in [1, 0] {
            let act = study.view_for("ana").undoable().unwrap();
            assert_eq!(act.what, "coding");
            retract(&mut study, &act);
            assert_eq!(codings(&study), expected);
        }
        for expected in [1, 2] {
            let act = study.view_for("ana").redoable().unwrap();
            assert_eq!(act.what, "coding");
            retract(&mut study, &act);
            assert_eq!(codings(&study), expected);
        }
        assert_eq!(study.view_for("ana").redoable(), Err(NoUndo::Nothing));
        let act = study.view_for("ana").undoable().unwrap();
        retract(&mut study, &act);
        assert_eq!(codings(&study), 1);
    }

    /// What one does, and how often each undo or redo was carried out before the first was saved.
    #[derive(Clone, Copy, Debug)]
    enum Step {
        Code,
        Undo(usize),
        Redo,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            2 => Just(Step::Code),
            3 => (1..4usize).prop_map(Step::Undo),
            2 => Just(Step::Redo),
        ];
        prop::collection::vec(step, 1..20)
    }

    proptest! {
        /// Also where an old journal holds several retractions of one act.
        #[test]
        fn undo_and_redo_walk_along_the_acts(steps in steps()) {
            let mut study = Study::new();
            study.coders(&["ana"]).source("s", 1000).code("hope");
            let (mut done, mut undone) = (Vec::new(), Vec::new());
            for (at, step) in steps.into_iter().enumerate() {
                let view = study.view_for("ana");
                match step {
                    Step::Code => {
                        let at = at as u32 * 10;
                        done.push(study.coded("ana", None, "s", at..at + 5, "hope"));
                        undone.clear();
                    }
                    Step::Undo(times) => {
                        // What was there before the codings is not taken back here.
                        let Some(coding) = done.pop() else { continue };
                        let act = view.undoable().unwrap();
                        prop_assert_eq!(&act.events, &vec![coding.event()]);
                        (0..times).for_each(|_| retract(&mut study, &act));
                        undone.push(coding);
                    }
                    Step::Redo => match undone.pop() {
                        Some(coding) => {
                            retract(&mut study, &view.redoable().unwrap());
                            done.push(coding);
                        }
                        None => prop_assert_eq!(view.redoable(), Err(NoUndo::Nothing)),
                    },
                }
                let view = study.view_for("ana");
                let mut stand: Vec<_> = view.codings().map(|c| c.id).collect();
                stand.sort();
                let mut expected = done.clone();
                expected.sort();
                prop_assert_eq!(stand, expected);
            }
        }
    }

    #[test]
    fn something_new_ends_redo() {
        let mut study = coded_twice();
        let act = study.view_for("ana").undoable().unwrap();
        retract(&mut study, &act);
        study.coded("ana", None, "s", 40..50, "hope");
        assert_eq!(study.view_for("ana").redoable(), Err(NoUndo::Nothing));
    }

    #[test]
    fn what_others_built_upon_stays() {
        let mut study = Study::new();
        study.coders(&["ana", "ben"]);
        study.source("s", 100);
        study.code("hope");
        study.coded("ben", None, "s", 0..10, "hope");
        let made_by = study.view().codebook().named("hope").map(|c| c.by.clone());
        let made_by = made_by.unwrap_or_else(|| panic!("the code is there"));
        let taken_back = study.view_for(made_by.as_str()).undoable();
        assert_eq!(taken_back, Err(NoUndo::BuiltUpon));
        assert!(study.view_for("ben").undoable().is_ok());
    }

    #[test]
    fn what_was_submitted_stays() {
        let mut study = Study::new();
        study.coders(&["ana", "ben"]);
        study.source("s", 100);
        study.code("hope");
        let round = study.round(&["s"]);
        study.coded("ana", Some(round), "s", 0..10, "hope");
        assert!(study.view_for("ana").undoable().is_ok());
        study.submit_only("ana", round, &["s"]);
        assert_eq!(study.view_for("ana").undoable(), Err(NoUndo::Submitted));
    }
}
