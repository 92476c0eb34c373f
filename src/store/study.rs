//! The study folder: where things lie in it, how it is made, and `study.ron`.

use super::disk::{Access, Disk, create_folder, if_there};
use super::error::StoreError;
use crate::model::event::FORMAT;
use crate::model::ids::SourceId;
use crate::model::name;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What `study.ron` says; written once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudyInfo {
    /// Version of the event format.
    pub format: u32,
    /// Id.
    pub id: Uuid,
    /// Name, as it is shown.
    #[serde(deserialize_with = "name::read")]
    pub name: String,
}

/// Where things lie in a study folder.
#[derive(Clone, Debug)]
pub struct Layout {
    dir: PathBuf,
}

impl Layout {
    /// Of the study in `dir`.
    pub fn new(dir: &Path) -> Layout {
        Layout {
            dir: dir.to_path_buf(),
        }
    }
    /// The folder itself.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
    /// `study.ron`.
    pub fn study(&self) -> PathBuf {
        self.dir.join("study.ron")
    }
    /// Folder of the journals.
    pub fn journals(&self) -> PathBuf {
        self.dir.join("journals")
    }
    /// A journal, by its file's name.
    pub fn journal(&self, file: &str) -> PathBuf {
        self.journals().join(file)
    }
    /// Folder of the sources.
    pub fn sources(&self) -> PathBuf {
        self.dir.join("sources")
    }
    /// Folder of one source.
    pub fn source(&self, id: &SourceId) -> PathBuf {
        self.sources().join(id.as_str())
    }
    /// Text of a revision.
    pub fn text(&self, id: &SourceId, revision: u32) -> PathBuf {
        self.source(id).join(format!("r{revision}.txt"))
    }
    /// Structure of a revision.
    pub fn structure(&self, id: &SourceId, revision: u32) -> PathBuf {
        self.source(id).join(format!("r{revision}.structure.ron"))
    }
    /// Folder of the files as they were given.
    pub fn private(&self) -> PathBuf {
        self.dir.join("private")
    }
}

const ATTRIBUTES: &str = "* -text\n";
const IGNORED: &str = "/private/\n";

/// Makes a study in `dir`, which must be empty or not there. `study.ron` is written last: a crash
/// before leaves a folder in which it can be made again.
pub fn create(disk: &dyn Disk, dir: &Path, name: &str, id: Uuid) -> Result<StudyInfo, StoreError> {
    refuse_full(disk, dir)?;
    let info = StudyInfo {
        format: FORMAT,
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

fn compose(info: &StudyInfo) -> Result<String, StoreError> {
    let text = ron::to_string(info).map_err(|_| StoreError::Unwritable)?;
    Ok(text + "\n")
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

/// Reads `study.ron`.
pub fn read(disk: &dyn Disk, dir: &Path) -> Result<StudyInfo, StoreError> {
    let path = Layout::new(dir).study();
    let bytes = if_there(disk.read(&path)).map_err(StoreError::disk("read", &path))?;
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
        let text = String::from_utf8(disk.read(&dir.join("study.ron")).unwrap()).unwrap();
        assert!(text.starts_with("(format:1,id:\"00000000-"), "{text}");
        assert_eq!(disk.read(&dir.join(".gitignore")).unwrap(), b"/private/\n");
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
