//! What comes from somebody else may be anything at all: every importer and every reader of a
//! study takes it or refuses it in a sentence; none panics, hangs, or takes more than a limit.

use crate::place::{Place, files_below, now, text};
use proptest::prelude::*;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;
use tandem::app::key::Key;
use tandem::app::{Action, App, Opening};
use tandem::import;
use tandem::model::coding::Memo;
use tandem::model::event::Change;
use tandem::model::ids::SourceId;
use tandem::model::limits;
use tandem::model::mint::Mint;
use tandem::model::view::View;
use tandem::store::{Places, RealDisk, Store, check};
use tandem::tui::headless::{Headless, Printed};
use tandem::tui::look::Look;
use tandem::work::{Desk, Finder};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A Word file with this main part.
fn docx(main: &[u8]) -> Vec<u8> {
    packed("word/document.xml", main)
}

/// An OpenDocument text with this main part.
fn odt(main: &[u8]) -> Vec<u8> {
    packed("content.xml", main)
}

/// Not compressed: what unpacks to far more than it is packed from is refused for that alone.
fn packed(part: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file(part, stored).unwrap();
    zip.write_all(content).unwrap();
    zip.finish().unwrap().into_inner()
}

fn body(inner: &str) -> Vec<u8> {
    format!("<w:document xmlns:w=\"x\"><w:body>{inner}</w:body></w:document>").into_bytes()
}

