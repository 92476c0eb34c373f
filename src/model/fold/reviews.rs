//! Reviews from their events, and what became of the codes they judged.

use super::conference;
use crate::model::conference::Judgement;
use crate::model::event::{Change, CodeField, Event};
use crate::model::ids::{CodeId, CoderId, RoundId};
use crate::model::review::{Answer, Became, Cogency, Review, Reviewed};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Reviews in the order they were opened, from their standing events and those of the codebook, both
/// in total order.
pub(super) fn resolve(ops: &[Arc<Event>], codebook: &[Arc<Event>]) -> Vec<Review> {
    let made = codebook.iter().filter_map(|e| match &e.change {
        Change::CodeAdded { .. } => Some(e.id.into()),
        _ => None,
    });
    let made: HashSet<CodeId> = made.collect();
    let mut reviews: Vec<Review> = ops.iter().filter_map(|e| opened(e)).collect();
    let place = |reviews: &[Review], id: RoundId| reviews.iter().position(|r| r.id == id);
    for event in ops {
        match &event.change {
            Change::CodeReviewed { review, .. } => {
                if let Some(at) = place(&reviews, *review)
                    && let Some(judged) = judged(event, &reviews[at], &made)
                {
                    reviews[at].judged.push(judged);
                }
            }
            Change::ReviewClosed { review } => {
                if let Some(at) = place(&reviews, *review) {
                    close(&mut reviews[at], &event.coder);
                }
            }
            _ => {}
        }
    }
    let became = became(codebook, &made);
    let places: HashMap<_, _> = ops.iter().map(|e| (e.id, e.as_ref())).collect();
    for review in &mut reviews {
        answer(review, &became, |judged| places[&judged.id]);
    }
    reviews
}

fn opened(event: &Event) -> Option<Review> {
    let Change::ReviewOpened(plan) = &event.change else {
        return None;
    };
    Some(Review {
        id: event.id.into(),
        plan: plan.as_ref().clone(),
        by: event.coder.clone(),
        at: event.clock,
        closed: None,
        judged: Vec::new(),
    })
}

fn close(review: &mut Review, by: &CoderId) {
    let may = *by == review.by || review.plan.reviewers.contains(by);
    if may && review.closed.is_none() {
        review.closed = Some(by.clone());
    }
}

/// A judgement by one of its reviewers of one of its codes. One that would merge a code into one that
/// is not here says nothing to whoever cannot see that.
fn judged(event: &Event, review: &Review, made: &HashSet<CodeId>) -> Option<Reviewed> {
    let Change::CodeReviewed {
        code,
        judgement,
        reason,
        ..
    } = &event.change
    else {
        return None;
    };
    let is_here = match judgement {
        Cogency::Merge(into) => made.contains(into) && into != code,
        _ => true,
    };
    let plan = &review.plan;
    let is_asked = plan.reviewers.contains(&event.coder) && plan.codes.contains(code);
    (is_asked && is_here && made.contains(code)).then(|| Reviewed {
        id: event.id,
        code: *code,
        by: event.coder.clone(),
        judgement: *judgement,
        reason: reason.clone(),
        at: event.clock,
        since: Vec::new(),
        is_last: true,
    })
}

/// What became of codes, in total order.
type Changes<'e> = HashMap<CodeId, Vec<(&'e Event, Became)>>;

fn became<'e>(ops: &'e [Arc<Event>], made: &HashSet<CodeId>) -> Changes<'e> {
    let counts = conference::count(&conference::resolve(ops));
    let mut changes: Changes = HashMap::new();
    for event in ops {
        let mut put = |code: &CodeId, became: Became| {
            changes.entry(*code).or_default().push((event, became));
        };
        match &event.change {
            Change::CodeAdded {
                parent: Some(parent),
                ..
            } => put(parent, Became::Divided),
            Change::CodeEdited { code, field, .. } => match field {
                CodeField::Name(_) => put(code, Became::Renamed),
                CodeField::Definition(_)
                | CodeField::Include(_)
                | CodeField::Exclude(_)
                | CodeField::Examples(_)
                | CodeField::Kind(_) => put(code, Became::Redefined),
                CodeField::Colour(_) | CodeField::Key(_) => {}
            },
            Change::CodeMoved { code, parent, .. } => {
                put(code, Became::Moved);
                if let Some(parent) = parent {
                    put(parent, Became::Divided);
                }
            }
            Change::CodeMerged { code, into } if code != into && made.contains(into) => {
                put(code, Became::Merged);
            }
            Change::CodeRetired { code } => put(code, Became::Retired),
            Change::CodesJudged {
                codes, judgement, ..
            } if counts.contains(&event.id) => match judgement {
                Judgement::Same { keep, .. } => {
                    let others = codes.iter().filter(|c| *c != keep);
                    others.for_each(|code| put(code, Became::Merged));
                }
                Judgement::Dropped(dropped) => {
                    dropped.iter().for_each(|code| put(code, Became::Retired));
                }
                Judgement::Narrower(_) | Judgement::Kept => {}
            },
            _ => {}
        }
    }
    changes
}

