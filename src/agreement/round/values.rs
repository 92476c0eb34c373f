//! The values of a domain as a table: one value for each unit, or character, and coder.

use super::compared::Compared;
use super::comparison::Comparison;
use super::ground::{Candidate, projected};
use super::parting::{By, Parting};
use super::set_cells::SetCells;
use super::strata::{Row, Strata};
use crate::agreement::mark::Mark;
use crate::model::ids::CodeId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// None of the domain's codes.
    None,
    Code(CodeId),
    /// Several, which exclude one another: a slip.
    Several(Vec<CodeId>),
}

/// Sets of codes by coder, `None` where a coder read nothing, and the part they lie in, with how many
/// cells show them.
type Rows = HashMap<(usize, Vec<Option<Vec<u32>>>), u64>;

/// Who gave which values, part by part.
pub(super) struct Valued {
    pub values: Vec<Value>,
    rows: Vec<(usize, Row, u64)>,
}

impl Valued {
    /// Units, by source or turn, or characters, by source only.
    pub fn of(comparison: &Comparison, by: By, parting: Parting) -> Valued {
        let rows = match by {
            By::Unit => by_unit(comparison, parting),
            By::Character => by_character(comparison),
        };
        let used = &comparison.numbering.used;
        let mut values = vec![Value::None];
        values.extend(declared(comparison).into_iter().map(Value::Code));
        let given = rows.keys().flat_map(|(_, row)| row).flatten();
        let together: BTreeSet<&Vec<u32>> = given.filter(|set| set.len() > 1).collect();
        values.extend(together.iter().map(|set| comparison.value_of(set)));
        let codes: HashMap<CodeId, u32> = values
            .iter()
            .zip(0..)
            .filter_map(|(value, n)| match value {
                Value::Code(code) => Some((*code, n)),
                _ => None,
            })
            .collect();
        let first = (values.len() - together.len()) as u32;
        let several: HashMap<&Vec<u32>, u32> = together.into_iter().zip(first..).collect();
        let number = |set: &Vec<u32>| match &set[..] {
            [] => Some(0),
            [one] => codes.get(&used[*one as usize]).copied(),
            _ => several.get(set).copied(),
        };
        let numbered = |row: &[Option<Vec<u32>>]| -> Row {
            row.iter().map(|s| s.as_ref().and_then(number)).collect()
        };
        let mut rows: Vec<(usize, Row, u64)> = rows
            .iter()
            .map(|((part, row), cells)| (*part, numbered(row), *cells))
            .collect();
        // So that the same draw always means the same part.
        rows.sort_unstable();
        Valued { values, rows }
    }

    /// All of them, each part to be drawn as a whole.
    pub fn strata(&self, coders: usize) -> Strata {
        Strata::of(self.values.len(), coders, &self.rows)
    }
}

/// The codes of the domain, used or not, in the order of the codebook.
fn declared(comparison: &Comparison) -> Vec<CodeId> {
    let numbering = &comparison.numbering;
    let mut left: BTreeSet<CodeId> = numbering
        .used
        .iter()
        .chain(&numbering.unused)
        .copied()
        .collect();
    let parts = comparison.material.parts.last();
    let mut all: Vec<CodeId> = Vec::new();
    for code in parts.into_iter().flat_map(|p| p.codebook.all()) {
        if left.remove(&code.id) {
            all.push(code.id);
        }
    }
    all.extend(left);
    all
}

fn by_unit(comparison: &Comparison, parting: Parting) -> Rows {
    let cells = SetCells::of(comparison, parting);
    let mut rows = Rows::new();
    for (part, row, units) in &cells.rows {
        let set = |n: &Option<u32>| n.map(|n| cells.sets[n as usize].clone());
        let row = row.iter().map(set).collect();
        *rows.entry((*part as usize, row)).or_default() += units;
    }
    rows
}

fn by_character(comparison: &Comparison) -> Rows {
    let mut rows = Rows::new();
    for text in &comparison.texts {
        if let Some(ground) = &text.ground {
            sweep(text, ground, &mut rows);
        }
    }
    rows
}

/// Goes along one text from change to change.
fn sweep(text: &Compared, ground: &Candidate, rows: &mut Rows) {
    let length: u32 = ground.stretches.iter().map(|s| s.len()).sum();
    let mut changes: Vec<(u32, bool, usize, u32)> = Vec::new();
    for (coder, marks) in text.marks.iter().enumerate() {
        let marks = marks.as_deref().map(|m| projected(m, &ground.stretches));
        for Mark { code, span } in marks.into_iter().flatten() {
            if !span.is_empty() {
                changes.push((span.start, true, coder, code));
                changes.push((span.end, false, coder, code));
            }
        }
    }
    changes.sort_unstable();
    let mut open: Vec<Option<BTreeMap<u32, u32>>> = text
        .marks
        .iter()
        .map(|m| m.as_ref().map(|_| BTreeMap::new()))
        .collect();
    let mut last = 0;
    let mut count = |open: &[Option<BTreeMap<u32, u32>>], cells: u32| {
        if cells > 0 {
            let set = |codes: &BTreeMap<u32, u32>| codes.keys().copied().collect();
            let row = open.iter().map(|codes| codes.as_ref().map(set)).collect();
            *rows.entry((text.source, row)).or_default() += u64::from(cells);
        }
    };
    for (at, starts, coder, code) in changes {
        count(&open, at - last);
        last = at;
        let Some(codes) = &mut open[coder] else {
            continue;
        };
        let depth = codes.entry(code).or_default();
        // A mark of a code that ends where the next of the same code begins comes first: what is
        // open never goes below nothing.
        *depth = if starts {
            *depth + 1
        } else {
            depth.saturating_sub(1)
        };
        if *depth == 0 {
            codes.remove(&code);
        }
    }
    count(&open, length.saturating_sub(last));
}
