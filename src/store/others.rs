//! What is neither file nor folder, where a study has its own: links, pipes, devices. The file
//! layer opens none of them; here they are looked for, so that the user is told before writing.

use super::disk::{Disk, EntryKind, Other};
use super::error::ReadOnly;
use super::name::{FileKind, kind};
use super::study::Layout;
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// The folder and the folders in it: what opening has time for.
    Folders,
    /// The files of every source, too.
    Sources,
}

/// Something that is neither file nor folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    pub(crate) other: Other,
}

impl From<Found> for ReadOnly {
    fn from(found: Found) -> ReadOnly {
        let Found { path, other } = found;
        ReadOnly::Other { path, other }
    }
}

/// All that is neither file nor folder among the study's own. What cannot be listed is told where
/// it is read.
pub(crate) fn others(disk: &dyn Disk, layout: &Layout, depth: Depth) -> Vec<Found> {
    let mut found = Vec::new();
    let mut look = |folder: &Path, ours: &dyn Fn(&str) -> bool| {
        let entries = disk.list(folder).unwrap_or_default();
        let (mut folders, named) = (Vec::new(), |name: &str| folder.join(name));
        for entry in entries.iter().filter(|e| ours(&e.name)) {
            match entry.kind {
                EntryKind::File => {}
                EntryKind::Folder => folders.push(named(&entry.name)),
                EntryKind::Other(other) => found.push(Found {
                    path: named(&entry.name),
                    other,
                }),
            }
        }
        folders
    };
    look(layout.dir(), &|name| layout.has(name));
    look(&layout.journals(), &|name| kind(name) != FileKind::Other);
    // Nothing of a study begins with a dot, but much that editors and sync tools leave does.
    let shown = |name: &str| !name.starts_with('.');
    look(&layout.private(), &shown);
    let sources = look(&layout.sources(), &shown);
    if depth == Depth::Sources {
        for source in sources {
            look(&source, &shown);
        }
    }
    found
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use crate::model::ids::SourceId;
    use crate::store::check::{Trouble, check};
    use crate::store::disk::Other;
    use crate::store::source::tests::{added, structure};
    use crate::store::tests::{NOW, id};
    use crate::store::{Finding, Notice, Places, ReadOnly, RealDisk, Store, create};
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::sync::Arc;
    use uuid::Uuid;

    /// A study with a source and a line in it, and a place outside it.
    struct Desk(tempfile::TempDir);

    impl Desk {
        fn new() -> Desk {
            let desk = Desk(tempfile::tempdir().unwrap());
            create(&RealDisk::new(), &desk.study(), "S", Uuid::from_u128(7)).unwrap();
            fs::create_dir(desk.outside()).unwrap();
            let (mut store, ..) = desk.open();
            store
                .write_source(&source(), "Hello", &structure(5), b"Hello", "txt")
                .unwrap();
            store
                .append(&[(id(), added(&source(), "Hello"))], NOW)
                .unwrap();
            desk
        }

        fn study(&self) -> PathBuf {
            self.0.path().join("study")
        }

        fn outside(&self) -> PathBuf {
            self.0.path().join("outside")
        }

        fn open(&self) -> (Store, Vec<String>) {
            let places = Places {
                state: self.0.path().join("state"),
                cache: self.0.path().join("cache"),
                seed: Some(1),
            };
            let coder = Some("ana".parse().unwrap());
            let disk = Arc::new(RealDisk::new());
            let (store, _, notices) = Store::open(disk, &self.study(), places, coder, NOW).unwrap();
            (store, notices.iter().map(Notice::to_string).collect())
        }

        fn check(&self) -> Vec<Finding> {
            check(&RealDisk::new(), &self.study(), None, NOW).unwrap()
        }

        fn journal(&self) -> PathBuf {
            let mut entries = fs::read_dir(self.study().join("journals")).unwrap();
            entries.next().unwrap().unwrap().path()
        }

        /// Puts something in the place of what is there, which goes outside.
        fn put(&self, path: &Path, made: impl FnOnce(&Path, &Path)) {
            let moved = self.outside().join("moved");
            if path.symlink_metadata().is_ok() {
                fs::rename(path, &moved).unwrap();
            }
            made(&moved, path);
        }

        fn all_outside(&self) -> Vec<(PathBuf, Vec<u8>)> {
            let mut found = Vec::new();
            let mut folders = vec![self.outside()];
            while let Some(folder) = folders.pop() {
                for entry in fs::read_dir(folder).unwrap() {
                    let path = entry.unwrap().path();
                    if path.is_dir() {
                        folders.push(path);
                    } else {
                        found.push((path.clone(), fs::read(&path).unwrap()));
                    }
                }
            }
            found.sort();
            found
        }
    }

    fn source() -> SourceId {
        SourceId("p07".into())
    }

    fn link(to: &Path, at: &Path) {
        symlink(to, at).unwrap();
    }

    fn pipe(_: &Path, at: &Path) {
        assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
    }

    fn endless(_: &Path, at: &Path) {
        symlink("/dev/zero", at).unwrap();
    }

    type Made = fn(&Path, &Path);
    const WAYS: [(Made, Other); 3] = [
        (link, Other::Link),
        (pipe, Other::Pipe),
        (endless, Other::Link),
    ];

    /// Tries all that writes; nothing of it may be done.
    fn write_all_ways(store: &mut Store) {
        let event = (id(), added(&SourceId("p08".into()), "Hi"));
        let refused = store.append(&[event], NOW).unwrap_err();
        assert!(
            refused.to_string().contains("nothing was saved"),
            "{refused}"
        );
        for source in [source(), SourceId("p08".into())] {
            let written = store.write_source(&source, "Hello", &structure(5), b"Hello", "txt");
            assert!(written.is_err());
        }
    }

    #[test]
    fn what_is_no_file_makes_the_study_read_only_and_nothing_goes_through_it() {
        for (made, other) in WAYS {
            let places = [
                "private",
                "sources",
                "journals",
                ".gitignore",
                ".gitattributes",
            ];
            let deeper = ["journal", "sources/p07", "private/p07.txt"];
            for place in places.into_iter().chain(deeper) {
                let desk = Desk::new();
                let path = match place {
                    "journal" => desk.journal(),
                    name => desk.study().join(name),
                };
                desk.put(&path, made);
                let before = desk.all_outside();
                let (mut store, notices) = desk.open();
                let why = ReadOnly::Other {
                    path: path.clone(),
                    other,
                };
                assert_eq!(store.read_only(), Some(why), "{place}");
                let said = notices.join("\n");
                assert!(said.contains(path.to_str().unwrap()), "{said}");
                write_all_ways(&mut store);
                store.arrivals(NOW).ok();
                assert_eq!(desk.all_outside(), before, "{place}");
                let found = desk.check();
                let of = |f: &Finding| (f.path.clone(), f.trouble.clone());
                let expected = (path, Trouble::Other(other));
                assert!(found.iter().any(|f| of(f) == expected), "{found:?}");
            }
        }
    }

    #[test]
    fn files_of_a_source_are_refused_and_the_check_makes_the_study_read_only() {
        for (made, other) in WAYS {
            for name in ["r1.txt", "r1.structure.ron"] {
                let desk = Desk::new();
                let path = desk.study().join("sources/p07").join(name);
                desk.put(&path, made);
                let before = desk.all_outside();
                let (mut store, _) = desk.open();
                let why = store.load_document(&source(), 1).unwrap_err().to_string();
                assert!(
                    why.contains(name) && why.contains(&other.to_string()),
                    "{why}"
                );
                let written =
                    store.write_source(&source(), "Hello", &structure(5), b"Hello", "txt");
                assert!(written.is_err() || name == "r1.structure.ron");
                store.heed(&desk.check(), NOW);
                assert_eq!(store.read_only(), Some(ReadOnly::Other { path, other }));
                write_all_ways(&mut store);
                assert_eq!(desk.all_outside(), before, "{name}");
            }
        }
    }

    #[test]
    fn a_study_file_that_is_no_file_is_no_study() {
        for (made, other) in WAYS {
            let desk = Desk::new();
            desk.put(&desk.study().join("study.ron"), made);
            let why = check(&RealDisk::new(), &desk.study(), None, NOW)
                .unwrap_err()
                .to_string();
            assert!(why.contains(&other.to_string()), "{why}");
        }
    }

    #[test]
    fn what_comes_in_as_a_link_stops_the_writing() {
        let desk = Desk::new();
        let (mut store, _) = desk.open();
        let path = desk.study().join("journals/bo.k3f9a2xx.1.ronl");
        desk.put(&path, endless);
        let arrived = store.arrivals(NOW).unwrap();
        let other = Other::Link;
        assert_eq!(store.read_only(), Some(ReadOnly::Other { path, other }));
        assert_eq!(arrived.notices.len(), 1, "{:?}", arrived.notices);
        assert!(store.arrivals(NOW).unwrap().notices.is_empty(), "said once");
        write_all_ways(&mut store);
    }

    #[test]
    fn the_study_itself_may_be_reached_through_a_link_and_others_may_leave_links_in_it() {
        let desk = Desk::new();
        let moved = desk.outside().join("kept");
        fs::rename(desk.study(), &moved).unwrap();
        link(&moved, &desk.study());
        link(
            Path::new("me@host.1234"),
            &moved.join("journals/.#ana.k3f9a2xx.1.ronl"),
        );
        link(Path::new("nowhere"), &moved.join("notes"));
        let (mut store, notices) = desk.open();
        assert!(store.read_only().is_none(), "{notices:?}");
        store
            .append(&[(id(), added(&SourceId("p08".into()), "Hi"))], NOW)
            .unwrap();
        assert_eq!(
            store.load_document(&source(), 1).unwrap().text.as_str(),
            "Hello"
        );
    }
}
