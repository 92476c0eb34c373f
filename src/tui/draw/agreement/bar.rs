//! A 95 % interval drawn as a bar: `├──█──┤` on a scale from 0 to 1, or from −1 where it goes below
//! 0, with a mark at 0 then.

use crate::app::screen::Area;
use crate::tui::canvas::Canvas;
use ratatui::style::Style;

/// Draws lower end, figure and upper end in one row.
pub(super) fn draw(
    (low, at, high): (f64, f64, f64),
    area: Area,
    style: Style,
    canvas: &mut Canvas,
) {
    if area.width < 3 {
        return;
    }
    let look = canvas.look;
    let least = if low < 0.0 { -1.0 } else { 0.0 };
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
