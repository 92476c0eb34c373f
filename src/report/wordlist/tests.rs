//! Words counted by hand, and again another way.

use super::collocates::{LEAST, collocates, log_dice};
use super::frequencies::{Count, Row, frequencies};
use super::kwic::{Context, concordance};
use super::*;
use crate::model::attribute::{AttributeKind, Subject, Subjects};
use crate::model::event::Change;
use crate::model::fixture::{self, Study};
use crate::model::source::{
    Document, Paragraph, Speaker, SpeakerRole, SpeakerSetting, Structure, Turn,
};
use crate::model::text::{Span, Text};
use crate::model::wrap::{letters, width};
use crate::report::{Documents, Texts};
use crate::search::Lexicon;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A text of turns, each with its label; an empty label is nobody's, `I` an interviewer's.
fn document(name: &str, turns: &[(&str, &str)]) -> Arc<Document> {
    let (mut text, mut structure) = (String::new(), Structure::default());
    let points = |text: &str| text.chars().count() as u32;
    for (nth, (label, talk)) in turns.iter().enumerate() {
        let mut speakers = structure.speakers.iter();
        let known = speakers.position(|s| s.label == *label);
        let speaker = known.unwrap_or_else(|| {
            let role = match *label {
                "I" => SpeakerRole::Interviewer,
                _ => SpeakerRole::Participant,
            };
            let label = (*label).to_owned();
            structure.speakers.push(Speaker { label, role });
            structure.speakers.len() - 1
        });
        let start = points(&text);
        if !label.is_empty() {
            text.push_str(&format!("{label}: "));
        }
        let begins = points(&text);
        text.push_str(talk);
        let end = points(&text);
        let span = Span { start, end };
        structure.turns.push(Turn {
            speaker: (!label.is_empty()).then_some(speaker as u16),
            span,
            talk: begins,
            time_ms: None,
        });
        structure.paragraphs.push(Paragraph {
            number: nth as u32 + 1,
            letter: 0,
            span,
            turn: nth as u32,
        });
        text.push_str("\n\n");
    }
    Arc::new(Document {
        source: fixture::source(name),
        revision: 1,
        earlier: Vec::new(),
        text: Text::new(text),
        structure,
    })
}

/// A study of these texts.
fn of(sources: &[(&str, &[(&str, &str)])]) -> (Study, Documents) {
    let (mut study, mut documents) = (Study::new(), Documents::new());
    study.coders(&["ana"]);
    for (name, turns) in sources {
        let document = document(name, turns);
        study.source(name, document.text.len());
        documents.insert(document.source.clone(), document);
    }
    (study, documents)
}

fn typed(words: &str) -> Keyword {
    Keyword::Typed(words.to_owned())
}

fn set(study: &mut Study, who: &str, key: &str, value: &str) {
    let change = Change::AttributeSet {
        of: Subject::Participant(who.into()),
        key: key.into(),
        value: Some(value.into()),
        absent: None,
        at: None,
        replaces: Vec::new(),
    };
    study.push("ana", change);
}

/// Three people in two sources; in the second P1 is called A.
fn talk() -> (Study, Documents) {
    let one: &[(&str, &str)] = &[
        ("I", "What do you hope for?"),
        ("P1", "I hope for work. Hope, and again HOPE!"),
        ("P2", "Work is work."),
        ("", "Field note: hope"),
    ];
    let two: &[(&str, &str)] = &[("A", "Café hope"), ("P3", "Café")];
    let (mut study, documents) = of(&[("one", one), ("two", two)]);
    let setting = SpeakerSetting {
        label: "A".into(),
        role: SpeakerRole::Participant,
        participant: Some("P1".into()),
    };
    let source = fixture::source("two");
    let replaces = Vec::new();
    study.push(
        "ana",
        Change::SpeakerSet {
            source,
            setting,
            replaces,
        },
    );
    (study, documents)
}

fn count(times: u64, people: usize) -> Count {
    Count { times, people }
}

fn counts(rows: &[Row]) -> Vec<(&str, Count)> {
    rows.iter().map(|r| (r.word.as_str(), r.count)).collect()
}

