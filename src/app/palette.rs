//! Help and palette: the table of bindings as lists to choose from, and running what was chosen.

use super::command::Command;
use super::keymap::{self, BINDINGS, Binding, Scope};
use super::overlay::{Entry, Value};
use super::screens::ScreenId;
use super::{App, Pane, available, going};
use crate::app::anywhere;
use crate::work::effect::Effect;

/// The screen a scope is of, and the pane that has the keyboard there.
fn place(scope: Scope) -> Option<(ScreenId, Pane)> {
    Some(match scope {
        Scope::Study => (ScreenId::Study, Pane::Sources),
        Scope::Rounds => (ScreenId::Study, Pane::Rounds),
        Scope::Review => (ScreenId::Codebook, Pane::Codebook),
        Scope::Read => (ScreenId::Read, Pane::Text),
        Scope::Codes => (ScreenId::Read, Pane::Codes),
        Scope::Codebook => (ScreenId::Codebook, Pane::Codebook),
        Scope::Search => (ScreenId::Search, Pane::Hits),
        Scope::Reconcile => (ScreenId::Reconcile, Pane::Queue),
        Scope::Agreement => (ScreenId::Agreement, Pane::Agreement),
        Scope::Conference => (ScreenId::Conference, Pane::Suggested),
        Scope::Themes => (ScreenId::Themes, Pane::Outline),
        Scope::Participants => (ScreenId::Participants, Pane::People),
        Scope::Speakers => (ScreenId::Participants, Pane::Speakers),
        Scope::Map => (ScreenId::Themes, Pane::Map),
        Scope::Words => (ScreenId::Words, Pane::Words),
        Scope::Matrix => (ScreenId::Matrix, Pane::Groups),
        Scope::Framework => (ScreenId::Framework, Pane::Mapped),
        _ => return None,
    })
}

pub(super) fn help(app: &mut App) -> Vec<Effect> {
    let scope = app.scope();
    let over = BINDINGS.iter().filter(|b| b.scope.is_over());
    let over = over.map(|b| entry(b, Value::None));
    let entries = here_entries(app, scope).into_iter().chain(over);
    let title = format!("Keys: {}, then everywhere", scope.title());
    app.cx
        .pick(title, anywhere::Ask::Command, entries.collect())
}

pub(super) fn palette(app: &mut App) -> Vec<Effect> {
    let scope = app.scope();
    let mut entries = here_entries(app, scope);
    entries.retain(|e| e.value != Value::Command(Command::Palette));
    entries.extend(keymap::elsewhere(scope).into_iter().map(|b| {
        let value = Value::Elsewhere(b.scope, b.command);
        let screen = place(b.scope).map_or("", |(screen, _)| screen.title());
        entry(b, value).beside(screen)
    }));
    app.cx
        .pick("Commands".to_owned(), anywhere::Ask::Command, entries)
}

/// The rows that hold here; those that cannot be run now say why.
fn here_entries(app: &App, scope: Scope) -> Vec<Entry> {
    let rows = keymap::in_scope(scope).into_iter();
    let entry = |b| match (
        entry(b, Value::Command(b.command)),
        available::available(app, b.command),
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
pub(super) fn run_elsewhere(app: &mut App, scope: Scope, command: Command) -> Vec<Effect> {
    let Some((screen, pane)) = place(scope) else {
        return app.run(command);
    };
    let mut effects = going::go(app, screen);
    app.screens.at_mut(screen).focus(pane);
    effects.extend(app.refresh());
    effects.extend(app.run(command));
    effects
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
