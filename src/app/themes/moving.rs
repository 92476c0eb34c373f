//! Moving about: the cursor in the outline, folding, scrolling the map, clicks.

use super::outline::{Fold, Row};
use super::{Ask, Themes, ThemesPane};
use crate::app::Pane;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::theme::Node;
use crate::work::effect::Effect;

/// Columns the map moves sideways at a time: about as far as one row up or down.
const SIDEWAYS: isize = 2;

impl Themes {
    /// Runs a command that only moves; says whether it was one.
    pub(super) fn themes_move(&mut self, command: Command, cx: &Context) -> bool {
        match (command, self.pane) {
            (Command::NextPane | Command::PreviousPane, pane) => {
                self.pane = match pane {
                    ThemesPane::Outline => ThemesPane::Map,
                    ThemesPane::Map => ThemesPane::Outline,
                };
            }
            (Command::FindNext, _) => self.step_theme(1, cx),
            (Command::FindPrevious, _) => self.step_theme(-1, cx),
            (_, ThemesPane::Outline) => return self.outline_move(command, cx),
            (_, ThemesPane::Map) => return self.map_move(command, cx),
        }
        true
    }

    fn outline_move(&mut self, command: Command, cx: &Context) -> bool {
        let (len, page) = (self.rows.len(), self.page(cx.size));
        let list = &mut self.list;
        match command {
            command if list.moved(command, len, page) => {}
            Command::Left => self.fold(cx),
            Command::Right => self.unfold(cx),
            _ => return false,
        }
        self.show_in_map(cx);
        true
    }

    fn map_move(&mut self, command: Command, cx: &Context) -> bool {
        let body = super::Frame::of(cx.size.0, cx.size.1).body;
        let panes = self.panes(cx.size.0, cx.size.1);
        let page = panes.map.unwrap_or(body).inner().height as isize;
        let (x, y) = match command {
            Command::Fold => {
                self.fold_on_map(cx);
                return true;
            }
            Command::ZoomIn | Command::ZoomOut => {
                let closer = command == Command::ZoomIn;
                self.detail = self.detail.zoomed(closer).unwrap_or(self.detail);
                return true;
            }
            Command::Up => (0, -1),
            Command::Down => (0, 1),
            Command::Left => (-SIDEWAYS, 0),
            Command::Right => (SIDEWAYS, 0),
            Command::PageUp => (0, -page),
            Command::PageDown => (0, page),
            Command::HalfUp => (0, -page / 2),
            Command::HalfDown => (0, page / 2),
            Command::First => (isize::MIN, isize::MIN),
            Command::Last => (0, isize::MAX),
            _ => return false,
        };
        // Kept within the map by the refresh that follows every command.
        let (across, down) = self.scroll;
        self.scroll = (
            across.saturating_add_signed(x),
            down.saturating_add_signed(y),
        );
        true
    }

    /// Folds or unfolds the theme the cursor stands on, or that of the code it stands on.
    fn fold_on_map(&mut self, cx: &Context) {
        let Some(theme) = self.row().and_then(Row::theme) else {
            return;
        };
        let row = Row::Theme(theme);
        match self.folded.contains(&row) {
            true => self.folded.retain(|f| *f != row),
            false => {
                self.folded.push(row);
                self.wanted = Some(row);
            }
        }
        self.outline_anew(cx);
    }

    /// The map follows the mouse that holds it.
    pub(crate) fn drag_map(&mut self, at: (u16, u16), begins: bool) {
        let before = self.dragged_at.replace(at).filter(|_| !begins);
        let Some((x, y)) = before else {
            return;
        };
        let moved = |from: u16, to: u16| isize::from(from as i16) - isize::from(to as i16);
        self.scroll = (
            self.scroll.0.saturating_add_signed(moved(x, at.0)),
            self.scroll.1.saturating_add_signed(moved(y, at.1)),
        );
    }

    /// Folds the branch under the cursor, or the one it lies in.
    fn fold(&mut self, cx: &Context) {
        let rows = &self.rows;
        let Some(here) = rows.get(self.list.at) else {
            return;
        };
        let above = || {
            let before = rows[..self.list.at].iter().rev();
            before.into_iter().find(|l| l.depth < here.depth)
        };
        let branch = match here.fold {
            Fold::Open => Some(here),
            Fold::Leaf | Fold::Shut => above(),
        };
        if let Some(row) = branch.map(|l| l.row) {
            self.folded.push(row);
            self.wanted = Some(row);
            self.outline_anew(cx);
        }
    }

    /// Unfolds the branch under the cursor.
    fn unfold(&mut self, cx: &Context) {
        let row = self.row();
        self.folded.retain(|f| Some(*f) != row);
        self.outline_anew(cx);
    }

