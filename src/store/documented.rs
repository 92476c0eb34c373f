//! `docs/format.md` describes every kind, and its examples are read by the program.

use super::arbitrary;
use crate::model::event::Change;
use crate::model::round::Reasons;
use crate::model::verdict::Authority;
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

proptest! {
    #[test]
    fn every_kind_has_a_row_and_an_example(change in arbitrary::change()) {
        let written = ron::to_string(&change).unwrap();
        let kind = written.split('(').next().unwrap();
        let row = format!("\n| `{kind}` |");
        prop_assert!(DOCUMENT.contains(&row), "no row for {}", kind);
        let is_one = |e: &str| e == kind || e.starts_with(&format!("{kind}("));
        prop_assert!(examples().any(is_one), "no example of {}", kind);
    }
}
