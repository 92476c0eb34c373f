//! The table against figures computed elsewhere: by Python's `statistics`, its quartiles written out by
//! hand, and the same by pandas 3.1 (`describe`).

use super::numbers::Numbers;
use super::shape::{Is, Summary};
use super::taken::{Asked, Characteristic, Taken, taken};
use super::{TableOne, table_one};
use crate::model::attribute::{AttributeKind, Column, Subject, Subjects, Value};
use crate::model::event::Change;
use crate::model::fixture::Study;
use crate::report::people;

fn listed(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

/// An attribute as a column of a file has it; nothing is not set.
fn of(name: &str, kind: AttributeKind, values: &[&str]) -> Characteristic {
    Characteristic {
        name: name.into(),
        kind,
        at: None,
        none: None,
        values: values.iter().map(|v| Value::written(v)).collect(),
    }
}

fn all(by: Option<Characteristic>, attributes: Vec<Characteristic>) -> Taken {
    Taken {
        people: attributes[0].values.len(),
        by,
        attributes,
        ..Taken::default()
    }
}

/// The rows as they are shown, a line each.
fn shown(table: &TableOne) -> Vec<String> {
    let rows = table.rows().into_iter();
    rows.map(|r| {
        [vec![format!("{}{}", r.attribute, r.line)], r.cells]
            .concat()
            .join(" | ")
    })
    .collect()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-10, "{a} is not {b}");
}

/// Mean, SD, quartiles, range.
fn are(numbers: &Numbers, n: u64, want: [f64; 7]) {
    let [mean, sd, lower, median, upper, least, greatest] = want;
    assert_eq!(numbers.n, n);
    near(numbers.mean, mean);
    near(numbers.sd.unwrap(), sd);
    for (is, want) in numbers.quartiles.into_iter().zip([lower, median, upper]) {
        near(is, want);
    }
    assert_eq!(numbers.range, Some((least, greatest)));
}

fn summary(table: &TableOne, block: usize, column: usize) -> &Numbers {
    match &table.blocks[block].summaries[column] {
        Summary::Is(numbers) => numbers,
        other => panic!("{other:?}"),
    }
}

/// Twelve people of a trial.
fn trial() -> Taken {
    let arm = [
        "SMCM", "SMCM", "SMCM", "SMCM", "SMCM", "control", "control", "control", "control",
        "control", "", "unknown",
    ];
    let age = [
        "41", "29", "35", "", "52", "33", "38", "missing", "47", "26", "60", "44",
    ];
    let sex = [
        "f", "m", "f", "f", "unknown", "m", "", "m", "f", "m", "f", "m",
    ];
    let category = |values: &[&str]| AttributeKind::Category(listed(values));
    all(
        Some(of("arm", category(&["control", "SMCM", "waiting"]), &arm)),
        vec![
            of("age", AttributeKind::Number, &age),
            of("sex", category(&["f", "m", "d"]), &sex),
        ],
    )
}

#[test]
fn known_numbers_have_their_known_figures() {
    let ages = [23., 31., 34., 38., 41., 47., 52., 60.];
    let numbers = Numbers::of(ages.to_vec()).unwrap();
    are(
        &numbers,
        8,
        [40.75, 11.949297648218254, 33.25, 39.5, 48.25, 23., 60.],
    );
    assert_eq!(Numbers::of(Vec::new()), None);
}

