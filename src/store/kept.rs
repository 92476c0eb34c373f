//! Views kept in the user's cache folder, so that opening a study again need not fold it.
//!
//! Of each of the last four viewers there are two files: `.state` holds what that viewer may see and
//! nothing else; `.key` says which journals it was made of, how long they were and how they ended.
//! Their loss or damage costs time, nothing else. Nothing is kept while there is anything to be said
//! about a journal, so that what is to be said is found at every opening.

use super::cache::{Cache, KEY, KEY_OF_TYPES, Rest, TYPES_KEY, key_of, read_on};
use super::disk::{Access, Disk};
use super::journal::Tail;
use super::known::Known;
use super::line;
use super::load::{self, Listed};
use super::missing::Here;
use super::open_study::{Store, Tracked};
use super::reading::{Piece, Reading};
use super::remembered::Remembered;
use super::study::{self, Layout};
use crate::model::ids::CoderId;
use crate::model::limits;
use crate::model::mark::Mark;
use crate::model::unread::Unread;
use crate::model::view::View;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

/// What decides what codings come to, and who may see what: a view that was folded otherwise is none.
const FOLD: [&str; 25] = [
    include_str!("../model/border.rs"),
    include_str!("../model/edits.rs"),
    include_str!("../model/fold/carrying.rs"),
    include_str!("../model/fold/coded.rs"),
    include_str!("../model/fold/codings.rs"),
    include_str!("../model/fold/entity.rs"),
    include_str!("../model/fold/keeping.rs"),
    include_str!("../model/fold/mappings.rs"),
    include_str!("../model/fold/mod.rs"),
    include_str!("../model/fold/register.rs"),
    include_str!("../model/fold/rounds.rs"),
    include_str!("../model/gate.rs"),
    include_str!("../model/gate/barrier.rs"),
    include_str!("../model/gate/mapping.rs"),
    include_str!("../model/gate/sources.rs"),
    include_str!("../model/gate/speaking.rs"),
    include_str!("../model/kept.rs"),
    include_str!("../model/kin.rs"),
    include_str!("../model/mapping.rs"),
    include_str!("../model/memos.rs"),
    include_str!("../model/order.rs"),
    include_str!("../model/place.rs"),
    include_str!("../model/view.rs"),
    include_str!("../model/view/keeping.rs"),
    include_str!("known.rs"),
];

/// The types are part of it.
static KEY_OF_FOLD: LazyLock<[u8; 2 * TYPES_KEY]> = LazyLock::new(|| {
    let mut key = [0; 2 * TYPES_KEY];
    key[..TYPES_KEY].copy_from_slice(&*KEY_OF_TYPES);
    key[TYPES_KEY..].copy_from_slice(&key_of(FOLD));
    key
});

/// So many viewers are kept, the last ones.
const VIEWERS: usize = 4;

/// What a kept view was made of.
#[derive(Serialize, Deserialize)]
struct Key {
    viewer: Option<CoderId>,
    /// Of the state's bytes.
    digest: [u8; KEY],
    journals: Vec<Piece>,
    known: Known,
    /// How far the view knew every journal.
    marks: Vec<Mark>,
}

impl Cache {
    fn slot(&self, slot: usize, ending: &str) -> PathBuf {
        self.folder.join(format!("view-{slot}.{ending}"))
    }

    fn key(&self, disk: &dyn Disk, slot: usize) -> Option<Key> {
        let bytes = disk.read(&self.slot(slot, "key"), limits::CACHE).ok()?;
        let (types, rest) = bytes.split_first_chunk::<{ 2 * TYPES_KEY }>()?;
        let (digest, body) = rest.split_first_chunk::<KEY>()?;
        let sound = *types == *KEY_OF_FOLD && *digest == line::hash(body);
        sound.then(|| postcard::from_bytes(body).ok()).flatten()
    }

    /// The slot a viewer has, else one nobody has, else the one written longest ago.
    fn slot_for(&self, disk: &dyn Disk, viewer: Option<&CoderId>) -> usize {
        let mut slots: Vec<_> = (0..VIEWERS)
            .map(|slot| (self.key(disk, slot), slot))
            .collect();
        let entries = disk.list(&self.folder).unwrap_or_default();
        let modified = |slot: usize| {
            let file = format!("view-{slot}.key");
            entries
                .iter()
                .find(|e| e.name == file)
                .and_then(|e| e.modified)
        };
        slots.sort_by_key(|(key, slot)| match key {
            Some(key) if key.viewer.as_ref() == viewer => (0, None),
            None => (1, None),
            Some(_) => (2, modified(*slot)),
        });
        slots.first().map_or(0, |(_, slot)| *slot)
    }
}

