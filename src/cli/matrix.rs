//! `tandem matrix DIR`: codes or themes by groups, and codes by the codes they meet.

use super::columns::Columns;
use super::study::{StudyArgs, all_documents};
use super::writing::{Replacing, drawn, table_bytes};
use super::{Out, write_json};
use crate::acts::memos::summarised;
use crate::export::grid::Grid;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::matrix::{Asked, By, Matrix as Counted, Order, Rows, Shows};
use crate::report::words::{counted, listed};
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Matrix {
    #[command(flatten)]
    study: StudyArgs,
    /// What the rows are; categories are the top codes with all below them, constructs those of the
    /// latest mapping that is over
    #[arg(long, default_value = "codes", value_parser = rows())]
    rows: Rows,
    /// What the columns are: an attribute (arm, source.site), kind, person or source; two of these
    /// crossed (site x role); or codes that meet those of the rows: same, inside, crossing, near 3 (turns)
    #[arg(long, value_name = "NAME")]
    by: String,
    /// What the cells say
    #[arg(long, default_value = "people", value_parser = shows())]
    shows: Shows,
    /// Leave out differences that are not settled yet
    #[arg(long)]
    settled: bool,
    /// The rows with the most in this column first; or “name”
    #[arg(long, value_name = "COLUMN")]
    sort: Option<String>,
    /// Rows as columns and columns as rows
    #[arg(long)]
    turned: bool,
    /// Write it to FILE, which ends in .csv, .xlsx, .docx, .md or .html; as a heat map in .svg or .png
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    to: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    /// Write your summary of a cell: the row, the column, the text (an empty one takes it away)
    #[arg(long, num_args = 3, value_names = ["ROW", "COLUMN", "TEXT"], conflicts_with_all = ["json", "to"])]
    summary: Vec<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

pub(super) fn rows() -> impl TypedValueParser<Value = Rows> {
    PossibleValuesParser::new(Rows::ALL.map(Rows::word)).map(|word| {
        let found = Rows::ALL.into_iter().find(|rows| rows.word() == word);
        found.unwrap_or_default()
    })
}

fn shows() -> impl TypedValueParser<Value = Shows> {
    PossibleValuesParser::new(Shows::ALL.map(Shows::word)).map(|word| {
        let found = Shows::ALL.into_iter().find(|shows| shows.word() == word);
        found.unwrap_or_default()
    })
}

impl Matrix {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        if let [row, column, text] = &self.summary[..] {
            return self.summarise((row, column), text, out);
        }
        let (session, view) = self.study.look()?;
        let documents = all_documents(&session, &view);
        let asked = self.asked(&view, self.shows)?;
        let matrix = Counted::of(&view, &documents, asked, &mut AlignedRounds::default());
        let order = self.order(&matrix)?;
        let study = &session.store.info().name;
        if let Some(file) = &self.to {
            let bytes = self.bytes(&matrix, order, study, file)?;
            self.replacing.write(file, &bytes)?;
            writeln!(out, "wrote the matrix to {}", file.shown())?;
        } else if self.json {
            write_json(out, &matrix.json())?;
        } else {
            self.print(&matrix, order, out)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn asked(&self, view: &View, shows: Shows) -> Result<Asked> {
        let asked = Asked {
            rows: self.rows,
            by: By::parse(view, &self.by).map_err(|why| anyhow!(why))?,
            shows,
            settled_alone: self.settled,
        };
        if asked.has_figures() {
            return Ok(asked);
        }
        bail!(match shows {
            Shows::Summaries =>
                "a summary is of a person, a source or a value of an attribute: --by",
            _ => "codes that meet have no rate: --shows people, segments or present",
        })
    }

    /// Writes a summary of a cell.
    fn summarise(&self, (row, column): (&str, &str), text: &str, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.study.change()?;
        let documents = all_documents(&session, &view);
        let asked = self.asked(&view, Shows::Summaries)?;
        let matrix = Counted::of(&view, &documents, asked, &mut AlignedRounds::default());
        let row = place(matrix.rows.iter().map(|r| r.name.as_str()), row, "row")?;
        let groups = matrix.groups.iter().map(|g| g.name.as_str());
        let column = place(groups, column, "column")?;
        let of = matrix.summing(&view, &documents, (row, column));
        let of = of.with_context(|| {
            let name = &matrix.groups[column].name;
            format!("“{name}” is nobody and no case: nothing is summarised of it")
        })?;
        let mut mint = session.mint();
        let changes = summarised(&view, &me, &of, text, &mut mint).map_err(|why| anyhow!(why))?;
        session.save_as(changes)?;
        writeln!(
            out,
            "{}, {}: {}",
            matrix.rows[row].name,
            matrix.groups[column].name,
            match text.trim() {
                "" => "your summary is taken away".to_owned(),
                _ => format!("saved, on {}", counted(of.rests.len(), "segment")),
            }
        )?;
        Ok(ExitCode::SUCCESS)
    }

    fn order(&self, matrix: &Counted) -> Result<Order> {
        let Some(column) = &self.sort else {
            return Ok(Order::Given);
        };
        let mut groups = matrix.groups.iter();
        match groups.position(|g| crate::model::name::same(&g.name, column)) {
            Some(at) => Ok(Order::Largest(at)),
            None if column == "name" => Ok(Order::Named),
            None => {
                let names: Vec<&str> = matrix.groups.iter().map(|g| g.name.as_str()).collect();
                bail!("no column is called “{column}”: {}", names.join(", "))
            }
        }
    }

    fn bytes(&self, matrix: &Counted, order: Order, study: &str, file: &Path) -> Result<Vec<u8>> {
        match file.extension().and_then(|e| e.to_str()) {
            Some("svg" | "png") if self.shows == Shows::Summaries => {
                bail!("summaries are no picture: --to a file in .docx, .xlsx, .csv, .md or .html")
            }
            Some("svg") => Ok(matrix.svg(study, order).into_bytes()),
            Some("png") => drawn(&matrix.svg(study, order)),
            _ => {
                let sheets = || vec![matrix.grid(order, self.turned), notes(matrix, self.turned)];
                let paper = || matrix.paper(study, order, self.turned);
                table_bytes(file, ".svg or .png", sheets, paper)
            }
        }
    }

    fn print(&self, matrix: &Counted, order: Order, out: Out) -> Result<()> {
        writeln!(out, "{}\n", matrix.title(self.turned))?;
        let rows = matrix.ordered(order);
        let text = |row: usize, column: usize| matrix.text(row, column);
        let columns = 0..matrix.groups.len();
        let indented = |row: usize| {
            let row = &matrix.rows[row];
            match order {
                Order::Given => format!("{}{}", "  ".repeat(row.depth.into()), row.name),
                _ => row.name.clone(),
            }
        };
        let groups = matrix.groups.iter().map(|g| g.name.clone());
        let mut table = match self.turned {
            false => Columns::new([String::new()].into_iter().chain(groups.clone())),
            true => {
                let names = rows.iter().map(|row| matrix.rows[*row].name.clone());
                Columns::new([String::new()].into_iter().chain(names))
            }
        };
        match self.turned {
            false => {
                for row in &rows {
                    let cells = columns.clone().map(|column| text(*row, column));
                    let cells = [indented(*row)].into_iter().chain(cells);
                    table.row(cells.collect(), String::new());
                }
            }
            true => {
                for (column, group) in groups.enumerate() {
                    let cells = rows.iter().map(|row| text(*row, column));
                    table.row([group].into_iter().chain(cells).collect(), String::new());
                }
            }
        }
        for line in table.lines("") {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
        for row in rows {
            for column in columns.clone() {
                let lines = matrix.summarised(row, column);
                if !lines.is_empty() {
                    let (name, group) = (&matrix.rows[row].name, &matrix.groups[column].name);
                    writeln!(out, "{name}, {group}\n  {}\n", lines.join("\n  "))?;
                }
            }
        }
        for note in &matrix.notes {
            writeln!(out, "{note}")?;
        }
        Ok(())
    }
}

/// The only one of these names that is called so.
fn place<'n>(names: impl Iterator<Item = &'n str>, typed: &str, what: &str) -> Result<usize> {
    let names: Vec<&str> = names.collect();
    let mut found = (0..names.len()).filter(|at| crate::model::name::same(names[*at], typed));
    match (found.next(), found.next()) {
        (Some(at), None) => Ok(at),
        (Some(_), _) => bail!("more than one {what} is called “{typed}”"),
        (None, _) => bail!("no {what} is called “{typed}”: {}", listed(names)),
    }
}

/// What has to be said with the table, as a sheet.
fn notes(matrix: &Counted, turned: bool) -> Grid {
    Grid {
        name: "notes".into(),
        heading: vec![matrix.title(turned)],
        rows: matrix
            .notes
            .iter()
            .map(|note| vec![note.clone().into()])
            .collect(),
    }
}
