//! Drawing: one file per screen. Borrows the state, changes nothing.

mod agreement;
mod codebook;
mod conference;
mod framework;
mod matrix;
mod memo;
mod overlay;
mod participants;
mod read;
mod reconcile;
mod search;
mod study;
mod themes;
mod wordlist;

use super::canvas::{Canvas, Hits};
use super::look::Look;
use crate::app::available;
use crate::app::keymap;
use crate::app::notice::Gravity;
use crate::app::screen::{Area, Frame, LEAST};
use crate::app::screens::ScreenId;
use crate::app::{App, Target};
use crate::model::wrap::{self, width};
use crate::report::words::counted;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

pub struct Drawn {
    pub hits: Hits,
    /// Where the terminal's cursor stands, if it is shown.
    pub cursor: Option<(u16, u16)>,
}

pub fn draw(app: &App, buf: &mut Buffer, look: Look) -> Drawn {
    let (wide, high) = (buf.area().width, buf.area().height);
    let mut canvas = Canvas::new(buf, look);
    if wide < LEAST.0 || high < LEAST.1 {
        let text = format!(
            "Tandem needs {} × {} cells; this is {wide} × {high}",
            LEAST.0, LEAST.1
        );
        canvas.text(0, 0, wide, &text, look.plain());
        return Drawn {
            hits: canvas.hits,
            cursor: None,
        };
    }
    let frame = Frame::of(wide, high);
    title(app, &mut canvas, frame.title);
    match app.cx.screen {
        ScreenId::Study => study::draw(app, &mut canvas),
        ScreenId::Read => read::draw(app, &mut canvas),
        ScreenId::Codebook => codebook::draw(app, &mut canvas),
        ScreenId::Search => search::draw(app, &mut canvas),
        ScreenId::Reconcile => reconcile::draw(app, &mut canvas),
        ScreenId::Agreement => agreement::draw(app, &mut canvas),
        ScreenId::Conference => conference::draw(app, &mut canvas),
        ScreenId::Participants => participants::draw(app, &mut canvas),
        ScreenId::Themes => themes::draw(app, &mut canvas),
        ScreenId::Words => wordlist::draw(app, &mut canvas),
        ScreenId::Matrix => matrix::draw(app, &mut canvas),
        ScreenId::Framework => framework::draw(app, &mut canvas),
    }
    status(app, &mut canvas, frame.status);
    footer(app, &mut canvas, frame.footer);
    which_key(app, &mut canvas, frame.body);
    if let Some(top) = app.cx.overlays.last() {
        overlay::draw(app, top, &mut canvas);
    }
    Drawn {
        hits: canvas.hits,
        cursor: canvas.cursor,
    }
}

/// First line: where one is, and at the right who one is and whether it is saved.
fn title(app: &App, canvas: &mut Canvas, area: Area) {
    let look = canvas.look;
    let (saved, style) = match (&app.cx.read_only, app.cx.saving, app.keys_waiting()) {
        (Some(_), ..) => ("read-only".to_owned(), look.warn()),
        (None, 0, _) => ("saved".to_owned(), look.good()),
        (None, _, 0) => ("saving".to_owned(), look.warn()),
        (None, _, n) => (
            format!("saving, {} waiting", counted(n, "key")),
            look.warn(),
        ),
    };
    let x = canvas.right(area.width - 1, area.y, &saved, style);
    let blind = match app.cx.view.frozen_by() {
        Some(_) => format!(
            "{} {} blind by agreement  ",
            app.cx.me,
            look.glyph("●", "*")
        ),
        None => format!("{}  ", app.cx.me),
    };
    let x = canvas.right(x, area.y, &blind, look.strong());
    let used = canvas.text(1, area.y, x - 1, app.cx.screen.title(), look.strong());
    let rest = format!("  {}", heading(app));
    canvas.text(
        1 + used,
        area.y,
        x.saturating_sub(used + 3),
        &rest,
        look.plain(),
    );
}

/// What the screen is about, after its name.
fn heading(app: &App) -> String {
    match app.cx.screen {
        ScreenId::Read => match app
            .screens
            .read
            .source
            .as_ref()
            .and_then(|s| app.cx.view.source(s))
        {
            Some(source) => read::heading(app, source),
            None => app.cx.name.clone(),
        },
        ScreenId::Reconcile => reconcile::heading(app),
        ScreenId::Agreement => agreement::heading(app),
        ScreenId::Conference => conference::heading(app),
        ScreenId::Framework => framework::heading(app),
        ScreenId::Themes => themes::heading(app),
        _ => app.cx.name.clone(),
    }
}

