//! Gathering: a query, its hits with their text, narrower queries, and what is done with many hits
//! at once.

use crate::place::Place;
use crate::reconcile_screen::{LEAST, WIDE, example, open, press, screen};
use std::collections::BTreeSet;
use tandem::app::overlay::{Overlay, Value};
use tandem::app::screens::ScreenId;
use tandem::model::coding::{Coding, Via};
use tandem::model::ids::SourceId;
use tandem::model::source::SpeakerRole;
use tandem::tui::headless::Headless;
use tandem::work::effect::FoundPlace;

/// What of a coder is coded, as it stands on the screen.
fn coded(program: &Headless, by: &str) -> Vec<Coding> {
    let view = &program.app.cx.view;
    let all = view.codings().filter(|c| c.coder.as_str() == by);
    all.cloned().collect()
}

fn said(program: &Headless) -> String {
    let notices = &program.app.cx.notices;
    notices.current().map_or(String::new(), |n| n.text.clone())
}

#[test]
fn all_hits_ticked_are_coded_as_one_act_and_say_where_they_come_from() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    let before = coded(&program, "ana");
    // Whole turns.
    press(&mut program, "g f strengths <space> role:participant <ret>");
    press(&mut program, "T <space> hope <ret> <down> <down> <ret>");
    let now = coded(&program, "ana");
    let new: Vec<&Coding> = now.iter().filter(|c| !before.contains(c)).collect();
    assert_eq!(new.len(), 8, "{}", said(&program));
    for coding in new {
        assert_eq!(coding.via, Some(Via::Search));
        let document = &program.app.cx.documents[&coding.source];
        let structure = &document.structure;
        let turn = structure.turns[structure.turn_at(coding.span.start).unwrap()];
        assert_eq!(coding.span.start, turn.talk, "without the speaker's label");
        let said = document.text.slice(coding.span);
        assert_eq!(said, said.trim());
        assert!(said.to_lowercase().contains("strength"), "{said}");
    }
    // Once more makes nothing, one key takes all back.
    press(&mut program, "T <space> hope <ret> <down> <down> <ret>");
    assert_eq!(coded(&program, "ana").len(), now.len());
    assert!(
        said(&program).contains("8 so already"),
        "{}",
        said(&program)
    );
    press(&mut program, "z");
    let ids = |codings: &[Coding]| codings.iter().map(|c| c.id).collect::<BTreeSet<_>>();
    assert_eq!(ids(&coded(&program, "ana")), ids(&before));
    // It is so on disk.
    drop(program);
    let program = open(&place, "ana", WIDE);
    assert_eq!(ids(&coded(&program, "ana")), ids(&before));
}

#[test]
fn of_a_hit_its_words_its_sentence_or_its_turn_is_coded() {
    let place = example();
    let mut lengths = Vec::new();
    for downs in ["", "<down>", "<down> <down>"] {
        let mut program = open(&place, "ana", WIDE);
        let before = coded(&program, "ana");
        press(&mut program, "g f laughed <space> list:turns <ret>");
        press(&mut program, &format!("<space> hope <ret> {downs} <ret>"));
        let now = coded(&program, "ana");
        let new: Vec<&Coding> = now.iter().filter(|c| !before.contains(c)).collect();
        let [coding] = new[..] else {
            panic!("{}", said(&program));
        };
        let document = &program.app.cx.documents[&coding.source];
        lengths.push(document.text.slice(coding.span).to_owned());
        press(&mut program, "z");
    }
    assert_eq!(lengths[0], "laughed");
    assert!(lengths[1].ends_with('.') && lengths[1].contains("laughed"));
    assert!(lengths[2].contains(&lengths[1]) && lengths[2].len() > lengths[1].len());
}

#[test]
fn only_ones_own_codings_are_changed_among_the_segments_ticked() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    let (ana, ben) = (coded(&program, "ana"), coded(&program, "ben"));
    press(&mut program, "g f coded:hope <ret> T u");
    assert!(
        said(&program).contains("ben's, not yours"),
        "{}",
        said(&program)
    );
    assert_eq!(coded(&program, "ben"), ben);
    assert_eq!(coded(&program, "ana"), ana, "their rounds are over");
    // What is of no round is taken away, and given another code.
    press(
        &mut program,
        "g f <c-u> machine <space> list:turns <ret> <space> hope <ret> <ret>",
    );
    let mine = |program: &Headless| -> Vec<Coding> {
        let now = coded(program, "ana");
        now.into_iter().filter(|c| c.via.is_some()).collect()
    };
    assert_eq!(mine(&program).len(), 1);
    press(
        &mut program,
        "g f <c-u> coded:hope <space> by:ana <space> round:none <ret> X small <ret>",
    );
    let codes = &program.app.cx.view.codebook();
    assert_ne!(
        codes.name(mine(&program)[0].code),
        "hope",
        "{}",
        said(&program)
    );
    press(
        &mut program,
        "g f <c-u> by:ana <space> round:none <ret> T u",
    );
    assert!(mine(&program).is_empty(), "{}", said(&program));
}

