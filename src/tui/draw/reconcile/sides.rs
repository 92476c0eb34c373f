//! Columns side by side, and lines in them.

use crate::app::screen::Area;
use crate::tui::canvas::Canvas;
use ratatui::style::Style;

/// Columns of equal width with a rule between them.
pub(super) fn columns(area: Area, many: usize) -> Vec<Area> {
    let many = many.max(1) as u16;
    let width = (area.width + 1) / many;
    (0..many)
        .map(|i| Area {
            x: area.x + i * width,
            width: width.saturating_sub(1),
            ..area
        })
        .collect()
}

pub(super) fn rule(left: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    for y in left.y..left.y + left.height {
        canvas.text(left.x + left.width, y, 1, look.glyph("│", "|"), look.dim());
    }
}

/// Writes lines into an area; `…` at its end where some are cut off.
pub(super) fn fill(lines: &[(String, Style)], area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    for ((text, style), y) in lines.iter().zip(area.y..area.y + area.height) {
        canvas.text(area.x + 1, y, area.width.saturating_sub(1), text, *style);
    }
    if lines.len() > usize::from(area.height) && area.height > 0 {
        let last = area.y + area.height - 1;
        canvas.right(area.x + area.width, last, " …", look.dim());
    }
}
