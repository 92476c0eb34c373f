//! What can be done now, and why not.

use super::App;
use super::command::Command;
use super::keymap::{self, Binding};
use super::overlay::Overlay;
use crate::model::undo::NoUndo;

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
        Some(why) if keymap::writes(app.scope(), command) => {
            return Err(format!("read-only: {why}"));
        }
        _ => {}
    }
    if let Some(top) = cx.overlays.last() {
        return over_available(app, top, command);
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
        Command::Report => Ok(()),
        _ => app.screen().available(command, cx),
    }
}

/// Why a command of what lies on top cannot be run now, if so.
fn over_available(app: &App, top: &Overlay, command: Command) -> Result<(), String> {
    match (top, command) {
        (Overlay::Picker(p), command) => p.available(command),
        (Overlay::Memo(reading), command) => app.cx.reading_available(*reading, command),
        (Overlay::Prompt(p), Command::Complete) if p.offers().names.is_empty() => {
            Err("no name is offered here".to_owned())
        }
        (Overlay::Form(_), Command::ProposeRound) => app.screens.study.may_propose(&app.cx),
        (Overlay::Form(form), Command::Take) => app.screens.study.may_plan(form, &app.cx),
        _ => Ok(()),
    }
}
