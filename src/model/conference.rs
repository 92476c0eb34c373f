//! The code conference: what coders decided about codes that had arisen apart from each other.

use super::clock::Stamp;
use super::ids::{CodeId, CoderId, EventId, RoundId};
use super::name;
use serde::{Deserialize, Serialize};

/// What was decided about one code, or about two of different coders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Judgement {
    /// They are one: this code stays, under this name, and the other is its alias.
    Same {
        keep: CodeId,
        /// Its name from then on.
        #[serde(deserialize_with = "name::read")]
        name: String,
    },
    /// This one is the narrower: it stands under the other.
    Narrower(CodeId),
    /// Both stay as they are; or the one, where only one is judged.
    Kept,
    /// These are not used any more, and their codings stay; one that is not named is kept.
    Dropped(Vec<CodeId>),
}

impl Judgement {
    pub fn word(&self) -> &'static str {
        match self {
            Judgement::Same { .. } => "same",
            Judgement::Narrower(_) => "narrower",
            Judgement::Kept => "kept",
            Judgement::Dropped(_) => "dropped",
        }
    }
}

/// A judgement nobody has replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub id: EventId,
    pub round: RoundId,
    /// The codes it speaks of, one or two, sorted.
    pub codes: Vec<CodeId>,
    pub judgement: Judgement,
    pub reason: String,
    pub present: Vec<CoderId>,
    pub by: CoderId,
    pub at: Stamp,
}

impl Judged {
    /// Whether it decides what becomes of this code: where one of two is dropped, the other stays.
    pub fn decides(&self, code: CodeId) -> bool {
        self.codes.contains(&code)
    }
}
