//! The queue of differences: how long it takes to open, and from a key to its frame.

use crate::meter::{Many, cpu, figure, floor, heading, many};
use crate::program::Program;
use crate::workload::Workload;
use std::time::Instant;
use tandem::app::key::Key;

/// What is measured: a name, keys, and how often.
const SCRIPTS: [(&str, &str, usize); 6] = [
    ("row by row", "j j j j k", 60),
    ("page by page", "<pgdn> <pgdn> <pgdn> <pgup>", 50),
    ("to the end and back", "G g g", 20),
    ("another order", "o", 12),
    ("another part of the queue", "v", 12),
    ("verdicts", "a b - p", 5),
];

/// Measures it.
pub fn bench(workload: &Workload) {
    heading("the queue of differences (CPU time of update, drawing, bytes for the terminal)");
    let (mut program, effects) = Program::open(workload);
    program.settle(effects);
    let begun = cpu();
    let codings = program.app.cx.view.codings().count();
    let walk = cpu() - begun;
    floor(&format!("walking {codings} codings once"), walk);
    let mut opening = Many::default();
    let mut effects = Vec::new();
    // On the clock, too: what was submitted is gathered on all cores.
    let waited = Instant::now();
    for key in Key::parse_script("g d").expect("keys") {
        let (took, more) = program.press(key);
        opening.push(took);
        effects.extend(more);
    }
    let waited = waited.elapsed();
    figure("opening: key to first frame", opening.percentile(100), walk);
    figure("opening: on the clock", waited, walk);
    let mut slowest = Many::default();
    for frame in program.settle(effects) {
        slowest.push(frame);
    }
    figure(
        "slowest frame while texts and figures came",
        slowest.percentile(100),
        walk,
    );
    // Who is present is asked once.
    program.prepare("w <down> <tab> <ret>");
    for (name, keys, times) in SCRIPTS {
        let keys = Key::parse_script(keys).expect("keys");
        let mut these = Many::default();
        let mut answers = Many::default();
        for key in keys.iter().cycle().take(keys.len() * times) {
            let (took, effects) = program.press(*key);
            these.push(took);
            for frame in program.settle(effects) {
                answers.push(frame);
            }
        }
        many(name, &these, walk);
        if answers.percentile(100) > std::time::Duration::ZERO {
            many(&format!("{name}: answers"), &answers, walk);
        }
    }
}
