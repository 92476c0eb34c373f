//! The real program in a real terminal: drawing, keys, paste, mouse, sizes, and the terminal left
//! as it was found. No test here asserts a time: each waits for what must be shown.

mod terminal;

use crate::place::Place;
use portable_pty::CommandBuilder;
use std::process::Command;
use tandem::model::attribute::{Column, Subject};
use tandem::model::coding::MemoOn;
use tandem::model::view::View;
use terminal::Terminal;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

/// First words of the first transcript.
const BEGINNING: &str = "Thank you for coming";

const WHEEL_DOWN: u8 = 65;
const WHEEL_UP: u8 = 64;

fn place() -> Place {
    Place::with_sources(&["P01_interview.txt", "P05_interview_zh.txt"])
}

/// What ana sees of the study when nobody has it open.
fn view(place: &Place) -> View {
    let (store, events, _) = place.open("ana");
    assert_eq!(store.read_only(), None);
    View::new(events, Some("ana".parse().unwrap()))
}

/// The words ana's codings stand on, with their codes, as they stand in the text.
fn coded(place: &Place) -> Vec<(String, String)> {
    let (store, events, _) = place.open("ana");
    let view = View::new(events, Some("ana".parse().unwrap()));
    let mut codings: Vec<_> = view.codings().collect();
    codings.sort_by_key(|c| c.at);
    codings
        .into_iter()
        .map(|c| {
            let document = store.load_document(&c.source, c.revision).unwrap();
            let words = document.text.slice(c.span).to_owned();
            (words, view.codebook().name(c.code).to_owned())
        })
        .collect()
}

#[test]
fn a_segment_is_coded_by_keys_and_a_pasted_memo_is_kept() {
    let place = place();
    let mut terminal = Terminal::tandem(&place, SMALL, &[]);
    terminal.see("P05_interview_zh");
    terminal.see("Enter read");
    terminal.send("\r");
    terminal.see(BEGINNING);
    terminal.send("js");
    terminal.send(" hope");
    terminal.see("hope");
    terminal.send("\r");
    terminal.see("h hope");
    terminal.send("m");
    terminal.see("Memo");
    terminal.paste("飲茶先，慢慢講。\r第二行：q z u 都係字");
    terminal.see("飲茶先，慢慢講。");
    terminal.see("第二行：q z u 都係字");
    terminal.send("\x13");
    terminal.wait("the memo to close", |s| !s.contains("第二行"));
    terminal.send("gs");
    terminal.see("Rounds 0");
    terminal.send("q");
    assert!(terminal.end().success());
    terminal.assert_restored();

    let view = view(&place);
    assert_eq!(coded(&place).len(), 1);
    let memo = view.memos().next().unwrap();
    assert_eq!(memo.text, "飲茶先，慢慢講。\n第二行：q z u 都係字");
    assert!(matches!(memo.on, MemoOn::Coding(_)), "{:?}", memo.on);
}

#[test]
fn cells_pasted_into_a_table_are_asked_about() {
    let place = place();
    let mut terminal = Terminal::tandem(&place, SMALL, &[]);
    terminal.see("P05_interview_zh");
    terminal.send("gp");
    terminal.see("participant");
    terminal.see("P05");
    terminal.paste("participant\tage\tsite\rP05\t45\t北區\r王小明\t\t南區\rP05\t1\t");
    terminal.see("3 cells would change");
    terminal.see("1 row is new: 王小明.");
    terminal.see("row 4: “P05” stands in line 2, too");
    terminal.send("y");
    terminal.see("南區");
    terminal.send("gsq");
    assert!(terminal.end().success());
    let view = view(&place);
    let who = Subject::Participant("王小明".into());
    let set = view.attributes(&who).unwrap();
    let site = &set[&Column::new("site", None)];
    assert_eq!(site.value.to_string(), "南區");
}

