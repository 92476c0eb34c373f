//! The scale of a rated code as figures take it.

use crate::agreement::round::strata::Row;
use crate::agreement::table::{Counter, Table};
use crate::model::code::is_point;

/// The points of a scale, which has “mixed” beside them in some studies.
pub(crate) struct Points {
    /// By place on the scale: the number among points.
    pub(super) numbers: Vec<Option<u32>>,
    pub values: Vec<f64>,
}

impl Points {
    pub fn of(scale: &[(i32, String)]) -> Points {
        let mut values = Vec::new();
        let numbers = scale.iter().map(|(value, label)| {
            is_point(label).then(|| {
                values.push(f64::from(*value));
                values.len() as u32 - 1
            })
        });
        Points {
            numbers: numbers.collect(),
            values,
        }
    }

    /// What of a row of places are points.
    pub fn row(&self, row: &[Option<u32>]) -> Row {
        let point = |place: &Option<u32>| self.numbers.get((*place)? as usize).copied()?;
        row.iter().map(point).collect()
    }

    /// Ratings with a point of the scale; “mixed” is missing.
    pub fn table(&self, all: &Table) -> Table {
        let mut counter = Counter::new(self.values.len(), all.coders());
        for (row, times) in all.patterns() {
            let row = self.row(row);
            if row.iter().any(Option::is_some) {
                counter.add(&row, times);
            }
        }
        counter.table()
    }

    /// Cases with the values of two coders who rated all of them.
    pub fn cases(&self, two: &Table) -> Vec<(Vec<f64>, u64)> {
        let value = |point: &Option<u32>| Some(self.values[(*point)? as usize]);
        let case = |(row, times): (&[Option<u32>], u64)| {
            let values: Option<Vec<f64>> = row.iter().map(value).collect();
            Some((values?, times))
        };
        two.patterns().filter_map(case).collect()
    }
}
