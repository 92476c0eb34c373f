//! What members say to a theme, and what followed from it.

use super::{Ask, Row, Themes};
use crate::acts::members::followed;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::ids::ThemeId;
use crate::report::Texts;
use crate::report::members::{Answered, ThemeCheck};
use crate::work::effect::Effect;

impl Themes {
    /// What the pane below the outline says of it: the counts, then what followed.
    pub(super) fn members_lines(&self, theme: ThemeId, cx: &Context) -> Vec<String> {
        let check = ThemeCheck::of(&cx.view, theme);
        let counts = check.words().map(|words| format!("members: {words}"));
        let followed = check.followed().into_iter();
        let followed = followed.map(|line| format!("what followed – {line}"));
        counts.into_iter().chain(followed).collect()
    }

    /// Whether there is an answer to the theme of a row.
    pub(super) fn may_list_members(&self, row: Row, cx: &Context) -> Result<(), String> {
        let answers = &cx.view.member_check().answers;
        match answers.iter().any(|a| Some(a.text.theme) == row.theme()) {
            true => Ok(()),
            false => Err("no member has answered on it yet".to_owned()),
        }
    }

    /// The answers to a theme; what followed from one is written down.
    pub(super) fn pick_answer(&mut self, theme: ThemeId, cx: &mut Context) -> Vec<Effect> {
        let check = ThemeCheck::of(&cx.view, theme);
        let texts = Texts::new(&cx.view, &cx.documents);
        let entry = |a: &Answered<'_>| {
            let said = &a.answer.text;
            let (words, place) = a.words(texts).unwrap_or_default();
            let shown = format!("they were shown: {}", a.statement);
            let detail = [words, shown].into_iter().filter(|line| !line.is_empty());
            Entry::new(
                format!("{}: {}", said.person, said.stance.word()),
                Value::Text(said.person.clone()),
            )
            .beside(place)
            .detail(detail.collect::<Vec<_>>().join("\n"))
        };
        let entries = check.answers.iter().map(entry).collect();
        let title = format!("What members say to “{}”", self.theme_name(theme, cx));
        cx.pick(title, Ask::Member(theme), entries)
    }

    /// Asks what followed from somebody's answer.
    pub(super) fn ask_what_followed(
        &mut self,
        theme: ThemeId,
        who: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let title = format!("What changed because of {who}, or why nothing did");
        cx.ask_words(title, Ask::Followed(theme, who.to_owned()), "")
    }

    pub(super) fn record_followed(
        &mut self,
        (theme, who): (ThemeId, String),
        text: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match followed(&cx.view, theme, &who, text) {
            Ok(change) => {
                cx.note(format!(
                    "recorded what followed from {who} · z takes it back"
                ));
                cx.save(vec![change])
            }
            Err(why) => {
                cx.note(why);
                Vec::new()
            }
        }
    }
}
