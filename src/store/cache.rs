//! Parsed journals and structures of texts in the user's cache folder. Its loss or damage costs time,
//! nothing else.

use super::disk::{Access, Disk};
use super::journal::{Break, Cursor, JournalReport, content};
use super::line;
use super::name::JournalName;
use crate::model::event::Event;
use crate::model::ids::SourceId;
use crate::model::limits;
use crate::model::source::{Paragraph, Speaker, Structure, Turn};
use crate::model::text::Span;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// Postcard describes nothing of itself: the kept bytes are only as good as the types they were
/// written from. So the types' own source text is part of the key.
const TYPES: [(&str, &str); 26] = [
    ("attribute", include_str!("../model/attribute.rs")),
    ("clock", include_str!("../model/clock.rs")),
    ("code", include_str!("../model/code.rs")),
    ("coding", include_str!("../model/coding.rs")),
    ("conference", include_str!("../model/conference.rs")),
    ("digest", include_str!("../model/digest.rs")),
    ("edits", include_str!("../model/edits.rs")),
    ("event", include_str!("../model/event.rs")),
    ("field", include_str!("../model/field.rs")),
    ("framework", include_str!("../model/framework.rs")),
    ("ids", include_str!("../model/ids.rs")),
    ("imported", include_str!("../model/imported.rs")),
    ("interned", include_str!("../model/interned.rs")),
    ("mapping", include_str!("../model/mapping.rs")),
    ("mark", include_str!("../model/mark.rs")),
    ("member", include_str!("../model/member.rs")),
    ("name", include_str!("../model/name.rs")),
    ("pieces", include_str!("../model/pieces.rs")),
    ("review", include_str!("../model/review.rs")),
    ("round", include_str!("../model/round.rs")),
    ("source", include_str!("../model/source.rs")),
    ("text", include_str!("../model/text.rs")),
    ("theme", include_str!("../model/theme.rs")),
    ("verdict", include_str!("../model/verdict.rs")),
    ("visible", include_str!("../model/visible.rs")),
    ("journal", include_str!("journal.rs")),
];

/// Bytes of a digest of what is kept.
pub(crate) const KEY: usize = 32;
/// Bytes of the key of the types.
pub(crate) const TYPES_KEY: usize = 8;
/// Nobody makes two of our own files alike on purpose, so the standard library's hash will do: an
/// unoptimised program computes it forty times as fast as BLAKE3, at each start.
pub(crate) static KEY_OF_TYPES: LazyLock<[u8; TYPES_KEY]> =
    LazyLock::new(|| key_of(TYPES.map(|(_, text)| text)));

/// The key of source files.
pub(crate) fn key_of<const N: usize>(files: [&str; N]) -> [u8; TYPES_KEY] {
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    hasher.finish().to_le_bytes()
}

/// Key of the types, then the digest of the rest.
const HEAD: usize = TYPES_KEY + KEY;

/// The cache of one study.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    pub(crate) folder: PathBuf,
    types: [u8; TYPES_KEY],
}

#[derive(Serialize)]
struct Kept<'a> {
    cursor: &'a Cursor,
    breaks: &'a [Break],
    #[serde(serialize_with = "each")]
    events: &'a [Arc<Event>],
}

#[derive(Deserialize)]
struct Found {
    cursor: Cursor,
    breaks: Vec<Break>,
    events: Vec<Shared>,
}

/// An event put where it stays as soon as it is read: all of them twice is what the program would
/// need most memory for.
struct Shared(Arc<Event>);

impl<'de> Deserialize<'de> for Shared {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Shared, D::Error> {
        Event::deserialize(d).map(|event| Shared(Arc::new(event)))
    }
}

/// A structure with every field, also those its own file leaves out.
#[derive(Serialize, Deserialize)]
struct Columns {
    speakers: Vec<Speaker>,
    turns: Vec<Turn>,
    /// Number, letter, span, turn.
    paragraphs: Vec<(u32, u16, Span, u32)>,
}

