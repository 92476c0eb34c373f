//! The study folder: where things lie in it, how it is made, and `study.ron`.

use super::disk::{Access, Disk, create_folder, if_there};
use super::error::StoreError;
use crate::model::event::FORMAT;
use crate::model::ids::{Digest, SourceId};
use crate::model::limits;
use crate::model::name;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What `study.ron` says; written once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudyInfo {
    /// Version of the event format.
    pub format: u32,
    pub id: Uuid,
    #[serde(deserialize_with = "name::read")]
    pub name: String,
}

/// Where things lie in a study folder.
#[derive(Clone, Debug)]
pub struct Layout {
    dir: PathBuf,
}

impl Layout {
    pub fn new(dir: &Path) -> Layout {
        Layout {
            dir: dir.to_path_buf(),
        }
    }
    pub fn dir(&self) -> &Path {
        &self.dir
    }
    /// `study.ron`.
    pub fn study(&self) -> PathBuf {
        self.dir.join("study.ron")
    }
    pub fn journals(&self) -> PathBuf {
        self.dir.join("journals")
    }
    pub fn journal(&self, file: &str) -> PathBuf {
        self.journals().join(file)
    }
    pub fn sources(&self) -> PathBuf {
        self.dir.join("sources")
    }
    pub fn source(&self, id: &SourceId) -> PathBuf {
        self.sources().join(id.as_str())
    }
    pub fn text(&self, id: &SourceId, revision: u32) -> PathBuf {
        self.source(id).join(format!("r{revision}.txt"))
    }
    pub fn structure(&self, id: &SourceId, revision: u32) -> PathBuf {
        self.source(id).join(format!("r{revision}.structure.ron"))
    }
    /// Whether an entry of the study folder is the study's own; others may lie beside it.
    pub(crate) fn has(&self, name: &str) -> bool {
        const OWN: [&str; 6] = [
            "study.ron",
            "sources",
            "private",
            "journals",
            ".gitattributes",
            ".gitignore",
        ];
        OWN.contains(&name)
    }
    /// Folder of the files as they were given.
    pub fn private(&self) -> PathBuf {
        self.dir.join("private")
    }
}

/// Journals are no text to `git diff` and `git log -p`: they would show somebody's blind work.
const ATTRIBUTES: &str = "* -text\njournals/*.ronl -diff\n";
/// Without a slash at the end: a link called `private` is none of git's business either.
const IGNORED: &str = "/private\n";

/// Makes a study in `dir`, which must be empty or not there. `study.ron` is written last: a crash
/// before leaves a folder in which it can be made again.
pub fn create(disk: &dyn Disk, dir: &Path, name: &str, id: Uuid) -> Result<StudyInfo, StoreError> {
    create_in_format(disk, dir, name, id, FORMAT)
}

/// Makes one of an earlier format.
pub(crate) fn create_in_format(
    disk: &dyn Disk,
    dir: &Path,
    name: &str,
    id: Uuid,
    format: u32,
) -> Result<StudyInfo, StoreError> {
    disk.confine(dir);
    refuse_full(disk, dir)?;
    let info = StudyInfo {
        format,
        id,
        name: name.to_owned(),
    };
    let at = Layout::new(dir);
    for folder in [at.sources(), at.private(), at.journals()] {
        create_folder(disk, &folder, Access::Usual).map_err(StoreError::disk("make", &folder))?;
    }
    let files = [
        (dir.join(".gitattributes"), ATTRIBUTES.to_owned()),
        (dir.join(".gitignore"), IGNORED.to_owned()),
        (at.study(), compose(&info)?),
    ];
    for (path, text) in files {
        disk.replace(&path, text.as_bytes())
            .map_err(StoreError::disk("write", &path))?;
    }
    Ok(info)
}

/// Of a study's id and name, as events record it: a format raised later changes neither.
pub(crate) fn digest(info: &StudyInfo) -> Digest {
    Digest::of(format!("{}\n{}", info.id, info.name).as_bytes())
}

/// The text of `study.ron`.
pub(crate) fn compose(info: &StudyInfo) -> Result<String, StoreError> {
    let text = ron::to_string(info).map_err(|_| StoreError::Unwritable)?;
    Ok(text + "\n")
}

/// Git files as earlier versions wrote them.
const BEFORE: [(&str, &str, &str); 2] = [
    (".gitattributes", "* -text\n", ATTRIBUTES),
    (".gitignore", "/private/\n", IGNORED),
];

