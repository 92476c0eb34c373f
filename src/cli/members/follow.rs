//! `tandem members follow DIR THEME --person P07 TEXT`: what changed because of an answer.

use super::named::theme;
use crate::acts::members::followed;
use crate::cli::Out;
use crate::cli::study::StudyArgs;
use anyhow::Result;
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Follow {
    #[command(flatten)]
    study: StudyArgs,
    /// The theme that was answered on
    theme: String,
    /// What changed in the findings, or why nothing did
    text: String,
    /// Who answered
    #[arg(long)]
    person: String,
}

impl Follow {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let theme = theme(&view, &self.theme)?;
        let change = followed(&view, theme.id, &self.person, &self.text);
        session.save(vec![change.map_err(anyhow::Error::msg)?])?;
        let (name, who) = (&theme.name, &self.person);
        writeln!(
            out,
            "recorded what followed for “{name}” from what {who} says"
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