impl Columns {
    fn of(structure: &Structure) -> Columns {
        let paragraphs = structure.paragraphs.iter();
        Columns {
            speakers: structure.speakers.clone(),
            turns: structure.turns.clone(),
            paragraphs: paragraphs
                .map(|p| (p.number, p.letter, p.span, p.turn))
                .collect(),
        }
    }
}

impl From<Columns> for Structure {
    fn from(columns: Columns) -> Structure {
        let paragraph = |(number, letter, span, turn)| Paragraph {
            number,
            letter,
            span,
            turn,
        };
        Structure {
            speakers: columns.speakers,
            turns: columns.turns,
            paragraphs: columns.paragraphs.into_iter().map(paragraph).collect(),
        }
    }
}

fn each<S: Serializer>(events: &&[Arc<Event>], s: S) -> Result<S::Ok, S::Error> {
    s.collect_seq(events.iter().map(Arc::as_ref))
}

impl Cache {
    pub(crate) fn new(folder: PathBuf) -> Cache {
        Cache {
            folder,
            types: *KEY_OF_TYPES,
        }
    }

    fn file(&self, name: &JournalName) -> PathBuf {
        self.folder.join(format!("{name}.events"))
    }

    /// Keeps what was read of a journal. Whatever goes wrong is left at that.
    pub(crate) fn keep(&self, disk: &dyn Disk, report: &JournalReport) {
        let Some(name) = &report.name else { return };
        let kept = Kept {
            cursor: &report.cursor,
            breaks: &report.breaks,
            events: &report.events,
        };
        self.put(disk, &self.file(name), &kept);
    }

    fn put(&self, disk: &dyn Disk, file: &Path, kept: &impl Serialize) {
        let mut bytes = self.types.to_vec();
        bytes.extend_from_slice(&[0; KEY]);
        let Ok(mut bytes) = postcard::to_extend(kept, bytes) else {
            return;
        };
        let digest = line::hash(&bytes[HEAD..]);
        bytes[TYPES_KEY..HEAD].copy_from_slice(&digest);
        let _ = disk.create_folder(&self.folder, Access::Private);
        let _ = disk.put(file, &bytes);
    }

    fn get<T: DeserializeOwned>(&self, disk: &dyn Disk, file: &Path) -> Option<T> {
        let bytes = disk.read(file, limits::CACHE).ok()?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        if head[..TYPES_KEY] != self.types || head[TYPES_KEY..] != line::hash(body) {
            return None;
        }
        postcard::from_bytes(body).ok()
    }

    /// The structure a source's file of these bytes holds: kept, or as `parse` reads it, which is kept.
    ///
    /// # Errors
    /// What `parse` says.
    pub(crate) fn structure<E>(
        &self,
        disk: &dyn Disk,
        (id, revision): (&SourceId, u32),
        bytes: &[u8],
        parse: impl FnOnce(&[u8]) -> Result<Structure, E>,
    ) -> Result<Structure, E> {
        let file = self.folder.join(format!("{id}.{revision}.structure"));
        let digest = line::hash(bytes);
        let found: Option<([u8; KEY], Columns)> = self.get(disk, &file);
        if let Some((_, columns)) = found.filter(|(of, _)| *of == digest) {
            return Ok(columns.into());
        }
        let structure = parse(bytes)?;
        self.put(disk, &file, &(digest, Columns::of(&structure)));
        Ok(structure)
    }

    /// What was kept of a journal, if it is sound and of these types.
    pub(crate) fn find(
        &self,
        disk: &dyn Disk,
        path: &Path,
        name: &JournalName,
    ) -> Option<JournalReport> {
        let found: Found = self.get(disk, &self.file(name))?;
        let mut report = JournalReport::empty(path.to_path_buf(), Some(name.clone()));
        report.cursor = found.cursor;
        report.breaks = found.breaks;
        report.events = found.events.into_iter().map(|e| e.0).collect();
        Some(report)
    }
}

/// What a look at the rest of a file brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// So many bytes were read beyond what was known.
    Read(u64),
    /// What was known is not there any more; nothing was read.
    Differs,
}

