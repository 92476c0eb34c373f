//! Setting attributes: one cell, and a whole table at once.

use crate::model::attribute::{AttributeKind, Column, Subject, Subjects, Value, number, typed};
use crate::model::event::{Change, SourceField};
use crate::model::name;
use crate::model::round::Round;
use crate::model::source::SourceKind;
use crate::model::view::View;
use crate::model::visible::unguarded;
use crate::report::{AttributeTable, cases, is_field, kind_of};
use std::collections::HashMap;
use strsim::osa_distance;

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
fn spelled(value: Value, cases: &[String]) -> Value {
    let key = value.is().map(name::key);
    let here = cases.iter().find(|case| Some(name::key(case)) == key);
    here.map_or(value, |case| Value::Is(case.clone()))
}

fn value_of(kind: &AttributeKind, text: &str) -> Result<Option<Value>, String> {
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

/// One cell that would be another.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub subject: Subject,
    pub name: String,
    pub column: Column,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// A row, or a cell of one, that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file or row of the spreadsheet, from 1.
    pub line: u64,
    pub why: String,
}

/// What a table would change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposed {
    pub edits: Vec<Edit>,
    /// Cells that are as they are here.
    pub same: usize,
    /// Names of rows that nobody has here, with a name that may have been meant.
    pub strangers: Vec<(String, Option<String>)>,
    /// Attributes that nothing has here.
    pub new_columns: Vec<Column>,
    /// Cases that are not here: of which kind, and their names.
    pub new_cases: Vec<(String, String)>,
    pub faults: Vec<Fault>,
}

impl Proposed {
    /// The changes that make it so.
    pub fn changes(&self, view: &View) -> Vec<Change> {
        let edits = self.edits.iter();
        let put = |e: &Edit| put(view, e.subject.clone(), &e.column, e.after.clone()).ok();
        edits.filter_map(put).collect()
    }
}

/// A table as it was read: its rows with their lines, the first its heading.
pub type Rows = [(u64, Vec<String>)];

/// Holds a table, whose first column names the rows, against the one that is here. Columns that it does
/// not have stay as they are; an empty cell takes away what is there.
pub fn from_table(view: &View, here: &AttributeTable, rows: &Rows) -> Proposed {
    let mut proposed = Proposed::default();
    let Some(((line, heading), rows)) = rows.split_first() else {
        proposed.fault(
            1,
            "the table is empty: its first row is to name the columns".into(),
        );
        return proposed;
    };
    let columns = proposed.columns(here, *line, heading);
    let names = Names::of(here.rows.iter().map(|row| row.name.clone()));
    let of_case = |column: &Column| match *view.attribute_kind(&here.of, &column.key) {
        AttributeKind::Case => Some(cases(view, &column.key)),
        _ => None,
    };
    let known_cases: Vec<_> = columns.iter().map(|(_, column)| of_case(column)).collect();
    let mut seen: HashMap<String, u64> = HashMap::new();
    for (line, cells) in rows {
        let given = cells.first().map_or("", |c| unguarded(c)).trim();
        let given = match name::cleaned(given) {
            Ok(given) => given,
            Err(flaw) => {
                let why = format!("its first cell names nothing: {flaw}");
                proposed.fault(*line, why);
                continue;
            }
        };
        if cells.len() > heading.len() {
            proposed.fault(*line, "it has more cells than the first row has".into());
        }
        let row = names.meant(&given).map(|at| &here.rows[at]);
        let called = row.map_or(&given, |row| &row.name);
        if let Some(first) = seen.insert(called.clone(), *line) {
            proposed.fault(*line, format!("“{given}” stands in line {first}, too"));
            continue;
        }
        let (subject, called) = match row {
            Some(row) => (row.subject.clone(), row.name.clone()),
            None => match here.newcomer(&given) {
                Some(subject) => {
                    let near = here.rows.iter().find(|r| nearly(&r.name, &given));
                    let meant = near.map(|r| r.name.clone());
                    proposed.strangers.push((given.clone(), meant));
                    (subject, given)
                }
                None => {
                    proposed.fault(*line, format!("there is no source “{given}”"));
                    continue;
                }
            },
        };
        for ((at, column), known) in columns.iter().zip(&known_cases) {
            let text = cells.get(*at).map_or("", |c| unguarded(c));
            let place = here.columns.iter().position(|(c, _)| c == column);
            let held = place.and_then(|at| row?.cell(at));
            let before = held.map(|h| h.value.clone());
            let kind = place.map_or(&AttributeKind::Text, |at| &here.columns[at].1);
            let after = value_of(kind, text).map(|value| match known {
                Some(known) => value.map(|value| spelled(value, known)),
                None => value,
            });
            if let (Ok(Some(Value::Is(case))), Some(known)) = (&after, known) {
                proposed.case(&column.key, case, known);
            }
            match after {
                // Setting it anew settles what was set apart.
                Ok(after) if after == before && held.is_none_or(|h| h.apart.is_empty()) => {
                    proposed.same += usize::from(after.is_some());
                }
                Ok(after) if same_number(&before, &after) => proposed.same += 1,
                Ok(None) if is_field(view, &here.of, column) => {
                    proposed.fault(*line, format!("a source always has a {column}"));
                }
                Ok(after) => proposed.edits.push(Edit {
                    subject: subject.clone(),
                    name: called.clone(),
                    column: column.clone(),
                    before,
                    after,
                }),
                Err(why) => proposed.fault(*line, format!("{column}: {why}")),
            }
        }
    }
    proposed
}

