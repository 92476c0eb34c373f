//! Groups of people: whoever has the same value of an attribute.

use super::heard::Voice;
use crate::model::attribute::{Column, Subjects, Value};
use crate::model::view::View;
use crate::report::table_one::groups;
use crate::report::{Person, attribute_table, people};
use std::collections::{HashMap, HashSet};
use std::fmt;

/// The attribute whose values are the groups, and the time point of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    pub attribute: String,
    pub at: Option<String>,
}

/// `arm`, or `mood at T1`.
impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(at) => write!(f, "{} at {at}", self.attribute),
            None => f.write_str(&self.attribute),
        }
    }
}

/// The attributes of participants, at each time point they have values at, with why one makes no groups
/// if so.
pub fn groupings(view: &View) -> Vec<(By, Option<String>)> {
    let everybody = people(view, &[]);
    let table = attribute_table(view, &everybody, &Subjects::Participants);
    let grouping = |column: Column| {
        let found = groups(view, &everybody, &column.key, column.at.as_deref());
        let (attribute, at) = (column.key, column.at);
        (By { attribute, at }, found.err())
    };
    let columns = table.columns.into_iter().map(|(column, _)| column);
    columns.map(grouping).collect()
}

/// Everybody in groups.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// `arm`, or `mood at T1`.
    pub name: String,
    /// The values, in the order tables have them.
    pub values: Vec<String>,
    /// The group of each, by person; those without a value are in one behind the others.
    of: Vec<usize>,
}

impl Groups {
    /// The group of a voice. Whoever is no participant has no value.
    pub fn of(&self, voice: Voice) -> usize {
        let of = voice.person().and_then(|person| self.of.get(person));
        of.copied().unwrap_or(self.values.len())
    }

    /// The groups of these people.
    ///
    /// # Errors
    /// In words, where the attribute is not there or makes no groups.
    pub fn new(view: &View, names: &[String], by: &By) -> Result<Groups, String> {
        let mut everybody = people(view, &[]);
        let known: HashSet<String> = everybody.iter().map(|p| p.name.clone()).collect();
        let others = names.iter().filter(|name| !known.contains(*name));
        everybody.extend(others.map(|name| Person {
            name: name.clone(),
            speaks: Vec::new(),
        }));
        let by = groups(view, &everybody, &by.attribute, by.at.as_deref())?;
        let values = by.levels();
        let set: HashMap<&str, &str> = everybody
            .iter()
            .zip(&by.values)
            .filter_map(|(person, value)| {
                Some((person.name.as_str(), value.as_ref().and_then(Value::is)?))
            })
            .collect();
        let group = |name: &String| {
            let value = set.get(name.as_str());
            let found = value.and_then(|value| values.iter().position(|v| v == value));
            found.unwrap_or(values.len())
        };
        Ok(Groups {
            name: By {
                attribute: by.name.clone(),
                at: by.at.clone(),
            }
            .to_string(),
            of: names.iter().map(group).collect(),
            values,
        })
    }
}
