//! What is said of a file's codings beside it.

use super::places::Offsets;
use crate::model::ids::CoderId;
use crate::model::round::{Headline, RoundKind, Unit};

/// How the coders of a table came by their codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codes {
    #[default]
    Shared,
    /// Each by themselves: open coding.
    Own,
}

/// What is said of a file's codings beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// How its coders came by their codes.
    pub codes: Codes,
    /// What its rounds were where they were coded.
    pub was: Option<RoundKind>,
    /// The unit of agreement; participants' turns if none.
    pub unit: Option<Unit>,
    /// Least overlap of codings that match, in percent; half if none.
    pub overlap: Option<u8>,
    /// The figure that leads; alpha if none.
    pub headline: Option<Headline>,
    /// Names in the file, and whose they are.
    pub ids: Vec<(String, CoderId)>,
    /// What its positions count; if none, code points, and quotes are asked.
    pub offsets: Option<Offsets>,
}
