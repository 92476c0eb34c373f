//! `tandem participants link DIR --label B --source P07 --person Rosa`

use crate::acts::linking::along;
use crate::cli::study::{StudyArgs, all_documents};
use crate::cli::{Out, tell};
use crate::model::event::Change;
use crate::model::ids::SourceId;
use crate::model::name;
use crate::model::source::{SpeakerRole, SpeakerSetting};
use crate::report::spoken;
use crate::report::words::counted;
use anyhow::{Result, anyhow, bail};
use clap::Args;
use std::collections::BTreeSet;
use std::process::ExitCode;

#[derive(Args)]
pub struct Link {
    #[command(flatten)]
    study: StudyArgs,
    /// The label as it stands in the text
    #[arg(long)]
    label: String,
    /// Name or id of the source; in all sources if none is given
    #[arg(long)]
    source: Option<String>,
    /// Who it is: one name, one person in all sources
    #[arg(long, required_unless_present = "role")]
    person: Option<String>,
    /// Whether it is an interviewer or a participant
    #[arg(long, value_parser = ["interviewer", "participant"])]
    role: Option<String>,
}

impl Link {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let wanted = match &self.source {
            Some(source) => Some(
                view.source_named(source)
                    .map_err(|why| anyhow!("{why}"))?
                    .id
                    .clone(),
            ),
            None => None,
        };
        let key = name::key(&self.label);
        let documents = all_documents(&session, &view);
        let mut all = spoken(&view, &documents);
        all.retain(|s| wanted.as_ref().is_none_or(|id| *id == s.source));
        let labels: Vec<String> = all.iter().map(|s| s.label.clone()).collect();
        all.retain(|s| name::key(&s.label) == key);
        if all.is_empty() {
            let labels = crate::report::words::unique(labels).join(", ");
            bail!(
                "nobody speaks under “{}”; labels there: {labels}",
                self.label
            );
        }
        let change = |one: &crate::report::Spoken| {
            let source = view.source(&one.source);
            let mut set = source.into_iter().flat_map(|s| &s.speakers);
            let before = set.find(|s| s.label == one.label);
            let role = match self.role.as_deref() {
                Some("interviewer") => SpeakerRole::Interviewer,
                // Whoever is a person of the study is no interviewer.
                _ => SpeakerRole::Participant,
            };
            let known = before.and_then(|s| s.participant.clone());
            Change::SpeakerSet {
                source: one.source.clone(),
                setting: SpeakerSetting {
                    label: one.label.clone(),
                    role,
                    participant: self.person.clone().or(known),
                },
                replaces: Vec::new(),
            }
        };
        let mut changes: Vec<Change> = all.iter().map(change).collect();
        if let Some(person) = &self.person {
            let labels: BTreeSet<&str> = all.iter().map(|s| s.label.as_str()).collect();
            let sources: Vec<SourceId> = all.iter().map(|s| s.source.clone()).collect();
            for label in labels {
                let mut along = along(&view, &documents, (&sources, label), person);
                changes.append(&mut along.changes);
                if let Some(words) = along.stays_words(person) {
                    tell(&format!("note: {words}"));
                }
            }
        }
        session.save(changes)?;
        let many = counted(all.len(), "source");
        match (&self.person, &self.role) {
            (Some(person), _) => writeln!(out, "“{}” is {person} in {many}", self.label)?,
            (None, Some(role)) => writeln!(out, "“{}”: {role} in {many}", self.label)?,
            (None, None) => {}
        }
        Ok(ExitCode::SUCCESS)
    }
}
