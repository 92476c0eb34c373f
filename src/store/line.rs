//! One event as one line of RON, and back.
//!
//! The envelope is typed. The change is read leniently: a kind this version does not know is kept
//! exactly as it stands, so a study survives being opened by an older version.

mod coded;

use crate::model::clock::Stamp;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, DeviceId, EventId};
use crate::model::limits;
use coded::Coded;
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
    #[serde(skip_serializing_if = "is_first")]
    v: u32,
    id: EventId,
    clock: Stamp,
    coder: &'a CoderId,
    device: &'a DeviceId,
    seq: u64,
    prev: &'a str,
    act: Option<EventId>,
    #[serde(skip_serializing_if = "str::is_empty")]
    digest: &'a str,
    change: C,
}

fn first() -> u32 {
    1
}

fn is_first(version: &u32) -> bool {
    *version == first()
}

/// The envelope; fields it does not name are passed over.
#[derive(Deserialize)]
struct Read<'a, C> {
    /// The version of the format, from 2.
    #[serde(default = "first")]
    v: u32,
    id: EventId,
    clock: Stamp,
    coder: CoderId,
    device: DeviceId,
    seq: u64,
    #[serde(borrow)]
    prev: Cow<'a, str>,
    #[serde(default)]
    act: Option<EventId>,
    /// Empty in lines of format 1.
    #[serde(default, borrow)]
    digest: Cow<'a, str>,
    change: C,
}

impl<'l> From<Coded<'l>> for Read<'l, Change> {
    fn from(coded: Coded<'l>) -> Read<'l, Change> {
        Read {
            v: 2,
            id: coded.id,
            clock: coded.clock,
            coder: coded.coder,
            device: coded.device,
            seq: coded.seq,
            prev: Cow::Borrowed(coded.prev),
            act: coded.act,
            digest: Cow::Borrowed(coded.digest),
            change: coded.change,
        }
    }
}

impl<C> Read<'_, C> {
    fn with(self, line: &str, change: impl FnOnce(C) -> Result<Change, Unreadable>) -> Reading {
        let prev = blake3::Hash::from_hex(self.prev.as_bytes()).map_err(|_| Unreadable)?;
        let change = change(self.change)?;
        let is_old = self.digest.is_empty() && self.v == 1;
        let place = Digested::find(line).filter(|d| !is_old && d.value == self.digest);
        let (holds, hash) = match place {
            Some(place) => {
                let (digest, hash) = place.hashes();
                // What was taken out is not there any more to be compared.
                (digest == place.value || change == Change::TakenOut, hash)
            }
            None => (false, hash(line.as_bytes())),
        };
        let is_sound = is_old || self.v == 2 && holds;
        let event = Event {
            id: self.id,
            clock: self.clock,
            coder: self.coder,
            device: self.device,
            seq: self.seq,
            act: self.act,
            format: if is_old { 1 } else { 2 },
            change,
            moved: None,
        };
        Ok(Parsed {
            event,
            prev: *prev.as_bytes(),
            is_sound,
            hash,
        })
    }
}

#[derive(Debug, PartialEq)]
pub struct Parsed {
    pub event: Event,
    /// The hash it names as that of the line before it.
    pub prev: LineHash,
    /// Whether it is what its digest says; a line of format 1 has none.
    pub is_sound: bool,
    /// What the next line names: the hash of the line up to and with its digest, so that a change
    /// can be taken out and the chain holds. In format 1, of all of it.
    pub hash: LineHash,
}

type Reading = Result<Parsed, Unreadable>;

/// How many hex digits of a digest a line carries.
const DIGITS: usize = 32;
const BEFORE_PREV: &str = ",prev:\"";
const BEFORE_DIGEST: &str = ",digest:\"";

/// A line of format 2 around the value of its digest.
struct Digested<'l> {
    before: &'l str,
    value: &'l str,
    after: &'l str,
}