/// One file of every kind that is read, small and sound.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let paragraphs = body(
        "<w:p><w:r><w:t>Ana: I go out.</w:t></w:r></w:p><w:p><w:r><w:t>Ben: And?</w:t></w:r></w:p>",
    );
    let cues = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ana>I go out.\n\n00:00:02.000 --> 00:00:03.000\nBen: And?\n";
    vec![
        ("a.txt", b"[00:00:01] ANA: I go out.\n\nBEN: And?\n".to_vec()),
        ("a.md", b"---\ntitle: x\n---\n**Ana:** I go out.\n\n**Ben:** And?\n".to_vec()),
        ("a.docx", docx(&paragraphs)),
        ("a.odt", odt(b"<o><office:text><text:p>Ana: I go out.</text:p></office:text></o>")),
        ("a.rtf", b"{\\rtf1\\ansi {\\b Ana:} I go \\'6fut.\\par\\u66?en: And?\\par}".to_vec()),
        ("a.html", b"<p><b>Ana:</b> I go out.<br>Ben: And?<table><tr><td>a".to_vec()),
        ("a.vtt", cues.to_vec()),
        ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nAna: I go out.\n".to_vec()),
        ("a.sbv", b"0:00:01.000,0:00:02.000\nAna: I go out.\n".to_vec()),
        ("a.cha", b"@Begin\n*ANA:\tI go out . \x15100_2000\x15\n%mor:\tpro|I\n@End\n".to_vec()),
        ("a.TextGrid", b"\"ooTextFile\" \"TextGrid\" 0 2 <exists> 1 \"IntervalTier\" \"Ana\" 0 2 1 0 2 \"I go out.\"".to_vec()),
        ("a.json", br#"{"segments": [{"speaker": "Ana", "start": 0, "end": 1.5, "text": "I go out."}]}"#.to_vec()),
        ("c.csv", b"coder,source,start,end,code,memo,rating\nana,P01,0,5,hope,\"two\nlines\",3\n".to_vec()),
        ("c.json", br#"{"round": "R", "codings": [{"coder": "ana", "doc": "P01", "start": 3, "end": 9, "code": "hope"}]}"#.to_vec()),
        ("b.ron", b"(format: 1, name: \"B\", codes: [(name: \"hope\", key: \"h\", kind: Rated([(1, \"a\"), (2, \"b\")])), (name: \"steps\", parent: \"hope\", examples: [\"x\"])])".to_vec()),
    ]
}

/// Every importer on these bytes, whatever they were meant for.
fn import_all(name: &str, bytes: &[u8]) {
    for name in [
        name, "a.txt", "a.docx", "a.rtf", "a.html", "a.vtt", "a.json", "a.pdf",
    ] {
        let _ = import::read(name, bytes, None);
    }
    let _ = import::codings(name, bytes);
    let _ = import::codebook(name, bytes);
}

/// Changes made to a file: bytes set, cut out, or repeated.
fn mutated(mut bytes: Vec<u8>, changes: &[(u16, u8, u8)]) -> Vec<u8> {
    for (at, how, byte) in changes {
        let at = usize::from(*at) % bytes.len().max(1);
        let end = (at + usize::from(*byte)).min(bytes.len());
        match how % 4 {
            0 if at < bytes.len() => bytes[at] = *byte,
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece.repeat(3));
            }
            _ => bytes.truncate(end),
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(u16, u8, u8)>> {
    prop::collection::vec(any::<(u16, u8, u8)>(), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn importers_take_or_refuse_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        import_all("a.srt", &bytes);
        import_all("a.docx", &docx(&bytes));
        import_all("a.odt", &odt(&bytes));
    }

    #[test]
    fn importers_take_or_refuse_damaged_files(which in 0usize..15, changes in changes()) {
        let (name, bytes) = samples().swap_remove(which);
        import_all(name, &mutated(bytes, &changes));
    }
}

fn refused(name: &str, bytes: &[u8]) -> String {
    import::read(name, bytes, None).unwrap_err().to_string()
}

#[test]
fn one_limit_holds_for_every_format_and_is_named_with_the_file() {
    let lines = "a\n".repeat(limits::LINES.most as usize + 1);
    let paragraphs = "a b c d e f g.\n\n".repeat(limits::PARAGRAPHS.most as usize + 1);
    let long = "a".repeat(limits::TEXT.most as usize + 1);
    let word = |text: &str| docx(&body(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")));
    let run = "<w:p/>".repeat(limits::LINES.most as usize + 1);
    for (name, bytes, limit) in [
        ("a.txt", lines.as_bytes(), limits::LINES),
        ("a.vtt", lines.as_bytes(), limits::LINES),
        ("a.docx", &docx(&body(&run)), limits::LINES),
        ("a.md", paragraphs.as_bytes(), limits::PARAGRAPHS),
        ("a.txt", long.as_bytes(), limits::TEXT),
        ("a.docx", &word(&long), limits::TEXT),
        ("a.html", format!("<p>{long}").as_bytes(), limits::TEXT),
        (
            "a.srt",
            &vec![b'a'; limits::SOURCE.most as usize + 1],
            limits::SOURCE,
        ),
    ] {
        let why = refused(name, bytes);
        let sentence = limit.check(u64::MAX).unwrap_err().to_string();
        assert!(why.starts_with(name) && why.contains(&sentence), "{why}");
    }
}

#[test]
fn paragraphs_nested_beyond_a_depth_are_refused_before_they_cost_anything() {
    let nested = |deep: usize| docx(&body(&("<w:p>".repeat(deep) + &"</w:p>".repeat(deep))));
    let why = refused("deep.docx", &nested(200_000));
    assert!(
        why.starts_with("deep.docx") && why.contains("32 paragraphs inside one another"),
        "{why}"
    );
    let inner = "<w:p><w:r><w:t>Ana: here</w:t></w:r>".repeat(20) + &"</w:p>".repeat(20);
    assert!(import::read("boxes.docx", &docx(&body(&inner)), None).is_ok());
}

#[test]
fn brackets_nested_in_any_notation_are_refused() {
    for open in [
        "(",
        "[",
        "{",
        "Some(",
        "(codes:[",
        "{\"codings\":[",
        "/*",
        "(name:",
    ] {
        let deep = open.repeat(100_000);
        import_all("b.ron", deep.as_bytes());
        assert!(
            import::codebook("b.ron", deep.as_bytes()).is_err(),
            "{open}"
        );
        assert!(
            import::codings("c.json", deep.as_bytes()).is_err(),
            "{open}"
        );
    }
}

#[test]
fn large_codebooks_are_read_and_beyond_the_limits_refused() {
    let flat = |codes: u64| {
        let codes: String = (0..codes).map(|n| format!("(name: \"c{n}\"),\n")).collect();
        format!("(name: \"B\", codes: [{codes}])")
    };
    let read = |text: String| import::codebook("b.ron", text.as_bytes());
    assert_eq!(read(flat(5_000)).unwrap().codes.len(), 5_000);
    let why = read(flat(limits::CODES.most + 1)).unwrap_err().to_string();
    assert!(
        why.contains("b.ron") && why.contains("20,000 codes"),
        "{why}"
    );
    let nested = |deep: u64| {
        let code = |n: u64| format!("(name: \"c{n}\", parent: \"c{}\"),\n", n - 1);
        let codes: String = (1..deep).map(code).collect();
        format!("(name: \"B\", codes: [(name: \"c0\"),\n{codes}])")
    };
    assert!(read(nested(limits::DEPTH.most)).is_ok());
    let why = read(nested(limits::DEPTH.most + 1))
        .unwrap_err()
        .to_string();
    assert!(
        why.contains("b.ron:65") && why.contains("64 levels"),
        "{why}"
    );
    let name = "n".repeat(limits::NAME.most as usize + 1);
    let why = read(format!("(name: \"B\", codes: [(name: \"{name}\")])")).unwrap_err();
    assert!(why.to_string().contains("4 KB"), "{why}");
}

#[test]
fn codings_beyond_the_limit_are_refused_as_a_whole() {
    let many =
        |one: &str, between: &str| vec![one; limits::CODINGS.most as usize + 1].join(between);
    let csv = format!("coder,source,start,end,code\n{}", many("a", "\n"));
    let json = format!("{{\"codings\":[{}]}}", many("1", ","));
    for text in [csv, json] {
        let why = import::codings("c", text.as_bytes())
            .unwrap_err()
            .to_string();
        assert!(
            why.starts_with("c: ") && why.contains("1,000,000 rows"),
            "{why}"
        );
    }
}

#[test]
fn cells_that_are_too_long_are_refused_row_by_row() {
    let long = "x".repeat(limits::NAME.most as usize + 1);
    let memo = "m".repeat(limits::CELL.most as usize + 1);
    let csv = format!(
        "coder,source,start,end,code,memo\nana,P01,0,5,{long},\nana,P01,0,5,a,{memo}\nana,P01,0,5,a,b\n"
    );
    let row = |code: &str, memo: &str| {
        format!(
            r#"{{"coder":"ana","doc":"P01","start":0,"end":5,"code":"{code}","memo":"{memo}"}}"#
        )
    };
    let json = format!(
        r#"{{"codings":[{},{},{}]}}"#,
        row(&long, ""),
        row("a", &memo),
        row("a", "b")
    );
    for text in [csv, json] {
        let file = import::codings("c", text.as_bytes()).unwrap();
        assert_eq!((file.rows.len(), file.refused.len()), (1, 2));
        let why = &file.refused[0].reason;
        assert!(
            why.contains("the code is too long") && why.contains("4 KB"),
            "{why}"
        );
        assert!(file.refused[1].reason.contains("2 MB"));
    }
}

/// Reads all there is in a study with `bytes` in the place of one file, and puts that back.
fn read_with(place: &Place, file: &Path, bytes: &[u8]) {
    let before = fs::read(file).unwrap();
    fs::write(file, bytes).unwrap();
    let _ = check(&RealDisk::new(), &place.study(), None, now());
    let places = Places {
        state: place.path("state"),
        cache: place.path("cache"),
        seed: None,
    };
    let ana = Some("ana".parse().unwrap());
    let opened = Store::open(
        Arc::new(RealDisk::new()),
        &place.study(),
        places,
        ana,
        now(),
    );
    if let Ok((mut store, ..)) = opened {
        for folder in fs::read_dir(place.study().join("sources")).unwrap() {
            let id = SourceId(folder.unwrap().file_name().into_string().unwrap().into());
            let _ = store.load_document(&id, 1);
        }
        let _ = store.arrivals(now());
    }
    fs::write(file, before).unwrap();
    let _ = fs::remove_dir_all(place.path("cache"));
}

#[test]
fn readers_of_a_study_take_or_refuse_damaged_files() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let files = files_below(&place.study());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(128));
    let damage = (
        any::<prop::sample::Index>(),
        changes(),
        prop::collection::vec(any::<u8>(), 0..200),
    );
    runner
        .run(&damage, |(which, changes, bytes)| {
            let file = which.get(&files);
            let whole = fs::read(file).unwrap();
            read_with(&place, file, &mutated(whole, &changes));
            read_with(&place, file, &bytes);
            Ok(())
        })
        .unwrap();
    for file in &files {
        for open in ["(", "[", "(change:(", "(id:\"", "(speakers:["] {
            read_with(&place, file, (open.repeat(100_000) + "\n").as_bytes());
        }
    }
}

#[test]
fn files_of_a_study_beyond_their_limits_are_named_and_not_read() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    for file in files_below(&place.study()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let limit = match name.as_str() {
            "study.ron" => limits::STUDY_FILE,
            "r1.txt" => limits::TEXT,
            journal if journal.ends_with(".ronl") => limits::JOURNAL,
            _ => continue,
        };
        let before = fs::read(&file).unwrap();
        // Holes take no room on the disk, and would take all memory.
        let large = fs::File::options().write(true).open(&file).unwrap();
        large.set_len(limit.most + 1).unwrap();
        let said = match check(&RealDisk::new(), &place.study(), None, now()) {
            Ok(found) => found.iter().map(|f| f.to_string() + "\n").collect(),
            Err(e) => e.to_string(),
        };
        let sentence = limit.check(u64::MAX).unwrap_err().to_string();
        assert!(
            said.contains(&name) && said.contains(&sentence),
            "{name}: {said}"
        );
        let output = place.output(&["codebook", &place.study_arg(), "--coder", "ana"]);
        assert!(text(&output.stderr).contains(&name) || name == "r1.txt");
        fs::write(&file, before).unwrap();
    }
    let each = limits::JOURNAL.most;
    for n in 0..=limits::JOURNALS.most / each {
        let file = format!("journals/bo.k3f9a2xx.{}.ronl", n + 1);
        let large = fs::File::create(place.study().join(file)).unwrap();
        large.set_len(each).unwrap();
    }
    let why = check(&RealDisk::new(), &place.study(), None, now()).unwrap_err();
    assert!(why.to_string().contains("2,048 MB"), "{why}");
}

#[test]
fn a_megabyte_pasted_into_a_memo_is_kept_whole_and_what_is_too_long_is_said() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let mut program = open(&place);
    let press = |program: &mut Headless, script: &str| {
        for key in Key::parse_script(script).unwrap() {
            program.press(key);
        }
    };
    let shown = |program: &Headless| program.print(Printed::Plain, Look::default());
    let memo = "one line of what was said, and more\n".repeat(1024 * 1024 / 36);
    press(&mut program, "<ret> m");
    program.act(Action::Paste(memo.clone()));
    assert!(shown(&program).contains("one line of what was said"));
    program.act(Action::Paste(memo.repeat(2)));
    let screen = shown(&program);
    assert!(screen.contains("nothing was pasted"), "{screen}");
    press(&mut program, "<c-s>");
    let kept = |m: &Memo| m.text.trim_end() == memo.trim_end();
    assert!(program.app.cx.view.memos().any(kept));
    press(&mut program, "/");
    program.act(Action::Paste(memo));
    let screen = shown(&program);
    assert!(screen.contains("4 KB"), "{screen}");
    drop(program);
    let (_, events, _) = place.open("ana");
    let long = |change: &Change| matches!(change, Change::MemoWritten { text, .. } if text.len() > 1_000_000);
    assert!(events.iter().any(|e| long(&e.change)));
}

/// ana's program on the study, without a terminal.
fn open(place: &Place) -> Headless {
    let (store, events, _) = place.open("ana");
    let opening = Opening {
        name: "Recovery".into(),
        dir: place.study(),
        me: "ana".parse().unwrap(),
        read_only: None,
        size: (120, 40),
        now_ms: now(),
        seed: 7,
        memory: None,
        drafts: None,
    };
    let view = View::new(events, Some(opening.me.clone()));
    let (app, effects) = App::new(opening, view);
    let (memory, exports) = (place.path("screen.ron"), place.path("exports"));
    let desk = Desk::new(store, memory, exports, None, Mint::new(8, now()));
    let finder = Finder::new(place.path("index"), desk.sources());
    Headless::new(app, effects, desk, finder, now())
}
