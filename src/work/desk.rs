//! The worker that owns the store: it writes, loads, imports and exports.

use super::beside::beside;
use super::correcting;
use super::effect::Tell;
use super::mixed::Importing;
use super::remaking::remake;
use super::reporting::all_texts;
use super::whole::write_whole;
use crate::import;
use crate::model::mint::Mint;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::report::{self, Exported};
use crate::store::{self, Finding, Notice, RealDisk, Sources, Store};
use crate::work::effect::{Effect, Outcome};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a check of all journals found.
pub struct Findings(Vec<Finding>);

/// Checks every journal of a study; slow, for a thread of its own.
pub fn check(dir: &Path, now_ms: u64) -> Findings {
    // What cannot be read at all is reported by the desk, which reads the same folder.
    Findings(store::check(&RealDisk::new(), dir, None, now_ms).unwrap_or_default())
}

pub struct Desk {
    store: Store,
    sources: Sources,
    /// The user's folder for what is remembered of this study and coder.
    memory: PathBuf,
    exports: PathBuf,
    /// The user's home, for paths that begin with `~`.
    home: Option<PathBuf>,
    /// Ids of what an import adds.
    mint: Mint,
}

impl Desk {
    /// A worker on an open study; `memory` is a file of the user's own.
    pub fn new(
        store: Store,
        memory: PathBuf,
        exports: PathBuf,
        home: Option<PathBuf>,
        mint: Mint,
    ) -> Desk {
        Desk {
            sources: store.sources(),
            store,
            memory,
            exports,
            home,
            mint,
        }
    }

    /// The texts, for another thread.
    pub fn sources(&self) -> Sources {
        self.sources.clone()
    }

    pub fn perform(&mut self, effect: Effect, now_ms: u64, answer: Tell<'_>) {
        match effect {
            Effect::Append(changes) => match self.store.append(&changes, now_ms) {
                Ok(events) => answer(Outcome::Saved(events)),
                Err(e) => {
                    answer(Outcome::NotSaved(e.to_string()));
                    if let Some(why) = self.store.read_only() {
                        answer(Outcome::ReadOnly(why.to_string()));
                    }
                }
            },
            Effect::Upgrade => {
                self.mint.now_ms = now_ms;
                match self.store.upgrade(self.mint.id(), now_ms) {
                    Ok(events) => {
                        answer(Outcome::Arrived(events));
                        answer(Outcome::Note(
                            "the study is in the newest format: older versions of Tandem only read it"
                                .to_owned(),
                        ));
                    }
                    Err(e) => answer(Outcome::Failed(e.to_string())),
                }
            }
            Effect::Load(sources) => {
                let load = |source| self.store.load_latest(source).map(Arc::new);
                let read: Vec<Result<_, _>> = sources.par_iter().map(load).collect();
                let mut loaded = Vec::with_capacity(read.len());
                for document in read {
                    match document {
                        Ok(document) => loaded.push(document),
                        Err(e) => answer(Outcome::Unread(e.to_string())),
                    }
                }
                answer(Outcome::Loaded(loaded));
            }
            Effect::Import(paths, view, same, stop) => {
                let paths: Vec<PathBuf> = paths.iter().map(|p| self.at_home(p)).collect();
                self.mint.now_ms = now_ms;
                let mut desk = Importing {
                    store: &mut self.store,
                    mint: &mut self.mint,
                    now_ms,
                    view: Arc::unwrap_or_clone(view),
                    same,
                    stop,
                };
                let told = desk.by_contents(paths, answer);
                answer(Outcome::Imported(told));
            }
            Effect::Correct(correction) => {
                self.mint.now_ms = now_ms;
                match correcting::save(&mut self.store, &correction, now_ms, &mut self.mint) {
                    Ok(events) => answer(Outcome::Saved(events)),
                    Err(e) => answer(Outcome::NotSaved(e.to_string())),
                }
            }
            Effect::Remake(what, view) => {
                self.mint.now_ms = now_ms;
                match remake(&mut self.store, &view, &what, (now_ms, &mut self.mint)) {
                    Ok((events, words)) => {
                        answer(Outcome::Saved(events));
                        answer(Outcome::Note(words));
                    }
                    Err(why) => answer(Outcome::NotSaved(why)),
                }
            }
            Effect::ReadCodebook(path) => {
                let path = self.at_home(&path);
                let read = store::read_given(&path).map_err(|e| format!("{}: {e}", path.shown()));
                let name = path.shown().to_string();
                match read.and_then(|b| import::codebook(&name, &b).map_err(|e| e.to_string())) {
                    Ok(file) => answer(Outcome::CodebookRead(file)),
                    Err(why) => answer(Outcome::Failed(why)),
                }
            }
            Effect::Write(mut exported, csv) => {
                for (name, bytes) in &mut exported.files {
                    report::begin_csv(name, bytes, csv);
                }
                answer(self.write_beside(exported));
            }
            Effect::Export(view, naming, csv) => {
                let name = self.store.info().name.clone();
                let (texts, unread) = all_texts(&self.store, &view);
                for why in unread {
                    answer(Outcome::Unread(why.to_string()));
                }
                let write = |name: PathBuf, mut bytes: Vec<u8>| {
                    report::begin_csv(&name, &mut bytes, csv);
                    write(&self.exports.join(name), &bytes)
                };
                answer(Outcome::UnderWay("writing the export".to_owned()));
                answer(
                    match report::files(&name, &view, &texts, naming, None, &write) {
                        Ok(made) => {
                            let (files, folder) = (made.files.len(), self.exports.shown());
                            let wrote = format!("wrote {files} files to {folder}");
                            told(made.warnings, wrote)
                        }
                        Err(failed) => Outcome::Failed(failed),
                    },
                );
            }
            // What is remembered is a convenience: losing it is no error.
            Effect::Remember(text) => drop(write_whole(&self.memory, text.as_bytes())),
            Effect::KeepDrafts(drafts) => {
                if let Err(e) = keep_drafts(&drafts_of(&self.memory), drafts) {
                    let words = format!("what is being written could not be kept: {e}");
                    answer(Outcome::News(words));
                }
            }
            Effect::Search { .. }
            | Effect::Window { .. }
            | Effect::Gather
            | Effect::Report(..)
            | Effect::Count(..)
            | Effect::Tabulate(_)
            | Effect::Copy(_)
            | Effect::Index(_)
            | Effect::Reckon(_)
            | Effect::GoOn
            | Effect::Suspend
            | Effect::Quit => {}
        }
    }

