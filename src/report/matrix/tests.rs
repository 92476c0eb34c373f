//! Matrices against the plainest count: every segment, every person looked at one by one.

use super::rests::resting;
use super::*;
use crate::model::attribute::{Column, Subject, Subjects};
use crate::model::event::Change;
use crate::model::fixture::{self, Study};
use crate::model::ids::{CodeId, Digest, SourceId};
use crate::model::layer::{Finding, Layer, Origin};
use crate::model::round::{Imported, RoundKind, RoundPlan, Submission};
use crate::model::source::{
    Document, Paragraph, SourceKind, Speaker, SpeakerRole, Structure, Turn,
};
use crate::model::text::{Span, Text};
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::layer::analysis_layer;
use crate::report::Documents;
use crate::statistics::claims::Claim;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Who speaks in which source, ten turns each of ten letters; “I” is the interviewer.
const SOURCES: [(&str, &[&str]); 5] = [
    ("one", &["I", "P1"]),
    ("two", &["I", "P2"]),
    ("three", &["I", "P2", "P3", "P4"]),
    ("four", &["P1", "P5"]),
    ("five", &["I"]),
];
const GROUP: &str = "three";
const ARMS: [(&str, &str); 4] = [
    ("P1", "smcm"),
    ("P2", "control"),
    ("P3", "smcm"),
    ("P5", "control"),
];
const SITES: [(&str, &str); 3] = [("one", "North"), ("two", "South"), ("three", "North")];
/// Small steps stand below hope; late came after the round.
const CODES: [&str; 4] = ["hope", "fear", "small steps", "late"];

fn document(name: &str, speakers: &[&str]) -> Arc<Document> {
    let mut structure = Structure::default();
    for label in speakers {
        structure.speakers.push(Speaker {
            label: (*label).to_owned(),
            role: match *label {
                "I" => SpeakerRole::Interviewer,
                _ => SpeakerRole::Participant,
            },
        });
    }
    for turn in 0..10u32 {
        let at = Span {
            start: turn * 10,
            end: turn * 10 + 9,
        };
        structure.turns.push(Turn {
            speaker: Some((turn as usize % speakers.len()) as u16),
            span: at,
            talk: at.start + 2,
            time_ms: None,
        });
        structure.paragraphs.push(Paragraph {
            number: turn + 1,
            letter: 0,
            span: at,
            turn,
        });
    }
    Arc::new(Document {
        source: fixture::source(name),
        revision: 1,
        earlier: Vec::new(),
        text: Text::new("a: one two".repeat(10)),
        structure,
    })
}

/// Who codes what where: ana or not, source, from, length, code.
type Given = (bool, usize, u32, u32, usize);

/// What was given: codings in the round and outside it, how many sources the round has, and which of the
/// others ana has read to the end.
fn study(
    in_round: &[Given],
    free: &[Given],
    round_of: usize,
    reached: &[bool],
) -> (Study, Documents) {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]);
    let mut documents = Documents::new();
    for (name, speakers) in SOURCES {
        let document = document(name, speakers);
        s.source(name, document.text.len());
        documents.insert(document.source.clone(), document);
    }
    let group = Change::SourceEdited {
        source: fixture::source(GROUP),
        field: crate::model::event::SourceField::Kind(SourceKind::FocusGroup),
        replaces: Vec::new(),
    };
    s.push("ana", group);
    for (who, arm) in ARMS {
        set(&mut s, Subject::Participant(who.into()), "arm", arm);
    }
    for (source, site) in SITES {
        set(
            &mut s,
            Subject::Source(fixture::source(source)),
            "site",
            site,
        );
    }
    s.code(CODES[0]);
    s.code(CODES[1]);
    s.code_under(CODES[0], CODES[2]);
    let names: Vec<&str> = SOURCES[..round_of].iter().map(|(name, _)| *name).collect();
    let round = (!names.is_empty()).then(|| s.round(&names));
    s.code(CODES[3]);
    let code = |s: &mut Study, given: &[Given], round| {
        for (ana, source, from, length, code) in given {
            let (source, code) = match round {
                // The round does not have the code that came late.
                Some(_) => (source % round_of, code % 3),
                None => (*source, *code),
            };
            let by = if *ana { "ana" } else { "ben" };
            s.coded(
                by,
                round,
                SOURCES[source].0,
                *from..(from + length).min(100),
                CODES[code],
            );
        }
    };
    if let Some(round) = round {
        code(&mut s, in_round, Some(round));
        s.submit("ana", round);
        s.submit("ben", round);
    }
    code(&mut s, free, None);
    for ((name, _), reached) in SOURCES.iter().zip(reached) {
        let at = Change::Reached {
            round: None,
            source: fixture::source(name),
            paragraph: if *reached { 10 } else { 9 },
        };
        s.push("ana", at.clone());
        s.push("ben", at);
    }
    (s, documents)
}

