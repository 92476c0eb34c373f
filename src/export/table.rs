//! Tables for spreadsheets and statistics programs: CSV, UTF-8, comma, LF.

use crate::model::visible::opens_formula;
use std::borrow::Cow;

/// A table with this heading; no cell is taken for a formula.
pub fn table(heading: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = Vec::new();
    let mut table = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(&mut out);
    // Writing to memory does not fail.
    let _ = table.write_record(heading.iter().map(|cell| guarded(cell).into_owned()));
    for row in rows {
        let _ = table.write_record(row.iter().map(|cell| guarded(cell).into_owned()));
    }
    let _ = table.flush();
    drop(table);
    String::from_utf8_lossy(&out).into_owned()
}

/// A cell that no spreadsheet takes for a formula, whatever nobody sees stands before it: what a
/// participant said must not be run. A number stays a number.
fn guarded(cell: &str) -> Cow<'_, str> {
    let formula = cell.starts_with(['\t', '\r']) || opens_formula(cell);
    if formula && !is_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Digits with sign, point and exponent. Not what Rust also reads as one, such as `-inf`.
fn is_number(cell: &str) -> bool {
    cell.chars()
        .all(|c| c.is_ascii_digit() || "+-.eE".contains(c))
        && cell.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = [vec!["a, b".to_owned(), "=1+1".into()]];
        assert_eq!(table(&["x", "=y"], rows), "x,'=y\n\"a, b\",'=1+1\n");
    }

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for formula in [
            "=1+1",
            "+44 20",
            "-cmd",
            "@sum",
            "-",
            "+",
            " =x",
            "\t=x",
            "=",
            "－x",
            "-inf",
            "\u{a0}=x",
            "\u{200b}=x",
            "\u{feff}+x",
            "\u{3000}@x",
            "\u{ad}-x",
            "\n=x",
            "\u{202e}=x",
            "\u{2060}\u{200f} =x",
            "\tx",
            "\u{a0}-5",
            "'=x",
            "'-5",
        ] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for plain in ["-5", "+3.5", "1e3", "-1.5e-3", "a=b", "", "佢冇話", "5-6"] {
            assert_eq!(guarded(plain), plain);
        }
    }
}