#[test]
fn a_trial_by_arm() {
    let table = table_one(&trial(), None);
    assert_eq!(
        table.headings(),
        [
            "overall (n = 12)",
            "control (n = 5)",
            "SMCM (n = 5)",
            "waiting (n = 0)",
            "group missing (n = 2)"
        ]
    );
    let want = [
        (
            0,
            10,
            [40.5, 10.55409346599171, 33.5, 39.5, 46.25, 26., 60.],
        ),
        (1, 4, [36., 8.831760866327848, 31.25, 35.5, 40.25, 26., 47.]),
        (2, 4, [39.25, 9.810708435174291, 33.5, 38., 43.75, 29., 52.]),
        (4, 2, [52., 11.313708498984761, 48., 52., 56., 44., 60.]),
    ];
    for (column, n, want) in want {
        are(summary(&table, 0, column), n, want);
    }
    assert_eq!(
        shown(&table),
        [
            "age",
            "n | 10 | 4 | 4 | 0 | 2",
            "mean (SD) | 40.5 (10.6) | 36.0 (8.8) | 39.2 (9.8) | no values | 52.0 (11.3)",
            "median [quartiles] | 39.5 [33.5, 46.25] | 35.5 [31.25, 40.25] | 38 [33.5, 43.75] | no values | 52 [48, 56]",
            "range | 26 to 60 | 26 to 47 | 29 to 52 | no values | 44 to 60",
            "missing | 2 | 1 | 1 | 0 | 0",
            "sex",
            "f | 5 (50 %) | 1 of 4 | 3 of 4 | 0 | 1",
            "m | 5 (50 %) | 3 of 4 | 1 of 4 | 0 | 1",
            "d | 0 (0 %) | 0 of 4 | 0 of 4 | 0 | 0",
            "missing | 1 | 1 | 0 | 0 | 0",
            "unknown | 1 | 0 | 1 | 0 | 0",
        ]
    );
    let notes = table.notes.join("\n");
    for words in [
        "--least",
        "CONSORT",
        "Group missing: people whose arm",
        "Hyndman",
    ] {
        assert!(notes.contains(words), "{words}: {notes}");
    }
}

#[test]
fn decimals_and_a_group_of_one() {
    let score = [
        "-1.5", "0.25", "2.75", "", "1.0", "unknown", "-0.5", "3.125", "2.5",
    ];
    let site = ["N", "N", "N", "N", "N", "S", "S", "S", "E"];
    let taken = all(
        Some(of("site", AttributeKind::Case, &site)),
        vec![of("score", AttributeKind::Number, &score)],
    );
    let table = table_one(&taken, None);
    assert_eq!(
        table.headings()[1..],
        ["E (n = 1)", "N (n = 5)", "S (n = 3)"]
    );
    are(
        summary(&table, 0, 0),
        7,
        [
            1.0892857142857142,
            1.7717609615187666,
            -0.125,
            1.,
            2.625,
            -1.5,
            3.125,
        ],
    );
    are(
        summary(&table, 0, 2),
        4,
        [0.625, 1.761864542655498, -0.1875, 0.625, 1.4375, -1.5, 2.75],
    );
    assert_eq!(summary(&table, 0, 1).sd, None);
    let rows = shown(&table);
    assert_eq!(
        rows[2],
        "mean (SD) | 1.0893 (1.7718) | 2.5000 (–) | 0.6250 (1.7619) | 1.3125 (2.5633)"
    );
    assert!(
        table
            .notes
            .iter()
            .any(|n| n.contains("one value alone has no SD"))
    );
    let sd = &table.json()["blocks"][0]["numbers"][1]["sd"];
    assert!(sd["undefined"].is_string(), "{sd}");
}

#[test]
fn per_cents_have_a_decimal_from_a_hundred_with_a_value_on() {
    let level = |i: usize| match i {
        i if i % 40 == 0 => "",
        55 => "unknown",
        i => ["a", "b", "c", "d", "e", "f", "g"][i % 7],
    };
    let levels: Vec<&str> = (0..120).map(level).collect();
    let scores: Vec<String> = (0..120)
        .map(|i| {
            if i % 9 == 4 {
                String::new()
            } else {
                (i * 37 % 101).to_string()
            }
        })
        .collect();
    let scores: Vec<&str> = scores.iter().map(String::as_str).collect();
    let order = AttributeKind::Ordered(listed(&["g", "f", "e", "d", "c", "b", "a"]));
    let taken = all(
        None,
        vec![
            of("level", order, &levels),
            of("score", AttributeKind::Number, &scores),
        ],
    );
    let table = table_one(&taken, None);
    assert_eq!(
        shown(&table)[1..10],
        [
            "g | 16 (13.8 %)",
            "f | 16 (13.8 %)",
            "e | 17 (14.7 %)",
            "d | 16 (13.8 %)",
            "c | 17 (14.7 %)",
            "b | 17 (14.7 %)",
            "a | 17 (14.7 %)",
            "missing | 3",
            "unknown | 1",
        ]
    );
    are(
        summary(&table, 1, 0),
        107,
        [
            49.48598130841121,
            29.264043390901282,
            23.5,
            50.,
            74.5,
            0.,
            100.,
        ],
    );
}

