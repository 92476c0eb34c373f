//! Sources joined and cut: what becomes of their texts, numbers, speakers, and of codings.

use super::attributes::set;
use super::carrying::LeftBehind;
use super::pieces::{Made, changes, cut, joined};
use crate::import::read;
use crate::model::attribute::{Absent, Column, Subject, Value};
use crate::model::coding::MemoOn;
use crate::model::event::Change;
use crate::model::fixture::{Study, source, span};
use crate::model::ids::{Digest, SourceId};
use crate::model::mint::Mint;
use crate::model::source::Document;
use crate::model::text::Text;
use proptest::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

fn document(id: &str, text: &str) -> Arc<Document> {
    let read = read("a.txt", text.as_bytes(), None).unwrap();
    Arc::new(Document {
        source: source(id),
        revision: 1,
        text: Text::new(read.text),
        structure: read.structure,
        earlier: Vec::new(),
    })
}

fn as_document(made: &Made) -> Arc<Document> {
    Arc::new(Document {
        source: made.id.clone(),
        revision: 1,
        text: Text::new(made.text.clone()),
        structure: made.structure.clone(),
        earlier: Vec::new(),
    })
}

/// A study that holds these documents.
fn study(documents: &[&Arc<Document>]) -> Study {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]);
    for d in documents {
        s.source(d.source.as_str(), d.text.len());
    }
    s.code("hope");
    s.code("fear");
    s
}

/// Every paragraph with its number, who says it, and where the talk begins.
fn said(document: &Document) -> Vec<String> {
    let structure = &document.structure;
    let all = structure.paragraphs.iter().map(|p| {
        let turn = structure.turns[p.turn as usize];
        assert!(turn.span.start <= p.span.start && p.span.end <= turn.span.end);
        let talk = turn.talk.clamp(p.span.start, p.span.end);
        let speaker = turn
            .speaker
            .map_or("–", |s| structure.speakers[s as usize].label.as_str());
        let text = document.text.slice(span(talk..p.span.end));
        format!("{} {speaker}: {text}", p.cited())
    });
    all.collect()
}

/// Puts what was made into the study in the place of what it was made of.
fn put(s: &mut Study, made: &[Made]) {
    let view = s.view();
    let mut old: Vec<SourceId> = Vec::new();
    for one in made {
        let added = Change::SourceAdded {
            source: one.id.clone(),
            name: one.name.clone(),
            kind: Default::default(),
            language: "en".into(),
            extension: "txt".into(),
            original: Digest::default(),
            text: Digest::default(),
            structure: Digest::default(),
            chars: one.text.chars().count() as u32,
            paragraphs: one.structure.paragraphs.len() as u32,
            made_of: one.made_of.clone(),
        };
        for change in changes(&view, one, added) {
            s.push("ana", change);
        }
        old.extend(one.made_of.iter().map(|p| p.source.clone()));
    }
    old.dedup();
    for source in old {
        s.push("ana", Change::SourceRemoved { source });
    }
}

/// Brings along what is somebody's; how many codings and memos that was.
fn carry(s: &mut Study, who: &str, made: &[Made]) -> (usize, usize) {
    let view = s.view_for(who);
    let left = LeftBehind::of(&view);
    let first: HashMap<_, _> = made
        .iter()
        .map(|m| (m.id.clone(), as_document(m)))
        .collect();
    let mut mint = Mint::new(7, 1_700_000_900_000);
    for (_, change) in left.carry(&view, &first, &mut mint) {
        s.push(who, change);
    }
    left.count()
}

