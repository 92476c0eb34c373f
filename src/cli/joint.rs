//! `tandem joint DIR`: what people say beside how a number of theirs changed.

use super::columns::Columns;
use super::matrix::rows;
use super::study::{StudyArgs, all_documents};
use super::writing::{Replacing, table_bytes};
use super::{Out, write_json};
use crate::model::visible::Named;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::joint::Joint as Display;
use crate::report::matrix::Rows;
use anyhow::{Result, anyhow};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Joint {
    #[command(flatten)]
    study: StudyArgs,
    /// The attribute of participants that stands beside it, at all its time points: score
    #[arg(long, value_name = "ATTRIBUTE")]
    beside: String,
    /// What stands in the columns
    #[arg(long, default_value = "themes", value_parser = rows())]
    rows: Rows,
    /// Write it to FILE, which ends in .csv, .xlsx, .docx, .md or .html
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    to: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Joint {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let documents = all_documents(&session, &view);
        let mut aligned = AlignedRounds::default();
        let found = Display::of(&view, &documents, self.rows, &self.beside, &mut aligned);
        let found = found.map_err(|why| anyhow!(why))?;
        if let Some(file) = &self.to {
            let study = &session.store.info().name;
            let bytes = table_bytes(file, "", || vec![found.grid()], || found.paper(study))?;
            self.replacing.write(file, &bytes)?;
            writeln!(out, "wrote the joint display to {}", file.shown())?;
        } else if self.json {
            write_json(out, &found.json())?;
        } else {
            let mut table = Columns::new(found.heading());
            for line in found.lines() {
                table.row(line, String::new());
            }
            for line in table.lines("") {
                writeln!(out, "{line}")?;
            }
            writeln!(out)?;
            for note in &found.notes {
                writeln!(out, "{note}")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
