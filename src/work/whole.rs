//! Writing files that somebody may need: whole or not at all. What lay there stays until all of
//! the new file is on the disk.

use atomic_write_file::AtomicWriteFile;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file into a folder that is there. Where that fails, a full disk for one, what lay there
/// lies there still, and nothing is left beside it.
///
/// # Errors
/// What the system says.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::metadata(path) {
        // A pipe or a terminal holds nothing that could be lost, and cannot be renamed over.
        Ok(there) if !there.is_file() => fs::write(path, bytes),
        // A link stays one: what it leads to is written.
        Ok(_) => replace(&fs::canonicalize(path)?, bytes),
        Err(_) => replace(path, bytes),
    }
}

/// Whether a file lies there that holds just these bytes. Nothing of any other length is read.
pub fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same_length = |there: fs::Metadata| there.is_file() && there.len() == bytes.len() as u64;
    fs::metadata(path).is_ok_and(same_length) && fs::read(path).is_ok_and(|there| there == bytes)
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut writing = AtomicWriteFile::open(path)?;
    writing.write_all(bytes)?;
    writing.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<String> = entries
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_written_again_leaves_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("codings.csv");
        write_whole(&file, b"one").unwrap();
        write_whole(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(names(dir.path()), ["codings.csv"]);
        assert!(write_whole(&dir.path().join("no/folder"), b"x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_device_is_written_to() {
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        fs::write(&real, "one").unwrap();
        std::os::unix::fs::symlink("real", &link).unwrap();
        write_whole(&link, b"two").unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"two");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        write_whole(Path::new("/dev/null"), b"x").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        assert_eq!(names(dir.path()), ["link", "real"]);
    }
}
