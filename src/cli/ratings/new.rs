//! `tandem ratings new DIR --case site --at "T0;T6"`

use crate::acts::listing;
use crate::acts::sheets::sheet;
use crate::cli::Out;
use crate::cli::session::Fixed;
use crate::cli::study::StudyArgs;
use crate::model::code::Code;
use crate::model::sheet::{here, items};
use crate::model::view::View;
use crate::report::cases;
use crate::report::words::counted;
use crate::work::codings::{Writer, add_sheet, spelled};
use anyhow::{Context, Error, Result, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct New {
    #[command(flatten)]
    study: StudyArgs,
    /// The kind of case, such as site
    #[arg(long)]
    case: String,
    /// The cases, semicolons between them; those of the study if none are given
    #[arg(long, value_name = "NORTH;SOUTH")]
    names: Option<String>,
    /// The time points, semicolons between them; those of the study if none are given
    #[arg(long, value_name = "T0;T1")]
    at: Option<String>,
    /// Only the rated codes under this one
    #[arg(long, value_name = "CODE")]
    under: Option<String>,
}

impl New {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.study.change()?;
        let names = match &self.names {
            Some(names) => split(names)?,
            None => cases(&view, &self.case),
        };
        if names.is_empty() {
            bail!(
                "there are no cases called “{}”: name them with --names, or make the attribute one of cases (tandem participants declare {} --case)",
                self.case,
                self.case
            );
        }
        let points: Vec<Option<String>> = match &self.at {
            Some(points) => split(points)?.into_iter().map(Some).collect(),
            None if view.time_points().is_empty() => vec![None],
            None => view.time_points().iter().cloned().map(Some).collect(),
        };
        let codes = codes(&view, self.under.as_deref())?;
        let fixed = Fixed::default();
        let mut writer = Writer {
            store: &mut session.store,
            view: View::clone(&view),
            me: &me,
            now_ms: fixed.now_ms(),
            mint: &mut fixed.mint(),
            saved: &mut |_| (),
        };
        let mut made = 0;
        for name in &names {
            for at in &points {
                let case = spelled(&writer.view, &self.case, name);
                if here(&writer.view, &case, at.as_deref()).is_none() {
                    add_sheet(&mut writer, &sheet(case, at.clone(), &codes))?;
                    made += 1;
                }
            }
        }
        writeln!(
            out,
            "{} of {}; a round over them with the unit paragraphs is rated like any other",
            counted(made, "rating sheet"),
            counted(codes.len(), "item")
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The rated codes, all or those under one.
fn codes<'v>(view: &'v View, under: Option<&str>) -> Result<Vec<&'v Code>> {
    let book = view.codebook();
    let mut codes = items(book);
    if let Some(under) = under {
        let parent = book
            .named(under)
            .with_context(|| format!("there is no code “{under}”"))?
            .id;
        codes.retain(|code| book.ancestors(code.id).contains(&parent));
    }
    match codes.is_empty() {
        true => bail!("there are no rated codes: an item is a code with a scale (tandem codebook)"),
        false => Ok(codes),
    }
}

fn split(names: &str) -> Result<Vec<String>> {
    listing::split(names, ';').map_err(Error::msg)
}
