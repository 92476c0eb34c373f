//! What can be said of a table on the command line.

use crate::agreement::table::Table;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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

impl TableArgs {
    /// A table as it is computed on: with what is missing left out, and as it is.
    pub fn variants(&self, table: &Table) -> Vec<(Option<Missing>, Table)> {
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
    pub fn word(self) -> &'static str {
        match self {
            Missing::Listwise => "listwise",
            Missing::Available => "available",
        }
    }
}
