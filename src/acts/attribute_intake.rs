//! A table of attributes that was edited elsewhere is held against the study: what it would change, and
//! every row that cannot be taken.

use super::attributes::{put, spelled, value_of};
use crate::model::attribute::{AttributeKind, Column, Subject, Value, number};
use crate::model::event::Change;
use crate::model::name;
use crate::model::view::View;
use crate::model::visible::unguarded;
use crate::report::{AttributeTable, cases, is_field};
use std::collections::HashMap;
use strsim::osa_distance;

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
    let Some(((line, heading), rows)) = rows.split_first() else {
        let mut proposed = Proposed::default();
        let why = "the table is empty: its first row is to name the columns";
        proposed.fault(1, why.into());
        return proposed;
    };
    let mut intake = Intake {
        view,
        here,
        width: heading.len(),
        names: Names::of(here.rows.iter().map(|row| row.name.clone())),
        columns: Vec::new(),
        seen: HashMap::new(),
        proposed: Proposed::default(),
    };
    intake.heading(*line, heading);
    for (line, cells) in rows {
        intake.row(*line, cells);
    }
    intake.proposed
}

struct Intake<'a> {
    view: &'a View,
    here: &'a AttributeTable,
    /// Cells of the heading.
    width: usize,
    names: Names,
    columns: Vec<Taken>,
    /// The rows read, with their lines.
    seen: HashMap<String, u64>,
    proposed: Proposed,
}

/// A column of the table that is taken.
#[derive(Clone)]
struct Taken {
    /// Its place in the table that was read, and in the one that is here.
    at: usize,
    place: Option<usize>,
    column: Column,
    kind: AttributeKind,
    /// The cases there are, where it names cases.
    cases: Option<Vec<String>>,
    /// Whether it is no attribute, and cannot be without a value.
    is_field: bool,
}

/// Whose row it is.
struct Owner {
    row: Option<usize>,
    subject: Subject,
    name: String,
}

impl Intake<'_> {
    fn heading(&mut self, line: u64, heading: &[String]) {
        let names = self.here.columns.iter();
        let names = Names::of(names.map(|(column, _)| column.to_string()));
        for (at, cell) in heading.iter().enumerate().skip(1) {
            let text = unguarded(cell).trim();
            if text.is_empty() {
                let why = format!("column {} has no heading", at + 1);
                self.proposed.fault(line, why);
                continue;
            }
            let named = Column::headed(text);
            let column = match name::cleaned(&named.key) {
                Ok(key) => Column::new(key, named.at),
                Err(flaw) => {
                    let why = format!("“{text}” can name no attribute: {flaw}");
                    self.proposed.fault(line, why);
                    continue;
                }
            };
            let place = names.meant(&column.to_string());
            let taken = self.taken(at, place, column);
            if self.columns.iter().any(|c| c.column == taken.column) {
                let why = format!("two columns are called “{}”", taken.column);
                self.proposed.fault(line, why);
            }
            self.columns.push(taken);
        }
    }

    fn taken(&mut self, at: usize, place: Option<usize>, column: Column) -> Taken {
        let (view, of) = (self.view, &self.here.of);
        let (column, kind) = match place {
            Some(place) => self.here.columns[place].clone(),
            None => {
                self.proposed.new_columns.push(column.clone());
                let kind = view.attribute_kind(of, &column.key).clone();
                (column, kind)
            }
        };
        Taken {
            at,
            place,
            cases: (kind == AttributeKind::Case).then(|| cases(view, &column.key)),
            is_field: is_field(view, of, &column),
            column,
            kind,
        }
    }

    fn row(&mut self, line: u64, cells: &[String]) {
        let Some(owner) = self.owner(line, cells) else {
            return;
        };
        if cells.len() > self.width {
            let why = "it has more cells than the first row has";
            self.proposed.fault(line, why.into());
        }
        for column in self.columns.clone() {
            let text = cells.get(column.at).map_or("", |c| unguarded(c));
            if let Err(why) = self.cell(&owner, &column, text) {
                let why = format!("{}: {why}", column.column);
                self.proposed.fault(line, why);
            }
        }
    }

    /// Whose row it is; `None` where it cannot be taken, which is noted.
    fn owner(&mut self, line: u64, cells: &[String]) -> Option<Owner> {
        let given = cells.first().map_or("", |c| unguarded(c)).trim();
        let given = match name::cleaned(given) {
            Ok(given) => given,
            Err(flaw) => {
                let why = format!("its first cell names nothing: {flaw}");
                self.proposed.fault(line, why);
                return None;
            }
        };
        let place = self.names.meant(&given);
        let known = place.map(|at| &self.here.rows[at]);
        let name = known.map_or(&given, |row| &row.name).clone();
        if let Some(first) = self.seen.insert(name.clone(), line) {
            let why = format!("“{given}” stands in line {first}, too");
            self.proposed.fault(line, why);
            return None;
        }
        let subject = match known {
            Some(row) => row.subject.clone(),
            None => match self.here.newcomer(&given) {
                Some(subject) => {
                    let mut names = self.here.rows.iter().map(|row| &row.name);
                    let near = names.find(|name| nearly(name, &given)).cloned();
                    self.proposed.strangers.push((given, near));
                    subject
                }
                None => {
                    let why = format!("there is no source “{given}”");
                    self.proposed.fault(line, why);
                    return None;
                }
            },
        };
        Some(Owner {
            row: place,
            subject,
            name,
        })
    }

    fn cell(&mut self, owner: &Owner, of: &Taken, text: &str) -> Result<(), String> {
        let row = owner.row.map(|at| &self.here.rows[at]);
        let held = of.place.and_then(|at| row?.cell(at));
        let before = held.map(|h| h.value.clone());
        let mut after = value_of(&of.kind, text)?;
        if let Some(known) = &of.cases {
            after = after.map(|value| spelled(value, known));
            self.case(&of.column.key, &after, known);
        }
        let is_settled = held.is_none_or(|h| h.apart.is_empty());
        match after {
            // Setting it anew settles what was set apart.
            after if after == before && is_settled => {
                self.proposed.same += usize::from(after.is_some());
            }
            after if same_number(&before, &after) => self.proposed.same += 1,
            None if of.is_field => return Err("a source always has one".into()),
            after => self.proposed.edits.push(Edit {
                subject: owner.subject.clone(),
                name: owner.name.clone(),
                column: of.column.clone(),
                before,
                after,
            }),
        }
        Ok(())
    }

    /// Notes a case that is not here yet.
    fn case(&mut self, kind: &str, value: &Option<Value>, known: &[String]) {
        let Some(name) = value.as_ref().and_then(Value::is) else {
            return;
        };
        let new = (kind.to_owned(), name.to_owned());
        let noted = &mut self.proposed.new_cases;
        if !known.iter().any(|case| case == name) && !noted.contains(&new) {
            noted.push(new);
        }
    }
}

impl Proposed {
    fn fault(&mut self, line: u64, why: String) {
        self.faults.push(Fault { line, why });
    }
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