fn set(s: &mut Study, of: Subject, key: &str, value: &str) {
    let change = Change::AttributeSet {
        of,
        key: key.into(),
        value: Some(value.into()),
        absent: None,
        at: None,
        replaces: Vec::new(),
    };
    s.push("ana", change);
}

/// What the plainest count goes by.
struct Plain<'a> {
    layer: &'a Layer,
    round_of: usize,
    reached: &'a [bool],
    codes: Vec<CodeId>,
}

fn number(source: &SourceId) -> usize {
    SOURCES
        .iter()
        .position(|(name, _)| fixture::source(name) == *source)
        .unwrap()
}

fn speaks(who: &str, source: usize) -> bool {
    who != "I" && SOURCES[source].1.contains(&who)
}

impl Plain<'_> {
    fn speaks_in(&self, who: &str, finding: &Finding) -> bool {
        let source = number(&finding.source);
        let all = SOURCES[source].1;
        who != "I"
            && (0..10u32).any(|turn| {
                let (from, to) = (turn * 10 + 2, turn * 10 + 9);
                all[turn as usize % all.len()] == who
                    && finding.span.start < to
                    && from < finding.span.end
            })
    }

    fn nobody_speaks_in(&self, finding: &Finding) -> bool {
        !["P1", "P2", "P3", "P4", "P5"]
            .iter()
            .any(|who| self.speaks_in(who, finding))
    }

    fn is_of(&self, finding: &Finding, codes: &[usize]) -> bool {
        codes.iter().any(|c| self.codes[*c] == finding.code)
    }

    /// Read to the end with all codes at hand.
    fn read(&self, source: usize, codes: &[usize]) -> bool {
        match source < self.round_of {
            true => !codes.contains(&3),
            false => {
                let coded = self.layer.findings.iter();
                let coded = coded.filter(|f| number(&f.source) == source).count() > 0;
                coded && self.reached[source]
            }
        }
    }

    /// A cell of whoever is in a group: by person and source, else by source where nobody speaks.
    fn cell(&self, codes: &[usize], is: &dyn Fn(Option<&str>, usize) -> bool) -> Cell {
        let mut cell = Cell::default();
        let people = ["P1", "P2", "P3", "P4", "P5"];
        let (mut stretches, mut spoken) = (BTreeSet::new(), BTreeSet::new());
        for finding in self.layer.findings.iter().filter(|f| self.is_of(f, codes)) {
            let source = number(&finding.source);
            let here = match self.nobody_speaks_in(finding) {
                true => is(None, source),
                false => people
                    .iter()
                    .any(|p| self.speaks_in(p, finding) && is(Some(p), source)),
            };
            if here {
                let stretch = (source, finding.span.start, finding.span.end);
                stretches.insert(stretch);
                if !self.nobody_speaks_in(finding) {
                    spoken.insert(stretch);
                }
            }
        }
        cell.segments = stretches.len() as u32;
        let read = spoken
            .iter()
            .filter(|(source, ..)| self.read(*source, codes));
        cell.read_segments = read.count() as u32;
        for who in people {
            let sources = 0..SOURCES.len();
            let sources: Vec<usize> = sources
                .filter(|s| speaks(who, *s) && is(Some(who), *s))
                .collect();
            if sources.is_empty() {
                continue;
            }
            let said = self.layer.findings.iter().any(|f| {
                self.is_of(f, codes)
                    && sources.contains(&number(&f.source))
                    && self.speaks_in(who, f)
            });
            let read = sources.iter().all(|s| self.read(*s, codes));
            let group = sources.iter().all(|s| SOURCES[*s].0 == GROUP);
            let of = &mut cell.people;
            let (all, saying) = match (read, group) {
                (false, _) => (&mut of.not_read, &mut of.not_read_said),
                (true, true) => (&mut of.in_group, &mut of.in_group_said),
                (true, false) => (&mut of.of, &mut of.said),
            };
            *all += 1;
            *saying += u32::from(said);
        }
        cell
    }
}

fn given() -> impl Strategy<Value = Given> {
    (
        any::<bool>(),
        0..SOURCES.len(),
        0..99u32,
        1..25u32,
        0..CODES.len(),
    )
}

