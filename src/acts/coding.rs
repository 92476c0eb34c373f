//! Coding: what may be coded, with which codes, and the changes it makes.

use crate::model::code::{CodeKind, CodeText};
use crate::model::coding::{Coding, Via};
use crate::model::desk::Desk;
use crate::model::event::{Change, CodingField};
use crate::model::ids::{CodeId, CoderId, CodingId, Digest, EventId, RoundId, SourceId};
use crate::model::mint::Mint;
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::view::View;

/// Where a coding comes to lie.
#[derive(Clone, Debug)]
pub struct Place {
    pub source: SourceId,
    pub round: Option<RoundId>,
    pub span: Span,
    /// What led there; `None` for what one read.
    pub via: Option<Via>,
}

/// The round a source is coded in now, if any.
///
/// # Errors
/// Why it cannot be coded.
pub fn may_code(view: &View, source: &SourceId) -> Result<Option<RoundId>, String> {
    match view.desk(source) {
        Desk::Round(id) => Ok(Some(id)),
        Desk::Free => Ok(None),
        Desk::Submitted(id) => {
            let name = view.round(id).map_or("", |r| r.plan.name.as_str());
            Err(submitted(name))
        }
    }
}

fn submitted(name: &str) -> String {
    format!("you have submitted “{name}”: withdraw the submission first (g s, Tab, w)")
}

/// Whether one of one's codings may still be changed.
///
/// # Errors
/// Why not.
pub fn may_change(view: &View, me: &CoderId, coding: CodingId) -> Result<(), String> {
    let round = view.coding(coding).and_then(|c| c.round);
    let Some(round) = round.and_then(|r| view.round(r)) else {
        return Ok(());
    };
    let name = &round.plan.name;
    if round.is_over() {
        return Err(format!(
            "“{name}” is over: what was coded in it stays; settle differences in Reconcile (g d)"
        ));
    }
    match round.submitted.contains_key(me) {
        true => Err(submitted(name)),
        false => Ok(()),
    }
}

/// Whether work of round `of` may use a code that is private to `round`. In another round everybody
/// would see that there is a code they cannot see, while the first is still blind.
///
/// # Errors
/// Why not.
pub fn may_use(view: &View, round: Option<RoundId>, of: Option<RoundId>) -> Result<(), String> {
    let shut = round.filter(|round| view.is_shut(*round) && of.is_some_and(|o| o != *round));
    let Some(blind) = shut.and_then(|id| view.round(id)) else {
        return Ok(());
    };
    Err(format!(
        "that code is yours alone while “{}” is blind, and this source is coded in another round: \
         use a code of the shared codebook here, or note a memo",
        blind.plan.name
    ))
}

/// Whether work of round `of` may use this code.
fn may_use_code(view: &View, code: CodeId, of: Option<RoundId>) -> Result<(), String> {
    let found = view.codebook().get(code);
    if found.is_some_and(|c| view.is_left_behind(c)) {
        return Err(
            "that code is yours alone, for the round in whose time it arose was cancelled: give it \
             another name (g c, e) and make one of this name that all can see"
                .into(),
        );
    }
    may_use(view, found.and_then(|c| c.private), of)
}

/// Whether a code is in use, or brought back by what comes before.
fn is_offered(view: &View, code: CodeId, before: &[(EventId, Change)]) -> Result<(), String> {
    let back = |(_, change): &(EventId, Change)| matches!(change, Change::CodeRestored { code: of, .. } if *of == code);
    let found = view.codebook().get(code).filter(|c| c.retired);
    match found.filter(|_| !before.iter().any(back)) {
        None => Ok(()),
        Some(code) => Err(format!(
            "“{}” is retired: D in the Codebook (g c) brings it back",
            code.name
        )),
    }
}

/// The blind round a new code belongs to: the one of the source being read, else the latest that
/// freezes the shared codebook.
pub fn private_round(view: &View, reading: Option<&SourceId>) -> Option<RoundId> {
    let frozen = view.frozen_by()?.id;
    let here = reading.and_then(|s| view.round_for(s));
    here.filter(|id| view.is_shut(*id)).or(Some(frozen))
}

