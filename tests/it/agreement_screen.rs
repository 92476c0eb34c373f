//! The Agreement screen by its keys: every number opens exactly what it counts, what is selected is
//! said, nothing names a coefficient where none is wanted, and exports can be read back.

use crate::place::Place;
use crate::reconcile_screen::{
    LEAST, WIDE, example, hides, open, press, screen, shows, without_coefficients,
};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use tandem::app::agreement::By;
use tandem::app::screens::ScreenId;
use tandem::app::{Action, Mouse, MouseKind, Target};
use tandem::report::figures::{Shown, Shows};
use tandem::tui::headless::Headless;

/// Puts the cursor on a cell.
fn put(program: &mut Headless, row: usize, column: usize) {
    program.app.screens.agreement.list.at = row;
    program.app.screens.agreement.column = column;
}

/// Opens every count of the table shown and compares it with what is listed; says how many.
fn open_all(program: &mut Headless) -> usize {
    let table = program.app.screens.agreement.table.clone();
    let by = program.app.screens.agreement.by;
    let mut opened = 0;
    for row in 0..table.len() {
        for column in 0..table.columns.len() {
            let Some(cell) = table.cell(row, column) else {
                continue;
            };
            let (Shown::Count(count), Some(behind)) = (&cell.shown, &cell.behind) else {
                continue;
            };
            put(program, row, column);
            press(program, "<ret>");
            let listed = program.app.screens.agreement.listed.clone();
            let rows = listed.map(|l| l.rows).unwrap_or_default();
            let given = format!("{behind:?}").contains("Given");
            let found = match (by, given) {
                (By::Character, true) => rows.iter().map(|r| u64::from(r.span.len())).sum(),
                _ => rows.len() as u64,
            };
            let name = &table.row(row).unwrap().name;
            assert_eq!(found, *count, "{name}, {}", table.columns[column].full);
            if *count > 0 {
                press(program, "<esc>");
            }
            assert!(program.app.screens.agreement.listed.is_none());
            opened += 1;
        }
    }
    opened
}

#[test]
fn every_count_opens_exactly_what_it_counts() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g a");
    for _ in 0..2 {
        let mut opened = 0;
        for key in ["a", "k", "s", "p", "m"] {
            press(&mut program, key);
            opened += open_all(&mut program);
        }
        press(&mut program, "a c");
        assert_eq!(program.app.screens.agreement.by, By::Character);
        opened += open_all(&mut program);
        press(&mut program, "c R");
        assert!(opened > 100, "{opened}");
    }
}

#[test]
fn a_segment_is_read_in_its_source_and_esc_comes_back_to_the_cell() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g a j j l l <ret>");
    shows(
        &program,
        &[
            "walks alongside · only ben · 1 segment",
            "ben walks alongside",
        ],
    );
    let span = program.app.screens.agreement.listed.as_ref().unwrap().rows[0].span;
    press(&mut program, "<ret>");
    assert_eq!(program.app.cx.screen, ScreenId::Read);
    assert_eq!(program.app.screens.read.cursor, span.start);
    press(&mut program, "<esc>");
    shows(&program, &["walks alongside · only ben · 1 segment"]);
    press(&mut program, "<esc>");
    assert_eq!(
        (
            program.app.screens.agreement.list.at,
            program.app.screens.agreement.column
        ),
        (2, 2)
    );
    shows(
        &program,
        &["walks alongside: of the 2 turns that either marked"],
    );
}

#[test]
fn cells_and_headings_take_clicks() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g a");
    let find = |program: &Headless, target: Target| {
        let (width, height) = WIDE;
        let mut cells = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        cells
            .find(|(x, y)| program.target(*x, *y) == Some(target))
            .unwrap()
    };
    let click = |program: &mut Headless, target: Target| {
        let (x, y) = find(program, target);
        program.act(Action::Mouse(Mouse {
            kind: MouseKind::Down,
            x,
            y,
            target: Some(target),
        }));
    };
    click(&mut program, Target::Heading(0));
    let first = &program.app.screens.agreement.table.rows[0];
    assert_eq!(first.cells[0].shown, Shown::Count(2));
    click(&mut program, Target::Cell(1, 0));
    assert!(program.app.screens.agreement.listed.is_none());
    click(&mut program, Target::Cell(1, 0));
    assert_eq!(
        program
            .app
            .screens
            .agreement
            .listed
            .as_ref()
            .unwrap()
            .rows
            .len(),
        2
    );
}

