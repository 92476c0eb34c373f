//! `docs/format.md` describes every kind, and its examples are read by the program.

use super::arbitrary;
use crate::model::event::Change;
use crate::model::round::Reasons;
use crate::model::verdict::Authority;
use crate::model::view::View;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

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

/// Lines of the first version, which knew nothing of the later fields.
#[test]
fn later_fields_may_be_missing() {
    let id = "0198c0de-0000-7000-8000-000000000007";
    let ruled = format!(
        r#"Ruled(round:"{id}",item:["{id}"],ruling:Both,reason:"",kind:Context,present:["ana"],replaces:[])"#
    );
    let edited = format!(r#"CodeEdited(code:"{id}",field:Definition("x"),replaces:[])"#);
    let opened = r#"RoundOpened((name:"r",kind:Double,sources:[],coders:["ana","bo"],unit:Turns,overlap:50,tolerance:8,boundary:Union,headline:Alpha,blind:true,start:Blank,codebook:"",known:[]))"#;
    for line in [ruled.as_str(), &edited, opened] {
        let read: Change = ron::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        match read {
            Change::Ruled {
                rests_on,
                votes,
                authority,
                ..
            } => {
                assert_eq!((rests_on, votes), (None, Vec::new()));
                assert_eq!(authority, Authority::Coders);
            }
            Change::CodeEdited { on, .. } => assert_eq!(on, None),
            Change::RoundOpened(plan) => {
                assert_eq!((plan.adjudicator, plan.reasons), (None, Reasons::Optional));
                assert_eq!(plan.imported, None);
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Every kind, as the source of `Change` has them; what is not known here is none.
fn kinds() -> Vec<&'static str> {
    let source = include_str!("../model/event.rs");
    let body = source.split("pub enum Change {\n").nth(1).unwrap();
    let body = body.split("\n}\n").next().unwrap();
    let variant = |line: &'static str| {
        let name = line.strip_prefix("    ")?;
        let is_one = name.starts_with(char::is_uppercase);
        is_one.then(|| name.split([' ', '(', ',']).next().unwrap())
    };
    let all = body.lines().filter_map(variant);
    all.filter(|kind| *kind != "Unknown").collect()
}

#[test]
fn every_kind_has_a_row_and_an_example() {
    assert!(kinds().len() > 40);
    for kind in kinds() {
        assert!(
            DOCUMENT.contains(&format!("\n| `{kind}` |")),
            "no row for {kind}"
        );
        let is_one = |e: &str| e == kind || e.starts_with(&format!("{kind}("));
        assert!(examples().any(is_one), "no example of {kind}");
    }
}

/// What is never made up is held by no property.
#[test]
fn every_kind_is_made_up() {
    let mut runner = TestRunner::deterministic();
    let mut left: BTreeSet<&str> = kinds().into_iter().collect();
    for _ in 0..20_000 {
        let change = arbitrary::change().new_tree(&mut runner).unwrap().current();
        let written = ron::to_string(&change).unwrap();
        left.remove(written.split('(').next().unwrap());
        if left.is_empty() {
            return;
        }
    }
    panic!("never made up: {left:?}");
}

/// Kinds whose maker says what they replace: not the edits of a field, but what was decided before.
const DECISIONS: [&str; 8] = [
    "BasisChosen",
    "CodeMapped",
    "CodeRestored",
    "CodeReviewed",
    "CodesJudged",
    "MappingRuled",
    "Ruled",
    "ValenceGiven",
];

#[test]
fn every_edit_finds_what_it_replaces_when_it_is_saved() {
    let view = View::new([], None);
    let edits = examples().filter(|e| e.contains("replaces:["));
    let edits: Vec<_> = edits
        .filter(|e| !DECISIONS.iter().any(|d| e.starts_with(d)))
        .collect();
    assert!(edits.len() > 8, "{edits:?}");
    let (first, after) = (
        r#"replaces:["0198c0de-0000-7000-8000-000000000007""#,
        "replaces:[]",
    );
    for edit in edits {
        let named = edit.replace(after, &format!("{first}]"));
        assert!(named.contains("replaces:[\""), "{edit}");
        let found = view.replacing(vec![ron::from_str(&named).unwrap()]);
        let written = ron::to_string(&found[0]).unwrap();
        assert!(written.contains(after), "not looked up: {written}");
    }
}
