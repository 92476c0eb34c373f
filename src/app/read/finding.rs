//! Finding words in the source that is open.

use super::cursor::Way;
use crate::app::App;
use crate::app::effect::Effect;

impl App {
    /// Looks for `read.find` from the cursor, round the end if need be; letter case aside.
    pub(in crate::app) fn find(&mut self, way: Way) -> Vec<Effect> {
        let Some(document) = self.read.document.clone() else {
            return Vec::new();
        };
        if self.read.find.is_empty() {
            return self.say("/ finds in this source");
        }
        let hits = occurrences(document.text.as_str(), &self.read.find);
        let next = match way {
            Way::Forward => hits
                .iter()
                .find(|h| **h > self.read.cursor)
                .or(hits.first()),
            Way::Back => hits
                .iter()
                .rev()
                .find(|h| **h < self.read.cursor)
                .or(hits.last()),
        };
        match next {
            Some(at) => {
                self.read.cursor = *at;
                self.read.clamp();
                self.read.scroll(self.size.0, self.size.1);
                Vec::new()
            }
            None => {
                let text = format!("“{}” is not in this source", self.read.find);
                self.say(text)
            }
        }
    }
}

/// Code points at which `needle` begins, letter case aside.
fn occurrences(text: &str, needle: &str) -> Vec<u32> {
    let needle: Vec<char> = needle.chars().flat_map(char::to_lowercase).collect();
    let lower: Vec<(u32, char)> = text
        .chars()
        .enumerate()
        .flat_map(|(i, c)| c.to_lowercase().map(move |l| (i as u32, l)))
        .collect();
    let fits = |w: &[(u32, char)]| w.iter().map(|(_, c)| c).eq(needle.iter());
    lower
        .windows(needle.len().max(1))
        .filter(|w| fits(w))
        .map(|w| w[0].0)
        .collect()
}
