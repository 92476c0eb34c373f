//! The Themes screen by its keys: the map built, counted, looked at and taken back.

use crate::place::{Place, files_below, now};
use tandem::app::key::Key;
use tandem::app::screens::ScreenId;
use tandem::app::themes::Pen;
use tandem::app::{Action, App, Mouse, MouseKind, Opening, Pane, Target};
use tandem::model::mint::Mint;
use tandem::model::theme::{EvidenceOn, Marked, Node, Robustness};
use tandem::model::view::View;
use tandem::tui::headless::{Headless, Printed};
use tandem::tui::look::Look;
use tandem::work::effect::Effect;
use tandem::work::{Desk, Finder};

const WIDE: (u16, u16) = (120, 40);
const LEAST: (u16, u16) = (80, 24);

/// The program of one coder on a study, without a terminal.
fn open(place: &Place, coder: &str, size: (u16, u16)) -> Headless {
    let opened = place.open(coder);
    let opening = Opening {
        name: "Recovery".into(),
        dir: place.study(),
        me: coder.parse().unwrap(),
        read_only: None,
        size,
        now_ms: now(),
        seed: 7,
        memory: None,
        drafts: None,
    };
    let (store, events, _) = opened;
    let view = View::new(events, Some(opening.me.clone()));
    let (app, effects): (App, Vec<Effect>) = App::new(opening, view);
    let desk = Desk::new(
        store,
        place.path("screen.ron"),
        place.path("exports"),
        None,
        Mint::new(8, now()),
    );
    let finder = Finder::new(place.path("index"), desk.sources());
    Headless::new(app, effects, desk, finder, now())
}

fn press(program: &mut Headless, script: &str) {
    for key in Key::parse_script(script).unwrap() {
        program.press(key);
    }
}

fn screen(program: &Headless) -> String {
    program.print(Printed::Plain, Look::default())
}

fn shows(program: &Headless, words: &[&str]) {
    let screen = screen(program);
    for word in words {
        assert!(screen.contains(word), "no “{word}” in\n{screen}");
    }
}

/// A study in which ana has coded three sentences of one interview: two with small steps, one
/// with own goal.
fn coded(size: (u16, u16)) -> (Place, Headless) {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let mut program = open(&place, "ana", size);
    press(&mut program, "<ret> } s <space> small <space> steps <ret>");
    press(&mut program, ") s <space> small <space> steps <ret>");
    press(&mut program, "} } s <space> own <space> goal <ret>");
    assert_eq!(program.app.cx.view.codings().count(), 3);
    press(&mut program, "g t");
    assert_eq!(program.app.cx.screen, ScreenId::Themes);
    (place, program)
}

/// The same with a theme, a subtheme with both codes, a second theme and a relation.
fn mapped(size: (u16, u16)) -> (Place, Headless) {
    let (place, mut program) = coded(size);
    press(&mut program, "a Hope <ret>");
    press(&mut program, "A Steps <ret>");
    press(&mut program, "p small <space> steps <tab> <c-u> <ret>");
    press(&mut program, "p own <space> goal <ret>");
    press(&mut program, "a Planner <ret>");
    press(&mut program, "r Hope <ret> leads <ret>");
    (place, program)
}

#[test]
fn the_empty_screen_teaches_the_first_key_and_lists_what_waits() {
    for size in [LEAST, WIDE] {
        let (_place, program) = coded(size);
        shows(
            &program,
            &[
                "No themes yet. a adds the first",
                "not on the map yet 2",
                "small steps",
                "0 themes · 0 subthemes · 0 codes · 0 relations",
                "ana alone 1",
                "a new theme",
                "? help",
            ],
        );
    }
}

#[test]
fn a_map_is_built_by_keys_and_counted() {
    for size in [LEAST, WIDE] {
        let (_place, mut program) = mapped(size);
        let map = program.app.cx.view.themes();
        let names: Vec<&str> = map.themes.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names, ["Hope", "Steps", "Planner"]);
        assert_eq!(map.themes[1].codes.len(), 2);
        assert_eq!(map.relations.len(), 1);
        let hope = Node::Theme(map.themes[0].id);
        let count = program.app.screens.themes.figures().unwrap().count(hope);
        assert_eq!((count.segments, count.participants), (3, 1));
        shows(
            &program,
            &[
                "2 themes · 1 subtheme · 2 codes · 1 relation ",
                "Hope                ",
                "3 ·  1p",
                "→ leads to: Hope",
            ],
        );
        assert!(!screen(&program).contains("not on the map yet"));
        let is_wide = size == WIDE;
        assert_eq!(screen(&program).contains("╭"), is_wide);
        press(&mut program, "<tab>");
        shows(&program, &["Map", "╭", "leads to", "Tab outline"]);
        assert_eq!(screen(&program).contains("Outline"), is_wide);
        press(&mut program, "<esc>");
        shows(&program, &["Outline"]);
    }
}

