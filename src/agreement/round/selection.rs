//! What of a study's rounds is compared: chosen by hand, fixed by the round where nothing is chosen.

use crate::model::ids::{CodeId, CoderId, RoundId, SourceId};
use crate::model::round::Unit;

/// A choice of what is compared. The default is everything of a round, as the round has it; `None`
/// leaves a thing as it is.
///
/// Whatever is chosen, only what all the coders compared submitted and had finished counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Rounds. Several are pooled: one figure on the data of all of them, never a mean. A training
    /// round stands alone.
    pub rounds: Vec<RoundId>,
    pub codes: Codes,
    /// Sources; others are left out.
    pub sources: Option<Vec<SourceId>>,
    /// Participants: only the text they speak counts, and only codings that touch it.
    pub participants: Option<Vec<String>>,
    pub unit: Option<Unit>,
    pub speakers: WhoIsWho,
    /// Least intersection over union for two codings to match, in percent, 1 to 100.
    pub overlap: Option<u8>,
    /// Coders, two at least, in this order: a source counts where all of them had finished it.
    pub coders: Option<Vec<CoderId>>,
    /// Roll-up: a coding of a code deeper than this counts as one of its ancestor at this depth; 0
    /// is the top.
    pub level: Option<u16>,
    /// Domain: this code's branch as codes that exclude one another, one value a unit.
    pub domain: Option<CodeId>,
    /// Only codings that their coders came upon while reading: those from lists of hits are left out.
    pub as_read: bool,
    /// Attributes that tell which sources are one case at one time point, for ratings; a source is
    /// a case of its own when there are none.
    pub case: Vec<String>,
}

/// Who is an interviewer, and who is whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhoIsWho {
    /// As each round fixed it.
    #[default]
    Planned,
    Present,
}

/// Which codes are compared. A code below the level of a roll-up stands for its ancestor there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Codes {
    #[default]
    All,
    Only(Vec<CodeId>),
    /// A code with everything under it.
    Branch(CodeId),
}

impl Selection {
    pub fn round(id: RoundId) -> Selection {
        Selection {
            rounds: vec![id],
            ..Selection::default()
        }
    }

    /// Whether nothing but rounds was chosen, so that the figures are those the rounds fixed.
    pub fn is_plain(&self) -> bool {
        let plain = Selection {
            rounds: self.rounds.clone(),
            case: self.case.clone(),
            ..Selection::default()
        };
        *self == plain
    }

    /// Whether several rounds were put together: each fixed what leads, none that they be pooled.
    pub fn is_pooled(&self) -> bool {
        self.rounds.len() > 1
    }
}
