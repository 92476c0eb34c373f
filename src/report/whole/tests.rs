//! What is claimed of studies, and that whatever stands in one stays text. `docs/study-claims.md` is
//! written from here and kept current.

use super::facts::Facts;
use super::methods::{CLAIMS, said};
use super::rounds::Compared;
use super::study::Study as Reported;
use super::{Asked, report, usual};
use crate::model::code::CodeKind;
use crate::model::event::{Change, CodeField};
use crate::model::fixture::{Study, interview, source};
use crate::model::ids::{CoderId, RoundId, ThemeId};
use crate::model::mapping::{Fit, MappingRuling};
use crate::model::review::Cogency;
use crate::model::round::{Drawn, RoundKind, RoundPlan};
use crate::model::theme::{Bearing, EvidenceOn, Robustness};
use crate::model::verdict::{Occasion, ReasonKind, Ruling};
use crate::report::claims::Naming;
use crate::report::{Documents, Exported, Findings, Texts};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::{Cursor, Read};

const SOURCES: [&str; 3] = ["P01", "P02", "P03"];

fn documents() -> Documents {
    let all = SOURCES.map(source).into_iter();
    all.map(|id| (id.clone(), interview(&id, 12))).collect()
}

/// Two coders, three interviews, two codes.
fn study() -> Study {
    let mut s = Study::new();
    for (id, name) in [("ana", "Ana Lima"), ("ben", "Ben Okoro")] {
        s.push(id, Change::joined(name));
    }
    for name in SOURCES {
        s.source(name, 240);
    }
    s.code("hope");
    s.code("fear");
    s
}

fn plan(s: &Study, name: &str, sources: &[&str]) -> RoundPlan {
    s.plan(name, &["ana", "ben"], sources)
}

/// Both code one place alike, and ana one alone.
fn coded(s: &mut Study, round: RoundId, at: &str) {
    for coder in ["ana", "ben"] {
        s.coded(coder, Some(round), at, 20..40, "hope");
    }
    s.coded("ana", Some(round), at, 100..120, "fear");
}

fn both_submit(s: &mut Study, round: RoundId) {
    for coder in ["ana", "ben"] {
        s.submit(coder, round);
    }
}

fn theme(s: &mut Study, name: &str) -> ThemeId {
    let change = Change::ThemeAdded {
        name: name.into(),
        statement: format!("{name} is claimed."),
        parent: None,
    };
    s.push("ana", change).into()
}