    /// Makes sure a row is not folded away.
    pub(super) fn reveal(&mut self, row: Row, cx: &Context) {
        let mut above = match row {
            Row::Placed(theme, _) => Some(theme),
            Row::Theme(theme) => self.parent_of(theme, cx),
            Row::Heading(_) | Row::Loose(_) => None,
        };
        while let Some(theme) = above {
            self.folded.retain(|f| *f != Row::Theme(theme));
            above = self.parent_of(theme, cx);
        }
    }

    /// Goes to the next theme or subtheme, round and round: on the map, too, where there is no
    /// cursor to move.
    fn step_theme(&mut self, by: isize, cx: &Context) {
        let is_theme = |at: &usize| matches!(self.rows[*at].row, Row::Theme(_));
        let themes: Vec<usize> = (0..self.rows.len()).filter(is_theme).collect();
        if themes.is_empty() {
            return;
        }
        let here = self.list.at;
        let next = match by {
            1 => themes.iter().position(|t| *t > here).unwrap_or(0),
            _ => themes
                .iter()
                .rposition(|t| *t < here)
                .unwrap_or(themes.len() - 1),
        };
        let (len, page) = (self.rows.len(), self.page(cx.size));
        self.list.go(themes[next], len, page);
        self.show_in_map(cx);
    }

    /// Puts the cursor on a theme or code, unfolding what hides it.
    pub(super) fn go_to_node(&mut self, node: Node, cx: &Context) {
        let row = match node {
            Node::Theme(theme) => Row::Theme(theme),
            Node::Code(code) => {
                let holds = |t: &&crate::model::theme::Theme| {
                    super::outline::codes_under(t, &cx.view).contains(&code)
                };
                match cx.view.themes().themes.iter().find(holds) {
                    Some(theme) => Row::Placed(theme.id, code),
                    None => Row::Loose(code),
                }
            }
        };
        self.reveal(row, cx);
        if let Row::Loose(_) = row {
            self.folded.retain(|f| !matches!(f, Row::Heading(_)));
        }
        self.wanted = Some(row);
        self.outline_anew(cx);
        self.wanted = None;
    }

    /// A picker of everything on the map, to go there.
    pub(super) fn find_node(&mut self, cx: &mut Context) -> Vec<Effect> {
        let entries = self.node_entries(None, cx);
        if entries.is_empty() {
            return cx.say("there are no themes and no codes yet: a adds a theme");
        }
        cx.pick("Go to".to_owned(), Ask::Find, entries)
    }

    /// Themes, then codes, as rows of a picker.
    pub(super) fn node_entries(&self, without: Option<Node>, cx: &Context) -> Vec<Entry> {
        let map = cx.view.themes();
        let people = |node: Node| match self.count(node).map_or(0, |c| c.segments) {
            0 => String::new(),
            n => format!("  {n}"),
        };
        let themes = map.themes.iter().map(|t| {
            let under = match t.parent.and_then(|p| map.theme(p)) {
                Some(parent) => format!("subtheme of {}", parent.name),
                None => "theme".to_owned(),
            };
            let node = Node::Theme(t.id);
            let entry = Entry::new(t.name.clone(), Value::Theme(t.id));
            (
                node,
                entry
                    .beside(format!("{under}{}", people(node)))
                    .detail(t.statement.clone()),
            )
        });
        let codebook = cx.view.codebook().active();
        let offered = codebook.filter(|c| !cx.view.is_left_behind(c));
        let codes = offered.map(|c| {
            let node = Node::Code(c.id);
            let entry = Entry::new(c.name.clone(), Value::Code(c.id));
            let beside = format!("code{}", people(node));
            (
                node,
                entry
                    .beside(beside)
                    .detail(crate::report::searched::clause(c)),
            )
        });
        themes
            .chain(codes)
            .filter(|(node, _)| Some(*node) != without)
            .map(|(_, entry)| entry)
            .collect()
    }

    /// A click on a row of the outline or on a box: the first chooses it, a second one opens what
    /// stands behind it.
    pub(super) fn row_clicked(&mut self, pane: Pane, at: usize, cx: &Context) -> Option<Command> {
        let before = self.row();
        match pane {
            Pane::Map => {
                let node = self.chart.nodes().nth(at).map(|(node, _)| node);
                match node {
                    Some(node) => self.go_to_node(node, cx),
                    None => return None,
                }
            }
            _ => {
                let (len, page) = (self.rows.len(), self.page(cx.size));
                self.list.go(at, len, page);
                self.show_in_map(cx);
            }
        }
        match (before == self.row(), self.row()) {
            (true, Some(Row::Heading(_))) => self.toggle_fold(cx),
            (true, Some(_)) => return Some(Command::Evidence),
            _ => {}
        }
        None
    }

    pub(super) fn toggle_fold(&mut self, cx: &Context) {
        match self.rows.get(self.list.at).map(|l| l.fold) {
            Some(Fold::Open) => self.fold(cx),
            _ => self.unfold(cx),
        }
    }
}
