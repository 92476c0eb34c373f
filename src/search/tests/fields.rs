use super::*;
use crate::model::attribute::Subject;
use crate::model::event::Change;
use crate::model::source::SpeakerSetting;

fn groups() -> Study {
    let mut study = Study::new(vec![
        source("P01 interview", "en", "I: Goals?\nP01: My goal was small."),
        source(
            "P02 interview",
            "en",
            "I: Goals?\nP02: No goal.\nA. Chan: The goal was theirs.",
        ),
        source(
            "Group one",
            "zh",
            "I: 目標？\nMary: 我有目標 goal\nP02: 冇 goal",
        ),
    ]);
    study.sources[2].kind = SourceKind::FocusGroup;
    study.sources[0].attributes = vec![
        ("arm".into(), "SMCM".into()),
        ("site".into(), "North District".into()),
    ];
    study.sources[1].attributes = vec![
        ("arm".into(), "control".into()),
        ("組別".into(), "對照組".into()),
    ];
    let set = |label: &str, role, participant: Option<&str>| SpeakerSetting {
        label: label.into(),
        role,
        participant: participant.map(str::to_owned),
    };
    study.sources[1].speakers = vec![set("A. Chan", SpeakerRole::Interviewer, None)];
    study.sources[2].speakers = vec![set("Mary", SpeakerRole::Participant, Some("P01"))];
    study.participants = vec![
        ("P01".into(), vec![("sex".into(), "female".into())]),
        ("P02".into(), vec![("sex".into(), "male".into())]),
    ];
    study.update();
    study
}

#[test]
fn fields_narrow_a_search() {
    let study = groups();
    for (query, want) in [
        ("goal speaker:P02", &["p02-interview:2", "group-one:3"][..]),
        ("goal speaker:p01", &["p01-interview:2", "group-one:2"]),
        ("speaker:\"A. Chan\"", &["p02-interview:3"]),
        (
            "goal source:P02 -\"no goal\"",
            &["p02-interview:1", "p02-interview:3"],
        ),
        (
            "goal source:p0*",
            &[
                "p01-interview:1",
                "p01-interview:2",
                "p02-interview:1",
                "p02-interview:2",
                "p02-interview:3",
            ],
        ),
        ("goal kind:focus-group", &["group-one:2", "group-one:3"]),
        ("goal kind:\"focus group\"", &["group-one:2", "group-one:3"]),
        ("目標 kind:focus", &["group-one:1", "group-one:2"]),
        ("goal arm:smcm", &["p01-interview:1", "p01-interview:2"]),
        (
            "goal -arm:smcm kind:interview",
            &["p02-interview:1", "p02-interview:2", "p02-interview:3"],
        ),
        ("goal site:north", &["p01-interview:1", "p01-interview:2"]),
        (
            "goal 組別:對照",
            &["p02-interview:1", "p02-interview:2", "p02-interview:3"],
        ),
        ("goal sex:female", &["p01-interview:2", "group-one:2"]),
        ("goal sex:male", &["p02-interview:2", "group-one:3"]),
        (
            "goal is:participant",
            &[
                "p01-interview:2",
                "p02-interview:2",
                "group-one:2",
                "group-one:3",
            ],
        ),
        (
            "goal is:interviewer",
            &["p01-interview:1", "p02-interview:1", "p02-interview:3"],
        ),
        ("source:nowhere goal", &[]),
    ] {
        assert_eq!(study.find(query), want, "{query}");
    }
}

#[test]
fn an_attribute_counts_from_the_moment_it_is_set() {
    let mut study = groups();
    study.sources[2]
        .attributes
        .push(("arm".into(), "smcm".into()));
    assert_eq!(study.update(), 0, "no text has changed");
    assert_eq!(study.find("goal arm:smcm").len(), 4);
}

#[test]
fn fields_nobody_has_are_refused_with_those_there_are() {
    let study = groups();
    let error = |query: &str| {
        let text = TextIndex::open(study.path());
        let notes = NotesIndex::build(Default::default(), "en").expect("notes");
        let corpus = Corpus {
            sources: &study.sources,
            participants: &study.participants,
            ..Corpus::default()
        };
        let query = Query::parse(query).expect("query");
        match query.search(&text, &notes, &corpus, Order::Source, 5) {
            Err(SearchError::Query(error)) => error,
            other => panic!("{other:?}"),
        }
    };
    let unknown = error("goal age:40");
    assert_eq!(unknown.column, 6);
    assert!(
        unknown
            .fault
            .contains("attributes are arm, sex, site, 組別"),
        "{unknown}"
    );
    assert!(error("kind:novel").fault.contains("focus-group"));
    assert!(error("is:asleep").fault.contains("role:participant"));
}

