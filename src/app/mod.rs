//! The application: state, commands, and what each key does. No terminal types in here.
//!
//! A key press becomes a `Command` through the table of bindings; `update` changes the state and
//! answers with effects; the runner performs them and hands outcomes back to `update`.
//!
//! Invariants: `update` never fails, it raises a notice; drawing never changes the state; every
//! change of the study goes through `save` and is shown only once it is on disk; what is typed
//! meanwhile waits for that, so that no key decides on a study that is about to change.

mod action;
pub mod agreement;
pub(crate) mod alike;
mod anywhere;
mod attributes;
pub mod available;
mod clicks;
pub(crate) mod codebook;
pub mod command;
pub(crate) mod compared;
pub(crate) mod conference;
pub(crate) mod context;
mod drafting;
mod drafts;
mod evidence;
mod finishing;
#[cfg(test)]
mod fixture;
pub(crate) mod form;
pub mod framework;
pub(crate) mod fuzzy;
mod glance;
mod going;
pub(crate) mod input;
pub mod key;
pub mod keymap;
pub(crate) mod list;
mod memory;
mod memos;
mod naming;
#[cfg(test)]
mod naming_tests;
pub mod notice;
mod outcomes;
mod overlay_keys;
pub use overlay_keys::{area as over_area, form_help_width, picker_rows};
pub mod matrix;
pub(crate) mod memo_reading;
pub mod overlay;
mod palette;
pub(crate) mod participants;
mod pointing;
mod presence;
pub(crate) mod read;
pub mod reconcile;
pub mod screen;
pub mod screens;
pub(crate) mod search;
mod speakers;
mod starting;
mod state;
pub(crate) mod study;
pub mod themes;
mod undoing;
pub mod vocabulary;
pub(crate) mod wordlist;

use crate::model::view::View;
use crate::work::effect::Effect;
pub use action::{Action, Mouse, MouseKind, MouseUse, Pane, Target};
use command::Command;
pub use context::Opening;
use context::{Context, Request};
use drafts::Drafts;
use key::{Code, Key};
use keymap::{Resolved, Scope};
use notice::Gravity;
use screen::LEAST;
use screens::{Answer, Ask, Screen, ScreenId, Screens};
pub use state::App;
use std::collections::VecDeque;

impl App {
    /// The program on a study as whoever opens it may see it.
    pub fn new(mut opening: Opening, view: View) -> (App, Vec<Effect>) {
        let (now_ms, memory) = (opening.now_ms, opening.memory.take());
        let drafts = Drafts::left(opening.drafts.take().as_deref());
        let mut app = App {
            cx: Context::new(opening, view),
            screens: Screens::default(),
            typed: Vec::new(),
            ran: None,
            waiting: VecDeque::new(),
            going_on: false,
            leaving: false,
            trail: Vec::new(),
            clicks: clicks::Clicks::default(),
        };
        if let Some(why) = app.cx.read_only.clone() {
            app.cx.notices.raise(Gravity::Error, why, now_ms);
        }
        for notice in app.cx.view.notices() {
            app.cx.notices.mention(notice.0, now_ms);
        }
        outcomes::mention_left_behind(&mut app);
        let (mut effects, screen) = memory::recall(&mut app, memory.as_deref());
        if let Some(screen) = screen {
            effects.extend(going::go(&mut app, screen));
        }
        effects.retain(|e| !matches!(e, Effect::Remember(_)));
        effects.extend(app.cx.index());
        effects.extend(app.refresh());
        app.cx.drafts = drafts;
        app.cx.mention_drafts();
        (app, effects)
    }

