//! The Search screen: the query, and its hits.

use crate::app::effect::SearchOrder;
use crate::app::screen::Area;
use crate::app::search::places;
use crate::app::wrap;
use crate::app::{App, Pane, Target};
use crate::tui::canvas::Canvas;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let look = canvas.look;
    let (top, below) = places(app.size.0, app.size.1);
    let order = match app.search.order {
        SearchOrder::Relevance => "by relevance",
        SearchOrder::Source => "in source order",
    };
    let inner = canvas.pane(top, "Query", order, look.dim());
    let (text, style) = match app.search.query.as_str() {
        "" => (
            "/ writes a query: words, \"a phrase\", OR, -not, prefix*, speaker:, code:",
            look.dim(),
        ),
        query => (query, look.strong()),
    };
    canvas.clipped(inner.x + 1, inner.y, inner.width - 2, text, style);
    let title = match (&app.search.trouble, app.search.waiting()) {
        (_, true) => "searching…".to_owned(),
        (Some(_), _) => "Hits".to_owned(),
        (None, _) if app.search.query.is_empty() => "Hits".to_owned(),
        (None, _) => format!("{} hits", app.search.total),
    };
    let partial = match app.indexed {
        (done, total) if done < total => format!("searched {done} of {total} sources so far"),
        _ => String::new(),
    };
    let inner = canvas.pane(below, &title, &partial, look.focus());
    canvas.hit(below, Target::Pane(Pane::Hits));
    if let Some(why) = &app.search.trouble {
        for (i, row) in wrap::lines(why, usize::from(inner.width - 2))
            .iter()
            .enumerate()
        {
            canvas.text(
                inner.x + 1,
                inner.y + i as u16,
                inner.width,
                row,
                look.error(),
            );
        }
        return;
    }
    let page = usize::from(inner.height / 2).max(1);
    for (i, hit) in app
        .search
        .hits
        .iter()
        .enumerate()
        .skip(app.search.list.top)
        .take(page)
    {
        let y = inner.y + (i - app.search.list.top) as u16 * 2;
        let style = if i == app.search.list.at {
            look.selected()
        } else {
            look.strong()
        };
        let title = wrap::pad(&hit.title, usize::from(inner.width - 1));
        canvas.text(inner.x + 1, y, inner.width - 1, &title, style);
        let mut x = inner.x + 3;
        let from = first_shown(
            &hit.excerpt,
            &hit.marks,
            usize::from(inner.width.saturating_sub(6)),
        );
        if from > 0 {
            x += canvas.text(x, y + 1, 1, "…", look.dim());
        }
        for (at, c) in hit.excerpt.chars().enumerate().skip(from) {
            let marked = hit.marks.iter().any(|(a, b)| *a <= at && at < *b);
            let style = if marked { look.warn() } else { look.plain() };
            let room = (inner.x + inner.width).saturating_sub(x + 1);
            let symbol = c.to_string();
            if usize::from(room) < wrap::width(&symbol) {
                canvas.text(x, y + 1, 1, "…", look.dim());
                break;
            }
            x += canvas.text(x, y + 1, room, &symbol, style);
        }
        let row = Area {
            x: inner.x,
            y,
            width: inner.width,
            height: 2,
        };
        canvas.hit(row, Target::Row(Pane::Hits, i));
    }
}

/// The first character of an excerpt to show so that its first match is seen.
fn first_shown(excerpt: &str, marks: &[(usize, usize)], room: usize) -> usize {
    let Some((start, end)) = marks.first().copied() else {
        return 0;
    };
    let cells = |from: usize, to: usize| {
        let part: String = excerpt
            .chars()
            .skip(from)
            .take(to.saturating_sub(from))
            .collect();
        wrap::width(&part)
    };
    if cells(0, end) <= room {
        return 0;
    }
    // A third of the row before the match, the rest for it and what follows.
    (0..start)
        .find(|from| cells(*from, start) <= room / 3)
        .unwrap_or(start)
}