#[test]
fn what_is_selected_stands_in_the_title_and_is_not_called_planned() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g a");
    shows(&program, &["all codes", "fixed beforehand to lead"]);
    let whole = program
        .app
        .cx
        .figures()
        .unwrap()
        .unwrap()
        .figures
        .by_unit
        .cells;
    // The first source only.
    press(&mut program, "f <down> <down> <ret> <down> <ret>");
    shows(
        &program,
        &[
            "P02_interview · participants' turns",
            "a selection made afterwards",
        ],
    );
    let part = program
        .app
        .cx
        .figures()
        .unwrap()
        .unwrap()
        .figures
        .by_unit
        .cells;
    assert!(part < whole, "{part} of {whole}");
    assert!(open_all(&mut program) > 10);
    // Sentences.
    press(
        &mut program,
        "f <down> <down> <down> <down> <down> <ret> <down> <down> <down> <ret>",
    );
    shows(&program, &["sentences"]);
    // The Reconcile screen goes on showing what the round fixed.
    press(&mut program, "g d");
    shows(&program, &["15 of 17 (88.2 %)"]);
    let last = "<down> ".repeat(11);
    press(&mut program, &format!("g a f {last} <ret>"));
    shows(&program, &["fixed beforehand to lead"]);
    press(&mut program, "f <ret> <down> <tab> <down> <tab> <ret>");
    shows(
        &program,
        &[
            "Round 1 + Round 2",
            "by unit · fixed beforehand in each round",
        ],
    );
    press(&mut program, "x <ret>");
    let methods = place.path("exports/agreement-round-1-round-2/methods.md");
    let methods = std::fs::read_to_string(methods).unwrap();
    assert!(
        methods.contains("though not that the rounds be pooled, was Krippendorff's alpha"),
        "{methods}"
    );
    press(&mut program, &format!("f {last} <ret>"));
    let again = program
        .app
        .cx
        .figures()
        .unwrap()
        .unwrap()
        .figures
        .by_unit
        .cells;
    assert_eq!(again, whole);
}

#[test]
fn rounds_stand_one_below_the_other_and_open() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g a t");
    shows(&program, &["Round 1", "50.0", "Round 2", "88.2"]);
    press(&mut program, "<ret>");
    assert_eq!(program.app.screens.agreement.shows, Shows::Codes);
    shows(&program, &["Round 1 · ana + ben", "11 of 22"]);
}

#[test]
fn the_tables_at_both_sizes() {
    let place = example();
    for (name, keys) in [
        ("kappa", "g a k"),
        ("confusion", "g a m"),
        ("trend", "g a t"),
        ("sources", "g a s"),
        ("pairs", "g a p"),
        ("rated", "g a r"),
        ("segments", "g a j j <ret>"),
        ("choosing", "g a f"),
    ] {
        for (width, height) in [LEAST, WIDE] {
            let mut program = open(&place, "ana", (width, height));
            press(&mut program, keys);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), screen(&program));
        }
    }
}

/// What names a coefficient.
const NAMES: [&str; 14] = [
    "alpha",
    "kappa",
    "α",
    "κ",
    "AC1",
    "AC2",
    "PABAK",
    "masi",
    "MASI",
    "jaccard",
    "Jaccard",
    "Krippendorff",
    "Cohen",
    "prevalence",
];

fn names_none(text: &str, where_from: &str) {
    for name in NAMES {
        assert!(!text.contains(name), "“{name}” in {where_from}:\n{text}");
    }
}

