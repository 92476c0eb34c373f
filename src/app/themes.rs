//! The Themes screen.

use super::App;
use super::command::Command;
use super::effect::Effect;
use super::keymap::Scope;
use super::overlay::{Purpose, Value};

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Themes {}

impl Themes {
    pub(super) fn stale(&mut self) {}

    /// Who has the keyboard.
    pub fn scope(&self) -> Scope {
        Scope::Themes
    }
}

impl App {
    pub(super) fn enter_themes(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn themes_command(&mut self, _command: Command) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn themes_picked(
        &mut self,
        _purpose: &Purpose,
        _values: &[Value],
        _created: Option<String>,
    ) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn themes_entered(&mut self, _purpose: &Purpose, _text: String) -> Vec<Effect> {
        Vec::new()
    }
}
