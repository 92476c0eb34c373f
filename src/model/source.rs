//! Sources: what is read, and its structure as parsed once at import.

use super::clock::Stamp;
use super::edits::{Carried, Shifts};
use super::ids::{Digest, EventId, SourceId};
use super::name;
use super::pieces::Piece;
use super::roles::{asks, names_nobody};
use super::text::{Span, Text};
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum SourceKind {
    #[default]
    Interview,
    FocusGroup,
    FieldNote,
    /// Anything else that is read.
    Document,
    /// What is rated of one case at one time point: a paragraph for each item. Nobody speaks in it.
    RatingSheet,
    /// What a member wrote back when asked about the findings. It stands apart from what was collected:
    /// no share, no count of sources, people or words, and no finding has it in it.
    MemberAnswer,
}

impl SourceKind {
    pub const ALL: [SourceKind; 6] = [
        SourceKind::Interview,
        SourceKind::FocusGroup,
        SourceKind::FieldNote,
        SourceKind::Document,
        SourceKind::RatingSheet,
        SourceKind::MemberAnswer,
    ];

    pub fn word(self) -> &'static str {
        match self {
            SourceKind::Interview => "interview",
            SourceKind::FocusGroup => "focus group",
            SourceKind::FieldNote => "field note",
            SourceKind::RatingSheet => "rating sheet",
            SourceKind::Document => "document",
            SourceKind::MemberAnswer => "answer",
        }
    }
}

/// Whose talk a speaker's turns are.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum SpeakerRole {
    /// A participant: their turns are units of agreement and counts of people.
    #[default]
    Participant,
    /// An interviewer or moderator: left out of participants' turns.
    Interviewer,
}

impl SpeakerRole {
    /// The role a label suggests; participant where nothing speaks for an interviewer.
    pub(crate) fn suggested(label: &str) -> SpeakerRole {
        match asks(&label.to_lowercase()) {
            true => SpeakerRole::Interviewer,
            false => SpeakerRole::Participant,
        }
    }
}

/// One speaker as labelled in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The label as it stands, without colon, brackets or stars.
    #[serde(deserialize_with = "name::read")]
    pub label: String,
    /// Guessed at import; `SpeakerSet` events correct it.
    pub role: SpeakerRole,
}

/// One speaker's uninterrupted talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Index into `Structure::speakers`; `None` for text nobody speaks (headings, field notes).
    pub speaker: Option<u16>,
    /// All of the turn, label included.
    pub span: Span,
    /// Where the talk itself begins, after label and timestamp.
    pub talk: u32,
    /// Start time in milliseconds, where the source gives one.
    pub time_ms: Option<u32>,
}

/// One paragraph; its number is what citations name and never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Number as cited, from 1; 0 only for what a correction put before the first.
    pub number: u32,
    /// Among those a correction put behind the paragraph of this number: 1 is cited as `a`; 0 is that
    /// paragraph itself.
    #[serde(default, skip_serializing_if = "is_itself")]
    pub letter: u16,
    /// The paragraph without its line end.
    pub span: Span,
    /// Index into `Structure::turns`.
    pub turn: u32,
}

impl Paragraph {
    pub fn cited(&self) -> Cited {
        Cited {
            number: self.number,
            letter: self.letter,
        }
    }
}

fn is_itself(letter: &u16) -> bool {
    *letter == 0
}

/// A paragraph as citations name it: `24`, or `24a` for the first that a correction put behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cited {
    pub number: u32,
    /// 1 is `a`, 27 is `aa`; 0 is none.
    pub letter: u16,
}

impl fmt::Display for Cited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut rest, mut letters) = (self.letter, String::new());
        while rest > 0 {
            rest -= 1;
            letters.insert(0, char::from(b'a' + (rest % 26) as u8));
            rest /= 26;
        }
        f.pad(&format!("{}{letters}", self.number))
    }
}

/// As a number where it is one, else in letters.
impl Serialize for Cited {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.letter {
            0 => to.serialize_u32(self.number),
            _ => to.collect_str(self),
        }
    }
}

/// A source's structure as parsed at import and stored: no later parser renumbers a citation.
///
/// Invariants: turns and paragraphs are in text order and do not overlap; every paragraph lies in
/// exactly one turn; blank lines belong to no paragraph; numbers as cited rise, from 1 without gaps
/// where nothing was corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Structure {
    /// Speakers in order of first appearance.
    pub speakers: Vec<Speaker>,
    /// Turns in text order. A source without speakers has one turn a paragraph, `speaker: None`.
    pub turns: Vec<Turn>,
    /// Paragraphs in text order.
    pub paragraphs: Vec<Paragraph>,
}

