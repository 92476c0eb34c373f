//! `tandem layer DIR`: which round's findings count in each source, and choosing another.

use super::columns::counted;
use super::study::{StudyArgs, round};
use super::{Out, write_json};
use crate::acts::basis::basis_chosen;
use crate::model::ids::{CoderId, RoundId, SourceId};
use crate::model::layer::Chosen;
use crate::model::source::Source;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::basis::{Bases, Candidate};
use crate::reconcile::layer::kept_in;
use crate::report::basis::basis_words;
use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
pub struct Layer {
    #[command(flatten)]
    study: StudyArgs,
    /// Name or id of a source whose findings are to come from another round
    #[arg(long, requires = "from")]
    source: Option<String>,
    /// Name of that round; latest for whichever is the latest
    #[arg(long, requires = "source", value_name = "ROUND")]
    from: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Layer {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let view = match (&self.source, &self.from) {
            (Some(source), Some(from)) => self.choose(source, from)?,
            _ => self.study.look()?.1,
        };
        let bases = Bases::of(&view);
        let mut cache = AlignedRounds::default();
        if self.json {
            let sources = view.sources().iter();
            let of = |s: &Source| of(&bases, &view, &s.id, &mut cache);
            let sources: Vec<Value> = sources.map(of).collect();
            write_json(out, &json!({ "sources": sources }))?;
            return Ok(ExitCode::SUCCESS);
        }
        for source in view.sources() {
            let words = match basis_words(&bases, &source.id, &view, &mut cache) {
                _ if !source.is_collected() => "what a member wrote back: no findings".to_owned(),
                words if words.is_empty() => "nobody has coded it".to_owned(),
                words => words,
            };
            writeln!(out, "{}: {words}", view.source_name(&source.id))?;
        }
        if view.sources().is_empty() {
            writeln!(out, "there are no sources yet: tandem import")?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn choose(&self, source: &str, from: &str) -> Result<Arc<View>> {
        let (mut session, view, _) = self.study.change()?;
        let id = super::round::new::source(&view, source)?;
        let wanted: Option<RoundId> = match from {
            "latest" => None,
            name => Some(round(&view, name)?.id),
        };
        if let Some(waits) = view.waits_for(&id) {
            bail!(
                "all else of {source} waits until “{}” opens: choose then",
                waits.plan.name
            );
        }
        if let Some(wanted) = wanted {
            let choices = Bases::of(&view).choices(&id);
            let there = |g: &Candidate| g.round().is_some_and(|r| r.id == wanted);
            if !choices.iter().any(there) {
                bail!(
                    "“{from}” has nothing of {source} that can be counted; {} to choose from: {}",
                    counted(choices.len(), "round"),
                    choices
                        .iter()
                        .map(Candidate::words)
                        .collect::<Vec<_>>()
                        .join(", ")
                );
            }
        }
        session.save(vec![basis_chosen(&view, &id, wanted)])?;
        Ok(session.view())
    }
}

fn of(bases: &Bases, view: &View, source: &SourceId, cache: &mut AlignedRounds) -> Value {
    let chosen = |c: &Chosen| {
        json!({
            "round": c.round.and_then(|r| view.round(r)).map(|r| &r.plan.name),
            "by": c.by,
            "at": c.at.minute(),
        })
    };
    json!({
        "source": view.source_name(source),
        "from": bases.deciding(source).0.as_ref().map(ground),
        "waits_for": view.waits_for(source).or(view.shut_over(source)).map(|r| &r.plan.name),
        "words": basis_words(bases, source, view, cache),
        "disagreements_kept": kept(bases, view, source, cache),
        "chosen": view.chosen_basis(source).iter().map(chosen).collect::<Vec<_>>(),
        "choices": bases.choices(source).iter().map(ground).collect::<Vec<_>>(),
    })
}

/// Differences of a source that have no finding, for its coders keep differing.
fn kept(bases: &Bases, view: &View, source: &SourceId, cache: &mut AlignedRounds) -> usize {
    match bases.deciding(source).0 {
        Some(Candidate::Consensus(round)) => kept_in(round, source, view, cache),
        _ => 0,
    }
}

fn ground(ground: &Candidate) -> Value {
    let (is, coder, codings): (&str, Option<&CoderId>, Option<usize>) = match ground {
        Candidate::Consensus(_) => ("consensus", None, None),
        Candidate::Alone(_, coder, codings) => ("one coder", Some(coder), Some(codings.len())),
    };
    json!({
        "is": is,
        "round": ground.round().map(|r| &r.plan.name),
        "coder": coder,
        "codings": codings,
    })
}
