//! The pages that walk a published study's way: every command on them is run, in the order they stand, and
//! prints what stands below it. `UPDATE_DOCS=1` renews what is printed.

use crate::place::{Place, example};
use std::fs;
use std::path::{Path, PathBuf};

/// A fenced block: what its first line says of it, and its lines.
struct Block {
    info: String,
    /// The place of its first line in the page.
    from: usize,
    lines: Vec<String>,
}

fn blocks(page: &[String]) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    let mut open = false;
    for (at, line) in page.iter().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(info), false) => {
                let (info, lines) = (info.to_owned(), Vec::new());
                all.push(Block {
                    info,
                    from: at + 1,
                    lines,
                });
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => all.last_mut().unwrap().lines.push(line.clone()),
            (None, false) => {}
        }
    }
    assert!(!open, "a block does not end");
    all
}

/// The words of a command; quotes hold spaces together.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            (' ', None) => words.push(String::new()),
            (c, _) => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

/// Whether these lines are what was printed; `…` stands for any number of lines.
fn is_printed(expected: &[String], printed: &[String]) -> bool {
    match expected {
        [] => printed.is_empty(),
        [first, rest @ ..] if first == "…" => {
            (0..=printed.len()).any(|n| is_printed(rest, &printed[n..]))
        }
        [first, rest @ ..] => printed.first() == Some(first) && is_printed(rest, &printed[1..]),
    }
}

/// What a command of a page prints, without spaces at ends of lines and empty lines at the end.
fn print(place: &Place, command: &str) -> Vec<String> {
    let words = words(command);
    assert_eq!(words[0], "tandem", "{command}");
    // What comes with the program lies where it was built.
    let shipped = |word: &String| match word.starts_with("codebooks/") {
        true => example(word),
        false => word.clone(),
    };
    let words: Vec<String> = words.iter().map(shipped).collect();
    let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
    let printed = place.run(&arguments);
    let mut lines: Vec<String> = printed.lines().map(|l| l.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Runs a page; answers it with what was printed, where nothing is left out of that.
fn walked(page: &Path) -> Vec<String> {
    let text = fs::read_to_string(page).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let place = Place::empty();
    let mut renewed = Vec::new();
    let mut taken = 0;
    let mut commands = 0;
    for block in blocks(&lines) {
        if let Some(file) = block.info.strip_prefix("csv ") {
            fs::write(place.path(file), block.lines.join("\n") + "\n").unwrap();
        }
        if block.info != "console" {
            continue;
        }
        renewed.extend_from_slice(&lines[taken..block.from]);
        taken = block.from + block.lines.len();
        for part in block.lines.chunk_by(|_, next| !next.starts_with("$ ")) {
            let command = part[0]
                .strip_prefix("$ ")
                .expect("a block begins with a command");
            let printed = print(&place, command);
            commands += 1;
            renewed.push(part[0].clone());
            match part.iter().any(|line| line == "…") {
                false => renewed.extend(printed),
                true => {
                    assert!(
                        is_printed(&part[1..], &printed),
                        "{}: {command}\n{}",
                        page.display(),
                        printed.join("\n")
                    );
                    renewed.extend_from_slice(&part[1..]);
                }
            }
        }
    }
    assert!(commands > 0, "{}: no command", page.display());
    renewed.extend_from_slice(&lines[taken..]);
    renewed
}

#[test]
fn every_command_of_the_pages_prints_what_stands_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/studies");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    pages.sort();
    for page in pages {
        let renewed = walked(&page).join("\n") + "\n";
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&page, renewed).unwrap();
            continue;
        }
        let there = fs::read_to_string(&page).unwrap();
        for (there, renewed) in there.lines().zip(renewed.lines()) {
            let hint = "UPDATE_DOCS=1 cargo test renews the page";
            assert_eq!(there, renewed, "{}: {hint}", page.display());
        }
        assert_eq!(there.lines().count(), renewed.lines().count());
    }
}
