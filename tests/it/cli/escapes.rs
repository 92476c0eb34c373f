//! Whatever names, texts and files hold, nothing a subcommand prints acts on a terminal.

use super::ends;
use crate::place::{Place, files_below, now, text};
use std::fs;
use std::process::Output;
use tandem::import;
use tandem::model::attribute::Subject;
use tandem::model::code::{CodeKind, CodeText, Colour};
use tandem::model::coding::MemoOn;
use tandem::model::conference::Judgement;
use tandem::model::event::Change;
use tandem::model::framework::{ConstructText, FrameworkText};
use tandem::model::ids::{CodeId, EventId, SourceId};
use tandem::model::mapping::{MappedTo, MappingPlan};
use tandem::model::source::{SpeakerRole, SpeakerSetting};
use tandem::model::text::Span;
use tandem::model::theme::Node;
use tandem::model::view::View;
use tandem::model::visible::acts;
use uuid::Uuid;

/// Clipboard, colour, C1 controls, direction, link, screen, line breaks.
const EVIL: &str = "\u{1b}]52;c;aGFja2Vk\u{7}\u{1b}[31mR\u{9b}31mC\u{202e}gnp\u{2066}\u{1b}]8;;http://e\u{1b}\\L\u{1b}[2J\r\u{8}\u{7f}\u{85}";

/// Text with all of it.
fn evil(name: &str) -> String {
    format!("{name}{EVIL}\n{name} again")
}

/// What stands for it in a journal until it is put there: the program writes no such name.
fn token(name: &str) -> String {
    format!("~{name}~")
}

fn id() -> EventId {
    EventId(Uuid::new_v4())
}

/// A study in which everything that can hold text holds what acts, as somebody else's program
/// might have written it.
fn study() -> Place {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Study", "--coder", "ana"]);
    let info = place.study().join("study.ron");
    let name = format!("{:?}", evil("Study"));
    let said = fs::read_to_string(&info)
        .unwrap()
        .replace("\"Study\"", &name);
    fs::write(&info, said).unwrap();
    // More of them, and it would be no text.
    let few = "\u{1b}]52;c;aGFj\u{1b}\\\u{9b}31m\u{202e}";
    let rest = "and more words ".repeat(40);
    let words = format!("Anna: hello{few} world {rest}\n\nBea: a second paragraph{few} {rest}\n");
    fs::write(place.path("talk.txt"), words).unwrap();
    place.run(&["import", &study, "--coder", "ana", "talk.txt"]);
    eve_writes(&place);
    let rows = format!(
        "coder,source,start,end,code,memo,round\nana,talk,0,9,\"c{EVIL}\",\"m{EVIL}\",\"r{EVIL}\"\nben,talk,0,8,\"c{EVIL}\",,\"r{EVIL}\"\nben,talk,2,9,d,,\"r{EVIL}\"\n"
    )
    .replace('\r', "");
    fs::write(place.path("codings.csv"), rows).unwrap();
    let out = place.output(&[
        "import",
        &study,
        "--coder",
        "ana",
        "--codings",
        "codings.csv",
    ]);
    let (_, said) = ends(&out, 0);
    assert!(said.contains("holds what cannot be shown"), "{said}");
    place
}

