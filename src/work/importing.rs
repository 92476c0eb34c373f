//! Importing files as sources, and making a study.

use super::adding::write_new;
use super::folders::find;
use super::told_apart::File;
use crate::import::{self, Imported};
use crate::model::event::{Change, Event};
use crate::model::ids::{Digest, EventId, SourceId};
use crate::model::mint::Mint;
use crate::model::name;
use crate::model::source::Source;
use crate::model::view::View;
use crate::model::visible::{Named, on_one_line};
use crate::report::SourceMade;
use crate::report::words::counted;
use crate::store::{Disk, Store, StoreError, StudyInfo, create, read_given};
use crate::work::correcting::{Asked, SameName, correct, removed, same_named};
use crate::work::effect::Told;
use rayon::prelude::*;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What an import did, also as programs read it.
#[derive(Debug, Default, Serialize)]
pub struct ImportReport {
    pub added: usize,
    /// What was made of each, in the order of the files.
    pub sources: Vec<SourceMade>,
    /// What was corrected, in words.
    pub corrected: Vec<String>,
    /// Files that have the name of a source and another text.
    pub asked: Vec<Asked>,
    /// Files that were in the study already.
    #[serde(rename = "already_here")]
    pub known: Vec<String>,
    /// Files refused, each with its reason.
    pub refused: Vec<String>,
    /// Files not looked at, as somebody stopped it.
    pub not_looked_at: usize,
    /// Files that are no texts by their nature, such as lock files.
    pub passed_over: usize,
    /// What was left out or guessed in files that were taken.
    #[serde(rename = "notes")]
    pub warnings: Vec<String>,
}

impl ImportReport {
    /// Adds what a further import did.
    pub fn absorb(&mut self, more: ImportReport) {
        self.added += more.added;
        self.sources.extend(more.sources);
        self.corrected.extend(more.corrected);
        self.passed_over += more.passed_over;
        self.asked.extend(more.asked);
        self.known.extend(more.known);
        self.refused.extend(more.refused);
        self.warnings.extend(more.warnings);
    }

    /// The same in the words of the screen.
    pub fn told(self) -> Told {
        let mut done = vec![format!("imported {}", counted(self.added, "source"))];
        if self.not_looked_at > 0 {
            let left = counted(self.not_looked_at, "file");
            done.push(format!("stopped: {left} not looked at"));
        }
        let doubted = self.sources.iter().filter(|s| !s.doubtful.is_empty());
        let doubted = doubted.count();
        if doubted > 0 && self.sources.len() > 1 {
            done.push(format!("{doubted} with labels not taken for speakers"));
        }
        let made = self.sources.iter().map(SourceMade::words);
        let made = made.chain(self.corrected).collect();
        if !self.known.is_empty() {
            done.push(format!("already here: {}", self.known.join(", ")));
        }
        Told {
            done,
            made,
            notes: self.warnings,
            refused: self.refused,
            asked: self.asked,
        }
    }
}

/// Makes a study in an empty folder.
pub fn new_study(
    disk: &dyn Disk,
    dir: &Path,
    name: &str,
    id: EventId,
) -> Result<StudyInfo, StoreError> {
    create(disk, dir, name, id.0)
}

/// Imports files, and the files of folders, some at a time: a bad file is listed and the others go on.
/// `view` is the study as it is, `same` what to do with a name that a source has already.
/// Each source is on disk with all its parts before its event makes it part of the study.
/// `goes_on` is told how many of all files are done, and says whether the next is taken.
pub fn import_files(
    store: &mut Store,
    paths: &[PathBuf],
    (view, same): (&View, SameName),
    now_ms: u64,
    mint: &mut Mint,
    saved: &mut dyn FnMut(Vec<Arc<Event>>),
    goes_on: &mut dyn FnMut(usize, usize) -> bool,
) -> ImportReport {
    let found = find(paths);
    let all = found.files.len();
    let mut here = view.sources().iter().map(|s| s.id.clone()).collect();
    let mut report = ImportReport {
        warnings: found.notes,
        refused: found.refused,
        passed_over: found.passed_over,
        ..ImportReport::default()
    };
    let mut n = 0;
    for files in found.files.chunks(TOGETHER) {
        let read: Vec<_> = files.par_iter().map(read_one).collect();
        let mut fates = Vec::new();
        for read in read {
            if !goes_on(n, all) {
                break;
            }
            n += 1;
            let fate =
                read.and_then(|read| decide(store, read, (view, same), &mut here, (now_ms, mint)));
            fates.push(fate);
        }
        let stopped = fates.len() < files.len();
        let became = write_together(store, fates, (now_ms, mint));
        for (file, became) in files.iter().zip(became) {
            report.take(file, became, saved);
        }
        if stopped {
            report.not_looked_at = all - n;
            break;
        }
    }
    report
}

/// So many files are read, and written, together: each is synced once, and each folder once.
const TOGETHER: usize = 32;

impl ImportReport {
    fn take(
        &mut self,
        file: &File,
        became: Result<Became, String>,
        saved: &mut dyn FnMut(Vec<Arc<Event>>),
    ) {
        let shown = || file.path.shown().to_string();
        match became {
            Ok(Became::Added(events, warnings, made)) => {
                self.added += 1;
                self.sources.push(made);
                let warnings = warnings.iter().map(|w| format!("{}: {w}", shown()));
                self.warnings.extend(warnings);
                saved(events);
            }
            Ok(Became::Corrected(events, words)) => {
                self.corrected.push(words);
                saved(events);
            }
            Ok(Became::Known) => self.known.push(shown()),
            Ok(Became::Asked(name)) => self.asked.push(Asked {
                file: file.path.clone(),
                name,
            }),
            Err(why) => self.refused.push(why),
        }
    }
}

