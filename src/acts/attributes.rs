//! Setting attributes: one cell, and a whole table at once.

use crate::model::attribute::{AttributeKind, Column, Subject, Subjects, Value, typed};
use crate::model::event::{Change, SourceField};
use crate::model::name;
use crate::model::round::Round;
use crate::model::source::SourceKind;
use crate::model::view::View;
use crate::report::{cases, is_field, kind_of};

/// What is set in a column: a value as its kind has it, or `None` where the text is empty, which takes
/// away what is there.
///
/// # Errors
/// In words, why it can be no value.
pub fn value(
    view: &View,
    of: &Subjects,
    column: &Column,
    text: &str,
) -> Result<Option<Value>, String> {
    let kind = kind_of(view, of, column);
    let value = value_of(&kind, text)?;
    Ok(match kind {
        AttributeKind::Case => value.map(|value| spelled(value, &cases(view, &column.key))),
        _ => value,
    })
}

/// A case as it is called here, whatever the letter case it is written in.
pub(super) fn spelled(value: Value, cases: &[String]) -> Value {
    let key = value.is().map(name::key);
    let here = cases.iter().find(|case| Some(name::key(case)) == key);
    here.map_or(value, |case| Value::Is(case.clone()))
}

pub(super) fn value_of(kind: &AttributeKind, text: &str) -> Result<Option<Value>, String> {
    match Value::written(text) {
        Some(Value::Is(text)) => {
            let text = name::cleaned(&text).map_err(|flaw| flaw.to_string())?;
            typed(kind, &text).map(|text| Some(Value::Is(text)))
        }
        other => Ok(other),
    }
}

/// Sets a cell of a table: an attribute, or what is known of every source.
///
/// # Errors
/// In words, if it is no attribute and cannot be without a value.
pub fn put(
    view: &View,
    of: Subject,
    column: &Column,
    value: Option<Value>,
) -> Result<Change, String> {
    match &of {
        Subject::Source(source) if is_field(view, &of.table(), column) => {
            let text = value.as_ref().and_then(Value::is);
            let text = text.ok_or_else(|| format!("a source always has a {column}"))?;
            let kinds = SourceKind::ALL.into_iter();
            let kind = kinds
                .filter(|_| column.key == "kind")
                .find(|k| k.word() == text);
            Ok(Change::SourceEdited {
                source: source.clone(),
                field: match kind {
                    Some(kind) => SourceField::Kind(kind),
                    None => SourceField::Language(text.to_owned()),
                },
                replaces: Vec::new(),
            })
        }
        _ => Ok(set(of, column, value)),
    }
}

/// Sets an attribute. What it replaces is found when it is saved.
pub fn set(of: Subject, column: &Column, value: Option<Value>) -> Change {
    let (value, absent) = match value {
        Some(Value::Is(text)) => (Some(text), None),
        Some(Value::Not(absent)) => (None, Some(absent)),
        None => (None, None),
    };
    Change::AttributeSet {
        of,
        key: column.key.clone(),
        value,
        absent,
        at: column.at.clone(),
        replaces: Vec::new(),
    }
}

/// What somebody who codes blind is to know when they set an attribute; nothing to anybody else.
pub fn seen_at_once(view: &View) -> Option<String> {
    let mine = |r: &&Round| view.viewer().is_some_and(|me| r.plan.coders.contains(me));
    let blind = view
        .rounds()
        .iter()
        .rev()
        .find(|r| !r.is_open() && mine(r))?;
    Some(format!(
        "attributes are seen by everybody at once, also while “{}” is blind: set facts only",
        blind.plan.name
    ))
}

/// Says what kind of values an attribute takes.
///
/// # Errors
/// In words, if a value that is set cannot be one; nothing is changed then.
pub fn declared(
    view: &View,
    of: &Subjects,
    key: &str,
    kind: AttributeKind,
) -> Result<Vec<Change>, String> {
    let mut changes = vec![Change::AttributeDeclared {
        of: of.clone(),
        key: key.to_owned(),
        kind: kind.clone(),
        replaces: Vec::new(),
    }];
    for (subject, all) in view.with_attributes(of) {
        for (column, held) in all.iter().filter(|(column, _)| column.key == key) {
            let Some(text) = held.value.is() else {
                continue;
            };
            let kept = typed(&kind, text).map_err(|why| {
                format!("{}: {why}; mend that value first", called(view, subject))
            })?;
            if kept != text {
                changes.push(set(subject.clone(), column, Some(Value::Is(kept))));
            }
        }
    }
    Ok(changes)
}

