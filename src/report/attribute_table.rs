//! Attributes as a table: a row for each participant, source or case, a column for each attribute at
//! each time point.

use super::people::Person;
use crate::export::grid::{Cell, Grid};
use crate::model::attribute::{
    AttributeKind, Case, Column, Held, Subject, Subjects, Value, number,
};
use crate::model::natural::natural;
use crate::model::source::SourceKind;
use crate::model::view::View;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// Attributes of all participants, of all sources, or of all cases of a kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AttributeTable {
    pub of: Subjects,
    /// By name; an attribute taken at several time points in their order.
    pub columns: Vec<(Column, AttributeKind)>,
    pub rows: Vec<AttributeRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AttributeRow {
    pub subject: Subject,
    /// What it is called.
    pub name: String,
    /// As many as there are columns.
    pub cells: Vec<Option<Held>>,
}

impl AttributeRow {
    pub fn cell(&self, column: usize) -> Option<&Held> {
        self.cells.get(column)?.as_ref()
    }
}

/// The table of participants, sources or cases. `people` are the participants.
pub fn attribute_table(view: &View, people: &[Person], of: &Subjects) -> AttributeTable {
    let columns = columns(view, of);
    let is_field = |column: &Column| is_field(view, of, column);
    let fields: Vec<bool> = columns.iter().map(|(column, _)| is_field(column)).collect();
    let rows = subjects(view, people, of)
        .into_iter()
        .map(|(subject, name)| {
            let set = view.attributes(&subject);
            let cell = |((column, _), field): (&(Column, _), &bool)| match field {
                true => field_of(view, &subject, column),
                false => set?.get(column).cloned(),
            };
            AttributeRow {
                cells: columns.iter().zip(&fields).map(cell).collect(),
                subject,
                name,
            }
        });
    AttributeTable {
        rows: rows.collect(),
        of: of.clone(),
        columns: columns.clone(),
    }
}

/// Attributes that are set for somebody, or of which somebody has said what kind they are.
fn columns(view: &View, of: &Subjects) -> Vec<(Column, AttributeKind)> {
    let set = view.with_attributes(of).flat_map(|(_, all)| all.keys());
    let mut columns: BTreeSet<Column> = set.cloned().collect();
    for (key, _) in view.attribute_kinds(of) {
        if !columns.iter().any(|c| c.key == key) {
            columns.insert(Column::new(key, None));
        }
    }
    let points = view.time_points();
    let order = |c: &Column| {
        let at = c.at.as_ref();
        at.map(|at| points.iter().position(|p| p == at).unwrap_or(points.len()))
    };
    if *of == Subjects::Sources && !view.sources().is_empty() {
        columns.extend(FIELDS.map(|field| Column::new(field, None)));
    }
    let mut columns: Vec<Column> = columns.into_iter().collect();
    columns.sort_by(|a, b| {
        natural(&a.key, &b.key)
            .then_with(|| order(a).cmp(&order(b)))
            .then_with(|| a.cmp(b))
    });
    let kind = |column: Column| {
        let kind = kind_of(view, of, &column);
        (column, kind)
    };
    columns.into_iter().map(kind).collect()
}

/// What is known of every source without being set as an attribute.
const FIELDS: [&str; 2] = ["kind", "language"];

/// What kind of values a column takes: the kind of a source is one of those there are.
pub fn kind_of(view: &View, of: &Subjects, column: &Column) -> AttributeKind {
    match is_field(view, of, column) {
        true if column.key == FIELDS[0] => {
            AttributeKind::Category(SourceKind::ALL.map(|k| k.word().to_owned()).into())
        }
        _ => view.attribute_kind(of, &column.key).clone(),
    }
}

/// Whether a column is a field of sources, and no attribute of that name.
pub fn is_field(view: &View, of: &Subjects, column: &Column) -> bool {
    let set = || {
        view.with_attributes(of)
            .any(|(_, set)| set.contains_key(column))
    };
    *of == Subjects::Sources
        && column.at.is_none()
        && FIELDS.contains(&column.key.as_str())
        && !set()
}

fn field_of(view: &View, subject: &Subject, column: &Column) -> Option<Held> {
    let Subject::Source(id) = subject else {
        return None;
    };
    let source = view.source(id)?;
    let text = match column.key == FIELDS[0] {
        true => source.kind.word().to_owned(),
        false => source.language.clone(),
    };
    Some(Held {
        value: Value::Is(text),
        apart: Vec::new(),
        by: None,
    })
}

/// All of a table, with what each is called, in the order people count.
fn subjects(view: &View, people: &[Person], of: &Subjects) -> Vec<(Subject, String)> {
    match of {
        Subjects::Participants => {
            let all = people.iter().map(|p| p.name.clone());
            all.map(|name| (Subject::Participant(name.clone()), name))
                .collect()
        }
        Subjects::Sources => {
            let all = view.sources().iter();
            all.map(|s| (Subject::Source(s.id.clone()), view.source_name(&s.id)))
                .collect()
        }
        Subjects::Cases(kind) => {
            let case = |name: String| {
                let case = Case {
                    kind: kind.clone(),
                    name: name.clone(),
                };
                (Subject::Case(case), name)
            };
            cases(view, kind).into_iter().map(case).collect()
        }
    }
}

