//! A row of the table of bindings.

use super::scope::Scope;
use crate::app::command::Command;

#[derive(Clone, Copy, Debug)]
pub struct Binding {
    pub scope: Scope,
    /// Keys, several ways separated by two spaces; empty for what only the palette offers.
    pub keys: &'static str,
    pub command: Command,
    /// One or two words, for the footer.
    pub short: &'static str,
    /// A sentence, for help and palette.
    pub long: &'static str,
    /// Its place in the footer: 1 comes first, 0 never.
    pub hint: u8,
    /// Whether it changes the study: not where that can only be read.
    pub writes: bool,
}
