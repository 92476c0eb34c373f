//! Imported codings: who read what, what rounds were elsewhere, names, quotes and ways of counting.

use super::{ends, json};
use crate::place::Place;
use serde_json::{Value, json};
use std::fs;

const TEXT: &str = "A: one.\nB: two.\nA: three.\nB: four.\n";

/// Four sources: two that ana and ben coded alike, one of ana's alone, one of ben's alone.
fn place() -> Place {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--coder", "eve", "--name", "Who"]);
    fs::create_dir(place.path("src")).unwrap();
    for n in 1..=4 {
        fs::write(place.path(&format!("src/S{n}.txt")), format!("{TEXT}{n}\n")).unwrap();
    }
    place.run(&["import", &study, "--coder", "eve", "src"]);
    place
}

/// What the two coded, by coder and source.
fn codings() -> Vec<(&'static str, String, u32, u32, &'static str)> {
    let mut all = Vec::new();
    for (coder, sources) in [("ana", [1, 2, 3]), ("ben", [1, 2, 4])] {
        for n in sources {
            for (start, end, code) in [(0, 7, "x"), (9, 16, "y"), (17, 26, "x")] {
                all.push((coder, format!("S{n}"), start, end, code));
            }
        }
    }
    all
}

fn csv() -> String {
    let mut table = "coder,source,start,end,code\n".to_owned();
    for (coder, source, start, end, code) in codings() {
        table += &format!("{coder},{source},{start},{end},{code}\n");
    }
    table
}

fn assessed() -> Value {
    let mut all = Vec::new();
    for (coder, source, ..) in codings() {
        let one = json!({ "coder": coder, "doc": source });
        if !all.contains(&one) {
            all.push(one);
        }
    }
    json!(all)
}

/// Alpha by unit of all codes, of the last round.
fn alpha(place: &Place) -> (f64, Value) {
    let told = json(place, &["agree", &place.study_arg(), "--coder", "eve"]);
    let last = told["rounds"].as_array().unwrap().last().unwrap().clone();
    let all = &last["by_unit"]["overall"]["alpha"];
    (all.as_f64().unwrap_or(f64::NAN), last)
}

fn import(place: &Place, args: &[&str]) -> (String, String) {
    let study = place.study_arg();
    let all = [&["import", study.as_str(), "--coder", "eve"], args].concat();
    ends(&place.output(&all), 0)
}

#[test]
fn a_json_file_says_who_read_what() {
    let place = place();
    let codings: Vec<Value> = codings()
        .into_iter()
        .map(|(coder, doc, start, end, code)| {
            json!({ "coder": coder, "doc": doc, "start": start, "end": end, "code": code })
        })
        .collect();
    let file = json!({ "codings": codings, "assessed": assessed(), "documents": [] });
    fs::write(place.path("n.json"), file.to_string()).unwrap();
    let (told, said) = import(&place, &["--codings", "n.json"]);
    assert!(
        told.contains("added 18 codings, 0 were here already, 0 refused"),
        "{told}"
    );
    assert!(said.contains("who read what is known"), "{said}");
    assert!(
        said.contains("not read by all, so not compared: S3 by ana; S4 by ben"),
        "{said}"
    );
    assert!(said.contains("nothing was read from documents"), "{said}");
    let (alpha, round) = alpha(&place);
    assert_eq!(alpha, 1.0);
    assert_eq!(round["imported"]["read_is_assumed"], Value::Null);
    let told = place.run(&["agree", &place.study_arg(), "--coder", "eve"]);
    assert!(
        told.contains("of 6 places coded by either (ana 6, ben 6 codings) 6 matched"),
        "{told}"
    );
    assert!(told.contains("S3 by ana; S4 by ben"), "{told}");
}

#[test]
fn a_row_of_coder_and_source_says_read_and_nothing_coded() {
    let place = place();
    let table = format!("{}ben,S3,,,\nana,S4\n", csv());
    fs::write(place.path("c.csv"), table).unwrap();
    let (_, said) = import(&place, &["--codings", "c.csv"]);
    assert!(said.contains("who read what is known"), "{said}");
    // Both read all four: S3 and S4 are compared, and differ.
    let (alpha, round) = alpha(&place);
    assert!(alpha < 0.6, "{alpha}");
    assert_eq!(round["imported"]["read_is_assumed"], Value::Null);
    let again = json(
        &place,
        &[
            "import",
            &place.study_arg(),
            "--coder",
            "eve",
            "--codings",
            "c.csv",
        ],
    );
    assert_eq!((&again["added"], &again["rounds"]), (&json!(0), &json!([])));
}