/// Brings git files up to date that still read as an earlier version wrote them. Whatever goes
/// wrong is left at that: they are read by git alone.
pub(crate) fn mend_git_files(disk: &dyn Disk, layout: &Layout) {
    for (name, before, now) in BEFORE {
        let path = layout.dir().join(name);
        if disk
            .read(&path, limits::STUDY_FILE)
            .is_ok_and(|there| there == before.as_bytes())
        {
            let _ = disk.replace(&path, now.as_bytes());
        }
    }
}

/// Git files that lack a line Tandem wrote there, or wrote in an earlier version.
pub(crate) fn changed_git_files(disk: &dyn Disk, layout: &Layout) -> Vec<PathBuf> {
    let mut changed = Vec::new();
    for (name, before, now) in BEFORE {
        let path = layout.dir().join(name);
        let Ok(bytes) = disk.read(&path, limits::STUDY_FILE) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes).replace('\r', "");
        let has = |lines: &str| lines.lines().all(|l| text.lines().any(|t| t == l));
        if !has(now) && text != before {
            changed.push(path);
        }
    }
    changed
}

/// Files that may lie in the folder of a new study: of other tools, and of one not made to its end.
const HARMLESS: [&str; 5] = [
    ".git",
    ".stfolder",
    ".DS_Store",
    ".gitattributes",
    ".gitignore",
];

fn refuse_full(disk: &dyn Disk, dir: &Path) -> Result<(), StoreError> {
    let list = |path: &Path| {
        let listed = if_there(disk.list(path)).map_err(StoreError::disk("read", path))?;
        Ok::<_, StoreError>(listed.unwrap_or_default())
    };
    for entry in list(dir)? {
        let harmless = match entry.name.as_str() {
            "sources" | "private" | "journals" => list(&dir.join(&entry.name))?.is_empty(),
            name => HARMLESS.contains(&name),
        };
        if !harmless {
            return Err(StoreError::NotEmpty(dir.to_path_buf()));
        }
    }
    Ok(())
}

pub fn read(disk: &dyn Disk, dir: &Path) -> Result<StudyInfo, StoreError> {
    disk.confine(dir);
    let path = Layout::new(dir).study();
    let bytes =
        if_there(disk.read(&path, limits::STUDY_FILE)).map_err(StoreError::disk("read", &path))?;
    let Some(bytes) = bytes else {
        return Err(StoreError::NotAStudy(dir.to_path_buf()));
    };
    let text = String::from_utf8_lossy(&bytes);
    ron::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| StoreError::StudyFile {
        path,
        line: e.span.start.line,
        why: e.code.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::{Crash, MemoryDisk};

    #[test]
    fn a_new_study_reads_back_and_is_not_made_twice() {
        let disk = MemoryDisk::new(1);
        let dir = Path::new("/home/my-study");
        let info = create(&disk, dir, "Recovery “2026”", Uuid::from_u128(9)).unwrap();
        assert_eq!(read(&disk, dir).unwrap(), info);
        let again = create(&disk, dir, "x", Uuid::nil()).unwrap_err();
        assert!(matches!(again, StoreError::NotEmpty(_)), "{again}");
        let text = String::from_utf8(
            disk.read(&dir.join("study.ron"), limits::STUDY_FILE)
                .unwrap(),
        )
        .unwrap();
        assert!(text.starts_with("(format:2,id:\"00000000-"), "{text}");
        assert_eq!(
            disk.read(&dir.join(".gitignore"), limits::STUDY_FILE)
                .unwrap(),
            b"/private\n"
        );
    }

    #[test]
    fn what_crashed_while_it_was_made_can_be_made_again() {
        for operations in 0..20 {
            let disk = MemoryDisk::new(operations);
            disk.die_after(operations);
            let dir = Path::new("/s");
            let made = create(&disk, dir, "S", Uuid::nil());
            disk.crash(Crash::Torn);
            match made {
                Ok(info) => assert_eq!(read(&disk, dir).unwrap(), info),
                Err(_) if read(&disk, dir).is_ok() => {}
                Err(_) => drop(create(&disk, dir, "S", Uuid::nil()).unwrap()),
            }
        }
    }

    #[test]
    fn a_folder_that_is_no_study_says_so() {
        let disk = MemoryDisk::new(1);
        let none = read(&disk, Path::new("/")).unwrap_err();
        assert!(none.to_string().contains("not a study"), "{none}");
        disk.meddle(Path::new("/study.ron"), b"(format: 1,\nid: 7)");
        let bad = read(&disk, Path::new("/")).unwrap_err().to_string();
        assert!(bad.contains("line 2"), "{bad}");
    }
}
