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

/// Messages shown and kept. A note covers an error until it is gone; the error then shows again,
/// until it is dismissed or something that succeeded has made it old.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    all: Vec<Notice>,
    /// Place of the note on screen.
    note: Option<usize>,
    /// Place of the error not dismissed.
    error: Option<usize>,
}

impl Notices {
    /// Raises a notice.
    pub fn raise(&mut self, gravity: Gravity, text: String, at_ms: u64) {
        let place = Some(self.all.len());
        match gravity {
            Gravity::Note => self.note = place,
            Gravity::Error => (self.note, self.error) = (None, place),
        }
        self.all.push(Notice {
            text,
            gravity,
            at_ms,
        });
    }

    /// The notice on screen.
    pub fn current(&self) -> Option<&Notice> {
        self.note.or(self.error).and_then(|i| self.all.get(i))
    }

    /// Takes a note from the screen: the user has gone on. Errors stay.
    pub fn pass(&mut self) {
        self.note = None;
    }

    /// Takes an error from the screen: something succeeded since.
    pub fn outlive(&mut self) {
        self.error = None;
    }

    /// Takes the notice from the screen; says whether there was one.
    pub fn dismiss(&mut self) -> bool {
        let was = self.note.take().is_some();
        self.error.take().is_some() || was
    }

    /// Lets a note expire; says whether it did.
    pub fn tick(&mut self, now_ms: u64) -> bool {
        let old = |i: usize| now_ms > self.all[i].at_ms + STAYS_MS;
        let expires = self.note.is_some_and(old);
        if expires {
            self.note = None;
        }
        expires
    }

    /// All of them, newest first.
    pub fn all(&self) -> impl Iterator<Item = &Notice> {
        self.all.iter().rev()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_covers_an_error_and_only_success_or_esc_ends_it() {
        let mut notices = Notices::default();
        let shown = |n: &Notices| n.current().map(|n| n.text.clone());
        notices.raise(Gravity::Error, "broken".into(), 0);
        notices.raise(Gravity::Note, "done".into(), 0);
        assert_eq!(shown(&notices).as_deref(), Some("done"));
        assert!(notices.tick(STAYS_MS + 1));
        assert_eq!(shown(&notices).as_deref(), Some("broken"));
        notices.pass();
        assert_eq!(shown(&notices).as_deref(), Some("broken"));
        notices.outlive();
        assert_eq!(shown(&notices), None);
        assert!(!notices.dismiss());
    }
}
