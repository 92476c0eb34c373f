//! The Themes screen: the outline, what is written about the row under the cursor, and the map.

use crate::app::screen::Area;
use crate::app::themes::{Fold, Pen, Row, ThemesPane};
use crate::app::{App, Pane, Target};
use crate::model::theme::Node;
use crate::model::wrap::{self, width};
use crate::report::map_figures::Section;
use crate::tui::canvas::Canvas;
use crate::tui::look::Lines;
use ratatui::style::Style;

/// What the title line says after the screen's name.
pub(super) fn heading(app: &App) -> String {
    app.screens.themes.themes_heading(&app.cx)
}

/// What the row above the footer says: on what the counts rest.
pub(super) fn status(app: &App) -> String {
    app.screens.themes.themes_basis()
}

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let panes = app.screens.themes.panes(app.cx.size.0, app.cx.size.1);
    // Said where there is room for it: on the map, or on the outline when it stands alone.
    let blind = app.screens.themes.themes_blind(&app.cx).unwrap_or_default();
    let beside_outline = match panes.map {
        Some(_) => "",
        None => &blind,
    };
    if let Some(area) = panes.outline {
        outline(app, area, beside_outline, canvas);
    }
    if let Some(area) = panes.about {
        about(app, area, canvas);
    }
    if let Some(area) = panes.map {
        map(app, area, &blind, canvas);
    }
}

fn focus(app: &App, pane: ThemesPane, canvas: &Canvas) -> Style {
    canvas.look.frame(app.screens.themes.pane == pane)
}

fn outline(app: &App, area: Area, beside: &str, canvas: &mut Canvas) {
    let look = canvas.look;
    let style = focus(app, ThemesPane::Outline, canvas);
    let beside = match beside {
        "" => "segments · people p",
        text => text,
    };
    let inner = canvas.pane(area, "Outline", beside, style);
    canvas.hit(area, Target::Pane(Pane::Outline));
    let lesson = app.screens.themes.lesson(inner.width);
    for (i, row) in lesson.iter().enumerate() {
        canvas.text(
            inner.x + 1,
            inner.y + i as u16,
            inner.width - 2,
            row,
            look.plain(),
        );
    }
    let (_, list) = inner.split_top(lesson.len() as u16);
    let top = app.screens.themes.list.top;
    let rows = app.screens.themes.rows.iter().enumerate();
    for (i, line) in rows.skip(top).take(usize::from(list.height)) {
        let y = list.y + (i - top) as u16;
        let spot = Area {
            y,
            height: 1,
            ..list
        };
        row(app, line, spot, canvas);
        if i == app.screens.themes.list.at {
            let style = match app.screens.themes.pane {
                ThemesPane::Outline => look.selected(),
                ThemesPane::Map => look.strong(),
            };
            canvas.paint(spot, style);
        }
        canvas.hit(spot, Target::Row(Pane::Outline, i));
    }
}

fn row(app: &App, line: &crate::app::themes::Line, spot: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let indent = line.depth.min(8) * 2;
    let mark = match line.fold {
        Fold::Leaf => " ",
        Fold::Open => look.glyph("▾", "v"),
        Fold::Shut => look.glyph("▸", ">"),
    };
    canvas.text(spot.x + indent, spot.y, 1, mark, look.dim());
    let mut x = spot.x + indent + 2;
    let right = spot.x + spot.width;
    let count = match line.row {
        Row::Heading(section) => app.screens.themes.below(section).to_string(),
        row => row.node().map_or(String::new(), |node| counted(app, node)),
    };
    let name = match line.row {
        Row::Theme(id) => app.screens.themes.node_name(Node::Theme(id), &app.cx),
        Row::Heading(Section::Related) => "related, under no theme".to_owned(),
        Row::Heading(Section::NotYet) => "not on the map yet".to_owned(),
        Row::Placed(_, id) | Row::Loose(id) => {
            let code = app.cx.view.codebook().get(id);
            if let Some(code) = code {
                canvas.text(x, spot.y, 1, &code.key.to_string(), look.code(code.colour));
            }
            x += 2;
            let gone = match code.is_some_and(|c| c.retired) {
                true => " (retired)",
                false => "",
            };
            format!(
                "{}{gone}",
                app.screens.themes.node_name(Node::Code(id), &app.cx)
            )
        }
    };
    let style = match line.row {
        Row::Theme(_) if line.depth == 0 => look.strong(),
        Row::Heading(_) => look.dim(),
        _ => look.plain(),
    };
    if let Row::Heading(_) = line.row {
        canvas.text(x, spot.y, right - x, &format!("{name} {count}"), style);
        return;
    }
    let room = right.saturating_sub(x + width(&count) as u16 + 1);
    canvas.text(x, spot.y, room, &name, style);
    canvas.right(right, spot.y, &count, look.dim());
}

