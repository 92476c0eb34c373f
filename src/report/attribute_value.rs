//! Attributes by the names people type, and what is set for one.

use super::words::listed;
use crate::model::attribute::{Column, Subject, Subjects, Value};
use crate::model::name;
use crate::model::view::View;
use std::collections::BTreeSet;

/// The attribute of this name that a participant, or a source, has.
///
/// # Errors
/// In words, with those there are.
pub(super) fn column(view: &View, of: &Subjects, typed: &str) -> Result<Column, String> {
    let set = view.with_attributes(of).flat_map(|(_, set)| set.keys());
    let all: BTreeSet<&Column> = set.collect();
    let found = all.iter().find(|c| name::same(&c.to_string(), typed));
    found.map(|c| (*c).clone()).ok_or_else(|| {
        let whose = match of {
            Subjects::Sources => "source",
            _ => "participant",
        };
        let names = listed(all.iter().map(ToString::to_string));
        format!("no {whose} has an attribute “{typed}”: {names}")
    })
}

/// What is set; none where nothing is, or where it is known to be missing.
pub(super) fn value(view: &View, of: &Subject, column: &Column) -> Option<String> {
    match &view.attributes(of)?.get(column)?.value {
        Value::Is(text) => Some(text.clone()),
        Value::Not(_) => None,
    }
}
