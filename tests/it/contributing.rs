//! What CONTRIBUTING.md sends people to is there.

use std::path::Path;

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Words in backticks that are paths of this project.
fn paths(text: &str) -> Vec<&str> {
    let ticked = text.split('`').skip(1).step_by(2);
    let roots = ["src/", "tests/", "docs/", "benches/", ".ci/"];
    let ticked = ticked.filter(|t| !t.contains(' '));
    ticked
        .filter(|t| roots.iter().any(|r| t.starts_with(r)))
        .collect()
}

#[test]
fn every_file_the_pages_name_is_there() {
    for name in ["CONTRIBUTING.md", "README.md"] {
        let text = page(name);
        let gone: Vec<&str> = paths(&text)
            .into_iter()
            .filter(|p| !Path::new(env!("CARGO_MANIFEST_DIR")).join(p).exists())
            .collect();
        assert!(gone.is_empty(), "{name} names {gone:?}");
    }
    assert!(paths(&page("CONTRIBUTING.md")).len() > 12);
}

/// The compiler asks for these where something is added; that they are where the page says.
#[test]
fn what_is_to_be_extended_stands_where_the_page_says() {
    let stands = [
        ("src/app/keymap/table.rs", "const fn edit("),
        ("src/app/command.rs", "pub enum Command"),
        ("src/app/screens/table.rs", "macro_rules! screens"),
        ("src/app/keymap/scope.rs", "pub enum Scope"),
        ("src/app/palette.rs", "fn place(scope: Scope)"),
        ("src/model/event.rs", "pub enum Change"),
        ("src/model/fold/entity.rs", "Change::"),
        ("src/model/gate.rs", "Change::"),
        ("src/model/undo.rs", "Change::"),
        ("src/store/arbitrary.rs", "Change::"),
        ("src/report/claims/kinds.rs", "fn kinds"),
    ];
    let text = page("CONTRIBUTING.md");
    for (file, what) in stands {
        assert!(text.contains(file), "the page does not name {file}");
        assert!(page(file).contains(what), "{file} has no {what}");
    }
}
