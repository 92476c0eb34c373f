//! `tandem sources DIR`: what was made of each source.

use super::study::{StudyArgs, all_documents};
use super::{Out, write_json};
use crate::report::SourceMade;
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::process::ExitCode;

#[derive(Args)]
pub struct Sources {
    #[command(flatten)]
    study: StudyArgs,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Sources {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let documents = all_documents(&session, &view);
        let sources = view.sources().iter();
        let made = sources.filter_map(|s| Some(SourceMade::of(s, documents.get(&s.id)?)));
        let made: Vec<SourceMade> = made.collect();
        if self.json {
            write_json(out, &json!({ "sources": made }))?;
            return Ok(ExitCode::SUCCESS);
        }
        for source in &made {
            writeln!(out, "{}", source.words())?;
        }
        if view.sources().is_empty() {
            writeln!(out, "there are no sources yet: tandem import")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