#[test]
fn the_mouse_clicks_selects_and_scrolls() {
    let place = place();
    let mut terminal = Terminal::tandem(&place, SMALL, &[]);
    terminal.see("P05_interview_zh");
    // A click puts the cursor on a row, one more opens it.
    let row = terminal.find("P05_interview_zh");
    terminal.mouse(0, row);
    terminal.mouse(0, row);
    terminal.see("多謝你肯抽時間");
    terminal.send("gs");
    terminal.see("Sources 2");
    terminal.mouse(0, terminal.find("P01_interview"));
    terminal.send("\r");
    terminal.see(BEGINNING);
    // A click puts the cursor, two select the word.
    terminal.see("calendar");
    let (x, y) = terminal.find("calendar");
    terminal.mouse(0, (x + 2, y));
    terminal.mouse(0, (x + 2, y));
    terminal.send("i");
    terminal.wait("the in-vivo code", |s| s.matches("calendar").count() > 2);
    for _ in 0..12 {
        terminal.mouse(WHEEL_DOWN, (20, 10));
    }
    terminal.wait("the text to scroll", |s| !s.contains(BEGINNING));
    for _ in 0..20 {
        terminal.mouse(WHEEL_UP, (20, 10));
    }
    terminal.see(BEGINNING);
    // The hints in the last row can be clicked.
    terminal.mouse(0, terminal.find("? help"));
    terminal.see("Choose codes for the selection");
    terminal.send("\x1b");
    terminal.wait("help to close", |s| !s.contains("Choose codes"));
    terminal.send("\x03");
    assert!(terminal.end().success());
    terminal.assert_restored();
    assert_eq!(coded(&place), [("calendar".into(), "calendar".into())]);
}

#[test]
fn the_screen_follows_the_terminals_size() {
    let place = place();
    let mut terminal = Terminal::tandem(&place, SMALL, &[]);
    terminal.see("Enter read");
    terminal.send("\r");
    terminal.see(BEGINNING);
    terminal.resize(LARGE);
    // Wide enough for the codes beside the text, and the footer in the new last row.
    terminal.see("family");
    terminal.wait("the footer below", |s| {
        s.lines().nth(39).is_some_and(|l| l.contains("? help"))
    });
    terminal.resize((60, 10));
    terminal.see("Tandem needs 80 × 24 cells; this is 60 × 10");
    terminal.resize((3, 1));
    terminal.wait("what fits in three cells", |s| s.trim().starts_with('T'));
    terminal.resize(SMALL);
    terminal.see(BEGINNING);
    // A key that comes at the very moment of a resize may be read only with the next one.
    terminal.nudge("gs", "j", "Sources 2");
    terminal.send("q");
    assert!(terminal.end().success());
    terminal.assert_restored();
}

#[test]
fn a_screen_too_small_says_so_and_can_be_left() {
    let place = place();
    let mut terminal = Terminal::tandem(&place, (79, 24), &[]);
    terminal.see("Tandem needs 80 × 24 cells; this is 79 × 24");
    terminal.send("q");
    assert!(terminal.end().success());
    terminal.assert_restored();
}

#[test]
fn names_that_act_reach_the_terminal_from_no_screen() {
    const EVIL: &str =
        "\u{1b}]52;c;aGFja2Vk\u{7}\u{9b}31m\u{202e}gnp\u{2066}\u{1b}]0;title\u{1b}\\";
    let place = place();
    let info = place.study().join("study.ron");
    let said = std::fs::read_to_string(&info).unwrap();
    let name = format!("{:?}", format!("Recovery{EVIL}"));
    std::fs::write(&info, said.replace("\"Recovery\"", &name)).unwrap();
    let rest = "and more words ".repeat(40);
    let words = format!("Anna: hello{EVIL} world {rest}\n\nBea: hello again{EVIL} {rest}\n");
    std::fs::write(place.path("odd.txt"), words).unwrap();
    let odd = place.path(&format!("a odd{EVIL}.txt").replace(['/', '\\'], ""));
    std::fs::rename(place.path("odd.txt"), &odd).unwrap();
    place.run(&[
        "import",
        &place.study_arg(),
        "--coder",
        "ana",
        odd.to_str().unwrap(),
    ]);
    let (mut store, ..) = place.open("eve");
    let added = tandem::model::event::Change::CodeAdded {
        name: "~code~".into(),
        parent: None,
        text: tandem::model::code::CodeText {
            definition: "~definition~".into(),
            ..Default::default()
        },
        colour: tandem::model::code::Colour::Red,
        key: None,
        kind: tandem::model::code::CodeKind::Plain,
        private: None,
    };
    let id = tandem::model::ids::EventId(uuid::Uuid::new_v4());
    store.append(&[(id, added)], crate::place::now()).unwrap();
    drop(store);
    let (code, definition) = (format!("code{EVIL}"), format!("definition{EVIL}"));
    place.rewrite("eve", &[("~code~", &code), ("~definition~", &definition)]);
    let mut terminal = Terminal::tandem(&place, LARGE, &[]);
    terminal.see("a odd");
    terminal.send("\r");
    terminal.see("hello");
    // What is typed and pasted, and what is said of it.
    terminal.send("jsm");
    terminal.paste(&format!("memo{EVIL}"));
    terminal.send("\x13");
    terminal.send("gc\x1b[F");
    terminal.see("definition");
    terminal.send("gs");
    terminal.see("Rounds 0");
    // Files are written beside the study, and the screen says where.
    terminal.send("x");
    terminal.see("CSV for spreadsheets");
    terminal.send("\r");
    terminal.see("wrote");
    terminal.send("\x03");
    terminal.end();
    terminal.assert_restored();
    let written = String::from_utf8(terminal.written()).unwrap();
    for part in [
        "\u{1b}]", "\u{7}", "\u{9b}", "\u{202e}", "\u{2066}", "\u{1b}\\",
    ] {
        assert!(!written.contains(part), "{part:?} was written");
    }
}

