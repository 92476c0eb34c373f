//! The Themes screen: the outline of themes, subthemes and their codes, and the map beside it.
//!
//! Everything counted here comes from the analysis layer of the view, so that nothing a viewer may
//! not see yet is in a count. It is computed once for each state of the view.

mod ask;
mod chart;
mod commands;
mod evidence;
mod moving;
mod outline;
mod relating;
mod state;
mod words;

pub use ask::Ask;
pub use chart::{Chart, Pen};
pub use outline::{Fold, Line, Row};
pub use state::{Themes, ThemesPane};

use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::keymap::Scope;
use crate::app::screen::Frame;
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::model::event::Change;
use crate::work::effect::Effect;

impl Screen for Themes {
    fn scope(&self) -> Scope {
        match self.pane {
            ThemesPane::Outline => Scope::Themes,
            ThemesPane::Map => Scope::Map,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        self.may_run(command, cx)
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        self.command(command, cx)
    }

    fn glance(&self) -> String {
        format!("{:?}", (self.pane, self.list, self.scroll, &self.folded))
    }

    fn enter(&mut self, cx: &mut Context) -> Vec<Effect> {
        let sources: Vec<_> = cx.view.sources().iter().map(|s| s.id.clone()).collect();
        // Who speaks in a segment stands in the text's structure.
        cx.load_missing(&sources)
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.refresh_map(cx)
    }

    /// Leaves the map for the outline.
    fn back(&mut self, _: &mut Context) -> bool {
        std::mem::take(&mut self.pane) == ThemesPane::Map
    }

    fn focus(&mut self, pane: Pane) {
        match pane {
            Pane::Outline => self.pane = ThemesPane::Outline,
            Pane::Map => self.pane = ThemesPane::Map,
            _ => {}
        }
    }

    fn clicked(&mut self, target: Target, cx: &mut Context) -> Option<Command> {
        match target {
            Target::Row(pane @ (Pane::Outline | Pane::Map), row) => self.row_clicked(pane, row, cx),
            _ => None,
        }
    }

    /// What was counted before may rest on what is hidden now.
    fn forget_lists(&mut self, _: &mut Context) -> Vec<Effect> {
        (self.findings, self.asked) = (None, None);
        self.chart = Chart::default();
        Vec::new()
    }

    fn texts_came(&mut self) {
        self.asked = None;
    }
}

impl Answers for Themes {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        self.chosen(&ask, &picked, cx)
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        self.typed(&ask, text.trim().to_owned(), cx)
    }

    fn confirmed(&mut self, ask: Ask, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Retire(theme) => cx.save(vec![Change::ThemeRetired { theme }]),
            _ => Vec::new(),
        }
    }
}
