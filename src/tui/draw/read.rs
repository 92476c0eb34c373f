//! Read & code: gutter, text, codes.

use crate::app::read::{Mark, Marks, Others, Pane as ReadPane, lanes};
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::desk::Desk;
use crate::model::ids::SourceId;
use crate::model::source::Source;
use crate::model::text::Span;
use crate::model::wrap::{letters, width};
use crate::report::searched::clause;
use crate::tui::canvas::Canvas;
use ratatui::style::Modifier;

/// Source, kind, arm, how far one is.
pub(super) fn heading(app: &App, source: &Source) -> String {
    let mut parts = vec![format!("{} {}", source.name, source.kind.word())];
    parts.extend(source.attributes.iter().map(|(_, v)| v.clone()));
    if let Some(document) = &app.screens.read.document {
        let turns = document.structure.turns.len();
        let at = document
            .structure
            .turn_at(app.screens.read.cursor)
            .map_or(0, |t| t + 1);
        parts.push(format!("{at}/{turns} turns"));
    }
    parts.join(" · ")
}

/// What is selected, or what is coded here, and what one's codings belong to.
pub(super) fn status(app: &App) -> String {
    let (Some(source), Some(document)) = (
        app.screens
            .read
            .source
            .as_ref()
            .and_then(|s| app.cx.view.source(s)),
        &app.screens.read.document,
    ) else {
        return String::new();
    };
    let at = Span {
        start: app.screens.read.cursor,
        end: app.screens.read.cursor + 1,
    };
    let cited = format!(
        "{}:{}",
        source.name,
        document
            .structure
            .cite(app.screens.read.selection().unwrap_or(at))
    );
    let here = match app.screens.read.selection() {
        Some(span) => format!(
            "{} characters: {}",
            span.len(),
            app.screens.read.selected_unit()
        ),
        None => {
            let names: Vec<String> = app
                .screens
                .read
                .here()
                .iter()
                .map(|m| {
                    let name = app.cx.view.codebook().name(m.code);
                    let who = if m.coder == app.cx.me {
                        String::new()
                    } else {
                        format!(" ({})", m.coder)
                    };
                    let unsure = if m.certain { "" } else { " unsure" };
                    let focus = if Some(m.id) == app.screens.read.focus {
                        "▸"
                    } else {
                        ""
                    };
                    let rated = app.cx.view.coding(m.id).and_then(|c| c.rating);
                    let rated = rated.map_or(String::new(), |r| format!(" {r}"));
                    format!("{focus}{} {name}{rated}{who}{unsure}", m.key)
                })
                .collect();
            names.join(" · ")
        }
    };
    let desk = match app.cx.view.desk(&source.id) {
        Desk::Round(id) => app.cx.view.round(id).map_or(String::new(), |r| {
            let done = r
                .finished
                .get(&app.cx.me)
                .is_some_and(|f| f.contains(&source.id));
            format!("{}{}", r.plan.name, if done { " · finished" } else { "" })
        }),
        Desk::Submitted(id) => app
            .cx
            .view
            .round(id)
            .map_or(String::new(), |r| format!("{} · submitted", r.plan.name)),
        Desk::Free => free(app, &source.id, here.is_empty()),
    };
    format!("{cited}  {desk}  {here}")
}

/// What coding outside rounds means here: after a round over this source, that it is over, and
/// where nothing of one's own is under the cursor, how to see what the others coded.
fn free(app: &App, source: &SourceId, nothing: bool) -> String {
    let rounds = app.cx.view.rounds().iter().rev();
    let mut over = rounds.filter(|r| r.is_over() && r.plan.sources.contains(source));
    let Some(round) = over.next() else {
        return "free coding".to_owned();
    };
    let others = round.submitted.keys().any(|c| *c != app.cx.me);
    let hint = match others && nothing && app.screens.read.others == Others::Hidden {
        true => " · O: others' codings",
        false => "",
    };
    format!("{} over, now free coding{hint}", round.plan.name)
}

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let panes = app.screens.read.panes(app.cx.size.0, app.cx.size.1);
    let look = canvas.look;
    let title = app
        .screens
        .read
        .source
        .as_ref()
        .and_then(|s| app.cx.view.source(s))
        .map_or("", |s| s.name.as_str());
    let focus = look.frame(app.screens.read.pane == ReadPane::Text);
    canvas.pane(panes.text, title, "", focus);
    canvas.hit(panes.text, Target::Pane(Pane::Text));
    if app.screens.read.document.is_none() {
        let text = match app.screens.read.source {
            Some(_) => "loading the text…",
            None => "No source is open. g s goes to the study; i there imports files.",
        };
        canvas.text(
            panes.text.x + 2,
            panes.text.y + 1,
            panes.text.width - 4,
            text,
            look.dim(),
        );
    }
    rows(app, panes.rows, panes.text, canvas);
    if let (Some(area), Some(below)) = (panes.codes, panes.clause) {
        canvas.clear(area);
        canvas.clear(below);
        codes(app, area, canvas);
        clause_of(app, below, canvas);
    }
}