/// Studies of every kind a claim speaks of.
fn kinds() -> Vec<(&'static str, Study)> {
    let mut kinds = Vec::new();
    kinds.push(("nothing coded yet", study()));

    let mut s = study();
    let round = s.open("ana", plan(&s, "Round 1", &["P01", "P02"]));
    coded(&mut s, round, "P01");
    kinds.push(("a blind round that has not opened", s));

    let mut s = study();
    let round = s.open("ana", plan(&s, "Round 1", &SOURCES));
    coded(&mut s, round, "P01");
    both_submit(&mut s, round);
    kinds.push(("one round of two, submitted", s));

    let mut s = study();
    let training = RoundPlan {
        kind: RoundKind::Training,
        ..plan(&s, "Practice", &["P01"])
    };
    let training = s.open("ana", training);
    coded(&mut s, training, "P01");
    both_submit(&mut s, training);
    let drawn = RoundPlan {
        drawn: Some(Drawn {
            of: 3,
            by: String::new(),
            seed: 17,
        }),
        ..plan(&s, "Round 1", &["P02"])
    };
    let drawn = s.open("ana", drawn);
    coded(&mut s, drawn, "P02");
    both_submit(&mut s, drawn);
    s.coded("ana", None, "P03", 20..40, "hope");
    s.code("hope of others");
    let coding = s.coded("ana", None, "P03", 60..80, "fear");
    let claim = theme(&mut s, "Hope is small");
    let mark = Change::EvidenceMarked {
        on: EvidenceOn::Theme(claim),
        coding,
        bearing: Some(Bearing {
            against: true,
            ..Bearing::default()
        }),
        replaces: Vec::new(),
    };
    s.push("ana", mark);
    let judged = Change::ThemeJudged {
        theme: claim,
        robust: Robustness::InPart,
        reason: "Not everywhere.".into(),
        present: vec!["ana".parse().unwrap(), "ben".parse().unwrap()],
        replaces: Vec::new(),
    };
    s.push("ana", judged);
    kinds.push(("training, a drawn round, the rest by one, a theme", s));

    let mut s = study();
    let round = s.open("ana", plan(&s, "Round 1", &SOURCES));
    coded(&mut s, round, "P01");
    s.submit("ana", round);
    s.push("ben", Change::RoundClosed { round });
    let item = s
        .view()
        .codings()
        .find(|c| c.span.start == 100)
        .map(|c| c.id);
    let amended = Change::CodeEdited {
        code: s.id("fear"),
        field: CodeField::Definition("Only of what is near.".into()),
        replaces: Vec::new(),
        on: Some(Occasion {
            round,
            item: item.into_iter().collect(),
        }),
    };
    s.push("ana", amended);
    s.push(
        "ana",
        Change::SourceRemoved {
            source: source("P03"),
        },
    );
    kinds.push(("closed early, a clause amended, a source taken out", s));

    let mut s = study();
    let round = s.open("ana", plan(&s, "Round 1", &["P01"]));
    coded(&mut s, round, "P01");
    both_submit(&mut s, round);
    let alone: Vec<_> = s
        .view()
        .codings()
        .filter(|c| c.span.start == 100)
        .map(|c| c.id)
        .collect();
    s.ruled(&["ana", "ben"], round, &alone, Ruling::Both);
    let review = s.review("ana", &["ben"], &["P01"]);
    let judged = Change::CodeReviewed {
        review,
        code: s.id("fear"),
        judgement: Cogency::Unclear,
        reason: "It says two things.".into(),
        replaces: Vec::new(),
    };
    s.push("ben", judged);
    kinds.push(("all settled, and codes reviewed", s));
    kinds
}

/// What is asked where nothing is.
fn plain(s: &Study) -> Asked {
    Asked {
        by: usual(&s.view()),
        naming: Naming::default(),
        is_lacking: false,
    }
}

/// The sentences about a study as a whole.
fn sentences(s: &Study) -> Vec<(&'static str, String)> {
    let (view, documents) = (s.view(), documents());
    let texts = Texts::new(&view, &documents);
    let findings = Findings::new(&view, texts);
    let grounds = findings.grounds();
    let study = Reported::new("Study", texts, &findings, &grounds, &plain(s));
    let compared = Compared::of(&study);
    let facts = Facts::of(&study, &compared);
    said(&facts)
        .into_iter()
        .map(|(claim, text)| (claim.name, text))
        .collect()
}

#[test]
fn every_claim_is_made_of_some_kind_of_study() {
    let kinds = kinds();
    let made: BTreeSet<&str> = kinds
        .iter()
        .flat_map(|(_, s)| sentences(s))
        .map(|(n, _)| n)
        .collect();
    let never: Vec<&str> = CLAIMS
        .iter()
        .map(|c| c.name)
        .filter(|n| !made.contains(n))
        .collect();
    // These take a framework, and a packet handed out: their own tests tell of them.
    assert_eq!(never, ["mapped to a framework", "members asked"]);
}