#[test]
fn two_files_of_one_interview_become_one_and_codings_follow_each_coder() {
    let one = document("a", "I: Shall we?\nB: Yes, the night was long.\n");
    let two = document("b", "B: We went home.\nC: 然後呢？\n");
    let mut s = study(&[&one, &two]);
    let set = |label: &str, participant: &str| Change::SpeakerSet {
        source: source("b"),
        setting: crate::model::source::SpeakerSetting {
            label: label.into(),
            role: Default::default(),
            participant: Some(participant.into()),
        },
        replaces: Vec::new(),
    };
    s.push("ana", set("C", "Rosa"));
    s.coded("ana", None, "a", 16..26, "hope");
    s.coded("ana", None, "b", 3..15, "fear");
    s.coded("ben", None, "b", 3..15, "hope");
    let on = MemoOn::Segment(source("b"), span(3..10));
    s.push(
        "ben",
        Change::MemoWritten {
            of: None,
            round: None,
            on,
            text: "ben's".into(),
            kind: None,
            about: Vec::new(),
        },
    );
    let made = joined(&s.view(), &[one.clone(), two.clone()], "P07").unwrap();
    let together = as_document(&made);
    assert_eq!(
        said(&together),
        [
            "1 I: Shall we?",
            "2 B: Yes, the night was long.",
            "3 B: We went home.",
            "4 C: 然後呢？"
        ]
    );
    put(&mut s, std::slice::from_ref(&made));
    assert_eq!(carry(&mut s, "ana", std::slice::from_ref(&made)), (2, 0));
    let here = |s: &Study| -> Vec<String> {
        let view = s.view();
        let codings = view.codings_in(&made.id).map(|c| {
            let text = together.text.slice(c.span);
            format!("{} {} {text}", c.coder, view.codebook().name(c.code))
        });
        codings.collect()
    };
    let ana = ["ana hope Yes, the n", "ana fear We went home"];
    assert_eq!(here(&s), ana, "nobody's are brought by somebody else");
    assert_eq!(carry(&mut s, "ben", std::slice::from_ref(&made)), (1, 1));
    assert_eq!(
        here(&s)[1..],
        ["ana fear We went home", "ben hope We went home"]
    );
    for who in ["ana", "ben"] {
        let again = carry(&mut s, who, std::slice::from_ref(&made));
        assert_eq!(again, (0, 0), "{who}: once is enough");
    }
    let view = s.view();
    let memo = view.memos().last().unwrap();
    let MemoOn::Segment(at, span) = &memo.on else {
        panic!("{memo:?}");
    };
    assert_eq!((at, together.text.slice(*span)), (&made.id, "We went"));
    let rosa = &view.source(&made.id).unwrap().speakers[0];
    assert_eq!(rosa.participant.as_deref(), Some("Rosa"));
}

/// A time point is no part of a name and “unknown” is no value, before as after.
#[test]
fn attributes_come_along_as_they_are() {
    let (one, two) = (document("a", "I: One.\n"), document("b", "I: Two.\n"));
    let mut s = study(&[&one, &two]);
    let score = |at: &str| Column::new("score", Some(at.to_owned()));
    let is = |text: &str| Some(Value::Is(text.into()));
    let of = |id: &str| Subject::Source(source(id));
    let arm = Column::new("arm", None);
    s.push("ana", set(of("a"), &score("T0"), is("3")));
    s.push("ana", set(of("b"), &score("T0"), is("4")));
    s.push("ana", set(of("b"), &score("T6"), is("5")));
    s.push("ana", set(of("a"), &arm, Some(Value::Not(Absent::Unknown))));
    let parts = [one, two];
    let made = joined(&s.view(), &parts, "both").unwrap();
    put(&mut s, &[made]);
    let view = s.view();
    let all = view.attributes(&Subject::Source(view.sources()[0].id.clone()));
    let all = all.into_iter().flatten();
    let all: Vec<_> = all
        .map(|(column, held)| (column.clone(), held.value.clone()))
        .collect();
    let value = |text: &str| Value::Is(text.into());
    assert_eq!(
        all,
        [
            (arm, Value::Not(Absent::Unknown)),
            (score("T0"), value("3")),
            (score("T6"), value("5")),
        ]
    );
}

