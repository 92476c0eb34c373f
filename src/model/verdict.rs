//! Verdicts: how a pair settled what differed. Nobody's codings are touched by them.

use super::clock::Stamp;
use super::ids::{CodeId, CoderId, CodingId, RoundId, VerdictId};
use super::place::Place;
use super::text::Span;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ruling {
    /// This coder's coding stands.
    Of(CoderId),
    Both,
    Neither,
    /// The code stands on another stretch.
    Adjusted(Span),
    Another(CodeId, Span),
    /// They looked, and keep differing.
    Kept,
    /// Put aside for later; the item stays open.
    Parked,
    /// Back into the queue: whatever stood before, what agreed included, is open again.
    Reopened,
}

impl Ruling {
    pub fn word(&self) -> String {
        match self {
            Ruling::Of(c) => c.to_string(),
            Ruling::Both => "both".into(),
            Ruling::Neither => "neither".into(),
            Ruling::Adjusted(_) => "adjusted span".into(),
            Ruling::Another(..) => "another code".into(),
            Ruling::Kept => "disagreement kept".into(),
            Ruling::Parked => "parked".into(),
            Ruling::Reopened => "reopened".into(),
        }
    }
}

/// Why they had differed.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum ReasonKind {
    Oversight,
    /// The definition left it open.
    Definition,
    /// They read the passage differently.
    Interpretation,
    /// It depends on what was said elsewhere.
    Context,
    /// Nobody said.
    #[default]
    Unsaid,
}

impl ReasonKind {
    /// All kinds that can be given, in the order they are offered.
    pub const ALL: [ReasonKind; 4] = [
        ReasonKind::Oversight,
        ReasonKind::Definition,
        ReasonKind::Interpretation,
        ReasonKind::Context,
    ];
    pub fn word(self) -> &'static str {
        match self {
            ReasonKind::Oversight => "oversight",
            ReasonKind::Definition => "unclear definition",
            ReasonKind::Interpretation => "interpretation",
            ReasonKind::Context => "context",
            ReasonKind::Unsaid => "no kind of reason",
        }
    }
}

/// By whose authority a verdict counts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Authority {
    /// The coders of the round: it is final when all of them stand by it.
    #[default]
    Coders,
    /// The third person the round's plan names: it is final at once.
    Adjudicator,
}

/// What somebody would have ruled before hearing the others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ballot {
    Of(CoderId),
    Both,
    Neither,
    /// The code, on another stretch.
    Adjusted,
    Another,
    /// To keep differing.
    Kept,
}

impl Ballot {
    pub fn word(&self) -> String {
        match self {
            Ballot::Of(c) => c.to_string(),
            Ballot::Both => "both".into(),
            Ballot::Neither => "neither".into(),
            Ballot::Adjusted => "another stretch".into(),
            Ballot::Another => "another code".into(),
            Ballot::Kept => "keep differing".into(),
        }
    }
}

/// One hidden first vote.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Vote {
    pub coder: CoderId,
    /// For what; `None` who let it pass.
    pub ballot: Option<Ballot>,
}

/// What was ruled on one code of an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CodeRuling {
    /// The code, as it was submitted.
    pub code: CodeId,
    /// The decision about the codings that carry it.
    pub ruling: Ruling,
}

/// The item on which a clause was amended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Occasion {
    pub round: RoundId,
    /// The codings the item holds.
    pub item: Vec<CodingId>,
}

/// A verdict on one item: the set of submitted codings it speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub id: VerdictId,
    /// Those it came in the place of, directly or by way of others.
    pub instead_of: Vec<VerdictId>,
    pub round: RoundId,
    /// The codings it speaks of, sorted.
    pub item: Vec<CodingId>,
    /// The decision; of what `by_code` names nothing of.
    pub ruling: Ruling,
    /// Decisions about single codes of it, sorted by code; empty where it was ruled on as a whole.
    pub by_code: Vec<CodeRuling>,
    pub reason: String,
    pub kind: ReasonKind,
    pub present: Vec<CoderId>,
    /// The code whose clause it rests on, where it names one.
    pub rests_on: Option<CodeId>,
    /// What each would have ruled before hearing the others, where they voted.
    pub votes: Vec<Vote>,
    pub authority: Authority,
    pub by: CoderId,
    pub assents: Vec<CoderId>,
    pub at: Stamp,
    /// Where it stands in the total order.
    pub place: Place,
}

impl Ruling {
    /// Whether it leaves what it is about open.
    pub fn is_open(&self) -> bool {
        matches!(self, Ruling::Parked | Ruling::Reopened)
    }
}

impl Verdict {
    pub fn on(&self, code: CodeId) -> &Ruling {
        let own = self.by_code.iter().find(|of| of.code == code);
        own.map_or(&self.ruling, |of| &of.ruling)
    }

    /// Whether it decides this and nothing else.
    pub fn says(&self, ruling: &Ruling, by_code: &[CodeRuling]) -> bool {
        self.ruling == *ruling && self.by_code == by_code
    }

    /// Of these codes those it leaves open.
    pub fn open_among(&self, codes: &[CodeId]) -> Vec<CodeId> {
        let open = |code: &CodeId| self.on(*code).is_open();
        codes.iter().copied().filter(open).collect()
    }

    /// Whether the coders keep differing on one of these codes.
    pub fn keeps(&self, codes: &[CodeId]) -> bool {
        codes.iter().any(|code| *self.on(*code) == Ruling::Kept)
    }

    /// Whether every one of `coders` was present or assented; else it is a proposal.
    pub fn is_final(&self, coders: &[CoderId]) -> bool {
        coders
            .iter()
            .all(|c| self.present.contains(c) || self.assents.contains(c))
    }
}
