//! The headless driver: keys through the same resolve, update and draw path as the terminal, the
//! final screen as text. Effects are performed at once, so every key sees what the last one did,
//! unless acknowledgements are delayed as by a slow disk.

use super::draw::draw;
use super::look::Look;
use super::print;
use crate::app::key::Key;
use crate::app::{Action, App};
use crate::work::effect::{Effect, Outcome};
use crate::work::{Desk, Finder, Worker, reckon, worker};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::VecDeque;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    Plain,
    Ansi,
    /// An SVG picture.
    Svg,
}

/// What is told the ids of saved events.
pub type Trace = Box<dyn FnMut(&str)>;

/// How many further keys are pressed before what was saved is acknowledged, asked for each act.
pub type Delays = Box<dyn FnMut() -> u32>;

pub struct Headless {
    pub app: App,
    desk: Desk,
    finder: Finder,
    now_ms: u64,
    /// Milliseconds that pass with every key.
    pub step_ms: u64,
    /// Called with the ids of saved events as they are acknowledged.
    pub trace: Option<Trace>,
    /// How long acknowledgements are delayed; at once where there are none.
    pub delays: Option<Delays>,
    /// What the desk answered and the program has not heard yet, in order, each with the keys that
    /// are still to be pressed once it is the first.
    delayed: VecDeque<(u32, Outcome)>,
    /// Why acts were not saved.
    pub unsaved: Vec<String>,
    pub ended: bool,
}

impl Headless {
    /// Starts with what opening the study asked for.
    pub fn new(
        app: App,
        effects: Vec<Effect>,
        desk: Desk,
        finder: Finder,
        now_ms: u64,
    ) -> Headless {
        let mut driver = Headless {
            app,
            desk,
            finder,
            now_ms,
            step_ms: 1,
            trace: None,
            delays: None,
            delayed: VecDeque::new(),
            unsaved: Vec::new(),
            ended: false,
        };
        driver.settle(effects);
        driver
    }

    /// Presses one key and waits for everything it caused.
    pub fn press(&mut self, key: Key) {
        if self.ended {
            return;
        }
        self.act(Action::Key(key));
    }

    /// Lets anything else happen, and waits for everything it caused.
    pub fn act(&mut self, action: Action) {
        self.now_ms += self.step_ms;
        let mut effects = self.app.update(Action::Tick(self.now_ms));
        effects.extend(self.app.update(action));
        self.settle(effects);
        match self.delayed.front_mut() {
            Some((keys, _)) if *keys > 0 => *keys -= 1,
            _ => self.acknowledge(),
        }
    }

    /// Waits for everything that is still to be acknowledged, and for what was typed meanwhile.
    pub fn catch_up(&mut self) {
        while !self.delayed.is_empty() {
            self.acknowledge();
        }
    }

    /// Lets the program hear what the desk answered first.
    fn acknowledge(&mut self) {
        if let Some((_, outcome)) = self.delayed.pop_front() {
            let effects = self.hear(outcome);
            self.settle(effects);
        }
    }

    fn hear(&mut self, outcome: Outcome) -> Vec<Effect> {
        match (&outcome, &mut self.trace) {
            (Outcome::Saved(events), Some(trace)) => {
                events.iter().for_each(|e| trace(&e.id.to_string()));
            }
            (Outcome::NotSaved(why), _) => self.unsaved.push(why.clone()),
            _ => {}
        }
        self.app.update(Action::Done(outcome))
    }

    /// Takes in what other programs wrote to the study's folder.
    pub fn look(&mut self) {
        let mut outcomes = Vec::new();
        self.desk.look(self.now_ms, &mut |o| outcomes.push(o));
        let effects = outcomes
            .into_iter()
            .flat_map(|o| self.app.update(Action::Done(o)))
            .collect();
        self.settle(effects);
    }

    fn settle(&mut self, effects: Vec<Effect>) {
        let mut queue: VecDeque<Effect> = effects.into();
        while let Some(effect) = queue.pop_front() {
            let mut outcomes = Vec::new();
            let delay = match (&effect, &mut self.delays) {
                (Effect::Append(_), Some(delays)) => Some(delays()),
                _ => None,
            };
            match worker(&effect) {
                Worker::Desk => self
                    .desk
                    .perform(effect, self.now_ms, &mut |o| outcomes.push(o)),
                Worker::Finder => {
                    self.finder
                        .perform(effect, &mut |o| outcomes.push(o), &mut || false);
                }
                Worker::Reckoner => reckon(&effect, &mut |o| outcomes.push(o)),
                Worker::Program => match effect {
                    Effect::GoOn => queue.extend(self.app.update(Action::GoOn)),
                    other => self.ended |= matches!(other, Effect::Quit),
                },
            }
            for outcome in outcomes {
                match delay {
                    Some(keys) => self.delayed.push_back((keys, outcome)),
                    None => queue.extend(self.hear(outcome)),
                }
            }
        }
    }

    /// Ends: what can be kept for the next opening is kept.
    pub fn finish(&self) {
        self.desk.finish(&self.app.cx.view);
    }

    pub fn buffer(&self, look: Look) -> Buffer {
        let (width, height) = self.app.cx.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&self.app, &mut buffer, look);
        buffer
    }

    /// What stands at a cell of the screen as it is now, for the mouse.
    pub fn target(&self, x: u16, y: u16) -> Option<crate::app::Target> {
        let (width, height) = self.app.cx.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&self.app, &mut buffer, Look::default()).hits.at(x, y)
    }

    pub fn print(&self, how: Printed, look: Look) -> String {
        let buffer = self.buffer(look);
        match how {
            Printed::Plain => print::plain(&buffer),
            Printed::Ansi => print::ansi(&buffer),
            Printed::Svg => print::picture(&buffer),
        }
    }
}
