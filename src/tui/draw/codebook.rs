//! The Codebook screen: the tree, and the clause of the code under the cursor.

use super::memo;
use crate::app::codebook::panes;
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::coding::MemoOn;
use crate::model::theme::Node;
use crate::report::markdown::{Mark, Row, plain};
use crate::report::searched::clause;
use crate::tui::canvas::Canvas;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let look = canvas.look;
    let (left, right) = panes(app.cx.size.0, app.cx.size.1);
    let codebook = app.cx.view.codebook();
    let shown = app.screens.codebook.shown();
    let title = format!("Codes {}", codebook.active().count());
    let frozen = app
        .cx
        .view
        .frozen_by()
        .map_or(String::new(), |r| format!("frozen by {}", r.plan.name));
    let inner = canvas.pane(left, &title, &frozen, look.focus());
    canvas.hit(left, Target::Pane(Pane::Codebook));
    if shown.is_empty() {
        let text = "No codes yet.\n\na adds one; I adds the codes of a codebook file; or read a source and code in vivo.";
        canvas.prose(inner, text, look.plain());
    }
    let top = app.screens.codebook.list.top.min(shown.len());
    let below = (shown.len() - top).saturating_sub(usize::from(inner.height));
    canvas.more(left, top, below);
    let counts = app.cx.own_counts();
    let rows = shown.iter().enumerate().skip(top);
    for (i, code) in rows.take(usize::from(inner.height)) {
        let Some(code) = codebook.get(*code) else {
            continue;
        };
        let y = inner.y + (i - app.screens.codebook.list.top) as u16;
        let indent = if code.retired {
            0
        } else {
            code.depth.min(8) * 2
        };
        let branch = match codebook.children(Some(code.id)).next() {
            None => " ",
            Some(_) if app.screens.codebook.folded.contains(&code.id) => look.glyph("▸", ">"),
            Some(_) => look.glyph("▾", "v"),
        };
        canvas.text(inner.x + indent, y, 1, branch, look.dim());
        canvas.text(
            inner.x + indent + 2,
            y,
            1,
            &code.key.to_string(),
            look.code(code.colour),
        );
        let new = if code.private.is_some() { " (new)" } else { "" };
        let conflict = if code.conflicts.is_empty() {
            ""
        } else {
            " ≠"
        };
        let room = inner.width.saturating_sub(indent + 4 + 5);
        let name = format!("{}{new}{conflict}", code.title());
        let style = if code.retired {
            look.dim()
        } else {
            look.plain()
        };
        canvas.text(inner.x + indent + 4, y, room, &name, style);
        let count = counts.get(&code.id).copied().unwrap_or(0);
        canvas.right(inner.x + inner.width, y, &count.to_string(), look.dim());
        let row = Area {
            x: inner.x,
            y,
            width: inner.width,
            height: 1,
        };
        if i == app.screens.codebook.list.at {
            canvas.paint(row, look.selected());
        }
        canvas.hit(row, Target::Row(Pane::Codebook, i));
    }
    beside(app, right, canvas);
}

fn beside(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let Some(code) = app.screens.codebook.codebook_code(&app.cx) else {
        canvas.pane(area, "", "", look.dim());
        return;
    };
    canvas.pane(area, &code.title(), code.colour.name(), look.dim());
    let mut text = clause(code);
    let density = app.cx.view.themes().density(Node::Code(code.id));
    let count = app.cx.own_counts().get(&code.id).copied().unwrap_or(0);
    text.push_str(&format!(
        "\n\nyour codings {count} · relations {density} · made by {}",
        code.by
    ));
    for conflict in &code.conflicts {
        text.push_str(&format!(
            "\n≠ {} edited apart from each other; shown is the last:",
            conflict.field
        ));
        for (who, value) in &conflict.values {
            text.push_str(&format!("\n   {who}: {value}"));
        }
    }
    let cells = usize::from(area.inner().width.saturating_sub(1));
    let mut rows = plain(&text, cells, Mark::default());
    for memo in app.cx.view.memos_on(&MemoOn::Code(code.id)) {
        rows.push(Row::new());
        rows.extend(memo::beside(memo, cells));
    }
    memo::fill(&rows, area, 1, canvas);
}
