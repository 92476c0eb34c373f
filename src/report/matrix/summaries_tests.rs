//! Summaries of cells: whose they are, what they rest on, and what became of that.

use super::*;
use crate::acts::memos::summarised;
use crate::model::event::Change;
use crate::model::fixture::{Study, coder, interview, source};
use crate::model::mint::Mint;
use crate::model::source::{SpeakerRole, SpeakerSetting};
use crate::model::text::Span;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::Texts;
use crate::report::matrix::{Asked, Shows};
use std::collections::BTreeSet;

struct Here {
    study: Study,
    documents: Documents,
    mint: Mint,
}

/// P speaks in one and two, where she is called Rosa and Rosa again.
fn two_interviews() -> Here {
    let mut study = Study::new();
    study.coders(&["ana", "ben"]);
    let mut documents = Documents::new();
    for name in ["one", "two"] {
        let document = interview(&source(name), 6);
        study.source(name, document.text.len());
        documents.insert(source(name), document);
    }
    study.code("hope");
    let mut here = Here {
        study,
        documents,
        mint: Mint::new(7, 1_800_000_000_000),
    };
    here.called("Rosa");
    here
}

impl Here {
    fn called(&mut self, who: &str) {
        for name in ["one", "two"] {
            let setting = SpeakerSetting {
                label: "P".into(),
                role: SpeakerRole::Participant,
                participant: Some(who.into()),
            };
            let change = Change::SpeakerSet {
                source: source(name),
                setting,
                replaces: Vec::new(),
            };
            self.study.push("ana", change);
        }
    }

    fn matrix(&self, viewer: &str) -> Matrix {
        let asked = Asked {
            by: By::Person,
            shows: Shows::Summaries,
            ..Asked::default()
        };
        let view = self.study.view_for(viewer);
        Matrix::of(&view, &self.documents, asked, &mut AlignedRounds::default())
    }

    /// Writes of hope and the only person.
    fn write(&mut self, by: &str, text: &str) -> Result<(), String> {
        let view = self.study.view_for(by);
        let matrix = self.matrix(by);
        let of = matrix.summing(&view, &self.documents, (0, 0)).unwrap();
        for (id, change) in summarised(&view, &coder(by), &of, text, &mut self.mint)? {
            let made = self.study.push(by, change);
            let event = std::sync::Arc::make_mut(self.study.events.last_mut().unwrap());
            assert_eq!(event.id, made);
            event.id = id;
        }
        Ok(())
    }

    /// Who wrote what, and what became of its segments.
    fn told(&self, viewer: &str) -> Vec<String> {
        let matrix = self.matrix(viewer);
        let cell = matrix.summaries.get(&(0, 0)).cloned().unwrap_or_default();
        let told = cell.written.into_iter().map(|s| {
            let since = s.since.unwrap_or_else(|| "as it was".into());
            format!("{}: {} ({since})", s.by, s.text)
        });
        told.collect()
    }
}

#[test]
fn a_summary_says_what_became_of_its_segments_until_it_is_said_to_hold() {
    let mut s = two_interviews();
    let first = s.study.coded("ana", None, "one", 23..30, "hope");
    let second = s.study.coded("ana", None, "two", 23..30, "hope");
    assert_eq!(s.matrix("ana").text(0, 0), "(2)");
    s.write("ana", "small things").unwrap();
    s.write("ben", "what is near").unwrap();
    assert_eq!(
        s.told("ana"),
        [
            "ana: small things (as it was)",
            "ben: what is near (as it was)"
        ]
    );
    assert_eq!(s.matrix("ana").text(0, 0), "ana, ben");
    assert_eq!(
        s.matrix("ana").summarised(0, 0).last().unwrap(),
        "(one:2; two:2)"
    );
    // What the interviewer says is nobody's segment of the person.
    s.study.coded("ana", None, "one", 3..9, "hope");
    assert_eq!(s.told("ana")[0], "ana: small things (as it was)");
    s.study.coded("ana", None, "one", 63..70, "hope");
    s.study.push("ana", Change::Uncoded { coding: second });
    let field =
        crate::model::event::CodingField::Span(Span { start: 23, end: 28 }, Digest::default());
    s.study.push(
        "ana",
        Change::Recoded {
            coding: first,
            field,
            revision: 0,
            replaces: Vec::new(),
        },
    );
    let became = "1 segment new, 1 segment gone and 1 segment with another text";
    assert_eq!(s.told("ben")[0], format!("ana: small things ({became})"));
    assert_eq!(s.matrix("ana").text(0, 0), "ana*, ben*");
    // The same text again says that it holds; said twice it says nothing.
    s.write("ana", "small things").unwrap();
    let told = [
        "ana: small things (as it was)".to_owned(),
        format!("ben: what is near ({became})"),
    ];
    assert_eq!(s.told("ana"), told);
    assert!(s.write("ana", "small things").is_err());
    s.write("ben", "").unwrap();
    assert_eq!(s.told("ben"), told[..1]);
    // Another name of hers is no other person.
    s.called("Lucía");
    let matrix = s.matrix("ana");
    assert_eq!(matrix.groups[0].name, "Lucía");
    assert_eq!(s.told("ana").len(), 1);
    s.write("ana", "what she can do herself").unwrap();
    assert_eq!(s.told("ana"), ["ana: what she can do herself (as it was)"]);
}

#[test]
fn what_is_no_case_is_not_summarised() {
    let mut s = two_interviews();
    s.study.coded("ana", None, "one", 23..30, "hope");
    let matrix = s.matrix("ana");
    let last = matrix.groups.len() - 1;
    assert!(matrix.groups[last].is_all);
    let view = s.study.view_for("ana");
    assert!(matrix.is_of_cases(0) && !matrix.is_of_cases(last));
    assert_eq!(matrix.summing(&view, &s.documents, (0, last)), None);
}

/// The sources a summary is about are those it cannot be known without.
#[test]
fn a_summary_waits_for_the_blind_round_over_any_source_it_is_about() {
    let mut s = two_interviews();
    s.study.coded("ben", None, "one", 23..30, "hope");
    s.write("ben", "small things").unwrap();
    assert_eq!(s.told("ana").len(), 1);
    s.study.round(&["two"]);
    assert_eq!(s.told("ana"), Vec::<String>::new());
    assert_eq!(s.told("ben"), Vec::<String>::new());
}

#[test]
fn segments_are_those_the_cell_lists() {
    let mut s = two_interviews();
    for (at, from) in [("one", 23), ("one", 65), ("two", 23), ("two", 3)] {
        s.study.coded("ana", None, at, from..from + 5, "hope");
    }
    s.write("ana", "all of it").unwrap();
    let matrix = s.matrix("ana");
    let view = s.study.view_for("ana");
    let behind = matrix.behind(&view, &s.documents, 0, 0);
    let texts = Texts::new(&view, &s.documents);
    let listed: BTreeSet<String> = behind
        .iter()
        .map(|e| texts.place(&e.source, e.span))
        .collect();
    let told: BTreeSet<String> = matrix.summaries[&(0, 0)].places.iter().cloned().collect();
    assert_eq!((listed.len(), &told), (3, &listed));
    let rests = matrix.summing(&view, &s.documents, (0, 0)).unwrap().rests;
    assert_eq!(rests.len(), behind.len());
}
