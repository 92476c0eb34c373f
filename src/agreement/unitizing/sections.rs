//! One coder's text cut into marks and the gaps between them.

use super::super::mark::Mark;
use super::super::outcome::Undefined;

/// Unmarked text.
pub(super) const GAP: usize = 0;

/// A stretch with one value: [`GAP`], or a code's number + 1. Two marks that touch are two
/// sections even where their code is the same; a gap is always as long as it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub start: u32,
    pub end: u32,
    pub value: usize,
}

impl Section {
    pub fn len(self) -> f64 {
        f64::from(self.end - self.start)
    }
}

/// Sections from 0 to `length`, without holes. What lies beyond is cut off; empty marks are none.
///
/// # Errors
/// [`Undefined::OwnOverlap`].
pub(super) fn sections(
    marks: impl IntoIterator<Item = Mark>,
    length: u32,
) -> Result<Vec<Section>, Undefined> {
    let mut marked: Vec<Section> = marks
        .into_iter()
        .map(|m| Section {
            start: m.span.start,
            end: m.span.end.min(length),
            value: m.code as usize + 1,
        })
        .filter(|s| s.start < s.end)
        .collect();
    marked.sort_unstable_by_key(|s| (s.start, s.end));
    let mut sections = Vec::with_capacity(2 * marked.len() + 1);
    let mut at = 0;
    let gap = |start: u32, end: u32| {
        (start < end).then_some(Section {
            start,
            end,
            value: GAP,
        })
    };
    for section in marked {
        if section.start < at {
            return Err(Undefined::OwnOverlap);
        }
        sections.extend(gap(at, section.start));
        sections.push(section);
        at = section.end;
    }
    sections.extend(gap(at, length));
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(marks: &[Mark], length: u32) -> Result<Vec<(u32, u32, usize)>, Undefined> {
        let found = sections(marks.iter().copied(), length)?;
        Ok(found.iter().map(|s| (s.start, s.end, s.value)).collect())
    }

    #[test]
    fn gaps_are_filled_and_touching_marks_stay_two() {
        let marks = [
            Mark::new(1, 6, 30),
            Mark::new(0, 2, 4),
            Mark::new(0, 4, 5),
            Mark::new(2, 3, 3),
        ];
        let expected = vec![(0, 2, 0), (2, 4, 1), (4, 5, 1), (5, 6, 0), (6, 10, 2)];
        assert_eq!(of(&marks, 10), Ok(expected));
        assert_eq!(of(&[], 3), Ok(vec![(0, 3, 0)]));
        assert_eq!(of(&[], 0), Ok(vec![]));
    }

    #[test]
    fn overlapping_marks_are_refused() {
        let marks = [Mark::new(0, 0, 4), Mark::new(0, 3, 6)];
        assert_eq!(of(&marks, 10), Err(Undefined::OwnOverlap));
    }
}