#[test]
fn what_was_done_is_taken_back_step_by_step() {
    let (_place, mut program) = mapped(WIDE);
    press(&mut program, "R <ret>");
    assert!(program.app.cx.view.themes().relations.is_empty());
    press(&mut program, "z");
    assert_eq!(program.app.cx.view.themes().relations.len(), 1);
    press(&mut program, "g g j j u");
    assert_eq!(program.app.cx.view.themes().themes[1].codes.len(), 1);
    shows(&program, &["not on the map yet 1", "z puts it back"]);
    press(&mut program, "z");
    assert_eq!(program.app.cx.view.themes().themes[1].codes.len(), 2);
    press(&mut program, "g g D y");
    let left: Vec<u16> = program
        .app
        .cx
        .view
        .themes()
        .themes
        .iter()
        .map(|t| t.depth)
        .collect();
    assert_eq!(left, [0, 0]);
    press(&mut program, "z");
    assert_eq!(program.app.cx.view.themes().themes.len(), 3);
    for _ in 0..6 {
        press(&mut program, "z");
    }
    assert!(program.app.cx.view.themes().themes.is_empty());
    shows(&program, &["No themes yet"]);
}

#[test]
fn a_code_is_placed_from_the_list_of_those_left_and_moved() {
    let (_place, mut program) = coded(WIDE);
    // Under a theme that is made by its name, in one act.
    press(&mut program, "j p Hope <ret>");
    shows(&program, &["1 theme ·", "not on the map yet 1"]);
    press(&mut program, "a Planner <ret> g g j m Planner <ret>");
    let map = program.app.cx.view.themes();
    let placed: Vec<usize> = map.themes.iter().map(|t| t.codes.len()).collect();
    assert_eq!(placed, [0, 1]);
    press(&mut program, "z");
    let placed = |p: &Headless| -> Vec<usize> {
        let map = p.app.cx.view.themes();
        map.themes.iter().map(|t| t.codes.len()).collect()
    };
    assert_eq!(placed(&program), [1, 0]);
}

#[test]
fn themes_are_renamed_stated_moved_and_folded() {
    let (_place, mut program) = mapped(LEAST);
    press(&mut program, "g g e <c-u> Small <space> hopes <ret>");
    press(&mut program, "d Hope <space> is <space> small. <c-s>");
    shows(&program, &["Small hopes", "Hope is small."]);
    press(&mut program, "n m to <space> the <space> top <ret>");
    assert!(
        program
            .app
            .cx
            .view
            .themes()
            .themes
            .iter()
            .all(|t| t.depth == 0)
    );
    shows(&program, &["3 themes · 0 subthemes"]);
    let before = program.app.screens.themes.rows.len();
    press(&mut program, "h");
    assert_eq!(program.app.screens.themes.rows.len(), before - 2);
    press(&mut program, "l");
    assert_eq!(program.app.screens.themes.rows.len(), before);
}

#[test]
fn evidence_is_cited_with_its_standing_and_leads_to_the_source() {
    let (_place, mut program) = mapped(WIDE);
    press(&mut program, "g g <ret>");
    shows(
        &program,
        &[
            "Hope: 3 segments · 1 person",
            "P01_interview:",
            "ana alone",
            "small steps · ",
        ],
    );
    press(&mut program, "<ret>");
    assert_eq!(program.app.cx.screen, ScreenId::Read);
}

