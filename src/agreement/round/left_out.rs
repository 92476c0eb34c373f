//! Sources that are compared by coding only.

/// Why a source is missing from the figures by unit and by character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    NoText,
    /// The coders submitted codings of different revisions of its text.
    Revisions,
}

impl LeftOut {
    pub fn words(self) -> &'static str {
        match self {
            LeftOut::NoText => "its text is not here",
            LeftOut::Revisions => "the coders coded different revisions of it",
        }
    }
}
