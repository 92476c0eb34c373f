//! Pieces to lines, in the order in which a page is read.

use super::pieces::Piece;

/// A line of a page or of one of its columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub pieces: Vec<Piece>,
    /// The page, from 0, and the column on it; what goes across columns is in column 0.
    pub page: usize,
    pub column: usize,
    pub baseline: f32,
    pub size: f32,
}

impl Line {
    pub fn left(&self) -> f32 {
        self.pieces.first().map_or(0.0, |p| p.left)
    }
    pub fn right(&self) -> f32 {
        self.pieces.last().map_or(0.0, |p| p.right)
    }
    pub fn first_word(&self) -> f32 {
        self.pieces.first().map_or(0.0, |p| p.first_word)
    }
    /// Takes its first word away.
    pub fn without_first_word(&mut self) {
        let Some(first) = self.pieces.first_mut() else {
            return;
        };
        let Some((word, rest)) = first.text.split_once(' ') else {
            self.pieces.remove(0);
            return;
        };
        let (gone, rest) = (word.len() + 1, rest.to_owned());
        // How wide the next word is was not kept: as wide as its share of the letters.
        let share = rest.split(' ').next().unwrap_or_default().len() as f32;
        first.left = first.second;
        first.first_word = (first.right - first.left) * share / rest.len().max(1) as f32;
        first.bold = first.bold.saturating_sub(gone);
        first.text = rest;
    }
    /// Words set apart so far that their line reaches the margin are no cells: all gaps are the same.
    fn unstretch(&mut self) {
        let gaps = self.pieces.windows(2).map(|two| two[1].left - two[0].right);
        let (least, most) = gaps.fold((f32::MAX, 0.0_f32), |(least, most), gap| {
            (least.min(gap), most.max(gap))
        });
        let words: usize = self.pieces.iter().map(|p| p.text.split(' ').count()).sum();
        let even = most < 1.2 * least && words * 2 < self.pieces.len() * 3;
        if self.pieces.len() < 3 || !even {
            return;
        }
        let mut whole = Piece {
            second: self.pieces[1].left,
            right: self.right(),
            ..self.pieces.remove(0)
        };
        for piece in self.pieces.drain(..) {
            if whole.bold == whole.text.len() && piece.bold > 0 {
                whole.bold += 1 + piece.bold;
            }
            whole.text.push(' ');
            whole.text.push_str(&piece.text);
        }
        self.pieces.push(whole);
    }
    /// All of it, pieces parted by tabs.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.pieces.iter().map(|p| p.text.as_str()).collect();
        texts.join("\t")
    }
    /// Bytes of the text it is bold for, from its beginning on.
    pub fn bold(&self) -> usize {
        let (mut bold, mut bytes) = (0, 0);
        for piece in &self.pieces {
            if bold < bytes {
                break;
            }
            bold = bytes + piece.bold;
            bytes += piece.text.len() + 1;
            if piece.bold == piece.text.len() {
                bold = bytes;
            }
        }
        bold.min(bytes.saturating_sub(1))
    }
}

/// The lines of a page: of a page in two columns those of the left one before those of the right.
pub(super) fn lines(pieces: Vec<Piece>, page: usize) -> Vec<Line> {
    let Some(gutter) = gutter(&pieces) else {
        return rows(pieces, page, 0);
    };
    let mut all = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let flush = |left: &mut Vec<Piece>, right: &mut Vec<Piece>, all: &mut Vec<Line>| {
        all.extend(rows(std::mem::take(left), page, 1));
        all.extend(rows(std::mem::take(right), page, 2));
    };
    for piece in pieces {
        if crosses(&piece, gutter) {
            flush(&mut left, &mut right, &mut all);
            all.extend(rows(vec![piece], page, 0));
        } else if piece.right <= gutter {
            left.push(piece);
        } else {
            right.push(piece);
        }
    }
    flush(&mut left, &mut right, &mut all);
    all
}

/// Pieces on about one baseline are a line.
fn rows(mut pieces: Vec<Piece>, page: usize, column: usize) -> Vec<Line> {
    pieces.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut all: Vec<Line> = Vec::new();
    for piece in pieces {
        match all.last_mut() {
            Some(line) if piece.baseline - line.baseline < 0.45 * line.size.max(piece.size) => {
                if piece.size > line.size {
                    (line.size, line.baseline) = (piece.size, piece.baseline);
                }
                line.pieces.push(piece);
            }
            _ => all.push(Line {
                page,
                column,
                baseline: piece.baseline,
                size: piece.size,
                pieces: vec![piece],
            }),
        }
    }
    for line in &mut all {
        line.pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
        line.unstretch();
    }
    all
}

fn crosses(piece: &Piece, gutter: f32) -> bool {
    piece.left < gutter && piece.right > gutter
}

/// Where the gap between two columns runs, if the page clearly has two: both are filled by lines
/// nearly as wide as they are, and hardly anything goes across.
fn gutter(pieces: &[Piece]) -> Option<f32> {
    let left = pieces.iter().map(|p| p.left).min_by(f32::total_cmp)?;
    let right = pieces.iter().map(|p| p.right).max_by(f32::total_cmp)?;
    let across = |x: f32| pieces.iter().filter(|p| crosses(p, x)).count();
    let at = |part: usize| left + (right - left) * part as f32 / 100.0;
    let (_, fewest) = (30..=70)
        .map(|n| (n, across(at(n))))
        .min_by_key(|(_, n)| *n)?;
    let free: Vec<usize> = (30..=70).filter(|n| across(at(*n)) == fewest).collect();
    let gutter = at(*free.get(free.len() / 2)?);
    let filled = |mut widths: Vec<f32>, column: f32| {
        widths.sort_by(f32::total_cmp);
        widths.len() >= 8 && widths[widths.len() / 2] > 0.65 * column
    };
    let of = |here: &dyn Fn(&Piece) -> bool| -> Vec<f32> {
        let pieces = pieces.iter().filter(|p| here(p));
        pieces.map(|p| p.right - p.left).collect()
    };
    let two = fewest * 8 <= pieces.len()
        && filled(of(&|p| p.right <= gutter), gutter - left)
        && filled(of(&|p| p.left >= gutter), right - gutter);
    two.then_some(gutter)
}
