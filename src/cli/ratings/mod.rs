//! `tandem ratings DIR`: ratings of cases, by case and time point.

mod course;
mod intake;
mod new;

use super::columns::Columns;
use super::participants::grid_bytes;
use super::study::{UnlessSubcommand, all_documents};
use super::writing::Replacing;
use super::{Out, write_json};
use crate::model::visible::Named;
use crate::report::words::counted;
use crate::report::{RatingTable, Stands, Texts};
use anyhow::Result;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Ratings {
    #[command(subcommand)]
    other: Option<Other>,
    #[command(flatten)]
    study: UnlessSubcommand,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
    /// Write every rating, a row an item: .csv or .xlsx
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    export: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
}

#[derive(Subcommand)]
enum Other {
    /// Make a sheet to rate on for each case at each time point
    New(new::New),
    /// Take in a table of ratings, with the sheets it needs
    Import(intake::Import),
    /// Items, subscales or the whole scale over time, with change and a plot
    Course(course::Course),
}

impl Ratings {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        match self.other {
            Some(Other::New(new)) => return new.run(out),
            Some(Other::Import(import)) => return import.run(out),
            Some(Other::Course(course)) => return course.run(out),
            None => {}
        }
        let study = self.study.named()?;
        let (session, view) = study.look()?;
        let documents = all_documents(&session, &view);
        let table = RatingTable::new(&view, Texts::new(&view, &documents));
        if let Some(file) = &self.export {
            self.replacing
                .write(file, &grid_bytes(table.grid(), file)?)?;
            let rows = counted(table.rows.len(), "row");
            writeln!(out, "wrote {rows} to {}", file.shown())?;
        } else if self.json {
            write_json(out, &table.json())?;
        } else {
            print(&table, out)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Means of what stands by case and time point, and what there is to do.
fn print(table: &RatingTable, out: Out) -> Result<()> {
    if table.rows.is_empty() {
        writeln!(
            out,
            "nothing is rated of any case yet: tandem ratings new, or tandem ratings import"
        )?;
        return Ok(());
    }
    let means = table.means();
    let heading = means
        .in_order
        .iter()
        .map(|n| match means.points[*n].as_str() {
            "" => "rating".to_owned(),
            at => at.to_owned(),
        });
    let mut lines = Columns::new(std::iter::once("case".to_owned()).chain(heading));
    for (at, case) in means.cases.iter().enumerate() {
        let mean = |n: &usize| match means.of.get(&(at, *n)) {
            Some((mean, items)) => format!("{mean:.2} ({items})"),
            None => "–".to_owned(),
        };
        let cells = means.in_order.iter().map(mean);
        lines.row(
            std::iter::once(case.clone()).chain(cells).collect(),
            String::new(),
        );
    }
    for line in lines.lines("") {
        writeln!(out, "{line}")?;
    }
    writeln!(
        out,
        "means of the ratings that stand, in brackets of how many items"
    )?;
    let count = |is: fn(&Stands) -> bool| table.rows.iter().filter(|r| is(&r.stands)).count();
    let open = count(|s| *s == Stands::Open);
    if open > 0 {
        writeln!(
            out,
            "{} not settled: tandem reconcile",
            counted(open, "item")
        )?;
    }
    for round in table.waiting() {
        writeln!(out, "what is rated in “{round}” waits until it opens")?;
    }
    let nothing = count(|s| *s == Stands::Nothing);
    if nothing > 0 {
        writeln!(
            out,
            "{} without a rating that stands",
            counted(nothing, "item")
        )?;
    }
    Ok(())
}
