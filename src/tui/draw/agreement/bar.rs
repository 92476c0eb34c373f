//! A 95 % interval drawn as a bar: `├──█──┤`, on one scale for the whole table, so that bars can be
//! compared from row to row; a dot marks 0 where the scale begins below it.

use crate::app::screen::Area;
use crate::report::figures::{Shown, Table};
use crate::tui::canvas::Canvas;
use ratatui::style::Style;

/// Where the scale of a table's bars begins: 0, or the quarter below the lowest end that lies below
/// 0. It ends at 1.
pub(super) fn least(table: &Table) -> f64 {
    let rows = table.rows.iter().chain(&table.foot);
    let ends = rows.flat_map(|r| &r.cells).filter_map(|c| match c.shown {
        Shown::Interval { low, .. } => Some(low),
        _ => None,
    });
    let lowest = ends.fold(0.0, f64::min);
    ((lowest * 4.0).floor() / 4.0).max(-1.0)
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figures::{Cell, Row};

    #[test]
    fn one_scale_holds_every_bar() {
        let row = |low: f64| Row {
            cells: vec![Cell::plain(Shown::Interval {
                low,
                at: 0.5,
                high: 1.0,
            })],
            ..Row::default()
        };
        let mut table = Table {
            rows: vec![row(0.3)],
            foot: vec![row(0.6)],
            ..Table::default()
        };
        assert_eq!(least(&table), 0.0);
        table.rows.push(row(-0.01));
        assert_eq!(least(&table), -0.25);
    }
}
