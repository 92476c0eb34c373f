//! Lists of codes as tables, one's own and those of other programs.

use super::codebook_file::CodebookFile;
use super::codebook_table::codebook;

fn read(text: &str) -> CodebookFile {
    codebook("book.csv", "book", text.as_bytes()).expect("codes")
}
fn tree(book: &CodebookFile) -> Vec<(&str, Option<&str>)> {
    let codes = book.codes.iter();
    codes
        .map(|c| (c.name.as_str(), c.parent.as_deref()))
        .collect()
}

#[test]
fn every_field_is_read_and_parents_may_come_later_or_not_at_all() {
    let book = read(
        "Name,Parent,Definition,Include,Exclude,Examples,Colour,Count\nsmall steps,Goals,What is done,when,not,“one”,#3366cc,3\nGoals,Talk,,,,,,\n",
    );
    assert_eq!(
        tree(&book),
        [
            ("Talk", None),
            ("Goals", Some("Talk")),
            ("small steps", Some("Goals"))
        ]
    );
    let code = &book.codes[2];
    assert_eq!(
        (code.include.as_str(), code.exclude.as_str()),
        ("when", "not")
    );
    assert_eq!(
        (code.examples.len(), code.colour.as_deref()),
        (1, Some("blue"))
    );
    assert_eq!(book.notes.len(), 2, "{:?}", book.notes);
    assert!(book.notes[0].contains("Count") && book.notes[1].contains("Talk"));
}

#[test]
fn lists_of_other_programs_keep_their_hierarchy() {
    let levels =
        read("Code;;Groups;Comment\n● Goals;;A;what\n;● small;B;\n;● large;A;\n● Fear;;A;\n");
    let expected = [
        ("Goals", None),
        ("small", Some("Goals")),
        ("large", Some("Goals")),
        ("Fear", None),
    ];
    assert_eq!(tree(&levels), expected);
    assert!(levels.notes[0].contains("groups"));
    let paths =
        read("Hierarchical Name,Description\nNodes\\\\Goals,x\nNodes\\\\Goals\\\\small,y\n");
    assert_eq!(tree(&paths), expected[..2]);
    let prefix = read("Code,Comment,Code Group 1\nGoals,,\nGoals: small,,Themes\n");
    assert_eq!(
        tree(&prefix),
        [("Goals", None), ("Goals: small", Some("Goals"))]
    );
    let groups = read("Code,Code Groups,Memo\nsmall,Goals,m\nlarge,Goals,\n");
    assert_eq!(tree(&groups), expected[..3]);
    assert_eq!(groups.codes[1].definition, "m");
    let odd = read("code,parent\nCare (ask > tell),\nx,Care (ask > tell)\n");
    assert_eq!(odd.codes[1].parent.as_deref(), Some("Care (ask > tell)"));
    let parents = read("Color,Parent code,Code,Memo\n,A > B,x,\n,A,B,\n,,A,\n");
    assert_eq!(
        tree(&parents),
        [("A", None), ("B", Some("A")), ("x", Some("B"))]
    );
}

#[test]
fn one_name_in_two_places_is_two_codes_and_twice_in_one_is_one() {
    let book = read("code,parent,definition\ngood,School,a\ngood,Home,b\ngood,Home,c\n");
    let names: Vec<&str> = book.codes.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["School", "good", "Home", "good (Home)"]);
    assert_eq!(book.codes[3].definition, "b\n\nc");
    assert_eq!(book.notes.len(), 3);
}

#[test]
fn mistakes_are_named_with_their_line() {
    let why = |text: &str| {
        let read = codebook("book.csv", "book", text.as_bytes());
        read.expect_err("refused").to_string()
    };
    assert!(
        why("code,parent\na,b\nb,a\n")
            .starts_with("book.csv: line 2: the code “a” stands below itself; give")
    );
    let long = format!("code\nok\n{}\n", "x".repeat(300));
    assert!(why(&long).starts_with("book.csv: line 3: the name “xx"));
    assert!(why("a,b\n1,2\n").contains("no column of it is titled name or code (it has a, b)"));
    assert!(why("code,parent\n,b\n").contains("no row of it names a code"));
    let deep: String = (0..70).map(|n| format!("c{n},c{}\n", n + 1)).collect();
    assert!(why(&format!("code,parent\n{deep}")).contains("levels"));
}