/// A sentence that says that nothing happened stands nowhere beside what happened.
#[test]
fn what_is_said_of_a_study_is_so() {
    for (kind, s) in kinds() {
        let said = sentences(&s);
        let text = |name: &str| -> String {
            said.iter()
                .filter(|(n, _)| *n == name)
                .map(|(_, t)| t.as_str())
                .collect()
        };
        let view = s.view();
        let plain = text("deviations").starts_with("The record shows no");
        let closed = view.rounds().iter().any(|r| r.closed_early.is_some());
        let waits = view
            .rounds()
            .iter()
            .any(|r| r.submitted.len() < r.plan.coders.len());
        let is_plain =
            !closed && !waits && view.taken_out().is_empty() && view.cancelled_rounds().is_empty();
        assert_eq!(plain, is_plain, "{kind}: {}", text("deviations"));
        let shut = view.rounds().iter().any(|r| view.is_shut(r.id));
        assert_eq!(
            !text("waiting for a blind round").is_empty(),
            shut,
            "{kind}"
        );
        let drawn = view.rounds().iter().any(|r| r.plan.drawn.is_some());
        assert_eq!(!text("how sources were drawn").is_empty(), drawn, "{kind}");
        assert!(text("material").contains("3 interviews") || !view.taken_out().is_empty());
    }
}

/// As `docs/study-claims.md` has it.
fn document_of_claims() -> String {
    let mut text = String::from(
        "# What is claimed of a whole study\n\nThe methods of the report (`tandem report`) say this of a study as a whole; what is said of each round stands in\n[claims.md](claims.md). In the report each sentence leads to what it rests on. The second part shows what is said of\nsmall studies made up for it.\n\nThis file is written by the test that checks it: `UPDATE_DOCS=1 cargo test`.\n\n| claim | may be said | rests on |\n|---|---|---|\n",
    );
    for claim in CLAIMS {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            claim.name, claim.condition, claim.rests_on
        );
    }
    text.push_str("\n## What is said of some kinds of studies\n");
    for (kind, s) in kinds() {
        let said: Vec<String> = sentences(&s).into_iter().map(|(_, text)| text).collect();
        let _ = write!(text, "\n### {kind}\n\n{}\n", said.join(" "));
    }
    text
}

#[test]
fn the_list_in_the_documents_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/study-claims.md");
    let now = document_of_claims();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, now).unwrap();
    } else {
        let stored = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            stored == now,
            "docs/study-claims.md is not current: UPDATE_DOCS=1 cargo test"
        );
    }
}

fn written(s: &Study, name: &str) -> Exported {
    report(name, &s.view(), &documents(), &plain(s))
}

fn file<'e>(exported: &'e Exported, name: &str) -> &'e [u8] {
    let found = exported
        .files
        .iter()
        .find(|(file, _)| file.as_os_str() == name);
    &found.unwrap_or_else(|| panic!("no {name}")).1
}

/// What `report.md` of a study says.
fn text(s: &Study, naming: Naming) -> String {
    let asked = Asked { naming, ..plain(s) };
    let made = report("Study", &s.view(), &documents(), &asked);
    String::from_utf8(file(&made, "report.md").to_vec()).unwrap()
}

#[test]
fn the_record_gives_the_texts_before_and_after_a_change_of_the_codebook() {
    let mut s = study();
    for (name, at) in [("Round 1", "P01"), ("Round 2", "P02")] {
        let round = s.open("ana", plan(&s, name, &[at]));
        both_submit(&mut s, round);
        for field in [
            CodeField::Name(format!("hope after {name}")),
            CodeField::Exclude(format!("Not wishes ({name}).")),
            CodeField::Kind(CodeKind::Rated(vec![(1, "some".into()), (2, name.into())])),
        ] {
            let edit = Change::CodeEdited {
                code: s.id("hope"),
                field,
                replaces: Vec::new(),
                on: None,
            };
            s.push("ana", edit);
        }
    }
    let text = text(&s, Naming::default());
    for line in [
        "hope after Round 1, name: “hope” became “hope after Round 1”",
        "hope after Round 1, when not: nothing became “Not wishes (Round 1).”",
        "hope after Round 1, scale: nothing became “1 some · 2 Round 1”",
        "hope after Round 2, name: “hope after Round 1” became “hope after Round 2”",
        "hope after Round 2, when not: “Not wishes (Round 1).” became “Not wishes (Round 2).”",
        "hope after Round 2, scale: “1 some · 2 Round 1” became “1 some · 2 Round 2”",
    ] {
        let plain = text.replace('\\', "");
        assert!(plain.contains(line), "{line}\n{plain}");
    }
}