/// Names of rows or columns, to be found as they may be written elsewhere.
struct Names {
    exactly: HashMap<String, usize>,
    /// But for letter case.
    alike: HashMap<String, Vec<usize>>,
}

impl Names {
    fn of(names: impl Iterator<Item = String>) -> Names {
        let (mut exactly, mut alike) = (HashMap::new(), HashMap::<String, Vec<usize>>::new());
        for (at, name) in names.enumerate() {
            alike.entry(name::key(&name)).or_default().push(at);
            exactly.entry(name).or_insert(at);
        }
        Names { exactly, alike }
    }

    /// Which is meant: the very one, else the only one that is the same but for letter case.
    fn meant(&self, given: &str) -> Option<usize> {
        let alike = self
            .alike
            .get(&name::key(given))
            .map_or(&[][..], Vec::as_slice);
        let only = match alike {
            [only] => Some(only),
            _ => None,
        };
        self.exactly.get(given).or(only).copied()
    }
}

/// Whether one name may be a slip for another: a letter differs. A number that differs is somebody else.
fn nearly(one: &str, other: &str) -> bool {
    let digits = |name: &str| {
        name.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    digits(one) == digits(other) && osa_distance(&name::key(one), &name::key(other)) == 1
}

/// Whether spreadsheets write the same number in two ways, as `3` and `3.0`.
fn same_number(before: &Option<Value>, after: &Option<Value>) -> bool {
    let figure = |v: &Option<Value>| v.as_ref().and_then(Value::is).and_then(number);
    before != after && figure(before).is_some() && figure(before) == figure(after)
}

impl Proposed {
    /// Notes a case that is not known.
    fn case(&mut self, kind: &str, name: &str, known: &[String]) {
        let new = (kind.to_owned(), name.to_owned());
        if !known.iter().any(|case| case == name) && !self.new_cases.contains(&new) {
            self.new_cases.push(new);
        }
    }

    fn fault(&mut self, line: u64, why: String) {
        self.faults.push(Fault { line, why });
    }

    /// The attributes of the columns behind the first, by place.
    fn columns(
        &mut self,
        here: &AttributeTable,
        line: u64,
        heading: &[String],
    ) -> Vec<(usize, Column)> {
        let names = Names::of(here.columns.iter().map(|(column, _)| column.to_string()));
        let mut columns: Vec<(usize, Column)> = Vec::new();
        for (at, cell) in heading.iter().enumerate().skip(1) {
            let text = unguarded(cell).trim();
            if text.is_empty() {
                self.fault(line, format!("column {} has no heading", at + 1));
                continue;
            }
            let named = Column::headed(text);
            let named = match name::cleaned(&named.key) {
                Ok(key) => Column::new(key, named.at),
                Err(flaw) => {
                    self.fault(line, format!("“{text}” can name no attribute: {flaw}"));
                    continue;
                }
            };
            let known = names.meant(&named.to_string());
            let known = known.map(|at| here.columns[at].0.clone());
            if known.is_none() {
                self.new_columns.push(named.clone());
            }
            let column = known.unwrap_or(named);
            if columns.iter().any(|(_, c)| *c == column) {
                self.fault(line, format!("two columns are called “{column}”"));
            }
            columns.push((at, column));
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::Study;
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