/// The row above the footer: a notice, what is under way, or what is selected.
fn status(app: &App, canvas: &mut Canvas, area: Area) {
    let look = canvas.look;
    if let Some(notice) = app.cx.notices.current() {
        let (style, hint) = match notice.gravity {
            Gravity::Note => (look.plain(), ""),
            Gravity::Error => (look.error(), "  Esc dismisses"),
        };
        let room = area.width - 2 - hint.len() as u16;
        let (used, y) = upward(&notice.text, room, 3, area, style, canvas);
        canvas.text(1 + used, y, hint.len() as u16, hint, look.dim());
        return;
    }
    let turning = look.turning();
    if let Some(text) = app.cx.computing_words(turning) {
        canvas.text(1, area.y, area.width - 2, &text, look.dim());
        return;
    }
    let text = match (&app.cx.busy, app.cx.indexed) {
        (Some(busy), _) => format!("{busy}…"),
        (None, (done, total)) if done < total => format!("indexing {done} of {total} sources"),
        _ => match app.cx.screen {
            ScreenId::Study => app.screens.study.basis_here().to_owned(),
            ScreenId::Read => read::status(app),
            ScreenId::Conference => conference::status(app),
            ScreenId::Framework => framework::status(app),
            ScreenId::Themes => themes::status(app),
            ScreenId::Participants => app.screens.participants.status(&app.cx),
            ScreenId::Reconcile => reconcile::status(app),
            _ => String::new(),
        },
    };
    // What figures rest on is said whole.
    let rows = match app.cx.screen {
        ScreenId::Study | ScreenId::Themes => 2,
        ScreenId::Participants => 3,
        _ => 1,
    };
    upward(&text, area.width - 2, rows, area, look.dim(), canvas);
}

/// Writes a text that ends in this row and grows upward over at most so many; says where its last
/// row ends.
fn upward(
    text: &str,
    room: u16,
    most: usize,
    area: Area,
    style: Style,
    canvas: &mut Canvas,
) -> (u16, u16) {
    let mut lines = wrap::lines(text, usize::from(room).max(2));
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(wrap::clip(&rest, usize::from(room)));
    }
    let top = area
        .y
        .saturating_sub((lines.len() as u16).saturating_sub(1));
    let mut used = 0;
    for (line, y) in lines.iter().zip(top..) {
        if y < area.y {
            canvas.clear(Area {
                y,
                height: 1,
                ..area
            });
        }
        used = canvas.text(1, y, room, line, style);
    }
    (used, area.y)
}

/// Last line: what can be done now, read from the table of bindings; `?` is always there.
fn footer(app: &App, canvas: &mut Canvas, area: Area) {
    let look = canvas.look;
    let (rows, help) = available::hints(app);
    let mut x = 1;
    for binding in rows.into_iter().chain(help) {
        let keys = keymap::keys_shown(binding);
        let key = keys.split(", ").next().unwrap_or_default();
        let room = (width(key) + 1 + width(binding.short) + 3) as u16;
        let reserve = match help {
            Some(help) if help.command != binding.command => 9,
            _ => 0,
        };
        if x + room > area.width.saturating_sub(reserve) {
            continue;
        }
        let start = x;
        x += canvas.text(x, area.y, room, key, look.key());
        x += 1;
        x += canvas.text(x, area.y, room, binding.short, look.plain());
        let spot = Area {
            x: start,
            y: area.y,
            width: x - start,
            height: 1,
        };
        canvas.hit(spot, Target::Hint(binding.command));
        x += 3;
    }
}

/// The box that shows what may follow the keys typed so far.
fn which_key(app: &App, canvas: &mut Canvas, body: Area) {
    if app.typed.is_empty() {
        return;
    }
    let keymap::Resolved::Prefix(rows) = keymap::resolve(app.scope(), &app.typed) else {
        return;
    };
    let all = keymap::in_scope(app.scope());
    let height = rows.len() as u16 + 2;
    let area = Area {
        x: body.x + body.width.saturating_sub(36),
        y: body.y + body.height.saturating_sub(height),
        width: 36.min(body.width),
        height: height.min(body.height),
    };
    canvas.clear(area);
    let typed: Vec<String> = app.typed.iter().map(|k| k.to_string()).collect();
    let look = canvas.look;
    let inner = canvas.pane(area, &format!("{} …", typed.join(" ")), "", look.focus());
    for (i, (keys, command)) in rows.iter().enumerate().take(usize::from(inner.height)) {
        let y = inner.y + i as u16;
        canvas.text(inner.x + 1, y, 6, keys, look.key());
        let short = all
            .iter()
            .find(|b| b.command == *command)
            .map_or("", |b| b.short);
        canvas.text(inner.x + 8, y, inner.width - 8, short, look.plain());
        canvas.hit(
            Area {
                y,
                height: 1,
                ..inner
            },
            Target::Hint(*command),
        );
    }
}