/// Reads on in the file of `report`, if its last known line still stands where it stood.
pub(crate) fn read_on(disk: &dyn Disk, report: &mut JournalReport) -> std::io::Result<Rest> {
    let at = &report.cursor;
    let bytes = disk.read_from(&report.path, at.last, limits::JOURNAL)?;
    let known = (at.offset - at.last) as usize;
    let Some((last, rest)) = bytes.split_at_checked(known) else {
        return Ok(Rest::Differs);
    };
    let same = match last {
        [] => true,
        [stored @ .., b'\n'] => line::hash_of(content(stored, at.lines)) == at.hash,
        _ => false,
    };
    if !same {
        return Ok(Rest::Differs);
    }
    report.read_on(rest);
    Ok(Rest::Read(rest.len() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::arbitrary::{event, journal_bytes, name};
    use crate::store::memory::MemoryDisk;
    use proptest::prelude::*;

    /// A type in a file that is not listed would be read with the bytes of what it was before.
    #[test]
    fn every_file_whose_types_are_kept_is_in_the_key() {
        let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
        let listed = |name: &str| TYPES.iter().any(|(listed, _)| *listed == name);
        for (file, text) in TYPES.iter().filter(|(name, _)| *name != "journal") {
            let uses = text.lines().map(|l| l.trim_start_matches("pub "));
            let uses = uses.filter_map(|l| l.strip_prefix("use super::"));
            for used in uses.filter_map(|l| l.split("::").next()) {
                let path = model.join(format!("{used}.rs"));
                let other = std::fs::read_to_string(path).unwrap_or_default();
                let keeps = other.contains("Serialize");
                assert!(
                    !keeps || listed(used),
                    "{file} uses {used}, which is not in the key"
                );
            }
        }
    }

    #[test]
    fn kept_and_found_and_worthless_once_damaged() {
        let disk = MemoryDisk::new(1);
        let (path, name) = (Path::new("/j"), name("ana", 1));
        let bytes = journal_bytes("ana", 1, 9);
        let read = JournalReport::read(path.into(), Some(name.clone()), &bytes);
        let cache = Cache::new("/cache".into());
        cache.keep(&disk, &read);
        let found = cache.find(&disk, path, &name).unwrap();
        assert_eq!((&found.events, &found.cursor), (&read.events, &read.cursor));
        let file = cache.file(&name);
        let mut kept = disk.read(&file, limits::CACHE).unwrap();
        kept[100] ^= 1;
        disk.meddle(&file, &kept);
        assert!(cache.find(&disk, path, &name).is_none());
        disk.meddle(&file, &kept[..20]);
        assert!(cache.find(&disk, path, &name).is_none());
    }

    #[test]
    fn a_structure_is_kept_for_the_bytes_it_was_read_of_and_no_others() {
        let disk = MemoryDisk::new(1);
        let cache = Cache::new("/cache".into());
        let id = SourceId("s".into());
        let made = |end| {
            let mut made = crate::store::source::tests::structure(end);
            made.paragraphs[0].letter = 3;
            made
        };
        let get = |bytes: &[u8], end: u32| {
            let mut parsed = false;
            let parse = |_: &[u8]| {
                parsed = true;
                Ok::<_, ()>(made(end))
            };
            let found = cache.structure(&disk, (&id, 1), bytes, parse);
            assert_eq!(found, Ok(made(end)));
            parsed
        };
        assert!(get(b"one", 4) && !get(b"one", 4));
        assert!(get(b"two", 9) && !get(b"two", 9));
        let file = Path::new("/cache/s.1.structure");
        let mut kept = disk.read(file, limits::CACHE).unwrap();
        kept[HEAD + 3] ^= 1;
        disk.meddle(file, &kept);
        assert!(get(b"two", 9));
    }

    proptest! {
        #[test]
        fn every_event_is_kept_equal(e in event()) {
            let bytes = postcard::to_stdvec(&e).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Event>(&bytes).unwrap(), e);
        }
    }
}