fn send_signal(signal: &str, process: &str) {
    let sent = Command::new("kill").args([signal, process]).status();
    assert!(sent.unwrap().success());
}

#[test]
fn a_signal_leaves_the_terminal_as_it_was_and_what_was_done_is_saved() {
    for signal in ["-TERM", "-HUP", "-INT", "-QUIT"] {
        let place = place();
        let mut terminal = Terminal::tandem(&place, SMALL, &[]);
        terminal.see("Enter read");
        terminal.send("\r");
        terminal.see(BEGINNING);
        terminal.send("js hope\r");
        terminal.see("h hope");
        send_signal(signal, &terminal.process().to_string());
        terminal.end();
        terminal.assert_restored();
        assert_eq!(coded(&place).len(), 1, "{signal}");
    }
}

/// Where ana's texts lie that she has not saved, if there are any.
fn drafts(place: &Place) -> Option<std::path::PathBuf> {
    let studies = std::fs::read_dir(place.path("state")).unwrap();
    let mut files = studies.map(|study| study.unwrap().path().join("ana.screen.drafts.ron"));
    files.find(|file| file.exists())
}

#[test]
fn what_is_being_written_outlives_the_terminal_and_is_its_writers_alone() {
    for signal in ["-TERM", "-HUP", "-KILL"] {
        let place = place();
        let mut terminal = Terminal::tandem(&place, SMALL, &[]);
        terminal.see("Rounds 0");
        terminal.send("d");
        terminal.see("Journal entry");
        terminal.paste("first line\rhalf a thou");
        terminal.see("half a thou");
        // Nothing can be done when it is killed: then it lies there already.
        while signal == "-KILL" && drafts(&place).is_none() {
            std::thread::yield_now();
        }
        send_signal(signal, &terminal.process().to_string());
        terminal.end();
        let file = drafts(&place).unwrap_or_else(|| panic!("{signal}: nothing was kept"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let folder = std::fs::metadata(file.parent().unwrap()).unwrap();
            assert_eq!(folder.permissions().mode() & 0o077, 0);
        }
        let of_ben = place.run(&[
            "open",
            &place.study_arg(),
            "--coder",
            "ben",
            "--first-here",
            "--keys",
            "g m",
            "--print",
        ]);
        assert!(!of_ben.contains("not saved"), "{of_ben}");

        let mut terminal = Terminal::tandem(&place, SMALL, &[]);
        terminal.see("not saved when Tandem ended: “Journal entry”");
        terminal.send("gm");
        terminal.see("Messages");
        terminal.send("\r");
        terminal.see("half a thou");
        terminal.send("ght\x13");
        terminal.wait("the memo to close", |s| !s.contains("half a thought"));
        terminal.send("gsq");
        assert!(terminal.end().success());
        let memo = view(&place).memos().next().unwrap().text.clone();
        assert_eq!(memo, "first line\nhalf a thought", "{signal}");
        assert_eq!(drafts(&place), None, "{signal}");
    }
}

#[test]
fn without_a_shell_nothing_stops_and_after_a_stop_the_screen_comes_back() {
    let place = place();
    let mut terminal = Terminal::tandem(&place, SMALL, &[]);
    terminal.see("Enter read");
    let process = terminal.process().to_string();
    // Nobody could let it go on: neither the signal nor the key stops it.
    send_signal("-TSTP", &process);
    terminal.send("\x1a\r");
    terminal.see(BEGINNING);
    // What cannot be refused is got over.
    send_signal("-STOP", &process);
    let drawn = terminal.written().len();
    send_signal("-CONT", &process);
    let entered = |written: &[u8]| written.windows(8).any(|w| w == b"\x1b[?1049h");
    terminal.wait("the screen to be taken over again", |s| {
        s.contains(BEGINNING) || s.trim().is_empty()
    });
    while !entered(&terminal.written()[drawn..]) {
        std::thread::yield_now();
    }
    terminal.see(BEGINNING);
    terminal.send("q");
    terminal.see("Rounds 0");
    terminal.send("q");
    assert!(terminal.end().success());
    terminal.assert_restored();
}

#[test]
fn it_stops_for_the_shell_and_comes_back() {
    if !std::path::Path::new("/bin/bash").exists() {
        eprintln!("no bash here: not tested");
        return;
    }
    let place = place();
    let mut shell = CommandBuilder::new("/bin/bash");
    shell.args(["--norc", "-i"]);
    let mut terminal = Terminal::of(&place, SMALL, shell, &[("PS1", "shell> ")]);
    terminal.see("shell> ");
    let program = env!("CARGO_BIN_EXE_tandem");
    let study = place.study_arg();
    terminal.send(&format!("'{program}' open '{study}' --coder ana\r"));
    terminal.see("Enter read");
    terminal.send("\r");
    terminal.see(BEGINNING);
    for time in 1..=2 {
        terminal.send("\x1a");
        // Cleared below: what is seen is of this time.
        terminal.wait("the shell", |s| {
            s.contains("Stopped") && s.trim_end().ends_with("shell>")
        });
        let left = terminal.ask(|s| !s.alternate_screen() && !s.hide_cursor());
        assert!(left, "{}", terminal.screen());
        terminal.send(&format!("clear; echo still $((20 + {time})) here\r"));
        terminal.see(&format!("still {} here", 20 + time));
        terminal.send("fg\r");
        terminal.see(BEGINNING);
        assert!(terminal.ask(|s| s.alternate_screen()));
    }
    // The same from outside.
    let children = Command::new("pgrep")
        .args(["-P", &terminal.process().to_string()])
        .output();
    let program = String::from_utf8(children.unwrap().stdout).unwrap();
    send_signal("-TSTP", program.trim());
    terminal.wait("the shell", |s| {
        s.contains("Stopped") && s.trim_end().ends_with("shell>")
    });
    let left = terminal.ask(|s| !s.alternate_screen() && !s.hide_cursor());
    assert!(left, "{}", terminal.screen());
    terminal.send("clear; fg\r");
    terminal.see(BEGINNING);
    assert!(terminal.ask(|s| s.alternate_screen()));
    // The mouse and pasting are asked for again.
    terminal.see("calendar");
    let (x, y) = terminal.find("calendar");
    terminal.mouse(0, (x + 2, y));
    terminal.mouse(0, (x + 2, y));
    terminal.send("i");
    terminal.wait("the in-vivo code", |s| s.matches("calendar").count() > 2);
    terminal.send("qq");
    terminal.wait("the shell", |s| s.trim_end().ends_with("shell>"));
    terminal.send("clear; echo left $?\r");
    terminal.see("left 0");
    terminal.send("exit\r");
    terminal.end();
    assert_eq!(coded(&place).len(), 1);
}

#[test]
fn without_colour_none_is_written_and_the_selection_still_shows() {
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let place = place();
        let mut terminal = Terminal::tandem(&place, LARGE, &[(name, value)]);
        terminal.see("Enter read");
        terminal.send("\r");
        terminal.see(BEGINNING);
        terminal.send("js");
        terminal.see(" characters: ");
        let (x, y) = terminal.find("begin, is the chair");
        let marked = terminal.ask(|s| s.cell(y, x).is_some_and(|c| c.inverse() || c.underline()));
        assert!(marked, "the selection does not show with {name}={value}");
        terminal.send("gcgsg");
        terminal.see("codebook");
        terminal.send("s?");
        terminal.see("Keys: Study");
        terminal.send("\x03");
        terminal.end();
        let colours = colours(&terminal.written());
        assert!(colours.is_empty(), "{name}={value}: {colours:?}");
    }
    let place = place();
    let mut terminal = Terminal::tandem(&place, LARGE, &[]);
    terminal.see("Enter read");
    terminal.send("\x03");
    terminal.end();
    assert!(!colours(&terminal.written()).is_empty());
}

/// Colours asked for by the styles written; going back to the terminal's own is none.
fn colours(written: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(written);
    let styles = text.split("\x1b[").filter_map(|part| {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';' && c != ':')?;
        (part[end..].starts_with('m')).then(|| part[..end].to_owned())
    });
    let is_colour = |style: &String| {
        style.split([';', ':']).any(|n| {
            matches!(
                n.parse::<u16>(),
                Ok(30..=38 | 40..=48 | 58 | 90..=97 | 100..=107)
            )
        })
    };
    styles.filter(is_colour).collect()
}
