//! `tandem agree --spans FILE`: every figure for coders who mark freely, on marks from anywhere.
//!
//! Figures over all coders come first, then those of every pair, each on the documents that the
//! coders in question have read, pooled.

mod alignment;
mod continuum;
mod dataset;
mod figures;
mod matching;
mod segments;

use super::results::{write_as_json, write_as_table};
use crate::agreement::pair::pairs;
use crate::cli::columns::counted;
use crate::cli::{Out, tell};
use anyhow::Result;
use dataset::Dataset;
use figures::Figures;
use std::path::Path;
use std::process::ExitCode;

pub use alignment::Simulation;

pub fn run(file: &Path, simulation: Simulation, json: bool, out: Out) -> Result<ExitCode> {
    let data = Dataset::read(file)?;
    if data.repeated > 0 {
        tell(&format!(
            "said again by the same coder and counted once: {}",
            counted(data.repeated, "coding")
        ));
    }
    let mut entries = Vec::new();
    let mut all = Figures::over(&data, None);
    of_any_number(&mut all, simulation);
    if data.coders.len() == 2 {
        of_two(&mut all);
    }
    entries.append(&mut all.entries);
    if data.coders.len() > 2 {
        for (a, b) in pairs(data.coders.len()) {
            let both = data.pair(a, b);
            let names = [data.coders[a].clone(), data.coders[b].clone()];
            let mut pair = Figures::over(&both, Some(names));
            of_any_number(&mut pair, simulation);
            of_two(&mut pair);
            entries.append(&mut pair.entries);
        }
    }
    match json {
        true => write_as_json(&entries, out)?,
        false => write_as_table(&entries, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn of_any_number(figures: &mut Figures<'_>, simulation: Simulation) {
    continuum::by_character(figures);
    continuum::unitizing(figures);
    continuum::older(figures);
    alignment::simulated(figures, simulation);
}

fn of_two(figures: &mut Figures<'_>) {
    continuum::of_two(figures);
    matching::spans(figures);
    segments::segments(figures);
}
