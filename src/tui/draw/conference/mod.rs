//! The Code conference screen: code against code, the second coder's codes, what is suggested, and
//! the segments behind the codes looked at.

mod matrix;

use crate::app::conference::{Pane as Focus, Suggestion, Whose, sign};
use crate::app::screen::{Area, Frame};
use crate::app::{App, Pane, Target};
use crate::model::wrap;
use crate::report::words::counted;
use crate::report::{Measure, judgement_words};
use crate::tui::canvas::Canvas;
use matrix::heat;
use ratatui::style::Style;

/// Words for whoever comes before there is anything to judge.
const LESSON: &str = "A code conference ends a round of open coding. Each coder codes with codes of \
    their own; when all have submitted, both lists stand here side by side with what they cover in \
    common, and you judge them together: the same, one narrower, both kept, dropped. What comes of \
    it is the next version of the codebook.";

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let state = &app.screens.conference;
    let panes = state.panes(app.cx.size);
    let empty = state
        .conference
        .as_ref()
        .is_none_or(|s| s.lists.iter().all(|l| l.codes.is_empty()));
    if empty {
        return lesson(app, canvas);
    }
    if let Some(line) = state.places_line() {
        let area = panes.alone;
        let width = area.width.saturating_sub(1);
        canvas.text(area.x + 1, area.y, width, &line, canvas.look.plain());
    }
    matrix::draw(app, panes.matrix, canvas);
    matrix::second(app, panes.second, canvas);
    pairs(app, panes.pairs, canvas);
    quotes(app, panes.quotes, canvas);
}

/// Round, coders, progress.
pub(super) fn heading(app: &App) -> String {
    let state = &app.screens.conference;
    let Some(round) = state.round.and_then(|id| app.cx.view.round(id)) else {
        return app.cx.name.clone();
    };
    let Some(conference) = &state.conference else {
        return round.plan.name.clone();
    };
    let names: Vec<&str> = conference.lists.iter().map(|l| l.coder.as_str()).collect();
    let progress = conference.progress_words(&app.cx.view);
    format!("{} · {} · {progress}", round.plan.name, names.join(" + "))
}

/// Who is present, what is counted, what was decided here.
pub(super) fn status(app: &App) -> String {
    let state = &app.screens.conference;
    let (Some(conference), false) = (&state.conference, state.rows.is_empty()) else {
        return String::new();
    };
    let codes = state.codes();
    let judged = conference.judged(&codes, &app.cx.view);
    let present: Vec<String> = app
        .screens
        .conference
        .conference_present(&app.cx)
        .iter()
        .map(|c| c.to_string())
        .collect();
    match judged.as_slice() {
        [] => format!("present: {} (w)", present.join(", ")),
        [.., last] => {
            let names: Vec<&str> = last.present.iter().map(|c| c.as_str()).collect();
            let reason = match last.reason.trim() {
                "" => String::new(),
                reason => format!(": {reason}"),
            };
            let apart = match judged.len() {
                1 => "",
                _ => " · judged apart: judge it once more",
            };
            let words = judgement_words(last, &conference.codebook);
            format!("{words}{reason} · {}{apart}", names.join(", "))
        }
    }
}

fn lesson(app: &App, canvas: &mut Canvas) {
    let look = canvas.look;
    let body = Frame::of(app.cx.size.0, app.cx.size.1).body;
    let inner = canvas.pane(body, "", "", look.focus());
    let state = &app.screens.conference;
    let round = state.round.and_then(|id| app.cx.view.round(id));
    let why = match (round, state.not_yet.as_deref()) {
        (Some(round), Some(why)) => format!("{}: {why}", round.plan.name),
        (Some(round), None) => format!(
            "In {} nobody made codes of their own. R goes to the next round.",
            round.plan.name
        ),
        (None, _) => "No round of two coders has ended yet.".to_owned(),
    };
    let text = format!("{why}\n\n{LESSON}");
    let area = inner.inside();
    let column = Area {
        width: area.width.min(90),
        ..area
    };
    canvas.prose(column, &text, look.plain());
}

