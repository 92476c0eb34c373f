//! The Search screen: the query, and its hits.

use super::memo;
use crate::app::screen::Area;
use crate::app::search::{Written, panes};
use crate::app::{App, Pane, Target};
use crate::model::wrap::{self, cells, letters};
use crate::tui::canvas::Canvas;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let look = canvas.look;
    let panes = panes(app.cx.size.0, app.cx.size.1);
    beside(app, panes.text, canvas);
    let (top, below) = (panes.query, panes.hits);
    let order = app.screens.search.order_words();
    let inner = canvas.pane(top, "Query", &order, look.dim());
    let (text, style) = match app.screens.search.query.as_str() {
        "" => (
            "/ writes a query: words, \"a phrase\", or, -not, coded:hope, by:ana, uncoded",
            look.dim(),
        ),
        query => (query, look.strong()),
    };
    canvas.text(inner.x + 1, inner.y, inner.width - 2, text, style);
    let title = match (&app.screens.search.trouble, app.screens.search.waiting()) {
        (_, true) => "searching…".to_owned(),
        (Some(_), _) => "Hits".to_owned(),
        (None, _) if app.screens.search.query.is_empty() => "Hits".to_owned(),
        (None, _) => app.screens.search.counted(),
    };
    let partial = match app.cx.indexed {
        (done, total) if done < total => format!("searched {done} of {total} sources so far"),
        _ => String::new(),
    };
    let inner = canvas.pane(below, &title, &partial, look.focus());
    canvas.hit(below, Target::Pane(Pane::Hits));
    if let Some(why) = &app.screens.search.trouble {
        return canvas.prose(inner.inside(), why, look.error());
    }
    if app.screens.search.hits.is_empty()
        && !app.screens.search.query.is_empty()
        && !app.screens.search.waiting()
    {
        let search = &app.screens.search;
        let hint = search
            .hint
            .as_ref()
            .map_or(String::new(), |why| format!(" · {why}"));
        let text = format!(
            "nothing is found by “{}”{hint}: / changes the query",
            search.query
        );
        return canvas.prose(inner.inside(), &text, look.plain());
    }
    let page = usize::from(inner.height / 2).max(1);
    for (i, hit) in app
        .screens
        .search
        .hits
        .iter()
        .enumerate()
        .skip(app.screens.search.list.top)
        .take(page)
    {
        let y = inner.y + (i - app.screens.search.list.top) as u16 * 2;
        let style = if i == app.screens.search.list.at {
            look.selected()
        } else {
            look.strong()
        };
        let row = Area {
            x: inner.x,
            y,
            width: inner.width,
            height: 2,
        };
        canvas.hit(row, Target::Row(Pane::Hits, i));
        let title = hit.as_ref().map_or("…", |hit| hit.title.as_str());
        let title = wrap::pad(title, usize::from(inner.width - 1));
        let tick = match app.screens.search.ticked.contains(&i) {
            true => look.glyph("✓", "x"),
            false => " ",
        };
        canvas.text(inner.x, y, 1, tick, look.good());
        canvas.text(inner.x + 1, y, inner.width - 1, &title, style);
        let Some(hit) = hit else { continue };
        let line = marked(&hit.excerpt, &hit.marks);
        let from = first_shown(&line, usize::from(inner.width.saturating_sub(6)));
        let mut x = inner.x + 3;
        if from > 0 {
            x += canvas.text(x, y + 1, 1, "…", look.dim());
        }
        let style = |marked: bool| if marked { look.warn() } else { look.plain() };
        let seen = line[from..].iter().map(|(letter, m)| (*letter, style(*m)));
        let room = (inner.x + inner.width).saturating_sub(x + 1);
        canvas.letters(x, y + 1, room, &seen.collect::<Vec<_>>());
    }
}

/// The text around the hit at the cursor, and what is coded there.
fn beside(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let search = &app.screens.search;
    let hit = search.here();
    if let Some((title, text)) = search.note_here(&app.cx) {
        canvas.pane(area, &title, "", look.dim());
        return match text {
            Written::Clause(text) => canvas.fill(area, 1, &text),
            Written::Memo(memo) => {
                let cells = usize::from(area.inner().width.saturating_sub(1));
                memo::fill(&memo::beside(&memo, cells), area, 1, canvas);
            }
        };
    }
    let title = hit.as_ref().map(|hit| app.cx.view.source_name(&hit.source));
    let inner = canvas.pane(area, &title.unwrap_or_default(), "", look.dim());
    let Some(hit) = hit else {
        return;
    };
    let Some(document) = app.cx.documents.get(&hit.source) else {
        return canvas.prose(inner.inside(), "the text is being loaded", look.dim());
    };
    let text = search.text_area(app.cx.size.0, app.cx.size.1);
    let passage = &search.beside.passage;
    for (row, y) in passage
        .rows
        .iter()
        .skip(passage.top)
        .zip(text.y..text.y + text.height)
    {
        let paragraph = document.structure.paragraphs[row.paragraph];
        if row.span.start == paragraph.span.start {
            canvas.right(text.x - 1, y, &paragraph.cited().to_string(), look.dim());
        }
        let turn = document.structure.turns.get(paragraph.turn as usize);
        let talk = turn
            .filter(|t| t.span.start <= row.span.start)
            .map_or(0, |t| t.talk);
        let mut point = row.span.start;
        let mut shown = Vec::new();
        for (letter, _) in letters(document.text.slice(row.span)) {
            let style = match () {
                () if hit.span.contains(point) => look.warn(),
                () if point < talk => look.speaker(),
                () => look.plain(),
            };
            shown.push((letter, style));
            point += letter.chars().count() as u32;
        }
        canvas.letters(text.x, y, text.width, &shown);
    }
    let codes = match search.beside.codes.is_empty() {
        true => "nothing is coded here".to_owned(),
        false => search.beside.codes.join(" · "),
    };
    let below = Area {
        y: text.y + text.height,
        height: inner.height - text.height,
        ..inner.inside()
    };
    canvas.prose(below, &codes, look.dim());
}

/// The letters of an excerpt, and whether a character of each is in one of the ranges.
fn marked<'e>(excerpt: &'e str, ranges: &[(usize, usize)]) -> Vec<(&'e str, bool)> {
    let mut at = 0;
    letters(excerpt)
        .map(|(letter, _)| {
            let from = at;
            at += letter.chars().count();
            (letter, ranges.iter().any(|(a, b)| *a < at && from < *b))
        })
        .collect()
}

/// The first letter of an excerpt to show so that its first match is seen.
fn first_shown(line: &[(&str, bool)], room: usize) -> usize {
    let Some(start) = line.iter().position(|(_, marked)| *marked) else {
        return 0;
    };
    let marked = line[start..].iter().take_while(|(_, marked)| *marked);
    let end = start + marked.count();
    let wide = |part: &[(&str, bool)]| part.iter().map(|(l, _)| cells(l)).sum::<usize>();
    if wide(&line[..end]) <= room {
        return 0;
    }
    // A third of the row before the match, the rest for it and what follows.
    (0..start)
        .find(|from| wide(&line[*from..start]) <= room / 3)
        .unwrap_or(start)
}
