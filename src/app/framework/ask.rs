//! What overlays of the screen are for.

use crate::model::ids::{CodeId, ConstructId, FrameworkId};

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// The constructs I map a code to, out of these.
    Map(CodeId, Vec<ConstructId>),
    /// The constructs that stand for it, out of these.
    Another(CodeId, Vec<ConstructId>),
    /// What is to be said of how a code is mapped.
    Note(CodeId),
    /// A code to go to.
    Find,
    Reason,
    Present,
    Submit,
    /// Which framework a new mapping is to.
    Framework,
    Coders(FrameworkId),
    Name(FrameworkId, Vec<String>),
}