fn rows(app: &App, area: Area, pane: Area, canvas: &mut Canvas) {
    let Some(document) = &app.screens.read.document else {
        return;
    };
    let look = canvas.look;
    let read = &app.screens.read;
    let selection = read.selection();
    let underlined = underlined(app);
    let coded = look.plain().add_modifier(Modifier::UNDERLINED);
    let gutter = lanes(app.cx.size.0);
    let seen = read
        .rows
        .iter()
        .skip(read.top)
        .take(usize::from(area.height));
    let margin = Margin::of(&read.marks, seen.map(|row| row.span), usize::from(gutter));
    for i in 0..area.height {
        let index = read.top + usize::from(i);
        let Some(row) = read.rows.get(index) else {
            break;
        };
        let y = area.y + i;
        let paragraph = document.structure.paragraphs[row.paragraph];
        let first = row.span.start == paragraph.span.start;
        let mut named = None;
        let (in_lanes, more) = &margin.rows[usize::from(i)];
        if *more {
            canvas.text(pane.x, y, 1, "+", look.dim());
        }
        for mark in in_lanes {
            let x = pane.x + gutter - mark.lane as u16;
            let begins = row.span.contains(mark.span.start);
            let mut style = look.code(mark.colour);
            if mark.coder != app.cx.me {
                style = style.add_modifier(Modifier::ITALIC);
            }
            if Some(mark.id) == read.focus {
                style = style.add_modifier(Modifier::REVERSED);
            }
            let glyph = if begins {
                mark.key.to_string()
            } else {
                look.glyph("│", "|").to_owned()
            };
            canvas.text(x, y, 1, &glyph, style);
            if begins {
                named = Some(*mark);
            }
        }
        if first {
            let number = format!("{:>4} ", paragraph.cited());
            canvas.text(pane.x + gutter + 1, y, 5, &number, look.dim());
        }
        if read.is_noted(row.span.start, row.span.end) {
            // Behind a number, and never in its last digit.
            let behind = if first && paragraph.number > 9_999 {
                6
            } else {
                5
            };
            let x = pane.x + gutter + behind;
            canvas.text(x, y, 1, look.glyph("•", "*"), look.dim());
        }
        let label_end = document
            .structure
            .turns
            .get(paragraph.turn as usize)
            .filter(|t| t.span.start <= row.span.start && row.span.start < t.talk)
            .map_or(0, |t| t.talk);
        let mut shown = Vec::new();
        let (mut point, mut before) = (row.span.start, 0);
        for (letter, wide) in letters(document.text.slice(row.span)) {
            let style = match () {
                () if selection.is_some_and(|s| s.contains(point)) => look.selected(),
                () if point < label_end => look.speaker(),
                () if underlined.is_some_and(|s| s.contains(point)) => coded,
                () => look.plain(),
            };
            if point == read.cursor && app.cx.overlays.is_empty() {
                canvas.cursor = Some((area.x + before, y));
            }
            shown.push((letter, style));
            before += wide as u16;
            point += letter.chars().count() as u32;
        }
        let x = area.x + canvas.letters(area.x, y, area.width, &shown);
        let spot = Area {
            x: pane.x + 1,
            y,
            width: pane.width - 2,
            height: 1,
        };
        canvas.hit(spot, Target::TextRow(index));
        // The name of a code where the row leaves room for it.
        if let Some(mark) = named {
            let name = app.cx.view.codebook().name(mark.code);
            let room = (area.x + area.width).saturating_sub(x + 2);
            if usize::from(room) > width(name) + 1 && room < area.width {
                canvas.right(area.x + area.width, y, name, look.code(mark.colour));
            }
        }
    }
}

/// What the margin shows of each row: the marks that have a lane, and whether there are more.
struct Margin<'m> {
    rows: Vec<(Vec<&'m Mark>, bool)>,
}

