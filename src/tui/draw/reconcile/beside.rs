//! Below the text: the coders side by side, and the clauses of their codes.

use super::sides::{columns, fill, rule};
use super::verdicts::Said;
use crate::app::reconcile::Pane as Focus;
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::coding::{Coding, MemoOn};
use crate::model::wrap;
use crate::tui::canvas::Canvas;
use ratatui::style::Style;

/// The coders side by side, and below them what was ruled.
pub(super) fn coders(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let inner = canvas.pane(area, "", "", look.dim());
    let (Some(sheet), Some(item)) = (&app.screens.reconcile.sheet, app.screens.reconcile.item())
    else {
        return;
    };
    let said = Said::of(app, inner.width, canvas);
    let room = inner.height.saturating_sub(said.leaves());
    let below = said.height().min(room);
    let (top, foot) = inner.split_top(inner.height - below);
    let sides = columns(top, sheet.coders().len());
    for (i, (coder, side)) in sheet.coders().iter().zip(&sides).enumerate() {
        let key = match i {
            0 => "a".to_owned(),
            1 => "b".to_owned(),
            n => (n + 1).to_string(),
        };
        let width = usize::from(side.width.saturating_sub(1)).max(2);
        let mut lines = Vec::new();
        let own = &item.codings[i];
        let sure = match own.as_slice() {
            [] => "not coded",
            [one] if one.certain => "sure",
            [_] => "unsure",
            _ => "",
        };
        let dot = if sure.is_empty() { "" } else { " · " };
        lines.push((
            wrap::clip(&format!("{coder}{dot}{sure}"), width - 2),
            look.strong(),
        ));
        for coding in own {
            lines.extend(coded(app, coding, own.len(), width, canvas));
        }
        canvas.right(side.x + side.width, side.y, &key, look.key());
        fill(&lines, *side, canvas);
        if i + 1 < sides.len() {
            rule(*side, canvas);
        }
    }
    said.draw(foot, canvas);
}

/// Code, rating and memos of one coding.
fn coded(
    app: &App,
    coding: &Coding,
    many: usize,
    width: usize,
    canvas: &Canvas,
) -> Vec<(String, Style)> {
    let look = canvas.look;
    let codebook = app.cx.view.codebook();
    let code = codebook.get(coding.code);
    let name = codebook.name(coding.code);
    let mut text = code.map_or(name.to_owned(), |c| format!("{} {name}", c.key));
    if let Some(rating) = coding.rating {
        text.push_str(&format!(" · rated {rating}"));
    }
    if many > 1 && !coding.certain {
        text.push_str(" · unsure");
    }
    let style = code.map_or(look.plain(), |c| look.code(c.colour));
    let mut lines: Vec<_> = wrap::lines(&text, width)
        .into_iter()
        .map(|row| (row, style))
        .collect();
    for memo in app.cx.view.memos_on(&MemoOn::Coding(coding.id)) {
        let text = match memo.coder == coding.coder {
            true => format!("“{}”", memo.text),
            false => format!("{}: “{}”", memo.coder, memo.text),
        };
        let rows = wrap::lines(&text, width).into_iter();
        lines.extend(rows.map(|row| (row, look.plain())));
    }
    lines
}

/// The clauses of the item's codes, side by side.
pub(super) fn clauses(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let style = look.frame(app.screens.reconcile.pane == Focus::Clauses);
    let inner = canvas.pane(area, "Clauses", "", style);
    canvas.hit(area, Target::Pane(Pane::Clauses));
    let Some(item) = app.screens.reconcile.item() else {
        return;
    };
    let codes = item.codes();
    let fits = usize::from(inner.width / 22).max(1);
    let shown = codes.len().min(fits);
    let sides = columns(inner, shown);
    for (i, (id, side)) in codes.iter().zip(&sides).enumerate() {
        let width = usize::from(side.width.saturating_sub(1)).max(2);
        let codebook = app.cx.view.codebook();
        let mut lines = Vec::new();
        match codebook.get(*id) {
            Some(code) => {
                let head = format!("{} {}", code.key, codebook.path(code.id));
                let style = look.code(code.colour);
                lines.extend(wrap::lines(&head, width).into_iter().map(|r| (r, style)));
                let text = wrap::lines(&crate::report::searched::clause(code), width).into_iter();
                lines.extend(text.map(|row| (row, look.plain())));
            }
            None => lines.push((codebook.name(*id).to_owned(), look.dim())),
        }
        let top = app
            .screens
            .reconcile
            .clauses_top
            .min(lines.len().saturating_sub(1));
        fill(&lines[top..], *side, canvas);
        if i + 1 < shown {
            rule(*side, canvas);
        }
    }
    if codes.len() > shown {
        let below = area.y + area.height - 1;
        let more = format!(" {} more codes ", codes.len() - shown);
        canvas.right(area.x + area.width - 1, below, &more, look.dim());
    }
}
