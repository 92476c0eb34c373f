//! The Framework screen: the codes with the constructs they are mapped to, and beside them what there
//! is to say of the one under the cursor.

use crate::app::framework::Sign;
use crate::app::screen::Area;
use crate::app::{App, Pane, Target};
use crate::model::ids::CodeId;
use crate::model::mapping::Mapping;
use crate::model::wrap;
use crate::report::framework::words;
use crate::report::words::listed;
use crate::tui::canvas::Canvas;

/// Words for whoever comes before anything is mapped.
const LESSON: &str = "A framework, such as CFIR, is given by theory; your codes arose from the texts. Here two \
    coders say, apart from each other, which of its constructs each code stands for, and settle what they \
    see differently. The Matrix screen (g x) then shows what each construct holds, by site and by role.";

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let look = canvas.look;
    let state = &app.screens.framework;
    let panes = state.panes(app.cx.size);
    let Some(mapping) = state.mapping(&app.cx) else {
        let inner = canvas.pane(panes.codes, "Codes", "", look.focus());
        canvas.prose(inner.inside(), LESSON, look.plain());
        let inner = canvas.pane(panes.about, "", "", look.dim());
        canvas.prose(inner.inside(), &first_step(app), look.plain());
        return;
    };
    let codes = &mapping.plan.codes;
    let title = format!("Codes {}", codes.len());
    let framework = app.cx.view.framework(mapping.plan.framework);
    let beside = framework.map_or("", |f| &f.name);
    let inner = canvas.pane(panes.codes, &title, beside, look.focus());
    let top = state.list.top.min(codes.len());
    let page = usize::from(inner.height);
    canvas.more(panes.codes, top, (codes.len() - top).saturating_sub(page));
    for ((at, code), y) in codes.iter().enumerate().skip(top).take(page).zip(inner.y..) {
        let area = Area {
            y,
            height: 1,
            ..inner
        };
        row(app, mapping, (at, *code), area, canvas);
    }
    let inner = canvas.pane(panes.about, "", "", look.dim());
    let text = state.about(&app.cx).join("\n\n");
    canvas.prose(inner.inside(), &text, look.plain());
}

fn first_step(app: &App) -> String {
    match app.cx.view.frameworks() {
        [] => "No framework was taken in yet. On the command line:\n\ntandem framework add STUDY codebooks/cfir.ron\n\ntakes one in, from a file of the kind codebooks come in.".to_owned(),
        all => format!(
            "Taken in: {}.\n\nR opens a mapping of all codes to it.",
            listed(all.iter().map(|f| &f.name))
        ),
    }
}

fn row(app: &App, mapping: &Mapping, (at, code): (usize, CodeId), area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let state = &app.screens.framework;
    let (sign, style) = match state.sign(mapping, code, &app.cx) {
        Sign::Missing => (" ", look.dim()),
        Sign::Mapped => (look.glyph("✓", "x"), look.good()),
        Sign::Alike => ("=", look.dim()),
        Sign::Settled => (look.glyph("✓", "x"), look.good()),
        Sign::Open => (look.glyph("≠", "!"), look.warn()),
    };
    let framework = app.cx.view.framework(mapping.plan.framework);
    let told = app.cx.view.tells_mapping(mapping) && mapping.is_over();
    let to = match told {
        true => mapping.decided(code),
        false => mapping.now(&app.cx.me, code).map(|m| &m.to[..]),
    };
    let to = to.map_or_else(String::new, |to| words::constructs(framework, to));
    let called = words::code(&app.cx.view, code);
    canvas.text(area.x, area.y, 2, sign, style);
    let half = (area.width / 2).saturating_sub(2);
    let called = wrap::clip(&called, usize::from(half.saturating_sub(1)));
    canvas.text(area.x + 2, area.y, half, &called, look.plain());
    let x = area.x + 2 + half;
    let room = (area.x + area.width).saturating_sub(x);
    let to = wrap::clip(&to, usize::from(room));
    canvas.text(x, area.y, room, &to, look.dim());
    canvas.hit(area, Target::Row(Pane::Mapped, at));
    if state.list.at == at {
        canvas.paint(area, look.selected());
    }
}

/// Name, how far it is, and whether it is blind.
pub(super) fn heading(app: &App) -> String {
    let state = &app.screens.framework;
    let Some(mapping) = state.mapping(&app.cx) else {
        return app.cx.name.clone();
    };
    let codes = mapping.plan.codes.len();
    let done = match mapping.is_over() {
        true => {
            let decided = mapping.plan.codes.iter();
            let decided = decided.filter(|c| mapping.decided(**c).is_some()).count();
            match app.cx.view.tells_mapping(mapping) {
                true => format!("{decided} of {codes} decided"),
                false => "waits".to_owned(),
            }
        }
        false if mapping.plan.coders.contains(&app.cx.me) => {
            format!("{} of {codes} mapped", mapping.done(&app.cx.me))
        }
        false => String::new(),
    };
    let blind = match mapping.is_open() {
        true => String::new(),
        false => " · blind by agreement".to_owned(),
    };
    format!("{} · {done}{blind}", mapping.plan.name)
}

/// How it stands; who is present, and the reason of the next verdict.
pub(super) fn status(app: &App) -> String {
    let state = &app.screens.framework;
    let Some(mapping) = state.mapping(&app.cx) else {
        return String::new();
    };
    let stands = words::state(&app.cx.view, mapping);
    if !mapping.is_over() || !app.cx.view.tells_mapping(mapping) {
        return stands;
    }
    let present = listed(state.present(&app.cx));
    match state.reason() {
        "" => format!("{stands} · present: {present} (w)"),
        reason => format!("{stands} · present: {present} (w) · reason: {reason}"),
    }
}
