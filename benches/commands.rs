//! Whole subcommands on the clock, from the start of the process to its end: with the view kept from
//! the last time, and with nothing kept.

use crate::meter::{Many, figure, floor, heading};
use crate::workload::Workload;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What is measured: a name, and what stands before and after the study's folder.
const SUBCOMMANDS: [(&str, &[&str], &[&str]); 9] = [
    ("round status", &["round", "status"], &[]),
    ("codebook", &["codebook"], &[]),
    ("layer", &["layer"], &[]),
    ("search", &["search"], &["clinic"]),
    (
        "open, to the first frame",
        &["open"],
        &["--keys", "q", "--print"],
    ),
    ("themes", &["themes"], &[]),
    ("reconcile --list", &["reconcile"], &["--list"]),
    ("agree --json", &["agree"], &["--json"]),
    ("check", &["check"], &[]),
];

/// Measures them; the floor is a process that does nothing.
pub fn bench(workload: &Workload) {
    heading("subcommands (median of five, on the clock)");
    let nothing = median(|| timed(Command::new(PROGRAM).arg("--version")));
    floor("tandem --version", nothing);
    for (name, before, after) in SUBCOMMANDS {
        let once = || run(workload, before, after);
        // What it keeps for the next time is there.
        once();
        figure(name, median(once), nothing);
    }
    let (_, before, after) = SUBCOMMANDS[0];
    let folded = median(|| {
        forget_views(workload);
        run(workload, before, after)
    });
    figure("round status, no view kept", folded, nothing);
    let parsed = median(|| {
        workload.forget_cache();
        run(workload, before, after)
    });
    figure("round status, nothing kept", parsed, nothing);
}

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_tandem");

pub fn median(mut once: impl FnMut() -> Duration) -> Duration {
    let mut all = Many::default();
    for _ in 0..5 {
        all.push(once());
    }
    all.percentile(50)
}

pub fn run(workload: &Workload, before: &[&str], after: &[&str]) -> Duration {
    let mut command = Command::new(PROGRAM);
    command.args(before).arg(workload.study()).args(after);
    command
        .args(["--coder", "ana"])
        .env("TANDEM_STATE", workload.beside("state"))
        .env("TANDEM_CACHE", workload.beside("cache"));
    timed(&mut command)
}

pub fn timed(command: &mut Command) -> Duration {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let status = command.status().expect("the program starts");
    // What differs is told by the exit code, too.
    assert!(
        status.code().is_some_and(|code| code < 2),
        "{command:?}: {status}"
    );
    begun.elapsed()
}

fn forget_views(workload: &Workload) {
    let studies = fs::read_dir(workload.beside("cache")).expect("a cache");
    for study in studies.flatten() {
        for file in fs::read_dir(study.path()).into_iter().flatten().flatten() {
            if file.file_name().to_string_lossy().starts_with("view-") {
                fs::remove_file(file.path()).expect("a view that was kept");
            }
        }
    }
}
