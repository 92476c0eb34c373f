//! Writing the file a command line names, without destroying what lies there.

use super::printing::tell;
use crate::export::grid::Grid;
use crate::export::paper::{Paper, docx, html, markdown};
use crate::export::workbook::workbook;
use crate::model::visible::Named;
use crate::report::png;
use crate::work::{holds, write_whole};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::path::Path;

/// A table as the ending of the file's name wants it: tables, or a paper.
///
/// # Errors
/// That the ending is none of `.csv`, `.xlsx`, `.docx`, `.md`, `.html` and of `others`.
pub fn table_bytes(
    file: &Path,
    others: &str,
    sheets: impl FnOnce() -> Vec<Grid>,
    paper: impl FnOnce() -> Paper,
) -> Result<Vec<u8>> {
    Ok(match file.extension().and_then(|e| e.to_str()) {
        Some("csv") => {
            let first = sheets().into_iter().next();
            first
                .map(|grid| grid.csv())
                .unwrap_or_default()
                .into_bytes()
        }
        Some("xlsx") => workbook(sheets())?,
        Some("docx") => docx(&paper())?,
        Some("md") => markdown(&paper()).into_bytes(),
        Some("html") => html(&paper()).into_bytes(),
        _ => bail!(
            "{}: the name of the file must end in .csv, .xlsx, .docx, .md{}",
            file.shown(),
            match others {
                "" => " or .html".to_owned(),
                others => format!(", .html, {others}"),
            }
        ),
    })
}

/// Whether a file may be replaced.
#[derive(Args)]
pub struct Replacing {
    /// Replace FILE where it holds something else
    #[arg(long)]
    force: bool,
}

impl Replacing {
    /// Writes the file. What lies there stays unless it is the same, empty, or `--force` was said.
    ///
    /// # Errors
    /// What to do where something else lies there or the file cannot be written.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        // A pipe or a terminal holds nothing that could be lost.
        let there = fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() > 0);
        if there && !self.force {
            if holds(path, bytes) {
                return Ok(());
            }
            bail!(
                "{}: holds something else already; name another file, or replace it with --force",
                path.shown()
            );
        }
        write_whole(path, bytes).with_context(|| {
            format!(
                "{}: could not be written; make room or name another file",
                path.shown()
            )
        })
    }
}

/// A picture as PNG; what this machine's fonts cannot draw is said.
///
/// # Errors
/// Where it cannot be drawn, or this program was built without.
pub fn drawn(svg: &str) -> Result<Vec<u8>> {
    match png(svg) {
        Some(Ok(pixels)) => {
            if let Some(warning) = pixels.warning {
                tell(&warning);
            }
            Ok(pixels.bytes)
        }
        Some(Err(why)) => bail!(why),
        None => bail!("this build writes no PNG: name a file that ends in .svg"),
    }
}
