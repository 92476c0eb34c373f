//! Keys while something lies over the screen, and the overlays every screen has.

use super::command::Command;
use super::key::Key;
use super::keymap::{self, Resolved};
use super::overlay::{Entry, Leaving, Overlay, Picker, Prompt, Value};
use super::screen::Area;
use super::screens::{Answer, Picked};
use super::{App, available};
use crate::app::anywhere;
use crate::app::context::Context;
use crate::model::name;
use crate::work::effect::Effect;

/// The area of the overlay on top, on a screen of this size.
pub fn area(overlay: &Overlay, width: u16, height: u16) -> Area {
    let rows = match overlay {
        Overlay::Picker(_) => height.saturating_sub(6).min(24),
        Overlay::Prompt(p) => 3 + u16::from(p.vocabulary.is_some()),
        Overlay::Editor(_) => height.saturating_sub(8).clamp(6, 16),
        Overlay::Memo(_) => height.saturating_sub(4).min(26),
        Overlay::Question(q) => {
            let inner = usize::from(width.saturating_sub(12).min(72)).max(10);
            crate::model::wrap::lines(&q.text, inner).len() as u16 + 4
        }
        Overlay::Form(f) => {
            let room = form_help_width(width.saturating_sub(8).min(76));
            let of =
                |field: &super::form::Field| crate::model::wrap::lines(&field.help, room).len();
            let help = f.fields.iter().map(of).max().unwrap_or(0).max(3);
            f.fields.len() as u16 + 3 + help as u16
        }
    };
    let columns = match overlay {
        Overlay::Picker(p) if p.entries.iter().any(|e| !e.detail.is_empty()) => {
            width.saturating_sub(6).min(100)
        }
        Overlay::Picker(_) => width.saturating_sub(6).min(84),
        _ => width.saturating_sub(8).min(76),
    };
    let rows = rows.min(height.saturating_sub(2));
    let y = match overlay {
        // Above it where there is no room below.
        Overlay::Prompt(Prompt {
            about: Some(row), ..
        }) => match row + 1 + rows <= height.saturating_sub(2) {
            true => row + 1,
            false => row.saturating_sub(rows),
        },
        _ => (height.saturating_sub(rows)) / 2,
    };
    Area {
        x: (width.saturating_sub(columns)) / 2,
        y,
        width: columns,
        height: rows,
    }
}

/// Cells a form's help has on a line, in a form of this width: borders and a column at each side
/// taken off.
pub fn form_help_width(width: u16) -> usize {
    usize::from(width.saturating_sub(4)).max(10)
}

/// Rows a picker's list has on a screen of this size: border, input line and rule taken off; the
/// detail stands below the list where the picker has any.
pub fn picker_rows(picker: &Picker, area: Area) -> (u16, u16) {
    let inner = area.height.saturating_sub(4);
    let has_detail = picker.entries.iter().any(|e| !e.detail.is_empty());
    let room = if has_detail { (inner / 2).min(8) } else { 0 };
    // Where rows are wanting, what is said of them takes no more lines than the longest needs.
    let detail = match inner - room {
        rows if picker.entries.len() <= usize::from(rows) => room,
        _ => room.min(longest_detail(picker, area.width.saturating_sub(3))),
    };
    (inner - detail, detail)
}

/// Lines of the longest detail. Of very many rows it is not known, and taken for long.
fn longest_detail(picker: &Picker, columns: u16) -> u16 {
    let lines =
        |e: &Entry| crate::model::wrap::lines(&e.detail, usize::from(columns.max(2))).len() as u16;
    match picker.entries.len() {
        0..=400 => picker.entries.iter().map(lines).max().unwrap_or(0).max(1),
        _ => u16::MAX,
    }
}

/// A key while something lies over the screen.
pub(super) fn key(app: &mut App, key: Key) -> Vec<Effect> {
    if let Resolved::Command(command) = keymap::resolve(app.scope(), &[key]) {
        return run(app, command);
    }
    let typing = app.cx.overlays.last_mut().and_then(Overlay::typing);
    let (Some(c), Some(typing)) = (key.typed(), typing) else {
        return app.cx.say(format!(
            "{key} means nothing here: the last line says what does"
        ));
    };
    typing.letter(c);
    was_typed(app);
    Vec::new()
}

/// Takes in that what is typed on top changed.
fn was_typed(app: &mut App) {
    match app.cx.overlays.last_mut() {
        Some(Overlay::Picker(p)) => p.refresh(),
        Some(Overlay::Editor(e)) => e.leaving = Leaving::No,
        _ => {}
    }
}

