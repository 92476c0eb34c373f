//! `tandem ratings import DIR FILE --case site`

use crate::cli::coded::tell_lines;
use crate::cli::import::ids;
use crate::cli::session::Fixed;
use crate::cli::study::StudyArgs;
use crate::cli::{Out, tell, write_json};
use crate::model::round::{Headline, Unit};
use crate::report::words::{counted, listed};
use crate::work::codings::{Given, Writer, import_ratings};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    study: StudyArgs,
    /// A table (.csv, .tsv, .xlsx): a row for each case, time point and rater with a column for each
    /// item, or columns “item” and “rating”
    file: PathBuf,
    /// The column of the cases, which is also their kind: site
    #[arg(long)]
    case: String,
    /// Who rated, where no column “rater” says it
    #[arg(long)]
    rater: Option<String>,
    /// Whose a name in the file is, such as "C1=ana"
    #[arg(long = "as", value_name = "NAME=ID")]
    ids: Vec<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Import {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view, me) = self.study.change()?;
        let ordinal = Headline::OrdinalAlpha;
        let given = Given {
            unit: Some(Unit::Paragraphs.in_format(view.format())),
            headline: ordinal.is_known_to(view.format()).then_some(ordinal),
            ids: ids(&self.ids)?,
            ..Given::default()
        };
        let fixed = Fixed::default();
        let mut store = session.into_store();
        let writer = Writer {
            store: &mut store,
            view: Arc::unwrap_or_clone(view),
            me: &me,
            now_ms: fixed.now_ms(),
            mint: &mut fixed.mint(),
            saved: &mut |_| (),
        };
        let report = import_ratings(
            writer,
            &self.file,
            &self.case,
            self.rater.as_deref(),
            &given,
        )?;
        let failed = !report.codings.refused.is_empty();
        if self.json {
            let all = json!({ "sheets": report.sheets, "empty": report.empty, "passed_over": report.passed_over, "codings": report.codings });
            write_json(out, &all)?;
        } else {
            writeln!(out, "{} made", counted(report.sheets, "rating sheet"))?;
            if report.empty > 0 {
                tell(&format!(
                    "note: {} without a rating",
                    counted(report.empty, "cell")
                ));
            }
            if !report.passed_over.is_empty() {
                let columns = listed(report.passed_over.iter().map(|c| format!("“{c}”")));
                tell(&format!(
                    "note: no rated code is called {columns}: passed over"
                ));
            }
            tell_lines(report.codings.lines(), out)?;
        }
        Ok(match failed {
            true => ExitCode::FAILURE,
            false => ExitCode::SUCCESS,
        })
    }
}
