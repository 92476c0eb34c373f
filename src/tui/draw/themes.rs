//! The Themes screen.

use crate::app::App;
use crate::tui::canvas::Canvas;

/// What the title line says after the screen's name.
pub(super) fn heading(app: &App) -> String {
    app.name.clone()
}

pub(super) fn draw(_app: &App, _canvas: &mut Canvas) {}
