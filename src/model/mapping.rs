//! Mappings: a study's codes mapped to the constructs of a framework by several, apart from each
//! other. A round without codings: who maps, which codes, blind or not; submitted, opened, settled.

use super::attribute::Case;
use super::clock::Stamp;
use super::ids::{CodeId, CoderId, CodingId, ConstructId, Digest, EventId, FrameworkId, RoundId};
use super::mark::Mark;
use super::name;
use super::place::Place;
use super::verdict::ReasonKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is fixed when codes are to be mapped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MappingPlan {
    #[serde(deserialize_with = "name::read")]
    pub name: String,
    pub framework: FrameworkId,
    /// Who maps, in order.
    pub coders: Vec<CoderId>,
    /// The codes to be mapped, in the order of the codebook.
    pub codes: Vec<CodeId>,
    /// The constructs there were to choose from.
    pub constructs: Vec<ConstructId>,
    /// Nobody sees another's before all have submitted.
    pub blind: bool,
    /// Digest of the codebook as everybody knew it then.
    pub codebook: Digest,
    /// What its maker knew of every journal.
    pub known: Vec<Mark>,
}

/// What a coder maps a code to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedTo {
    pub mapping: RoundId,
    pub code: CodeId,
    /// None of them: no construct fits.
    pub to: Vec<ConstructId>,
    pub note: String,
    /// What the same coder had said of the code.
    pub replaces: Vec<EventId>,
}

/// A step of somebody in a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MappingStep {
    /// How far the journals of the coder went: what they map up to there was made apart.
    Submitted(Vec<Mark>),
    Withdrawn,
    /// Ended before all had submitted.
    Closed,
}

/// How a difference between mappings was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingRuling {
    pub mapping: RoundId,
    pub code: CodeId,
    pub verdict: Fit,
    /// The constructs that stand; none where no construct fits, or nothing is decided.
    pub to: Vec<ConstructId>,
    pub reason: String,
    pub kind: ReasonKind,
    pub present: Vec<CoderId>,
    pub replaces: Vec<EventId>,
}

/// A verdict on how a code is mapped, the kinds codings are settled by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fit {
    /// This coder's mapping stands.
    Of(CoderId),
    /// All that any of them named.
    Both,
    /// No construct fits.
    Neither,
    Another,
    /// They looked, and keep differing.
    Kept,
    /// Put aside for later.
    Parked,
}

impl Fit {
    pub fn word(&self) -> String {
        match self {
            Fit::Of(c) => c.to_string(),
            Fit::Both => "both".into(),
            Fit::Neither => "neither".into(),
            Fit::Another => "another construct".into(),
            Fit::Kept => "disagreement kept".into(),
            Fit::Parked => "parked".into(),
        }
    }
}

/// How what is said bears on a construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Valence {
    /// −2, hinders strongly, to +2, helps strongly.
    Point(i8),
    /// For and against: no point of the scale.
    Mixed,
}

impl Valence {
    /// The points of the scale, lowest first.
    pub const POINTS: [i8; 5] = [-2, -1, 0, 1, 2];

    /// `−2`, `0`, `+1`, `mixed`.
    pub fn word(self) -> String {
        match self {
            Valence::Point(0) => "0".into(),
            Valence::Point(n) if n > 0 => format!("+{n}"),
            Valence::Point(n) => format!("−{}", n.unsigned_abs()),
            Valence::Mixed => "mixed".into(),
        }
    }

    /// Reads `-2` or `−2` to `+2`, and `mixed`.
    pub fn parse(typed: &str) -> Option<Valence> {
        let typed = typed.trim().replace('−', "-");
        if typed.eq_ignore_ascii_case("mixed") {
            return Some(Valence::Mixed);
        }
        let point = typed.parse().ok()?;
        Valence::POINTS
            .contains(&point)
            .then_some(Valence::Point(point))
    }

