//! The screen, key by key.

use super::{Participants, Shown};
use crate::acts::attributes::{declared, set};
use crate::app::action::Action;
use crate::app::fixture::opened;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::{App, Mouse, MouseKind, Target};
use crate::model::attribute::{Absent, AttributeKind, Column, Subject, Subjects, Value};
use crate::model::fixture::{Study, interview, source};
use crate::work::effect::{Effect, Outcome};

fn participant(who: &str) -> Subject {
    Subject::Participant(who.into())
}

fn told(s: &mut Study, by: &str, who: &str, heading: &str, text: &str) {
    let value = Value::written(text);
    let change = set(participant(who), &Column::headed(heading), value);
    let change = s.view_for(by).replacing(vec![change]).remove(0);
    s.push(by, change);
}

/// Three people with an age and an arm.
fn study() -> Study {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 100);
    let arms = ["control", "SMCM"].map(str::to_owned).to_vec();
    for (key, kind) in [
        ("age", AttributeKind::Number),
        ("arm", AttributeKind::Ordered(arms)),
    ] {
        for change in declared(&s.view(), &Subjects::Participants, key, kind).unwrap() {
            s.push("ana", change);
        }
    }
    for (who, heading, text) in [
        ("P01", "age", "100"),
        ("P01", "arm", "SMCM"),
        ("P02", "age", "missing"),
        ("P02", "arm", "control"),
        ("P10", "age", "9"),
    ] {
        told(&mut s, "ana", who, heading, text);
    }
    s
}

/// Does this, and writes what is to be written.
fn act(app: &mut App, s: &mut Study, action: Action) {
    let mut effects = app.update(action);
    while let Some(effect) = effects.pop() {
        effects.extend(match effect {
            Effect::Append(changes) => {
                let from = s.events.len();
                for (_, change) in changes {
                    s.push("ana", change);
                }
                // All that one key did is one act.
                let first = s.events[from].id;
                for event in &mut s.events[from..] {
                    std::sync::Arc::make_mut(event).act = Some(first);
                }
                let saved = s.events[from..].to_vec();
                app.update(Action::Done(Outcome::Saved(saved)))
            }
            Effect::GoOn => app.update(Action::GoOn),
            _ => Vec::new(),
        });
    }
}

fn press(app: &mut App, s: &mut Study, keys: &str) {
    for key in Key::parse_script(keys).unwrap() {
        act(app, s, Action::Key(key));
    }
}

fn screen(app: &App) -> &Participants {
    &app.screens.participants
}

/// The table as it is shown.
fn rows(app: &App) -> Vec<String> {
    let state = screen(app);
    let row = |at: &usize| {
        let row = &state.table.rows[*at];
        let cell = |held: &Option<_>| match held {
            Some(crate::model::attribute::Held { value, .. }) => value.to_string(),
            None => "–".to_owned(),
        };
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        format!("{} {}", row.name, cells.join(" "))
    };
    state.rows.iter().map(row).collect()
}

fn said(app: &App) -> &str {
    app.cx.notices.current().map_or("", |n| &n.text)
}

#[test]
fn a_cell_takes_what_its_attribute_has_and_keeps_what_was_typed_wrong() {
    let mut s = study();
    let mut app = opened(&s, "ana", (80, 24));
    press(&mut app, &mut s, "g p l <ret> x <ret>");
    assert!(said(&app).contains("“100x” is no number"), "{}", said(&app));
    let Some(Overlay::Prompt(prompt)) = app.cx.overlays.last() else {
        panic!("what was typed is gone");
    };
    assert_eq!(prompt.typing.text(), "100x");
    press(&mut app, &mut s, "<bs> <bs> <ret>");
    assert_eq!(rows(&app)[0], "P01 10 SMCM");
    press(&mut app, &mut s, "m j u j <del>");
    assert_eq!(
        rows(&app),
        ["P01 missing SMCM", "P02 unknown control"],
        "whoever speaks nowhere and has nothing is nobody"
    );
    press(&mut app, &mut s, "z z z");
    assert_eq!(
        rows(&app),
        ["P01 10 SMCM", "P02 missing control", "P10 9 –"]
    );
    press(&mut app, &mut s, "g g m m");
    assert_eq!(said(&app), "it is set so already");
}

