//! One source of one round, ready to be compared.

use super::ground::Candidate;
use crate::agreement::mark::Mark;
use crate::model::coding::Coding;
use std::sync::Arc;

/// One source of one round.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    /// Place in `Comparison::sources`.
    pub source: usize,
    /// Place in `Material::parts`.
    pub part: usize,
    /// `None` when it is compared by coding only.
    pub ground: Option<Candidate>,
    /// By coder; `None` where the coder took no part in this round.
    pub marks: Vec<Option<Vec<Mark>>>,
    pub codings: Vec<Vec<Arc<Coding>>>,
}

impl Compared {
    pub fn by_coder(&self) -> Vec<Option<&[Mark]>> {
        self.marks.iter().map(Option::as_deref).collect()
    }

    /// Both coders' marks, if both took part.
    pub fn both(&self, (a, b): (usize, usize)) -> Option<(&[Mark], &[Mark])> {
        match (self.marks.get(a)?, self.marks.get(b)?) {
            (Some(a), Some(b)) => Some((a, b)),
            _ => None,
        }
    }
}
