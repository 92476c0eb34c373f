//! The Words screen: words with their figures, a word in context, what stands beside it.

use crate::app::screen::Area;
use crate::app::wordlist::{FIGURE, Look as Looked, SHARE, WordList};
use crate::app::{App, Pane, Target};
use crate::model::wrap::{clip, width};
use crate::report::Texts;
use crate::report::wordlist::{
    Asked, CONTEXT, Collocates, Concordance, Frequencies, Line, Order, Sorting,
};
use crate::tui::canvas::Canvas;
use ratatui::style::Style;

/// The most cells a word takes.
const WORD: u16 = 32;

/// Cells between the columns of a word in context.
const GAP: usize = 2;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let state = &app.screens.wordlist;
    let panes = state.panes(&app.cx);
    let (look, looked) = (canvas.look, state.look());
    canvas.prose(panes.head, &state.said(&app.cx), look.dim());
    canvas.pane(panes.list, &state.title(), &grouped(looked), look.focus());
    let page = usize::from(panes.rows.height);
    let top = looked.list.top.min(looked.rows.len());
    let below = (looked.rows.len() - top).saturating_sub(page);
    canvas.more(panes.list, top, below);
    if let Some(found) = looked.words() {
        words(state, found, panes.rows, canvas);
    }
    if let Some(found) = looked.places() {
        places(app, looked, found, panes.rows, canvas);
    }
    if let Some(found) = looked.beside() {
        beside(looked, found, panes.rows, canvas);
    }
    if looked.rows.is_empty() {
        canvas.prose(panes.rows, &state.nothing(), look.plain());
    }
}

/// What words are counted apart for.
fn grouped(looked: &Looked) -> String {
    let by = looked.words().and_then(|found| found.by.as_ref());
    by.map_or(String::new(), |by| format!("by {by}"))
}

/// The rows in sight, each with its number and its line; what is drawn there before is painted over at
/// the cursor.
fn lines(
    looked: &Looked,
    area: Area,
    pane: Pane,
    canvas: &mut Canvas,
    mut each: impl FnMut(usize, Area, &mut Canvas),
) {
    let rows = looked.rows.iter().enumerate().skip(looked.list.top);
    for ((n, row), y) in rows.zip(area.y..area.y + area.height) {
        let line = Area {
            y,
            height: 1,
            ..area
        };
        each(*row, line, canvas);
        if n == looked.list.at {
            canvas.paint(line, canvas.look.selected());
        }
        canvas.hit(line, Target::Row(pane, n));
    }
}

/// Figures at the right of their columns, each so wide, from a column on.
fn figures(cells: &[(String, u16)], (mut x, y): (u16, u16), style: Style, canvas: &mut Canvas) {
    for (text, wide) in cells {
        x += wide;
        let text = clip(text, usize::from(wide.saturating_sub(1)));
        canvas.right(x, y, &text, style);
    }
}

fn words(state: &WordList, found: &Frequencies, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let fixed = 2 * FIGURE + SHARE;
    let shown = state.groups_shown(area.width);
    let used = fixed + 2 * FIGURE * shown.len() as u16;
    let word = area.width.saturating_sub(used).min(WORD);
    let x = area.x + word;
    let counts = |times: u64, people: usize, share: String, groups: Vec<(u64, usize)>| {
        let figure = |n: String| (n, FIGURE);
        let mut cells = vec![
            figure(times.to_string()),
            figure(people.to_string()),
            (share, SHARE),
        ];
        for (times, people) in groups.get(shown.clone()).unwrap_or_default() {
            cells.extend([figure(times.to_string()), figure(people.to_string())]);
        }
        cells
    };
    headings(state, found, (word, shown.clone()), area, canvas);
    let all = found.groups.iter().map(|g| (g.count.times, g.count.people));
    let heard = &found.heard;
    let all = counts(
        heard.words,
        heard.people.len(),
        String::new(),
        all.collect(),
    );
    let y = area.y.saturating_sub(1);
    canvas.text(area.x, y, word, "all words", look.dim());
    figures(&all, (x, y), look.dim(), canvas);
    lines(
        &state.words,
        area,
        Pane::Words,
        canvas,
        |row, line, canvas| {
            let row = &found.rows[row];
            let groups = row.groups.iter().map(|count| (count.times, count.people));
            let share = format!("{:.2}", row.per_1000);
            let cells = counts(row.count.times, row.count.people, share, groups.collect());
            canvas.text(
                line.x,
                line.y,
                word.saturating_sub(1),
                &row.word,
                look.plain(),
            );
            figures(&cells, (x, line.y), look.plain(), canvas);
        },
    );
}

