//! The Reconcile screen.

use super::App;
use super::command::Command;
use super::effect::Effect;
use super::overlay::{Purpose, Value};
use crate::model::event::Change;
use crate::model::ids::{CoderId, RoundId};
use crate::model::round::Round;

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Reconcile {
    /// The round being reconciled.
    pub round: Option<RoundId>,
    /// Who is present.
    pub present: Vec<CoderId>,
}

impl Reconcile {
    pub(super) fn stale(&mut self) {}

    /// Leaves what is under way; says whether there was anything.
    pub(super) fn step_back(&mut self) -> bool {
        false
    }
}

impl App {
    pub(super) fn enter_reconcile(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn reconcile_command(&mut self, _command: Command) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn reconcile_picked(
        &mut self,
        _purpose: &Purpose,
        _values: &[Value],
        _created: Option<String>,
    ) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn reconcile_entered(&mut self, _text: String) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn consensus_copies(&self, _round: &Round) -> Vec<Change> {
        Vec::new()
    }
}
