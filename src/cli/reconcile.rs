//! `tandem reconcile DIR --list`: what the coders of a round did differently, and what was settled.

use super::consensus::Consensus;
use super::study::{StudyArgs, documents, rounds};
use super::writing::Replacing;
use super::{Out, write_json};
use crate::export::paper;
use crate::model::ids::CoderId;
use crate::model::round::Round;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::reconcile::item::Item;
use crate::reconcile::progress::Progress;
use crate::reconcile::standing::Standing;
use crate::report::{Documents, Queue, Request, Texts, minutes};
use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Characters of a quote in a list.
const QUOTE: usize = 90;

#[derive(Args)]
pub struct Reconcile {
    #[command(flatten)]
    study: StudyArgs,
    /// List every item; without it only how far each round is
    #[arg(long)]
    list: bool,
    /// Name of a round; all rounds if left out
    #[arg(long)]
    round: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
    /// Write the minutes of one round's meeting: FILE ends in .md, .html or .docx
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "json"])]
    minutes: Option<PathBuf>,
    #[command(flatten)]
    consensus: Consensus,
    #[command(flatten)]
    replacing: Replacing,
}

impl Reconcile {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let rounds = rounds(&view, self.round.as_deref())?;
        let sources = rounds.iter().flat_map(|r| &r.plan.sources);
        let documents = documents(&session, &view, sources);
        let texts = Texts::new(&view, &documents);
        let name = &session.store.info().name;
        if self
            .consensus
            .write(name, &view, &rounds, &documents, &self.replacing, out)?
        {
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(file) = &self.minutes {
            let name = session.store.info().name.clone();
            self.write_minutes(file, &name, &view, &rounds, &documents, out)?;
            return Ok(ExitCode::SUCCESS);
        }
        let queues = rounds.iter().map(|r| (*r, Queue::new(&view, texts, r)));
        if self.json {
            let of = |(round, queue): (&crate::model::round::Round, Result<Queue, String>)| {
                match queue {
                    Ok(queue) => queue.json(),
                    Err(why) => json!({ "round": round.plan.name, "id": round.id, "not_yet": why }),
                }
            };
            write_json(
                out,
                &json!({ "rounds": queues.map(of).collect::<Vec<_>>() }),
            )?;
            return Ok(ExitCode::SUCCESS);
        }
        for (round, queue) in queues {
            match queue {
                Err(why) => writeln!(out, "{}: {why}", round.plan.name)?,
                Ok(queue) => {
                    writeln!(out, "{}: {}", round.plan.name, summary(queue.progress()))?;
                    if self.list {
                        list(&queue, out)?;
                    }
                }
            }
        }
        if !self.list && !rounds.is_empty() {
            writeln!(
                out,
                "to see every item: --list   to settle them: tandem open {}",
                self.study.dir.shown()
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Reconcile {
    fn write_minutes(
        &self,
        file: &Path,
        name: &str,
        view: &View,
        rounds: &[&Round],
        documents: &Documents,
        out: Out,
    ) -> Result<()> {
        let texts = Texts::new(view, documents);
        // Without a name, the latest round there is something to settle in.
        let found = rounds
            .iter()
            .rev()
            .find_map(|r| Queue::new(view, texts, r).ok().map(|q| (*r, q)));
        let Some((round, queue)) = found else {
            bail!(
                "no round can be compared yet: minutes are written once two coders have submitted"
            );
        };
        let found = Request::round(round.id).answer(view, documents);
        let found = match &found {
            Ok((results, intervals)) => Ok((results, intervals.as_ref())),
            Err(why) => Err(why.as_str()),
        };
        let paper = minutes(name, &queue, found);
        let ending = file
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default();
        let bytes = match ending.to_ascii_lowercase().as_str() {
            "md" => paper::markdown(&paper).into_bytes(),
            "html" | "htm" => paper::html(&paper).into_bytes(),
            "docx" => paper::docx(&paper)?,
            other => bail!("“.{other}” is none of .md, .html, .docx: name the file so"),
        };
        self.replacing.write(file, &bytes)?;
        writeln!(
            out,
            "wrote the minutes of {} to {}",
            round.plan.name,
            file.shown()
        )?;
        Ok(())
    }
}

/// `3 of 14 settled, 11 open; 8 agreed, 5 by rule`.
pub fn summary(progress: Progress) -> String {
    let mut left = String::new();
    for (n, word) in [
        (progress.open, "open"),
        (progress.proposed, "proposed"),
        (progress.again, "to be looked at again"),
        (progress.conflicting, "conflicting"),
        (progress.parked, "parked"),
    ] {
        if n > 0 {
            left.push_str(&format!(", {n} {word}"));
        }
    }
    format!(
        "{}{left}; {} coded alike, {} boundaries by rule",
        progress.words(),
        progress.agreed,
        progress.by_rule
    )
}

/// Writes the items there is or was something to settle about.
fn list(queue: &Queue, out: Out) -> Result<()> {
    for item in &queue.items {
        let standing = queue.standing(item);
        if !standing.in_queue() {
            continue;
        }
        writeln!(
            out,
            "  {:<9}  {:<13}  {}  {}",
            standing.word(),
            item.kind.word(),
            queue.place(item),
            sides(queue, item)
        )?;
        let quote = queue.excerpt(item, QUOTE);
        if !quote.is_empty() {
            writeln!(out, "             “{quote}”")?;
        }
        if !matches!(standing, Standing::Open) {
            for verdict in queue.verdicts(item) {
                let reason = match verdict.reason.trim() {
                    "" => String::new(),
                    reason => format!(": {reason}"),
                };
                writeln!(
                    out,
                    "             → {} ({}){reason}",
                    queue.ruling(verdict),
                    verdict.kind.word()
                )?;
            }
        }
    }
    Ok(())
}

/// `ana small steps | ben –`.
pub fn sides(queue: &Queue, item: &Item) -> String {
    let side = |(coder, codes): (CoderId, Vec<String>)| match codes.is_empty() {
        true => format!("{coder} –"),
        false => format!("{coder} {}", codes.join(" + ")),
    };
    let sides: Vec<String> = queue.sides(item).into_iter().map(side).collect();
    sides.join(" | ")
}