#[test]
fn nothing_names_a_coefficient_where_none_is_wanted() {
    let place = without_coefficients();
    for size in [LEAST, WIDE] {
        let mut program = open(&place, "ana", size);
        for keys in [
            "g s",
            "g s <tab>",
            "g r",
            "g c",
            "g f",
            "g d",
            "g d v",
            "g d <tab>",
            "g t",
            "g a",
            "g a c",
            "g a k",
            "g a s",
            "g a p",
            "g a t",
            "g a m",
            "g a r",
            "g a b",
            "g a <ret>",
        ] {
            press(&mut program, keys);
            names_none(&screen(&program), keys);
            press(&mut program, "<esc> <esc>");
        }
        press(&mut program, "g a");
        hides(&program, &["100.0", "50.0"]);
    }
    let study = place.study_arg();
    let to = place.path("export");
    let to = to.to_str().unwrap();
    for args in [
        &["agree", &study][..],
        &["agree", &study, "--json"],
        &["round", "status", &study],
        &["reconcile", &study],
        &["themes", &study],
        &["export", &study, "--to", to],
    ] {
        names_none(&place.run(args), &args.join(" "));
    }
    let files = files_below(Path::new(to));
    assert!(files.keys().any(|f| f.ends_with("methods.md")), "{files:?}");
    let methods = files.iter().find(|(name, _)| name.ends_with("methods.md"));
    let text = String::from_utf8(methods.unwrap().1.clone()).unwrap();
    assert!(
        text.contains("Agreement was not expressed as a coefficient"),
        "{text}"
    );
    assert!(
        text.contains("of 2 places coded by ana or ben, 1 matched"),
        "{text}"
    );
    for (name, bytes) in &files {
        match name.extension().and_then(|e| e.to_str()) {
            Some("xlsx") => names_none(&sheets(bytes), &name.display().to_string()),
            Some("png") => {}
            _ => names_none(&String::from_utf8_lossy(bytes), &name.display().to_string()),
        }
    }
}

/// All files below a folder.
fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(files_below(&path)),
            false => drop(all.insert(path.clone(), std::fs::read(&path).unwrap())),
        }
    }
    all
}

/// The words of a workbook.
fn sheets(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut words = String::new();
    for n in 0..zip.len() {
        let mut part = zip.by_index(n).unwrap();
        let name = part.name().unwrap().into_owned();
        let wanted = name.ends_with("sharedStrings.xml")
            || name.ends_with("workbook.xml")
            || name.contains("worksheets/");
        if wanted {
            part.read_to_string(&mut words).unwrap();
        }
    }
    words
}

fn exported(place: &Place, to: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let to = place.path(to);
    place.run(&["export", &place.study_arg(), "--to", to.to_str().unwrap()]);
    let all = files_below(&to).into_iter();
    all.map(|(path, bytes)| (path.strip_prefix(&to).unwrap().to_owned(), bytes))
        .collect()
}