/// The headings of words, two rows above them; where there are groups, their names above.
fn headings(
    state: &WordList,
    found: &Frequencies,
    (word, groups): (u16, std::ops::Range<usize>),
    area: Area,
    canvas: &mut Canvas,
) {
    let look = canvas.look;
    let y = area.y.saturating_sub(2);
    let sorted = |order: Order, name: &str| match state.order == order {
        true => format!("{}{name}", look.glyph("▾", "v")),
        false => name.to_owned(),
    };
    canvas.text(area.x, y, word, &sorted(Order::Word, "word"), look.dim());
    let figure = |name: String| (name, FIGURE);
    let mut cells = vec![
        figure(sorted(Order::Times, "times")),
        figure(sorted(Order::People, "people")),
        ("per 1,000".to_owned(), SHARE),
    ];
    let pair = || [figure("times".to_owned()), figure("people".to_owned())];
    cells.extend(groups.clone().flat_map(|_| pair()));
    figures(&cells, (area.x + word, y), look.dim(), canvas);
    let spots = [(0, word), (word, FIGURE), (word + FIGURE, FIGURE)];
    for (column, (x, width)) in spots.into_iter().enumerate() {
        let spot = Area {
            x: area.x + x,
            y,
            width,
            height: 1,
        };
        canvas.hit(spot, Target::Heading(column));
    }
    let names = found.group_names().skip(groups.start).take(groups.len());
    let names = names.map(|name| (name.to_owned(), 2 * FIGURE));
    let names: Vec<(String, u16)> = names.collect();
    let x = area.x + word + 2 * FIGURE + SHARE;
    let above = y.saturating_sub(1);
    figures(&names, (x, above), look.strong(), canvas);
    if groups.start > 0 {
        canvas.text(x, above, 1, look.glyph("◂", "<"), look.warn());
    }
    if groups.end < found.groups.len() {
        let x = area.x + area.width;
        canvas.text(x, above, 1, look.glyph("▸", ">"), look.warn());
    }
}

fn beside(looked: &Looked, found: &Collocates, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let columns = [
        (16, "times together"),
        (8, "in all"),
        (8, "people"),
        (10, "log-dice"),
    ];
    let wide: u16 = columns.iter().map(|(wide, _)| wide).sum();
    let word = area.width.saturating_sub(wide).min(WORD);
    let y = area.y.saturating_sub(1);
    canvas.text(area.x, y, word, "word", look.dim());
    let headings = columns.map(|(wide, name)| (name.to_owned(), wide));
    figures(&headings, (area.x + word, y), look.dim(), canvas);
    lines(looked, area, Pane::Places, canvas, |row, line, canvas| {
        let row = &found.rows[row];
        let cells = [
            row.together.to_string(),
            row.times.to_string(),
            row.people.to_string(),
            format!("{:.2}", row.log_dice),
        ];
        let wide = columns.map(|(wide, _)| wide);
        let cells: Vec<(String, u16)> = cells.into_iter().zip(wide).collect();
        canvas.text(
            line.x,
            line.y,
            word.saturating_sub(1),
            &row.word,
            look.plain(),
        );
        figures(&cells, (line.x + word, line.y), look.plain(), canvas);
    });
}

/// A place as it is shown: its words, who says them, and where.
struct Shown<'f> {
    line: &'f Line,
    place: String,
}

fn places(app: &App, looked: &Looked, found: &Concordance, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let texts = Texts::new(&app.cx.view, &looked.documents);
    let page = usize::from(area.height);
    let seen = looked.rows.iter().skip(looked.list.top).take(page);
    let shown: Vec<Shown> = seen
        .map(|row| &found.lines[*row])
        .map(|line| Shown {
            line,
            place: texts.place(&line.source, line.span),
        })
        .collect();
    let widest = |of: &dyn Fn(&Shown) -> usize, most: usize| {
        shown.iter().map(of).max().unwrap_or(0).min(most)
    };
    let room = usize::from(area.width);
    // The heading has a sign before it where lines stand as one reads.
    let place = widest(&|s| width(&s.place), room / 4).max(1 + "place".len());
    let speaker = widest(&|s| s.line.speaker.as_deref().map_or(0, width), room / 8);
    let speaker = speaker.max("who".len());
    let keyword = widest(
        &|s| width(&s.line.context_within(texts, 1).keyword),
        room / 4,
    );
    let used = place + speaker + keyword + 4 * GAP;
    let side = (room.saturating_sub(used) / 2).min(CONTEXT);
    let ends = [side, keyword, side, speaker, place];
    let mut starts = [area.x; 5];
    for n in 1..5 {
        starts[n] = starts[n - 1] + (ends[n - 1] + GAP) as u16;
    }
    let sorted = match looked.asked {
        Asked::Places(_, sorting) => sorting,
        _ => Sorting::Place,
    };
    let sign = |by: Sorting, name: &str| match sorted == by {
        true => format!("{}{name}", look.glyph("▾", "v")),
        false => name.to_owned(),
    };
    let y = area.y.saturating_sub(1);
    canvas.right(
        starts[0] + side as u16,
        y,
        &sign(Sorting::Left, "before"),
        look.dim(),
    );
    canvas.text(
        starts[2],
        y,
        side as u16,
        &sign(Sorting::Right, "behind"),
        look.dim(),
    );
    canvas.text(starts[3], y, speaker as u16, "who", look.dim());
    canvas.text(
        starts[4],
        y,
        place as u16,
        &sign(Sorting::Place, "place"),
        look.dim(),
    );
    lines(looked, area, Pane::Places, canvas, |row, line, canvas| {
        let at = &found.lines[row];
        let context = at.context_within(texts, side);
        let y = line.y;
        let left = context.left.trim_end();
        canvas.right(starts[0] + side as u16, y, left, look.plain());
        canvas.text(
            starts[1],
            y,
            keyword as u16,
            &context.keyword,
            look.strong(),
        );
        canvas.text(
            starts[2],
            y,
            side as u16,
            context.right.trim_start(),
            look.plain(),
        );
        let who = at.speaker.as_deref().unwrap_or_default();
        canvas.text(starts[3], y, speaker as u16, who, look.speaker());
        let place_of = texts.place(&at.source, at.span);
        canvas.text(starts[4], y, place as u16, &place_of, look.dim());
    });
}
