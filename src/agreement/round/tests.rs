mod marked;
mod over_codes;
mod rated;
mod selecting;
mod support;

use super::*;
use crate::agreement::outcome::Undefined;
use crate::model::code::Codebook;
use crate::model::event::Change;
use crate::model::fixture::{Study, coder, interview, source, span};
use crate::model::ids::{CodingId, Digest, RoundId, SourceId};
use crate::model::round::{Headline, Round, Unit};
use crate::model::snapshot::Snapshot;
use crate::model::source::{Document, Source, SpeakerRole, SpeakerSetting};
use crate::model::speakers::NoCorrection;
use crate::model::verdict::Ruling;
use crate::model::view::View;
use proptest::prelude::*;
use std::sync::Arc;

fn document(id: &SourceId) -> Arc<Document> {
    interview(id, 20)
}

fn study() -> (Study, RoundId) {
    study_in(2)
}

fn study_in(format: u32) -> (Study, RoundId) {
    let mut study = without_round();
    study.format = format;
    let round = study.round(&["s"]);
    (study, round)
}

fn without_round() -> Study {
    let mut study = Study::new();
    study.coders(&["ana", "ben"]).source("s", 400);
    for code in ["hope", "fear", "trust"] {
        study.code(code);
    }
    study
}

pub(super) fn figures(
    snapshot: &Snapshot,
    round: &Round,
    codebook: &Codebook,
    sources: &[Source],
    documents: &Documents<'_>,
) -> Result<RoundFigures, Undefined> {
    let part = Part {
        round: Arc::new(round.clone()),
        snapshot: Arc::new(snapshot.clone()),
        codebook: Arc::new(codebook.clone()),
    };
    let material = Material {
        parts: vec![part],
        sources: Arc::new(sources.to_vec()),
    };
    let selection = Selection::round(round.id);
    Comparison::of(&material, &selection, documents).figures()
}

fn of(view: &View, round: RoundId) -> RoundFigures {
    let snapshot = view.snapshot(round).unwrap();
    let round = view.round(round).unwrap();
    let codebook = view.codebook_of(round);
    let documents = |id: &SourceId, _| Some(document(id));
    figures(&snapshot, round, &codebook, view.sources(), &documents).unwrap()
}

fn submit(study: &mut Study, round: RoundId) {
    study.submit("ana", round);
    study.submit("ben", round);
}

#[test]
fn units_leave_the_interviewer_and_labels_out() {
    let (study, _) = study();
    let view = study.view();
    let here = view.source(&source("s")).unwrap();
    let document = document(&here.id);
    let units = |unit| units_of(&document, here, unit);
    assert_eq!(units(Unit::Turns).len(), 10);
    assert_eq!(units(Unit::Turns)[0], span(23..38));
    assert_eq!(units(Unit::Paragraphs), units(Unit::Turns));
    assert_eq!(units(Unit::Sentences).len(), 20);
    assert_eq!(units(Unit::Sentences)[0], span(23..27));

    let mut notes = (*document).clone();
    for turn in &mut notes.structure.turns {
        turn.speaker = None;
    }
    assert_eq!(units_of(&notes, here, Unit::Turns).len(), 20);
}

/// The one who asks speaks as a participant, or asks again.
fn set_role(s: &mut Study, role: SpeakerRole) {
    let set = Change::SpeakerSet {
        source: source("s"),
        setting: SpeakerSetting {
            label: "I".into(),
            role,
            participant: None,
        },
        replaces: Vec::new(),
    };
    s.push("ana", set);
}

fn cells(s: &Study, round: RoundId) -> u64 {
    of(&s.view(), round).by_unit.cells
}

#[test]
fn who_is_who_is_what_it_was_when_the_round_was_planned() {
    let (mut s, round) = study();
    submit(&mut s, round);
    assert_eq!(cells(&s, round), 10);
    set_role(&mut s, SpeakerRole::Participant);
    assert_eq!(cells(&s, round), 10, "set after it was planned");
    let later = s.round(&["s"]);
    set_role(&mut s, SpeakerRole::Interviewer);
    submit(&mut s, later);
    assert_eq!((cells(&s, round), cells(&s, later)), (10, 20));
}