#[test]
fn a_hit_by_fields_alone_covers_the_talk() {
    let study = groups();
    let results = study.results("speaker:P02 source:one", Order::Source);
    assert_eq!(study.covered(&results.hits[0]), "冇 goal");
    assert!(results.hits[0].marks.is_empty());
}

/// An index of these texts, as long as its folder is kept.
fn indexed(sources: &[Source], texts: &[Document]) -> (TempDir, TextIndex) {
    let folder = tempfile::tempdir().unwrap();
    let give = |s: &Source| {
        let document = texts.iter().find(|d| d.source == s.id);
        Ok::<_, Infallible>(document.unwrap().clone())
    };
    let text = update(folder.path(), sources, give, |_, _| {
        ControlFlow::Continue(())
    });
    (folder, text.unwrap())
}

/// What is asked of a round asks of its sources; an attribute in quotes is one, whatever it is called.
#[test]
fn a_round_has_sources_and_an_attribute_may_be_called_as_a_field_is() {
    let mut made = crate::model::fixture::Study::new();
    made.coders(&["ana", "ben"]);
    let mut texts = Vec::new();
    for (id, text) in [("a", "P1: river\nI: sea"), ("b", "P2: river")] {
        texts.push(source(id, "en", text).1);
        made.source(id, text.len() as u32);
    }
    made.round(&["a"]);
    for (who, key, value) in [("P1", "role", "nurse"), ("P2", "years in post", "6")] {
        let change = Change::AttributeSet {
            of: Subject::Participant(who.into()),
            key: key.into(),
            value: Some(value.into()),
            absent: None,
            at: None,
            replaces: Vec::new(),
        };
        made.push("ana", change);
    }
    let view = made.view_for("ana");
    let (_folder, text) = indexed(view.sources(), &texts);
    let notes = NotesIndex::build(Vec::new().into(), "en").unwrap();
    let pairs =
        |all: &std::collections::BTreeMap<String, String>| all.clone().into_iter().collect();
    let people: Vec<_> = view
        .participants()
        .iter()
        .map(|(who, all)| (who.clone(), pairs(all)))
        .collect();
    let corpus = Corpus {
        sources: view.sources(),
        participants: &people,
        view: Some(&view),
        ..Corpus::default()
    };
    let found = |typed: &str| {
        let query = Query::parse(typed).unwrap();
        let found = query
            .search(&text, &notes, &corpus, Order::Source, 9)
            .map_err(|e| e.to_string());
        found.map(|found| found.total)
    };
    assert_eq!(found("within:\"round 1\""), Ok(2));
    assert_eq!(found("river -within:\"round 1\""), Ok(1));
    assert!(found("within:nothing").unwrap_err().contains("round 1"));
    assert_eq!(found("\"role\":nurse"), Ok(1));
    assert_eq!(found("\"years in post\":>5"), Ok(1));
    assert!(found("\"posts\":6").is_err());
    assert!(Query::parse("\"role\":(a").is_err());
    let facets = Query::parse("river")
        .unwrap()
        .facets(&text, &corpus)
        .unwrap();
    for facet in facets.all {
        let narrower = Query::parse("river")
            .unwrap()
            .narrowed("river", &facet)
            .unwrap();
        assert_eq!(found(&narrower), Ok(facet.hits), "{narrower}");
    }
}

/// A label that names nobody is another person in each text, though one query finds all of them.
#[test]
fn people_whom_only_a_label_tells_are_counted_apart() {
    let mut made = crate::model::fixture::Study::new();
    made.coders(&["ana"]);
    let mut texts = Vec::new();
    for id in ["a", "b", "c"] {
        let text = format!("Doctor: river\nPatient: river\nP0{}: river", id.len());
        texts.push(source(id, "en", &text).1);
        made.source(id, text.len() as u32);
    }
    let view = made.view_for("ana");
    let (_folder, text) = indexed(view.sources(), &texts);
    let sources: Vec<Source> = view.sources().to_vec();
    let corpus = Corpus {
        sources: &sources,
        view: Some(&view),
        ..Corpus::default()
    };
    let people = |typed: &str| {
        Query::parse(typed)
            .unwrap()
            .facets(&text, &corpus)
            .unwrap()
            .people
    };
    // P01 names somebody, who is in all three.
    assert!(sources.iter().all(|s| s.apart.is_some()));
    assert_eq!(people("river"), 3 + 3 + 1);
    assert_eq!(people("speaker:Patient"), 3);
}
