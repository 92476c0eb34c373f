//! A terminal with a program in it: what it shows, what was written to it, keys and mouse.

use crate::place::Place;
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take before the test gives up: long, for slow machines.
const PATIENCE: Duration = Duration::from_secs(90);

/// What has come out of the program.
struct Shown {
    parser: vt100::Parser,
    written: Vec<u8>,
    ended: bool,
}

/// A terminal with a program in it.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    modes: String,
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

impl Terminal {
    /// The program on ana's study, in a terminal of this many columns and rows.
    pub fn tandem(place: &Place, size: (u16, u16), env: &[(&str, &str)]) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tandem"));
        command.args(["open", &place.study_arg(), "--coder", "ana"]);
        Terminal::of(place, size, command, env)
    }

    /// Any command.
    pub fn of(
        place: &Place,
        size: (u16, u16),
        mut command: CommandBuilder,
        env: &[(&str, &str)],
    ) -> Terminal {
        command.cwd(place.path(""));
        command.env("TERM", "xterm-256color");
        command.env("TANDEM_STATE", place.path("state"));
        command.env("TANDEM_CACHE", place.path("cache"));
        command.env("HOME", place.path(""));
        command.env_remove("NO_COLOR");
        for (name, value) in env {
            command.env(name, value);
        }
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let modes = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        let shown = Shown {
            parser: vt100::Parser::new(cells(size.1), cells(size.0), 0),
            written: Vec::new(),
            ended: false,
        };
        let shown = Arc::new((Mutex::new(shown), Condvar::new()));
        let mut output = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let for_reader = shown.clone();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let n = output.read(&mut bytes).unwrap_or(0);
                let (shown, news) = &*for_reader;
                let mut shown = shown.lock().unwrap();
                shown.parser.process(&bytes[..n]);
                shown.written.extend(&bytes[..n]);
                shown.ended = n == 0;
                news.notify_all();
                if n == 0 {
                    return;
                }
            }
        });
        Terminal {
            master: pair.master,
            child,
            keyboard,
            shown,
            modes,
        }
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Pastes, as terminals do where the program asked for it.
    pub fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Presses and releases a mouse button, or turns the wheel, on a cell (from 0).
    pub fn mouse(&mut self, button: u8, (x, y): (u16, u16)) {
        let (x, y) = (x + 1, y + 1);
        self.send(&format!("\x1b[<{button};{x};{y}M"));
        if button < 64 {
            self.send(&format!("\x1b[<{button};{x};{y}m"));
        }
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, (cols, rows): (u16, u16)) {
        let (shown, _) = &*self.shown;
        let mut shown = shown.lock().unwrap();
        shown.parser.screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(pty_size((cols, rows))).unwrap();
    }

    /// Waits until what is shown is as wanted.
    #[track_caller]
    pub fn wait(&self, what: &str, wanted: impl Fn(&str) -> bool) {
        let (shown, news) = &*self.shown;
        let mut shown = shown.lock().unwrap();
        let until = Instant::now() + PATIENCE;
        loop {
            let screen = shown.parser.screen().contents();
            if wanted(&screen) {
                return;
            }
            let left = until.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !shown.ended,
                "waited for {what}; the screen shows\n{screen}"
            );
            shown = news.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Waits until this text is shown.
    #[track_caller]
    pub fn see(&self, text: &str) {
        self.wait(text, |screen| screen.contains(text));
    }

    /// Types, and types something harmless every few seconds until this text is shown.
    #[track_caller]
    pub fn nudge(&mut self, keys: &str, harmless: &str, text: &str) {
        self.send(keys);
        for _ in 0..PATIENCE.as_secs() / 5 {
            let until = Instant::now() + Duration::from_secs(5);
            while Instant::now() < until && !self.screen().contains(text) {
                thread::sleep(Duration::from_millis(10));
            }
            if self.screen().contains(text) {
                return;
            }
            self.send(harmless);
        }
        self.see(text);
    }

    /// Where a text stands on the screen: column and row of its first cell.
    #[track_caller]
    pub fn find(&self, text: &str) -> (u16, u16) {
        self.see(text);
        let (shown, _) = &*self.shown;
        let shown = shown.lock().unwrap();
        let screen = shown.parser.screen();
        let width = screen.size().1.get();
        for (y, row) in screen.rows(0, width).enumerate() {
            if let Some(at) = row.find(text) {
                // Only narrow characters stand before what these tests look for.
                return (row[..at].chars().count() as u16, y as u16);
            }
        }
        panic!("“{text}” is not on the screen\n{}", screen.contents());
    }

    /// Everything shown now.
    pub fn screen(&self) -> String {
        self.shown.0.lock().unwrap().parser.screen().contents()
    }

    /// Asks the emulator something.
    pub fn ask<T>(&self, question: impl Fn(&vt100::Screen) -> T) -> T {
        question(self.shown.0.lock().unwrap().parser.screen())
    }

    /// Everything written to the terminal so far.
    pub fn written(&self) -> Vec<u8> {
        self.shown.0.lock().unwrap().written.clone()
    }

    /// The process.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Waits for the program to end.
    #[track_caller]
    pub fn end(&mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break self.drained(status, until);
            }
            assert!(Instant::now() < until, "it does not end\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until all that was written has been read.
    fn drained(&self, status: ExitStatus, until: Instant) -> ExitStatus {
        let (shown, news) = &*self.shown;
        let mut shown = shown.lock().unwrap();
        while !shown.ended && Instant::now() < until {
            let part = Duration::from_millis(100);
            shown = news.wait_timeout(shown, part).unwrap().0;
        }
        status
    }

    /// Asserts that the terminal is as it was: its own screen, a cursor, no mouse, no pasting
    /// marks, and a line discipline that echoes and edits.
    #[track_caller]
    pub fn assert_restored(&self) {
        self.ask(|screen| {
            assert!(
                !screen.alternate_screen(),
                "the alternate screen is left on"
            );
            assert!(!screen.hide_cursor(), "the cursor is left hidden");
            assert!(!screen.bracketed_paste(), "pasting marks are left on");
        });
        let written = self.written();
        for mode in ["1049", "1000", "1002", "1003", "1006", "1015", "2004"] {
            let last = |end: char| position(&written, &format!("\x1b[?{mode}{end}"));
            assert!(last('h') <= last('l'), "mode {mode} is left on");
        }
        assert!(position(&written, "\x1b[?1049h").is_some());
        assert!(position(&written, "\x1b[?25l") <= position(&written, "\x1b[?25h"));
        assert_eq!(modes(&*self.master), self.modes);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Where a text was last written.
fn position(written: &[u8], text: &str) -> Option<usize> {
    written
        .windows(text.len())
        .rposition(|w| w == text.as_bytes())
}

/// How the terminal treats what is typed and written.
fn modes(master: &dyn MasterPty) -> String {
    let modes = master.get_termios().unwrap();
    format!(
        "{:?} {:?} {:?}",
        modes.input_flags, modes.output_flags, modes.local_flags
    )
}