fn eve_writes(place: &Place) {
    let (mut store, events, _) = place.open("eve");
    let view = View::new(events, None);
    let source: SourceId = view.sources()[0].id.clone();
    let (code, other, theme, second, coding) = (id(), id(), id(), id(), id());
    let added = |name: &str, parent: Option<CodeId>| Change::CodeAdded {
        name: token(name),
        parent,
        text: CodeText {
            definition: token("definition"),
            include: token("include"),
            exclude: token("exclude"),
            examples: vec![token("example")],
        },
        colour: Colour::Blue,
        key: None,
        kind: CodeKind::Rated(vec![(1, token("low")), (2, token("high"))]),
        private: None,
    };
    let themed = |name: &str| Change::ThemeAdded {
        name: token(name),
        statement: token("statement"),
        parent: None,
    };
    let span = Span { start: 0, end: 20 };
    let memo = |on: MemoOn| Change::MemoWritten {
        of: None,
        round: None,
        on,
        text: token("memo"),
        kind: None,
        about: Vec::new(),
    };
    let attribute = |of: Subject| Change::AttributeSet {
        of,
        key: token("key"),
        value: Some(token("value")),
        absent: None,
        at: None,
        replaces: Vec::new(),
    };
    let (framework, construct, mapping) = (id(), id(), id());
    let framed = FrameworkText {
        name: token("Frame"),
        source: token("citation"),
    };
    let constructed = ConstructText {
        framework: framework.into(),
        parent: None,
        name: token("Construct"),
        text: CodeText {
            definition: token("definition"),
            ..CodeText::default()
        },
        given: false,
    };
    let planned = MappingPlan {
        name: token("Mapping"),
        framework: framework.into(),
        coders: vec!["eve".parse().unwrap(), "ana".parse().unwrap()],
        codes: vec![code.into()],
        constructs: vec![construct.into()],
        blind: false,
        codebook: Default::default(),
        known: Vec::new(),
    };
    let mapped = MappedTo {
        mapping: mapping.into(),
        code: code.into(),
        to: vec![construct.into()],
        note: token("note"),
        replaces: Vec::new(),
    };
    let changes = [
        (id(), Change::joined(token("Eve"))),
        (code, added("Code", None)),
        (other, added("Sub", Some(code.into()))),
        (
            coding,
            Change::Coded {
                of: None,
                round: None,
                source: source.clone(),
                revision: 1,
                span,
                code: code.into(),
                digest: Default::default(),
                certain: true,
                rating: Some(1),
                via: None,
            },
        ),
        (id(), memo(MemoOn::Segment(source.clone(), span))),
        (id(), memo(MemoOn::Code(code.into()))),
        (theme, themed("Theme")),
        (second, themed("Second")),
        (
            id(),
            Change::CodePlaced {
                theme: theme.into(),
                code: code.into(),
                placed: true,
                replaces: Vec::new(),
            },
        ),
        (
            id(),
            Change::Related {
                from: Node::Theme(theme.into()),
                to: Node::Theme(second.into()),
                kind: token("leads to"),
            },
        ),
        (framework, Change::FrameworkAdded(framed.into())),
        (construct, Change::ConstructAdded(constructed.into())),
        (mapping, Change::MappingOpened(planned.into())),
        (id(), Change::CodeMapped(mapped.into())),
        (id(), attribute(Subject::Participant("Anna".into()))),
        (id(), attribute(Subject::Source(source.clone()))),
        (
            id(),
            Change::SpeakerSet {
                source,
                setting: SpeakerSetting {
                    label: "Bea".into(),
                    role: SpeakerRole::Participant,
                    participant: Some(token("Bea")),
                },
                replaces: Vec::new(),
            },
        ),
    ];
    store.append(&changes, now()).unwrap();
    drop(store);
    let names = [
        "Bea",
        "Code",
        "Construct",
        "Eve",
        "Frame",
        "Mapping",
        "Second",
        "Sub",
        "Theme",
        "citation",
        "definition",
        "example",
        "exclude",
        "high",
        "include",
        "key",
        "leads to",
        "low",
        "memo",
        "note",
        "statement",
        "value",
    ];
    let words = names.map(|name| (token(name), evil(name)));
    let words: Vec<(&str, &str)> = words
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    place.rewrite("eve", &words);
    let journals = place.study().join("journals");
    // A sync tool's copy, called by a name that acts.
    let journal = files_below(&journals).pop().unwrap();
    let copy = format!("eve.k3f9a2xx.1 {EVIL}\nx.ronl").replace(['/', '\\'], "");
    fs::copy(journal, journals.join(copy)).unwrap();
}

/// Asserts that nothing printed would act on a terminal, and that the names of things break no
/// line in two.
#[track_caller]
fn assert_inert(args: &[&str], out: &Output) {
    for bytes in [&out.stdout, &out.stderr] {
        let said = std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{args:?}: {e}"));
        // Our own styles, where they were asked for.
        let plain = match args.contains(&"--print=ansi") {
            true => without_styles(said),
            false => said.to_owned(),
        };
        let found = plain.find(|c: char| acts(c));
        assert_eq!(found, None, "{args:?}: {plain:?}");
        for name in [
            "Code", "Sub", "Theme", "Second", "Study", "Eve", "Bea", "key", "value",
        ] {
            let broken = plain.lines().any(|l| l.trim() == format!("{name} again"));
            assert!(!broken, "{args:?}: {name} goes over two lines\n{plain}");
        }
    }
}

