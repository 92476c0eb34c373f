//! The Reconcile screen: what the coders of a round coded differently, and how they settle it.
//!
//! What is shown is a queue of items; a verdict on one is an event of its own and touches nobody's
//! codings. The screen moves on by itself to the next item that waits for the one at the keyboard.

mod alike;
mod amended;
mod another;
mod ask;
mod assenting;
mod by_code;
mod clauses;
mod comparing;
mod ends;
mod filters;
mod given;
mod naming;
mod omissions;
mod panes;
mod passage;
mod poll;
mod present;
mod queue;
mod reason;
mod recording;
mod remarks;
mod rows;
mod ruling;
mod state;
mod summing;
mod voting;

pub use crate::reconcile::item::Item;
pub use crate::reconcile::only::Only;
pub use crate::reconcile::queue::Shows;
pub use crate::reconcile::sheet::Sheet;
pub use crate::reconcile::stand::{Stand, progress, stands_by};
pub use ask::Ask;
pub use given::Coming;
pub use panes::{Pane, Panes, panes};
pub use passage::{Passage, Stretch, coders_under, stretch};
pub use poll::Poll;
pub use queue::kind_word;
pub use state::{Ends, Reconcile};

use crate::app::Target;
use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::app::keymap::Scope;
use crate::app::keymap::is_of;
use crate::app::overlay::Value;
use crate::app::screens::{Answers, Picked, Screen};
use crate::model::ids::RoundId;
use crate::model::round::Headline;
use crate::work::effect::Effect;

