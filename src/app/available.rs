//! What can be done now, and why not.

use super::command::Command;
use super::keymap::{self, BINDINGS, Binding, Scope};
use super::{App, over};
use crate::model::undo::NoUndo;

/// Whether a command is one of the scope's own.
pub(super) fn is_of(command: Command, scope: Scope) -> bool {
    let mut own = BINDINGS.iter().filter(|b| b.scope == scope);
    own.any(|b| b.command == command)
}

/// What the footer offers: rows of the pane in focus that can be run now, the most wanted first,
/// and the key that shows all; while something lies over the screen that key is typed.
pub fn hints(app: &App) -> (Vec<&'static Binding>, Option<&'static Binding>) {
    let mut rows = keymap::in_scope(app.scope());
    let help = rows.iter().find(|b| b.command == Command::Help).copied();
    rows.retain(|b| b.hint > 0 && b.command != Command::Help);
    rows.retain(|b| available(app, b.command).is_ok());
    rows.sort_by_key(|b| b.hint);
    rows.truncate(7);
    (rows, help)
}

/// Whether a command can be run now, and if not, why not.
pub fn available(app: &App, command: Command) -> Result<(), String> {
    let cx = &app.cx;
    match &cx.read_only {
        Some(why) if keymap::writes(command) => return Err(format!("read-only: {why}")),
        _ => {}
    }
    if let Some(top) = cx.overlays.last() {
        return over::available(app, top, command);
    }
    match command {
        Command::Undo => match cx.view.undoable() {
            Ok(_) => Ok(()),
            Err(why) => Err(why.words().to_owned()),
        },
        Command::Redo => match cx.view.redoable() {
            Ok(_) => Ok(()),
            Err(NoUndo::Nothing) => Err("there is nothing to redo".to_owned()),
            Err(why) => Err(why.words().to_owned()),
        },
        _ => app.screen().available(command, cx),
    }
}
