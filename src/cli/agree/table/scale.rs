//! What the values of a table mean: the categories in order, and their numbers.

use super::args::{Scaled, TableArgs};
use super::cells::{Cell, Cells, canonical};
use super::distances::Distances;
use anyhow::{Result, bail};
use std::collections::HashMap;

#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The categories in order.
    pub labels: Vec<String>,
    /// Their numbers, where all of them are numbers.
    pub values: Option<Vec<f64>>,
    /// How far they lie apart, row by row, where that was given.
    pub distances: Option<Vec<f64>>,
    /// By label of the file: its place in `labels`.
    places: HashMap<u32, u32>,
}

impl Scale {
    /// The place of a cell's value on the scale.
    pub fn place(&self, cell: &Cell) -> Option<u32> {
        self.places.get(&cell.label).copied()
    }

    /// Whether it is the one of presence: 0 and 1.
    pub fn is_presence(&self) -> bool {
        self.labels == ["0", "1"]
    }
}

/// The scale of a variable with these cells: the declared categories, or else those in use, by
/// number where all are numbers and by name where not. 0 and 1 are a scale even if only one of
/// them is in use.
///
/// # Errors
/// With file and line: a value outside the declared categories, a value that is no number where
/// the level needs one.
pub fn scale(
    of: &Cells,
    cells: &[Cell],
    args: &TableArgs,
    distances: Option<&Distances>,
) -> Result<Scale> {
    let tidy: Vec<String> = of.labels.list.iter().map(|l| canonical(l)).collect();
    let label = |cell: &Cell| tidy[cell.label as usize].as_str();
    let mut labels: Vec<String> = match &args.categories {
        Some(declared) => declared.iter().map(|l| canonical(l.trim())).collect(),
        None => {
            let mut used: Vec<String> = Vec::new();
            let mut seen = vec![false; tidy.len()];
            for cell in cells {
                if !std::mem::replace(&mut seen[cell.label as usize], true) {
                    used.push(label(cell).to_owned());
                }
            }
            used.sort();
            used.dedup();
            if used.iter().all(|l| l == "0" || l == "1") {
                used = ["0", "1"].map(str::to_owned).to_vec();
            }
            used
        }
    };
    if let Some(again) = (1..labels.len()).find(|at| labels[..*at].contains(&labels[*at])) {
        bail!("--categories names “{}” twice", labels[again]);
    }
    let number = |l: &str| l.parse::<f64>().ok().filter(|n| n.is_finite());
    let mut values: Option<Vec<f64>> = labels.iter().map(|l| number(l)).collect();
    if let (None, Some(numbers)) = (&args.categories, &mut values) {
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
        labels = order.iter().map(|at| labels[*at].clone()).collect();
        numbers.sort_by(f64::total_cmp);
    }
    let known: HashMap<&str, u32> = labels.iter().map(String::as_str).zip(0..).collect();
    let mut places = HashMap::new();
    for cell in cells {
        let Some(place) = known.get(label(cell)) else {
            bail!(
                "{}:{}: “{}” is none of the declared categories ({}); correct it or add it to --categories",
                of.file,
                cell.line,
                of.labels.list[cell.label as usize],
                labels.join(", ")
            );
        };
        places.insert(cell.label, *place);
    }
    let numbers_needed = match args.level {
        Scaled::Nominal => false,
        Scaled::Ordinal => args.categories.is_none(),
        Scaled::Interval | Scaled::Ratio => true,
    };
    if numbers_needed && values.is_none() {
        let odd = cells.iter().find(|c| number(label(c)).is_none());
        let (line, word) = odd.map_or((1, "a category"), |c| (c.line, label(c)));
        let next = match args.level {
            Scaled::Ordinal => "declare the order with --categories low,middle,high",
            _ => "correct it, or take --level nominal or ordinal",
        };
        bail!(
            "{}:{line}: “{word}” is no number, so it has no place on the scale; {next}",
            of.file
        );
    }
    let negative = values.iter().flatten().any(|v| *v < 0.0);
    if args.level == Scaled::Ratio && negative {
        bail!(
            "{}: a ratio scale has no values below 0; take --level interval",
            of.file
        );
    }
    Ok(Scale {
        distances: distances.map(|d| d.between(&labels)).transpose()?,
        labels,
        values,
        places,
    })
}
