//! Files to import out of what was named: folders give what lies in them and below them.

use super::left_out::left_out;
use super::passed_over::{beside, is_passed_over, nature};
use super::told_apart::{File, told_apart};
use crate::import::formats::{is_source, may_hold_codings};
use crate::import::{Holds, holds};
use crate::model::limits::{FOLDER, FOLDERS, Limit};
use crate::model::natural::natural;
use crate::model::visible::Named;
use crate::report::words::counted;
use crate::store::read_given;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What is there to import.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub files: Vec<File>,
    pub notes: Vec<String>,
    pub refused: Vec<String>,
    /// Files that were named and are no texts by their nature, such as lock files.
    pub passed_over: usize,
}

/// The files that were named, and those of folders, in the order people count.
pub(super) fn find(paths: &[PathBuf]) -> Found {
    let (mut found, mut files) = (Found::default(), Vec::new());
    for path in paths {
        let name = file_name(path);
        if path.is_dir() {
            match Folder::read(path) {
                Ok(folder) => folder.tell(path, &mut files, &mut found),
                Err(why) => found.refused.push(format!("{}: {why}", path.shown())),
            }
        } else if let Some(what) = nature(&name) {
            let next = match beside(&name) {
                Some(file) => format!("name the file itself, {}", Path::new(file).shown()),
                None => "there is no text in it".to_owned(),
            };
            let shown = path.shown();
            found.passed_over += 1;
            found
                .notes
                .push(format!("{shown}: passed over, this is {what}; {next}"));
        } else {
            files.push(path.clone());
        }
    }
    found.files = told_apart(files);
    found
}

/// Whether a file is read as a source: of a table or a JSON only its contents tell.
fn is_text(path: &Path) -> bool {
    let inside = || read_given(path).is_ok_and(|bytes| holds(path, &bytes) == Holds::Source);
    is_source(path) && (!may_hold_codings(path) || inside())
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// What lies in a folder and below it.
#[derive(Default)]
struct Folder {
    files: Vec<PathBuf>,
    /// By folder, what is no text that can be read.
    left: Vec<(PathBuf, Vec<String>)>,
    links: usize,
    deep: usize,
    studies: Vec<PathBuf>,
    unreadable: Vec<String>,
    entries: u64,
}

impl Folder {
    fn read(path: &Path) -> Result<Folder, String> {
        let mut folder = Folder::default();
        let mut waiting = vec![(path.to_owned(), 1)];
        while let Some((path, depth)) = waiting.pop() {
            let below = match folder.enter(&path) {
                Ok(below) => below?,
                Err(why) if depth == 1 => return Err(why.to_string()),
                Err(why) => {
                    folder.unreadable.push(format!("{}: {why}", path.shown()));
                    continue;
                }
            };
            if depth == FOLDERS.most {
                folder.deep += below.len();
                continue;
            }
            // The last is taken next.
            waiting.extend(below.into_iter().rev().map(|path| (path, depth + 1)));
        }
        Ok(folder)
    }

    /// Takes in the files of one folder; gives the folders in it. What is beyond a limit refuses all.
    fn enter(&mut self, path: &Path) -> io::Result<Result<Vec<PathBuf>, String>> {
        let (mut files, mut folders, mut left) = (Vec::new(), Vec::new(), Vec::new());
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            self.entries += 1;
            if let Err(why) = check(FOLDER, self.entries) {
                return Ok(Err(why));
            }
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            if is_passed_over(&name) {
                continue;
            }
            match (kind.is_dir(), kind.is_file()) {
                (true, _) if entry.path().join("study.ron").is_file() => {
                    self.studies.push(entry.path());
                }
                (true, _) => folders.push(entry.path()),
                (_, true) if is_text(&entry.path()) => files.push(entry.path()),
                (_, true) => left.push(name),
                // A link is not followed: it may lead anywhere, or in a circle.
                _ => self.links += 1,
            }
        }
        for list in [&mut files, &mut folders] {
            list.sort_by(|a, b| natural(&file_name(a), &file_name(b)));
        }
        left.sort_by(|a, b| natural(a, b));
        self.files.extend(files);
        if !left.is_empty() {
            self.left.push((path.to_owned(), left));
        }
        Ok(Ok(folders))
    }

    fn tell(self, path: &Path, files: &mut Vec<PathBuf>, found: &mut Found) {
        let shown = path.shown();
        found.refused.extend(self.unreadable);
        if self.files.is_empty() {
            let what = match self.left.is_empty() {
                true => "the folder is empty, nothing in it could be read".to_owned(),
                false => "no file in it can be read".to_owned(),
            };
            found.notes.push(format!("{shown}: {what}"));
        }
        found.notes.extend(left_out(&self.left));
        for study in self.studies {
            let note = format!("{}: left out, it is a study itself", study.shown());
            found.notes.push(note);
        }
        if self.links > 0 {
            let links = counted(self.links, "link");
            let note = format!("{shown}: {links} not followed: name what they lead to by itself");
            found.notes.push(note);
        }
        if self.deep > 0 {
            let deep = counted(self.deep, "folder");
            let most = FOLDERS.amount();
            found
                .notes
                .push(format!("{shown}: {deep} left out, deeper than {most}"));
        }
        files.extend(self.files);
    }
}

