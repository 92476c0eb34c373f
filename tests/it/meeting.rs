//! The meeting of a pair by keys: who is present, hidden votes, clauses amended, settling alike, a
//! third person's word, minutes; and that none of it touches what anybody coded.

use crate::place::{Place, text};
use crate::reconcile_screen::{
    LEAST, WIDE, example, hides, open, press, screen, settled, shows, verdicts,
};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use tandem::app::reconcile::{Stand, progress};
use tandem::model::verdict::{Authority, Ballot, Ruling};
use tandem::tui::headless::Headless;

/// Ana and ben at one keyboard.
const BOTH: &str = "w <down> <tab> <ret>";

fn journals(place: &Place) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(place.study().join("journals")).unwrap();
    files
        .map(|f| f.unwrap().path())
        .map(|p| (p.clone(), fs::read(p).unwrap()))
        .collect()
}

fn stand(program: &Headless) -> Stand {
    program.app.screens.reconcile.stand().unwrap()
}

/// Screens without the days and times in them, which differ from run to run.
fn timeless(screen: &str) -> String {
    let forms = [("dddd-dd-dd", "year-mo-da"), ("dd:dd", "hr:mi")];
    let mut out = String::new();
    let mut rest = screen;
    while let Some(c) = rest.chars().next() {
        let fits = |form: &str| {
            let mut chars = rest.chars();
            form.chars().all(|f| match (f, chars.next()) {
                ('d', Some(c)) => c.is_ascii_digit(),
                (f, c) => c == Some(f),
            })
        };
        let found = forms.iter().find(|(form, _)| fits(form));
        let taken = match found {
            Some((form, put)) => {
                out.push_str(put);
                form.len()
            }
            None => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    out
}

/// Three places ana calls hope and ben weather, one the other way round, one ana's alone.
fn alike() -> Place {
    let place = Place::with_sources(&["P01_interview.txt", "P02_interview.txt"]);
    let mut table = String::from("coder,source,start,end,code,memo\n");
    for (at, ana, ben) in [
        (0, "hope", "Weather"),
        (100, "hope", "Weather"),
        (200, "Weather", "hope"),
        (300, "hope", "Weather"),
    ] {
        let end = at + 40;
        table.push_str(&format!("ana,P01_interview,{at},{end},{ana},\n"));
        table.push_str(&format!("ben,P01_interview,{at},{end},{ben},\n"));
    }
    table.push_str("ana,P02_interview,5,25,hope,\n");
    table.push_str("ben,P02_interview,300,325,hope,\n");
    fs::write(place.path("pilot.csv"), table).unwrap();
    place.run(&["import", &place.study_arg(), "--codings", "pilot.csv"]);
    place
}

#[test]
fn a_meeting_adds_lines_of_verdicts_and_changes_no_figure() {
    let place = example();
    let study = place.study_arg();
    let agree = ["agree", &study, "--json"];
    let (before, figures) = (journals(&place), place.run(&agree));
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, &format!("g d {BOTH} b"));
    press(&mut program, "s b <ret> c goal <space> achieved <ret> - d");
    shows(&program, &["5 of 5 settled", "nothing waits any more"]);
    // Consensus is what the verdicts say: two stretches, one code; the fourth and fifth give none.
    let found = settled(&program);
    let expected: usize = verdicts(&program)
        .iter()
        .map(|v| match v.ruling {
            Ruling::Of(_) | Ruling::Adjusted(_) | Ruling::Another(..) => 1,
            _ => 0,
        })
        .sum();
    assert_eq!((found.len(), expected), (3, 3));
    for verdict in verdicts(&program) {
        let of: Vec<_> = found
            .iter()
            .filter(|f| f.codings.iter().all(|c| verdict.item.contains(c)))
            .collect();
        match verdict.ruling {
            Ruling::Adjusted(span) => assert_eq!(of[0].span, span),
            Ruling::Another(code, span) => assert_eq!((of[0].code, of[0].span), (code, span)),
            Ruling::Of(_) => assert_eq!(of.len(), 1),
            _ => assert!(of.is_empty()),
        }
    }
    drop(program);
    // Every journal begins with the bytes it had; what came is verdicts, one a line.
    let after = journals(&place);
    assert_eq!(before.len(), after.len());
    let mut added = 0;
    for (path, bytes) in &after {
        let old = &before[path];
        assert!(bytes.starts_with(old), "{}", path.display());
        for line in text(&bytes[old.len()..]).lines() {
            assert!(line.contains("change:Ruled("), "{line}");
            added += 1;
        }
    }
    assert_eq!(added, 5);
    // Not a digit of what was reached apart differs.
    assert_eq!(place.run(&agree), figures);
}

#[test]
fn a_verdict_over_what_is_settled_asks_first_and_says_what_it_replaces() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, &format!("g d {BOTH} b k +"));
    shows(
        &program,
        &[
            "This is settled: ben's coding stands",
            "Replace it by: both stand?",
        ],
    );
    press(&mut program, "n");
    assert_eq!(
        verdicts(&program)[0].ruling,
        Ruling::Of("ben".parse().unwrap())
    );
    press(&mut program, "+ y");
    assert_eq!(verdicts(&program)[0].ruling, Ruling::Both);
    shows(&program, &["replaces your: ben's coding stands"]);
    // Taken back and brought again, step by step.
    press(&mut program, "z");
    assert_eq!(
        verdicts(&program)[0].ruling,
        Ruling::Of("ben".parse().unwrap())
    );
    press(&mut program, "Z");
    assert_eq!(verdicts(&program)[0].ruling, Ruling::Both);
    // Reopened: back in the queue, under the cursor.
    press(&mut program, "g g x");
    assert_eq!(stand(&program), Stand::Open);
    shows(&program, &["0 of 5"]);
    press(&mut program, "x");
    shows(&program, &["it is open already"]);
}

