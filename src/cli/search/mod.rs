//! `tandem search DIR QUERY`: turns, segments, memos and codes, and what is done with them.

mod acting;
mod searching;

pub use searching::{Searching, tell_coverage};

use crate::cli::export::write_file;
use crate::cli::queries::joined;
use crate::cli::study::{StudyArgs, documents};
use crate::cli::{Out, tell, write_json};
use crate::model::view::View;
use crate::model::visible::Named;
use crate::report::searched::attribute_names;
use crate::report::{MOST, Texts, gathered_files, sources_of};
use crate::search::{Group, Order, Query};
use acting::{Acting, list_saved, saved};
use anyhow::{Result, bail};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Search {
    #[command(flatten)]
    study: StudyArgs,
    /// Words, "a phrase", or, -not, prefix*, coded:hope by:ana speaker:P01… (docs/query.md)
    #[arg(required_unless_present_any = ["saved", "queries"])]
    query: Vec<String>,
    /// The query somebody saved under this name
    #[arg(long, value_name = "NAME", conflicts_with = "query")]
    saved: Option<String>,
    /// List the queries that are saved
    #[arg(long, conflicts_with_all = ["query", "saved", "act"])]
    queries: bool,
    #[command(flatten)]
    acting: Acting,
    /// How many hits to print
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// Order of the hits: relevance, source, code, coder, person, or the name of an attribute
    #[arg(long, default_value = "relevance", value_name = "ORDER")]
    sort: String,
    /// Write all hits to this folder: a table (CSV, workbook), and quotes (Word, web page, Markdown)
    #[arg(long, value_name = "FOLDER", conflicts_with = "act")]
    to: Option<PathBuf>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Search {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = match self.acting.yes {
            true => {
                let (session, view, _) = self.study.change()?;
                (session, view)
            }
            false => self.study.look()?,
        };
        if self.queries {
            return list_saved(&view, self.json, out);
        }
        let typed = match &self.saved {
            Some(name) => saved(&session, &view, name)?,
            None => joined(&self.query),
        };
        if self.acting.is_asked() {
            return self.acting.run(session, &view, &typed, self.json, out);
        }
        let query = Query::parse(&typed)?;
        let sort = order(&self.sort, &view)?;
        let searching = Searching::new(&session, &view)?;
        if let Some(to) = &self.to {
            let results = searching.find(&query, sort.clone(), MOST)?;
            let documents = documents(&session, &view, sources_of(&results.hits));
            let texts = Texts::new(&view, &documents);
            let exported = gathered_files(&query, &typed, &results, texts);
            for (name, bytes) in &exported.files {
                let path = to.join(name);
                write_file(&path, bytes)?;
                writeln!(out, "{}", path.shown())?;
            }
            for warning in &exported.warnings {
                tell(&format!("note: {warning}"));
            }
            return Ok(ExitCode::SUCCESS);
        }
        let results = searching.find(&query, sort.clone(), self.limit)?;
        if self.json {
            let documents = documents(&session, &view, sources_of(&results.hits));
            let texts = Texts::new(&view, &documents);
            write_json(out, &searching.json(&results, texts))?;
            return Ok(ExitCode::SUCCESS);
        }
        for hit in &results.hits {
            writeln!(out, "{}", searching.line(hit))?;
        }
        if results.total > results.hits.len() {
            tell(&format!(
                "{} of {}; --limit {} shows all",
                results.hits.len(),
                query.listing().counted(results.total),
                results.total
            ));
        }
        if results.total == 0 {
            tell(&searching.nothing(&query, "nothing found"));
        }
        tell_coverage(results.coverage);
        Ok(ExitCode::SUCCESS)
    }
}

/// The order of this name; an attribute has to be there.
fn order(typed: &str, view: &View) -> Result<Order> {
    Ok(match typed {
        "relevance" => Order::Relevance,
        "source" => Order::Source,
        "code" => Order::By(Group::Code),
        "coder" => Order::By(Group::Coder),
        "person" => Order::By(Group::Person),
        name => {
            let there = attribute_names(view);
            if !there.contains(name) {
                let there: Vec<&str> = there.into_iter().collect();
                bail!(
                    "--sort {name}: there is no such attribute; there are relevance, source, code, coder, person, and {}",
                    if there.is_empty() {
                        "no attributes".to_owned()
                    } else {
                        there.join(", ")
                    }
                );
            }
            Order::By(Group::Attribute(name.to_owned()))
        }
    })
}
