//! Text and positions: Unicode code points, 0-based, end-exclusive.

use serde::{Deserialize, Serialize};

/// A stretch of text in code points, end-exclusive. Never empty in a coding.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// From `start` to `end`, whichever comes first.
    pub fn between(a: u32, b: u32) -> Span {
        Span {
            start: a.min(b),
            end: a.max(b),
        }
    }
    /// Length in code points.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }
    /// Code points covered by both.
    pub fn overlap(self, other: Span) -> u32 {
        self.end
            .min(other.end)
            .saturating_sub(self.start.max(other.start))
    }
    /// Intersection over union, 0 to 1; 0 when either is empty.
    pub fn iou(self, other: Span) -> f64 {
        let both = f64::from(self.overlap(other));
        let either = f64::from(self.len()) + f64::from(other.len()) - both;
        if either > 0.0 { both / either } else { 0.0 }
    }
    /// Whether the position lies inside.
    pub fn contains(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }
}

/// Distance, in code points, between two remembered byte positions.
const STEP: usize = 128;

/// A source's text with fast conversion between code points and bytes.
#[derive(Clone, Debug, Default)]
pub struct Text {
    all: String,
    /// Byte position of every `STEP`-th code point.
    marks: Vec<u32>,
    len: u32,
}

impl Text {
    pub fn new(all: String) -> Text {
        let mut marks = Vec::with_capacity(all.len() / STEP + 1);
        let mut len = 0usize;
        for (byte, _) in all.char_indices() {
            if len.is_multiple_of(STEP) {
                marks.push(byte as u32);
            }
            len += 1;
        }
        Text {
            all,
            marks,
            len: len as u32,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.all
    }

    /// Length in code points.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Byte position of code point `at`; the end of the text when `at` lies beyond it.
    pub fn byte(&self, at: u32) -> usize {
        if at >= self.len {
            return self.all.len();
        }
        let from = self.marks[at as usize / STEP] as usize;
        let rest = &self.all[from..];
        rest.char_indices()
            .nth(at as usize % STEP)
            .map_or(self.all.len(), |(b, _)| from + b)
    }

    /// Code point at byte position `byte`, which must lie on a character boundary.
    pub fn point(&self, byte: usize) -> u32 {
        let mark = self
            .marks
            .partition_point(|m| *m as usize <= byte)
            .saturating_sub(1);
        let Some(from) = self.marks.get(mark) else {
            return 0;
        };
        let upto = byte.min(self.all.len());
        (mark * STEP + self.all[*from as usize..upto].chars().count()) as u32
    }

    /// The text a span covers; what lies beyond the end is left out.
    pub fn slice(&self, span: Span) -> &str {
        let (a, b) = (self.byte(span.start), self.byte(span.end));
        if a < b { &self.all[a..b] } else { "" }
    }

    /// The span without white space at its ends; `None` where nothing is left.
    pub fn trimmed(&self, span: Span) -> Option<Span> {
        let text = self.slice(span);
        let white = |c: &char| c.is_whitespace();
        let span = Span {
            start: span.start + text.chars().take_while(white).count() as u32,
            end: span.end - text.chars().rev().take_while(white).count() as u32,
        };
        (span.start < span.end).then_some(span)
    }
}

/// The first so many code points of a text.
pub fn first(text: &str, points: usize) -> &str {
    let end = text.char_indices().nth(points);
    &text[..end.map_or(text.len(), |(byte, _)| byte)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn iou_is_intersection_over_union() {
        let a = Span { start: 0, end: 10 };
        let b = Span { start: 5, end: 15 };
        assert!((a.iou(b) - 5.0 / 15.0).abs() < 1e-12);
        assert_eq!(a.iou(Span { start: 10, end: 12 }), 0.0);
        assert_eq!(Span::default().iou(Span::default()), 0.0);
    }

    proptest! {
        #[test]
        fn bytes_and_points_agree(s in "\\PC{0,400}") {
            let t = Text::new(s.clone());
            prop_assert_eq!(t.len() as usize, s.chars().count());
            for (i, (b, _)) in s.char_indices().enumerate() {
                prop_assert_eq!(t.byte(i as u32), b);
                prop_assert_eq!(t.point(b), i as u32);
            }
            prop_assert_eq!(t.byte(t.len()), s.len());
            prop_assert_eq!(t.point(s.len()), t.len());
        }
    }
}