#[test]
fn the_record_gives_the_reasons_of_verdicts_on_a_mapping_and_who_gave_them() {
    let mut s = study();
    let framework = s.framework("ana", &["Inner setting", "Process"]);
    let mapping = s.mapping(framework, true);
    for (by, to) in [("ana", "Inner setting"), ("ben", "Process")] {
        s.mapped(by, mapping, "hope", &[to]);
        s.mapped(by, mapping, "fear", &[to]);
        s.submit_mapping(by, mapping);
    }
    let both: Vec<CoderId> = ["ana", "ben"].map(|id| id.parse().unwrap()).into();
    let mut rule = |code: &str, verdict: Fit, to: &[&str], reason: &str, present: &[CoderId]| {
        let ruling = MappingRuling {
            mapping,
            code: s.id(code),
            verdict,
            to: to.iter().map(|name| s.construct_named(name)).collect(),
            reason: reason.into(),
            kind: ReasonKind::Unsaid,
            present: present.to_vec(),
            replaces: Vec::new(),
        };
        s.push("ana", Change::MappingRuled(ruling.into()));
    };
    let of_ben = Fit::Of(both[1].clone());
    rule("hope", of_ben, &["Process"], "It is of the course.", &both);
    rule("fear", Fit::Kept, &[], "Two readings.", &both[..1]);
    for (naming, [ana, ben]) in [
        (Naming::Names, ["Ana Lima", "Ben Okoro"]),
        (Naming::Initials, ["AL", "BO"]),
    ] {
        let text = text(&s, naming).replace('\\', "");
        for line in [
            format!(
                "hope: Process; verdict: {ben}: Process — It is of the course.; by {ana} and {ben}"
            ),
            format!("fear: not decided; verdict: disagreement kept — Two readings.; by {ana}"),
        ] {
            assert!(text.contains(&line), "{line}\n{text}");
        }
    }
}

#[test]
fn a_mapping_that_is_not_over_is_on_record_with_nothing_of_what_was_mapped() {
    let mut s = study();
    let framework = s.framework("ana", &["Inner setting", "Process"]);
    let mapping = s.mapping(framework, true);
    s.mapped("ana", mapping, "hope", &["Inner setting"]);
    s.submit_mapping("ana", mapping);
    let text = text(&s, Naming::Names);
    let (_, record) = text.split_once("### Mapping to a framework").unwrap();
    let (record, _) = record.split_once("###").unwrap();
    assert!(
        record.contains(": blind; ben has not submitted yet"),
        "{record}"
    );
    assert!(
        !record.contains("None.") && !record.contains("Inner"),
        "{record}"
    );
}

#[test]
fn what_one_coder_did_not_look_at_is_not_said_to_be_mapped_by_both() {
    let mut s = study();
    let framework = s.framework("ana", &["Inner setting", "Process"]);
    let mapping = s.mapping(framework, true);
    for (by, codes) in [("ana", &["hope", "fear"][..]), ("ben", &["hope"])] {
        for code in codes {
            s.mapped(by, mapping, code, &["Process"]);
        }
        s.submit_mapping(by, mapping);
    }
    let text = text(&s, Naming::Names);
    let said = "Ana Lima and Ben Okoro mapped 1 of 2 codes to the constructs of ";
    assert!(text.contains(said), "{text}");
}

#[test]
fn what_the_rule_settled_is_not_said_to_be_coded_alike() {
    let mut s = study();
    let round = s.open("ana", plan(&s, "R", &SOURCES[..1]));
    coded(&mut s, round, SOURCES[0]);
    s.coded("ana", Some(round), SOURCES[0], 60..80, "hope");
    s.coded("ben", Some(round), SOURCES[0], 60..82, "hope");
    both_submit(&mut s, round);
    let text = text(&s, Naming::Names);
    let said = "1 of 3 places were coded alike from the start and 1 but for their ends, which the \
                round's rule settled; of 1 that differed, 1 is not settled yet.";
    assert!(text.contains(said), "{text}");
}

