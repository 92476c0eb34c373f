//! `tandem agree --table FILE`: every coefficient over a file of decisions, with the names and
//! parameters under which other programs can be compared.

mod cells;
mod distances;
mod doubts;
mod headings;
mod layout;
mod pair;
mod read;
mod scale;
mod sets;
mod sheet;
mod units;

use super::results::{Entry, write_as_json, write_as_table};
use crate::agreement::resample::Resampling;
use crate::agreement::table::Table;
use crate::cli::{Out, tell};
use anyhow::Result;
use cells::{Cell, Cells};
use clap::{Args, ValueEnum};
use distances::Distances;
use layout::Told;
use scale::Scale;
use sheet::Sheet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to do with a table.
#[derive(Args, Clone, Debug)]
pub struct TableArgs {
    /// A file of decisions instead of a study: long with the columns unit, variable, coder, value,
    /// or wide with a row for each unit and a column for each coder; an empty field is missing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dir", "coder", "Choice"])]
    pub table: Option<PathBuf>,
    /// What a difference between two values of the table means
    #[arg(long, value_enum, default_value = "nominal", requires = "table")]
    pub level: Scaled,
    /// All categories of the table in their order, used or not; those in use if left out
    #[arg(long, value_name = "A,B,C", value_delimiter = ',', requires = "table")]
    pub categories: Option<Vec<String>>,
    /// The columns that name the units, where their heading does not say so; several together name
    /// one
    #[arg(long, value_name = "NAMES", value_delimiter = ',', requires = "table")]
    pub unit_column: Option<Vec<String>>,
    /// The coders of the table: the columns that hold their decisions, or only these of a long one
    #[arg(long, value_name = "A,B", value_delimiter = ',', requires = "table")]
    pub coders: Option<Vec<String>>,
    /// A file that says how far labels lie apart, for one more alpha: a square table with the labels
    /// in its first row and column, 0 on the diagonal, the same both ways
    #[arg(long, value_name = "FILE", requires = "table")]
    pub distances: Option<PathBuf>,
    /// Units some did not decide on: leave them out, or take what there is; both if left out
    #[arg(long, value_enum, requires = "table")]
    pub missing: Option<Missing>,
    /// Resamples of units for intervals; 0 for none
    #[arg(long, default_value_t = 5000, requires = "table")]
    pub replicates: u32,
}

/// Levels of measurement (Stevens 1946).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Scaled {
    /// Same or different
    Nominal,
    /// Ranks in the order of the categories
    Ordinal,
    /// Numbers whose differences count
    Interval,
    /// Numbers whose proportions count
    Ratio,
}

/// Units that not every coder decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Missing {
    /// Only units with a decision of every coder
    Listwise,
    /// All decisions there are
    Available,
}

impl Missing {
    /// Its name among the parameters of a figure.
    fn word(self) -> &'static str {
        match self {
            Missing::Listwise => "listwise",
            Missing::Available => "available",
        }
    }
}

/// One variable with its decisions.
struct Variable {
    name: String,
    table: Table,
    scale: Scale,
}

/// Reads the table and writes its figures.
pub fn run(file: &Path, args: &TableArgs, seed: u64, json: bool, out: Out) -> Result<ExitCode> {
    let told = Told {
        units: args.unit_column.as_deref(),
        coders: args.coders.as_deref(),
        categories: args.categories.as_deref(),
    };
    let cells = read::read(file, told)?;
    let distances = args.distances.as_deref().map(Distances::read).transpose()?;
    tell(&format!("note: {}", doubts::what_was_read(&cells)));
    for doubt in doubts::doubts(&cells, args.categories.is_some()) {
        tell(&format!("note: {doubt}"));
    }
    let resampling = (args.replicates > 0).then_some(Resampling {
        replicates: args.replicates,
        seed,
    });
    let entries = entries(&cells, args, distances.as_ref(), resampling)?;
    match json {
        true => write_as_json(&entries, out)?,
        false => write_as_table(&entries, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn entries(
    cells: &Cells,
    args: &TableArgs,
    distances: Option<&Distances>,
    resampling: Option<Resampling>,
) -> Result<Vec<Entry>> {
    let variable = |name: &str, of: &[Cell]| variable(cells, name, of, args, distances);
    let coders = &cells.coders.list;
    let mut variables = Vec::new();
    for (number, name) in (0..).zip(&cells.variables.list) {
        variables.push(variable(name, cells.of(number))?);
    }
    if variables.is_empty() {
        variables.push(variable("", &[])?);
    }
    let several = variables.len() > 1;
    let mut entries = Vec::new();
    for variable in &variables {
        let mut sheet = Sheet::new(coders, args, resampling);
        if several {
            sheet.about("variable", &variable.name);
        }
        units::fill(&mut sheet, variable);
        entries.extend(sheet.entries);
    }
    let codes = variables
        .iter()
        .all(|v| !v.name.is_empty() && v.scale.is_presence());
    if codes {
        let mut sheet = Sheet::new(coders, args, resampling);
        sets::fill(&mut sheet, cells, &variables);
        entries.extend(sheet.entries);
    }
    Ok(entries)
}

fn variable(
    of: &Cells,
    name: &str,
    cells: &[Cell],
    args: &TableArgs,
    distances: Option<&Distances>,
) -> Result<Variable> {
    let scale = scale::scale(of, cells, args, distances)?;
    // With a single coder there is nothing to compare, and every figure says so.
    let coders = of.coders.list.len().max(2);
    let rows = cells.chunk_by(|a, b| a.unit == b.unit).map(|unit| {
        let mut row = vec![None; coders];
        for cell in unit {
            row[cell.coder as usize] = scale.place(cell);
        }
        row
    });
    let table = Table::from_rows(scale.labels.len(), coders, rows)?;
    Ok(Variable {
        name: name.to_owned(),
        table,
        scale,
    })
}

impl TableArgs {
    /// A table as it is computed on: with what is missing left out, and as it is.
    fn variants(&self, table: &Table) -> Vec<(Option<Missing>, Table)> {
        let complete = table.listwise();
        if complete.units() == table.units() {
            return vec![(None, complete)];
        }
        let both = [
            (Some(Missing::Listwise), complete),
            (Some(Missing::Available), table.clone()),
        ];
        let wanted = |m: &Option<Missing>| self.missing.is_none() || *m == self.missing;
        both.into_iter().filter(|(m, _)| wanted(m)).collect()
    }
}