#[test]
fn what_is_offered_narrows_to_as_many_as_it_says() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    for query in [
        "worker <space> list:turns",
        "coded:*",
        "uncoded <space> or <space> hope",
    ] {
        press(&mut program, &format!("g f <c-u> {query} <ret>"));
        let offered = program.app.screens.search.facets.clone();
        let offered = offered.unwrap_or_else(|| panic!("{}", screen(&program)));
        assert!(offered.people > 1 && offered.sources.len() > 1, "{query}");
        for (row, facet) in offered.all.iter().enumerate() {
            press(&mut program, "f");
            let Some(Overlay::Picker(picker)) = program.app.cx.overlays.last() else {
                panic!("nothing is offered for {query}");
            };
            assert!(matches!(picker.entries[row].value, Value::Text(_)));
            press(&mut program, &"<down> ".repeat(row));
            press(&mut program, "<ret>");
            let search = &program.app.screens.search;
            let narrowed = search.facets.clone();
            let narrowed =
                narrowed.unwrap_or_else(|| panic!("{} {:?}", search.query, search.trouble));
            assert_eq!(narrowed.hits, facet.hits, "{} {facet:?}", search.query);
            // Back to the wider query, the one before.
            press(&mut program, "h <down> <ret>");
        }
    }
}

#[test]
fn the_text_stands_beside_the_hit_and_esc_comes_back_to_it() {
    let place = example();
    for size in [LEAST, WIDE] {
        let mut program = open(&place, "ana", size);
        press(
            &mut program,
            "g f strengths <space> role:participant <ret> t j",
        );
        let sources: BTreeSet<String> = (0..6)
            .map(|_| {
                let hit = program.app.screens.search.here().unwrap();
                let document = &program.app.cx.documents[&hit.source];
                // The line the hit is on is in sight, whatever the list shows of it.
                let line = document.text.slice(hit.span).to_owned();
                assert!(screen(&program).contains(&line), "{line} at {size:?}");
                press(&mut program, "j");
                hit.source.to_string()
            })
            .collect();
        assert!(sources.len() > 1, "it goes on across sources");
        let at = program.app.screens.search.list;
        press(&mut program, "<ret>");
        assert_eq!(program.app.cx.screen, ScreenId::Read);
        press(&mut program, "<esc>");
        if program.app.cx.screen == ScreenId::Read {
            press(&mut program, "<esc>");
        }
        let search = &program.app.screens.search;
        assert_eq!(program.app.cx.screen, ScreenId::Search);
        assert_eq!((search.list, search.ticked.len()), (at, 1));
    }
}

#[test]
fn all_memos_are_listed_with_who_wrote_them_on_what_and_read_beside() {
    let place = example();
    for (coder, size) in [("ana", WIDE), ("ben", LEAST)] {
        let mut program = open(&place, coder, size);
        press(&mut program, "g f memo:* <ret> s <down> <ret>");
        let view = program.app.cx.view.clone();
        let memos: Vec<_> = view.memos().collect();
        assert!(memos.len() > 1);
        assert_eq!(program.app.screens.search.hits.len(), memos.len());
        for memo in memos {
            let search = &program.app.screens.search;
            let title = &search.hits[search.list.at].as_ref().unwrap().title;
            assert!(
                title.starts_with(&format!("memo  {}", memo.coder)),
                "{title}"
            );
            let first = memo.text.split_whitespace().next().unwrap();
            assert!(screen(&program).contains(first), "{}", memo.text);
            press(&mut program, "j");
        }
    }
}

#[test]
fn more_like_a_hit_is_a_query_that_can_be_read_and_gone_back_from() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    for (query, like) in [
        ("coded:hope", "like:=hope"),
        ("sheet <space> list:turns", "like:"),
    ] {
        press(&mut program, &format!("g f <c-u> {query} <ret>"));
        let before = program.app.screens.search.query.clone();
        press(&mut program, "~");
        let search = &program.app.screens.search;
        assert!(search.query.starts_with(like), "{}", search.query);
        assert!(!search.hits.is_empty(), "{:?}", search.trouble);
        press(&mut program, "h <down> <ret>");
        assert_eq!(program.app.screens.search.query, before);
    }
}

