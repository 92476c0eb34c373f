//! `tandem sources correct DIR FILE --source NAME`

use super::named::named;
use crate::cli::Out;
use crate::cli::session::Fixed;
use crate::cli::study::StudyArgs;
use crate::import;
use crate::store::read_given;
use crate::work::correcting::correct;
use anyhow::{Result, anyhow};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Correct {
    #[command(flatten)]
    study: StudyArgs,
    /// The corrected text, in any format that is read as a source
    file: PathBuf,
    /// Name or id of the source it corrects
    #[arg(long)]
    source: String,
    /// Take it although a round on this source is under way: then for all of its coders
    #[arg(long)]
    for_all: bool,
}

impl Correct {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let source = named(&view, &self.source)?;
        let read = import::read(&self.file.to_string_lossy(), &read_given(&self.file)?, None)?;
        let fixed = Fixed::default();
        let hands = (fixed.now_ms(), &mut fixed.mint());
        let done = correct(
            &mut session.store,
            &view,
            source,
            &read,
            self.for_all,
            hands,
        );
        match done.map_err(|why| anyhow!("{why} (--for-all)").context(source.name.clone()))? {
            Some((_, words)) => writeln!(out, "{words}")?,
            None => writeln!(out, "{}: nothing in it differs", source.name)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
