//! The Participants screen: a table of cells whose names stay while attributes go sideways, and the
//! list of speakers.

use crate::app::participants::{Fit, Participants, SPEAKS, Shown};
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::attribute::{AttributeKind, Held, Subjects, Value};
use crate::model::wrap;
use crate::report::figures::Way;
use crate::tui::canvas::Canvas;

/// Words for whoever comes before there are attributes.
const LESSON: &str = "Attributes are what you know of people, sources and cases: age, arm of a \
    trial, site. a adds one, and “score @ T1” one that is taken at several time points. Or copy a \
    table in a spreadsheet, headings and all, and paste it here on a name: you see what would change \
    before anything does.";

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let state = &app.screens.participants;
    let look = canvas.look;
    let (area, rows) = state.areas(app.cx.size);
    canvas.pane(area, &state.title(), &state.others(), look.focus());
    let page = usize::from(rows.height);
    let top = state.list.top.min(state.rows.len());
    canvas.more(area, top, (state.rows.len() - top).saturating_sub(page));
    match state.shown {
        Shown::Table(_) => table(state, rows, canvas),
        Shown::Speakers => speakers(state, rows, canvas),
    }
}

fn table(state: &Participants, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    if state.table.rows.is_empty() {
        let text = format!(
            "{}.\n\n{LESSON}",
            crate::report::words::upper(&state.no_rows())
        );
        return lesson(area, &text, canvas);
    }
    let fit = state.fit(area.width);
    heading(state, &fit, area, canvas);
    let page = usize::from(area.height);
    let shown = state
        .rows
        .iter()
        .enumerate()
        .skip(state.list.top)
        .take(page);
    let called = |at: &usize| {
        state
            .table
            .rows
            .get(*at)
            .map_or("", |row| row.name.as_str())
    };
    let names: Vec<&str> = shown.clone().map(|(_, at)| called(at)).collect();
    let room = usize::from(fit.names.saturating_sub(1));
    let names = wrap::clip_all_apart(&names, room);
    for (((n, at), name), y) in shown.zip(&names).zip(area.y..) {
        let line = Area {
            y,
            height: 1,
            ..area
        };
        row(state, &fit, (n, *at, name), line, canvas);
    }
    if state.rows.is_empty() {
        return canvas.prose(area, &state.no_rows(), look.plain());
    }
    let used = state.rows.len().saturating_sub(state.list.top) as u16;
    if state.table.columns.is_empty() && used + 2 < area.height {
        let below = Area {
            y: area.y + used + 1,
            height: area.height - used - 1,
            ..area
        };
        canvas.prose(below, LESSON, look.dim());
    }
}

fn lesson(area: Area, text: &str, canvas: &mut Canvas) {
    let column = Area {
        width: area.width.min(90),
        ..area
    };
    canvas.prose(column, text, canvas.look.plain());
}

fn heading(state: &Participants, fit: &Fit, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let y = area.y.saturating_sub(1);
    let sign = |column: usize| match state.sorted_by(column) {
        Some(Way::Up) => look.glyph("▴", "^"),
        Some(Way::Down) => look.glyph("▾", "v"),
        None => "",
    };
    let style = |column: usize| match state.column == column {
        true => look.strong(),
        false => look.dim(),
    };
    let names = format!("{}{}", sign(0), state.table.heading());
    canvas.text(area.x, y, fit.names, &names, style(0));
    let spot = Area {
        x: area.x,
        y,
        width: fit.names,
        height: 1,
    };
    canvas.hit(spot, Target::Heading(0));
    if state.table.of == Subjects::Participants {
        let x = area.x + fit.names;
        canvas.right(x + SPEAKS.0, y, "sources", look.dim());
        canvas.right(x + SPEAKS.0 + SPEAKS.1, y, "turns", look.dim());
    }
    if fit.columns.first().is_some_and(|c| c.0 > 0) {
        let (x, _) = edges(fit, area);
        canvas.text(x, y, 1, look.glyph("◂", "<"), look.warn());
    }
    for (at, x, wide) in &fit.columns {
        let Some((column, kind)) = state.table.columns.get(*at) else {
            continue;
        };
        let name = format!("{}{column}", sign(at + 1));
        let name = wrap::clip(&name, usize::from(*wide));
        let x = area.x + x;
        match kind {
            AttributeKind::Number => drop(canvas.right(x + wide, y, &name, style(at + 1))),
            _ => drop(canvas.text(x, y, *wide, &name, style(at + 1))),
        }
        let spot = Area {
            x,
            y,
            width: *wide,
            height: 1,
        };
        canvas.hit(spot, Target::Heading(at + 1));
    }
    if fit.more > 0 {
        let (_, x) = edges(fit, area);
        canvas.text(x, y, 1, look.glyph("▸", ">"), look.warn());
    }
}

