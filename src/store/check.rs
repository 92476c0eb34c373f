//! The full check: every line of every journal against the one before it, and every text against
//! the digest its event names. Reads only; may run beside a store that is open.

use super::disk::{Disk, Other, Refused, if_there};
use super::error::StoreError;
use super::journal::{JournalReport, Tail, Why};
use super::known::Known;
use super::load::{self, Listed};
use super::met::{Meeting, Met, Place};
use super::missing::{Here, Lack};
use super::others::{Depth, others};
use super::remembered::Remembered;
use super::study::{self, Layout, StudyInfo};
use crate::model::clock::{MAX_AHEAD_MS, Stamp};
use crate::model::event::{Change, Event, FORMAT};
use crate::model::ids::{CoderId, DeviceId, Digest, SourceId};
use crate::model::limits;
use crate::model::visible::Named;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

/// What is wrong. Nothing here quotes a journal or counts what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Trouble {
    /// The journal breaks at the line.
    #[error(": {0}")]
    Line(Why),
    /// The last line is not here in full.
    #[error(": still arriving; wait until the folder has synced")]
    StillArriving,
    /// A sync tool's copy of a journal.
    #[error(": a sync tool's copy; it is read, and may be kept or deleted")]
    ConflictedCopy,
    /// Another version of an event that stands elsewhere.
    #[error(": another version of an event that stands elsewhere; the first one counts")]
    SameId,
    /// Another event of this coder and device has the same number.
    #[error(": another event of this coder and device has the same number; both count")]
    SameNumber,
    /// Lines between this journal and the one before it are missing.
    #[error(": lines before it are missing; wait until the folder has synced")]
    MissingBefore,
    /// The journal before this one is not here.
    #[error(
        ": {0}.ronl, which comes before it, is not here; wait until the folder has synced, or take it from the other coder's copy"
    )]
    JournalMissing(String),
    /// Dated more than a day ahead.
    #[error(": dated more than a day ahead; check the clock of the machine that wrote it")]
    ClockAhead,
    /// Dated before the line above it, which the program never does.
    #[error(
        ": lines are dated before lines above them; somebody has edited this journal, or its machine's clock was set back while it wrote"
    )]
    ClockBack,
    /// It is neither file nor folder.
    #[error(
        ": {0}, through which nothing is read or written; put the file or folder itself in its place"
    )]
    Other(Other),
    /// The system would not give the file out.
    #[error(": could not be read ({0}); check that you may read it")]
    NotGiven(String),
    /// A text that an event names is not here.
    #[error(": not here; wait until the folder has synced, or take it from the other coder's copy")]
    TextMissing,
    /// A text, a structure or a file as given is not the one its event names.
    #[error(
        ": changed after it was imported; put it back from a backup or from the other coder's copy"
    )]
    TextChanged,
    /// The structure of a text was recorded differently on different machines.
    #[error(
        ": two machines recorded it differently, so their figures may differ; compare the file with the other coder's copy and take the older one"
    )]
    StructuresDiffer,
    /// No event records the structure of a text yet.
    #[error(
        ": nothing records yet what stands in it, so a change would not be noticed; the next plan, submission or upgrade does"
    )]
    StructureUncovered,
    /// Lines somebody or this machine knew of are not here, or are others.
    #[error("{}", .0.words())]
    Lacking(Lack),
    /// The change of a line was taken out.
    #[error(": what was recorded here was taken out")]
    TakenOut,
    /// `study.ron` is not as Tandem wrote it, or of another study than its coders joined.
    #[error(
        ": it is not as it was when the study was made; put it back from a backup or from the other coder's copy"
    )]
    StudyChanged,
    /// `study.ron` names another format than the lines of the journals are written in.
    #[error(
        ": the format it names is not the one the journals are written in; open the study with the newest version of Tandem, which puts it right where it can"
    )]
    StudyFormat,
    /// A file for git lacks what Tandem wrote there.
    #[error(
        ": a line Tandem needs there is missing or was changed: git may carry what it should not, or change texts; take the file from a new study"
    )]
    GitFile,
}