/// 14 words: P1 says 8 and 2, P2 3, P3 1; I, for, and, again and is are stop words.
#[test]
fn words_of_participants_are_counted_by_times_and_people() {
    let (study, documents) = talk();
    let view = study.view();
    let texts = Texts::new(&view, &documents);
    let wanted = Wanted::default();
    let found = frequencies(texts, &wanted, None).unwrap();
    let want = [
        ("hope", count(4, 1)),
        ("work", count(3, 2)),
        ("café", count(2, 2)),
    ];
    assert_eq!(counts(&found.rows), want);
    assert_eq!((found.heard.words, found.heard.stop_words), (14, 5));
    assert!((found.rows[0].per_1000 - 4000.0 / 14.0).abs() < 1e-9);
    assert!(found.groups.is_empty() && found.rows[0].groups.is_empty());
    let said = found.heard.said(&wanted, &Ways::OPTIONS).join("\n");
    assert_eq!(
        said,
        "14 words in 4 turns of 3 participants in 2 sources\n\
         not counted: 1 turn of interviewers (--interviewers counts them) and 1 turn of nobody \
         (--unspoken counts them)"
    );
}

#[test]
fn what_is_left_out_is_counted_where_it_is_asked_for() {
    let (study, documents) = talk();
    let view = study.view();
    let texts = Texts::new(&view, &documents);
    let wanted = Wanted {
        interviewers: true,
        unspoken: true,
        stop_words: true,
        ..Wanted::default()
    };
    let found = frequencies(texts, &wanted, None).unwrap();
    let all: BTreeMap<&str, Count> = counts(&found.rows).into_iter().collect();
    // Interviewers and field notes say it, too, and are no people.
    assert_eq!(all["hope"], count(6, 1));
    assert_eq!(all["for"], count(2, 1));
    assert_eq!(all["note"], count(1, 0));
    assert_eq!(found.heard.words, 14 + 5 + 3);
    assert_eq!(found.heard.said(&wanted, &Ways::OPTIONS).len(), 1);
    let turns = Some([(fixture::source("one"), HashSet::from([2]))].into());
    let found = frequencies(
        texts,
        &Wanted {
            turns,
            ..Wanted::default()
        },
        None,
    )
    .unwrap();
    assert_eq!(counts(&found.rows), [("work", count(2, 1))]);
    assert_eq!((found.heard.turns, found.heard.sources), (1, 1));
}

#[test]
fn words_stand_by_times_people_or_spelling_and_are_narrowed_by_letters() {
    let (study, documents) = talk();
    let view = study.view();
    let found = frequencies(Texts::new(&view, &documents), &Wanted::default(), None).unwrap();
    let shown = |order, letters: &str| {
        let rows = found.shown(order, letters).into_iter();
        let words = rows.map(|at| found.rows[at].word.as_str());
        words.collect::<Vec<_>>()
    };
    assert_eq!(shown(Order::Times, ""), ["hope", "work", "café"]);
    assert_eq!(shown(Order::People, ""), ["work", "café", "hope"]);
    assert_eq!(shown(Order::Word, ""), ["café", "hope", "work"]);
    assert_eq!(shown(Order::Times, "O"), ["hope", "work"]);
    assert_eq!(shown(Order::Times, "fe"), ["café"]);
    assert!(shown(Order::Times, "x").is_empty());
}

/// What is spelled `(13)` was written as one sign; typed, it is the number alone.
#[test]
fn a_word_of_the_list_has_as_many_places_as_it_is_said_times() {
    let (study, documents) = of(&[("zh", &[("P1", "我们在社区里。⒀在社区中心，don't，13社區")])]);
    let view = study.view();
    let texts = Texts::new(&view, &documents);
    let wanted = Wanted {
        stop_words: true,
        ..Wanted::default()
    };
    let found = frequencies(texts, &wanted, None).unwrap();
    let mut lexicon = Lexicon::default();
    assert!(found.rows.iter().any(|row| row.word == "(13)"));
    assert_eq!(lexicon.typed("(13)"), lexicon.typed("13"));
    for row in &found.rows {
        let keyword = Keyword::Listed(row.word.clone());
        let places = concordance(texts, &wanted, &keyword, Sorting::Place).unwrap();
        assert_eq!(places.lines.len() as u64, row.count.times, "{}", row.word);
        let beside = collocates(texts, &wanted, &keyword, SPAN).unwrap();
        assert_eq!(beside.times, row.count.times, "{}", row.word);
    }
}

