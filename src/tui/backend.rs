//! Cells written to the terminal. Terminals differ in how many cells they give to some letters
//! (`क्ति`, an emoji of several): here whatever follows stands where it belongs all the same.

use crate::model::wrap::is_disputed;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use std::io::{self, Write};

/// Writes to a terminal that may measure letters otherwise.
pub struct Steady<W: Write>(CrosstermBackend<W>);

impl<W: Write> Steady<W> {
    pub fn new(writer: W) -> Steady<W> {
        Steady(CrosstermBackend::new(writer))
    }
}

impl<W: Write> Backend for Steady<W> {
    type Error = io::Error;

    /// A disputed letter is written on spaces, in case it takes fewer cells than it has; and what
    /// comes after it begins anew, which puts the terminal's cursor where it goes on, in case it
    /// took more.
    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let cells: Vec<_> = content.collect();
        let stretches = cells.chunk_by(|(.., cell), _| !is_disputed(cell.symbol()));
        for stretch in stretches {
            match stretch {
                [before @ .., (x, y, cell)] if is_disputed(cell.symbol()) => {
                    let mut blank = (*cell).clone();
                    blank.set_symbol(" ");
                    let blanks = (*x..x + cell.cell_width()).map(|x| (x, *y, &blank));
                    let all = before.iter().copied().chain(blanks);
                    self.0.draw(all.chain([(*x, *y, *cell)]))?;
                }
                plain => self.0.draw(plain.iter().copied())?,
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.0.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.0.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}
