//! The layers hold: each may use only what is to its left, the spokes never each other.
//!
//! ```text
//! model ← { store, import, export, search, agreement, reconcile, themes } ← report ← acts ← work ← app ← { tui, cli } ← main
//! ```

pub mod code;

use code::{first_segments, most_supers, tokens, without_comments_and_literals, without_tests};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

const SPOKES: [&str; 8] = [
    "store",
    "import",
    "export",
    "search",
    "agreement",
    "reconcile",
    "themes",
    "statistics",
];

/// What each layer may use besides itself. That `cli` may use `tui` is the one step sideways: its
/// `open` starts the screen.
fn allowed(layer: &str) -> Vec<&'static str> {
    let below = |own: &[&'static str]| [&["model"][..], &SPOKES, own].concat();
    match layer {
        "model" => vec![],
        "report" => below(&[]),
        "acts" => below(&["report"]),
        "work" => below(&["report", "acts"]),
        "app" => below(&["report", "acts", "work"]),
        "tui" => vec!["model", "report", "work", "app"],
        "cli" => below(&["report", "acts", "work", "app", "tui"]),
        spoke if SPOKES.contains(&spoke) => vec!["model"],
        other => panic!("src/{other} is no layer: give it a place in tests/it/layers.rs"),
    }
}

/// Libraries that stay in their layer, and the layers they may be used in.
const KEPT: [(&str, &[&str]); 12] = [
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("signal_hook", &["tui"]),
    ("tantivy", &["search"]),
    ("frostem", &["search"]),
    ("icu_segmenter", &["search"]),
    ("clap", &["cli"]),
    ("etcetera", &["cli"]),
    ("anyhow", &["cli", "tui"]),
    ("quick_xml", &["import", "export"]),
    ("html5gum", &["import"]),
    ("pulldown_cmark", &["report"]),
];

/// Layers that do no I/O, read no clock and start nothing.
const PURE: [&str; 7] = [
    "model",
    "agreement",
    "reconcile",
    "themes",
    "report",
    "acts",
    "app",
];

/// What they must not name of the standard library.
const IMPURE: [&str; 6] = ["fs", "env", "net", "process", "thread", "io"];