fn pairs(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let state = &app.screens.conference;
    let unit = match state.measured {
        Measure::Units => state
            .conference
            .as_ref()
            .map_or("", |s| s.round.plan.unit.word()),
        Measure::Characters => "characters",
    };
    let inner = canvas.pane(
        area,
        "In common",
        unit,
        look.frame(state.pane == Focus::Pairs),
    );
    canvas.hit(area, Target::Pane(Pane::Suggested));
    let (Some(conference), Some((a, b))) = (&state.conference, state.coders()) else {
        return;
    };
    let rows = usize::from(inner.height);
    let top = state.list.top.min(state.rows.len());
    canvas.more(area, top, (state.rows.len() - top).saturating_sub(rows));
    for (n, row) in state.rows.iter().enumerate().skip(top).take(rows) {
        let y = inner.y + (n - top) as u16;
        let first = |i: &usize| conference.lists[a].codes[*i].name.as_str();
        let second = |j: &usize| conference.lists[b].codes[*j].name.as_str();
        let (glyph, many, words) = match row {
            Suggestion::Pair(i, j, common) => (
                heat(common.quarter(), look),
                common.both.to_string(),
                format!("{} {} {}", first(i), look.glyph("·", "-"), second(j)),
            ),
            Suggestion::First(i) => (
                " ",
                String::new(),
                format!("{} alone: {}", conference.lists[a].coder, first(i)),
            ),
            Suggestion::Second(j) => (
                " ",
                String::new(),
                format!("{} alone: {}", conference.lists[b].coder, second(j)),
            ),
        };
        let codes = app.screens.conference.codes_of(row);
        let judged = app.screens.conference.judged_on(&codes, &app.cx);
        let mark = match judged {
            Some(judged) => sign(&judged.judgement, codes.first().copied()),
            None if app.screens.conference.is_decided(row, &app.cx) => look.glyph("✓", "v"),
            None => " ",
        };
        let style = match judged.is_some() || mark != " " {
            true => look.dim(),
            false => look.plain(),
        };
        canvas.text(inner.x, y, 1, mark, look.good());
        canvas.text(inner.x + 2, y, 1, glyph, look.plain());
        canvas.right(inner.x + 8, y, &many, style);
        canvas.text(inner.x + 9, y, inner.width.saturating_sub(9), &words, style);
        let spot = Area {
            x: inner.x,
            y,
            width: inner.width,
            height: 1,
        };
        if n == state.list.at {
            let style = match state.pane {
                Focus::Pairs => look.selected(),
                _ => look.strong(),
            };
            canvas.paint(spot, style);
        }
        canvas.hit(spot, Target::Row(Pane::Suggested, n));
    }
}

fn quotes(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let state = &app.screens.conference;
    let (Some(conference), Some((a, b))) = (&state.conference, state.coders()) else {
        return;
    };
    let title = counted(state.quotes.len(), "segment");
    let inner = canvas.pane(area, &title, "", look.frame(state.pane == Focus::Quotes));
    canvas.hit(area, Target::Pane(Pane::Quotes));
    let mut lines: Vec<(String, Style)> = Vec::new();
    let width = usize::from(inner.width.saturating_sub(1));
    for (list, at) in [(a, state.at.0), (b, state.at.1)] {
        let Some(code) = at.and_then(|at| conference.lists[list].codes.get(at)) else {
            continue;
        };
        let clause = conference.codebook.exact(code.code);
        let clause = clause.map_or("", |c| c.text.definition.trim());
        let clause = match clause {
            "" => String::new(),
            clause => format!(": {clause}"),
        };
        let coder = &conference.lists[list].coder;
        let text = format!(
            "{coder} {} ({}){clause}",
            code.name,
            counted(code.codings.len(), "coding")
        );
        lines.extend(
            wrap::lines(&text, width)
                .into_iter()
                .map(|l| (l, look.strong())),
        );
    }
    for quote in &state.quotes {
        let whose = match quote.whose {
            Whose::Both => "both",
            Whose::First => conference.lists[a].coder.as_str(),
            Whose::Second => conference.lists[b].coder.as_str(),
        };
        let text = match quote.text.is_empty() {
            true => format!("{whose} {}", quote.place),
            false => format!("{whose} {} “{}”", quote.place, quote.text),
        };
        lines.extend(
            wrap::lines(&text, width)
                .into_iter()
                .map(|l| (l, look.plain())),
        );
    }
    let rows = usize::from(inner.height);
    let top = state.quotes_top.min(lines.len().saturating_sub(rows));
    canvas.more(area, top, (lines.len() - top).saturating_sub(rows));
    for ((row, style), y) in lines.iter().skip(top).zip(inner.y..inner.y + inner.height) {
        canvas.text(inner.x + 1, y, inner.width - 1, row, *style);
    }
}