/// Without what sets a style: `ESC [`, digits and semicolons, `m`.
fn without_styles(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';');
        match end.filter(|end| part[*end..].starts_with('m')) {
            Some(end) => out.push_str(&part[end + 1..]),
            None => out.push_str(&format!("\u{1b}[{part}")),
        }
    }
    out
}

#[test]
fn nothing_that_is_printed_acts_on_a_terminal() {
    let place = study();
    let study = place.study_arg();
    let given = evil("given").replace('\n', " ");
    let odd = place.path(&format!("odd{EVIL}\n.txt").replace(['/', '\\'], ""));
    fs::write(&odd, "Anna: hello\n\nBea: hello\n").unwrap();
    let bad = place.path(&format!("bad{EVIL}\n.pdf").replace(['/', '\\'], ""));
    fs::write(&bad, "%PDF").unwrap();
    fs::write(
        place.path("book.ron"),
        format!("(name: \"x{}\", codes: [(nam: 1)])", &EVIL[1..9]),
    )
    .unwrap();
    let (odd, bad) = (odd.to_str().unwrap(), bad.to_str().unwrap());
    fs::write(
        place.path("table.csv"),
        format!("unit,ana{EVIL},ben\n1,a{EVIL},b\n2,a{EVIL},a{EVIL}\n").replace('\r', ""),
    )
    .unwrap();
    let hostile = EVIL.replace('\r', "");
    fs::write(
        place.path("coded.csv"),
        format!("source,speaker,text,age,h{hostile},codes\nS{hostile},B{hostile},t{hostile},9{hostile},1,c{hostile};d\nS{hostile},B,t2,8,maybe{hostile},\nS{hostile},B,t3,8,1,\n"),
    )
    .unwrap();
    let dataset = serde_json::json!({
        "documents": [{ "id": evil("d"), "text": evil("text") }],
        "codings": [
            { "coder": evil("a"), "doc": evil("d"), "start": 0, "end": 5, "code": evil("c") },
            { "coder": "b", "doc": evil("d"), "start": 1, "end": 5, "code": evil("c") },
        ]
    });
    fs::write(place.path("spans.json"), dataset.to_string()).unwrap();
    let why = evil("why");
    let of_code = format!("code:{given}");
    let asked: Vec<Vec<&str>> = vec![
        vec!["agree", &study],
        vec!["agree", &study, "--json"],
        vec!["agree", &study, "--round", &given],
        vec!["agree", "--table", "table.csv"],
        vec!["agree", "--table", "table.csv", "--json"],
        vec!["agree", "--spans", "spans.json"],
        vec!["agree", "--spans", "spans.json", "--json"],
        vec!["participants", &study],
        vec!["participants", &study, "--json"],
        vec!["participants", &study, "--of", "sources"],
        vec!["participants", "table-one", &study],
        vec!["ratings", &study],
        vec!["ratings", &study, "--json"],
        vec!["sources", &study],
        vec!["sources", &study, "--json"],
        vec!["reconcile", &study],
        vec!["reconcile", &study, "--list"],
        vec!["reconcile", &study, "--json"],
        vec!["repair", &study],
        vec!["upgrade", &study],
        vec!["framework", "list", &study],
        vec!["framework", "list", &study, "--json"],
        vec!["framework", "constructs", &study],
        vec!["framework", "constructs", &study, "--json"],
        vec!["framework", "agree", &study],
        vec!["framework", "agree", &study, "--json"],
        vec!["framework", "agree", &study, "--mapping", &given],
        vec!["framework", "adapt", &study, "--add", &given],
        vec!["layer", &study],
        vec!["layer", &study, "--json"],
        vec!["conference", &study],
        vec!["conference", &study, "--json"],
        vec!["search", &study, "hello"],
        vec!["search", &study, "hello", "--json"],
        vec!["search", &study, "memo:memo"],
        vec!["search", &study, "code:definition", "--json"],
        vec!["search", &study, &given],
        vec!["words", &study],
        vec!["words", &study, "--stop-words", "--json"],
        vec!["words", &study, "--by", &given],
        vec!["words", &study, "--kwic", "hello"],
        vec!["words", &study, "--kwic", "words", "--json"],
        vec!["words", &study, "--collocates", "words"],
        vec!["words", &study, "--collocates", &given],
        vec!["themes", &study],
        vec!["themes", &study, "--map"],
        vec!["themes", &study, "--json"],
        vec!["themes", &study, "--offers"],
        vec!["themes", &study, "--offers", "--json"],
        vec!["themes", &study, "--map", "map.dot"],
        vec!["themes", &study, "--map", &given],
        vec!["themes", &study, "--mark", &given, &given, "--note", &given],
        vec!["themes", &study, "--unmark", &given, &given],
        vec!["themes", &study, "--judge", &given, &given],
        vec!["quotes", &study],
        vec!["quotes", &study, "--json"],
        vec!["quotes", &study, "--theme", &given],
        vec!["quotes", &study, "--cite", &given],
        vec!["report", &study, "--to", "reported"],
        vec!["report", &study, "--by", &given],
        vec!["members", &study],
        vec!["members", &study, "--json"],
        vec![
            "members", "packet", &study, "--person", "Bea", "--to", "packets",
        ],
        vec!["members", &study],
        vec!["members", &study, "--json"],
        vec![
            "members", "packet", &study, "--person", &given, "--to", "packets",
        ],
        vec![
            "members", "packet", &study, "--group", &given, "--to", "packets",
        ],
        vec![
            "members",
            "packet",
            &study,
            "--person",
            "Bea",
            "--to",
            "packets",
            "--withhold",
            &given,
        ],
        vec!["members", "answer", &study, odd, "--person", &given],
        vec![
            "members", "answer", &study, odd, "--person", "Bea", "--packet", &given,
        ],
        vec!["members", "follow", &study, &given, "x", "--person", &given],
        vec!["matrix", &study, "--by", "source"],
        vec!["matrix", &study, "--by", "person", "--rows", "themes"],
        vec![
            "matrix", &study, "--by", "same", "--shows", "segments", "--json",
        ],
        vec!["matrix", &study, "--by", &given],
        vec!["matrix", &study, "--by", "kind", "--sort", &given],
        vec!["depends", "claims", &study, "--by", "kind"],
        vec!["depends", "claims", &study, "--by", "near"],
        vec!["depends", "claims", &study, "--by", &given],
        vec!["depends", "groups", &study, "--by", &given],
        vec![
            "depends", "groups", &study, "--by", "arm", "--round", &given,
        ],
        vec!["depends", "alone", &study, "--of", "ana"],
        vec!["depends", "alone", &study, "--of", "ana", "--codes", &given],
        vec!["joint", &study, "--beside", &given],
        vec!["saturation", &study],
        vec!["saturation", &study, "--date", &given],
        vec!["saturation", &study, "--layer", &given],
        vec!["saturation", &study, "--to", &given],
        vec!["statistics", &study, "--of", &given, "--by", &given],
        vec!["statistics", &study, "--of", "code:hope", "--by", &given],
        vec!["statistics", &study, "--of", &of_code, "--by", "arm"],
        vec!["statistics", &study, "--from", &given, "--to", &given],
        vec![
            "printed", "student", "--first", &given, "--second", "12,1,1",
        ],
        vec!["printed", "chi-square", "--row", &given],
        vec!["printed", "p", "--test", "student", "--p", &given],
        vec!["codebook", &study],
        vec!["codebook", &study, "--json"],
        vec!["codebook", &study, "--export", "book-out.ron"],
        vec!["codebook", "check", "book-out.ron"],
        vec!["codebook", "check", "book.ron"],
        vec!["codebook", "check", &given],
        vec![
            "round", "new", &study, "--name", "A review", "--kind", "review", "--coders", "ana",
        ],
        vec![
            "review", &study, "--judge", "d", "unclear", "--reason", &why,
        ],
        vec!["review", &study, "--judge", &given, "clear"],
        vec!["review", &study, "--judge", "d", &given],
        vec!["review", &study, "--round", &given],
        vec!["review", &study],
        vec!["review", &study, "--json"],
        vec!["round", "status", &study],
        vec!["round", "status", &study, "--json"],
        vec!["round", "propose", &study],
        vec![
            "round",
            "new",
            &study,
            "--name",
            &given,
            "--sources",
            "talk",
            "--coders",
            "ana,ben",
        ],
        vec![
            "round",
            "new",
            &study,
            "--name",
            "x",
            "--sources",
            &given,
            "--coders",
            "ana,ben",
        ],
        vec!["round", "submit", &study, "--round", &given],
        vec!["import", &study, odd, bad],
        vec!["import", &study, odd, bad, "--json"],
        vec!["import", &study, "--codings", odd],
        vec!["import", &study, "--coded", "coded.csv", "--preview"],
        vec![
            "import",
            &study,
            "--coded",
            "coded.csv",
            "--preview",
            "--json",
        ],
        vec!["import", &study, "--coded", "coded.csv"],
        vec!["import", &study, "--coded", "coded.csv", "--json"],
        vec!["import", &study, "--coded", "coded.csv", "--text", &given],
        vec!["import", &study, "--coded", &given],
        vec!["import", &study, "coded.csv"],
        vec!["check", &study],
        vec!["check", &study, "--json"],
        vec!["repair", &study],
        vec!["upgrade", &study],
        vec!["export", &study, "--to", "out"],
        vec!["export", &study, "--to", "out", "--json"],
        vec!["open", &study, "--keys", "<ret> j", "--print"],
        vec![
            "open",
            &study,
            "--keys",
            "<ret> j",
            "--print=ansi",
            "--trace",
        ],
        vec!["open", &study, "--keys", "<ret> j", "--print=svg"],
        vec!["open", &study, "--keys", "g c", "--print=ansi"],
        vec!["open", &study, "--keys", "g t", "--print=ansi"],
        vec!["open", &study, "--keys", "g a", "--print=ansi"],
        vec!["open", &study, "--keys", "g r <ret>", "--print=ansi"],
        vec![
            "open",
            &study,
            "--keys",
            ": m e s s a g e s <ret>",
            "--print=ansi",
        ],
        vec!["open", &given],
        vec!["new", &given, "--name", &given, "--coder", "ana"],
        vec!["new", "other", "--name", "x", "--coder", &given],
        vec!["demo", &study],
        vec!["completions", "zsh"],
        vec!["completions", &given],
        vec!["help"],
        vec![&given],
        vec!["agree", &study, &given],
        vec!["agree", &study, "--round", &given, "--json"],
    ];
    for args in &asked {
        let args: Vec<&str> = match args[0] {
            "open" | "import" if !args.contains(&given.as_str()) => {
                [&args[..], &["--coder", "ana"]].concat()
            }
            _ => args.clone(),
        };
        assert_inert(&args, &place.output(&args));
    }
    assert!(
        place
            .run(&["review", &study])
            .contains("ana: unclear — why")
    );
    // Every subcommand there is was asked.
    let help = place.run(&["help"]);
    let listed = help
        .lines()
        .skip_while(|l| !l.starts_with("Commands:"))
        .skip(1);
    let commands = listed.map_while(|l| l.split_whitespace().next());
    let missing: Vec<&str> = commands
        .filter(|c| !asked.iter().any(|a| a[0] == *c))
        .collect();
    assert!(missing.is_empty(), "not asked: {missing:?}");
}

