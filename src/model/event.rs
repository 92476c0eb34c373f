//! Events: the only kind of truth. The state of a study is a function of the set of them.

use super::attribute::{Absent, AttributeKind, Subject, Subjects};
use super::clock::Stamp;
use super::code::{CodeKind, CodeText, Colour};
use super::coding::{MemoKind, MemoOn, Via};
use super::conference::Judgement;
use super::digest::Digest;
use super::edits::Edits;
use super::framework::{ConstructText, FrameworkText};
use super::ids::{
    AnswerId, CodeId, CoderId, CodingId, ConstructId, DeviceId, EventId, MemoId, RelationId,
    RoundId, SourceId, ThemeId, VerdictId,
};
use super::mapping::{MappedTo, MappingPlan, MappingRuling, MappingStep, Valued};
use super::mark::Mark;
use super::member::{AnswerText, PacketText};
use super::name;
use super::pieces::Piece;
use super::review::{Cogency, ReviewPlan};
use super::round::{RoundPlan, Submission};
use super::source::{SourceKind, SpeakerSetting, Structured};
use super::text::Span;
use super::theme::{Bearing, EvidenceOn, Node, Robustness};
use super::verdict::{Authority, CodeRuling, Occasion, ReasonKind, Ruling, Vote};
use serde::{Deserialize, Serialize};

pub use super::field::{CodeField, CodingField, ConstructField, SourceField, ThemeField};

/// The newest version of the format of studies this program knows; see `docs/format.md`.
pub const FORMAT: u32 = 2;

/// One event as it stands in a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub id: EventId,
    /// When, in the order all devices agree on.
    pub clock: Stamp,
    /// Whose journal it stands in.
    pub coder: CoderId,
    pub device: DeviceId,
    /// 1, 2, 3… within the coder's device.
    pub seq: u64,
    /// The first event of the act this one belongs to, when one key press made several.
    pub act: Option<EventId>,
    /// The version of the format its line is written in.
    pub format: u32,
    pub change: Change,
    /// The clock its place in the total order goes by, where that is later than its own. It is
    /// derived (`model::order`) and never stored.
    #[serde(skip)]
    pub moved: Option<Stamp>,
}

impl Event {
    /// Whose work it is: the coder a file's coding was imported for, else the journal's coder.
    pub fn author(&self) -> &CoderId {
        match &self.change {
            Change::Coded {
                of: Some(author), ..
            }
            | Change::MemoWritten {
                of: Some(author), ..
            } => author,
            _ => &self.coder,
        }
    }

    /// The act it belongs to: undo takes back whole acts.
    pub fn act(&self) -> EventId {
        self.act.unwrap_or(self.id)
    }
}