#[test]
fn nothing_more_is_heard_once_nobody_waits() {
    let (study, documents) = talk();
    let view = study.view();
    let wanted = Wanted::default();
    wanted.stopped.store(true, Ordering::Relaxed);
    let found = frequencies(Texts::new(&view, &documents), &wanted, None).unwrap();
    assert_eq!(found.heard.turns, 0);
}

#[test]
fn files_hold_the_rows_that_are_shown_in_their_order() {
    let (study, documents) = talk();
    let view = study.view();
    let texts = Texts::new(&view, &documents);
    let found = Asked::Words(None).found(texts, &Wanted::default()).unwrap();
    let exported = found.files(texts, Some(&[2, 0]));
    let (name, bytes) = &exported.files[0];
    assert_eq!(name.to_str(), Some("words.csv"));
    let text = String::from_utf8(bytes.clone()).unwrap();
    let words: Vec<&str> = text
        .lines()
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(words, ["word", "café", "hope"]);
}

/// What is taken at time points alone is offered at each of them.
#[test]
fn attributes_are_offered_with_why_they_make_no_groups() {
    let (mut study, _) = talk();
    set(&mut study, "P1", "arm", "control");
    set(&mut study, "P2", "age", "40");
    let change = Change::AttributeSet {
        of: Subject::Participant("P1".into()),
        key: "mood".into(),
        value: Some("low".into()),
        absent: None,
        at: Some("T1".into()),
        replaces: Vec::new(),
    };
    study.push("ana", change);
    study.push(
        "ana",
        Change::AttributeDeclared {
            of: Subjects::Participants,
            key: "age".into(),
            kind: AttributeKind::Number,
            replaces: Vec::new(),
        },
    );
    let all = groupings(&study.view());
    let named: Vec<String> = all.iter().map(|(by, _)| by.to_string()).collect();
    assert_eq!(named, ["age", "arm", "mood at T1"]);
    let refused: Vec<bool> = all.iter().map(|(_, why)| why.is_some()).collect();
    assert_eq!(refused, [true, false, false]);
}

#[test]
fn that_people_are_counted_by_label_is_said() {
    let one: &[(&str, &str)] = &[("B", "hope"), ("Ben", "hope")];
    let (study, documents) = of(&[("one", one), ("two", one)]);
    let view = study.view();
    let wanted = Wanted::default();
    let found = frequencies(Texts::new(&view, &documents), &wanted, None).unwrap();
    // Ben is one person, B two.
    assert_eq!(counts(&found.rows), [("hope", count(4, 3))]);
    let said = found.heard.said(&wanted, &Ways::OPTIONS);
    assert!(
        said[1].starts_with("participants are counted by label: “B”"),
        "{said:?}"
    );
}