/// Where it is said that attributes lie to the left and to the right.
fn edges(fit: &Fit, area: Area) -> (u16, u16) {
    let first = fit.columns.first().map_or(fit.names, |c| c.1);
    ((area.x + first).saturating_sub(1), area.x + area.width)
}

fn row(
    state: &Participants,
    fit: &Fit,
    (n, at, name): (usize, usize, &str),
    area: Area,
    canvas: &mut Canvas,
) {
    let look = canvas.look;
    let Some(row) = state.table.rows.get(at) else {
        return;
    };
    let here = state.list.at == n;
    let style = match here {
        true => look.strong(),
        false => look.plain(),
    };
    let room = fit.names.saturating_sub(1);
    canvas.text(area.x, area.y, room, name, style);
    let spot = |x: u16, width: u16| Area { x, width, ..area };
    let names = spot(area.x, room);
    canvas.hit(names, Target::Cell(n, 0));
    if here && state.column == 0 {
        canvas.paint(names, look.selected());
    }
    if let Some((sources, turns)) = state.speaks(at) {
        let x = area.x + fit.names;
        let style = look.dim();
        let figures = match turns {
            0 => ["–".to_owned(), "–".to_owned()],
            _ => [sources.to_string(), turns.to_string()],
        };
        canvas.right(x + SPEAKS.0, area.y, &figures[0], style);
        canvas.right(x + SPEAKS.0 + SPEAKS.1, area.y, &figures[1], style);
    }
    for (column, x, wide) in &fit.columns {
        let place = spot(area.x + x, *wide);
        if let Some(held) = row.cell(*column) {
            let kind = &state.table.columns[*column].1;
            cell(held, kind, place, canvas);
        }
        canvas.hit(spot(place.x, wide + 1), Target::Cell(n, column + 1));
        if here && state.column == column + 1 {
            canvas.paint(place, look.selected());
        }
    }
}

/// A value: numbers at the right, and behind it the sign that others set another.
fn cell(held: &Held, kind: &AttributeKind, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let text = held.value.to_string();
    let style = match &held.value {
        Value::Is(_) => look.plain(),
        Value::Not(_) => look.dim(),
    };
    let text = wrap::clip(&text, usize::from(area.width));
    match (kind, &held.value) {
        (AttributeKind::Number, Value::Is(_)) => {
            canvas.right(area.x + area.width, area.y, &text, style);
        }
        _ => drop(canvas.text(area.x, area.y, area.width, &text, style)),
    }
    if !held.apart.is_empty() {
        canvas.text(area.x + area.width, area.y, 1, "!", look.warn());
    }
}

/// Cells turns and words take in the list of speakers.
const FIGURES: u16 = 8;

fn speakers(state: &Participants, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    if state.rows.is_empty() {
        return canvas.prose(area, &state.no_speakers(), look.plain());
    }
    let room = area.width.saturating_sub(2 * FIGURES);
    let third = match state.all_speakers {
        true => room / 3,
        false => room / 2,
    };
    let columns = [area.x, area.x + third, area.x + 2 * third];
    let right = area.x + area.width;
    let y = area.y.saturating_sub(1);
    let headings = ["label", "source", "participant"];
    let shown = if state.all_speakers { 3 } else { 2 };
    for (x, heading) in columns.into_iter().zip(headings).take(shown) {
        canvas.text(x, y, third.saturating_sub(1), heading, look.dim());
    }
    canvas.right(right - FIGURES, y, "turns", look.dim());
    canvas.right(right, y, "words", look.dim());
    let list = state.rows.iter().enumerate().skip(state.list.top);
    for ((n, at), y) in list.zip(area.y..area.y + area.height) {
        let Some(spoken) = state.spoken.get(*at) else {
            continue;
        };
        let who = match (&spoken.participant, spoken.unlinked) {
            (_, true) => ("not linked", look.dim()),
            (Some(who), false) => (who.as_str(), look.plain()),
            (None, false) => ("interviewer", look.dim()),
        };
        let texts = [
            (spoken.label.as_str(), look.plain()),
            (spoken.source_name.as_str(), look.plain()),
            who,
        ];
        for (x, (text, style)) in columns.into_iter().zip(texts).take(shown) {
            canvas.text(x, y, third.saturating_sub(1), text, style);
        }
        canvas.right(right - FIGURES, y, &spoken.turns.to_string(), look.plain());
        canvas.right(right, y, &spoken.words.to_string(), look.plain());
        let line = Area {
            y,
            height: 1,
            ..area
        };
        if n == state.list.at {
            canvas.paint(line, look.selected());
        }
        canvas.hit(line, Target::Row(Pane::Speakers, n));
    }
}