/// A file of the program proper.
pub struct File {
    pub path: PathBuf,
    layer: String,
    /// How deep its module lies: `model` is 1, `model::view` 2.
    depth: usize,
    /// Without tests, comments and literals.
    pub code: String,
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// All files of `src` but the root and what is for tests only.
pub fn files() -> Vec<File> {
    let mut paths = Vec::new();
    rust_files(&root(), &mut paths);
    let mut for_tests = HashSet::new();
    let mut read = BTreeMap::new();
    for path in paths {
        let blanked = without_comments_and_literals(&fs::read_to_string(&path).unwrap());
        let (code, test_modules) = without_tests(&blanked);
        for name in test_modules {
            for_tests.insert(folder_of(&path).join(name));
        }
        read.insert(path, code);
    }
    let is_for_tests = |path: &Path| {
        let declared = |above: &Path| for_tests.contains(&above.with_extension(""));
        // Where `#[path]` puts a test module beside the file it tests.
        let beside = path.to_str().is_some_and(|p| p.ends_with("_tests.rs"));
        beside || path.ancestors().any(declared)
    };
    read.into_iter()
        .filter(|(path, _)| path.parent() != Some(&root()) && !is_for_tests(path))
        .map(|(path, code)| {
            let inside = path.strip_prefix(root()).unwrap();
            let names: Vec<_> = inside.with_extension("").iter().map(name_of).collect();
            let depth = names.iter().filter(|n| *n != "mod").count();
            File {
                layer: names[0].clone(),
                depth,
                code,
                path,
            }
        })
        .collect()
}

fn name_of(part: &std::ffi::OsStr) -> String {
    part.to_str().unwrap().to_owned()
}

/// The folder that holds a file's modules.
fn folder_of(path: &Path) -> PathBuf {
    match path.file_stem().and_then(|s| s.to_str()) {
        Some("mod" | "lib" | "main") => path.parent().unwrap().to_path_buf(),
        _ => path.with_extension(""),
    }
}

#[test]
fn no_layer_is_crossed() {
    let mut crossed = Vec::new();
    let mut seen = BTreeSet::new();
    for file in files() {
        let tokens = tokens(&file.code);
        let may = allowed(&file.layer);
        for used in first_segments(&tokens, "crate") {
            if used != file.layer && !may.contains(&used.as_str()) {
                crossed.push(format!("{} uses {used}", file.path.display()));
            }
            seen.insert((file.layer.clone(), used));
        }
        // A chain of `super` that reaches the root would go round this test.
        if most_supers(&tokens) >= file.depth {
            crossed.push(format!("{} leaves its layer by super", file.path.display()));
        }
    }
    assert!(crossed.is_empty(), "{}", crossed.join("\n"));
    // The test has eyes: these are used in the program.
    for (layer, used) in [("app", "model"), ("cli", "app"), ("tui", "app")] {
        assert!(seen.contains(&(layer.to_owned(), used.to_owned())));
    }
}

#[test]
fn libraries_stay_in_their_layer() {
    let mut found = Vec::new();
    for file in files() {
        let tokens = tokens(&file.code);
        for (library, layers) in KEPT {
            let named = tokens.contains(&code::Token::Word(library.to_owned()));
            if named && !layers.contains(&file.layer.as_str()) {
                found.push(format!("{} names {library}", file.path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn pure_layers_do_no_io_and_read_no_clock() {
    let mut found = Vec::new();
    for file in files().iter().filter(|f| PURE.contains(&&*f.layer)) {
        let tokens = tokens(&file.code);
        let mut named = first_segments(&tokens, "std");
        // One file may start threads: there what many ask for is made, which is no I/O.
        let starts_threads = file.path.ends_with("model/apart.rs");
        named.retain(|n| IMPURE.contains(&n.as_str()) && !(starts_threads && n == "thread"));
        for clock in ["SystemTime", "Instant"] {
            if tokens.contains(&code::Token::Word(clock.to_owned())) {
                named.push(clock.to_owned());
            }
        }
        for name in named {
            found.push(format!("{} uses {name}", file.path.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Files that write to a terminal: what subcommands say, and the screen.
const PRINTING: [&str; 3] = ["cli/printing.rs", "tui/run.rs", "tui/signals.rs"];

/// Files that need a path as it is: for programs, or to make another of it.
const RAW_PATHS: [&str; 3] = ["cli/check.rs", "cli/export.rs", "work/beside.rs"];

#[test]
fn nothing_is_printed_but_through_the_filter() {
    let mut found = Vec::new();
    for file in files() {
        let is_one_of = |names: &[&str]| names.iter().any(|n| file.path.ends_with(n));
        for line in file.code.lines() {
            let asks = line.contains("is_terminal") || line.contains("use_stderr");
            let opens = ["stdout()", "stderr()", "print!", "println!"];
            if !asks && opens.iter().any(|o| line.contains(o)) && !is_one_of(&PRINTING) {
                found.push(format!("{} prints by itself", file.path.display()));
            }
            // A name of a file may hold anything, a line break too.
            if line.contains(".display()") && !is_one_of(&RAW_PATHS) {
                found.push(format!("{} says a path as it is", file.path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What measures text in cells, writes cells, or makes a colour, and the one file it may stand in:
/// measured, cut or drawn otherwise, letters of some script would be lost.
const ONE_WAY: [(&str, &[&str]); 12] = [
    ("unicode_width", &["model/wrap.rs"]),
    ("UnicodeWidthStr", &["model/wrap.rs"]),
    ("UnicodeWidthChar", &["model/wrap.rs"]),
    ("linebreaks", &["model/wrap.rs"]),
    ("cell_width", &["tui/canvas.rs", "tui/backend.rs"]),
    ("set_symbol", &["tui/canvas.rs", "tui/backend.rs"]),
    ("set_char", &[]),
    ("set_string", &[]),
    ("set_stringn", &[]),
    ("set_line", &[]),
    ("set_span", &[]),
    ("Color", &["tui/look.rs", "tui/print.rs"]),
];

#[test]
fn text_is_measured_and_drawn_in_one_way() {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for file in files() {
        let tokens = tokens(&file.code);
        for (word, places) in ONE_WAY {
            if !tokens.contains(&code::Token::Word(word.to_owned())) {
                continue;
            }
            match places.iter().find(|place| file.path.ends_with(place)) {
                Some(place) => drop(seen.insert((word, *place))),
                None => found.push(format!("{} names {word}", file.path.display())),
            }
        }
        // Screens and names are cut by letters, never by characters.
        let shows = ["app", "tui"].contains(&file.layer.as_str());
        if shows && file.code.contains(".chars().take(") {
            found.push(format!("{} cuts by characters", file.path.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let allowed: usize = ONE_WAY.iter().map(|(_, places)| places.len()).sum();
    assert_eq!(seen.len(), allowed, "a place is no longer needed: {seen:?}");
}

/// Longest file there may be, tests and data tables aside.
const LINES: usize = 500;

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = files()
        .iter()
        .map(|f| (f, f.code.trim_end().lines().count()))
        .filter(|(_, lines)| *lines > LINES)
        .map(|(f, lines)| format!("{}: {lines} lines", f.path.display()))
        .collect();
    assert!(long.is_empty(), "split by {LINES}:\n{}", long.join("\n"));
}

#[test]
fn the_module_map_names_every_folder() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md");
    let map = fs::read_to_string(&path).expect("docs/architecture.md holds the module map");
    let missing: Vec<String> = folders(&root())
        .into_iter()
        .map(|f| f.strip_prefix(root()).unwrap().display().to_string())
        .filter(|f| !map.contains(&format!("{f}/")) && !map.contains(&format!("`{f}`")))
        .collect();
    assert!(missing.is_empty(), "not on the map: {}", missing.join(", "));
}

/// Past the gate goes one function, which hands out nothing but what a coder starts from.
#[test]
fn one_file_reads_past_the_gate() {
    let reads = |f: &&File| f.code.contains("past_of");
    let files = files();
    let mut reading: Vec<String> = files
        .iter()
        .filter(reads)
        .map(|f| f.path.strip_prefix(root()).unwrap().display().to_string())
        .collect();
    reading.sort();
    assert_eq!(reading, ["model/past.rs", "reconcile/start.rs"]);
}

/// Folders of `src` that hold more than tests.
fn folders(of: &Path) -> BTreeSet<PathBuf> {
    let parents = files().into_iter().map(|f| folder_above(&f.path, of));
    parents.flatten().collect()
}

fn folder_above(path: &Path, of: &Path) -> Vec<PathBuf> {
    let inside = path.ancestors().skip(1);
    inside
        .take_while(|p| *p != of)
        .map(Path::to_path_buf)
        .collect()
}

#[test]
fn the_reader_of_code_sees_through_comments_strings_and_tests() {
    let code = r##"
        use crate::{model::view::{self, View}, app};
        // use crate::tui::draw;
        /* crate::tui /* nested */ crate::cli */
        fn f<'a>(x: &'a str) -> char { let _ = "crate::tui"; let _ = r#"crate::"cli"#; '"' }
        fn g() { crate::reconcile::items(); super::super::h(); }
        #[cfg(test)]
        mod only;
        #[cfg(test)]
        mod tests { use crate::cli; fn t() { if true {} } }
        use crate::search;
    "##;
    let (code, only) = without_tests(&without_comments_and_literals(code));
    let tokens = tokens(&code);
    assert_eq!(only, ["only"]);
    assert_eq!(
        first_segments(&tokens, "crate"),
        ["model", "app", "reconcile", "search"]
    );
    assert_eq!(most_supers(&tokens), 2);
}
