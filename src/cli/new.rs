//! `tandem new DIR --name NAME --coder ID [--codebook FILE]`

use super::session::{Fixed, Session};
use super::who::Who;
use super::{Out, tell};
use crate::acts::codebook::codes_from_file;
use crate::import;
use crate::model::event::Change;
use crate::model::ids::CoderId;
use crate::model::name;
use crate::model::visible::Named;
use crate::store::{RealDisk, read_given};
use crate::work::new_study;
use anyhow::{Context, Result};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct New {
    /// Folder of the study: empty, or not there yet
    dir: PathBuf,
    /// Name of the study
    #[arg(long)]
    name: String,
    /// Your id: a–z, 0–9 and -
    #[arg(long)]
    coder: CoderId,
    /// Your name as shown; the id if left out
    #[arg(long)]
    coder_name: Option<String>,
    /// Codebook file to begin with: .ron, a table (.csv, .tsv, .xlsx) or an outline (.md, .txt)
    #[arg(long)]
    codebook: Option<PathBuf>,
}

impl New {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        for name in std::iter::once(&self.name).chain(&self.coder_name) {
            name::check(name)?;
        }
        // The codebook is read first: a study is not made for a file that cannot be read.
        let codebook = match &self.codebook {
            Some(path) => {
                let bytes = read_given(path).with_context(|| format!("{}", path.shown()))?;
                Some(import::codebook(&path.shown().to_string(), &bytes)?)
            }
            None => None,
        };
        let fixed = Fixed::default();
        let mut mint = fixed.mint();
        new_study(&RealDisk::new(), &self.dir, self.name.trim(), mint.id())?;
        let mut session = Session::open(&self.dir, &Who::maker(self.coder.clone()), fixed)?;
        let name = self.coder_name.unwrap_or_else(|| self.coder.to_string());
        let name = name.trim().to_owned();
        session
            .store
            .append(&[(mint.id(), Change::joined(name))], fixed.now_ms())?;
        session.remember();
        let mut codes = 0;
        if let Some(file) = codebook {
            for note in &file.notes {
                tell(&format!("note: {note}"));
            }
            let changes = codes_from_file(&file, &session.view(), &mut || mint.id());
            codes = changes.len();
            if codes > 0 {
                session.store.append(&changes, fixed.now_ms())?;
            }
        }
        writeln!(
            out,
            "made “{}” in {} with {codes} codes",
            self.name,
            self.dir.shown()
        )?;
        writeln!(
            out,
            "next: tandem import {} FILE…   then: tandem open {}",
            self.dir.shown(),
            self.dir.shown()
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
