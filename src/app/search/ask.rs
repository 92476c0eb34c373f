//! What overlays of the screen are for.

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Query,
}
