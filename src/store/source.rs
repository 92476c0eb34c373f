//! Sources: text and structure as read, and the file as it was given.
//!
//! A source counts from its `SourceAdded` event on, which is saved after the files are written:
//! what a crash leaves before that is written over by the next import of the same file.

use super::cache::Cache;
use super::disk::{Access, Disk, Refused, create_folder, if_there, parent};
use super::error::StoreError;
use super::notice::Notice;
use super::open_study::Store;
use super::places::Places;
use super::study::Layout;
use crate::model::ids::{Digest, SourceId};
use crate::model::limits::{self, Limit};
use crate::model::source::{Document, Source, Structure};
use crate::model::text::{Span, Text};
use crate::model::view::View;
use ron::ser::PrettyConfig;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What events record of a revision of a source. Where they record nothing, anything will do;
/// where some were recorded apart from each other, any of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recorded<'a> {
    pub texts: &'a [Digest],
    pub structures: &'a [Digest],
}

impl<'a> Recorded<'a> {
    pub fn of(source: &'a Source) -> Recorded<'a> {
        let some = |digest: &'a Digest| match digest.is_empty() {
            true => &[][..],
            false => std::slice::from_ref(digest),
        };
        Recorded {
            texts: some(&source.text),
            structures: some(&source.structure),
        }
    }
}

/// The sources of a study, for reading on any thread.
#[derive(Clone)]
pub struct Sources {
    disk: Arc<dyn Disk>,
    layout: Layout,
    cache: Cache,
    places: Places,
}

impl Store {
    /// The sources, for threads that only read.
    pub fn sources(&self) -> Sources {
        Sources {
            disk: self.disk.clone(),
            layout: self.layout.clone(),
            cache: self.cache.clone(),
            places: self.places.clone(),
        }
    }

    /// The sources an event made of a file of these bytes.
    pub fn sources_of(&self, original: &Digest) -> Vec<SourceId> {
        self.known.sources_of(original)
    }

    /// Writes a new source: text, structure, and the file as it was given. They are on the disk
    /// when this returns; save its `SourceAdded` event after that. Doing it twice does no harm.
    pub fn write_source(
        &self,
        id: &SourceId,
        text: &str,
        structure: &Structure,
        original: &[u8],
        ending: &str,
    ) -> Result<(), StoreError> {
        let given = private_file(&self.layout, id, ending)?;
        self.write_revision(id, 1, text, structure)?;
        create(&*self.disk, &self.layout.private())?;
        self.write_unless_same(&given, original)
    }

    /// Writes a revision of a source's text; save its `TextRevised` event after that.
    pub fn write_revision(
        &self,
        id: &SourceId,
        revision: u32,
        text: &str,
        structure: &Structure,
    ) -> Result<(), StoreError> {
        check_name(id)?;
        if let Some(why) = self.read_only() {
            return Err(StoreError::ReadOnly(why));
        }
        let path = self.layout.text(id, revision);
        let known = self.known.digests(id, revision);
        if !known.is_empty() && !known.contains(&Digest::of(text.as_bytes())) {
            // Codings point into the text that is there.
            return Err(StoreError::SourceTaken(path));
        }
        create(&*self.disk, &self.layout.source(id))?;
        let composed = ron::ser::to_string_pretty(structure, PrettyConfig::new().depth_limit(2))
            .map_err(|_| StoreError::Unwritable)?;
        let structure_path = self.layout.structure(id, revision);
        // What would not be read again is not written.
        let within = |path: &Path, limit: Limit, bytes: usize| {
            let refused = limit.check(bytes as u64).map_err(Refused::from);
            refused.map_err(|why| StoreError::disk("write", path)(why.into()))
        };
        within(&path, limits::TEXT, text.len())?;
        within(&structure_path, limits::STRUCTURE, composed.len())?;
        let kept = self.disk.exists(&structure_path).unwrap_or(false);
        if known.is_empty() || !kept {
            // Of a source in the study the structure stays as it is: citations count by it.
            let recorded = self.known.structures(id, revision);
            if !recorded.is_empty() && !recorded.contains(&Digest::of(composed.as_bytes())) {
                return Err(StoreError::SourceMissing(structure_path));
            }
            self.write_unless_same(&structure_path, composed.as_bytes())?;
        }
        self.write_unless_same(&path, text.as_bytes())
    }

    /// Loads a source's text and structure; the text must be the one an event names.
    pub fn load_document(&self, id: &SourceId, revision: u32) -> Result<Document, StoreError> {
        let recorded = Recorded {
            texts: self.known.digests(id, revision),
            structures: self.known.structures(id, revision),
        };
        self.sources().load(id, revision, recorded)
    }

    /// Loads the latest revision of a source, with the earlier ones that rounds were submitted on. Its
    /// text must be the one that counts, not another that was recorded apart from it.
    pub fn load_latest(&self, source: &Source) -> Result<Document, StoreError> {
        let id = &source.id;
        let recorded = Recorded {
            texts: Recorded::of(source).texts,
            structures: self.known.structures(id, source.revision),
        };
        let mut document = self.sources().load(id, source.revision, recorded)?;
        for revision in self.known.submitted(id) {
            // What is missing is said where it is asked for.
            if revision < document.revision
                && let Ok(earlier) = self.load_document(id, revision)
            {
                document.earlier.push(Arc::new(earlier));
            }
        }
        Ok(document)
    }

