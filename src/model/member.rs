//! Member checks: participants are handed the findings, and say what they think of them.

use super::clock::Stamp;
use super::ids::{AnswerId, CoderId, EventId, PacketId, SourceId, ThemeId};
use super::name;
use super::text::Span;
use serde::{Deserialize, Serialize};

/// Whom findings are handed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PacketFor {
    /// One participant.
    Person(#[serde(deserialize_with = "name::read")] String),
    /// All participants with a value of an attribute.
    Group {
        /// How they were chosen, as typed: `site=North`.
        by: String,
        /// Who they were then.
        people: Vec<String>,
    },
}

impl PacketFor {
    /// Who is asked.
    pub fn people(&self) -> &[String] {
        match self {
            PacketFor::Person(who) => std::slice::from_ref(who),
            PacketFor::Group { people, .. } => people,
        }
    }

    /// In words: `P07`, `site=North (3 people)`.
    pub fn words(&self) -> String {
        match self {
            PacketFor::Person(who) => who.clone(),
            PacketFor::Group { by, people } if people.len() == 1 => format!("{by} (1 person)"),
            PacketFor::Group { by, people } => format!("{by} ({} people)", people.len()),
        }
    }
}

/// A theme as it was handed out. No segment stands in it: what is quoted is in the paper alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub theme: ThemeId,
    /// Its statement as it was then.
    pub statement: String,
}

/// What is handed out: its claims are numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketText {
    pub to: PacketFor,
    pub claims: Vec<Claim>,
}

/// A packet that was handed out.
#[derive(Clone, Debug, PartialEq)]
pub struct Packet {
    pub id: PacketId,
    pub text: PacketText,
    pub by: CoderId,
    pub at: Stamp,
}

impl Packet {
    /// What is printed in it, to know it by: the end of its id.
    pub fn reference(&self) -> String {
        reference(self.id)
    }

    /// The statement a theme was handed out with, and its number.
    pub fn claim(&self, theme: ThemeId) -> Option<(usize, &Claim)> {
        let mut claims = (1..).zip(&self.text.claims);
        claims.find(|(_, claim)| claim.theme == theme)
    }
}

/// The end of a packet's id.
pub fn reference(id: PacketId) -> String {
    let id = id.to_string();
    let last = id.rsplit('-').next();
    last.unwrap_or_default().to_owned()
}

/// What somebody says to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stance {
    Accept,
    Dispute,
    /// It is right once something in it is changed.
    Change,
}

impl Stance {
    pub const ALL: [Stance; 3] = [Stance::Accept, Stance::Dispute, Stance::Change];

    /// The word to tick.
    pub fn word(self) -> &'static str {
        match self {
            Stance::Accept => "accept",
            Stance::Dispute => "dispute",
            Stance::Change => "change",
        }
    }
}

/// What a person answered on one claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerText {
    pub packet: PacketId,
    pub theme: ThemeId,
    #[serde(deserialize_with = "name::read")]
    pub person: String,
    pub stance: Stance,
    /// The source that the filled-in paper became.
    pub source: SourceId,
    /// The revision of its text.
    pub revision: u32,
    /// Where the person's own words on this claim stand in it.
    pub words: Option<Span>,
    /// The sources the person speaks in, as whoever recorded it knew: it is about these.
    pub about: Vec<SourceId>,
    pub replaces: Vec<EventId>,
}

/// An answer as it was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub id: AnswerId,
    pub text: AnswerText,
    pub by: CoderId,
    pub at: Stamp,
    /// What followed from it, in total order.
    pub followed: Vec<Followed>,
}

/// What changed in the findings because of an answer, or why nothing did.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    pub text: String,
    pub by: CoderId,
    pub at: Stamp,
}

/// Everything that was handed out and answered, in total order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MemberCheck {
    pub packets: Vec<Packet>,
    pub answers: Vec<Answer>,
}
