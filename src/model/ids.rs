//! Names of things. Every entity made by an event is called by that event's id.

pub use super::digest::Digest;
use super::interned::Interned;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;
use uuid::Uuid;

macro_rules! entity_id {
    ($($(#[$doc:meta])+ $name:ident),* $(,)?) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl From<EventId> for $name {
            fn from(id: EventId) -> Self {
                $name(id.0)
            }
        }
        impl $name {
            /// The event that made this entity.
            pub fn event(self) -> EventId {
                EventId(self.0)
            }
        }
    )*};
}

/// One event, in the journal of the coder and device that made it (UUID v7).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(pub Uuid);

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventId({})", self.0)
    }
}
impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

entity_id! {
    /// A code of the codebook, the same one through renamings.
    CodeId,
    /// One coder applied one code to one segment.
    CodingId,
    /// An analyst's note.
    MemoId,
    /// A set of sources coded with one version of the codebook.
    RoundId,
    /// How one difference was settled.
    VerdictId,
    /// A theme or subtheme.
    ThemeId,
    /// A typed relation between two themes or codes.
    RelationId,
    /// A ready-made framework, such as one of implementation.
    FrameworkId,
    /// A construct of a framework, the same one through what the study makes of it.
    ConstructId,
    /// Findings as they were handed to members.
    PacketId,
    /// What a member answered on one claim.
    AnswerId,
}

/// What is wrong with a name typed or read from a file.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum BadName {
    /// Not 1 to 32 characters of `a-z`, `0-9` and `-`.
    #[error("“{0}” cannot be a coder's id: use 1 to 32 of the characters a–z, 0–9 and -")]
    Coder(String),
    /// A name some operating systems keep for themselves.
    #[error(
        "“{0}” cannot be a coder's id: some systems reserve it as a file name; add a letter or a digit"
    )]
    Reserved(String),
}

/// A coder's id: 1 to 32 characters of `a-z`, `0-9`, `-`, and no reserved file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Interned", into = "Interned")]
pub struct CoderId(Interned);

const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl CoderId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CoderId {
    type Err = BadName;
    fn from_str(s: &str) -> Result<Self, BadName> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if s.is_empty() || s.len() > 32 || !s.chars().all(allowed) {
            return Err(BadName::Coder(s.to_owned()));
        }
        if RESERVED.contains(&s) {
            return Err(BadName::Reserved(s.to_owned()));
        }
        Ok(CoderId(s.into()))
    }
}
impl TryFrom<Interned> for CoderId {
    type Error = BadName;
    fn try_from(s: Interned) -> Result<Self, BadName> {
        s.parse()
    }
}
impl From<CoderId> for Interned {
    fn from(c: CoderId) -> Interned {
        c.0
    }
}
impl fmt::Display for CoderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! text_id {
    ($($(#[$doc:meta])+ $name:ident),* $(,)?) => {$(
        $(#[$doc])+
        #[derive(
            Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub Interned);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text_id! {
    /// One coder's installation on one machine: eight lower-case letters and digits.
    DeviceId,
    /// A source's folder name: `s` and twelve hex digits of its original's digest, so that two
    /// machines importing the same file agree on it; in older studies with a slug of its name.
    SourceId,
}

impl SourceId {
    /// The id a file gets: from its bytes alone. A file's name may be somebody's.
    pub fn for_file(original: &[u8]) -> SourceId {
        SourceId(format!("s{}", &Digest::of(original).to_string()[..12]).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coder_ids_are_plain_and_unreserved() {
        assert!("ana".parse::<CoderId>().is_ok());
        assert!("ana-2".parse::<CoderId>().is_ok());
        for bad in ["", "Ana", "a b", "con", "lpt1", "../x", &"a".repeat(33)] {
            assert!(bad.parse::<CoderId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn source_ids_come_of_the_bytes_alone() {
        let a = SourceId::for_file(b"x");
        assert_eq!(a.as_str().len(), 13, "{a}");
        assert_ne!(a, SourceId::for_file(b"y"));
    }
}
