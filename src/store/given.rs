//! A file the user names, wherever it lies: links are theirs to make, but a pipe or a device may
//! have no end.

use super::disk::Refused;
use super::folder::{Folder, How, Links};
use super::real::rest_of;
use crate::model::limits;
use std::io;
use std::path::Path;

/// Reads a file the user names, whole.
pub fn read_given(path: &Path) -> io::Result<Vec<u8>> {
    let name = path.file_name().ok_or(Refused::Folder)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let file = Folder::open(folder, Links::Followed)?.file(name, How::Read)?;
    rest_of(file, 0, limits::GIVEN)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::fs::{self, File};
    use std::os::unix::fs::symlink;
    use std::process::Command;

    #[test]
    fn files_and_links_to_them_are_read_and_what_has_no_end_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("a"), "text").unwrap();
        symlink(at("a"), at("link")).unwrap();
        for name in ["a", "link"] {
            assert_eq!(read_given(&at(name)).unwrap(), b"text");
        }
        let pipe = Command::new("mkfifo").arg(at("pipe")).status().unwrap();
        assert!(pipe.success());
        symlink(at("pipe"), at("to-pipe")).unwrap();
        symlink("/dev/zero", at("zero")).unwrap();
        let large = File::create(at("large")).unwrap();
        large.set_len(limits::GIVEN.most + 1).unwrap();
        let why = |name: &str| read_given(&at(name)).unwrap_err().to_string();
        assert!(why("pipe").contains("a pipe"), "{}", why("pipe"));
        assert!(why("to-pipe").contains("a pipe"), "{}", why("to-pipe"));
        assert!(why("zero").contains("a device"), "{}", why("zero"));
        assert!(why("large").contains("256 MB"), "{}", why("large"));
        assert!(why("").contains("folder"), "{}", why(""));
    }
}
