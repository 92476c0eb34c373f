use super::framework::{Adapt, adapted, from_file};
use super::mapping::*;
use super::valence::{of_case, of_segment};
use crate::import::codebook;
use crate::model::attribute::{Case, Subject};
use crate::model::event::Change;
use crate::model::fixture::{Study, coder, source};
use crate::model::ids::RoundId;
use crate::model::mapping::{Fit, MappingStep, Standing, Valence};
use crate::model::mint::Mint;
use crate::model::undo::NoUndo;
use crate::model::verdict::ReasonKind;
use crate::model::view::View;

fn study() -> Study {
    let mut s = Study::new();
    s.coders(&["ana", "ben", "cat"]).source("s", 100);
    for code in ["fear", "hope", "wish"] {
        s.code(code);
    }
    s.framework("ana", &["I", "II"]);
    s
}

fn opened() -> (Study, RoundId) {
    let mut s = study();
    let frame = s.view().frameworks()[0].id;
    let mapping = s.mapping(frame, true);
    (s, mapping)
}

fn refused<T: std::fmt::Debug>(said: Result<T, String>, why: &str) {
    assert!(said.as_ref().is_err_and(|e| e.contains(why)), "{said:?}");
}

fn asked<'v>(view: &'v View, coders: &[&str]) -> Asked<'v> {
    Asked {
        name: "First",
        framework: &view.frameworks()[0],
        coders: coders.iter().map(|c| coder(c)).collect(),
        under: None,
        blind: true,
    }
}

#[test]
fn the_framework_that_is_shipped_is_taken_in_with_its_tree() {
    let bytes = include_bytes!("../../codebooks/cfir.ron");
    let file = codebook("cfir.ron", bytes).unwrap();
    let mut s = study();
    let mut mint = Mint::new(7, 1_700_000_000_000);
    let view = s.view_for("ana");
    let made = from_file(&view, &coder("ana"), &file, None, &mut || mint.id()).unwrap();
    assert!(made.len() > 40);
    // The fixture gives ids of its own, so parents are looked up by what they were called.
    let Change::FrameworkAdded(text) = &made[0].1 else {
        panic!("the framework comes first");
    };
    assert!(text.source.contains("2009;4:50"), "{}", text.source);
    let tops = made.iter().filter(
        |(_, c)| matches!(c, Change::ConstructAdded(text) if text.parent.is_none() && text.given),
    );
    assert_eq!(tops.count(), 5, "five domains");
    s.push("ana", made[0].1.clone());
    let again = from_file(&s.view_for("ben"), &coder("ben"), &file, None, &mut || {
        mint.id()
    });
    refused(again, "already");
}

#[test]
fn what_the_study_makes_of_a_construct_is_said_with_what_it_was() {
    let mut s = study();
    let change = |s: &Study, adapt: Adapt| {
        let view = s.view_for("ana");
        adapted(&view, &coder("ana"), &view.frameworks()[0], &adapt)
    };
    let (one, two) = (s.construct_named("I.1"), s.construct_named("II.1"));
    refused(change(&s, Adapt::Rename(one, "II.1")), "already");
    for adapt in [
        Adapt::Rename(one, "Team culture"),
        Adapt::Redefine(one, "How the team talks."),
        Adapt::Retire(two),
        Adapt::Add {
            name: "Housing",
            under: Some(s.construct_named("II")),
            definition: "Where people live.",
        },
    ] {
        let change = change(&s, adapt).unwrap();
        s.push("ana", change);
    }
    let view = s.view();
    let titles: Vec<String> = view.frameworks()[0]
        .constructs
        .iter()
        .map(|c| c.title())
        .collect();
    let expected = [
        "I",
        "Team culture (adapted, was “I.1”, redefined)",
        "II",
        "II.1 (retired)",
        "Housing (added)",
    ];
    assert_eq!(titles, expected);
    assert_eq!(s.view_for("ana").undoable().unwrap().what, "new construct");
    refused(change(&s, Adapt::Retire(two)), "retired already");
}

