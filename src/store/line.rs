//! One event as one line of RON, and back.
//!
//! The envelope is typed. The change is read leniently: a kind this version does not know is kept
//! exactly as it stands, so a study survives being opened by an older version.

use crate::model::clock::Stamp;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, DeviceId, EventId};
use crate::model::limits;
use ron::value::RawValue;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// BLAKE3 of a line as stored, without its line end.
pub type LineHash = [u8; 32];

/// What a journal's first line names as the line before it.
pub const NO_LINE: LineHash = [0; 32];

/// Hash of a line as stored, without its line end.
pub fn hash(line: &[u8]) -> LineHash {
    *blake3::hash(line).as_bytes()
}

/// 64 lower-case hex digits.
pub fn hex(hash: &LineHash) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

/// A change that cannot be written so that it reads back equal.
#[derive(Debug, PartialEq, Eq)]
pub struct Unwritable;

/// A line that is no event. It says nothing of its contents: they may be somebody's blind work.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable;

#[derive(Serialize)]
struct Written<'a, C> {
    id: EventId,
    clock: Stamp,
    coder: &'a CoderId,
    device: &'a DeviceId,
    seq: u64,
    prev: &'a str,
    act: Option<EventId>,
    change: C,
}

/// The envelope; fields it does not name are passed over.
#[derive(Deserialize)]
struct Read<'a, C> {
    id: EventId,
    clock: Stamp,
    coder: CoderId,
    device: DeviceId,
    seq: u64,
    #[serde(borrow)]
    prev: Cow<'a, str>,
    #[serde(default)]
    act: Option<EventId>,
    change: C,
}

impl<C> Read<'_, C> {
    fn with(self, change: impl FnOnce(C) -> Result<Change, Unreadable>) -> Parsed {
        let prev = blake3::Hash::from_hex(self.prev.as_bytes()).map_err(|_| Unreadable)?;
        let event = Event {
            id: self.id,
            clock: self.clock,
            coder: self.coder,
            device: self.device,
            seq: self.seq,
            act: self.act,
            change: change(self.change)?,
            moved: None,
        };
        Ok((event, *prev.as_bytes()))
    }
}

type Parsed = Result<(Event, LineHash), Unreadable>;

/// The line of `event`, without line end, naming `prev` as the line before it.
///
/// It is read back before it is handed out: what is stored is what was meant.
pub fn compose(event: &Event, prev: &LineHash) -> Result<String, Unwritable> {
    let line = match &event.change {
        Change::Unknown { raw, .. } => {
            let raw = RawValue::from_ron(raw).map_err(|_| Unwritable)?;
            write(event, prev, raw)?
        }
        known => write(event, prev, known)?,
    };
    match parse(line.as_bytes()) {
        Ok((read, of)) if read == *event && of == *prev => Ok(line),
        _ => Err(Unwritable),
    }
}

fn write(event: &Event, prev: &LineHash, change: impl Serialize) -> Result<String, Unwritable> {
    let written = Written {
        id: event.id,
        clock: event.clock,
        coder: &event.coder,
        device: &event.device,
        seq: event.seq,
        prev: &hex(prev),
        act: event.act,
        change,
    };
    let line = ron::to_string(&written).map_err(|_| Unwritable)?;
    // RON escapes line ends in strings but not in a single character.
    Ok(line.replace('\n', "\\n"))
}

/// The event of a line without its line end, and the hash it names as the line before it.
pub fn parse(line: &[u8]) -> Result<(Event, LineHash), Unreadable> {
    limits::LINE
        .check(line.len() as u64)
        .map_err(|_| Unreadable)?;
    let text = std::str::from_utf8(line).map_err(|_| Unreadable)?;
    // Nearly every line is of a known kind: one pass reads it.
    if let Ok(read) = ron::from_str::<Read<Change>>(text)
        && !matches!(read.change, Change::Unknown { .. })
    {
        return read.with(Ok);
    }
    let read: Read<Box<RawValue>> = ron::from_str(text).map_err(|_| Unreadable)?;
    read.with(|raw| unknown(&raw))
}

fn unknown(raw: &RawValue) -> Result<Change, Unreadable> {
    let raw = raw.trim().get_ron();
    let name = |c: char| c.is_alphanumeric() || c == '_';
    let kind: String = raw.chars().take_while(|c| name(*c)).collect();
    if !kind.starts_with(|c: char| c.is_alphabetic()) {
        return Err(Unreadable);
    }
    Ok(Change::Unknown {
        kind,
        raw: raw.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::arbitrary;
    use proptest::prelude::*;

    fn event(change: Change) -> Event {
        Event {
            id: EventId(uuid::Uuid::from_u128(7)),
            clock: Stamp { ms: 5, n: 1 },
            coder: "ana".parse().unwrap(),
            device: DeviceId("k3f9a2xx".into()),
            seq: 17,
            act: None,
            change,
            moved: None,
        }
    }

    #[test]
    fn unknown_kinds_survive_untouched() {
        for raw in [
            "Dreamt(of:[1,2],as:\"x\")",
            "Slept",
            "Dreamt( a : Deep(b: {1: 'c'}) )",
        ] {
            let kind = raw.split('(').next().unwrap().to_owned();
            let e = event(Change::Unknown {
                kind,
                raw: raw.into(),
            });
            let line = compose(&e, &NO_LINE).unwrap();
            assert!(line.contains(raw));
            assert_eq!(parse(line.as_bytes()), Ok((e, NO_LINE)));
        }
    }

    #[test]
    fn a_known_kind_with_a_value_of_a_newer_version_is_kept_too() {
        let e = event(Change::CoderJoined { name: "Ana".into() });
        let line = compose(&e, &NO_LINE).unwrap();
        let newer = line.replace("CoderJoined(name:\"Ana\")", "CoderJoined(name:Sealed(3))");
        let Change::Unknown { kind, raw } = parse(newer.as_bytes()).unwrap().0.change else {
            panic!("read as something else")
        };
        assert_eq!(
            (kind.as_str(), raw.as_str()),
            ("CoderJoined", "CoderJoined(name:Sealed(3))")
        );
    }

    #[test]
    fn extra_fields_of_the_envelope_are_passed_over() {
        let e = event(Change::CoderJoined { name: "Ana".into() });
        let line = compose(&e, &NO_LINE).unwrap();
        let more = line.replace("seq:17", "seal:\"x\",seq:17");
        assert_eq!(parse(more.as_bytes()).unwrap().0, e);
    }

    #[test]
    fn what_would_not_read_back_is_refused() {
        for raw in ["", "Dreamt(", "Dreamt // on", "Dreamt(\"\n\")", "(a:1)"] {
            let e = event(Change::Unknown {
                kind: "Dreamt".into(),
                raw: raw.into(),
            });
            assert_eq!(compose(&e, &NO_LINE), Err(Unwritable), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn every_change_reads_back_equal_from_one_line(
            e in arbitrary::event(),
            prev in any::<[u8; 32]>(),
        ) {
            let line = compose(&e, &prev).unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(parse(line.as_bytes()), Ok((e, prev)));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>()) {
            let _ = parse(&bytes);
        }

        #[test]
        fn no_cut_line_is_an_event(e in arbitrary::event(), at in any::<prop::sample::Index>()) {
            let line = compose(&e, &NO_LINE).unwrap();
            prop_assert!(parse(&line.as_bytes()[..at.index(line.len())]).is_err());
        }
    }
}