#[test]
fn names_that_are_not_said_are_counted_where_people_wrote_them() {
    let mut s = study();
    let claim = theme(&mut s, "Hope is small");
    let note = |s: &mut Study, reason: &str| {
        let judged = Change::ThemeJudged {
            theme: claim,
            robust: Robustness::InPart,
            reason: reason.into(),
            present: Vec::new(),
            replaces: Vec::new(),
        };
        s.push("ana", judged);
    };
    let warned = |s: &Study, naming: Naming| -> String {
        let asked = Asked { naming, ..plain(s) };
        let made = report("Study", &s.view(), &documents(), &asked);
        let warnings = made.warnings.into_iter();
        warnings.filter(|w| w.contains("names of coders")).collect()
    };
    note(&mut s, "Diana Lima would not say so.");
    assert_eq!(warned(&s, Naming::Ids), "");
    note(&mut s, "Ana Lima's memo says otherwise.");
    assert_eq!(warned(&s, Naming::Names), "");
    for naming in [Naming::Initials, Naming::Ids] {
        let said = warned(&s, naming);
        let there = "in 1 text of the report and 0 cells of report.xlsx (“Ana Lima”)";
        assert!(said.contains(there), "{said}");
    }
    theme(&mut s, "Ben Okoro and Ana Lima agree");
    let said = warned(&s, Naming::Initials);
    assert!(said.contains("(“Ana Lima” and “Ben Okoro”)"), "{said}");
    assert!(!said.contains(" 0 cells"), "{said}");
}

/// Whoever reviewed codes is told once of the study, not again with each round.
#[test]
fn reviews_are_told_once() {
    let kinds = kinds();
    let (_, s) = kinds.last().unwrap();
    let text = text(s, Naming::default());
    let methods = text.split("## Methods").nth(1).unwrap();
    let methods = methods.split("What each sentence rests on").next().unwrap();
    assert_eq!(methods.matches("for cogency").count(), 1, "{methods}");
}

/// Everything that a page, a word processor, a spreadsheet or a terminal might act on.
const HOSTILE: &str =
    "=HYPERLINK(\"http://x\")<script>alert(1)</script>\u{202e}\u{200f}&|`*[l](http://h)";

/// A study in which every name and text is hostile.
fn hostile() -> Study {
    let mut s = Study::new();
    for id in ["ana", "ben"] {
        s.push(id, Change::joined(format!("{id} {HOSTILE}")));
    }
    for name in SOURCES {
        s.source(name, 240);
        let field = crate::model::event::SourceField::Name(format!("{name} {HOSTILE}"));
        let edit = Change::SourceEdited {
            source: source(name),
            field,
            replaces: Vec::new(),
        };
        s.push("ana", edit);
    }
    s.code("hope");
    s.code("fear");
    for code in ["hope", "fear"] {
        for field in [
            CodeField::Name(format!("{code} {HOSTILE}")),
            CodeField::Definition(HOSTILE.into()),
        ] {
            let edit = Change::CodeEdited {
                code: s.id(code),
                field,
                replaces: Vec::new(),
                on: None,
            };
            s.push("ana", edit);
        }
    }
    let name = format!("Round {HOSTILE}");
    let round = s.open("ana", plan(&s, &name, &SOURCES));
    coded(&mut s, round, "P01");
    both_submit(&mut s, round);
    let claim = theme(&mut s, HOSTILE);
    let change = Change::CodePlaced {
        theme: claim,
        code: s.id("hope"),
        placed: true,
        replaces: Vec::new(),
    };
    s.push("ana", change);
    s
}

#[test]
fn whatever_stands_in_a_study_is_text_in_its_report() {
    let made = written(&hostile(), HOSTILE);
    let page = String::from_utf8(file(&made, "report.html").to_vec()).unwrap();
    assert!(page.contains("&lt;script&gt;"), "{page}");
    for acts in ["<script", "\u{202e}", "href=\"http", "src="] {
        assert!(!page.contains(acts), "{acts}");
    }
    let markdown = String::from_utf8(file(&made, "report.md").to_vec()).unwrap();
    let unescaped = markdown.replace("\\<", "").replace("\\[", "");
    for acts in ["<script", "\u{202e}", "[l](http", "[l\\](http"] {
        assert!(!unescaped.contains(acts), "{acts}");
    }
    for name in ["report.docx", "report.xlsx"] {
        let text = text_of(file(&made, name));
        // No cell is a formula, no link leads out of the file.
        assert!(!text.contains("<f>") && !text.contains("<script"), "{name}");
        assert!(!text.contains("TargetMode=\"External\""), "{name}");
    }
}

