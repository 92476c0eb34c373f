//! What a correction did to a text, and where that leaves what points into it.

use super::text::Span;
use serde::{Deserialize, Serialize};
use similar::algorithms::{Capture, diff_slices};
use similar::{Algorithm, DiffTag};
use std::ops::Range;

/// The edits from one revision of a text to the next: stretches taken out of the one before, each
/// with how many code points were put in its place. In order of position, apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edits(pub Vec<(Span, u32)>);

/// Where a stretch of a text is after a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// It covers the text it covered.
    Same(Span),
    /// Text in it was taken out or put in.
    Touched(Span),
    /// All of its text is gone from here.
    Gone(u32),
}

impl Carried {
    /// Where it begins.
    pub fn start(self) -> u32 {
        match self {
            Carried::Same(span) | Carried::Touched(span) => span.start,
            Carried::Gone(at) => at,
        }
    }

    /// The stretch that is left; `None` if nothing is.
    pub fn span(self) -> Option<Span> {
        match self {
            Carried::Same(span) | Carried::Touched(span) => Some(span),
            Carried::Gone(_) => None,
        }
    }
}

/// Edits with how far each moves what comes after, so that no stretch walks through all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shifts {
    edits: Edits,
    /// Before each edit: how much longer the text has become, in code points.
    grown: Vec<i64>,
}

impl Shifts {
    pub fn of(edits: Edits) -> Shifts {
        let mut all = 0;
        let mut before = |(out, put): &(Span, u32)| {
            let here = all;
            all += i64::from(*put) - i64::from(out.len());
            here
        };
        let mut grown: Vec<i64> = edits.0.iter().map(&mut before).collect();
        grown.push(all);
        Shifts { edits, grown }
    }

    /// As `Edits::carry`.
    pub fn carry(&self, span: Span) -> Carried {
        // Those that lie before all of it move it, and no more.
        let first = self
            .edits
            .0
            .partition_point(|(out, _)| out.end <= span.start);
        let moved = self.grown.get(first).copied().unwrap_or(0);
        let (mut start, mut end) = (i64::from(span.start) + moved, i64::from(span.end) + moved);
        let (mut left, mut touched) = (i64::from(span.len()), false);
        for (out, put) in &self.edits.0[first..] {
            let grown = i64::from(*put) - i64::from(out.len());
            if out.start >= span.end {
                break;
            }
            touched = true;
            if out.start >= span.start && out.end <= span.end {
                (end, left) = (end + grown, left + grown);
            } else if out.start < span.start {
                // It reaches in from before: what was put in stays outside.
                let lost = i64::from(out.end.min(span.end) - span.start);
                let shift = i64::from(out.start) + i64::from(*put) - i64::from(span.start);
                (start, end, left) = (start + shift, end + shift - lost, left - lost);
            } else {
                // It reaches out behind.
                let lost = i64::from(span.end - out.start);
                (end, left) = (end - lost, left - lost);
            }
        }
        let point = |at: i64| u32::try_from(at.max(0)).unwrap_or(u32::MAX);
        let span = Span {
            start: point(start),
            end: point(end),
        };
        match (left > 0, touched) {
            (true, false) => Carried::Same(span),
            (true, true) => Carried::Touched(span),
            (false, _) => Carried::Gone(span.start),
        }
    }
}

impl Edits {
    /// Whether they are in order and apart, within a text of `length` code points.
    pub fn fit(&self, length: u32) -> bool {
        let inside = |(span, _): &(Span, u32)| span.start <= span.end && span.end <= length;
        let apart = |pair: &[(Span, u32)]| pair[0].0.end <= pair[1].0.start;
        self.0.iter().all(inside) && self.0.windows(2).all(apart)
    }

    /// How long a text of `length` code points is afterwards.
    pub fn length(&self, length: u32) -> u32 {
        let grown = self
            .0
            .iter()
            .map(|(out, put)| i64::from(*put) - i64::from(out.len()));
        let length = i64::from(length) + grown.sum::<i64>();
        u32::try_from(length.max(0)).unwrap_or(u32::MAX)
    }

    /// Where a stretch is afterwards. What was put in at its border does not belong to it, unless it
    /// took the place of text at its border.
    pub fn carry(&self, span: Span) -> Carried {
        Shifts::of(self.clone()).carry(span)
    }

    /// The edits that make one text of another, as few as can be: both are compared line by line, and
    /// lines that differ word by word. Of texts of which nearly everything differs more is taken for
    /// changed than was.
    pub fn between(before: &str, after: &str) -> Edits {
        let (ones, others) = (lines(before), lines(after));
        let mut edits = Edits::default();
        for (at, out, put) in differences(&ones, &others, 0) {
            if out.is_empty() || put.is_empty() {
                edits.push(at, points(out), points(put));
                continue;
            }
            let (out, put) = (words(out), words(put));
            for (at, out, put) in differences(&out, &put, at) {
                edits.push(at, points(out), points(put));
            }
        }
        edits
    }

    /// Adds an edit behind the others.
    fn push(&mut self, at: u32, out: u32, put: u32) {
        match self.0.last_mut() {
            Some((last, more)) if last.end == at => {
                (last.end, *more) = (at + out, *more + put);
            }
            _ => self.0.push((
                Span {
                    start: at,
                    end: at + out,
                },
                put,
            )),
        }
    }
}

/// Lines, or words of lines, that are compared with one another; the time it takes grows with the square.
const MOST: usize = 4_000;

