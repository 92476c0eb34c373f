//! What overlays of the screen are for.

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Choose(Choosing),
}

/// A thing that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
