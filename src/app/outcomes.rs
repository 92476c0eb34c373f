//! What is done with what the workers hand back.

use super::App;
use super::effect::{Effect, Outcome};
use super::overlay::Overlay;
use crate::model::event::{Change, Event};
use crate::model::ids::RoundId;
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
                self.not_saved(why)
            }
            Outcome::DeskGone => {
                self.saving = 0;
                self.read_only = Some("the part that saves has failed".into());
                self.not_saved(
                    "the part that saves has failed: leave with q and open the study again; \
                     everything shown as saved is on disk"
                        .into(),
                )
            }
            Outcome::Arrived(events) => {
                // It may bring what a round starts from, or what another device began.
                self.study.begun.clear();
                let (effects, others) = self.admit(events);
                // Somebody's blind work arrives without a word; so does what one imports oneself.
                if others {
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

    /// What was typed after an act that failed was meant to follow it, and is not done.
    fn not_saved(&mut self, why: String) -> Vec<Effect> {
        let typed = std::mem::take(&mut self.waiting).len();
        self.study.begun.clear();
        self.fail(match typed {
            0 => why,
            _ => format!("{why}; what was typed meanwhile was not done"),
        })
    }

    /// Takes events in; also says whether others' work is among those that may be seen.
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
        let before = self.view.sources().len();
        let barred = self.barring();
        self.view.admit(events.iter().cloned());
        // What may not be seen yet sets nothing going.
        let seen = || events.iter().filter(|e| self.view.shows(e));
        let sources = seen().any(about_sources);
        let others = seen().any(|e| e.coder != self.me);
        let effects = if sources && (before != self.view.sources().len() || before > 0) {
            self.index()
        } else {
            Vec::new()
        };
        match self.barring().iter().all(|round| barred.contains(round)) {
            true => (effects, others),
            false => (
                effects.into_iter().chain(self.forget_lists()).collect(),
                others,
            ),
        }
    }

    /// The blind rounds for which something waits in one's own eyes.
    fn barring(&self) -> Vec<RoundId> {
        self.view.binding().map(|r| r.id).collect()
    }

    /// Lists put together before a round hid what may stand in them.
    fn forget_lists(&mut self) -> Vec<Effect> {
        self.overlays.retain(|o| !matches!(o, Overlay::Picker(_)));
        self.agreement.listed = None;
        match self.search.hits.is_empty() {
            true => Vec::new(),
            false => {
                self.search.hits.clear();
                self.query(self.search.query.clone())
            }
        }
    }

    pub(super) fn index(&mut self) -> Vec<Effect> {
        match self.view.sources().is_empty() {
            true => Vec::new(),
            false => vec![Effect::Index(self.view.sources().to_vec())],
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::effect::{Effect, Outcome};
    use crate::app::fixture::opened;
    use crate::app::key::Key;
    use crate::app::{Action, App};
    use crate::model::coding::MemoOn;
    use crate::model::event::{Change, Event};
    use crate::model::fixture::Study;
    use crate::model::ids::DeviceId;
    use std::sync::Arc;

    fn app(s: &Study) -> App {
        opened(s, "ana", (120, 40))
    }

    fn press(app: &mut App, keys: &str) {
        for key in Key::parse_script(keys).unwrap() {
            app.update(Action::Key(key));
        }
    }

    fn arrive(app: &mut App, events: &[Arc<Event>]) -> Vec<Effect> {
        app.update(Action::Done(Outcome::Arrived(events.to_vec())))
    }

    fn memo(text: &str) -> Change {
        Change::MemoWritten {
            of: None,
            round: None,
            on: MemoOn::Study,
            text: text.into(),
        }
    }

    /// The last event, as if another device of its coder had made it.
    fn elsewhere(s: &mut Study, seq: u64) {
        let mut event = (*s.events.pop().unwrap()).clone();
        (event.device, event.seq) = (DeviceId("device02".into()), seq);
        s.events.push(Arc::new(event));
    }

    #[test]
    fn hidden_work_arrives_without_a_word_and_sets_nothing_going() {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]).source("s", 100);
        s.code("hope");
        let round = s.round(&["s"]);
        let mut app = app(&s);
        let here = s.events.len();
        let coding = s.coded("ben", Some(round), "s", 0..10, "hope");
        s.push(
            "ben",
            Change::Retract {
                event: coding.event(),
            },
        );
        // Her own work of another device may come with it.
        s.push("ana", memo("from the train"));
        elsewhere(&mut s, 1);
        assert!(arrive(&mut app, &s.events[here..]).is_empty());
        assert_eq!(app.view.memos().count(), 1);
        assert_eq!(app.notices.current(), None);
        let here = s.events.len();
        s.push("cat", memo("seen"));
        arrive(&mut app, &s.events[here..]);
        let said = app.notices.current().map(|n| n.text.as_str());
        assert_eq!(said, Some("others' work arrived"));
    }

    fn coded_once() -> Study {
        let mut s = Study::new();
        s.coders(&["ana"]).source("s", 100).code("hope");
        s.coded("ana", None, "s", 0..10, "hope");
        s
    }

    /// Undo is asked of what is on disk, and nothing decides on less than that.
    #[test]
    fn keys_wait_for_what_is_being_saved_and_what_failed_leaves_undo_as_it_was() {
        let mut app = app(&coded_once());
        let before = app.view.undoable().unwrap();
        press(&mut app, "z z z");
        assert_eq!((app.saving, app.keys_waiting()), (1, 2));
        app.update(Action::Done(Outcome::NotSaved("the disk is full".into())));
        assert_eq!((app.saving, app.keys_waiting()), (0, 0));
        let said = app.notices.current().map(|n| n.text.as_str());
        let expected = "the disk is full; what was typed meanwhile was not done";
        assert_eq!(said, Some(expected));
        assert_eq!(app.view.undoable(), Ok(before));
        press(&mut app, "z");
        assert_eq!(app.saving, 1);
    }

    #[test]
    fn nothing_waits_for_a_worker_that_has_ended() {
        let mut app = app(&coded_once());
        press(&mut app, "z j");
        assert_eq!(app.keys_waiting(), 1);
        app.update(Action::Done(Outcome::DeskGone));
        assert_eq!((app.saving, app.keys_waiting()), (0, 0));
        assert!(app.read_only.is_some());
        for key in Key::parse_script("q").unwrap() {
            let effects = app.update(Action::Key(key));
            assert!(effects.iter().any(|e| matches!(e, Effect::Quit)));
        }
    }

    /// A submission still arriving may bring hidden work along.
    #[test]
    fn hidden_work_that_arrives_ends_no_vote() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).source("t", 100);
        s.code("hope");
        s.code("fear");
        let mut plan = s.plan("open", &["ana", "ben"], &["s"]);
        plan.blind = false;
        let open = s.open("ana", plan);
        s.coded("ana", Some(open), "s", 0..10, "hope");
        s.coded("ben", Some(open), "s", 0..10, "fear");
        s.round(&["t"]);
        s.submit("ana", open);
        s.push("ben", memo("hidden"));
        elsewhere(&mut s, 1);
        let hidden = s.events.pop().unwrap();
        s.submit("ben", open);
        let mut event = (**s.events.last().unwrap()).clone();
        if let Change::Submitted { submission, .. } = &mut event.change {
            let mut mark = submission.marks[0].clone();
            (mark.device, mark.seq) = (hidden.device.clone(), 2);
            submission.marks.push(mark);
        }
        *s.events.last_mut().unwrap() = Arc::new(event);
        let mut app = app(&s);
        press(&mut app, "g d w <down> <tab> <ret> V a");
        assert!(app.is_voting());
        assert!(arrive(&mut app, &[hidden]).is_empty());
        assert!(app.is_voting());
    }
}