#[test]
fn it_is_opened_for_two_over_what_everybody_knows() {
    let mut s = study();
    let round = s.round(&["s"]);
    s.private_code("ana", round, "mine alone");
    let view = s.view_for("ana");
    let made = plan(&view, asked(&view, &["ben", "ana"])).unwrap();
    assert_eq!(
        made.coders,
        [coder("ana"), coder("ben")],
        "in the order they joined"
    );
    assert_eq!(made.codes, ["fear", "hope", "wish"].map(|c| s.id(c)));
    assert_eq!(made.constructs.len(), 4);
    refused(plan(&view, asked(&view, &["ana"])), "two coders");
    refused(plan(&view, asked(&view, &["ana", "ana"])), "twice");
    refused(
        plan(&view, asked(&view, &["ana", "zoe"])),
        "zoe has not opened",
    );
    // What is added while one codes blind is nobody else's yet.
    s.framework("ana", &["III"]);
    let view = s.view_for("ana");
    let hidden = Asked {
        framework: &view.frameworks()[1],
        ..asked(&view, &["ana", "ben"])
    };
    refused(plan(&view, hidden), "nobody else sees");
    assert_eq!(s.view_for("ben").frameworks().len(), 1);
}

#[test]
fn codes_are_mapped_until_they_are_submitted_and_no_framework_is_adapted_meanwhile() {
    let (mut s, mapping) = opened();
    let me = coder("ana");
    let map = |s: &Study, who: &str, code: &str, to: &[&str]| {
        let view = s.view_for(who);
        let to: Vec<_> = to.iter().map(|name| s.construct_named(name)).collect();
        mapped(
            &view,
            &view.mappings()[0],
            &coder(who),
            s.id(code),
            (&to, ""),
        )
    };
    refused(map(&s, "cat", "hope", &["I"]), "cat maps nothing");
    let change = map(&s, "ana", "hope", &["I.1", "I.1"]).unwrap();
    s.push("ana", change);
    refused(map(&s, "ana", "hope", &["I.1"]), "already");
    s.code("late");
    refused(map(&s, "ana", "late", &["I"]), "is no code of");
    // One added by somebody outside meanwhile is none of those it was opened with.
    let frame = s.view().frameworks()[0].id;
    s.construct("cat", frame, "later", None);
    refused(map(&s, "ana", "wish", &["later"]), "is no construct");
    let view = s.view_for("ana");
    let add = Adapt::Add {
        name: "new",
        under: None,
        definition: "",
    };
    refused(
        adapted(&view, &me, &view.frameworks()[0], &add),
        "while “mapping 1” is blind",
    );
    let change = submitted(&view, &view.mappings()[0], &me).unwrap();
    s.push("ana", change);
    refused(map(&s, "ana", "wish", &["I"]), "withdraw it first");
    let view = s.view_for("ana");
    refused(submitted(&view, &view.mappings()[0], &me), "already");
    let change = withdrawn(&view.mappings()[0], &me).unwrap();
    s.push("ana", change);
    let change = map(&s, "ana", "wish", &[]).unwrap();
    s.push("ana", change);
    assert_eq!(
        s.view_for("ana").undoable().unwrap().what,
        "mapping of a code"
    );
    s.submit_mapping("ana", mapping);
    assert_eq!(s.view_for("ana").undoable(), Err(NoUndo::Submitted));
    s.mapped("ben", mapping, "hope", &["II"]);
    s.submit_mapping("ben", mapping);
    let view = s.view_for("ana");
    refused(withdrawn(&view.mappings()[0], &me), "has opened");
    // In sight, whatever everybody knows of can be named.
    assert!(map(&s, "ana", "wish", &["later"]).is_ok());
}

fn both_submitted() -> (Study, RoundId) {
    let (mut s, mapping) = opened();
    for (code, a, b) in [("fear", "I.1", "I.1"), ("hope", "I.1", "II.1")] {
        s.mapped("ana", mapping, code, &[a]);
        s.mapped("ben", mapping, code, &[b]);
    }
    s.submit_mapping("ana", mapping);
    s.submit_mapping("ben", mapping);
    (s, mapping)
}

