//! `tandem report DIR [--to FOLDER]`: the report of the whole study, for people who use no terminal.

use super::Out;
use super::export::tell_files;
use super::study::StudyArgs;
use super::tell;
use super::writing::Replacing;
use crate::model::visible::Named;
use crate::report::claims::Naming;
use crate::report::matrix::By;
use crate::work::report_of;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Report {
    #[command(flatten)]
    study: StudyArgs,
    /// Folder for the files; beside the study, with “-report” after its name, if left out
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// What themes and codes are counted by (arm, source.site, kind, site x role); may be given
    /// several times; attributes of few values, if left out
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
    /// What coders are called: names, initials or ids
    #[arg(long, value_name = "HOW", default_value = "names")]
    coders_as: Naming,
    #[command(flatten)]
    replacing: Replacing,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Report {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        // It is handed on: nobody's own view of a blind round may be in it, the writer's neither.
        let (session, view) = self.study.look_public()?;
        let by = self.by.iter().map(|typed| By::parse(&view, typed));
        let by = by.collect::<Result<_, _>>().map_err(|why| anyhow!(why))?;
        let opened = (&session.store, &*view, session.notices.as_slice());
        let (made, unread) = report_of(opened, by, self.coders_as);
        for why in &unread {
            tell(&format!("note: {why}"));
        }
        let to = self.to.unwrap_or_else(|| session.beside("report"));
        let mut written = Vec::new();
        for (name, bytes) in &made.files {
            let path = to.join(name);
            fs::create_dir_all(&to).with_context(|| {
                format!(
                    "{}: the folder cannot be made; choose another with --to",
                    to.shown()
                )
            })?;
            self.replacing.write(&path, bytes)?;
            written.push(path);
        }
        tell_files(&written, &made.warnings, self.json, out)?;
        Ok(ExitCode::SUCCESS)
    }
}
