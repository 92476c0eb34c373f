//! Code against code: how much they have in common by glyph and number, and what was decided.

use crate::app::conference::{CELL, NAMES, Pane as Focus, sign};
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::ids::CodeId;
use crate::tui::canvas::Canvas;
use crate::tui::look::Look;

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let state = &app.screens.conference;
    let (Some(conference), Some((a, b))) = (&state.conference, state.coders()) else {
        return;
    };
    let (first, second) = (&conference.lists[a], &conference.lists[b]);
    let title = format!("{} {}", first.coder, first.codes.len());
    let beside = format!("{} by number", second.coder);
    let inner = canvas.pane(
        area,
        &title,
        &beside,
        look.frame(app.screens.conference.pane == Focus::Matrix),
    );
    canvas.hit(area, Target::Pane(Pane::Matrix));
    let (rows, columns) = app.screens.conference.cells(app.cx.size);
    let (down, across) = (&state.cell.0, &state.cell.1);
    let column = |n: usize| inner.x + NAMES + n as u16 * CELL;
    let shown = across.top..second.codes.len().min(across.top + columns);
    for (n, j) in shown.clone().enumerate() {
        let style = match state.at.1 == Some(j) {
            true => look.strong(),
            false => look.dim(),
        };
        canvas.right(column(n) + CELL - 2, inner.y, &(j + 1).to_string(), style);
    }
    let left = second.codes.len().saturating_sub(shown.end);
    if left > 0 {
        let more = format!("{} {left}", look.glyph("→", ">"));
        canvas.right(inner.x + inner.width, inner.y, &more, look.dim());
    }
    let below = first.codes.len().saturating_sub(down.top + rows);
    canvas.more(area, down.top, below);
    for (n, i) in (down.top..first.codes.len()).take(rows).enumerate() {
        let y = inner.y + 1 + n as u16;
        let code = &first.codes[i];
        let style = match state.at.0 == Some(i) {
            true => look.strong(),
            false => look.plain(),
        };
        let mark = decided(app, code.code);
        canvas.text(inner.x, y, 1, mark_of(mark, canvas), look.good());
        canvas.text(inner.x + 2, y, NAMES - 9, &code.name, style);
        let covers = code.extent.len().to_string();
        canvas.right(inner.x + NAMES - 1, y, &covers, look.dim());
        for (m, j) in shown.clone().enumerate() {
            cell(app, (i, j), code.code, column(m), y, canvas);
        }
    }
}

/// One cell: glyph, number, and the sign of a judgement.
fn cell(app: &App, at: (usize, usize), first: CodeId, x: u16, y: u16, canvas: &mut Canvas) {
    let look = canvas.look;
    let state = &app.screens.conference;
    let Some(common) = state.matrix.get(at.0).and_then(|r| r.get(at.1)) else {
        return;
    };
    let (Some(conference), Some((_, b))) = (&state.conference, state.coders()) else {
        return;
    };
    let second = conference.lists[b].codes[at.1].code;
    let judged = app.screens.conference.judged_on(&[first, second], &app.cx);
    let mark = judged.map_or(" ", |j| sign(&j.judgement, Some(first)));
    let style = match common.both {
        0 => look.dim(),
        _ => look.plain(),
    };
    canvas.text(x, y, 1, heat(common.quarter(), look), style);
    if common.both > 0 {
        canvas.right(x + CELL - 2, y, &short(common.both), style);
    }
    canvas.text(x + CELL - 2, y, 1, mark, look.good());
    if state.at == (Some(at.0), Some(at.1)) {
        let style = match state.pane {
            Focus::Matrix => look.selected(),
            _ => look.strong(),
        };
        let spot = Area {
            x,
            y,
            width: CELL - 1,
            height: 1,
        };
        canvas.paint(spot, style);
    }
}

/// A number in four columns.
fn short(n: u64) -> String {
    match n {
        0..=9_999 => n.to_string(),
        10_000..=999_999 => format!("{}k", n / 1_000),
        _ => format!("{}M", n / 1_000_000),
    }
}

/// Whether a judgement decides what becomes of a code.
fn decided(app: &App, code: CodeId) -> bool {
    let conference = app.screens.conference.conference.as_ref();
    conference.is_some_and(|s| s.decisions(&app.cx.view).iter().any(|j| j.decides(code)))
}

fn mark_of(decided: bool, canvas: &Canvas) -> &'static str {
    match decided {
        true => canvas.look.glyph("✓", "v"),
        false => " ",
    }
}

/// The second coder's codes with the numbers they have in the matrix.
pub(super) fn second(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let state = &app.screens.conference;
    let (Some(conference), Some((_, b))) = (&state.conference, state.coders()) else {
        return;
    };
    let list = &conference.lists[b];
    let title = format!("{} {}", list.coder, list.codes.len());
    let inner = canvas.pane(area, &title, "", look.dim());
    let rows = usize::from(inner.height);
    let here = state.at.1.unwrap_or(0);
    let top = here.saturating_sub(rows.saturating_sub(1));
    let below = list.codes.len().saturating_sub(top + rows);
    canvas.more(area, top, below);
    for (n, (j, code)) in list
        .codes
        .iter()
        .enumerate()
        .skip(top)
        .take(rows)
        .enumerate()
    {
        let y = inner.y + n as u16;
        let style = match state.at.1 == Some(j) {
            true => look.strong(),
            false => look.plain(),
        };
        let mark = decided(app, code.code);
        canvas.text(inner.x, y, 1, mark_of(mark, canvas), look.good());
        canvas.right(inner.x + 5, y, &(j + 1).to_string(), look.dim());
        let covers = code.extent.len().to_string();
        let room = inner.width.saturating_sub(8 + covers.len() as u16);
        canvas.text(inner.x + 6, y, room, &code.name, style);
        canvas.right(inner.x + inner.width, y, &covers, look.dim());
    }
}

/// How much two codes have in common, as a glyph.
pub(super) fn heat(quarter: u8, look: Look) -> &'static str {
    match quarter {
        0 => look.glyph("·", "."),
        1 => look.glyph("░", "-"),
        2 => look.glyph("▒", "+"),
        3 => look.glyph("▓", "*"),
        _ => look.glyph("█", "#"),
    }
}
