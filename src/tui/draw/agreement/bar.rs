//! A 95 % interval drawn as a bar: `├──█──┤`, on one scale for the whole table, so that bars can be
//! compared from row to row; a dot marks 0 where the scale begins below it.

use crate::app::screen::Area;
use crate::tui::canvas::Canvas;
use ratatui::style::Style;

/// Draws lower end, figure and upper end in one row.
pub(super) fn draw(
    (low, at, high): (f64, f64, f64),
    least: f64,
    area: Area,
    style: Style,
    canvas: &mut Canvas,
) {
    if area.width < 3 {
        return;
    }
    let look = canvas.look;
    let place = |value: f64| {
        let share = (value.clamp(least, 1.0) - least) / (1.0 - least);
        (share * f64::from(area.width - 1)).round() as u16
    };
    let (from, middle, to) = (place(low), place(at), place(high));
    if least < 0.0 {
        canvas.text(
            area.x + place(0.0),
            area.y,
            1,
            look.glyph("·", "."),
            look.dim(),
        );
    }
    for x in from..=to {
        canvas.text(area.x + x, area.y, 1, look.glyph("─", "-"), style);
    }
    canvas.text(area.x + from, area.y, 1, look.glyph("├", "["), style);
    canvas.text(area.x + to, area.y, 1, look.glyph("┤", "]"), style);
    canvas.text(area.x + middle, area.y, 1, look.glyph("█", "#"), style);
}