#[test]
fn what_is_set_on_the_study_screen_is_what_the_table_would_take() {
    let mut s = study();
    let number = declared(
        &s.view(),
        &Subjects::Sources,
        "score",
        AttributeKind::Number,
    );
    s.push("ana", number.unwrap().remove(0));
    let mut app = opened(&s, "ana", (80, 24));
    let text = vec![interview(&source("s"), 2)];
    act(&mut app, &mut s, Action::Done(Outcome::Loaded(text)));
    press(&mut app, &mut s, "a <ret> s c o r e = x <ret>");
    assert!(said(&app).contains("“x” is no number"), "{}", said(&app));
    press(&mut app, &mut s, "<bs> 7 <ret>");
    press(&mut app, &mut s, "a <ret> a r m = u n k n o w n <ret>");
    press(
        &mut app,
        &mut s,
        "a <ret> s c o r e <space> @ <space> T 1 = 8 <ret>",
    );
    let view = s.view();
    let set_here = view.attributes(&Subject::Source(source("s"))).unwrap();
    let value = |heading: &str| set_here[&Column::headed(heading)].value.clone();
    assert_eq!(value("arm"), Value::Not(Absent::Unknown));
    assert_eq!(value("score"), Value::Is("7".into()));
    assert_eq!(value("score @ T1"), Value::Is("8".into()));
}

#[test]
fn a_list_of_values_offers_what_can_be_set_and_grows_by_another() {
    let mut s = study();
    let mut app = opened(&s, "ana", (80, 24));
    press(&mut app, &mut s, "g p $ <ret>");
    let Some(Overlay::Picker(picker)) = app.cx.overlays.last() else {
        panic!("no list");
    };
    let offered: Vec<&str> = picker.entries.iter().map(|e| e.label.as_str()).collect();
    let want = [
        "control",
        "SMCM",
        "missing",
        "unknown",
        "nothing",
        "another value…",
    ];
    assert_eq!((offered, picker.list.at), (want.to_vec(), 1));
    press(
        &mut app,
        &mut s,
        "<down> <down> <down> <down> <ret> both <ret> <ret>",
    );
    assert_eq!(rows(&app)[0], "P01 100 both");
    let kind = &screen(&app).table.columns[1].1;
    assert_eq!(kind.values(), ["control", "SMCM", "both"]);
    press(&mut app, &mut s, "z");
    assert_eq!(rows(&app)[0], "P01 100 SMCM");
}

