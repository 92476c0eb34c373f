//! Framework: a study's codes mapped to the constructs of a framework, each by oneself; and, once all
//! have submitted, what differs, settled as on Reconcile.

mod ask;
mod mapping;
mod opening;
mod settling;
mod state;

pub use ask::Ask;
pub use state::{FrameworkScreen, Panes, Sign};

use crate::acts::mapping::{assented, may_map, may_settle, submitted, withdrawn};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::keymap::{Scope, is_of};
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::model::mapping::{Mapping, Standing};
use crate::work::effect::Effect;

impl Screen for FrameworkScreen {
    fn scope(&self) -> Scope {
        Scope::Framework
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        let here = self.mapping(cx).zip(self.code(cx));
        match command {
            Command::NewRound if cx.view.frameworks().is_empty() => Err(
                "no framework was taken in yet: tandem framework add does, with a file such as codebooks/cfir.ron".into(),
            ),
            Command::NextRound if cx.view.mappings().len() < 2 => {
                Err("there is no other mapping".into())
            }
            Command::NewRound | Command::NextRound => Ok(()),
            _ if !is_of(command, Scope::Framework) && command != Command::Find => Ok(()),
            _ => match here {
                Some((mapping, code)) => self.may(command, mapping, code, cx),
                None => Err("nothing is mapped to a framework yet: R opens a mapping".into()),
            },
        }
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let rows = self.rows(cx);
        let page = self.page(cx.size);
        if self.list.moved(command, rows, page) {
            return Vec::new();
        }
        match command {
            Command::Open => self.ask_constructs(cx),
            Command::Submit => self.ask_submit(cx),
            Command::WithdrawSubmission => self.withdraw(cx),
            Command::Find => self.ask_code(cx),
            Command::FindNext => self.next_open(1, cx),
            Command::FindPrevious => self.next_open(-1, cx),
            Command::NewRound => self.ask_framework(cx),
            Command::NextRound => self.next_mapping(cx),
            Command::Reason => self.ask_reason(cx),
            Command::Present => self.ask_present(cx),
            Command::VerdictCode => self.ask_another(cx),
            other => self.verdict(other, cx),
        }
    }

    fn glance(&self) -> String {
        format!(
            "{:?}",
            (self.mapping, self.list, &self.present, &self.reason)
        )
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        let there = self.mapping.is_some_and(|id| cx.view.mapping(id).is_some());
        if !there {
            let mine = cx.view.open_mapping(&cx.me).map(|m| m.id);
            self.mapping = mine.or_else(|| cx.view.mappings().last().map(|m| m.id));
        }
        let rows = self.rows(cx);
        self.list.show(rows, self.page(cx.size));
        Vec::new()
    }

    fn clicked(&mut self, target: Target, _: &mut Context) -> Option<Command> {
        match target {
            Target::Row(Pane::Mapped, row) => self.list.clicked(row),
            _ => None,
        }
    }
}

impl FrameworkScreen {
    /// Whether a command of the screen can be run on a code now.
    fn may(
        &self,
        command: Command,
        mapping: &Mapping,
        code: crate::model::ids::CodeId,
        cx: &Context,
    ) -> Result<(), String> {
        let (view, me) = (&cx.view, &cx.me);
        let settles = may_settle(view, mapping, me);
        match command {
            Command::Open => may_map(mapping, me)?,
            Command::VerdictNeither if !mapping.is_over() => {
                may_map(mapping, me)?;
                if mapping.now(me, code).is_some_and(|m| m.to.is_empty()) {
                    return Err("you have said so already".into());
                }
            }
            Command::Submit => drop(submitted(view, mapping, me)?),
            Command::WithdrawSubmission => drop(withdrawn(mapping, me)?),
            Command::Reason if settles.is_err() => {
                may_map(mapping, me)?;
                if mapping.now(me, code).is_none() {
                    return Err("map it first, then say something of it".into());
                }
            }
            Command::FindNext | Command::FindPrevious | Command::Find => {}
            Command::Assent => drop(assented(view, mapping, me, code)?),
            Command::Pinned(n) if usize::from(n) > mapping.plan.coders.len() => {
                return Err(format!("this mapping has no coder number {n}"));
            }
            _ => settles?,
        }
        let of = match command {
            Command::VerdictA => Some(0),
            Command::VerdictB => Some(1),
            Command::Pinned(n) => usize::from(n).checked_sub(1),
            _ => None,
        };
        let coder = of.and_then(|at| mapping.plan.coders.get(at));
        if let Some(coder) = coder
            && mapping.now(coder, code).is_none()
        {
            return Err(format!("{coder} has not mapped it"));
        }
        let rules = matches!(
            command,
            Command::VerdictA
                | Command::VerdictB
                | Command::Pinned(_)
                | Command::VerdictBoth
                | Command::VerdictNeither
                | Command::VerdictCode
                | Command::VerdictKept
                | Command::VerdictPark
        );
        match mapping.standing(code) {
            Standing::Alike(_) if rules && mapping.is_over() => Err("both mapped it alike".into()),
            _ => Ok(()),
        }
    }
}

impl Answers for FrameworkScreen {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Map(code, choices) => self.map(code, &choices, &picked, cx),
            Ask::Another(code, choices) => self.another(code, &choices, &picked, cx),
            Ask::Reason => self.give_reason(picked, cx),
            Ask::Present => self.set_present(&picked.values, cx),
            Ask::Find => self.found(&picked, cx),
            Ask::Framework => self.framework_chosen(&picked, cx),
            Ask::Coders(framework) => self.ask_name(framework, &picked.values, cx),
            Ask::Note(_) | Ask::Submit | Ask::Name(..) => Vec::new(),
        }
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Name(framework, coders) => self.open(framework, &coders, &text, cx),
            Ask::Note(code) => self.note(code, &text, cx),
            _ => Vec::new(),
        }
    }

    fn confirmed(&mut self, ask: Ask, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Submit => self.submit(cx),
            _ => Vec::new(),
        }
    }
}
