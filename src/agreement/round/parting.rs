//! What is counted, and how data are parted.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum By {
    #[default]
    Unit,
    Character,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parting {
    Sources,
    Rounds,
    /// By who speaks; what no participant says is left out.
    Participants,
    /// Turn by turn, in the order of the text.
    Turns,
}
