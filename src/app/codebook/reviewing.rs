//! Reviewing the codes: judging them, and going from one to the next.

use super::Ask;
use super::segments::{Segment, asked, gathered, review};
use super::state::{CodebookScreen, page};
use crate::acts::review::{judge, may_review};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::model::ids::{CodeId, SourceId};
use crate::model::review::Cogency;
use crate::work::effect::Effect;
use std::collections::HashMap;

/// Texts loaded at once for the segments beside a code; the list of all loads the others.
const TEXTS: usize = 12;

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
    pub(super) fn may_judge(
        &self,
        command: Command,
        code: CodeId,
        cx: &Context,
    ) -> Result<(), String> {
        let Some(review) = review(cx) else {
            return Err(
                "no review with you as a reviewer is going on: R on the Study screen (g s) plans one"
                    .into(),
            );
        };
        if command == Command::ReviewClear {
            let clear = (Cogency::Clear, "");
            return judge(&cx.view, review, &cx.me, code, clear).map(drop);
        }
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
            Command::FindNext => self.go_on(code, 1, cx),
            Command::FindPrevious => self.go_on(code, -1, cx),
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
        cx.ask_words(title, Ask::ReviewWhy(code, judgement), &before)
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
                let done = self.go_to_left(code, 1, cx);
                if !done {
                    let name = review.plan.name.clone();
                    cx.note(format!(
                        "every code is judged: g s, Tab, c on “{name}” closes the review"
                    ));
                }
                cx.save(vec![change])
            }
            // What is typed next is meant for the reason, not for the list below it.
            Err(why) if reason.is_empty() && judgement != Cogency::Clear => {
                cx.ask_words(why, Ask::ReviewWhy(code, judgement), "")
            }
            Err(why) => cx.fail(why),
        }
    }

    /// Whether a code is still to be judged by whoever reviews; to others, whether a reviewer found
    /// it not clear and it is left as it is.
    fn is_left(&self, code: CodeId, cx: &Context) -> bool {
        let retired = cx.view.codebook().exact(code).is_none_or(|c| c.retired);
        match review(cx) {
            _ if retired => false,
            Some(review) => {
                let is_asked = review.plan.codes.contains(&code);
                is_asked && review.last(&cx.me, code).is_none()
            }
            None => asked(&cx.view, code).is_some(),
        }
    }

    /// Whether there is a code to go on to.
    pub(super) fn may_go_on(&self, here: CodeId, cx: &Context) -> Result<(), String> {
        let mut codes = cx.view.codebook().active();
        match (
            codes.any(|c| c.id != here && self.is_left(c.id, cx)),
            self.reviewing,
        ) {
            (true, _) => Ok(()),
            (false, true) => Err("you have judged every other code".into()),
            (false, false) => Err("no other code was found not clear and left as it is".into()),
        }
    }

    /// Puts the cursor on the next code that is left, this one aside.
    fn go_on(&mut self, here: CodeId, by: isize, cx: &Context) -> Vec<Effect> {
        self.go_to_left(here, by, cx);
        Vec::new()
    }

    /// The same; says whether there is one.
    fn go_to_left(&mut self, here: CodeId, by: isize, cx: &Context) -> bool {
        let folded = std::mem::take(&mut self.folded);
        self.look_up(&cx.view);
        let len = self.shown().len();
        let mut at = self.row_of(here);
        for _ in 1..len {
            at = (at + len).saturating_add_signed(by) % len;
            if self.is_left(self.shown()[at], cx) {
                self.list.go(at, len, page(cx));
                return true;
            }
        }
        self.folded = folded;
        self.look_up(&cx.view);
        false
    }
}
