//! Going from screen to screen, one step back, leaving; undo and redo.

use super::App;
use super::command::Command;
use super::read;
use super::screen::Screen;
use crate::model::event::Change;
use crate::work::effect::Effect;

impl App {
    pub(super) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        let mut effects = if self.screen == Screen::Read {
            self.note_reached()
        } else {
            Vec::new()
        };
        self.screen = screen;
        self.trail.clear();
        effects.extend(match screen {
            Screen::Read if self.read.source.is_none() => self.read_command(Command::Open),
            Screen::Reconcile => self.enter_reconcile(),
            Screen::Agreement => self.enter_agreement(),
            Screen::Conference => self.enter_conference(),
            Screen::Themes => self.enter_themes(),
            _ => Vec::new(),
        });
        effects.push(self.remember());
        effects
    }

    pub(super) fn back(&mut self) -> Vec<Effect> {
        if self.screen == Screen::Read && self.read.moving.is_some() {
            self.read.drop_selection();
            return Vec::new();
        }
        if self.screen == Screen::Read && self.read.anchor.is_some() {
            self.read.drop_selection();
            return Vec::new();
        }
        if self.screen == Screen::Read && self.read.pane == read::Pane::Codes {
            self.read.pane = read::Pane::Text;
            return Vec::new();
        }
        if self.screen == Screen::Reconcile && self.reconcile.step_back() {
            return Vec::new();
        }
        if self.screen == Screen::Conference && self.conference.step_back() {
            return Vec::new();
        }
        if matches!(self.screen, Screen::Agreement | Screen::Reconcile) && self.stop_computing() {
            return Vec::new();
        }
        if self.screen == Screen::Agreement && self.agreement.step_back() {
            return Vec::new();
        }
        if self.screen == Screen::Themes && self.themes.step_back() {
            return Vec::new();
        }
        if self.notices.dismiss() {
            return Vec::new();
        }
        match self.screen {
            Screen::Study => self.say("q leaves Tandem"),
            _ => self.go_back(),
        }
    }

    /// To the screen this one was opened from; to the study where keys led here.
    fn go_back(&mut self) -> Vec<Effect> {
        let mut trail = std::mem::take(&mut self.trail);
        let effects = match trail.pop() {
            // The item looked at stays the one looked at, whether or not it still waits.
            Some(Screen::Reconcile) => {
                let mut effects = self.note_reached();
                self.screen = Screen::Reconcile;
                self.refresh_reconcile();
                effects.push(self.remember());
                effects
            }
            screen => self.go(screen.unwrap_or(Screen::Study)),
        };
        self.trail = trail;
        effects
    }

    /// Goes to a screen opened from this one: Esc comes back.
    pub(super) fn go_from_here(&mut self, screen: Screen) -> Vec<Effect> {
        let mut trail = std::mem::take(&mut self.trail);
        trail.push(self.screen);
        let effects = self.go(screen);
        self.trail = trail;
        effects
    }

    pub(super) fn leave(&mut self) -> Vec<Effect> {
        match self.screen {
            Screen::Study => self.quit(),
            _ => self.go(Screen::Study),
        }
    }

    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let mut effects = self.note_reached();
        effects.push(self.remember());
        self.leaving = true;
        effects
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Ok(act) = self.view.undoable() else {
            return Vec::new();
        };
        self.note(format!(
            "undid: {} · Z brings it back",
            self.act_words(&act)
        ));
        if self.screen == Screen::Reconcile {
            self.look_at_ruled(&act.events);
        }
        self.save(
            act.events
                .into_iter()
                .map(|event| Change::Retract { event })
                .collect(),
        )
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let Ok(act) = self.view.redoable() else {
            return Vec::new();
        };
        self.note(format!("did again: {}", self.act_words(&act)));
        self.save(
            act.events
                .into_iter()
                .map(|event| Change::Retract { event })
                .collect(),
        )
    }
}