#[test]
fn groups_have_times_and_people_and_those_without_a_value_are_apart() {
    let (mut study, documents) = talk();
    set(&mut study, "P1", "arm", "smcm");
    set(&mut study, "P2", "arm", "control");
    set(&mut study, "silent", "arm", "waiting");
    let view = study.view();
    let texts = Texts::new(&view, &documents);
    let by = |attribute: &str| By {
        attribute: attribute.into(),
        at: None,
    };
    let found = frequencies(texts, &Wanted::default(), Some(&by("ARM"))).unwrap();
    assert_eq!(found.by.as_deref(), Some("arm"));
    let groups: Vec<(Option<&str>, Count)> = found
        .groups
        .iter()
        .map(|g| (g.value.as_deref(), g.count))
        .collect();
    let want = [
        (Some("control"), count(3, 1)),
        (Some("smcm"), count(10, 1)),
        (Some("waiting"), count(0, 0)),
        (None, count(1, 1)),
    ];
    assert_eq!(groups, want);
    let rows: Vec<&[Count]> = found.rows.iter().map(|r| r.groups.as_slice()).collect();
    let none = count(0, 0);
    assert_eq!(rows[0], [none, count(4, 1), none, none]);
    assert_eq!(rows[1], [count(2, 1), count(1, 1), none, none]);
    assert_eq!(rows[2], [none, count(1, 1), none, count(1, 1)]);
    let table = found.grid().csv();
    assert!(table.starts_with(
        "word,times,participants,\"per 1,000 words\",control: times,control: participants,"
    ));
    assert!(
        table.contains("\nwork,3,2,214.28571428571428,2,1,1,1,0,0,0,0\n"),
        "{table}"
    );
    assert_eq!(
        found.groups_grid().unwrap().csv(),
        "arm,participants,words\ncontrol,1,3\nsmcm,1,10\nwaiting,0,0\n(no value),1,1\n"
    );
    let why = frequencies(texts, &Wanted::default(), Some(&by("site"))).err();
    assert!(why.unwrap().contains("no attribute “site”"));
    // Everybody has a value: no group without one.
    set(&mut study, "P3", "arm", "smcm");
    let view = study.view();
    let texts = Texts::new(&view, &documents);
    let found = frequencies(texts, &Wanted::default(), Some(&by("arm"))).unwrap();
    assert_eq!(found.groups.len(), 3);
    assert_eq!(found.rows[2].groups.len(), 3);
}

#[test]
fn a_word_stands_in_its_context_and_no_grapheme_is_cut() {
    let family = "👨‍👩‍👧";
    let long = format!("{} hope e\u{301}{}", family.repeat(30), "社".repeat(30));
    let turns = [("I", "hope"), ("P1", long.as_str()), ("P2", "a Hope\n b")];
    let (study, documents) = of(&[("one", &turns)]);
    let view = study.view();
    let texts = Texts::new(&view, &documents);
    let found = concordance(texts, &Wanted::default(), &typed("HOPE"), Sorting::Place).unwrap();
    let [first, second] = &found.lines[..] else {
        panic!("{:?}", found.lines);
    };
    let (context, other) = (first.context(texts), second.context(texts));
    assert_eq!(
        (context.left.chars().next(), width(&context.left)),
        (Some('…'), 40)
    );
    // A wide letter more would be 41 cells.
    assert_eq!(width(&context.right), 39);
    assert!(context.right.starts_with(" e\u{301}社") && context.right.ends_with("社…"));
    let whole = |letter: &str| [family, "…", " "].contains(&letter);
    assert!(
        letters(&context.left).all(|(letter, _)| whole(letter)),
        "{}",
        context.left
    );
    assert_eq!(texts.quote(&first.source, first.span), "hope");
    assert_eq!(texts.place(&first.source, first.span), "one:2");
    let beside = [&other.left, &other.keyword, &other.right];
    assert_eq!(beside, ["a ", "Hope", " b"]);
    assert_eq!(found.participant(second), Some("P2"));
    let why = concordance(texts, &Wanted::default(), &typed("—"), Sorting::Place).err();
    assert_eq!(why.as_deref(), Some("“—” holds no word"));
}

#[test]
fn places_are_sorted_by_the_words_beside() {
    let turns = [
        ("P1", "big blue hope grows"),
        ("P2", "old Blue hope fades, my green hope"),
        ("P3", "hope and hope again"),
    ];
    let (study, documents) = of(&[("one", &turns)]);
    let view = study.view();
    let texts = Texts::new(&view, &documents);
    let sorted = |by| -> Vec<String> {
        let found = concordance(texts, &Wanted::default(), &typed("hope"), by).unwrap();
        let line = |l: &Line| {
            let Context {
                left,
                keyword,
                right,
            } = l.context(texts);
            format!("{left}[{keyword}]{right}")
        };
        found.lines.iter().map(line).collect()
    };
    let [big, old, green, first, second] = [
        "big blue [hope] grows",
        "old Blue [hope] fades, my green hope",
        "old Blue hope fades, my green [hope]",
        "[hope] and hope again",
        "hope and [hope] again",
    ];
    assert_eq!(sorted(Sorting::Place), [big, old, green, first, second]);
    // Nothing to the left comes first; blue by what stands before it.
    assert_eq!(sorted(Sorting::Left), [first, second, big, old, green]);
    assert_eq!(sorted(Sorting::Right), [green, second, first, old, big]);
    let found = concordance(
        texts,
        &Wanted::default(),
        &typed("blue hope"),
        Sorting::Place,
    )
    .unwrap();
    assert_eq!(found.lines.len(), 2);
}

