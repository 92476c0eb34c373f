//! Read & code: the text with its numbers and margin, the codebook beside it.

mod applying;
mod ask;
mod commands;
mod correcting;
mod cursor;
mod cutting;
mod extending;
mod finding;
mod lanes;
mod menus;
mod moving;
mod noted;
mod pointing;
mod rating;
mod rows;
mod scrolling;
mod state;
#[cfg(test)]
mod tests;

pub use ask::{Ask, For};
pub use cursor::{Unit, Way};
pub use lanes::{Mark, Marks, Others};
pub use rows::Row;
pub(crate) use rows::{ends_near, wrapped};
pub use state::{Pane, Read, lanes};

use crate::acts::coding::{may_change, may_code};
use crate::acts::rounds::may_finish;
use crate::acts::sources::Repair;
use crate::app::Target;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::input::Typing;
use crate::app::keymap::{Scope, is_of};
use crate::app::list::List;
use crate::app::overlay::Value;
use crate::app::screens::{Answers, Picked, Screen};
use crate::model::event::CodingField;
use crate::work::effect::Effect;

impl Screen for Read {
    fn scope(&self) -> Scope {
        match self.pane {
            Pane::Text => Scope::Read,
            Pane::Codes => Scope::Codes,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        use Command::*;
        let own = is_of(command, Scope::Read) || is_of(command, Scope::Codes);
        let Some(source) = &self.source else {
            return match own && cx.view.sources().is_empty() {
                true => Err("there are no sources yet: g s, then i imports files".to_owned()),
                false => Ok(()),
            };
        };
        let among_codes = self.pane == Pane::Codes;
        if matches!(command, ApplyCode | Pinned(_) | RepeatCode | InVivo) {
            may_code(&cx.view, source)?;
            self.target().ok_or("there is no text here")?;
        }
        match command {
            ApplyCode | Pin | CodingsHere | Open if among_codes => match self.code_under_cursor(cx)
            {
                Some(_) => Ok(()),
                None => Err("no code is shown: / changes the filter, g c adds codes".to_owned()),
            },
            Pinned(n) if self.pinned(cx).len() < usize::from(n) => {
                Err("no code is pinned there: Tab goes to the codes, p pins one".to_owned())
            }
            RepeatCode if cx.recent.is_empty() => Err("no code has been applied yet".to_owned()),
            InVivo if self.anchor.is_none() => {
                Err("select the words first: v, or + for the word here".to_owned())
            }
            Rate if self.own_here(&cx.me).is_none() && self.item_here(cx).is_some() => {
                may_code(&cx.view, source).map(drop)
            }
            Uncode | ChangeCode | MoveBoundary | Certainty | Rate => match self.own_here(&cx.me) {
                Some(mark) => may_change(&cx.view, &cx.me, mark.id),
                None => Err("none of your codings is here".to_owned()),
            },
            CodingsHere if self.moving.is_none() && !self.is_anything_here(cx) => {
                Err("nothing is coded here: space codes it".to_owned())
            }
            Copy if self.quotable().is_none() => Err(
                "nothing is selected and nothing is coded here: s selects the sentence".to_owned(),
            ),
            NextOverlap if self.here().len() < 2 => Err("no codings overlap here".to_owned()),
            Shrink if self.anchor.is_none() && !self.is_grown() => {
                Err("nothing is selected: + selects the word here and grows it".to_owned())
            }
            OtherEnd if self.anchor.is_none() => {
                Err("nothing is selected: v begins a selection".to_owned())
            }
            CorrectText | SayWho => self.may_correct(cx),
            Cut => self.may_cut(cx),
            ToggleFinished => may_finish(&cx.view, source).map(drop),
            _ => Ok(()),
        }
    }

    /// Runs a command of Read & code.
    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        if self.source.is_none() {
            return self.open_first_source(cx);
        }
        if self.pane == Pane::Codes
            && let Some(effects) = self.codes_pane(command, cx)
        {
            return effects;
        }
        let effects = match command {
            Command::ApplyCode => self.ask_codes(cx),
            Command::Pinned(n) => self.apply_pinned(n, cx),
            Command::RepeatCode => match cx.recent.first().copied() {
                Some(code) => self.apply(vec![code], cx),
                None => Vec::new(),
            },
            Command::InVivo => self.in_vivo(cx),
            Command::Memo => self.write_memo_here(cx),
            Command::NextMemo => self.go_memo(cx),
            Command::Uncode => self.uncode(cx),
            Command::ChangeCode | Command::MoveBoundary | Command::Certainty => {
                match self.own_here(&cx.me).map(|m| m.id) {
                    Some(id) => self.change(command, id, cx),
                    None => Vec::new(),
                }
            }
            Command::CodingsHere | Command::Open if self.moving.is_some() => self.keep_ends(cx),
            Command::CodingsHere | Command::Open => self.list_here(cx),
            Command::Rate => self.rate_here(cx),
            Command::CorrectText => self.ask_correct(cx),
            Command::Cut => self.ask_cut(cx),
            Command::SayWho => self.ask_who(cx),
            Command::Corrected => self.list_corrected(cx),
            Command::MoreLikeThis => self.more_like_this(cx),
            Command::Copy => self.copy(cx),
            Command::NextSource => self.go_source(1, cx),
            Command::PreviousSource => self.go_source(-1, cx),
            Command::ToggleFinished => match self.source.clone() {
                Some(source) => {
                    let mut effects = self.note_reached(cx);
                    effects.extend(cx.toggle_finished(&source));
                    effects
                }
                None => Vec::new(),
            },
            Command::ToggleOthers => self.toggle_others(cx),
            Command::Find => cx.ask("Find in this source", Ask::Find, &self.find),
            Command::FindNext => self.find(Way::Forward, cx),
            Command::FindPrevious => self.find(Way::Back, cx),
            Command::NextPane | Command::PreviousPane => {
                self.pane = Pane::Codes;
                Vec::new()
            }
            other => {
                self.moved(other, cx.size);
                Vec::new()
            }
        };
        self.scroll(cx.size.0, cx.size.1);
        effects
    }

