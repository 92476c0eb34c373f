//! How far labels lie apart, out of a file.

use super::cells::canonical;
use crate::model::visible::Named;
use crate::store::read_given;
use anyhow::{Context, Result, bail};
use csv::{ReaderBuilder, Trim};
use std::collections::HashMap;
use std::path::Path;

/// A symmetric matrix of distances between labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Distances {
    file: String,
    places: HashMap<String, usize>,
    rows: Vec<Vec<f64>>,
}

impl Distances {
    /// Reads a square table: labels in its first row and its first column, distances between.
    ///
    /// # Errors
    /// With file and line, when it is no matrix of distances.
    pub fn read(path: &Path) -> Result<Distances> {
        let file = path.shown().to_string();
        let bytes = read_given(path).with_context(|| format!("cannot read {file}"))?;
        Distances::of(&file, &bytes)
    }

    fn of(file: &str, bytes: &[u8]) -> Result<Distances> {
        let (text, separator) = super::read::text(file, bytes)?;
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let header = reader
            .headers()
            .with_context(|| format!("{file}:1"))?
            .clone();
        let labels: Vec<String> = header.iter().skip(1).map(canonical).collect();
        let mut places = HashMap::new();
        for (at, label) in labels.iter().enumerate() {
            if places.insert(label.clone(), at).is_some() {
                bail!("{file}:1: “{label}” stands there twice; a label has one row and one column");
            }
        }
        let mut rows: Vec<Vec<f64>> = vec![Vec::new(); labels.len()];
        for record in reader.records() {
            let record = record
                .with_context(|| format!("{file}: as many fields in each row as in the first"))?;
            let line = record.position().map_or(0, csv::Position::line);
            let name = canonical(record.get(0).unwrap_or_default());
            let Some(at) = places.get(&name) else {
                bail!("{file}:{line}: “{name}” has a row and no column; a label has one of each");
            };
            if !rows[*at].is_empty() {
                bail!(
                    "{file}:{line}: “{name}” has a row already; a label has one row and one column"
                );
            }
            let number = |field: &str| match field.parse::<f64>() {
                Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
                _ => bail!("{file}:{line}: “{field}” is no distance; it is a number from 0 on"),
            };
            rows[*at] = record.iter().skip(1).map(number).collect::<Result<_>>()?;
        }
        let matrix = Distances {
            file: file.to_owned(),
            places,
            rows,
        };
        matrix.checked(&labels)
    }

    /// The same, if it is whole, symmetric, and 0 from each label to itself.
    fn checked(self, labels: &[String]) -> Result<Distances> {
        let file = &self.file;
        for (k, a) in labels.iter().enumerate() {
            if self.rows[k].is_empty() {
                bail!("{file}: “{a}” has a column and no row; a label has one of each");
            }
            if self.rows[k][k] != 0.0 {
                bail!(
                    "{file}: “{a}” lies {} apart from itself; that is 0",
                    self.rows[k][k]
                );
            }
            for (l, b) in labels.iter().enumerate().take(k) {
                let (one, other) = (self.rows[k][l], self.rows[l][k]);
                if one != other {
                    bail!(
                        "{file}: from “{a}” to “{b}” it is {one}, and back {other}; a distance is the same both ways"
                    );
                }
            }
        }
        Ok(self)
    }

    /// The distances of these labels, row by row.
    ///
    /// # Errors
    /// When a label is not in the file.
    pub fn between(&self, labels: &[String]) -> Result<Vec<f64>> {
        let place = |label: &String| match self.places.get(label) {
            Some(at) => Ok(*at),
            None => bail!(
                "{}: no row for “{label}”, which coders used; every label has one",
                self.file
            ),
        };
        let places: Vec<usize> = labels.iter().map(place).collect::<Result<_>>()?;
        let row = |k: &usize| {
            places
                .iter()
                .map(|l| self.rows[*k][*l])
                .collect::<Vec<f64>>()
        };
        Ok(places.iter().flat_map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        format!("{:#}", Distances::of("d.csv", text.as_bytes()).unwrap_err())
    }

    #[test]
    fn a_matrix_is_read_by_its_labels_in_any_order() {
        let read = Distances::of(
            "d.csv",
            ",a,b,2.0\nb,1,0,0.5\na,0,1,0.25\n2,0.25,0.5,0\n".as_bytes(),
        );
        let read = read.unwrap();
        let labels = ["2", "a"].map(str::to_owned);
        assert_eq!(read.between(&labels).unwrap(), [0.0, 0.25, 0.25, 0.0]);
        let unknown = read.between(&["c".to_owned()]).unwrap_err().to_string();
        assert!(unknown.contains("no row for “c”"), "{unknown}");
    }

    #[test]
    fn what_is_no_distance_is_refused() {
        for (text, why) in [
            (",a,b\na,0,1\nb,2,0\n", "the same both ways"),
            (",a,b\na,1,1\nb,1,0\n", "apart from itself"),
            (",a,b\na,0,1\n", "“b” has a column and no row"),
            (",a\na,0\nb,1\n", "“b” has a row and no column"),
            (",a,a\na,0,1\n", "twice"),
            (",a,b\na,0,-1\nb,-1,0\n", "d.csv:2: “-1” is no distance"),
            (",a,b\na,0\n", "as many fields"),
            ("", "empty"),
        ] {
            let told = refused(text);
            assert!(told.contains(why), "{told}");
        }
    }
}
