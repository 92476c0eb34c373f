//! What the screen shows, as a table of cells: drawn by the screen, sorted by its columns, and
//! written into files. Every count knows what is behind it.

use super::behind::Behind;
use super::words::{decimal, percent_figure};
use crate::agreement::outcome::Undefined;
use crate::model::ids::{CodeId, RoundId, SourceId};
use std::cmp::Ordering;

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Shown {
    #[default]
    Nothing,
    Count(u64),
    /// A share, shown as percent.
    Share(f64),
    Figure(f64),
    /// There is no figure; why.
    Undefined(Undefined),
    /// A figure's 95 % interval, drawn as a bar.
    Interval {
        low: f64,
        at: f64,
        high: f64,
    },
    Words(String),
}

impl Shown {
    /// A coefficient, or why there is none.
    pub fn figure(outcome: &crate::agreement::outcome::Outcome) -> Shown {
        match outcome {
            Ok(value) => Shown::Figure(*value),
            Err(why) => Shown::Undefined(*why),
        }
    }

    /// A share, or why there is none.
    pub fn share(outcome: &crate::agreement::outcome::Outcome) -> Shown {
        match outcome {
            Ok(value) => Shown::Share(*value),
            Err(why) => Shown::Undefined(*why),
        }
    }

    /// As it is written; intervals are drawn.
    pub fn text(&self) -> String {
        match self {
            Shown::Nothing | Shown::Interval { .. } => String::new(),
            Shown::Count(n) => n.to_string(),
            Shown::Share(share) => percent_figure(*share),
            Shown::Figure(value) => decimal(*value),
            Shown::Undefined(_) => "–".to_owned(),
            Shown::Words(words) => words.clone(),
        }
    }

    /// What it is sorted by; what has no figure comes last, whichever way.
    fn rank(&self) -> Option<f64> {
        match self {
            Shown::Count(n) => Some(*n as f64),
            Shown::Share(value) | Shown::Figure(value) => Some(*value),
            Shown::Interval { low, .. } => Some(*low),
            Shown::Nothing | Shown::Undefined(_) | Shown::Words(_) => None,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub shown: Shown,
    /// The segments behind it, if there are any.
    pub behind: Option<Behind>,
}

impl Cell {
    pub fn on(shown: Shown, behind: Behind) -> Cell {
        let behind = Some(behind);
        Cell { shown, behind }
    }

    /// A cell with nothing behind it.
    pub fn plain(shown: Shown) -> Cell {
        Cell {
            shown,
            behind: None,
        }
    }
}

/// A column after the name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    pub name: String,
    /// Its name in full, where the heading is short.
    pub full: String,
    /// Cells it takes at least, the space before it included.
    pub wide: u16,
    /// Whether it takes what room is left.
    pub grows: bool,
    /// Whether it holds the figure that leads.
    pub leads: bool,
}

impl Column {
    /// A column as wide as its heading, and `least` at least.
    pub fn new(name: impl Into<String>, least: u16) -> Column {
        let name = name.into();
        let wide = least.max(crate::model::wrap::width(&name) as u16 + 1);
        Column {
            full: name.clone(),
            name,
            wide: wide.min(least.max(16)),
            ..Column::default()
        }
    }

    /// The same, called so in full.
    pub fn called(self, full: impl Into<String>) -> Column {
        Column {
            full: full.into(),
            ..self
        }
    }

    /// The same, holding the figure that leads where `it` does.
    pub fn leading(self, it: bool) -> Column {
        Column { leads: it, ..self }
    }

