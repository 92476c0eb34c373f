//! What overlays of the screen are for.

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Query,
}
