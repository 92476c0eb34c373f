//! Reconcile and Agreement by their keys: every difference settled, nobody's coding touched, the
//! figures reached blind the same before and after.

use crate::place::{Place, now};
use std::collections::BTreeMap;
use tandem::app::key::Key;
use tandem::app::reconcile::{Stand, progress};
use tandem::app::screens::ScreenId;
use tandem::app::{Action, App, Mouse, MouseKind, Opening, Pane, Target};
use tandem::model::coding::Coding;
use tandem::model::ids::CodingId;
use tandem::model::layer::{Finding, Origin};
use tandem::model::mint::Mint;
use tandem::model::verdict::{ReasonKind, Ruling, Verdict};
use tandem::model::view::View;
use tandem::reconcile::consensus::consensus;
use tandem::tui::headless::{Headless, Printed};
use tandem::tui::look::Look;
use tandem::work::{Desk, Finder};

pub const WIDE: (u16, u16) = (120, 40);
pub const LEAST: (u16, u16) = (80, 24);

/// The worked example: its second round is over, and five differences of it are open.
pub fn example() -> Place {
    let place = Place::empty();
    // Some pictures show dates.
    let clock = ["--clock", "1796040000000"];
    place.run(&[&["demo", &*place.study_arg()][..], &clock].concat());
    place
}

/// The program of one coder, without a terminal.
pub fn open(place: &Place, coder: &str, size: (u16, u16)) -> Headless {
    let (store, events, _) = place.open(coder);
    let memory = place.path(&format!("{coder}.screen.ron"));
    let opening = Opening {
        name: "Recovery".into(),
        dir: place.study(),
        me: coder.parse().unwrap(),
        read_only: None,
        size,
        now_ms: now(),
        seed: now(),
        memory: std::fs::read_to_string(&memory).ok(),
        drafts: None,
    };
    let view = View::new(events, Some(opening.me.clone()));
    let (app, effects) = App::new(opening, view);
    let mint = Mint::new(now() + 1, now());
    let desk = Desk::new(store, memory, place.path("exports"), None, mint);
    let finder = Finder::new(place.path("index"), desk.sources());
    Headless::new(app, effects, desk, finder, now())
}

pub fn press(program: &mut Headless, script: &str) {
    for key in Key::parse_script(script).unwrap() {
        program.press(key);
    }
}

pub fn screen(program: &Headless) -> String {
    program.print(Printed::Plain, Look::default())
}

pub fn shows(program: &Headless, words: &[&str]) {
    let screen = screen(program);
    for word in words {
        assert!(screen.contains(word), "no “{word}” in\n{screen}");
    }
}

pub fn hides(program: &Headless, words: &[&str]) {
    let screen = screen(program);
    for word in words {
        assert!(!screen.contains(word), "“{word}” in\n{screen}");
    }
}

pub fn codings(program: &Headless) -> BTreeMap<CodingId, Coding> {
    let all = program.app.cx.view.codings();
    all.map(|c| (c.id, c.clone())).collect()
}

pub fn verdicts(program: &Headless) -> Vec<Verdict> {
    let round = program.app.cx.compared.round.unwrap();
    let all = program.app.cx.view.verdicts_of(round);
    all.cloned().collect()
}

/// What the round looked at comes to, as far as verdicts settled it.
pub fn settled(program: &Headless) -> Vec<Finding> {
    let app = &program.app;
    let sheet = app.screens.reconcile.sheet.clone().unwrap();
    let all = consensus(sheet.items(), &sheet.round, sheet.coders(), &app.cx.view);
    let by_verdict = |f: &Finding| matches!(f.origin, Origin::Settled(_));
    all.findings.into_iter().filter(by_verdict).collect()
}