/// Segments and people behind a theme or code; people only once all texts are here.
fn counted(app: &App, node: Node) -> String {
    let Some(figures) = app.screens.themes.figures() else {
        return "…".to_owned();
    };
    let count = figures.count(node);
    match figures.unread {
        0 => format!("{} · {:>2}p", count.segments, count.participants),
        _ => format!("{} ·  …", count.segments),
    }
}

fn about(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let Some(node) = app.screens.themes.node() else {
        canvas.pane(area, "", "", look.dim());
        return;
    };
    canvas.pane(
        area,
        &app.screens.themes.node_name(node, &app.cx),
        "",
        look.dim(),
    );
    let text = app.screens.themes.about_node(node, &app.cx);
    canvas.fill(area, 1, &text);
}

/// The part of the map scrolled to.
struct Window {
    area: Area,
    /// Column and row of the map at its corner.
    from: (usize, usize),
}

impl Window {
    /// Where a rectangle of the map is on the screen, as far as it is seen.
    fn seen(&self, [x, y, wide, high]: [usize; 4]) -> Option<Area> {
        let along = |at: usize, len: usize, from: usize, room: u16| {
            let start = at.max(from) - from;
            let end = (at + len).saturating_sub(from).min(usize::from(room));
            (start < end).then(|| (start as u16, (end - start) as u16))
        };
        let (x, width) = along(x, wide, self.from.0, self.area.width)?;
        let (y, height) = along(y, high, self.from.1, self.area.height)?;
        Some(Area {
            x: self.area.x + x,
            y: self.area.y + y,
            width,
            height,
        })
    }
}

fn map(app: &App, area: Area, blind: &str, canvas: &mut Canvas) {
    let look = canvas.look;
    let style = focus(app, ThemesPane::Map, canvas);
    let inner = canvas.pane(area, "Map", blind, style);
    canvas.hit(area, Target::Pane(Pane::Map));
    let chart = &app.screens.themes.chart;
    let window = Window {
        area: inner,
        from: app.screens.themes.scroll,
    };
    if chart.size().1 == 0 {
        let text = "The map is drawn here once there is a theme.";
        canvas.text(inner.x + 1, inner.y, inner.width - 2, text, look.dim());
        return;
    }
    let pen = match look.lines {
        Lines::Box => Pen::Lines,
        Lines::Ascii => Pen::Ascii,
    };
    let rows = chart.rows(pen);
    let seen = rows
        .iter()
        .skip(window.from.1)
        .take(usize::from(inner.height));
    for (i, text) in seen.enumerate() {
        let text = wrap::from_column(text, window.from.0);
        canvas.uncut(
            inner.x,
            inner.y + i as u16,
            inner.width,
            &text,
            look.plain(),
        );
    }
    for (i, (_, place)) in chart.nodes().enumerate() {
        if let Some(spot) = window.seen(place) {
            canvas.hit(spot, Target::Row(Pane::Map, i));
        }
    }
    chosen(app, &window, canvas);
    more(app, &window, area, canvas);
}

/// Paints what the cursor of the outline stands on.
fn chosen(app: &App, window: &Window, canvas: &mut Canvas) {
    let wanted = app
        .screens
        .themes
        .row()
        .and_then(Row::on_map)
        .unwrap_or_default();
    let texts = |node: Node| {
        let texts = app.screens.themes.chart.texts(node);
        (!texts.is_empty()).then_some(texts)
    };
    let texts = wanted.into_iter().flatten().find_map(texts);
    for [x, y, wide] in texts.unwrap_or_default() {
        if let Some(spot) = window.seen([x, y, wide, 1]) {
            canvas.paint(spot, canvas.look.selected());
        }
    }
}

/// Says on the border which way there is more of the map.
fn more(app: &App, window: &Window, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let (wide, high) = app.screens.themes.chart.size();
    let (x, y) = window.from;
    let ways = [
        (x > 0, look.glyph("←", "<")),
        (y > 0, look.glyph("↑", "^")),
        (
            y + usize::from(window.area.height) < high,
            look.glyph("↓", "v"),
        ),
        (
            x + usize::from(window.area.width) < wide,
            look.glyph("→", ">"),
        ),
    ];
    let arrows: Vec<&str> = ways.iter().filter(|w| w.0).map(|w| w.1).collect();
    if !arrows.is_empty() {
        let text = format!(" more {} ", arrows.join(" "));
        canvas.right(
            area.x + area.width - 1,
            area.y + area.height - 1,
            &text,
            look.dim(),
        );
    }
}