/// A new code; private to oneself while a blind round freezes the shared codebook.
pub fn new_code(
    view: &View,
    reading: Option<&SourceId>,
    name: &str,
    parent: Option<CodeId>,
) -> Change {
    Change::CodeAdded {
        name: name.trim().to_owned(),
        parent,
        text: CodeText::default(),
        colour: view.codebook().next_colour(),
        key: None,
        kind: CodeKind::Plain,
        private: private_round(view, reading),
    }
}

/// One's own coding with this code on a stretch that overlaps the place without being the same;
/// `but` are the codings that are changed.
pub fn overlapping<'v>(
    view: &'v View,
    me: &CoderId,
    code: CodeId,
    place: &Place,
    but: &[CodingId],
) -> Option<&'v Coding> {
    let codebook = view.codebook();
    let code = codebook.resolve(code);
    let overlaps = |c: &&Coding| {
        c.coder == *me
            && c.round == place.round
            && codebook.resolve(c.code) == code
            && c.span.overlap(place.span) > 0
            && !but.contains(&c.id)
    };
    view.codings_in(&place.source).find(overlaps)
}

/// What coding a stretch makes.
#[derive(Debug, Default)]
pub struct Applied {
    pub changes: Vec<(EventId, Change)>,
    /// The codes applied, in the order given; those that were there already left out.
    pub codes: Vec<CodeId>,
    /// The last coding that can be rated, with its code.
    pub rated: Option<(CodingId, CodeId)>,
}

/// Codes a stretch with these codes; `before` comes first, as part of the act.
///
/// # Errors
/// Why a code cannot be used here.
pub fn apply(
    view: &View,
    mint: &mut Mint,
    (document, place): (&Document, &Place),
    (before, codes): (Vec<(EventId, Change)>, &[CodeId]),
    there: impl Fn(CodeId) -> bool,
) -> Result<Applied, String> {
    let digest = Digest::of(document.text.slice(place.span).as_bytes());
    let mut applied = Applied {
        changes: before,
        ..Applied::default()
    };
    for code in codes {
        let code = view.codebook().resolve(*code);
        may_use_code(view, code, place.round)?;
        is_offered(view, code, &applied.changes)?;
        if there(code) {
            continue;
        }
        let id = mint.id();
        let change = Change::Coded {
            of: None,
            round: place.round,
            source: place.source.clone(),
            revision: document.revision,
            span: place.span,
            code,
            digest: digest.clone(),
            certain: true,
            rating: None,
            via: place.via,
        };
        applied.changes.push((id, change));
        applied.codes.push(code);
        let kind = view.codebook().get(code).map(|c| &c.kind);
        if kind.is_some_and(|kind| *kind != CodeKind::Plain) {
            applied.rated = Some((CodingId::from(id), code));
        }
    }
    Ok(applied)
}

/// Changes one field of one of one's codings, and of its twins; `before` comes first, as part of
/// the act.
///
/// # Errors
/// Why it cannot be changed so.
pub fn recode(
    view: &View,
    mint: &mut Mint,
    me: &CoderId,
    (coding, field): (CodingId, &CodingField),
    before: Vec<(EventId, Change)>,
) -> Result<Vec<(EventId, Change)>, String> {
    let mut changes = before;
    may_change(view, me, coding)?;
    if let CodingField::Code(code) = field {
        may_use_code(view, *code, view.coding(coding).and_then(|c| c.round))?;
        is_offered(view, *code, &changes)?;
    }
    for twin in view.twins(coding) {
        // What is given another code stands for nothing but itself.
        if twin != coding && matches!(field, CodingField::Code(_)) {
            changes.push((mint.id(), Change::Uncoded { coding: twin }));
            continue;
        }
        let recoded = Change::Recoded {
            coding: twin,
            field: field.clone(),
            revision: match field {
                CodingField::Span(..) => view.coding(twin).map_or(0, |c| c.revision),
                _ => 0,
            },
            replaces: Vec::new(),
        };
        changes.push((mint.id(), recoded));
    }
    Ok(changes)
}