#[test]
fn every_difference_is_settled_by_keys_alone() {
    for size in [LEAST, WIDE] {
        let place = example();
        let mut program = open(&place, "ana", size);
        press(&mut program, "g d");
        shows(
            &program,
            &["0 of 5", "15 of 17 (88.2 %) · α .91", "a proposal"],
        );
        let before = codings(&program);
        let items = program.app.screens.reconcile.sheet.clone().unwrap();
        let open_items: Vec<_> = program.app.screens.reconcile.queue.rows.clone();
        assert_eq!(open_items.len(), 5);

        press(&mut program, "w <down> <tab> <ret>");
        shows(&program, &["present: ana and ben; verdicts count at once"]);
        // Boundary: ben's. The next: another stretch, one word shorter at its end.
        press(&mut program, "b");
        assert_eq!(program.app.screens.reconcile.at, Some(open_items[1]));
        press(&mut program, "s b <ret>");
        // Different codes: a third one. Only ben: not at all. Boundary: they keep differing.
        press(&mut program, "c goal <space> achieved <ret>");
        press(&mut program, "- d");
        shows(
            &program,
            &[
                "5 of 5",
                "15 of 17 (88.2 %) · α .91",
                "nothing waits any more",
            ],
        );

        let words: Vec<String> = {
            let by_item = |at: &usize| {
                let key = &items.items()[*at].key;
                let all = verdicts(&program);
                let one = all.iter().find(|v| v.item == *key).unwrap();
                assert_eq!(one.present.len(), 2);
                one.ruling.word()
            };
            open_items.iter().map(by_item).collect()
        };
        assert_eq!(
            words,
            [
                "ben",
                "adjusted span",
                "another code",
                "neither",
                "disagreement kept"
            ]
        );
        // Consensus is what the verdicts say.
        let found = settled(&program);
        assert_eq!(found.len(), 3);
        let [bens, adjusted, another] = &found[..] else {
            unreachable!()
        };
        let item = |n: usize| &items.items()[open_items[n]];
        assert_eq!(bens.span, item(0).codings[1][0].span);
        assert_eq!(adjusted.span.start, item(1).span.start);
        assert!(adjusted.span.end < item(1).span.end);
        assert_eq!(
            program.app.cx.view.codebook().name(another.code),
            "goal achieved"
        );
        // Nobody's codings were changed, here or for the other.
        assert_eq!(codings(&program), before);
        press(&mut program, "g a");
        shows(&program, &["15 of 17", "88.2 %", "different 1, only ben 1"]);
        drop(program);
        let mut bens_screen = open(&place, "ben", size);
        press(&mut bens_screen, "g d");
        assert_eq!(codings(&bens_screen), before);
        shows(&bens_screen, &["5 of 5", "15 of 17 (88.2 %) · α .91"]);
    }
}

#[test]
fn one_coder_alone_makes_a_proposal_and_the_other_assents() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d a");
    shows(&program, &["Who is present"]);
    press(&mut program, "<ret>");
    shows(
        &program,
        &[
            "proposed: ana's coding stands; ben is to assent (y)",
            "0 of 5",
            "~ boundary",
        ],
    );
    press(&mut program, "k y");
    shows(&program, &["another coder has to assent"]);
    assert_eq!(settled(&program), []);
    drop(program);

    let mut program = open(&place, "ben", LEAST);
    press(&mut program, "g d");
    assert_eq!(program.app.screens.reconcile.stand(), Some(Stand::Proposed));
    shows(&program, &["~ proposed: ana's coding stands"]);
    press(&mut program, "y <ret>");
    shows(&program, &["1 of 5", "✓ boundary"]);
    assert_eq!(settled(&program).len(), 1);
    press(&mut program, "k");
    shows(&program, &["ben assented"]);
}

#[test]
fn verdicts_made_apart_come_back_to_the_queue() {
    let place = example();
    let mut ana = open(&place, "ana", LEAST);
    let mut ben = open(&place, "ben", LEAST);
    press(&mut ana, "g d w <down> <tab> <ret> a");
    press(&mut ben, "g d w <down> <tab> <ret> b");
    ana.look();
    shows(&ana, &["0 of 5", "≠ boundary"]);
    press(&mut ana, "k");
    shows(&ana, &["≠ ana's coding stands", "≠ ben's coding stands"]);
    press(&mut ana, "b");
    shows(&ana, &["1 of 5", "✓ boundary"]);
    ben.look();
    shows(&ben, &["1 of 5"]);
}

#[test]
fn a_reason_is_given_after_before_or_from_earlier_ones() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d w <down> <tab> <ret>");
    // After the verdict: the queue has moved on, the reason belongs to what was just ruled.
    press(&mut program, "a r overlooked <ret> t over <ret>");
    let all = verdicts(&program);
    assert_eq!((all.len(), all[0].reason.as_str()), (1, "overlooked"));
    assert_eq!(all[0].ruling, Ruling::Of("ana".parse().unwrap()));
    // The kind was chosen for the next ones: that verdict had its reason already.
    assert_eq!(program.app.screens.reconcile.kind, ReasonKind::Oversight);
    // Before the verdict, from those given earlier.
    press(&mut program, "r overl <ret> b");
    let all = verdicts(&program);
    let second = all
        .iter()
        .find(|v| v.ruling != Ruling::Of("ana".parse().unwrap()))
        .unwrap();
    assert_eq!(second.reason, "overlooked");
    // Taken back, one act after the other.
    press(&mut program, "z");
    assert_eq!(verdicts(&program).len(), 1);
    press(&mut program, "Z");
    assert_eq!(verdicts(&program).len(), 2);
    // On an item that is settled the reason is changed there, the verdict stays.
    press(
        &mut program,
        "g g r the <space> rule <space> of <space> round <space> 1 <ret>",
    );
    let changed = verdicts(&program);
    assert_eq!(changed.len(), 2);
    let first = changed
        .iter()
        .find(|v| v.ruling == Ruling::Of("ana".parse().unwrap()))
        .unwrap();
    assert_eq!(first.reason, "the rule of round 1");
    shows(&program, &["2 of 5 settled", "“the rule of round 1”"]);
}

