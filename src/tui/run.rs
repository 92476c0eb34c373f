//! The terminal program: one thread for the screen, one that writes and loads, one that searches,
//! one that computes.

use super::backend::Steady;
use super::canvas::Hits;
use super::draw::draw;
use super::look::Look;
use super::mapping;
use super::signals::{self, Signal};
use crate::app::{Action, App, MouseUse};
use crate::model::unread::Rest;
use crate::model::view::View;
use crate::work::effect::{Effect, Outcome};
use crate::work::guarded;
use crate::work::{Desk, Finder, Findings, Worker, check, reckon, worker};
use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use ratatui::Terminal;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    Event,
};
use ratatui::crossterm::execute;
use std::collections::VecDeque;
use std::io::{Stdout, Write, stdout};
use std::panic;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How often other coders' journals are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(1500);

/// The terminal taken over.
type Screen = Terminal<Steady<Stdout>>;

/// Milliseconds since 1970 by the system's clock.
pub fn now_ms() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| d.as_millis() as u64)
}

enum Happening {
    Terminal(Event),
    Done(Outcome),
    Asked(Signal),
    /// The terminal could not be read any more.
    Gone,
}

/// Runs until the user leaves; the terminal is put back whatever happens.
pub fn run(
    mut app: App,
    effects: Vec<Effect>,
    desk: Desk,
    finder: Finder,
    look: Look,
) -> Result<()> {
    let (events, happenings) = channel();
    let asked = events.clone();
    signals::listen(move |signal| asked.send(Happening::Asked(signal)).is_ok())
        .context("could not listen for signals")?;
    read_ahead(&app);
    let answers = from_desk(app.cx.view.rest(), events.clone());
    let (to_desk, saving) = desk_thread(desk, app.cx.dir.clone(), answers, events.clone());
    let (to_finder, waiting) = finder_thread(finder, events.clone());
    let to_reckoner = reckoner_thread(events.clone());
    terminal_thread(events);
    let mut terminal = enter(&app)?;
    let turning = Loop {
        look,
        to_desk,
        to_finder,
        to_reckoner,
        waiting,
        happenings,
    };
    let result = turning.go(&mut terminal, &mut app, effects);
    leave();
    // However it ended, be it that the terminal has gone: what is being written is kept.
    if let Some(drafts) = app.end() {
        drop(turning.to_desk.send(drafts));
    }
    // The workers end with it.
    drop(turning);
    // What was asked for before leaving is still written.
    if let Ok(desk) = saving.join() {
        desk.finish(&app.cx.view);
    }
    result
}

struct Loop {
    look: Look,
    to_desk: Sender<Effect>,
    to_finder: Sender<Effect>,
    to_reckoner: Sender<Effect>,
    /// Effects the finder has not begun.
    waiting: Arc<AtomicUsize>,
    happenings: Receiver<Happening>,
}

