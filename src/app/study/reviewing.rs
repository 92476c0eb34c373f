//! Planning and closing reviews of codes.

use super::{Ask, Study};
use crate::acts::plan::{KINDS, Planned};
use crate::acts::review::{close, plan_review};
use crate::acts::strangers::{Stranger, strange};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::form::Form;
use crate::app::overlay::Overlay;
use crate::model::ids::{BadName, CoderId, RoundId};
use crate::model::review::{Review, ReviewPlan};
use crate::report::words::{counted, listed};
use crate::work::effect::Effect;

/// The field of the round's form that says which codes are reviewed.
pub(super) const UNDER: &str = "codes under";

impl Form {
    /// What stands in a field.
    pub(super) fn typed(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|f| f.name == name);
        field.map_or("", |f| f.value()).trim()
    }

    /// Which value of a field is chosen.
    pub(super) fn chosen(&self, name: &str) -> usize {
        let field = self.fields.iter().find(|f| f.name == name);
        field.map_or(0, |f| f.chosen)
    }

    pub(super) fn coders(&self) -> Result<Vec<CoderId>, String> {
        let typed = self.typed("coders").split([' ', ',']);
        let ids = typed.filter(|c| !c.is_empty());
        ids.map(|c| c.parse().map_err(|e: BadName| e.to_string()))
            .collect()
    }

    pub(super) fn is_review(&self) -> bool {
        let kind = KINDS.get(self.chosen("kind"));
        kind.is_some_and(|k| k.2 == Planned::Review)
    }
}

impl Study {
    /// The review under the cursor: they are listed after the rounds.
    pub fn review_under_cursor<'v>(&self, cx: &'v Context) -> Option<&'v Review> {
        let at = self.rounds.at.checked_sub(cx.view.rounds().len())?;
        cx.view.reviews().get(at)
    }

    /// Checks a form filled for a review, and asks before it is opened.
    pub(super) fn ask_to_review(&mut self, form: Form, cx: &mut Context) -> Vec<Effect> {
        let planned = self.review_of(&form, cx);
        cx.overlays.push(Overlay::Form(form));
        match planned {
            Ok(plan) => cx.question(asked(&plan, cx), Ask::OpenReview(Box::new(plan))),
            Err(why) => cx.fail(why),
        }
    }

    pub(super) fn review_of(&self, form: &Form, cx: &Context) -> Result<ReviewPlan, String> {
        let under = match form.typed(UNDER) {
            "" => None,
            name => match cx.view.codebook().named(name) {
                Some(code) => Some(code.id),
                None => return Err(format!("there is no code “{name}”")),
            },
        };
        let reviewers = cx.view.in_order_of_joining(form.coders()?);
        // What the cursor happens to stand on is not what is to be looked at.
        let sources = match self.marked.is_empty() && form.drawn.is_none() {
            true => cx.view.collected().map(|s| s.id.clone()).collect(),
            false => form.sources.clone(),
        };
        plan_review(&cx.view, form.typed("name"), reviewers, sources, under)
    }
}

fn asked(plan: &ReviewPlan, cx: &Context) -> String {
    let strange = strange(&cx.view, &plan.reviewers);
    let strange: Vec<String> = strange.iter().map(Stranger::words).collect();
    let strangers = match strange.is_empty() {
        true => String::new(),
        false => format!(
            " Nobody here is called {}: is every id right?",
            strange.join(", nor ")
        ),
    };
    let of = match plan.sources.len() == cx.view.collected().count() {
        true => "all sources".to_owned(),
        false => counted(plan.sources.len(), "source"),
    };
    format!(
        "Open “{}” (review)? {} to judge {} by what is coded with them in {of}: clear, unclear, to be merged or to be split. Nothing is coded or submitted.{strangers}",
        plan.name,
        match &plan.reviewers[..] {
            [one] => format!("{one} is"),
            several => format!("{} are", listed(several)),
        },
        counted(plan.codes.len(), "code"),
    )
}

/// Why a command of the rounds cannot be run on a review now, if so.
pub(super) fn review_available(
    command: Command,
    review: &Review,
    cx: &Context,
) -> Result<(), String> {
    match command {
        Command::Open => Ok(()),
        Command::CloseRound => close(review, &cx.me).map(drop),
        _ => Err(format!(
            "“{}” is a review: nothing is coded or submitted in it; c closes it",
            review.plan.name
        )),
    }
}

/// What is asked before a review is closed.
pub(super) fn closing_words(review: &Review, cx: &Context) -> String {
    let tally = review.tally(&cx.me, cx.view.codebook());
    let left = tally.codes - tally.reviewed - tally.gone;
    let left = match review.plan.reviewers.contains(&cx.me) && left > 0 {
        true => format!(" You have not judged {}.", counted(left, "code")),
        false => String::new(),
    };
    format!(
        "Close “{}”? What was said of codes stays, and nobody says more in it; this cannot be undone.{left}",
        review.plan.name
    )
}

/// Closes a review that was asked about, unless it has become impossible since.
pub(super) fn close_review(id: RoundId, cx: &mut Context) -> Vec<Effect> {
    let review = cx.view.reviews().iter().find(|r| r.id == id);
    match review.map(|review| close(review, &cx.me)) {
        Some(Ok(change)) => cx.save(vec![change]),
        Some(Err(why)) => cx.fail(why),
        None => Vec::new(),
    }
}
