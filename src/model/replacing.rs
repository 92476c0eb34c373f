//! What an edit replaces: every edit of the same field that is known here.

use super::event::Change;
use super::ids::EventId;
use super::view::View;
use std::mem::discriminant;

impl View {
    /// The change as it is to be written: an edit of a field names all edits of that field it
    /// replaces. Other changes stay as they are.
    pub fn replacing(&self, mut change: Change) -> Change {
        if is_edit(&change) {
            let before = self.in_sight(|other| set_the_same(&change, other));
            if let Some(replaces) = replaces(&mut change) {
                *replaces = before;
            }
        }
        change
    }

    /// The events in sight whose change is of a kind, by id.
    pub(super) fn in_sight(&self, is_of: impl Fn(&Change) -> bool) -> Vec<EventId> {
        let events = self
            .any_events()
            .filter(|e| is_of(&e.change) && self.shows(e));
        let mut ids: Vec<EventId> = events.map(|e| e.id).collect();
        ids.sort();
        ids
    }
}

fn is_edit(change: &Change) -> bool {
    set_the_same(change, change)
}

/// Whether two changes set the same field of the same thing.
fn set_the_same(one: &Change, other: &Change) -> bool {
    use Change::*;
    match (one, other) {
        (
            CodeEdited {
                code: a, field: f, ..
            },
            CodeEdited {
                code: b, field: g, ..
            },
        ) => a == b && discriminant(f) == discriminant(g),
        (CodeMoved { code: a, .. }, CodeMoved { code: b, .. }) => a == b,
        (
            Recoded {
                coding: a,
                field: f,
                ..
            },
            Recoded {
                coding: b,
                field: g,
                ..
            },
        ) => a == b && discriminant(f) == discriminant(g),
        (MemoEdited { memo: a, .. }, MemoEdited { memo: b, .. }) => a == b,
        (
            ThemeEdited {
                theme: a, field: f, ..
            },
            ThemeEdited {
                theme: b, field: g, ..
            },
        ) => a == b && discriminant(f) == discriminant(g),
        (ThemeMoved { theme: a, .. }, ThemeMoved { theme: b, .. }) => a == b,
        (
            CodePlaced {
                theme: a, code: c, ..
            },
            CodePlaced {
                theme: b, code: d, ..
            },
        ) => (a, c) == (b, d),
        (
            SourceEdited {
                source: a,
                field: f,
                ..
            },
            SourceEdited {
                source: b,
                field: g,
                ..
            },
        ) => a == b && discriminant(f) == discriminant(g),
        (
            SpeakerSet {
                source: a,
                setting: s,
                ..
            },
            SpeakerSet {
                source: b,
                setting: t,
                ..
            },
        ) => (a, &s.label) == (b, &t.label),
        (AttributeSet { of: a, key: k, .. }, AttributeSet { of: b, key: l, .. }) => {
            (a, k) == (b, l)
        }
        _ => false,
    }
}

fn replaces(edit: &mut Change) -> Option<&mut Vec<EventId>> {
    use Change::*;
    match edit {
        CodeEdited { replaces, .. }
        | CodeMoved { replaces, .. }
        | Recoded { replaces, .. }
        | MemoEdited { replaces, .. }
        | ThemeEdited { replaces, .. }
        | ThemeMoved { replaces, .. }
        | CodePlaced { replaces, .. }
        | SourceEdited { replaces, .. }
        | SpeakerSet { replaces, .. }
        | AttributeSet { replaces, .. } => Some(replaces),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::CodeField;
    use crate::model::fixture::Study;
    use crate::model::ids::CodeId;

    fn edit(code: CodeId, field: CodeField) -> Change {
        Change::CodeEdited {
            code,
            field,
            replaces: Vec::new(),
            on: None,
        }
    }

    fn replaced(mut change: Change) -> Vec<EventId> {
        std::mem::take(replaces(&mut change).unwrap())
    }

    #[test]
    fn an_edit_replaces_those_of_its_own_field_and_no_other() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]);
        let (hope, fear) = (s.code("hope"), s.code("fear"));
        let name = |to: &str| CodeField::Name(to.to_owned());
        let first = s.push("ana", edit(hope, name("faith")));
        s.push("ana", edit(hope, CodeField::Definition("trust".to_owned())));
        s.push("ben", edit(fear, name("dread")));
        let view = s.view();
        assert_eq!(replaced(view.replacing(edit(hope, name("hopes")))), [first]);
        let key = CodeField::Key('k');
        assert_eq!(replaced(view.replacing(edit(hope, key))), []);
    }
}
