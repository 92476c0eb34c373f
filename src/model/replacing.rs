//! What an edit replaces: every edit of the same field that is known here.

use super::event::Change;
use super::ids::EventId;
use super::view::View;
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

impl View {
    /// The changes as they are to be written: an edit of a field names all edits of that field it
    /// replaces. Other changes stay as they are. What is about the same thing is looked at once,
    /// however many changes.
    pub fn replacing(&self, mut changes: Vec<Change>) -> Vec<Change> {
        let mut before: HashMap<Field, Vec<EventId>> = HashMap::new();
        before.extend(changes.iter().filter_map(|c| Some((key(c)?, Vec::new()))));
        let edits = changes.iter().filter(|c| is_edit(c));
        for event in self.whole_state().about_the_same(edits) {
            if let Some(ids) = key(&event.change).and_then(|key| before.get_mut(&key)) {
                ids.push(event.id);
            }
        }
        for change in &mut changes {
            let ids = key(change).and_then(|key| before.get(&key));
            if let (Some(mut ids), Some(replaces)) = (ids.cloned(), replaces(change)) {
                ids.sort();
                *replaces = ids;
            }
        }
        changes
    }

    /// The events in sight that are about the same as this change, and of a kind; by id.
    pub(super) fn in_sight(
        &self,
        change: &Change,
        is_of: impl Fn(&Change) -> bool,
    ) -> Vec<EventId> {
        let events = self.whole_state().about_the_same([change]);
        let mut ids: Vec<EventId> = events.filter(|e| is_of(&e.change)).map(|e| e.id).collect();
        ids.sort();
        ids
    }
}

/// A field an edit sets, its kind aside from what it is of.
type Field = (Discriminant<Change>, String);

fn key(change: &Change) -> Option<Field> {
    Some((discriminant(change), field(change)?))
}

/// Whether it is an edit of a field, which names what it replaces when it is saved.
pub fn is_edit(change: &Change) -> bool {
    field(change).is_some()
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
        TimePointsNamed { .. } | CitingSet { .. } => String::new(),
        ConstructEdited {
            construct, field, ..
        } => format!("{construct} {:?}", discriminant(field)),
        CodePlaced { theme, code, .. } => format!("{theme} {code}"),
        CodeMoved { code, .. } => code.to_string(),
        MemoEdited { memo, .. } | SummaryRests { memo, .. } => memo.to_string(),
        ThemeMoved { theme, .. } | ThemeJudged { theme, .. } => theme.to_string(),
        EvidenceMarked { on, coding, .. } => format!("{} {coding}", on.event()),
        ClaimAnswered(said) => format!("{} {}", said.theme, said.person),
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
        | SummaryRests { replaces, .. }
        | ThemeEdited { replaces, .. }
        | ThemeMoved { replaces, .. }
        | CodePlaced { replaces, .. }
        | ConstructEdited { replaces, .. }
        | EvidenceMarked { replaces, .. }
        | ThemeJudged { replaces, .. }
        | SourceEdited { replaces, .. }
        | SpeakerSet { replaces, .. }
        | AttributeSet { replaces, .. }
        | AttributeDeclared { replaces, .. }
        | TimePointsNamed { replaces, .. }
        | CitingSet { replaces, .. } => Some(replaces),
        ClaimAnswered(said) => Some(&mut said.replaces),
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
        assert_eq!(
            replaced(view.replacing(vec![edit(hope, name("hopes"))]).remove(0)),
            [first]
        );
        let key = CodeField::Key('k');
        assert_eq!(
            replaced(view.replacing(vec![edit(hope, key)]).remove(0)),
            []
        );
    }
}
