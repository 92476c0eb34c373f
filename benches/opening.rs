//! Opening a study: to its first frame, and to its first text.

use crate::memory::{self, Memory};
use crate::meter::{Spent, amount, best, figure, floor, heading, measure, shown};
use crate::program::Program;
use crate::workload::Workload;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Instant;
use tandem::app::key::Key;
use tandem::model::view::View;

/// Measures it.
pub fn bench(workload: &Workload) {
    heading("opening (CPU time of all threads)");
    let texts = best(5, || read_texts(workload)).cpu;
    floor("reading and validating all texts", texts);
    let journals = best(5, || read_journals(workload)).cpu;
    floor("reading all journals", journals);

    let first = best(3, || {
        workload.forget_cache();
        workload.open("ana")
    });
    figure("store, journals parsed", first.cpu, texts);
    let (store, events, _) = workload.open("ana");
    store.save_cache();
    drop(store);
    figure(
        "store, journals from the cache",
        best(5, || workload.open("ana")).cpu,
        texts,
    );
    let ana = Some("ana".parse().expect("a coder's id"));
    let fold = best(5, || View::new(events.iter().cloned(), ana.clone()));
    figure("view", fold.cpu, texts);

    let (_, to_frame) = measure(|| Program::open(workload).0.draw());
    figure("to the first frame, from the cache", to_frame.cpu, texts);
    let (mut program, _) = Program::open(workload);
    program.draw();
    let (_, to_text) = measure(|| {
        for key in Key::parse_script("<ret>").expect("keys") {
            let (_, effects) = program.press(key);
            program.settle(effects);
        }
    });
    figure("from there to the first text", to_text.cpu, texts);
    drop(program);
    if let Some((spent, memory)) = whole_program(workload) {
        figure(
            "the program from its start to a coding saved, CPU",
            spent.cpu,
            texts,
        );
        amount("the same on the clock", &shown(spent.wall));
        amount("its memory, and the most it was", &memory.shown());
    }
}

fn read_texts(workload: &Workload) -> usize {
    let folders = fs::read_dir(workload.study().join("sources")).expect("sources");
    let read = |folder: fs::DirEntry| {
        let bytes = fs::read(folder.path().join("r1.txt")).expect("a text");
        std::str::from_utf8(&bytes).expect("UTF-8").len()
    };
    folders.flatten().map(read).sum()
}

fn read_journals(workload: &Workload) -> usize {
    let files = fs::read_dir(workload.study().join("journals")).expect("journals");
    let read = |file: fs::DirEntry| fs::read(file.path()).expect("a journal").len();
    files.flatten().map(read).sum()
}

/// Runs the program until it has saved a coding; its time and most memory, where the system says.
/// The index is there already: it is made once, in the background.
fn whole_program(workload: &Workload) -> Option<(Spent, Memory)> {
    run_program(workload)?;
    run_program(workload)
}

fn run_program(workload: &Workload) -> Option<(Spent, Memory)> {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tandem"))
        .args(["open", "--coder", "ana", "--keys", "-", "--trace"])
        .arg(workload.study())
        .env("TANDEM_STATE", workload.beside("state"))
        .env("TANDEM_CACHE", workload.beside("cache"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut keys = child.stdin.take()?;
    writeln!(keys, "g r }} s <space> <ret>").ok()?;
    let mut lines = BufReader::new(child.stdout.take()?).lines();
    lines.next()?.ok()?;
    let wall = begun.elapsed();
    let (cpu, memory) = (memory::cpu(child.id())?, Memory::of(child.id())?);
    drop(keys);
    child.wait().ok()?;
    Some((Spent { wall, cpu }, memory))
}
