//! Keys while something lies over the screen, and the overlays every screen has.

use super::command::Command;
use super::key::Key;
use super::keymap::{self, Resolved};
use super::overlay::{Editor, Entry, Leaving, Overlay, Picker, Purpose, Value};
use super::screen::Area;
use super::{Action, App, Mouse, MouseKind, MouseUse, Pane, Target};
use crate::model::name;
use crate::work::effect::Effect;

/// The area of the overlay on top, on a screen of this size.
pub fn area(overlay: &Overlay, width: u16, height: u16) -> Area {
    let rows = match overlay {
        Overlay::Picker(_) => height.saturating_sub(6).min(24),
        Overlay::Prompt(_) => 3,
        Overlay::Editor(_) => height.saturating_sub(8).clamp(6, 16),
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
    Area {
        x: (width.saturating_sub(columns)) / 2,
        y: (height.saturating_sub(rows)) / 2,
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

impl App {
    pub(super) fn overlay_key(&mut self, key: Key) -> Vec<Effect> {
        if let Resolved::Command(command) = keymap::resolve(self.scope(), &[key]) {
            return self.overlay_command(command);
        }
        let typing = self.overlays.last_mut().and_then(Overlay::typing);
        let (Some(c), Some(typing)) = (key.typed(), typing) else {
            return self.say(format!(
                "{key} means nothing here: the last line says what does"
            ));
        };
        typing.letter(c);
        self.was_typed();
        Vec::new()
    }

    /// Takes in that what is typed on top changed.
    fn was_typed(&mut self) {
        match self.overlays.last_mut() {
            Some(Overlay::Picker(p)) => p.refresh(),
            Some(Overlay::Editor(e)) => e.leaving = Leaving::No,
            _ => {}
        }
    }

    /// Runs a command of what lies on top.
    pub(super) fn overlay_command(&mut self, command: Command) -> Vec<Effect> {
        self.ran = Some(command);
        if let Err(why) = self.available(command) {
            return self.say(why);
        }
        match command {
            Command::Back => return self.dismissed(),
            Command::Quit => return self.quit_warned(),
            Command::Take => return self.taken(),
            Command::ProposeRound => return self.propose_in_form(),
            Command::Yes | Command::No => {
                return match self.overlays.pop() {
                    Some(Overlay::Question(q)) if command == Command::Yes => self.answered(q.then),
                    _ => Vec::new(),
                };
            }
            _ => {}
        }
        let (width, height) = self.size;
        let Some(top) = self.overlays.last_mut() else {
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
            Overlay::Prompt(prompt) => drop(prompt.typing.command(command)),
            Overlay::Editor(editor) => {
                editor.leaving = Leaving::No;
                match command {
                    Command::NewLine => {
                        if let Err(beyond) = editor.typing.paste("\n") {
                            return self.say(format!("no new line: {beyond}"));
                        }
                    }
                    Command::Up => editor.typing.vertical(-1, inner),
                    Command::Down => editor.typing.vertical(1, inner),
                    _ => drop(editor.typing.command(command)),
                }
            }
            Overlay::Question(_) => {}
            Overlay::Form(form) => form.command(command),
        }
        Vec::new()
    }

    /// Why a command of what lies on top cannot be run now, if so.
    pub(super) fn overlay_available(&self, top: &Overlay, command: Command) -> Result<(), String> {
        match (top, command) {
            (Overlay::Picker(p), command) => p.available(command),
            (Overlay::Form(_), Command::ProposeRound) => self.may_propose(),
            (Overlay::Form(form), Command::Take) => self.plan_of(form).map(drop),
            _ => Ok(()),
        }
    }

    /// Goes on with what lies on top.
    fn taken(&mut self) -> Vec<Effect> {
        match self.overlays.pop() {
            Some(Overlay::Picker(picker)) => self.take(picker),
            Some(Overlay::Prompt(prompt)) => {
                let text = prompt.typing.text().to_owned();
                let names = prompt.purpose.names() && !text.trim().is_empty();
                if let Some(Err(flaw)) = names.then(|| name::check(&text)) {
                    self.overlays.push(Overlay::Prompt(prompt));
                    return self.fail(flaw.to_string());
                }
                self.entered(prompt.purpose, text)
            }
            Some(Overlay::Editor(editor)) => {
                let text = editor.typing.text().to_owned();
                self.entered(editor.purpose, text)
            }
            Some(Overlay::Form(form)) => self.form_done(form),
            Some(question @ Overlay::Question(_)) => {
                self.overlays.push(question);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Fills the form on top with sources drawn as it says.
    fn propose_in_form(&mut self) -> Vec<Effect> {
        if let Some(Overlay::Form(form)) = self.overlays.pop() {
            let form = self.fill_with_proposal(form);
            self.overlays.push(Overlay::Form(form));
        }
        Vec::new()
    }

    /// Leaves what lies on top; over a text not kept it warns first.
    fn dismissed(&mut self) -> Vec<Effect> {
        if let Some(warning) = self.warned_of_text("Esc once more drops it") {
            return warning;
        }
        self.overlays.pop();
        Vec::new()
    }

    /// Ends the program; over a text not kept it warns first.
    pub(super) fn quit_warned(&mut self) -> Vec<Effect> {
        let warning = self.warned_of_text("Ctrl-C once more leaves without it");
        warning.unwrap_or_else(|| self.run(Command::Quit))
    }

    /// Before a text not kept is dropped: a warning that says which key then does it. `None` where
    /// no text is being written, or the warning was the last thing that happened to it.
    pub(super) fn warned_of_text(&mut self, next: &str) -> Option<Vec<Effect>> {
        let Some(Overlay::Editor(editor)) = self.overlays.last_mut() else {
            return None;
        };
        if editor.leaving == Leaving::Warned || editor.typing.text().trim().is_empty() {
            return None;
        }
        editor.leaving = Leaving::Warned;
        Some(self.say(format!("not kept yet: Ctrl-S keeps it, {next}")))
    }

    fn take(&mut self, picker: Picker) -> Vec<Effect> {
        let typed = picker.typing.text().trim().to_owned();
        let creates = picker.current().is_none() && picker.can_create();
        // A reason is in words as long as one likes.
        if creates
            && picker.creates != Some("reason")
            && let Err(flaw) = name::check(&typed)
        {
            self.overlays.push(Overlay::Picker(picker));
            return self.fail(flaw.to_string());
        }
        let values = if creates && picker.marked.is_empty() {
            Vec::new()
        } else {
            picker.chosen()
        };
        self.picked(picker.purpose, values, creates.then_some(typed))
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let pasted = match self.overlays.last_mut() {
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
            Err(beyond) => self.say(format!("nothing was pasted: {beyond}")),
        }
    }

    pub(super) fn mouse_act(&mut self, mouse: Mouse) -> Vec<Effect> {
        if self.mouse == MouseUse::Off {
            return Vec::new();
        }
        if !self.overlays.is_empty() {
            return self.overlay_mouse(mouse);
        }
        match (mouse.kind, mouse.target) {
            (MouseKind::Down, Some(Target::Hint(command))) => self.run(command),
            (MouseKind::ScrollUp | MouseKind::ScrollDown, target) => {
                let command = if mouse.kind == MouseKind::ScrollUp {
                    Command::Up
                } else {
                    Command::Down
                };
                match target {
                    Some(Target::Row(pane, _) | Target::Pane(pane)) => self.focus_pane(pane),
                    Some(Target::TextRow(_)) => self.focus_pane(Pane::Text),
                    _ => {}
                }
                (0..3).flat_map(|_| self.run(command)).collect()
            }
            (_, Some(Target::TextRow(row))) => self.read_mouse(mouse, row),
            (MouseKind::Down, Some(Target::Row(pane, row))) => self.clicked(pane, row),
            (MouseKind::Down, Some(Target::Cell(row, column))) => self.cell_clicked(row, column),
            (MouseKind::Down, Some(Target::Heading(column))) => self.heading_clicked(column),
            (MouseKind::Down, Some(Target::Pane(pane))) => {
                self.focus_pane(pane);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn overlay_mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        match (mouse.kind, mouse.target) {
            (MouseKind::Down, Some(Target::OverlayRow(row))) => {
                let again = match self.overlays.last_mut() {
                    Some(Overlay::Picker(p)) if row < p.rows() => {
                        let again = p.list.at == row;
                        p.list.at = row;
                        again
                    }
                    _ => false,
                };
                // The first click shows what a row is, the second takes it.
                if again {
                    self.overlay_command(Command::Take)
                } else {
                    Vec::new()
                }
            }
            (MouseKind::ScrollUp, _) => self.overlay_command(Command::Up),
            (MouseKind::ScrollDown, _) => self.overlay_command(Command::Down),
            (MouseKind::Down, Some(Target::Hint(command))) => self.overlay_command(command),
            _ => Vec::new(),
        }
    }

    pub(super) fn open_messages(&mut self) -> Vec<Effect> {
        let entries: Vec<Entry> = self
            .notices
            .all()
            .map(|n| Entry::new(n.text.clone(), Value::None).detail(n.text.clone()))
            .collect();
        if entries.is_empty() {
            return self.say("no messages yet");
        }
        self.overlays.push(Overlay::Picker(Picker::new(
            "Messages",
            Purpose::ShowOnly,
            entries,
        )));
        Vec::new()
    }

    /// Opens an editor on a text.
    pub(crate) fn edit(&mut self, title: impl Into<String>, purpose: Purpose, text: &str) {
        let typing = super::input::Typing::new(text);
        self.overlays.push(Overlay::Editor(Editor {
            title: title.into(),
            purpose,
            typing,
            leaving: Leaving::No,
        }));
    }

    /// Opens a line to type in.
    pub(crate) fn ask(
        &mut self,
        title: impl Into<String>,
        purpose: Purpose,
        text: &str,
    ) -> Vec<Effect> {
        let typing = super::input::Typing::new(text);
        let prompt = super::overlay::Prompt {
            title: title.into(),
            purpose,
            typing,
        };
        self.overlays.push(Overlay::Prompt(prompt));
        Vec::new()
    }
}

impl From<Key> for Action {
    fn from(key: Key) -> Action {
        Action::Key(key)
    }
}