#[test]
fn what_was_assumed_is_said_source_by_source_and_mended_afterwards() {
    let place = place();
    let study = place.study_arg();
    fs::write(place.path("c.csv"), csv()).unwrap();
    let (_, said) = import(&place, &["--codings", "c.csv"]);
    let assumed = "taken to have read what they coded nothing in: S4 by ana; S3 by ben";
    assert!(said.contains(assumed), "{said}");
    assert!(said.contains("--assessed FILE"), "{said}");
    let (before, round) = alpha(&place);
    assert!(before < 0.6, "{before}");
    assert_eq!(
        round["imported"]["read_is_assumed"],
        json!([{ "source": "S3", "coders": ["ben"] }, { "source": "S4", "coders": ["ana"] }])
    );
    let told = place.run(&["agree", &study, "--coder", "eve"]);
    assert!(told.contains(assumed), "{told}");
    // Somebody remembers who read what.
    fs::write(
        place.path("who.json"),
        json!({ "assessed": assessed() }).to_string(),
    )
    .unwrap();
    let (told, _) = import(&place, &["--assessed", "who.json", "--kind", "training"]);
    assert!(
        told.contains("round “c (2)”: 18 codings of ana and ben, which counts instead of “c”"),
        "{told}"
    );
    let (after, round) = alpha(&place);
    assert_eq!(after, 1.0);
    assert_eq!(round["imported"]["replaces"], "c");
    assert_eq!(
        (&round["kind"], &round["imported"]["was"]),
        (&json!("imported"), &json!("training"))
    );
    let told = place.run(&["agree", &study, "--coder", "eve"]);
    assert!(told.contains("“c (2)” counts instead of “c”"), "{told}");
    assert!(
        told.contains("a training round: not for a reported figure"),
        "{told}"
    );
    // Both together would count twice; the first keeps its figures.
    let both = place.run(&["agree", &study, "--coder", "eve", "--round", "c"]);
    assert!(
        both.contains("of 12 places coded by either (ana 9, ben 9 codings) 6 matched"),
        "{both}"
    );
    // Said again it changes nothing.
    let (told, said) = import(&place, &["--assessed", "who.json", "--kind", "training"]);
    assert!(told.contains("added 0 codings"), "{told}");
    assert!(said.contains("says this already"), "{said}");
    let (told, _) = import(&place, &["--codings", "c.csv"]);
    assert!(
        told.contains("added 0 codings, 18 were here already"),
        "{told}"
    );
    let told = place.run(&["check", &study]);
    assert!(told.contains("nothing is broken"), "{told}");
}

#[test]
fn a_round_and_the_one_that_counts_instead_are_not_pooled() {
    let place = place();
    let study = place.study_arg();
    fs::write(place.path("c.csv"), csv()).unwrap();
    import(&place, &["--codings", "c.csv"]);
    let table = "coder,source\nana,S1\nana,S2\nana,S3\nben,S1\nben,S2\n";
    fs::write(place.path("who.csv"), table).unwrap();
    let (_, said) = import(&place, &["--assessed", "who.csv"]);
    assert!(
        said.contains("coded there, so taken to have read it: S4 by ben"),
        "{said}"
    );
    let (told, _) = ends(
        &place.output(&["agree", &study, "--coder", "eve", "--round", "c,c (2)"]),
        1,
    );
    assert!(told.contains("would count every coding twice"), "{told}");
}

#[test]
fn what_a_round_was_is_said_and_nothing_is_called_blind_for_it() {
    let place = place();
    let study = place.study_arg();
    fs::write(place.path("c.csv"), csv()).unwrap();
    let args = [
        "--codings",
        "c.csv",
        "--kind",
        "double",
        "--unit",
        "sentences",
        "--overlap",
        "80",
        "--headline",
        "kappa",
    ];
    import(&place, &args);
    let told = place.run(&["round", "status", &study, "--coder", "eve"]);
    assert!(told.contains("c  imported double"), "{told}");
    let status = json(&place, &["round", "status", &study, "--coder", "eve"]);
    let round = &status["rounds"][0];
    assert_eq!(
        (&round["kind"], &round["imported"]["was"]),
        (&json!("imported"), &json!("double"))
    );
    assert_eq!(
        (&round["unit"], &round["overlap_percent"]),
        (&json!("participants' sentences"), &json!(80))
    );
    let told = place.run(&["agree", &study, "--coder", "eve"]);
    assert!(
        told.contains("chosen for codings that were imported: kappa"),
        "{told}"
    );
    let everything = place.path("out");
    place.run(&[
        "export",
        &study,
        "--coder",
        "eve",
        "--to",
        everything.to_str().unwrap(),
    ]);
    let methods = crate::place::files_below(&everything)
        .into_iter()
        .filter(|f| f.extension().is_some_and(|e| e == "md"))
        .map(|f| fs::read_to_string(f).unwrap())
        .collect::<String>();
    for never in ["reached blind", "fixed in the plan of the round before"] {
        assert!(!methods.contains(never), "{never}\n{methods}");
    }
    let single = ["--codings", "c.csv", "--kind", "single"];
    let all = [&["import", study.as_str(), "--coder", "eve"], &single[..]].concat();
    let (_, said) = ends(&place.output(&all), 1);
    assert!(
        said.contains("a single round has exactly one coder"),
        "{said}"
    );
}

