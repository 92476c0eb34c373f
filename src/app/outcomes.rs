//! What is done with what the workers hand back.

use super::App;
use super::overlay::Overlay;
use crate::model::event::{Change, Event};
use crate::model::ids::RoundId;
use crate::work::effect::{Effect, Outcome, Told};
use std::sync::Arc;

impl App {
    /// Says of an import what the command line says of it: what does not fit beside the rest is among
    /// the messages, each by itself.
    fn say_imported(&mut self, told: Told) -> Vec<Effect> {
        let Told {
            done,
            notes,
            refused,
        } = told;
        let mut words = done;
        match (&notes[..], refused.is_empty()) {
            ([], _) => {}
            ([note], true) => words.push(note.clone()),
            (many, _) => {
                let notes = crate::report::words::counted(many.len(), "note");
                words.push(format!("{notes} among the messages (g m)"));
                for note in many {
                    self.mention(note.clone());
                }
            }
        }
        if refused.is_empty() {
            return self.say(words.join("; "));
        }
        words.push(format!("refused: {}", refused.join("; ")));
        self.fail(words.join("; "))
    }
}

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
                let before: Vec<RoundId> =
                    self.view.cancelled_rounds().iter().map(|r| r.id).collect();
                let (effects, others) = self.admit(events);
                let cancelled = self.view.cancelled_rounds().iter();
                let cancelled: Vec<String> = cancelled
                    .filter(|r| !before.contains(&r.id) && r.plan.coders.contains(&self.me))
                    .map(|r| {
                        let name = &r.plan.name;
                        format!(
                            "{} cancelled “{name}”: what you coded in it stays yours",
                            r.by
                        )
                    })
                    .collect();
                // Somebody's blind work arrives without a word; so does what one imports oneself.
                if others {
                    self.mention("others' work arrived");
                }
                for text in cancelled {
                    self.mention(text);
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
            Outcome::CodebookRead(file) => {
                self.busy = None;
                self.add_codebook(&file)
            }
            Outcome::UnderWay(words) => {
                self.busy = Some(words);
                Vec::new()
            }
            Outcome::Wrote(text) => {
                self.busy = None;
                self.say(text)
            }
            Outcome::Imported(told) => {
                self.busy = None;
                self.say_imported(told)
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
        let (before, latest) = (self.view.sources().len(), self.latest_open());
        let barred = self.barring();
        self.view.admit(events.iter().cloned());
        // What may not be seen yet sets nothing going.
        let seen = || events.iter().filter(|e| self.view.shows(e));
        let sources = seen().any(about_sources);
        let others = seen().any(|e| e.coder != self.me);
        let mut effects = if sources && (before != self.view.sources().len() || before > 0) {
            self.index()
        } else {
            Vec::new()
        };
        effects.extend(self.follow_opening(latest));
        if !self.barring().iter().all(|round| barred.contains(round)) {
            effects.extend(self.forget_lists());
        }
        (effects, others)
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
    use crate::app::fixture::opened;
    use crate::app::key::Key;
    use crate::app::{Action, App};
    use crate::model::coding::MemoOn;
    use crate::model::event::{Change, Event};
    use crate::model::fixture::Study;
    use crate::model::ids::DeviceId;
    use crate::work::effect::{Effect, Outcome};
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

    #[test]
    fn a_screen_on_the_latest_round_goes_to_the_one_that_opens() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).source("t", 100);
        s.code("hope");
        let first = s.round(&["s"]);
        s.coded("ana", Some(first), "s", 0..10, "hope");
        s.submit("ana", first);
        s.submit("ben", first);
        let plan = s.plan("round 2", &["ana", "ben"], &["t"]);
        let second = s.open("ana", plan);
        s.submit("ana", second);
        let before = s.clone();
        let here = s.events.len();
        s.submit("ben", second);
        for (keys, goes) in [("g d", true), ("g a", true), ("g d ?", false)] {
            let mut app = app(&before);
            press(&mut app, keys);
            assert_eq!(app.reconcile.round, Some(first));
            arrive(&mut app, &s.events[here..]);
            let shown = if goes { second } else { first };
            assert_eq!(app.reconcile.round, Some(shown), "{keys}");
        }
        let mut app = app(&before);
        press(&mut app, "g o");
        arrive(&mut app, &s.events[here..]);
        assert_eq!(app.conference.round, Some(second));
        // Who looks at an earlier one stays there.
        let mut app = opened(&s, "ana", (120, 40));
        press(&mut app, "g d R");
        let here = s.events.len();
        let plan = s.plan("round 3", &["ana", "ben"], &["s"]);
        let third = s.open("ana", plan);
        s.submit("ana", third);
        s.submit("ben", third);
        arrive(&mut app, &s.events[here..]);
        assert_eq!(app.reconcile.round, Some(first));
    }

    #[test]
    fn a_cancelled_round_is_told_to_its_coders_and_frees_the_desk() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).code("hope");
        let round = s.round(&["s"]);
        let mut app = opened(&s, "ben", (120, 40));
        let here = s.events.len();
        let known = Vec::new();
        s.push("ana", Change::RoundCancelled { round, known });
        arrive(&mut app, &s.events[here..]);
        let said = app.notices.current().map(|n| n.text.as_str());
        let expected = "ana cancelled “round 1”: what you coded in it stays yours";
        assert_eq!(said, Some(expected));
        assert_eq!(app.view.frozen_by(), None);
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