    /// Whether it is a point of the scale or mixed: a journal may hold any number.
    pub fn is_one(self) -> bool {
        match self {
            Valence::Point(n) => Valence::POINTS.contains(&n),
            Valence::Mixed => true,
        }
    }
}

/// What a valence is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ValenceOf {
    /// A segment, by the coding that marks it.
    Segment(CodingId),
    /// A case, by its summary.
    Case(Case),
}

/// A valence as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Valued {
    pub mapping: RoundId,
    pub of: ValenceOf,
    pub construct: ConstructId,
    /// Nothing any more, where it was taken away.
    pub valence: Option<Valence>,
    /// Of a case: what is summed up of it.
    pub summary: String,
    /// Of a case: who gave it together.
    pub present: Vec<CoderId>,
    pub replaces: Vec<EventId>,
}

/// One mapping of one code by one coder.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapped {
    pub id: EventId,
    pub code: CodeId,
    pub by: CoderId,
    /// Sorted; none where no construct fits.
    pub to: Vec<ConstructId>,
    pub note: String,
    pub at: Stamp,
    /// Whether it was submitted without sight of the others'.
    pub apart: bool,
    /// Whether it was not taken back.
    pub stands: bool,
}

/// One verdict nobody has replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingVerdict {
    pub id: EventId,
    pub code: CodeId,
    pub verdict: Fit,
    pub to: Vec<ConstructId>,
    pub reason: String,
    pub kind: ReasonKind,
    pub present: Vec<CoderId>,
    pub assents: Vec<CoderId>,
    pub by: CoderId,
    pub at: Stamp,
}

impl MappingVerdict {
    /// Whether every one of `coders` was present or assented; else it is a proposal.
    pub fn is_final(&self, coders: &[CoderId]) -> bool {
        let stands_by = |c: &CoderId| self.present.contains(c) || self.assents.contains(c);
        coders.iter().all(stands_by)
    }
}

/// One valence by one coder.
#[derive(Clone, Debug, PartialEq)]
pub struct Valenced {
    pub id: EventId,
    pub of: ValenceOf,
    pub construct: ConstructId,
    pub by: CoderId,
    pub valence: Option<Valence>,
    pub summary: String,
    pub present: Vec<CoderId>,
    pub assents: Vec<CoderId>,
    pub at: Stamp,
    /// As of a mapping.
    pub apart: bool,
    pub stands: bool,
}

/// What a coder submitted.
#[derive(Clone, Debug, PartialEq)]
pub struct SentMapping {
    /// How far their own journals went.
    pub marks: Vec<Mark>,
    /// The journal and number of the event that submitted.
    pub sent: Mark,
    pub at: Stamp,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    pub id: RoundId,
    pub plan: MappingPlan,
    pub by: CoderId,
    pub at: Stamp,
    /// Where its opening stands in the total order.
    pub opened: Place,
    /// Submissions in force, by coder.
    pub submitted: BTreeMap<CoderId, SentMapping>,
    /// Who closed it before all had submitted.
    pub closed: Option<CoderId>,
    /// What each coder last did of these.
    pub last: BTreeMap<CoderId, EventId>,
    /// In total order.
    pub mapped: Vec<Mapped>,
    /// Verdicts nobody has replaced, in total order; several on one code if given apart.
    pub verdicts: Vec<MappingVerdict>,
    pub valences: Vec<Valenced>,
}

impl Mapping {
    pub fn all_submitted(&self) -> bool {
        let mut coders = self.plan.coders.iter();
        coders.all(|c| self.submitted.contains_key(c))
    }

    /// Whether everybody may see everybody's: all submitted, closed, or not blind.
    pub fn is_open(&self) -> bool {
        !self.plan.blind || self.is_over()
    }

    pub fn is_over(&self) -> bool {
        self.all_submitted() || self.closed.is_some()
    }

