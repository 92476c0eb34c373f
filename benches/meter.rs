//! Measuring: wall and CPU time, percentiles, and figures printed with their ratio to a floor
//! measured in the same run. What is printed is written down, too, where a table is made of it.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::time::{Duration, Instant};

/// Names the file in which rows for a table are written down.
pub const ROWS: &str = "TANDEM_BENCH_ROWS";

/// What something took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    pub wall: Duration,
    /// Of all threads.
    pub cpu: Duration,
}

/// CPU time of this process so far.
pub fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Does something and says what it took.
pub fn measure<T>(work: impl FnOnce() -> T) -> (T, Spent) {
    let (wall, before) = (Instant::now(), cpu());
    let made = work();
    let spent = Spent {
        wall: wall.elapsed(),
        cpu: cpu() - before,
    };
    (made, spent)
}

/// The least CPU time of several goes, with its wall time.
pub fn best<T>(goes: usize, mut work: impl FnMut() -> T) -> Spent {
    (0..goes)
        .map(|_| measure(&mut work).1)
        .min_by_key(|s| s.cpu)
        .unwrap_or_default()
}

/// Many measurements of one thing.
#[derive(Clone, Debug, Default)]
pub struct Many(Vec<Duration>);

impl Many {
    pub fn push(&mut self, one: Duration) {
        self.0.push(one);
    }

    pub fn extend(&mut self, other: &Many) {
        self.0.extend(&other.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Median and 99th percentile.
    pub fn shown(&self) -> String {
        format!(
            "{}; {}",
            shown(self.percentile(50)),
            shown(self.percentile(99))
        )
    }

    /// The value so many percent do not exceed.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        let at = (sorted.len() * percent).div_ceil(100).max(1) - 1;
        sorted.get(at).copied().unwrap_or_default()
    }
}

/// A heading over figures.
pub fn heading(text: &str) {
    println!("\n{text}");
}

/// One figure, and how many times its floor it is.
pub fn figure(what: &str, took: Duration, floor: Duration) {
    line(what, took, floor);
    keep(what, &shown(took), took.as_secs_f64());
}

/// A floor: what the same thing costs at least.
pub fn floor(what: &str, took: Duration) {
    let what = format!("floor: {what}");
    amount(&what, &shown(took));
    keep(&what, &shown(took), took.as_secs_f64());
}

/// Median and 99th percentile of many.
pub fn many(what: &str, all: &Many, floor: Duration) {
    lines(what, all, floor);
    keep(what, &all.shown(), all.percentile(50).as_secs_f64());
}

/// Prints a figure.
pub fn line(what: &str, took: Duration, floor: Duration) {
    let ratio = took.as_secs_f64() / floor.as_secs_f64().max(1e-9);
    println!("  {what:<58} {:>10}  {ratio:>8.1} ×", shown(took));
}

/// Prints median and 99th percentile.
pub fn lines(what: &str, all: &Many, floor: Duration) {
    let n = all.len();
    line(&format!("{what} ({n}), p50"), all.percentile(50), floor);
    line(&format!("{what} ({n}), p99"), all.percentile(99), floor);
}

/// Prints something that has no floor.
pub fn amount(what: &str, shown: &str) {
    println!("  {what:<58} {shown:>10}");
}

/// Writes down a row of a table: its name, what stands in its cell, and the number that is
/// compared between sizes.
pub fn keep(what: &str, cell: &str, size: f64) {
    if let Some(file) = env::var_os(ROWS) {
        let file = OpenOptions::new().append(true).create(true).open(file);
        writeln!(file.expect("a file for rows"), "{what}\t{cell}\t{size}").expect("room for a row");
    }
}

/// A time in three figures or so.
pub fn shown(time: Duration) -> String {
    let us = time.as_secs_f64() * 1e6;
    match us {
        us if us < 1000.0 => format!("{us:.1} µs"),
        us if us < 1e6 => format!("{:.2} ms", us / 1e3),
        us => format!("{:.2} s", us / 1e6),
    }
}