fn matrix(view: &View, documents: &Documents, rows: Rows, by: By) -> Matrix {
    let asked = Asked {
        rows,
        by,
        ..Asked::default()
    };
    Matrix::of(view, documents, asked, &mut AlignedRounds::default())
}

fn arm(who: Option<&str>) -> &'static str {
    let of = who.and_then(|who| ARMS.iter().find(|(p, _)| *p == who));
    of.map_or("no value", |(_, arm)| arm)
}

fn site(source: usize) -> &'static str {
    let of = SITES.iter().find(|(name, _)| *name == SOURCES[source].0);
    of.map_or("no value", |(_, site)| site)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_is_the_plainest_count(
        in_round in prop::collection::vec(given(), 0..16),
        free in prop::collection::vec(given(), 0..16),
        round_of in 0..SOURCES.len(),
        reached in prop::collection::vec(any::<bool>(), SOURCES.len()),
    ) {
        let (s, documents) = study(&in_round, &free, round_of, &reached);
        let view = s.view_for("ana");
        let layer = analysis_layer(&view);
        let plain = Plain {
            layer: &layer,
            round_of,
            reached: &reached,
            codes: CODES.iter().map(|c| s.id(c)).collect(),
        };
        let rows = [(Rows::Codes, vec![("hope", vec![0]), ("fear", vec![1]), ("small steps", vec![2]), ("late", vec![3])]),
            (Rows::Roots, vec![("hope", vec![0, 2]), ("fear", vec![1]), ("late", vec![3])])];
        let attribute = |of, key: &str| By::Attribute(of, Column::new(key, None));
        for (asked, rows) in rows {
            for by in [attribute(Subjects::Participants, "arm"), attribute(Subjects::Sources, "site"), By::Kind, By::Person, By::Source, By::Crossed(Box::new(attribute(Subjects::Sources, "site")), Box::new(attribute(Subjects::Participants, "arm")))] {
                let found = matrix(&view, &documents, asked, by.clone());
                for (name, codes) in &rows {
                    let row = found.rows.iter().position(|r| r.name == *name).unwrap();
                    for (at, group) in found.groups.iter().enumerate() {
                        let is = |who: Option<&str>, source: usize| group.is_all || match &by {
                            By::Attribute(Subjects::Sources, _) => site(source) == group.name,
                            By::Attribute(..) => arm(who) == group.name,
                            By::Kind => (SOURCES[source].0 == GROUP) == (group.name == SourceKind::FocusGroup.word()),
                            By::Person => who == Some(group.name.as_str()),
                            By::Source => SOURCES[source].0 == group.name,
                            By::Crossed(..) => format!("{} × {}", site(source), arm(who)) == group.name,
                            By::Codes(_) => unreachable!("not asked for"),
                        };
                        prop_assert_eq!(found.cells[row][at], plain.cell(codes, &is), "{} by {:?}, {}", name, by, group.name);
                    }
                    // Nobody with something said is in no column.
                    let all = found.groups.len() - 1;
                    let sum: u32 = found.cells[row][..all].iter().map(|c| c.segments).sum();
                    prop_assert!(sum >= found.cells[row][all].segments || by == By::Person || matches!(by, By::Crossed(..)));
                }
            }
        }
    }

    #[test]
    fn codes_meet_as_the_plainest_count_has_it(
        free in prop::collection::vec(given(), 0..24),
        turns in 0..3u32,
    ) {
        let (s, documents) = study(&[], &free, 0, &[true; 5]);
        let view = s.view_for("ana");
        let layer = analysis_layer(&view);
        let plain = Plain { layer: &layer, round_of: 0, reached: &[true; 5], codes: CODES.iter().map(|c| s.id(c)).collect() };
        let inside = |x: Span, y: Span| y.start <= x.start && x.end <= y.end;
        let turn = |s: Span| s.start / 10..=(s.end - 1) / 10;
        for how in [Meeting::Same, Meeting::Inside, Meeting::Crossing, Meeting::Near(turns)] {
            let meets = |a: &Finding, b: &Finding| {
                let (x, y) = (a.span, b.span);
                a.source == b.source && match how {
                    Meeting::Same => x == y,
                    Meeting::Inside => x != y && inside(x, y),
                    Meeting::Crossing => x.start < y.end && y.start < x.end && !inside(x, y) && !inside(y, x),
                    Meeting::Near(most) => turn(x).any(|t| turn(y).any(|u| t.abs_diff(u) <= most)),
                }
            };
            let found = matrix(&view, &documents, Rows::Codes, By::Codes(how));
            for (r, row) in found.rows.iter().enumerate() {
                for (c, column) in found.rows.iter().enumerate().filter(|(c, _)| *c != r) {
                    let of = |id: CodeId| layer.findings.iter().filter(move |f| f.code == id);
                    let met: BTreeSet<_> = of(row.codes[0])
                        .filter(|a| of(column.codes[0]).any(|b| meets(a, b)))
                        .map(|a| (number(&a.source), a.span.start, a.span.end))
                        .collect();
                    let people = ["P1", "P2", "P3", "P4", "P5"].into_iter().filter(|p| {
                        of(row.codes[0]).any(|a| of(column.codes[0]).any(|b| {
                            meets(a, b) && plain.speaks_in(p, a) && plain.speaks_in(p, b)
                        }))
                    });
                    let cell = found.cells[r][c];
                    prop_assert_eq!((cell.segments as usize, cell.people.said as usize), (met.len(), people.count()), "{:?} {} {}", how, row.name, column.name);
                }
            }
        }
    }
}

