//! The Agreement screen: counts before coefficients, the round's leading coefficient first.

mod columns;

use crate::app::agreement::{
    By, ByCoding, HEAD, Outcome, RoundFigures, caveats, decimal, headline, percent, remark, table,
};
use crate::app::screen::{Area, Frame};
use crate::app::wrap;
use crate::app::{App, Pane, Target};
use crate::model::round::{Headline, Round};
use crate::tui::canvas::Canvas;
use columns::Columns;

/// What the title line says after the screen's name.
pub(super) fn heading(app: &App) -> String {
    let Some(round) = app.compared() else {
        return app.name.clone();
    };
    let mut parts = vec![crate::tui::draw::reconcile::round_name(app, round)];
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
            return crate::tui::draw::reconcile::say(&format!("undefined: {why}"), inner, canvas);
        }
        _ => {
            return crate::tui::draw::reconcile::say(
                &crate::tui::draw::reconcile::nothing(app),
                inner,
                canvas,
            );
        }
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
        return crate::tui::draw::reconcile::say("no codes are in use yet", area, canvas);
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