#[test]
fn who_is_present_is_asked_once_a_sitting() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d a");
    shows(&program, &["Who is present"]);
    assert!(verdicts(&program).is_empty());
    press(&mut program, "<down> <tab> <ret>");
    shows(&program, &["1 of 5", "settled: ana's coding stands"]);
    press(&mut program, "b");
    shows(&program, &["2 of 5"]);
    // Left without an answer, nothing is ruled.
    drop(program);
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d a <esc>");
    assert_eq!(verdicts(&program).len(), 2);
    // Who was there last time is marked already.
    press(&mut program, "a <ret>");
    let all = verdicts(&program);
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|v| v.present.len() == 2));
}

#[test]
fn first_votes_are_hidden_until_both_are_in() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d V <ret>");
    shows(&program, &["a vote needs two coders"]);
    press(&mut program, &format!("{BOTH} V"));
    shows(&program, &["ana votes, ben looks away"]);
    let before = screen(&program);
    // Whatever ana votes, the screen is the same.
    let mut seen = Vec::new();
    for key in ["a", "b", "+", "-", "s", "c", "d", "p"] {
        press(&mut program, key);
        seen.push(screen(&program));
        hides(&program, &["both stand", "votes ·"]);
        press(&mut program, "<esc> V");
    }
    assert!(seen.iter().all(|s| *s == seen[0]));
    assert_eq!(before.lines().count(), seen[0].lines().count());
    press(&mut program, "a");
    shows(&program, &["now ben votes"]);
    press(&mut program, "j");
    shows(&program, &["vote with a verdict's key"]);
    press(&mut program, "-");
    shows(&program, &["votes · ana: ana's coding · ben: neither"]);
    assert!(verdicts(&program).is_empty());
    press(&mut program, "b k");
    let all = verdicts(&program);
    let cast: Vec<Option<Ballot>> = all[0].votes.iter().map(|v| v.ballot.clone()).collect();
    let ana = Ballot::Of("ana".parse().unwrap());
    assert_eq!(cast, [Some(ana), Some(Ballot::Neither)]);
    shows(&program, &["votes ana: ana's coding"]);
    // One may let it pass; and nothing of a vote that was ended is kept.
    press(&mut program, "j V p b d");
    let all = verdicts(&program);
    let second = all.iter().find(|v| v.ruling == Ruling::Kept).unwrap();
    assert_eq!(second.votes[0].ballot, None);
    press(&mut program, "V a <esc> d");
    let all = verdicts(&program);
    assert_eq!(all.iter().filter(|v| v.votes.is_empty()).count(), 1);
}

