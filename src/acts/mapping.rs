//! Mapping codes to a framework: opening it, mapping, submitting, settling what differs.

use super::plan::may_be_round;
use crate::model::event::Change;
use crate::model::framework::Framework;
use crate::model::ids::{CodeId, CoderId, ConstructId, EventId};
use crate::model::mapping::{
    Fit, MappedTo, Mapping, MappingPlan, MappingRuling, MappingStep, Standing,
};
use crate::model::verdict::ReasonKind;
use crate::model::view::View;

/// What a mapping is opened with.
pub struct Asked<'a> {
    pub name: &'a str,
    pub framework: &'a Framework,
    pub coders: Vec<CoderId>,
    /// Only this code and those under it.
    pub under: Option<CodeId>,
    pub blind: bool,
}

/// The plan of a mapping of all codes everybody knows, or of those under one.
///
/// # Errors
/// Why it cannot be opened.
pub fn plan(view: &View, asked: Asked) -> Result<MappingPlan, String> {
    may_be_round(view, asked.name)?;
    let framework = asked.framework;
    if !view.is_public(framework.id.event()) {
        return Err(format!(
            "nobody else sees “{}” yet: wait until the blind round you code in has opened",
            framework.name
        ));
    }
    let coders = view.in_order_of_joining(asked.coders.clone());
    let mut unique = coders.clone();
    unique.sort();
    unique.dedup();
    if unique.len() < coders.len() {
        return Err("a coder is named twice".into());
    }
    if coders.len() < 2 {
        return Err("codes are mapped by two coders at least, apart from each other".into());
    }
    if let Some(stranger) = coders.iter().find(|c| !view.coders().contains_key(c)) {
        return Err(format!("{stranger} has not opened this study yet"));
    }
    let known = view.known();
    let codebook = view.codebook_known_to(&known);
    let is_under = |code: CodeId| {
        let top = asked.under;
        top.is_none_or(|top| code == top || codebook.ancestors(code).contains(&top))
    };
    let codes: Vec<CodeId> = codebook
        .active()
        .map(|c| c.id)
        .filter(|c| is_under(*c))
        .collect();
    if codes.is_empty() {
        return Err("there is no code to map that everybody knows of".into());
    }
    let constructs = framework.in_use().filter(|c| view.is_public(c.id.event()));
    Ok(MappingPlan {
        name: asked.name.trim().to_owned(),
        framework: framework.id,
        coders,
        codes,
        constructs: constructs.map(|c| c.id).collect(),
        blind: asked.blind,
        codebook: view.version_known_to(&known),
        known,
    })
}

fn takes_part(mapping: &Mapping, me: &CoderId) -> Result<(), String> {
    match mapping.plan.coders.contains(me) {
        true => Ok(()),
        false => Err(format!("{me} maps nothing in “{}”", mapping.plan.name)),
    }
}

/// Whether a coder may map codes, or give valences, now.
///
/// # Errors
/// Why not.
pub fn may_map(mapping: &Mapping, me: &CoderId) -> Result<(), String> {
    takes_part(mapping, me)?;
    let (submitted, over) = (mapping.submitted.contains_key(me), mapping.is_over());
    match submitted && !over {
        true => Err(format!(
            "you have submitted “{}”: withdraw it first, as long as not all have submitted",
            mapping.plan.name
        )),
        false => Ok(()),
    }
}

/// What a coder maps a code to; nothing where no construct fits.
///
/// # Errors
/// Why it cannot be mapped so.
pub fn mapped(
    view: &View,
    mapping: &Mapping,
    me: &CoderId,
    code: CodeId,
    (to, note): (&[ConstructId], &str),
) -> Result<Change, String> {
    may_map(mapping, me)?;
    is_of(view, mapping, code)?;
    let to = offered(view, mapping, to)?;
    let before = mapping.now(me, code);
    if before.is_some_and(|b| b.to == to && b.note == note.trim()) {
        return Err(format!(
            "you have mapped “{}” so already",
            view.codebook().name(code)
        ));
    }
    let said = MappedTo {
        mapping: mapping.id,
        code,
        to,
        note: note.trim().to_owned(),
        replaces: before.map(|b| b.id).into_iter().collect(),
    };
    Ok(Change::CodeMapped(said.into()))
}

fn is_of(view: &View, mapping: &Mapping, code: CodeId) -> Result<(), String> {
    match mapping.plan.codes.contains(&code) {
        true => Ok(()),
        false => Err(format!(
            "“{}” is no code of “{}”: it was not there when that was opened, or is private",
            view.codebook().name(code),
            mapping.plan.name
        )),
    }
}

/// Constructs that can be named now: while a mapping is blind, those it was opened with; later all
/// that everybody knows of.
fn offered(view: &View, mapping: &Mapping, to: &[ConstructId]) -> Result<Vec<ConstructId>, String> {
    let there = choices(view, mapping);
    let mut to = to.to_vec();
    to.sort();
    to.dedup();
    match to.iter().find(|id| !there.contains(id)) {
        Some(other) => {
            let framework = view.framework(mapping.plan.framework);
            Err(format!(
                "“{}” is no construct codes can be mapped to in “{}”",
                framework.map_or("", |f| f.called(*other)),
                mapping.plan.name
            ))
        }
        None => Ok(to),
    }
}