#[test]
fn more_like_what_is_read_is_asked_for_on_the_page() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g r ~");
    let on_a_turn = program.app.screens.search.query.clone();
    assert!(
        on_a_turn.starts_with("like:") && on_a_turn.contains(':'),
        "{on_a_turn}"
    );
    press(&mut program, "<esc> ] ~");
    assert!(
        program.app.screens.search.query.starts_with("like:="),
        "{}",
        program.app.screens.search.query
    );
    press(&mut program, "<esc>");
    assert_eq!(program.app.cx.screen, ScreenId::Read);
}

#[test]
fn the_map_and_the_table_of_people_are_narrowed_by_a_query() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    let arm = |program: &Headless| screen(program).contains("only arm:smcm -kind:document (query)");
    press(
        &mut program,
        "g t f <down> <ret> arm:smcm <space> -kind:document <ret>",
    );
    assert!(arm(&program), "{}", screen(&program));
    // What was typed can be mended where it is at fault.
    press(&mut program, "f <down> <ret> <space> hope <ret>");
    assert!(
        screen(&program).contains("asks what is said or coded"),
        "{}",
        screen(&program)
    );
    press(&mut program, "<c-u> <ret>");
    assert!(!arm(&program), "{}", screen(&program));
    press(&mut program, "g p / arm:smcm <ret>");
    let participants = &program.app.screens.participants;
    let rows = &participants.rows;
    assert!(!rows.is_empty() && rows.len() < participants.table.rows.len());
    let arm = |row: usize| format!("{:?}", participants.table.rows[row].cells).to_lowercase();
    assert!(rows.iter().all(|row| arm(*row).contains("smcm")));
}

#[test]
fn a_list_longer_than_what_is_in_sight_is_coded_whole() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g f uncoded <space> role:participant <ret>");
    let hits = program.app.screens.search.hits.len();
    assert!(program.app.screens.search.hits.iter().any(Option::is_none));
    press(&mut program, "T y");
    assert!(
        said(&program).starts_with(&format!("copied {hits} quotes")),
        "{}",
        said(&program)
    );
    let before = coded(&program, "ana").len();
    press(&mut program, "<space> hope <ret> <down> <down> <ret>");
    assert_eq!(
        coded(&program, "ana").len(),
        before + hits,
        "{}",
        said(&program)
    );
    press(&mut program, "z");
    assert_eq!(coded(&program, "ana").len(), before);
}

/// What is offered as a query of before, from the top.
fn earlier(program: &mut Headless) -> Vec<String> {
    press(program, "h");
    let Some(Overlay::Picker(picker)) = program.app.cx.overlays.last() else {
        panic!("no list of queries: {}", said(program));
    };
    let offered = picker.entries.iter();
    let offered = offered.map(|e| format!("{} ({})", e.label, e.beside));
    let offered = offered.collect();
    press(program, "<esc>");
    offered
}

#[test]
fn a_query_is_saved_under_a_name_found_by_others_renamed_and_removed() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g f coded:hope <ret>");
    press(&mut program, "S hope <space> so <space> far <ret>");
    assert_eq!(earlier(&mut program)[0], "hope so far (saved, ana)");
    // The same name for another query, another name for the same, and back.
    press(
        &mut program,
        "g f <c-u> uncoded <ret> S Hope <space> so <space> far <ret>",
    );
    assert_eq!(earlier(&mut program)[0], "Hope so far (saved, ana)");
    assert!(!earlier(&mut program)[1].contains("saved"));
    press(&mut program, "S <c-u> not <space> yet <ret>");
    assert_eq!(earlier(&mut program)[0], "not yet (saved, ana)");
    press(&mut program, "z");
    assert_eq!(earlier(&mut program)[0], "Hope so far (saved, ana)");
    drop(program);
    // Another coder has it, by its name, and among the memos; it is no query of theirs.
    let mut program = open(&place, "ben", LEAST);
    press(&mut program, "g f coded:* <ret>");
    assert_eq!(earlier(&mut program)[0], "Hope so far (saved, ana)");
    press(&mut program, "h <ret>");
    assert_eq!(program.app.screens.search.query, "uncoded");
    press(&mut program, "S");
    let Some(Overlay::Prompt(prompt)) = program.app.cx.overlays.last() else {
        panic!("nothing is asked");
    };
    assert_eq!(prompt.typing.text(), "");
    press(&mut program, "<esc> g f <c-u> memo:far <ret>");
    assert!(screen(&program).contains("on the query uncoded"));
    press(&mut program, "<ret>");
    assert_eq!(program.app.screens.search.query, "uncoded");
    drop(program);
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g f <c-u> uncoded <ret> S <c-u> <ret>");
    assert_eq!(program.app.cx.view.saved_queries().count(), 0);
    // What finds nothing for a fault is not saved.
    press(&mut program, "g f <c-u> coded:nothing-like-it <ret> S");
    assert!(program.app.cx.overlays.is_empty());
}

