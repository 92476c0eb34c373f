//! A grid of terminal cells that lines and texts are drawn on. Lines that meet know of each other:
//! a cell remembers in which directions it is left.

use crate::model::wrap::{drawn, letters};

const UP: u8 = 1;
const RIGHT: u8 = 2;
const DOWN: u8 = 4;
const LEFT: u8 = 8;

/// Which characters lines are drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strokes {
    /// Box-drawing characters.
    #[default]
    Lines,
    /// Plain ASCII, for terminals and fonts that have nothing else.
    Ascii,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Cell {
    Empty,
    /// Directions, and how a corner looks here.
    Stroke(u8, Corners),
    Text(String),
    /// What a letter that began further left goes on over.
    Covered,
}

pub(super) struct Grid {
    width: usize,
    cells: Vec<Cell>,
    strokes: Strokes,
}

impl Grid {
    pub fn new(width: usize, height: usize, strokes: Strokes) -> Grid {
        Grid {
            width,
            cells: vec![Cell::Empty; width * height],
            strokes,
        }
    }

    /// Draws through corners; neighbours must share a row or a column.
    pub fn path(&mut self, points: &[(usize, usize)]) {
        for pair in points.windows(2) {
            let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
            for x in x1.min(x2)..x1.max(x2) {
                self.stroke(x, y1, RIGHT, Corners::Round);
                self.stroke(x + 1, y1, LEFT, Corners::Round);
            }
            for y in y1.min(y2)..y1.max(y2) {
                self.stroke(x2, y, DOWN, Corners::Round);
                self.stroke(x2, y + 1, UP, Corners::Round);
            }
        }
    }

    /// Draws the border of a box with round or square corners.
    pub fn border(&mut self, x: usize, y: usize, width: usize, height: usize, corners: Corners) {
        let (right, bottom) = (x + width - 1, y + height - 1);
        self.path(&[(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]);
        if corners == Corners::Square {
            for (cx, cy) in [(x, y), (right, y), (x, bottom), (right, bottom)] {
                self.stroke(cx, cy, 0, Corners::Square);
            }
        }
    }

    /// Writes text, cutting what lies outside.
    pub fn text(&mut self, x: usize, y: usize, text: &str) {
        let mut at = x;
        for (letter, wide) in letters(text) {
            if wide == 0 || at + wide > self.width {
                continue;
            }
            self.put(at, y, Cell::Text(drawn(letter).into_owned()));
            for covered in at + 1..at + wide {
                self.put(covered, y, Cell::Covered);
            }
            at += wide;
        }
    }

    pub fn head(&mut self, x: usize, y: usize, heading: Heading) {
        let head = match (heading, self.strokes) {
            (Heading::Down, Strokes::Lines) => "▼",
            (Heading::Up, Strokes::Lines) => "▲",
            (Heading::Down, Strokes::Ascii) => "v",
            (Heading::Up, Strokes::Ascii) => "^",
        };
        self.put(x, y, Cell::Text(head.to_owned()));
    }

    /// The rows as text, without trailing spaces.
    pub fn rows(&self) -> Vec<String> {
        let row = |row: &[Cell]| {
            let text: String = row.iter().map(|cell| self.shown(cell)).collect();
            text.trim_end().to_owned()
        };
        if self.width == 0 {
            return Vec::new();
        }
        self.cells.chunks(self.width).map(row).collect()
    }

    fn stroke(&mut self, x: usize, y: usize, directions: u8, corners: Corners) {
        if let Some(cell) = self.cell(x, y) {
            *cell = match cell {
                Cell::Stroke(had, was) => Cell::Stroke(*had | directions, corners.max(*was)),
                _ => Cell::Stroke(directions, corners),
            };
        }
    }

    fn put(&mut self, x: usize, y: usize, new: Cell) {
        if let Some(cell) = self.cell(x, y) {
            *cell = new;
        }
    }

    fn cell(&mut self, x: usize, y: usize) -> Option<&mut Cell> {
        if x >= self.width {
            None
        } else {
            self.cells.get_mut(y * self.width + x)
        }
    }

    fn shown<'a>(&self, cell: &'a Cell) -> &'a str {
        match cell {
            Cell::Empty => " ",
            Cell::Covered => "",
            Cell::Text(text) => text,
            Cell::Stroke(directions, corners) => match self.strokes {
                Strokes::Lines => line(*directions, *corners),
                Strokes::Ascii => ascii(*directions),
            },
        }
    }
}

/// How the corners of a box look; where two meet, square wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Corners {
    Round,
    Square,
}

/// Where an arrow points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    Down,
    Up,
}

fn line(directions: u8, corners: Corners) -> &'static str {
    let square = corners == Corners::Square;
    match directions {
        d if d == UP | DOWN || d == UP || d == DOWN => "│",
        d if d == LEFT | RIGHT || d == LEFT || d == RIGHT => "─",
        d if d == DOWN | RIGHT => {
            if square {
                "┌"
            } else {
                "╭"
            }
        }
        d if d == DOWN | LEFT => {
            if square {
                "┐"
            } else {
                "╮"
            }
        }
        d if d == UP | RIGHT => {
            if square {
                "└"
            } else {
                "╰"
            }
        }
        d if d == UP | LEFT => {
            if square {
                "┘"
            } else {
                "╯"
            }
        }
        d if d == UP | DOWN | RIGHT => "├",
        d if d == UP | DOWN | LEFT => "┤",
        d if d == LEFT | RIGHT | DOWN => "┬",
        d if d == LEFT | RIGHT | UP => "┴",
        0 => " ",
        _ => "┼",
    }
}

fn ascii(directions: u8) -> &'static str {
    match directions {
        0 => " ",
        d if d & (LEFT | RIGHT) == 0 => "|",
        d if d & (UP | DOWN) == 0 => "-",
        _ => "+",
    }
}
