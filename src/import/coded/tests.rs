//! What columns are taken for, and what rows of several coders make.

use super::roles::Role;
use super::{Asked, Coded, CodedFile, coded};

fn file(name: &str, coder: Option<&str>, text: &str) -> CodedFile {
    CodedFile {
        name: name.into(),
        bytes: text.as_bytes().to_vec(),
        coder: coder.map(str::to_owned),
    }
}

fn one(text: &str, asked: &Asked) -> Coded {
    coded(&[file("t.csv", None, text)], asked, "me", "t").expect("read")
}

fn why(text: &str, asked: &Asked) -> String {
    let read = coded(&[file("t.csv", None, text)], asked, "me", "t");
    read.expect_err("refused").to_string()
}

fn roles(coded: &Coded) -> Vec<Role> {
    coded.columns.iter().map(|c| c.role).collect()
}

#[test]
fn columns_are_told_by_titles_and_cells() {
    let text = "ID,Participant,Q1,Gender,hope,Topics,memo,empty,\n\
        1,P1,I went there and it was good.,f,1,work; home,x y,,7\n\
        2,P1,\"Nothing of the sort, I say.\",f,0,work,,,8\n";
    let read = one(text, &Asked::default());
    assert_eq!(
        roles(&read),
        [
            Role::Row,
            Role::Source,
            Role::Text,
            Role::Attribute,
            Role::Code,
            Role::Labels,
            Role::LeftOut,
            Role::LeftOut,
            Role::LeftOut
        ]
    );
    assert_eq!(read.coders, ["me"]);
    let codes: Vec<&str> = read.codes.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(codes, ["hope", "work", "home"]);
    let source = &read.sources[0];
    assert_eq!((source.name.as_str(), source.texts.len()), ("P1", 2));
    assert_eq!(source.attributes, [("Gender".to_owned(), "f".to_owned())]);
    assert_eq!(source.texts[0].by, [(0, 2, vec![0, 1, 2])]);
}

#[test]
fn what_is_asked_stands_above_guesses() {
    let text = "a,b,c\nA long text of some words.,yes,1\nAnother one of many words.,no,0\n";
    let asked = Asked {
        attributes: vec!["B".into()],
        ..Asked::default()
    };
    assert_eq!(
        roles(&one(text, &asked))[1..],
        [Role::Attribute, Role::Code]
    );
    let asked = Asked {
        text: Some("b".into()),
        codes: vec!["c".into()],
        ..Asked::default()
    };
    assert_eq!(
        roles(&one(text, &asked)),
        [Role::Attribute, Role::Text, Role::Code]
    );
    let twice = Asked {
        text: Some("b".into()),
        codes: vec!["b".into()],
        ..Asked::default()
    };
    assert!(why(text, &twice).contains("two things"));
    assert!(why("a,A\nx,y\n", &Asked::default()).contains("twice"));
    assert!(why("a,b\nx,1\n", &Asked::default()).contains("--text"));
    assert!(why("text,b\nwords,why\n", &Asked::default()).contains("--codes"));
}

#[test]
fn several_columns_of_labels_are_codes_above_their_labels() {
    let asked = Asked {
        codes: vec!["mood".into(), "topic".into()],
        ..Asked::default()
    };
    let read = one("text,mood,topic\nOne.,glad,work\nTwo.,sad,mood\n", &asked);
    let codes: Vec<(&str, Option<&str>)> = read
        .codes
        .iter()
        .map(|c| (c.name.as_str(), c.parent.as_deref()))
        .collect();
    let expected = [
        ("glad", Some("mood")),
        ("work", Some("topic")),
        ("sad", Some("mood")),
        ("mood", Some("topic")),
        ("topic", None),
    ];
    assert_eq!(codes, expected);
}

#[test]
fn rows_are_matched_by_their_ids_or_texts() {
    let files = |ben: &str| {
        let ana = "row,text,hope\n1,Yes.,1\n2,Yes.,0\n3,No.,0\n";
        [
            file("a.csv", Some("ana"), ana),
            file("b.csv", Some("ben"), ben),
        ]
    };
    let read = |ben: &str| coded(&files(ben), &Asked::default(), "me", "t").expect("read");
    let made = read("row,text,hope\n2,Yes.,1\n1,Yes.,0\n3,Nope.,0\n");
    let by: Vec<Vec<(usize, usize)>> = made.sources[0]
        .texts
        .iter()
        .map(|t| {
            t.by.iter()
                .map(|(coder, _, codes)| (*coder, codes.len()))
                .collect()
        })
        .collect();
    assert_eq!(by, [[(0, 1), (1, 0)], [(0, 0), (1, 1)]]);
    assert_eq!(made.refused.len(), 1);
    assert!(made.refused[0].reason.contains("make them one text"));
    // Without ids, the second “Yes.” of one is the second of the other.
    let ana = file("a.csv", Some("ana"), "text,hope\nYes.,1\nYes.,0\n");
    let ben = file("b.csv", Some("ben"), "text,fear\nYes.,1\n");
    let made = coded(&[ana, ben], &Asked::default(), "me", "t").expect("read");
    assert_eq!((made.sources[0].texts.len(), made.refused.len()), (1, 1));
    assert_eq!(made.codes.len(), 2);
}

#[test]
fn a_source_has_a_paragraph_and_a_turn_for_each_row() {
    let text = "speaker,text,hope\nI:,How?,0\nRosa,\"Good,\nmostly.\",1\n";
    let read = one(text, &Asked::default());
    let (source, original) = read.sources[0].imported();
    assert_eq!(source.text, "I: How?\nRosa: Good, mostly.\n");
    let structure = &source.structure;
    assert_eq!(
        (structure.paragraphs.len(), structure.speakers.len()),
        (2, 2)
    );
    let turn = structure.turns[1];
    assert_eq!((turn.span.start, turn.talk, turn.span.end), (8, 14, 27));
    assert!(
        String::from_utf8(original)
            .expect("text")
            .contains("t,Rosa,\"Good, mostly.\"")
    );
    assert!(
        read.notes
            .concat()
            .contains("1 text went over several lines")
    );
}

proptest::proptest! {
    #[test]
    fn any_table_is_read_or_refused(text in "(text|hope|id|speaker|source|coder|[a-z\u{202e}=;,\"\n01x ]){0,60}") {
        let read = coded(&[file("t.csv", None, &text)], &Asked::default(), "me", "t");
        for source in read.iter().flat_map(|r| &r.sources) {
            let (made, _) = source.imported();
            let chars = made.text.chars().count() as u32;
            proptest::prop_assert!(made.structure.turns.iter().all(|t| t.talk <= t.span.end && t.span.end < chars));
        }
    }
}