impl Store {
    /// The kept view of the coder this was opened for, if the journals are as it knew them.
    pub(crate) fn find_kept(&mut self) -> Option<View> {
        let listed = load::list(&*self.disk, &self.layout).ok()?;
        let keys = (0..VIEWERS).filter_map(|slot| Some((slot, self.cache.key(&*self.disk, slot)?)));
        let (slot, key) = keys.into_iter().find(|(_, key)| key.viewer == self.coder)?;
        if !self.are_as_known(&listed, &key.journals) {
            return None;
        }
        let remembered = Remembered::find(&*self.disk, &self.state);
        let journals = tracked(&self.layout, listed, &key.journals);
        let reports = journals.values().map(|t| &t.report);
        let lacking = Here::new(&*self.disk, &self.layout, reports).lacking(&[], &remembered);
        let studies = key.known.studies();
        let of_another = !studies.is_empty() && !studies.contains(&study::digest(&self.info));
        if !lacking.is_empty() || of_another {
            return None;
        }
        let bytes = self
            .disk
            .read(&self.cache.slot(slot, "state"), limits::CACHE)
            .ok()?;
        if line::hash(&bytes) != key.digest {
            return None;
        }
        let (disk, layout) = (self.disk.clone(), self.layout.clone());
        let reading = Reading::new(disk, layout, self.cache.clone(), key.journals);
        let reading = Arc::new(reading);
        let read = reading.clone();
        let unread = Unread::new(move || read.events());
        let view = View::of_kept(bytes, key.viewer, key.marks, unread)?;
        self.journals = journals;
        self.known = key.known;
        self.remembered_lines = remembered;
        self.unread = Some(reading);
        self.clean = true;
        self.heed_upgrade();
        Some(view)
    }

    /// Whether the journals are those of a key: all of them as long as then, and the last of each
    /// device ends with the same line.
    fn are_as_known(&self, listed: &[Listed], pieces: &[Piece]) -> bool {
        let same = |(l, p): (&Listed, &Piece)| {
            l.entry.name == p.file
                && l.entry.length == p.cursor.offset
                && l.name.as_ref() == Some(&p.name)
        };
        if listed.len() != pieces.len() || !listed.iter().zip(pieces).all(same) {
            return false;
        }
        let device = |p: &Piece| (p.name.coder.clone(), p.name.device.clone());
        // By coder, device and number: the last of a device is the last of its run.
        pieces
            .chunk_by(|a, b| device(a) == device(b))
            .all(|of_device| of_device.last().is_none_or(|last| self.ends_alike(last)))
    }

    fn ends_alike(&self, piece: &Piece) -> bool {
        let mut report = piece.unread(&self.layout);
        matches!(read_on(&*self.disk, &mut report), Ok(Rest::Read(0)))
    }

    /// Reads what a kept view was opened without: before anything is added to it.
    pub(crate) fn read_all(&mut self) {
        let Some(reading) = self.unread.take() else {
            return;
        };
        let clock = self.known.clock();
        self.known = Known::default();
        self.known.set_clock(clock);
        for (piece, report) in reading.pieces.iter().zip(reading.reports()) {
            self.known.reserve(report.events.len());
            for event in &report.events {
                self.known.take(event);
            }
            if let Some(tracked) = self.journals.get_mut(&piece.file) {
                tracked.report = report.clone();
            }
        }
    }

    /// Keeps a view of this study for the next opening, unless there is something to be said about
    /// a journal. Whatever goes wrong is left at that.
    pub fn keep(&self, view: &View) {
        let marks = view.known();
        let ends = |all: &[Mark]| -> BTreeMap<(CoderId, String), u64> {
            let end = |m: &Mark| ((m.coder.clone(), m.device.to_string()), m.seq);
            all.iter().map(end).collect()
        };
        let whole = |t: &Tracked| {
            let report = &t.report;
            report.name.is_some() && report.breaks.is_empty() && report.tail == Tail::Complete
        };
        let can_be_kept = self.clean
            && self.unread.is_none()
            && view.viewer() == self.coder.as_ref()
            && self.journals.values().all(whole)
            && ends(&marks) == ends(&self.marks());
        let Some(state) = can_be_kept.then(|| view.to_keep()).flatten() else {
            return;
        };
        let piece = |(file, tracked): (&String, &Tracked)| {
            Some(Piece {
                file: file.clone(),
                name: tracked.report.name.clone()?,
                cursor: tracked.report.cursor.clone(),
            })
        };
        let mut journals: Vec<Piece> = self.journals.iter().filter_map(piece).collect();
        journals.sort_by(|a, b| a.name.cmp(&b.name));
        let key = Key {
            viewer: self.coder.clone(),
            digest: line::hash(&state),
            journals,
            known: self.known.without_events(),
            marks,
        };
        let Ok(body) = postcard::to_stdvec(&key) else {
            return;
        };
        let mut bytes = KEY_OF_FOLD.to_vec();
        bytes.extend(line::hash(&body));
        bytes.extend(body);
        let disk = &*self.disk;
        let slot = self.cache.slot_for(disk, self.coder.as_ref());
        let _ = disk.create_folder(&self.cache.folder, Access::Private);
        // A state without its key is none: the key says which state it is of.
        let _ = disk
            .put(&self.cache.slot(slot, "state"), &state)
            .and_then(|()| disk.put(&self.cache.slot(slot, "key"), &bytes));
    }
}

/// The journals as a key knows them, with nothing read of them.
fn tracked(layout: &Layout, listed: Vec<Listed>, pieces: &[Piece]) -> BTreeMap<String, Tracked> {
    let track = |(l, piece): (Listed, &Piece)| {
        let tracked = Tracked {
            length: l.entry.length,
            report: piece.unread(layout),
            modified: l.entry.modified,
        };
        (l.entry.name, tracked)
    };
    listed.into_iter().zip(pieces).map(track).collect()
}