/// Says of each judgement what became of its code until its reviewer judged that again.
fn answer<'e>(review: &mut Review, became: &Changes<'e>, place: impl Fn(&Reviewed) -> &'e Event) {
    let mut last: HashMap<(CoderId, CodeId), usize> = HashMap::new();
    for at in 0..review.judged.len() {
        let judged = &review.judged[at];
        if let Some(before) = last.insert((judged.by.clone(), judged.code), at) {
            review.judged[before].is_last = false;
        }
    }
    for at in 0..review.judged.len() {
        let judged = &review.judged[at];
        let mut later = review.judged[at + 1..].iter();
        let again = later.find(|j| j.code == judged.code && j.by == judged.by);
        let (from, to) = (place(judged).order(), again.map(|j| place(j).order()));
        let all = became.get(&judged.code).into_iter().flatten();
        let within = all.filter(|(e, _)| e.order() > from && to.is_none_or(|to| e.order() < to));
        let since = within.map(|(event, became)| Answer {
            became: *became,
            by: event.coder.clone(),
            at: event.clock,
        });
        review.judged[at].since = since.collect();
    }
}

#[cfg(test)]
mod tests {
    use crate::model::code::Colour;
    use crate::model::event::{Change, CodeField};
    use crate::model::fixture::{Study, coder};
    use crate::model::ids::RoundId;
    use crate::model::review::{Cogency, Tally};