    /// Takes in what happened and says what to do about it.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        if action.waits() && (self.cx.saving > 0 || !self.waiting.is_empty()) {
            self.waiting.push_back(action);
            return Vec::new();
        }
        self.cx.failed = false;
        let mut effects = self.act_on(action);
        effects.extend(drafting::attend(self));
        if self.cx.saving > 0 {
            return effects;
        }
        if self.leaving && !self.cx.is_writing() {
            effects.push(Effect::Quit);
        } else if !self.waiting.is_empty() && !self.going_on {
            // Only after what was asked for has begun, as when keys come slowly.
            self.going_on = true;
            effects.push(Effect::GoOn);
        }
        effects
    }

    /// In how many milliseconds the screen may look different though nothing happens; `None` if it
    /// stays as it is.
    pub fn wakes_in(&self) -> Option<u64> {
        if self.cx.is_computing() || self.cx.goes_on {
            return Some(compared::TURN_MS);
        }
        let now_ms = self.cx.mint.now_ms;
        let note = self.cx.notices.expires_in(now_ms);
        note.into_iter().chain(self.cx.drafts.due_in(now_ms)).min()
    }

    /// How many keys wait until what is being saved is on disk.
    pub fn keys_waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Whether the terminal is too small for anything to be shown.
    fn is_unseen(&self) -> bool {
        self.cx.size.0 < LEAST.0 || self.cx.size.1 < LEAST.1
    }

    fn act_on(&mut self, action: Action) -> Vec<Effect> {
        if let Action::Key(_) = action {
            self.cx.notices.pass();
        }
        let before = action.is_typed().then(|| glance::glance(self));
        let mut effects = match action {
            // Nobody sees what a key would do but those for leaving.
            Action::Key(key) if self.is_unseen() && !leaves(key) => Vec::new(),
            Action::Key(key) => self.key(key),
            Action::Paste(text) if self.cx.overlays.is_empty() => {
                let screen = self.screens.at_mut(self.cx.screen);
                screen.pasted(&text, &mut self.cx)
            }
            Action::Paste(text) => overlay_keys::paste(&mut self.cx, &text),
            Action::Mouse(mouse) => pointing::mouse(self, mouse),
            Action::Resize(width, height) => {
                self.cx.size = (width, height);
                Vec::new()
            }
            Action::Tick(now_ms) => {
                self.cx.mint.now_ms = now_ms;
                self.cx.notices.tick(now_ms);
                // Time alone changes nothing a screen rests on.
                return match self.cx.goes_on {
                    true => self.refresh(),
                    false => Vec::new(),
                };
            }
            Action::Done(outcome) => outcomes::done(self, outcome),
            Action::GoOn => {
                self.going_on = false;
                match self.waiting.pop_front() {
                    Some(next) if self.cx.saving == 0 => return self.act_on(next),
                    Some(next) => self.waiting.push_front(next),
                    None => {}
                }
                Vec::new()
            }
        };
        effects.extend(self.granted());
        effects.extend(self.refresh());
        if let Some(before) = before {
            glance::own_up(self, &before, &effects);
        }
        effects
    }

    fn screen(&self) -> &dyn Screen {
        self.screens.at(self.cx.screen)
    }

    pub fn scope(&self) -> Scope {
        match self.cx.overlays.last() {
            Some(top) => top.scope(),
            None => self.screen().scope(),
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        if key.ctrl && key.code == Code::Char('c') {
            return overlay_keys::quit(self);
        }
        if key.suspends() {
            return vec![Effect::Suspend];
        }
        if !self.cx.overlays.is_empty() {
            return overlay_keys::key(self, key);
        }
        if !self.typed.is_empty() && key.code == Code::Esc {
            self.typed.clear();
            return Vec::new();
        }
        self.typed.push(key);
        match keymap::resolve(self.scope(), &self.typed) {
            Resolved::Command(command) => {
                self.typed.clear();
                self.run(command)
            }
            Resolved::Prefix(_) => Vec::new(),
            Resolved::Nothing => {
                let keys: Vec<String> = self.typed.drain(..).map(|k| k.to_string()).collect();
                let text = format!("{} means nothing here: ? shows the keys", keys.join(" "));
                self.cx.say(text)
            }
        }
    }

    /// Runs a command if it can be run now; else says why not.
    pub fn run(&mut self, command: Command) -> Vec<Effect> {
        self.ran = Some(command);
        if let Err(why) = available::available(self, command) {
            return self.cx.say(why);
        }
        match command {
            Command::Help => palette::help(self),
            Command::Palette => palette::palette(self),
            Command::Messages => overlay_keys::messages(&mut self.cx),
            Command::Back => going::back(self),
            Command::Leave => going::leave(self),
            Command::Quit => going::quit(self),
            Command::Undo => undoing::undo(self),
            Command::Redo => undoing::redo(self),
            Command::NameCoders => {
                self.cx.naming = self.cx.naming.next();
                let word = self.cx.naming.word();
                self.cx
                    .note(format!("methods paragraphs name coders by their {word}"));
                vec![memory::remember(self)]
            }
            Command::Report => self.cx.write_report(),
            Command::ToggleMouse => {
                self.cx.mouse = match self.cx.mouse {
                    MouseUse::On => MouseUse::Off,
                    MouseUse::Off => MouseUse::On,
                };
                let text = if self.cx.mouse == MouseUse::On {
                    "mouse on"
                } else {
                    "mouse off"
                };
                self.cx.say(text)
            }
            Command::Go(ScreenId::Search) => going::search(self),
            Command::Go(screen) => going::go(self, screen),
            other => self.screens.at_mut(self.cx.screen).run(other, &mut self.cx),
        }
    }

    fn answered(&mut self, ask: Ask, answer: Answer) -> Vec<Effect> {
        match ask {
            Ask::Anywhere(ask) => anywhere::answered(self, ask, answer),
            ask => self.screens.answered(ask, answer, &mut self.cx),
        }
    }

    /// Does what a screen asked of the program.
    fn granted(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while !self.cx.requests.is_empty() {
            let request = self.cx.requests.remove(0);
            effects.extend(match request {
                Request::Go(screen) => going::go(self, screen),
                Request::Visit(screen) => going::visit(self, screen),
                Request::Read(source, at) => going::read(self, source, at),
                Request::ReadHit(source, at, query) => {
                    let effects = going::read(self, source, Some(at));
                    self.screens.read.show_hit(at, query, &self.cx);
                    effects
                }
                Request::ShowCode(code) => {
                    let effects = going::go(self, ScreenId::Codebook);
                    self.screens.codebook.show(code, &self.cx);
                    effects
                }
                Request::MarkSources(sources) => {
                    let effects = going::go(self, ScreenId::Study);
                    self.screens.study.marked = sources;
                    effects
                }
                Request::Settle(code) => {
                    let mut effects = going::visit(self, ScreenId::Reconcile);
                    effects.extend(self.screens.reconcile.narrow_to(code, &mut self.cx));
                    effects
                }
                Request::Search => going::search(self),
                Request::Query(query) => {
                    let mut effects = going::visit(self, ScreenId::Search);
                    effects.extend(self.screens.search.query(query, &self.cx));
                    effects
                }
                Request::Run(command) => self.run(command),
                Request::Remember => vec![memory::remember(self)],
            });
        }
        effects
    }

    /// Brings what the screen shows up to date with the view; what takes longer is asked of the
    /// workers.
    fn refresh(&mut self) -> Vec<Effect> {
        self.screens.at_mut(self.cx.screen).refresh(&mut self.cx)
    }
}

/// Whether a key leaves a screen or the program.
fn leaves(key: Key) -> bool {
    match key.code {
        Code::Char('c') => key.ctrl,
        Code::Char('q') | Code::Esc => true,
        _ => false,
    }
}
