//! What is done with what the workers hand back.

use super::App;
use super::context::Context;
use super::overlay::Overlay;
use super::screens::ScreenId;
use super::study::left_behind;
use crate::model::event::{Change, Event};
use crate::model::ids::{RoundId, SourceId};
use crate::model::source::Document;
use crate::work::effect::{Effect, Outcome, Told};
use std::sync::Arc;

/// Says of an import what the command line says of it: what does not fit beside the rest is among
/// the messages, each by itself.
fn say_imported(cx: &mut Context, told: Told) -> Vec<Effect> {
    let Told {
        done,
        made,
        notes,
        refused,
        asked,
    } = told;
    let mut words = done;
    match &made[..] {
        [] | [_] => words.extend(made),
        many => {
            words.push("what was made of each is among the messages (g m)".to_owned());
            for made in many {
                cx.mention(made.clone());
            }
        }
    }
    match (&notes[..], refused.is_empty()) {
        ([], _) => {}
        ([note], true) => words.push(note.clone()),
        (many, _) => {
            let notes = crate::report::words::counted(many.len(), "note");
            words.push(format!("{notes} among the messages (g m)"));
            for note in many {
                cx.mention(note.clone());
            }
        }
    }
    let mut effects = match refused.is_empty() {
        true => cx.say(words.join("; ")),
        false => {
            words.push(format!("refused: {}", refused.join("; ")));
            cx.fail(words.join("; "))
        }
    };
    effects.extend(cx.ask_same_name(asked));
    effects
}

/// Goes on with what came back.
pub(super) fn done(app: &mut App, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Saved(events) => {
            app.cx.saving = app.cx.saving.saturating_sub(1);
            app.cx.notices.outlive();
            admit(app, events).0
        }
        Outcome::NotSaved(why) => {
            app.cx.saving = app.cx.saving.saturating_sub(1);
            not_saved(app, why)
        }
        Outcome::DeskGone => {
            app.cx.saving = 0;
            app.cx.busy = None;
            app.cx.read_only = Some("the part that saves has failed".into());
            not_saved(
                app,
                "the part that saves has failed: leave with q and open the study again; \
                 everything shown as saved is on disk"
                    .into(),
            )
        }
        Outcome::Arrived(events) => {
            // It may bring what a round starts from, or what another device began.
            app.cx.begun.clear();
            let before: Vec<RoundId> = app
                .cx
                .view
                .cancelled_rounds()
                .iter()
                .map(|r| r.id)
                .collect();
            let remade = events.iter().any(
                |e| matches!(&e.change, Change::SourceAdded { made_of, .. } if !made_of.is_empty()),
            );
            let (effects, others) = admit(app, events);
            let cancelled = app.cx.view.cancelled_rounds().iter();
            let cancelled: Vec<String> = cancelled
                .filter(|r| !before.contains(&r.id) && r.plan.coders.contains(&app.cx.me))
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
                app.cx.mention("others' work arrived");
            }
            if remade {
                mention_left_behind(app);
            }
            for text in cancelled {
                app.cx.mention(text);
            }
            effects
        }
        Outcome::Loaded(documents) => {
            for document in documents {
                app.cx.documents.insert(document.source.clone(), document);
            }
            app.cx.texts_changed += 1;
            app.cx.compared.texts_came = true;
            for screen in ScreenId::ALL {
                app.screens.at_mut(*screen).texts_came();
            }
            Vec::new()
        }
        Outcome::Hits {
            serial,
            shown,
            coverage,
        } => {
            app.cx.indexed = coverage;
            app.screens.search.take(serial, shown);
            Vec::new()
        }
        Outcome::Facets(serial, facets) => {
            app.screens.search.count(serial, facets);
            Vec::new()
        }
        Outcome::Counted { serial, found } => {
            app.screens.wordlist.take(serial, found);
            Vec::new()
        }
        Outcome::Gathered(exported) => app.cx.write(*exported),
        Outcome::Reckoned { serial, answer } => app.cx.take_answer(serial, answer),
        Outcome::Indexed(done, total) => {
            app.cx.indexed = (done, total);
            Vec::new()
        }
        Outcome::CodebookRead(file) => {
            app.cx.busy = None;
            app.screens.codebook.add_codebook(&file, &mut app.cx)
        }
        Outcome::UnderWay(words) => {
            app.cx.busy = Some(words);
            Vec::new()
        }
        Outcome::Wrote(text) => {
            app.cx.busy = None;
            app.cx.say(text)
        }
        Outcome::Imported(told) => {
            app.cx.busy = None;
            say_imported(&mut app.cx, told)
        }
        Outcome::Note(text) => app.cx.say(text),
        Outcome::News(text) => {
            app.cx.mention(text);
            Vec::new()
        }
        Outcome::Unread(text) => app.cx.fail(text),
        Outcome::Failed(text) => {
            app.cx.busy = None;
            // Whoever leaves would not see it.
            app.leaving = false;
            app.cx.fail(text)
        }
        Outcome::Writable => {
            app.cx.read_only = None;
            app.cx.say("the study can be written again")
        }
        Outcome::ReadOnly(why) => {
            app.cx.read_only = Some(why.clone());
            app.cx.fail(why)
        }
    }
}

