//! Help and palette: the table of bindings as lists to choose from, and running what was chosen.

use super::command::Command;
use super::keymap::{self, BINDINGS, Binding, Scope};
use super::overlay::{Entry, Purpose, Value};
use super::screen::Screen;
use super::{App, Pane};
use crate::work::effect::Effect;

/// The screen a scope is of, and the pane that has the keyboard there.
fn place(scope: Scope) -> Option<(Screen, Pane)> {
    Some(match scope {
        Scope::Study => (Screen::Study, Pane::Sources),
        Scope::Rounds => (Screen::Study, Pane::Rounds),
        Scope::Read => (Screen::Read, Pane::Text),
        Scope::Codes => (Screen::Read, Pane::Codes),
        Scope::Codebook => (Screen::Codebook, Pane::Codebook),
        Scope::Search => (Screen::Search, Pane::Hits),
        Scope::Reconcile => (Screen::Reconcile, Pane::Queue),
        Scope::Agreement => (Screen::Agreement, Pane::Agreement),
        Scope::Conference => (Screen::Conference, Pane::Suggested),
        Scope::Themes => (Screen::Themes, Pane::Outline),
        Scope::Map => (Screen::Themes, Pane::Map),
        _ => return None,
    })
}

impl App {
    pub(super) fn open_help(&mut self) -> Vec<Effect> {
        let scope = self.scope();
        let over = BINDINGS.iter().filter(|b| b.scope.is_over());
        let over = over.map(|b| entry(b, Value::None));
        let entries = self.here_entries(scope).into_iter().chain(over);
        let title = format!("Keys: {}, then everywhere", scope.title());
        self.pick(title, Purpose::RunCommand, entries.collect())
    }

    pub(super) fn open_palette(&mut self) -> Vec<Effect> {
        let scope = self.scope();
        let mut entries = self.here_entries(scope);
        entries.retain(|e| e.value != Value::Command(Command::Palette));
        entries.extend(keymap::elsewhere(scope).into_iter().map(|b| {
            let value = Value::Elsewhere(b.scope, b.command);
            let screen = place(b.scope).map_or("", |(screen, _)| screen.title());
            entry(b, value).beside(screen)
        }));
        self.pick("Commands".to_owned(), Purpose::RunCommand, entries)
    }

    /// The rows that hold here; those that cannot be run now say why.
    fn here_entries(&self, scope: Scope) -> Vec<Entry> {
        let rows = keymap::in_scope(scope).into_iter();
        let entry = |b| match (
            entry(b, Value::Command(b.command)),
            self.available(b.command),
        ) {
            (entry, Ok(())) => entry,
            (entry, Err(why)) => Entry {
                refused: Some(why.clone()),
                ..entry.detail(format!("Not now: {why}"))
            },
        };
        rows.map(entry).collect()
    }

    /// Goes to the screen a scope is of and runs a command there, or says why it cannot be run.
    pub(super) fn run_elsewhere(&mut self, scope: Scope, command: Command) -> Vec<Effect> {
        let Some((screen, pane)) = place(scope) else {
            return self.run(command);
        };
        let mut effects = self.go(screen);
        self.focus_pane(pane);
        effects.extend(self.refresh());
        effects.extend(self.run(command));
        effects
    }
}

/// A row of the table, with its keys beside it; said whole where it is cut.
fn entry(binding: &Binding, value: Value) -> Entry {
    let (title, keys) = (binding.scope.title(), keymap::keys_shown(binding));
    let words = keymap::users_words(binding.command);
    Entry {
        also: format!("{} {words} {title}", binding.short),
        ..Entry::new(binding.long, value)
            .detail(format!("{title} · {keys}: {}", binding.long))
            .beside(keys)
    }
}