#[test]
fn a_pair_goes_on_where_it_stopped() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d w <down> <tab> <ret> b p");
    let at = program.app.screens.reconcile.at;
    shows(&program, &["1 of 5", "? boundary"]);
    press(&mut program, "q q");
    drop(program);
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d");
    assert_eq!(program.app.screens.reconcile.at, at);
    shows(&program, &["present: ana, ben"]);
}

#[test]
fn leaving_a_stretch_changes_nothing() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d s <ret>");
    shows(&program, &["Enter keep", "o other end", "Esc leave it"]);
    press(&mut program, "h h o l <esc>");
    assert!(program.app.screens.reconcile.ends.is_none());
    assert_eq!(verdicts(&program), []);
    assert_eq!(program.app.cx.screen, ScreenId::Reconcile);
    // Different codes: which of them stands on the stretch is asked.
    press(&mut program, "j j s h <ret>");
    shows(&program, &["Which code stands on this stretch"]);
    press(&mut program, "<down> <ret>");
    let all = verdicts(&program);
    assert!(matches!(all[0].ruling, Ruling::Another(..)), "{all:?}");
}

#[test]
fn what_agreed_is_listed_apart_and_can_be_reopened() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d");
    shows(&program, &["v shows 10 agreed, 2 by rule"]);
    assert_eq!(program.app.screens.reconcile.queue.rows.len(), 5);
    press(&mut program, "v");
    shows(&program, &["Still open"]);
    press(&mut program, "v");
    shows(&program, &["Agreed, by rule"]);
    assert_eq!(program.app.screens.reconcile.queue.rows.len(), 12);
    press(&mut program, "v");
    shows(&program, &["Everything", "= agreed", "≈ by rule"]);
    assert_eq!(program.app.screens.reconcile.queue.rows.len(), 17);
    press(&mut program, "w <down> <tab> <ret> j j j j j -");
    shows(
        &program,
        &["All coded this alike. Settle it all the same: neither stands?"],
    );
    press(&mut program, "y");
    let far = progress(&program.app.screens.reconcile.queue.stands);
    assert_eq!((far.settled, far.queue(), far.agreed), (1, 6, 9));
    for order in [
        "by code",
        "by kind",
        "worst first",
        "rarest first",
        "unsure first",
        "by source",
    ] {
        press(&mut program, "o");
        shows(&program, &[order]);
        assert_eq!(program.app.screens.reconcile.queue.rows.len(), 17);
    }
}

#[test]
fn a_code_of_the_agreement_screen_leads_to_its_differences() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g a j j d");
    assert_eq!(program.app.cx.screen, ScreenId::Reconcile);
    shows(&program, &["┌ walks alongside", "own planner"]);
    assert_eq!(program.app.screens.reconcile.queue.rows.len(), 1);
    press(&mut program, "<esc>");
    assert_eq!(program.app.screens.reconcile.queue.rows.len(), 5);
    press(&mut program, "g a c");
    shows(&program, &["characters (not independent of each other)"]);
    press(&mut program, "R");
    shows(&program, &["Round 1 · ana + ben", "11 of 22"]);
}

#[test]
fn a_blind_round_says_one_sentence_and_nothing_else() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g s <space> R <ret> y");
    press(&mut program, "g d R");
    let sentence = "This round is blind: it opens when all its coders have submitted.";
    for way in ["g d", "g a"] {
        press(&mut program, way);
        while program
            .app
            .cx
            .compared()
            .is_some_and(|r| !r.plan.blind || r.is_open())
        {
            press(&mut program, "R");
        }
        shows(&program, &[sentence]);
        hides(&program, &["walks", "settled", "α", "sure", "of 17"]);
    }
}

