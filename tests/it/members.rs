//! Findings are handed to members, come back, and what changed is recorded.

use crate::place::{Place, now};
use crate::reconcile_screen::{open, press, screen, shows};
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::Output;
use tandem::model::event::Change;
use tandem::model::ids::{CodingId, ThemeId};
use tandem::model::mint::Mint;
use tandem::model::text::Span;
use tandem::model::theme::{Bearing, EvidenceOn};
use tandem::model::view::View;

/// A focus group in which people break in on each other; a name that is markup, one that is a formula.
const GROUP: &str = "MODERATOR: What helped? Secret question.\n\n\
    Rosa: I cut it small. It was \u{202e}mine.\n\n\
    Ben <b>: Nothing of BENSWORDS helped.\n\n\
    Rosa: Then I went alone. Ben <b>: BENSWORDS again\n\n\
    Rosa: 後來我自己去。\n\n\
    Ben <b>: =HYPERLINK(\"http://x\",\"BENSWORDS\")\n";

const ONE: &str = "小步走 <script>alert(1)</script>, =HYPERLINK(\"http://x\") and a step each.";

/// A study with the focus group, two themes with statements, and the whole text as evidence on the first.
fn study() -> Place {
    let place = Place::with_sources(&[]);
    fs::write(place.path("FG1.txt"), GROUP).unwrap();
    run(&place, &["import", "STUDY", "FG1.txt"]);
    for (who, site) in [("Rosa", "North"), ("Ben <b>", "South")] {
        let value = format!("site={site}");
        run(&place, &["participants", "set", "STUDY", who, &value]);
    }
    let all = Span {
        start: 0,
        end: GROUP.chars().count() as u32 - 1,
    };
    let (first, _) = GROUP.split_once("mine.").unwrap();
    let second = Span {
        start: 0,
        end: first.chars().count() as u32 + 5,
    };
    evidence(
        &place,
        "ana",
        &[(all, Bearing::default()), (second, Bearing::default())],
    );
    place
}

/// Adds two themes with statements, and segments of the first source as evidence on the first.
fn evidence(place: &Place, coder: &str, marked: &[(Span, Bearing)]) -> ThemeId {
    let opened = place.open(coder);
    let (mut store, events, _) = opened;
    let view = View::new(events, Some(coder.parse().unwrap()));
    let mut mint = Mint::new(now(), now());
    let mut changes = Vec::new();
    let mut themes = Vec::new();
    for (name, statement) in [("Small steps", ONE), ("Company", "Somebody walks beside.")] {
        let theme = mint.id();
        themes.push(ThemeId::from(theme));
        changes.push((
            theme,
            Change::ThemeAdded {
                name: name.into(),
                statement: statement.into(),
                parent: None,
            },
        ));
    }
    let code = view.codebook().active().next().unwrap().id;
    for (span, bearing) in marked {
        let coding = mint.id();
        changes.push((
            coding,
            Change::Coded {
                of: None,
                round: None,
                source: view.sources()[0].id.clone(),
                revision: 1,
                span: *span,
                code,
                digest: Default::default(),
                certain: true,
                rating: None,
                via: None,
            },
        ));
        changes.push((
            mint.id(),
            Change::EvidenceMarked {
                on: EvidenceOn::Theme(themes[0]),
                coding: CodingId::from(coding),
                bearing: Some(bearing.clone()),
                replaces: Vec::new(),
            },
        ));
    }
    store.append(&changes, now()).unwrap();
    themes[0]
}

