//! `tandem participants declare DIR arm --category "SMCM;control"`, and the time points.

use super::here::TableArgs;
use crate::acts::attributes::declared;
use crate::acts::listing;
use crate::cli::Out;
use crate::cli::study::StudyArgs;
use crate::model::attribute::AttributeKind;
use crate::model::event::Change;
use anyhow::{Context, Error, Result, anyhow, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Declare {
    #[command(flatten)]
    study: StudyArgs,
    /// The attribute
    #[arg(required_unless_present = "time_points")]
    attribute: Option<String>,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    kind: KindArgs,
    /// The time points of the study, in their order, semicolons between them
    #[arg(long, value_name = "T0;T1", conflicts_with = "attribute")]
    time_points: Option<String>,
}

#[derive(Args)]
#[group(multiple = false)]
struct KindArgs {
    /// Any text
    #[arg(long)]
    text: bool,
    /// A number
    #[arg(long)]
    number: bool,
    /// A day, month or year
    #[arg(long)]
    date: bool,
    /// One of these values, in no order
    #[arg(long, value_name = "VALUE;VALUE")]
    category: Option<String>,
    /// One of these values, from low to high
    #[arg(long, value_name = "VALUE;VALUE")]
    ordered: Option<String>,
    /// The name of a case, such as a site: it has attributes of its own
    #[arg(long)]
    case: bool,
}

impl KindArgs {
    fn kind(&self) -> Result<AttributeKind> {
        let given = (&self.category, &self.ordered);
        Ok(match given {
            (Some(given), _) => AttributeKind::Category(settable(given)?),
            (_, Some(given)) => AttributeKind::Ordered(settable(given)?),
            _ if self.text => AttributeKind::Text,
            _ if self.number => AttributeKind::Number,
            _ if self.date => AttributeKind::Date,
            _ if self.case => AttributeKind::Case,
            _ => bail!("say which kind: --text, --number, --date, --category, --ordered or --case"),
        })
    }
}

fn settable(text: &str) -> Result<Vec<String>> {
    listing::settable(split(text)?).map_err(Error::msg)
}

/// The names between semicolons, each once.
fn split(text: &str) -> Result<Vec<String>> {
    let all = listing::split(text, ';').and_then(listing::each_once);
    let all = all.map_err(Error::msg)?;
    match all.is_empty() {
        true => bail!("name the values, semicolons between them"),
        false => Ok(all),
    }
}

impl Declare {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        if let Some(points) = &self.time_points {
            let points = split(points)?;
            writeln!(out, "time points: {}", points.join(", "))?;
            let replaces = Vec::new();
            session.save(vec![Change::TimePointsNamed { points, replaces }])?;
            return Ok(ExitCode::SUCCESS);
        }
        let attribute = self.attribute.context("name the attribute")?;
        let of = self.table.subjects(&view)?;
        let kind = self.kind.kind()?;
        let word = kind.word();
        let changes = declared(&view, &of, attribute.trim(), kind);
        let changes = changes.map_err(|why| anyhow!("{attribute} stays as it is: {why}"))?;
        let rewritten = changes.len() - 1;
        session.save(changes)?;
        match rewritten {
            0 => writeln!(out, "{attribute}: {word}")?,
            n => writeln!(out, "{attribute}: {word}; values written anew: {n}")?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