#[test]
fn json_and_files_hold_what_was_written() {
    let place = study();
    let study = place.study_arg();
    let told = place.run(&["codebook", &study, "--json"]);
    assert!(
        told.contains("\\u001b]52") && told.contains("\\u202e"),
        "{told}"
    );
    let book: serde_json::Value = serde_json::from_str(&told).unwrap();
    let defined = book["codes"].as_array().unwrap().iter();
    let defined = defined.filter(|c| c["definition"] == evil("definition").as_str());
    assert_eq!(defined.count(), 2, "{told}");
    place.run(&["export", &study, "--to", "out"]);
    let codings = text(&fs::read(place.path("out/codings.csv")).unwrap());
    assert!(
        codings.contains(",m\u{1b}]52;c;aGFja2Vk\u{7}"),
        "{codings:?}"
    );
    // A name stands on one line wherever it stands, so that it is found again.
    assert!(codings.contains(",c�]52;"), "{codings:?}");
}

#[test]
fn a_codebook_with_old_names_is_written_so_that_it_can_be_read() {
    let place = study();
    let study = place.study_arg();
    let long = "x".repeat(300);
    let names = [
        "", "", "\u{200b}", "a\tb", "a b", "A\nB", "\u{1b}a", &long, &long,
    ];
    let tokens: Vec<String> = (0..names.len()).map(|n| format!("~{n}~")).collect();
    let (mut store, ..) = place.open("eve");
    for token in &tokens {
        let added = Change::CodeAdded {
            name: token.clone(),
            parent: None,
            text: CodeText::default(),
            colour: Colour::Red,
            key: None,
            kind: CodeKind::Rated(vec![(2, "b".into()), (2, "c".into()), (1, "a".into())]),
            private: None,
        };
        store.append(&[(id(), added)], now()).unwrap();
    }
    drop(store);
    let words: Vec<(&str, &str)> = tokens.iter().map(String::as_str).zip(names).collect();
    place.rewrite("eve", &words);
    place.run(&["codebook", &study, "--export", "book.ron"]);
    let told = place.run(&["codebook", "check", "book.ron"]);
    assert!(told.contains("nothing wrong"), "{told}");
    place.run(&["export", &study, "--to", "out"]);
    let book = fs::read(place.path("out/codebook.ron")).unwrap();
    assert!(import::codebook("book.ron", &book).is_ok());
    let args = [
        "new",
        "again",
        "--name",
        "x",
        "--coder",
        "ana",
        "--codebook",
        "book.ron",
    ];
    place.run(&args);
}