#[test]
fn the_map_is_written_as_a_picture() {
    let (place, mut program) = mapped(WIDE);
    press(&mut program, "x");
    let svg = std::fs::read_to_string(place.path("exports/theme-map.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("Planner") && svg.contains("ana alone 1"));
}

#[test]
fn what_the_report_cannot_be_made_of_is_said() {
    let (place, mut program) = mapped(LEAST);
    let texts = files_below(&place.study().join("sources"));
    let text = texts.iter().find(|p| p.ends_with("r1.txt")).unwrap();
    std::fs::remove_file(text).unwrap();
    press(&mut program, "X");
    let said = |program: &Headless| program.app.cx.notices.current().unwrap().text.clone();
    let told = said(&program);
    assert!(told.contains("r1.txt is not here yet"), "{told}");
    assert!(told.contains(" · wrote 5 files to "), "{told}");
    assert!(place.path("exports/report/report.html").exists());
    std::fs::remove_file(place.study().join("study.ron")).unwrap();
    press(&mut program, "X");
    let told = said(&program);
    assert!(
        told.contains("study.ron") && !told.contains("wrote"),
        "{told}"
    );
    shows(&program, &["Esc dismisses"]);
    assert_eq!(program.app.cx.busy, None);
    assert!(!place.path("exports/report-2").exists());
}

fn click(program: &mut Headless, target: Target) {
    let (width, height) = program.app.cx.size;
    let cells = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let mut hit = cells.filter(|(x, y)| program.target(*x, *y) == Some(target));
    let (x, y) = hit.next().unwrap_or_else(|| panic!("no {target:?}"));
    let mouse = Mouse {
        kind: MouseKind::Down,
        x,
        y,
        target: Some(target),
    };
    program.act(Action::Mouse(mouse));
}

#[test]
fn boxes_and_rows_can_be_clicked() {
    let (_place, mut program) = mapped(WIDE);
    let hope = program.app.cx.view.themes().themes[0].id;
    let nodes = program.app.screens.themes.chart.nodes();
    let at = nodes
        .map(|(n, _)| n)
        .position(|n| n == Node::Theme(hope))
        .unwrap();
    click(&mut program, Target::Row(Pane::Map, at));
    assert_eq!(program.app.screens.themes.node(), Some(Node::Theme(hope)));
    assert!(program.app.cx.overlays.is_empty());
    click(&mut program, Target::Row(Pane::Map, at));
    shows(&program, &["Hope: 3 segments"]);
    press(&mut program, "<esc>");
    click(&mut program, Target::Row(Pane::Outline, 1));
    shows(&program, &["┌ Steps "]);
}

#[test]
fn while_a_round_is_blind_only_ones_own_codings_count() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    drop(open(&place, "ben", WIDE));
    open_round(&place);
    let mut ana = open(&place, "ana", LEAST);
    press(&mut ana, "<ret> } s <space> own <space> goal <ret> g t");
    shows(
        &ana,
        &[
            "your codings only: Round 9 is blind",
            "own goal",
            "ana alone 1",
        ],
    );
    drop(ana);
    let mut ben = open(&place, "ben", WIDE);
    press(&mut ben, "g t");
    shows(&ben, &["your codings only: Round 9 is blind"]);
    let screen = screen(&ben);
    assert!(
        !screen.contains("own goal") && !screen.contains("ana"),
        "{screen}"
    );
}

/// A blind round of ana and ben over all sources.
fn open_round(place: &Place) {
    use tandem::model::event::Change;
    use tandem::model::round::{
        BoundaryRule, Headline, Reasons, RoundKind, RoundPlan, StartFrom, Unit,
    };
    let (mut store, events, _) = place.open("ana");
    let view = tandem::model::view::View::new(events, Some("ana".parse().unwrap()));
    let plan = RoundPlan {
        name: "Round 9".into(),
        kind: RoundKind::Double,
        sources: view.sources().iter().map(|s| s.id.clone()).collect(),
        coders: vec!["ana".parse().unwrap(), "ben".parse().unwrap()],
        unit: Unit::Turns,
        overlap: 50,
        tolerance: 8,
        boundary: BoundaryRule::Union,
        least: None,
        headline: Headline::Alpha,
        blind: true,
        start: StartFrom::Blank,
        codebook: tandem::model::ids::Digest::of(b"codebook"),
        known: view.known(),
        drawn: None,
        adjudicator: None,
        reasons: Reasons::Optional,
        structures: Vec::new(),
        speakers: tandem::model::ids::Digest::default(),
        open_coding: None,
        before: None,
        imported: None,
        labels_apart: false,
    };
    let id = Mint::new(99, now()).id();
    store
        .append(&[(id, Change::RoundOpened(plan.into()))], now())
        .unwrap();
}

/// The map as the last key left it.
fn map(program: &Headless) -> tandem::model::theme::ThemeMap {
    program.app.cx.view.themes().clone()
}

#[test]
fn a_relation_rests_on_segments_that_are_chosen_noted_and_taken_away() {
    for size in [LEAST, WIDE] {
        let (_place, mut program) = mapped(size);
        press(&mut program, "c");
        shows(&program, &["Planner leads to Hope: no segments yet"]);
        press(&mut program, "choose <ret>");
        shows(&program, &["What shows “Planner leads to Hope”"]);
        press(&mut program, "<tab> <tab> <ret>");
        shows(&program, &["2 segments for “Planner leads to Hope”"]);
        press(&mut program, "<ret> as <space> told <ret>");
        let on = EvidenceOn::Relation(map(&program).relations[0].id);
        let marks = map(&program).marks_on(on).to_vec();
        let noted = |m: &Marked| m.bearing.note == "as told" && !m.bearing.against;
        assert!(marks.len() == 2 && marks.iter().all(noted), "{marks:?}");
        press(&mut program, "c");
        shows(&program, &["Planner leads to Hope: 2 segments", "shows it"]);
        press(&mut program, "P01 <ret> otherwise <ret> negative <ret>");
        // The note there was is there to be changed.
        shows(&program, &["as told"]);
        press(&mut program, "<c-u> but <space> not <space> here <ret>");
        press(&mut program, "c");
        shows(
            &program,
            &["Planner leads to Hope: 1 segment, 1 negative case"],
        );
        press(&mut program, "negative <ret> take <ret>");
        assert_eq!(map(&program).marks_on(on).len(), 1);
        for left in [2, 2, 0] {
            press(&mut program, "z");
            assert_eq!(map(&program).marks_on(on).len(), left);
        }
    }
}

#[test]
fn the_memo_on_a_relation_stands_above_its_segments() {
    let (_place, mut program) = mapped(WIDE);
    press(&mut program, "c write <ret>");
    press(&mut program, "Only <space> later. <c-s>");
    press(&mut program, "c");
    shows(&program, &["Only later.", "memo of ana"]);
    press(&mut program, "<ret>");
    shows(&program, &["Only later."]);
}

#[test]
fn negative_cases_and_vivid_segments_are_counted_apart() {
    for size in [LEAST, WIDE] {
        let (_place, mut program) = mapped(size);
        press(&mut program, "g g v <ret>");
        shows(&program, &["1 segment for “Hope”"]);
        press(&mut program, "negative <ret> gave <space> up <ret>");
        press(
            &mut program,
            "v <down> <ret> vivid <tab> quoted <tab> <ret> <ret>",
        );
        shows(&program, &["1 negative case, 1 vivid"]);
        press(&mut program, "<ret>");
        let heading = "Hope: 3 segments · 1 person; 1 negative case, 1 vivid";
        shows(
            &program,
            &[
                heading,
                "negative case · ana alone",
                "ana: gave up",
                "vivid, to be quoted",
            ],
        );
        press(&mut program, "<esc>");
        // A segment of a code that stands elsewhere speaks against another theme.
        press(
            &mut program,
            "n n v <ret> own <ret> <ret> negative <ret> <ret>",
        );
        let planner = map(&program).themes[2].id;
        assert_eq!(map(&program).marks_on(EvidenceOn::Theme(planner)).len(), 1);
        press(&mut program, "<ret>");
        shows(
            &program,
            &["Planner: 0 segments · 0 people; 1 negative case"],
        );
        press(&mut program, "<esc> z");
        assert!(
            map(&program)
                .marks_on(EvidenceOn::Theme(planner))
                .is_empty()
        );
    }
}

#[test]
fn how_robust_a_theme_is_is_judged_with_a_reason_and_who_was_present() {
    for size in [LEAST, WIDE] {
        let (_place, mut program) = mapped(size);
        // Without a reason it is asked for again, as the subcommand refuses it.
        press(&mut program, "g g J part <ret> <space> <ret>");
        shows(&program, &["say why it was judged so"]);
        press(&mut program, "two <space> sites <ret>");
        shows(&program, &["Who is present", "at the keyboard"]);
        press(&mut program, "<ret>");
        shows(&program, &["holds in part (ana present,"]);
        press(&mut program, "J not <ret> all <space> told <ret> <ret>");
        shows(&program, &["does not hold (ana present,"]);
        let judged = map(&program).themes[0].judged.clone();
        let said: Vec<_> = judged.iter().map(|j| (j.robust, &*j.reason)).collect();
        assert_eq!(
            said,
            [
                (Robustness::InPart, "two sites"),
                (Robustness::DoesNotHold, "all told")
            ]
        );
        assert_eq!(judged[1].present, ["ana".parse().unwrap()]);
        press(&mut program, "z");
        shows(&program, &["holds in part (ana present,"]);
    }
}

#[test]
fn relations_are_offered_with_their_counts_and_none_is_made_before_its_kind_is_typed() {
    for size in [LEAST, WIDE] {
        let (_place, mut program) = coded(size);
        press(&mut program, "g r s <space> small <space> steps <ret> g t");
        press(
            &mut program,
            "a Hope <ret> p small <ret> a Planner <ret> p own <ret> o",
        );
        shows(
            &program,
            &["Hope – Planner", "1 · 1p", "meet in 1 segment of 1 person"],
        );
        press(&mut program, "<ret>");
        assert!(map(&program).relations.is_empty());
        shows(&program, &["Planner … Hope"]);
        press(&mut program, "planner <space> … <ret>");
        assert!(map(&program).relations.is_empty());
        press(&mut program, "<esc>");
        assert!(map(&program).relations.is_empty());
        press(
            &mut program,
            "o <ret> <down> <ret> grows <space> from <ret>",
        );
        let map = map(&program);
        let planner = Node::Theme(map.themes[1].id);
        let ends: Vec<_> = map.relations.iter().map(|r| (r.from, &*r.kind)).collect();
        assert_eq!(ends, [(planner, "grows from")]);
        // What is related is offered no more.
        press(&mut program, "o");
        shows(&program, &["nothing to offer"]);
    }
}

#[test]
fn a_relation_is_followed_to_its_other_end_and_back() {
    let (_place, mut program) = mapped(WIDE);
    let themes = map(&program).themes;
    let at = |program: &Headless| program.app.screens.themes.node();
    assert_eq!(at(&program), Some(Node::Theme(themes[2].id)));
    press(&mut program, "F");
    assert_eq!(at(&program), Some(Node::Theme(themes[0].id)));
    shows(&program, &["→ leads to: Hope"]);
    press(&mut program, "<tab> F");
    assert_eq!(at(&program), Some(Node::Theme(themes[2].id)));
}

#[test]
fn the_map_is_seen_closer_and_further_folded_and_dragged() {
    let (_place, mut program) = mapped(WIDE);
    let seen = |program: &Headless, word: &str| {
        let rows = program.app.screens.themes.chart.rows(Pen::Lines);
        rows.iter().any(|row| row.contains(word))
    };
    press(&mut program, "g g <tab>");
    assert!(seen(&program, "3 · 1p") && !seen(&program, "small steps"));
    press(&mut program, "+");
    assert!(seen(&program, "3 · 1p") && seen(&program, "small steps"));
    press(&mut program, "+");
    shows(&program, &["the map shows names, counts and codes already"]);
    press(&mut program, "<space>");
    assert!(seen(&program, "Hope (+3)") && !seen(&program, "Steps"));
    assert!(seen(&program, "3 · 1p"), "what is folded away counts");
    press(&mut program, "<space> - -");
    assert!(seen(&program, "Steps") && !seen(&program, "1p"));
    press(&mut program, "+");
    // A map larger than its pane follows the mouse.
    for n in 0..30 {
        press(&mut program, &format!("a Theme{n} <ret>"));
    }
    press(&mut program, "G");
    let (_, far) = program.app.screens.themes.scroll;
    assert!(far > 10, "{far}");
    let mut mouse = |kind, y| {
        program.act(Action::Mouse(Mouse {
            kind,
            x: 80,
            y,
            target: Some(Target::Pane(Pane::Map)),
        }))
    };
    mouse(MouseKind::Down, 10);
    mouse(MouseKind::Drag, 14);
    mouse(MouseKind::Drag, 15);
    assert_eq!(program.app.screens.themes.scroll.1, far - 5);
}