    fn glance(&self) -> String {
        self.seen()
    }

    fn enter(&mut self, cx: &mut Context) -> Vec<Effect> {
        match self.source {
            Some(_) => Vec::new(),
            None => self.open_first_source(cx),
        }
    }

    fn leave(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.note_reached(cx)
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        let loading = self.leave_taken_out(cx);
        if !loading.is_empty() {
            return loading;
        }
        self.take_text(cx);
        self.layout(cx.size.0, cx.size.1);
        self.refresh_marks(&cx.view, &cx.me);
        match (&self.source, &self.document) {
            // What is still being saved may be a start.
            (Some(source), Some(_)) if cx.saving == 0 => cx.begin(&source.clone()),
            _ => Vec::new(),
        }
    }

    fn back(&mut self, _: &mut Context) -> bool {
        if self.moving.is_some() || self.anchor.is_some() {
            self.drop_selection();
            return true;
        }
        let among_codes = self.pane == Pane::Codes;
        self.pane = Pane::Text;
        among_codes
    }

    fn focus(&mut self, pane: super::Pane) {
        match pane {
            super::Pane::Text => self.pane = Pane::Text,
            super::Pane::Codes => self.pane = Pane::Codes,
            _ => {}
        }
    }

    fn clicked(&mut self, target: Target, _: &mut Context) -> Option<Command> {
        match target {
            Target::Row(super::Pane::Codes, row) => {
                self.codes.clicked(row).map(|_| Command::ApplyCode)
            }
            _ => None,
        }
    }
}

impl Answers for Read {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        let (first, codes) = (picked.first(), picked.codes());
        match (ask, first, picked.created) {
            (Ask::Apply(span), _, created) => self.apply_to(span, codes, created, cx),
            (Ask::ChangeCode(id), Value::Code(code), _) => {
                self.recode(id, CodingField::Code(code), cx)
            }
            (Ask::ChangeCode(id), _, Some(name)) => self.change_to_new(id, &name, cx),
            (Ask::RateItem(span, code), Value::Number(n), _) => self.rate_item(span, code, n, cx),
            (Ask::Rate(id), Value::Number(n), _) => {
                self.recode(id, CodingField::Rating(Some(n)), cx)
            }
            (Ask::Here, Value::Coding(id), _) => {
                self.focus = Some(id);
                cx.say("u uncode · x change code · r boundaries · ! sure/unsure · m memo")
            }
            (Ask::Here, Value::Memo(id), _) => cx.show_memo(id),
            (Ask::Corrected, value, _) => self.corrected_chosen(value, cx),
            (Ask::Who(span), value, _) => self.who_chosen(span, value, cx),
            _ => Vec::new(),
        }
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        let text = text.trim().to_owned();
        match ask {
            Ask::Correct(source, at) => self.correct(&source, at, &text, cx),
            Ask::Pattern => self.preview(&text, cx),
            Ask::Somebody(span) => {
                self.labelled(&text, |label| Repair::Assign(span, Some(label)), cx)
            }
            Ask::Called(from) => self.labelled(&text, |to| Repair::Rename(from.clone(), to), cx),
            Ask::Find => {
                self.find = text;
                self.find(Way::Forward, cx)
            }
            Ask::Filter => {
                self.filter = Typing::new(&text);
                self.codes = List::default();
                if !text.is_empty() && self.codes_shown(cx.view.codebook()).is_empty() {
                    return cx.say(format!(
                        "no code is found by “{text}”: / changes the filter"
                    ));
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn confirmed(&mut self, ask: Ask, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::BringBack(code, then) => self.bring_back(code, then, cx),
            Ask::Divide(repair) => self.repair(&repair, cx),
            Ask::Cut(at) => self.cut(at, cx),
            _ => Vec::new(),
        }
    }
}
