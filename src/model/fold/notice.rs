//! What the fold left out.

/// Something the fold left out, said in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoldNotice(pub String);
