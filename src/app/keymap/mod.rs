//! The one table of bindings. Footer hints, which-key box, help, palette and `docs/keys.md` are
//! all read from it; a test proves that no key is bound twice in a scope.

mod binding;
mod scope;
mod table;

pub use binding::Binding;
pub use scope::Scope;
pub use table::BINDINGS;

use super::command::Command;
use super::key::Key;
use super::screens::ScreenId;

/// Whether a command is one of the scope's own.
pub(super) fn is_of(command: Command, scope: Scope) -> bool {
    let mut own = BINDINGS.iter().filter(|b| b.scope == scope);
    own.any(|b| b.command == command)
}

/// Whether a command changes the study where this scope has the keyboard.
pub fn writes(scope: Scope, command: Command) -> bool {
    let mut rows = in_scope(scope).into_iter();
    rows.any(|b| b.command == command && b.writes)
}

/// Words users look for a command by that do not stand in what is shown of it.
pub fn users_words(command: Command) -> &'static str {
    match command {
        Command::Undo => "undo revert",
        Command::Redo => "redo",
        Command::Uncode => "delete remove coding",
        Command::Retire => "delete remove",
        Command::CancelRound => "delete remove round",
        Command::Export => "export save files",
        Command::Report => "report export",
        Command::Minutes => "report export",
        Command::Go(ScreenId::Agreement) | Command::Coefficients => "kappa alpha reliability irr",
        Command::Go(ScreenId::Participants) => "people cases demographics variables attributes",
        Command::Go(ScreenId::Words) => "kwic concordance word count frequency collocates",
        Command::Memo => "bookmark note comment annotation",
        Command::Journal => "diary reflexive field notes log memo study",
        Command::Go(ScreenId::Search) | Command::Find => "search find",
        Command::ReviewUnclear => "review cogency judge code",
        Command::Evidence => "segments quotations excerpts retrieve",
        _ => "",
    }
}

/// What the keys typed so far mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    Command(Command),
    /// A prefix: these rows could still follow, with the rest of their keys.
    Prefix(Vec<(String, Command)>),
    Nothing,
}

pub fn ways(binding: &Binding) -> impl Iterator<Item = Vec<Key>> {
    binding
        .keys
        .split("  ")
        .filter(|w| !w.is_empty())
        .map(Key::parse_binding)
}

/// Resolves keys typed in a scope: the inner scope first.
pub fn resolve(scope: Scope, typed: &[Key]) -> Resolved {
    let mut longer: Vec<(String, Command)> = Vec::new();
    for inner in scope.chain() {
        for binding in BINDINGS.iter().filter(|b| b.scope == *inner) {
            for way in ways(binding) {
                if way == typed {
                    return Resolved::Command(binding.command);
                }
                if way.len() > typed.len() && way.starts_with(typed) {
                    let rest: Vec<String> = way[typed.len()..].iter().map(Key::to_string).collect();
                    longer.push((rest.join(" "), binding.command));
                }
            }
        }
    }
    if longer.is_empty() {
        Resolved::Nothing
    } else {
        Resolved::Prefix(longer)
    }
}

/// The rows that hold in a scope, inner first, those shadowed left out.
pub fn in_scope(scope: Scope) -> Vec<&'static Binding> {
    let mut rows: Vec<&Binding> = Vec::new();
    let mut taken: Vec<Vec<Key>> = Vec::new();
    for inner in scope.chain() {
        for binding in BINDINGS.iter().filter(|b| b.scope == *inner) {
            let reached = binding.keys.is_empty() || ways(binding).any(|w| !taken.contains(&w));
            if reached && !rows.iter().any(|r| r.command == binding.command) {
                rows.push(binding);
            }
        }
        let here = BINDINGS.iter().filter(|b| b.scope == *inner);
        taken.extend(here.flat_map(ways));
    }
    rows
}

/// The rows of the other screens, those that mean on every screen what they mean here left out.
pub fn elsewhere(here: Scope) -> Vec<&'static Binding> {
    let is_global = |c: Command| {
        let mut global = BINDINGS.iter().filter(|b| b.scope == Scope::Global);
        global.any(|b| b.command == c)
    };
    let mut rows: Vec<&Binding> = Vec::new();
    for b in BINDINGS {
        let other = !here.chain().contains(&b.scope) && !b.scope.is_over() && !b.scope.is_passing();
        if other && !is_global(b.command) && !rows.iter().any(|r| r.long == b.long) {
            rows.push(b);
        }
    }
    rows
}

/// The keys of a command in a scope, for people: `g s`, `Ctrl-p`.
pub fn keys_shown(binding: &Binding) -> String {
    let one = |way: Vec<Key>| way.iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
    ways(binding).map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::screen::LEAST;
    use crate::model::wrap::width;

    /// The document of all keys, as it stands in `docs/keys.md`.
    fn document() -> String {
        let mut out = String::from(
            "# Keys\n\nThis page is written from the table of bindings (`src/app/keymap/table.rs`).\n",
        );
        let mut scope = None;
        for b in BINDINGS {
            if scope != Some(b.scope) {
                scope = Some(b.scope);
                out.push_str(&format!(
                    "\n## {}\n\n| keys | what it does |\n|---|---|\n",
                    b.scope.title()
                ));
            }
            let keys = match keys_shown(b) {
                k if k.is_empty() => "(palette)".to_owned(),
                k => k,
            };
            out.push_str(&format!("| {} | {} |\n", keys.replace('|', "\\|"), b.long));
        }
        out
    }

    #[test]
    fn no_key_is_bound_twice_in_a_scope_nor_hides_a_longer_one() {
        for (i, a) in BINDINGS.iter().enumerate() {
            for b in BINDINGS[i + 1..].iter().filter(|b| b.scope == a.scope) {
                for x in ways(a) {
                    for y in ways(b) {
                        let clash = x.starts_with(&y) || y.starts_with(&x);
                        assert!(
                            !clash,
                            "{:?} and {:?} in {:?}",
                            a.command, b.command, a.scope
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_key_of_the_table_can_be_read_and_reaches_its_command() {
        for b in BINDINGS {
            for way in ways(b) {
                assert!(!way.is_empty(), "{}", b.keys);
                assert_eq!(
                    resolve(b.scope, &way),
                    Resolved::Command(b.command),
                    "{}",
                    b.keys
                );
            }
        }
    }

    #[test]
    fn help_shows_every_line_whole_on_the_least_screen() {
        // Border, mark and the space before the keys.
        let room = usize::from(LEAST.0) - 6 - 2 - 2 - 1;
        for b in BINDINGS {
            let used = width(b.long) + width(&keys_shown(b));
            assert!(used <= room, "{} cells too many: {}", used - room, b.long);
        }
    }

    #[test]
    fn digits_are_never_global() {
        let digit = |k: &Key| k.typed().is_some_and(|c| c.is_ascii_digit());
        let global = BINDINGS.iter().filter(|b| b.scope == Scope::Global);
        assert!(global.flat_map(ways).flatten().all(|k| !digit(&k)));
    }

    #[test]
    fn the_document_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
        let stored = std::fs::read_to_string(path).unwrap_or_default();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, document()).unwrap();
        } else {
            assert_eq!(
                stored,
                document(),
                "run UPDATE_DOCS=1 cargo test to renew docs/keys.md"
            );
        }
    }
}
