//! The Agreement screen: counts before coefficients, the round's leading coefficient first.
//!
//! What falls away where there is no room, in this order: the remark beside each code (the row at
//! the cursor always has its own below), the number of units, the second coefficient.

use crate::app::agreement::Outcome;
use crate::app::agreement::{By, HEAD, caveats, pair_of, remark, table};
use crate::app::agreement::{ByCoding, CodeFigures, RoundFigures};
use crate::app::reconcile::{decimal, headline, percent};
use crate::app::screen::{Area, Frame};
use crate::app::wrap;
use crate::app::{App, Pane, Target};
use crate::model::round::{Headline, Round};
use crate::tui::canvas::Canvas;

/// What the title line says after the screen's name.
pub(super) fn heading(app: &App) -> String {
    let Some(round) = app.compared() else {
        return app.name.clone();
    };
    let mut parts = vec![super::reconcile::round_name(app, round)];
    if let Some(Ok(found)) = app.figures() {
        let figure = headline(found, round);
        if !figure.is_empty() {
            parts.push(figure);
        }
    }
    parts.join("   ")
}

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let look = canvas.look;
    let body = Frame::of(app.size.0, app.size.1).body;
    let beside = match app.agreement.by {
        By::Unit => "c by character",
        By::Character => "c by unit",
    };
    let inner = canvas.pane(body, "Agreement by code", beside, look.focus());
    canvas.hit(body, Target::Pane(Pane::Agreement));
    let (round, found) = match (app.compared(), app.figures()) {
        (Some(round), Some(Ok(found))) if app.reconcile.sheet.is_some() => (round, found),
        (Some(_), Some(Err(why))) if app.reconcile.sheet.is_some() => {
            return super::reconcile::say(&format!("undefined: {why}"), inner, canvas);
        }
        _ => return super::reconcile::say(&super::reconcile::nothing(app), inner, canvas),
    };
    head(app, round, found, inner, canvas);
    let columns = Columns::of(app, round, found, inner.width);
    let rows = table(app.size.0, app.size.1);
    columns.heading(rows.y - 1, canvas);
    let codes = app.agreement.codes(found);
    let shown = codes.iter().enumerate().skip(app.agreement.list.top);
    for ((i, code), y) in shown.zip(rows.y..rows.y + rows.height) {
        let name = app.view.codebook().name(*code);
        match app.agreement.grain(found).code(*code) {
            Some(figures) => columns.row(name, figures, y, canvas),
            None => columns.unused(name, y, canvas),
        }
        let row = Area {
            y,
            height: 1,
            ..rows
        };
        if i == app.agreement.list.at {
            canvas.paint(row, look.selected());
        }
        canvas.hit(row, Target::Row(Pane::Agreement, i));
    }
    let more = codes
        .len()
        .saturating_sub(app.agreement.list.top + usize::from(rows.height));
    let mut y = rows.y + rows.height;
    let rule = look.glyph("─", "-").repeat(usize::from(inner.width));
    canvas.text(inner.x, y, inner.width, &rule, look.dim());
    if more > 0 {
        canvas.right(
            inner.x + inner.width,
            y,
            &format!(" {more} more below "),
            look.dim(),
        );
    }
    y += 1;
    columns.row(
        "all codes pooled",
        &app.agreement.grain(found).overall,
        y,
        canvas,
    );
    y += 1;
    if round.plan.headline != Headline::None && app.agreement.by == By::Unit {
        canvas.clipped(inner.x + 1, y, inner.width - 1, &sets(found), look.plain());
    }
    y += 1;
    let rest = Area {
        x: inner.x + 1,
        y,
        width: inner.width - 2,
        height: (inner.y + inner.height).saturating_sub(y),
    };
    here(app, round, found, &codes, rest, canvas);
}

/// Sets of codes by unit, in one line.
fn sets(found: &RoundFigures) -> String {
    let figure = |outcome: &Outcome| match outcome {
        Ok(value) => decimal(*value),
        Err(why) => format!("undefined: {why}"),
    };
    let identical = match &found.sets.identical {
        Ok(share) => percent(*share),
        Err(why) => format!("undefined: {why}"),
    };
    format!(
        "sets of codes: identical {identical} · α {} (MASI) · α {} (Jaccard)",
        figure(&found.sets.masi),
        figure(&found.sets.jaccard)
    )
}