/// All parts of a Word file or a workbook.
fn text_of(bytes: &[u8]) -> String {
    let mut container = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..container.len() {
        let mut part = container.by_index(at).unwrap();
        part.read_to_string(&mut text).unwrap();
    }
    text
}

/// What stands in the text between one thing and a quotation mark, each time.
fn quoted(text: &str, begin: &str) -> Vec<String> {
    let parts = text.split(begin).skip(1);
    let until = |part: &str| Some(part.split_once('"')?.0.to_owned());
    parts.filter_map(until).collect()
}

/// Every link of the page and of the Word file leads to a place in it, of which there is one.
#[test]
fn every_link_leads_somewhere() {
    for (kind, s) in kinds() {
        let made = written(&s, "Study");
        let page = String::from_utf8(file(&made, "report.html").to_vec()).unwrap();
        let word = text_of(file(&made, "report.docx"));
        for (text, place, link) in [
            (page, "<a id=\"", "href=\"#"),
            (word, "w:name=\"t_", "w:anchor=\"t_"),
        ] {
            let places = quoted(&text, place);
            let known: BTreeSet<&String> = places.iter().collect();
            assert_eq!(known.len(), places.len(), "{kind}: a place is named twice");
            for link in quoted(&text, link) {
                assert!(known.contains(&link), "{kind}: {link} is nowhere");
            }
        }
    }
}

/// A row with fewer cells would be stretched, and its numbers stand under other headings.
#[test]
fn every_row_is_as_long_as_its_heading() {
    let mut with_unused = study();
    with_unused.code("anger");
    let round = with_unused.open("ana", plan(&with_unused, "Round 1", &SOURCES));
    coded(&mut with_unused, round, "P01");
    both_submit(&mut with_unused, round);
    for (kind, s) in kinds()
        .into_iter()
        .chain([("a code nobody used", with_unused)])
    {
        let made = written(&s, "Study");
        let page = String::from_utf8(file(&made, "report.html").to_vec()).unwrap();
        for table in page.split("<table>").skip(1) {
            let (table, _) = table.split_once("</table>").unwrap();
            let (head, rows) = table.split_once("</thead>").unwrap();
            let columns = head.matches("<th scope").count();
            for row in rows.split("<tr>").skip(1) {
                assert_eq!(row.matches("<td").count(), columns, "{kind}: {row}");
                // Nor is it under a heading of figures.
                let unused = row.contains("no one used it");
                assert_eq!(unused, row.contains("no one used it</td></tr>"), "{row}");
            }
        }
    }
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    for (kind, s) in kinds() {
        let [one, other] = [0, 1].map(|_| written(&s, "Study"));
        for ((name, bytes), (_, again)) in one.files.iter().zip(&other.files) {
            assert_eq!(bytes, again, "{kind}: {}", name.display());
        }
    }
}

/// What is not here is in no count: whoever reads the report must know, without a path of this machine.
#[test]
fn a_study_that_is_not_here_in_full_says_so() {
    let s = study();
    for (is_lacking, many) in [(false, 0), (true, 2)] {
        let asked = Asked {
            is_lacking,
            ..plain(&s)
        };
        let made = report("Study", &s.view(), &documents(), &asked);
        let page = String::from_utf8(file(&made, "report.html").to_vec()).unwrap();
        // At the top, and among the limits.
        let said = page.matches("The study was not here in full").count();
        assert_eq!(
            (said, made.warnings.len()),
            (many, many / 2),
            "{is_lacking}"
        );
    }
}
