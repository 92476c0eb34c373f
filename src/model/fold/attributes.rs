//! Attributes from their events: what is set, by whom, what kind of values each takes, and the time
//! points of the study.

use super::register::Register;
use crate::model::attribute::{
    AttributeKind, Attributes, Case, Column, Held, Subject, Subjects, Value,
};
use crate::model::event::{Change, Event};
use crate::model::name;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::model) struct Resolved {
    pub set: BTreeMap<Subject, Attributes>,
    /// Those that somebody said.
    pub kinds: BTreeMap<(Subjects, String), AttributeKind>,
    /// In their order.
    pub time_points: Vec<String>,
    /// How quotes are cited; as sources are, if empty.
    pub citing: String,
}

pub(super) fn resolve(ops: &[Arc<Event>]) -> Resolved {
    let mut set: BTreeMap<(Subject, Column), Register<Change>> = BTreeMap::new();
    let mut kinds: BTreeMap<(Subjects, String), Register<AttributeKind>> = BTreeMap::new();
    let mut points: Register<Vec<String>> = Register::default();
    let mut citing: Register<String> = Register::default();
    for event in ops {
        match &event.change {
            Change::AttributeSet {
                of,
                key,
                at,
                replaces,
                ..
            } => {
                let at = at.as_deref().map(name::composed);
                let column = Column::new(name::composed(key), at);
                let register = set.entry((composed(of), column)).or_default();
                register.push(event, &event.change, replaces);
            }
            Change::AttributeDeclared {
                of,
                key,
                kind,
                replaces,
            } => {
                let register = kinds.entry((of.clone(), name::composed(key))).or_default();
                register.push(event, kind, replaces);
            }
            Change::TimePointsNamed {
                points: named,
                replaces,
            } => points.push(event, named, replaces),
            Change::CitingSet { pattern, replaces } => citing.push(event, pattern, replaces),
            _ => {}
        }
    }
    let mut resolved = Resolved {
        time_points: points.shown().cloned().unwrap_or_default(),
        citing: citing.shown().cloned().unwrap_or_default(),
        ..Resolved::default()
    };
    for ((of, column), register) in &set {
        if let Some(held) = held(register) {
            let here = resolved.set.entry(of.clone()).or_default();
            here.insert(column.clone(), held);
        }
    }
    for (key, register) in kinds {
        if let Some(kind) = register.shown() {
            resolved.kinds.insert(key, kind.clone());
        }
    }
    resolved
}

/// What is shown of what was set; `None` where it was taken away and nobody set anything apart.
fn held(register: &Register<Change>) -> Option<Held> {
    let heads = register.heads();
    let (last, others) = heads.split_last()?;
    let apart: Vec<_> = others
        .iter()
        .map(|e| (e.event.coder.clone(), value(e.value)))
        .filter(|(_, other)| *other != value(last.value))
        .collect();
    // Of a value and its being taken away, apart from each other, the value is shown.
    let (by, shown, apart) = match value(last.value) {
        Some(shown) => (last.event.coder.clone(), shown, apart),
        None => {
            let at = apart.iter().rposition(|(_, other)| other.is_some())?;
            let mut apart = apart;
            let (by, shown) = apart.remove(at);
            apart.push((last.event.coder.clone(), None));
            (by, shown?, apart)
        }
    };
    Some(Held {
        value: shown,
        apart,
        by: Some(by),
    })
}

fn value(change: &Change) -> Option<Value> {
    match change {
        Change::AttributeSet {
            absent: Some(absent),
            ..
        } => Some(Value::Not(*absent)),
        Change::AttributeSet { value, .. } => value.clone().map(Value::Is),
        _ => None,
    }
}

/// Whom or what attributes are of: one, however the name is written.
fn composed(of: &Subject) -> Subject {
    match of {
        Subject::Participant(who) => Subject::Participant(name::composed(who)),
        Subject::Case(case) => Subject::Case(Case {
            kind: name::composed(&case.kind),
            name: name::composed(&case.name),
        }),
        Subject::Source(_) => of.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::attribute::{Absent, Column, Subject, Value};
    use crate::model::event::Change;
    use crate::model::fixture::Study;
    use crate::model::ids::EventId;

    fn set(value: Option<&str>, absent: Option<Absent>, replaces: Vec<EventId>) -> Change {
        Change::AttributeSet {
            of: Subject::Participant("P07".into()),
            key: "arm".into(),
            value: value.map(str::to_owned),
            absent,
            at: None,
            replaces,
        }
    }

    fn shown(s: &Study) -> Option<(String, Vec<(String, String)>)> {
        let view = s.view();
        let of = Subject::Participant("P07".into());
        let held = view
            .attributes(&of)?
            .get(&Column::new("arm", None))?
            .clone();
        let apart = held.apart.iter().map(|(who, value)| {
            let value = value.as_ref().map_or(String::new(), Value::to_string);
            (who.to_string(), value)
        });
        Some((held.value.to_string(), apart.collect()))
    }

    #[test]
    fn what_two_set_apart_is_both_kept_until_somebody_who_knew_of_both_sets_it() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]);
        let one = s.push("ana", set(Some("smcm"), None, vec![]));
        let other = s.push("ben", set(None, Some(Absent::Unknown), vec![]));
        let both = |said: &str, who: &str, other: &str| {
            Some((said.to_owned(), vec![(who.to_owned(), other.to_owned())]))
        };
        assert_eq!(shown(&s), both("unknown", "ana", "smcm"));
        s.push("ana", set(Some("control"), None, vec![one, other]));
        assert_eq!(shown(&s), Some(("control".into(), vec![])));
        // The same set apart is no conflict.
        let mut s = Study::new();
        s.coders(&["ana", "ben"]);
        let one = s.push("ana", set(Some("smcm"), None, vec![]));
        s.push("ben", set(Some("smcm"), None, vec![]));
        assert_eq!(shown(&s), Some(("smcm".into(), vec![])));
        // What one takes away while another sets it anew stays.
        s.push("ana", set(Some("control"), None, vec![one]));
        let all: Vec<EventId> = s.events.iter().map(|e| e.id).collect();
        s.push("ben", set(None, None, all[..4].to_vec()));
        assert_eq!(shown(&s), both("control", "ben", ""));
    }
}
