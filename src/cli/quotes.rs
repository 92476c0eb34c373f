//! `tandem quotes DIR`: what is quoted for each theme, and how quotes are cited.

use super::study::{StudyArgs, all_documents};
use super::{Out, write_json};
use crate::model::event::Change;
use crate::model::name;
use crate::report::citing::checked;
use crate::report::whole::{ThemeQuotes, quotes_by_theme};
use anyhow::{Result, anyhow, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Quotes {
    #[command(flatten)]
    study: StudyArgs,
    /// Only those of this theme
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Cite quotes so in the whole study: {source}, {person}, {paragraphs} and attributes in braces
    /// stand for what they are; an empty pattern cites as sources are
    #[arg(long, value_name = "PATTERN", conflicts_with_all = ["theme", "json"])]
    cite: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Quotes {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        if let Some(pattern) = &self.cite {
            return self.set(pattern.trim(), out);
        }
        let (session, view) = self.study.look()?;
        let documents = all_documents(&session, &view);
        let mut all = quotes_by_theme(&view, &documents);
        if let Some(wanted) = &self.theme {
            all.retain(|of| name::same(&of.theme, wanted));
            if all.is_empty() {
                bail!("no theme is called “{wanted}”: tandem themes lists them");
            }
        }
        match self.json {
            true => write_json(out, &serde_json::json!({ "themes": all }))?,
            false => print(&all, out)?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn set(&self, pattern: &str, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        if !pattern.is_empty() {
            checked(&view, pattern).map_err(|why| anyhow!(why))?;
        }
        session.save(vec![Change::CitingSet {
            pattern: pattern.to_owned(),
            replaces: Vec::new(),
        }])?;
        match pattern {
            "" => writeln!(out, "quotes are cited as sources are")?,
            pattern => writeln!(out, "quotes are cited as {pattern}")?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(all: &[ThemeQuotes], out: Out) -> Result<()> {
    for of in all {
        writeln!(out, "{}", of.theme)?;
        if of.quotes.is_empty() {
            writeln!(out, "  no quote is chosen: v on Themes marks segments")?;
        }
        for quote in &of.quotes {
            let words: Vec<&str> = quote.quote.split_whitespace().collect();
            writeln!(
                out,
                "  {}  “{}”  ({})",
                quote.cited,
                words.join(" "),
                quote.is
            )?;
        }
        for warning in &of.warnings {
            writeln!(out, "  note: {warning}")?;
        }
    }
    Ok(())
}
