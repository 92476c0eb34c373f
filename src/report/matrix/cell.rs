//! A cell of a matrix.

use super::people::{Rate, Said};

/// Fewest people of whom a per cent is told.
const PERCENT_FROM: u32 = 10;

/// What is counted in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Segments, each once however many of the codes of the row it carries.
    pub segments: u32,
    /// Those of them in sources that were read to the end for the row.
    pub read_segments: u32,
    /// Participants who speak in them. Where columns are codes: who speaks in both, and no more is known.
    pub people: Said,
    /// What participants of the group say in sources that were read to the end for the row; only where it is
    /// asked for.
    pub talk: Rate,
}

impl Cell {
    /// Segments for a thousand words or characters, and which of them; none where nothing was read, or where
    /// it would have to add up the two.
    pub fn rate(&self) -> Option<(f64, &'static str)> {
        let (said, unit) = match (self.talk.words, self.talk.characters) {
            (0, 0) => return None,
            (words, 0) => (words, "words"),
            (0, characters) => (characters, "characters"),
            _ => return None,
        };
        Some((f64::from(self.read_segments) * 1_000.0 / said as f64, unit))
    }

    /// Of a hundred people, how many said it; only from ten on.
    pub fn percent(&self) -> Option<u32> {
        let people = self.people;
        let share = || f64::from(people.said) * 100.0 / f64::from(people.of);
        (people.of >= PERCENT_FROM).then(|| share().round() as u32)
    }
}
