//! A view as it is kept between openings: the codings as they stand, in columns, and the events its
//! viewer may see. The making of a coding is no event there where the columns tell all of it.
//!
//! Nothing else goes in: not what is hidden, not how much of it there is. So the bytes are the same
//! whatever somebody does blind.

use super::clock::Stamp;
use super::coding::{Coding, Via};
use super::event::Event;
use super::ids::{CodeId, CoderId, CodingId, DeviceId, Digest, RoundId, SourceId};
use super::mark::Mark;
use super::text::Span;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::sync::Arc;
use uuid::Uuid;

/// What a view is made of, as it is kept.
pub(super) struct Kept {
    /// In total order.
    pub events: Vec<Arc<Event>>,
    /// By source and position, each with the line that made it, where that is all there is of it.
    pub codings: Vec<(Arc<Coding>, Option<Made>)>,
    /// How often each coder uses each code, as applied; sorted.
    pub uses: Vec<Use>,
    /// Those whose text was taken out, as they were made.
    pub bereft: Vec<Arc<Coding>>,
    pub format: u32,
    /// Whether it is to be said that something has not arrived.
    pub waits: bool,
    /// Whether every journal is here from its first line on.
    pub gapless: bool,
}

/// What a kept view knows of the events it was made of.
#[derive(Clone, Default)]
pub(super) struct AsKept {
    /// How far every journal was known.
    pub known: Vec<Mark>,
    /// Whether it is to be said that something had not arrived.
    pub waits: bool,
    /// Whether every journal was there from its first line on.
    pub gapless: bool,
}

/// Where the line stands that made a coding, in the journals of its maker.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Made {
    pub device: DeviceId,
    pub seq: u64,
}

/// How often a coder uses a code.
pub(super) type Use = ((CoderId, CodeId), usize);

/// A kept view read back: its codings are made of their rows once something asks for them.
pub(super) struct Found {
    pub events: Vec<Arc<Event>>,
    pub codings: Rows,
    pub uses: Vec<Use>,
    pub bereft: Vec<Arc<Coding>>,
    pub format: u32,
    pub waits: bool,
    pub gapless: bool,
}

/// Codings in columns, by source and position.
pub(super) struct Rows {
    tables: Head,
    /// Of the whole file; the rows are its end.
    bytes: Vec<u8>,
    first: usize,
}

impl Rows {
    fn rows(&self) -> &[[u8; ROW]] {
        self.bytes
            .get(self.first..)
            .unwrap_or_default()
            .as_chunks()
            .0
    }

    /// The codings; every row was looked at when it was read.
    pub fn codings(&self) -> Vec<Arc<Coding>> {
        let rows = self.rows().par_iter().with_min_len(MANY);
        let codings = rows.filter_map(|row| self.tables.coding(row).map(Arc::new));
        codings.collect()
    }

    /// By row: the line that made the coding, where that is all there is of it.
    pub fn made(&self) -> impl Iterator<Item = Option<Made>> {
        self.rows().iter().map(|row| self.tables.made(row))
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} rows", self.rows().len())
    }
}

/// So many rows are read by one core before another is asked for help.
const MANY: usize = 4_096;

/// What stands before the codings.
#[derive(Default, Serialize, Deserialize)]
struct Head {
    events: Vec<Event>,
    /// Places of events with the later clock they go by.
    moved: Vec<(u32, Stamp)>,
    format: u32,
    waits: bool,
    gapless: bool,
    coders: Vec<CoderId>,
    devices: Vec<DeviceId>,
    sources: Vec<SourceId>,
    rounds: Vec<RoundId>,
    codes: Vec<CodeId>,
    /// Digests that are no sixteen hex digits.
    digests: Vec<Digest>,
    uses: Vec<Use>,
    bereft: u32,
}

/// Bytes of one coding.
const ROW: usize = 16 + NUMBERS + 3 * 8;
const NUMBERS: usize = 12 * 4;
/// Bytes of the number that says how long the head is.
const LENGTH: usize = 8;

impl Kept {
    /// As bytes, always the same for the same view; `None` if it holds more than they can tell.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let mut tables = Tables::default();
        let mut rows = Vec::with_capacity((self.bereft.len() + self.codings.len()) * ROW);
        for coding in &self.bereft {
            tables.write(coding, None, &mut rows);
        }
        for (coding, made) in &self.codings {
            tables.write(coding, made.as_ref(), &mut rows);
        }
        let events = self.events.iter().enumerate();
        let moved = events.filter_map(|(at, e)| Some((at as u32, e.moved?)));
        let head = Head {
            moved: moved.collect(),
            events: self.events.iter().map(|e| Event::clone(e)).collect(),
            format: self.format,
            waits: self.waits,
            gapless: self.gapless,
            coders: tables.coders.all,
            devices: tables.devices.all,
            sources: tables.sources.all,
            rounds: tables.rounds.all,
            codes: tables.codes.all,
            digests: tables.digests.all,
            uses: self.uses.clone(),
            bereft: u32::try_from(self.bereft.len()).ok()?,
        };
        let head = postcard::to_stdvec(&head).ok()?;
        let mut bytes = (head.len() as u64).to_le_bytes().to_vec();
        bytes.reserve(head.len() + rows.len());
        bytes.extend(head);
        bytes.extend(rows);
        Some(bytes)
    }

    /// What such bytes tell; `None` where they are none.
    pub fn read(bytes: Vec<u8>) -> Option<Found> {
        let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (head, rows) = rest.split_at_checked(length)?;
        let mut head: Head = postcard::from_bytes(head).ok()?;
        let (rows, []) = rows.as_chunks::<ROW>() else {
            return None;
        };
        let (bereft, rows) = rows.split_at_checked(head.bereft as usize)?;
        let bereft: Option<Vec<_>> = bereft
            .iter()
            .map(|r| head.coding(r).map(Arc::new))
            .collect();
        let sound = |row: &[u8; ROW]| head.coding(row).is_some();
        if !rows.par_iter().with_min_len(MANY).all(sound) {
            return None;
        }
        let mut events = std::mem::take(&mut head.events);
        for (at, clock) in &head.moved {
            events.get_mut(*at as usize)?.moved = Some(*clock);
        }
        Some(Found {
            events: events.into_iter().map(Arc::new).collect(),
            uses: std::mem::take(&mut head.uses),
            bereft: bereft?,
            format: head.format,
            waits: head.waits,
            gapless: head.gapless,
            codings: Rows {
                first: bytes.len() - rows.len() * ROW,
                tables: head,
                bytes,
            },
        })
    }
}

