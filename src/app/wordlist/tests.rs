//! The screen on studies told in tests.

use super::*;
use crate::app::fixture::opened;
use crate::app::{Action, App, Key, ScreenId};
use crate::model::attribute::Subject;
use crate::model::event::Change;
use crate::model::fixture::{Study, interview, source};
use crate::model::ids::SourceId;
use crate::model::source::{SpeakerRole, SpeakerSetting};
use crate::work::effect::Outcome;

/// One interview of P01 with an interviewer, and an attribute.
fn study() -> Study {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 100).code("hope");
    let change = Change::AttributeSet {
        of: Subject::Participant("P01".into()),
        key: "arm".into(),
        value: Some("control".into()),
        absent: None,
        at: None,
        replaces: Vec::new(),
    };
    s.push("ana", change);
    s
}

fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let keys = Key::parse_script(keys).unwrap();
    keys.into_iter()
        .flat_map(|key| app.update(Action::Key(key)))
        .collect()
}

/// The screen with its texts come, and what it asks.
fn entered(s: &Study) -> (App, Vec<Effect>) {
    let mut app = opened(s, "ana", (120, 40));
    let effects = press(&mut app, "g w");
    assert!(
        asked(&effects).is_none(),
        "nothing is counted without texts"
    );
    let text = interview(&SourceId("s".into()), 20);
    let effects = app.update(Action::Done(Outcome::Loaded(vec![text])));
    (app, effects)
}

/// The answer to the last question among these effects; nothing where none is asked, or nobody waits.
fn asked(effects: &[Effect]) -> Option<Outcome> {
    let counting = effects.iter().rev().find_map(|e| match e {
        Effect::Count(counting, _) => Some(counting),
        _ => None,
    })?;
    let serial = counting.serial;
    let found = counting.answer(Ok(None))?;
    Some(Outcome::Counted { serial, found })
}

/// Answers all that is asked.
fn answer(app: &mut App, mut effects: Vec<Effect>) {
    while let Some(outcome) = asked(&effects) {
        effects = app.update(Action::Done(outcome));
    }
}

fn counted() -> App {
    let (mut app, effects) = entered(&study());
    answer(&mut app, effects);
    assert!(!app.screens.wordlist.is_waiting());
    app
}

fn go(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        let effects = press(app, key);
        answer(app, effects);
    }
}

fn words(app: &App) -> Vec<String> {
    let look = app.screens.wordlist.look();
    let found = look.words().unwrap();
    look.rows
        .iter()
        .map(|at| found.rows[*at].word.clone())
        .collect()
}

#[test]
fn the_screen_says_that_it_counts_until_the_answer_comes() {
    let (mut app, effects) = entered(&study());
    assert!(app.screens.wordlist.title().starts_with("counting …"));
    assert_eq!(app.screens.wordlist.nothing(), "counting …");
    answer(&mut app, effects);
    assert!(!app.screens.wordlist.title().contains("counting"));
    assert!(!words(&app).is_empty());
    // What is known stays where it is while it is counted otherwise.
    press(&mut app, "w");
    assert!(app.screens.wordlist.title().starts_with("counting …"));
    assert!(!words(&app).is_empty());
}

#[test]
fn an_older_answer_is_not_taken_and_nobody_goes_on_with_it() {
    let mut app = counted();
    let before = words(&app);
    let older = press(&mut app, "w");
    let late = asked(&older).expect("it is under way");
    let newer = press(&mut app, "v <down> <ret>");
    assert!(asked(&older).is_none(), "nobody waits for it");
    app.update(Action::Done(late));
    assert_eq!(words(&app), before);
    assert!(app.screens.wordlist.is_waiting());
    answer(&mut app, newer);
    assert!(words(&app).len() > before.len());
}

#[test]
fn a_place_is_read_and_esc_comes_back_to_it() {
    let mut app = counted();
    go(&mut app, "<ret> s j");
    let look = app.screens.wordlist.look().clone();
    let line = look.places().unwrap().lines[look.row().unwrap()].clone();
    go(&mut app, "<ret>");
    assert_eq!(app.cx.screen, ScreenId::Read);
    assert_eq!(app.screens.read.source, Some(source("s")));
    assert_eq!(app.screens.read.cursor, line.span.start);
    go(&mut app, "<esc>");
    assert_eq!(app.cx.screen, ScreenId::Words);
    let again = app.screens.wordlist.look();
    assert_eq!((&again.asked, again.list), (&look.asked, look.list));
    assert!(!app.screens.wordlist.is_waiting());
}