    fn write_unless_same(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        if self
            .disk
            .read(path, limits::STRUCTURE)
            .is_ok_and(|there| there == bytes)
        {
            // It may be there only in memory, from a program that crashed.
            return self
                .disk
                .sync_data(path)
                .and_then(|()| self.disk.sync_folder(&parent(path)))
                .map_err(StoreError::disk("write", path));
        }
        self.disk
            .replace(path, bytes)
            .map_err(StoreError::disk("write", path))
    }
}

impl Sources {
    /// The study read anew, as everybody may see it, whoever has it open: what leaves the study for
    /// all is made of this.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_to_all(&self, now_ms: u64) -> Result<(Store, View, Vec<Notice>), StoreError> {
        let (disk, places) = (self.disk.clone(), self.places.clone());
        Store::open_to_view(disk, self.layout.dir(), places, None, now_ms)
    }

    /// Loads a source's text and structure, which must be as recorded.
    pub fn load(
        &self,
        id: &SourceId,
        revision: u32,
        recorded: Recorded<'_>,
    ) -> Result<Document, StoreError> {
        check_name(id)?;
        let text_path = self.layout.text(id, revision);
        let bytes = self.read(&text_path, limits::TEXT)?;
        if !recorded.texts.is_empty() && !recorded.texts.contains(&Digest::of(&bytes)) {
            return Err(StoreError::SourceChanged(text_path));
        }
        let text =
            String::from_utf8(bytes).map_err(|_| StoreError::SourceChanged(text_path.clone()))?;
        let text = Text::new(text);
        let path = self.layout.structure(id, revision);
        let structure = self.read(&path, limits::STRUCTURE)?;
        let is_recorded = recorded.structures.contains(&Digest::of(&structure));
        if !recorded.structures.is_empty() && !is_recorded {
            return Err(StoreError::SourceChanged(path));
        }
        let of = (id, revision);
        let parse = |bytes: &[u8]| parse(&path, bytes);
        let structure = self.cache.structure(&*self.disk, of, &structure, parse)?;
        if let Err(why) = fits(&structure, &text) {
            let why = why.to_owned();
            return Err(StoreError::Structure { path, line: 1, why });
        }
        Ok(Document {
            source: id.clone(),
            revision,
            text,
            structure,
            earlier: Vec::new(),
        })
    }

    fn read(&self, path: &Path, limit: Limit) -> Result<Vec<u8>, StoreError> {
        let bytes =
            if_there(self.disk.read(path, limit)).map_err(StoreError::disk("read", path))?;
        bytes.ok_or_else(|| StoreError::SourceMissing(path.to_path_buf()))
    }
}

/// Where the file of a source as it was given lies.
pub(crate) fn private_file(
    layout: &Layout,
    id: &SourceId,
    ending: &str,
) -> Result<PathBuf, StoreError> {
    check_name(id)?;
    if ending.len() > 16 || !ending.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(StoreError::BadEnding(ending.to_owned()));
    }
    let name = match ending {
        "" => id.as_str().to_owned(),
        ending => format!("{id}.{ending}"),
    };
    Ok(layout.private().join(name))
}

fn create(disk: &dyn Disk, folder: &Path) -> Result<(), StoreError> {
    create_folder(disk, folder, Access::Usual).map_err(StoreError::disk("make", folder))
}