#[test]
fn exports_are_read_back_and_the_screen_writes_the_same() {
    let place = example();
    let files = exported(&place, "one");
    let file = |name: &str| &files[&PathBuf::from("agreement-round-2").join(name)];
    let text = |name: &str| String::from_utf8(file(name).clone()).unwrap();

    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g a x <ret>");
    let written = place.path("exports").join("agreement-round-2");
    let again = files_below(&written);
    assert!(again.len() > 8, "{again:?}");
    for (path, bytes) in &again {
        let name = path.file_name().unwrap().to_str().unwrap();
        // The study's name stands in the others, and this driver gives it one of its own.
        match path.extension().and_then(|e| e.to_str()) {
            Some("csv" | "json" | "md") => assert!(bytes == file(name), "{name}"),
            _ => assert!(!bytes.is_empty(), "{name}"),
        }
    }
    let found = program.app.cx.figures().unwrap().unwrap().figures.clone();
    let csv = text("codes.csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heading = reader.headers().unwrap().clone();
    let at = |name: &str| heading.iter().position(|h| h == name).unwrap();
    let (mut counts, mut cut) = (0, 0);
    for row in reader.records() {
        let row = row.unwrap();
        let number = |name: &str| row[at(name)].parse::<f64>().unwrap();
        for end in ["kappa_low", "kappa_high"].map(|n| row[at(n)].parse::<f64>()) {
            let end = end.unwrap_or_default();
            assert!((-1.0..=1.0).contains(&end), "{row:?}");
            cut += usize::from(end == 1.0);
        }
        if &row[at("by")] == "unit" && &row[at("code")] != "all codes pooled" {
            let named = found.by_unit.codes.iter().find(|c| {
                let id = c.code.unwrap();
                program.app.cx.view.codebook().name(id) == &row[at("code")]
            });
            let between = &named.unwrap().pairs[0];
            assert_eq!(number("both"), between.both as f64);
            assert_eq!(number("alpha"), between.alpha.unwrap());
            counts += 1;
        }
    }
    assert_eq!(counts, found.by_unit.codes.len());
    assert!(cut > 0);

    let words = sheets(file("agreement.xlsx"));
    assert!(words.contains("walks alongside") && !words.contains("<f>"));
    // The sheet about it is sentences, not Markdown.
    assert!(words.contains("<t>The unit of agreement was"));
    assert!(!words.contains("<t># ") && !words.contains("# Agreement"));
    let json: serde_json::Value = serde_json::from_slice(file("agreement.json")).unwrap();
    let overall = found.headline(tandem::model::round::Headline::Alpha);
    let entry = &json["rounds"][0];
    assert_eq!(entry["headline"]["value"], overall.unwrap().unwrap());
    let codebook = &entry["codebooks"][0];
    assert_eq!(
        (&codebook["round"], &codebook["codes"]),
        (&"Round 2".into(), &30.into())
    );
    // Of the same figures there is one shape, wherever they are read.
    let whole = &files[&PathBuf::from("agreement.json")];
    let whole: serde_json::Value = serde_json::from_slice(whole).unwrap();
    assert_eq!(&whole["rounds"][1], entry);
    let study = place.study_arg();
    let asked = [
        "--round",
        "Round 2",
        "--by",
        "source",
        "--intervals",
        "--json",
    ];
    let told = place.run(&[&["agree", &study][..], &asked].concat());
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&told).unwrap(),
        json
    );
    for name in ["table.svg", "table-characters.svg", "confusion.svg"] {
        let svg = text(name);
        assert!(
            svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"),
            "{name}"
        );
        assert!(svg.contains("walks alongside"), "{name}");
    }
    says_what_was_computed(&text("methods.md"));
}

/// The paragraph for the methods section of the worked example's second round.
fn says_what_was_computed(text: &str) {
    for words in [
        "Two coders (Ana Lok and Ben Yuen) independently coded 3 sources (Round 2)",
        "each blind to the other's codings until both had submitted",
        "The codebook was the one as of 2026-",
        ", when Round 2 was planned (30 codes; digest ",
        "Krippendorff's alpha (nominal)",
        "fixed in the plan before the round was coded",
        "α = .91",
        "[.75, 1.00]",
        "1000 resamples of whole turns, seed 1",
        "of 17 places coded by either (Ana Lok 16, Ben Yuen 17 codings) 15 matched (88 %)",
        "at least 50 %",
        "65 turns",
        "of its text by characters",
        "before either was shown the other's",
    ] {
        assert!(text.contains(words), "no “{words}” in\n{text}");
    }
}

#[test]
fn another_selection_is_written_beside_the_first() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    let methods = |n: &str| {
        let folder = format!("exports/agreement-round-2-selection{n}/methods.md");
        std::fs::read_to_string(place.path(&folder)).unwrap_or_default()
    };
    // The first source only, and after that its sentences.
    press(
        &mut program,
        "g a f <down> <down> <ret> <down> <ret> x <ret>",
    );
    let first = methods("");
    assert!(first.contains("only P02_interview"), "{first}");
    press(&mut program, "x <ret>");
    assert_eq!(methods("-2"), "");
    let sentences = "f <down> <down> <down> <down> <down> <ret> <down> <down> <down> <ret>";
    press(&mut program, &format!("{sentences} x <ret>"));
    shows(&program, &["with a 2 after the name"]);
    assert_eq!(methods(""), first);
    assert!(methods("-2").contains("sentences"), "{}", methods("-2"));
}
