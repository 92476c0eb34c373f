//! Glyphs to pieces: what stands on one baseline without a wide gap in it.

use super::glyphs::{Glyph, Glyphs};
use super::stacked::{Set, in_order};
use crate::import::names::is_cjk;
use std::borrow::Cow;

/// Letters that belong together, with where they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub baseline: f32,
    pub size: f32,
    /// Bytes it is bold for, from its beginning on.
    pub bold: usize,
    /// How wide its first word is, and where its second begins.
    pub first_word: f32,
    pub second: f32,
}

/// A gap of so many sizes parts pieces.
const WIDE: f32 = 1.6;

/// The pieces of a page, from its top downwards and from left to right.
pub(super) fn pieces(glyphs: &Glyphs) -> Vec<Piece> {
    let mut order: Vec<&Glyph> = glyphs.all.iter().collect();
    order.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let blank = |g: &&Glyph| glyphs.letters(g).trim().is_empty();
    let blanks = order.iter().filter(|g| blank(g)).count();
    // Where spaces are glyphs, a gap is most often only a kern.
    let gap = if blanks * 20 > order.len() { 0.2 } else { 0.15 };
    let mut all = Vec::new();
    let mut row: Vec<&Glyph> = Vec::new();
    let mut main: Option<&Glyph> = None;
    for glyph in order {
        let near = |m: &Glyph| glyph.baseline - m.baseline <= 0.45 * m.size.max(glyph.size);
        if main.is_some_and(|m| !near(m)) {
            row_pieces(&mut row, glyphs, gap, &mut all);
            main = None;
        }
        // Raised and lowered letters are smaller than those of their line.
        if main.is_none_or(|m| glyph.size > m.size * 1.05) {
            main = Some(glyph);
        }
        row.push(glyph);
    }
    row_pieces(&mut row, glyphs, gap, &mut all);
    all
}

fn row_pieces(row: &mut Vec<&Glyph>, glyphs: &Glyphs, gap: f32, all: &mut Vec<Piece>) {
    let mut open: Option<(Piece, &Glyph)> = None;
    let mut space = false;
    for Set { glyph, before } in in_order(std::mem::take(row), glyphs) {
        let letters = glyphs.letters(glyph);
        if letters.trim().is_empty() {
            space = true;
            continue;
        }
        let Some((piece, last)) = open.as_mut() else {
            open = Some((Piece::begun(glyph, letters), glyph));
            space = false;
            continue;
        };
        // Some programs make letters bold by setting them twice.
        let near = |a: f32, b: f32| (a - b).abs() < 0.1 * glyph.size;
        let again = glyphs.letters(last) == letters
            && near(glyph.left, last.left)
            && near(glyph.baseline, last.baseline);
        if again {
            continue;
        }
        let size = glyph.size.max(last.size);
        let apart = glyph.left - piece.right;
        if apart > WIDE * size {
            all.extend(open.take().map(|(piece, _)| piece.done()));
            open = Some((Piece::begun(glyph, letters), glyph));
        } else {
            let cjk = letters.starts_with(is_cjk) && piece.text.ends_with(is_cjk);
            // Justified Chinese is set apart letter by letter.
            let parted = match cjk {
                true => apart > 0.6 * size,
                false => space || before == " " || apart > gap * size,
            };
            let letters = match before {
                "/" => Cow::Owned(format!("/{letters}")),
                _ => Cow::Borrowed(letters),
            };
            piece.add(glyph, &letters, parted);
            *last = glyph;
        }
        space = false;
    }
    all.extend(open.map(|(piece, _)| piece.done()));
}

impl Piece {
    fn begun(glyph: &Glyph, letters: &str) -> Piece {
        let mut piece = Piece {
            left: glyph.left,
            right: glyph.left,
            baseline: glyph.baseline,
            ..Piece::default()
        };
        piece.add(glyph, letters, false);
        piece
    }

    fn add(&mut self, glyph: &Glyph, letters: &str, parted: bool) {
        if parted {
            if self.first_word == 0.0 {
                self.first_word = self.right - self.left;
                self.second = glyph.left;
            }
            self.text.push(' ');
        }
        let all_bold = self.bold + usize::from(parted) >= self.text.len();
        for c in letters.chars() {
            self.text.push_str(&spelled(c));
        }
        if glyph.bold && all_bold {
            self.bold = self.text.len();
        }
        self.right = self.right.max(glyph.right);
        if glyph.size > self.size * 1.05 {
            (self.size, self.baseline) = (glyph.size, glyph.baseline);
        }
    }

    fn done(mut self) -> Piece {
        if self.first_word == 0.0 {
            self.first_word = self.right - self.left;
        }
        self
    }
}

/// Ligatures are letters, and a gap is a space however it is written.
fn spelled(c: char) -> String {
    match c {
        '\u{FB00}' => "ff".into(),
        '\u{FB01}' => "fi".into(),
        '\u{FB02}' => "fl".into(),
        '\u{FB03}' => "ffi".into(),
        '\u{FB04}' => "ffl".into(),
        '\u{FB05}' | '\u{FB06}' => "st".into(),
        c if c.is_whitespace() => " ".into(),
        c => c.into(),
    }
}
