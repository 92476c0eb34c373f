//! Read & code: the text with its numbers and margin, the codebook beside it.

mod applying;
mod ask;
mod commands;
mod cursor;
mod extending;
mod finding;
mod lanes;
mod menus;
mod moving;
mod pointing;
mod state;
#[cfg(test)]
mod tests;

pub use ask::{Ask, For};
pub use cursor::{Unit, Way};
pub use lanes::{Mark, Others};
pub use menus::clause;
pub(crate) use state::wrapped;
pub use state::{Pane, Read, Row, lanes};

use crate::app::Target;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::input::Typing;
use crate::app::keymap::Scope;
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
        self.may_run(command, cx)
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        self.command(command, cx)
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
            (Ask::Rate(id), Value::Number(n), _) => {
                self.recode(id, CodingField::Rating(Some(n)), cx)
            }
            (Ask::Here, Value::Coding(id), _) => {
                self.focus = Some(id);
                cx.say("u uncode · x change code · r boundaries · ! sure/unsure · m memo")
            }
            (Ask::Here, Value::Memo(id), _) => cx.reopen_memo(id),
            _ => Vec::new(),
        }
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        let text = text.trim().to_owned();
        match ask {
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
            _ => Vec::new(),
        }
    }
}
