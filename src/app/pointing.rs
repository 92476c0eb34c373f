//! Clicks: what a click on a row of a list or of the text does.

use super::read::{Pane as ReadPane, Unit};
use super::screen::Screen;
use super::study::StudyPane;
use super::{App, Command, Mouse, MouseKind, Pane};
use super::{conference, reconcile};
use crate::work::effect::Effect;

/// The last click, to tell double and triple clicks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clicks {
    at_ms: u64,
    place: (u16, u16),
    count: u8,
}

/// Milliseconds within which clicks on one place count together.
const TOGETHER_MS: u64 = 400;

impl Clicks {
    fn click(&mut self, now_ms: u64, place: (u16, u16)) -> u8 {
        let again = self.place == place && now_ms.saturating_sub(self.at_ms) < TOGETHER_MS;
        self.count = if again { self.count % 3 + 1 } else { 1 };
        (self.at_ms, self.place) = (now_ms, place);
        self.count
    }
}

impl App {
    /// Gives a pane the keyboard.
    pub(super) fn focus_pane(&mut self, pane: Pane) {
        match pane {
            Pane::Sources => self.study.pane = StudyPane::Sources,
            Pane::Rounds => self.study.pane = StudyPane::Rounds,
            Pane::Text => self.read.pane = ReadPane::Text,
            Pane::Codes => self.read.pane = ReadPane::Codes,
            Pane::Outline | Pane::Map => self.themes.focus(pane),
            Pane::Queue => self.reconcile.pane = reconcile::Pane::Queue,
            Pane::Passage => self.reconcile.pane = reconcile::Pane::Passage,
            Pane::Clauses => self.reconcile.pane = reconcile::Pane::Clauses,
            Pane::Suggested => self.conference.pane = conference::Pane::Pairs,
            Pane::Matrix => self.conference.pane = conference::Pane::Matrix,
            Pane::Quotes => self.conference.pane = conference::Pane::Quotes,
            _ => {}
        }
    }

    /// A click on a row: the first puts the cursor there, a second one opens it.
    pub(super) fn clicked(&mut self, pane: Pane, row: usize) -> Vec<Effect> {
        self.focus_pane(pane);
        let list = match pane {
            Pane::Sources => &mut self.study.sources,
            Pane::Rounds => &mut self.study.rounds,
            Pane::Codes => &mut self.read.codes,
            Pane::Codebook => &mut self.codebook.list,
            Pane::Hits => &mut self.search.list,
            _ => return self.clicked_elsewhere(pane, row),
        };
        let again = list.at == row;
        list.at = row;
        match again {
            true if pane == Pane::Codes => self.run(Command::ApplyCode),
            true => self.run(Command::Open),
            false => Vec::new(),
        }
    }

    fn clicked_elsewhere(&mut self, pane: Pane, row: usize) -> Vec<Effect> {
        match pane {
            Pane::Outline | Pane::Map => self.themes_clicked(pane, row),
            Pane::Queue => self.queue_clicked(row),
            Pane::Suggested => self.suggestion_clicked(row),
            Pane::Agreement => self.figures_clicked(row),
            _ => Vec::new(),
        }
    }

    /// Clicking and dragging in the text: one click puts the cursor, two select the word, three
    /// the sentence, dragging selects.
    pub(super) fn read_mouse(&mut self, mouse: Mouse, row: usize) -> Vec<Effect> {
        if self.screen != Screen::Read {
            return Vec::new();
        }
        self.read.pane = ReadPane::Text;
        let left = self.read.places(self.size.0, self.size.1).rows.x;
        let Some(row) = self.read.rows.get(row).copied() else {
            return Vec::new();
        };
        let at = self
            .read
            .at_column(row, usize::from(mouse.x.saturating_sub(left)));
        match mouse.kind {
            MouseKind::Down => {
                let count = self.clicks.click(self.mint.now_ms, (mouse.x, mouse.y));
                self.read.drop_selection();
                self.read.cursor = at;
                let unit = match count {
                    2 => Unit::Word,
                    3 => Unit::Sentence,
                    _ => return Vec::new(),
                };
                if let Some(span) = self.read.unit_at(unit, at) {
                    self.read.select(span);
                }
            }
            MouseKind::Drag => {
                if self.read.anchor.is_none() {
                    self.read.anchor = Some(self.read.cursor);
                }
                self.read.cursor = at;
                self.read.scroll(self.size.0, self.size.1);
            }
            MouseKind::Up | MouseKind::ScrollUp | MouseKind::ScrollDown => {}
        }
        Vec::new()
    }
}
