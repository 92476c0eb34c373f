//! What moving commands do to cursor and selection.

use super::Read;
use super::cursor::{Unit, Way};
use crate::app::command::Command;
use crate::model::ids::CodingId;

impl Read {
    /// Moves the cursor, extends or drops the selection.
    pub(crate) fn moved(&mut self, command: Command, size: (u16, u16)) {
        let page = usize::from(self.panes(size.0, size.1).rows.height).max(1) as isize;
        let extends = matches!(
            command,
            Command::ExtendLeft | Command::ExtendRight | Command::ExtendUp | Command::ExtendDown
        );
        if extends && self.anchor.is_none() {
            self.anchor = Some(self.cursor);
        }
        match command {
            Command::Left | Command::ExtendLeft => self.step(Way::Back),
            Command::Right | Command::ExtendRight => self.step(Way::Forward),
            Command::Up | Command::ExtendUp => self.rows_on(-1),
            Command::Down | Command::ExtendDown => self.rows_on(1),
            Command::PageUp => self.rows_on(-page),
            Command::PageDown => self.rows_on(page),
            Command::HalfUp => self.rows_on(-page / 2),
            Command::HalfDown => self.rows_on(page / 2),
            Command::First => self.go_edge(Way::Back),
            Command::Last => self.go_edge(Way::Forward),
            Command::LineStart => self.go_row_edge(Way::Back),
            Command::LineEnd => self.go_row_edge(Way::Forward),
            Command::NextWord => self.by_unit(Unit::Word, Way::Forward),
            Command::PreviousWord => self.by_unit(Unit::Word, Way::Back),
            Command::NextSentence => self.by_unit(Unit::Sentence, Way::Forward),
            Command::PreviousSentence => self.by_unit(Unit::Sentence, Way::Back),
            Command::NextTurn => self.by_unit(Unit::Turn, Way::Forward),
            Command::PreviousTurn => self.by_unit(Unit::Turn, Way::Back),
            Command::Select => match self.anchor {
                Some(_) => self.drop_selection(),
                None => self.anchor = Some(self.cursor),
            },
            Command::SelectSentence => self.select_unit(Unit::Sentence),
            Command::SelectTurn => self.select_unit(Unit::Turn),
            Command::Grow => self.grow(),
            Command::Shrink => self.shrink(),
            Command::OtherEnd => {
                if let Some(anchor) = self.anchor {
                    self.anchor = Some(self.cursor);
                    self.cursor = anchor;
                }
            }
            Command::NextCoding => self.go_coding(Way::Forward),
            Command::PreviousCoding => self.go_coding(Way::Back),
            Command::NextOverlap => self.cycle(),
            _ => {}
        }
        if !self.here().iter().any(|m| Some(m.id) == self.focus) {
            self.focus = None;
        }
    }

    fn go_coding(&mut self, way: Way) {
        let at = (self.cursor, self.focus);
        let key = |m: &super::Mark| (m.span.start, Some(m.id));
        let next = match way {
            Way::Forward => {
                let from = self.marks.partition_point(|m| m.span.start < at.0);
                let after = self.marks[from..].iter();
                let mut after = after.skip_while(|m| m.span.start == at.0 && key(m) <= at);
                after.next()
            }
            Way::Back => {
                let before = self.marks.partition_point(|m| m.span.start < at.0);
                self.marks[..before].last()
            }
        };
        if let Some(mark) = next {
            (self.cursor, self.focus) = (mark.span.start, Some(mark.id));
            self.clamp();
        }
    }

    fn cycle(&mut self) {
        let here: Vec<CodingId> = self.here().iter().map(|m| m.id).collect();
        let at = here.iter().position(|id| Some(*id) == self.focus);
        self.focus = here.get(at.map_or(0, |i| (i + 1) % here.len())).copied();
    }
}
