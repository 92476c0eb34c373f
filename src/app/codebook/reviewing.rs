//! Reviewing the codes: the segments of the code looked at, and judging it.

use super::state::page;
use super::{Ask, CodebookScreen};
use crate::acts::review::{judge, may_review};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::review::{Cogency, Review, Reviewed};
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::review::of_code;
use crate::work::effect::Effect;
use std::collections::HashMap;

/// Texts loaded at once for the segments beside a code; the list of all loads the others.
const TEXTS: usize = 12;

/// A segment of the code looked at, with all who coded it so.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    pub source: SourceId,
    pub span: Span,
    pub coders: Vec<CoderId>,
}

/// The review that goes on with whoever is at the keyboard as a reviewer.
pub fn review(cx: &Context) -> Option<&Review> {
    cx.view.open_review(&cx.me)
}

/// What is coded with a code in the sources of a review, as far as it may be seen.
pub(super) fn codings<'v>(
    cx: &'v Context,
    review: &'v Review,
    code: CodeId,
) -> impl Iterator<Item = &'v Coding> {
    let sources = review.plan.sources.iter();
    let all = sources.flat_map(|source| cx.view.codings_in(source));
    all.filter(move |c| cx.view.codebook().resolve(c.code) == code)
}

/// The segments of each code in the sources of a review, in their order.
fn gathered(cx: &Context, review: &Review) -> HashMap<CodeId, Vec<Segment>> {
    let mut all: HashMap<CodeId, Vec<Segment>> = HashMap::new();
    let sources = review.plan.sources.iter();
    for coding in sources.flat_map(|source| cx.view.codings_in(source)) {
        let here = all.entry(cx.view.codebook().resolve(coding.code));
        let here = here.or_default();
        let same = |s: &&mut Segment| s.source == coding.source && s.span == coding.span;
        match here
            .iter_mut()
            .rev()
            .take_while(|s| s.source == coding.source)
            .find(same)
        {
            Some(segment) => segment.coders.push(coding.coder.clone()),
            None => here.push(Segment {
                source: coding.source.clone(),
                span: coding.span,
                coders: vec![coding.coder.clone()],
            }),
        }
    }
    all
}

/// The judgement of the latest review that found a code not clear, where that is left as it is.
pub fn asked(view: &View, code: CodeId) -> Option<&Reviewed> {
    let mut all = of_code(view, code).into_iter().map(|(_, judged)| judged);
    all.find(|j| j.judgement.asks() && j.since.is_empty())
}

impl CodebookScreen {
    /// How many codings of theirs a coder has of a code; to a reviewer, how many segments there are.
    pub fn count(&self, code: CodeId, cx: &Context) -> usize {
        match self.reviewing {
            true => self.segments(code).len(),
            false => cx.own_counts().get(&code).copied().unwrap_or(0),
        }
    }

    /// The segments of a code; none but in a review.
    pub fn segments(&self, code: CodeId) -> &[Segment] {
        self.segments.get(&code).map_or(&[], Vec::as_slice)
    }

    /// Looks up what stands beside the codes, where the study changed, and asks for the texts of the
    /// one under the cursor, once.
    pub(super) fn look_up_segments(&mut self, cx: &Context) -> Vec<Effect> {
        let review = review(cx);
        self.reviewing = review.is_some();
        let now = review.map(|review| (cx.view.version(), review.id));
        if self.segments_of != now {
            self.segments = review.map_or_else(HashMap::new, |review| gathered(cx, review));
            (self.segments_of, self.looked_at) = (now, None);
        }
        let code = self.codebook_code(cx).map(|c| c.id);
        if self.looked_at == code {
            return Vec::new();
        }
        self.looked_at = code;
        let segments = code.map_or(&[][..], |code| self.segments(code));
        let mut sources: Vec<SourceId> = segments.iter().map(|s| s.source.clone()).collect();
        sources.dedup();
        sources.truncate(TEXTS);
        cx.load_missing(&sources)
    }

