//! Writing the file a command line names, without destroying what lies there.

use super::printing::tell;
use crate::model::visible::Named;
use crate::report::png;
use crate::work::{holds, write_whole};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::path::Path;

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
