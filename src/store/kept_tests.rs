//! Kept views, over a disk in memory: found where the journals are as they were, and nowhere else.

use super::disk::Disk;
use super::open_study::Store;
use super::places::Places;
use super::tests::{NOW, Study, id, save};
use super::{Notice, ReadOnly};
use crate::model::event::Change;
use crate::model::limits;
use crate::model::view::View;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const CACHE: &str = "/mac/cache";

impl Study {
    fn view(&self, coder: &str) -> (Store, View, Vec<Notice>) {
        let places = Places {
            state: "/mac/state".into(),
            cache: CACHE.into(),
            seed: None,
        };
        let coder = (!coder.is_empty()).then(|| coder.parse().unwrap());
        let disk = Arc::new(self.disk.clone());
        Store::open_to_view(disk, Path::new("/home/study"), places, coder, NOW).unwrap()
    }

    /// The file of a slot with this ending.
    fn kept(&self, slot: usize, ending: &str) -> PathBuf {
        let study = self.disk.list(Path::new(CACHE)).unwrap().remove(0).name;
        Path::new(CACHE)
            .join(study)
            .join(format!("view-{slot}.{ending}"))
    }
}

fn study() -> Study {
    let study = Study::new(3);
    let mut ana = study.open("ana").0;
    ana.append(&[(id(), Change::joined("Ana"))], NOW).unwrap();
    save(&mut ana, "what ana thinks");
    study
}

fn memos(view: &View) -> Vec<String> {
    let mut texts: Vec<String> = view.memos().map(|m| m.text.clone()).collect();
    texts.sort_by_key(|text| (text.contains("ben"), text.contains("more")));
    texts
}

#[test]
fn a_study_is_opened_to_the_view_that_was_kept_and_goes_on_from_it() {
    let study = study();
    assert!(
        study.view("ana").1.rest().is_none(),
        "folded from all events"
    );
    let (mut store, mut view, notices) = study.view("ana");
    assert!(view.rest().is_some(), "as it was kept");
    assert_eq!(notices, []);
    assert_eq!(memos(&view), ["what ana thinks"]);
    // Saving reads everything first: nothing is written twice, and numbers go on.
    let saved = save(&mut store, "more");
    assert_eq!(saved.seq, 3);
    view.admit([saved.clone()]);
    assert!(
        store
            .append(&[(saved.id, Change::joined("again"))], NOW)
            .is_err()
    );
    assert_eq!(memos(&view), ["what ana thinks", "more"]);
    store.keep(&view);
    drop(store);
    let (_, view, _) = study.view("ana");
    assert!(view.rest().is_some());
    assert_eq!(memos(&view), ["what ana thinks", "more"]);
}

#[test]
fn what_came_since_is_in_the_view() {
    let study = study();
    study.view("ana");
    let (mut ana, mut view, _) = study.view("ana");
    let mut ben = study.open_on("pc", "ben").unwrap().0;
    save(&mut ben, "what ben thinks");
    // While it is open, and at the next opening.
    view.admit(ana.arrivals(NOW).unwrap().events);
    assert_eq!(memos(&view), ["what ana thinks", "what ben thinks"]);
    drop(ana);
    let (_, again, _) = study.view("ana");
    assert!(again.rest().is_none());
    assert_eq!(memos(&again), memos(&view));
}

#[test]
fn damaged_or_lost_it_is_made_anew() {
    let study = study();
    study.view("ana");
    for ending in ["state", "key"] {
        let path = study.kept(0, ending);
        let sound = study.disk.read(&path, limits::CACHE).unwrap();
        for at in (0..sound.len()).step_by(7) {
            let mut flipped = sound.clone();
            flipped[at] ^= 1 << (at % 8);
            for bytes in [&flipped[..], &sound[..at]] {
                study.disk.meddle(&path, bytes);
                let (_, view, notices) = study.view("ana");
                assert!(view.rest().is_none(), "{ending} {at}");
                assert_eq!(
                    (memos(&view), notices),
                    (vec!["what ana thinks".into()], vec![])
                );
            }
        }
        study.view("ana");
    }
    assert!(study.view("ana").1.rest().is_some());
}

#[test]
fn it_is_one_viewers_and_the_last_four_are_kept() {
    let study = study();
    for coder in ["ana", "ben", "", "cat"] {
        assert!(study.view(coder).1.rest().is_none(), "{coder}");
        assert_eq!(
            study.view(coder).1.viewer().map(|c| c.as_str()),
            (!coder.is_empty()).then_some(coder)
        );
        assert!(study.view(coder).1.rest().is_some(), "{coder}");
    }
    study.view("dan");
    let kept = |coder| study.view(coder).1.rest().is_some();
    assert!(kept("dan") && (0..4).all(|n| study.disk.exists(&study.kept(n, "key")).unwrap()));
    assert!(!study.disk.exists(&study.kept(4, "key")).unwrap());
}

#[test]
fn what_is_to_be_said_of_a_journal_is_said_at_every_opening() {
    let study = study();
    study.view("ana");
    study.meddle(|text| text.replacen("thinks", "thonks", 1));
    for _ in 0..2 {
        let (_, view, notices) = study.view("");
        assert!(view.rest().is_none());
        assert!(
            notices.iter().any(|n| matches!(n, Notice::Broken { .. })),
            "{notices:?}"
        );
        let broken = |n: &Notice| matches!(n, Notice::ReadOnly(ReadOnly::Broken { .. }));
        assert!(
            notices.iter().any(broken) || notices.iter().any(|n| matches!(n, Notice::ReadOnly(_)))
        );
    }
}
