//! The analysis layer: what findings are counted on. For each source the consensus if it was
//! reconciled, else the codings of the coder it was assigned to; each with its provenance.

use super::clock::Stamp;
use super::ids::{CodeId, CoderId, CodingId, EventId, RoundId, SourceId, VerdictId};
use super::text::Span;

/// Where one finding came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Both had coded it alike.
    Agreed,
    /// A boundary difference within the tolerance, settled by the round's rule.
    ByRule,
    Settled(VerdictId),
    /// The code conference decided it, by this judgement.
    Conference(EventId),
    /// Not settled yet: counted once a code, and shown as open.
    Unsettled,
    Alone(CoderId),
}

/// One coded segment findings are counted on.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub source: SourceId,
    pub span: Span,
    /// Code, aliases resolved.
    pub code: CodeId,
    /// The round it comes from; `None` for free codings.
    pub round: Option<RoundId>,
    pub origin: Origin,
    pub codings: Vec<CodingId>,
}

/// How one source's findings came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Consensus of a round, every item settled.
    Consensus(RoundId),
    /// A round's consensus with this many items still open.
    PartConsensus(RoundId, usize),
    Coder(CoderId),
    Uncoded,
}

/// Whose findings of a source count, as somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub id: EventId,
    /// The round; `None` for the latest.
    pub round: Option<RoundId>,
    pub by: CoderId,
    pub at: Stamp,
}

/// The analysis layer of the whole study, findings sorted by source and position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    pub findings: Vec<Finding>,
    pub basis: Vec<(SourceId, Basis)>,
    /// On how many differences of a source its coders keep differing, where they do on any; these
    /// have no finding.
    pub kept: Vec<(SourceId, usize)>,
    /// The sources of blind rounds that have not opened, each with the latest over it: what waits
    /// for that is not counted.
    pub waiting: Vec<(SourceId, RoundId)>,
}

impl Layer {
    /// On how many differences the coders keep differing, over all sources.
    pub fn kept(&self) -> usize {
        self.kept.iter().map(|(_, n)| n).sum()
    }
}
