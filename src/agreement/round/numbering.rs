//! Numbers for the codes somebody used, as the tables need them.

use crate::model::code::Codebook;
use crate::model::ids::CodeId;
use crate::model::snapshot::Snapshot;
use std::collections::{BTreeSet, HashMap};

/// The codes of a round.
pub(super) struct Numbering {
    /// Codes somebody used, in the order of the codebook; codes it does not hold come last.
    pub used: Vec<CodeId>,
    /// Codes in use that no one used.
    pub unused: Vec<CodeId>,
    numbers: HashMap<CodeId, u32>,
}

impl Numbering {
    pub fn of(snapshot: &Snapshot, codebook: &Codebook) -> Numbering {
        let codings = snapshot.codings.iter().flatten();
        let mut left: BTreeSet<CodeId> = codings.map(|c| c.code).collect();
        let mut used: Vec<CodeId> = Vec::with_capacity(left.len());
        let mut unused = Vec::new();
        for code in codebook.all() {
            if left.remove(&code.id) {
                used.push(code.id);
            } else if !code.retired && code.merged_into.is_none() {
                unused.push(code.id);
            }
        }
        used.extend(left);
        let numbers = used.iter().enumerate().map(|(n, c)| (*c, n as u32));
        Numbering {
            numbers: numbers.collect(),
            used,
            unused,
        }
    }

    /// The number of a code somebody used.
    pub fn number(&self, code: CodeId) -> u32 {
        self.numbers.get(&code).copied().unwrap_or(u32::MAX)
    }
}