/// What a subject is called.
pub fn called(view: &View, subject: &Subject) -> String {
    match subject {
        Subject::Participant(who) => who.clone(),
        Subject::Source(id) => view.source_name(id),
        Subject::Case(case) => case.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::attribute_intake::from_table;
    use crate::model::fixture::Study;
    use crate::report::AttributeTable;
    use crate::report::{attribute_table, people};
    use proptest::prelude::*;

    fn participant(who: &str) -> Subject {
        Subject::Participant(who.into())
    }

    fn save(s: &mut Study, changes: Vec<Change>) {
        for change in changes {
            let change = s.view().replacing(vec![change]).remove(0);
            s.push("ana", change);
        }
    }

    fn study() -> Study {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]);
        let kinds = [
            ("age", AttributeKind::Number),
            (
                "arm",
                AttributeKind::Category(vec!["SMCM".into(), "control".into()]),
            ),
        ];
        for (key, kind) in kinds {
            let changes = declared(&s.view(), &Subjects::Participants, key, kind).unwrap();
            save(&mut s, changes);
        }
        let told = [
            ("P01", "41", "SMCM"),
            ("P02", "", "control"),
            ("P10", "60", ""),
        ];
        for (who, age, arm) in told {
            for (key, text) in [("age", age), ("arm", arm)] {
                let column = Column::new(key, None);
                let value = value(&s.view(), &Subjects::Participants, &column, text).unwrap();
                if value.is_some() {
                    save(&mut s, vec![set(participant(who), &column, value)]);
                }
            }
        }
        s
    }

    fn table(s: &Study) -> AttributeTable {
        let view = s.view();
        attribute_table(&view, &people(&view, &[]), &Subjects::Participants)
    }

    /// As a spreadsheet program reads and writes it.
    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let sheet = crate::import::sheet("t.csv", text.as_bytes(), None).unwrap();
        sheet.rows.into_iter().map(|r| (r.line, r.cells)).collect()
    }

    #[test]
    fn a_table_that_went_out_comes_in_again_unchanged_but_for_what_was_edited() {
        let mut s = study();
        let csv = table(&s).grid().csv();
        assert_eq!(
            csv,
            "participant,age,arm\nP01,41,SMCM\nP02,,control\nP10,60,\n"
        );
        let again = from_table(&s.view(), &table(&s), &rows(&csv));
        assert_eq!((again.edits.len(), again.same), (0, 4));
        let edited = csv
            .replace("P02,,", "P02,missing,")
            .replace("60,", "60.0,smcm")
            .replace("41,SMCM", "41,");
        let proposed = from_table(&s.view(), &table(&s), &rows(&edited));
        assert_eq!(proposed.faults, []);
        let told: Vec<String> = proposed
            .edits
            .iter()
            .map(|e| {
                let words = |v: &Option<Value>| v.as_ref().map_or("–".into(), Value::to_string);
                format!(
                    "{} {} {} {}",
                    e.name,
                    e.column,
                    words(&e.before),
                    words(&e.after)
                )
            })
            .collect();
        assert_eq!(
            told,
            ["P01 arm SMCM –", "P02 age – missing", "P10 arm – SMCM"]
        );
        let changes = proposed.changes(&s.view());
        save(&mut s, changes);
        let csv = "participant,age,arm\nP01,41,\nP02,missing,control\nP10,60,SMCM\n";
        assert_eq!(table(&s).grid().csv(), csv);
    }

    #[test]
    fn a_broken_table_names_each_row_and_strangers_are_asked_about() {
        let s = study();
        let broken =
            "participant,age,arm,age\nP01,old,SMCM,\n,41,SMCM,\nP02,41,both,\np01,1,,\nP9,1,,,7\n";
        let proposed = from_table(&s.view(), &table(&s), &rows(broken));
        let faults: Vec<String> = proposed
            .faults
            .iter()
            .map(|f| format!("{} {}", f.line, f.why))
            .collect();
        for why in [
            "1 two columns are called “age”",
            "2 age: “old” is no number",
            "3 its first cell names nothing",
            "4 arm: “both” is none of its values: SMCM, control",
            "5 “p01” stands in line 2, too",
            "6 it has more cells",
        ] {
            assert!(
                faults.iter().any(|f| f.starts_with(why)),
                "{why}: {faults:?}"
            );
        }
        assert_eq!(proposed.strangers, [("P9".to_owned(), None)]);
        let near = from_table(
            &s.view(),
            &table(&s),
            &rows("id,site\nPP01,North\nP03,South\n"),
        );
        let meant = Some("P01".to_owned());
        assert_eq!(
            near.strangers,
            [("PP01".to_owned(), meant), ("P03".to_owned(), None)]
        );
        assert_eq!(near.new_columns, [Column::new("site", None)]);
    }

    #[test]
    fn a_kind_is_refused_where_a_value_that_is_set_cannot_be_one() {
        let mut s = study();
        let of = Subjects::Participants;
        let why = declared(&s.view(), &of, "arm", AttributeKind::Number).unwrap_err();
        assert!(why.starts_with("P01: “SMCM” is no number"), "{why}");
        // Values become as the kind has them.
        let column = Column::new("since", None);
        save(
            &mut s,
            vec![set(
                participant("P01"),
                &column,
                Some(Value::Is("1.2.2026".into())),
            )],
        );
        let changes = declared(&s.view(), &of, "since", AttributeKind::Date).unwrap();
        save(&mut s, changes);
        let view = s.view();
        let held = &view.attributes(&participant("P01")).unwrap()[&column];
        assert_eq!(held.value.to_string(), "2026-02-01");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever names and values: what was written is read again as it stands here.
        #[test]
        fn any_table_is_read_again_as_it_was_written(
            cells in prop::collection::vec(
                ("[a-zA-Zé早=+@-][a-z0-9 ,;\"'=早]{0,6}", "[a-z早=@'-][a-z \",;]{0,4}", "[a-zA-Z0-9 ,;\"'=+@!?é早नำ\u{2019}-]{1,8}"),
                1..12,
            ),
        ) {
            let mut s = Study::new();
            s.coders(&["ana"]);
            for (who, key, text) in &cells {
                let (Ok(who), Ok(key)) = (name::cleaned(who), name::cleaned(key)) else { continue };
                let column = Column::headed(&key);
                let of = Subjects::Participants;
                if let Ok(Some(value)) = value(&s.view(), &of, &column, text) {
                    save(&mut s, vec![set(participant(&who), &column, Some(value))]);
                }
            }
            let here = table(&s);
            prop_assume!(!here.rows.is_empty());
            let again = from_table(&s.view(), &here, &rows(&here.grid().csv()));
            prop_assert_eq!(again.faults, vec![]);
            prop_assert_eq!(again.edits, vec![]);
            prop_assert_eq!(again.strangers, vec![]);
        }
    }
}