impl<'l> Digested<'l> {
    /// The first digest of a line: nothing that stands before it in a line can look like one.
    fn find(line: &'l str) -> Option<Digested<'l>> {
        let from = line.find(BEFORE_DIGEST)? + BEFORE_DIGEST.len();
        let (before, rest) = line.split_at(from);
        let (value, after) = rest.split_at_checked(DIGITS)?;
        after.starts_with('"').then_some(Digested {
            before,
            value,
            after,
        })
    }

    /// The digest of everything in the line but its value, and what the next line names this one by.
    fn hashes(&self) -> (String, LineHash) {
        let (digest, mut begun) = digest_of(self.before.as_bytes(), self.after.as_bytes());
        begun.update(self.value.as_bytes());
        (digest, *begun.finalize().as_bytes())
    }
}

/// The digest of what stands before and after its value, in hex; and the hash that was begun with what
/// stands before.
fn digest_of(before: &[u8], after: &[u8]) -> (String, blake3::Hasher) {
    let mut begun = blake3::Hasher::new();
    begun.update(before);
    let digest = begun.clone().update(after).finalize().to_hex();
    (digest[..DIGITS].to_owned(), begun)
}

/// The line of an event, without line end, but for what ties it to the line before it.
pub struct Draft {
    line: Vec<u8>,
    /// Where it names the line before it.
    prev: usize,
    /// Where its digest stands; a line of format 1 has none.
    digest: Option<usize>,
}

impl Draft {
    pub fn of(event: &Event) -> Result<Draft, Unwritable> {
        let line = match coded::write(event, &hex(&NO_LINE), &"0".repeat(DIGITS)) {
            Some(coded) => coded,
            None => write_ron(event)?,
        };
        // Nothing that stands before them in a line can look like one of these.
        let after = |words: &str| line.find(words).map(|at| at + words.len());
        let prev = after(BEFORE_PREV).ok_or(Unwritable)?;
        let digest = match event.format {
            1 => None,
            _ => Some(after(BEFORE_DIGEST).ok_or(Unwritable)?),
        };
        Ok(Draft {
            line: line.into_bytes(),
            prev,
            digest,
        })
    }

