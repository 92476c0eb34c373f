//! What clicks, dragging and the wheel do.

use super::command::Command;
use super::overlay::Overlay;
use super::{App, Mouse, MouseKind, MouseUse, Pane, Target, overlay_keys};
use crate::work::effect::Effect;

pub(super) fn mouse(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    if app.cx.mouse == MouseUse::Off {
        return Vec::new();
    }
    if !app.cx.overlays.is_empty() {
        return overlay_mouse(app, mouse);
    }
    match (mouse.kind, mouse.target) {
        (MouseKind::Down, Some(Target::Hint(command))) => app.run(command),
        (MouseKind::ScrollUp | MouseKind::ScrollDown, target) => {
            let command = if mouse.kind == MouseKind::ScrollUp {
                Command::Up
            } else {
                Command::Down
            };
            match target {
                Some(Target::Row(pane, _) | Target::Pane(pane)) => focus(app, pane),
                Some(Target::TextRow(_)) => focus(app, Pane::Text),
                _ => {}
            }
            (0..3).flat_map(|_| app.run(command)).collect()
        }
        (kind, Some(Target::TextRow(row))) => {
            let clicks = match kind {
                MouseKind::Down => app.clicks.click(app.cx.mint.now_ms, (mouse.x, mouse.y)),
                _ => 0,
            };
            app.screens.read.mouse(mouse, row, clicks, app.cx.size);
            Vec::new()
        }
        (MouseKind::Drag, Some(Target::Pane(Pane::Map) | Target::Row(Pane::Map, _))) => {
            app.screens.themes.drag_map((mouse.x, mouse.y), false);
            Vec::new()
        }
        (MouseKind::Down, Some(Target::Pane(pane))) => {
            hold(app, mouse);
            focus(app, pane);
            Vec::new()
        }
        (MouseKind::Down, Some(target)) => {
            hold(app, mouse);
            clicked(app, target)
        }
        _ => Vec::new(),
    }
}

/// Where the map is held it is dragged from.
fn hold(app: &mut App, mouse: Mouse) {
    if let Some(Target::Pane(Pane::Map) | Target::Row(Pane::Map, _)) = mouse.target {
        app.screens.themes.drag_map((mouse.x, mouse.y), true);
    }
}

/// A click on a row or cell: the first puts the cursor there, a second one opens it.
fn clicked(app: &mut App, target: Target) -> Vec<Effect> {
    if let Target::Row(pane, _) = target {
        focus(app, pane);
    }
    match app
        .screens
        .at_mut(app.cx.screen)
        .clicked(target, &mut app.cx)
    {
        Some(command) => app.run(command),
        None => Vec::new(),
    }
}

fn focus(app: &mut App, pane: Pane) {
    app.screens.at_mut(app.cx.screen).focus(pane);
}

fn overlay_mouse(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    match (mouse.kind, mouse.target) {
        (MouseKind::Down, Some(Target::OverlayRow(row))) => {
            let again = match app.cx.overlays.last_mut() {
                Some(Overlay::Picker(p)) if row < p.rows() => {
                    let again = p.list.at == row;
                    p.list.at = row;
                    again
                }
                _ => false,
            };
            // The first click shows what a row is, the second takes it.
            if again {
                overlay_keys::run(app, Command::Take)
            } else {
                Vec::new()
            }
        }
        (MouseKind::ScrollUp, _) => overlay_keys::run(app, Command::Up),
        (MouseKind::ScrollDown, _) => overlay_keys::run(app, Command::Down),
        (MouseKind::Down, Some(Target::Hint(command))) => overlay_keys::run(app, command),
        _ => Vec::new(),
    }
}
