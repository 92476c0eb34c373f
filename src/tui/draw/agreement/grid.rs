//! A table of cells: names at the left, columns as they fit, the cell at the cursor in reverse
//! video, rows about all below a rule.

use super::{bar, heat};
use crate::app::agreement::{Agreement, Panes};
use crate::app::screen::Area;
use crate::app::{Pane, Target};
use crate::model::wrap;
use crate::report::figures::{Fit, Row, Shown, Shows, Table};
use crate::tui::canvas::Canvas;
use crate::tui::look::Lines;

pub(super) fn draw(shown: &Agreement, table: &Table, panes: &Panes, canvas: &mut Canvas) {
    let fit = table.fit(&shown.scale, panes.rows.width, shown.column);
    heading(shown, table, &fit, panes.heading, canvas);
    let rows = panes.rows;
    let visible = table.rows.iter().enumerate().skip(shown.list.top);
    for ((n, row), y) in visible.zip(rows.y..rows.y + rows.height) {
        draw_row(
            shown,
            table,
            &fit,
            (n, row),
            Area {
                y,
                height: 1,
                ..rows
            },
            canvas,
        );
    }
    if table.rows.is_empty() {
        canvas.prose(rows, &table.empty, canvas.look.dim());
    }
    let foot = panes.foot;
    if foot.height == 0 {
        return;
    }
    let look = canvas.look;
    let rule = look.glyph("─", "-").repeat(usize::from(foot.width));
    canvas.text(foot.x, foot.y, foot.width, &rule, look.dim());
    let hidden = table
        .rows
        .len()
        .saturating_sub(shown.list.top + usize::from(rows.height));
    if hidden > 0 {
        let words = format!(" {hidden} more below ");
        canvas.right(foot.x + foot.width, foot.y, &words, look.dim());
    }
    let about_all = (table.rows.len()..).zip(&table.foot);
    for ((n, row), y) in about_all.zip(foot.y + 1..foot.y + foot.height) {
        draw_row(
            shown,
            table,
            &fit,
            (n, row),
            Area {
                y,
                height: 1,
                ..foot
            },
            canvas,
        );
    }
}

fn heading(shown: &Agreement, table: &Table, fit: &Fit, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    canvas.text(area.x, area.y, fit.name - 1, &table.first, look.dim());
    if fit.columns.first().is_some_and(|c| c.0 > 0) {
        let left = look.glyph("◂", "<");
        canvas.text(area.x + fit.name - 1, area.y, 1, left, look.warn());
    }
    for (n, x, wide) in &fit.columns {
        let column = &table.columns[*n];
        let sorted = shown.sorted_by(*n).map_or("", |way| match way {
            crate::report::figures::Way::Down => look.glyph("▾", "v"),
            crate::report::figures::Way::Up => look.glyph("▴", "^"),
        });
        let name = format!("{sorted}{}", column.name);
        let style = match column.leads {
            true => look.strong(),
            false => look.dim(),
        };
        let name = wrap::clip(&name, usize::from(wide.saturating_sub(1)));
        match column.grows {
            true => drop(canvas.text(area.x + x + 2, area.y, wide - 2, &name, style)),
            false => drop(canvas.right(area.x + x + wide, area.y, &name, style)),
        }
        let spot = Area {
            x: area.x + x,
            y: area.y,
            width: *wide,
            height: 1,
        };
        canvas.hit(spot, Target::Heading(*n));
    }
    if fit.more {
        let right = look.glyph("▸", ">");
        canvas.right(area.x + area.width + 1, area.y, right, look.warn());
    }
}

fn draw_row(
    shown: &Agreement,
    table: &Table,
    fit: &Fit,
    (n, row): (usize, &Row),
    area: Area,
    canvas: &mut Canvas,
) {
    let look = canvas.look;
    let here = shown.list.at == n;
    let is_map = matches!(shown.shows, Shows::Confusion | Shows::Domain);
    let name = match here {
        true => look.strong(),
        false => look.plain(),
    };
    let called = shown.called.get(n).map_or("", String::as_str);
    canvas.text(area.x, area.y, fit.name - 1, called, name);
    for (m, x, wide) in &fit.columns {
        let Some(cell) = row.cells.get(*m) else {
            continue;
        };
        let style = match (&cell.shown, row.few, table.columns[*m].leads) {
            (Shown::Count(0) | Shown::Undefined(_), ..) => look.dim(),
            (Shown::Count(_), ..) => look.plain(),
            (_, true, _) => look.dim(),
            (_, _, true) => look.strong(),
            _ => look.plain(),
        };
        let spot = Area {
            x: area.x + x,
            width: *wide,
            ..area
        };
        match &cell.shown {
            Shown::Interval { low, at, high } => {
                let inside = Area {
                    x: spot.x + 2,
                    width: wide.saturating_sub(2),
                    ..spot
                };
                bar::draw((*low, *at, *high), shown.scale.least, inside, style, canvas);
            }
            Shown::Words(words) => {
                let room = wide.saturating_sub(2);
                canvas.text(spot.x + 2, area.y, room, words, look.dim());
            }
            Shown::Count(count) if is_map => {
                let most = shown.scale.most;
                let largest = if n == *m { most.1 } else { most.0 };
                let plain = look.lines == Lines::Ascii;
                let shade = heat::shade(*count, largest, plain);
                let text = match count {
                    0 => format!("{} ", look.glyph("·", ".")),
                    _ => format!("{count}{shade}"),
                };
                canvas.right(spot.x + wide, area.y, &text, style);
            }
            other => {
                let text = wrap::clip(&other.text(), usize::from(wide.saturating_sub(1)));
                canvas.right(spot.x + wide, area.y, &text, style);
            }
        }
        canvas.hit(spot, Target::Cell(n, *m));
        if here && shown.column == *m {
            let cursor = Area {
                x: spot.x + 1,
                width: spot.width.saturating_sub(1),
                ..spot
            };
            canvas.paint(cursor, look.selected());
        }
    }
    canvas.hit(
        Area {
            width: fit.name,
            ..area
        },
        Target::Row(Pane::Agreement, n),
    );
}