    /// The same, taking what room is left.
    pub fn growing(self) -> Column {
        Column {
            grows: true,
            ..self
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum About {
    #[default]
    All,
    Code(CodeId),
    Source(SourceId),
    /// A pair of coders, by its place.
    Pair(usize),
    Round(RoundId),
    /// What one coder did not code.
    Nothing,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub name: String,
    pub about: About,
    pub cells: Vec<Cell>,
    /// Counts and plain words about it, shown while the cursor is on it.
    pub remark: String,
    /// Whether its figures say little: they are shown dimmed.
    pub few: bool,
}

impl Row {
    /// A row of which nothing but its name is known.
    pub fn of(name: String) -> Row {
        Row {
            name,
            ..Row::default()
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Heading of the names.
    pub first: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Rows about all, below a rule; never sorted.
    pub foot: Vec<Row>,
    pub notes: Vec<String>,
    /// What to say where there are no rows.
    pub empty: String,
}

/// By which column the rows stand, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Largest first.
    Down,
    /// Smallest first.
    Up,
}

impl Table {
    /// Rows, those about all included.
    pub fn len(&self) -> usize {
        self.rows.len() + self.foot.len()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A row, those about all coming last.
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.rows.iter().chain(&self.foot).nth(at)
    }

    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.row(row)?.cells.get(column)
    }

    /// Sorts the rows by a column. Rows alike keep their order.
    pub fn sort(&mut self, column: usize, way: Way) {
        let rank = |row: &Row| row.cells.get(column).and_then(|c| c.shown.rank());
        self.rows.sort_by(|a, b| match (rank(a), rank(b), way) {
            (Some(a), Some(b), Way::Up) => a.total_cmp(&b),
            (Some(a), Some(b), Way::Down) => b.total_cmp(&a),
            (Some(_), None, _) => Ordering::Less,
            (None, Some(_), _) => Ordering::Greater,
            (None, None, _) => Ordering::Equal,
        });
    }
}

/// What is drawn of all of a table alike: it is looked for once, not at every row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    /// Where bars begin: 0, or the quarter below the lowest end that lies below 0. They end at 1.
    pub least: f64,
    /// The largest count off the diagonal, and on it: the diagonal would drown the rest.
    pub most: (u64, u64),
    /// Cells of the longest name.
    longest: u16,
}

impl Scale {
    pub fn of(table: &Table) -> Scale {
        let rows = || table.rows.iter().chain(&table.foot);
        let ends = rows().flat_map(|r| &r.cells).filter_map(|c| match c.shown {
            Shown::Interval { low, .. } => Some(low),
            _ => None,
        });
        let lowest = ends.fold(0.0, f64::min);
        let mut most = (0, 0);
        for (n, row) in table.rows.iter().enumerate() {
            for (m, cell) in row.cells.iter().enumerate() {
                if let Shown::Count(count) = cell.shown {
                    let side = if n == m { &mut most.1 } else { &mut most.0 };
                    *side = count.max(*side);
                }
            }
        }
        let names = rows()
            .map(|r| r.name.as_str())
            .chain([table.first.as_str()]);
        Scale {
            least: ((lowest * 4.0).floor() / 4.0).max(-1.0),
            most,
            longest: names.map(crate::model::wrap::width).max().unwrap_or(0) as u16,
        }
    }
}

/// Where the columns stand in a given width: those to the left of the cursor make way where there
/// is no room for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Cells the names take.
    pub name: u16,
    /// Columns shown: number, first cell counted from the left of the table, cells.
    pub columns: Vec<(usize, u16, u16)>,
    /// Whether columns to the right are not shown.
    pub more: bool,
}

/// Cells a name needs at least and may take at most.
const NAME: (u16, u16) = (14, 34);

impl Table {
    /// The columns in `width` cells, so that the column at the cursor is shown.
    pub fn fit(&self, scale: &Scale, width: u16, cursor: usize) -> Fit {
        let longest = (scale.longest + 1).clamp(NAME.0, NAME.1);
        let all: u16 = self.columns.iter().map(|c| c.wide).sum();
        if all.saturating_add(NAME.0) <= width {
            let name = longest.min(width - all);
            let spare = width - all - name;
            let growing = self.columns.iter().filter(|c| c.grows).count() as u16;
            let share = spare.checked_div(growing).unwrap_or(0);
            // With nothing that grows, the names take the room up to a sensible gap.
            let mut x = name;
            let place = |(n, column): (usize, &Column)| {
                let wide = column.wide + if column.grows { share } else { 0 };
                x += wide;
                (n, x - wide, wide)
            };
            return Fit {
                columns: self.columns.iter().enumerate().map(place).collect(),
                name,
                more: false,
            };
        }
        let name = longest.min(width / 3).max(NAME.0.min(width));
        let room = width.saturating_sub(name);
        let last = cursor.min(self.columns.len().saturating_sub(1));
        let before =
            |first: usize| -> u16 { self.columns[first..=last].iter().map(|c| c.wide).sum() };
        let first = (0..last).find(|f| before(*f) <= room).unwrap_or(last);
        let mut columns = Vec::new();
        let mut x = name;
        for (n, column) in self.columns.iter().enumerate().skip(first) {
            let left = (name + room).saturating_sub(x);
            if column.wide > left && n > last {
                break;
            }
            let wide = column.wide.min(left);
            columns.push((n, x, wide));
            x += wide;
        }
        let shown = columns.last().map_or(0, |c| c.0 + 1);
        Fit {
            name,
            more: shown < self.columns.len(),
            columns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let row = |name: &str, n: Option<u64>| Row {
            name: name.into(),
            cells: vec![Cell::plain(n.map_or(Shown::Nothing, Shown::Count)); 6],
            ..Row::default()
        };
        Table {
            columns: vec![Column::new("both", 10); 6],
            rows: vec![row("a", Some(1)), row("b", None), row("c", Some(3))],
            foot: vec![row("all", Some(9))],
            ..Table::default()
        }
    }

    #[test]
    fn what_has_no_figure_comes_last_whichever_way() {
        let mut table = table();
        let names = |t: &Table| t.rows.iter().map(|r| r.name.clone()).collect::<String>();
        table.sort(0, Way::Down);
        assert_eq!(names(&table), "cab");
        table.sort(0, Way::Up);
        assert_eq!(names(&table), "acb");
        assert_eq!(table.row(3).unwrap().name, "all");
    }

    #[test]
    fn one_scale_holds_every_bar() {
        let row = |low: f64| Row {
            cells: vec![Cell::plain(Shown::Interval {
                low,
                at: 0.5,
                high: 1.0,
            })],
            ..Row::default()
        };
        let mut table = Table {
            rows: vec![row(0.3)],
            foot: vec![row(0.6)],
            ..Table::default()
        };
        assert_eq!(Scale::of(&table).least, 0.0);
        table.rows.push(row(-0.01));
        assert_eq!(Scale::of(&table).least, -0.25);
    }

    #[test]
    fn the_column_at_the_cursor_is_always_shown() {
        let table = table();
        for width in 30..100 {
            for cursor in 0..6 {
                let fit = table.fit(&Scale::of(&table), width, cursor);
                assert!(
                    fit.columns.iter().any(|c| c.0 == cursor),
                    "{width} {cursor}"
                );
                let end = fit.columns.last().map(|(_, x, w)| x + w).unwrap();
                assert!(end <= width, "{end} in {width}");
                assert_eq!(fit.more, fit.columns.last().unwrap().0 < 5);
            }
        }
    }
}