/// One thing found, with file and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub path: PathBuf,
    /// Line, from 1, where a line is meant.
    pub line: Option<u64>,
    pub trouble: Trouble,
    /// Whether the journal's owner has gone on after it: nothing is left to do.
    pub settled: bool,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.shown())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        match (&self.trouble, self.settled) {
            (Trouble::StillArriving, true) => {
                write!(f, ": its last line was cut off before it was saved")?;
            }
            (trouble, _) => write!(f, "{trouble}")?,
        }
        match (&self.trouble, self.settled) {
            (_, true) => write!(f, " (its owner has gone on after it)"),
            (Trouble::Line(_), false) => write!(
                f,
                "; put the file back from a backup, or let its owner run `tandem repair`"
            ),
            _ => Ok(()),
        }
    }
}

/// Where this machine remembers what it has read of a study, in the user's state folder.
pub fn state_of(state: &Path, info: &StudyInfo) -> PathBuf {
    state.join(info.id.to_string())
}

/// Takes for gone what this machine had read of a study's journals and is not here.
pub fn forget(disk: &dyn Disk, dir: &Path, state: &Path) -> Result<(), StoreError> {
    let info = study::read(disk, dir)?;
    let state = state_of(state, &info);
    Remembered::forget(disk, &state).map_err(StoreError::disk("write", &state))
}

/// Checks a study's journals and texts, also against what this machine remembers in `state`.
pub fn check(
    disk: &dyn Disk,
    dir: &Path,
    state: Option<&Path>,
    now_ms: u64,
) -> Result<Vec<Finding>, StoreError> {
    let info = study::read(disk, dir)?;
    let layout = Layout::new(dir);
    let listed = load::list(disk, &layout)?;
    let mut check = Check {
        disk,
        layout: &layout,
        now_ms,
        known: Known::default(),
        met: Met::default(),
        ends: BTreeMap::new(),
        reports: Vec::new(),
        found: Found::default(),
    };
    for found in others(disk, &layout, Depth::Sources) {
        check
            .found
            .add(found.path, None, Trouble::Other(found.other));
    }
    check.journals(&listed);
    let remembered = state.map(|state| Remembered::find(disk, &state_of(state, &info)));
    let here = Here::new(disk, &layout, &check.reports);
    for (path, lack) in here.lacking(check.known.marks(), &remembered.unwrap_or_default()) {
        check.found.add(path, None, Trouble::Lacking(lack));
    }
    check.study(&info)?;
    check.texts();
    Ok(check.settled())
}

/// Journals read at once by each core: little is held of them afterwards.
const AT_ONCE: usize = 4;

type Device = (CoderId, DeviceId);

struct Check<'a> {
    disk: &'a dyn Disk,
    layout: &'a Layout,
    now_ms: u64,
    known: Known,
    met: Met,
    /// Last sequence number of each journal.
    ends: BTreeMap<(Device, u32), u64>,
    /// Journals that could be read, without their events.
    reports: Vec<JournalReport>,
    found: Found,
}

#[derive(Default)]
struct Found(Vec<Finding>);

impl Found {
    fn add(&mut self, path: PathBuf, line: Option<u64>, trouble: Trouble) {
        self.0.push(Finding {
            path,
            line,
            trouble,
            settled: false,
        });
    }

    fn not_given(&mut self, path: PathBuf, error: &io::Error) {
        // What is no file was found by its entry.
        if !matches!(Refused::of(error), Some(Refused::Other(_))) {
            self.add(path, None, Trouble::NotGiven(error.to_string()));
        }
    }
}

