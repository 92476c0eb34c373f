//! The state of the screen: which mapping, and which code of it.

use crate::app::context::Context;
use crate::app::list::List;
use crate::app::screen::{Area, Frame};
use crate::model::ids::{CodeId, CoderId, RoundId};
use crate::model::mapping::{Fit, Mapping, Standing};

#[derive(Clone, Debug, Default)]
pub struct FrameworkScreen {
    pub(super) mapping: Option<RoundId>,
    pub list: List,
    /// Who is present beside the one at the keyboard.
    pub(super) present: Vec<CoderId>,
    /// The reason of the next verdict.
    pub(super) reason: String,
}

/// Where things stand on this screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    pub codes: Area,
    pub about: Area,
}

/// What a row says of its code at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Not looked at: by oneself while it is blind, by somebody once it has opened.
    Missing,
    /// Mapped by oneself.
    Mapped,
    Alike,
    Settled,
    /// To be settled.
    Open,
}

impl FrameworkScreen {
    pub fn panes(&self, (width, height): (u16, u16)) -> Panes {
        let body = Frame::of(width, height).body;
        let (codes, about) = body.split_left(width / 2);
        Panes { codes, about }
    }

    pub(super) fn page(&self, size: (u16, u16)) -> usize {
        usize::from(self.panes(size).codes.inner().height).max(1)
    }

    /// The mapping that is looked at.
    pub fn mapping<'v>(&self, cx: &'v Context) -> Option<&'v Mapping> {
        cx.view.mapping(self.mapping?)
    }

    pub(super) fn rows(&self, cx: &Context) -> usize {
        self.mapping(cx).map_or(0, |m| m.plan.codes.len())
    }

    /// The code under the cursor.
    pub fn code(&self, cx: &Context) -> Option<CodeId> {
        self.mapping(cx)?.plan.codes.get(self.list.at).copied()
    }

    pub fn sign(&self, mapping: &Mapping, code: CodeId, cx: &Context) -> Sign {
        if !cx.view.tells_mapping(mapping) || !mapping.is_over() {
            return match mapping.now(&cx.me, code) {
                Some(_) => Sign::Mapped,
                None => Sign::Missing,
            };
        }
        match mapping.standing(code) {
            Standing::Missing(_) => Sign::Missing,
            Standing::Alike(_) => Sign::Alike,
            Standing::Ruled(v) if v.verdict != Fit::Parked => Sign::Settled,
            _ => Sign::Open,
        }
    }

    /// Who is present: always the one at the keyboard.
    pub fn present(&self, cx: &Context) -> Vec<CoderId> {
        let mut present = vec![cx.me.clone()];
        present.extend(self.present.iter().filter(|c| **c != cx.me).cloned());
        present
    }

    /// The reason of the next verdict.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Goes to the next code that waits: not mapped, or not settled.
    pub(super) fn next_open(
        &mut self,
        by: isize,
        cx: &mut Context,
    ) -> Vec<crate::work::effect::Effect> {
        match self.found_open(by, cx) {
            Some(at) => {
                self.list.go(at, self.rows(cx), self.page(cx.size));
                Vec::new()
            }
            None => cx.say("nothing is left to do here"),
        }
    }

    fn found_open(&self, by: isize, cx: &Context) -> Option<usize> {
        let mapping = self.mapping(cx)?;
        let codes = &mapping.plan.codes;
        let mut at = self.list.at;
        for _ in 0..codes.len() {
            at = (at + codes.len()).saturating_add_signed(by) % codes.len();
            if matches!(
                self.sign(mapping, codes[at], cx),
                Sign::Missing | Sign::Open
            ) {
                return Some(at);
            }
        }
        None
    }

    /// Goes on to the next code that waits, if there is another.
    pub(super) fn go_on(&mut self, cx: &Context) {
        if let Some(at) = self.found_open(1, cx) {
            self.list.go(at, self.rows(cx), self.page(cx.size));
        }
    }
}