impl Screen for Reconcile {
    fn scope(&self) -> Scope {
        match self.ends {
            _ if self.is_voting() => Scope::Vote,
            Some(_) => Scope::Ends,
            None => Scope::Reconcile,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        let rules = matches!(
            command,
            Command::VerdictA
                | Command::VerdictB
                | Command::VerdictBoth
                | Command::VerdictNeither
                | Command::VerdictSpan
                | Command::VerdictCode
                | Command::VerdictKept
                | Command::VerdictPark
                | Command::Vote
                | Command::CodeByCode
                | Command::Reopen
                | Command::Assent
                | Command::Pinned(_)
        );
        let about_item = rules
            || matches!(
                command,
                Command::Open | Command::Define | Command::RestsOn | Command::Memo
            );
        if about_item && self.item().is_none() {
            return Err("there is nothing to settle here".to_owned());
        }
        let moves = matches!(command, Command::NextPane | Command::PreviousPane);
        let own = moves || is_of(command, Scope::Reconcile);
        let always = matches!(command, Command::NextRound | Command::Present);
        if own && !always && self.sheet.is_none() {
            return Err("there is nothing to settle here".to_owned());
        }
        match command {
            Command::Find if self.ends.is_some() => {
                Err("choose the stretch first: Enter keeps it, Esc leaves it".to_owned())
            }
            Command::Assent => self.may_assent(cx).map(drop),
            Command::Reopen => self.may_reopen(),
            Command::CodeByCode => self.may_rule_code_by_code(cx),
            Command::Define => self.may_amend(cx),
            Command::MoreLikeThis => self.may_look_for_omissions(),
            Command::VerdictSpan => match self.passage_document(cx) {
                Some(_) => Ok(()),
                None => Err("the text is not loaded yet".to_owned()),
            },
            Command::Pinned(n) => match self.sheet.as_ref().map(|s| s.coders().len()) {
                Some(many) if many >= usize::from(n) => Ok(()),
                _ => Err(format!("this round has no coder {n}")),
            },
            _ => Ok(()),
        }
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        self.awaiting = None;
        if self.is_voting() {
            return self.vote_command(command, cx);
        }
        if self.ends.is_some() {
            return self.ends_command(command, cx);
        }
        match command {
            Command::NextRound => {
                self.lands = true;
                cx.next_compared()
            }
            Command::SortOrder => self.next_order(cx),
            Command::ToggleOthers => self.next_shows(cx),
            Command::NextPane | Command::PreviousPane => {
                self.pane = match (self.pane, command) {
                    (Pane::Queue, Command::NextPane) => Pane::Passage,
                    (Pane::Passage, Command::NextPane) => Pane::Clauses,
                    (Pane::Queue, _) => Pane::Clauses,
                    (Pane::Clauses, Command::PreviousPane) => Pane::Passage,
                    _ => Pane::Queue,
                };
                Vec::new()
            }
            Command::Open => match self.place(cx) {
                Some((source, span)) => cx.read(source, Some(span)),
                None => Vec::new(),
            },
            Command::Memo => self.memos_here(cx),
            Command::Define => self.ask_clause(cx),
            Command::RestsOn => self.ask_rests_on(cx),
            Command::FilterQueue => self.ask_filter(cx),
            Command::Summary => self.show_summary(cx),
            Command::MoreLikeThis => self.ask_omissions(cx),
            Command::Minutes => self.write_minutes(cx),
            Command::SettleAlike => self.ask_alike(cx),
            Command::Present => self.ask_present(cx),
            Command::Reason => self.ask_reason(cx),
            Command::ReasonKind => self.ask_reason_kind(cx),
            Command::Find => cx.request(Request::Search),
            Command::VerdictA
            | Command::VerdictB
            | Command::Pinned(_)
            | Command::VerdictBoth
            | Command::VerdictNeither
            | Command::VerdictKept
            | Command::VerdictPark
            | Command::VerdictSpan
            | Command::VerdictCode
            | Command::Vote
            | Command::CodeByCode
            | Command::Reopen
            | Command::Assent => self.verdict_command(command, cx),
            other => {
                self.moved(other, cx);
                Vec::new()
            }
        }
    }

    fn glance(&self) -> String {
        let at = (
            self.sheets,
            self.list,
            self.at,
            self.pane,
            self.clauses_top,
            self.passage.top,
        );
        let queue = &self.wanted;
        let verdict = (
            &self.reason,
            self.kind,
            &self.present,
            self.rests_on,
            self.code_ruled,
        );
        let polled = self.poll.as_ref().map(|p| (p.place, p.far()));
        let ends = self.ends.as_ref().map(|e| e.reading.glance());
        format!("{:?}", (at, queue, verdict, polled, ends))
    }

    fn enter(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.lands = true;
        cx.enter_compared()
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        let mut effects = cx.want_sheet();
        effects.extend(self.refresh_all(cx));
        let round = cx.compared();
        let leads = round.is_some_and(|r| r.plan.headline != Headline::None);
        if leads && !cx.is_open_coding_compared() {
            effects.extend(cx.want_round());
        }
        effects
    }

    fn back(&mut self, cx: &mut Context) -> bool {
        self.step_back() || cx.stop_computing()
    }

    fn focus(&mut self, pane: super::Pane) {
        match pane {
            super::Pane::Queue => self.pane = Pane::Queue,
            super::Pane::Passage => self.pane = Pane::Passage,
            super::Pane::Clauses => self.pane = Pane::Clauses,
            _ => {}
        }
    }

    fn clicked(&mut self, target: Target, cx: &mut Context) -> Option<Command> {
        match target {
            Target::Row(super::Pane::Queue, row) => self.queue_clicked(row, cx),
            _ => None,
        }
    }

    fn round_opened(&mut self, before: RoundId, latest: RoundId, cx: &mut Context) -> Vec<Effect> {
        let settling = self.is_voting() || self.ends.is_some();
        if settling || cx.compared.round != Some(before) {
            return Vec::new();
        }
        cx.say_opened(latest);
        cx.compare(latest)
    }
}

impl Answers for Reconcile {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        let Picked { values, created } = picked;
        match (ask, values.first()) {
            (Ask::AnotherCode, first) => {
                let code = match first {
                    Some(Value::Code(code)) => Some(*code),
                    _ => None,
                };
                self.rule_another(code, created, cx)
            }
            (Ask::CodeRuled, Some(Value::Code(code))) => self.set_code_ruled(Some(*code), cx),
            (Ask::CodeRuled, _) => self.set_code_ruled(None, cx),
            (Ask::AmendClause, Some(Value::Number(n))) => self.amend(*n, cx),
            (Ask::Omissions, Some(Value::Code(code))) => self.look_for_omissions(*code, cx),
            (Ask::RestsOn, Some(Value::Code(code))) => self.set_rests_on(*code, cx),
            (Ask::Reason, Some(Value::Text(words))) => self.earlier_reason(words.clone(), cx),
            (Ask::Reason, _) => self.give_reason(created.unwrap_or_default(), None, cx),
            (Ask::ReasonKind, Some(Value::Reason(kind))) => self.set_reason_kind(*kind, cx),
            (Ask::Present, _) => self.set_present(&values, cx),
            (Ask::Filter, _) => {
                self.set_filters(&values);
                Vec::new()
            }
            (Ask::SettleAlike, _) => self.settle_alike(&values, cx),
            _ => Vec::new(),
        }
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Reason => self.give_reason(text.trim().to_owned(), None, cx),
            Ask::Amend(code, part) => self.amended(code, part, text.trim().to_owned(), cx),
            _ => Vec::new(),
        }
    }

    fn confirmed(&mut self, ask: Ask, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Rule(coming) => self.rule_at_once(*coming, cx),
            _ => Vec::new(),
        }
    }
}
