//! Whether a command did anything: every key changes something or says why it does not.

use super::App;
use super::command::Command;
use super::keymap::{self, BINDINGS};
use super::overlay::Overlay;
use crate::work::effect::Effect;
use std::fmt::Debug;

impl App {
    /// What keys change of what is seen, the study aside. Two are the same where nothing changed.
    pub(super) fn glance(&self) -> String {
        let over = self.overlays.last().map(Overlay::glance);
        let said = (self.notices.all().count(), self.notices.current().is_some());
        let whole = (
            (self.screen, self.overlays.len(), over, said),
            (self.leaving, self.naming, self.mouse, &self.busy),
            (self.is_computing(), self.has_stopped_computing()),
        );
        format!("{whole:?} {}", self.screen_glance())
    }

    fn screen_glance(&self) -> String {
        use super::screen::Screen::*;
        let told = |what: &dyn Debug| format!("{what:?}");
        match self.screen {
            Study => {
                let s = &self.study;
                told(&(s.pane, s.sources, s.rounds, &s.marked))
            }
            Read => told(&self.read.glance()),
            Codebook => told(&self.codebook),
            Search => {
                let s = &self.search;
                told(&(&s.query, s.order, s.list, s.hits.len()))
            }
            Reconcile => self.reconcile.glance(),
            Agreement => {
                let s = &self.agreement;
                let listed = s.listed.as_ref().map(|l| l.list);
                told(&(
                    s.shows,
                    s.list,
                    s.column,
                    s.by,
                    s.pair,
                    s.sort,
                    &s.selection,
                    listed,
                ))
            }
            Conference => {
                let s = &self.conference;
                let shown = (s.list, s.cell, s.at, s.quotes_top, s.pane);
                told(&(s.round, s.pair, s.measure, shown, &s.present, &s.reason))
            }
            Themes => {
                let s = &self.themes;
                told(&(s.pane, s.list, s.scroll, &s.folded))
            }
        }
    }

    /// Says of a command that nothing came of that nothing did.
    pub(super) fn own_up(&mut self, before: &str, effects: &[Effect]) {
        let only_remembers = |e: &Effect| matches!(e, Effect::Remember(_));
        if let Some(command) = self.ran.take()
            && effects.iter().all(only_remembers)
            && self.glance() == before
        {
            self.mention(self.nothing_words(command));
        }
    }

    fn nothing_words(&self, command: Command) -> String {
        use Command::*;
        let further = |way: &str| format!("there is nothing further {way}");
        match command {
            Up | PageUp | HalfUp | First | ExtendUp => further("up"),
            Down | PageDown | HalfDown | Last | ExtendDown => further("down"),
            Left | LineStart | ExtendLeft => further("to the left"),
            Right | LineEnd | ExtendRight => further("to the right"),
            NextWord | NextSentence | NextTurn | NextCoding | FindNext => further("on"),
            PreviousWord | PreviousSentence | PreviousTurn | PreviousCoding | FindPrevious => {
                further("back")
            }
            NextPane | PreviousPane => "there is no other pane here".to_owned(),
            GoStudy | GoRead | GoCodebook | GoSearch | GoReconcile | GoAgreement | GoThemes
            | GoConference => format!("this is {} already", self.screen.title()),
            DeleteBack | DeleteHere | DeleteWord | DeleteToStart | DeleteToEnd => {
                "there is nothing to delete".to_owned()
            }
            ByCode => "this is the table by code already".to_owned(),
            other => {
                let mut rows = keymap::in_scope(self.scope()).into_iter();
                let row = rows.find(|b| b.command == other);
                let row = row.or_else(|| BINDINGS.iter().find(|b| b.command == other));
                let words = row.map_or("", |b| b.short);
                format!("“{words}” does nothing here")
            }
        }
    }
}
