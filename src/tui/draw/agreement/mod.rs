//! The Agreement screen: what is compared in the title, the figure that leads and what limits it
//! above, a table of cells, and what the row at the cursor says in words.

mod bar;
mod grid;
mod heat;
mod list;

use crate::app::agreement::{Panes, Voice};
use crate::app::{App, Pane, Target};
use crate::report::figures::Shows;
use crate::tui::canvas::Canvas;

/// What the title line says after the screen's name: always what is compared.
pub(super) fn heading(app: &App) -> String {
    match app.cx.compared() {
        Some(_) => app.screens.agreement.compared_words(&app.cx),
        None => app.cx.name.clone(),
    }
}

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let look = canvas.look;
    let shown = &app.screens.agreement;
    let panes = &shown.panes;
    if let Some(listed) = &shown.listed {
        return list::draw(listed, panes.pane, canvas);
    }
    let beside = match (shown.shows, shown.by) {
        (Shows::Trend | Shows::Rated | Shows::Confusion, _) => "",
        (_, crate::app::agreement::By::Unit) => "c by character",
        (_, crate::app::agreement::By::Character) => "c by unit",
    };
    let inner = canvas.pane(panes.pane, shown.shows.title(), beside, look.focus());
    canvas.hit(panes.pane, Target::Pane(Pane::Agreement));
    let ready = app.cx.compared.sheet.is_some() || !app.cx.compared.selection.rounds.is_empty();
    match app.cx.figures() {
        Some(Ok(_)) if ready => table(app, panes, canvas),
        Some(Err(why)) if ready => {
            let words = format!(
                "There are no figures of this: {why}.\n\nf chooses what is compared, R the next round."
            );
            canvas.say(inner, &words);
        }
        _ => {
            let words = crate::tui::draw::reconcile::nothing(app);
            canvas.say(inner, &words);
        }
    }
}

fn table(app: &App, panes: &Panes, canvas: &mut Canvas) {
    let look = canvas.look;
    let above = panes.above;
    for (line, y) in panes.head.iter().zip(above.y..above.y + above.height) {
        let style = match line.voice {
            Voice::Strong => look.strong(),
            Voice::Plain => look.plain(),
            Voice::Warn => look.warn(),
        };
        canvas.text(above.x, y, above.width, &line.text, style);
    }
    let shown = &app.screens.agreement;
    grid::draw(shown, &shown.table, panes, canvas);
    let (notes, said) = panes.below.split_top(panes.notes.len() as u16);
    for (note, y) in panes.notes.iter().zip(notes.y..notes.y + notes.height) {
        canvas.text(notes.x, y, notes.width, note, look.dim());
    }
    canvas.prose(said, &app.screens.agreement.agreement_said(), look.plain());
}