/// What was typed after an act that failed was meant to follow it, and is not done.
fn not_saved(app: &mut App, why: String) -> Vec<Effect> {
    let typed = std::mem::take(&mut app.waiting).len();
    app.cx.begun.clear();
    app.leaving = false;
    app.cx.fail(match typed {
        0 => why,
        _ => format!("{why}; what was typed meanwhile was not done"),
    })
}

/// Takes events in; also says whether others' work is among those that may be seen.
fn admit(app: &mut App, events: Vec<Arc<Event>>) -> (Vec<Effect>, bool) {
    let about_sources = |e: &Arc<Event>| {
        matches!(
            e.change,
            Change::SourceAdded { .. }
                | Change::SourceRemoved { .. }
                | Change::SourceEdited { .. }
                | Change::TextRevised { .. }
                | Change::SpeakerSet { .. }
                | Change::AttributeSet { .. }
                | Change::Retract { .. }
        )
    };
    let (before, latest) = (app.cx.view.sources().len(), app.cx.latest_open());
    let barred = barring(app);
    // What a worker still computes from stays as it was asked.
    Arc::make_mut(&mut app.cx.view).admit(events.iter().cloned());
    // What may not be seen yet sets nothing going.
    let seen = || events.iter().filter(|e| app.cx.view.shows(e));
    let sources = seen().any(about_sources);
    let others = seen().any(|e| e.coder != app.cx.me);
    let corrected = match sources {
        true => reload_corrected(app),
        false => Vec::new(),
    };
    let mut effects = if sources && (before != app.cx.view.sources().len() || before > 0) {
        app.cx.index()
    } else {
        Vec::new()
    };
    effects.extend(corrected);
    effects.extend(follow_opening(app, latest));
    if !barring(app).iter().all(|round| barred.contains(round)) {
        effects.extend(forget_lists(app));
    }
    (effects, others)
}

/// Says what of one's own is to be brought to sources that were made of others.
pub(super) fn mention_left_behind(app: &mut App) {
    if let Some(words) = left_behind(&app.cx) {
        app.cx
            .mention(format!("{words} J on Study brings them along"));
    }
}

/// Texts that are at hand as they were before a correction are loaded anew.
fn reload_corrected(app: &mut App) -> Vec<Effect> {
    let cx = &mut app.cx;
    let view = &cx.view;
    let earlier = |d: &Document| {
        view.source(&d.source)
            .is_some_and(|s| s.revision != d.revision)
    };
    let stale: Vec<SourceId> = cx
        .documents
        .values()
        .filter(|d| earlier(d))
        .map(|d| d.source.clone())
        .collect();
    if stale.is_empty() {
        return Vec::new();
    }
    cx.documents.retain(|id, _| !stale.contains(id));
    cx.texts_changed += 1;
    app.screens.read.drop_text(&stale);
    vec![cx.load(stale)]
}