#[test]
fn a_correction_counts_when_it_is_taken_into_the_plan_before_the_round_is_over() {
    let (mut s, round) = study();
    let plan = |s: &Study, who: &str| {
        let view = s.view_for(who);
        view.correct_speakers(view.round(round).unwrap())
    };
    assert_eq!(plan(&s, "ana"), Err(NoCorrection::Same));
    set_role(&mut s, SpeakerRole::Participant);
    assert_eq!(plan(&s, "zoe"), Err(NoCorrection::NotYours));
    let correction = plan(&s, "ben").unwrap();
    s.push("ben", correction.clone());
    s.submit("ana", round);
    s.submit("ben", round);
    assert_eq!(cells(&s, round), 20);
    set_role(&mut s, SpeakerRole::Interviewer);
    assert_eq!(plan(&s, "ana"), Err(NoCorrection::Over));
    // One that arrives late, dated before the round was over, changes nothing.
    let Change::SpeakersCorrected {
        round: id,
        speakers,
        ..
    } = correction
    else {
        panic!("another change")
    };
    let late = Change::SpeakersCorrected {
        round: id,
        known: s.known(),
        speakers,
    };
    s.push_on("ana", "device02", 1_700_000_001_000, late);
    assert_eq!(cells(&s, round), 20);
}

#[test]
fn a_round_of_format_1_keeps_what_it_shows_at_the_upgrade() {
    let (mut s, round) = study_in(1);
    submit(&mut s, round);
    set_role(&mut s, SpeakerRole::Participant);
    assert_eq!(cells(&s, round), 20, "nothing was fixed");
    s.format = 2;
    let upgrade = |s: &Study| Change::Upgraded {
        format: 2,
        study: Digest::default(),
        structures: Vec::new(),
        known: s.known(),
    };
    let upgraded = upgrade(&s);
    s.push("ana", upgraded);
    set_role(&mut s, SpeakerRole::Interviewer);
    assert_eq!(cells(&s, round), 20);
    // Another machine upgraded at the same time: the first counts.
    let upgraded = upgrade(&s);
    s.push("ben", upgraded);
    assert_eq!(cells(&s, round), 20);
}

#[test]
fn a_small_round() {
    let (mut s, round) = study();
    // Participants' turns begin at 20, 60, 100, …
    s.coded("ana", Some(round), "s", 25..35, "hope");
    s.coded("ben", Some(round), "s", 25..35, "hope");
    s.coded("ana", Some(round), "s", 65..75, "hope");
    s.coded("ben", Some(round), "s", 65..75, "fear");
    s.coded("ana", Some(round), "s", 105..110, "fear");
    submit(&mut s, round);
    let f = of(&s.view(), round);
    assert_eq!(f.by_coding[0].words(), "1 of 3");
    assert_eq!(f.by_coding[0].share, Ok(1.0 / 3.0));
    assert_eq!(f.headline(Headline::Percent), Some(Ok(1.0 / 3.0)));
    assert_eq!(f.headline(Headline::None), None);
    let hope = &f.by_unit.code(s.id("hope")).unwrap().pairs[0];
    assert_eq!(
        (hope.both, hope.only_a, hope.only_b, hope.neither),
        (1, 1, 0, 8)
    );
    assert_eq!(hope.percent, Ok(0.9));
    assert_eq!(hope.positive, Ok(2.0 / 3.0));
    assert_eq!(
        hope.few().as_deref(),
        Some("too few to tell: 2 marked by either, 1 of them by both")
    );
    let fear = &f.by_unit.code(s.id("fear")).unwrap().pairs[0];
    assert_eq!((fear.both, fear.only_a, fear.only_b), (0, 1, 1));
    let pooled = &f.by_unit.overall.pairs[0];
    assert_eq!((pooled.both, pooled.cells()), (1, 20));
    assert_eq!(f.unused, [s.id("trust")]);
    let hope = &f.by_character.code(s.id("hope")).unwrap().pairs[0];
    assert_eq!((hope.both, hope.only_a, hope.cells()), (10, 10, 400));
    assert_eq!(f.sets.identical, Ok(0.8));
}

#[test]
fn nothing_coded_is_undefined_and_never_a_number() {
    let (mut s, round) = study();
    submit(&mut s, round);
    let f = of(&s.view(), round);
    assert_eq!(f.by_coding[0].share, Err(Undefined::NoCodings));
    assert!(f.by_unit.overall.alpha.is_err());
    assert_eq!(f.unused.len(), 3);
    assert_eq!(f.sets.masi, Err(Undefined::OneCategory));
}

#[test]
fn a_source_without_its_text_is_named() {
    let (mut s, round) = study();
    s.coded("ana", Some(round), "s", 25..35, "hope");
    submit(&mut s, round);
    let view = s.view();
    let snapshot = view.snapshot(round).unwrap();
    let here = view.round(round).unwrap();
    let none = |_: &SourceId, _| None;
    let f = figures(&snapshot, here, view.codebook(), view.sources(), &none).unwrap();
    assert_eq!(f.left_out, [(source("s"), LeftOut::NoText)]);
    assert_eq!(f.by_unit.cells, 0);
    assert_eq!(f.by_unit.overall.alpha, Err(Undefined::NoUnits));
    assert_eq!(f.by_coding[0].words(), "0 of 1");
}

