//! Judging the codes coders made: the same, one narrower, both kept, dropped.
//!
//! A judgement is one act: the event that records it, and where it asks for one a new name or a
//! new place in the tree. It touches nobody's codings.

use super::codebook::{edited, may_be_called, moved};
use crate::model::conference::{Judged, Judgement};
use crate::model::event::{Change, CodeField};
use crate::model::ids::{CodeId, EventId};
use crate::model::view::View;
use crate::reconcile::conference::{Conference, sorted};

/// What naming two codes alike brings about.
///
/// # Errors
/// That another code has the name.
pub fn named_alike(
    view: &View,
    keep: CodeId,
    other: CodeId,
    name: &str,
) -> Result<Option<Change>, String> {
    let codebook = view.codebook();
    let stands = codebook.resolve(keep);
    let these = [keep, other, stands, codebook.resolve(other)];
    may_be_called(view, name, &these)?;
    let field = CodeField::Name(name.to_owned());
    Ok((codebook.name(stands) != name).then(|| edited(stands, field, None)))
}

/// What judging one code narrower than another brings about.
///
/// # Errors
/// Why it cannot stand below it.
pub fn made_narrower(
    view: &View,
    conference: &Conference,
    child: CodeId,
    parent: CodeId,
) -> Result<Change, String> {
    let before = conference.judged(&[child, parent], view).into_iter().last();
    let apart = before.is_some_and(|j| matches!(j.judgement, Judgement::Same { .. }));
    let codebook = view.codebook();
    let stands = |code| match apart {
        // What makes them one is about to be replaced.
        true => code,
        false => codebook.resolve(code),
    };
    let (below, above) = (stands(child), stands(parent));
    if below == above {
        return Err("these two are one code already, by another judgement".to_owned());
    }
    if codebook.ancestors(above).contains(&below) {
        let name = codebook.name(above);
        return Err(format!("“{name}” stands below the other already"));
    }
    Ok(moved(below, Some(above)))
}

/// Whether these of the codes judged may be dropped.
///
/// # Errors
/// That one of them was judged the same as another.
pub fn may_drop(
    view: &View,
    conference: &Conference,
    codes: &[CodeId],
    dropped: &[CodeId],
) -> Result<(), String> {
    let same = |j: &&Judged| {
        let one = matches!(j.judgement, Judgement::Same { .. });
        one && j.codes != sorted(codes) && dropped.iter().any(|c| j.codes.contains(c))
    };
    let Some(judged) = conference.decisions(view).into_iter().find(same) else {
        return Ok(());
    };
    let other = judged.codes.iter().find(|c| !dropped.contains(c));
    let other = other.map_or("", |c| view.codebook().name(*c));
    Err(format!(
        "it was judged the same as “{other}”: judge that pair first"
    ))
}

/// Where an earlier judgement had put one code under the other and this one does not, it goes
/// back to where it stood in the round.
pub fn put_back(
    view: &View,
    conference: &Conference,
    codes: &[CodeId],
    judgement: &Judgement,
) -> Option<Change> {
    let before = conference.judged(codes, view).into_iter().last()?;
    let Judgement::Narrower(child) = before.judgement else {
        return None;
    };
    let other = codes.iter().find(|c| **c != child)?;
    let below = view.codebook().exact(child)?.parent == Some(*other);
    if *judgement == before.judgement || !below {
        return None;
    }
    let parent = conference.codebook.exact(child).and_then(|c| c.parent);
    Some(moved(child, parent))
}

/// The event that records a judgement. It replaces all that are known on its codes, and the one
/// given just before, which may not be on disk yet.
pub fn recorded(
    view: &View,
    conference: &Conference,
    judged: Judged,
    just_before: Option<EventId>,
) -> Change {
    let known = conference.judged(&judged.codes, view);
    let mut replaces: Vec<EventId> = known.iter().map(|j| j.id).collect();
    replaces.extend(just_before.filter(|id| !replaces.contains(id)));
    Change::CodesJudged {
        round: judged.round,
        codes: judged.codes,
        judgement: judged.judgement,
        reason: judged.reason,
        present: judged.present,
        replaces,
    }
}
