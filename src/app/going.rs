//! Going from screen to screen, back, and out.

use super::command::Command;
use super::screens::ScreenId;
use super::{App, memory, screens::Screen};
use crate::model::ids::SourceId;
use crate::model::text::Span;
use crate::work::effect::Effect;

/// Goes to a screen; Esc there goes to the study.
pub(super) fn go(app: &mut App, screen: ScreenId) -> Vec<Effect> {
    let mut effects = app.screens.at_mut(app.cx.screen).leave(&mut app.cx);
    app.cx.screen = screen;
    app.trail.clear();
    effects.extend(app.screens.at_mut(screen).enter(&mut app.cx));
    effects.push(memory::remember(app));
    effects
}

/// Goes to a screen opened from this one: Esc comes back.
pub(super) fn visit(app: &mut App, screen: ScreenId) -> Vec<Effect> {
    let mut trail = std::mem::take(&mut app.trail);
    trail.push(app.cx.screen);
    let effects = go(app, screen);
    app.trail = trail;
    effects
}

/// Goes to Search to write a query.
pub(super) fn search(app: &mut App) -> Vec<Effect> {
    let mut effects = go(app, ScreenId::Search);
    effects.extend(app.screens.search.run(Command::Find, &mut app.cx));
    effects
}

/// Shows a source, at a stretch of it if one is given; Esc comes back.
pub(super) fn read(app: &mut App, source: SourceId, at: Option<Span>) -> Vec<Effect> {
    if app.cx.screen != ScreenId::Read {
        app.trail.push(app.cx.screen);
    }
    app.cx.screen = ScreenId::Read;
    let mut effects = app.screens.read.show(source, at, &mut app.cx);
    effects.push(memory::remember(app));
    effects
}

/// Leaves what is under way on the screen, else a message, else the screen.
pub(super) fn back(app: &mut App) -> Vec<Effect> {
    if app.screens.at_mut(app.cx.screen).back(&mut app.cx) || app.cx.notices.dismiss() {
        return Vec::new();
    }
    match app.cx.screen {
        ScreenId::Study => app.cx.say("q leaves Tandem"),
        _ => go_back(app),
    }
}

/// To the screen this one was opened from; to the study where keys led here.
fn go_back(app: &mut App) -> Vec<Effect> {
    let mut trail = std::mem::take(&mut app.trail);
    let effects = match trail.pop() {
        // The item looked at stays the one looked at, whether or not it still waits.
        Some(ScreenId::Reconcile) => {
            let mut effects = app.screens.at_mut(app.cx.screen).leave(&mut app.cx);
            app.cx.screen = ScreenId::Reconcile;
            effects.push(memory::remember(app));
            effects
        }
        screen => go(app, screen.unwrap_or(ScreenId::Study)),
    };
    app.trail = trail;
    effects
}

/// Goes to the study; from there, out.
pub(super) fn leave(app: &mut App) -> Vec<Effect> {
    match app.leaving || app.cx.screen == ScreenId::Study {
        true => quit(app),
        false => go(app, ScreenId::Study),
    }
}

/// Ends the program once everything is saved and written; asked again, once everything is saved.
pub(super) fn quit(app: &mut App) -> Vec<Effect> {
    if app.cx.is_writing() {
        if app.leaving {
            app.cx.forget_writing();
        } else {
            app.cx
                .mention("leaving once it is written; again: without it");
        }
    }
    let mut effects = app.screens.at_mut(app.cx.screen).leave(&mut app.cx);
    effects.push(memory::remember(app));
    app.cx.overlays.clear();
    app.leaving = true;
    effects
}