/// The runs in which two texts differ, each with where it begins in the first, in code points from
/// `at` on.
fn differences<'t>(
    ones: &'t [&'t str],
    others: &'t [&'t str],
    mut at: u32,
) -> Vec<(u32, &'t [&'t str], &'t [&'t str])> {
    let same = ones.iter().zip(others).take_while(|(a, b)| a == b).count();
    let rest = ones[same..].iter().rev().zip(others[same..].iter().rev());
    let after = rest.take_while(|(a, b)| a == b).count();
    let (out, put) = (
        &ones[same..ones.len() - after],
        &others[same..others.len() - after],
    );
    if out.len().min(put.len()) > MOST {
        return vec![(at + points(&ones[..same]), out, put)];
    }
    // Not moved about afterwards to look better: here they have to be in order.
    let mut found = Capture::new();
    let Ok(()) = diff_slices(Algorithm::Myers, &mut found, ones, others);
    let (mut runs, mut read, mut open) = (Vec::new(), (0, 0), false);
    let mut run = (0..0, 0..0);
    let mut close =
        |run: &(Range<usize>, Range<usize>), at: &mut u32, read: &mut (usize, usize)| {
            *at += points(&ones[read.0..run.0.start]);
            let (out, put) = (&ones[run.0.clone()], &others[run.1.clone()]);
            runs.push((*at, out, put));
            *at += points(out);
            *read = (run.0.end, run.1.end);
        };
    for op in found.ops() {
        let (old, new) = (op.old_range(), op.new_range());
        if op.tag() == DiffTag::Equal {
            if open {
                close(&run, &mut at, &mut read);
            }
            open = false;
        } else if open {
            run = (run.0.start..old.end, run.1.start..new.end);
        } else {
            (run, open) = ((old, new), true);
        }
    }
    if open {
        close(&run, &mut at, &mut read);
    }
    runs
}

fn points(texts: &[&str]) -> u32 {
    texts.iter().map(|t| t.chars().count() as u32).sum()
}

/// Lines, each with the blank ones below it: a blank line is like any other, and finds nothing again.
fn lines(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut from, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if at > from && !line.trim().is_empty() {
            all.push(&text[from..at]);
            from = at;
        }
        at += line.len();
    }
    all.extend((from < at).then(|| &text[from..at]));
    all
}

/// Texts as what a typist changes by itself: words, and everything else character by character.
fn words<'t>(texts: &[&'t str]) -> Vec<&'t str> {
    use unicode_segmentation::UnicodeSegmentation;
    texts.iter().flat_map(|t| t.split_word_bounds()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::Text;
    use proptest::prelude::*;

    fn span(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    #[test]
    fn stretches_follow_their_text() {
        // "0123456789" with "34" out and "abc" in.
        let edits = Edits(vec![(span(3, 5), 3)]);
        let carry = |start, end| edits.carry(span(start, end));
        assert_eq!(carry(0, 3), Carried::Same(span(0, 3)));
        assert_eq!(carry(5, 8), Carried::Same(span(6, 9)));
        assert_eq!(carry(0, 10), Carried::Touched(span(0, 11)));
        assert_eq!(carry(3, 5), Carried::Touched(span(3, 6)));
        assert_eq!(carry(4, 8), Carried::Touched(span(6, 9)));
        assert_eq!(carry(0, 4), Carried::Touched(span(0, 3)));
        assert_eq!(carry(3, 4), Carried::Gone(3));
        let put = Edits(vec![(span(3, 3), 2)]);
        assert_eq!(put.carry(span(0, 3)), Carried::Same(span(0, 3)));
        assert_eq!(put.carry(span(3, 5)), Carried::Same(span(5, 7)));
        assert_eq!(put.carry(span(2, 4)), Carried::Touched(span(2, 6)));
        let out = Edits(vec![(span(3, 5), 0)]);
        assert_eq!(out.carry(span(3, 5)), Carried::Gone(3));
        assert_eq!(out.carry(span(2, 6)), Carried::Touched(span(2, 4)));
    }

    #[test]
    fn a_typo_is_one_edit() {
        let edits = Edits::between("I saw teh ward. 好的。", "I saw the ward. 好的。");
        assert_eq!(edits, Edits(vec![(span(6, 9), 3)]));
        assert_eq!(Edits::between("a b", "a b"), Edits::default());
    }

    #[test]
    fn a_line_put_in_above_lines_that_all_change_is_put_in() {
        let lines = |word: &str| -> String {
            let line = |n: u32| format!("Paragraph {n} about {word} and more.\n\n");
            (0..9).map(line).collect()
        };
        let edits = Edits::between(&lines("the"), &format!("Above.\n\n{}", lines("teh")));
        assert_eq!(edits.0.len(), 10, "{edits:?}");
        assert!(edits.0.iter().all(|(out, _)| out.len() <= 3));
    }

    proptest! {
        /// Whatever was done to a text, a stretch said to be the same is the same.
        #[test]
        fn what_is_said_to_be_the_same_is(
            before in "[ab 好。\n]{0,40}", after in "[ab 好。\n]{0,40}", start in 0u32..40, length in 1u32..20,
        ) {
            let edits = Edits::between(&before, &after);
            let (old, new) = (Text::new(before), Text::new(after));
            prop_assert!(edits.fit(old.len()));
            let grown: i64 = edits.0.iter().map(|(s, n)| i64::from(*n) - i64::from(s.len())).sum();
            prop_assert_eq!(i64::from(old.len()) + grown, i64::from(new.len()));
            let from = span(start.min(old.len()), (start + length).min(old.len()));
            prop_assume!(!from.is_empty());
            match edits.carry(from) {
                Carried::Same(to) => prop_assert_eq!(old.slice(from), new.slice(to)),
                Carried::Touched(to) => prop_assert!(to.end <= new.len() && !to.is_empty()),
                Carried::Gone(at) => prop_assert!(at <= new.len()),
            }
        }
    }
}