/// By hand: 2·3 / (12 + 8) = 0.3, log₂ 0.3 = −1.736966, 14 − 1.736966 = 12.263034;
/// 2·5 / (10 + 30) = ¼, −2; 2·2 / (100 + 28) = 1/32, −5; 2·2 / (2 + 2) = 1, 0.
#[test]
fn log_dice_is_that_of_rychly() {
    for (together, one, other, want) in [
        (3, 12, 8, 12.263_034),
        (5, 10, 30, 12.0),
        (2, 100, 28, 9.0),
        (2, 2, 2, 14.0),
        // Computed in R by somebody else: stats.stackexchange.com, question 643939.
        (256, 3035, 1000, 11.021_647),
        (33, 3035, 33, 8.461_311),
        (109, 3035, 14_989, 7.630_553),
    ] {
        let is = log_dice(together, one, other);
        assert!((is - want).abs() < 1e-6, "{is} is not {want}");
    }
}

fn beside(turns: &[(&str, &str)], word: &str, span: usize, wanted: &Wanted) -> Collocates {
    let (study, documents) = of(&[("one", turns)]);
    let view = study.view();
    collocates(Texts::new(&view, &documents), wanted, &typed(word), span).unwrap()
}

/// Steps is said 3 times, small 2 times, each right before steps: 2·2 / (3 + 2) = 0.8,
/// log₂ 0.8 = −0.321928. Now is a stop word; big and later stand beside it once.
#[test]
fn words_beside_are_counted_in_a_span() {
    let turns = [
        ("P1", "Small steps. Now small STEPS later"),
        ("P2", "big steps"),
    ];
    let found = beside(&turns, "steps", 1, &Wanted::default());
    assert_eq!((found.keyword.as_str(), found.times), ("steps", 3));
    let [row] = &found.rows[..] else {
        panic!("{:?}", found.rows);
    };
    assert_eq!(
        (row.word.as_str(), row.together, row.times, row.people),
        ("small", 2, 2, 1)
    );
    assert!((row.log_dice - 13.678_072).abs() < 1e-6);
    // Three words away: one more of small is near, and each pair counts once.
    let found = beside(&turns, "steps", 3, &Wanted::default());
    assert_eq!(found.rows[0].together, 2);
    let with_now = Wanted {
        stop_words: true,
        ..Wanted::default()
    };
    let turns = [("P1", "now steps"), ("P2", "steps, now")];
    assert!(
        beside(&turns, "steps", 1, &Wanted::default())
            .rows
            .is_empty()
    );
    let found = beside(&turns, "steps", 1, &with_now);
    assert_eq!((found.rows[0].together, found.rows[0].people), (2, 2));
    assert!((found.rows[0].log_dice - 14.0).abs() < 1e-12);
}

/// Work stands between two of hope in each turn: 2 times together, not 4, and of 2·2 / (4 + 2) = ⅔
/// log₂ is −0.584963. A turn does not reach into the next.
#[test]
fn one_between_two_counts_once() {
    let turns = [
        ("P1", "hope work hope"),
        ("P1", "hope work hope"),
        ("P2", "work"),
    ];
    let found = beside(&turns[..2], "hope", 4, &Wanted::default());
    let row = &found.rows[0];
    assert_eq!((row.together, row.times, row.people), (2, 2, 1));
    assert!((row.log_dice - 13.415_037).abs() < 1e-6);
    let found = beside(&turns, "hope", 4, &Wanted::default());
    assert_eq!((found.rows[0].together, found.rows[0].times), (2, 3));
}

#[test]
fn several_words_are_a_keyword_too() {
    let turns = [("P1", "The strengths model helps. Strengths, model: helps")];
    let found = beside(&turns, "strengths MODEL", 1, &Wanted::default());
    assert_eq!(
        (found.keyword.as_str(), found.times),
        ("strengths model", 2)
    );
    assert_eq!(counts_beside(&found), [("helps".to_owned(), 2)]);
}

