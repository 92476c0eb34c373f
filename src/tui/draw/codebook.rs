//! The Codebook screen: the tree, and the clause of the code under the cursor.

use super::memo;
use crate::app::codebook::{asked, panes, review};
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::coding::MemoOn;
use crate::model::ids::CodeId;
use crate::model::review::{Review, Reviewed};
use crate::model::theme::Node;
use crate::model::view::View;
use crate::report::Texts;
use crate::report::markdown::{Mark, Row, plain};
use crate::report::review::{heading, judged_words, of_code};
use crate::report::searched::clause;
use crate::report::words::counted;
use crate::tui::canvas::Canvas;
use std::collections::BTreeSet;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let look = canvas.look;
    let (left, right) = panes(app.cx.size.0, app.cx.size.1);
    let codebook = app.cx.view.codebook();
    let shown = app.screens.codebook.shown();
    let title = format!("Codes {}", codebook.active().count());
    let review = review(&app.cx);
    let frozen = app.cx.view.frozen_by();
    let aside = match (review, frozen) {
        (Some(review), _) => heading(&app.cx.view, review, &app.cx.me),
        (None, Some(round)) => format!("frozen by {}", round.plan.name),
        (None, None) => String::new(),
    };
    let inner = canvas.pane(left, &title, &aside, look.focus());
    canvas.hit(left, Target::Pane(Pane::Codebook));
    if shown.is_empty() {
        let text = "No codes yet.\n\na adds one; I adds the codes of a codebook file; or read a source and code in vivo.";
        canvas.prose(inner, text, look.plain());
    }
    let top = app.screens.codebook.list.top.min(shown.len());
    let below = (shown.len() - top).saturating_sub(usize::from(inner.height));
    canvas.more(left, top, below);
    let wide = match app.cx.view.reviews().is_empty() {
        true => 0,
        false => SAID,
    };
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
        let said = said(app, review, code.id);
        let room = inner.width.saturating_sub(indent + 4 + 5 + wide);
        let name = format!("{}{new}{conflict}", code.title());
        let style = if code.retired {
            look.dim()
        } else {
            look.plain()
        };
        canvas.text(inner.x + indent + 4, y, room, &name, style);
        let count = app.screens.codebook.count(code.id, &app.cx);
        let right = inner.x + inner.width;
        canvas.right(right, y, &count.to_string(), look.dim());
        canvas.right(right.saturating_sub(5), y, &said, look.plain());
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

/// Cells of what a reviewer said of a code.
const SAID: u16 = 9;

/// What a reviewer last said of a code, `*` where the code was changed since; to others what asks for
/// a change and is left as it is.
fn said(app: &App, review: Option<&Review>, code: CodeId) -> String {
    let changed = |j: &Reviewed| if j.since.is_empty() { "" } else { "*" };
    let judged = match review {
        Some(review) => review.last(&app.cx.me, code),
        None => asked(&app.cx.view, code),
    };
    judged.map_or(String::new(), |j| {
        format!("{}{}", j.judgement.word(), changed(j))
    })
}

/// What was said of a code in reviews, the latest first; the review is named where there are several.
fn judgements(view: &View, code: CodeId) -> String {
    let several = view.reviews().len() > 1;
    let mut text = String::new();
    for (review, judged) in of_code(view, code) {
        let name = match several {
            true => format!("{}, ", review.plan.name),
            false => String::new(),
        };
        text.push_str(&format!("\n\n{name}{}", judged_words(judged, view)));
    }
    text
}

/// The segments of the code under the cursor, as quotes.
fn segments(app: &App, code: CodeId, text: &mut String) {
    let segments = app.screens.codebook.segments(code);
    let reviewed = review(&app.cx).map_or(0, |r| r.plan.sources.len());
    let sources: BTreeSet<_> = segments.iter().map(|s| &s.source).collect();
    let many = counted(segments.len(), "segment");
    text.push_str(&format!(
        "\n\n{many} in {} of the {} reviewed",
        sources.len(),
        counted(reviewed, "source")
    ));
    let texts = Texts::new(&app.cx.view, &app.cx.documents);
    for segment in segments.iter().take(SHOWN) {
        let coders: Vec<&str> = segment.coders.iter().map(|c| c.as_str()).collect();
        let coders = coders.join(" ");
        let quote = match app.cx.documents.contains_key(&segment.source) {
            true => texts.quote(&segment.source, segment.span),
            false => "…".to_owned(),
        };
        let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = texts.place(&segment.source, segment.span);
        text.push_str(&format!("\n\n{place}  {coders}\n“{quote}”"));
    }
}

/// More segments than a screen has rows for are not put into words.
const SHOWN: usize = 40;

fn beside(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let Some(code) = app.screens.codebook.codebook_code(&app.cx) else {
        canvas.pane(area, "", "", look.dim());
        return;
    };
    canvas.pane(area, &code.title(), code.colour.name(), look.dim());
    let mut text = clause(code);
    if review(&app.cx).is_none() {
        let density = app.cx.view.themes().density(Node::Code(code.id));
        text.push_str(&format!(
            "\n\nyour codings {} · relations {density} · made by {}",
            app.screens.codebook.count(code.id, &app.cx),
            code.by
        ));
    }
    for conflict in &code.conflicts {
        text.push_str(&format!(
            "\n≠ {} edited apart from each other; shown is the last:",
            conflict.field
        ));
        for (who, value) in &conflict.values {
            text.push_str(&format!("\n   {who}: {value}"));
        }
    }
    text.push_str(&judgements(&app.cx.view, code.id));
    if review(&app.cx).is_some() {
        segments(app, code.id, &mut text);
    }
    let cells = usize::from(area.inner().width.saturating_sub(1));
    let mut rows = plain(&text, cells, Mark::default());
    for memo in app.cx.view.memos_on(&MemoOn::Code(code.id)) {
        rows.push(Row::new());
        rows.extend(memo::beside(memo, cells));
    }
    memo::fill(&rows, area, 1, canvas);
}
