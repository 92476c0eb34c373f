//! `docs/format.md` describes every kind, and its examples are read by the program.

use super::arbitrary;
use crate::model::event::Change;
use proptest::prelude::*;

const DOCUMENT: &str = include_str!("../../docs/format.md");

fn examples() -> impl Iterator<Item = &'static str> {
    let block = DOCUMENT.split("```ron\n").nth(1).unwrap_or_default();
    block.lines().take_while(|line| *line != "```")
}

#[test]
fn every_example_is_read_and_written_back_as_it_stands() {
    assert!(examples().count() > 30);
    for example in examples() {
        let change: Change = ron::from_str(example).unwrap_or_else(|e| panic!("{example}: {e}"));
        assert_eq!(ron::to_string(&change).unwrap(), example);
    }
}

proptest! {
    #[test]
    fn every_kind_has_a_row_and_an_example(change in arbitrary::change()) {
        let written = ron::to_string(&change).unwrap();
        let (kind, _) = written.split_once('(').unwrap();
        let row = format!("\n| `{kind}` |");
        prop_assert!(DOCUMENT.contains(&row), "no row for {}", kind);
        let start = format!("{kind}(");
        prop_assert!(examples().any(|e| e.starts_with(&start)), "no example of {}", kind);
    }
}