    fn study() -> (Study, RoundId) {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]).source("s", 100);
        for code in ["hope", "fear", "wish"] {
            s.code(code);
        }
        let review = s.review("ana", &["cat"], &["s"]);
        (s, review)
    }

    fn tally(s: &Study) -> Tally {
        let view = s.view();
        view.reviews()[0].tally(&coder("cat"), view.codebook())
    }

    fn edited(s: &Study, code: &str, field: CodeField) -> Change {
        Change::CodeEdited {
            code: s.id(code),
            field,
            replaces: Vec::new(),
            on: None,
        }
    }

    #[test]
    fn the_last_judgement_counts_and_the_history_stays() {
        let (mut s, review) = study();
        s.reviewed("cat", review, "hope", Cogency::Unclear);
        s.reviewed("cat", review, "hope", Cogency::Clear);
        s.reviewed("cat", review, "fear", Cogency::Split);
        // Who is no reviewer says nothing here, nor anybody of a code that came later.
        s.reviewed("ben", review, "hope", Cogency::Split);
        s.code("late");
        s.reviewed("cat", review, "late", Cogency::Unclear);
        let counted = tally(&s);
        assert_eq!((counted.codes, counted.reviewed), (3, 2));
        assert_eq!((counted.clear, counted.unclear, counted.split), (1, 0, 1));
        let view = s.view();
        let judged = &view.reviews()[0].judged;
        let history = judged.iter().map(|j| (j.judgement, j.is_last));
        let expected = [
            (Cogency::Unclear, false),
            (Cogency::Clear, true),
            (Cogency::Split, true),
        ];
        assert_eq!(history.collect::<Vec<_>>(), expected);
        let act = s.view_for("cat").undoable().unwrap();
        assert_eq!(act.what, "judgement of a code");
    }

    #[test]
    fn a_judgement_taken_back_says_nothing_and_the_one_before_counts_again() {
        let (mut s, review) = study();
        s.reviewed("cat", review, "hope", Cogency::Unclear);
        let event = s.reviewed("cat", review, "hope", Cogency::Clear);
        s.push("cat", Change::Retract { event });
        assert_eq!((tally(&s).clear, tally(&s).unclear), (0, 1));
    }

    /// Every kind of change counts, and what is none does not.
    #[test]
    fn what_counts_as_changed() {
        let (mut s, review) = study();
        s.push("ana", edited(&s, "hope", CodeField::Name("before".into())));
        s.reviewed("cat", review, "hope", Cogency::Unclear);
        assert_eq!(tally(&s).changed, 0, "what was changed before");
        let (hope, wish) = (s.id("hope"), s.id("wish"));
        let under = |parent| Change::CodeMoved {
            code: wish,
            parent,
            replaces: Vec::new(),
        };
        let (code, into) = (hope, s.id("fear"));
        let changes = [
            (edited(&s, "hope", CodeField::Colour(Colour::Red)), ""),
            (edited(&s, "hope", CodeField::Key('q')), ""),
            (edited(&s, "fear", CodeField::Name("dread".into())), ""),
            (
                Change::CodeMerged {
                    code: into,
                    into: code,
                },
                "",
            ),
            (
                edited(&s, "hope", CodeField::Name("hoping".into())),
                "renamed",
            ),
            (
                edited(&s, "hope", CodeField::Include("if".into())),
                "redefined",
            ),
            (under(Some(hope)), "divided"),
            (Change::CodeMerged { code, into }, "merged"),
            (Change::CodeRetired { code }, "retired"),
        ];
        for (change, expected) in changes {
            let event = s.push("ben", change);
            let view = s.view();
            let judged = &view.reviews()[0].judged[0];
            assert_eq!(judged.since_words(), expected);
            assert_eq!(tally(&s).changed, usize::from(!expected.is_empty()));
            s.push("ben", Change::Retract { event });
            assert_eq!(tally(&s).changed, 0, "{expected}: taken back");
        }
        let moved = Change::CodeMoved {
            code: hope,
            parent: Some(wish),
            replaces: Vec::new(),
        };
        s.push("ana", moved);
        assert_eq!(s.view().reviews()[0].judged[0].since_words(), "moved");
    }

    #[test]
    fn a_change_answers_the_judgement_that_counted_when_it_was_made() {
        let (mut s, review) = study();
        let named = |s: &Study, code: &str| edited(s, code, CodeField::Name(format!("{code} 2")));
        // It asked, was answered, and is content.
        s.reviewed("cat", review, "hope", Cogency::Unclear);
        s.push("ana", named(&s, "hope"));
        s.reviewed("cat", review, "hope", Cogency::Clear);
        // It thought better of it before anybody did anything.
        s.reviewed("cat", review, "fear", Cogency::Unclear);
        s.reviewed("cat", review, "fear", Cogency::Clear);
        s.push("ana", named(&s, "fear"));
        let counted = tally(&s);
        assert_eq!((counted.clear, counted.changed), (2, 1));
        assert_eq!(counted.clear_changed, 1, "what was found clear was changed");
    }

    #[test]
    fn codes_gone_before_they_were_judged_are_told_apart() {
        let (mut s, review) = study();
        let retire = |s: &mut Study, code: &str| {
            let code = s.id(code);
            s.push("ana", Change::CodeRetired { code });
        };
        s.reviewed("cat", review, "hope", Cogency::Unclear);
        retire(&mut s, "hope");
        retire(&mut s, "fear");
        let counted = tally(&s);
        assert_eq!((counted.reviewed, counted.changed, counted.gone), (1, 1, 1));
    }

    #[test]
    fn closed_by_a_reviewer_or_whoever_opened_it() {
        let (mut s, review) = study();
        let closed = |s: &Study| s.view().reviews()[0].closed.clone();
        s.push("ben", Change::ReviewClosed { review });
        assert_eq!(closed(&s), None);
        assert!(s.view().open_review(&coder("cat")).is_some());
        s.push("cat", Change::ReviewClosed { review });
        assert_eq!(closed(&s), Some(coder("cat")));
        assert!(s.view().open_review(&coder("cat")).is_none());
    }
}
