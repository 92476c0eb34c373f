//! The state of the screen, and where things stand on it.

use super::chart::Chart;
use super::outline;
use super::outline::{Line, Row};
use crate::app::context::Context;
use crate::app::list::List;
use crate::app::screen::{Area, Frame, WIDE};
use crate::model::theme::Node;
use crate::model::wrap;
use crate::report::Narrowing;
use crate::report::map_figures::{Figures, MapFigures, Section};
use crate::report::offers::Offer;
use crate::themes::{Count, Detail, Look};
use crate::work::effect::Effect;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemesPane {
    #[default]
    Outline,
    Map,
}

#[derive(Clone, Debug, Default)]
pub struct Themes {
    pub pane: ThemesPane,
    pub rows: Vec<Line>,
    /// Cursor in the outline; what it stands on is what the map shows as chosen.
    pub list: List,
    /// First column and row of the map shown.
    pub scroll: (usize, usize),
    pub(super) findings: Option<Arc<MapFigures>>,
    pub chart: Chart,
    pub(crate) folded: Vec<Row>,
    /// The row the cursor goes to once it is there: what was just made.
    pub(super) wanted: Option<Row>,
    /// What is counted alone, if not everything.
    pub subgroup: Option<Narrowing>,
    /// Relations that were offered, as they are listed.
    pub(super) offers: Vec<Offer>,
    /// How much of the map is shown.
    pub(super) detail: Detail,
    /// What was asked for last: what was to be counted, in how many columns and how it was to be shown.
    pub(super) asked: Option<(Counted, usize, Look)>,
    /// What the figures there are were counted of.
    pub(super) counted: Option<Counted>,
    /// Where the map was last touched while it is dragged.
    pub(super) dragged_at: Option<(u16, u16)>,
}

/// A state of the view, and how many texts were at hand.
pub(super) type Counted = (u64, usize);

/// Where things stand on this screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    pub outline: Option<Area>,
    /// What is written about the row under the cursor, below it.
    pub about: Option<Area>,
    pub map: Option<Area>,
}

/// Words that teach the first key where there are no themes yet.
pub const LESSON: &str = "No themes yet. a adds the first: a claim about what people said. \
    p then places codes under it, r relates it to another.";

impl Themes {
    /// Where the panes stand: side by side where there is room, else the one in focus.
    pub fn panes(&self, width: u16, height: u16) -> Panes {
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
        Panes {
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

    /// Rows of the outline's list that are seen at once.
    pub(super) fn page(&self, size: (u16, u16)) -> usize {
        let outline = match self.panes(size.0, size.1).outline {
            Some(area) => area.inner(),
            None => Frame::of(size.0, size.1).body.inner(),
        };
        let lesson = self.lesson(outline.width).len();
        usize::from(outline.height).saturating_sub(lesson).max(1)
    }
}

impl Themes {
    /// Brings outline, figures and map up to date with the view and the size of the screen. What is
    /// counted takes longer: until it has come, the outline stands with what was counted before.
    pub(super) fn refresh_map(&mut self, cx: &mut Context) -> Vec<Effect> {
        let body = Frame::of(cx.size.0, cx.size.1).body;
        let room = self.panes(cx.size.0, cx.size.1).map.unwrap_or(body).inner();
        let room = (usize::from(room.width), usize::from(room.height));
        let counted = (cx.view.version(), cx.documents.len());
        let now = (counted, room.0, self.look());
        let mut effects = Vec::new();
        if self.asked.as_ref() != Some(&now) {
            let (_, width, look) = now.clone();
            effects.push(match &self.findings {
                Some(found) if self.counted == Some(counted) => {
                    cx.ask_map_laid_out(found.clone(), width, look)
                }
                _ => cx.ask_map(self.subgroup.clone(), width, look),
            });
            self.asked = Some(now);
            self.outline_anew(cx);
        }
        if let Some(found) = cx.compared.map.take() {
            self.chart = Chart::of(found.clone());
            self.findings = Some(found);
            self.counted = self.asked.as_ref().map(|asked| asked.0);
            self.outline_anew(cx);
        }
        let page = self.page(cx.size);
        let len = self.rows.len();
        self.list.show(len, page);
        self.scroll = self.chart.within(self.scroll, room);
        effects
    }

    /// How the map is looked at: what is folded in the outline is folded there, too.
    fn look(&self) -> Look {
        let theme = |row: &Row| match row {
            Row::Theme(theme) => Some(*theme),
            _ => None,
        };
        Look {
            detail: self.detail,
            folded: self.folded.iter().filter_map(theme).collect(),
        }
    }

    /// How much stands behind a theme or code; `None` while nothing was counted yet.
    pub fn count(&self, node: Node) -> Option<Count> {
        Some(self.figures()?.count(node))
    }

    /// How many codes stand under a heading.
    pub fn below(&self, section: Section) -> usize {
        self.figures().map_or(0, |f| f.section(section).len())
    }

    pub fn figures(&self) -> Option<&Figures> {
        self.findings.as_ref().map(|f| &*f.figures)
    }

    /// Builds the outline again; the cursor stays on what it stood on, or goes to what was made.
    pub(super) fn outline_anew(&mut self, cx: &Context) {
        let here = self.row();
        let rows = outline::rows(&cx.view, self.figures(), &self.folded);
        self.rows = rows;
        let find = |row: Row| self.rows.iter().position(|l| l.row == row);
        if let Some(at) = self.wanted.and_then(find) {
            self.wanted = None;
            self.list.at = at;
        } else if let Some(at) = here.and_then(find) {
            self.list.at = at;
        }
        let page = self.page(cx.size);
        let len = self.rows.len();
        self.list.show(len, page);
        self.show_in_map(cx);
    }

    /// Scrolls the map to what the cursor of the outline stands on.
    pub(super) fn show_in_map(&mut self, cx: &Context) {
        let body = Frame::of(cx.size.0, cx.size.1).body;
        let panes = self.panes(cx.size.0, cx.size.1);
        let room = panes.map.unwrap_or(body).inner();
        if let Some(node) = self.row().and_then(Row::on_map) {
            let room = (usize::from(room.width), usize::from(room.height));
            let to = self.chart.show(node, self.scroll, room);
            self.scroll = to;
        }
    }
}