#[test]
fn the_sources_of_the_hits_are_marked_for_a_round_but_not_by_what_only_one_may_see() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g f strengths <ret>");
    let facets = program.app.screens.search.facets.clone().unwrap();
    assert!(facets.sources.len() > 1);
    press(&mut program, "R");
    assert_eq!(program.app.cx.screen, ScreenId::Study);
    assert_eq!(program.app.screens.study.marked, facets.sources);
    // Once something is coded blind, what is coded is nothing to choose by.
    press(&mut program, "g f <c-u> uncoded <ret> R");
    assert_eq!(program.app.cx.screen, ScreenId::Study);
    press(&mut program, "R <ret> y");
    assert!(program.app.cx.view.rounds().iter().any(|r| !r.is_open()));
    press(&mut program, "g f <c-u> uncoded <ret> R");
    assert_eq!(program.app.cx.screen, ScreenId::Search);
    assert!(said(&program).contains("is not"), "{}", said(&program));
}

/// The titles of all hits, from the top.
fn titles(program: &mut Headless) -> Vec<String> {
    let mut titles = Vec::new();
    press(program, "g g");
    for _ in 0..program.app.screens.search.hits.len() {
        let search = &program.app.screens.search;
        titles.push(search.hits[search.list.at].as_ref().unwrap().title.clone());
        press(program, "j");
    }
    titles
}

#[test]
fn hits_stand_by_code_coder_person_or_attribute_and_are_the_same() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    for (query, orders) in [
        ("coded:*", &["code", "coder", "person", "arm"][..]),
        ("text:strengths", &["person", "arm"][..]),
    ] {
        press(
            &mut program,
            &format!("g f <c-u> {query} <ret> s source <ret>"),
        );
        let mut as_read = titles(&mut program);
        as_read.sort();
        for order in orders {
            press(&mut program, &format!("s by <space> {order} <ret>"));
            assert_eq!(
                program.app.screens.search.order_words(),
                format!("by {order}")
            );
            let view = program.app.cx.view.clone();
            let hits = program.app.screens.search.hits.len();
            let mut groups: Vec<String> = Vec::new();
            for nth in 0..hits {
                let search = &program.app.screens.search;
                let hit = search.hits[nth].clone();
                let Some(FoundPlace::Text {
                    source,
                    span,
                    coding,
                }) = hit.map(|h| h.place)
                else {
                    panic!("{nth} of {hits} is no place in a text");
                };
                let coding = coding.and_then(|id| view.coding(id));
                let document = &view.source(&source).unwrap();
                let speaker = speaker_at(&program, &source, span.start);
                let set = document
                    .speakers
                    .iter()
                    .find(|s| Some(&s.label) == speaker.as_ref());
                let who = match set {
                    Some(set) if set.role == SpeakerRole::Interviewer => None,
                    Some(set) => set.participant.clone().or(speaker),
                    None => speaker.filter(|label| label.starts_with('P')),
                };
                let theirs = who
                    .as_ref()
                    .and_then(|who| view.participants().get(who)?.get("arm"));
                let mut its = document.attributes.iter().filter(|(name, _)| name == "arm");
                let arm = theirs.or(its.next().map(|(_, value)| value)).cloned();
                groups.push(match *order {
                    "code" => view.codebook().name(coding.unwrap().code).to_lowercase(),
                    "coder" => coding.unwrap().coder.to_string(),
                    "person" => who.unwrap_or("~".to_owned()),
                    _ => arm.unwrap_or("~".to_owned()),
                });
                press(&mut program, "j");
            }
            let now = titles(&mut program);
            assert!(groups.is_sorted(), "{query} by {order}: {groups:?} {now:?}");
            let mut now = titles(&mut program);
            now.sort();
            assert_eq!(now, as_read, "{query} by {order}");
        }
    }
}

