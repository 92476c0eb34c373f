//! The queue of items.

use crate::app::reconcile::Pane as Focus;
use crate::app::reconcile::{Shows, Stand, kind_word};
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::ids::SourceId;
use crate::model::wrap::{self, width};
use crate::tui::canvas::Canvas;
use crate::tui::look::Look;
use ratatui::style::Style;
use std::collections::HashMap;

/// The sign of where an item stands.
pub(super) fn sign(stand: Stand, look: Look) -> (&'static str, Style) {
    match stand {
        Stand::Open => (look.glyph("▸", ">"), look.plain()),
        Stand::Settled => (look.glyph("✓", "x"), look.good()),
        Stand::Partly => (look.glyph("◐", "/"), look.warn()),
        Stand::Again => (look.glyph("↻", "o"), look.warn()),
        Stand::Parked => ("?", look.warn()),
        Stand::Proposed => ("~", look.warn()),
        Stand::Awaited => ("~", look.dim()),
        Stand::Conflicting => (look.glyph("≠", "!"), look.error()),
        Stand::Agreed => ("=", look.dim()),
        Stand::Conference => (look.glyph("≡", "="), look.dim()),
        Stand::ByRule => (look.glyph("≈", "="), look.dim()),
    }
}

/// What sources are called in the queue, in at most `room` cells: by their names where all fit,
/// else by the first words of them where that tells them apart, such as `P02` for `P02_interview`.
fn names(app: &App, sources: &[SourceId], room: usize) -> HashMap<SourceId, String> {
    let name = |id: &SourceId| app.cx.view.source(id).map_or("", |s| s.name.as_str());
    let mut called: Vec<&str> = sources.iter().map(name).collect();
    if called.iter().any(|name| width(name) > room) {
        called = first_words(&called);
    }
    sources
        .iter()
        .cloned()
        .zip(wrap::clip_all_apart(&called, room))
        .collect()
}

fn first_words<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let first = |name: &'a str| name.split(|c: char| !c.is_alphanumeric()).next();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for word in names.iter().filter_map(|name| first(name)) {
        *times.entry(word).or_default() += 1;
    }
    let short = |name: &&'a str| match first(name) {
        Some(word) if !word.is_empty() && times[word] == 1 => word,
        _ => *name,
    };
    names.iter().map(short).collect()
}

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let state = &app.screens.reconcile;
    let Some(sheet) = &state.sheet else { return };
    let codebook = app.cx.view.codebook();
    let arranged = &state.queue.arranged;
    let title = match arranged.only.is_empty() {
        false => app.screens.reconcile.filtered_by(&app.cx),
        true => arranged.shows.word().to_owned(),
    };
    let title = wrap::clip(
        &title,
        usize::from(area.width).saturating_sub(width(arranged.order.word()) + 6),
    );
    let style = canvas
        .look
        .frame(app.screens.reconcile.pane == Focus::Queue);
    let inner = canvas.pane(area, &title, arranged.order.word(), style);
    canvas.hit(area, Target::Pane(Pane::Queue));
    let far = state.queue.far;
    let apart = match (arranged.shows, far.agreed, far.by_rule) {
        (Shows::All | Shows::Apart, ..) => String::new(),
        (_, agreed, 0) => format!("{agreed} agreed"),
        (_, agreed, by_rule) => format!("{agreed} agreed, {by_rule} by rule"),
    };
    let fits = |text: &&String| width(text) + 4 < usize::from(area.width);
    let tries = [format!("v shows {apart}"), format!("{apart}: v")];
    if let Some(text) = tries.iter().find(fits).filter(|_| !apart.is_empty()) {
        let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
        canvas.right(right, bottom, &format!(" {text} "), look.dim());
    }
    if state.queue.rows.is_empty() {
        let text = match (arranged.only.is_empty(), sheet.items().len()) {
            (false, _) => "Nothing here is like this. Esc shows all differences.".to_owned(),
            (true, 0) => "Nobody coded anything in the sources all have finished.".to_owned(),
            (true, n) => format!("Nothing left here: {n} places in all, v lists them."),
        };
        return canvas.say(inner, &text);
    }
    let names = names(app, &sheet.round.plan.sources, usize::from(inner.width / 3));
    let widest = names.values().map(|n| width(n)).max().unwrap_or(0);
    let source_width = widest.max(2) as u16;
    let shown = state.queue.rows.iter().enumerate().skip(state.list.top);
    for ((i, place), y) in shown.zip(inner.y..inner.y + inner.height) {
        let item = &sheet.items()[*place];
        let stand = state.queue.stands[*place];
        let (glyph, style) = sign(stand, look);
        canvas.text(inner.x, y, 1, glyph, style);
        let text_style = match stand {
            Stand::Settled | Stand::Agreed | Stand::ByRule | Stand::Conference | Stand::Awaited => {
                look.dim()
            }
            _ => look.plain(),
        };
        canvas.text(inner.x + 2, y, 8, &kind_word(&item.kind), text_style);
        let code = item.codes().first().map_or("", |c| codebook.name(*c));
        let source = names.get(&item.source).map_or("", String::as_str);
        let room = inner.width.saturating_sub(11 + source_width + 1);
        canvas.text(inner.x + 11, y, room, code, text_style);
        canvas.text(
            inner.x + inner.width - source_width,
            y,
            source_width,
            source,
            look.dim(),
        );
        let row = Area {
            y,
            height: 1,
            ..inner
        };
        if i == state.list.at {
            canvas.paint(row, look.selected());
        }
        canvas.hit(row, Target::Row(Pane::Queue, i));
    }
}
