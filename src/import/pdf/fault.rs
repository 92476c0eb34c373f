//! Why a PDF is not read.

use crate::model::limits::Beyond;

#[derive(Debug)]
pub(super) enum Fault {
    Password,
    Damaged,
    /// More work, or more memory, than pages of text take.
    Endless,
    Beyond(Beyond),
}
