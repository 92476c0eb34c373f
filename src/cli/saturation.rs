//! `tandem saturation DIR`: how many codes each source brought that none before it had.

use super::study::StudyArgs;
use super::writing::{Replacing, drawn};
use super::{Out, write_json};
use crate::model::visible::Named;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::saturation::{Asked, Saturation as Described, Whose};
use crate::statistics::saturation::Sizes;
use anyhow::{Result, anyhow, bail};
use clap::Args;
use std::path::PathBuf;
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
    /// Whose codings count in all sources alike: consensus, either, or a coder
    #[arg(long, value_name = "LAYER", default_value = "consensus")]
    layer: String,
    /// Leave out differences that are not settled yet
    #[arg(long)]
    settled: bool,
    /// Write codes so far as a line to FILE: .svg or .png
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    to: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Saturation {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let asked = Asked {
            date: self.date,
            by: self.by,
            sizes: Sizes {
                base: self.base.into(),
                run: self.run.into(),
            },
            settled_alone: self.settled,
            whose: Whose::parse(&view, &self.layer).map_err(|why| anyhow!(why))?,
        };
        let found = Described::of(&view, &asked, &mut AlignedRounds::default());
        let found = found.map_err(|why| anyhow!(why))?;
        if let Some(file) = &self.to {
            let svg = found.svg(&session.store.info().name);
            let bytes = match file.extension().and_then(|e| e.to_str()) {
                Some("svg") => svg.into_bytes(),
                Some("png") => drawn(&svg)?,
                _ => bail!(
                    "{}: the name of the file must end in .svg or .png",
                    file.shown()
                ),
            };
            self.replacing.write(file, &bytes)?;
            writeln!(out, "wrote the course to {}", file.shown())?;
            return Ok(ExitCode::SUCCESS);
        }
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