    /// Whether a code can be judged now.
    pub(super) fn may_judge(&self, code: CodeId, cx: &Context) -> Result<(), String> {
        let Some(review) = review(cx) else {
            return Err(
                "no review with you as a reviewer is going on: R on the Study screen (g s) plans one"
                    .into(),
            );
        };
        may_review(&cx.view, review, &cx.me)?;
        match review.plan.codes.contains(&code) {
            true => Ok(()),
            false => Err(format!(
                "this is no code of “{}”: it was not there when that was opened, or is private",
                review.plan.name
            )),
        }
    }

    pub(super) fn review_command(
        &mut self,
        command: Command,
        code: CodeId,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match command {
            Command::ReviewClear => self.say(code, Cogency::Clear, "", cx),
            Command::ReviewUnclear => self.ask_why(code, Cogency::Unclear, cx),
            Command::ReviewSplit => self.ask_why(code, Cogency::Split, cx),
            Command::ReviewMerge => {
                let name = cx.view.codebook().name(code);
                let title = format!("“{name}” should be one with");
                let entries = cx.code_entries(Some(code));
                cx.pick(title, Ask::ReviewInto(code), entries)
            }
            Command::FindNext if !self.reviewing => self.next_asked(code, cx),
            Command::FindNext => self.next_unjudged(code, 1, cx),
            Command::FindPrevious => self.next_unjudged(code, -1, cx),
            _ => Vec::new(),
        }
    }

    /// Asks for the reason; the one given for the same before stands there.
    pub(super) fn ask_why(
        &mut self,
        code: CodeId,
        judgement: Cogency,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let before = review(cx).and_then(|r| r.last(&cx.me, code));
        let before = before.filter(|b| b.judgement == judgement);
        let before = before.map_or(String::new(), |b| b.reason.clone());
        let codebook = cx.view.codebook();
        let title = format!(
            "{}: {}, because",
            codebook.name(code),
            judgement.words(codebook)
        );
        cx.ask(title, Ask::ReviewWhy(code, judgement), &before)
    }

    /// Says it, and goes on to the next code not judged.
    pub(super) fn say(
        &mut self,
        code: CodeId,
        judgement: Cogency,
        reason: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(review) = review(cx) else {
            return Vec::new();
        };
        match judge(&cx.view, review, &cx.me, code, (judgement, reason)) {
            Ok(change) => {
                let done = self.go_to_unjudged(code, 1, cx);
                if !done {
                    let name = review.plan.name.clone();
                    cx.note(format!(
                        "every code is judged: g s, Tab, c on “{name}” closes the review"
                    ));
                }
                cx.save(vec![change])
            }
            Err(why) => cx.fail(why),
        }
    }

    fn next_unjudged(&mut self, code: CodeId, by: isize, cx: &mut Context) -> Vec<Effect> {
        match self.go_to_unjudged(code, by, cx) {
            true => Vec::new(),
            false => cx.say("you have judged every other code"),
        }
    }

    fn next_asked(&mut self, code: CodeId, cx: &mut Context) -> Vec<Effect> {
        let view = cx.view.clone();
        match self.go_to(code, 1, &|code| asked(&view, code).is_some(), cx) {
            true => Vec::new(),
            false => cx.say("no other code was found not clear in a review, and left as it is"),
        }
    }

    /// Puts the cursor on the next code not judged, this one aside; says whether there is one.
    fn go_to_unjudged(&mut self, here: CodeId, by: isize, cx: &Context) -> bool {
        let Some(review) = review(cx) else {
            return false;
        };
        let is_left =
            |code: CodeId| review.plan.codes.contains(&code) && review.last(&cx.me, code).is_none();
        self.go_to(here, by, &is_left, cx)
    }

    /// Puts the cursor on the next code that is so, this one aside; says whether there is one.
    fn go_to(
        &mut self,
        here: CodeId,
        by: isize,
        is: &dyn Fn(CodeId) -> bool,
        cx: &Context,
    ) -> bool {
        let folded = std::mem::take(&mut self.folded);
        self.look_up(&cx.view);
        let len = self.shown().len();
        let mut at = self.row_of(here);
        for _ in 1..len {
            at = (at + len).saturating_add_signed(by) % len;
            if is(self.shown()[at]) {
                self.list.go(at, len, page(cx));
                return true;
            }
        }
        self.folded = folded;
        self.look_up(&cx.view);
        false
    }
}
