//! Keys while something lies over the screen, and the overlays every screen has.

use super::command::Command;
use super::key::{Code, Key};
use super::keymap;
use super::overlay::{Choice, Editor, Entry, Leaving, Overlay, Picker, Purpose, Value};
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
                |field: &super::overlay::Field| crate::model::wrap::lines(&field.help, room).len();
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
        0..=100 => picker.entries.iter().map(lines).max().unwrap_or(0).max(1),
        _ => u16::MAX,
    }
}

impl App {
    pub(super) fn overlay_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(mut top) = self.overlays.pop() else {
            return Vec::new();
        };
        if key.code == Code::Esc {
            return self.dismissed(top);
        }
        let (width, height) = self.size;
        let place = area(&top, width, height);
        match &mut top {
            Overlay::Picker(picker) => {
                if key.code == Code::Enter {
                    let Overlay::Picker(picker) = top else {
                        return Vec::new();
                    };
                    return self.take(picker);
                }
                let page = usize::from(picker_rows(picker, place).0);
                picker_key(picker, key, page);
            }
            Overlay::Prompt(prompt) => {
                if key.code == Code::Enter {
                    let text = prompt.typing.text().to_owned();
                    let purpose = prompt.purpose.clone();
                    if purpose.names()
                        && !text.trim().is_empty()
                        && let Err(flaw) = name::check(&text)
                    {
                        self.overlays.push(top);
                        return self.fail(flaw.to_string());
                    }
                    return self.entered(purpose, text);
                }
                prompt.typing.key(key);
            }
            Overlay::Editor(editor) => {
                editor.leaving = Leaving::No;
                let inner = usize::from(place.inner().width).max(2);
                match (key.code, key.ctrl) {
                    (Code::Char('s'), true) => {
                        let text = editor.typing.text().to_owned();
                        let purpose = editor.purpose.clone();
                        return self.entered(purpose, text);
                    }
                    (Code::Enter, _) => {
                        if let Err(beyond) = editor.typing.paste("\n") {
                            self.overlays.push(top);
                            return self.say(format!("no new line: {beyond}"));
                        }
                    }
                    (Code::Up, _) => editor.typing.vertical(-1, inner),
                    (Code::Down, _) => editor.typing.vertical(1, inner),
                    _ => drop(editor.typing.key(key)),
                }
            }
            Overlay::Question(question) => match key.typed() {
                Some('y' | 'Y') => {
                    let then = question.then.clone();
                    return self.answered(then);
                }
                Some('n' | 'N') => return Vec::new(),
                _ => {}
            },
            Overlay::Form(form) => {
                let len = form.fields.len();
                let field = &mut form.fields[form.at];
                match key.code {
                    Code::Char('p') if key.ctrl => {
                        let Overlay::Form(form) = top else {
                            return Vec::new();
                        };
                        let form = self.fill_with_proposal(form);
                        self.overlays.push(Overlay::Form(form));
                        return Vec::new();
                    }
                    Code::Enter => {
                        let Overlay::Form(form) = top else {
                            return Vec::new();
                        };
                        return self.form_done(form);
                    }
                    Code::Up => form.at = form.at.checked_sub(1).unwrap_or(len - 1),
                    Code::Tab if key.shift => form.at = form.at.checked_sub(1).unwrap_or(len - 1),
                    Code::Down | Code::Tab => form.at = (form.at + 1) % len,
                    Code::Left if !field.options.is_empty() => {
                        field.chosen = field
                            .chosen
                            .checked_sub(1)
                            .unwrap_or(field.options.len() - 1);
                    }
                    Code::Right | Code::Char(' ') if !field.options.is_empty() => {
                        field.chosen = (field.chosen + 1) % field.options.len();
                    }
                    _ if field.options.is_empty() => drop(field.typing.key(key)),
                    _ => {}
                }
            }
        }
        self.overlays.push(top);
        Vec::new()
    }

    /// Esc drops what lies on top; over a text not kept it warns first.
    fn dismissed(&mut self, top: Overlay) -> Vec<Effect> {
        self.overlays.push(top);
        if let Some(warning) = self.warned_of_text("Esc once more drops it") {
            return warning;
        }
        self.overlays.pop();
        Vec::new()
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
        if picker.current().is_none() && !picker.can_create() && picker.marked.is_empty() {
            self.overlays.push(Overlay::Picker(picker));
            return self.say("nothing matches: change what is typed, or Esc");
        }
        if let Some(why) = picker.current().and_then(|e| e.refused.clone())
            && picker.marked.is_empty()
        {
            self.overlays.push(Overlay::Picker(picker));
            return self.say(why);
        }
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
            Some(Overlay::Form(f)) => f.fields[f.at].typing.paste_line(text),
            Some(Overlay::Question(_)) | None => Ok(()),
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
                    self.overlay_key(Key::plain(Code::Enter))
                } else {
                    Vec::new()
                }
            }
            (MouseKind::ScrollUp, _) => self.overlay_key(Key::plain(Code::Up)),
            (MouseKind::ScrollDown, _) => self.overlay_key(Key::plain(Code::Down)),
            (MouseKind::Down, Some(Target::Hint(Command::Back))) => {
                self.overlay_key(Key::plain(Code::Esc))
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn open_help(&mut self) -> Vec<Effect> {
        let scope = self.scope();
        let mut entries = self.command_entries(keymap::in_scope(scope));
        entries.push(
            Entry::new(
                "While choosing: type to narrow, ↑ ↓ move, Tab marks, Enter takes",
                Value::None,
            )
            .beside("everywhere"),
        );
        entries.push(
            Entry::new("While writing: Ctrl-S keeps, Esc drops", Value::None).beside("everywhere"),
        );
        let title = format!("Keys: {}, then everywhere", scope.title());
        self.overlays.push(Overlay::Picker(Picker::new(
            title,
            Purpose::RunCommand,
            entries,
        )));
        Vec::new()
    }

    pub(super) fn open_palette(&mut self) -> Vec<Effect> {
        let mut rows = keymap::in_scope(self.scope());
        rows.retain(|b| !matches!(b.command, Command::Palette));
        let entries = self.command_entries(rows);
        self.overlays.push(Overlay::Picker(Picker::new(
            "Commands",
            Purpose::RunCommand,
            entries,
        )));
        Vec::new()
    }

    fn command_entries(&self, rows: Vec<&'static keymap::Binding>) -> Vec<Entry> {
        let entry = |b: &keymap::Binding| {
            let mut entry =
                Entry::new(b.long, Value::Command(b.command)).beside(keymap::keys_shown(b));
            entry.also = format!("{} {}", b.short, keymap::users_words(b.command));
            entry.refused = self.available(b.command).err();
            entry
        };
        rows.into_iter().map(entry).collect()
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

fn picker_key(picker: &mut Picker, key: Key, page: usize) {
    let len = picker.rows();
    match (key.code, key.ctrl) {
        (Code::Up, _) | (Code::Char('p'), true) => picker.list.step(-1, len, page),
        (Code::Down, _) | (Code::Char('n'), true) => picker.list.step(1, len, page),
        (Code::Char('d'), true) => drop(picker.list.moved(Command::HalfDown, len, page)),
        (Code::PageUp, _) => picker.list.step(-(page as isize), len, page),
        (Code::PageDown, _) => picker.list.step(page as isize, len, page),
        (Code::Tab, _) if picker.choice == Choice::Several => {
            picker.mark();
            if picker.typing.text().is_empty() {
                picker.list.step(1, len, page);
            } else {
                // What was typed found this one; the next is typed anew.
                picker.typing = super::input::Typing::default();
                picker.refresh();
            }
        }
        (Code::Tab, _) => {}
        _ => {
            if picker.typing.key(key) {
                picker.refresh();
            }
        }
    }
}

impl From<Key> for Action {
    fn from(key: Key) -> Action {
        Action::Key(key)
    }
}
