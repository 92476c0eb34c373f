//! While a round is blind, nothing a subcommand prints changes with what the other does.

use crate::place::{Place, files_below, now};
use std::collections::BTreeMap;
use std::fs;
use tandem::model::code::{CodeKind, CodeText, Colour};
use tandem::model::coding::MemoOn;
use tandem::model::event::Change;
use tandem::model::ids::{Digest, EventId, RoundId, SourceId};
use tandem::model::text::Span;
use tandem::model::view::View;
use uuid::Uuid;

/// Everything the subcommands tell a viewer, by what was asked.
fn told(place: &Place, coder: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let study = place.study_arg();
    let asked: [&[&str]; 12] = [
        &["agree", &study],
        &["agree", &study, "--json"],
        &["reconcile", &study, "--list"],
        &["reconcile", &study, "--json"],
        &["codebook", &study],
        &["codebook", &study, "--json"],
        &["themes", &study, "--json"],
        &["search", &study, "weather", "--json"],
        &["search", &study, "code:weather OR memo:weather"],
        &["round", "status", &study, "--json"],
        &["check", &study, "--json"],
        &["export", &study, "--to", "out"],
    ];
    let mut told = BTreeMap::new();
    for args in asked {
        let args = [args, coder].concat();
        let out = place.output(&args);
        told.insert(args.join(" "), [out.stdout, out.stderr].concat());
    }
    for file in files_below(&place.path("out")) {
        told.insert(file.display().to_string(), fs::read(&file).unwrap());
    }
    told
}

/// A coding, a code of his own, and a memo of ben's in the round.
fn ben_works(place: &Place) {
    let (mut store, events, _) = place.open("ben");
    let view = View::new(events, Some("ben".parse().unwrap()));
    let round: RoundId = view.round_named("Pilot").unwrap().id;
    let source: SourceId = view.sources()[0].id.clone();
    let id = || EventId(Uuid::new_v4());
    let (code, coding) = (id(), id());
    let added = Change::CodeAdded {
        name: "weather".into(),
        parent: None,
        text: CodeText::default(),
        colour: Colour::Red,
        key: None,
        kind: CodeKind::Plain,
        private: Some(round),
    };
    let coded = Change::Coded {
        of: None,
        round: Some(round),
        source,
        revision: 1,
        span: Span { start: 3, end: 30 },
        code: code.into(),
        digest: Digest::of(b""),
        certain: true,
        rating: None,
        via: None,
    };
    let memo = Change::MemoWritten {
        of: None,
        round: Some(round),
        on: MemoOn::Coding(coding.into()),
        text: "the weather again".into(),
        kind: None,
        about: Vec::new(),
    };
    let changes = [(code, added), (coding, coded), (id(), memo)];
    store.append(&changes, now()).unwrap();
}

#[test]
fn what_the_other_does_blind_changes_nothing_that_is_told() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    let new = ["round", "new", &study, "--name", "Pilot"];
    let of = ["--sources", "P01_interview", "--coders", "ana,ben"];
    place.run(&[&new[..], &of].concat());
    // Ben has opened the study, which everybody may know.
    drop(place.open("ben"));
    let public = || {
        fs::remove_dir_all(place.path("state")).unwrap();
        told(&place, &[])
    };
    let anas = || {
        place.first_here("ana");
        told(&place, &["--coder", "ana"])
    };
    let before = (public(), anas());
    ben_works(&place);
    let after = (public(), anas());
    for (before, after) in [(before.0, after.0), (before.1, after.1)] {
        assert_eq!(before.len(), after.len());
        for (asked, was) in before {
            let (was, is) = (String::from_utf8_lossy(&was), &after[&asked]);
            assert_eq!(was, String::from_utf8_lossy(is), "{asked}");
        }
    }
    // He himself sees it.
    place.first_here("ben");
    let own = told(&place, &["--coder", "ben"]);
    let codebook = &own[&format!("codebook {study} --coder ben")];
    assert!(String::from_utf8_lossy(codebook).contains("weather  (1 coding)"));
}