/// A source's id comes out of other people's journals: it must not lead out of its folder.
pub(crate) fn check_name(id: &SourceId) -> Result<(), StoreError> {
    let name = id.as_str();
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    match !name.is_empty() && name.len() <= 100 && name.bytes().all(allowed) {
        true => Ok(()),
        false => Err(StoreError::BadSource(id.clone())),
    }
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Structure, StoreError> {
    let broken = |line, why: &str| StoreError::Structure {
        path: path.to_path_buf(),
        line,
        why: why.to_owned(),
    };
    let text = std::str::from_utf8(bytes).map_err(|_| broken(1, "it is no text"))?;
    // What RON says may quote the file, which holds names of speakers.
    ron::from_str(text).map_err(|e| broken(e.span.start.line, "it cannot be read"))
}

/// Whether everything the structure points at is there: nobody after this need look again.
fn fits(structure: &Structure, text: &Text) -> Result<(), &'static str> {
    let inside = |span: Span| span.start <= span.end && span.end <= text.len();
    for turn in &structure.turns {
        if !inside(turn.span) || turn.talk < turn.span.start || turn.talk > turn.span.end {
            return Err("a turn lies outside the text");
        }
        if turn
            .speaker
            .is_some_and(|s| usize::from(s) >= structure.speakers.len())
        {
            return Err("a turn names a speaker who is not listed");
        }
    }
    for paragraph in &structure.paragraphs {
        if !inside(paragraph.span) {
            return Err("a paragraph lies outside the text");
        }
        if paragraph.turn as usize >= structure.turns.len() {
            return Err("a paragraph names a turn that is not listed");
        }
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::event::Change;
    use crate::model::source::{Paragraph, SourceKind, Turn};
    use crate::store::memory::Crash;
    use crate::store::tests::{NOW, Study, id};

    pub(crate) fn structure(end: u32) -> Structure {
        let span = Span { start: 0, end };
        Structure {
            speakers: Vec::new(),
            turns: vec![Turn {
                speaker: None,
                span,
                talk: 0,
                time_ms: None,
            }],
            paragraphs: vec![Paragraph {
                number: 1,
                letter: 0,
                span,
                turn: 0,
            }],
        }
    }

    pub(crate) fn added(source: &SourceId, text: &str) -> Change {
        Change::SourceAdded {
            source: source.clone(),
            name: "P07".into(),
            kind: SourceKind::Interview,
            language: "en".into(),
            extension: "txt".into(),
            original: Digest::of(text.as_bytes()),
            text: Digest::of(text.as_bytes()),
            structure: Digest::default(),
            chars: text.chars().count() as u32,
            paragraphs: 1,
            made_of: Vec::new(),
        }
    }

    #[test]
    fn a_source_is_written_checked_and_never_replaced() {
        let study = Study::new(1);
        let (mut ana, ..) = study.open("ana");
        let p07 = SourceId::for_file(b"Hello");
        // Left by a crash before its event was saved: written over.
        ana.write_source(&p07, "Hell", &structure(4), b"Hello", "txt")
            .unwrap();
        ana.write_source(&p07, "Hello", &structure(5), b"Hello", "txt")
            .unwrap();
        ana.append(&[(id(), added(&p07, "Hello"))], NOW).unwrap();
        let document = ana.load_document(&p07, 1).unwrap();
        assert_eq!(document.text.as_str(), "Hello");
        assert_eq!(document.structure, structure(5));
        let again = ana.write_source(&p07, "HELLO", &structure(5), b"Hello", "txt");
        assert!(matches!(again, Err(StoreError::SourceTaken(_))));
        ana.write_source(&p07, "Hello", &structure(5), b"Hello", "txt")
            .unwrap();

        let path = ana.layout.text(&p07, 1);
        study.disk.meddle(&path, b"hello");
        let changed = ana.load_document(&p07, 1).unwrap_err();
        assert!(matches!(changed, StoreError::SourceChanged(_)), "{changed}");
        assert!(changed.to_string().contains("r1.txt"), "{changed}");
    }

    #[test]
    fn names_that_lead_out_of_the_folder_are_refused() {
        let study = Study::new(1);
        let (ana, ..) = study.open("ana");
        for bad in ["", "..", "../x", "a/b", "a\\b", ".hidden", "a\0b", "c:x"] {
            let id = SourceId(bad.into());
            let load = ana.load_document(&id, 1);
            assert!(matches!(load, Err(StoreError::BadSource(_))), "{bad}");
            let write = ana.write_source(&id, "", &structure(0), b"", "txt");
            assert!(matches!(write, Err(StoreError::BadSource(_))), "{bad}");
        }
        let write = ana.write_source(&SourceId("a".into()), "", &structure(0), b"", "../x");
        assert!(matches!(write, Err(StoreError::BadEnding(_))));
    }

    #[test]
    fn a_structure_that_does_not_fit_is_named_with_its_file() {
        let study = Study::new(1);
        let (ana, ..) = study.open("ana");
        let a = SourceId("a".into());
        let missing = ana.load_document(&a, 1).unwrap_err();
        assert!(matches!(missing, StoreError::SourceMissing(_)), "{missing}");
        ana.write_source(&a, "Hi", &structure(5), b"", "").unwrap();
        let outside = ana.load_document(&a, 1).unwrap_err().to_string();
        assert!(outside.contains("r1.structure.ron"), "{outside}");
        study
            .disk
            .meddle(&ana.layout.structure(&a, 1), b"(speakers:[\n(la");
        let broken = ana.load_document(&a, 1).unwrap_err().to_string();
        assert!(broken.contains("line 2"), "{broken}");
    }

    #[test]
    fn a_source_whose_event_was_saved_survives_any_crash() {
        for operations in 0..60 {
            let study = Study::new(operations);
            let (mut ana, ..) = study.open("ana");
            let p07 = SourceId::for_file(b"Hello");
            study.disk.die_after(operations);
            let saved = ana
                .write_source(&p07, "Hello", &structure(5), b"Hello", "txt")
                .and_then(|()| ana.append(&[(id(), added(&p07, "Hello"))], NOW));
            drop(ana);
            study.disk.crash(Crash::Torn);
            let (ana, events, _) = study.open("ana");
            if saved.is_ok() || events.iter().any(|e| e.author().as_str() == "ana") {
                assert!(ana.load_document(&p07, 1).is_ok(), "{operations}");
            }
            ana.write_source(&p07, "Hello", &structure(5), b"Hello", "txt")
                .unwrap();
        }
    }
}
