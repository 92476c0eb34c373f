//! Pearson's chi-square of a table.

use serde::Serialize;

use super::distributions::chi_square_upper;
use super::{Test, Undefined};

/// The largest total of a table. Counts of people stay far below it, and all
/// sums of such counts are exact.
pub(super) const LARGEST: u64 = 1_000_000;

/// A chi-square test of a table with groups in rows and categories in columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChiSquare {
    /// The statistic, ≥ 0, without Yates' correction.
    pub chi_square: f64,
    /// Degrees of freedom, (rows − 1)(columns − 1).
    pub df: usize,
    /// Probability, 0 to 1.
    pub p: f64,
    /// Number of people.
    pub n: u64,
    /// The expected count of each cell.
    pub expected: Vec<Vec<f64>>,
    /// How many cells expect fewer than 5.
    pub cells_below_5: usize,
}

impl ChiSquare {
    /// What the test assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        Test::ChiSquare.assumptions()
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        "The chi-square is Pearson's, without Yates' correction."
    }

    /// The warning that belongs beside p where cells expect fewer than 5.
    pub fn warning(&self) -> Option<String> {
        let cells = match self.cells_below_5 {
            0 => return None,
            1 => "1 cell expects".to_owned(),
            many => format!("{many} cells expect"),
        };
        let advice = if self.df == 1 {
            "take Fisher"
        } else {
            "join categories or leave out p"
        };
        Some(format!("{cells} fewer than 5 people: {advice}"))
    }
}

/// Pearson's chi-square (Pearson 1900, doi 10.1080/14786440009463897; degrees
/// of freedom by Fisher 1922, doi 10.2307/2340521) of a table with groups in
/// rows and categories in columns. Expected counts under 5 are flagged
/// (Cochran 1954, doi 10.2307/3001616).
///
/// # Errors
/// [`Undefined::NotATable`], [`Undefined::EmptyMargin`],
/// [`Undefined::TooFew`] if a row holds fewer than 3 people,
/// [`Undefined::OutOfRange`] over a million people.
pub fn chi_square(table: &[Vec<u64>]) -> Result<ChiSquare, Undefined> {
    let (rows, columns) = margins(table)?;
    let n: u64 = rows.iter().sum();
    let expect = |row: u64, column: u64| row as f64 * column as f64 / n as f64;
    let expected: Vec<Vec<f64>> = rows
        .iter()
        .map(|&row| columns.iter().map(|&column| expect(row, column)).collect())
        .collect();
    let cells = || table.iter().flatten().zip(expected.iter().flatten());
    let chi_square: f64 = cells()
        .map(|(&seen, &expected)| (seen as f64 - expected).powi(2) / expected)
        .sum();
    let df = (rows.len() - 1) * (columns.len() - 1);
    let p = chi_square_upper(chi_square, df as f64);
    let cells_below_5 = cells().filter(|&(_, &expected)| expected < 5.0).count();
    Ok(ChiSquare {
        chi_square,
        df,
        p,
        n,
        expected,
        cells_below_5,
    })
}

/// Chi-square and p of a two-by-two table with Yates' correction (Yates 1934,
/// doi 10.2307/2983604), for recognising a printed figure only.
pub(super) fn yates(table: &[Vec<u64>]) -> Result<(f64, f64), Undefined> {
    let plain = chi_square(table)?;
    if plain.df != 1 {
        return Err(Undefined::NotATable);
    }
    let cells = table.iter().flatten().zip(plain.expected.iter().flatten());
    let corrected = cells
        .map(|(&seen, &expected)| {
            let distance = (seen as f64 - expected).abs();
            (distance - distance.min(0.5)).powi(2) / expected
        })
        .sum();
    Ok((corrected, chi_square_upper(corrected, 1.0)))
}

/// The sums of rows and of columns, refused where no test is defined.
pub(super) fn margins(table: &[Vec<u64>]) -> Result<(Vec<u64>, Vec<u64>), Undefined> {
    let width = table.first().map_or(0, Vec::len);
    if table.len() < 2 || width < 2 || table.iter().any(|row| row.len() != width) {
        return Err(Undefined::NotATable);
    }
    let total: u128 = table.iter().flatten().map(|&count| u128::from(count)).sum();
    if total > u128::from(LARGEST) {
        return Err(Undefined::OutOfRange);
    }
    let rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<u64> = (0..width)
        .map(|at| table.iter().map(|row| row[at]).sum())
        .collect();
    if rows.iter().chain(&columns).any(|&sum| sum == 0) {
        return Err(Undefined::EmptyMargin);
    }
    if rows.iter().any(|&sum| sum < 3) {
        return Err(Undefined::TooFew);
    }
    Ok((rows, columns))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_reference_table() {
        let table = [vec![8, 2], vec![1, 5]];
        let found = chi_square(&table).unwrap();
        assert!((found.chi_square - 6.1122).abs() < 5e-5 && (found.p - 0.013425).abs() < 5e-7);
        assert_eq!((found.df, found.n, found.cells_below_5), (1, 16, 3));
        assert_eq!(
            found.warning().unwrap(),
            "3 cells expect fewer than 5 people: take Fisher"
        );
        let (corrected, p) = yates(&table).unwrap();
        assert!((corrected - 3.8095).abs() < 5e-5 && (p - 0.050962).abs() < 5e-7);
    }

    #[test]
    fn refuses_what_is_undefined() {
        assert_eq!(chi_square(&[vec![3, 4]]), Err(Undefined::NotATable));
        assert_eq!(
            chi_square(&[vec![3, 4], vec![5]]),
            Err(Undefined::NotATable)
        );
        assert_eq!(
            chi_square(&[vec![3, 0], vec![5, 0]]),
            Err(Undefined::EmptyMargin)
        );
        assert_eq!(
            chi_square(&[vec![1, 1], vec![5, 9]]),
            Err(Undefined::TooFew)
        );
        assert_eq!(
            chi_square(&[vec![u64::MAX, 1], vec![5, 9]]),
            Err(Undefined::OutOfRange)
        );
    }
}
