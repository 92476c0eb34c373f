//! What overlays of the screen are for.

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// What is compared.
    Choose(Choosing),
}

/// A thing that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each names what it chooses
pub enum Choosing {
    What,
    Rounds,
    Codes,
    Sources,
    Participants,
    Coders,
    Unit,
    Speakers,
    Overlap,
    Level,
    Domain,
    Case,
}
