//! `tandem round status DIR`

use super::reviewed;
use crate::cli::columns::counted;
use crate::cli::study::StudyArgs;
use crate::cli::{Out, write_json};
use crate::model::ids::{CoderId, SourceId};
use crate::model::round::{Before, Round};
use crate::model::view::View;
use crate::report::by_id;
use crate::report::imported::{imported_json, imported_words};
use crate::report::review::json;
use crate::report::seen_before;
use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use std::process::ExitCode;

#[derive(Args)]
pub struct Status {
    #[command(flatten)]
    study: StudyArgs,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Status {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (_, view) = self.study.look()?;
        if self.json {
            let rounds = view.rounds().iter().chain(view.cancelled_rounds());
            let rounds: Vec<Value> = rounds.map(|r| of(&view, r)).collect();
            let reviews: Vec<Value> = view.reviews().iter().map(|r| json(&view, r)).collect();
            write_json(out, &json!({ "rounds": rounds, "reviews": reviews }))?;
            return Ok(ExitCode::SUCCESS);
        }
        let none = view.rounds().is_empty() && view.cancelled_rounds().is_empty();
        if none && view.reviews().is_empty() {
            writeln!(out, "no rounds have been opened yet: tandem round new")?;
        }
        for round in view.rounds() {
            writeln!(
                out,
                "{}  {}{}, {}; {}; opened {} by {}",
                round.plan.name,
                round.plan.kind_words(),
                if view.is_open_coding(round) {
                    ", open coding"
                } else {
                    ""
                },
                counted(round.plan.sources.len(), "source"),
                state(round),
                round.at.minute(),
                round.by
            )?;
            if round.seen_before().next().is_some() {
                writeln!(
                    out,
                    "  sources coded before{}",
                    seen_before(round, &view, &by_id)
                )?;
            }
            for words in imported_words(&view, round) {
                writeln!(out, "  {words}")?;
            }
            for coder in &round.plan.coders {
                writeln!(
                    out,
                    "  {coder}  {} of {} finished{}",
                    finished(round, coder).len(),
                    round.plan.sources.len(),
                    match round.submitted.contains_key(coder) {
                        true => ", submitted",
                        false => "",
                    }
                )?;
            }
        }
        for review in view.reviews() {
            reviewed::status(&view, review, out)?;
        }
        for round in view.cancelled_rounds() {
            let (name, by) = (&round.plan.name, &round.by);
            writeln!(
                out,
                "{name}  cancelled by {by}, who had opened it {}",
                round.at.minute()
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn state(round: &Round) -> String {
    if round.cancelled.is_some() {
        return format!("cancelled by {}", round.by);
    }
    if let Some(who) = &round.closed_early {
        return format!("closed early by {who}");
    }
    let words = match round {
        r if r.all_submitted() => "all submitted",
        r if r.plan.blind => "blind by agreement",
        _ => "coding, not blind",
    };
    words.to_owned()
}

/// Finished marks: while coding those made so far, afterwards those submitted.
fn finished(round: &Round, coder: &CoderId) -> Vec<SourceId> {
    match round.submitted.get(coder) {
        Some(submission) => submission.finished.clone(),
        None => round
            .finished
            .get(coder)
            .map(|f| f.iter().cloned().collect())
            .unwrap_or_default(),
    }
}

fn of(view: &View, round: &Round) -> Value {
    let name = |s: &SourceId| view.source_name(s);
    let names = |all: &[SourceId]| all.iter().map(name).collect::<Vec<_>>();
    let coder = |c: &CoderId| {
        json!({
            "coder": c,
            "finished": names(&finished(round, c)),
            "submitted": round.submitted.contains_key(c),
        })
    };
    let before =
        |b: &Before| json!({ "source": name(&b.source), "coders": b.coders, "open": b.open });
    let plan = &round.plan;
    json!({
        "round": plan.name,
        "id": round.id,
        "kind": plan.kind.word(),
        "state": state(round),
        "blind": plan.blind,
        "open": round.is_open(),
        "over": round.is_over(),
        "opened": round.at.minute(),
        "by": round.by,
        "closed_early_by": round.closed_early,
        "cancelled": round.cancelled.is_some(),
        "sources": names(&plan.sources),
        "coders": plan.coders.iter().map(coder).collect::<Vec<_>>(),
        "unit": plan.unit.word(),
        "overlap_percent": plan.overlap,
        "tolerance": plan.tolerance,
        "boundary_rule": plan.boundary.word(),
        "open_coding": view.is_open_coding(round),
        "before": round.before.iter().map(before).collect::<Vec<_>>(),
        "imported": imported_json(view, round),
        "drawn": plan.drawn,
    })
}
