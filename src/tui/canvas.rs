//! What drawing writes on: cells, and where things can be clicked.

use super::look::{Lines, Look};
use crate::app::screen::Area;
use crate::app::wrap;
use crate::app::{Target, wrap::cells};
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// Rectangles that can be clicked; the last that holds a cell counts.
#[derive(Clone, Debug, Default)]
pub struct Hits(Vec<(Area, Target)>);

impl Hits {
    /// What stands at a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<Target> {
        self.0
            .iter()
            .rev()
            .find(|(area, _)| area.holds(x, y))
            .map(|(_, target)| *target)
    }
}

/// A buffer being drawn on.
pub struct Canvas<'b> {
    buf: &'b mut Buffer,
    /// What can be clicked.
    pub hits: Hits,
    /// Where the terminal's cursor stands, if it is shown.
    pub cursor: Option<(u16, u16)>,
    /// How things look.
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

    /// Writes at most `max` cells of text at a place; returns how many were used. Control
    /// characters show as `·`, a tab as a space, zero-width characters stay with their neighbour.
    pub fn text(&mut self, x: u16, y: u16, max: u16, text: &str, style: Style) -> u16 {
        let area = *self.buf.area();
        if y >= area.bottom() {
            return 0;
        }
        let mut used = 0u16;
        for g in text.graphemes(true) {
            let wide = cells(g) as u16;
            if used + wide > max || x + used + wide > area.right() {
                break;
            }
            let shown = match g.chars().next() {
                Some('\t' | '\n') => " ",
                Some(c) if c.is_control() => "·",
                _ => g,
            };
            if wide == 0 {
                continue;
            }
            let cell = &mut self.buf[(x + used, y)];
            cell.set_symbol(shown).set_style(style);
            for extra in 1..wide {
                self.buf[(x + used + extra, y)].reset();
                self.buf[(x + used + extra, y)].set_style(style);
            }
            used += wide;
        }
        used
    }

    /// Writes text cut to `max` cells, `…` where something was cut.
    pub fn clipped(&mut self, x: u16, y: u16, max: u16, text: &str, style: Style) -> u16 {
        let text = wrap::clip(text, usize::from(max));
        self.text(x, y, max, &text, style)
    }

    /// Writes text that ends at column `right`; returns where it begins.
    pub fn right(&mut self, right: u16, y: u16, text: &str, style: Style) -> u16 {
        let x = right.saturating_sub(wrap::width(text) as u16);
        self.text(x, y, right - x, text, style);
        x
    }

    /// Gives the cells of an area a style.
    pub fn paint(&mut self, area: Area, style: Style) {
        for y in area.y..(area.y + area.height).min(self.buf.area().bottom()) {
            for x in area.x..(area.x + area.width).min(self.buf.area().right()) {
                self.buf[(x, y)].set_style(style);
            }
        }
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Area) {
        for y in area.y..(area.y + area.height).min(self.buf.area().bottom()) {
            for x in area.x..(area.x + area.width).min(self.buf.area().right()) {
                self.buf[(x, y)].reset();
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
            false => self.clipped(
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