/// Whether a person said something, by each layer, looked at one coding after the other.
fn layers(view: &View, plain: &Plain<'_>, codes: &[usize], who: &str) -> [bool; 6] {
    let speaks = |source: &SourceId, span: Span| {
        let finding = Finding {
            source: source.clone(),
            span,
            code: plain.codes[0],
            round: None,
            origin: Origin::Agreed,
            codings: Vec::new(),
        };
        plain.speaks_in(who, &finding)
    };
    let is = |code: CodeId| codes.iter().any(|c| plain.codes[*c] == code);
    let coded = |by: &str| {
        let mut all = view
            .codings()
            .filter(|c| c.round.is_some() && c.coder.as_str() == by);
        all.any(|c| is(c.code) && speaks(&c.source, c.span))
    };
    let found = |wanted: &dyn Fn(&Finding) -> bool| {
        let mut all = plain.layer.findings.iter().filter(|f| wanted(f));
        all.any(|f| is(f.code) && speaks(&f.source, f.span))
    };
    let single = found(&|f| number(&f.source) >= plain.round_of);
    let (a, b) = (coded("ana") || single, coded("ben") || single);
    [
        a,
        b,
        (coded("ana") && coded("ben")) || single,
        a || b,
        found(&|_| true),
        found(&|f| f.origin != Origin::Unsettled),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_claims_that_change_are_those_that_differ_between_layers(
        in_round in prop::collection::vec(given(), 0..16),
        free in prop::collection::vec(given(), 0..8),
        round_of in 1..SOURCES.len(),
    ) {
        let reached = [true; SOURCES.len()];
        let (s, documents) = study(&in_round, &free, round_of, &reached);
        let view = s.view_for("ana");
        let layer = analysis_layer(&view);
        let plain = Plain {
            layer: &layer,
            round_of,
            reached: &reached,
            codes: CODES.iter().map(|c| s.id(c)).collect(),
        };
        let by = By::Attribute(Subjects::Participants, Column::new("arm", None));
        let found = resting(&view, &documents, Rows::Codes, &by, &mut AlignedRounds::default()).unwrap();
        for (at, name) in CODES.iter().enumerate() {
            let row = found.rows.iter().find(|r| r.name == *name).unwrap();
            let mut said = vec![vec![0u32; found.groups.len()]; 6];
            let mut sizes = vec![0u32; found.groups.len()];
            for (who, arm) in ARMS {
                let group = found.groups.iter().position(|g| g == arm).unwrap();
                let sources: Vec<usize> = (0..SOURCES.len()).filter(|s| speaks(who, *s)).collect();
                let counts = sources.iter().all(|s| plain.read(*s, &[at]))
                    && !sources.iter().all(|s| SOURCES[*s].0 == GROUP);
                if counts {
                    sizes[group] += 1;
                    for (layer, has) in layers(&view, &plain, &[at], who).into_iter().enumerate() {
                        said[layer][group] += u32::from(has);
                    }
                }
            }
            for (group, (low, high, of)) in row.counts.iter().enumerate() {
                let all: Vec<u32> = said.iter().map(|layer| layer[group]).collect();
                prop_assert_eq!((*low, *high, *of), (*all.iter().min().unwrap(), *all.iter().max().unwrap(), sizes[group]), "{} in {}", name, found.groups[group]);
            }
            for claim in [Claim::Present(0), Claim::Present(1), Claim::OnlyIn(0), Claim::OnlyIn(1), Claim::Greater(0, 1), Claim::Greater(1, 0), Claim::Most(0), Claim::Most(1)] {
                let truth: BTreeSet<bool> = said.iter().map(|layer| claim.holds(layer, &sizes)).collect();
                let flagged = row.changing.iter().any(|rests| rests.claim == claim);
                prop_assert_eq!(flagged, truth.len() == 2, "{}: {:?}", name, claim);
            }
        }
    }
}

/// The example of the specification: eleven in the arm, one unread, one in a focus group only.
#[test]
fn who_was_not_read_and_who_was_in_a_group_only_are_apart() {
    let mut cell = Cell::default();
    for (said, read, in_group) in [
        (true, true, false),
        (false, false, false),
        (false, true, true),
    ] {
        cell.people.add(said, read, in_group);
    }
    for n in 0..8 {
        cell.people.add(n < 3, true, false);
    }
    let matrix = sample(cell);
    assert_eq!(matrix.text(0, 0), "4 of 9*");
    assert_eq!(
        matrix.sentence(0, 0),
        "hope, smcm: 4 of 9 (1 in a group only, 1 not read); 0 segments"
    );
    assert_eq!(cell.percent(), None);
    cell.people.add(true, true, false);
    assert_eq!((cell.percent(), cell.people.all()), (Some(50), 12));
}

/// Words and characters are never added up.
#[test]
fn rates_are_of_words_or_of_characters() {
    let mut cell = Cell {
        read_segments: 3,
        ..Cell::default()
    };
    assert_eq!(cell.rate(), None);
    cell.talk.words = 1_500;
    assert_eq!(cell.rate(), Some((2.0, "words")));
    cell.talk.characters = 10;
    assert_eq!(cell.rate(), None);
    cell.talk.words = 0;
    assert_eq!(cell.rate(), Some((300.0, "characters")));
}

fn sample(cell: Cell) -> Matrix {
    let (s, documents) = study(&[], &[], 0, &[]);
    let view = s.view_for("ana");
    let arm = By::Attribute(Subjects::Participants, Column::new("arm", None));
    let mut matrix = matrix(&view, &documents, Rows::Codes, arm);
    matrix.groups.retain(|g| g.name == "smcm");
    matrix.cells = vec![vec![cell]];
    matrix
}

/// Nobody marks a source as finished in an imported round: its file says who read what, and the last one counts.
#[test]
fn what_one_coder_read_by_an_imported_file_is_read() {
    let (mut s, documents) = study(&[], &[], 0, &[]);
    let import = |s: &mut Study, sources: &[&str], replaces| {
        let plan = RoundPlan {
            kind: RoundKind::Imported,
            blind: false,
            imported: Some(Imported {
                replaces,
                ..Imported::default()
            }),
            ..s.plan("pilot", &["ana"], &["one", "two"])
        };
        let round = s.open("ana", plan);
        for name in ["one", "two"] {
            s.coded("ana", Some(round), name, 12..17, CODES[0]);
        }
        let submission = Submission {
            coder: fixture::coder("ana"),
            marks: s.known(),
            codebook: Digest::default(),
            revisions: Vec::new(),
            finished: sources.iter().map(|name| fixture::source(name)).collect(),
            structures: Vec::new(),
            corrected: None,
        };
        let after = None;
        s.push(
            "ana",
            Change::Submitted {
                round,
                submission,
                after,
            },
        );
        round
    };
    let first = import(&mut s, &["one", "two"], None);
    let of = |s: &Study| {
        let found = matrix(&s.view_for("ana"), &documents, Rows::Codes, By::Source);
        ["one", "two"].map(|name| {
            let at = found.groups.iter().position(|g| g.name == name);
            found.cells[0][at.unwrap()].people.of
        })
    };
    assert_eq!(of(&s), [1, 1]);
    import(&mut s, &["one"], Some(first));
    assert_eq!(of(&s), [1, 0]);
}

/// Hope lies inside fear, and the cell of fear's line says so where the table is turned.
#[test]
fn a_turned_table_says_which_codes_lie_inside_which() {
    let (s, documents) = study(
        &[],
        &[(true, 0, 12, 3, 0), (true, 0, 12, 6, 1)],
        0,
        &[true; 5],
    );
    let by = By::Codes(Meeting::Inside);
    let view = s.view_for("ana");
    let found = matrix(&view, &documents, Rows::Codes, by.clone());
    let place = |name: &str| found.rows.iter().position(|r| r.name == name).unwrap();
    assert_eq!(found.cells[place("hope")][place("fear")].segments, 1);
    assert_eq!(
        found.title(false),
        "codes by codes inside: inside one of the column: people"
    );
    assert_eq!(
        found.title(true),
        "codes by codes inside: the column inside one of the row: people"
    );
    let rate = |by| Asked {
        shows: Shows::Rate,
        by,
        ..Asked::default()
    };
    assert!(!rate(by).has_figures() && rate(By::Kind).has_figures());
}

/// Sources of one arm were coded by one coder, those of the other by the other.
#[test]
fn coders_and_groups_that_cannot_be_told_apart_are_said() {
    let coded = |ana: bool, source: usize| (ana, source, 12, 5, 0);
    let (s, documents) = study(&[], &[coded(true, 0), coded(false, 1)], 0, &[true; 5]);
    let view = s.view_for("ana");
    let site = By::Attribute(Subjects::Sources, Column::new("site", None));
    let notes = matrix(&view, &documents, Rows::Codes, site)
        .notes
        .join("\n");
    assert!(
        notes.contains("sources rest on: North: ana alone 1; South: ben alone 1"),
        "{notes}"
    );
    assert!(
        notes.contains("careful: North was coded by ana alone and South by ben alone; a difference between them cannot be told from one between the coders"),
        "{notes}"
    );
    // A low screen shows the first lines alone.
    assert!(
        notes.lines().nth(1).unwrap().starts_with("careful: "),
        "{notes}"
    );
}

/// Rows of constructs hold what is settled, each person and segment once, empty ones stand there, and
/// the valence a case has is beside it.
#[test]
fn constructs_hold_the_codes_that_are_settled_to_be_theirs() {
    let given = [
        (true, 0, 11, 5, 0),
        (true, 0, 31, 5, 1),
        (true, 1, 11, 5, 0),
        (true, 1, 12, 5, 2),
        (true, 3, 1, 5, 1),
    ];
    let (mut s, documents) = study(&[], &given, 0, &[true; 5]);
    let frame = s.framework("ana", &["I", "II", "III"]);
    let constructs = |s: &Study, by: By| {
        let view = s.view_for("ana");
        matrix(&view, &documents, Rows::Constructs, by)
    };
    let site = || By::Attribute(Subjects::Sources, Column::new("site", None));
    assert!(constructs(&s, site()).rows.is_empty());
    let mapping = s.mapping(frame, true);
    for (code, a, b) in [
        ("hope", "I.1", "I.1"),
        ("small steps", "I", "I"),
        ("fear", "II.1", "I"),
    ] {
        s.mapped("ana", mapping, code, &[a]);
        s.mapped("ben", mapping, code, &[b]);
    }
    s.submit_mapping("ana", mapping);
    assert!(constructs(&s, site()).rows.is_empty(), "it is blind still");
    s.submit_mapping("ben", mapping);
    let case = crate::model::attribute::Case {
        kind: "site".into(),
        name: "North".into(),
    };
    let valued = crate::model::mapping::Valued {
        mapping,
        of: crate::model::mapping::ValenceOf::Case(case),
        construct: s.construct_named("I"),
        valence: Some(crate::model::mapping::Valence::Point(-1)),
        summary: "little of it".into(),
        present: vec![fixture::coder("ana"), fixture::coder("ben")],
        replaces: Vec::new(),
    };
    s.push("ben", Change::ValenceGiven(valued.into()));
    let found = constructs(&s, site());
    let names: Vec<&str> = found.rows.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["I", "I.1", "II", "II.1", "III", "III.1"]);
    // Hope and small steps in I, hope alone in I.1; what is undecided is in none.
    let all = found.groups.len() - 1;
    let segments =
        |found: &Matrix| -> Vec<u32> { found.cells.iter().map(|row| row[all].segments).collect() };
    assert_eq!(segments(&found), [3, 2, 0, 0, 0, 0]);
    let people = |found: &Matrix| {
        let people = found.cells[0][found.groups.len() - 1].people;
        people.said + people.not_read_said
    };
    assert_eq!(people(&found), 2);
    let view = s.view_for("ana");
    for (row, cells) in found.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let behind = found.behind(&view, &documents, row, column);
            assert_eq!(behind.len(), cell.segments as usize);
        }
    }
    assert!(found.text(0, 0).ends_with("(−1)"), "{}", found.text(0, 0));
    assert_eq!(found.json()["rows"][0]["cells"][0]["valence"], "−1");
    assert_eq!(
        (found.text(2, 0), found.json()["rows"][2]["codes"].as_u64()),
        ("–".into(), Some(0))
    );
    let said = found.notes.join("\n");
    let left = "2 codes undecided and left out, 0 to which no construct fits";
    assert!(said.contains(left), "{said}");
    // By site and arm: nobody twice, and the valence in words.
    let arm = By::Attribute(Subjects::Participants, Column::new("arm", None));
    let crossed = constructs(&s, By::Crossed(Box::new(site()), Box::new(arm)));
    assert_eq!(people(&crossed), 2);
    let names: Vec<&str> = crossed.groups.iter().map(|g| g.name.as_str()).collect();
    assert!(
        names.contains(&"North × smcm") && names.contains(&"South × control"),
        "{names:?}"
    );
    let said = crossed.notes.join("\n");
    assert!(said.contains("valence of I: North −1"), "{said}");
}