/// Each value once, by the order in which they first stood somewhere.
struct Table<T> {
    all: Vec<T>,
    place: HashMap<T, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table {
            all: Vec::new(),
            place: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    fn place(&mut self, value: &T) -> u32 {
        if let Some(place) = self.place.get(value) {
            return *place;
        }
        let place = self.all.len() as u32;
        self.all.push(value.clone());
        self.place.insert(value.clone(), place);
        place
    }

    /// The place plus one; 0 for none.
    fn optional(&mut self, value: Option<&T>) -> u32 {
        value.map_or(0, |value| self.place(value) + 1)
    }
}

#[derive(Default)]
struct Tables {
    coders: Table<CoderId>,
    devices: Table<DeviceId>,
    sources: Table<SourceId>,
    rounds: Table<RoundId>,
    codes: Table<CodeId>,
    digests: Table<Digest>,
}

const TOUCHED: u32 = 1;
const CERTAIN: u32 = 2;
const RATED: u32 = 4;
/// The digest stands in the table.
const TABLED: u32 = 8;
const SEARCHED: u32 = 16;

impl Tables {
    fn write(&mut self, coding: &Coding, made: Option<&Made>, rows: &mut Vec<u8>) {
        let mut flags = 0;
        let mut flag = |set: bool, flag: u32| flags |= if set { flag } else { 0 };
        flag(coding.touched, TOUCHED);
        flag(coding.certain, CERTAIN);
        flag(coding.rating.is_some(), RATED);
        flag(coding.via == Some(Via::Search), SEARCHED);
        let hex = coding.digest.hex();
        flag(hex.is_none(), TABLED);
        let digest = hex.unwrap_or_else(|| u64::from(self.digests.place(&coding.digest)));
        rows.extend(coding.id.0.as_bytes());
        for number in [
            self.coders.place(&coding.coder),
            self.coders.optional(coding.imported_by.as_ref()),
            self.rounds.optional(coding.round.as_ref()),
            self.sources.place(&coding.source),
            coding.revision,
            coding.span.start,
            coding.span.end,
            self.codes.place(&coding.code),
            flags,
            coding.rating.unwrap_or(0).cast_unsigned(),
            coding.at.n,
            self.devices.optional(made.map(|m| &m.device)),
        ] {
            rows.extend(number.to_le_bytes());
        }
        rows.extend(digest.to_le_bytes());
        rows.extend(coding.at.ms.to_le_bytes());
        rows.extend(made.map_or(0, |m| m.seq).to_le_bytes());
    }
}

impl Head {
    fn coding(&self, row: &[u8; ROW]) -> Option<Coding> {
        let (id, rest) = row.split_first_chunk::<16>()?;
        let (numbers, rest) = rest.split_first_chunk::<NUMBERS>()?;
        let (digest, rest) = rest.split_first_chunk::<8>()?;
        let (ms, _) = rest.split_first_chunk::<8>()?;
        let (numbers, []) = numbers.as_chunks::<4>() else {
            return None;
        };
        let number = |at: usize| u32::from_le_bytes(numbers[at]);
        let flags = number(8);
        let digest = u64::from_le_bytes(*digest);
        optional(&self.devices, number(11))?;
        Some(Coding {
            id: CodingId(Uuid::from_bytes(*id)),
            coder: self.coders.get(number(0) as usize)?.clone(),
            imported_by: optional(&self.coders, number(1))?,
            round: optional(&self.rounds, number(2))?,
            source: self.sources.get(number(3) as usize)?.clone(),
            revision: number(4),
            span: Span {
                start: number(5),
                end: number(6),
            },
            code: *self.codes.get(number(7) as usize)?,
            digest: match flags & TABLED {
                0 => Digest::from_hex(digest),
                _ => self.digests.get(usize::try_from(digest).ok()?)?.clone(),
            },
            touched: flags & TOUCHED != 0,
            certain: flags & CERTAIN != 0,
            rating: (flags & RATED != 0).then(|| number(9).cast_signed()),
            via: (flags & SEARCHED != 0).then_some(Via::Search),
            at: Stamp {
                ms: u64::from_le_bytes(*ms),
                n: number(10),
            },
        })
    }
}

impl Head {
    /// The line that made the coding of a row which was looked at.
    fn made(&self, row: &[u8; ROW]) -> Option<Made> {
        let (rest, seq) = row.split_last_chunk::<8>()?;
        let device = rest.get(16..)?.get(11 * 4..)?.first_chunk::<4>()?;
        Some(Made {
            device: optional(&self.devices, u32::from_le_bytes(*device))??,
            seq: u64::from_le_bytes(*seq),
        })
    }
}

fn optional<T: Clone>(all: &[T], number: u32) -> Option<Option<T>> {
    match number.checked_sub(1) {
        None => Some(None),
        Some(place) => all.get(place as usize).cloned().map(Some),
    }
}
