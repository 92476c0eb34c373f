use crate::app::App;
use crate::app::action::Action;
use crate::app::fixture::opened;
use crate::app::key::Key;
use crate::model::fixture::{Study, source};
use crate::model::source::{Document, Structure};
use crate::model::text::Text;
use crate::work::effect::{Effect, Outcome};
use crate::work::{reckon, worker};
use std::sync::Arc;

/// Two rounds of ana and ben over one source, both over.
fn app() -> App {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 100).code("hope");
    for _ in 0..2 {
        let round = s.round(&["s"]);
        s.coded("ana", Some(round), "s", 0..10, "hope");
        s.coded("ben", Some(round), "s", 0..12, "hope");
        s.submit("ana", round);
        s.submit("ben", round);
    }
    opened(&s, "ana", (80, 24))
}

fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let keys = Key::parse_script(keys).unwrap();
    keys.into_iter()
        .flat_map(|k| app.update(Action::Key(k)))
        .collect()
}

fn texts_come(app: &mut App) -> Vec<Effect> {
    let document = Document {
        source: source("s"),
        revision: 1,
        earlier: Vec::new(),
        text: Text::new("x".repeat(100)),
        structure: Structure::default(),
    };
    let came = Outcome::Loaded(vec![Arc::new(document)]);
    app.update(Action::Done(came))
}

/// What the worker answers to the one question among these effects.
fn answer(effects: &[Effect]) -> Vec<Outcome> {
    let asked: Vec<&Effect> = effects
        .iter()
        .filter(|e| matches!(e, Effect::Reckon(_)))
        .collect();
    assert_eq!(asked.len(), 1, "one question");
    assert_eq!(worker(asked[0]), crate::work::Worker::Reckoner);
    let mut answers = Vec::new();
    reckon(asked[0], &mut |o| answers.push(o));
    answers
}

#[test]
fn the_screen_does_not_wait_for_figures() {
    let mut app = app();
    press(&mut app, "g a");
    let asked = texts_come(&mut app);
    assert!(app.cx.is_computing() && app.cx.figures().is_none());
    assert!(press(&mut app, "j").is_empty(), "asked once only");
    let mut next = Vec::new();
    for outcome in answer(&asked) {
        next.extend(app.update(Action::Done(outcome)));
    }
    assert_eq!(app.cx.figures().unwrap().unwrap().figures.coders.len(), 2);
    assert!(app.cx.is_computing() && app.cx.intervals().is_none());
    for outcome in answer(&next) {
        assert!(app.update(Action::Done(outcome)).is_empty());
    }
    assert!(!app.cx.is_computing() && app.cx.intervals().is_some());
}

#[test]
fn an_answer_nobody_waits_for_is_dropped() {
    let mut app = app();
    press(&mut app, "g a");
    let first = texts_come(&mut app);
    let mut late = Vec::new();
    let Some(Effect::Reckon(asked)) = first.first() else {
        panic!("{first:?}");
    };
    late.extend(asked.answer());
    let (old, serial) = (app.cx.compared().unwrap().id, asked.serial);
    let second = press(&mut app, "R");
    assert_ne!(app.cx.compared().unwrap().id, old);
    assert!(asked.stop.is_set(), "the worker is told");
    assert!(answer(&first).is_empty(), "and does not compute");
    for answer in late {
        app.update(Action::Done(Outcome::Reckoned { serial, answer }));
    }
    assert!(app.cx.figures().is_none() && app.cx.is_computing());
    for outcome in answer(&second) {
        app.update(Action::Done(outcome));
    }
    assert!(app.cx.figures().is_some());
}

#[test]
fn esc_stops_computing_and_enter_takes_it_up_again() {
    let mut app = app();
    press(&mut app, "g a");
    let first = texts_come(&mut app);
    press(&mut app, "<esc>");
    assert!(app.cx.has_stopped_computing());
    assert!(answer(&first).is_empty());
    assert!(press(&mut app, "j").is_empty(), "stopped stays stopped");
    let again = press(&mut app, "<ret>");
    for outcome in answer(&again) {
        app.update(Action::Done(outcome));
    }
    assert!(app.cx.figures().is_some());
}