#[test]
fn two_crossed_are_read_as_they_are_typed() {
    let (s, _) = study(&[], &[], 0, &[true; 5]);
    let view = s.view_for("ana");
    for typed in ["source.site x participant.arm", "site × arm"] {
        let by = By::parse(&view, typed).unwrap();
        assert_eq!(by.words(), "site of the source × arm");
        assert!(By::choices(&view).contains(&by));
    }
    assert!(
        By::parse(&view, "site x same")
            .unwrap_err()
            .contains("can be crossed")
    );
    assert!(By::parse(&view, "site x nothing").is_err());
}

/// Who codes what where, close to one another.
fn close() -> impl Strategy<Value = Given> {
    let place = (0..4u32, 0..3u32).prop_map(|(turn, at)| turn * 10 + 2 + at * 2);
    (any::<bool>(), 0..2usize, place, 3..14u32, 0..3usize)
}

/// A stretch with its source.
type Place = (usize, Span);

impl Plain<'_> {
    fn both_speak(&self, who: &str, (source, x): Place, y: Span) -> bool {
        let finding = |span| Finding {
            source: fixture::source(SOURCES[source].0),
            span,
            code: self.codes[0],
            round: None,
            origin: Origin::Agreed,
            codings: Vec::new(),
        };
        self.speaks_in(who, &finding(x)) && self.speaks_in(who, &finding(y))
    }

    /// Every meeting of these: who speaks in both, and the two stretches.
    fn meetings<'a>(
        &'a self,
        of_row: &'a [Place],
        of_column: &'a [Place],
        meets: &'a dyn Fn(Span, Span) -> bool,
    ) -> Vec<(&'static str, Place, Span)> {
        let mut all = Vec::new();
        for who in ["P1", "P2", "P3", "P4", "P5"] {
            for one in of_row {
                for other in of_column.iter().filter(|other| other.0 == one.0) {
                    if meets(one.1, other.1) && self.both_speak(who, *one, other.1) {
                        all.push((who, *one, other.1));
                    }
                }
            }
        }
        all
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn codes_co_occur_in_a_layer_where_the_plainest_look_finds_them(
        in_round in prop::collection::vec(close(), 0..14),
        free in prop::collection::vec(close(), 0..8),
        turns in 0..3u32,
        round_of in 1..3usize,
    ) {
        let (s, documents) = study(&in_round, &free, round_of, &[true; 5]);
        let view = s.view_for("ana");
        let layer = analysis_layer(&view);
        let codes: Vec<CodeId> = CODES.iter().map(|c| s.id(c)).collect();
        let plain = Plain { layer: &layer, round_of, reached: &[true; 5], codes };
        let inside = |x: Span, y: Span| y.start <= x.start && x.end <= y.end;
        let turn = |s: Span| s.start / 10..=(s.end - 1) / 10;
        let place = |f: &Finding| (number(&f.source), f.span);
        let found = |code: CodeId, is: &dyn Fn(usize, &Finding) -> bool| -> Vec<Place> {
            let all = layer.findings.iter().enumerate().filter(|(at, f)| f.code == code && is(*at, f));
            all.map(|(_, f)| place(f)).collect()
        };
        let is_single = |f: &Finding| number(&f.source) >= round_of;
        let coded = |by: &str, code: CodeId| -> Vec<Place> {
            let all = view.codings().filter(|c| c.round.is_some() && c.coder.as_str() == by && c.code == code);
            all.map(|c| (number(&c.source), c.span)).collect()
        };
        let contested: Vec<usize> = (0..layer.findings.len()).filter(|at| {
            let f = &layer.findings[*at];
            let by: BTreeSet<&str> = f.codings.iter().map(|id| view.coding(*id).unwrap().coder.as_str()).collect();
            !is_single(f) && (f.origin == Origin::Unsettled || by.len() == 1)
        }).collect();
        for how in [Meeting::Same, Meeting::Inside, Meeting::Crossing, Meeting::Near(turns)] {
            let meets = |x: Span, y: Span| match how {
                Meeting::Same => x == y,
                Meeting::Inside => x != y && inside(x, y),
                Meeting::Crossing => x.start < y.end && y.start < x.end && !inside(x, y) && !inside(y, x),
                Meeting::Near(most) => turn(x).any(|t| turn(y).any(|u| t.abs_diff(u) <= most)),
            };
            let told = co_occurring::co_occurring(&view, &documents, Rows::Codes, how, &mut AlignedRounds::default()).unwrap();
            for (r, c) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
                    let (x, y) = (plain.codes[r], plain.codes[c]);
                    let single = !plain.meetings(&found(x, &|_, f| is_single(f)), &found(y, &|_, f| is_single(f)), &meets).is_empty();
                    let by = |who: &str| plain.meetings(&coded(who, x), &coded(who, y), &meets);
                    let (a, b) = (by("ana"), by("ben"));
                    let both = |is: &dyn Fn(Span, Span) -> bool| a.iter().any(|a| b.iter().any(|b| {
                        a.0 == b.0 && a.1.0 == b.1.0 && is(a.1.1, b.1.1) && is(a.2, b.2)
                    }));
                    let either = |code| [coded("ana", code), coded("ben", code)].concat();
                    let of = |is: &dyn Fn(usize, &Finding) -> bool| !plain.meetings(&found(x, is), &found(y, is), &meets).is_empty();
                    let holds = [
                        !a.is_empty() || single,
                        !b.is_empty() || single,
                        both(&|a, b| a.iou(b) >= 0.5) || single,
                        both(&|a, b| a.overlap(b) > 0) || single,
                        !plain.meetings(&either(x), &either(y), &meets).is_empty() || single,
                        of(&|_, _| true),
                        of(&|_, f| f.origin != Origin::Unsettled),
                    ];
                    let pair = told.pairs.iter().find(|p| {
                        let names = (p.row.as_str(), p.column.as_str());
                        names == (CODES[r], CODES[c]) || how != Meeting::Inside && names == (CODES[c], CODES[r])
                    });
                    prop_assert_eq!(pair.map_or([false; 7], |p| p.holds), holds, "{:?}: {} and {}", how, CODES[r], CODES[c]);
                    let here: Vec<usize> = contested.iter().copied().filter(|at| [x, y].contains(&layer.findings[*at].code)).collect();
                    if let Some(pair) = pair.filter(|p| !p.is_robust() && p.holds[5]) {
                        let sets = (0u32..1 << here.len()).filter(|bits| {
                            let stays = |at: usize, _: &Finding| here.iter().position(|s| *s == at).is_none_or(|at| bits >> at & 1 == 0);
                            !of(&stays)
                        });
                        let least = sets.map(u32::count_ones).min();
                        prop_assert_eq!(pair.pivots.as_ref().map(|p| p.len() as u32), least, "{:?}: {} and {}", how, CODES[r], CODES[c]);
                        prop_assert_eq!(pair.stands_on_both(), least.is_none());
                    }
            }
        }
    }
}