#[test]
fn attributes_are_named_with_their_kind_and_a_kind_that_cannot_be_is_refused() {
    let mut s = study();
    let mut app = opened(&s, "ana", (80, 24));
    press(&mut app, &mut s, "g p a <s-tab>");
    press(
        &mut app,
        &mut s,
        "score <space> @ <space> T2 <ret> <down> <ret>",
    );
    let columns = |app: &App| {
        let all = screen(app).table.columns.iter();
        all.map(|(c, kind)| format!("{c}: {}", kind.word()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        columns(&app),
        ["age: number", "arm: ordered", "score @ T2: number"]
    );
    assert_eq!(screen(&app).column, 3, "the cursor goes there");
    press(
        &mut app,
        &mut s,
        "<ret> 5 <ret> a score <space> @ <space> T1 <ret>",
    );
    press(&mut app, &mut s, "T <c-u> T1, <space> T2 <ret>");
    assert_eq!(
        columns(&app)[2..],
        ["score @ T1: number", "score @ T2: number"]
    );
    assert_eq!(rows(&app)[0], "P01 100 SMCM – 5");
    press(&mut app, &mut s, "<home> l l K <up> <up> <ret>");
    assert!(said(&app).contains("“SMCM” is no number"), "{}", said(&app));
    press(&mut app, &mut s, "<esc> <home> l K <up> <ret>");
    assert_eq!(columns(&app)[0], "age: text");
    // What was named and undone is gone.
    press(&mut app, &mut s, "a site <ret> <ret> z");
    assert_eq!(columns(&app).len(), 4);
}

#[test]
fn rows_are_sorted_by_size_or_order_and_those_looked_for_are_shown() {
    let mut s = study();
    told(&mut s, "ana", "P11", "arm", "unknown");
    let mut app = opened(&s, "ana", (80, 24));
    let names = |app: &App| {
        let all = rows(app);
        all.iter().map(|r| r[..3].to_owned()).collect::<Vec<_>>()
    };
    press(&mut app, &mut s, "g p l s");
    assert_eq!(names(&app), ["P10", "P01", "P02", "P11"]);
    press(&mut app, &mut s, "s");
    assert_eq!(
        names(&app),
        ["P01", "P10", "P02", "P11"],
        "empty comes last"
    );
    press(&mut app, &mut s, "l s");
    assert_eq!(names(&app), ["P02", "P01", "P11", "P10"]);
    press(&mut app, &mut s, "/ smcm <ret>");
    assert_eq!(names(&app), ["P01"]);
    press(&mut app, &mut s, "/ <c-u> nobody <ret>");
    assert_eq!(
        (names(&app).len(), said(&app)),
        (1, "“nobody” stands in no row")
    );
    press(&mut app, &mut s, "<esc>");
    assert_eq!(names(&app).len(), 4);
}

#[test]
fn what_two_set_apart_is_marked_and_setting_it_anew_settles_it() {
    let mut s = study();
    let one = set(
        participant("P10"),
        &Column::new("arm", None),
        Value::written("SMCM"),
    );
    let other = set(
        participant("P10"),
        &Column::new("arm", None),
        Value::written("control"),
    );
    s.push("ana", one);
    s.push("ben", other);
    let mut app = opened(&s, "ana", (80, 24));
    press(&mut app, &mut s, "g p $ G");
    let status = screen(&app).status(&app.cx);
    assert!(
        status.contains("control · set by ben, apart from that ana set SMCM"),
        "{status}"
    );
    press(&mut app, &mut s, "<ret> <ret>");
    let status = screen(&app).status(&app.cx);
    assert!(
        status.starts_with("arm of P10: control · set by ana · from low"),
        "{status}"
    );
}

#[test]
fn what_somebody_set_meanwhile_is_not_written_over_unseen() {
    let mut s = study();
    let mut app = opened(&s, "ana", (80, 24));
    // P10's age, which is 9.
    press(&mut app, &mut s, "g p G l <ret>");
    let from = s.events.len();
    told(&mut s, "ben", "P10", "age", "77");
    let arrived = s.events[from..].to_vec();
    act(&mut app, &mut s, Action::Done(Outcome::Arrived(arrived)));
    press(&mut app, &mut s, "8 <ret>");
    assert!(
        said(&app).contains("ben has set age to 77 meanwhile"),
        "{}",
        said(&app)
    );
    press(&mut app, &mut s, "<ret> <c-u> 98 <ret>");
    assert!(
        rows(&app).iter().any(|row| row.starts_with("P10 98")),
        "{:?}",
        rows(&app)
    );
}

#[test]
fn a_block_of_cells_is_asked_about_and_changes_nothing_before() {
    let mut s = study();
    let mut app = opened(&s, "ana", (80, 24));
    let question = |app: &App| match app.cx.overlays.last() {
        Some(Overlay::Question(q)) => q.text.clone(),
        other => panic!("{other:?}: {}", said(app)),
    };
    press(&mut app, &mut s, "g p l");
    let before = rows(&app);
    // Who speaks in the texts is known first: whoever only speaks there is nobody new.
    act(&mut app, &mut s, Action::Paste("1".into()));
    assert!(said(&app).contains("the texts are being read first"));
    let texts = Outcome::Loaded(Vec::new());
    act(&mut app, &mut s, Action::Done(texts));
    assert!(question(&app).contains("P01 age: 1 for 100"));
    press(&mut app, &mut s, "n");
    act(
        &mut app,
        &mut s,
        Action::Paste("41\tsmcm\r\n\tboth\r\n".into()),
    );
    let asked = question(&app);
    for words in [
        "2 cells would change, 1 of them to nothing; 1 set so already.",
        "P01 age: 41 for 100",
        "P02 age: nothing for missing",
        "row 2: arm: “both” is none of its values",
    ] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    assert_eq!(rows(&app), before);
    press(&mut app, &mut s, "y");
    assert_eq!(rows(&app), ["P01 41 SMCM", "P02 – control", "P10 9 –"]);
    act(&mut app, &mut s, Action::Paste("1\t2\t3".into()));
    assert!(said(&app).contains("3 columns, and there are 2 attributes from here on"));
    act(&mut app, &mut s, Action::Paste("1\n2\n3\n4".into()));
    assert!(said(&app).contains("4 rows, and there are 3 from here on"));
    // On a name: the first column names the rows, be they new.
    press(&mut app, &mut s, "<home>");
    act(
        &mut app,
        &mut s,
        Action::Paste("P10\t10\n王小明\t30\tcontrol".into()),
    );
    assert!(
        question(&app).contains("1 row is new: 王小明."),
        "{}",
        question(&app)
    );
    press(&mut app, &mut s, "y");
    assert_eq!(rows(&app)[2..], ["P10 10 –", "王小明 30 control"]);
    let headed = "participant\tsite\nP01\tnorth\n\nP02\tsouth";
    act(&mut app, &mut s, Action::Paste(headed.into()));
    assert!(question(&app).contains("1 attribute is new: site."));
    press(&mut app, &mut s, "n");
    act(
        &mut app,
        &mut s,
        Action::Paste("participant\tage\tage\nP01\t1\t2".into()),
    );
    assert!(
        said(&app).contains("two columns are called “age”"),
        "{}",
        said(&app)
    );
    press(&mut app, &mut s, "<esc> g s");
    act(&mut app, &mut s, Action::Paste("x".into()));
    assert_eq!(said(&app), "nothing here takes what was pasted");
}

#[test]
fn a_click_goes_to_a_cell_and_on_a_heading_sorts() {
    let mut s = study();
    let mut app = opened(&s, "ana", (80, 24));
    press(&mut app, &mut s, "g p");
    let click = |target| {
        Action::Mouse(Mouse {
            kind: MouseKind::Down,
            x: 0,
            y: 0,
            target: Some(target),
        })
    };
    act(&mut app, &mut s, click(Target::Cell(1, 2)));
    assert!(
        screen(&app)
            .status(&app.cx)
            .starts_with("arm of P02: control")
    );
    act(&mut app, &mut s, click(Target::Cell(1, 2)));
    assert!(matches!(app.cx.overlays.last(), Some(Overlay::Picker(_))));
    press(&mut app, &mut s, "<esc>");
    act(&mut app, &mut s, click(Target::Heading(1)));
    assert_eq!(rows(&app)[0], "P10 9 –");
}

#[test]
fn speakers_nobody_has_linked_are_linked_here_or_everywhere() {
    let mut s = Study::new();
    s.coders(&["ana"]).source("one", 100).source("two", 100);
    let mut app = opened(&s, "ana", (80, 24));
    let texts = ["one", "two"].map(|name| {
        let mut document = (*interview(&source(name), 2)).clone();
        for speaker in &mut document.structure.speakers {
            if speaker.role == crate::model::source::SpeakerRole::Participant {
                speaker.label = "B".into();
            }
        }
        std::sync::Arc::new(document)
    });
    press(&mut app, &mut s, "g p <s-tab>");
    assert_eq!(screen(&app).shown, Shown::Speakers);
    act(
        &mut app,
        &mut s,
        Action::Done(Outcome::Loaded(texts.to_vec())),
    );
    assert_eq!((screen(&app).unlinked, screen(&app).rows.len()), (2, 2));
    press(&mut app, &mut s, "<ret> Maria <ret>");
    assert_eq!(screen(&app).unlinked, 1);
    // What was set for whom the label made one goes along.
    press(&mut app, &mut s, "z <esc> a age <ret> <ret> <ret> 41 <ret>");
    assert_eq!(rows(&app), ["B (one) 41", "B (two) –"]);
    press(&mut app, &mut s, "<s-tab> A Maria <ret>");
    assert_eq!(screen(&app).unlinked, 0);
    press(&mut app, &mut s, "<esc>");
    assert_eq!(rows(&app), ["Maria 41"]);
    assert_eq!(screen(&app).speaks(0).map(|(sources, _)| sources), Some(2));
    press(&mut app, &mut s, "<s-tab> z p v");
    let interviewers = screen(&app)
        .spoken
        .iter()
        .filter(|s| s.participant.is_none());
    assert_eq!(interviewers.count(), 3, "one of two was turned");
}

#[test]
fn the_cell_under_the_cursor_is_shown_in_whatever_script() {
    let mut s = study();
    let names = [
        "王小明在北京協和醫院",
        "สมชาย ใจดี",
        "स्वास्थ्य कार्यकर्ता",
        "a very long name of somebody",
    ];
    for who in names {
        for n in 0..9 {
            let text = format!("{who} {who} {n}");
            told(&mut s, "ana", who, &format!("{who} {n}"), &text);
        }
    }
    for size in [(80, 24), (120, 40)] {
        let mut app = opened(&s, "ana", size);
        press(&mut app, &mut s, "g p");
        let columns = screen(&app).table.columns.len();
        let keys = ["l"; 60].into_iter().chain(["h"; 60]);
        for key in keys {
            press(&mut app, &mut s, key);
            let state = screen(&app);
            let room = state.areas(size).1.width;
            let fit = state.fit(room);
            let end = fit.columns.last().map_or(0, |(_, x, wide)| x + wide + 1);
            assert!(end <= room, "{end} in {room}");
            let at = state.column.checked_sub(1);
            let shown = |at: usize| fit.columns.iter().any(|c| c.0 == at);
            assert!(at.is_none_or(shown), "{at:?} of {columns}");
        }
    }
}