fn settle(
    s: &Study,
    who: &str,
    code: &str,
    verdict: Fit,
    present: &[&str],
) -> Result<Change, String> {
    let view = s.view_for(who);
    let to = [s.construct_named("II")];
    let decision = Decision {
        verdict,
        to: &to,
        reason: "because",
        kind: ReasonKind::Definition,
        present: present.iter().map(|c| coder(c)).collect(),
    };
    settled(
        &view,
        &view.mappings()[0],
        &coder(who),
        s.id(code),
        decision,
    )
}

#[test]
fn a_difference_is_settled_by_all_and_what_was_mapped_stays() {
    let (mut s, mapping) = both_submitted();
    let standing = |s: &Study, who: &str| {
        let view = s.view_for(who);
        let m = &view.mappings()[0];
        let decided = m.decided(s.id("hope")).map(<[_]>::to_vec);
        (
            format!("{:?}", m.standing(s.id("hope")))
                .split(['(', ' '])
                .next()
                .unwrap()
                .to_owned(),
            decided,
        )
    };
    assert_eq!(standing(&s, "ana"), ("Differs".into(), None));
    let change = settle(&s, "ana", "hope", Fit::Of(coder("ben")), &[]).unwrap();
    s.push("ana", change);
    assert_eq!(standing(&s, "ben"), ("Proposed".into(), None));
    let view = s.view_for("ana");
    let none = assented(&view, &view.mappings()[0], &coder("ana"), s.id("hope"));
    refused(none, "waits for you");
    let view = s.view_for("ben");
    let change = assented(&view, &view.mappings()[0], &coder("ben"), s.id("hope")).unwrap();
    let assent = s.push("ben", change);
    let stands = vec![s.construct_named("II.1")];
    assert_eq!(standing(&s, "cat"), ("Ruled".into(), Some(stands)));
    s.push("ben", Change::Retract { event: assent });
    assert_eq!(standing(&s, "cat").1, None);
    for (verdict, decided) in [
        (Fit::Both, Some(2)),
        (Fit::Neither, Some(0)),
        (Fit::Another, Some(1)),
        (Fit::Kept, None),
        (Fit::Parked, None),
    ] {
        let change = settle(&s, "ana", "hope", verdict, &["ana", "ben"]).unwrap();
        s.push("ana", change);
        assert_eq!(standing(&s, "ben").1.map(|to| to.len()), decided);
    }
    let view = s.view();
    let m = view.mapping(mapping).unwrap();
    assert_eq!(m.verdicts.len(), 1, "each replaced the one before");
    let ana = m.apart(&coder("ana"), s.id("hope")).unwrap();
    assert_eq!(ana.to, [s.construct_named("I.1")]);
    assert_eq!(
        m.standing(s.id("wish")),
        Standing::Missing(vec![&coder("ana"), &coder("ben")])
    );
    assert_eq!(
        s.view_for("ana").undoable().unwrap().what,
        "verdict on a mapping"
    );
}

#[test]
fn nothing_is_settled_before_it_opens_or_by_somebody_else() {
    let (mut s, mapping) = opened();
    s.mapped("ana", mapping, "hope", &["I"]);
    s.submit_mapping("ana", mapping);
    refused(settle(&s, "ana", "hope", Fit::Both, &[]), "has not opened");
    s.mapping_step("ben", mapping, MappingStep::Closed);
    assert!(settle(&s, "ana", "hope", Fit::Both, &[]).is_ok());
    refused(settle(&s, "cat", "hope", Fit::Both, &[]), "maps nothing");
}

