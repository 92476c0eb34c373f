//! Sources that are compared by coding only.

/// Why a source is missing from the figures by unit and by character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    NoText,
}

impl LeftOut {
    pub fn words(self) -> &'static str {
        match self {
            LeftOut::NoText => "its text is not here",
        }
    }
}