    /// Takes in what a check of all journals found, made meanwhile on another thread.
    pub fn heed(&mut self, findings: &Findings, now_ms: u64, answer: Tell<'_>) {
        let arrived = self.store.heed(&findings.0, now_ms);
        if !arrived.events.is_empty() {
            answer(Outcome::Arrived(arrived.events));
        }
        for notice in arrived.notices {
            answer(notice_outcome(notice));
        }
    }

    /// Last thing before the program ends: the next opening need not parse and fold what was.
    pub fn finish(&self, view: &View) {
        self.store.save_cache();
        self.store.keep(view);
    }

    /// Looks for what others wrote; called every second or so.
    pub fn look(&mut self, now_ms: u64, answer: Tell<'_>) {
        match self.store.arrivals(now_ms) {
            Ok(arrived) => {
                if !arrived.events.is_empty() {
                    answer(Outcome::Arrived(arrived.events));
                }
                for notice in arrived.notices {
                    answer(notice_outcome(notice));
                }
            }
            Err(e) => answer(Outcome::Unread(e.to_string())),
        }
    }

    /// Writes these files where they lose none written earlier.
    fn write_beside(&self, exported: Exported) -> Outcome {
        let (n, paths) = beside(&self.exports, &exported.files);
        for (path, (_, bytes)) in paths.iter().zip(&exported.files) {
            if let Err(failed) = write(path, bytes) {
                return Outcome::Failed(failed);
            }
        }
        let in_one_folder = paths.first().and_then(|p| p.parent());
        let folder = in_one_folder.unwrap_or(&self.exports).shown();
        let mut text = match &paths[..] {
            [path] => format!("wrote {}", path.shown()),
            _ => format!("wrote {} files to {folder}", paths.len()),
        };
        if n > 1 {
            text.push_str(&format!(
                ", with a {n} after the name: what was written before is kept"
            ));
        }
        told(exported.warnings, text)
    }

    fn at_home(&self, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), &self.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => path.to_path_buf(),
        }
    }
}

/// What was written, after what is to be said of it: in one message, as on screen one of two would hide
/// the other.
fn told(warnings: Vec<String>, wrote: String) -> Outcome {
    let all: Vec<String> = warnings.into_iter().chain([wrote]).collect();
    Outcome::Wrote(all.join(" · "))
}

/// Where texts lie that a coder is writing, beside what is remembered of them.
pub fn drafts_of(memory: &Path) -> PathBuf {
    memory.with_extension("drafts.ron")
}

fn keep_drafts(file: &Path, drafts: Option<String>) -> std::io::Result<()> {
    match drafts {
        Some(text) => write_whole(file, text.as_bytes()),
        None => match std::fs::remove_file(file) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            done => done,
        },
    }
}

/// Writes a file, with the folder it lies in; what went wrong, in words.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| write_whole(path, bytes)).map_err(|e| {
        format!(
            "could not write {}: {e}; make room or choose another folder",
            path.shown()
        )
    })
}

fn notice_outcome(notice: Notice) -> Outcome {
    match notice {
        Notice::ReadOnly(why) => Outcome::ReadOnly(why.to_string()),
        Notice::WritableAgain => Outcome::Writable,
        other => Outcome::News(other.to_string()),
    }
}
