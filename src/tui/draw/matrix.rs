//! The Matrix screen: a table of cells whose names stay while columns go sideways, and below it what the
//! cell under the cursor says in full.

use crate::app::matrix::{Fit, MatrixScreen};
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::wrap;
use crate::report::matrix::Order;
use crate::tui::canvas::Canvas;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let state = &app.screens.matrix;
    let look = canvas.look;
    let panes = state.panes(app.cx.size);
    let (lines, _) = state.size();
    let page = usize::from(panes.lines.height);
    let title = match &state.found {
        Some(found) => found.title(state.turned),
        None => "counting …".to_owned(),
    };
    canvas.pane(panes.table, &title, "", look.focus());
    let top = state.list.top.min(lines);
    canvas.more(panes.table, top, (lines - top).saturating_sub(page));
    if lines == 0 && state.found.is_some() {
        canvas.prose(
            panes.lines,
            "Nothing is here to count yet: g c makes codes, g t themes.",
            look.plain(),
        );
        return;
    }
    let fit = state.fit(panes.lines.width);
    heading(state, &fit, panes.heading, canvas);
    for (line, y) in (top..lines.min(top + page)).zip(panes.lines.y..) {
        let area = Area {
            y,
            height: 1,
            ..panes.lines
        };
        draw_line(state, &fit, line, area, canvas);
    }
    about(state, panes.about, canvas);
}

fn heading(state: &MatrixScreen, fit: &Fit, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    if fit.columns.first().is_some_and(|c| c.0 > 0) {
        canvas.text(
            area.x + fit.names - 1,
            area.y,
            1,
            look.glyph("◂", "<"),
            look.warn(),
        );
    }
    for (column, x, wide) in &fit.columns {
        let sign = match state.order {
            Order::Largest(by) if !state.turned && by == *column => look.glyph("▾", "v"),
            _ => "",
        };
        let room = usize::from(wide.saturating_sub(1));
        let name = wrap::clip(&format!("{sign}{}", state.heading(*column)), room);
        let style = match state.column == *column {
            true => look.strong(),
            false => look.dim(),
        };
        canvas.right(area.x + x + wide, area.y, &name, style);
        let spot = Area {
            x: area.x + x,
            width: *wide,
            height: 1,
            ..area
        };
        canvas.hit(spot, Target::Heading(*column));
    }
    if fit.more {
        canvas.right(
            area.x + area.width + 1,
            area.y,
            look.glyph("▸", ">"),
            look.warn(),
        );
    }
}

fn draw_line(state: &MatrixScreen, fit: &Fit, line: usize, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let here = state.list.at == line;
    let style = match here {
        true => look.strong(),
        false => look.plain(),
    };
    let sign = match state.order {
        Order::Largest(by) if state.turned && by == line => look.glyph("▾", "v"),
        _ => "",
    };
    let name = format!("{sign}{}", state.name(line));
    let name = wrap::clip(&name, usize::from(fit.names.saturating_sub(1)));
    canvas.text(area.x, area.y, fit.names - 1, &name, style);
    let names = Area {
        width: fit.names,
        ..area
    };
    canvas.hit(names, Target::Row(Pane::Groups, line));
    for (column, x, wide) in &fit.columns {
        let text = state.text(line, *column);
        let cell = state.place(line, *column).zip(state.found.as_ref());
        let is_none = cell.is_some_and(|((row, group), m)| {
            m.size(&m.cells[row][group]).is_none_or(|size| size == 0.0)
        });
        let style = match is_none {
            true => look.dim(),
            false => look.plain(),
        };
        let spot = Area {
            x: area.x + x,
            width: *wide,
            ..area
        };
        canvas.right(spot.x + wide, area.y, &text, style);
        canvas.hit(spot, Target::Cell(line, *column));
        if here && state.column == *column {
            let cursor = Area {
                x: spot.x + 1,
                width: spot.width.saturating_sub(1),
                ..spot
            };
            canvas.paint(cursor, look.selected());
        }
    }
}

/// What the cell says in full, then what has to be said of the whole.
fn about(state: &MatrixScreen, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let place = state.here();
    let Some((found, (row, group))) = state.found.as_ref().zip(place) else {
        return;
    };
    canvas.pane(area, "", "", look.dim());
    let inner = area.inner().inside();
    let sentence = wrap::lines(&found.sentence(row, group), usize::from(inner.width));
    let mut used = (sentence.len() as u16).min(inner.height);
    for (text, y) in sentence.iter().zip(inner.y..inner.y + used) {
        canvas.text(inner.x, y, inner.width, text, look.strong());
    }
    for line in found.summarised(row, group) {
        let rows = wrap::lines(&line, usize::from(inner.width)).len() as u16;
        let room = Area {
            y: inner.y + used,
            height: rows.min(inner.height - used),
            ..inner
        };
        canvas.prose(room, &line, look.plain());
        used += room.height;
    }
    let rest = Area {
        y: inner.y + used,
        height: inner.height - used,
        ..inner
    };
    canvas.prose(rest, &found.notes.join("\n"), look.dim());
}
