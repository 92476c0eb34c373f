//! Importing files as sources, and making a study.

use crate::import::formats::{self, Holds, source_extensions};
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
        self.asked.extend(more.asked);
        self.known.extend(more.known);
        self.refused.extend(more.refused);
        self.warnings.extend(more.warnings);
    }

    /// The same in the words of the screen.
    pub fn told(self) -> Told {
        let mut done = vec![format!("imported {}", counted(self.added, "source"))];
        done.extend(self.sources.iter().map(SourceMade::words));
        done.extend(self.corrected);
        if !self.known.is_empty() {
            done.push(format!("already here: {}", self.known.join(", ")));
        }
        Told {
            done,
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

/// Imports files, and the files of folders, one by one: a bad file is listed and the others go on.
/// `view` is the study as it is, `same` what to do with a name that a source has already.
/// Each source is on disk with all its parts before its event makes it part of the study.
pub fn import_files(
    store: &mut Store,
    paths: &[PathBuf],
    (view, same): (&View, SameName),
    now_ms: u64,
    mint: &mut Mint,
    saved: &mut dyn FnMut(Vec<Arc<Event>>),
) -> ImportReport {
    let mut report = ImportReport::default();
    let mut here = view.sources().iter().map(|s| s.id.clone()).collect();
    for path in expand(paths, &mut report) {
        let shown = path.shown().to_string();
        match import_one(store, &path, (view, same), &mut here, (now_ms, mint)) {
            Ok(Became::Added(events, warnings, made)) => {
                report.added += 1;
                report.sources.push(made);
                let warnings = warnings.iter().map(|w| format!("{shown}: {w}"));
                report.warnings.extend(warnings);
                saved(events);
            }
            Ok(Became::Corrected(events, words)) => {
                report.corrected.push(words);
                saved(events);
            }
            Ok(Became::Known) => report.known.push(shown),
            Ok(Became::Asked(name)) => report.asked.push(Asked { file: path, name }),
            Err(why) => report.refused.push(why),
        }
    }
    report
}

/// Files to import: folders give the files in them that can be read, by name.
fn expand(paths: &[PathBuf], report: &mut ImportReport) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        match std::fs::read_dir(path) {
            Ok(entries) => {
                let mut inside: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
                inside.retain(|p| p.is_file());
                inside.sort();
                let (inside, other): (Vec<PathBuf>, Vec<PathBuf>) = inside
                    .into_iter()
                    .partition(|p| holds(p) == Some(Holds::Source));
                let other: Vec<String> = other
                    .iter()
                    .filter_map(|p| Some(p.file_name()?.shown().to_string()))
                    .collect();
                if !other.is_empty() {
                    let names = other.join(", ");
                    let kinds: Vec<&str> = source_extensions().collect();
                    let kinds = kinds.join(", .");
                    let left = format!(
                        "{}: left out {names}: only .{kinds} are read, .json where it is a transcript",
                        path.shown()
                    );
                    report.warnings.push(left);
                }
                files.extend(inside);
            }
            Err(e) => report.refused.push(format!("{}: {e}", path.shown())),
        }
    }
    files
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

/// What a file holds: by its name, and where that leaves it open by what is in it.
pub(super) fn holds(path: &Path) -> Option<Holds> {
    match formats::holds(path) {
        Some(Holds::Either) => formats::holds_inside(&read_given(path).ok()?),
        known => known,
    }
}

fn import_one(
    store: &mut Store,
    path: &Path,
    (view, same): (&View, SameName),
    here: &mut Vec<SourceId>,
    (now_ms, mint): (u64, &mut Mint),
) -> Result<Became, String> {
    let shown = path.shown().to_string();
    let bytes = read_given(path).map_err(|e| format!("{shown}: {e}"))?;
    let read = import::read(&path.to_string_lossy(), &bytes, None);
    let mut read = read.map_err(|e| on_one_line(&e.to_string()).into_owned())?;
    rename(&mut read).map_err(|flaw| format!("{shown}: {flaw}; give the file another name"))?;
    // Older studies called a source otherwise.
    let of_bytes = store.sources_of(&Digest::of(&bytes));
    if here.contains(&read.id) || of_bytes.iter().any(|s| here.contains(s)) {
        return Ok(Became::Known);
    }
    if let Some(change) = view.adding(&read.id) {
        let events = store.append(&[(mint.id(), change.clone())], now_ms);
        let events = events.map_err(|e| format!("{shown}: {e}"))?;
        here.push(read.id.clone());
        let words = format!(
            "{}: it had been taken out, and is a source again",
            read.name
        );
        return Ok(Became::Corrected(events, words));
    }
    let mut before = Vec::new();
    match (same, same_named(view, &read.name)) {
        (_, Err(0)) | (SameName::Keep, _) => {}
        (SameName::Ask | SameName::Correct, Ok(source)) if is_same(source, &read) => {
            return Ok(Became::Known);
        }
        (SameName::Ask, _) => return Ok(Became::Asked(read.name)),
        (_, Err(many)) => {
            let name = read.name;
            let why = format!(
                "{shown}: {many} sources are called “{name}”: name the one to correct (tandem sources correct)"
            );
            return Err(why);
        }
        (SameName::Replace, Ok(source)) => before.push(removed(source)),
        (SameName::Correct, Ok(source)) => {
            let done = correct(store, view, source, &read, false, (now_ms, mint));
            return match done.map_err(|why| format!("{shown}: {why}"))? {
                Some((events, words)) => Ok(Became::Corrected(events, words)),
                None => Ok(Became::Known),
            };
        }
    }
    let events = add(store, &read, &bytes, before, (now_ms, mint));
    let events = events.map_err(|e| format!("{shown}: {e}"))?;
    here.push(read.id.clone());
    let made = SourceMade::read(&read);
    Ok(Became::Added(events, read.warnings, made))
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

/// Writes one source and its event, after others.
fn add(
    store: &mut Store,
    read: &Imported,
    original: &[u8],
    before: Vec<Change>,
    (now_ms, mint): (u64, &mut Mint),
) -> Result<Vec<Arc<Event>>, StoreError> {
    store.write_source(
        &read.id,
        &read.text,
        &read.structure,
        original,
        &read.extension,
    )?;
    let change = Change::SourceAdded {
        source: read.id.clone(),
        name: read.name.clone(),
        kind: read.kind,
        language: read.language.clone(),
        extension: read.extension.clone(),
        original: Digest::of(original),
        text: Digest::of(read.text.as_bytes()),
        structure: Digest::default(),
        chars: read.text.chars().count() as u32,
        paragraphs: read.structure.paragraphs.len() as u32,
    };
    let changes = before.into_iter().chain([change]);
    let changes: Vec<_> = changes.map(|change| (mint.id(), change)).collect();
    store.append(&changes, now_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::write;

    #[test]
    fn a_json_is_what_is_in_it() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |name: &str| folder.path().join(name);
        write(at("talk.json"), r#"{"segments": [{"text": "so"}]}"#).expect("write");
        write(at("codings.json"), r#"{"codings": []}"#).expect("write");
        write(at("other.json"), "[1]").expect("write");
        write(at("table.csv"), "coder,source").expect("write");
        assert_eq!(holds(&at("talk.json")), Some(Holds::Source));
        assert_eq!(holds(&at("codings.json")), Some(Holds::Codings));
        assert_eq!(holds(&at("table.csv")), Some(Holds::Codings));
        assert!(holds(&at("other.json")).is_none() && holds(&at("none.json")).is_none());
        let mut report = ImportReport::default();
        let files = expand(&[folder.path().to_owned()], &mut report);
        assert_eq!(files, [at("talk.json")]);
        assert!(report.warnings[0].contains("codings.json, other.json, table.csv"));
    }
}
