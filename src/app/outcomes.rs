//! What is done with what the workers hand back.

use super::App;
use super::effect::{Effect, Outcome};
use crate::model::event::{Change, Event};
use std::sync::Arc;

impl App {
    pub(super) fn done(&mut self, outcome: Outcome) -> Vec<Effect> {
        match outcome {
            Outcome::Saved(events) => {
                self.saving = self.saving.saturating_sub(1);
                self.notices.outlive();
                self.admit(events).0
            }
            Outcome::NotSaved(why) => {
                self.saving = self.saving.saturating_sub(1);
                self.fail(why)
            }
            Outcome::Arrived(events) => {
                // What one imports oneself comes the same way.
                let others = events.iter().any(|e| e.coder != self.me);
                let (effects, seen) = self.admit(events);
                // Somebody's blind work arrives without a word.
                if seen && others {
                    self.mention("others' work arrived");
                }
                effects
            }
            Outcome::Loaded(documents) => {
                for document in documents {
                    self.read.load(document.clone(), self.size.0, self.size.1);
                    self.documents.insert(document.source.clone(), document);
                }
                self.documents_arrived()
            }
            Outcome::Hits {
                serial,
                hits,
                total,
                coverage,
            } => {
                self.indexed = coverage;
                self.search.take(serial, hits, total);
                Vec::new()
            }
            Outcome::Reckoned { serial, answer } => self.take_answer(serial, answer),
            Outcome::Indexed(done, total) => {
                self.indexed = (done, total);
                Vec::new()
            }
            Outcome::CodebookRead(file) => self.add_codebook(&file),
            Outcome::Imported(count, refused) => {
                self.busy = None;
                let sources = super::counted::counted(count, "source");
                match refused.is_empty() {
                    true => self.say(format!("imported {sources}")),
                    false => self.fail(format!(
                        "imported {sources}; refused: {}",
                        refused.join("; ")
                    )),
                }
            }
            Outcome::Note(text) => self.say(text),
            Outcome::News(text) => {
                self.mention(text);
                Vec::new()
            }
            Outcome::Failed(text) => {
                self.busy = None;
                self.fail(text)
            }
            Outcome::Writable => {
                self.read_only = None;
                self.say("the study can be written again")
            }
            Outcome::ReadOnly(why) => {
                self.read_only = Some(why.clone());
                self.fail(why)
            }
        }
    }

    /// Takes events in; also says whether any of them may be seen.
    fn admit(&mut self, events: Vec<Arc<Event>>) -> (Vec<Effect>, bool) {
        let about_sources = |e: &Arc<Event>| {
            matches!(
                e.change,
                Change::SourceAdded { .. }
                    | Change::SourceRemoved { .. }
                    | Change::SourceEdited { .. }
                    | Change::SpeakerSet { .. }
                    | Change::AttributeSet { .. }
                    | Change::Retract { .. }
            )
        };
        let sources = events.iter().any(about_sources);
        let before = self.view.sources().len();
        let seen = self.view.admit(events);
        let effects = if sources && (before != self.view.sources().len() || before > 0) {
            self.index()
        } else {
            Vec::new()
        };
        (effects, seen)
    }

    pub(super) fn index(&mut self) -> Vec<Effect> {
        match self.view.sources().is_empty() {
            true => Vec::new(),
            false => vec![Effect::Index(self.view.sources().to_vec())],
        }
    }
}
