//! Memos as somebody writes, finds and reads them.

use crate::place::Place;
use serde_json::Value;

fn example() -> Place {
    let place = Place::empty();
    place.run(&["demo", &place.study_arg()]);
    place
}

/// The screen after these keys of ana's.
fn after(place: &Place, keys: &str) -> String {
    let study = place.study_arg();
    let args = ["open", &study, "--coder", "ana", "--keys", keys];
    place.run(&[&args[..], &["--size", "100x30", "--print"]].concat())
}

/// What is found, each as on what it is, its kind and what it is about.
fn found(place: &Place, query: &str) -> Vec<(String, Value, String)> {
    let study = place.study_arg();
    let said = place.run(&["search", &study, query, "--coder", "ana", "--json"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    let of = |hit: &Value| {
        let place = &hit["place"];
        let word = |key: &str| place[key].as_str().unwrap().to_owned();
        (word("on"), place["kind"].clone(), word("about"))
    };
    said["hits"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_memo_can_be_on_anything_one_stands_on() {
    let place = example();
    for (keys, on, about) in [
        ("g s d z o o <c-s>", "study", "the study"),
        ("g s m z o o <c-s>", "source", "FG1_case_workers"),
        ("g s <tab> m z o o <c-s>", "round", "the round Round 1"),
        ("g r v s m z o o <c-s>", "segment", "a passage of "),
        ("g c w z o o <c-s>", "code", "the code "),
        ("g p M z o o <c-s>", "participant", "the participant P01"),
        ("g t M <ret> z o o <c-s>", "theme", "the theme "),
        (
            "g t M <down> <ret> z o o <c-s>",
            "relation",
            "the relation ",
        ),
        ("g d + <ret> N m z o o <c-s>", "verdict", "a verdict, "),
    ] {
        let before = found(&place, "memo:zoo").len();
        let screen = after(&place, keys);
        let all = found(&place, "memo:zoo");
        assert_eq!(all.len(), before + 1, "{keys}: {screen}");
        let (is_on, kind, words) = all.last().unwrap();
        assert_eq!((is_on.as_str(), kind), (on, &Value::Null), "{keys}");
        assert!(words.starts_with(about), "{keys}: {words}");
        let listed = found(&place, &format!("memo-on:{on} zoo"));
        assert_eq!(listed.len(), 1, "{on}");
    }
    // The keys that wrote one list it now.
    for keys in [
        "g s d",
        "g s m",
        "g s <tab> m",
        "g c w",
        "g p M",
        "g t M <ret>",
    ] {
        let screen = after(&place, keys);
        assert!(screen.contains("zoo"), "{keys}: {screen}");
        assert!(screen.contains("(write a new one)"), "{keys}: {screen}");
    }
    // Also where another verdict came in the place of that it was written on.
    let screen = after(&place, "g d N a <ret> N m");
    assert!(screen.contains("zoo"), "{screen}");
    assert!(screen.contains("on an earlier verdict"), "{screen}");
    let table = format!("{}-export/memos.csv", place.study_arg());
    place.run(&["export", &place.study_arg()]);
    let table = std::fs::read_to_string(table).unwrap();
    assert!(table.starts_with("at,coder,kind,on,about,round,quote,text\n"));
    assert_eq!(table.matches(",zoo\n").count(), 9, "{table}");
}

/// What stands in the margin of the rows of Read & code that are in sight.
fn margin(screen: &str) -> Vec<usize> {
    let rows = screen.lines().enumerate().skip(2);
    let marked = rows.filter(|(_, row)| row.chars().take(12).any(|c| c == '•'));
    marked.map(|(n, _)| n).collect()
}

#[test]
fn places_with_memos_are_marked_in_the_margin_and_a_key_goes_from_one_to_the_next() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    assert!(margin(&after(&place, "g r")).is_empty());
    let none = after(&place, "g r M");
    assert!(none.contains("no memo is on anything"), "{none}");
    // On a paragraph, on words of another, and on a coding.
    after(&place, "g r } m p a r a <c-s>");
    after(&place, "g r } } v + m w o r d s <c-s>");
    after(&place, "g r g g } } } } v s <space> hope <ret>");
    let [paragraph, words] = margin(&after(&place, "g r g g"))[..] else {
        panic!("two marks");
    };
    after(&place, "g r g g } } } } m c o d i n g <c-s>");
    let marked = margin(&after(&place, "g r g g"));
    assert_eq!(marked[..2], [paragraph, words]);
    assert_eq!(marked.len(), 3);
    for (keys, memo) in [
        ("g r g g M <ret>", "para"),
        ("g r g g M M <ret>", "words"),
        ("g r g g M M M <ret>", "coding"),
        ("g r g g M M M M <ret>", "para"),
    ] {
        let screen = after(&place, keys);
        let listed = screen.contains("Codings and memos here") && screen.contains(memo);
        assert!(listed, "{keys}: {screen}");
    }
    after(&place, "g r z");
    assert_eq!(margin(&after(&place, "g r g g")).len(), 2);
}

#[test]
fn the_kind_of_a_memo_is_chosen_while_it_is_written_and_can_be_changed() {
    let place = example();
    let screen = after(&place, "d z o o <tab> <tab> <tab>");
    assert!(screen.contains("reflexive"), "{screen}");
    after(&place, "d z o o <tab> <tab> <tab> <c-s>");
    let written = found(&place, "zoo memo-kind:reflexive memo-by:ana");
    assert_eq!(written.len(), 1);
    assert_eq!(found(&place, "zoo memo-kind:none").len(), 0);
    // Who wrote it and when stay with it.
    let study = place.study_arg();
    let said = || place.run(&["search", &study, "memo:zoo*"]);
    let before = said();
    after(&place, "d <down> <ret> e <tab> s <c-s>");
    let now = said()
        .replace("question", "reflexive")
        .replace("zoos", "zoo");
    assert_eq!(
        (now, found(&place, "memo-kind:question").len()),
        (before, 1)
    );
    // The kinds go round, and an empty text removes it.
    let screen = after(&place, "d <down> <ret> e <tab>");
    assert!(screen.contains("no kind"), "{screen}");
    after(&place, "d <down> <ret> e <c-u> <c-s>");
    assert_eq!(found(&place, "memo-kind:question").len(), 0);
}

#[test]
fn a_memo_is_read_with_its_markdown_drawn_and_its_links_open() {
    let place = example();
    let heading = "# <space> W h y <ret>";
    let place_link = "[ [ P 0 1 _ i n t e r v i e w : 4 ] ]";
    let links = format!("{place_link} [ [ h o p e ] ] [ [ q u o k k a ] ]");
    let keys = format!("g s d {heading} * * 佢 * * <ret> {links} <c-s>");
    after(&place, &keys);
    let read = after(&place, "g s d <down> <ret>");
    for words in ["│Why ", "│佢 ", "P01_interview:4 [1]hope [2]quokka [3]"] {
        assert!(read.contains(words), "{words}: {read}");
    }
    let opened = |key: &str| after(&place, &format!("g s d <down> <ret> {key}"));
    let at = opened("1");
    assert!(at.contains("P01_interview:4 "), "{at}");
    let code = opened("2");
    assert!(code.contains("Codebook") && code.contains("hope"), "{code}");
    let nothing = opened("3");
    assert!(nothing.contains("“quokka” is not there"), "{nothing}");
    let more = opened("4");
    assert!(more.contains("this memo has no link 4"), "{more}");
    // Another's is read and not changed; from a hit it is read, too.
    let study = place.study_arg();
    let ben = |keys: &str| {
        let args = ["open", &study, "--coder", "ben", "--keys", keys, "--print"];
        place.run(&args)
    };
    let refused = ben("g s d <down> <ret> e");
    assert!(refused.contains("ana's, not yours"), "{refused}");
    let hit = ben("g f memo-on:study <ret> m");
    assert!(hit.contains("P01_interview:4 [1]"), "{hit}");
    // As it was written it is exported and printed.
    let said = place.run(&["search", &study, "memo-on:study"]);
    assert!(said.contains("# Why **佢** [[P01_interview:4]]"), "{said}");
}
