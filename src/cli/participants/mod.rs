//! `tandem participants DIR`: the people behind the texts with their attributes, out and in.

mod declare;
mod here;
mod intake;
mod link;
mod set;
mod table_one;

use super::Out;
use super::columns::Columns;
use super::study::{UnlessSubcommand, all_documents};
use super::write_json;
use super::writing::Replacing;
use crate::model::attribute::{AttributeKind, Column, Subjects};
use crate::model::view::View;
use crate::model::visible::Named;
use crate::model::wrap;
use crate::report::words::counted;
use crate::report::{AttributeRow, Spoken, case_kinds};
use anyhow::Result;
use clap::{Args, Subcommand};
pub use here::grid_bytes;
use here::{Here, TableArgs};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Participants {
    #[command(subcommand)]
    other: Option<Other>,
    #[command(flatten)]
    study: UnlessSubcommand,
    #[command(flatten)]
    table: TableArgs,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
    /// Write the table to be edited in a spreadsheet: .csv or .xlsx
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    export: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    #[command(flatten)]
    intake: intake::Intake,
}

#[derive(Subcommand)]
enum Other {
    /// Set attributes of one participant, source or case: arm=control
    Set(set::Set),
    /// Say what kind of values an attribute takes; name the time points
    Declare(declare::Declare),
    /// Say who speaks under a label, or that it is an interviewer
    Link(link::Link),
    /// Table 1: who took part, in counts, per cents, means and medians, by group
    TableOne(table_one::TableOne),
}

impl Participants {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        match self.other {
            Some(Other::Set(set)) => return set.run(out),
            Some(Other::Declare(declare)) => return declare.run(out),
            Some(Other::Link(link)) => return link.run(out),
            Some(Other::TableOne(table)) => return table.run(out),
            None => {}
        }
        let study = self.study.named()?;
        if self.intake.is_asked() {
            return self.intake.run(&study, &self.table, self.json, out);
        }
        let (session, view) = study.look()?;
        let of = self.table.subjects(&view)?;
        let here = Here::of(&view, &all_documents(&session, &view), &of);
        if let Some(file) = &self.export {
            self.replacing
                .write(file, &grid_bytes(here.table.grid(), file)?)?;
            let rows = counted(here.table.rows.len(), here.table.heading());
            let columns = counted(here.table.columns.len(), "attribute");
            writeln!(out, "wrote {rows} with {columns} to {}", file.shown())?;
        } else if self.json {
            write_json(out, &here.json(&view))?;
        } else {
            here.print(out)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Here {
    fn print(&self, out: Out) -> Result<()> {
        let table = &self.table;
        let is_people = table.of == Subjects::Participants;
        match table.rows.is_empty() {
            true => writeln!(out, "there is nobody here yet: tandem import")?,
            false => {
                for line in self.lines() {
                    writeln!(out, "{line}")?;
                }
            }
        }
        for conflict in table.conflicts() {
            writeln!(out, "{}", conflict_words(&conflict))?;
        }
        let unlinked = self.spoken.iter().filter(|s| s.unlinked && is_people);
        for one in unlinked {
            writeln!(
                out,
                "nobody has said who “{}” is in {}: {}, {}",
                one.label,
                one.source_name,
                counted(one.turns, "turn"),
                counted(one.words, "word")
            )?;
        }
        Ok(())
    }

    /// The table as text: figures to the right, words to the left.
    fn lines(&self) -> Vec<String> {
        let table = &self.table;
        let is_people = table.of == Subjects::Participants;
        let counts = ["sources", "turns"].map(str::to_owned);
        let counts = counts.into_iter().filter(|_| is_people);
        let names = table.columns.iter().map(|(column, _)| column.to_string());
        let heading: Vec<String> = counts.chain(names).collect();
        let fixed = heading.len() - table.columns.len();
        let cells = |row: &AttributeRow| -> Vec<String> {
            let person = self.people.iter().find(|p| p.name == row.name);
            let person = person.filter(|_| is_people);
            let counts = person.map(|p| [p.sources().to_string(), p.turns().to_string()]);
            let set = row.cells.iter().map(|held| match held {
                Some(held) if held.apart.is_empty() => held.value.to_string(),
                Some(held) => format!("{} !", held.value),
                None => String::new(),
            });
            counts.into_iter().flatten().chain(set).collect()
        };
        let mut rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
        rows.insert(0, heading);
        for (at, (_, kind)) in table.columns.iter().enumerate() {
            let column = fixed + at;
            let widest = rows.iter().map(|r| wrap::width(&r[column])).max();
            if *kind != AttributeKind::Number {
                for row in &mut rows {
                    row[column] = wrap::pad(&row[column], widest.unwrap_or(0));
                }
            }
        }
        let names = table.rows.iter().map(|row| row.name.clone());
        let names = std::iter::once(table.heading().to_owned()).chain(names);
        let mut rows = names
            .zip(rows)
            .map(|(name, cells)| [vec![name], cells].concat());
        let mut lines = Columns::new(rows.next().unwrap_or_default());
        rows.for_each(|row| lines.row(row, String::new()));
        lines.lines("")
    }

    fn json(&self, view: &View) -> Value {
        let table = &self.table;
        let row = |row: &AttributeRow| {
            let mut made = json!({ "name": row.name, "attributes": table.json(row) });
            let person = self.people.iter().find(|p| p.name == row.name);
            if let (Subjects::Participants, Some(person)) = (&table.of, person) {
                made["turns"] = person.turns().into();
                made["words"] = person.words().into();
                made["speaks"] = json!(person.speaks);
            }
            made
        };
        let column = |(column, kind): &(Column, AttributeKind)| {
            json!({
                "name": column.to_string(), "attribute": column.key, "at": column.at,
                "kind": kind.word(), "values": kind.values(),
            })
        };
        let unlinked: Vec<&Spoken> = self.spoken.iter().filter(|s| s.unlinked).collect();
        json!({
            "of": table.heading(),
            "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
            "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
            "conflicts": table.conflicts(),
            "unlinked": unlinked,
            "time_points": view.time_points(),
            "cases": case_kinds(view),
        })
    }
}

/// A conflict in a sentence.
fn conflict_words(conflict: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("nothing").to_owned();
    let others = conflict["apart"].as_array().into_iter().flatten();
    let others = others.map(|o| format!("{} set {}", text(&o["coder"]), text(&o["value"])));
    format!(
        "set apart: {} of {}: {} set {} (shown), {}; set it again to settle it",
        text(&conflict["attribute"]),
        text(&conflict["of"]),
        text(&conflict["shown"]["coder"]),
        text(&conflict["shown"]["value"]),
        others.collect::<Vec<_>>().join(", ")
    )
}
