//! Memos as they are shown: rows of words that stand out.

use crate::app::App;
use crate::app::memo_reading::pages;
use crate::app::overlay::Reading;
use crate::app::screen::Area;
use crate::model::coding::Memo;
use crate::model::wrap::letters;
use crate::report::markdown::{Mark, Row, plain, shown};
use crate::tui::canvas::Canvas;
use crate::tui::look::Look;
use ratatui::style::{Modifier, Style};

/// A memo that is read, over the screen.
pub(super) fn reading(app: &App, reading: Reading, area: Area, canvas: &mut Canvas) {
    let inner = canvas.pane(area, "Memo", "", canvas.look.focus());
    let Some(memo) = app.cx.view.memo(reading.memo) else {
        return;
    };
    let (rows, _) = pages(memo, &app.cx, usize::from(inner.width));
    let seen = reading.top + usize::from(inner.height);
    canvas.more(area, reading.top, rows.len().saturating_sub(seen));
    draw(&rows[reading.top.min(rows.len())..], inner, canvas);
}

/// A memo as it stands below others: who wrote it when, of what kind, and its text.
pub(super) fn beside(memo: &Memo, cells: usize) -> Vec<Row> {
    let kind = memo.kind.map_or("memo", |k| k.word());
    let quiet = Mark {
        quiet: true,
        ..Mark::default()
    };
    let heading = format!("{kind}, {}, {}", memo.coder, memo.at.minute());
    let mut rows = plain(&heading, cells, quiet);
    rows.extend(shown(&memo.text, cells, false).rows);
    rows
}

/// Rows in a pane, so many columns from its left; `…` in the border where some are cut off.
pub(super) fn fill(rows: &[Row], pane: Area, indent: u16, canvas: &mut Canvas) {
    let inner = pane.inner();
    let area = Area {
        x: inner.x + indent,
        width: inner.width.saturating_sub(indent),
        ..inner
    };
    draw(rows, area, canvas);
    if rows.len() > usize::from(inner.height) {
        canvas.cut(pane);
    }
}

fn draw(rows: &[Row], area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    for (row, y) in rows.iter().zip(area.y..area.y + area.height) {
        let words = row.iter().map(|(words, mark)| (words, style(*mark, look)));
        let all: Vec<(&str, Style)> = words
            .flat_map(|(words, style)| letters(words).map(move |(letter, _)| (letter, style)))
            .collect();
        canvas.letters(area.x, y, area.width, &all);
    }
}

fn style(mark: Mark, look: Look) -> Style {
    let base = match mark {
        Mark { quiet: true, .. } => look.dim(),
        Mark { link: true, .. } => look.key().add_modifier(Modifier::UNDERLINED),
        Mark { code: true, .. } => look.good(),
        Mark { heading: true, .. } => look.strong().add_modifier(Modifier::UNDERLINED),
        Mark { strong: true, .. } => look.strong(),
        _ => look.plain(),
    };
    match mark.emphasis {
        true => base.add_modifier(Modifier::ITALIC),
        false => base,
    }
}
