//! `tandem demo [DIR]`: the worked example as a real study, opened, or told as text.

mod build;
mod coders;
mod script;
mod themes;
mod tour;

use super::open::{Driver, start};
use super::places::user_folders;
use super::session::{Fixed, Session};
use super::who::Who;
use super::{Out, tell};
use crate::model::ids::CoderId;
use crate::model::mint::Mint;
use crate::model::visible::Named;
use crate::store::RealDisk;
use crate::work::new_study;
use anyhow::{Context, Result, bail};
use clap::Args;
use coders::Coders;
use std::fs;
use std::io::{ErrorKind, IsTerminal, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use uuid::Uuid;

#[derive(Args)]
pub struct Demo {
    /// Folder for the worked example: empty, or not there yet; a new one for temporary files if
    /// left out
    dir: Option<PathBuf>,
    #[command(flatten)]
    driver: Driver,
}

impl Demo {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let fixed = self.driver.fixed();
        let dir = match self.dir {
            Some(dir) => dir,
            None => fresh_folder()?,
        };
        let first = make(&dir, fixed)?;
        let mut session = Session::open(&dir, &Who::maker(first), fixed)?;
        if self.driver.is_headless() || stdout().is_terminal() {
            tell(&format!("the worked example is in {}", dir.shown()));
            return start(session, false, &self.driver, fixed, out);
        }
        session.remember();
        tour::tell(&mut session, &dir, out)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Makes the worked example in `dir`; answers who opens it.
fn make(dir: &Path, fixed: Fixed) -> Result<CoderId> {
    let script = script::script()?;
    let coders = script
        .coders
        .iter()
        .map(|c| Ok(c.id.parse()?))
        .collect::<Result<Vec<CoderId>>>()?;
    // Two of them made on one day are two studies, unless somebody fixes the seed.
    let seed = fixed.seed.unwrap_or_else(|| Uuid::new_v4().as_u64_pair().0);
    let id = Mint::new(seed, fixed.now_ms()).id();
    new_study(&RealDisk::new(), dir, &script.name, id)?;
    let folders = user_folders()?;
    let mut coders_at_work = Coders::new(dir, &folders, &coders, fixed.now_ms(), fixed.seed)?;
    build::write(&script, &mut coders_at_work)?;
    let first = coders.into_iter().next();
    first.context("the script has no coder")
}

/// A folder nobody has yet, where temporary files go.
fn fresh_folder() -> Result<PathBuf> {
    let place = std::env::temp_dir();
    for n in 1..1000 {
        let dir = match n {
            1 => place.join("tandem-demo"),
            n => place.join(format!("tandem-demo-{n}")),
        };
        match fs::create_dir(&dir) {
            Ok(()) => return Ok(dir),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => {
                return Err(e).with_context(|| {
                    format!(
                        "{}: no folder could be made; name one: tandem demo FOLDER",
                        dir.shown()
                    )
                });
            }
        }
    }
    bail!(
        "{} is full of worked examples: delete some, or name a folder: tandem demo FOLDER",
        place.shown()
    )
}
