//! Every key, in many states: it changes something or says why not; what the footer offers can be
//! done; the palette finds what users look for from every screen.

use crate::place::{Place, now};
use crate::reconcile_screen::{LEAST, example, open, press, screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeSet;
use tandem::app::available;
use tandem::app::command::Command;
use tandem::app::key::Key;
use tandem::app::keymap::{self, BINDINGS, Resolved, Scope};
use tandem::app::notice::{Gravity, Notices};
use tandem::app::overlay::{Overlay, Value};
use tandem::app::{Action, App};
use tandem::tui::draw::draw;
use tandem::tui::headless::Headless;
use tandem::tui::look::Look;
use tandem::work::effect::{Effect, Outcome};

/// A study with no source, no code, no round.
fn nothing() -> Place {
    let place = Place::empty();
    place.run(&[
        "new",
        &place.study_arg(),
        "--name",
        "Nothing",
        "--coder",
        "ana",
    ]);
    place
}

/// Two interviews of which one is being coded blind.
fn blind() -> Place {
    let place = Place::with_sources(&["P01_interview.txt", "P02_interview.txt"]);
    let study = place.study_arg();
    place.run(&[
        "round",
        "new",
        &study,
        "--name",
        "Blind",
        "--sources",
        "P01_interview",
        "--coders",
        "ana,ben",
    ]);
    place
}

/// Keys that lead from the Study screen into every part of the program.
const EVERYWHERE: [&str; 65] = [
    "g s",
    "g s <tab>",
    "g s i",
    "g s R",
    "g s R <down>",
    "g s G t",
    "g s <tab> c",
    "g r",
    "g r G",
    "g r v l l",
    "g r ]",
    "g r ] ] r",
    "g r <space>",
    "g r <space> z z z z",
    "g r m",
    "g r m a",
    "g r /",
    "g r <tab>",
    "g r <tab> / z z z z <ret>",
    "g c",
    "g c G",
    "g c h h",
    "g f <esc>",
    "g f w e <ret>",
    "g f z z z z z <ret>",
    "g d",
    "g d G <tab>",
    "g d f",
    "g d f u n s u r e <ret>",
    "g d w <down> <tab> <ret> s",
    "g d w <down> <tab> <ret> V",
    "g a",
    "g a G $",
    "g a <ret>",
    "g a k",
    "g a f",
    "g o",
    "g o <tab>",
    "g t",
    "g t j l",
    "g t <tab>",
    ": z z z z",
    "g p",
    "g p l j",
    "g p l K",
    "g p l <ret>",
    "g p / n o r t h <ret>",
    "g p <tab> $",
    "g p <s-tab>",
    "g p <s-tab> v",
    "g f m e m o : * <ret> m",
    "g s d [ [ h o p e ] ] <ret> x <c-s> g s d <down> <ret>",
    "g c w",
    "g w",
    "g w a <down> <down> <ret>",
    "g w / z z z z <ret>",
    "g w f c o d e d : h o p e <ret>",
    "g w <ret>",
    "g w <ret> c",
    "g w v",
    "g x",
    "g x $ G t",
    "g x b c r o s s i n g <ret> c",
    "g x <ret>",
    "g k",
];

/// Those that lead to where codes are reviewed.
const REVIEW: [&str; 7] = [
    "g c",
    "g c G",
    "g c u n o t <space> c l e a r",
    "g c = h o p e <ret>",
    "g c n n s s o <ret>",
    "g s <tab> G",
    "g s <tab> G c",
];

/// Those that lead to a mapping of codes to a framework.
const MAPPING: [&str; 10] = [
    "g k",
    "g k j j",
    "g k <ret>",
    "g k <ret> <down> <tab> <ret>",
    "g k 0",
    "g k r",
    "g k s",
    "g k R",
    "g k w",
    "g x r r r",
];

/// Those that lead to a code conference.
const CONFERENCE: std::ops::Range<usize> = 36..38;

/// The program in every state that is walked through, with words that say which it is.
fn states(each: &mut dyn FnMut(&str, &Headless)) {
    let mut walk = |what: &str, place: &Place, read_only: bool| {
        let everywhere = match what {
            "code conference" => &EVERYWHERE[CONFERENCE],
            "review" => &REVIEW,
            "mapping" | "mapping, settled" => &MAPPING,
            _ => &EVERYWHERE[..],
        };
        for script in everywhere {
            // Nothing is remembered from state to state.
            drop(std::fs::remove_file(place.path("ana.screen.ron")));
            let mut program = open(place, "ana", LEAST);
            program.app.cx.read_only = read_only.then(|| "another program writes it".to_owned());
            press(&mut program, script);
            each(&format!("{what}: {script}"), &program);
        }
    };
    walk("empty study", &nothing(), false);
    walk("blind round", &blind(), false);
    let worked = example();
    walk("worked example", &worked, false);
    walk("read-only", &worked, true);
    walk("code conference", &crate::conference::submitted(), false);
    let reviewed = example();
    let study = reviewed.study_arg();
    let new = ["round", "new", &study, "--name", "A review"];
    let kind = ["--kind", "review", "--coders", "ana", "--coder", "ana"];
    reviewed.run(&[&new[..], &kind].concat());
    let clear = ["--judge", "Goal work", "clear", "--coder", "ana"];
    reviewed.run(&[&["review", &study][..], &clear].concat());
    walk("review", &reviewed, false);
    let mapped = crate::framework::blind();
    walk("mapping", &mapped, false);
    crate::framework::submit_both(&mapped);
    walk("mapping, settled", &mapped, false);
}

/// What is drawn, but for notices, and where the cursor stands.
type Drawing = (Buffer, Option<(u16, u16)>);

fn drawn(mut app: App) -> Drawing {
    app.cx.notices = Notices::default();
    let (width, height) = app.cx.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let cursor = draw(&app, &mut buffer, Look::default()).cursor;
    (buffer, cursor)
}

/// What came of keys.
struct Came {
    /// Whether anything is drawn otherwise, asked of a worker, or the program ends.
    changed: bool,
    drawn: bool,
    /// What was said.
    said: Option<String>,
}

fn type_keys(app: &App, before: &Drawing, keys: &[Key]) -> Came {
    let mut after = app.clone();
    let mut effects = Vec::new();
    for key in keys {
        effects.extend(after.update(Action::Tick(now())));
        effects.extend(after.update(Action::Key(*key)));
    }
    // A key takes what was said before from the screen, but for errors.
    let new = after.cx.notices.all().count() > app.cx.notices.all().count();
    let new = new
        || after
            .cx
            .notices
            .current()
            .is_some_and(|n| n.gravity == Gravity::Note);
    let said = after
        .cx
        .notices
        .all()
        .next()
        .filter(|_| new)
        .map(|n| n.text.clone());
    let asks = effects.iter().any(|e| !matches!(e, Effect::Remember(_))) || after.leaving;
    let drawn = (said.is_some() || !asks) && drawn(after) != *before;
    Came {
        changed: drawn || asks,
        drawn,
        said,
    }
}

/// Whether words say no more than that nothing happened.
fn says_nothing_happened(words: &str) -> bool {
    words.starts_with("there is nothing further") || words.ends_with("does nothing here")
}

#[test]
fn every_key_does_something_or_says_why_not() {
    let mut walked: BTreeSet<Scope> = BTreeSet::new();
    let mut wrong = Vec::new();
    states(&mut |state, program| {
        let app = &program.app;
        let before = drawn(app.clone());
        let scope = app.scope();
        walked.extend(scope.chain());
        for binding in BINDINGS.iter().filter(|b| scope.chain().contains(&b.scope)) {
            // Going about changes nothing in a study, read-only or not.
            if app.cx.read_only.is_some() && binding.scope == Scope::Global {
                continue;
            }
            for way in keymap::ways(binding) {
                if keymap::resolve(scope, &way) != Resolved::Command(binding.command) {
                    continue;
                }
                let came = type_keys(app, &before, &way);
                let words = came.said.as_deref();
                let which = format!("{state}: {} ({})", binding.keys, binding.long);
                match words {
                    None if !came.changed => wrong.push(format!("{which}: silent")),
                    Some(w) if came.drawn && says_nothing_happened(w) => {
                        wrong.push(format!("{which}: changed and said “{w}”"));
                    }
                    Some(w) if w.ends_with("does nothing here") => {
                        wrong.push(format!("{which}: “{w}”"));
                    }
                    _ => {}
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    let all: BTreeSet<Scope> = BINDINGS.iter().map(|b| b.scope).collect();
    assert_eq!(walked, all);
}

#[test]
fn the_footer_offers_only_what_can_be_done_now() {
    let mut wrong = Vec::new();
    states(&mut |state, program| {
        let app = &program.app;
        let before = drawn(app.clone());
        let (hints, help) = available::hints(app);
        assert_eq!(help.is_some(), app.cx.overlays.is_empty(), "{state}");
        let screen = screen(program);
        let last = screen.lines().last().unwrap_or_default().to_owned();
        for binding in keymap::in_scope(app.scope()) {
            let shown = format!(" {} {} ", first_key(binding), binding.short);
            let offered = format!("{last} ").contains(&shown);
            if offered && available::available(app, binding.command).is_err() {
                wrong.push(format!("{state}: refuses {shown}"));
            }
        }
        for hint in hints {
            let way = keymap::ways(hint).next().unwrap();
            let came = type_keys(app, &before, &way);
            // What is written is dropped by the second key, as the first says.
            let writes = app.scope().chain().contains(&Scope::Writing);
            let asks_again = writes && hint.command == Command::Back;
            if !came.changed && !asks_again {
                let why = came.said.unwrap_or_default();
                wrong.push(format!("{state}: offers {}, but: {why}", hint.short));
            }
        }
    });
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

fn first_key(binding: &keymap::Binding) -> String {
    let keys = keymap::keys_shown(binding);
    keys.split(", ").next().unwrap_or_default().to_owned()
}

/// Presses letters, whatever they are.
fn type_words(program: &mut Headless, words: &str) {
    let all: Vec<String> = words.chars().map(String::from).collect();
    press(program, &all.join(" ").replace("   ", " <space> "));
}

/// The rows of the list on top.
fn found(program: &Headless) -> Vec<String> {
    let Some(Overlay::Picker(picker)) = program.app.cx.overlays.last() else {
        panic!("no list is open");
    };
    let shown = picker
        .shown
        .iter()
        .map(|i| picker.entries[*i].label.clone());
    shown.collect()
}

const SCREENS: [&str; 11] = [
    "g s",
    "g r",
    "g c",
    "g f <esc>",
    "g d",
    "g a",
    "g o",
    "g t",
    "g w",
    "g x",
    "g k",
];

#[test]
fn the_palette_finds_users_words_from_every_screen() {
    let place = example();
    for keys in SCREENS {
        for (words, sought) in [
            ("undo", "Take back your last act"),
            ("delete", "Take away your coding here"),
            ("export", "Export codings, codebook and theme map"),
            (
                "report",
                "Write the report of the whole study: web page, Word, workbook",
            ),
            (
                "report",
                "Write the minutes of the meeting: Markdown, Word, HTML",
            ),
            ("kappa", "Go to Agreement"),
            (
                "bookmark",
                "Write a memo on the selection, the coding or the paragraph here",
            ),
            ("search", "Go to Search"),
            ("segments", "The segments behind it"),
            (
                "concordance",
                "Go to Words: frequencies, words in context, collocations",
            ),
        ] {
            let mut program = open(&place, "ana", LEAST);
            press(&mut program, keys);
            press(&mut program, ":");
            type_words(&mut program, words);
            let found = found(&program);
            assert!(
                found.iter().any(|f| f == sought),
                "{keys}, {words}: {found:?}"
            );
        }
    }
}

#[test]
fn a_command_of_another_screen_goes_there_and_runs() {
    let place = example();
    for here in SCREENS {
        let mut program = open(&place, "ana", LEAST);
        press(&mut program, here);
        press(&mut program, ":");
        let Some(Overlay::Picker(picker)) = program.app.cx.overlays.last() else {
            panic!("no palette");
        };
        let elsewhere = picker.entries.iter().filter_map(|e| match e.value {
            Value::Elsewhere(scope, command) => Some((e.clone(), scope, command)),
            _ => None,
        });
        let rows: Vec<_> = elsewhere.collect();
        assert!(rows.len() > 40, "{here}");
        for (entry, scope, command) in rows {
            assert!(entry.detail.starts_with(scope.title()), "{}", entry.detail);
            let mut after = program.app.clone();
            let at = picker.entries.iter().position(|e| *e == entry).unwrap();
            if let Some(Overlay::Picker(p)) = after.cx.overlays.last_mut() {
                p.list.at = at;
            }
            after.update(Action::Key(Key::parse_script("<ret>").unwrap()[0]));
            let goes_on = matches!(command, Command::Differences | Command::MoreLikeThis)
                || after.cx.screen != program.app.cx.screen
                || after.cx.saving > 0;
            let went = after.scope() == scope || !after.cx.overlays.is_empty() || goes_on;
            let said = after.cx.notices.current().map(|n| n.text.clone());
            assert!(
                went || said.is_some(),
                "{here}: {command:?} of {scope:?}: {said:?}"
            );
        }
    }
}

#[test]
fn a_csv_begins_as_was_chosen_and_the_status_line_says_that_files_are_written() {
    let place = example();
    for (keys, file) in [
        ("g a x", "exports/agreement-round-2/codes.csv"),
        ("g s x", "exports/codings.csv"),
    ] {
        let mut program = open(&place, "ana", LEAST);
        for (choice, marked) in [("<up> <ret>", false), ("<down> <ret>", true)] {
            press(&mut program, keys);
            press(&mut program, choice);
            let last = program.app.cx.notices.current().map(|n| n.text.clone());
            assert!(last.is_some_and(|n| n.contains("wrote ")), "{keys}");
            assert_eq!(program.app.cx.busy, None);
            let numbered = file.replace("round-2/", "round-2-2/");
            let written = match marked && numbered != file {
                true => place.path(&numbered),
                false => place.path(file),
            };
            let bytes = std::fs::read(&written).unwrap();
            assert_eq!(
                bytes.starts_with(b"\xEF\xBB\xBF"),
                marked,
                "{}",
                written.display()
            );
        }
    }
    // Everything that writes says so until it is told that it is done.
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d w <down> <tab> <ret>");
    for keys in ["g s x <ret>", "g s X", "g t x", "g d M", "g a x <ret>"] {
        let mut app = program.app.clone();
        let mut effects = Vec::new();
        for key in Key::parse_script(keys).unwrap() {
            effects = app.update(Action::Key(key));
        }
        let busy = app.cx.busy.clone().unwrap_or_default();
        let words = app.cx.computing_words(&["|"]).unwrap_or_default();
        let said = format!("{busy}{words}");
        assert!(
            said.contains("writing") || said.contains("putting"),
            "{keys}: {effects:?}"
        );
        app.update(Action::Done(Outcome::Wrote("wrote it".to_owned())));
        assert_eq!(app.cx.busy, None);
    }
}

#[test]
fn a_filter_that_matches_nothing_says_so_in_every_list() {
    let place = example();
    for (keys, words) in [
        ("g r <space> z z z z", "create the code"),
        ("g r <tab> / z z z z <ret>", "no code is found by “zzzz”"),
        ("g r / z z z z <ret>", "“zzzz” is not in this source"),
        ("g f z z z z z <ret>", "nothing is found by “zzzzz”"),
        ("g t / z z z z", "nothing here is found by “zzzz”"),
        ("g t p z z z z", "nothing here is found by “zzzz”"),
        ("g c m z z z z", "nothing here is found by “zzzz”"),
        ("g s t z z z z", "nothing here is found by “zzzz”"),
        ("g a f z z z z", "nothing here is found by “zzzz”"),
        ("g d f z z z z", "nothing here is found by “zzzz”"),
        (": z z z z", "nothing here is found by “zzzz”"),
        ("? z z z z", "nothing here is found by “zzzz”"),
    ] {
        drop(std::fs::remove_file(place.path("ana.screen.ron")));
        let mut program = open(&place, "ana", LEAST);
        press(&mut program, keys);
        let screen = screen(&program);
        assert!(screen.contains(words), "{keys}: no “{words}” in\n{screen}");
    }
}