/// What an event changed. Every `replaces` names the edits the maker knew of and replaced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// First line of a coder's first journal.
    CoderJoined {
        #[serde(deserialize_with = "name::read")]
        name: String,
        /// Of the study's id and name, as they were then; empty in old lines.
        #[serde(default)]
        study: Digest,
    },
    /// The study was raised to a later format: older programs then only read it.
    Upgraded {
        format: u32,
        study: Digest,
        /// How the texts of before are divided.
        structures: Vec<Structured>,
        /// What its maker knew of every journal: who is who in the rounds of before.
        known: Vec<Mark>,
    },
    /// First line of a journal that goes on after a broken one, naming what was skipped.
    Continued {
        journal: String,
        from_line: u64,
        to_line: u64,
    },

    /// A file was imported; its text lies in `sources/<id>/r1.txt`.
    SourceAdded {
        source: SourceId,
        #[serde(deserialize_with = "name::read")]
        name: String,
        kind: SourceKind,
        #[serde(deserialize_with = "name::read_line")]
        language: String,
        extension: String,
        original: Digest,
        text: Digest,
        /// Of the structure of the text; empty in old lines.
        #[serde(default)]
        structure: Digest,
        chars: u32,
        paragraphs: u32,
        /// The sources it was made of, by joining or cutting; none if it was imported.
        #[serde(default)]
        made_of: Vec<Piece>,
    },
    SourceEdited {
        source: SourceId,
        field: SourceField,
        replaces: Vec<EventId>,
    },
    /// A source was taken out of the study; its codings stay in the journals.
    SourceRemoved {
        source: SourceId,
    },
    SpeakerSet {
        source: SourceId,
        setting: SpeakerSetting,
        replaces: Vec<EventId>,
    },
    AttributeSet {
        of: Subject,
        #[serde(deserialize_with = "name::read")]
        key: String,
        /// Nothing is set where this and `absent` are `None`.
        #[serde(default, deserialize_with = "name::read_optional")]
        value: Option<String>,
        #[serde(default)]
        absent: Option<Absent>,
        /// The time point it was taken at.
        #[serde(default, deserialize_with = "name::read_optional")]
        at: Option<String>,
        replaces: Vec<EventId>,
    },
    /// What kind of values an attribute takes.
    AttributeDeclared {
        of: Subjects,
        #[serde(deserialize_with = "name::read")]
        key: String,
        kind: AttributeKind,
        replaces: Vec<EventId>,
    },
    /// The time points of the study, in their order.
    TimePointsNamed {
        #[serde(deserialize_with = "name::read_several")]
        points: Vec<String>,
        replaces: Vec<EventId>,
    },
    /// How quotes of the study are cited: `{person}:{paragraphs}`; as sources are, if empty.
    CitingSet {
        pattern: String,
        replaces: Vec<EventId>,
    },
    /// A correction of the text, or of how it is divided, made revision `revision`.
    TextRevised {
        source: SourceId,
        revision: u32,
        text: Digest,
        #[serde(default)]
        structure: Digest,
        /// From the revision before.
        edits: Edits,
        /// Paragraphs of this revision; none counted in old lines.
        #[serde(default)]
        paragraphs: u32,
    },
    /// A participant withdrew: their text is purged, this stays.
    ParticipantWithdrawn {
        #[serde(deserialize_with = "name::read")]
        participant: String,
        sources: Vec<SourceId>,
    },

    CodeAdded {
        #[serde(deserialize_with = "name::read")]
        name: String,
        parent: Option<CodeId>,
        text: CodeText,
        colour: Colour,
        key: Option<char>,
        kind: CodeKind,
        /// The blind round it arose in: private to its coder until the round opens.
        private: Option<RoundId>,
    },
    CodeEdited {
        code: CodeId,
        field: CodeField,
        replaces: Vec<EventId>,
        /// The item it was amended on, when that was done in reconciliation.
        #[serde(default)]
        on: Option<Occasion>,
    },
    CodeMoved {
        code: CodeId,
        parent: Option<CodeId>,
        replaces: Vec<EventId>,
    },
    CodeMerged {
        code: CodeId,
        into: CodeId,
    },
    CodeRetired {
        code: CodeId,
    },
    /// A retired code is offered again; `replaces` names what retired it.
    CodeRestored {
        code: CodeId,
        replaces: Vec<EventId>,
    },
    /// What a code conference decided about one code, or two made apart from each other.
    CodesJudged {
        round: RoundId,
        codes: Vec<CodeId>,
        judgement: Judgement,
        reason: String,
        present: Vec<CoderId>,
        replaces: Vec<EventId>,
    },

    /// Somebody is to review the codes; no round that anything is coded in.
    ReviewOpened(Box<ReviewPlan>),
    /// What a reviewer says of a code; the last of theirs in the review counts.
    CodeReviewed {
        review: RoundId,
        code: CodeId,
        judgement: Cogency,
        reason: String,
        replaces: Vec<EventId>,
    },
    ReviewClosed {
        review: RoundId,
    },

    /// A ready-made framework; its constructs follow.
    FrameworkAdded(Box<FrameworkText>),
    /// A construct of a framework, as it is given there or added by the study.
    ConstructAdded(Box<ConstructText>),
    /// The study adapts a construct; what was given stays in the event that added it.
    ConstructEdited {
        construct: ConstructId,
        field: ConstructField,
        replaces: Vec<EventId>,
    },
    /// Codes are to be mapped to the constructs of a framework by several, apart from each other.
    MappingOpened(Box<MappingPlan>),
    /// What constructs a coder maps a code to; the last of theirs counts.
    CodeMapped(Box<MappedTo>),
    /// Submitted, withdrawn or closed.
    MappingStepped {
        mapping: RoundId,
        step: MappingStep,
        /// What its maker had last done in it, perhaps on another device: this comes after.
        #[serde(default)]
        after: Option<EventId>,
    },
    MappingRuled(Box<MappingRuling>),
    /// How what is said bears on a construct, in a segment or in a case.
    ValenceGiven(Box<Valued>),

    RoundOpened(Box<RoundPlan>),
    /// Ended before all had submitted.
    RoundClosed {
        round: RoundId,
    },
    /// Called off by whoever opened it, before anybody marked a source as finished or submitted.
    RoundCancelled {
        round: RoundId,
        /// What its maker knew of every journal: what the round hid then stays hidden.
        known: Vec<Mark>,
    },
    /// An explicit mark; the last one of a coder, round and source counts.
    Finished {
        round: RoundId,
        source: SourceId,
        finished: bool,
        /// What its maker had last done in the round, perhaps on another device: this comes after.
        #[serde(default)]
        after: Option<EventId>,
    },
    /// How far a coder has read, in paragraphs.
    Reached {
        round: Option<RoundId>,
        source: SourceId,
        paragraph: u32,
    },
    Submitted {
        round: RoundId,
        submission: Submission,
        /// As in `Finished`.
        #[serde(default)]
        after: Option<EventId>,
    },
    SubmissionWithdrawn {
        round: RoundId,
        /// As in `Finished`.
        #[serde(default)]
        after: Option<EventId>,
    },
    /// Who is who in a round's texts as set by now counts in it: before it is over only.
    SpeakersCorrected {
        round: RoundId,
        known: Vec<Mark>,
        speakers: Digest,
    },

    Coded {
        /// The coder a file's row names; `None` for one's own work.
        of: Option<CoderId>,
        round: Option<RoundId>,
        source: SourceId,
        revision: u32,
        span: Span,
        code: CodeId,
        digest: Digest,
        certain: bool,
        rating: Option<i32>,
        /// What led to the place, where one did not read on to it.
        #[serde(default)]
        via: Option<Via>,
    },
    Recoded {
        coding: CodingId,
        field: CodingField,
        /// The revision of the text that a new stretch lies in; the coding's own if 0.
        #[serde(default)]
        revision: u32,
        replaces: Vec<EventId>,
    },
    Uncoded {
        coding: CodingId,
    },

    /// One's own work at sources that were joined or cut was brought to a source made of them.
    CodingsCarried {
        into: SourceId,
        /// What made each coding and memo at the sources of before.
        from: Vec<EventId>,
    },

    MemoWritten {
        of: Option<CoderId>,
        round: Option<RoundId>,
        on: MemoOn,
        text: String,
        #[serde(default)]
        kind: Option<MemoKind>,
        /// Of one on a person: the sources they speak in, as its writer knew. It is about these.
        #[serde(default)]
        about: Vec<SourceId>,
    },
    /// Text and kind as they are from now on.
    MemoEdited {
        memo: MemoId,
        text: String,
        replaces: Vec<EventId>,
        #[serde(default)]
        kind: Option<MemoKind>,
    },
    MemoRemoved {
        memo: MemoId,
    },
    /// A summary holds for these segments: a coding of each, and the digest of its text.
    SummaryRests {
        memo: MemoId,
        rests: Vec<(CodingId, Digest)>,
        replaces: Vec<EventId>,
    },

    Ruled {
        round: RoundId,
        item: Vec<CodingId>,
        ruling: Ruling,
        reason: String,
        kind: ReasonKind,
        present: Vec<CoderId>,
        replaces: Vec<EventId>,
        #[serde(default)]
        rests_on: Option<CodeId>,
        #[serde(default)]
        votes: Vec<Vote>,
        #[serde(default)]
        authority: Authority,
        /// Decisions about single codes of the item; `ruling` is then of the others.
        #[serde(default)]
        by_code: Vec<CodeRuling>,
    },
    Assented {
        verdict: VerdictId,
    },
    /// The round whose findings count in a source; `None` is the latest.
    BasisChosen {
        source: SourceId,
        round: Option<RoundId>,
        replaces: Vec<EventId>,
    },

    ThemeAdded {
        #[serde(deserialize_with = "name::read")]
        name: String,
        statement: String,
        parent: Option<ThemeId>,
    },
    ThemeEdited {
        theme: ThemeId,
        field: ThemeField,
        replaces: Vec<EventId>,
    },
    ThemeMoved {
        theme: ThemeId,
        parent: Option<ThemeId>,
        replaces: Vec<EventId>,
    },
    ThemeRetired {
        theme: ThemeId,
    },
    /// A code was placed under a theme, or taken away.
    CodePlaced {
        theme: ThemeId,
        code: CodeId,
        placed: bool,
        replaces: Vec<EventId>,
    },
    Related {
        from: Node,
        to: Node,
        #[serde(deserialize_with = "name::read")]
        kind: String,
    },
    RelationDropped {
        relation: RelationId,
    },
    /// A segment, by one of its codings, was marked as evidence on a theme or relation; `None` takes
    /// the mark away.
    EvidenceMarked {
        on: EvidenceOn,
        coding: CodingId,
        bearing: Option<Bearing>,
        replaces: Vec<EventId>,
    },
    /// How robust a theme was found.
    ThemeJudged {
        theme: ThemeId,
        robust: Robustness,
        reason: String,
        present: Vec<CoderId>,
        replaces: Vec<EventId>,
    },

    /// Findings were handed to members, who are asked what they say to them.
    PacketGiven(Box<PacketText>),
    /// What a member answered on a claim.
    ClaimAnswered(Box<AnswerText>),
    /// What changed in the findings because of an answer, or why nothing did.
    AnswerFollowed {
        answer: AnswerId,
        text: String,
    },

    /// Takes back one of one's own events; itself retracted by redo.
    Retract {
        event: EventId,
    },
    /// A payload sealed until a round opens; not written by this version.
    Sealed {
        round: RoundId,
        payload: String,
    },
    /// What stood here was taken out of the study for good; not written by this version.
    TakenOut,
    /// A kind this version does not know, kept exactly as it stands.
    Unknown {
        kind: String,
        raw: String,
    },
}

impl Change {
    /// A coder joins under this name; the store adds which study it is.
    pub fn joined(name: impl Into<String>) -> Change {
        Change::CoderJoined {
            name: name.into(),
            study: Digest::default(),
        }
    }
}
