//! `tandem depends DIR`: what depends on who coded.

use super::study::{StudyArgs, all_documents};
use super::{Out, write_json};
use crate::model::ids::{CodeId, CoderId};
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::depends::{carried, differing, latest_blind, used};
use crate::report::matrix::{By, Rows, rested};
use crate::statistics::carried::Choice;
use anyhow::{Context, Result, anyhow};
use clap::{Args, Subcommand};
use std::process::ExitCode;

#[derive(Args)]
pub struct Depends {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Whether the coders differ differently by group: how much a difference depends on who coded
    Groups(Groups),
    /// Which claims change with whose codings count, and why
    Claims(Claims),
    /// How many turns one coder coded alone would stand had they been double-coded and reconciled
    Alone(AloneArgs),
}

#[derive(Args)]
struct Groups {
    #[command(flatten)]
    study: StudyArgs,
    /// The attribute of participants whose values are the groups
    #[arg(long, value_name = "ATTRIBUTE")]
    by: String,
    /// The round; the latest that two coders coded blind and submitted, if left out
    #[arg(long, value_name = "NAME")]
    round: Option<String>,
    /// The one code named beforehand: only it is tested
    #[arg(long, value_name = "CODE")]
    named: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Claims {
    #[command(flatten)]
    study: StudyArgs,
    /// An attribute (arm, source.site), kind, or how codes meet (near 3)
    #[arg(long, value_name = "NAME")]
    by: String,
    /// What the claims are about: codes, categories, themes
    #[arg(long, default_value = "codes", value_parser = super::matrix::rows())]
    rows: Rows,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct AloneArgs {
    #[command(flatten)]
    study: StudyArgs,
    /// Whose work it is
    #[arg(long = "of", value_name = "CODER")]
    of: CoderId,
    /// Only these codes; all that coder used, if left out
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    codes: Vec<String>,
    /// The double-coded sources stand for the rest: drawn at random, or spread evenly over the order
    /// of coding
    #[arg(long, value_parser = ["random", "spread"])]
    stand: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Depends {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (lines, json, wants_json) = match self.what {
            What::Groups(of) => {
                let (session, view) = of.study.look()?;
                let documents = all_documents(&session, &view);
                let round = round(&view, of.round.as_deref())?;
                let named = of
                    .named
                    .as_ref()
                    .map(|name| code(&view, name))
                    .transpose()?;
                let found = differing(&view, &documents, round, &of.by, named);
                let found = found.map_err(|why| anyhow!(why))?;
                (found.lines, found.json, of.json)
            }
            What::Claims(of) => {
                let (session, view) = of.study.look()?;
                let documents = all_documents(&session, &view);
                let by = By::parse(&view, &of.by).map_err(|why| anyhow!(why))?;
                let aligned = &mut AlignedRounds::default();
                let found = rested(&view, &documents, of.rows, &by, aligned);
                let found = found.map_err(|why| anyhow!(why))?;
                (found.lines(), found.json, of.json)
            }
            What::Alone(of) => {
                let (session, view) = of.study.look()?;
                let documents = all_documents(&session, &view);
                let codes: Vec<CodeId> = match of.codes.is_empty() {
                    true => used(&view, &of.of),
                    false => of
                        .codes
                        .iter()
                        .map(|c| code(&view, c))
                        .collect::<Result<_>>()?,
                };
                let stand = of.stand.as_deref().map(|stand| match stand {
                    "random" => Choice::AtRandom,
                    _ => Choice::Spread,
                });
                let aligned = &mut AlignedRounds::default();
                let found = carried(&view, &documents, &of.of, &codes, stand, aligned);
                let found = found.map_err(|why| anyhow!(why))?;
                (found.lines, found.json, of.json)
            }
        };
        match wants_json {
            true => write_json(out, &json)?,
            false => {
                for line in &lines {
                    writeln!(out, "{line}")?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn round(view: &View, name: Option<&str>) -> Result<crate::model::ids::RoundId> {
    let Some(name) = name else {
        return latest_blind(view).map_err(|why| anyhow!(why));
    };
    let mut rounds = view.rounds().iter().rev();
    let found = rounds.find(|r| crate::model::name::same(&r.plan.name, name));
    found
        .map(|round| round.id)
        .with_context(|| format!("no round is called “{name}”"))
}

fn code(view: &View, name: &str) -> Result<CodeId> {
    let found = view.codebook().named(name).map(|code| code.id);
    found.ok_or_else(|| anyhow!("no code is called “{name}”"))
}
