//! What a round starts from is copied when one comes to a source of it, by whatever way.

use crate::app::App;
use crate::app::counted::counted;
use crate::app::effect::Effect;
use crate::app::screen::Screen;
use crate::model::ids::{RoundId, SourceId};
use crate::model::round::{Round, StartFrom};
use crate::model::source::Document;
use crate::model::view::Desk;
use crate::reconcile::start::{Due, Start, due};
use std::collections::HashSet;

/// Sources looked at in this sitting, by round: what was to be copied there has been.
pub type Begun = HashSet<(RoundId, SourceId)>;

impl App {
    /// Copies into the source being read what its round starts from, once.
    pub(in crate::app) fn begin_source(&mut self) -> Vec<Effect> {
        let (Some(source), Some(text)) = (self.read.source.clone(), self.read.document.clone())
        else {
            return Vec::new();
        };
        let Desk::Round(id) = self.view.desk(&source) else {
            return Vec::new();
        };
        let here = self.screen == Screen::Read && self.read_only.is_none();
        if !here || self.study.begun.contains(&(id, source.clone())) {
            return Vec::new();
        }
        // What is still being saved may be a start.
        let Some(round) = self.view.round(id).filter(|_| self.saving == 0).cloned() else {
            return Vec::new();
        };
        self.study.begun.insert((id, source.clone()));
        if round.plan.start == StartFrom::Blank {
            return Vec::new();
        }
        match due(&self.view, &round, &source, &text) {
            Due::Nothing => Vec::new(),
            Due::Copies(start) => {
                self.note(started_words(&start, &round, &text));
                self.save(start.copies)
            }
            Due::Doubles(changes) => {
                self.note("what two of your devices had copied is there once again");
                self.save(changes)
            }
            Due::NotHere => {
                self.study.begun.remove(&(id, source));
                let name = &round.plan.name;
                self.fail(format!(
                    "part of what “{name}” starts from has not arrived here yet: nothing is copied; wait for it before you code here"
                ))
            }
        }
    }
}

/// What was copied, and what was not.
pub fn started_words(start: &Start, round: &Round, text: &Document) -> String {
    let what = match round.plan.start {
        StartFrom::Consensus => "the consensus",
        StartFrom::Blank | StartFrom::OwnCodings => "your own codings",
    };
    let copied = match start.copies.len() {
        0 => format!("there is nothing of {what} here to start from"),
        n => format!("copied {} of {what} to start from", counted(n, "coding")),
    };
    let mut words = vec![copied];
    if !start.unsettled.is_empty() {
        let structure = &text.structure;
        let paragraph = |at| {
            structure
                .paragraph_at(at)
                .map(|i| structure.paragraphs[i].number)
        };
        let mut places: Vec<String> = start
            .unsettled
            .iter()
            .filter_map(|s| paragraph(s.start))
            .map(|n| format!("¶ {n}"))
            .collect();
        places.dedup();
        words.push(format!(
            "{} still open, not copied: {}",
            counted(start.unsettled.len(), "place"),
            places.join(", ")
        ));
    }
    if start.private > 0 {
        words.push(format!(
            "{} with a code that is private to another round not copied",
            counted(start.private, "coding")
        ));
    }
    words.join("; ")
}
