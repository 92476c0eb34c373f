//! Valences: how what is said bears on a construct.

use super::mapping::{may_map, may_settle};
use crate::model::attribute::Case;
use crate::model::event::Change;
use crate::model::ids::{CoderId, CodingId, ConstructId};
use crate::model::mapping::{Mapping, Valence, ValenceOf, Valued};
use crate::model::name;
use crate::model::view::View;

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
    name::check(&case.name).map_err(|flaw| flaw.to_string())?;
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
