//! Notices: short messages that expire; errors stay until they are dismissed.

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gravity {
    /// Expires.
    Note,
    /// Stays until dismissed, and names the next step.
    Error,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its text.
    pub text: String,
    /// How grave.
    pub gravity: Gravity,
    /// When it was raised, milliseconds since 1970.
    pub at_ms: u64,
}

/// Milliseconds a note stays on screen.
const STAYS_MS: u64 = 6_000;

/// Messages shown and kept.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    all: Vec<Notice>,
    showing: bool,
}

impl Notices {
    /// Raises a notice.
    pub fn raise(&mut self, gravity: Gravity, text: String, at_ms: u64) {
        let again =
            self.current().is_some_and(|n| n.gravity == Gravity::Error) && gravity == Gravity::Note;
        self.all.push(Notice {
            text,
            gravity,
            at_ms,
        });
        if again {
            // An error is not pushed aside by a note: it stays the one shown.
            let last = self.all.len() - 1;
            self.all.swap(last - 1, last);
        }
        self.showing = true;
    }

    /// The notice on screen.
    pub fn current(&self) -> Option<&Notice> {
        self.all.last().filter(|_| self.showing)
    }

    /// Takes the notice from the screen; says whether there was one.
    pub fn dismiss(&mut self) -> bool {
        std::mem::take(&mut self.showing)
    }

    /// Lets notes expire; says whether one did.
    pub fn tick(&mut self, now_ms: u64) -> bool {
        let old = |n: &Notice| n.gravity == Gravity::Note && now_ms > n.at_ms + STAYS_MS;
        let expires = self.current().is_some_and(old);
        if expires {
            self.showing = false;
        }
        expires
    }

    /// All of them, newest first.
    pub fn all(&self) -> impl Iterator<Item = &Notice> {
        self.all.iter().rev()
    }
}
