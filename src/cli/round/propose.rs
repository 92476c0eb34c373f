//! `tandem round propose DIR`: sources for the next round, and codes to amend before it.

use crate::acts::proposal::{Proposal, amend_first};
use crate::cli::study::StudyArgs;
use crate::cli::{Out, write_json};
use crate::model::ids::SourceId;
use crate::model::visible::Named;
use crate::report::advice::advice_words;
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::process::ExitCode;
use uuid::Uuid;

#[derive(Args)]
pub struct Propose {
    #[command(flatten)]
    study: StudyArgs,
    /// How many sources; a fifth of those unread if left out
    #[arg(long)]
    size: Option<usize>,
    /// Strata: kind, the name of an attribute of sources, or nothing
    #[arg(long, default_value = "kind")]
    by: String,
    /// Seed; a new one if left out. The same seed draws the same sources on every machine
    #[arg(long)]
    seed: Option<u64>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

/// A seed short enough to be written down.
pub fn new_seed() -> u64 {
    Uuid::new_v4().as_u64_pair().0 % 1_000_000
}

/// The strata as they are asked for.
pub fn strata(by: &str) -> &str {
    match by {
        "nothing" => "",
        by => by,
    }
}

impl Propose {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (_, view) = self.study.look()?;
        let seed = self.seed.unwrap_or_else(new_seed);
        let proposal = Proposal::new(&view, self.size, strata(&self.by), seed);
        let proposal = proposal.map_err(anyhow::Error::msg)?;
        let name = |s: &SourceId| view.source_name(s);
        let amend = amend_first(&view);
        if self.json {
            let strata = proposal.sample.strata.iter();
            let strata = strata.map(|s| {
                let drawn: Vec<String> = s.drawn.iter().map(name).collect();
                json!({ "stratum": s.name, "of": s.of, "drawn": drawn })
            });
            let amend = amend.iter().map(|a| {
                json!({
                    "code": view.codebook().name(a.code),
                    "differences": a.differences,
                    "places": a.of,
                    "for_the_definition": a.definition,
                })
            });
            let all = json!({
                "sources": proposal.sample.sources().iter().map(name).collect::<Vec<_>>(),
                "why": proposal.why(),
                "seed": seed,
                "by": proposal.by,
                "of": proposal.sample.of,
                "strata": strata.collect::<Vec<_>>(),
                "amend_before": amend.collect::<Vec<_>>(),
            });
            write_json(out, &all)?;
            return Ok(ExitCode::SUCCESS);
        }
        writeln!(out, "{}", proposal.why())?;
        for source in proposal.sample.sources() {
            writeln!(out, "  {}", name(&source))?;
        }
        if !amend.is_empty() {
            writeln!(out, "to amend before the next round:")?;
        }
        for advice in amend.iter().take(10) {
            writeln!(out, "  {}", advice_words(advice, &view))?;
        }
        if amend.len() > 10 {
            writeln!(out, "  and {} more (--json lists them)", amend.len() - 10)?;
        }
        writeln!(
            out,
            "to open it: tandem round new {} --name … --coders … --draw {} --by {} --seed {seed}",
            self.study.dir.shown(),
            proposal.sample.sources().len(),
            self.by
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