#[test]
fn small_counts_are_hidden_with_what_tells_them() {
    let table = table_one(&trial(), Some(3));
    assert_eq!(
        table.headings(),
        [
            "overall (n = 12)",
            "control (n hidden)",
            "SMCM (n = 5)",
            "waiting (n = 0)",
            "group missing (n <3)"
        ]
    );
    let notes = table.notes.join("\n");
    assert!(notes.contains("<3: at least one"), "{notes}");
    for block in &table.blocks {
        for line in &block.lines {
            for cell in &line.cells {
                assert!(!matches!(cell.count.count(), Some(1 | 2)), "{block:?}");
            }
            // A per cent tells how many have a value: only where that is told anyhow.
            for (column, _) in line
                .cells
                .iter()
                .enumerate()
                .filter(|(_, c)| c.of.is_some())
            {
                let without = block
                    .lines
                    .iter()
                    .filter(|l| matches!(l.is, Is::Missing | Is::Unknown));
                assert!(
                    without
                        .map(|l| l.cells[column].count)
                        .all(|n| n.count().is_some())
                );
                assert!(table.columns[column].1.count().is_some());
            }
        }
    }
    assert!(
        table.blocks[0]
            .summaries
            .iter()
            .all(|s| !matches!(s, Summary::Is(n) if n.range.is_some()))
    );
    let json = table.json();
    assert!(json["columns"][4]["n"]["hidden"].is_string(), "{json}");
    // Too few people altogether: nothing is told but that.
    let few = table_one(
        &all(None, vec![of("sex", AttributeKind::Text, &["f", "m"])]),
        Some(3),
    );
    assert_eq!(few.headings(), ["overall (n <3)"]);
    let told = ["sexhidden: its lines would tell of too few people"];
    assert_eq!(shown(&few), told);
    // Groups of one person each are none.
    let ward = of("ward", AttributeKind::Text, &["a", "b", "c"]);
    let sex = of("sex", AttributeKind::Text, &["f", "f", "f"]);
    let table = table_one(&all(Some(ward), vec![sex]), Some(3));
    assert_eq!((table.headings().len(), table.by.clone()), (1, None));
    assert!(table.notes.iter().any(|n| n.starts_with("Not by ward")));
}

#[test]
fn a_mean_is_hidden_where_it_would_tell_that_of_a_small_group() {
    let site = [["N"; 6].as_slice(), &["S"; 6], &["E"; 6]].concat();
    // Two of E have an age, none of N lacks one.
    let age: Vec<&str> = (0..18)
        .map(|i| {
            if (8..10).contains(&i) || i > 13 {
                ""
            } else {
                "40"
            }
        })
        .collect();
    let taken = all(
        Some(of("site", AttributeKind::Text, &site)),
        vec![of("age", AttributeKind::Number, &age)],
    );
    let table = table_one(&taken, Some(3));
    let block = &table.blocks[0];
    let told: Vec<usize> = (1..4)
        .filter(|c| matches!(block.summaries[*c], Summary::Is(_)))
        .collect();
    assert!(told.len() < 2, "{block:?}");
}

