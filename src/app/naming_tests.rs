//! What is typed or pasted as a name is one line of visible characters, or stays to be mended.

use super::fixture::opened;
use super::key::{Code, Key};
use super::{Action, App};
use crate::model::event::Change;
use crate::model::fixture::Study;
use crate::work::effect::Effect;

fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let keys = Key::parse_script(keys).unwrap();
    keys.into_iter()
        .flat_map(|key| app.update(Action::Key(key)))
        .collect()
}

/// Names of codes and themes that are to be saved.
fn names(effects: &[Effect]) -> Vec<&str> {
    let changes = effects.iter().filter_map(|effect| match effect {
        Effect::Append(changes) => Some(changes),
        _ => None,
    });
    let named = changes.flatten().filter_map(|(_, change)| match change {
        Change::CodeAdded { name, .. } | Change::ThemeAdded { name, .. } => Some(name.as_str()),
        _ => None,
    });
    named.collect()
}

#[test]
fn lines_pasted_as_a_name_become_one() {
    let mut s = Study::new();
    s.coders(&["ana"]).source("a", 100);
    s.code("hope");
    for keys in ["g c a", "g t a"] {
        let mut app = opened(&s, "ana", (120, 40));
        press(&mut app, keys);
        let pasted = "first code\rsecond\tcode\r\nthird\u{1b}\u{202e}\n";
        app.update(Action::Paste(pasted.into()));
        let effects = press(&mut app, "<ret>");
        assert_eq!(names(&effects), ["first code second code third"], "{keys}");
    }
}

#[test]
fn what_cannot_be_a_name_stays_to_be_mended() {
    let mut s = Study::new();
    s.coders(&["ana"]).source("a", 100);
    s.code("hope");
    for keys in ["g c a", "g t a"] {
        let mut app = opened(&s, "ana", (120, 40));
        press(&mut app, keys);
        press(&mut app, "x y");
        app.update(Action::Key(Key::plain(Code::Char('\u{202e}'))));
        assert!(names(&press(&mut app, "<ret>")).is_empty(), "{keys}");
        let said = app.cx.notices.current().map(|n| n.text.clone());
        assert!(said.is_some_and(|said| said.contains("U+202E")), "{keys}");
        assert_eq!(names(&press(&mut app, "<bs> <ret>")), ["xy"], "{keys}");
    }
}
