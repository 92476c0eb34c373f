//! What is set for everybody, at one time point, and who is in which group.

use super::numbers::figure;
use crate::model::attribute::{AttributeKind, Column, Held, Subjects, Value};
use crate::model::name;
use crate::model::natural::natural;
use crate::model::view::View;
use crate::report::people::Person;
use crate::report::words::{listed, unique};
use crate::report::{AttributeTable, attribute_table};
use std::collections::BTreeSet;

/// What a table is to show.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The attribute whose values are the groups.
    pub by: Option<String>,
    /// The time point of the values.
    pub at: Option<String>,
    /// In this order; all but texts, dates and cases where none is named.
    pub attributes: Vec<String>,
    /// Counts of fewer people than this are hidden.
    pub least: Option<u64>,
}

/// An attribute as it is set for everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct Characteristic {
    pub name: String,
    pub kind: AttributeKind,
    /// The time point its values are of.
    pub at: Option<String>,
    /// Why nothing is taken, in words.
    pub none: Option<String>,
    /// One for each person.
    pub values: Vec<Option<Value>>,
}

impl Characteristic {
    /// The values it has lines for: those it can take in their order, then others that are set.
    pub fn levels(&self) -> Vec<String> {
        let mut all: Vec<String> = self.kind.values().to_vec();
        let set = self.values.iter().flatten().filter_map(Value::is);
        let others: BTreeSet<&str> = set.filter(|v| !all.iter().any(|a| a == v)).collect();
        let mut others: Vec<&str> = others.into_iter().collect();
        others.sort_by(|a, b| natural(a, b));
        all.extend(others.into_iter().map(str::to_owned));
        all
    }

    /// Whether something is set that is no number to reckon with.
    pub fn is_odd(&self) -> bool {
        let mut set = self.values.iter().flatten().filter_map(Value::is);
        set.any(|text| figure(text).is_none())
    }
}

/// Everybody, and what is set for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// How many they are.
    pub people: usize,
    /// How many of them are told by a label such as “B” alone.
    pub by_label: usize,
    pub at: Option<String>,
    /// What the groups are the values of.
    pub by: Option<Characteristic>,
    pub attributes: Vec<Characteristic>,
    /// Values that were set apart by two people.
    pub apart: usize,
}

/// What is asked for, out of a view. `people` are the participants.
///
/// # Errors
/// In words, where something that is named is not there or cannot make groups.
pub fn taken(view: &View, people: &[Person], asked: &Asked) -> Result<Taken, String> {
    if people.is_empty() {
        return Err(
            "there are no participants yet: they are those who speak in a source, and those \
                    who have attributes"
                .to_owned(),
        );
    }
    let table = attribute_table(view, people, &Subjects::Participants);
    let reading = Reading {
        table: &table,
        at: time_point(view, &table, asked.at.as_deref())?,
    };
    let by = asked
        .by
        .as_deref()
        .map(|by| reading.groups(by))
        .transpose()?;
    let is_by = |key: &str| by.as_ref().is_some_and(|by| by.name == key);
    let mut keys: Vec<&str> = match asked.attributes.is_empty() {
        true => reading.usual()?,
        false => {
            let named = asked.attributes.iter().map(|name| reading.named(name));
            named.collect::<Result<_, _>>()?
        }
    };
    keys.retain(|key| !is_by(key));
    let mut seen = BTreeSet::new();
    keys.retain(|key| seen.insert(*key));
    let attributes: Vec<Characteristic> = keys.iter().map(|key| reading.of(key)).collect();
    let used = keys
        .iter()
        .copied()
        .chain(by.iter().map(|by| by.name.as_str()));
    Ok(Taken {
        people: table.rows.len(),
        by_label: people
            .iter()
            .filter(|p| p.speaks.iter().any(|s| s.unlinked))
            .count(),
        apart: used.map(|key| reading.apart(key)).sum(),
        at: reading.at,
        by,
        attributes,
    })
}

/// The attribute whose values are groups, as it is set for these people at a time point.
///
/// # Errors
/// In words, where it is not there or makes no groups.
pub fn groups(
    view: &View,
    people: &[Person],
    by: &str,
    at: Option<&str>,
) -> Result<Characteristic, String> {
    let table = attribute_table(view, people, &Subjects::Participants);
    let reading = Reading {
        table: &table,
        at: time_point(view, &table, at)?,
    };
    reading.groups(by)
}

