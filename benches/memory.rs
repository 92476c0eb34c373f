//! The memory of the program with a screen open: at its first frame, and once it has read everything.

use crate::leaving::files;
use crate::meter::{amount, heading, keep};
use crate::program::SIZE;
use crate::workload::Workload;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::thread::{sleep, spawn};
use std::time::Duration;

/// Many more pieces than any journals lie in that were written in one place.
const PIECES: usize = 760;

/// A piece is that much longer than it was to be, in bytes.
const HALF_A_LINE: usize = 160;

/// Measures it.
pub fn bench(workload: &Workload) {
    heading("memory with a screen open (resident; the most it was)");
    on_screen(workload, "nothing kept");
    on_screen(workload, "opened again");
    let journals = files(&workload.study().join("journals"));
    let bytes: u64 = journals
        .iter()
        .filter_map(|f| f.metadata().ok())
        .map(|m| m.len())
        .sum();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let in_pieces =
        Workload::in_pieces(workload.size, folder, bytes as usize / PIECES - HALF_A_LINE);
    amount("journals lie in pieces", &journals.len().to_string());
    let pieces = files(&in_pieces.study().join("journals")).len();
    amount("those below", &pieces.to_string());
    on_screen(&in_pieces, "in many pieces, nothing kept");
    on_screen(&in_pieces, "in many pieces, opened again");
}

fn on_screen(workload: &Workload, how: &str) {
    let screen = Screen::open(workload);
    let first = screen.memory();
    screen.wait_until_idle();
    for (when, memory) in [("first frame", first), ("everything read", screen.memory())] {
        let what = format!("{how}: {when}");
        let cell = memory
            .as_ref()
            .map_or("not measured here".to_owned(), Memory::shown);
        amount(&what, &cell);
        keep(&what, &cell, memory.map_or(f64::NAN, |m| m.resident as f64));
    }
    screen.leave();
}

/// Bytes of memory a process has.
pub struct Memory {
    resident: u64,
    most: u64,
}

impl Memory {
    /// `None` where the system does not say.
    pub fn of(process: u32) -> Option<Memory> {
        let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let bytes = |field: &str| -> Option<u64> {
            let found = status.lines().find_map(|l| l.strip_prefix(field))?;
            let kib: u64 = found.trim().strip_suffix(" kB")?.parse().ok()?;
            Some(kib * 1024)
        };
        Some(Memory {
            resident: bytes("VmRSS:")?,
            most: bytes("VmHWM:")?,
        })
    }

    pub fn shown(&self) -> String {
        format!(
            "{} MB; {} MB",
            self.resident / 1_000_000,
            self.most / 1_000_000
        )
    }
}

/// CPU time of a process so far; `None` where the system does not say.
pub fn cpu(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Fields 14 and 15 of a process, in hundredths of a second.
    let ticks = stat.rsplit(')').next()?.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|t| t.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 10))
}

/// The program in a terminal.
struct Screen {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    process: u32,
}

impl Screen {
    /// Opens the study and waits for the first frame.
    fn open(workload: &Workload) -> Screen {
        let mut command = CommandBuilder::new(crate::commands::PROGRAM);
        command.arg("open");
        command.arg(workload.study());
        command.args(["--coder", "ana"]);
        command.env("TERM", "xterm-256color");
        command.env("TANDEM_STATE", workload.beside("state"));
        command.env("TANDEM_CACHE", workload.beside("cache"));
        let size = PtySize {
            cols: SIZE.0,
            rows: SIZE.1,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        let mut output = pair.master.try_clone_reader().expect("its output");
        let mut shown = Vec::new();
        let mut bytes = [0; 4096];
        // The study's name.
        while !shown.windows(5).any(|w| w == b"Bench") {
            let n = output.read(&mut bytes).expect("a frame");
            assert!(n > 0, "it ended: {}", String::from_utf8_lossy(&shown));
            shown.extend(&bytes[..n]);
        }
        // What is drawn from now on is let go by.
        spawn(move || while output.read(&mut bytes).is_ok_and(|n| n > 0) {});
        let process = child.process_id().expect("a process");
        let keyboard = pair.master.take_writer().expect("its keyboard");
        Screen {
            child,
            keyboard,
            process,
        }
    }

    fn memory(&self) -> Option<Memory> {
        Memory::of(self.process)
    }

    /// Waits until it does nothing any more, for as long as it takes to look for what others wrote.
    fn wait_until_idle(&self) {
        let mut before = None;
        loop {
            sleep(Duration::from_secs(2));
            let now = cpu(self.process);
            let idle = now
                .zip(before)
                .is_none_or(|(now, before)| now - before <= Duration::from_millis(20));
            if idle && (before.is_some() || now.is_none()) {
                return;
            }
            before = now;
        }
    }

    fn leave(mut self) {
        self.keyboard.write_all(b"q").expect("a key is pressed");
        self.child.wait().expect("it ends");
    }
}