#[test]
fn an_amended_clause_brings_back_what_rested_on_it() {
    let place = alike();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, &format!("g d {BOTH} t unclear <ret> a"));
    press(&mut program, "e hope <ret>");
    shows(&program, &["1 settled come back for another look"]);
    press(&mut program, "Only <space> a <space> wish.");
    press(&mut program, "<c-s>");
    assert_eq!(stand(&program), Stand::Open);
    // The verdict on the item it was amended on rests on that clause, and does not come back.
    shows(
        &program,
        &["the next verdict here rests on “hope”", "↻ code"],
    );
    press(&mut program, "b");
    let far = progress(&program.app.screens.reconcile.queue.stands);
    assert_eq!((far.settled, far.again, far.open), (1, 1, 4));
    press(&mut program, "g g");
    assert_eq!(stand(&program), Stand::Again);
    shows(&program, &["look again: ana amended “hope” since"]);
    press(&mut program, "y z");
    shows(&program, &["undid: what confirmed the verdict"]);
    press(&mut program, "g g y");
    let far = progress(&program.app.screens.reconcile.queue.stands);
    assert_eq!((far.settled, far.again), (2, 0));
    let named = verdicts(&program)
        .iter()
        .filter(|v| v.rests_on.is_some())
        .count();
    assert_eq!(named, 1);
    // The pair's own words for it are kept, with before and after, in the minutes.
    press(&mut program, "M");
    let minutes = fs::read_to_string(place.path("exports/minutes-pilot.md")).unwrap();
    for words in ["## Clauses amended", "Only a wish.", "**Rests on:** hope"] {
        assert!(minutes.contains(words), "{minutes}");
    }
}

#[test]
fn items_alike_are_settled_in_one_act() {
    let place = alike();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d A");
    shows(&program, &["settle this one first"]);
    press(&mut program, &format!("{BOTH} r same <ret> a A"));
    shows(
        &program,
        &["2 alike → ana's coding stands", "P01_interview:"],
    );
    assert_eq!(verdicts(&program).len(), 1);
    press(&mut program, "<ret>");
    let all = verdicts(&program);
    assert_eq!(all.len(), 3);
    assert!(
        all.iter()
            .all(|v| v.reason == "same" && v.ruling == all[0].ruling)
    );
    shows(&program, &["3 of 6 settled"]);
    press(&mut program, "z");
    assert_eq!(verdicts(&program).len(), 1);
    press(&mut program, "Z");
    assert_eq!(verdicts(&program).len(), 3);
    // Some may be taken out; a stretch cannot be carried over.
    press(&mut program, "z g g A <tab> <ret>");
    assert_eq!(verdicts(&program).len(), 2);
}

#[test]
fn keys_say_what_they_mean_where_one_alone_coded() {
    let place = alike();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, &format!("g d {BOTH} j j j j"));
    shows(
        &program,
        &["only ana coded this · a or +: it stands · b or -: nothing stands"],
    );
    press(&mut program, "b");
    shows(&program, &["settled: nothing stands, as ben left it"]);
    press(&mut program, "+");
    // Of ben's alone: what all did is what ben did.
    let all = verdicts(&program);
    let bens = Ruling::Of("ben".parse().unwrap());
    assert!(all.iter().all(|v| v.ruling == bens));
    assert_eq!(settled(&program).len(), 1);
}