#[test]
fn nothing_is_joined_or_cut_under_a_round_or_without_a_place() {
    let one = document("a", "I: Shall we?\nB: Yes.\n");
    let two = document("b", "B: We went home.\n");
    let mut s = study(&[&one, &two]);
    let name = |n: &str| n.to_owned();
    let view = s.view();
    assert!(joined(&view, std::slice::from_ref(&one), "P").is_err());
    assert!(joined(&view, &[one.clone(), one.clone()], "P").is_err());
    assert!(joined(&view, &[one.clone(), two.clone()], "a\nb").is_err());
    for before in [&[][..], &[0], &[2], &[1, 1]] {
        let names: Vec<String> = (0..=before.len()).map(|n| n.to_string()).collect();
        assert!(cut(&view, &one, before, &names).is_err(), "{before:?}");
    }
    assert!(cut(&view, &one, &[1], &[name("one")]).is_err());
    s.round(&["a"]);
    let why = joined(&s.view(), &[one.clone(), two], "P").unwrap_err();
    assert!(why.to_string().contains("“round 1”"), "{why}");
    assert!(cut(&s.view(), &one, &[1], &[name("x"), name("y")]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Wherever a text is cut, every paragraph is said by whom it was said by; joined again it is the
    /// text it was; and every coding covers, in all its pieces together, the text it covered.
    #[test]
    fn cut_and_joined_nothing_is_lost(
        lines in prop::collection::vec(("[IBC]: ", "[a-d早好]{1,9}( [a-d夜]{1,9}){0,5}", 1..3usize), 2..14),
        cuts in prop::collection::btree_set(1..13usize, 1..4),
        codings in prop::collection::vec((0..200u32, 1..60u32, any::<bool>()), 0..8),
    ) {
        let line = |(label, talk, lines): &(String, String, usize)| {
            format!("{label}{talk}\n{}", "\n".repeat(lines - 1))
        };
        let text: String = lines.iter().map(line).collect();
        let whole = document("a", &text);
        let count = whole.structure.paragraphs.len();
        let cuts: Vec<usize> = cuts.into_iter().filter(|at| *at < count).collect();
        prop_assume!(!cuts.is_empty());
        let mut s = study(&[&whole]);
        let mut covered: Vec<String> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for (start, length, hope) in codings {
            let start = start % whole.text.len();
            let stretch = span(start..(start + length).min(whole.text.len()));
            if seen.insert((stretch, hope)) {
                let code = ["fear", "hope"][usize::from(hope)];
                s.coded("ben", None, "a", stretch.start..stretch.end, code);
                covered.push(whole.text.slice(stretch).to_owned());
            }
        }
        let names: Vec<String> = (0..=cuts.len()).map(|n| format!("p{n}")).collect();
        let pieces = cut(&s.view(), &whole, &cuts, &names).unwrap();
        let documents: Vec<Arc<Document>> = pieces.iter().map(as_document).collect();
        let without = |all: Vec<String>| -> Vec<String> {
            all.iter().map(|p| p.split_once(' ').unwrap().1.to_owned()).collect()
        };
        let apart: Vec<String> = documents.iter().flat_map(|d| without(said(d))).collect();
        prop_assert_eq!(&apart, &without(said(&whole)));
        let together: String = pieces.iter().map(|p| p.text.as_str()).collect();
        prop_assert_eq!(together.as_str(), whole.text.as_str());
        put(&mut s, &pieces);
        carry(&mut s, "ben", &pieces);
        let view = s.view();
        let mut kept = 0;
        for document in &documents {
            for coding in view.codings_in(&document.source) {
                let text = document.text.slice(coding.span);
                prop_assert!(covered.iter().any(|c| c.contains(text)), "{}", text);
                kept += coding.span.len();
            }
        }
        let all: u32 = seen.iter().map(|(stretch, _)| stretch.len()).sum();
        prop_assert_eq!(kept, all);
        let again = joined(&view, &documents, "again").unwrap();
        prop_assert_eq!(again.text.as_str(), whole.text.as_str());
        prop_assert_eq!(said(&as_document(&again)), said(&whole));
    }
}
