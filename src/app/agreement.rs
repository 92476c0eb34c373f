//! The Agreement screen.

use super::App;
use super::command::Command;
use super::effect::Effect;

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Agreement {}

impl Agreement {
    pub(super) fn stale(&mut self) {}
}

impl App {
    pub(super) fn enter_agreement(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn agreement_command(&mut self, _command: Command) -> Vec<Effect> {
        Vec::new()
    }
}