/// A round has opened since `before` was the latest that had: the screen may go to it, unless
/// something is under way.
fn follow_opening(app: &mut App, before: Option<RoundId>) -> Vec<Effect> {
    let free = app.cx.overlays.is_empty() && app.typed.is_empty();
    match (before, app.cx.latest_open()) {
        (Some(before), Some(latest)) if free && latest != before => {
            let screen = app.screens.at_mut(app.cx.screen);
            screen.round_opened(before, latest, &mut app.cx)
        }
        _ => Vec::new(),
    }
}

/// The blind rounds for which something waits in one's own eyes.
fn barring(app: &App) -> Vec<RoundId> {
    app.cx.view.binding().map(|r| r.id).collect()
}

/// Drops lists put together before a round hid what may stand in them.
fn forget_lists(app: &mut App) -> Vec<Effect> {
    let overlays = &mut app.cx.overlays;
    overlays.retain(|o| !matches!(o, Overlay::Picker(_)));
    app.cx.forget_answers();
    let mut effects = Vec::new();
    for screen in ScreenId::ALL {
        effects.extend(app.screens.at_mut(*screen).forget_lists(&mut app.cx));
    }
    effects
}

#[cfg(test)]
mod tests {
    use crate::agreement::round::Put;
    use crate::app::fixture::opened;
    use crate::app::key::Key;
    use crate::app::{Action, App, ScreenId};
    use crate::model::coding::MemoOn;
    use crate::model::event::{Change, Event};
    use crate::model::fixture::{Study, interview, source};
    use crate::model::ids::{DeviceId, SourceId};
    use crate::report::figures::Behind;
    use crate::work::effect::{Effect, Found, FoundPlace, Outcome, Shown};
    use crate::work::question::{Asked, Stop};
    use std::sync::Arc;

    fn app(s: &Study) -> App {
        opened(s, "ana", (120, 40))
    }

    fn press(app: &mut App, keys: &str) -> Vec<Effect> {
        let keys = Key::parse_script(keys).unwrap().into_iter();
        keys.flat_map(|key| app.update(Action::Key(key))).collect()
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
            kind: None,
            about: Vec::new(),
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
        assert_eq!(app.cx.view.memos().count(), 1);
        assert_eq!(app.cx.notices.current(), None);
        let here = s.events.len();
        s.push("cat", memo("seen"));
        arrive(&mut app, &s.events[here..]);
        let said = app.cx.notices.current().map(|n| n.text.as_str());
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
        let before = app.cx.view.undoable().unwrap();
        press(&mut app, "z z z");
        assert_eq!((app.cx.saving, app.keys_waiting()), (1, 2));
        app.update(Action::Done(Outcome::NotSaved("the disk is full".into())));
        assert_eq!((app.cx.saving, app.keys_waiting()), (0, 0));
        let said = app.cx.notices.current().map(|n| n.text.as_str());
        let expected = "the disk is full; what was typed meanwhile was not done";
        assert_eq!(said, Some(expected));
        assert_eq!(app.cx.view.undoable(), Ok(before));
        press(&mut app, "z");
        assert_eq!(app.cx.saving, 1);
    }

    #[test]
    fn nothing_waits_for_a_worker_that_has_ended() {
        let mut app = app(&coded_once());
        press(&mut app, "z j");
        assert_eq!(app.keys_waiting(), 1);
        app.update(Action::Done(Outcome::DeskGone));
        assert_eq!((app.cx.saving, app.keys_waiting()), (0, 0));
        assert!(app.cx.read_only.is_some());
        for key in Key::parse_script("q").unwrap() {
            let effects = app.update(Action::Key(key));
            assert!(effects.iter().any(|e| matches!(e, Effect::Quit)));
        }
    }

