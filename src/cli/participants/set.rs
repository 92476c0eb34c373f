//! `tandem participants set DIR P07 arm=control "score @ T1=12"`

use super::here::{Here, TableArgs};
use crate::acts::attributes::{put, seen_at_once, value};
use crate::cli::study::{StudyArgs, all_documents};
use crate::cli::{Out, tell};
use crate::model::attribute::Column;
use crate::model::name;
use crate::report::words::counted;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Set {
    #[command(flatten)]
    study: StudyArgs,
    /// The participant, source or case
    name: String,
    /// What is set: arm=control; “missing” and “unknown” are values, nothing after = takes it away
    #[arg(required = true, value_name = "ATTRIBUTE=VALUE")]
    values: Vec<String>,
    #[command(flatten)]
    table: TableArgs,
    /// Take a participant or case nobody has here for a new one
    #[arg(long)]
    add: bool,
}

impl Set {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let of = self.table.subjects(&view)?;
        let here = Here::of(&view, &all_documents(&session, &view), &of);
        let key = name::key(&self.name);
        let mut rows = here.table.rows.iter();
        let known = rows.find(|row| name::key(&row.name) == key);
        let new = || here.table.newcomer(&self.name).filter(|_| self.add);
        let subject = known.map(|row| row.subject.clone()).or_else(new);
        let subject = subject.with_context(|| {
            let heading = here.table.heading();
            format!("there is no {heading} “{}” (tandem participants lists them; --add makes a new one)", self.name)
        })?;
        let mut changes = Vec::new();
        for typed in &self.values {
            let (column, text) = typed
                .split_once('=')
                .with_context(|| format!("write {typed} as ATTRIBUTE=VALUE"))?;
            let column = Column::headed(column);
            if here.table.columns.iter().all(|(known, _)| *known != column) {
                writeln!(out, "{column} is a new attribute")?;
            }
            let set_to = value(&view, &of, &column, text);
            let set_to = set_to.map_err(|why| anyhow!("{column}: {why}"))?;
            let change = put(&view, subject.clone(), &column, set_to);
            changes.push(change.map_err(|why| anyhow!(why))?);
        }
        session.save(changes)?;
        seen_at_once(&view)
            .iter()
            .for_each(|words| tell(&format!("note: {words}")));
        let many = counted(self.values.len(), "attribute");
        writeln!(out, "set {many} of {}", self.name)?;
        Ok(ExitCode::SUCCESS)
    }
}