/// By coding, what is counted, and what has to be said about it.
fn head(app: &App, round: &Round, found: &RoundFigures, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let width = usize::from(area.width - 2);
    let mut lines = Vec::new();
    if let Some(coding) = found.by_coding.get(app.agreement.pair) {
        let rows = wrap::lines(&by_coding(coding, found, round), width).into_iter();
        lines.extend(rows.map(|row| (row, look.strong())));
    }
    lines.push((wrap::clip(&counted(app, round, found), width), look.plain()));
    let said = wrap::lines(&caveats(found, round, &app.view).join(" · "), width);
    let left = usize::from(HEAD).saturating_sub(lines.len());
    let many = said.len();
    for (i, row) in said.into_iter().take(left).enumerate() {
        let cut = i + 1 == left && many > left;
        let row = match cut {
            true => wrap::clip(&format!("{row} {}", "…".repeat(width)), width),
            false => row,
        };
        lines.push((row, look.warn()));
    }
    for ((text, style), y) in lines.iter().zip(area.y..) {
        canvas.clipped(area.x + 1, y, area.width - 2, text, *style);
    }
}

/// What is counted, and over which sources.
fn counted(app: &App, round: &Round, found: &RoundFigures) -> String {
    let sources = round.finished_by_all();
    let names: Vec<&str> = sources
        .iter()
        .filter_map(|s| app.view.source(s))
        .map(|s| s.name.as_str())
        .collect();
    let cells = app.agreement.grain(found).cells;
    let unit = match app.agreement.by {
        By::Unit => round.plan.unit.word(),
        By::Character => "characters (not independent of each other)",
    };
    let count = match names.len() {
        1 => "1 source finished by all".to_owned(),
        n => format!("{n} sources finished by all"),
    };
    format!("by {unit}: {cells} · {count}: {}", names.join(", "))
}

/// “by coding 15 of 17 matched 88.2 % (different 1, only ben 1; overlap ≥ 50 %)”.
fn by_coding(coding: &ByCoding, found: &RoundFigures, round: &Round) -> String {
    let name = |at: usize| found.coders.get(at).map_or("", |c| c.as_str());
    let (a, b) = (name(coding.coders.0), name(coding.coders.1));
    let counts = coding.counts;
    let parts = [
        (counts.different, "different".to_owned()),
        (counts.only_a, format!("only {a}")),
        (counts.only_b, format!("only {b}")),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{what} {n}"))
        .collect();
    let differs = match parts.is_empty() {
        true => String::new(),
        false => format!("{}; ", parts.join(", ")),
    };
    let share = match (&coding.share, round.plan.headline) {
        (_, Headline::None) => String::new(),
        (Ok(share), _) => format!(" {}", percent(*share)),
        (Err(why), _) => format!(", undefined: {why}"),
    };
    format!(
        "by coding {} matched{share} ({differs}overlap ≥ {} %)",
        coding.words(),
        round.plan.overlap
    )
}

/// The code at the cursor, in counts and words.
fn here(
    app: &App,
    round: &Round,
    found: &RoundFigures,
    codes: &[crate::model::ids::CodeId],
    area: Area,
    canvas: &mut Canvas,
) {
    let look = canvas.look;
    let Some(code) = codes.get(app.agreement.list.at) else {
        return super::reconcile::say("no codes are in use yet", area, canvas);
    };
    let name = app.view.codebook().name(*code);
    let figures = app.agreement.grain(found).code(*code);
    let mut text = match figures.and_then(|f| app.agreement.between(f)) {
        Some(between) => format!("{name}: {}", remark(between, app.agreement.by, round)),
        None => format!("{name}: no one used it"),
    };
    if let (Some(figures), true) = (figures, round.plan.headline != Headline::None)
        && let Err(why) = &figures.alpha
    {
        text.push_str(&format!(". α is undefined: {why}"));
    }
    for (row, y) in wrap::lines(&text, usize::from(area.width))
        .iter()
        .zip(area.y..area.y + area.height)
    {
        canvas.text(area.x, y, area.width, row, look.plain());
    }
}

/// A column after the name.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Both,
    OnlyA,
    OnlyB,
    Cells,
    Percent,
    Alpha,
    Kappa,
    Few,
    Remark,
}

/// The columns that fit.
struct Columns<'a> {
    app: &'a App,
    round: &'a Round,
    coders: (String, String),
    x: u16,
    name: u16,
    columns: Vec<(Column, u16)>,
}

