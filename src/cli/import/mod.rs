//! `tandem import DIR --coder ID FILE…` and `tandem import DIR --codings FILE.csv`

mod codings;
mod rows;

use super::session::Fixed;
use super::study::StudyArgs;
use super::{Out, tell, write_json};
use crate::app::work::import_files;
use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    study: StudyArgs,
    /// Files or folders: .txt .md .docx .vtt .srt
    files: Vec<PathBuf>,
    /// A table of codings instead: .csv with the columns coder, source, start, end, code, and if
    /// you like memo, round, rating, certain (yes or no); positions are code points, the end is
    /// exclusive; or .json with a list of such codings
    #[arg(long, conflicts_with = "files", value_name = "FILE")]
    codings: Option<PathBuf>,
    /// Each coder of the table made their codes by themselves (open coding): no figure is computed
    /// over codes of one name, a code conference compares them
    #[arg(long, requires = "codings")]
    open_coding: bool,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Import {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        match &self.codings {
            Some(file) => {
                let (mut session, view, me) = self.study.change()?;
                let codes = match self.open_coding {
                    true => codings::Codes::Own,
                    false => codings::Codes::Shared,
                };
                let report = codings::import(&mut session, view, &me, file, codes)?;
                match self.json {
                    true => write_json(out, &report.json())?,
                    false => report.write(out)?,
                }
                Ok(status(report.refused.is_empty()))
            }
            None => self.sources(out),
        }
    }

    fn sources(&self, out: Out) -> Result<ExitCode> {
        if self.files.is_empty() {
            bail!("name the files or folders to import, or a table of codings with --codings");
        }
        let (mut session, view, _) = self.study.change()?;
        let fixed = Fixed::default();
        let here = view.sources().iter().map(|s| s.id.clone()).collect();
        let mut mint = fixed.mint();
        let report = import_files(
            &mut session.store,
            &self.files,
            here,
            fixed.now_ms(),
            &mut mint,
            &mut |_| (),
        );
        if self.json {
            write_json(
                out,
                &json!({
                    "added": report.added,
                    "already_here": report.known,
                    "notes": report.warnings,
                    "refused": report.refused,
                }),
            )?;
            return Ok(status(report.refused.is_empty()));
        }
        for warning in &report.warnings {
            writeln!(out, "note: {warning}")?;
        }
        for known in &report.known {
            writeln!(out, "already here: {known}")?;
        }
        writeln!(
            out,
            "imported {} of {} files",
            report.added,
            report.added + report.known.len() + report.refused.len()
        )?;
        for refused in &report.refused {
            tell(&format!("refused: {refused}"));
        }
        Ok(status(report.refused.is_empty()))
    }
}

fn status(all_taken: bool) -> ExitCode {
    match all_taken {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