    /// How a coder mapped a code without sight of the others, as it was submitted.
    pub fn apart(&self, by: &CoderId, code: CodeId) -> Option<&Mapped> {
        let mut mapped = self.mapped.iter().rev();
        mapped.find(|m| m.apart && m.code == code && m.by == *by)
    }

    /// How a coder maps a code now.
    pub fn now(&self, by: &CoderId, code: CodeId) -> Option<&Mapped> {
        let mut mapped = self.mapped.iter().rev();
        mapped.find(|m| m.stands && m.code == code && m.by == *by)
    }

    /// How many codes a coder has mapped by now.
    pub fn done(&self, by: &CoderId) -> usize {
        let codes = self.plan.codes.iter();
        codes.filter(|code| self.now(by, **code).is_some()).count()
    }

    /// Codes a coder wrote or changed the mapping of in sight of another's.
    pub fn in_sight(&self, by: &CoderId) -> Vec<CodeId> {
        let codes = self.plan.codes.iter().copied();
        codes
            .filter(|code| {
                let now = self.now(by, *code);
                now.is_some_and(|now| !now.apart)
            })
            .collect()
    }

    /// The verdicts on a code.
    pub fn verdicts_on(&self, code: CodeId) -> Vec<&MappingVerdict> {
        self.verdicts.iter().filter(|v| v.code == code).collect()
    }

    /// Where a code stands.
    pub fn standing(&self, code: CodeId) -> Standing<'_> {
        let verdicts = self.verdicts_on(code);
        match verdicts[..] {
            [] => {}
            [verdict] if !verdict.is_final(&self.plan.coders) => {
                return Standing::Proposed(verdict);
            }
            [verdict] => return Standing::Ruled(verdict),
            _ => return Standing::Apart(verdicts),
        }
        let mut said = Vec::new();
        let mut missing = Vec::new();
        for coder in &self.plan.coders {
            match self.now(coder, code) {
                Some(mapped) => said.push(mapped),
                None => missing.push(coder),
            }
        }
        let alike = said.windows(2).all(|two| two[0].to == two[1].to);
        match (&said[..], &missing[..]) {
            (_, [_, ..]) => Standing::Missing(missing),
            ([first, ..], []) if alike => Standing::Alike(&first.to),
            _ => Standing::Differs,
        }
    }

    /// The constructs a code is mapped to, once that is decided; empty where no construct fits.
    pub fn decided(&self, code: CodeId) -> Option<&[ConstructId]> {
        match self.standing(code) {
            Standing::Alike(to) => Some(to),
            Standing::Ruled(v) if !matches!(v.verdict, Fit::Kept | Fit::Parked) => Some(&v.to),
            _ => None,
        }
    }

    /// What all coders gave a case for a construct together.
    pub fn agreed(&self, case: &Case, construct: ConstructId) -> Option<&Valenced> {
        let together = |v: &&Valenced| {
            let by = |c: &CoderId| v.present.contains(c) || v.assents.contains(c);
            v.stands && self.plan.coders.iter().all(by)
        };
        let of = |v: &&Valenced| {
            v.construct == construct && matches!(&v.of, ValenceOf::Case(c) if c == case)
        };
        let last = self.valences.iter().rev().filter(of).find(together)?;
        last.valence.is_some().then_some(last)
    }

    /// The valence a coder gives a segment for a construct now.
    pub fn valence(&self, by: &CoderId, of: &ValenceOf, to: ConstructId) -> Option<&Valenced> {
        let mut all = self.valences.iter().rev();
        all.find(|v| v.stands && v.by == *by && v.of == *of && v.construct == to)
    }
}

/// Where the mapping of a code stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing<'m> {
    /// These have not looked at it.
    Missing(Vec<&'m CoderId>),
    Alike(&'m [ConstructId]),
    Differs,
    /// A verdict not all stand by.
    Proposed(&'m MappingVerdict),
    Ruled(&'m MappingVerdict),
    /// Verdicts given apart from each other.
    Apart(Vec<&'m MappingVerdict>),
}
