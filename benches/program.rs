//! The program without a terminal: keys through the real update and the real drawing, the bytes
//! for the terminal made and thrown away. What the workers do is done between the measurements.

use crate::meter::cpu;
use crate::workload::{NOW, Workload};
use ratatui::Terminal;
use ratatui::TerminalOptions;
use ratatui::Viewport;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use std::collections::VecDeque;
use std::io::{Sink, sink};
use std::time::Duration;
use tandem::app::key::Key;
use tandem::app::{Action, App, Opening};
use tandem::model::mint::Mint;
use tandem::model::view::View;
use tandem::store::Store;
use tandem::tui::draw::draw;
use tandem::tui::look::Look;
use tandem::work::effect::{Effect, Outcome};
use tandem::work::{Desk, Finder, Worker, reckon, worker};

/// The size all frames are drawn at.
pub const SIZE: (u16, u16) = (200, 60);

/// A terminal that forgets what is written to it.
pub fn terminal() -> Terminal<CrosstermBackend<Sink>> {
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    let options = TerminalOptions {
        viewport: Viewport::Fixed(area),
    };
    Terminal::with_options(CrosstermBackend::new(sink()), options).expect("a terminal")
}

/// A running program.
pub struct Program {
    pub app: App,
    desk: Desk,
    finder: Finder,
    terminal: Terminal<CrosstermBackend<Sink>>,
    now_ms: u64,
}

impl Program {
    /// Opens the study as ana. Also gives what opening asks the workers to do.
    pub fn open(workload: &Workload) -> (Program, Vec<Effect>) {
        let (store, events, _) = workload.open("ana");
        let view = View::new(events, Some("ana".parse().expect("a coder's id")));
        Program::on(workload, store, view)
    }

    /// The same as it is from the second time on: on the view that was kept, with all events read and
    /// folded beside the screen.
    pub fn open_again(workload: &Workload) -> (Program, Vec<Effect>) {
        drop(workload.open_to_view("ana"));
        let (store, view) = workload.open_to_view("ana");
        view.rest().expect("a view that was kept").whole();
        Program::on(workload, store, view)
    }

    fn on(workload: &Workload, store: Store, view: View) -> (Program, Vec<Effect>) {
        let opening = Opening {
            name: store.info().name.clone(),
            dir: workload.study(),
            me: "ana".parse().expect("a coder's id"),
            read_only: store.read_only().map(|why| why.to_string()),
            size: SIZE,
            now_ms: NOW,
            seed: 3,
            memory: None,
            drafts: None,
        };
        // As the program does before anybody asks for it.
        let _ = view.undoable();
        let (app, effects) = App::new(opening, view);
        let mint = Mint::new(4, NOW);
        let (memory, exports) = (workload.beside("memory.ron"), workload.beside("exports"));
        let desk = Desk::new(store, memory, exports, None, mint);
        let finder = Finder::new(workload.beside("index"), desk.sources());
        let program = Program {
            app,
            desk,
            finder,
            terminal: terminal(),
            now_ms: NOW,
        };
        (program, effects)
    }

    /// Draws a frame as the terminal gets it.
    pub fn draw(&mut self) {
        let app = &self.app;
        self.terminal
            .draw(|frame| drop(draw(app, frame.buffer_mut(), Look::default())))
            .expect("a sink takes anything");
    }

    /// One key: how long until its frame is drawn, and what it asks the workers to do.
    pub fn press(&mut self, key: Key) -> (Duration, Vec<Effect>) {
        self.act(Action::Key(key))
    }

    /// One action: how long until its frame is drawn, and what it asks the workers to do.
    pub fn act(&mut self, action: Action) -> (Duration, Vec<Effect>) {
        self.act_on([action])
    }

    /// Actions that are there before one frame.
    pub fn act_on(&mut self, actions: impl IntoIterator<Item = Action>) -> (Duration, Vec<Effect>) {
        self.now_ms += 50;
        let begun = cpu();
        let mut effects = self.app.update(Action::Tick(self.now_ms));
        for action in actions {
            effects.extend(self.app.update(action));
        }
        self.draw();
        (cpu() - begun, effects)
    }

    /// Has the worker that owns the store look for what others wrote.
    pub fn look(&mut self) -> Vec<Action> {
        let mut found = Vec::new();
        let mut answer = |outcome| found.push(Action::Done(outcome));
        self.desk.look(self.now_ms, &mut answer);
        found
    }

    /// Lets the workers do what was asked; says how long each answer took to be shown.
    pub fn settle(&mut self, effects: Vec<Effect>) -> Vec<Duration> {
        let mut frames = Vec::new();
        let mut computing = self.settle_but_reckoner(effects, &mut frames);
        while !computing.is_empty() {
            let effect = computing.remove(0);
            let mut outcomes: Vec<Outcome> = Vec::new();
            reckon(&effect, &mut |o| outcomes.push(o));
            // Nobody holds any more what it was computed from.
            drop(effect);
            for outcome in outcomes {
                let (took, more) = self.act(Action::Done(outcome));
                frames.push(took);
                computing.extend(self.settle_but_reckoner(more, &mut frames));
            }
        }
        frames
    }

    /// The same, but what is to be computed stays under way: it is handed back.
    pub fn settle_but_reckoner(
        &mut self,
        effects: Vec<Effect>,
        frames: &mut Vec<Duration>,
    ) -> Vec<Effect> {
        let mut queue: VecDeque<Effect> = effects.into();
        let mut computing = Vec::new();
        while let Some(effect) = queue.pop_front() {
            let mut outcomes: Vec<Outcome> = Vec::new();
            let mut answer = |o| outcomes.push(o);
            match worker(&effect) {
                Worker::Desk => self.desk.perform(effect, self.now_ms, &mut answer),
                Worker::Finder => self.finder.perform(effect, &mut answer, &mut || false),
                Worker::Reckoner => computing.push(effect),
                Worker::Program => {}
            }
            for outcome in outcomes {
                let (took, more) = self.act(Action::Done(outcome));
                frames.push(took);
                queue.extend(more);
            }
        }
        computing
    }

    /// Presses keys that lead somewhere; says how long the slowest frame on the way took.
    pub fn prepare(&mut self, keys: &str) -> Duration {
        let mut slowest = Duration::ZERO;
        for key in Key::parse_script(keys).expect("keys") {
            let (took, effects) = self.press(key);
            let answers = self.settle(effects);
            slowest = answers
                .into_iter()
                .chain([took, slowest])
                .max()
                .unwrap_or(took);
        }
        slowest
    }
}