fn counts_beside(found: &Collocates) -> Vec<(String, u64)> {
    found
        .rows
        .iter()
        .map(|r| (r.word.clone(), r.together))
        .collect()
}

/// How many pairs of near places can be made at most: by trying everything.
fn most_pairs(ones: &[usize], others: &[usize], span: usize) -> u64 {
    let Some((one, rest)) = ones.split_first() else {
        return 0;
    };
    let near = others
        .iter()
        .enumerate()
        .filter(|(_, o)| one.abs_diff(**o) <= span);
    let with = near.map(|(nth, _)| {
        let left = [&others[..nth], &others[nth + 1..]].concat();
        1 + most_pairs(rest, &left, span)
    });
    with.chain([most_pairs(rest, others, span)])
        .max()
        .unwrap_or(0)
}

fn turns() -> impl Strategy<Value = Vec<(&'static str, Vec<&'static str>)>> {
    let word = prop::sample::select(vec!["hope", "work", "Fear", "Hope", "small", "WORK"]);
    let speaker = prop::sample::select(vec!["P1", "P2", "P3"]);
    prop::collection::vec((speaker, prop::collection::vec(word, 0..9)), 1..6)
}

fn joined<'t>(
    turns: &'t [(&'static str, Vec<&'static str>)],
    talk: &'t [String],
) -> Vec<(&'t str, &'t str)> {
    turns
        .iter()
        .zip(talk)
        .map(|((who, _), talk)| (*who, talk.as_str()))
        .collect()
}

proptest! {
    #[test]
    fn counts_are_those_of_a_naive_recount(turns in turns()) {
        let talk: Vec<String> = turns.iter().map(|(_, words)| words.join(", ")).collect();
        let (study, documents) = of(&[("one", &joined(&turns, &talk))]);
        let view = study.view();
        let found = frequencies(Texts::new(&view, &documents), &Wanted::default(), None).unwrap();
        let said: Vec<(String, &str)> = turns
            .iter()
            .flat_map(|(who, words)| words.iter().map(|w| (w.to_lowercase(), *who)))
            .collect();
        prop_assert_eq!(found.heard.words, said.len() as u64);
        let different: BTreeSet<&String> = said.iter().map(|(word, _)| word).collect();
        prop_assert_eq!(found.rows.len(), different.len());
        for row in &found.rows {
            let people = said.iter().filter(|(word, _)| *word == row.word).map(|(_, who)| *who);
            let people: Vec<&str> = people.collect();
            prop_assert_eq!(row.count.times, people.len() as u64);
            prop_assert_eq!(row.count.people, people.into_iter().collect::<BTreeSet<_>>().len());
        }
        let order: Vec<u64> = found.rows.iter().map(|row| row.count.times).collect();
        prop_assert!(order.is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn pairs_are_as_many_as_can_be_made(turns in turns(), span in 1..4usize) {
        let talk: Vec<String> = turns.iter().map(|(_, words)| words.join(" ")).collect();
        let found = beside(&joined(&turns, &talk), "hope", span, &Wanted::default());
        let places = |words: &[&str], word: &str| -> Vec<usize> {
            let is = |(_, w): &(usize, &&str)| w.eq_ignore_ascii_case(word);
            words.iter().enumerate().filter(is).map(|(at, _)| at).collect()
        };
        for word in ["work", "fear", "small"] {
            let pairs = |words: &Vec<&str>| most_pairs(&places(words, "hope"), &places(words, word), span);
            let together: u64 = turns.iter().map(|(_, words)| pairs(words)).sum();
            let people: BTreeSet<&str> =
                turns.iter().filter(|(_, words)| pairs(words) > 0).map(|(who, _)| *who).collect();
            let row = found.rows.iter().find(|row| row.word == word);
            prop_assert_eq!(row.is_some(), together >= LEAST);
            if let Some(row) = row {
                prop_assert_eq!((row.together, row.people), (together, people.len()));
                prop_assert!(row.log_dice <= 14.0);
            }
        }
    }
}
