//! That codes were reviewed, by whom, and what came of it.

use super::claim::{Claim, Fact, SENTENCES};
use super::record::Record;
use crate::model::ids::CoderId;
use crate::model::review::{Review, Tally};
use crate::report::review::{found, kept_words};
use crate::report::words::{counted, upper, were};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        name: "review opened",
        condition: "a reviewer has judged no code of a review yet, and nothing of it is hidden",
        rests_on: "the plan of the review",
        facts: &[Fact::NotReviewed],
        at: SENTENCES,
        may: |r| r.reviewers(|t| t.reviewed == 0).next().is_some(),
        says: |r, _| {
            let none = r.reviewers(|t| t.reviewed == 0);
            none.map(|(review, by, tally)| r.not_reviewed(review, by, &tally))
                .collect()
        },
    },
    Claim {
        name: "codes reviewed",
        condition: "a reviewer has judged codes, and nothing of the review is hidden",
        rests_on: "the last judgement on each code, and what became of codes since",
        facts: &[Fact::Reviewed],
        at: SENTENCES,
        may: |r| r.reviewers(|t| t.reviewed > 0).next().is_some(),
        says: |r, _| {
            let some = r.reviewers(|t| t.reviewed > 0);
            some.map(|(review, by, tally)| r.reviewed(review, by, &tally))
                .collect()
        },
    },
    Claim {
        name: "review hidden",
        condition: "a blind round that has not opened keeps judgements of a review",
        rests_on: "the plans and submissions",
        facts: &[],
        at: SENTENCES,
        may: |r| r.hidden_reviews().next().is_some(),
        says: |r, _| r.hidden_reviews().collect(),
    },
];

impl Claim {
    /// Whether it is of reviews, which belong to no round: it is said of each round alike.
    pub fn is_of_reviews(&self) -> bool {
        CLAIMS.iter().any(|own| own.name == self.name)
    }
}

impl Record<'_> {
    /// The reviewers whose count is so, of each review of which nothing is hidden.
    fn reviewers(
        &self,
        is: impl Fn(&Tally) -> bool,
    ) -> impl Iterator<Item = (&Review, &CoderId, Tally)> {
        let reviews = self.view.reviews().iter();
        let told = reviews.filter(|r| self.view.review_kept_by(r).is_none());
        let all = told.flat_map(move |review| {
            let one = move |by| (review, by, review.tally(by, self.view.codebook()));
            review.plan.reviewers.iter().map(one)
        });
        all.filter(move |(_, _, tally)| is(tally))
    }

    fn hidden_reviews(&self) -> impl Iterator<Item = String> {
        let reviews = self.view.reviews().iter();
        reviews.filter_map(|review| {
            let round = self.view.review_kept_by(review)?;
            Some(format!(
                "{} is a review of {} for cogency; {}.",
                review.plan.name,
                counted(review.plan.codes.len(), "code"),
                kept_words(round)
            ))
        })
    }

    /// `Cleo Brandt, who was none of the coders,` with the name of the review where there are several.
    fn reviewer(&self, review: &Review, by: &CoderId) -> String {
        let coders = || self.rounds.iter().flat_map(|r| &r.plan.coders);
        let who = self.called([by]);
        let part = match coders().any(|c| c == by) {
            true => "who was one of the coders",
            false => "who was none of the coders",
        };
        let begin = match self.view.reviews().len() {
            1 => String::new(),
            _ => format!("{}: ", review.plan.name),
        };
        format!("{begin}{who}, {part},")
    }

    fn not_reviewed(&self, review: &Review, by: &CoderId, tally: &Tally) -> String {
        let codes = counted(tally.codes, "code");
        let reviewer = self.reviewer(review, by);
        match review.closed {
            Some(_) => format!("{reviewer} reviewed none of {codes} before the review was closed."),
            None => format!("{reviewer} is to review {codes} for cogency and has not begun."),
        }
    }

    fn reviewed(&self, review: &Review, by: &CoderId, tally: &Tally) -> String {
        let (n, codes) = (tally.reviewed, counted(tally.codes, "code"));
        let many = match n == tally.codes {
            true if n == 1 => "the one code there was to review".to_owned(),
            true if n == 2 => "both codes there were to review".to_owned(),
            true => format!("all {codes}"),
            false => format!("{n} of {codes}"),
        };
        let so_far = match review.closed.is_none() && n + tally.gone < tally.codes {
            true => " so far",
            false => "",
        };
        let mut said = format!(
            "{} reviewed {many} for cogency{so_far} and found {}",
            self.reviewer(review, by),
            found(tally)
        );
        let changed = |n: usize, when: &str| format!("; {n} {} changed {when}", were(n));
        if tally.changed > 0 {
            said.push_str(&changed(tally.changed, "after being found not clear"));
        } else if tally.clear < n {
            said.push_str("; none of those not clear was changed since");
        }
        if tally.clear_changed > 0 {
            said.push_str(&changed(tally.clear_changed, "since being found clear"));
        }
        said.push('.');
        if tally.gone > 0 {
            let gone = tally.gone;
            said.push_str(&format!(
                " Of those not reviewed, {gone} {} merged or retired since the review was opened.",
                were(gone)
            ));
        }
        upper(&said)
    }
}
