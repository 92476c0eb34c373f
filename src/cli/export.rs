//! `tandem export DIR [--to FOLDER]`

use super::study::{StudyArgs, all_documents};
use super::{Out, write_json};
use crate::model::visible::Named;
use crate::report::claims::Naming;
use crate::report::{Csv, Texts, begin_csv, files};
use crate::work::write_whole;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    study: StudyArgs,
    /// Folder for the files; beside the study, with “-export” after its name, if left out
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// What coders are called in the methods paragraphs: names, initials or ids
    #[arg(long, value_name = "HOW", default_value = "names")]
    coders_as: Naming,
    /// Begin CSV files with the mark by which spreadsheets know UTF-8; statistics programs may take it
    /// for part of the first heading
    #[arg(long)]
    for_spreadsheets: bool,
    /// The attributes segments are listed with in tables, participant.arm or source.site; all if left
    /// out, “none” for none
    #[arg(long, value_delimiter = ',', value_name = "NAME,NAME")]
    attributes: Option<Vec<String>>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Export {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let documents = all_documents(&session, &view);
        let known = Texts::new(&view, &documents);
        known
            .check_attributes(self.attributes.as_deref())
            .map_err(|why| anyhow!(why))?;
        let to = self.to.unwrap_or_else(|| session.exports_folder());
        fs::create_dir_all(&to).with_context(|| {
            format!(
                "{}: the folder cannot be made; choose another with --to",
                to.shown()
            )
        })?;
        let mut written = Vec::new();
        let mut exported = files(
            &session.store.info().name,
            &view,
            &documents,
            self.coders_as,
            self.attributes.as_deref(),
        );
        if self.for_spreadsheets {
            begin_csv(&mut exported.files, Csv::ForSpreadsheets);
        }
        for (name, bytes) in exported.files {
            let path = to.join(name);
            let made = path.parent().map_or(Ok(()), fs::create_dir_all);
            made.and_then(|()| write_whole(&path, &bytes))
                .with_context(|| {
                    format!(
                        "{}: could not be written; make room or choose another folder with --to",
                        path.shown()
                    )
                })?;
            written.push(path);
        }
        if self.json {
            let warnings = exported.warnings;
            let files: Vec<String> = written.iter().map(|p| p.display().to_string()).collect();
            write_json(out, &json!({ "files": files, "warnings": warnings }))?;
        } else {
            for path in &written {
                writeln!(out, "{}", path.shown())?;
            }
            for warning in &exported.warnings {
                writeln!(out, "note: {warning}")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