#[test]
fn a_queue_is_narrowed_and_widened() {
    let place = alike();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d f only <space> ana <ret>");
    assert_eq!(program.app.screens.reconcile.queue.rows.len(), 1);
    shows(&program, &["only ana"]);
    press(&mut program, "<esc>");
    assert_eq!(program.app.screens.reconcile.queue.rows.len(), 6);
    // Two of one sort widen, another sort narrows.
    press(&mut program, "f P02 <tab> P01 <tab> different <tab> <ret>");
    assert_eq!(program.app.screens.reconcile.queue.rows.len(), 4);
    press(&mut program, "<esc> i");
    shows(
        &program,
        &[
            "different code",
            "differed · 4",
            "before any verdict: not reliability",
        ],
    );
}

/// A round of ana and ben over one interview, with these arguments, coded differently by both.
fn planned(arguments: &[&str]) -> Place {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    for coder in ["ben", "cat"] {
        place.run(&["open", &study, "--coder", coder, "--keys", "g s"]);
    }
    let mut round = vec![
        "round", "new", &study, "--coder", "ana", "--name", "Round 1",
    ];
    round.extend(["--sources", "P01_interview", "--coders", "ana,ben"]);
    round.extend(arguments);
    place.run(&round);
    place
}

fn code(place: &Place, coder: &str, code: &str) {
    let keys = format!("g s <ret> }} s <space> {code} <ret> f g s <tab> s y");
    place.run(&[
        "open",
        &place.study_arg(),
        "--coder",
        coder,
        "--keys",
        &keys,
    ]);
}

#[test]
fn a_third_person_rules_once_the_round_is_open_and_never_before() {
    let place = planned(&["--adjudicator", "cat"]);
    let study = place.study_arg();
    code(&place, "ana", "small <space> steps");
    // Nothing of a blind round, on no way: not on the screen, not in minutes.
    let mut program = open(&place, "cat", WIDE);
    press(&mut program, "g d M");
    shows(
        &program,
        &["This round is blind", "there is nothing to settle here"],
    );
    hides(&program, &["small steps", "sure"]);
    drop(program);
    let file = place.path("minutes.md");
    let file = file.to_str().unwrap();
    let write = ["reconcile", &study, "--coder", "cat", "--minutes", file];
    let out = place.output(&write);
    assert!(!out.status.success());
    assert!(text(&out.stderr).contains("no round can be compared yet"));
    assert!(!place.path("minutes.md").exists());

    code(&place, "ben", "own <space> goal");
    let mut program = open(&place, "cat", WIDE);
    press(&mut program, "g d a <ret>");
    shows(&program, &["nothing waits any more", "1 of 1"]);
    let all = verdicts(&program);
    assert_eq!(all[0].authority, Authority::Adjudicator);
    press(&mut program, "k");
    shows(&program, &["adjudicated by cat"]);
    drop(program);
    // It is settled for the pair as well; and the third person is in no figure.
    let mut program = open(&place, "ben", WIDE);
    press(&mut program, "g d");
    shows(&program, &["Round 1 · ana + ben", "1 of 1 settled"]);
    press(&mut program, "r mine <ret>");
    assert_eq!(verdicts(&program).len(), 1);
    assert_eq!(verdicts(&program)[0].reason, "");
    place.run(&write);
    let minutes = fs::read_to_string(place.path("minutes.md")).unwrap();
    for words in [
        "**Adjudicator:** cat",
        "**Adjudicated:** ana's coding stands",
    ] {
        assert!(minutes.contains(words), "{minutes}");
    }
}

#[test]
fn nobody_adjudicates_their_own_round() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    let round = [
        "round",
        "new",
        &study,
        "--name",
        "r",
        "--sources",
        "P01_interview",
    ];
    let more = ["--coders", "ana,ben", "--adjudicator", "ben"];
    let out = place.output(&[&round[..], &more[..]].concat());
    assert!(text(&out.stderr).contains("ben is a coder of this round"));
}