#[test]
fn names_are_mapped_and_spellings_are_named() {
    let place = place();
    let study = place.study_arg();
    let table = "coder,source,start,end,code,mood\n\
        Coder One,S1,0,7,Hope,a\n\
        Coder One,s1,9,16,hope,b\n\
        BEN,S1,0,7,hope,c\n\
        Cat O'N,S1,0,7,hope,c\n\
        Cat O'N,S1,9,16,hope,c\n\
        Dan O'N,S2,0,7,hope,c\n";
    fs::write(place.path("c.csv"), table).unwrap();
    let args = [
        "import",
        &study,
        "--coder",
        "eve",
        "--codings",
        "c.csv",
        "--as",
        "Coder One=ana",
    ];
    let (told, said) = ends(&place.output(&args), 1);
    assert!(
        told.contains("added 3 codings, 0 were here already, 3 refused"),
        "{told}"
    );
    for expected in [
        "nothing was read from mood",
        "coder “Coder One”: taken for “ana”",
        "coder “BEN”: taken for “ben”",
        "source “s1”: taken for “S1”",
        "code “hope”: taken for “Hope”",
        "refused: 3 rows, lines 5, 6, 7: the first, “Cat O'N” cannot be a coder's id",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert_eq!(said.matches("refused:").count(), 1, "{said}");
    let unknown = [
        "import",
        &study,
        "--coder",
        "eve",
        "--codings",
        "c.csv",
        "--as",
        "C9=ana",
    ];
    let (_, said) = ends(&place.output(&unknown), 1);
    assert!(said.contains("“C9”, whom the file does not know"), "{said}");
}

#[test]
fn quotes_tell_where_codings_lie_and_what_positions_count() {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--coder", "eve", "--name", "Quotes"]);
    let text = "I: Begin? 😀\n\nB: It was 👩‍👧 and we were two nurses short.\n\nB: Nobody came. =SUM(1) they said.\n";
    fs::write(place.path("int.txt"), text).unwrap();
    place.run(&["import", &study, "--coder", "eve", "int.txt"]);
    // As the study has it, and as other programs count.
    let stored = text;
    type Way = (&'static str, fn(char) -> usize);
    let ways: [Way; 4] = [
        ("code-points", |_| 1),
        ("utf16", char::len_utf16),
        ("bytes", char::len_utf8),
        ("crlf", |c| 1 + usize::from(c == '\n')),
    ];
    for (way, length) in ways {
        let at = |byte: usize| stored[..byte].chars().map(length).sum::<usize>();
        let mut table = "coder,source,start,end,code,quote\n".to_owned();
        for (quote, shown) in [
            ("two nurses", "two  nurses"),
            ("Nobody came", "Nobody came"),
            ("=SUM(1)", "'=SUM(1)"),
        ] {
            let byte = stored.find(quote).unwrap();
            table += &format!(
                "ana,int,{},{},{way} {quote},{shown}\n",
                at(byte),
                at(byte + quote.len())
            );
        }
        let file = format!("{way}.csv");
        fs::write(place.path(&file), table).unwrap();
        let args = ["import", &study, "--coder", "eve", "--codings", &file];
        if way != "code-points" {
            let (told, said) = ends(&place.output(&args), 1);
            assert!(told.contains("added 0 codings"), "{way}: {told}");
            assert!(said.contains(&format!("--offsets {way}")), "{way}: {said}");
        }
        let (told, said) = ends(&place.output(&[&args[..], &["--offsets", way]].concat()), 0);
        assert!(told.contains("added 3 codings"), "{way}: {told}{said}");
    }
    let table = "coder,source,start,end,code,text\nana,int,0,8,other,Nobody came\nana,int,0,8,fits,I: Begin\n";
    fs::write(place.path("other.csv"), table).unwrap();
    let args = ["import", &study, "--coder", "eve", "--codings", "other.csv"];
    let (told, said) = ends(&place.output(&args), 1);
    assert!(
        told.contains("added 1 coding, 0 were here already, 1 refused"),
        "{told}"
    );
    assert!(
        said.contains("line 2: 0 to 8 of int is “I: Begin”, its quote says “Nobody came”"),
        "{said}"
    );
}
