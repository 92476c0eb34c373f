//! The Example screen.

use crate::app::App;
use crate::app::screen::Frame;
use crate::tui::canvas::Canvas;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let body = Frame::of(app.cx.size.0, app.cx.size.1).body;
    canvas.pane(body, "Example", "", canvas.look.focus());
}
