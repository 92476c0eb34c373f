//! Codebook files: what is refused and how it is shown, and that writing is the inverse.

use super::codebook::codebook;
use super::codebook_file::{CodeEntry, CodebookFile, Rated};
use super::codebook_write::write;
use proptest::prelude::*;

fn why(text: &str) -> String {
    codebook("book.ron", text.as_bytes())
        .expect_err("refused")
        .to_string()
}
fn codes(list: &str) -> String {
    format!("(\n  name: \"B\",\n  codes: [\n{list}\n  ],\n)")
}

#[test]
fn reads_a_codebook() {
    let text = "\u{FEFF}// ours\n(format: 1, name: \"B\", about: \"x\", codes: [\n(name: \"Goal work\"),\n(name: \"small steps\", parent: \"goal WORK\", definition: \"d\", include: \"i\", exclude: \"e\", examples: [\"a\", \"b\"], colour: \"light-blue\", key: \"b\", kind: Rated([(1, \"1:50 or more\"), (2, \"fewer\")])),\n(name: \"x\", key: 'c', colour: Some(\"red\")),\n])";
    let book = codebook("book.ron", text.as_bytes()).expect("readable");
    assert_eq!((book.name.as_str(), book.codes.len()), ("B", 3));
    let code = &book.codes[1];
    assert_eq!(code.parent.as_deref(), Some("Goal work"));
    assert_eq!((code.key, code.examples.len()), (Some('b'), 2));
    assert_eq!(
        code.kind,
        Some(Rated(vec![(1, "1:50 or more".into()), (2, "fewer".into())]))
    );
    assert_eq!(book.codes[2].key, Some('c'));
}

#[test]
fn every_mistake_is_shown_in_its_line() {
    for (list, what, place, line, next) in [
        (
            "(name: \"a\")\n(name: \"b\")",
            "Expected",
            "book.ron:5",
            "(name: \"b\")",
            "comma",
        ),
        (
            "(name: \"a\", defnition: \"x\"),",
            "defnition",
            "book.ron:4:13",
            "defnition",
            "definition",
        ),
        (
            "(parent: \"a\"),",
            "name",
            "book.ron:4",
            "(parent: \"a\")",
            "add name",
        ),
        (
            "(name: \"a\", key: \"ab\"),",
            "one character",
            "book.ron:4",
            "key: \"ab\"",
            "change",
        ),
        (
            "(name: \"a\"),\n(name: \"A\"),",
            "already",
            "book.ron:5:8",
            "(name: \"A\")",
            "another name",
        ),
        (
            "(name: \"a\", parent: \"z\"),",
            "no code “z”",
            "book.ron:4:21",
            "parent: \"z\"",
            "spelling",
        ),
        (
            "(name: \"a\", parent: \"b\"),\n(name: \"b\"),",
            "only later",
            "book.ron:4:21",
            "parent: \"b\"",
            "move it",
        ),
        (
            "(name: \"a\", parent: \"a\"),",
            "its own parent",
            "book.ron:4:21",
            "parent: \"a\"",
            "delete",
        ),
        (
            "(name: \"a\", colour: \"pink\"),",
            "no colour “pink”",
            "book.ron:4:21",
            "\"pink\"",
            "magenta",
        ),
        (
            "(name: \"a\", kind: Rated([(2, \"x\"), (1, \"y\")])),",
            "scale",
            "book.ron:4:19",
            "Rated",
            "rising",
        ),
        (
            "(name: \"a\", kind: Rated([(2, \"x\")])),",
            "two values",
            "book.ron:4:19",
            "Rated",
            "rising",
        ),
        (
            "(name: \" \"),",
            "can be seen",
            "book.ron:4:8",
            "(name: \" \")",
            "write it anew",
        ),
        (
            "(name: \"two\\nlines\"),",
            "“two lines” goes over more than one line",
            "book.ron:4:8",
            "two",
            "write it anew",
        ),
        (
            "(name: \"\\u{202e}evil\"),",
            "U+202E",
            "book.ron:4:8",
            "evil",
            "write it anew",
        ),
    ] {
        let e = why(&codes(list));
        for part in [what, place, line, next] {
            assert!(e.contains(part), "no “{part}” in:\n{e}");
        }
    }
    assert!(why("(format: 2, name: \"B\")").contains("book.ron:1:10"));
    assert!(why("").contains("empty"));
    assert!(
        codebook("b.ron", b"(name: \"\xE9\")")
            .expect_err("refused")
            .to_string()
            .contains("line 1 is not UTF-8")
    );
}

#[test]
fn one_message_as_people_see_it() {
    let e = why(&codes("    (name: \"小步\", colour: \"pink\"),"));
    assert_eq!(
        e,
        "error: there is no colour “pink”\n --> book.ron:4:26\n  |\n4 |     (name: \"小步\", colour: \"pink\"),\n  |                            ^^^^^^ here\n  |\n  = help: use red, green, yellow, blue, magenta, cyan, or one of them with light- before it"
    );
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z \"\\\\\n\t'(),:#/*]{0,24}",
        any::<String>(),
        "[訪問小步é😀\u{200B}\u{202E}]{0,8}"
    ]
}

prop_compose! {
    fn entry()(
        parent in any::<Option<prop::sample::Index>>(), definition in text(), include in text(), exclude in text(),
        examples in prop::collection::vec(text(), 0..4), colour in prop::option::of(prop::sample::select(vec!["red", "light-cyan"])),
        key in prop::option::of(prop::char::range('!', '~')), name in "[a-z訪\"]{0,6}",
        points in prop::option::of(prop::collection::btree_map(any::<i32>(), text(), 2..5)),
    ) -> (Option<prop::sample::Index>, CodeEntry) {
        let kind = points.map(|p| Rated(p.into_iter().collect()));
        let colour = colour.map(str::to_owned);
        (parent, CodeEntry { name, parent: None, definition, include, exclude, examples, colour, key, kind, retired: false })
    }
}

proptest! {
    #[test]
    fn reads_what_it_writes(name in "[a-z訪 ]{1,9}x", about in text(), entries in prop::collection::vec(entry(), 0..6)) {
        let mut codes: Vec<CodeEntry> = Vec::new();
        for (i, (parent, mut code)) in entries.into_iter().enumerate() {
            code.name = format!("{}{i}", code.name);
            code.parent = parent.filter(|_| i > 0).map(|p| codes[p.index(i)].name.clone());
            codes.push(code);
        }
        let book = CodebookFile { name, about, codes, notes: Vec::new() };
        let file = write(&book);
        prop_assert_eq!(codebook("b.ron", file.as_bytes()).map_err(|e| TestCaseError::fail(format!("{e}\n{file}")))?, book);
    }

    #[test]
    fn any_file_is_read_or_refused(file in any::<String>(), tail in "[(),:\\[\\]\"a-z /*#r]{0,40}") {
        let _ = codebook("b.ron", file.as_bytes());
        let _ = codebook("b.csv", format!("code,parent,path\n{file}\n{tail}").as_bytes());
        let _ = codebook("b.ron", format!("(name: \"a\", codes: [{tail}").as_bytes());
    }
}
