//! Themes against groups: how much of each theme comes from each arm, site or role.

use super::evidence::{Evidence, FindingsByCode};
use crate::model::ids::{SourceId, ThemeId};
use crate::model::theme::ThemeMap;
use std::collections::{BTreeMap, BTreeSet};

/// Says which group a participant in a source belongs to; asked with `None` for a segment in which
/// no participant speaks (a field note).
pub type Grouping<'a> = &'a dyn Fn(&SourceId, Option<&str>) -> Option<String>;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub segments: usize,
    pub participants: usize,
}

/// Themes against the values of an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The groups in order of name; `None`, for those whose group is not known, is last.
    pub groups: Vec<Option<String>>,
    /// A row a theme: its cells in the order of `groups`, and the theme over all groups. A segment
    /// in which people of two groups speak counts in both, so a row may add up to more than that.
    pub rows: Vec<(ThemeId, Vec<Cell>, Cell)>,
}

/// The matrix of `themes`, each with its subthemes, against a grouping.
pub fn matrix(
    grounds: &FindingsByCode<'_>,
    map: &ThemeMap,
    themes: &[ThemeId],
    grouping: Grouping<'_>,
) -> Matrix {
    let rows: Vec<_> = themes
        .iter()
        .map(|t| (*t, row(&grounds.of_theme(map, *t), grouping)))
        .collect();
    let names: BTreeSet<_> = rows
        .iter()
        .flat_map(|(_, (cells, _))| cells.keys())
        .cloned()
        .collect();
    let unknown_last = |g: &Option<String>| (g.is_none(), g.clone());
    let mut groups: Vec<Option<String>> = names.into_iter().collect();
    groups.sort_by_key(unknown_last);
    let cells = |row: &Cells| {
        groups
            .iter()
            .map(|g| row.get(g).copied().unwrap_or_default())
            .collect()
    };
    let rows = rows
        .iter()
        .map(|(theme, (row, all))| (*theme, cells(row), *all))
        .collect();
    Matrix { groups, rows }
}

type Cells = BTreeMap<Option<String>, Cell>;

fn row(evidence: &[Evidence], grouping: Grouping<'_>) -> (Cells, Cell) {
    let mut segments: BTreeMap<Option<String>, BTreeSet<usize>> = BTreeMap::new();
    let mut people: BTreeMap<Option<String>, BTreeSet<&str>> = BTreeMap::new();
    for (i, segment) in evidence.iter().enumerate() {
        if segment.participants.is_empty() {
            segments
                .entry(grouping(&segment.source, None))
                .or_default()
                .insert(i);
        }
        for name in &segment.participants {
            let group = grouping(&segment.source, Some(name));
            segments.entry(group.clone()).or_default().insert(i);
            people.entry(group).or_default().insert(name);
        }
    }
    let cell = |(group, held): (&Option<String>, &BTreeSet<usize>)| {
        let participants = people.get(group).map_or(0, BTreeSet::len);
        (
            group.clone(),
            Cell {
                segments: held.len(),
                participants,
            },
        )
    };
    let everybody: BTreeSet<&str> = people.values().flatten().copied().collect();
    let all = Cell {
        segments: evidence.len(),
        participants: everybody.len(),
    };
    (segments.iter().map(cell).collect(), all)
}
