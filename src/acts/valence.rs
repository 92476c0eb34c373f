//! Valences: how what is said bears on a construct.

use super::mapping::{may_map, may_settle};
use crate::model::attribute::{Case, Subjects, Value};
use crate::model::event::Change;
use crate::model::ids::{CoderId, CodingId, ConstructId};
use crate::model::mapping::{Mapping, Valence, ValenceOf, Valued};
use crate::model::name;
use crate::model::view::View;
use crate::report::words::listed;
use std::collections::BTreeSet;

/// The valence a coder gives a segment for a construct.
///
/// # Errors
/// Why it cannot be given.
pub fn of_segment(
    view: &View,
    mapping: &Mapping,
    me: &CoderId,
    (coding, construct): (CodingId, ConstructId),
    valence: Option<Valence>,
) -> Result<Change, String> {
    may_map(mapping, me)?;
    let Some(coded) = view.coding(coding) else {
        return Err("there is no such segment".into());
    };
    let code = view.codebook().resolve(coded.code);
    let framework = view.framework(mapping.plan.framework);
    let mapped = mapping.now(me, code);
    if !mapped.is_some_and(|m| m.to.contains(&construct)) {
        return Err(format!(
            "you have not mapped “{}” to “{}”: map it first",
            view.codebook().name(code),
            framework.map_or("", |f| f.called(construct))
        ));
    }
    let of = ValenceOf::Segment(coding);
    let before = mapping.valence(me, &of, construct);
    if before.and_then(|b| b.valence) == valence {
        return Err("it has that valence already".into());
    }
    let valued = Valued {
        mapping: mapping.id,
        of,
        construct,
        valence,
        summary: String::new(),
        present: Vec::new(),
        replaces: before.map(|b| b.id).into_iter().collect(),
    };
    Ok(Change::ValenceGiven(valued.into()))
}

/// The case as the attributes of people and sources spell it.
fn spelt(view: &View, typed: &Case) -> Result<Case, String> {
    let mut names = BTreeSet::new();
    for of in [Subjects::Participants, Subjects::Sources] {
        for (column, held) in view.with_attributes(&of).flat_map(|(_, set)| set) {
            if name::same(&column.key, &typed.kind)
                && let Value::Is(value) = &held.value
            {
                names.insert((column.key.clone(), value.clone()));
            }
        }
    }
    let mut all = names.iter();
    match all.find(|(_, value)| name::same(value, &typed.name)) {
        Some((kind, name)) => Ok(Case {
            kind: kind.clone(),
            name: name.clone(),
        }),
        None if names.is_empty() => Err(format!(
            "nobody and no source has an attribute “{}” that names cases",
            typed.kind
        )),
        None => Err(format!(
            "no {} is called “{}”: {}",
            typed.kind,
            typed.name,
            listed(names.iter().map(|(_, name)| name))
        )),
    }
}

/// The valence of a case for a construct, given by those present from what they sum up of it.
///
/// # Errors
/// Why it cannot be given.
pub fn of_case(
    view: &View,
    mapping: &Mapping,
    me: &CoderId,
    (case, construct): (Case, ConstructId),
    (valence, summary, mut present): (Option<Valence>, &str, Vec<CoderId>),
) -> Result<Change, String> {
    may_settle(view, mapping, me)?;
    let case = spelt(view, &case)?;
    if let Some(round) = view.rounds().iter().find(|r| r.binds(Some(me))) {
        return Err(format!(
            "a case is summed up from all its sources, and some are coded blind by you in “{}”: wait until that has opened",
            round.plan.name
        ));
    }
    if summary.trim().is_empty() && valence.is_some() {
        return Err(
            "say in a sentence what it is given for: it rests on what is summed up of the case"
                .into(),
        );
    }
    if !present.contains(me) {
        present.insert(0, me.clone());
    }
    let of = ValenceOf::Case(case);
    let all = mapping.valences.iter();
    let before = all.filter(|v| v.stands && v.of == of && v.construct == construct);
    let replaces = before.map(|v| v.id).collect();
    let valued = Valued {
        mapping: mapping.id,
        of,
        construct,
        valence,
        summary: summary.trim().to_owned(),
        present,
        replaces,
    };
    Ok(Change::ValenceGiven(valued.into()))
}
