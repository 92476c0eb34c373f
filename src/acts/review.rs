//! Reviewing codes: opening a review, judging codes in it, closing it.

use super::plan::may_be_round;
use crate::model::event::Change;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::review::{Cogency, Review, ReviewPlan};
use crate::model::view::View;

/// The plan of a review of all codes everybody knows, or of those under one, as they are now.
///
/// # Errors
/// Why it cannot be opened.
pub fn plan_review(
    view: &View,
    name: &str,
    reviewers: Vec<CoderId>,
    sources: Vec<SourceId>,
    under: Option<CodeId>,
) -> Result<ReviewPlan, String> {
    may_be_round(view, name)?;
    if sources.is_empty() {
        return Err("a review needs at least one source whose segments are looked at".into());
    }
    if let Some(round) = view.review_waits_for(&sources) {
        return Err(format!(
            "one of these sources is being coded blind in “{}”: a reviewer sees what every coder did there, so wait until it has opened",
            round.plan.name
        ));
    }
    let mut unique = reviewers.clone();
    unique.sort();
    unique.dedup();
    match reviewers.len() {
        0 => return Err("name at least one reviewer".into()),
        n if n > unique.len() => return Err("a reviewer is named twice".into()),
        _ => {}
    }
    let known = view.known();
    let codebook = view.codebook_known_to(&known);
    let is_under = |code: CodeId| match under {
        Some(top) => code == top || codebook.ancestors(code).contains(&top),
        None => true,
    };
    let codes: Vec<CodeId> = codebook.active().map(|c| c.id).collect();
    let codes: Vec<CodeId> = codes.into_iter().filter(|c| is_under(*c)).collect();
    if codes.is_empty() {
        return Err("there is no code to review that everybody knows of".into());
    }
    Ok(ReviewPlan {
        name: name.trim().to_owned(),
        reviewers,
        codes,
        sources,
        codebook: view.version_known_to(&known),
    })
}

/// Whether somebody may judge codes in a review now.
///
/// # Errors
/// Why not.
pub fn may_review(view: &View, review: &Review, me: &CoderId) -> Result<(), String> {
    let name = &review.plan.name;
    if !review.plan.reviewers.contains(me) {
        return Err(format!("{me} is no reviewer of “{name}”"));
    }
    if review.closed.is_some() {
        return Err(format!(
            "“{name}” is closed: nothing of it can be changed any more"
        ));
    }
    match view.review_waits_for(&review.plan.sources) {
        Some(round) => Err(format!(
            "“{name}” waits: one of its sources is being coded blind in “{}”; it goes on when that has opened",
            round.plan.name
        )),
        None => Ok(()),
    }
}

/// What a reviewer says of a code.
///
/// # Errors
/// Why it cannot be said.
pub fn judge(
    view: &View,
    review: &Review,
    me: &CoderId,
    code: CodeId,
    (judgement, reason): (Cogency, &str),
) -> Result<Change, String> {
    may_review(view, review, me)?;
    let codebook = view.codebook();
    let called = codebook.exact(code).map_or("", |c| &c.name);
    if !review.plan.codes.contains(&code) {
        return Err(format!(
            "“{called}” is no code of “{}”: it was not there when that was opened, or is private",
            review.plan.name
        ));
    }
    if let Cogency::Merge(into) = judgement {
        if into == code {
            return Err("a code cannot be merged into itself".into());
        }
        let public = view.codebook_known_to(&view.known());
        if !public.active().any(|c| c.id == into) {
            return Err(format!(
                "“{}” is no code everybody knows of: a judgement names no other",
                codebook.name(into)
            ));
        }
    }
    let reason = reason.trim();
    if reason.is_empty() && judgement.asks() {
        return Err(format!(
            "say why “{called}” is not clear as it stands: only clear needs no reason"
        ));
    }
    let before = review.last(me, code);
    if before.is_some_and(|b| (b.judgement, b.reason.as_str()) == (judgement, reason)) {
        return Err(format!(
            "you have said so of “{called}” already: {}",
            judgement.words(codebook)
        ));
    }
    Ok(Change::CodeReviewed {
        review: review.id,
        code,
        judgement,
        reason: reason.to_owned(),
        replaces: before.map(|b| b.id).into_iter().collect(),
    })
}

/// Ends a review.
///
/// # Errors
/// Why it cannot be ended.
pub fn close(review: &Review, me: &CoderId) -> Result<Change, String> {
    let name = &review.plan.name;
    if review.closed.is_some() {
        return Err(format!("“{name}” is closed already"));
    }
    match review.by == *me || review.plan.reviewers.contains(me) {
        true => Ok(Change::ReviewClosed { review: review.id }),
        false => Err(format!(
            "only its reviewers and {}, who opened “{name}”, can close it",
            review.by
        )),
    }
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
