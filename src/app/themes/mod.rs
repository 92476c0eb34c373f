//! The Themes screen: the outline of themes, subthemes and their codes, and the map beside it.
//!
//! Everything counted here comes from the analysis layer of the view, so that nothing a viewer may
//! not see yet is in a count. It is computed once for each state of the view.

mod chart;
mod doing;
mod evidence;
mod figures;
mod moving;
mod outline;
mod relating;
mod words;

pub use chart::{Chart, Pen, svg};
pub use figures::Figures;
pub use outline::{Fold, Line, Row, Section};

use super::App;
use super::keymap::Scope;
use super::list::List;
use super::screen::{Area, Frame, WIDE};
use crate::model::theme::Node;
use crate::model::wrap;
use crate::work::effect::Effect;

/// Which pane has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemesPane {
    /// The outline.
    #[default]
    Outline,
    /// The map.
    Map,
}

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Themes {
    /// Pane in focus.
    pub pane: ThemesPane,
    /// The outline as shown.
    pub rows: Vec<Line>,
    /// Cursor in the outline; what it stands on is what the map shows as chosen.
    pub list: List,
    /// First column and row of the map shown.
    pub scroll: (usize, usize),
    /// Counts, as of the last change.
    pub figures: Figures,
    /// The map laid out.
    pub chart: Chart,
    /// Branches folded away.
    pub(in crate::app) folded: Vec<Row>,
    /// The row the cursor goes to once it is there: what was just made.
    wanted: Option<Row>,
    /// Of which state of the view, with how many texts, figures and outline are.
    built: Option<(u64, usize)>,
}

/// Where things stand on this screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The outline, if shown.
    pub outline: Option<Area>,
    /// What is written about the row under the cursor, below it.
    pub about: Option<Area>,
    /// The map, if shown.
    pub map: Option<Area>,
}

/// Words that teach the first key where there are no themes yet.
pub const LESSON: &str = "No themes yet. a adds the first: a claim about what people said. \
    p then places codes under it, r relates it to another.";

impl Themes {
    /// Makes what is derived from the view be computed anew.
    pub(super) fn stale(&mut self) {
        self.built = None;
    }

    /// Who has the keyboard.
    pub fn scope(&self) -> Scope {
        match self.pane {
            ThemesPane::Outline => Scope::Themes,
            ThemesPane::Map => Scope::Map,
        }
    }

    /// Where the panes stand: side by side where there is room, else the one in focus.
    pub fn places(&self, width: u16, height: u16) -> Places {
        let body = Frame::of(width, height).body;
        let (left, right) = match (width >= WIDE, self.pane) {
            (true, _) => body.split_left((width * 2 / 5).clamp(36, 52)),
            (false, ThemesPane::Outline) => (body, Area::default()),
            (false, ThemesPane::Map) => (Area::default(), body),
        };
        let about = match self.node() {
            Some(_) => (left.height / 3).min(12),
            None => 0,
        };
        let (outline, about) = left.split_top(left.height - about);
        let shown = |area: Area| (area.width > 0 && area.height > 0).then_some(area);
        Places {
            outline: shown(outline),
            about: shown(about),
            map: shown(right),
        }
    }

    /// Rows of the outline above its list: words for whoever starts.
    pub fn lesson(&self, width: u16) -> Vec<String> {
        match self.rows.iter().any(|l| matches!(l.row, Row::Theme(_))) {
            true => Vec::new(),
            false => wrap::lines(LESSON, usize::from(width.saturating_sub(2))),
        }
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<Row> {
        self.rows.get(self.list.at).map(|l| l.row)
    }

    /// The theme or code under the cursor.
    pub fn node(&self) -> Option<Node> {
        self.row().and_then(Row::node)
    }

    /// Leaves the map for the outline; says whether that was a step.
    pub(super) fn step_back(&mut self) -> bool {
        std::mem::take(&mut self.pane) == ThemesPane::Map
    }

    /// Rows of the outline's list that are seen at once.
    fn page(&self, size: (u16, u16)) -> usize {
        let outline = match self.places(size.0, size.1).outline {
            Some(area) => area.inner(),
            None => Frame::of(size.0, size.1).body.inner(),
        };
        let lesson = self.lesson(outline.width).len();
        usize::from(outline.height).saturating_sub(lesson).max(1)
    }
}

impl App {
    pub(super) fn enter_themes(&mut self) -> Vec<Effect> {
        self.themes.stale();
        let sources: Vec<_> = self.view.sources().iter().map(|s| s.id.clone()).collect();
        // Who speaks in a segment stands in the text's structure.
        self.load_missing(&sources)
    }

    /// Brings figures, outline and map up to date with the view and the size of the screen.
    pub(super) fn refresh_themes(&mut self) {
        let now = (self.view.version(), self.documents.len());
        if self.themes.built != Some(now) {
            self.themes.figures = Figures::of(&self.view, &self.documents);
            self.themes.chart = Chart::default();
            self.themes.built = Some(now);
            self.outline_anew();
        }
        let body = Frame::of(self.size.0, self.size.1).body;
        let places = self.themes.places(self.size.0, self.size.1);
        let room = places.map.unwrap_or(body).inner();
        let room = (usize::from(room.width), usize::from(room.height));
        if !self.themes.chart.fits(room.0) {
            self.themes.chart = Chart::of(&self.view, &self.themes.figures, room.0);
            self.show_in_map();
        }
        let page = self.themes.page(self.size);
        let len = self.themes.rows.len();
        self.themes.list.show(len, page);
        self.themes.scroll = self.themes.chart.within(self.themes.scroll, room);
    }

    /// Builds the outline again; the cursor stays on what it stood on, or goes to what was made.
    fn outline_anew(&mut self) {
        let here = self.themes.row();
        let rows = outline::rows(&self.view, &self.themes.figures, &self.themes.folded);
        self.themes.rows = rows;
        let find = |row: Row| self.themes.rows.iter().position(|l| l.row == row);
        if let Some(at) = self.themes.wanted.and_then(find) {
            self.themes.wanted = None;
            self.themes.list.at = at;
        } else if let Some(at) = here.and_then(find) {
            self.themes.list.at = at;
        }
        let page = self.themes.page(self.size);
        let len = self.themes.rows.len();
        self.themes.list.show(len, page);
        self.show_in_map();
    }

    /// Scrolls the map to what the cursor of the outline stands on.
    fn show_in_map(&mut self) {
        let body = Frame::of(self.size.0, self.size.1).body;
        let places = self.themes.places(self.size.0, self.size.1);
        let room = places.map.unwrap_or(body).inner();
        if let Some(node) = self.themes.row().and_then(Row::on_map) {
            let room = (usize::from(room.width), usize::from(room.height));
            let to = self.themes.chart.show(node, self.themes.scroll, room);
            self.themes.scroll = to;
        }
    }
}