impl<'a> Columns<'a> {
    fn of(app: &'a App, round: &'a Round, found: &RoundFigures, width: u16) -> Columns<'a> {
        let coders = pair_of(app.agreement, found)
            .map_or_else(Default::default, |(a, b)| (a.to_string(), b.to_string()));
        let count = |name: &str| (wrap::width(name) as u16 + 7).clamp(9, 14);
        let mut columns = match round.plan.headline {
            Headline::None => Vec::new(),
            Headline::Alpha => vec![(Column::Percent, 8), (Column::Alpha, 7), (Column::Kappa, 7)],
            Headline::Kappa => vec![(Column::Percent, 8), (Column::Kappa, 7), (Column::Alpha, 7)],
            Headline::Percent => vec![(Column::Percent, 8), (Column::Alpha, 7), (Column::Kappa, 7)],
        };
        let counts = [
            (Column::Both, 6),
            (Column::OnlyA, count(&coders.0)),
            (Column::OnlyB, count(&coders.1)),
            (Column::Cells, 7),
        ];
        columns.splice(0..0, counts);
        columns.push((Column::Few, 5));
        let used = |columns: &[(Column, u16)]| columns.iter().map(|c| c.1).sum::<u16>();
        let room = width.saturating_sub(1);
        let spare = room.saturating_sub(used(&columns));
        if spare >= 24 + 30 {
            columns.retain(|c| c.0 != Column::Few);
            let spare = room - used(&columns);
            columns.push((Column::Remark, spare - 28));
        }
        for least in [Column::Cells, Column::Kappa] {
            if used(&columns) + 18 > room {
                columns.retain(|c| c.0 != least);
            }
        }
        Columns {
            name: room.saturating_sub(used(&columns)),
            x: table(app.size.0, app.size.1).x + 1,
            app,
            round,
            coders,
            columns,
        }
    }

    fn heading(&self, y: u16, canvas: &mut Canvas) {
        let look = canvas.look;
        canvas.clipped(self.x, y, self.name, "code", look.dim());
        let mut x = self.x + self.name;
        for (column, width) in &self.columns {
            let text = match column {
                Column::Both => "both",
                Column::OnlyA => &format!("only {}", self.coders.0),
                Column::OnlyB => &format!("only {}", self.coders.1),
                Column::Cells => "n",
                Column::Percent => "%",
                Column::Alpha => "alpha",
                Column::Kappa => "kappa",
                Column::Few | Column::Remark => "",
            };
            let text = wrap::clip(text, usize::from(width - 1));
            x += width;
            canvas.right(x, y, &text, look.dim());
        }
    }

    fn row(&self, name: &str, figures: &CodeFigures, y: u16, canvas: &mut Canvas) {
        let look = canvas.look;
        canvas.clipped(self.x, y, self.name - 1, name, look.plain());
        let Some(between) = self.app.agreement.between(figures) else {
            return;
        };
        let by = self.app.agreement.by;
        let few = by == By::Unit && between.few().is_some();
        let lead = self.round.plan.headline;
        let mut x = self.x + self.name;
        for (column, width) in &self.columns {
            let right = x + width;
            let text = match column {
                Column::Both => between.both.to_string(),
                Column::OnlyA => between.only_a.to_string(),
                Column::OnlyB => between.only_b.to_string(),
                Column::Cells => between.cells().to_string(),
                Column::Percent => between
                    .percent
                    .as_ref()
                    .map_or("–".to_owned(), |p| format!("{:.1}", p * 100.0)),
                Column::Alpha => coefficient(&figures.alpha),
                Column::Kappa => coefficient(&between.kappa),
                Column::Few if few => "few".to_owned(),
                Column::Remark if figures.code.is_some() => {
                    let text = self.remark(figures, few);
                    canvas.clipped(x + 2, y, width - 2, &text, look.dim());
                    String::new()
                }
                Column::Few | Column::Remark => String::new(),
            };
            let leads = matches!(
                (column, lead),
                (Column::Alpha, Headline::Alpha)
                    | (Column::Kappa, Headline::Kappa)
                    | (Column::Percent, Headline::Percent)
            );
            let style = match (few, leads) {
                (true, _) if !matches!(column, Column::Both | Column::OnlyA | Column::OnlyB) => {
                    look.dim()
                }
                (_, true) => look.strong(),
                _ => look.plain(),
            };
            canvas.right(right, y, &text, style);
            x = right;
        }
    }

    /// A few words beside a code: why a figure is missing, else whether it says anything.
    fn remark(&self, figures: &CodeFigures, few: bool) -> String {
        match (&figures.alpha, self.round.plan.headline) {
            (Err(why), lead) if lead != Headline::None => format!("undefined: {why}"),
            _ if few => "too few to tell".to_owned(),
            _ => String::new(),
        }
    }

    fn unused(&self, name: &str, y: u16, canvas: &mut Canvas) {
        let look = canvas.look;
        canvas.clipped(self.x, y, self.name - 1, name, look.dim());
        let mut x = self.x + self.name;
        for (column, width) in &self.columns {
            x += width;
            if matches!(column, Column::Both | Column::OnlyA | Column::OnlyB) {
                canvas.right(x, y, "0", look.dim());
            }
        }
        let counts: u16 = self.columns.iter().take(3).map(|c| c.1).sum();
        let x = self.x + self.name + counts + 2;
        canvas.clipped(x, y, 20, "no one used it", look.dim());
    }
}

fn coefficient(outcome: &Outcome) -> String {
    outcome
        .as_ref()
        .map_or_else(|_| "–".to_owned(), |value| decimal(*value))
}
