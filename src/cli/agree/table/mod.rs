//! `tandem agree --table FILE`: every coefficient over a file of decisions, with the names and
//! parameters under which other programs can be compared.

mod args;
mod cells;
mod distances;
mod doubts;
mod figure_list;
mod headings;
mod layout;
mod pair;
mod read;
mod scale;
mod sets;
mod units;
mod variable;

pub use args::TableArgs;

use super::results::{Entry, write_as_json, write_as_table};
use crate::agreement::resample::Resampling;
use crate::cli::{Out, tell};
use anyhow::Result;
use cells::{Cell, Cells};
use distances::Distances;
use figure_list::FigureList;
use layout::Told;
use std::path::Path;
use std::process::ExitCode;
use variable::variable;

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
        let mut list = FigureList::new(coders, args, resampling);
        if several {
            list.about("variable", &variable.name);
        }
        units::fill(&mut list, variable);
        entries.extend(list.entries);
    }
    let codes = variables
        .iter()
        .all(|v| !v.name.is_empty() && v.scale.is_presence());
    if codes {
        let mut list = FigureList::new(coders, args, resampling);
        sets::fill(&mut list, cells, &variables);
        entries.extend(list.entries);
    }
    Ok(entries)
}
