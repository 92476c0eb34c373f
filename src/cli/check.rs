//! `tandem check DIR`: every line of every journal, and every text.

use super::places::user_folders;
use super::session::Fixed;
use super::{Out, write_json};
use crate::model::ids::CoderId;
use crate::store::check::{Trouble, forget};
use crate::store::{Finding, RealDisk, check};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Check {
    /// Folder of the study
    dir: PathBuf,
    /// Not needed: the check is the same for everybody
    #[arg(long, hide = true)]
    coder: Option<CoderId>,
    /// First forget what this machine had read of the journals: lines that are missing and that
    /// nobody's work names are not missed any more
    #[arg(long)]
    forget: bool,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let state = user_folders()?.state;
        let disk = RealDisk::new();
        if self.forget {
            forget(&disk, &self.dir, &state)?;
        }
        let findings = check(&disk, &self.dir, Some(&state), Fixed::default().now_ms())?;
        let broken = findings.iter().any(is_broken);
        if self.json {
            let one = |f: &Finding| {
                json!({
                    "file": f.path.display().to_string(),
                    "line": f.line,
                    "words": f.to_string(),
                    "broken": is_broken(f),
                })
            };
            let findings: Vec<_> = findings.iter().map(one).collect();
            write_json(out, &json!({ "broken": broken, "findings": findings }))?;
        } else {
            for finding in &findings {
                writeln!(out, "{finding}")?;
            }
            if !broken {
                writeln!(
                    out,
                    "nothing is broken: every line and every text is as it was written"
                )?;
            }
        }
        Ok(match broken {
            true => ExitCode::FAILURE,
            false => ExitCode::SUCCESS,
        })
    }
}

/// Whether it needs somebody to do something. What is still on its way and what a sync tool copied
/// is told, but is no damage.
fn is_broken(finding: &Finding) -> bool {
    let harmless = matches!(
        finding.trouble,
        Trouble::StillArriving | Trouble::ConflictedCopy | Trouble::StructureUncovered
    );
    !finding.settled && !harmless
}