impl Loop {
    fn go(&self, terminal: &mut Screen, app: &mut App, effects: Vec<Effect>) -> Result<()> {
        let size = terminal
            .size()
            .context("could not ask the terminal for its size")?;
        let mut effects: VecDeque<Effect> = app
            .update(Action::Resize(size.width, size.height))
            .into_iter()
            .chain(effects)
            .collect();
        let mut hits = Hits::default();
        let mut mouse = MouseUse::On;
        loop {
            while let Some(effect) = effects.pop_front() {
                match worker(&effect) {
                    Worker::Desk => {
                        if self.to_desk.send(effect).is_err() {
                            app.update(Action::Done(Outcome::DeskGone));
                        }
                    }
                    Worker::Finder => {
                        self.waiting.fetch_add(1, Ordering::Relaxed);
                        if self.to_finder.send(effect).is_err() {
                            app.update(Action::Done(gone("searches and reports")));
                        }
                    }
                    Worker::Reckoner => {
                        if self.to_reckoner.send(effect).is_err() {
                            app.update(Action::Done(gone("computes figures")));
                        }
                    }
                    Worker::Program => match effect {
                        Effect::Quit => return Ok(()),
                        Effect::GoOn => effects.extend(app.update(Action::GoOn)),
                        Effect::Copy(text) => copy(&text),
                        _ => suspend(terminal, app)?,
                    },
                }
            }
            if app.cx.mouse != mouse {
                mouse = app.cx.mouse;
                capture(mouse);
            }
            let mut cursor = None;
            terminal
                .draw(|frame| {
                    let drawn = draw(app, frame.buffer_mut(), self.look);
                    (hits, cursor) = (drawn.hits, drawn.cursor);
                    if let Some(at) = cursor {
                        frame.set_cursor_position(at);
                    }
                })
                .context("could not draw on the terminal")?;
            // Wait for one thing, then take all that is there before drawing again.
            let first = match app.wakes_in() {
                Some(ms) => self.happenings.recv_timeout(Duration::from_millis(ms)),
                None => self.happenings.recv().map_err(RecvTimeoutError::from),
            };
            let first = match first {
                Ok(happening) => Some(happening),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            effects.extend(app.update(Action::Tick(now_ms())));
            for happening in first.into_iter().chain(self.happenings.try_iter()) {
                let action = match happening {
                    Happening::Terminal(event) => mapping::action(event, &hits),
                    Happening::Done(outcome) => Some(Action::Done(outcome)),
                    Happening::Asked(Signal::Stop) => {
                        suspend(terminal, app)?;
                        None
                    }
                    Happening::Asked(Signal::GoOn) => {
                        retake(terminal, app)?;
                        None
                    }
                    Happening::Asked(Signal::End) | Happening::Gone => return Ok(()),
                };
                if let Some(action) = action {
                    effects.extend(app.update(action));
                }
            }
        }
    }
}

/// Says that a worker has ended, however that came about: what waits for it would wait for ever.
struct SaysGone(Sender<Happening>, fn() -> Outcome);

impl Drop for SaysGone {
    fn drop(&mut self) {
        let _ = self.0.send(Happening::Done(self.1()));
    }
}

/// A worker that saves nothing has ended.
fn gone(part: &str) -> Outcome {
    Outcome::Failed(format!(
        "the part that {part} has failed: leave with q and open the study again; nothing is lost"
    ))
}

fn desk_thread(
    mut desk: Desk,
    dir: PathBuf,
    mut answer: impl FnMut(Outcome) + Send + 'static,
    events: Sender<Happening>,
) -> (Sender<Effect>, JoinHandle<Desk>) {
    let checked = check_thread(dir);
    let (sender, receiver) = channel::<Effect>();
    let thread = thread::spawn(move || {
        let _gone = SaysGone(events, || Outcome::DeskGone);
        loop {
            if let Ok(findings) = checked.try_recv() {
                desk.heed(&findings, now_ms(), &mut answer);
            }
            match receiver.recv_timeout(LOOK_EVERY) {
                Ok(effect) => desk.perform(effect, now_ms(), &mut answer),
                Err(RecvTimeoutError::Timeout) => desk.look(now_ms(), &mut answer),
                Err(RecvTimeoutError::Disconnected) => return desk,
            }
        }
    });
    (sender, thread)
}

/// Hands on what the desk answers. The first events that come to a kept view make it whole, which takes
/// as long as folding the study: that is waited for here, and not by the screen.
fn from_desk(
    mut rest: Option<Arc<Rest<View>>>,
    events: Sender<Happening>,
) -> impl FnMut(Outcome) + Send + 'static {
    move |outcome| {
        let brings_events = matches!(outcome, Outcome::Saved(_) | Outcome::Arrived(_));
        if let Some(rest) = rest.take_if(|_| brings_events) {
            rest.whole();
        }
        drop(events.send(Happening::Done(outcome)));
    }
}

/// What a kept view was opened without is read while the user looks around: the first change needs
/// it. So does undo, which goes through all of one's own acts the first time it is asked for.
fn read_ahead(app: &App) {
    if app.cx.read_only.is_some() {
        return;
    }
    match app.cx.view.rest() {
        Some(rest) => drop(thread::spawn(move || drop(rest.whole().undoable()))),
        // Nothing was kept, so all was read just now.
        None => drop(app.cx.view.undoable()),
    }
}

/// Opening trusts the cache; this verifies every journal behind the user's back.
fn check_thread(dir: PathBuf) -> Receiver<Findings> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let _ = sender.send(check(&dir, now_ms()));
    });
    receiver
}