#[test]
fn where_the_plan_wants_reasons_every_verdict_has_one() {
    let place = planned(&["--reasons-required"]);
    code(&place, "ana", "small <space> steps");
    code(&place, "ben", "own <space> goal");
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, &format!("g d {BOTH} a"));
    shows(&program, &["This round wants a reason for every verdict"]);
    press(&mut program, "<esc>");
    assert!(verdicts(&program).is_empty());
    // To put it aside needs none.
    press(&mut program, "p");
    assert_eq!(stand(&program), Stand::Parked);
    press(&mut program, "a the <space> step <ret>");
    assert_eq!(verdicts(&program)[0].reason, "the step");
    shows(&program, &["1 of 1"]);
}

#[test]
fn the_minutes_say_what_was_reached_apart_and_what_became_of_it() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(
        &mut program,
        &format!("g d {BOTH} V a - r <esc> b r #1 <space> *stands* <ret>"),
    );
    press(&mut program, "- d p M");
    drop(program);
    let exports = place.path("exports");
    let written = fs::read_to_string(exports.join("minutes-Round-2.md")).unwrap();
    for words in [
        "# Minutes of reconciliation: ",
        "ana and ben",
        "**Codebook:** as of 2026-",
        "when Round 2 was planned (30 codes; digest ",
        "## Figures as submitted (blind)",
        "15 of 17 (88.2 %) · α .91",
        "## Where the places stand: partly settled",
        "It measures no reliability",
        "**Verdict:** ben's coding stands",
        "**Reason:** \\#1 \\*stands\\*",
        "**First votes:** ana: ana's coding · ben: neither",
        "## Kept as disagreement: 1",
        "## Parked: 1",
        "## Not come to: 1",
        "## Boundaries settled by rule: 2",
    ] {
        assert!(written.contains(words), "no “{words}” in\n{written}");
    }
    // The figure says what it is of, and how it comes to the places of the list.
    for words in [
        "α .91 \\[.75, 1.00\\]",
        "all in one table (910 decisions of each coder): α = .91. Its 95 % interval was",
        "Where the 15 matches of ana and ben stand in the list of places: 10 agreed + 2 boundary within tolerance + 3 boundary.",
    ] {
        assert!(written.contains(words), "no “{words}” in\n{written}");
    }
    let from = written.find("| kind of place |").unwrap();
    let table = written[from..].lines().skip(2);
    let row = |line: &str| -> Vec<u64> {
        let cells = line.trim_matches('|').split('|').skip(1);
        cells.map(|c| c.trim().parse().unwrap()).collect()
    };
    let mut rows: Vec<Vec<u64>> = table.take_while(|l| l.starts_with('|')).map(row).collect();
    let all = rows.pop().unwrap();
    assert_eq!(all, [17, 15, 1, 0, 1]);
    for (column, sum) in all.iter().enumerate() {
        assert_eq!(rows.iter().map(|r| r[column]).sum::<u64>(), *sum);
    }
    let page = fs::read_to_string(exports.join("minutes-Round-2.html")).unwrap();
    assert!(page.contains("#1 *stands*"), "{page}");
    // A word processor's file that this program reads itself.
    let docx = exports.join("minutes-Round-2.docx");
    let study = place.study_arg();
    place.run(&["import", &study, "--coder", "ana", docx.to_str().unwrap()]);
    // The subcommand writes the same.
    place.run(&["open", &study, "--coder", "ana", "--keys", "g d M"]);
    for ending in ["md", "html", "docx"] {
        let file = place.path(&format!("again.{ending}"));
        let name = file.to_str().unwrap();
        place.run(&["reconcile", &study, "--round", "Round 2", "--minutes", name]);
        let screens = place.path(&format!("study-export/minutes-Round-2.{ending}"));
        let same = fs::read(file).unwrap() == fs::read(screens).unwrap();
        assert!(same, "{ending}");
    }
    let out = place.output(&["reconcile", &study, "--minutes", "minutes.odt"]);
    assert!(text(&out.stderr).contains("none of .md, .html, .docx"));
}

