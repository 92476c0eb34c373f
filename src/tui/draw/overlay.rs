//! Pickers, prompts, editors, questions and forms.

use super::memo;
use crate::app::form::Form;
use crate::app::input::Typing;
use crate::app::overlay::{Choice, Overlay, Picker};
use crate::app::screen::Area;
use crate::app::{App, Target, form_help_width, over_area, picker_rows};
use crate::model::text::first;
use crate::model::wrap::{self, letters, width};
use crate::tui::canvas::Canvas;

pub(super) fn draw(app: &App, overlay: &Overlay, canvas: &mut Canvas) {
    let area = over_area(overlay, app.cx.size.0, app.cx.size.1);
    canvas.clear(area);
    let look = canvas.look;
    match overlay {
        Overlay::Picker(p) => picker(p, area, canvas),
        Overlay::Prompt(p) => {
            let inner = canvas.pane(area, &p.title, "", look.focus());
            line(&p.typing, inner, canvas);
            let names = p.offers().names.join(" · ");
            if p.vocabulary.is_some() && !names.is_empty() {
                let row = format!("Tab  {names}");
                canvas.text(inner.x, inner.y + 1, inner.width, &row, look.dim());
            }
        }
        Overlay::Editor(e) => {
            let kind = e
                .kind()
                .map_or("", |kind| kind.map_or("no kind", |k| k.word()));
            let inner = canvas.pane(area, &e.title, kind, look.focus());
            let rows = e.typing.rows(usize::from(inner.width).max(2));
            let at = e.typing.row_of(&rows);
            let top = (at + 1).saturating_sub(usize::from(inner.height));
            for (i, (start, text)) in rows
                .iter()
                .enumerate()
                .skip(top)
                .take(usize::from(inner.height))
            {
                let y = inner.y + (i - top) as u16;
                canvas.text(inner.x, y, inner.width, text, look.plain());
                if i == at {
                    let before = first(text, e.typing.cursor() - start);
                    canvas.cursor = Some((inner.x + width(before) as u16, y));
                }
            }
        }
        Overlay::Question(q) => {
            let inner = canvas.pane(area, "Please decide", "", look.focus());
            let above = Area {
                height: inner.height.saturating_sub(1),
                ..inner.inside()
            };
            canvas.prose(above, &q.text, look.plain());
            let y = inner.y + inner.height.saturating_sub(1);
            let mut x = inner.x + 1;
            for (key, word) in [("y", "yes   "), ("n", "no")] {
                x += canvas.text(x, y, 4, key, look.key()) + 1;
                x += canvas.text(x, y, 8, word, look.plain());
            }
        }
        Overlay::Form(f) => form(f, area, canvas),
        Overlay::Memo(m) => memo::reading(app, *m, area, canvas),
    }
}

/// A line being typed, scrolled so that the cursor is seen; `…` where something lies outside.
fn line(typing: &Typing, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let room = usize::from(area.width.saturating_sub(1));
    let text = typing.text();
    let before = first(text, typing.cursor());
    let hidden = match width(before) > room {
        true => from_room(before, room.saturating_sub(1)),
        false => 0,
    };
    let sign = if hidden > 0 { "…" } else { "" };
    let shown = format!("{sign}{}", &text[hidden..]);
    canvas.text(area.x, area.y, area.width, &shown, look.plain());
    let before = width(sign) + width(&before[hidden..]);
    canvas.cursor = Some((area.x + before as u16, area.y));
}

/// Where the letters begin that fit into so many cells at the end of a text.
fn from_room(text: &str, room: usize) -> usize {
    let mut used = 0;
    let fits = |(_, wide): &(&str, usize)| {
        used += wide;
        used <= room
    };
    let shown = letters(text).rev().take_while(fits);
    text.len() - shown.map(|(letter, _)| letter.len()).sum::<usize>()
}