impl Structure {
    /// Index of the paragraph at a position, or of the nearest one before it.
    pub fn paragraph_at(&self, at: u32) -> Option<usize> {
        let next = self.paragraphs.partition_point(|p| p.span.start <= at);
        match next {
            0 if self.paragraphs.is_empty() => None,
            0 => Some(0),
            n => Some(n - 1),
        }
    }

    /// Index of the turn at a position, or of the nearest one before it.
    pub fn turn_at(&self, at: u32) -> Option<usize> {
        let next = self.turns.partition_point(|t| t.span.start <= at);
        match next {
            0 if self.turns.is_empty() => None,
            0 => Some(0),
            n => Some(n - 1),
        }
    }

    /// Whose talk a span meets, turn by turn: numbers of speakers. A label is no talk.
    pub fn speaking(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let from = self.turn_at(span.start).unwrap_or(0);
        let turns = self.turns.iter().skip(from);
        let near = turns.take_while(move |t| t.span.start < span.end.max(span.start + 1));
        near.filter_map(move |turn| {
            let talk = Span {
                start: turn.talk,
                end: turn.span.end,
            };
            turn.speaker
                .filter(|_| talk.overlap(span) > 0)
                .map(usize::from)
        })
    }

    /// The paragraphs a span touches, as cited: `24` or `24–25`.
    pub fn cite(&self, span: Span) -> String {
        let number = |at| self.paragraph_at(at).map(|i| self.paragraphs[i].cited());
        match (
            number(span.start),
            number(span.end.saturating_sub(1).max(span.start)),
        ) {
            (Some(a), Some(b)) if a != b => format!("{a}–{b}"),
            (Some(a), _) => a.to_string(),
            _ => "–".to_owned(),
        }
    }
}

/// A source's text with its structure, loaded when it is needed.
#[derive(Clone, Debug)]
pub struct Document {
    pub source: SourceId,
    /// Revision, from 1.
    pub revision: u32,
    pub text: Text,
    pub structure: Structure,
    /// Earlier revisions that rounds were submitted on.
    pub earlier: Vec<Arc<Document>>,
}

impl Document {
    /// The text as it was at a revision, where that is at hand.
    pub fn at(self: &Arc<Self>, revision: u32) -> Option<&Arc<Document>> {
        if self.revision == revision {
            return Some(self);
        }
        self.earlier.iter().find(|d| d.revision == revision)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Folder name.
    pub id: SourceId,
    pub added: EventId,
    pub name: String,
    pub kind: SourceKind,
    /// Language tag (`en`, `zh`), guessed or set: chooses stemmer and sentence rules.
    pub language: String,
    /// Current revision, from 1.
    pub revision: u32,
    /// Length of the text in code points.
    pub chars: u32,
    pub paragraphs: u32,
    pub text: Digest,
    /// Digest of its structure as stored; empty where the event that names the text is of before.
    pub structure: Digest,
    /// Attributes (arm, site, date…) in key order.
    pub attributes: Vec<(String, String)>,
    /// Roles and participants set by hand: (label, role, participant).
    pub speakers: Vec<SpeakerSetting>,
    /// Every participant a label was ever said to be: label and name, each once.
    pub called: Vec<(String, String)>,
    /// What each correction did to the text: first that which made revision 2.
    pub corrections: Vec<Arc<Shifts>>,
    /// When each was made.
    pub corrected_at: Vec<Stamp>,
    /// The sources it was made of, by joining or cutting; none if it was imported.
    pub made_of: Vec<Piece>,
    /// What it is called in the name of somebody whose label names nobody; `None` where labels of
    /// one spelling are one person, as in rounds planned before they were told apart.
    pub apart: Option<String>,
}

/// What somebody said about one speaker label of one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerSetting {
    #[serde(deserialize_with = "name::read")]
    pub label: String,
    pub role: SpeakerRole,
    /// Participant this speaker is; the label itself when `None`.
    #[serde(default, deserialize_with = "name::read_optional")]
    pub participant: Option<String>,
}

/// Roles and participants set by hand, by source.
pub type Speakers = BTreeMap<SourceId, Vec<SpeakerSetting>>;

impl Source {
    /// Whether it was collected, so that it is counted: what members wrote back is not.
    pub fn is_collected(&self) -> bool {
        self.kind != SourceKind::MemberAnswer
    }