#[test]
fn three_coders_are_compared_pair_by_pair_and_together() {
    let mut s = without_round();
    s.coders(&["cat"]);
    let plan = s.plan("three", &["ana", "ben", "cat"], &["s"]);
    let round = s.open("ana", plan);
    for who in ["ana", "ben", "cat"] {
        s.coded(who, Some(round), "s", 25..35, "hope");
    }
    s.coded("cat", Some(round), "s", 65..75, "hope");
    for who in ["ana", "ben", "cat"] {
        s.submit(who, round);
    }
    let f = of(&s.view(), round);
    let words: Vec<String> = f.by_coding.iter().map(ByCoding::words).collect();
    assert_eq!(words, ["1 of 1", "1 of 2", "1 of 2"]);
    let hope = f.by_unit.code(s.id("hope")).unwrap();
    assert_eq!(hope.pairs.len(), 3);
    assert_eq!(hope.pairs[0].kappa, Ok(1.0));
    assert!(hope.alpha.is_ok_and(|a| a > 0.0 && a < 1.0));
    assert_eq!(
        f.headline(Headline::Kappa),
        Some(Err(Undefined::NotTwoCoders))
    );
}

type Made = Vec<(usize, u32, u32, usize)>;

fn told(made: &Made, who: [&str; 2]) -> (Study, RoundId, Vec<CodingId>) {
    let (mut s, round) = study();
    let codes = ["hope", "fear", "trust"];
    let ids = made
        .iter()
        .map(|(c, at, len, code)| s.coded(who[*c], Some(round), "s", *at..at + len, codes[*code]))
        .collect();
    submit(&mut s, round);
    (s, round, ids)
}

proptest! {
    #[test]
    fn what_comes_later_changes_no_figure(
        made in prop::collection::vec((0..2usize, 0..380u32, 1..30u32, 0..3usize), 0..20)
    ) {
        let (mut s, round, ids) = told(&made, ["ana", "ben"]);
        let before = of(&s.view(), round);
        for id in &ids {
            s.ruled(&["ana", "ben"], round, &[*id], Ruling::Of(coder("ben")));
            s.push("ana", Change::Uncoded { coding: *id });
        }
        let (hope, fear) = (s.id("hope"), s.id("fear"));
        s.push("ana", Change::CodeMerged { code: hope, into: fear });
        s.coded("ben", None, "s", 0..10, "fear");
        s.coded("ben", Some(round), "s", 0..10, "fear");
        s.code("new");
        prop_assert_eq!(of(&s.view(), round), before.clone());
        prop_assert_eq!(of(&s.view_for("ben"), round), before.clone());
        let every = before.by_unit.codes.iter().chain([&before.by_unit.overall]);
        for figure in every.chain(&before.by_character.codes).flat_map(|c| &c.pairs) {
            for outcome in [&figure.percent, &figure.kappa, &figure.alpha, &figure.positive] {
                prop_assert!(outcome.as_ref().map_or(true, |v| v.is_finite()));
            }
        }
    }

    #[test]
    fn swapping_the_coders_swaps_the_counts(
        made in prop::collection::vec((0..2usize, 0..380u32, 1..30u32, 0..3usize), 0..20)
    ) {
        let (one, first, _) = told(&made, ["ana", "ben"]);
        let (other, second, _) = told(&made, ["ben", "ana"]);
        let (x, y) = (of(&one.view(), first), of(&other.view(), second));
        let (m, n) = (x.by_coding[0].counts, y.by_coding[0].counts);
        prop_assert_eq!((m.matched, m.different, m.only_a, m.only_b),
            (n.matched, n.different, n.only_b, n.only_a));
        for (p, q) in x.by_unit.codes.iter().zip(&y.by_unit.codes) {
            let (p, q) = (&p.pairs[0], &q.pairs[0]);
            prop_assert_eq!((p.both, p.only_a, p.only_b, p.neither),
                (q.both, q.only_b, q.only_a, q.neither));
            prop_assert_eq!((&p.alpha, &p.kappa), (&q.alpha, &q.kappa));
        }
    }
}

#[test]
fn rounds_planned_before_keep_one_person_a_label_and_new_ones_tell_them_apart() {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 400).source("t", 400);
    s.code("hope");
    for (apart, want) in [(false, vec!["P"]), (true, vec!["P (s)", "P (t)"])] {
        let mut plan = s.plan("round", &["ana", "ben"], &["s", "t"]);
        plan.labels_apart = apart;
        let round = s.open("ana", plan);
        submit(&mut s, round);
        let view = s.view();
        let selection = Selection::round(round);
        let material = Material::of(&view, &selection).unwrap();
        let documents = |id: &SourceId, _| Some(document(id));
        let compared = Comparison::of(&material, &selection, &documents);
        assert_eq!(compared.participants, want);
    }
}