/// The constructs codes can be mapped to now, in the order of the framework.
pub fn choices(view: &View, mapping: &Mapping) -> Vec<ConstructId> {
    let plan = &mapping.plan;
    let framework = view.framework(plan.framework);
    let all = framework.into_iter().flat_map(Framework::in_use);
    let public = |id: &ConstructId| mapping.is_open() && view.is_public(id.event());
    all.map(|c| c.id)
        .filter(|id| plan.constructs.contains(id) || public(id))
        .collect()
}

/// Says that a coder is done: what they mapped up to now counts as made apart.
///
/// # Errors
/// Why it cannot be submitted.
pub fn submitted(view: &View, mapping: &Mapping, me: &CoderId) -> Result<Change, String> {
    takes_part(mapping, me)?;
    let name = &mapping.plan.name;
    if mapping.submitted.contains_key(me) {
        return Err(format!("you have submitted “{name}” already"));
    }
    if mapping.is_over() {
        return Err(format!("“{name}” is closed"));
    }
    if mapping.done(me) == 0 {
        return Err(format!("you have mapped no code of “{name}” yet"));
    }
    let marks = view.known().into_iter().filter(|m| m.coder == *me);
    Ok(step(mapping, me, MappingStep::Submitted(marks.collect())))
}

/// # Errors
/// Why it cannot be withdrawn.
pub fn withdrawn(mapping: &Mapping, me: &CoderId) -> Result<Change, String> {
    takes_part(mapping, me)?;
    let name = &mapping.plan.name;
    if !mapping.submitted.contains_key(me) {
        return Err(format!("you have not submitted “{name}”"));
    }
    match mapping.is_over() {
        true => Err(format!(
            "“{name}” has opened: nothing can be withdrawn any more"
        )),
        false => Ok(step(mapping, me, MappingStep::Withdrawn)),
    }
}

/// Ends a mapping before all have submitted.
///
/// # Errors
/// Why it cannot be ended.
pub fn closed(mapping: &Mapping, me: &CoderId) -> Result<Change, String> {
    let name = &mapping.plan.name;
    if mapping.is_over() {
        return Err(format!("“{name}” is over already"));
    }
    match mapping.by == *me || mapping.plan.coders.contains(me) {
        true => Ok(step(mapping, me, MappingStep::Closed)),
        false => Err(format!(
            "only its coders and {}, who opened “{name}”, can close it",
            mapping.by
        )),
    }
}

fn step(mapping: &Mapping, me: &CoderId, step: MappingStep) -> Change {
    Change::MappingStepped {
        mapping: mapping.id,
        step,
        after: mapping.last.get(me).copied(),
    }
}

/// Whether differences can be settled now.
///
/// # Errors
/// Why not.
pub fn may_settle(view: &View, mapping: &Mapping, me: &CoderId) -> Result<(), String> {
    takes_part(mapping, me)?;
    let name = &mapping.plan.name;
    if !mapping.is_over() {
        return Err(format!(
            "“{name}” has not opened: not all have submitted yet"
        ));
    }
    match view.mapping_kept_by(mapping) {
        Some(round) => Err(format!(
            "“{name}” waits: some of it may be of the time of “{}”, which is blind",
            round.plan.name
        )),
        None => Ok(()),
    }
}

/// What is decided about a code.
pub struct Decision<'a> {
    pub verdict: Fit,
    /// The constructs that stand; asked for where it is another.
    pub to: &'a [ConstructId],
    pub reason: &'a str,
    pub kind: ReasonKind,
    pub present: Vec<CoderId>,
}

/// The event that settles how a code is mapped. No mapping is touched by it.
///
/// # Errors
/// Why it cannot be settled so.
pub fn settled(
    view: &View,
    mapping: &Mapping,
    me: &CoderId,
    code: CodeId,
    decision: Decision,
) -> Result<Change, String> {
    may_settle(view, mapping, me)?;
    is_of(view, mapping, code)?;
    let now = |coder: &CoderId| mapping.now(coder, code).map(|m| m.to.clone());
    let to = match &decision.verdict {
        Fit::Of(coder) => now(coder)
            .ok_or_else(|| format!("{coder} has not mapped “{}”", view.codebook().name(code)))?,
        Fit::Both => {
            let all = mapping.plan.coders.iter().filter_map(now);
            all.flatten().collect()
        }
        Fit::Another if decision.to.is_empty() => {
            return Err("name the construct that stands; neither says that none fits".into());
        }
        Fit::Another => offered(view, mapping, decision.to)?,
        Fit::Neither | Fit::Kept | Fit::Parked => Vec::new(),
    };
    let mut to = to;
    to.sort();
    to.dedup();
    let mut present = decision.present;
    if !present.contains(me) {
        present.insert(0, me.clone());
    }
    let replaces: Vec<EventId> = mapping.verdicts_on(code).iter().map(|v| v.id).collect();
    let ruling = MappingRuling {
        mapping: mapping.id,
        code,
        verdict: decision.verdict,
        to,
        reason: decision.reason.trim().to_owned(),
        kind: decision.kind,
        present,
        replaces,
    };
    Ok(Change::MappingRuled(ruling.into()))
}

/// Stands by what another proposed.
///
/// # Errors
/// If there is nothing to stand by.
pub fn assented(
    view: &View,
    mapping: &Mapping,
    me: &CoderId,
    code: CodeId,
) -> Result<Change, String> {
    may_settle(view, mapping, me)?;
    match mapping.standing(code) {
        Standing::Proposed(v) if !v.present.contains(me) && !v.assents.contains(me) => {
            Ok(Change::Assented {
                verdict: v.id.into(),
            })
        }
        _ => Err(format!(
            "nobody has proposed anything for “{}” that waits for you",
            view.codebook().name(code)
        )),
    }
}
