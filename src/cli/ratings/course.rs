//! `tandem ratings course DIR`: ratings over time.

use crate::cli::columns::Columns;
use crate::cli::study::{StudyArgs, all_documents};
use crate::cli::writing::{Replacing, drawn};
use crate::cli::{Out, write_json};
use crate::model::visible::Named;
use crate::report::rating_course::{Courses, Level};
use crate::report::{RatingTable, Texts};
use anyhow::{Result, bail};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Course {
    #[command(flatten)]
    study: StudyArgs,
    /// What is followed
    #[arg(long, default_value = "total", value_parser = Level::ALL.map(|(name, _)| name))]
    of: String,
    /// The mean from which on a cut-off is reached
    #[arg(long, value_name = "MEAN", allow_negative_numbers = true)]
    cut_off: Option<f64>,
    /// Write the means as lines over time to FILE: .svg or .png
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    plot: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Course {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let documents = all_documents(&session, &view);
        let table = RatingTable::new(&view, Texts::new(&view, &documents));
        let level = Level::ALL.iter().find(|(name, _)| *name == self.of);
        let level = level.map_or(Level::Total, |(_, level)| *level);
        let cut_off = self.cut_off.filter(|least| least.is_finite());
        let courses = Courses::of(&view, &table, level, cut_off);
        if courses.all.is_empty() {
            bail!("nothing is rated of any case yet: tandem ratings new, or tandem ratings import");
        }
        if let Some(file) = &self.plot {
            let title = format!("{}: ratings over time", session.store.info().name);
            self.replacing
                .write(file, &bytes(&courses, &title, file)?)?;
            writeln!(out, "wrote the plot to {}", file.shown())?;
        } else if self.json {
            write_json(out, &courses.json())?;
        } else {
            let (heading, rows) = courses.rows();
            let mut columns = Columns::new(heading);
            for row in rows {
                columns.row(row, String::new());
            }
            for line in columns.lines("").into_iter().chain(courses.notes()) {
                writeln!(out, "{line}")?;
            }
            for round in table.waiting() {
                writeln!(
                    out,
                    "what is rated in {round} is not counted until it opens"
                )?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn bytes(courses: &Courses, title: &str, file: &Path) -> Result<Vec<u8>> {
    Ok(match file.extension().and_then(|e| e.to_str()) {
        Some("svg") => courses.svg(title).into_bytes(),
        Some("png") => drawn(&courses.svg(title))?,
        _ => bail!(
            "{}: the name of the file must end in .svg or .png",
            file.shown()
        ),
    })
}
