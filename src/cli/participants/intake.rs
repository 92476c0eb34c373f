//! `tandem participants DIR --import FILE`: a table edited elsewhere.

use super::here::{Here, TableArgs};
use crate::acts::attribute_intake::{Edit, Proposed, from_table};
use crate::acts::attributes::seen_at_once;
use crate::cli::asking::asked;
use crate::cli::study::{StudyArgs, all_documents};
use crate::cli::{Out, tell, write_json};
use crate::import::sheet;
use crate::model::attribute::{Subjects, Value};
use crate::model::view::View;
use crate::model::visible::Named;
use crate::report::kind_of;
use crate::report::words::{counted, listed};
use crate::store::read_given;
use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Changes that are listed one by one before they are made.
const LISTED: usize = 12;

#[derive(Args)]
pub struct Intake {
    /// Take in a table (.csv, .tsv, .xlsx): its first column names the rows, an empty cell takes a
    /// value away, columns it does not have stay as they are
    #[arg(long, value_name = "FILE", conflicts_with = "export")]
    import: Option<PathBuf>,
    /// Take rows nobody has here for new ones
    #[arg(long, requires = "import")]
    add: bool,
    /// Show what would change, and change nothing
    #[arg(long, requires = "import")]
    preview: bool,
    /// Do it without asking
    #[arg(long, requires = "import", conflicts_with = "preview")]
    yes: bool,
}

impl Intake {
    pub fn is_asked(&self) -> bool {
        self.import.is_some()
    }

    pub fn run(
        &self,
        study: &StudyArgs,
        table: &TableArgs,
        as_json: bool,
        out: Out,
    ) -> Result<ExitCode> {
        let file = self.import.as_deref().context("name a file")?;
        let (mut session, view, _) = study.change()?;
        let of = table.subjects(&view)?;
        let here = Here::of(&view, &all_documents(&session, &view), &of);
        let proposed = from_table(&view, &here.table, &rows(file)?);
        if as_json {
            write_json(out, &told(&proposed, self.preview))?;
        }
        self.refuse(file, &proposed)?;
        if !as_json {
            let most = if self.preview { usize::MAX } else { LISTED };
            print((&view, &of), &proposed, most, out)?;
        }
        if proposed.edits.is_empty() || self.preview {
            return Ok(ExitCode::SUCCESS);
        }
        let many = counted(proposed.edits.len(), "cell");
        if !self.yes {
            match asked(&format!("Change {many}?")) {
                Some(true) => {}
                Some(false) => bail!("nothing was changed"),
                None => {
                    bail!("nothing was changed: --yes changes {many}, --preview only shows them")
                }
            }
        }
        session.save(proposed.changes(&view))?;
        seen_at_once(&view)
            .iter()
            .for_each(|words| tell(&format!("note: {words}")));
        if !as_json {
            writeln!(out, "changed {many}")?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Refuses a table of which a part cannot be taken: nothing of it is.
    fn refuse(&self, file: &Path, proposed: &Proposed) -> Result<()> {
        if !proposed.faults.is_empty() {
            for fault in &proposed.faults {
                tell(&format!(
                    "{}, line {}: {}",
                    file.shown(),
                    fault.line,
                    fault.why
                ));
            }
            bail!(
                "{}: nothing was changed; mend {} and import it again",
                file.shown(),
                counted(proposed.faults.len(), "place")
            );
        }
        if proposed.strangers.is_empty() || self.add || self.preview {
            return Ok(());
        }
        let named = strangers(proposed);
        let question = format!("Nobody here is called {named}. Take them for new ones?");
        match asked(&question) {
            Some(true) => Ok(()),
            Some(false) => bail!("nothing was changed"),
            None => bail!(
                "{}: nobody here is called {named}: nothing was changed; mend the names, or --add takes them for new ones",
                file.shown()
            ),
        }
    }
}

fn rows(file: &Path) -> Result<Vec<(u64, Vec<String>)>> {
    let read = sheet(&file.shown().to_string(), &read_given(file)?, None)?;
    for note in read.notes {
        tell(&format!("note: {}: {note}", file.shown()));
    }
    let rows = read.rows.into_iter();
    Ok(rows.map(|row| (row.line, row.cells)).collect())
}

fn strangers(proposed: &Proposed) -> String {
    listed(proposed.strangers.iter().map(|(name, meant)| match meant {
        Some(meant) => format!("{name} (did you mean {meant}?)"),
        None => name.clone(),
    }))
}

fn words(value: &Option<Value>) -> String {
    value
        .as_ref()
        .map_or("nothing".to_owned(), Value::to_string)
}

/// Lists what would change, first what is there and would be another; `most` of it.
fn print((view, of): (&View, &Subjects), proposed: &Proposed, most: usize, out: Out) -> Result<()> {
    let mut edits: Vec<&Edit> = proposed.edits.iter().collect();
    edits.sort_by_key(|e| e.before.is_none());
    for Edit {
        name,
        column,
        before,
        after,
        ..
    } in edits.iter().take(most)
    {
        writeln!(
            out,
            "{name}, {column}: {} → {}",
            words(before),
            words(after)
        )?;
    }
    let more = edits.len().saturating_sub(most);
    if more > 0 {
        writeln!(
            out,
            "and {} more (--preview shows all)",
            counted(more, "cell")
        )?;
    }
    if !proposed.new_columns.is_empty() {
        let new = proposed.new_columns.iter();
        let new = new.map(|column| format!("{column} ({})", kind_of(view, of, column).word()));
        writeln!(
            out,
            "new: {}; tandem participants declare says what they are",
            listed(new)
        )?;
    }
    if !proposed.new_cases.is_empty() {
        let new = proposed.new_cases.iter();
        let new = listed(new.map(|(kind, name)| format!("{kind} “{name}”")));
        writeln!(out, "not here yet: {new}")?;
    }
    if !proposed.strangers.is_empty() {
        writeln!(out, "nobody here yet: {}", strangers(proposed))?;
    }
    let same = counted(proposed.same, "cell");
    match proposed.edits.is_empty() {
        true => writeln!(out, "nothing would change: {same} as here")?,
        false => writeln!(out, "{same} as here")?,
    }
    Ok(())
}

fn told(proposed: &Proposed, preview: bool) -> Json {
    let edit = |e: &Edit| {
        let text = |value: &Option<Value>| value.as_ref().map(Value::to_string);
        json!({
            "of": e.name, "attribute": e.column.to_string(),
            "before": text(&e.before), "after": text(&e.after),
        })
    };
    let strangers = proposed.strangers.iter();
    let strangers = strangers.map(|(name, meant)| json!({ "name": name, "meant": meant }));
    let new_cases = proposed.new_cases.iter();
    let new_cases = new_cases.map(|(kind, name)| json!({ "kind": kind, "name": name }));
    let faults = proposed.faults.iter();
    let faults = faults.map(|f| json!({ "line": f.line, "why": f.why }));
    json!({
        "preview": preview,
        "changes": proposed.edits.iter().map(edit).collect::<Vec<_>>(),
        "same": proposed.same,
        "new_attributes": proposed.new_columns.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "new_cases": new_cases.collect::<Vec<_>>(),
        "strangers": strangers.collect::<Vec<_>>(),
        "faults": faults.collect::<Vec<_>>(),
    })
}
