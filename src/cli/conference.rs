//! `tandem conference DIR`: the codes each coder made in a round, and what was decided about them.

use super::study::{StudyArgs, documents, rounds};
use super::words::{Words, one_of};
use super::writing::Replacing;
use super::{Out, write_json};
use crate::model::ids::CoderId;
use crate::model::round::Round;
use crate::model::visible::Named;
use crate::report::{Measure, Meeting};
use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Conference {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of a round; all rounds in which coders made codes of their own if left out
    #[arg(long)]
    round: Option<String>,
    /// What codes are held against each other by
    #[arg(long, value_parser = one_of(MEASURES), default_value = "units")]
    by: Measure,
    /// Write the table of one round: .csv or .md
    #[arg(long, value_name = "FILE", requires = "round")]
    export: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long, conflicts_with = "export")]
    json: bool,
}

const MEASURES: Words<Measure> = &[
    ("units", "", Measure::Units),
    ("characters", "", Measure::Characters),
];

impl Conference {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let rounds = rounds(&view, self.round.as_deref())?;
        let sources = rounds.iter().flat_map(|r| &r.plan.sources);
        let documents = documents(&session, &view, sources);
        let mut met: Vec<(&Round, Result<Meeting, String>)> = rounds
            .iter()
            .map(|r| (*r, Meeting::new(&view, &documents, r, self.by)))
            .collect();
        if self.round.is_none() {
            let any = |m: &Result<Meeting, String>| {
                m.as_ref().is_ok_and(|m| m.conference.progress(&view).1 > 0)
            };
            met.retain(|(_, m)| any(m));
        }
        if let Some(path) = &self.export {
            let (_, meeting) = met.into_iter().next().context("there is no such round")?;
            let meeting = meeting.map_err(anyhow::Error::msg)?;
            return export(&meeting, path, &self.replacing, out);
        }
        if self.json {
            let of = |(round, meeting): &(&Round, Result<Meeting, String>)| match meeting {
                Ok(meeting) => meeting.json(),
                Err(why) => json!({ "round": round.plan.name, "id": round.id, "not_yet": why }),
            };
            let rounds: Vec<_> = met.iter().map(of).collect();
            write_json(out, &json!({ "rounds": rounds }))?;
            return Ok(ExitCode::SUCCESS);
        }
        if met.is_empty() {
            writeln!(
                out,
                "no round has ended in which coders made codes of their own"
            )?;
        }
        for (round, meeting) in &met {
            match meeting {
                Err(why) => writeln!(out, "{}: {why}", round.plan.name)?,
                Ok(meeting) => {
                    let lists = meeting.conference.lists.iter();
                    let coders: Vec<&CoderId> = lists.map(|l| &l.coder).collect();
                    let coders: Vec<&str> = coders.iter().map(|c| c.as_str()).collect();
                    writeln!(
                        out,
                        "{} ({}): {}; by {}",
                        round.plan.name,
                        coders.join(" and "),
                        meeting.conference.progress_words(&view),
                        meeting.measured_in()
                    )?;
                    let places = meeting.places.iter().flat_map(|p| p.lines());
                    for line in places.chain(meeting.lines()) {
                        writeln!(out, "  {line}")?;
                    }
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn export(meeting: &Meeting, path: &Path, replacing: &Replacing, out: Out) -> Result<ExitCode> {
    let markdown = path.extension().is_some_and(|e| e == "md");
    let text = match markdown {
        true => meeting.markdown(),
        false => meeting.csv(),
    };
    replacing.write(path, text.as_bytes())?;
    writeln!(out, "wrote {}", path.shown())?;
    Ok(ExitCode::SUCCESS)
}