/// The cases of a kind: those that participants and sources name, and those that have attributes.
pub fn cases(view: &View, kind: &str) -> Vec<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for of in [Subjects::Participants, Subjects::Sources] {
        if *view.attribute_kind(&of, kind) != AttributeKind::Case {
            continue;
        }
        for (_, set) in view.with_attributes(&of) {
            let named = set.iter().filter(|(column, _)| column.key == kind);
            all.extend(named.filter_map(|(_, held)| held.value.is().map(str::to_owned)));
        }
    }
    for (subject, _) in view.with_attributes(&Subjects::Cases(kind.to_owned())) {
        if let Subject::Case(case) = subject {
            all.insert(case.name.clone());
        }
    }
    let mut all: Vec<String> = all.into_iter().collect();
    all.sort_by(|a, b| natural(a, b));
    all
}

/// The kinds of cases there are, by name.
pub fn case_kinds(view: &View) -> Vec<String> {
    let tables = [Subjects::Participants, Subjects::Sources];
    let kinds = tables.iter().flat_map(|of| view.attribute_kinds(of));
    let kinds = kinds.filter(|(_, kind)| **kind == AttributeKind::Case);
    let all: BTreeSet<String> = kinds.map(|(key, _)| key.to_owned()).collect();
    all.into_iter().collect()
}

impl AttributeTable {
    /// Whom a name that nobody has here would be; a source is made by importing its text alone.
    pub fn newcomer(&self, name: &str) -> Option<Subject> {
        match &self.of {
            Subjects::Participants => Some(Subject::Participant(name.to_owned())),
            Subjects::Sources => None,
            Subjects::Cases(kind) => Some(Subject::Case(Case {
                kind: kind.clone(),
                name: name.to_owned(),
            })),
        }
    }

    /// What its rows are, in the heading of their names.
    pub fn heading(&self) -> &str {
        match &self.of {
            Subjects::Participants => "participant",
            Subjects::Sources => "source",
            Subjects::Cases(kind) => kind,
        }
    }

    /// As a table for spreadsheets, to be edited there and read again: figures are figures.
    pub fn grid(&self) -> Grid {
        let cell = |(held, (_, kind)): (&Option<Held>, &(Column, AttributeKind))| match held {
            None => Cell::Empty,
            Some(held) => match held.value.is().and_then(number) {
                Some(n) if *kind == AttributeKind::Number => Cell::Figure(n),
                _ => held.value.to_string().into(),
            },
        };
        let row = |row: &AttributeRow| {
            let cells = row.cells.iter().zip(&self.columns).map(cell);
            std::iter::once(row.name.clone().into())
                .chain(cells)
                .collect()
        };
        let columns = self.columns.iter().map(|(column, _)| column.to_string());
        Grid {
            name: match &self.of {
                Subjects::Participants => "participants".into(),
                Subjects::Sources => "sources".into(),
                Subjects::Cases(kind) => kind.clone(),
            },
            heading: std::iter::once(self.heading().to_owned())
                .chain(columns)
                .collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    /// The attributes of one row by column, `null` where nothing is set.
    pub fn json(&self, row: &AttributeRow) -> Json {
        let cells = row.cells.iter().zip(&self.columns);
        let cell = |(held, (column, kind)): (&Option<Held>, &(Column, AttributeKind))| {
            let value = held
                .as_ref()
                .map_or(Json::Null, |h| value_json(&h.value, kind));
            (column.to_string(), value)
        };
        Json::Object(cells.map(cell).collect::<Map<_, _>>())
    }

    /// Every value that two people set apart from each other: where, what is shown, and the others.
    pub fn conflicts(&self) -> Vec<Json> {
        let cells = self.rows.iter().flat_map(|row| {
            let cells = row.cells.iter().zip(&self.columns);
            cells.filter_map(move |(held, (column, _))| Some((row, held.as_ref()?, column)))
        });
        let apart = cells.filter(|(_, held, _)| !held.apart.is_empty());
        let words = |value: &Option<Value>| value.as_ref().map(Value::to_string);
        let conflict = |(row, held, column): (&AttributeRow, &Held, &Column)| {
            let others = held.apart.iter();
            let others = others.map(|(who, value)| json!({ "coder": who, "value": words(value) }));
            json!({
                "of": row.name, "attribute": column.to_string(),
                "shown": { "coder": held.by, "value": held.value.to_string() },
                "apart": others.collect::<Vec<_>>(),
            })
        };
        apart.map(conflict).collect()
    }
}

/// A number where the attribute is one; what is missing or unknown says so.
pub(super) fn value_json(value: &Value, kind: &AttributeKind) -> Json {
    let as_number = value
        .is()
        .and_then(number)
        .and_then(serde_json::Number::from_f64);
    match (value, as_number, kind) {
        (_, Some(n), AttributeKind::Number) => Json::Number(n),
        (Value::Is(text), ..) => json!(text),
        (Value::Not(absent), ..) => json!({ "absent": absent.word() }),
    }
}