fn full<'a>(study: &'a str, args: &[&'a str]) -> Vec<&'a str> {
    let args = args.iter().map(|a| if *a == "STUDY" { study } else { *a });
    args.chain(["--coder", "ana"]).collect()
}

fn run(place: &Place, args: &[&str]) -> String {
    place.run(&full(&place.study_arg(), args))
}

fn output(place: &Place, args: &[&str]) -> Output {
    place.output(&full(&place.study_arg(), args))
}

fn json(place: &Place) -> Value {
    serde_json::from_str(&run(place, &["members", "STUDY", "--json"])).unwrap()
}

/// The document of a Word file.
fn document(bytes: &[u8]) -> String {
    let mut container = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = container.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

/// The same Word file with another document.
fn with_document(bytes: &[u8], text: &str) -> Vec<u8> {
    let mut container = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for at in 0..container.len() {
        let mut part = container.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        out.start_file(&name, options).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = text.as_bytes().to_vec();
        }
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_packet_holds_own_words_alone_and_nothing_in_it_acts() {
    let place = study();
    let args = [
        "members", "packet", "STUDY", "--person", "rosa", "--to", "out",
    ];
    let told = run(&place, &args);
    assert!(
        told.contains("statement 1: 2 quotes from FG1:2, FG1:5"),
        "{told}"
    );
    let read = |ending: &str| fs::read(place.path(&format!("out/members-Rosa.{ending}"))).unwrap();
    let markdown = String::from_utf8(read("md")).unwrap();
    let html = String::from_utf8(read("html")).unwrap();
    let word = document(&read("docx"));
    for text in [&markdown, &html, &word] {
        assert!(text.contains("I cut it small. It was �mine."), "{text}");
        // Nobody else's words, nor the stretch somebody else breaks into; no theme, code or coder.
        for other in [
            "BENSWORDS",
            "Secret question",
            "Ben",
            "MODERATOR",
            "Small steps",
            "ana",
            "hope",
        ] {
            assert!(!text.contains(other), "{other}: {text}");
        }
        assert!(!text.contains("<script>") && !text.contains('\u{202e}'));
        assert!(text.contains("小步走"));
    }
    assert!(
        markdown.contains("\\<script\\>alert(1)\\</script\\>, =HYPERLINK"),
        "{markdown}"
    );
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!word.contains("w:instrText") && !word.contains("w:hyperlink"));
    // What is withheld is not in it: marked so, or named for this packet.
    let told = run(
        &place,
        &[&args[..], &["--withhold", "FG1:2", "--force"]].concat(),
    );
    assert!(told.contains("statement 1: 1 quote from FG1:5"), "{told}");
    // Of a group nobody is told who said what, and how it was chosen is not in it.
    let group = [
        "members",
        "packet",
        "STUDY",
        "--group",
        "site=South",
        "--to",
        "out",
    ];
    let told = run(&place, &group);
    assert!(told.contains("for site=South (1 person)"), "{told}");
    let markdown = fs::read_to_string(place.path("out/members-site-South.md")).unwrap();
    assert!(
        !markdown.contains("South") && !markdown.contains("Ben") && !markdown.contains("cut it")
    );
}

#[test]
fn what_is_marked_as_withheld_is_in_no_packet() {
    let place = Place::with_sources(&[]);
    fs::write(place.path("FG1.txt"), GROUP).unwrap();
    run(&place, &["import", "STUDY", "FG1.txt"]);
    let at = |words: &str| {
        let start = GROUP[..GROUP.find(words).unwrap()].chars().count() as u32;
        let end = start + words.chars().count() as u32;
        Span { start, end }
    };
    let held = Bearing {
        withheld: true,
        ..Bearing::default()
    };
    let quoted = Bearing {
        quoted: true,
        against: true,
        ..Bearing::default()
    };
    let marked = [
        (at("I cut it small."), Bearing::default()),
        (at("cut it"), held),
        (at("It was"), Bearing::default()),
        (at("後來我自己去。"), quoted),
    ];
    evidence(&place, "ana", &marked);
    run(
        &place,
        &[
            "members", "packet", "STUDY", "--person", "Rosa", "--to", "out",
        ],
    );
    let markdown = fs::read_to_string(place.path("out/members-Rosa.md")).unwrap();
    assert!(!markdown.contains("cut it small"), "{markdown}");
    // What was chosen to be quoted comes first, be it a negative case.
    let (first, then) = (markdown.find("後來我自己去。"), markdown.find("> “It was”"));
    assert!(first.unwrap() < then.unwrap(), "{markdown}");
}

#[test]
fn a_packet_comes_back_and_what_changed_because_of_it_is_recorded() {
    let place = study();
    run(
        &place,
        &[
            "members", "packet", "STUDY", "--person", "Rosa", "--to", "out",
        ],
    );
    let words_before = run(&place, &["words", "STUDY"]);
    let shown_before = run(&place, &["themes", "STUDY", "--json"]);
    let matrix_before = run(&place, &["matrix", "STUDY", "--by", "person", "--json"]);
    let people_before = run(&place, &["participants", "STUDY", "--json"]);
    // The Word file, filled in: one disputed in own words, the other ticked twice.
    let bytes = fs::read(place.path("out/members-Rosa.docx")).unwrap();
    let mut parts: Vec<String> = document(&bytes).split("[ ] ").map(str::to_owned).collect();
    let rest = parts.split_off(1);
    let boxes = ["[ ] ", "[x] ", "[ ] ", "[X] ", "[ ] ", "[✓] "];
    let ticked: String = boxes
        .iter()
        .zip(&rest)
        .map(|(b, p)| format!("{b}{p}"))
        .collect();
    let own = "<w:p><w:r><w:t>It was not small. 不是這樣。</w:t></w:r></w:p>";
    let filled = format!("{}{ticked}", parts[0]).replacen("<w:p></w:p>", own, 1);
    fs::write(place.path("Rosa_back.docx"), with_document(&bytes, &filled)).unwrap();
    let back = [
        "members",
        "answer",
        "STUDY",
        "Rosa_back.docx",
        "--person",
        "rosa",
    ];
    let out = output(&place, &back);
    let (told, said) = (
        String::from_utf8(out.stdout).unwrap(),
        String::from_utf8(out.stderr).unwrap(),
    );
    assert!(!out.status.success());
    assert!(
        told.contains("1 answer of Rosa") && told.contains("statement 1: dispute"),
        "{told}{said}"
    );
    assert!(
        said.contains("statement 2: several are ticked (lines"),
        "{said}"
    );
    assert!(said.contains("--answer 2=accept"), "{said}");
    let by_hand = [&back[..], &["--answer", "2=change"]].concat();
    assert!(run(&place, &by_hand).contains("1 answer of Rosa"));
    // Once more says nothing new.
    assert!(run(&place, &by_hand).contains("0 answers of Rosa"));
    // Who was not asked cannot have answered, and nothing follows from what nobody said.
    for (args, why) in [
        (
            vec![
                "members",
                "answer",
                "STUDY",
                "Rosa_back.docx",
                "--person",
                "Ben <b>",
            ],
            "was handed to Rosa",
        ),
        (
            vec!["members", "answer", "STUDY", "FG1.txt", "--person", "Rosa"],
            "no reference of a packet",
        ),
        (
            vec![
                "members", "follow", "STUDY", "Company", "x", "--person", "Ben <b>",
            ],
            "has not answered",
        ),
        (
            vec![
                "members", "follow", "STUDY", "Company", " ", "--person", "Rosa",
            ],
            "say what changed",
        ),
        (
            vec![
                "members", "packet", "STUDY", "--person", "Nobody", "--to", "out",
            ],
            "no participant",
        ),
        (
            vec![
                "members", "packet", "STUDY", "--person", "Rosa", "--to", "out", "--theme", "x",
            ],
            "no theme",
        ),
    ] {
        let out = output(&place, &args);
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(
            !out.status.success() && said.contains(why),
            "{args:?}: {said}"
        );
    }
    let text = "The claim now says for whom. 已改。";
    run(
        &place,
        &[
            "members",
            "follow",
            "STUDY",
            "small steps",
            text,
            "--person",
            "Rosa",
        ],
    );
    let answered = json(&place);
    let theme = &answered["themes"][0];
    assert_eq!(
        (&theme["asked"][0], &theme["dispute"]),
        (&"Rosa".into(), &1.into())
    );
    let answer = &theme["answers"][0];
    assert_eq!(answer["words"], "It was not small. 不是這樣。");
    assert_eq!(answer["place"], "Rosa_back:3");
    assert_eq!(answer["followed"][0]["text"], text);
    assert_eq!(answered["themes"][1]["change"], 1);
    assert_eq!(answer["changed_since"], false);
    // It is a source that is read and searched, and no statement of a theme stands in it.
    let found = run(&place, &["search", "STUDY", "kind:answer", "--json"]);
    assert!(
        found.contains("It was not small") && !found.contains("小步走"),
        "{found}"
    );
    // It changes no count of words, people or sources, and no finding, be it coded or not.
    let code = "coder,source,start,end,code\nana,Rosa_back,70,80,hope\n";
    fs::write(place.path("codings.csv"), code).unwrap();
    run(&place, &["import", "STUDY", "--codings", "codings.csv"]);
    let codings = run(
        &place,
        &["search", "STUDY", "coded:hope kind:answer", "--json"],
    );
    assert!(codings.contains("Rosa_back"), "{codings}");
    assert_eq!(words_before, run(&place, &["words", "STUDY"]));
    assert_eq!(shown_before, run(&place, &["themes", "STUDY", "--json"]));
    assert_eq!(
        matrix_before,
        run(&place, &["matrix", "STUDY", "--by", "person", "--json"])
    );
    assert_eq!(
        people_before,
        run(&place, &["participants", "STUDY", "--json"])
    );
    run(&place, &["check", "STUDY"]);
    // On the screen: the counts, what followed, and writing down more.
    let mut program = open(&place, "ana", (120, 40));
    press(&mut program, "g t g g");
    shows(
        &program,
        &[
            "members: 1 disputes (Rosa)",
            "what followed – Rosa: The claim now",
        ],
    );
    press(&mut program, "w");
    shows(
        &program,
        &["Rosa: dispute", "Rosa_back:3", "It was not small."],
    );
    press(&mut program, "<ret> n o t h i n g <space> m o r e <ret>");
    let followed = program.app.cx.view.member_check().answers[0].followed.len();
    assert_eq!(followed, 2, "{}", screen(&program));
    // A statement that is another one by now is said, and the answer stays to what was shown.
    press(&mut program, "d <c-u> O t h e r <c-s>");
    drop(program);
    let answered = json(&place);
    let again = output(&place, &by_hand);
    let told = String::from_utf8(again.stdout).unwrap();
    assert_eq!(
        answered["themes"][0]["answers"][0]["changed_since"], true,
        "{answered}"
    );
    assert_eq!(answered["themes"][0]["answers"][0]["statement"], ONE);
    assert!(told.contains("the statement was changed since"), "{told}");
}

/// Markdown, plain text and a web page: own words anywhere under a statement, brackets nobody can read.
#[test]
fn whatever_format_it_comes_back_in_own_words_are_found() {
    let place = study();
    run(
        &place,
        &[
            "members", "packet", "STUDY", "--person", "Rosa", "--to", "out",
        ],
    );
    let markdown = fs::read_to_string(place.path("out/members-Rosa.md")).unwrap();
    let html = fs::read_to_string(place.path("out/members-Rosa.html")).unwrap();
    let fill = |text: &str, after: &str| {
        let text = text.replacen("[ ] accept: it fits", "[x] accept: it fits, mostly", 1);
        let (first, second) = text.rsplit_once("Statement 2").unwrap();
        let second = second.replacen(
            "[ ] dispute: it does not fit",
            "x dispute it does not fit",
            1,
        );
        let second = second.replacen(
            "In your own words:",
            &format!("In your own words: yes{after}"),
            1,
        );
        format!("{first}Statement 2{second}")
    };
    let texts = [
        (
            "md",
            fill(
                &markdown,
                "\n\n- first - and =1+1\n\nWhat do you say to this statement?",
            ),
        ),
        (
            "txt",
            fill(
                &markdown.replace('\\', ""),
                "\n\n- first - and =1+1\n\nWhat do you say to this statement?",
            ),
        ),
        (
            "html",
            fill(
                &html,
                "</p><p>- first - and =1+1</p><p>What do you say to this statement?",
            ),
        ),
    ];
    for (ending, text) in texts {
        let name = format!("back_{ending}.{ending}");
        fs::write(place.path(&name), text).unwrap();
        let out = output(
            &place,
            &[
                "members",
                "answer",
                "STUDY",
                &name,
                "--person",
                "Rosa",
                "--answer",
                "2=dispute",
            ],
        );
        let (told, said) = (
            String::from_utf8(out.stdout).unwrap(),
            String::from_utf8(out.stderr).unwrap(),
        );
        assert!(out.status.success(), "{ending}: {told}{said}");
        assert!(
            !said.contains("stands before the first statement"),
            "{ending}: {said}"
        );
        let answered = json(&place);
        let words = |n: usize| answered["themes"][n]["answers"][0]["words"].clone();
        assert_eq!(words(0), ", mostly", "{ending}");
        let own = "x dispute it does not fit\nyes\n- first - and =1+1\nWhat do you say to this statement?";
        let said = words(1);
        let said = said.as_str().unwrap();
        assert_eq!(said.trim_start_matches("- "), own, "{ending}");
    }
    let accepts = json(&place)["themes"][0]["accept"].clone();
    assert_eq!(accepts, 1);
}

/// Nothing of a source that is coded blind is in a packet, whoever makes it; what its person answers
/// waits for its coders.
#[test]
fn a_blind_round_keeps_its_sources_out_of_packets() {
    let place = study();
    run(
        &place,
        &[
            "members", "packet", "STUDY", "--person", "Rosa", "--to", "out",
        ],
    );
    let markdown = fs::read_to_string(place.path("out/members-Rosa.md")).unwrap();
    let filled = markdown.replacen("[ ] change", "[x] change", 1);
    fs::write(place.path("back.md"), filled).unwrap();
    let back = ["members", "answer", "STUDY", "back.md", "--person", "Rosa"];
    run(&place, &back);
    assert_eq!(json(&place)["themes"][0]["change"], 1);
    let study = place.study_arg();
    let other = ["sources", &study, "--coder", "cat", "--new-coder"];
    place.output(&other);
    run(
        &place,
        &[
            "round",
            "new",
            "STUDY",
            "--name",
            "Blind",
            "--coders",
            "ana,ben",
            "--sources",
            "FG1",
        ],
    );
    for coder in ["ana", "cat"] {
        let args = [
            "members",
            "packet",
            &study,
            "--person",
            "Rosa",
            "--to",
            coder,
            "--coder",
            coder,
            "--first-here",
            "--new-coder",
        ];
        let told = place.run(&args);
        assert!(told.contains("statement 1: 0 quotes"), "{coder}: {told}");
        let markdown = fs::read_to_string(place.path(&format!("{coder}/members-Rosa.md"))).unwrap();
        assert!(!markdown.contains("cut it"), "{markdown}");
    }
    let seen = json(&place);
    assert_eq!(seen["themes"][0]["change"], 0, "{seen}");
    assert!(seen["waiting"].as_str().unwrap().contains("“Blind”"));
    run(&place, &["round", "close", "STUDY", "--round", "Blind"]);
    assert_eq!(json(&place)["themes"][0]["change"], 1);
}