#[test]
fn a_name_that_cannot_be_one_is_refused_in_words() {
    let place = study();
    let study = place.study_arg();
    let refused = |args: &[&str], part: &str| {
        let (_, said) = ends(&place.output(args), 1);
        assert!(said.contains(part), "{args:?}: {said}");
    };
    refused(
        &["new", "x", "--name", "a\nb", "--coder", "ana"],
        "more than one line",
    );
    refused(
        &["new", "x", "--name", "\u{200b}", "--coder", "ana"],
        "can be seen",
    );
    let named = [
        "new",
        "x",
        "--name",
        "a",
        "--coder",
        "ana",
        "--coder-name",
        "\u{202e}a",
    ];
    refused(&named, "U+202E");
    assert!(!place.path("x").exists());
    for (name, part) in [("a\u{1b}", "U+001B"), ("a\tb", "a tab"), ("", "a name")] {
        let new = ["round", "new", &study, "--coder", "ana", "--name", name];
        let of = ["--sources", "talk", "--coders", "ana,ben"];
        refused(&[&new[..], &of].concat(), part);
    }
    // A file's name is mended, with a word about it.
    let odd = place.path("odd\u{202e}\n.txt");
    fs::write(&odd, "Anna: hello\n\nBea: hello\n").unwrap();
    let told = place.run(&["import", &study, "--coder", "ana", odd.to_str().unwrap()]);
    assert!(told.contains("it is called “odd�” here"), "{told}");
    let told = place.run(&["search", &study, "source:odd hello"]);
    assert!(told.starts_with("odd�:1"), "{told}");
}

#[test]
fn what_was_decided_under_an_old_name_is_found_under_the_one_shown() {
    let read: Judgement = {
        let written = Judgement::Same {
            keep: CodeId(Uuid::nil()),
            name: evil("one"),
        };
        serde_json::from_value(serde_json::to_value(&written).unwrap()).unwrap()
    };
    let Judgement::Same { name, .. } = read else {
        panic!("another judgement");
    };
    assert!(!name.contains(acts) && !name.contains('\n'), "{name:?}");
}
