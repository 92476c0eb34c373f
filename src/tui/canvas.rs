//! What drawing writes on: cells, and where things can be clicked.

use super::look::{Lines, Look};
use crate::app::Target;
use crate::app::screen::Area;
use crate::model::wrap::{self, cells, letters};
use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::style::Style;
use std::num::NonZeroU16;

/// Rectangles that can be clicked; the last that holds a cell counts.
#[derive(Clone, Debug, Default)]
pub struct Hits(Vec<(Area, Target)>);

impl Hits {
    pub fn at(&self, x: u16, y: u16) -> Option<Target> {
        self.0
            .iter()
            .rev()
            .find(|(area, _)| area.holds(x, y))
            .map(|(_, target)| *target)
    }
}

/// Whether a letter that begins further left goes on over the cell.
pub(super) fn is_covered(cell: &Cell) -> bool {
    cell.diff_option == CellDiffOption::Skip
}

pub struct Canvas<'b> {
    buf: &'b mut Buffer,
    /// What can be clicked.
    pub hits: Hits,
    /// Where the terminal's cursor stands, if it is shown.
    pub cursor: Option<(u16, u16)>,
    pub look: Look,
}

impl<'b> Canvas<'b> {
    /// Starts drawing on an empty buffer.
    pub fn new(buf: &'b mut Buffer, look: Look) -> Canvas<'b> {
        Canvas {
            buf,
            hits: Hits::default(),
            cursor: None,
            look,
        }
    }

    /// Writes text in at most `max` cells at a place, with `…` where it is cut; returns how many
    /// were used.
    pub fn text(&mut self, x: u16, y: u16, max: u16, text: &str, style: Style) -> u16 {
        let max = self.room(x, max);
        self.uncut(x, y, max, &wrap::clip(text, usize::from(max)), style)
    }

    /// Writes what fits of a text in at most `max` cells, for what is scrolled sideways and says so
    /// elsewhere; returns how many were used.
    pub fn uncut(&mut self, x: u16, y: u16, max: u16, text: &str, style: Style) -> u16 {
        let (max, mut used) = (self.room(x, max), 0);
        for (letter, wide) in letters(text) {
            let wide = wide as u16;
            if used + wide > max {
                break;
            }
            self.put(x + used, y, letter, wide, style);
            used += wide;
        }
        used
    }

    /// Writes letters that each have a style, in at most `max` cells, with `…` where they are cut;
    /// returns how many cells were used. White space at the end may hang over.
    pub fn letters(&mut self, x: u16, y: u16, max: u16, text: &[(&str, Style)]) -> u16 {
        let max = self.room(x, max);
        let seen = |(letter, _): &(&str, Style)| !letter.trim().is_empty();
        let end = text.iter().rposition(seen).map_or(0, |last| last + 1);
        let wide = |part: &[(&str, Style)]| part.iter().map(|(l, _)| cells(l)).sum::<usize>();
        let cut = wide(&text[..end]) > usize::from(max);
        let mut used = 0;
        for (letter, style) in text {
            let next = cells(letter) as u16;
            if used + next + u16::from(cut) > max {
                let sign = if cut { "…" } else { "" };
                return used + self.uncut(x + used, y, max - used, sign, *style);
            }
            self.put(x + used, y, letter, next, *style);
            used += next;
        }
        used
    }

    /// Writes plain words into a pane, wrapped.
    pub fn say(&mut self, area: Area, text: &str) {
        self.prose(area.inside(), text, self.look.plain());
    }

    /// Writes a text into an area, wrapped; where it does not fit, its last row ends with `…`.
    pub fn prose(&mut self, area: Area, text: &str, style: Style) {
        let width = usize::from(area.width);
        let mut rows = wrap::lines(text, width);
        if rows.len() > usize::from(area.height) {
            rows.truncate(usize::from(area.height));
            if let Some(last) = rows.last_mut() {
                let clipped = wrap::clip(last, width.saturating_sub(2));
                *last = format!("{} …", clipped.trim_end_matches('…').trim_end());
            }
        }
        for (row, y) in rows.iter().zip(area.y..) {
            self.text(area.x, y, area.width, row, style);
        }
    }

    /// How many of `max` cells there are right of a column.
    fn room(&self, x: u16, max: u16) -> u16 {
        max.min(self.buf.area().right().saturating_sub(x))
    }

    /// Writes a letter into its cells. One cell holds it; those it goes on over are left alone when
    /// the screen is written.
    fn put(&mut self, x: u16, y: u16, letter: &str, wide: u16, style: Style) {
        if wide == 0 || y >= self.buf.area().bottom() {
            return;
        }
        self.free(x, x + wide, y);
        let cell = &mut self.buf[(x, y)];
        cell.set_symbol(&wrap::drawn(letter)).set_style(style);
        // Without this the library would measure it by itself, and differ for some scripts.
        let forced = NonZeroU16::new(wide).filter(|w| w.get() != cell.cell_width());
        if let Some(wide) = forced {
            cell.set_diff_option(CellDiffOption::ForcedWidth(wide));
        }
        for covered in x + 1..x + wide {
            let cell = &mut self.buf[(covered, y)];
            cell.set_style(style).set_diff_option(CellDiffOption::Skip);
        }
    }

    /// Makes cells of a row free for something else. A letter that lies in them in part is a space
    /// in the cells outside: there is no half of one.
    fn free(&mut self, from: u16, to: u16, y: u16) {
        let right = self.buf.area().right();
        let mut first = from;
        while first > 0 && is_covered(&self.buf[(first, y)]) {
            first -= 1;
        }
        let mut end = to.min(right);
        while end < right && is_covered(&self.buf[(end, y)]) {
            end += 1;
        }
        for x in first..end {
            let inside = from <= x && x < to;
            let cell = &mut self.buf[(x, y)];
            match inside {
                true => cell.reset(),
                false => drop(cell.set_symbol(" ").set_diff_option(CellDiffOption::None)),
            }
        }
    }

    /// Writes text that ends at column `right`; returns where it begins.
    pub fn right(&mut self, right: u16, y: u16, text: &str, style: Style) -> u16 {
        let x = right.saturating_sub(wrap::width(text) as u16);
        self.text(x, y, right - x, text, style);
        x
    }

    pub fn paint(&mut self, area: Area, style: Style) {
        for y in area.y..(area.y + area.height).min(self.buf.area().bottom()) {
            for x in area.x..(area.x + area.width).min(self.buf.area().right()) {
                self.buf[(x, y)].set_style(style);
            }
        }
    }

    pub fn clear(&mut self, area: Area) {
        for y in area.y..(area.y + area.height).min(self.buf.area().bottom()) {
            let right = (area.x + area.width).min(self.buf.area().right());
            if area.x < right {
                self.free(area.x, right, y);
            }
        }
    }

    /// Draws a frame with a title, and one at the right if given; returns its inside.
    pub fn pane(&mut self, area: Area, title: &str, beside: &str, style: Style) -> Area {
        if area.width < 2 || area.height < 2 {
            return area.inner();
        }
        let (h, v, corners) = match self.look.lines {
            Lines::Box => ("─", "│", ["┌", "┐", "└", "┘"]),
            Lines::Ascii => ("-", "|", ["+", "+", "+", "+"]),
        };
        let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
        for x in area.x + 1..right {
            self.text(x, area.y, 1, h, style);
            self.text(x, bottom, 1, h, style);
        }
        for y in area.y + 1..bottom {
            self.text(area.x, y, 1, v, style);
            self.text(right, y, 1, v, style);
        }
        for (at, corner) in [
            (area.x, area.y),
            (right, area.y),
            (area.x, bottom),
            (right, bottom),
        ]
        .into_iter()
        .zip(corners)
        {
            self.text(at.0, at.1, 1, corner, style);
        }
        let room = area.width.saturating_sub(4);
        let used = match title.is_empty() {
            true => 0,
            false => self.text(
                area.x + 1,
                area.y,
                room,
                &format!(" {title} "),
                self.look.strong(),
            ),
        };
        if !beside.is_empty() && usize::from(used) + wrap::width(beside) + 3 < usize::from(room) {
            self.right(right, area.y, &format!(" {beside} "), self.look.dim());
        }
        area.inner()
    }

    /// Writes a text into a pane, so many columns from its left; `…` in the border where some of it
    /// is cut off.
    pub fn fill(&mut self, pane: Area, indent: u16, text: &str) {
        let inner = pane.inner();
        let width = inner.width.saturating_sub(indent);
        let lines = wrap::lines(text, usize::from(width));
        let plain = self.look.plain();
        for (row, y) in lines.iter().zip(inner.y..inner.y + inner.height) {
            self.text(inner.x + indent, y, width, row, plain);
        }
        if lines.len() > usize::from(inner.height) {
            self.cut(pane);
        }
    }

    /// Says in the lower border of a pane that some of its text is cut off.
    pub fn cut(&mut self, pane: Area) {
        let more = format!(" {} ", self.look.glyph("…", "..."));
        let inner = pane.inner();
        let (right, bottom) = (inner.x + inner.width, inner.y + inner.height);
        self.right(right, bottom, &more, self.look.dim());
    }

    /// Says in the lower border of a pane how many rows of its list lie above and below those shown.
    pub fn more(&mut self, area: Area, above: usize, below: usize) {
        let (up, down) = (self.look.glyph("↑", "^"), self.look.glyph("↓", "v"));
        let words = match (above, below) {
            (0, 0) => return,
            (0, below) => format!(" {down} {below} more "),
            (above, 0) => format!(" {up} {above} more "),
            (above, below) => format!(" {up} {above}  {down} {below} more "),
        };
        let right = area.x + area.width.saturating_sub(1);
        let bottom = area.y + area.height.saturating_sub(1);
        self.right(right, bottom, &words, self.look.dim());
    }

    /// Says what a click on an area means.
    pub fn hit(&mut self, area: Area, target: Target) {
        self.hits.0.push((area, target));
    }
}

#[cfg(test)]
mod tests;
