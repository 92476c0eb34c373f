//! `tandem export DIR [--to FOLDER]`

use super::printing::tell_progress;
use super::study::{StudyArgs, all_documents};
use super::{Out, write_json};
use crate::model::visible::Named;
use crate::report::claims::Naming;
use crate::report::words::counted;
use crate::report::{Csv, Made, Texts, begin_csv, files};
use crate::work::write_whole;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

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
        let csv = match self.for_spreadsheets {
            true => Csv::ForSpreadsheets,
            false => Csv::Plain,
        };
        let count = AtomicUsize::new(0);
        let write = |name: PathBuf, mut bytes: Vec<u8>| {
            begin_csv(&name, &mut bytes, csv);
            write_file(&to.join(name), &bytes)?;
            tell_written(count.fetch_add(1, Ordering::Relaxed) + 1, false);
            Ok::<(), anyhow::Error>(())
        };
        let made = files(
            &session.store.info().name,
            &view,
            &documents,
            self.coders_as,
            self.attributes.as_deref(),
            &write,
        );
        tell_written(count.into_inner(), true);
        let Made { files, warnings } = made?;
        let written: Vec<PathBuf> = files.iter().map(|name| to.join(name)).collect();
        tell_files(&written, &warnings, self.json, out)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Says what was written, and what has to be said about it.
pub(super) fn tell_files(
    written: &[PathBuf],
    warnings: &[String],
    as_json: bool,
    out: Out,
) -> Result<()> {
    if as_json {
        let files: Vec<String> = written.iter().map(|p| p.display().to_string()).collect();
        return write_json(out, &json!({ "files": files, "warnings": warnings }));
    }
    for path in written {
        writeln!(out, "{}", path.shown())?;
    }
    for warning in warnings {
        writeln!(out, "note: {warning}")?;
    }
    Ok(())
}

fn tell_written(files: usize, is_done: bool) {
    tell_progress(&format!("{} written", counted(files, "file")), is_done);
}

pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| write_whole(path, bytes))
        .with_context(|| {
            format!(
                "{}: could not be written; make room or choose another folder with --to",
                path.shown()
            )
        })
}
