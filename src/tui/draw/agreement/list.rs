//! The segments behind a cell, one under the other: place and coders, then the text.

use crate::app::agreement::Listed;
use crate::app::screen::Area;
use crate::app::{Pane, Target};
use crate::tui::canvas::Canvas;

/// Rows each segment takes.
const ROWS: u16 = 2;

pub(super) fn draw(listed: &Listed, pane: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let many = match listed.rows.len() {
        1 => "1 segment".to_owned(),
        n => format!("{n} segments"),
    };
    let title = format!("{} · {many}", listed.title);
    let inner = canvas.pane(pane, &title, "Enter reads, Esc goes back", look.focus());
    let width = inner.width.saturating_sub(2);
    let shown = listed.rows.iter().enumerate().skip(listed.list.top);
    for (slot, (n, row)) in (0..inner.height / ROWS).zip(shown) {
        let y = inner.y + slot * ROWS;
        let used = canvas.text(inner.x + 1, y, width, &row.place, look.strong());
        let room = width.saturating_sub(used + 2);
        canvas.text(inner.x + 3 + used, y, room, &row.who, look.plain());
        canvas.text(inner.x + 3, y + 1, width - 2, &row.excerpt, look.dim());
        let spot = Area {
            y,
            height: ROWS,
            ..inner
        };
        if n == listed.list.at {
            canvas.paint(Area { height: 1, ..spot }, look.selected());
        }
        canvas.hit(spot, Target::Row(Pane::Agreement, n));
    }
}
