//! `tandem import DIR --coder ID FILE…`

use super::Out;
use super::session::{Fixed, Session};
use crate::app::work::import_files;
use crate::model::ids::CoderId;
use anyhow::{Result, bail};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Import {
    /// Folder of the study
    dir: PathBuf,
    /// Your id; may be left out once this machine knows you
    #[arg(long)]
    coder: Option<CoderId>,
    /// Files or folders: .txt .md .docx .vtt .srt
    files: Vec<PathBuf>,
}

impl Import {
    pub fn run(self, _out: Out) -> Result<ExitCode> {
        let fixed = Fixed::default();
        let mut session = Session::open(&self.dir, self.coder, fixed)?;
        session.need_coder()?;
        if self.files.is_empty() {
            bail!("name the files or folders to import");
        }
        let here = session
            .view()
            .sources()
            .iter()
            .map(|s| s.id.clone())
            .collect();
        let mut mint = fixed.mint();
        let report = import_files(
            &mut session.store,
            &self.files,
            here,
            fixed.now_ms(),
            &mut mint,
            &mut |_| (),
        );
        for warning in &report.warnings {
            println!("note: {warning}");
        }
        for known in &report.known {
            println!("already here: {known}");
        }
        println!(
            "imported {} of {} files",
            report.added,
            report.added + report.known.len() + report.refused.len()
        );
        for refused in &report.refused {
            eprintln!("refused: {refused}");
        }
        Ok(if report.refused.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
