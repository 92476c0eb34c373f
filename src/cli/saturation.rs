//! `tandem saturation DIR`: how many codes each source brought that none before it had.

use super::study::StudyArgs;
use super::{Out, write_json};
use crate::reconcile::aligned::AlignedRounds;
use crate::report::saturation::{Asked, Saturation as Described};
use crate::statistics::saturation::Sizes;
use anyhow::{Result, anyhow};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Saturation {
    #[command(flatten)]
    study: StudyArgs,
    /// The attribute of sources that says when each was collected; the one that holds dates, if left
    /// out
    #[arg(long, value_name = "ATTRIBUTE")]
    date: Option<String>,
    /// Each value of this attribute of sources on its own, besides all
    #[arg(long, value_name = "ATTRIBUTE")]
    by: Option<String>,
    /// Sources whose codes are the base
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(4..=6))]
    base: u8,
    /// Sources of a run
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(2..=3))]
    run: u8,
    /// Leave out differences that are not settled yet
    #[arg(long)]
    settled: bool,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Saturation {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (_, view) = self.study.look()?;
        let asked = Asked {
            date: self.date,
            by: self.by,
            sizes: Sizes {
                base: self.base.into(),
                run: self.run.into(),
            },
            settled_alone: self.settled,
        };
        let found = Described::of(&view, &asked, &mut AlignedRounds::default());
        let found = found.map_err(|why| anyhow!(why))?;
        if self.json {
            write_json(out, &found.json())?;
        } else {
            for line in found.lines() {
                writeln!(out, "{line}")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