#[test]
fn an_empty_study_says_what_to_do() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let mut program = open(&place, "ana", LEAST);
    for way in ["g d", "g a"] {
        press(&mut program, way);
        shows(&program, &["No round is open yet", "R plans a round"]);
        for key in [
            "a", "s", "y", "<ret>", "R", "o", "v", "r", "t", "j", "c", "<tab>", "<esc>",
        ] {
            press(&mut program, way);
            press(&mut program, key);
            press(&mut program, "<esc>");
        }
    }
    assert_eq!(program.app.cx.view.verdicts_of(fake_round()).count(), 0);
}

fn fake_round() -> tandem::model::ids::RoundId {
    tandem::model::ids::RoundId(uuid::Uuid::nil())
}

/// A round of two coders on one interview that declined coefficients.
pub(crate) fn without_coefficients() -> Place {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    let run = |coder: &str, keys: &str| {
        place.run(&["open", &study, "--coder", coder, "--keys", keys]);
    };
    run("ben", "g s");
    let down = "<down> ".repeat(8);
    run(
        "ana",
        &format!("g s <space> R {down} <right> <right> <right> <ret> y"),
    );
    for (coder, keys) in [
        ("ana", "} s <space> small <space> steps <ret>"),
        ("ben", "} s <space> own <space> goal <ret>"),
    ] {
        run(
            coder,
            &format!("g s <ret> {keys} ) s <space> hope <ret> f g s <tab> s y"),
        );
    }
    place
}

#[test]
fn a_round_that_declined_coefficients_shows_counts_only() {
    let place = without_coefficients();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d");
    shows(&program, &["0 of 1 settled", "v shows 1 agreed"]);
    hides(&program, &["α", "%", "blind:", "κ"]);
    press(&mut program, "g a");
    shows(
        &program,
        &["1 of 2 places matched (different 1", "both", "only ana"],
    );
    hides(&program, &["α", "κ", "alpha", "kappa", "50.0 %", "100.0"]);
}

#[test]
fn a_round_from_the_consensus_starts_with_what_it_came_to() {
    let place = without_coefficients();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d w <down> <tab> <ret> a");
    shows(&program, &["1 of 1 settled"]);
    // Kind re-code, the last but the review, from the consensus, over the one source.
    let (to_kind, to_start) = ("<down> <left>", "<down> ".repeat(8));
    press(
        &mut program,
        &format!("g s <space> R {to_kind} <left> {to_start} <left> <ret> y"),
    );
    let round = program.app.cx.view.rounds().last().unwrap().id;
    press(&mut program, "<tab> G <ret>");
    let copies: Vec<Coding> = program
        .app
        .cx
        .view
        .codings()
        .filter(|c| c.round == Some(round))
        .cloned()
        .collect();
    let mut names: Vec<&str> = copies
        .iter()
        .map(|c| program.app.cx.view.codebook().name(c.code))
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["hope", "small steps"]);
    assert!(
        copies
            .iter()
            .all(|c| c.coder.as_str() == "ana" && !c.digest.is_empty())
    );
}

#[test]
fn a_click_looks_at_an_item_and_a_second_opens_it() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d");
    let click = |kind| {
        Action::Mouse(Mouse {
            kind,
            x: 4,
            y: 4,
            target: Some(Target::Row(Pane::Queue, 2)),
        })
    };
    assert_eq!(program.target(4, 4), Some(Target::Row(Pane::Queue, 2)));
    program.act(click(MouseKind::Down));
    assert_eq!(program.app.screens.reconcile.list.at, 2);
    assert_eq!(program.app.cx.screen, ScreenId::Reconcile);
    let span = program.app.screens.reconcile.item().unwrap().span;
    program.act(click(MouseKind::Down));
    assert_eq!(program.app.cx.screen, ScreenId::Read);
    assert_eq!(program.app.screens.read.cursor, span.start);
    press(&mut program, "g d");
    let wheel = Action::Mouse(Mouse {
        kind: MouseKind::ScrollDown,
        x: 40,
        y: 5,
        target: program.target(40, 5),
    });
    let top = program.app.screens.reconcile.passage.top;
    program.act(wheel);
    assert_eq!(program.app.screens.reconcile.passage.top, top + 3);
}

#[test]
fn the_screens_at_both_sizes() {
    let place = example();
    for (name, keys) in [
        ("code", "g d g g j j"),
        ("wide_characters", "g d G"),
        ("stretch", "g d G s <ret> h h"),
        ("clauses", "g d g g j j <tab> <tab>"),
        ("agreement", "g a"),
    ] {
        for (width, height) in [LEAST, WIDE] {
            let mut program = open(&place, "ana", (width, height));
            press(&mut program, keys);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), screen(&program));
        }
    }
}
