//! The Codebook screen: the tree of codes, and what is written about the one under the cursor.

mod ask;
mod reviewing;
mod segments;
mod state;

pub use ask::Ask;
pub use segments::{asked, review};

use state::page;
pub use state::{CodebookScreen, panes};

use crate::acts::codebook::{may_be_called, moved};
use crate::acts::coding::new_code;
use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::app::keymap::{Scope, is_of};
use crate::app::overlay::Value;
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::model::event::{Change, CodeField};
use crate::model::review::Cogency;
use crate::report::words::counted;
use crate::work::effect::Effect;
use std::path::PathBuf;

impl Screen for CodebookScreen {
    fn scope(&self) -> Scope {
        match self.reviewing {
            true => Scope::Review,
            false => Scope::Codebook,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        use Command::*;
        let edits_shared = matches!(
            command,
            Rename
                | Define
                | Include
                | Exclude
                | Example
                | Colour
                | Move
                | Merge
                | Retire
                | ImportCodebook
        );
        let reviews = matches!(
            command,
            ReviewClear | ReviewUnclear | ReviewMerge | ReviewSplit
        );
        let own = reviews || is_of(command, Scope::Codebook);
        let own = own && !matches!(command, Add | ImportCodebook);
        let code = self.codebook_code(cx).filter(|_| own);
        if own && code.is_none() {
            return Err("the codebook is empty: a adds a code, I adds a codebook file".to_owned());
        }
        if let Some(code) = code.filter(|_| reviews) {
            return self.may_judge(command, code.id, cx);
        }
        if let (FindNext | FindPrevious, Some(code)) = (command, code) {
            return self.may_go_on(code.id, cx);
        }
        if let (Evidence, Some(code)) = (command, code) {
            return match cx.view.groundedness(None).get(&code.id) {
                Some(1..) => Ok(()),
                _ => Err(format!("nothing is coded with “{}” yet", code.name)),
            };
        }
        let Some(round) = cx.view.frozen_by().filter(|_| edits_shared) else {
            return Ok(());
        };
        // A private code of a round that is over is everybody's.
        let shut = |id| cx.view.is_shut(id);
        let own_new = self
            .codebook_code(cx)
            .is_some_and(|c| c.private.is_some_and(shut) && c.by == cx.me);
        if own_new && command != ImportCodebook {
            return Ok(());
        }
        Err(format!(
            "the codebook is frozen while “{}” is blind: w writes a question about this code",
            round.plan.name
        ))
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let len = self.shown().len();
        match command {
            command if self.list.moved(command, len, page(cx)) => Vec::new(),
            Command::ImportCodebook => cx.ask(
                "Codebook file (.ron, .csv, .tsv, .xlsx, .md)",
                Ask::Import,
                "",
            ),
            Command::Find => cx.request(Request::Search),
            _ => self.code_command(command, cx),
        }
    }

    fn glance(&self) -> String {
        format!("{:?}", (self.list, &self.folded))
    }

    /// Keeps the cursor on a code when some are gone.
    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.look_up(&cx.view);
        self.list.show(self.shown().len(), page(cx));
        self.look_up_segments(cx)
    }

    fn clicked(&mut self, target: Target, _: &mut Context) -> Option<Command> {
        match target {
            Target::Row(Pane::Codebook, row) => self.list.clicked(row),
            _ => None,
        }
    }
}

impl Answers for CodebookScreen {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        match (ask, picked.first()) {
            (Ask::Move(code), Value::Top) => cx.save(vec![moved(code, None)]),
            (Ask::Move(code), Value::Code(parent)) => {
                if cx.view.codebook().ancestors(parent).contains(&code) {
                    return cx.fail("a code cannot stand below itself");
                }
                cx.save(vec![moved(code, Some(parent))])
            }
            (Ask::ReviewInto(code), Value::Code(into)) => {
                self.ask_why(code, Cogency::Merge(into), cx)
            }
            (Ask::Merge(code), Value::Code(into)) => {
                let book = cx.view.codebook();
                let used = cx.own_counts().get(&code).copied().unwrap_or(0);
                let text = format!(
                    "Merge “{}” into “{}”? {} of yours then count as “{}”. z takes it back.",
                    book.name(code),
                    book.name(into),
                    counted(used, "coding"),
                    book.name(into)
                );
                cx.question(text, Ask::MergeInto(code, into))
            }
            _ => Vec::new(),
        }
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        let text = text.trim().to_owned();
        match ask {
            Ask::Import if !text.is_empty() => {
                cx.busy = Some("reading the codebook file".into());
                vec![Effect::ReadCodebook(PathBuf::from(text))]
            }
            Ask::Add(parent) if !text.is_empty() => {
                let retired = cx.view.retired_named(&text).map(|c| c.id);
                if let Err(why) = may_be_called(&cx.view, &text, retired.as_slice()) {
                    return cx.fail(why);
                }
                if let Some(retired) = retired {
                    return cx.ask_back(retired, "", Ask::BringBack(retired));
                }
                let change = new_code(&cx.view, None, &text, parent);
                cx.save(vec![change])
            }
            Ask::Rename(id) if !text.is_empty() => {
                if let Err(why) = may_be_called(&cx.view, &text, &[id]) {
                    return cx.fail(why);
                }
                self.edit_code(id, CodeField::Name(text), cx)
            }
            Ask::Write(id, clause) => self.edit_code(id, clause.with(text), cx),
            Ask::ReviewWhy(code, judgement) => self.say(code, judgement, &text, cx),
            Ask::Example(id) if !text.is_empty() => {
                let Some(code) = cx.view.codebook().get(id) else {
                    return Vec::new();
                };
                let mut examples = code.text.examples.clone();
                examples.push(text);
                self.edit_code(id, CodeField::Examples(examples), cx)
            }
            _ => Vec::new(),
        }
    }

    fn confirmed(&mut self, ask: Ask, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::MergeInto(code, into) => cx.save(vec![Change::CodeMerged { code, into }]),
            Ask::Retire(code) => cx.save(vec![Change::CodeRetired { code }]),
            Ask::BringBack(code) => {
                let back = cx.view.restoring(code);
                cx.save(vec![back])
            }
            _ => Vec::new(),
        }
    }
}