impl Check<'_> {
    /// Reads some journals at a time on all cores, and holds what they say against each other in
    /// their order.
    fn journals(&mut self, listed: &[Listed]) {
        let (disk, layout) = (self.disk, self.layout);
        let read = |l: &Listed| {
            let path = layout.journal(&l.entry.name);
            match disk.read(&path, limits::JOURNAL) {
                Ok(bytes) => Ok(JournalReport::read(path, l.name.clone(), &bytes)),
                Err(why) => Err((path, why)),
            }
        };
        for some in listed.chunks(AT_ONCE * rayon::current_num_threads()) {
            let read: Vec<_> = some.par_iter().map(read).collect();
            for report in read {
                match report {
                    Ok(report) => self.journal(report),
                    Err((path, why)) => self.found.not_given(path, &why),
                }
            }
        }
    }

    fn journal(&mut self, mut report: JournalReport) {
        let path = &report.path;
        if report.name.is_none() {
            self.found.add(path.clone(), None, Trouble::ConflictedCopy);
        }
        for b in &report.breaks {
            let trouble = Trouble::Line(b.why);
            self.found.add(path.clone(), Some(b.line), trouble);
        }
        if report.tail != Tail::Complete {
            // No line: it would tell how much somebody has done.
            self.found.add(path.clone(), None, Trouble::StillArriving);
        }
        self.before(&report);
        let events = std::mem::take(&mut report.events);
        self.reports.push(report);
        self.events(&events);
    }

    /// Whether a further journal follows from the one before it.
    fn before(&mut self, report: &JournalReport) {
        let Some(name) = &report.name else { return };
        let device = (name.coder.clone(), name.device.clone());
        let end = report.cursor.seq;
        self.ends.insert((device.clone(), name.number), end);
        let Some(first) = report.events.first().filter(|_| name.number > 1) else {
            return;
        };
        let mut before = name.clone();
        before.number -= 1;
        let path = || report.path.clone();
        match self.ends.get(&(device, before.number)) {
            None => {
                let missing = Trouble::JournalMissing(before.stem());
                self.found.add(path(), None, missing);
            }
            Some(end) if first.seq > end.saturating_add(1) => {
                self.found.add(path(), Some(1), Trouble::MissingBefore);
            }
            Some(_) => {}
        }
    }

    /// Holds the events of the journal read last against all others.
    fn events(&mut self, events: &[Arc<Event>]) {
        let limit = Stamp {
            ms: self.now_ms.saturating_add(MAX_AHEAD_MS),
            n: u32::MAX,
        };
        let (disk, reports) = (self.disk, &self.reports);
        let Some((report, before)) = reports.split_last() else {
            return;
        };
        let journal = before.len() as u32;
        // One finding a file and kind, without lines: each would count what somebody has done.
        let mut troubles: Vec<Trouble> = Vec::new();
        let mut last = Stamp::default();
        for (nth, event) in (0..).zip(events) {
            let again = |journal: u32| read_again(disk, &reports[journal as usize]);
            let meeting = self.met.meet(event, Place { journal, nth }, again);
            let is_new = matches!(meeting, Meeting::New | Meeting::SameNumber);
            if is_new {
                self.known.learn(event);
            }
            let mut add = |trouble: Trouble| {
                if !troubles.contains(&trouble) {
                    self.found.add(report.path.clone(), None, trouble.clone());
                    troubles.push(trouble);
                }
            };
            if event.change == Change::TakenOut {
                add(Trouble::TakenOut);
            }
            match meeting {
                Meeting::Differs => add(Trouble::SameId),
                Meeting::SameNumber => add(Trouble::SameNumber),
                Meeting::New if event.clock > limit => add(Trouble::ClockAhead),
                Meeting::New if event.clock <= last => add(Trouble::ClockBack),
                Meeting::New | Meeting::Again => {}
            }
            last = last.max(event.clock);
        }
    }

    fn study(&mut self, info: &StudyInfo) -> Result<(), StoreError> {
        let path = self.layout.study();
        let bytes = self
            .disk
            .read(&path, limits::STUDY_FILE)
            .map_err(StoreError::disk("read", &path))?;
        let text = String::from_utf8_lossy(&bytes).replace('\r', "");
        // Names of before may hold what no name may now, and are read as others.
        let is_odd = info.format == 1 && text.contains('\\');
        let is_as_written = is_odd || text.trim_start_matches('\u{feff}') == study::compose(info)?;
        let joined = self.known.studies();
        let is_same = joined.iter().all(|d| *d == study::digest(info));
        let formats = self.reports.iter().map(|r| r.cursor.format);
        let written = formats.max().unwrap_or(0);
        if info.format == 0 || info.format > FORMAT || info.format < written {
            self.found.add(path.clone(), None, Trouble::StudyFormat);
        }
        if !is_as_written || !is_same {
            self.found.add(path, None, Trouble::StudyChanged);
        }
        for path in study::changed_git_files(self.disk, self.layout) {
            self.found.add(path, None, Trouble::GitFile);
        }
        Ok(())
    }

    /// Structures and files as given, of one revision.
    fn beside_text(&self, (id, revision): &(SourceId, u32), found: &mut Found) {
        let path = self.layout.structure(id, *revision);
        let recorded = self.known.structures(id, *revision);
        if recorded.len() > 1 {
            found.add(path.clone(), None, Trouble::StructuresDiffer);
        }
        match if_there(self.disk.read(&path, limits::STRUCTURE)) {
            Err(e) => found.not_given(path, &e),
            Ok(None) => found.add(path, None, Trouble::TextMissing),
            Ok(Some(_)) if recorded.is_empty() => {
                found.add(path, None, Trouble::StructureUncovered);
            }
            Ok(Some(bytes)) if !recorded.contains(&Digest::of(&bytes)) => {
                found.add(path, None, Trouble::TextChanged);
            }
            Ok(Some(_)) => {}
        }
        for (ending, digest) in self.known.originals(id) {
            if let Ok(path) = super::source::private_file(self.layout, id, ending)
                && let Ok(Some(bytes)) = if_there(self.disk.read(&path, limits::GIVEN))
                && Digest::of(&bytes) != *digest
            {
                found.add(path, None, Trouble::TextChanged);
            }
        }
    }

    /// Every text with what lies beside it, on all cores.
    fn texts(&mut self) {
        let texts: Vec<_> = self.known.texts().into_iter().collect();
        let check = &*self;
        let one = |(of, digests): &((SourceId, u32), Vec<Digest>)| check.text(of, digests);
        let found: Vec<Found> = texts.par_iter().map(one).collect();
        self.found.0.extend(found.into_iter().flat_map(|f| f.0));
    }

    fn text(&self, of: &(SourceId, u32), digests: &[Digest]) -> Found {
        let mut found = Found::default();
        let (id, revision) = of;
        if super::source::check_name(id).is_err() {
            return found;
        }
        self.beside_text(of, &mut found);
        let path = self.layout.text(id, *revision);
        match if_there(self.disk.read(&path, limits::TEXT)) {
            Err(e) => found.not_given(path, &e),
            Ok(None) => found.add(path, None, Trouble::TextMissing),
            Ok(Some(bytes)) if !digests.contains(&Digest::of(&bytes)) => {
                found.add(path, None, Trouble::TextChanged);
            }
            Ok(Some(_)) => {}
        }
        found
    }

    /// All that was found. What owners have gone on after is marked; that may stand in a journal read
    /// later.
    fn settled(self) -> Vec<Finding> {
        let mut findings = self.found.0;
        for finding in &mut findings {
            let report = self.reports.iter().find(|r| r.path == finding.path);
            let name = report.and_then(|r| r.name.as_ref());
            let line = match finding.trouble {
                Trouble::Line(_) => finding.line,
                // The line that is not whole comes after those that are.
                Trouble::StillArriving => report.map(|r| r.cursor.lines + 1),
                _ => None,
            };
            if let (Some(name), Some(line)) = (name, line) {
                finding.settled = self.known.is_settled(name, line);
            }
        }
        findings
    }
}

