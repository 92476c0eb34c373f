//! What overlays of the screen are for.

use crate::report::matrix::By;
use crate::report::telling::Telling;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Which of these the columns are.
    By(Vec<By>),
    /// How many turns may lie between codes that are near.
    Turns,
    /// A row to go to.
    Find,
    /// Which of these is to be told.
    Tell(Vec<Telling>),
}