pub(super) fn run(app: &mut App, command: Command) -> Vec<Effect> {
    app.ran = Some(command);
    if let Err(why) = available::available(app, command) {
        return app.cx.say(why);
    }
    match command {
        Command::Back => return dismissed(app),
        Command::Quit => return quit(app),
        Command::Take => return taken(app),
        Command::ProposeRound => return propose_in_form(app),
        Command::Yes | Command::No => {
            return match app.cx.overlays.pop() {
                Some(Overlay::Question(q)) if command == Command::Yes => {
                    app.answered(q.ask, Answer::Confirmed)
                }
                _ => Vec::new(),
            };
        }
        _ => {}
    }
    let (width, height) = app.cx.size;
    let Some(top) = app.cx.overlays.last_mut() else {
        return Vec::new();
    };
    let place = area(top, width, height);
    let inner = usize::from(place.inner().width).max(2);
    match top {
        Overlay::Picker(picker) => {
            let page = usize::from(picker_rows(picker, place).0);
            let len = picker.rows();
            if command == Command::Mark {
                picker.mark_and_go_on(page);
            } else if !picker.list.moved(command, len, page) {
                let before = picker.typing.text().to_owned();
                picker.typing.command(command);
                if picker.typing.text() != before {
                    picker.refresh();
                }
            }
        }
        Overlay::Prompt(prompt) if command == Command::Complete => prompt.complete(),
        Overlay::Prompt(prompt) => drop(prompt.typing.command(command)),
        Overlay::Editor(editor) => {
            editor.leaving = Leaving::No;
            match command {
                Command::NewLine => {
                    if let Err(beyond) = editor.typing.paste("\n") {
                        return app.cx.say(format!("no new line: {beyond}"));
                    }
                }
                Command::MemoKind => editor.next_kind(),
                Command::Up => editor.typing.vertical(-1, inner),
                Command::Down => editor.typing.vertical(1, inner),
                _ => drop(editor.typing.command(command)),
            }
        }
        Overlay::Memo(_) => return app.cx.reading_command(command, place.inner()),
        Overlay::Question(_) => {}
        Overlay::Form(form) => form.command(command),
    }
    Vec::new()
}

/// Goes on with what lies on top.
fn taken(app: &mut App) -> Vec<Effect> {
    match app.cx.overlays.pop() {
        Some(Overlay::Picker(picker)) => take(app, picker),
        Some(Overlay::Prompt(prompt)) => {
            let text = prompt.typing.text().to_owned();
            let names = prompt.names && !text.trim().is_empty();
            if let Some(Err(flaw)) = names.then(|| name::check(&text)) {
                app.cx.overlays.push(Overlay::Prompt(prompt));
                return app.cx.fail(flaw.to_string());
            }
            app.answered(prompt.ask, Answer::Entered(text))
        }
        Some(Overlay::Editor(editor)) => {
            let text = editor.typing.text().to_owned();
            app.answered(editor.ask, Answer::Entered(text))
        }
        Some(Overlay::Form(form)) => app.answered(form.ask.clone(), Answer::Filled(form)),
        Some(question @ (Overlay::Question(_) | Overlay::Memo(_))) => {
            app.cx.overlays.push(question);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Fills the form on top with sources drawn as it says.
fn propose_in_form(app: &mut App) -> Vec<Effect> {
    if let Some(Overlay::Form(form)) = app.cx.overlays.pop() {
        let form = app.screens.study.fill_with_proposal(form, &mut app.cx);
        app.cx.overlays.push(Overlay::Form(form));
    }
    Vec::new()
}

/// Leaves what lies on top; over a text not kept it warns first.
fn dismissed(app: &mut App) -> Vec<Effect> {
    if let Some(warning) = warned_of_text(app, "Esc once more drops it") {
        return warning;
    }
    app.cx.overlays.pop();
    Vec::new()
}

/// Ends the program; over a text not kept it warns first.
pub(super) fn quit(app: &mut App) -> Vec<Effect> {
    let warning = warned_of_text(app, "Ctrl-C once more leaves without it");
    warning.unwrap_or_else(|| app.run(Command::Quit))
}

/// Before a text not kept is dropped: a warning that says which key then does it. `None` where
/// no text is being written, or the warning was the last thing that happened to it.
pub(super) fn warned_of_text(app: &mut App, next: &str) -> Option<Vec<Effect>> {
    let Some(Overlay::Editor(editor)) = app.cx.overlays.last_mut() else {
        return None;
    };
    if editor.leaving == Leaving::Warned || editor.typing.text().trim().is_empty() {
        return None;
    }
    editor.leaving = Leaving::Warned;
    Some(app.cx.say(format!("not kept yet: Ctrl-S keeps it, {next}")))
}

fn take(app: &mut App, picker: Picker) -> Vec<Effect> {
    let typed = picker.typing.text().trim().to_owned();
    let creates = picker.current().is_none() && picker.can_create();
    if creates
        && !picker.takes_words()
        && let Err(flaw) = name::check(&typed)
    {
        app.cx.overlays.push(Overlay::Picker(picker));
        return app.cx.fail(flaw.to_string());
    }
    let values = if creates && picker.marked.is_empty() {
        Vec::new()
    } else {
        picker.chosen()
    };
    let created = creates.then_some(typed);
    app.answered(picker.ask, Answer::Picked(Picked { values, created }))
}

/// Inserts pasted text where something is typed.
pub(super) fn paste(cx: &mut Context, text: &str) -> Vec<Effect> {
    let pasted = match cx.overlays.last_mut() {
        Some(Overlay::Picker(p)) => {
            let pasted = p.typing.paste_line(text);
            p.refresh();
            pasted
        }
        Some(Overlay::Prompt(p)) => p.typing.paste_line(text),
        Some(Overlay::Editor(e)) => {
            e.leaving = Leaving::No;
            e.typing.paste(text)
        }
        Some(over) => over.typing().map_or(Ok(()), |t| t.paste_line(text)),
        None => Ok(()),
    };
    match pasted {
        Ok(()) => Vec::new(),
        Err(beyond) => cx.say(format!("nothing was pasted: {beyond}")),
    }
}

pub(super) fn messages(cx: &mut Context) -> Vec<Effect> {
    let notices = cx.notices.all();
    let said = notices.map(|n| Entry::new(n.text.clone(), Value::None).detail(n.text.clone()));
    let mut entries = cx.draft_entries();
    entries.extend(said);
    if entries.is_empty() {
        return cx.say("no messages yet");
    }
    cx.overlays.push(Overlay::Picker(Picker::new(
        "Messages",
        anywhere::Ask::Messages,
        entries,
    )));
    Vec::new()
}
