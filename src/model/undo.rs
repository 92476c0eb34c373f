//! Undo and redo: one's own acts, newest first, across restarts.

use super::event::{Change, Event};
use super::ids::{EventId, RoundId};
use super::round::RoundKind;
use super::view::View;

/// One act: everything one key press did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What it did, in words, such as “coding”.
    pub what: &'static str,
    /// The events to retract, newest first.
    pub events: Vec<EventId>,
}

/// Why nothing is undone.
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
}

impl NoUndo {
    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            NoUndo::Nothing => "there is nothing of yours left to undo",
            NoUndo::Frozen => "the codebook is frozen while the round is blind",
            NoUndo::Submitted => {
                "it belongs to a round you have submitted: withdraw the submission first"
            }
            NoUndo::BuiltUpon => "somebody else has used it since: retire or change it instead",
        }
    }
}

#[derive(Default)]
struct Stacks<'e> {
    /// Acts that stand, oldest first.
    done: Vec<Vec<&'e Event>>,
    /// Acts taken back, each with the retractions that did it.
    undone: Vec<(Vec<&'e Event>, Vec<&'e Event>)>,
}

impl View {
    /// The act undo would take back: retract its events.
    pub fn undoable(&self) -> Result<Act, NoUndo> {
        let own = self.own_events();
        let stacks = stacks(own.iter().map(|e| e.as_ref()));
        let events = stacks.done.last().ok_or(NoUndo::Nothing)?;
        for event in events {
            self.may_retract(event)?;
        }
        Ok(act(events))
    }

    /// The act redo would bring back: retract these retractions.
    pub fn redoable(&self) -> Result<Act, NoUndo> {
        let own = self.own_events();
        let stacks = stacks(own.iter().map(|e| e.as_ref()));
        let (original, retractions) = stacks.undone.last().ok_or(NoUndo::Nothing)?;
        for event in original {
            self.may_retract(event)?;
        }
        Ok(Act {
            what: act(original).what,
            ..act(retractions)
        })
    }

    fn may_retract(&self, event: &Event) -> Result<(), NoUndo> {
        match &event.change {
            Change::CodeAdded { private: None, .. }
            | Change::CodeEdited { .. }
            | Change::CodeMoved { .. }
            | Change::CodeMerged { .. }
            | Change::CodeRetired { .. }
                if self.frozen_by().is_some() =>
            {
                Err(NoUndo::Frozen)
            }
            Change::CodeAdded { .. } => {
                let others = |c: &&super::coding::Coding| {
                    c.code.event() == event.id && Some(&c.coder) != self.viewer()
                };
                match self.codings().any(|c| others(&c)) {
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
                match in_round || self.codings_in(source).any(others) {
                    true => Err(NoUndo::BuiltUpon),
                    false => Ok(()),
                }
            }
            Change::Coded { round, .. } => self.not_submitted(*round),
            Change::Recoded { coding, .. } | Change::Uncoded { coding } => {
                match self.ledger_get(coding.event()).map(|e| &e.change) {
                    Some(Change::Coded { round, .. }) => self.not_submitted(*round),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
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

/// Walks one coder's events in order: an ordinary act goes on the undo stack and empties the redo
/// stack; a retraction of an act moves it over, a retraction of a retraction moves it back.
fn stacks<'e>(own: impl Iterator<Item = &'e Event>) -> Stacks<'e> {
    let mut acts: Vec<Vec<&Event>> = Vec::new();
    for event in own.filter(|e| e.change.can_be_retracted()) {
        match acts.last_mut() {
            Some(last) if last[0].act() == event.act() => last.push(event),
            _ => acts.push(vec![event]),
        }
    }
    let mut stacks = Stacks::default();
    for act in acts {
        let Change::Retract { event: target } = act[0].change else {
            stacks.undone.clear();
            stacks.done.push(act);
            continue;
        };
        let holds = |a: &[&Event]| a.iter().any(|e| e.id == target);
        if let Some(at) = stacks.done.iter().rposition(|a| holds(a)) {
            let original = stacks.done.remove(at);
            stacks.undone.push((original, act));
        } else if let Some(at) = stacks.undone.iter().rposition(|(_, by)| holds(by)) {
            let (original, _) = stacks.undone.remove(at);
            stacks.done.push(original);
        }
    }
    stacks
}

fn act(events: &[&Event]) -> Act {
    Act {
        what: events.first().map_or("", |e| word(&e.change)),
        events: events.iter().rev().map(|e| e.id).collect(),
    }
}

/// What a change is called in “undid …”.
fn word(change: &Change) -> &'static str {
    match change {
        Change::Coded { .. } => "coding",
        Change::Uncoded { .. } => "uncoding",
        Change::Recoded { .. } => "change of a coding",
        Change::MemoWritten { .. } | Change::MemoEdited { .. } | Change::MemoRemoved { .. } => {
            "memo"
        }
        Change::CodeAdded { .. } => "new code",
        Change::CodeEdited { .. } => "change of a code",
        Change::CodeMoved { .. } => "move of a code",
        Change::CodeMerged { .. } => "merge of codes",
        Change::CodeRetired { .. } => "retiring a code",
        Change::Ruled { .. } | Change::Assented { .. } => "verdict",
        Change::Finished { .. } => "finished mark",
        Change::ThemeAdded { .. } => "new theme",
        Change::ThemeEdited { .. } | Change::ThemeMoved { .. } | Change::ThemeRetired { .. } => {
            "change of a theme"
        }
        Change::CodePlaced { .. } => "placing a code",
        Change::Related { .. } | Change::RelationDropped { .. } => "relation",
        Change::SourceAdded { .. } | Change::SourceEdited { .. } | Change::SourceRemoved { .. } => {
            "change of a source"
        }
        Change::SpeakerSet { .. } | Change::AttributeSet { .. } => "attribute",
        _ => "change",
    }
}