    /// The line, naming `prev` as the line before it; and what the next one names it by.
    pub fn after(self, prev: &LineHash) -> (Vec<u8>, LineHash) {
        let mut line = self.line;
        let named = hex(prev);
        line[self.prev..self.prev + named.len()].copy_from_slice(named.as_bytes());
        let Some(at) = self.digest else {
            let hash = hash(&line);
            return (line, hash);
        };
        let (before, rest) = line.split_at_mut(at);
        let (value, after) = rest.split_at_mut(DIGITS);
        let (digest, mut begun) = digest_of(before, after);
        value.copy_from_slice(digest.as_bytes());
        let hash = *begun.update(value).finalize().as_bytes();
        (line, hash)
    }
}

/// Whether a line says just this and follows `prev`: what is stored must be what was meant.
pub fn says(line: &[u8], event: &Event, prev: &LineHash) -> bool {
    parse(line).is_ok_and(|read| read.event == *event && read.prev == *prev && read.is_sound)
}

/// The line of `event`, without line end, naming `prev` as the line before it; and what the next
/// one names it by.
pub fn compose(event: &Event, prev: &LineHash) -> Result<(String, LineHash), Unwritable> {
    let (line, hash) = Draft::of(event)?.after(prev);
    match says(&line, event, prev) {
        true => Ok((String::from_utf8(line).map_err(|_| Unwritable)?, hash)),
        false => Err(Unwritable),
    }
}

fn write_ron(event: &Event) -> Result<String, Unwritable> {
    match &event.change {
        Change::Unknown { raw, .. } => {
            let raw = RawValue::from_ron(raw).map_err(|_| Unwritable)?;
            write(event, raw)
        }
        known => write(event, known),
    }
}

fn write(event: &Event, change: impl Serialize) -> Result<String, Unwritable> {
    let blank = "0".repeat(DIGITS);
    let written = Written {
        v: event.format,
        id: event.id,
        clock: event.clock,
        coder: &event.coder,
        device: &event.device,
        seq: event.seq,
        prev: &hex(&NO_LINE),
        act: event.act,
        digest: if event.format < 2 { "" } else { &blank },
        change,
    };
    let line = ron::to_string(&written).map_err(|_| Unwritable)?;
    // RON escapes line ends in strings but not in a single character.
    Ok(line.replace('\n', "\\n"))
}

/// Reads a line without its line end.
pub fn parse(line: &[u8]) -> Result<Parsed, Unreadable> {
    limits::LINE
        .check(line.len() as u64)
        .map_err(|_| Unreadable)?;
    let text = std::str::from_utf8(line).map_err(|_| Unreadable)?;
    match coded::read(text) {
        Some(coded) => Read::from(coded).with(text, Ok),
        None => parse_ron(text),
    }
}

fn parse_ron(text: &str) -> Reading {
    // Nearly every line is of a known kind: one pass reads it.
    if let Ok(read) = ron::from_str::<Read<Change>>(text)
        && !matches!(read.change, Change::Unknown { .. })
    {
        return read.with(text, Ok);
    }
    let read: Read<Box<RawValue>> = ron::from_str(text).map_err(|_| Unreadable)?;
    read.with(text, |raw| unknown(&raw))
}

/// What the next line names a line by; one that cannot be read, by all of it.
pub fn hash_of(line: &[u8]) -> LineHash {
    parse(line).map_or_else(|_| hash(line), |read| read.hash)
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
            format: 2,
            change,
            moved: None,
        }
    }

    fn read(line: &str) -> (Event, LineHash) {
        let read = parse(line.as_bytes()).unwrap();
        (read.event, read.prev)
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
            let (line, _) = compose(&e, &NO_LINE).unwrap();
            assert!(line.contains(raw));
            assert_eq!(read(&line), (e, NO_LINE));
        }
    }

    #[test]
    fn a_known_kind_with_a_value_of_a_newer_version_is_kept_too() {
        let e = event(Change::joined("Ana"));
        let (line, _) = compose(&e, &NO_LINE).unwrap();
        let newer = line.replace("name:\"Ana\",study:\"\"", "name:Sealed(3)");
        let Change::Unknown { kind, raw } = read(&newer).0.change else {
            panic!("read as something else")
        };
        assert_eq!(
            (kind.as_str(), raw.as_str()),
            ("CoderJoined", "CoderJoined(name:Sealed(3))")
        );
    }

    #[test]
    fn extra_fields_of_the_envelope_are_passed_over() {
        let e = event(Change::joined("Ana"));
        let (line, _) = compose(&e, &NO_LINE).unwrap();
        let more = line.replace("seq:17", "seal:\"x\",seq:17");
        assert_eq!(read(&more).0, e);
    }

    #[test]
    fn a_change_taken_out_leaves_the_chain_whole_and_nothing_else_does() {
        let e = event(Change::joined("Ana"));
        let (line, _) = compose(&e, &NO_LINE).unwrap();
        let whole = parse(line.as_bytes()).unwrap();
        let with = |change: &str| {
            let text = line.replace("CoderJoined(name:\"Ana\",study:\"\")", change);
            parse(text.as_bytes()).unwrap()
        };
        let without = with("TakenOut");
        assert!(without.is_sound && without.hash == whole.hash);
        let changed = with("CoderJoined(name:\"Eve\",study:\"\")");
        assert!(!changed.is_sound && changed.hash == whole.hash);
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
            let written = coded::write(&e, &hex(&NO_LINE), &"0".repeat(DIGITS));
            prop_assert!(written.is_none_or(|line| Ok(line) == write_ron(&e)));
            let (line, _) = compose(&e, &prev).unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(read(&line), (e, prev));
        }

        /// Without a parser a coding is written as with it, and read as the parser reads it; what the
        /// parser would not read is not read.
        #[test]
        fn codings_are_read_and_written_as_ron_does(
            e in arbitrary::coded(),
            at in any::<prop::sample::Index>(),
            other in prop::sample::select(b"0129-a\"\\,:(). SNt_\xc3".to_vec()),
        ) {
            let line = compose(&e, &NO_LINE).unwrap().0;
            prop_assert!(coded::read(&line).is_some() || e.format == 1);
            let written = coded::write(&e, &hex(&NO_LINE), &"0".repeat(DIGITS));
            prop_assert!(written.is_none_or(|line| Ok(line) == write_ron(&e)));
            prop_assert_eq!(parse(line.as_bytes()), parse_ron(&line));
            let mut bytes = line.into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = other;
            if let Ok(text) = std::str::from_utf8(&bytes) {
                prop_assert_eq!(parse(&bytes), parse_ron(text));
            }
            bytes.insert(at, other);
            if let Ok(text) = std::str::from_utf8(&bytes) {
                prop_assert_eq!(parse(&bytes), parse_ron(text));
            }
        }

        /// Also in the last line of a journal, which no other line speaks of.
        #[test]
        fn a_flipped_bit_is_found_in_the_line_itself(
            e in arbitrary::event(),
            at in any::<prop::sample::Index>(),
            bit in 0..8u8,
        ) {
            // What was taken out can be compared with nothing.
            prop_assume!(e.change != Change::TakenOut);
            let e = Event { format: 2, ..e };
            let mut line = compose(&e, &NO_LINE).unwrap().0.into_bytes();
            let at = at.index(line.len());
            line[at] ^= 1 << bit;
            prop_assert!(!parse(&line).is_ok_and(|read| read.is_sound && read.event.format == 2));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>()) {
            let _ = parse(&bytes);
        }

        #[test]
        fn no_cut_line_is_an_event(e in arbitrary::event(), at in any::<prop::sample::Index>()) {
            let (line, _) = compose(&e, &NO_LINE).unwrap();
            prop_assert!(parse(&line.as_bytes()[..at.index(line.len())]).is_err());
        }
    }
}