/// Ana and ben have both codes at one place; fear lies inside hope with ana alone. Elsewhere hope is ana's alone.
#[test]
fn what_meets_with_one_coder_alone_is_told_with_what_it_rests_on() {
    let coded = [
        (true, 0, 12, 17, 0),
        (true, 0, 14, 10, 1),
        (false, 0, 12, 15, 0),
        (false, 0, 16, 13, 1),
        (true, 1, 12, 5, 0),
        (true, 1, 12, 5, 2),
        (false, 1, 12, 5, 2),
    ];
    let (s, documents) = study(&coded, &[], 2, &[true; 5]);
    let view = s.view_for("ana");
    let told = |by: Meeting| {
        let aligned = &mut AlignedRounds::default();
        rested(&view, &documents, Rows::Codes, &By::Codes(by), aligned).unwrap()
    };
    let inside = told(Meeting::Inside).lines().join("\n");
    assert!(inside.starts_with("pairs that co-occur in some layer (at least 1 person speaks in both): 1; 1 changes with the coder, 0 rest on"), "{inside}");
    assert!(
        inside.contains("fear and hope co-occur, the first inside the second: holds by ana"),
        "{inside}"
    );
    assert!(inside.contains("an overlap of 50 %"), "{inside}");
    let same = told(Meeting::Same);
    assert_eq!(same.said.len(), 1);
    assert!(
        same.said[0]
            .0
            .ends_with("It rests on two:2 (coded by ana)."),
        "{}",
        same.said[0].0
    );
    assert_eq!(same.json["pairs"][0]["pivots"][0]["by"], "ana");
    assert!(same.said[0].1.is_some());
}
