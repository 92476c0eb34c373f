use super::*;
use crate::model::event::Change;
use crate::model::fixture::{Study, coder, interview, source, span};
use crate::model::ids::ThemeId;
use crate::model::theme::Bearing;
use crate::reconcile::layer::analysis_layer;
use crate::report::theme_tables::evidence_table;
use crate::report::{Documents, Findings};

fn theme(s: &mut Study) -> ThemeId {
    let change = Change::ThemeAdded {
        name: "small".into(),
        statement: String::new(),
        parent: None,
    };
    s.push("ana", change).into()
}

fn mark(s: &mut Study, by: &str, on: EvidenceOn, coding: CodingId, (against, vivid): (bool, bool)) {
    let change = Change::EvidenceMarked {
        on,
        coding,
        bearing: Some(Bearing {
            against,
            vivid,
            quoted: vivid,
            withheld: against,
            note: format!("{by} says"),
        }),
        replaces: Vec::new(),
    };
    s.push(by, change);
}

fn found(view: &View) -> Marks {
    let documents = documents();
    let texts = Texts::new(view, &documents);
    Marks::of(view, texts, &analysis_layer(view), None)
}

fn documents() -> Documents {
    ["s", "t"]
        .map(|at| (source(at), interview(&source(at), 10)))
        .into()
}

/// Two coders' codings of one place, whose ends the round's rule settles.
#[test]
fn a_segment_is_counted_once_as_findings_have_it_whoever_marked_which_coding() {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 200).source("t", 200);
    s.code("hope");
    let round = s.round(&["s"]);
    let anas = s.coded("ana", Some(round), "s", 20..60, "hope");
    let bens = s.coded("ben", Some(round), "s", 20..64, "hope");
    let later = s.coded("ben", Some(round), "s", 100..120, "hope");
    s.submit("ana", round);
    s.submit("ben", round);
    let on = EvidenceOn::Theme(theme(&mut s));
    mark(&mut s, "ana", on, anas, (true, false));
    mark(&mut s, "ben", on, bens, (false, true));
    mark(&mut s, "ben", on, later, (false, false));
    let view = s.view();
    let marks = found(&view);
    let spans: Vec<Span> = marks.on(on).iter().map(|m| m.span).collect();
    assert_eq!(spans, [span(20..64), span(100..120)]);
    let wanted = MarkCount {
        shown: 1,
        negative: 1,
        vivid: 1,
    };
    assert_eq!(marks.count(on), wanted);
    assert_eq!(
        marks.on(on)[0].bears(),
        "negative case, withheld from members, vivid, to be quoted"
    );
    assert_eq!(marks.on(on)[0].notes(), "ana: ana says\nben: ben says");
    assert_eq!(wanted.words(), "1 negative case, 1 vivid");
    assert_eq!(wanted.rest_words(), "1 segment, 1 negative case");
    // In files: a row for each mark, and what a reader of JSON counts.
    let documents = documents();
    let findings = Findings::new(&view, Texts::new(&view, &documents));
    let json = findings.json();
    let count = serde_json::json!({ "shown": 1, "negative": 1, "vivid": 1 });
    assert_eq!(json["themes"][0]["marks"], count);
    assert_eq!(json["themes"][0]["marked"][0]["marks"][1]["by"], "ben");
    let texts = Texts::new(&view, &documents);
    let table = evidence_table(&view, texts, &findings).csv();
    let begins = |row: &&str| row.starts_with("theme,small,s:");
    let rows: Vec<&str> = table.lines().filter(begins).collect();
    assert_eq!(rows.len(), 3, "{table}");
    assert!(
        rows[0].contains(",20,64,hope,1,0,0,1,ana says,ana,"),
        "{table}"
    );
    // What was submitted counts, whatever became of it; what is coded no more bears on nothing.
    s.push("ben", Change::Uncoded { coding: later });
    let free = s.coded("ana", None, "t", 20..40, "hope");
    mark(&mut s, "ana", on, free, (false, false));
    assert_eq!(found(&s.view()).count(on).shown, 2);
    s.push("ana", Change::Uncoded { coding: free });
    assert_eq!(found(&s.view()).count(on).shown, 1);
}

#[test]
fn marks_in_a_source_that_waits_wait_with_its_findings() {
    let mut s = Study::new();
    s.coders(&["ana", "ben", "cat"])
        .source("s", 200)
        .source("t", 200);
    s.code("hope");
    let on = EvidenceOn::Theme(theme(&mut s));
    let codings = ["s", "t"].map(|at| s.coded("cat", None, at, 20..60, "hope"));
    for coding in codings {
        mark(&mut s, "cat", on, coding, (true, false));
    }
    let count = |s: &Study, who: &str| {
        let view = View::new(s.events.clone(), Some(coder(who)));
        found(&view).count(on).negative
    };
    assert_eq!((count(&s, "cat"), count(&s, "ana")), (2, 2));
    let round = s.round(&["s"]);
    assert_eq!(count(&s, "ana"), 1);
    // Whoever is outside sees them, and they are counted as the findings there are.
    let view = View::new(s.events.clone(), Some(coder("cat")));
    let findings = analysis_layer(&view).findings.len();
    assert_eq!(count(&s, "cat"), findings);
    s.push("ana", Change::RoundClosed { round });
    assert_eq!(count(&s, "ana"), 2);
}