fn picker(p: &Picker, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let count = format!("{} of {}", p.shown.len(), p.entries.len());
    let inner = canvas.pane(area, &p.title, &count, look.focus());
    canvas.text(inner.x, inner.y, 2, "> ", look.key());
    line(
        &p.typing,
        Area {
            x: inner.x + 2,
            width: inner.width - 2,
            height: 1,
            ..inner
        },
        canvas,
    );
    if p.typing.text().is_empty() && p.entries.len() > 1 {
        let at = inner.x + 4;
        canvas.text(at, inner.y, inner.width - 4, "type to narrow", look.dim());
    }
    let (rows, detail) = picker_rows(p, area);
    let top = inner.y + 1;
    let below = p.rows().saturating_sub(p.list.top + usize::from(rows));
    canvas.more(area, p.list.top, below);
    if p.rows() == 0 {
        canvas.text(
            inner.x + 2,
            top,
            inner.width - 2,
            &p.nothing_words(),
            look.dim(),
        );
    }
    for i in 0..rows {
        let at = p.list.top + usize::from(i);
        if at >= p.rows() {
            break;
        }
        let y = top + i;
        let row = Area {
            x: inner.x,
            y,
            width: inner.width,
            height: 1,
        };
        let here = at == p.list.at;
        match p.shown.get(at).map(|e| (*e, &p.entries[*e])) {
            Some((index, entry)) => {
                let mark = match (p.choice, p.marked.contains(&index)) {
                    (Choice::Several, true) => look.glyph("✓ ", "x "),
                    _ => "  ",
                };
                let style = if entry.refused.is_some() {
                    look.dim()
                } else {
                    look.plain()
                };
                let x = inner.x + canvas.text(inner.x, y, 2, mark, look.good());
                let beside = entry.refused.as_deref().unwrap_or(&entry.beside).trim();
                let room = inner.width.saturating_sub(2);
                let beside = wrap::clip(beside, usize::from(room / 2));
                let left = room.saturating_sub(width(&beside) as u16 + 1);
                canvas.text(x, y, left, &entry.label, style);
                canvas.right(inner.x + inner.width, y, &beside, look.dim());
            }
            None => {
                let what = p.creates.unwrap_or_default();
                let text = format!("  create the {what} “{}”", p.typing.text().trim());
                canvas.text(inner.x, y, inner.width, &text, look.good());
            }
        }
        if here {
            canvas.paint(row, look.selected());
        }
        canvas.hit(row, Target::OverlayRow(at));
    }
    if detail > 0 {
        let y = top + rows;
        canvas.text(
            inner.x,
            y,
            inner.width,
            &look.glyph("─", "-").repeat(usize::from(inner.width)),
            look.dim(),
        );
        let text = p.current().map(|e| e.detail.as_str()).unwrap_or_default();
        let lines = wrap::lines(text, usize::from(inner.width.saturating_sub(1)));
        for (i, text) in lines.iter().take(usize::from(detail)).enumerate() {
            canvas.text(inner.x, y + 1 + i as u16, inner.width, text, look.plain());
        }
        if lines.len() > usize::from(detail) {
            canvas.right(inner.x + inner.width, y + detail, "…", look.dim());
        }
    }
}

fn form(f: &Form, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let inner = canvas.pane(area, &f.title, "", look.focus());
    for (i, field) in f.fields.iter().enumerate() {
        let y = inner.y + i as u16;
        let here = i == f.at;
        canvas.text(
            inner.x + 1,
            y,
            14,
            field.name,
            if here { look.strong() } else { look.dim() },
        );
        let value = Area {
            x: inner.x + 16,
            y,
            width: inner.width.saturating_sub(17),
            height: 1,
        };
        if field.options.is_empty() {
            if here {
                line(&field.typing, value, canvas);
            } else {
                canvas.text(value.x, y, value.width, field.typing.text(), look.plain());
            }
        } else {
            let text = if here {
                format!(
                    "{} {} {}",
                    look.glyph("◂", "<"),
                    field.value(),
                    look.glyph("▸", ">")
                )
            } else {
                field.value().to_owned()
            };
            canvas.text(
                value.x,
                y,
                value.width,
                &text,
                if here { look.selected() } else { look.plain() },
            );
        }
    }
    let help = f.fields.get(f.at).map_or("", |x| &x.help);
    let lines = wrap::lines(help, form_help_width(area.width));
    let below = f.fields.len() as u16 + 1;
    let room = inner.height.saturating_sub(below);
    for (i, row) in lines.iter().take(usize::from(room)).enumerate() {
        let y = inner.y + below + i as u16;
        canvas.text(inner.x + 1, y, inner.width, row, look.dim());
    }
    if lines.len() > usize::from(room) {
        let y = inner.y + inner.height.saturating_sub(1);
        canvas.right(inner.x + inner.width, y, "…", look.dim());
    }
}
