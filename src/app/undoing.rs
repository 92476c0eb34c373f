//! Taking an act back, and doing it again.

use super::App;
use super::screens::ScreenId;
use crate::model::event::Change;
use crate::model::ids::EventId;
use crate::work::effect::Effect;

/// Takes back what one did last.
pub(super) fn undo(app: &mut App) -> Vec<Effect> {
    let Ok(act) = app.cx.view.undoable() else {
        return Vec::new();
    };
    let words = app.cx.act_words(&act);
    app.cx.note(format!("undid: {words} · Z brings it back"));
    if app.cx.screen == ScreenId::Reconcile {
        app.screens.reconcile.look_at_ruled(&act.events, &app.cx);
    }
    app.cx.save(retracted(act.events))
}

/// Does again what was taken back last.
pub(super) fn redo(app: &mut App) -> Vec<Effect> {
    let Ok(act) = app.cx.view.redoable() else {
        return Vec::new();
    };
    let words = app.cx.act_words(&act);
    app.cx.note(format!("did again: {words}"));
    app.cx.save(retracted(act.events))
}

fn retracted(events: Vec<EventId>) -> Vec<Change> {
    let retract = |event| Change::Retract { event };
    events.into_iter().map(retract).collect()
}
