//! Clicks on one place, counted.

/// The last click, to tell double and triple clicks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clicks {
    at_ms: u64,
    place: (u16, u16),
    count: u8,
}

/// Milliseconds within which clicks on one place count together.
const TOGETHER_MS: u64 = 400;

impl Clicks {
    /// A click at a place; how many it makes with those just before, up to three.
    pub(super) fn click(&mut self, now_ms: u64, place: (u16, u16)) -> u8 {
        let again = self.place == place && now_ms.saturating_sub(self.at_ms) < TOGETHER_MS;
        self.count = if again { self.count % 3 + 1 } else { 1 };
        (self.at_ms, self.place) = (now_ms, place);
        self.count
    }
}
