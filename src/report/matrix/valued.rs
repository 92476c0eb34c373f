//! Valences beside a matrix of constructs: what all coders of the mapping gave a case together.

use super::asked::{Asked, By, Rows};
use super::grouped::Group;
use super::rows::Row;
use crate::model::attribute::Case;
use crate::model::mapping::{Mapping, Valence, ValenceOf};
use crate::model::view::View;
use crate::report::words::listed;
use std::collections::BTreeSet;

/// By row and column, where the columns are cases.
pub(super) fn valences(
    view: &View,
    asked: &Asked,
    rows: &[Row],
    groups: &[Group],
) -> Vec<Vec<Option<Valence>>> {
    let mapping = view
        .settled_mapping()
        .filter(|_| asked.rows == Rows::Constructs);
    let of = |row: &Row, group: &Group| {
        let By::Attribute(_, column) = &asked.by else {
            return None;
        };
        let is_case = !group.is_all && !group.is_missing;
        let case = is_case.then(|| Case {
            kind: column.key.clone(),
            name: group.name.clone(),
        })?;
        mapping?.agreed(&case, row.construct()?)?.valence
    };
    let row = |row: &Row| groups.iter().map(|group| of(row, group)).collect();
    rows.iter().map(row).collect()
}

/// The valences of cases by construct in words, where no column can show them: two are crossed.
pub(super) fn valence_words(view: &View, asked: &Asked, rows: &[Row]) -> Vec<String> {
    let mapping = view
        .settled_mapping()
        .filter(|_| asked.rows == Rows::Constructs);
    let (Some(mapping), By::Crossed(one, other)) = (mapping, &asked.by) else {
        return Vec::new();
    };
    let kind = |by: &By| match by {
        By::Attribute(_, column) => Some(column.key.clone()),
        _ => None,
    };
    let kinds: Vec<String> = kind(one).into_iter().chain(kind(other)).collect();
    let said = rows.iter().filter_map(|row| {
        let construct = row.construct()?;
        let cases = cases(mapping)
            .into_iter()
            .filter(|c| kinds.contains(&c.kind));
        let given = cases.filter_map(|case| {
            let valence = mapping.agreed(case, construct)?.valence?;
            Some(format!("{} {}", case.name, valence.word()))
        });
        let given: Vec<String> = given.collect();
        (!given.is_empty()).then(|| format!("valence of {}: {}", row.name, listed(given)))
    });
    said.collect()
}

fn cases(mapping: &Mapping) -> BTreeSet<&Case> {
    let all = mapping.valences.iter().filter_map(|v| match &v.of {
        ValenceOf::Case(case) => Some(case),
        ValenceOf::Segment(_) => None,
    });
    all.collect()
}