#[test]
fn minutes_written_again_lose_none_written_before() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d M");
    let written = |name: &str| fs::read_to_string(place.path(&format!("exports/{name}")));
    let first = written("minutes-Round-2.md").unwrap();
    // Nothing new: the same file.
    press(&mut program, "M");
    assert!(written("minutes-Round-2-2.md").is_err());
    press(&mut program, &format!("{BOTH} a M"));
    shows(&program, &["with a 2 after the name"]);
    assert_eq!(written("minutes-Round-2.md").unwrap(), first);
    let second = written("minutes-Round-2-2.md").unwrap();
    assert!(second.contains("ana's coding stands") && second != first);
    assert!(place.path("exports/minutes-Round-2-2.docx").exists());
    drop(program);

    let (study, file) = (place.study_arg(), place.path("minutes.md"));
    let name = file.to_str().unwrap();
    let write = ["reconcile", &study, "--round", "Round 2", "--minutes", name];
    place.run(&write);
    place.run(&write);
    fs::write(&file, "edited by hand").unwrap();
    let out = place.output(&write);
    assert!(!out.status.success());
    assert!(text(&out.stderr).contains("replace it with --force"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "edited by hand");
    place.run(&[&write[..], &["--force"]].concat());
    assert!(fs::read_to_string(&file).unwrap().contains("# Minutes"));
}

#[test]
fn minutes_of_a_round_without_coefficients_have_none() {
    let place = planned(&["--headline", "none"]);
    code(&place, "ana", "small <space> steps");
    code(&place, "ben", "own <space> goal");
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, &format!("g d {BOTH} a i"));
    shows(&program, &["1 of 1 places agreed"]);
    hides(&program, &["%", "α"]);
    press(&mut program, "<esc> M");
    let written = fs::read_to_string(place.path("exports/minutes-Round-1.md")).unwrap();
    for no in ["Independent", "α", "κ", "100.0"] {
        assert!(!written.contains(no), "{written}");
    }
}

#[test]
fn the_states_of_a_meeting_at_both_sizes() {
    let at = |name: &str, program: &Headless, (width, height): (u16, u16)| {
        let shown = timeless(&screen(program));
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), shown);
    };
    for size in [LEAST, WIDE] {
        let place = example();
        let mut program = open(&place, "ana", size);
        press(&mut program, "g d a");
        at("present", &program, size);
        press(&mut program, "<down> <tab> <ret> V b");
        at("voting", &program, size);
        press(&mut program, "-");
        at("votes", &program, size);
        press(&mut program, "s b <ret> k");
        at("adjusted", &program, size);
        press(&mut program, "a");
        at("replace", &program, size);
        press(&mut program, "<esc> i");
        at("summary", &program, size);
        press(&mut program, "<esc> f");
        at("filter", &program, size);
        drop(program);

        let place = example();
        let mut ana = open(&place, "ana", size);
        let mut ben = open(&place, "ben", size);
        press(&mut ana, &format!("g d {BOTH} r mine <ret> a"));
        press(&mut ben, "g d w <tab> <ret> r theirs <ret> b");
        ana.look();
        press(&mut ana, "k");
        at("two_verdicts", &ana, size);
        drop((ana, ben));

        let place = alike();
        let mut program = open(&place, "ana", size);
        press(&mut program, &format!("g d {BOTH} t unclear <ret> a A"));
        at("alike", &program, size);
        press(&mut program, "<esc> e hope <ret> Wish. <c-s> g g");
        at("look_again", &program, size);
        press(&mut program, "G");
        at("one_alone", &program, size);
    }
}