fn check(limit: Limit, there: u64) -> Result<(), String> {
    limit
        .check(there)
        .map_err(|beyond| format!("{beyond}; name folders in it one by one"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        dir
    }
    fn names(found: &Found, dir: &Path) -> Vec<String> {
        let files = found.files.iter();
        let name = |f: &File| {
            f.path
                .strip_prefix(dir)
                .unwrap()
                .to_string_lossy()
                .into_owned()
        };
        files.map(name).collect()
    }

    #[test]
    fn folders_are_read_with_those_below_them_in_the_order_people_count() {
        let dir = made(&[
            "p10.txt",
            "p2.txt",
            "wave2/p1.txt",
            "wave10/p1.txt",
            "wave10/deep/z.md",
            "~$p2.docx",
            ".DS_Store",
            ".git/x.txt",
            "talk.mp3",
            "other/study.ron",
            "other/sources/a.txt",
        ]);
        let found = find(&[dir.path().to_owned()]);
        assert_eq!(
            names(&found, dir.path()),
            [
                "p2.txt",
                "p10.txt",
                "wave2/p1.txt",
                "wave10/p1.txt",
                "wave10/deep/z.md"
            ]
        );
        let apart: Vec<_> = found
            .files
            .iter()
            .filter_map(|f| f.told_apart.as_deref())
            .collect();
        assert_eq!(apart, ["wave2/p1", "wave10/p1"]);
        assert_eq!(found.notes.len(), 2, "{:?}", found.notes);
        assert!(found.notes[0].contains("left out talk.mp3: only .txt, "));
        assert!(found.notes[1].contains("it is a study itself"));
    }

    #[test]
    fn much_that_is_left_out_is_said_by_kind_and_number() {
        let mut files: Vec<String> = (0..7).map(|n| format!("a/{n}.mp3")).collect();
        files.extend(["a/x.MOV".to_owned(), "b/README".to_owned()]);
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let dir = made(&files);
        let notes = find(&[dir.path().to_owned()]).notes;
        assert!(notes[0].ends_with("no file in it can be read"), "{notes:?}");
        assert!(
            notes[1].ends_with("left out 8 files, .mp3 7, .mov 1"),
            "{notes:?}"
        );
        assert!(notes[2].ends_with("left out README"), "{notes:?}");
        assert!(
            notes[3].starts_with("left out in 2 folders: 9 files, .mp3 7, "),
            "{notes:?}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_and_an_empty_folder_says_so() {
        let dir = made(&["in/a.txt"]);
        let folder = dir.path().join("in");
        std::os::unix::fs::symlink(dir.path(), folder.join("round")).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", folder.join("p.txt")).unwrap();
        let found = find(std::slice::from_ref(&folder));
        assert_eq!(names(&found, dir.path()), ["in/a.txt"]);
        assert!(
            found.notes[0].contains("2 links not followed"),
            "{:?}",
            found.notes
        );
        let empty = dir.path().join("empty");
        fs::create_dir(&empty).unwrap();
        assert!(find(&[empty]).notes[0].contains("the folder is empty"));
    }

    #[test]
    fn a_lock_file_is_said_to_be_one() {
        let found = find(&[
            "x/~$P01.docx".into(),
            "y/P01.docx".into(),
            "z/P01.docx".into(),
        ]);
        assert!(found.notes[0].contains("lock file"), "{:?}", found.notes);
        assert!(found.notes[0].contains("name the file itself, P01.docx"));
        let apart: Vec<_> = found
            .files
            .iter()
            .filter_map(|f| f.told_apart.as_deref())
            .collect();
        assert_eq!(apart, ["y/P01", "z/P01"]);
    }
}
