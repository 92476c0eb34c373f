//! Groups of people: whoever has the same value of an attribute.

use super::heard::Voice;
use crate::model::attribute::Value;
use crate::model::view::View;
use crate::report::table_one::groups;
use crate::report::{Person, people};
use std::collections::{HashMap, HashSet};

/// The attribute whose values are the groups, and the time point of its values.
#[derive(Clone, Debug)]
pub struct By {
    pub attribute: String,
    pub at: Option<String>,
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
            name: match &by.at {
                Some(at) => format!("{} at {at}", by.name),
                None => by.name.clone(),
            },
            of: names.iter().map(group).collect(),
            values,
        })
    }
}