/// The time point of this name; the error lists what there is.
fn time_point(
    view: &View,
    table: &AttributeTable,
    named: Option<&str>,
) -> Result<Option<String>, String> {
    let Some(named) = named else {
        return Ok(None);
    };
    let used = table
        .columns
        .iter()
        .filter_map(|(column, _)| column.at.as_ref());
    let all = view.time_points().iter().chain(used);
    let all = unique(all.cloned().collect());
    if let Some(found) = all.iter().find(|point| name::same(point, named)) {
        return Ok(Some(found.clone()));
    }
    Err(match all.is_empty() {
        true => format!("there is no time point “{named}”: nothing was taken at one"),
        false => format!(
            "there is no time point “{named}”; there are {}",
            listed(all)
        ),
    })
}

struct Reading<'t> {
    table: &'t AttributeTable,
    at: Option<String>,
}

impl<'t> Reading<'t> {
    /// The attribute of this name; the error lists what there is.
    fn named(&self, named: &str) -> Result<&'t str, String> {
        match self.keys().find(|key| name::same(key, named)) {
            Some(found) => Ok(found),
            None => Err(format!(
                "participants have no attribute “{named}”; {}",
                self.there()
            )),
        }
    }

    fn keys(&self) -> impl Iterator<Item = &'t str> {
        self.table
            .columns
            .iter()
            .map(|(column, _)| column.key.as_str())
    }

    /// What attributes there are, in words.
    fn there(&self) -> String {
        let keys: BTreeSet<&str> = self.keys().collect();
        match keys.is_empty() {
            true => "they have none yet".to_owned(),
            false => format!("they have {}", listed(keys)),
        }
    }

    /// Attributes a table shows where none is named: what is written freely has too many values.
    fn usual(&self) -> Result<Vec<&'t str>, String> {
        use AttributeKind::{Category, Number, Ordered};
        let mut all: Vec<&str> = Vec::new();
        for (column, kind) in &self.table.columns {
            let shown = matches!(kind, Number | Category(_) | Ordered(_));
            if shown && all.last() != Some(&column.key.as_str()) {
                all.push(&column.key);
            }
        }
        match all.is_empty() {
            true => Err(format!(
                "there is nothing to list: a table lists numbers, categories and ordered attributes \
                 unless others are named (--attributes), and of participants {}",
                self.there()
            )),
            false => Ok(all),
        }
    }

    /// The columns of an attribute, by place.
    fn columns(&self, key: &str) -> impl Iterator<Item = (usize, &'t Column)> {
        let all = self.table.columns.iter().map(|(column, _)| column);
        all.enumerate().filter(move |(_, column)| column.key == key)
    }

    /// Where its values are: at the time point asked for, else without one.
    fn column(&self, key: &str) -> Option<(usize, &'t Column)> {
        let at = |wanted: Option<&String>| {
            let mut all = self.columns(key);
            all.find(|(_, column)| column.at.as_ref() == wanted)
        };
        at(self.at.as_ref()).or_else(|| at(None))
    }

    fn of(&self, key: &str) -> Characteristic {
        let found = self.column(key);
        let kind = self.columns(key).next();
        let kind = kind.and_then(|(at, _)| self.table.columns.get(at));
        let value = |held: Option<&Held>| held.map(|h| h.value.clone());
        let rows = self.table.rows.iter();
        Characteristic {
            name: key.to_owned(),
            kind: kind.map(|(_, kind)| kind.clone()).unwrap_or_default(),
            at: found.and_then(|(_, column)| column.at.clone()),
            none: found.is_none().then(|| self.elsewhere(key)),
            values: rows
                .map(|row| found.and_then(|(at, _)| value(row.cell(at))))
                .collect(),
        }
    }

    /// Why it has no values here, in words.
    fn elsewhere(&self, key: &str) -> String {
        let points = listed(
            self.columns(key)
                .filter_map(|(_, column)| column.at.as_ref()),
        );
        match &self.at {
            Some(at) => format!("no values at {at}; it was taken at {points}"),
            None => format!("no values without a time point; it was taken at {points}"),
        }
    }

    /// The attribute whose values are the groups.
    fn groups(&self, named: &str) -> Result<Characteristic, String> {
        let by = self.of(self.named(named)?);
        let name = &by.name;
        match (&by.kind, &by.none) {
            (AttributeKind::Number | AttributeKind::Date, _) => Err(format!(
                "“{name}” is a {}: groups are the values of a category, an ordered attribute, a case or a text",
                by.kind.word()
            )),
            (_, Some(why)) => Err(format!("“{name}” makes no groups: {why}")),
            _ => Ok(by),
        }
    }

    /// Values that were set apart by two people.
    fn apart(&self, key: &str) -> usize {
        let Some((at, _)) = self.column(key) else {
            return 0;
        };
        let cells = self.table.rows.iter().filter_map(|row| row.cell(at));
        cells.filter(|held| !held.apart.is_empty()).count()
    }
}
