//! Which table is meant, and the table with the people behind it.

use crate::export::grid::Grid;
use crate::export::workbook::workbook;
use crate::model::attribute::Subjects;
use crate::model::name;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::report::{
    AttributeTable, Documents, Person, Spoken, attribute_table, case_kinds, people, spoken,
};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::path::Path;

/// Which table it is.
#[derive(Args, Clone, Debug)]
pub struct TableArgs {
    /// Of what: participants, sources, or a kind of case such as site
    #[arg(long, default_value = "participants", value_name = "TABLE")]
    of: String,
}

impl TableArgs {
    /// Whose attributes are meant.
    pub fn subjects(&self, view: &View) -> Result<Subjects> {
        let kinds = case_kinds(view);
        match name::key(&self.of).as_str() {
            "participants" | "participant" => Ok(Subjects::Participants),
            "sources" | "source" => Ok(Subjects::Sources),
            key => {
                let kind = kinds.iter().find(|k| name::key(k) == key).cloned();
                let kinds = kinds.join(", ");
                kind.map(Subjects::Cases).with_context(|| match kinds.is_empty() {
                    true => format!(
                        "there are no cases called “{}”: tandem participants declare … --case makes the values of an attribute cases",
                        self.of
                    ),
                    false => format!("--of is participants, sources or a kind of case: {kinds}"),
                })
            }
        }
    }
}

/// The people and the table that is asked for, as the viewer may see them.
pub struct Here {
    pub spoken: Vec<Spoken>,
    pub people: Vec<Person>,
    pub table: AttributeTable,
}

impl Here {
    pub fn of(view: &View, documents: &Documents, of: &Subjects) -> Here {
        let spoken = spoken(view, documents);
        let people = people(view, &spoken);
        Here {
            table: attribute_table(view, &people, of),
            spoken,
            people,
        }
    }
}

/// A table as the ending of its file says.
pub fn grid_bytes(grid: Grid, file: &Path) -> Result<Vec<u8>> {
    let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        // With the mark by which spreadsheets know UTF-8.
        Some("csv") => Ok(format!("\u{feff}{}", grid.csv()).into_bytes()),
        Some("xlsx") => Ok(workbook(vec![grid])?),
        _ => bail!("a table is written as .csv or .xlsx: {}", file.shown()),
    }
}