    /// Where a stretch of one revision is in a later one.
    pub fn carry(&self, span: Span, from: u32, to: u32) -> Carried {
        let (mut span, mut same) = (span, true);
        let between =
            from.max(1) as usize - 1..(to.max(1) as usize - 1).min(self.corrections.len());
        for edits in self.corrections.get(between).unwrap_or_default() {
            match edits.carry(span) {
                Carried::Same(to) => span = to,
                Carried::Touched(to) => (span, same) = (to, false),
                Carried::Gone(at) => {
                    // What is left of nothing still has a place.
                    span = Span { start: at, end: at };
                    same = false;
                }
            }
        }
        match (span.is_empty(), same) {
            (true, _) => Carried::Gone(span.start),
            (false, true) => Carried::Same(span),
            (false, false) => Carried::Touched(span),
        }
    }

    /// Where a stretch of one revision is in the latest; of text that was taken out the place is left.
    pub fn now(&self, span: Span, from: u32) -> Span {
        let carried = self.carry(span, from, self.revision);
        let at = carried.start();
        carried.span().unwrap_or(Span { start: at, end: at })
    }

    /// The revision that was the latest at a time, as far as clocks tell.
    pub fn revision_at(&self, at: Stamp) -> u32 {
        let before = self.corrected_at.iter().take_while(|made| **made < at);
        before.count() as u32 + 1
    }

    /// A speaker's role: as set by hand, else as parsed.
    pub fn role(&self, speaker: &Speaker) -> SpeakerRole {
        let set = self.speakers.iter().find(|s| s.label == speaker.label);
        set.map_or(speaker.role, |s| s.role)
    }

    /// The participant a speaker is, `None` for interviewers: the one named by hand, else the label.
    /// A label that names nobody is another person in each source.
    pub fn participant(&self, speaker: &Speaker) -> Option<String> {
        if self.role(speaker) == SpeakerRole::Interviewer {
            return None;
        }
        Some(match self.named(speaker) {
            Some(named) => name::composed(named),
            None => self.told_by_label(&speaker.label),
        })
    }

    /// Whom a label alone makes somebody.
    fn told_by_label(&self, label: &str) -> String {
        match &self.apart {
            Some(source) if names_nobody(label) => name::composed(&format!("{label} ({source})")),
            _ => name::composed(label),
        }
    }

    /// What somebody who speaks here was called before it was said that they are this participant,
    /// and whenever else was said of them.
    pub fn called_before(&self, who: &str) -> Vec<String> {
        let now = |s: &&SpeakerSetting| {
            s.participant.as_deref().map(name::composed).as_deref() == Some(who)
        };
        let names = self.speakers.iter().filter(now).flat_map(|setting| {
            let said = self.called.iter().filter(|(l, _)| *l == setting.label);
            let said = said.map(|(_, name)| name::composed(name));
            said.chain([self.told_by_label(&setting.label)])
        });
        names.filter(|name| name != who).collect()
    }

    /// Whether it is only a label that tells this participant from others.
    pub fn is_told_by_label(&self, speaker: &Speaker) -> bool {
        self.role(speaker) == SpeakerRole::Participant
            && self.named(speaker).is_none()
            && names_nobody(&speaker.label)
    }

    fn named(&self, speaker: &Speaker) -> Option<&str> {
        let set = self.speakers.iter().find(|s| s.label == speaker.label);
        set.and_then(|s| s.participant.as_deref())
    }
}

/// How a revision of a text was divided into turns and paragraphs when somebody recorded it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Structured {
    pub source: SourceId,
    /// The revision of its text, from 1.
    pub revision: u32,
    /// Of the bytes of its structure file.
    pub digest: Digest,
}

/// Why a name stands for no one source.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoSource {
    #[error("there is no source “{0}”")]
    Unknown(String),
    /// Several are: with how many paragraphs each has.
    #[error("{} sources are called “{}”: write the id of one instead, {}", .1.len(), .0, ids(.1))]
    Several(String, Vec<(SourceId, u32)>),
}

fn ids(sources: &[(SourceId, u32)]) -> String {
    let one = |(id, paragraphs): &(SourceId, u32)| match paragraphs {
        1 => format!("{id} (1 paragraph)"),
        n => format!("{id} ({n} paragraphs)"),
    };
    sources.iter().map(one).collect::<Vec<_>>().join(" or ")
}