fn finder_thread(
    mut finder: Finder,
    events: Sender<Happening>,
) -> (Sender<Effect>, Arc<AtomicUsize>) {
    let (sender, receiver) = channel::<Effect>();
    let waiting = Arc::new(AtomicUsize::new(0));
    let count = waiting.clone();
    thread::spawn(move || {
        let _gone = SaysGone(events.clone(), || gone("searches and reports"));
        let mut answer = |o| drop(events.send(Happening::Done(o)));
        let mut unfinished: Option<Effect> = None;
        loop {
            // A query comes before indexing on: an interrupted index goes on when nothing waits.
            let next = match receiver.try_recv() {
                Ok(effect) => effect,
                Err(_) => match unfinished.take() {
                    Some(effect) => {
                        count.fetch_add(1, Ordering::Relaxed);
                        effect
                    }
                    None => match receiver.recv() {
                        Ok(effect) => effect,
                        Err(_) => return,
                    },
                },
            };
            count.fetch_sub(1, Ordering::Relaxed);
            let again = matches!(next, Effect::Index(_)).then(|| next.clone());
            let mut interrupted = false;
            finder.perform(next, &mut answer, &mut || {
                interrupted = count.load(Ordering::Relaxed) > 0;
                interrupted
            });
            match again {
                Some(effect) if interrupted => unfinished = Some(effect),
                Some(_) => unfinished = None,
                None => {}
            }
        }
    });
    (sender, waiting)
}

fn reckoner_thread(events: Sender<Happening>) -> Sender<Effect> {
    let (sender, receiver) = channel::<Effect>();
    thread::spawn(move || {
        for effect in receiver {
            reckon(&effect, &mut |o| drop(events.send(Happening::Done(o))));
        }
    });
    sender
}

fn terminal_thread(events: Sender<Happening>) {
    thread::spawn(move || {
        loop {
            let happening = match event::read() {
                Ok(event) => Happening::Terminal(event),
                Err(_) => Happening::Gone,
            };
            let gone = matches!(happening, Happening::Gone);
            if events.send(happening).is_err() || gone {
                return;
            }
        }
    });
}

fn enter(app: &App) -> Result<Screen> {
    let restore = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !guarded::here() {
            put_back();
            restore(info);
        }
    }));
    // Takes the terminal over; what is drawn is written by a backend of our own.
    let taken = ratatui::try_init().context("could not take over the terminal")?;
    drop(taken);
    let terminal =
        Terminal::new(Steady::new(stdout())).context("could not draw on the terminal")?;
    let _ = execute!(stdout(), EnableBracketedPaste);
    capture(app.cx.mouse);
    Ok(terminal)
}

fn leave() {
    put_back();
    ratatui::restore();
}

/// Puts back what `ratatui` does not.
fn put_back() {
    let _ = execute!(stdout(), DisableBracketedPaste, DisableMouseCapture, Show);
}

fn capture(mouse: MouseUse) {
    let _ = match mouse {
        MouseUse::On => execute!(stdout(), EnableMouseCapture),
        MouseUse::Off => execute!(stdout(), DisableMouseCapture),
    };
}

/// Puts the terminal back, stops, and takes it over again when the shell brings us on.
/// Asks the terminal to put a text on its clipboard (OSC 52). Not every terminal does, and none says
/// so.
fn copy(text: &str) {
    let text = BASE64_STANDARD.encode(text);
    let mut out = stdout();
    drop(write!(out, "\x1b]52;c;{text}\x07").and_then(|()| out.flush()));
}

fn suspend(terminal: &mut Screen, app: &App) -> Result<()> {
    if !signals::may_stop() {
        return Ok(());
    }
    leave();
    signals::stop().context("could not suspend")?;
    *terminal = enter(app)?;
    Ok(())
}

/// Takes the terminal over anew: whoever stopped us without asking, or the shell meanwhile, may
/// have left it in any state.
fn retake(terminal: &mut Screen, app: &App) -> Result<()> {
    leave();
    *terminal = enter(app)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Happening, from_desk};
    use crate::model::fixture::{Study, coder};
    use crate::model::unread::Unread;
    use crate::model::view::View;
    use crate::work::effect::Outcome;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::channel;

    #[test]
    fn a_kept_view_is_whole_before_the_screen_hears_of_the_first_events() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]);
        let view = s.view_for("ana");
        let (read, all) = (Arc::new(AtomicBool::new(false)), s.events.clone());
        let reads = read.clone();
        let unread = Unread::new(move || {
            reads.store(true, Ordering::Relaxed);
            all.clone()
        });
        let (bytes, known) = (view.to_keep().unwrap(), view.known());
        let kept = View::of_kept(bytes, Some(coder("ana")), known, unread).unwrap();
        let (events, happenings) = channel();
        let mut answer = from_desk(kept.rest(), events);
        answer(Outcome::Note("what brings no events does not wait".into()));
        assert!(!read.load(Ordering::Relaxed));
        answer(Outcome::Arrived(Vec::new()));
        assert!(read.load(Ordering::Relaxed));
        let heard: Vec<_> = happenings.try_iter().collect();
        assert!(matches!(
            heard[..],
            [
                Happening::Done(Outcome::Note(_)),
                Happening::Done(Outcome::Arrived(_))
            ]
        ));
    }
}
