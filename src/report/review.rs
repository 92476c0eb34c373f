//! Reviews of codes: how far they have come, in words, as JSON and as a table.

use super::words::{counted, listed};
use crate::export::grid::{Cell, Grid};
use crate::model::ids::{CodeId, CoderId};
use crate::model::review::{Cogency, Review, Reviewed, Tally};
use crate::model::round::Round;
use crate::model::view::View;
use serde_json::{Value, json};

/// `review: 12 of 34 codes`.
pub fn heading(view: &View, review: &Review, reviewer: &CoderId) -> String {
    let tally = review.tally(reviewer, view.codebook());
    let of = counted(tally.codes, "code");
    match view.review_waits_for(&review.plan.sources) {
        Some(round) => format!("review waits for {}", round.plan.name),
        None => format!("review: {} of {of}", tally.reviewed),
    }
}

/// `31 of 34 codes reviewed by cat, 6 changed since`.
pub fn progress(view: &View, review: &Review, reviewer: &CoderId) -> String {
    let tally = review.tally(reviewer, view.codebook());
    let (n, of) = (tally.reviewed, counted(tally.codes, "code"));
    match tally.changed {
        0 => format!("{n} of {of} reviewed by {reviewer}"),
        changed => format!("{n} of {of} reviewed by {reviewer}, {changed} changed since"),
    }
}

/// How a review stands: whether it goes on, waits or is closed.
pub fn state(view: &View, review: &Review) -> String {
    match (&review.closed, view.review_waits_for(&review.plan.sources)) {
        (Some(by), _) => format!("closed by {by}"),
        (None, Some(round)) => format!("waits for “{}”, which is blind", round.plan.name),
        (None, None) => "going on".to_owned(),
    }
}

/// That not all of a review may be shown, while a blind round keeps some of it from the viewer: the
/// same words whether there is any.
pub fn kept_words(round: &Round) -> String {
    format!(
        "not all that was said of codes may be shown before “{}” has opened",
        round.plan.name
    )
}

/// `28 clear, 2 unclear and 1 to be merged`; nothing where no code was judged.
pub fn found(tally: &Tally) -> String {
    let parts = [
        (tally.clear, "clear"),
        (tally.unclear, "unclear"),
        (tally.merge, "to be merged"),
        (tally.split, "to be split"),
    ];
    let parts = parts.into_iter().filter(|(n, _)| *n > 0);
    listed(parts.map(|(n, what)| format!("{n} {what}")))
}

/// What a reviewer says of a code: `cat: unclear — the reason (renamed since)`.
pub fn judged_words(judged: &Reviewed, view: &View) -> String {
    let said = judged.judgement.words(view.codebook());
    let reason = match judged.reason.as_str() {
        "" => String::new(),
        reason => format!(" — {reason}"),
    };
    let since = match judged.since_words() {
        none if none.is_empty() => String::new(),
        since => format!(" ({since} since)"),
    };
    format!("{}: {said}{reason}{since}", judged.by)
}

/// The judgements on one code, of the latest review first, each reviewer's last one.
pub fn of_code(view: &View, code: CodeId) -> Vec<(&Review, &Reviewed)> {
    let reviews = view.reviews().iter().rev();
    let all = reviews.flat_map(|review| review.of(code).map(move |judged| (review, judged)));
    all.collect()
}

/// What became of codes that were judged: every judgement with what it was about.
pub fn json(view: &View, review: &Review) -> Value {
    let codebook = view.codebook();
    let name = |code: &CodeId| codebook.exact(*code).map_or("", |c| c.name.as_str());
    let judgement = |j: &Reviewed| {
        let since = j
            .since
            .iter()
            .map(|a| json!({ "became": a.became.word(), "by": a.by, "at": a.at.minute() }));
        json!({
            "reviewer": j.by,
            "judgement": j.judgement.word(),
            "into": match j.judgement {
                Cogency::Merge(into) => Some(codebook.name(into)),
                _ => None,
            },
            "reason": j.reason,
            "at": j.at.minute(),
            "last": j.is_last,
            "since": since.collect::<Vec<_>>(),
        })
    };
    let code = |id: &CodeId| {
        let here = review.judged.iter().filter(|j| j.code == *id);
        json!({ "code": name(id), "id": id, "judgements": here.map(judgement).collect::<Vec<_>>() })
    };
    let reviewer = |who: &CoderId| {
        let tally = review.tally(who, codebook);
        json!({
            "reviewer": who,
            "reviewed": tally.reviewed,
            "clear": tally.clear,
            "unclear": tally.unclear,
            "merge": tally.merge,
            "split": tally.split,
            "changed": tally.changed,
            "clear_changed": tally.clear_changed,
            "gone": tally.gone,
        })
    };
    let plan = &review.plan;
    json!({
        "review": plan.name,
        "id": review.id,
        "opened": review.at.minute(),
        "by": review.by,
        "state": state(view, review),
        "closed_by": review.closed,
        "hidden": view.review_kept_by(review).map(kept_words),
        "sources": plan.sources.iter().map(|s| view.source_name(s)).collect::<Vec<_>>(),
        "codebook": plan.codebook,
        "reviewers": plan.reviewers.iter().map(reviewer).collect::<Vec<_>>(),
        "codes": plan.codes.iter().map(code).collect::<Vec<_>>(),
    })
}

/// Every judgement there is, in a row each.
pub fn table(view: &View) -> Grid {
    const HEADING: [&str; 9] = [
        "review",
        "code",
        "reviewer",
        "judgement",
        "into",
        "reason",
        "at",
        "last",
        "changed_since",
    ];
    let codebook = view.codebook();
    let row = |review: &Review, j: &Reviewed| -> Vec<Cell> {
        let name = codebook.exact(j.code).map_or("", |c| c.name.as_str());
        vec![
            review.plan.name.as_str().into(),
            name.into(),
            j.by.as_str().into(),
            j.judgement.word().into(),
            match j.judgement {
                Cogency::Merge(into) => codebook.name(into).into(),
                _ => Cell::Empty,
            },
            j.reason.as_str().into(),
            j.at.minute().into(),
            u64::from(j.is_last).into(),
            j.since_words().into(),
        ]
    };
    let mut rows = Vec::new();
    for review in view.reviews() {
        // By code, as the codebook has them, each with its history.
        for code in &review.plan.codes {
            let here = review.judged.iter().filter(|j| j.code == *code);
            rows.extend(here.map(|j| row(review, j)));
        }
    }
    Grid {
        name: "reviews".into(),
        heading: HEADING.map(str::to_owned).into(),
        rows,
    }
}
