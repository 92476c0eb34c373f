//! The text around an item, each coder's stretch drawn as a line under it.

use crate::app::reconcile::Pane as Focus;
use crate::app::reconcile::{Item, Stand, Stretch, coders_under, kind_word, stretch};
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::source::Document;
use crate::model::wrap::{self, letters, width};
use crate::tui::canvas::Canvas;
use ratatui::style::Style;

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    let state = &app.screens.reconcile;
    let style = canvas
        .look
        .frame(app.screens.reconcile.pane == Focus::Passage);
    canvas.hit(area, Target::Pane(Pane::Passage));
    let (Some(item), Some(stand)) = (state.item(), state.stand()) else {
        let inner = canvas.pane(area, "", "", style);
        return canvas.say(inner, &all_done(app));
    };
    let source = app
        .cx
        .view
        .source(&item.source)
        .map_or("", |s| s.name.as_str());
    let Some(document) = app.cx.document_of(item) else {
        let inner = canvas.pane(area, source, "", style);
        return canvas.say(inner, "Loading the text…");
    };
    let place = format!("{source}:{}", document.structure.cite(item.span));
    let word = match stand {
        Stand::Agreed | Stand::ByRule => "",
        other => other.word(),
    };
    let kind = match (item.split(), &state.sheet) {
        // What one took as one the other split; from the other side it was merged.
        (Some((_, by)), Some(sheet)) => format!("split by {}", sheet.coders()[by]),
        _ => kind_word(&item.kind),
    };
    let beside = [kind.as_str(), word]
        .iter()
        .filter(|w| !w.is_empty())
        .copied()
        .collect::<Vec<_>>();
    canvas.pane(area, &place, &beside.join(" · "), style);
    rows(app, item, document, area, canvas);
}

/// What the pane says when no item is left to look at.
fn all_done(app: &App) -> String {
    match &app.screens.reconcile.sheet {
        Some(sheet) if sheet.items().is_empty() => {
            "Nobody coded anything in the sources all have finished: there is nothing to settle.".into()
        }
        Some(_) => "Nothing differs here. v shows what agreed and what the round's rule settled; g a the agreement.".into(),
        None => String::new(),
    }
}

fn rows(app: &App, item: &Item, document: &Document, pane: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let state = &app.screens.reconcile;
    let area = state.text_area(app.cx.size.0, app.cx.size.1);
    let chosen = state.ends.as_ref().and_then(|e| e.reading.selection());
    let cursor = state.ends.as_ref().map(|e| e.reading.cursor);
    let bottom = area.y + area.height;
    let mut y = area.y;
    for row in state.passage.rows.iter().skip(state.passage.top) {
        if y >= bottom {
            break;
        }
        let paragraph = document.structure.paragraphs[row.paragraph];
        if row.span.start == paragraph.span.start {
            let number = paragraph.cited().to_string();
            canvas.right(area.x - 1, y, &number, look.dim());
        }
        let talk = document
            .structure
            .turns
            .get(paragraph.turn as usize)
            .filter(|t| t.span.start <= row.span.start && row.span.start < t.talk)
            .map_or(0, |t| t.talk);
        let about = paragraph.span.overlap(item.span) > 0;
        let mut shown = Vec::new();
        let (mut before, mut point) = (0, row.span.start);
        for (letter, wide) in letters(document.text.slice(row.span)) {
            let style = match () {
                () if chosen.is_some_and(|s| s.contains(point)) => look.selected(),
                () if point < talk => look.speaker(),
                () if about => look.plain(),
                () => look.dim(),
            };
            if cursor == Some(point) && app.cx.overlays.is_empty() {
                canvas.cursor = Some((area.x + before, y));
            }
            shown.push((letter, style));
            before += wide as u16;
            point += letter.chars().count() as u32;
        }
        canvas.letters(area.x, y, area.width, &shown);
        y += 1;
        for coder in coders_under(item, document, *row) {
            if y >= bottom {
                break;
            }
            line(
                app,
                item,
                coder,
                (document, *row),
                (area, pane.x + 1, y),
                canvas,
            );
            y += 1;
        }
    }
    let last = state.passage.rows.len();
    let shown_all = y < bottom || state.passage.top >= last;
    if !shown_all {
        let below = pane.y + pane.height - 1;
        canvas.right(pane.x + pane.width - 1, below, " … ", look.dim());
    }
}

/// One coder's stretches under one row: `ana ──── b small steps`.
fn line(
    app: &App,
    item: &Item,
    coder: usize,
    (document, row): (&Document, crate::app::read::Row),
    (area, left, y): (Area, u16, u16),
    canvas: &mut Canvas,
) {
    let look = canvas.look;
    let name = app
        .screens
        .reconcile
        .sheet
        .as_ref()
        .and_then(|s| s.coders().get(coder));
    let name = name.map_or("", |c| c.as_str());
    canvas.text(left, y, area.x - left - 1, name, look.strong());
    let limit = usize::from(area.width);
    let mut free = vec![true; limit];
    let mut labels: Vec<(Stretch, String, Style)> = Vec::new();
    for coding in &item.codings[coder] {
        let Some(mut at) = stretch(document, row, coding.span) else {
            continue;
        };
        at.to = at.to.min(limit);
        let code = app.cx.view.codebook().get(coding.code);
        let style = code.map_or(look.plain(), |c| look.code(c.colour));
        free[at.from.min(at.to)..at.to].fill(false);
        for column in at.from..at.to {
            let first = column == at.from && at.begins;
            let last = column + 1 == at.to && at.ends;
            let glyph = match (first, last) {
                (true, true) => look.glyph("┴", "+"),
                (true, false) => look.glyph("└", "+"),
                (false, true) => look.glyph("┘", "+"),
                (false, false) => look.glyph("─", "-"),
            };
            canvas.text(area.x + column as u16, y, 1, glyph, style);
        }
        let unsure = if coding.certain { "" } else { " ?" };
        let label = code.map_or_else(
            || app.cx.view.codebook().name(coding.code).to_owned(),
            |c| format!("{} {}{unsure}", c.key, c.name),
        );
        labels.push((at, label, style));
    }
    for (at, label, style) in labels {
        write_label(at, &label, style, &mut free, (area, y), canvas);
    }
}

/// The code's name after the stretch where it ends, else before it, else in the line itself.
fn write_label(
    at: Stretch,
    label: &str,
    style: Style,
    free: &mut [bool],
    (area, y): (Area, u16),
    canvas: &mut Canvas,
) {
    let wide = width(label);
    let mut put = |from: usize, text: &str| {
        let wide = width(text);
        canvas.text(area.x + from as u16, y, wide as u16, text, style);
        for cell in free.iter_mut().skip(from).take(wide) {
            *cell = false;
        }
    };
    let limit = usize::from(area.width);
    let after = at.to + 1;
    if at.ends && after + wide <= limit {
        return put(after, label);
    }
    if at.begins && at.from > wide {
        return put(at.from - wide - 1, label);
    }
    let long = at.to - at.from;
    if at.begins && long >= wide + 5 {
        return put(at.from + 2, &format!(" {label} "));
    }
    // In a longer stretch the name stands where it began.
    if at.begins && at.ends && at.to < limit {
        let room = limit - at.to - 1;
        if room >= 6 {
            put(after, &wrap::clip(label, room));
        }
    }
}
