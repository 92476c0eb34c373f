//! From a key to its frame, on every screen of the study as two coders left it.

use crate::meter::{Many, cpu, figure, floor, heading, line, many};
use crate::program::{Program, SIZE, terminal};
use crate::workload::Workload;
use ratatui::style::Style;
use std::time::Duration;
use tandem::app::Action;
use tandem::app::key::Key;

/// What is measured: a name, keys that lead there, keys that are measured, and how often.
const SCRIPTS: [(&str, &str, &str, usize); 21] = [
    ("study: moves", "g s g g", "j j j k <pgdn> <pgup> G g g", 15),
    ("read: lines", "g r g g", "j j j j j j j k", 25),
    ("read: sentences, turns, words", "g g", ") ) } w w b", 25),
    ("read: pages", "g g", "<pgdn> <pgdn> <c-d> G g g", 10),
    (
        "read: selections",
        "g g } j",
        "s + + - s o <esc> v j j l <esc>",
        10,
    ),
    ("read: from coding to coding", "g g", "] ] ] ] [ c", 15),
    ("read: next source", "g g", ">", 15),
    (
        "read: code picker",
        "} j",
        "<space> t r u s t <bs> <down> <esc> <esc>",
        10,
    ),
    ("read: coding", "} j s <space> <ret>", ") s . ) s 2", 20),
    ("read: undo and redo", "", "z z Z Z", 10),
    ("read: memo", "", "m a b c d e f <esc> <esc>", 5),
    (
        "codebook: moves",
        "g c",
        "j j j j k <pgdn> <pgup> <tab>",
        15,
    ),
    ("codebook: another name", "", "e x <ret>", 5),
    (
        "search: typing and hits",
        "g f <esc>",
        "/ t r u s t <ret> j j j s <esc>",
        5,
    ),
    ("reconcile: moves", "g d", "j j j k <pgdn> <pgup>", 10),
    ("reconcile: verdicts", "g g a <ret>", "a b n z Z a", 10),
    ("reconcile: another order", "", "o", 12),
    ("reconcile: other items, filters", "", "v f <esc>", 8),
    ("agreement: moves", "g a", "j j j k c", 10),
    ("themes: moves", "g t", "j k <tab> j k <tab>", 10),
    (
        "help, palette, prefix",
        "g s",
        "? <down> <esc> : f i n <esc> g s",
        10,
    ),
];

/// Measures them.
pub fn bench(workload: &Workload) {
    heading(&format!(
        "key to frame at {} × {} (CPU time of update, drawing, bytes for the terminal)",
        SIZE.0, SIZE.1
    ));
    let empty = floors();
    busy(workload, empty);
    let (mut program, effects) = Program::open(workload);
    program.settle(effects);
    let (mut all, mut answers) = (Many::default(), Many::default());
    for (name, before, keys, times) in SCRIPTS {
        // What is measured must be what it is called.
        assert!(
            program.app.cx.overlays.is_empty(),
            "something lies over {name}"
        );
        let arriving = program.prepare(before);
        let screen = format!("{:?}", program.app.cx.screen).to_lowercase();
        let is_there = name.starts_with(&screen) || name.starts_with("help");
        assert!(is_there, "{name} is measured on {screen}");
        let keys = Key::parse_script(keys).expect("keys");
        let mut these = Many::default();
        for key in keys.iter().cycle().take(keys.len() * times) {
            let (took, effects) = program.press(*key);
            these.push(took);
            for frame in program.settle(effects) {
                answers.push(frame);
            }
        }
        many(name, &these, empty);
        if arriving > these.percentile(99) {
            let what = format!("{name}: slowest frame on the way there");
            line(&what, arriving, empty);
        }
        all.extend(&these);
    }
    many("all keys", &all, empty);
    many("answers of the workers", &answers, empty);
    program.prepare("g r");
    let mut resizes = Many::default();
    for nth in 0..20 {
        resizes.push(program.act(Action::Resize(SIZE.0 - nth % 2 * 20, SIZE.1)).0);
    }
    many("read: another width", &resizes, empty);
}

/// Screens that compute, entered for the first time, and acts while a worker still computes from the
/// study as it was.
fn busy(workload: &Workload, floor: Duration) {
    let (mut program, effects) = Program::open(workload);
    program.settle(effects);
    for (name, keys) in [
        ("reconcile", "g d"),
        ("agreement", "g a"),
        ("themes", "g t"),
    ] {
        let mut entered = Many::default();
        let mut effects = Vec::new();
        for key in Key::parse_script(keys).expect("keys") {
            let (took, more) = program.press(key);
            entered.push(took);
            effects.extend(more);
        }
        figure(&format!("{name}: entered"), entered.percentile(100), floor);
        let mut answers = Many::default();
        for frame in program.settle(effects) {
            answers.push(frame);
        }
        if answers.len() > 0 {
            let slowest = answers.percentile(100);
            figure(&format!("{name}: slowest answer shown"), slowest, floor);
        }
    }
    let (mut acts, mut computing) = (Many::default(), Vec::new());
    let scripts = ('b'..='k').map(|name| format!("a {name} <ret>"));
    let keys = scripts.flat_map(|script| Key::parse_script(&script).expect("keys"));
    for key in keys {
        let (took, effects) = program.press(key);
        acts.push(took);
        let mut frames = Vec::new();
        computing.extend(program.settle_but_reckoner(effects, &mut frames));
        for frame in frames {
            acts.push(frame);
        }
    }
    assert!(!computing.is_empty(), "nothing is computed meanwhile");
    many("themes: acts while figures are computed", &acts, floor);
}

/// What frames take at least; gives that of an empty one.
pub fn floors() -> Duration {
    let empty = empty_frame();
    floor("drawing an empty frame", empty);
    floor("repainting the whole screen with plain text", full_frame());
    empty
}

fn empty_frame() -> Duration {
    let mut terminal = terminal();
    let mut all = Many::default();
    for _ in 0..300 {
        let begun = cpu();
        terminal.draw(|_| ()).expect("a sink takes anything");
        all.push(cpu() - begun);
    }
    all.percentile(50)
}

/// Every cell changes in every frame.
fn full_frame() -> Duration {
    let mut terminal = terminal();
    let rows = [0, 1].map(|shift| -> String {
        let letters = ('a'..='z').cycle().skip(shift);
        letters.take(usize::from(SIZE.0)).collect()
    });
    let mut all = Many::default();
    for nth in 0..100 {
        let begun = cpu();
        terminal
            .draw(|frame| {
                for y in 0..SIZE.1 {
                    frame
                        .buffer_mut()
                        .set_string(0, y, &rows[nth % 2], Style::new());
                }
            })
            .expect("a sink takes anything");
        all.push(cpu() - begun);
    }
    all.percentile(50)
}
