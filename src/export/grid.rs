//! Tables of typed cells, before they become CSV or a sheet of a workbook: text stays text, a
//! count a whole number, a figure keeps all its digits.

use super::table::table;

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words: a name, a reason, a quote.
    Text(String),
    Count(u64),
    Figure(f64),
    Empty,
}

impl Cell {
    /// As CSV has it, before it is guarded.
    fn words(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Count(n) => n.to_string(),
            Cell::Figure(value) => value.to_string(),
            Cell::Empty => String::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Cell {
        Cell::Count(count)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Its name: a sheet of a workbook is called so.
    pub name: String,
    pub heading: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// As CSV (UTF-8, comma, LF); no cell is taken for a formula.
    pub fn csv(&self) -> String {
        let heading: Vec<&str> = self.heading.iter().map(String::as_str).collect();
        let rows = self.rows.iter();
        table(&heading, rows.map(|r| r.iter().map(Cell::words).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_their_digits_and_text_is_no_formula() {
        let grid = Grid {
            name: "codes".into(),
            heading: vec!["code".into(), "both".into(), "alpha".into()],
            rows: vec![
                vec!["=cmd".into(), 7.into(), Cell::Figure(-0.1 - 0.2)],
                vec!["+hope, small".into(), 0.into(), Cell::Empty],
            ],
        };
        let want = "code,both,alpha\n'=cmd,7,-0.30000000000000004\n\"'+hope, small\",0,\n";
        assert_eq!(grid.csv(), want);
    }
}
