//! `tandem participants table-one DIR`: who took part, as the first table of a paper has it.

use crate::cli::columns::Columns;
use crate::cli::study::{StudyArgs, all_documents};
use crate::cli::writing::{Replacing, table_bytes};
use crate::cli::{Out, write_json};
use crate::model::visible::Named;
use crate::report::table_one::{Asked, TableOne as Table, table_one, taken};
use crate::report::{people, spoken};
use anyhow::{Result, anyhow};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct TableOne {
    #[command(flatten)]
    study: StudyArgs,
    /// Attributes to list, in this order; all but texts, dates and cases if none is named
    #[arg(long, value_delimiter = ',', value_name = "NAME,NAME")]
    attributes: Vec<String>,
    /// A column for each value of this attribute, beside one for everybody
    #[arg(long, value_name = "ATTRIBUTE")]
    by: Option<String>,
    /// Values of this time point; attributes without time points count as they are
    #[arg(long, value_name = "TIME POINT")]
    at: Option<String>,
    /// Hide counts of 1 to N−1 people, and whatever they could be worked out from; N is 3 or more,
    /// since “fewer than 2” would say that it is 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(3..))]
    least: Option<u64>,
    /// Write the table to FILE, which ends in .csv, .xlsx, .docx, .md or .html
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    to: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl TableOne {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let documents = all_documents(&session, &view);
        let people = people(&view, &spoken(&view, &documents));
        let asked = Asked {
            by: self.by,
            at: self.at,
            attributes: self.attributes,
            least: self.least,
        };
        let table = table_one(
            &taken(&view, &people, &asked).map_err(|why| anyhow!(why))?,
            asked.least,
        );
        if let Some(file) = &self.to {
            let study = &session.store.info().name;
            let sheets = || vec![table.grid(), table.notes_grid()];
            let bytes = table_bytes(file, "", sheets, || table.paper(study))?;
            self.replacing.write(file, &bytes)?;
            writeln!(out, "wrote the table to {}", file.shown())?;
        } else if self.json {
            write_json(out, &table.json())?;
        } else {
            print(&table, out)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(table: &Table, out: Out) -> Result<()> {
    writeln!(out, "{}\n", table.title())?;
    let mut columns = Columns::new([String::new()].into_iter().chain(table.headings()));
    for row in table.rows() {
        match row.cells.is_empty() {
            true => columns.row(vec![row.attribute], row.line),
            false => {
                let line = format!("  {}", row.line);
                columns.row([line].into_iter().chain(row.cells).collect(), String::new());
            }
        }
    }
    for line in columns.lines("") {
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    for note in &table.notes {
        writeln!(out, "{note}")?;
    }
    Ok(())
}
