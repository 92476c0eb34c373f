//! Notices: short messages that expire; errors stay until they are dismissed.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gravity {
    Note,
    /// Stays until dismissed, and names the next step.
    Error,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub gravity: Gravity,
    /// When it was raised, milliseconds since 1970.
    pub at_ms: u64,
}

/// Milliseconds a note stays on screen.
const STAYS_MS: u64 = 6_000;

/// Messages shown and kept. Each is on screen once: what has left the screen does not come back,
/// it is read in the list of messages. An error leaves when it is dismissed, when a key was answered
/// or when something succeeded since; never because of news nobody asked for.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    all: Vec<Notice>,
    /// Place of the one on screen.
    shown: Option<usize>,
}

impl Notices {
    /// Raises a notice that answers what was done.
    pub fn raise(&mut self, gravity: Gravity, text: String, at_ms: u64) {
        self.keep(gravity, text, at_ms);
        self.shown = self.all.len().checked_sub(1);
    }

    /// Raises a note on what happened by itself; while an error is on screen it is only kept.
    pub fn mention(&mut self, text: String, at_ms: u64) {
        match self.shows(Gravity::Error) {
            true => self.keep(Gravity::Note, text, at_ms),
            false => self.raise(Gravity::Note, text, at_ms),
        }
    }

    /// The same again, as a key held down has it said, is kept once.
    fn keep(&mut self, gravity: Gravity, text: String, at_ms: u64) {
        let again = |last: &&Notice| last.gravity == gravity && last.text == text;
        if self.all.last().filter(again).is_some() {
            self.all.pop();
        }
        self.all.push(Notice {
            text,
            gravity,
            at_ms,
        });
    }

    fn shows(&self, gravity: Gravity) -> bool {
        self.current().is_some_and(|n| n.gravity == gravity)
    }

    pub fn current(&self) -> Option<&Notice> {
        self.shown.and_then(|i| self.all.get(i))
    }

    /// Takes a note from the screen: the user has gone on. Errors stay.
    pub fn pass(&mut self) {
        if self.shows(Gravity::Note) {
            self.shown = None;
        }
    }

    /// Takes an error from the screen: something succeeded since.
    pub fn outlive(&mut self) {
        if self.shows(Gravity::Error) {
            self.shown = None;
        }
    }

    /// Takes the notice from the screen; says whether there was one.
    pub fn dismiss(&mut self) -> bool {
        self.shown.take().is_some()
    }

    /// Lets a note expire.
    pub fn tick(&mut self, now_ms: u64) {
        if self.expires_in(now_ms) == Some(0) {
            self.shown = None;
        }
    }

    /// In how many milliseconds the note on screen expires; `None` where none does.
    pub fn expires_in(&self, now_ms: u64) -> Option<u64> {
        let note = self.current().filter(|n| n.gravity == Gravity::Note)?;
        Some((note.at_ms + STAYS_MS + 1).saturating_sub(now_ms))
    }

    /// All of them, newest first.
    pub fn all(&self) -> impl Iterator<Item = &Notice> {
        self.all.iter().rev()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(notices: &Notices) -> Option<&str> {
        notices.current().map(|n| n.text.as_str())
    }

    #[test]
    fn what_has_left_the_screen_does_not_come_back() {
        let mut notices = Notices::default();
        notices.raise(Gravity::Error, "refused".into(), 0);
        notices.pass();
        notices.tick(STAYS_MS + 1);
        assert_eq!(notices.expires_in(0), None);
        assert_eq!(shown(&notices), Some("refused"), "an error stays");
        notices.raise(Gravity::Note, "imported 2 sources".into(), 0);
        assert_eq!(shown(&notices), Some("imported 2 sources"));
        assert_eq!(notices.expires_in(1), Some(STAYS_MS));
        notices.tick(STAYS_MS);
        assert_eq!(shown(&notices), Some("imported 2 sources"));
        notices.tick(STAYS_MS + 1);
        assert_eq!(shown(&notices), None);
        notices.pass();
        assert!(!notices.dismiss());
        let kept: Vec<&str> = notices.all().map(|n| n.text.as_str()).collect();
        assert_eq!(kept, ["imported 2 sources", "refused"]);
    }

    #[test]
    fn the_same_again_is_shown_again_and_kept_once() {
        let mut notices = Notices::default();
        for _ in 0..3 {
            notices.raise(Gravity::Note, "nothing further down".into(), 0);
            assert_eq!(shown(&notices), Some("nothing further down"));
            notices.pass();
        }
        notices.raise(Gravity::Error, "nothing further down".into(), 0);
        assert_eq!(notices.all().count(), 2);
    }

    #[test]
    fn news_takes_no_error_from_the_screen_and_success_does() {
        let mut notices = Notices::default();
        notices.mention("others' work arrived".into(), 0);
        assert_eq!(shown(&notices), Some("others' work arrived"));
        notices.raise(Gravity::Error, "broken".into(), 0);
        notices.mention("others' work arrived".into(), 0);
        assert_eq!(shown(&notices), Some("broken"));
        notices.outlive();
        assert_eq!(shown(&notices), None);
        assert_eq!(notices.all().count(), 3);
    }
}