/// The events of a journal that was read before.
fn read_again(disk: &dyn Disk, report: &JournalReport) -> Vec<Arc<Event>> {
    let (path, name) = (report.path.clone(), report.name.clone());
    let bytes = disk.read(&path, limits::JOURNAL);
    bytes.map_or_else(
        |_| Vec::new(),
        |bytes| JournalReport::read(path, name, &bytes).events,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::arbitrary::memo;
    use crate::store::tests::{NOW, Study, id, save};
    use crate::store::{Notice, ReadOnly};

    fn checked(study: &Study) -> Vec<String> {
        let found = check(&study.disk, Path::new("/home/study"), None, NOW).unwrap();
        found.iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_sound_study_has_no_findings() {
        let study = Study::new(1);
        let (mut ana, ..) = study.open("ana");
        save(&mut ana, "a1");
        save(&mut ana, "a2");
        assert_eq!(checked(&study), Vec::<String>::new());
    }

    #[test]
    fn what_the_cache_hides_the_check_finds_and_the_store_heeds() {
        let study = Study::new(1);
        let (mut ana, ..) = study.open("ana");
        for n in 1..=5 {
            save(&mut ana, &format!("secret {n}"));
        }
        ana.save_cache();
        drop(ana);
        study.meddle(|text| text.replacen("secret 2", "secret X", 1));
        let (mut ana, _, notices) = study.open("ana");
        assert!(notices.is_empty() && ana.read_only().is_none());
        let found = check(&study.disk, Path::new("/home/study"), None, NOW).unwrap();
        let only = found[0].to_string();
        assert!(found.len() == 1 && only.contains("line 2"), "{only}");
        assert!(!only.contains("secret"));
        let arrived = ana.heed(&found, NOW);
        let broken = |n: &Notice| matches!(n, Notice::ReadOnly(ReadOnly::Broken { line: 2, .. }));
        assert!(arrived.notices.iter().any(broken), "{:?}", arrived.notices);
        assert!(ana.append(&[(id(), memo("a"))], NOW).is_err());
        ana.repair(NOW).unwrap();
        save(&mut ana, "on");
        let found = check(&study.disk, Path::new("/home/study"), None, NOW).unwrap();
        assert!(found.iter().all(|f| f.settled), "{found:?}");
        drop(ana);
        assert!(study.open("ana").0.read_only().is_none());
    }

    #[test]
    fn a_torn_line_is_still_arriving_until_its_owner_has_gone_on_after_it() {
        let study = Study::new(1);
        let (mut ana, ..) = study.open("ana");
        save(&mut ana, "a1");
        drop(ana);
        study.meddle(|text| format!("{text}(id:\"0198"));
        let arriving = |n: &Notice| matches!(n, Notice::StillArriving { .. });
        let (bo, _, notices) = study.open_on("b", "bo").unwrap();
        assert!(notices.iter().any(arriving), "{notices:?}");
        drop(bo);
        let said = checked(&study).join("\n");
        assert!(said.contains("still arriving"), "{said}");
        let (mut ana, ..) = study.open("ana");
        save(&mut ana, "a2");
        drop(ana);
        let said = checked(&study).join("\n");
        assert!(
            said.ends_with(
                "its last line was cut off before it was saved (its owner has gone on after it)"
            ) && !said.contains("arriving"),
            "{said}"
        );
        let (_, _, notices) = study.open_on("b", "bo").unwrap();
        assert_eq!(notices, []);
    }

    #[test]
    fn copies_missing_journals_and_missing_texts_are_named() {
        let study = Study::new(1);
        let (mut ana, ..) = study.open("ana");
        save(&mut ana, "the first");
        let text = crate::store::source::tests::added(&SourceId("p07".into()), "Hi");
        ana.append(&[(id(), text)], NOW).unwrap();
        drop(ana);
        let file = study.journals()[0].clone();
        let bytes = study
            .disk
            .read(&study.journal(&file), limits::JOURNAL)
            .unwrap();
        let changed = String::from_utf8(bytes.clone()).unwrap();
        let changed = changed.replace("the first", "another");
        let copy = study.journal(&format!("Copy of {file}"));
        study.disk.meddle(&copy, changed.as_bytes());
        let third = file.replace(".1.", ".3.");
        study.disk.meddle(&study.journal(&third), &bytes);
        let found = checked(&study).join("\n");
        for part in [
            ".2.ronl, which comes before",
            "a sync tool's copy",
            "another version",
            "r1.txt: not here",
        ] {
            assert!(found.contains(part), "{part} in {found}");
        }
    }
}