impl<'m> Margin<'m> {
    /// Of rows that follow one another. Every mark in sight is looked at once.
    fn of(marks: &'m Marks, rows: impl Iterator<Item = Span>, lanes: usize) -> Margin<'m> {
        let spans: Vec<Span> = rows.collect();
        let mut rows = vec![(Vec::new(), false); spans.len()];
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return Margin { rows };
        };
        let all = Span {
            start: first.start,
            end: last.end,
        };
        for mark in marks.touching(all) {
            let from = spans.partition_point(|row| row.end <= mark.span.start);
            for (row, span) in rows.iter_mut().zip(&spans).skip(from) {
                match mark.span.overlap(*span) {
                    0 if span.start >= mark.span.end => break,
                    0 => {}
                    _ if mark.lane < lanes => row.0.push(mark),
                    _ => row.1 = true,
                }
            }
        }
        Margin { rows }
    }
}

/// Coded text is underlined when the coding is in focus or under the cursor; else plain.
fn underlined(app: &App) -> Option<Span> {
    let focus = app.screens.read.focus;
    let by_focus = focus.and_then(|id| app.screens.read.marks.iter().find(|m| m.id == id));
    let spoken_of = by_focus.or_else(|| app.screens.read.own_here(&app.cx.me));
    spoken_of.map(|m| m.span)
}

fn codes(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let focus = look.frame(app.screens.read.pane == ReadPane::Codes);
    let beside = match app.screens.read.filter.text() {
        "" => "/ filter".to_owned(),
        filter => format!("/{filter}"),
    };
    let inner = canvas.pane(area, "Codes", &beside, focus);
    canvas.hit(area, Target::Pane(Pane::Codes));
    let shown = app.screens.read.codes_shown(app.cx.view.codebook());
    if shown.is_empty() {
        let text = match app.screens.read.filter.text() {
            "" => "No codes yet: select words, i makes them a code; space creates one by name."
                .to_owned(),
            filter => format!("No code is found by “{filter}”: / changes the filter."),
        };
        canvas.prose(inner, &text, look.dim());
    }
    let (top, rows) = (
        app.screens.read.codes.top.min(shown.len()),
        usize::from(inner.height),
    );
    canvas.more(area, top, (shown.len() - top).saturating_sub(rows));
    let counts = app.cx.own_counts();
    let pinned = app.screens.read.pinned(&app.cx);
    let here: Vec<_> = app.screens.read.here().iter().map(|m| m.code).collect();
    for (i, code) in shown
        .iter()
        .enumerate()
        .skip(app.screens.read.codes.top)
        .take(usize::from(inner.height))
    {
        let y = inner.y + (i - app.screens.read.codes.top) as u16;
        let indent = code.depth.min(6) * 2;
        let digit = pinned
            .iter()
            .position(|p| *p == code.id)
            .map_or(" ".to_owned(), |n| (n + 1).to_string());
        canvas.text(inner.x, y, 1, &digit, look.key());
        canvas.text(
            inner.x + 2 + indent,
            y,
            1,
            &code.key.to_string(),
            look.code(code.colour),
        );
        let count = counts.get(&code.id).copied().unwrap_or(0);
        let style = if here.contains(&code.id) {
            look.strong()
        } else {
            look.plain()
        };
        let room = inner.width.saturating_sub(4 + indent + 5);
        canvas.text(inner.x + 4 + indent, y, room, &code.name, style);
        canvas.right(inner.x + inner.width, y, &count.to_string(), look.dim());
        let row = Area {
            x: inner.x,
            y,
            width: inner.width,
            height: 1,
        };
        if i == app.screens.read.codes.at && app.screens.read.pane == ReadPane::Codes {
            canvas.paint(row, look.selected());
        }
        canvas.hit(row, Target::Row(Pane::Codes, i));
    }
}

/// Definition and criteria of the code under the cursor of the pane in focus.
fn clause_of(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let id = match app.screens.read.pane {
        ReadPane::Codes => app.screens.read.code_under_cursor(&app.cx),
        ReadPane::Text => app.screens.read.own_here(&app.cx.me).map(|m| m.code).or(app
            .cx
            .recent
            .first()
            .copied()),
    };
    let Some(code) = id.and_then(|id| app.cx.view.codebook().get(id)) else {
        canvas.pane(area, "", "", look.dim());
        return;
    };
    canvas.pane(area, &code.name, "", look.dim());
    canvas.fill(area, 0, &clause(code));
}