/// A study with a number at two time points, an attribute without one, and one at another only.
fn study() -> Study {
    let mut s = Study::new();
    s.coders(&["ana"]);
    let kinds = [
        ("age", AttributeKind::Number),
        ("score", AttributeKind::Number),
        ("later", AttributeKind::Number),
        ("job", AttributeKind::Text),
    ];
    for (key, kind) in kinds {
        let change = Change::AttributeDeclared {
            of: Subjects::Participants,
            key: key.into(),
            kind,
            replaces: Vec::new(),
        };
        s.push("ana", change);
    }
    let told = [
        ("P1", "age", None, "41"),
        ("P2", "age", None, "29"),
        ("P1", "score", Some("baseline"), "10"),
        ("P2", "score", Some("T1"), "12"),
        ("P1", "later", Some("T1"), "3"),
        ("P2", "job", None, "nurse"),
    ];
    for (who, key, at, value) in told {
        let change = Change::AttributeSet {
            of: Subject::Participant(who.into()),
            key: key.into(),
            value: Some(value.into()),
            absent: None,
            at: at.map(str::to_owned),
            replaces: Vec::new(),
        };
        s.push("ana", change);
    }
    s
}

fn asked(asked: &Asked) -> Result<TableOne, String> {
    let view = study().view();
    taken(&view, &people(&view, &[]), asked).map(|t| table_one(&t, asked.least))
}

#[test]
fn values_are_those_of_the_time_point_asked_for() {
    let at = |at: Option<&str>| {
        asked(&Asked {
            at: at.map(str::to_owned),
            ..Asked::default()
        })
    };
    let table = at(Some("Baseline")).unwrap();
    let told = |t: &TableOne| -> Vec<(String, Option<String>, usize)> {
        let all = t.blocks.iter();
        all.map(|b| {
            (
                Column::new(&*b.attribute, b.at.clone()).to_string(),
                b.none.clone(),
                b.lines.len(),
            )
        })
        .collect()
    };
    let none = |points: &str| Some(points.to_owned());
    assert_eq!(
        told(&table),
        [
            ("age".to_owned(), None, 1),
            (
                "later".to_owned(),
                none("no values at baseline; it was taken at T1"),
                0
            ),
            ("score @ baseline".to_owned(), None, 2),
        ]
    );
    assert_eq!(table.blocks[2].lines[1].is, Is::Missing);
    let without = at(None).unwrap();
    assert!(
        without.blocks[2]
            .none
            .as_ref()
            .is_some_and(|why| why.contains("T1 and baseline"))
    );
    let why = at(Some("T9")).unwrap_err();
    assert_eq!(
        why,
        "there is no time point “T9”; there are T1 and baseline"
    );
}

#[test]
fn what_cannot_be_asked_for_is_said() {
    let by = |by: &str| {
        asked(&Asked {
            by: Some(by.into()),
            ..Asked::default()
        })
    };
    assert!(by("age").unwrap_err().starts_with("“age” is a number"));
    assert!(
        by("sex")
            .unwrap_err()
            .contains("they have age, job, later and score")
    );
    let view = Study::new().view();
    let why = taken(&view, &[], &Asked::default()).unwrap_err();
    assert!(why.starts_with("there are no participants yet"), "{why}");
    let table = by("JOB").unwrap();
    assert_eq!(
        table.headings(),
        ["overall (n = 2)", "nurse (n = 1)", "group missing (n = 1)"]
    );
}

#[test]
fn files_hold_the_table_with_all_digits() {
    use crate::export::paper::{docx, html, markdown};
    use crate::export::workbook::workbook;
    let table = table_one(&trial(), None);
    let csv = table.grid().csv();
    assert!(
        csv.starts_with("attribute,line,overall,overall %,control,control %,"),
        "{csv}"
    );
    assert!(
        csv.contains("\nage,SD,10.55409346599171,,8.831760866327848,,"),
        "{csv}"
    );
    assert!(csv.contains("\nsex,f,5,50,1,,3,,0,,1,\n"), "{csv}");
    let paper = table.paper("Recovery");
    let text = markdown(&paper);
    assert!(
        text.contains("| | f | 5 (50 %) | 1 of 4 |") || text.contains("|  | f | 5 (50 %)"),
        "{text}"
    );
    assert!(html(&paper).contains("<td>40.5 (10.6)</td>"));
    assert!(docx(&paper).is_ok() && workbook(vec![table.grid(), table.notes_grid()]).is_ok());
}
