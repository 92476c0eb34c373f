//! The state of the program.

use super::action::Action;
use super::clicks::Clicks;
use super::command::Command;
use super::context::Context;
use super::key::Key;
use super::screens::{ScreenId, Screens};
use std::collections::VecDeque;

/// The state of the program.
#[derive(Clone, Debug)]
pub struct App {
    pub cx: Context,
    pub screens: Screens,
    /// Keys of an unfinished sequence.
    pub typed: Vec<Key>,
    /// The command being run, until it is known whether anything came of it.
    pub(super) ran: Option<Command>,
    /// What was typed since something is being saved, in order: it is done once that is on disk.
    pub(super) waiting: VecDeque<Action>,
    /// Whether it was asked for that the first of them is done.
    pub(super) going_on: bool,
    /// Whether the program is to end once everything is saved.
    pub leaving: bool,
    /// The screens Esc goes back to, the last first: each opened something on the one after it.
    pub(super) trail: Vec<ScreenId>,
    pub(super) clicks: Clicks,
}
