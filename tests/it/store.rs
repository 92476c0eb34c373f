//! A study on the machine's own disk, from its making to its check.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use tandem::model::coding::MemoOn;
use tandem::model::event::{Change, Event};
use tandem::model::ids::{EventId, SourceId};
use tandem::model::source::Structure;
use tandem::store::{Notice, Opened, Places, ReadOnly, RealDisk, Store, check, create};
use uuid::Uuid;

const NOW: u64 = 1_800_000_000_000;

struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let study = dir.path().join("my study");
        create(&RealDisk::new(), &study, "Recovery", Uuid::new_v4()).unwrap();
        Desk { dir }
    }

    fn study(&self) -> PathBuf {
        self.dir.path().join("my study")
    }

    fn open(&self, coder: &str) -> Opened {
        let places = Places {
            state: self.dir.path().join("state"),
            cache: self.dir.path().join("cache"),
            seed: None,
        };
        let coder = Some(coder.parse().unwrap());
        Store::open(Arc::new(RealDisk::new()), &self.study(), places, coder, NOW).unwrap()
    }
}

fn memo(text: &str) -> (EventId, Change) {
    let change = Change::MemoWritten {
        of: None,
        round: None,
        on: MemoOn::Study,
        text: text.into(),
        kind: None,
        about: Vec::new(),
    };
    (EventId(Uuid::new_v4()), change)
}

fn ids(events: &[Arc<Event>]) -> Vec<EventId> {
    events.iter().map(|e| e.id).collect()
}

#[test]
fn a_study_lives_through_windows_threads_and_a_second_coder() {
    let desk = Desk::new();
    let (mut ana, ..) = desk.open("ana");
    let (mut bo, ..) = desk.open("bo");
    // The store is sent to the thread that saves.
    let mut ana = std::thread::spawn(move || {
        ana.append(&[memo("one"), memo("two")], NOW).unwrap();
        ana
    })
    .join()
    .unwrap();
    assert_eq!(bo.arrivals(NOW).unwrap().events.len(), 2);
    bo.append(&[memo("three")], NOW).unwrap();
    assert_eq!(ana.arrivals(NOW).unwrap().events.len(), 1);
    assert!(ana.arrivals(NOW).unwrap().events.is_empty());

    let (_, _, notices) = desk.open("ana");
    assert!(matches!(
        &notices[..],
        [Notice::ReadOnly(ReadOnly::OtherWindow { .. })]
    ));
    assert!(
        notices[0]
            .to_string()
            .contains(&format!("process {}", std::process::id()))
    );

    let id = SourceId::for_file(b"Hello");
    ana.write_source(&id, "Hello", &Structure::default(), b"Hello", "txt")
        .unwrap();
    assert_eq!(ana.load_document(&id, 1).unwrap().text.as_str(), "Hello");
    ana.save_cache();
    drop(ana);
    let (ana, events, notices) = desk.open("ana");
    assert_eq!((events.len(), notices.len()), (3, 0));
    drop(ana);
    std::fs::remove_dir_all(desk.dir.path().join("cache")).unwrap();
    assert_eq!(ids(&desk.open("ana").1), ids(&events));
    assert!(
        check(&RealDisk::new(), &desk.study(), None, NOW)
            .unwrap()
            .is_empty()
    );
}

#[cfg(unix)]
#[test]
fn the_users_own_folders_are_private_and_hold_nothing_of_the_machine_in_the_study() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let (mut ana, ..) = desk.open("ana");
    ana.append(&[memo("one")], NOW).unwrap();
    ana.save_cache();
    let study = ana.info().id.to_string();
    for own in ["state", "cache"] {
        let path = desk.dir.path().join(own).join(&study);
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", path.display());
    }
    let mut names: Vec<_> = list(&desk.study());
    names.sort();
    let expected = [
        ".gitattributes",
        ".gitignore",
        "journals",
        "private",
        "sources",
        "study.ron",
    ];
    assert_eq!(names, expected);
    assert_eq!(list(&desk.study().join("journals")).len(), 1);
}

fn list(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let name =
        |e: std::io::Result<std::fs::DirEntry>| e.unwrap().file_name().into_string().unwrap();
    entries.map(name).collect()
}
