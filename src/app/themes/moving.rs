//! Moving about: the cursor in the outline, folding, scrolling the map, clicks.

use super::outline::{Fold, Row};
use super::{Themes, ThemesPane};
use crate::app::command::Command;
use crate::app::overlay::{Entry, Purpose, Value};
use crate::app::{App, Pane};
use crate::model::theme::Node;
use crate::work::effect::Effect;

/// Columns the map moves sideways at a time: about as far as one row up or down.
const SIDEWAYS: isize = 2;

impl App {
    /// Runs a command that only moves; says whether it was one.
    pub(super) fn themes_move(&mut self, command: Command) -> bool {
        match (command, self.themes.pane) {
            (Command::NextPane | Command::PreviousPane, pane) => {
                self.themes.pane = match pane {
                    ThemesPane::Outline => ThemesPane::Map,
                    ThemesPane::Map => ThemesPane::Outline,
                };
            }
            (Command::FindNext, _) => self.step_theme(1),
            (Command::FindPrevious, _) => self.step_theme(-1),
            (_, ThemesPane::Outline) => return self.outline_move(command),
            (_, ThemesPane::Map) => return self.map_move(command),
        }
        true
    }

    fn outline_move(&mut self, command: Command) -> bool {
        let (len, page) = (self.themes.rows.len(), self.themes.page(self.size));
        let list = &mut self.themes.list;
        match command {
            command if list.moved(command, len, page) => {}
            Command::Left => self.fold(),
            Command::Right => self.unfold(),
            _ => return false,
        }
        self.show_in_map();
        true
    }

    fn map_move(&mut self, command: Command) -> bool {
        let body = super::Frame::of(self.size.0, self.size.1).body;
        let places = self.themes.places(self.size.0, self.size.1);
        let page = places.map.unwrap_or(body).inner().height as isize;
        let (x, y) = match command {
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
        let (across, down) = self.themes.scroll;
        self.themes.scroll = (
            across.saturating_add_signed(x),
            down.saturating_add_signed(y),
        );
        true
    }

    /// Folds the branch under the cursor, or the one it lies in.
    fn fold(&mut self) {
        let rows = &self.themes.rows;
        let Some(here) = rows.get(self.themes.list.at) else {
            return;
        };
        let above = || {
            let before = rows[..self.themes.list.at].iter().rev();
            before.into_iter().find(|l| l.depth < here.depth)
        };
        let branch = match here.fold {
            Fold::Open => Some(here),
            Fold::Leaf | Fold::Shut => above(),
        };
        if let Some(row) = branch.map(|l| l.row) {
            self.themes.folded.push(row);
            self.themes.wanted = Some(row);
            self.outline_anew();
        }
    }

    /// Unfolds the branch under the cursor.
    fn unfold(&mut self) {
        let row = self.themes.row();
        self.themes.folded.retain(|f| Some(*f) != row);
        self.outline_anew();
    }

    /// Makes sure a row is not folded away.
    pub(super) fn reveal(&mut self, row: Row) {
        let mut above = match row {
            Row::Placed(theme, _) => Some(theme),
            Row::Theme(theme) => self.parent_of(theme),
            Row::Heading(_) | Row::Loose(_) => None,
        };
        while let Some(theme) = above {
            self.themes.folded.retain(|f| *f != Row::Theme(theme));
            above = self.parent_of(theme);
        }
    }

    /// Goes to the next theme or subtheme, round and round: on the map, too, where there is no
    /// cursor to move.
    fn step_theme(&mut self, by: isize) {
        let is_theme = |at: &usize| matches!(self.themes.rows[*at].row, Row::Theme(_));
        let themes: Vec<usize> = (0..self.themes.rows.len()).filter(is_theme).collect();
        if themes.is_empty() {
            return;
        }
        let here = self.themes.list.at;
        let next = match by {
            1 => themes.iter().position(|t| *t > here).unwrap_or(0),
            _ => themes
                .iter()
                .rposition(|t| *t < here)
                .unwrap_or(themes.len() - 1),
        };
        let (len, page) = (self.themes.rows.len(), self.themes.page(self.size));
        self.themes.list.go(themes[next], len, page);
        self.show_in_map();
    }

    /// Puts the cursor on a theme or code, unfolding what hides it.
    pub(super) fn go_to_node(&mut self, node: Node) {
        let row = match node {
            Node::Theme(theme) => Row::Theme(theme),
            Node::Code(code) => {
                let holds = |t: &&crate::model::theme::Theme| {
                    super::outline::codes_under(t, &self.view).contains(&code)
                };
                match self.view.themes().themes.iter().find(holds) {
                    Some(theme) => Row::Placed(theme.id, code),
                    None => Row::Loose(code),
                }
            }
        };
        self.reveal(row);
        if let Row::Loose(_) = row {
            self.themes.folded.retain(|f| !matches!(f, Row::Heading(_)));
        }
        self.themes.wanted = Some(row);
        self.outline_anew();
        self.themes.wanted = None;
    }

    /// A picker of everything on the map, to go there.
    pub(super) fn find_node(&mut self) -> Vec<Effect> {
        let entries = self.node_entries(None);
        if entries.is_empty() {
            return self.say("there are no themes and no codes yet: a adds a theme");
        }
        self.pick("Go to".to_owned(), Purpose::FindNode, entries)
    }

    /// Themes, then codes, as rows of a picker.
    pub(super) fn node_entries(&self, without: Option<Node>) -> Vec<Entry> {
        let map = self.view.themes();
        let people = |node: Node| match self.themes.figures.count(node).segments {
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
        let codebook = self.view.codebook().active();
        let offered = codebook.filter(|c| !self.view.is_left_behind(c));
        let codes = offered.map(|c| {
            let node = Node::Code(c.id);
            let entry = Entry::new(c.name.clone(), Value::Code(c.id));
            let beside = format!("code{}", people(node));
            (
                node,
                entry.beside(beside).detail(crate::app::read::clause(c)),
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
    pub(in crate::app) fn themes_clicked(&mut self, pane: Pane, at: usize) -> Vec<Effect> {
        let before = self.themes.row();
        match pane {
            Pane::Map => {
                let node = self.themes.chart.nodes().nth(at).map(|(node, _)| node);
                match node {
                    Some(node) => self.go_to_node(node),
                    None => return Vec::new(),
                }
            }
            _ => {
                let (len, page) = (self.themes.rows.len(), self.themes.page(self.size));
                self.themes.list.go(at, len, page);
                self.show_in_map();
            }
        }
        match (before == self.themes.row(), self.themes.row()) {
            (true, Some(Row::Heading(_))) => self.toggle_fold(),
            (true, Some(_)) => return self.run(Command::Evidence),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn toggle_fold(&mut self) {
        match self.themes.rows.get(self.themes.list.at).map(|l| l.fold) {
            Some(Fold::Open) => self.fold(),
            _ => self.unfold(),
        }
    }
}

impl Themes {
    /// Gives a pane the keyboard.
    pub(in crate::app) fn focus(&mut self, pane: Pane) {
        self.pane = match pane {
            Pane::Map => ThemesPane::Map,
            _ => ThemesPane::Outline,
        };
    }
}
