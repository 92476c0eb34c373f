//! What was ruled on the item looked at, and what is to be known before ruling.

use super::sides::{columns, fill, rule};
use crate::app::App;
use crate::app::reconcile::Stand;
use crate::app::screen::Area;
use crate::model::wrap;
use crate::tui::canvas::Canvas;
use ratatui::style::Style;

type Line = (String, Style);

/// What is said below the coders.
pub(super) struct Said {
    /// Lines over the whole width.
    lines: Vec<Line>,
    /// Verdicts that differ, side by side above them.
    beside: Vec<Vec<Line>>,
}

impl Said {
    /// What there is to say of the item looked at, in so many columns.
    pub(super) fn of(app: &App, width: u16, canvas: &Canvas) -> Said {
        let look = canvas.look;
        let room = usize::from(width.saturating_sub(1)).max(2);
        let wrapped = |text: &str, room: usize, style: Style| -> Vec<Line> {
            let rows = wrap::lines(text, room).into_iter();
            rows.map(|row| (row, style)).collect()
        };
        let mut said = Said {
            lines: Vec::new(),
            beside: Vec::new(),
        };
        let verdicts = app.screens.reconcile.verdicts_here(&app.cx);
        let (lead, style) = match app.screens.reconcile.stand() {
            Some(Stand::Settled) => (look.glyph("✓ ", "x "), look.good()),
            Some(Stand::Partly) => (look.glyph("◐ ", "/ "), look.warn()),
            Some(Stand::Again) => (look.glyph("↻ ", "o "), look.warn()),
            Some(Stand::Proposed | Stand::Awaited) => ("~ proposed: ", look.warn()),
            Some(Stand::Parked) => ("? ", look.warn()),
            Some(Stand::Conflicting) => (look.glyph("≠ ", "! "), look.error()),
            Some(Stand::Open) if !verdicts.is_empty() => (look.glyph("▸ ", "> "), look.dim()),
            _ => ("", look.plain()),
        };
        if app.screens.reconcile.stand() == Some(Stand::Conflicting) {
            let many = verdicts.len().max(1);
            let each = usize::from((width + 1) / many as u16)
                .saturating_sub(2)
                .max(2);
            for verdict in verdicts {
                let mut column = Vec::new();
                for (nth, part) in app
                    .screens
                    .reconcile
                    .verdict_parts(verdict, &app.cx)
                    .iter()
                    .enumerate()
                {
                    match nth {
                        0 => column.extend(wrapped(&format!("{lead}{part}"), each, style)),
                        _ => column.extend(wrapped(part, each, look.plain())),
                    }
                }
                said.beside.push(column);
            }
            return said;
        }
        if !lead.is_empty() {
            for verdict in verdicts {
                let text = format!(
                    "{lead}{}",
                    app.screens.reconcile.verdict_words(verdict, &app.cx)
                );
                said.lines.extend(wrapped(&text, room, style));
            }
        }
        for remark in app.screens.reconcile.remarks(&app.cx) {
            said.lines.extend(wrapped(&remark, room, look.dim()));
        }
        said
    }

    pub(super) fn height(&self) -> u16 {
        let beside = self.beside.iter().map(Vec::len).max().unwrap_or(0);
        (self.lines.len() + beside) as u16
    }

    /// Rows that stay the coders' above it.
    pub(super) fn leaves(&self) -> u16 {
        match self.beside.is_empty() {
            true => 2,
            false => 1,
        }
    }

    pub(super) fn draw(&self, area: Area, canvas: &mut Canvas) {
        if self.beside.is_empty() {
            return fill(&self.lines, area, canvas);
        }
        let sides = columns(area, self.beside.len());
        for (at, (lines, side)) in self.beside.iter().zip(&sides).enumerate() {
            fill(lines, *side, canvas);
            if at + 1 < sides.len() {
                rule(*side, canvas);
            }
        }
    }
}