/// Reading on is saved, and others' codings arrive: words stay what they are. Where a query asks for
/// codings they are counted again.
#[test]
fn words_are_counted_again_only_where_what_they_rest_on_has_changed() {
    let mut s = study();
    for (query, again) in [
        ("", false),
        ("c o d e d : h o p e <space> l i s t : t u r n s", true),
    ] {
        let mut app = counted();
        go(&mut app, &format!("f {query} <ret>"));
        let here = s.events.len();
        s.coded("ben", None, "s", 0..10, "hope");
        let events = s.events[here..].to_vec();
        let effects = app.update(Action::Done(Outcome::Arrived(events)));
        assert_eq!(asked(&effects).is_some(), again, "{query}");
        s.events.truncate(here);
    }
    let mut app = counted();
    let here = s.events.len();
    let setting = SpeakerSetting {
        label: "P".into(),
        role: SpeakerRole::Interviewer,
        participant: None,
    };
    let (source, replaces) = (source("s"), Vec::new());
    let change = Change::SpeakerSet {
        source,
        setting,
        replaces,
    };
    s.push("ben", change);
    let events = s.events[here..].to_vec();
    let effects = app.update(Action::Done(Outcome::Arrived(events)));
    answer(&mut app, effects);
    assert!(words(&app).is_empty());
}

/// Of a word that is said several times all places are found.
#[test]
fn a_word_has_as_many_places_as_times() {
    let mut app = counted();
    for at in 0..words(&app).len() {
        app.screens.wordlist.words.list.at = at;
        let look = app.screens.wordlist.look();
        let times = look.words().unwrap().rows[look.rows[at]].count.times;
        go(&mut app, "<ret>");
        assert_eq!(app.screens.wordlist.look().rows.len() as u64, times);
        go(&mut app, "c");
        let look = app.screens.wordlist.look();
        assert_eq!(look.beside().unwrap().times, times);
        go(&mut app, "<esc> <esc>");
    }
}

#[test]
fn letters_narrow_and_the_cursor_stays_on_its_word() {
    let mut app = counted();
    let all = words(&app);
    let last = all.last().unwrap().clone();
    go(&mut app, "G w");
    let here = app.screens.wordlist.look().word_here();
    assert_eq!(here.as_ref(), Some(&last), "stop words came in above it");
    go(&mut app, "w");
    let letters: Vec<String> = last.chars().map(String::from).collect();
    go(&mut app, &format!("/ {} <ret>", letters.join(" ")));
    assert!(words(&app).contains(&last) && words(&app).len() < all.len());
    go(&mut app, "<esc>");
    assert_eq!(words(&app), all);
}

#[test]
fn groups_are_chosen_and_taken_away() {
    let mut app = counted();
    go(&mut app, "a <down> <ret>");
    let names = |app: &App| {
        let found = app.screens.wordlist.words.words().unwrap();
        found.group_names().map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(names(&app).contains(&"control".to_owned()));
    go(&mut app, "a <ret>");
    assert!(
        !names(&app).is_empty(),
        "the cursor stands on what is chosen"
    );
    go(&mut app, "a <up> <ret>");
    assert!(names(&app).is_empty());
}

#[test]
fn what_leads_away_stops_the_counting_and_coming_back_counts() {
    let mut app = counted();
    let older = press(&mut app, "w");
    press(&mut app, "g s");
    assert!(asked(&older).is_none());
    let effects = press(&mut app, "g w");
    assert!(asked(&effects).is_some());
}

/// What was counted in turns that a query found may rest on codings that are hidden now.
#[test]
fn what_a_query_found_is_asked_again_once_a_round_hides_what_it_rests_on() {
    let s = study();
    for query in ["", "c o d e d : h o p e"] {
        let mut app = counted();
        if !query.is_empty() {
            go(&mut app, &format!("f {query} <ret>"));
        }
        let late = press(&mut app, "w");
        let late = asked(&late).unwrap();
        let mut after = s.clone();
        after.round(&["s"]);
        let events = after.events[s.events.len()..].to_vec();
        let effects = app.update(Action::Done(Outcome::Arrived(events)));
        app.update(Action::Done(late));
        let look = app.screens.wordlist.look();
        assert_eq!(look.found.is_none(), !query.is_empty(), "{query}");
        assert!(asked(&effects).is_some(), "{query}");
    }
}

#[test]
fn what_is_shown_is_written() {
    let mut app = counted();
    go(&mut app, "s s");
    let shown = words(&app);
    let effects = press(&mut app, "x <ret>");
    let tables = effects.iter().find_map(|e| match e {
        Effect::Tabulate(tables) => Some(tables),
        _ => None,
    });
    let exported = tables.expect("a table").files();
    let (_, bytes) = &exported.files[0];
    let text = String::from_utf8(bytes.clone()).unwrap();
    let written = text.lines().skip(1).map(|l| l.split(',').next().unwrap());
    assert_eq!(written.collect::<Vec<_>>(), shown);
}
