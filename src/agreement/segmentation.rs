//! Agreement on where a text is cut into segments, when all of it is: boundaries only, no codes.
//!
//! A [`Segmentation`] is a list of boundaries between units (turns, sentences, characters).
//! [`Edits`] compares two of them boundary by boundary and treats both coders alike;
//! [`windows`] holds the older measures, which slide a window over the text and take one of the
//! two for the reference. Several texts are pooled: edits and windows are added up.

mod edits;
pub mod windows;

pub use edits::Edits;

/// A text of so many units, cut into segments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmentation {
    units: u32,
    boundaries: Vec<u32>,
}

impl Segmentation {
    /// From the sizes of the segments in units, in order. Empty segments are none.
    pub fn of_masses(masses: &[u32]) -> Segmentation {
        let mut units = 0u32;
        let mut ends: Vec<u32> = masses
            .iter()
            .map(|mass| {
                units = units.saturating_add(*mass);
                units
            })
            .collect();
        ends.dedup();
        ends.retain(|end| *end != 0 && *end != units);
        Segmentation {
            units,
            boundaries: ends,
        }
    }

    pub fn units(&self) -> u32 {
        self.units
    }

    /// After how many units each boundary stands, ascending; the ends of the text are none.
    pub fn boundaries(&self) -> &[u32] {
        &self.boundaries
    }

    /// Segments: one more than boundaries, none in a text without units.
    pub fn segments(&self) -> usize {
        match self.units {
            0 => 0,
            _ => self.boundaries.len() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_are_within_the_text() {
        let cut = Segmentation::of_masses(&[2, 0, 3, 6, 0]);
        assert_eq!((cut.units(), cut.segments()), (11, 3));
        assert_eq!(cut.boundaries(), [2, 5]);
        assert_eq!(Segmentation::of_masses(&[]).segments(), 0);
        assert_eq!(Segmentation::of_masses(&[4]).segments(), 1);
    }
}