#[test]
fn verdicts_given_apart_from_each_other_come_back() {
    let (mut s, _) = both_submitted();
    let one = settle(&s, "ana", "hope", Fit::Both, &["ana", "ben"]).unwrap();
    let other = settle(&s, "ben", "hope", Fit::Neither, &["ana", "ben"]).unwrap();
    s.push("ana", one);
    s.push("ben", other);
    let view = s.view();
    let m = &view.mappings()[0];
    assert!(matches!(m.standing(s.id("hope")), Standing::Apart(v) if v.len() == 2));
    assert_eq!(m.decided(s.id("hope")), None);
}

/// A mapping made in the time of a blind round waits for that, and whoever settles waits, too.
#[test]
fn what_may_be_of_the_time_of_a_blind_round_waits_for_it() {
    let (mut s, mapping) = opened();
    let round = s.round(&["s"]);
    s.mapped("ana", mapping, "hope", &["I"]);
    s.mapped("ben", mapping, "hope", &["II"]);
    s.submit_mapping("ana", mapping);
    s.submit_mapping("ben", mapping);
    let seen = |s: &Study| {
        let view = s.view_for("ana");
        let m = view.mapping(mapping).unwrap();
        (m.is_open(), m.mapped.len(), view.tells_mapping(m))
    };
    assert_eq!(seen(&s), (true, 1, false));
    refused(settle(&s, "ana", "hope", Fit::Both, &[]), "waits");
    s.push("ana", Change::RoundClosed { round });
    assert_eq!(seen(&s), (true, 2, true));
}

#[test]
fn a_valence_is_given_to_what_one_mapped_and_of_a_case_by_all() {
    let (mut s, mapping) = opened();
    let coding = s.coded("cat", None, "s", 0..10, "hope");
    let (one, two) = (s.construct_named("I.1"), s.construct_named("II.1"));
    s.mapped("ana", mapping, "hope", &["I.1"]);
    let give = |s: &Study, construct, valence| {
        let view = s.view_for("ana");
        of_segment(
            &view,
            &view.mappings()[0],
            &coder("ana"),
            (coding, construct),
            valence,
        )
    };
    refused(give(&s, two, Some(Valence::Mixed)), "map it first");
    let change = give(&s, one, Some(Valence::Point(-2))).unwrap();
    s.push("ana", change);
    refused(give(&s, one, Some(Valence::Point(-2))), "already");
    assert_eq!(s.view_for("ana").undoable().unwrap().what, "valence");
    assert_eq!(s.view_for("ben").mappings()[0].valences, []);
    let case = || Case {
        kind: "site".into(),
        name: "North".into(),
    };
    let of = |s: &Study, who: &str, present: &[&str]| {
        let view = s.view_for(who);
        let present = present.iter().map(|c| coder(c)).collect();
        let said = (Some(Valence::Point(1)), "they want it", present);
        of_case(&view, &view.mappings()[0], &coder(who), (case(), one), said)
    };
    refused(of(&s, "ana", &[]), "has not opened");
    let north = Change::AttributeSet {
        of: Subject::Source(source("s")),
        key: "site".into(),
        value: Some("north".into()),
        absent: None,
        at: None,
        replaces: Vec::new(),
    };
    s.submit_mapping("ana", mapping);
    s.mapping_step("ben", mapping, MappingStep::Closed);
    refused(of(&s, "ana", &[]), "has an attribute “site”");
    s.push("ana", north);
    let agreed = |s: &Study| {
        let view = s.view();
        let case = Case {
            kind: "site".into(),
            name: "north".into(),
        };
        view.mappings()[0]
            .agreed(&case, one)
            .and_then(|v| v.valence)
    };
    let change = of(&s, "ana", &[]).unwrap();
    s.push("ana", change);
    assert_eq!(agreed(&s), None, "one alone");
    let change = of(&s, "ben", &["ana", "ben"]).unwrap();
    s.push("ben", change);
    assert_eq!(agreed(&s), Some(Valence::Point(1)));
    let round = s.round(&["s"]);
    refused(of(&s, "ana", &["ben"]), "blind");
    assert_eq!(agreed(&s), None, "the public waits, too");
    s.push("ana", Change::RoundClosed { round });
    assert_eq!(agreed(&s), Some(Valence::Point(1)));
}
