//! What an edit replaces: every edit of the same field that is known here.

use super::event::Change;
use super::ids::EventId;
use super::view::View;
use std::mem::discriminant;

impl View {
    /// The change as it is to be written: an edit of a field names all edits of that field it
    /// replaces. Other changes stay as they are.
    pub fn replacing(&self, mut change: Change) -> Change {
        if let Some(set) = field(&change) {
            let kind = discriminant(&change);
            let same = |c: &Change| discriminant(c) == kind && field(c).as_deref() == Some(&*set);
            let before = self.in_sight(same);
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

/// Which field an edit of its kind sets, and of what; `None` where it is no edit of a field.
fn field(edit: &Change) -> Option<String> {
    use Change::*;
    Some(match edit {
        CodeEdited { code, field, .. } => format!("{code} {:?}", discriminant(field)),
        Recoded { coding, field, .. } => format!("{coding} {:?}", discriminant(field)),
        ThemeEdited { theme, field, .. } => format!("{theme} {:?}", discriminant(field)),
        SourceEdited { source, field, .. } => format!("{source} {:?}", discriminant(field)),
        SpeakerSet {
            source, setting, ..
        } => format!("{source} {}", setting.label),
        AttributeSet { of, key, at, .. } => format!("{of:?} {key} {at:?}"),
        AttributeDeclared { of, key, .. } => format!("{of:?} {key}"),
        TimePointsNamed { .. } => String::new(),
        CodePlaced { theme, code, .. } => format!("{theme} {code}"),
        CodeMoved { code, .. } => code.to_string(),
        MemoEdited { memo, .. } => memo.to_string(),
        ThemeMoved { theme, .. } => theme.to_string(),
        _ => return None,
    })
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
        | AttributeSet { replaces, .. }
        | AttributeDeclared { replaces, .. }
        | TimePointsNamed { replaces, .. } => Some(replaces),
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