    /// Files that are put together are written before the program ends, unless one insists; what
    /// became of them is seen.
    #[test]
    fn who_leaves_waits_for_files() {
        let quits = |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::Quit));
        let making = || {
            let mut app = app(&coded_once());
            press(&mut app, "g s");
            let effects = press(&mut app, "X");
            assert!(effects.iter().any(|e| matches!(e, Effect::Report(..))));
            assert!(!quits(&press(&mut app, "q")));
            app
        };
        let mut written = making();
        let effects = written.update(Action::Done(Outcome::Gathered(Box::default())));
        assert!(effects.iter().any(|e| matches!(e, Effect::Write(..))) && !quits(&effects));
        assert!(quits(
            &written.update(Action::Done(Outcome::Wrote("wrote".into())))
        ));
        // A text that cannot be read has nothing to do with it.
        let mut other = making();
        assert!(!quits(
            &other.update(Action::Done(Outcome::Unread("no such text".into())))
        ));
        assert!(other.cx.busy.is_some());
        let mut failed = making();
        assert!(!quits(
            &failed.update(Action::Done(Outcome::Failed("no room".into())))
        ));
        assert!(quits(&press(&mut failed, "q")));
        assert!(quits(&press(&mut making(), "q")));
        // Whoever goes on meanwhile is not stuck: what they do is saved, what they type is done.
        let mut busy = making();
        let undone = press(&mut busy, "z q");
        assert!(undone.iter().any(|e| matches!(e, Effect::Append(_))));
        assert_eq!(busy.keys_waiting(), 1);
        let effects = busy.update(Action::Done(Outcome::Saved(Vec::new())));
        assert!(effects.iter().any(|e| matches!(e, Effect::GoOn)));
        assert!(quits(&busy.update(Action::GoOn)));
        // Nor does anybody wait for a worker that has ended.
        let mut gone = making();
        gone.update(Action::Done(Outcome::DeskGone));
        assert!(quits(&press(&mut gone, "q")));
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
            assert_eq!(app.cx.compared.round, Some(first));
            arrive(&mut app, &s.events[here..]);
            let shown = if goes { second } else { first };
            assert_eq!(app.cx.compared.round, Some(shown), "{keys}");
        }
        let mut app = app(&before);
        press(&mut app, "g o");
        arrive(&mut app, &s.events[here..]);
        assert_eq!(app.screens.conference.round, Some(second));
        // Who looks at an earlier one stays there.
        let mut app = opened(&s, "ana", (120, 40));
        press(&mut app, "g d R");
        let here = s.events.len();
        let plan = s.plan("round 3", &["ana", "ben"], &["s"]);
        let third = s.open("ana", plan);
        s.submit("ana", third);
        s.submit("ben", third);
        arrive(&mut app, &s.events[here..]);
        assert_eq!(app.cx.compared.round, Some(first));
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
        let said = app.cx.notices.current().map(|n| n.text.as_str());
        let expected = "ana cancelled “round 1”: what you coded in it stays yours";
        assert_eq!(said, Some(expected));
        assert_eq!(app.cx.view.frozen_by(), None);
    }

    /// The worker's answer to the last question among these effects.
    fn answered(effects: &[Effect]) -> Action {
        let asked = effects.iter().rev().find_map(|e| match e {
            Effect::Reckon(asked) => Some(asked),
            _ => None,
        });
        let asked = asked.expect("something is asked");
        let answer = Asked {
            stop: Stop::default(),
            ..(**asked).clone()
        }
        .answer()
        .unwrap();
        let serial = asked.serial;
        Action::Done(Outcome::Reckoned { serial, answer })
    }

    /// What was asked of the view as it was comes after a round has hidden some of it.
    #[test]
    fn an_answer_from_before_a_round_hid_what_it_tells_is_not_shown() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).code("hope");
        s.coded("ben", None, "s", 0..10, "hope");
        for leaves in [false, true] {
            let mut app = app(&s);
            app.update(Action::Key(Key::parse_script("g").unwrap()[0]));
            let effects = app.update(Action::Key(Key::parse_script("t").unwrap()[0]));
            let late = answered(&effects);
            if leaves {
                press(&mut app, "g c");
            }
            let mut after = s.clone();
            after.round(&["s"]);
            let effects = arrive(&mut app, &after.events[s.events.len()..]);
            app.update(late);
            let effects = match leaves {
                false => effects,
                true => {
                    app.update(Action::Key(Key::parse_script("g").unwrap()[0]));
                    app.update(Action::Key(Key::parse_script("t").unwrap()[0]))
                }
            };
            assert!(app.screens.themes.figures().is_none(), "left: {leaves}");
            app.update(answered(&effects));
            let figures = app.screens.themes.figures().unwrap();
            assert!(figures.layer.findings.is_empty(), "left: {leaves}");
        }
    }

    #[test]
    fn hits_from_before_a_round_hid_them_are_asked_for_again() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).code("hope");
        let serial_of = |effects: &[Effect]| {
            effects.iter().find_map(|e| match e {
                Effect::Search { serial, .. } => Some(*serial),
                _ => None,
            })
        };
        for leaves in [false, true] {
            let mut app = app(&s);
            press(&mut app, "g f / h o p e");
            let effects = app.update(Action::Key(Key::parse_script("<ret>").unwrap()[0]));
            let serial = serial_of(&effects).expect("a query");
            if leaves {
                press(&mut app, "g c");
            }
            let mut after = s.clone();
            after.round(&["s"]);
            let effects = arrive(&mut app, &after.events[s.events.len()..]);
            assert!(serial_of(&effects) > Some(serial), "asked anew: {leaves}");
            let hit = Found {
                place: FoundPlace::Code(s.id("hope")),
                title: "hope".to_owned(),
                excerpt: String::new(),
                marks: Vec::new(),
            };
            app.update(Action::Done(Outcome::Hits {
                serial,
                shown: Ok(Shown {
                    listing: crate::search::Listing::Turns,
                    total: 1,
                    listed: 1,
                    from: 0,
                    found: vec![hit],
                    hint: None,
                }),
                coverage: (1, 1),
            }));
            assert!(app.screens.search.hits.is_empty(), "left: {leaves}");
        }
    }

    #[test]
    fn segments_from_before_a_round_hid_them_are_not_listed() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).code("hope");
        let round = s.round(&["s"]);
        s.coded("ben", Some(round), "s", 0..10, "hope");
        s.submit("ana", round);
        s.submit("ben", round);
        let mut app = app(&s);
        press(&mut app, "g a");
        let text = interview(&SourceId("s".into()), 20);
        let effects = app.update(Action::Done(Outcome::Loaded(vec![text])));
        app.update(answered(&effects));
        let late = answered(&app.cx.ask_segments(Behind::put(0, None, &[Put::OnlyB])));
        let mut after = s.clone();
        after.round(&["s"]);
        arrive(&mut app, &after.events[s.events.len()..]);
        app.update(late);
        assert!(app.cx.compared.segments.is_none() && app.screens.agreement.listed.is_none());
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
        assert!(app.screens.reconcile.is_voting());
        assert!(arrive(&mut app, &[hidden]).is_empty());
        assert!(app.screens.reconcile.is_voting());
    }

    #[test]
    fn a_source_that_is_taken_out_elsewhere_is_left() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).source("t", 100);
        let mut app = app(&s);
        app.cx.screen = ScreenId::Read;
        app.screens.read.open(source("s"));
        app.screens.read.cursor = 60;
        let here = s.events.len();
        s.made_of("p", "s", 50..100);
        let remove = |id| Change::SourceRemoved { source: source(id) };
        s.push("ben", remove("s"));
        arrive(&mut app, &s.events[here..]);
        assert_eq!(app.screens.read.source, Some(source("p")));
        let here = s.events.len();
        s.push("ben", remove("p"));
        arrive(&mut app, &s.events[here..]);
        assert_eq!(app.screens.read.source, None);
        let said = app.cx.notices.current().map(|n| n.text.clone());
        assert_eq!(said.as_deref(), Some("“p” was taken out of the study"));
    }
}
