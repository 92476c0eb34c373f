//! How robust a theme is, judged by those who are present.

use super::{Ask, Themes};
use crate::acts::themes::{judged, reason};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::app::presence::{WHO_IS_PRESENT, coder_entry, coders_in};
use crate::model::ids::{CoderId, ThemeId};
use crate::model::theme::{Judged, Robustness};
use crate::report::map_figures::judged_words;
use crate::work::effect::Effect;

impl Themes {
    /// Asks whether a theme holds; what was judged before stands beside.
    pub(super) fn ask_judgement(&mut self, theme: ThemeId, cx: &mut Context) -> Vec<Effect> {
        let judged = cx.view.themes().theme(theme).map(|t| t.judged.as_slice());
        let judged = judged.unwrap_or_default();
        let before: Vec<String> = judged.iter().rev().map(judged_words).collect();
        let before = before.join("\n");
        let entry = |(n, robust): (i32, Robustness)| {
            Entry::new(robust.words(), Value::Number(n)).detail(before.clone())
        };
        let entries = (0..).zip(Robustness::ALL).map(entry).collect();
        let title = format!("How robust is “{}”", self.theme_name(theme, cx));
        cx.pick(title, Ask::Judge(theme), entries)
    }

    /// Takes the reason and asks who is present: the one at the keyboard, and whoever was when a theme was
    /// last judged. Without a reason it is asked for again.
    pub(super) fn ask_present(
        &mut self,
        theme: ThemeId,
        robust: Robustness,
        typed: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let reason = match reason(typed) {
            Ok(reason) => reason,
            Err(why) => return cx.ask_words(why, Ask::JudgeReason(theme, robust), ""),
        };
        let themes = cx.view.themes().themes.iter();
        let all = themes.flat_map(|t| &t.judged);
        let last: Option<&Judged> = all.max_by_key(|j| (j.at, j.id));
        let present =
            |coder: &CoderId| *coder == cx.me || last.is_some_and(|j| j.present.contains(coder));
        let row = |c: &CoderId| {
            let beside = if *c == cx.me { "at the keyboard" } else { "" };
            (coder_entry(c).beside(beside), present(c))
        };
        let rows = cx.view.coders().keys().map(row).collect();
        let ask = Ask::JudgePresent(theme, robust, reason);
        cx.pick_coders(WHO_IS_PRESENT, ask, rows)
    }

    pub(super) fn judge(&mut self, ask: Ask, values: &[Value], cx: &mut Context) -> Vec<Effect> {
        match (ask, values.first()) {
            (Ask::Judge(theme), Some(Value::Number(n))) => {
                let at = usize::try_from(*n).unwrap_or_default();
                let Some(robust) = Robustness::ALL.get(at) else {
                    return Vec::new();
                };
                let title = format!("{} {}, because", self.theme_name(theme, cx), robust.words());
                cx.ask_words(title, Ask::JudgeReason(theme, *robust), "")
            }
            (Ask::JudgePresent(theme, robust, reason), _) => {
                let mut present = coders_in(values);
                present.sort();
                let name = self.theme_name(theme, cx);
                cx.note(format!("“{name}” {} · z takes it back", robust.words()));
                cx.save(vec![judged(theme, robust, reason, present)])
            }
            _ => Vec::new(),
        }
    }
}
