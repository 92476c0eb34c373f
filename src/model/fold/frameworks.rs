//! Frameworks from their events.

use super::register::Register;
use super::tree::Tree;
use crate::model::event::{Change, ConstructField, Event};
use crate::model::framework::{Construct, ConstructText, Framework};
use crate::model::ids::{ConstructId, FrameworkId};
use std::collections::{HashMap, HashSet};
use std::mem::discriminant;
use std::sync::Arc;

/// Frameworks in the order they were added, from their standing events in total order.
pub(super) fn resolve(ops: &[Arc<Event>]) -> Vec<Framework> {
    let mut constructs: HashMap<FrameworkId, Vec<Construct>> = HashMap::new();
    let edits = edits(ops);
    for event in ops {
        if let Change::ConstructAdded(text) = &event.change {
            let here = constructs.entry(text.framework).or_default();
            here.push(construct(event, text, &edits));
        }
    }
    let added = ops.iter().filter_map(|event| match &event.change {
        Change::FrameworkAdded(text) => Some((event, text)),
        _ => None,
    });
    added
        .map(|(event, text)| Framework {
            id: event.id.into(),
            name: text.name.clone(),
            source: text.source.clone(),
            by: event.coder.clone(),
            constructs: in_order(constructs.remove(&event.id.into()).unwrap_or_default()),
        })
        .collect()
}

type Edits<'e> = HashMap<(ConstructId, usize), Register<'e, ConstructField>>;

fn edits(ops: &[Arc<Event>]) -> Edits<'_> {
    let mut edits = Edits::new();
    for event in ops {
        if let Change::ConstructEdited {
            construct,
            field,
            replaces,
        } = &event.change
        {
            let key = (*construct, number(field));
            edits.entry(key).or_default().push(event, field, replaces);
        }
    }
    edits
}

fn number(field: &ConstructField) -> usize {
    let kinds = [
        ConstructField::Name(String::new()),
        ConstructField::Definition(String::new()),
        ConstructField::Retired(true),
    ];
    let is = |kind: &ConstructField| discriminant(kind) == discriminant(field);
    kinds.iter().position(is).unwrap_or_default()
}

/// A construct with what the study makes of it.
fn construct(event: &Event, text: &ConstructText, edits: &Edits) -> Construct {
    let id: ConstructId = event.id.into();
    let mut construct = Construct {
        id,
        parent: text.parent,
        depth: 0,
        name: text.name.clone(),
        text: text.text.clone(),
        given: text.given,
        retired: false,
        was_called: None,
        was_defined: None,
        by: event.coder.clone(),
    };
    for at in 0..3 {
        let shown = edits.get(&(id, at)).and_then(Register::shown);
        match shown {
            Some(ConstructField::Name(name)) if *name != text.name => {
                construct.name = name.clone();
                construct.was_called = Some(text.name.clone());
            }
            Some(ConstructField::Definition(new)) if *new != text.text.definition => {
                construct.text.definition = new.clone();
                construct.was_defined = Some(text.text.definition.clone());
            }
            Some(ConstructField::Retired(retired)) => construct.retired = *retired,
            _ => {}
        }
    }
    construct
}

/// Parents before what stands below them. Who names a parent that is not here, or one that stands
/// below it, stands at the top.
fn in_order(constructs: Vec<Construct>) -> Vec<Construct> {
    let here: HashSet<ConstructId> = constructs.iter().map(|c| c.id).collect();
    let mut tree = Tree::new();
    for construct in &constructs {
        let parent = construct.parent.filter(|p| here.contains(p));
        if tree.put(construct.id, parent).is_err() {
            let _ = tree.put(construct.id, None);
        }
    }
    let ids: Vec<ConstructId> = constructs.iter().map(|c| c.id).collect();
    let mut by_id: HashMap<ConstructId, Construct> =
        constructs.into_iter().map(|c| (c.id, c)).collect();
    let stand = tree.in_order(&ids).into_iter();
    stand
        .filter_map(|at| {
            let construct = by_id.remove(&at.id)?;
            Some(Construct {
                parent: at.parent,
                depth: at.depth,
                ..construct
            })
        })
        .collect()
}