/// A file as it was read.
struct Read {
    /// Its path, to be shown.
    shown: String,
    bytes: Vec<u8>,
    read: Imported,
}

/// What is to become of a file.
enum Fate {
    /// It is done with.
    Became(Became),
    /// It is to be written, after these changes.
    New(Read, Vec<Change>),
}

/// What became of a file.
enum Became {
    /// What is saved of it, what is to be said of it, and what was made of it.
    Added(Vec<Arc<Event>>, Vec<String>, SourceMade),
    Corrected(Vec<Arc<Event>>, String),
    Known,
    /// A source of this name is here, and nobody has said what is to be done.
    Asked(String),
}

fn read_one(File { path, told_apart }: &File) -> Result<Read, String> {
    let shown = path.shown().to_string();
    let bytes = read_given(path).map_err(|e| format!("{shown}: {e}"))?;
    let read = import::read(&path.to_string_lossy(), &bytes, None);
    let mut read = read.map_err(|e| on_one_line(&e.to_string()).into_owned())?;
    read.name = told_apart.clone().unwrap_or(read.name);
    rename(&mut read).map_err(|flaw| format!("{shown}: {flaw}; give the file another name"))?;
    Ok(Read { shown, bytes, read })
}

/// Decides what is to become of a file; what is no new source is done at once.
fn decide(
    store: &mut Store,
    file: Read,
    (view, same): (&View, SameName),
    here: &mut Vec<SourceId>,
    (now_ms, mint): (u64, &mut Mint),
) -> Result<Fate, String> {
    let Read { shown, bytes, read } = &file;
    // Older studies called a source otherwise.
    let of_bytes = store.sources_of(&Digest::of(bytes));
    if here.contains(&read.id) || of_bytes.iter().any(|s| here.contains(s)) {
        return Ok(Fate::Became(Became::Known));
    }
    if let Some(change) = view.adding(&read.id) {
        let mut again = || {
            // Its files may have been left behind when the study was copied.
            if store.load_document(&read.id, 1).is_err() {
                write_new(store, read, bytes)?;
            }
            store.append(&[(mint.id(), change.clone())], now_ms)
        };
        let events = again().map_err(|e| format!("{shown}: {e}"))?;
        here.push(read.id.clone());
        let words = format!(
            "{}: it had been here before, and is a source again",
            read.name
        );
        return Ok(Fate::Became(Became::Corrected(events, words)));
    }
    let mut before = Vec::new();
    match (same, same_named(view, &read.name)) {
        (_, Err(0)) | (SameName::Keep, _) => {}
        (SameName::Ask | SameName::Correct, Ok(source)) if is_same(source, read) => {
            return Ok(Fate::Became(Became::Known));
        }
        (SameName::Ask, _) => return Ok(Fate::Became(Became::Asked(read.name.clone()))),
        (_, Err(many)) => {
            let name = &read.name;
            let why = format!(
                "{shown}: {many} sources are called “{name}”: name the one to correct (tandem sources correct)"
            );
            return Err(why);
        }
        (SameName::Replace, Ok(source)) => before.push(removed(source)),
        (SameName::Correct, Ok(source)) => {
            let done = correct(store, view, source, read, false, (now_ms, mint));
            let done = done.map_err(|why| format!("{shown}: {why}"))?;
            let corrected = |(events, words)| Became::Corrected(events, words);
            return Ok(Fate::Became(done.map_or(Became::Known, corrected)));
        }
    }
    here.push(read.id.clone());
    Ok(Fate::New(file, before))
}

/// Writes what is new, all of it together, then saves an act for each file.
fn write_together(
    store: &mut Store,
    fates: Vec<Result<Fate, String>>,
    (now_ms, mint): (u64, &mut Mint),
) -> Vec<Result<Became, String>> {
    let new = |fate: &Result<Fate, String>| matches!(fate, Ok(Fate::New(..)));
    let written = match fates.iter().any(new) {
        false => Ok(Vec::new()),
        true => store.together(|store| {
            let write = |fate: &Result<Fate, String>| match fate {
                Ok(Fate::New(file, _)) => Some(write_new(store, &file.read, &file.bytes)),
                _ => None,
            };
            fates.iter().filter_map(write).collect()
        }),
    };
    let (mut written, failed) = match written {
        Ok(written) => (written.into_iter(), String::new()),
        Err(e) => (Vec::new().into_iter(), e.to_string()),
    };
    let mut save = |file: Read, before: Vec<Change>| {
        let refused = |e: &dyn std::fmt::Display| format!("{}: {e}", file.shown);
        let change = written.next().ok_or_else(|| refused(&failed))?;
        let change = change.map_err(|e| refused(&e))?;
        let changes = before.into_iter().chain([change]);
        let changes: Vec<_> = changes.map(|change| (mint.id(), change)).collect();
        let events = store.append(&changes, now_ms).map_err(|e| refused(&e))?;
        let made = SourceMade::read(&file.read);
        Ok(Became::Added(events, file.read.warnings, made))
    };
    let became = |fate: Result<Fate, String>| match fate? {
        Fate::Became(became) => Ok(became),
        Fate::New(file, before) => save(file, before),
    };
    fates.into_iter().map(became).collect()
}

/// Whether a source is what was read: a file may be another and say the same.
fn is_same(source: &Source, read: &Imported) -> bool {
    source.revision > 1 && source.text == Digest::of(read.text.as_bytes())
}

/// What a file is called may hold what no name may.
fn rename(read: &mut Imported) -> Result<(), name::Flaw> {
    let cleaned = name::cleaned(&read.name)?;
    if cleaned != read.name.trim() {
        let words = format!("its name holds what cannot be shown: it is called “{cleaned}” here");
        read.warnings.push(words);
    }
    read.name = cleaned;
    Ok(())
}