fn speaker_at(program: &Headless, source: &SourceId, at: u32) -> Option<String> {
    let document = program.app.cx.documents.get(source)?;
    let turn = document.structure.turns[document.structure.turn_at(at)?];
    turn.speaker
        .map(|s| document.structure.speakers[s as usize].label.clone())
}

#[test]
fn what_both_passed_over_is_looked_for_once_the_queue_is_worked() {
    let place = Place::with_sources(&["P01_interview.txt", "P04_interview.txt"]);
    let study = place.study_arg();
    let text = std::fs::read_to_string(crate::place::example(
        "sample_transcripts/P01_interview.txt",
    ));
    let first = text.unwrap().find("small").unwrap() as u32;
    let row =
        |who: &str, code: &str| format!("{who},P01_interview,{first},{},{code}\n", first + 60);
    let header = "coder,source,start,end,code\n";
    let alike = [header.to_owned(), row("ana", "hope"), row("ben", "hope")].concat();
    std::fs::write(place.path("alike.csv"), alike).unwrap();
    place.run(&["import", &study, "--codings", "alike.csv"]);
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d ~ <ret>");
    assert_eq!(
        program.app.cx.screen,
        ScreenId::Search,
        "{}",
        said(&program)
    );
    let search = &program.app.screens.search;
    let round = program.app.cx.view.rounds()[0].plan.name.clone();
    assert!(
        search.query.starts_with("like:=hope within:"),
        "{}",
        search.query
    );
    assert!(
        search.query.contains(&round) && search.trouble.is_none(),
        "{:?}",
        search.trouble
    );
    press(&mut program, "<esc>");
    assert_eq!(program.app.cx.screen, ScreenId::Reconcile);
    drop(program);
    // Where something is left to settle, that comes first.
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    let apart = [header.to_owned(), row("ana", "hope"), row("ben", "fear")].concat();
    std::fs::write(place.path("apart.csv"), apart).unwrap();
    place.run(&["import", &study, "--codings", "apart.csv"]);
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d ~");
    assert_eq!(program.app.cx.screen, ScreenId::Reconcile);
    assert!(said(&program).contains("1 left"), "{}", said(&program));
}

/// A list goes on being what its query finds, whatever is done with it; it stays where it stood.
#[test]
fn a_list_is_asked_for_again_once_something_in_it_was_changed() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(
        &mut program,
        "g f strengths <space> role:participant <space> -coded:hope <ret>",
    );
    let before = program.app.screens.search.hits.len();
    assert!(before > 4);
    press(
        &mut program,
        "j j t t <space> hope <ret> <down> <down> <ret>",
    );
    let search = &program.app.screens.search;
    assert!(
        said(&program).starts_with("coded 2 places"),
        "{}",
        said(&program)
    );
    assert_eq!(search.hits.len(), before - 2);
    assert_eq!(search.facets.as_ref().map(|f| f.hits), Some(before - 2));
    assert!(search.list.at >= 2, "where it stood: {:?}", search.list);
    press(&mut program, "z");
    assert_eq!(program.app.screens.search.hits.len(), before);
    press(
        &mut program,
        "g g t t <space> hope <ret> <down> <down> <ret>",
    );
    press(
        &mut program,
        "g f <c-u> coded:hope <space> by:ana <space> round:none <ret>",
    );
    assert_eq!(program.app.screens.search.total, 2);
    press(&mut program, "T u");
    assert_eq!(program.app.screens.search.total, 0, "{}", said(&program));
    assert!(program.app.screens.search.hits.is_empty());
}

#[test]
fn what_findings_leave_out_is_said_where_it_is_coded() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    // Its round is over: what is coded there now is in no round.
    press(
        &mut program,
        "g f source:P01_interview <space> role:participant <ret>",
    );
    press(&mut program, "t <space> hope <ret> <down> <down> <ret>");
    let words = said(&program);
    assert!(
        words.contains("1 outside rounds: there a round decides"),
        "{words}"
    );
}

#[test]
fn where_nothing_can_be_shown_keys_do_nothing() {
    let place = example();
    let mut program = open(&place, "ana", (60, 16));
    let themes = program.app.cx.view.themes().themes.len();
    press(&mut program, "g t a g h o s t <ret>");
    assert_eq!(program.app.cx.view.themes().themes.len(), themes);
    assert_eq!(program.app.cx.screen, ScreenId::Study);
}
