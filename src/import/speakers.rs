//! The speakers of a source: their labels as compared, and their numbers.

use crate::model::source::{Speaker, SpeakerRole, Structure};
use std::collections::HashMap;

/// A label as compared: case and spacing do not matter.
pub(super) fn key(label: &str) -> String {
    let words = label
        .split(super::lines::is_space)
        .filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The numbers of the speakers of a structure, by label.
#[derive(Default)]
pub(super) struct Numbers(HashMap<String, u16>);

impl Numbers {
    /// The number of a speaker, who is added to the structure at first sight; a file with more
    /// labels than numbers leaves the rest unnamed.
    pub fn of(&mut self, label: &str, made: &mut Structure) -> Option<u16> {
        let key = key(label);
        if let Some(known) = self.0.get(&key) {
            return Some(*known);
        }
        let number = u16::try_from(made.speakers.len()).ok()?;
        self.0.insert(key, number);
        made.speakers.push(Speaker {
            label: label.to_owned(),
            role: SpeakerRole::suggested(label),
        });
        Some(number)
    }
}
