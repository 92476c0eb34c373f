//! Whether a command did anything: every key changes something or says why it does not.

use super::App;
use super::command::Command;
use super::keymap::{self, BINDINGS};
use super::overlay::Overlay;
use crate::work::effect::Effect;

/// What keys change of what is seen, the study aside. Two are the same where nothing changed.
pub(super) fn glance(app: &App) -> String {
    let cx = &app.cx;
    let over = cx.overlays.last().map(Overlay::glance);
    let said = (cx.notices.all().count(), cx.notices.current().is_some());
    let whole = (
        (cx.screen, cx.overlays.len(), over, said),
        (app.leaving, cx.naming, cx.mouse, &cx.busy),
        (cx.is_computing(), cx.has_stopped_computing()),
        (cx.compared.round, &cx.compared.selection, &cx.recent),
    );
    format!("{whole:?} {}", app.screen().glance())
}

/// Says of a command that nothing came of that nothing did.
pub(super) fn own_up(app: &mut App, before: &str, effects: &[Effect]) {
    let only_remembers = |e: &Effect| matches!(e, Effect::Remember(_));
    if let Some(command) = app.ran.take()
        && effects.iter().all(only_remembers)
        && glance(app) == before
    {
        let words = nothing_words(app, command);
        app.cx.mention(words);
    }
}

fn nothing_words(app: &App, command: Command) -> String {
    use Command::*;
    let further = |way: &str| format!("there is nothing further {way}");
    match command {
        Up | PageUp | HalfUp | First | ExtendUp => further("up"),
        Down | PageDown | HalfDown | Last | ExtendDown => further("down"),
        Left | LineStart | ExtendLeft => further("to the left"),
        Right | LineEnd | ExtendRight => further("to the right"),
        NextWord | NextSentence | NextTurn | NextCoding | FindNext => further("on"),
        PreviousWord | PreviousSentence | PreviousTurn | PreviousCoding | FindPrevious => {
            further("back")
        }
        NextPane | PreviousPane => "there is no other pane here".to_owned(),
        Go(_) => format!("this is {} already", app.cx.screen.title()),
        DeleteBack | DeleteHere | DeleteWord | DeleteToStart | DeleteToEnd => {
            "there is nothing to delete".to_owned()
        }
        ByCode => "this is the table by code already".to_owned(),
        other => {
            let mut rows = keymap::in_scope(app.scope()).into_iter();
            let row = rows.find(|b| b.command == other);
            let row = row.or_else(|| BINDINGS.iter().find(|b| b.command == other));
            let words = row.map_or("", |b| b.short);
            format!("“{words}” does nothing here")
        }
    }
}
