//! Where files go so that none written earlier is lost: the same bytes again go to the same name,
//! anything else beside it with a number after the name. Files written together get one number.

use super::whole::holds;
use std::path::{Path, PathBuf};

/// Where these files, named below `folder`, go: their number, 1 being their own name, and their
/// paths in the same order.
pub fn beside(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> (u32, Vec<PathBuf>) {
    let mut n = 1;
    loop {
        let paths = files
            .iter()
            .map(|(name, _)| folder.join(numbered(name, n)))
            .collect::<Vec<_>>();
        let mut all = paths.iter().zip(files);
        if !all.any(|(path, (_, bytes))| holds_something_else(path, bytes)) {
            return (n, paths);
        }
        n += 1;
    }
}

/// Whether something lies there that writing these bytes would destroy. A path that cannot even be
/// looked at is left to whoever writes: they learn why.
fn holds_something_else(path: &Path, bytes: &[u8]) -> bool {
    path.symlink_metadata().is_ok() && !holds(path, bytes)
}

/// `minutes-pilot.md` as `minutes-pilot-2.md`; of a file in a folder, the folder gets the number.
pub fn numbered(name: &Path, n: u32) -> PathBuf {
    let mut parts = name.components();
    let Some(first) = parts.next().filter(|_| n > 1) else {
        return name.to_path_buf();
    };
    let (first, rest) = (Path::new(first.as_os_str()), parts.as_path());
    if !rest.as_os_str().is_empty() {
        return PathBuf::from(format!("{}-{n}", first.display())).join(rest);
    }
    let stem = first.file_stem().unwrap_or_default().display();
    match first.extension() {
        Some(ending) => PathBuf::from(format!("{stem}-{n}.{}", ending.display())),
        None => PathBuf::from(format!("{stem}-{n}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn wrote(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> u32 {
        let (n, paths) = beside(folder, files);
        for (path, (_, bytes)) in paths.iter().zip(files) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        n
    }

    #[test]
    fn the_same_again_goes_to_the_same_place_and_something_else_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let files = |a: &str, b: &str| {
            vec![
                (PathBuf::from("set/a.csv"), a.as_bytes().to_vec()),
                (PathBuf::from("set/b.csv"), b.as_bytes().to_vec()),
            ]
        };
        assert_eq!(wrote(folder.path(), &files("1", "1")), 1);
        assert_eq!(wrote(folder.path(), &files("1", "1")), 1);
        assert_eq!(wrote(folder.path(), &files("1", "2")), 2);
        assert_eq!(wrote(folder.path(), &files("3", "1")), 3);
        assert_eq!(wrote(folder.path(), &files("1", "2")), 2);
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(read("set/b.csv"), "1");
        assert_eq!(read("set-2/b.csv"), "2");
        assert_eq!(read("set-3/a.csv"), "3");
    }

    #[test]
    fn the_number_stands_before_the_ending() {
        let name = |name: &str, n| numbered(Path::new(name), n).display().to_string();
        assert_eq!(name("minutes-pilot.docx", 1), "minutes-pilot.docx");
        assert_eq!(name("minutes-pilot.docx", 2), "minutes-pilot-2.docx");
        assert_eq!(
            name("agreement-pilot/codes.csv", 3),
            "agreement-pilot-3/codes.csv"
        );
    }
}
