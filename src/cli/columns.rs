//! Figures and tables as text.

use crate::agreement::outcome::Outcome;
use crate::model::wrap;
pub use crate::report::words::counted;

/// A share as people write it, `88.2 %`; in words where there is none.
pub fn percent(share: &Outcome) -> String {
    match share {
        Ok(value) => format!("{:.1} %", value * 100.0),
        Err(why) => format!("undefined ({why})"),
    }
}

/// A coefficient for a table; the reason why there is none stands beside the table.
pub fn coefficient(value: &Outcome) -> String {
    match value {
        Ok(value) => format!("{value:.3}"),
        Err(_) => "undefined".to_owned(),
    }
}

/// A table whose first column is text and whose other columns are figures; what stands in the
/// last column after those of the heading is a remark.
pub struct Columns {
    rows: Vec<Vec<String>>,
    remarks: Vec<String>,
}

impl Columns {
    pub fn new<S: Into<String>>(heading: impl IntoIterator<Item = S>) -> Columns {
        Columns {
            rows: vec![heading.into_iter().map(Into::into).collect()],
            remarks: vec![String::new()],
        }
    }

    /// Adds a row with a remark, which may be empty.
    pub fn row(&mut self, cells: Vec<String>, remark: String) {
        self.rows.push(cells);
        self.remarks.push(remark);
    }

    pub fn lines(&self, indent: &str) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |c: usize| {
            let cells = self.rows.iter().filter_map(|r| r.get(c));
            cells.map(|cell| wrap::width(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let line = |(row, remark): (&Vec<String>, &String)| {
            let mut line = indent.to_owned();
            for (c, cell) in row.iter().enumerate() {
                match c {
                    0 => line.push_str(&wrap::pad(cell, widths[0])),
                    _ => {
                        let room = widths[c].saturating_sub(wrap::width(cell)) + 2;
                        line.push_str(&" ".repeat(room));
                        line.push_str(cell);
                    }
                }
            }
            if !remark.is_empty() {
                line.push_str("  ");
                line.push_str(remark);
            }
            line.trim_end().to_owned()
        };
        self.rows.iter().zip(&self.remarks).map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::outcome::Undefined;

    #[test]
    fn figures_align_and_wide_characters_take_two_cells() {
        let mut table = Columns::new(["code", "both", "alpha"]);
        table.row(vec!["盼望".into(), "12".into(), "0.5".into()], "few".into());
        table.row(
            vec!["hope".into(), "1".into(), "undefined".into()],
            String::new(),
        );
        let lines = table.lines("  ");
        assert_eq!(lines[0], "  code  both      alpha");
        assert_eq!(lines[1], "  盼望    12        0.5  few");
        assert_eq!(lines[2], "  hope     1  undefined");
    }

    #[test]
    fn what_is_undefined_is_said_in_words() {
        assert_eq!(percent(&Ok(15.0 / 17.0)), "88.2 %");
        let words = percent(&Err(Undefined::NoCodings));
        assert_eq!(words, "undefined (neither coder coded anything)");
    }
}
