//! `tandem import DIR --coded FILE=CODER…`: spreadsheets whose rows are texts, with codes beside them.

use super::session::Fixed;
use super::study::StudyArgs;
use super::{Out, tell, write_json};
use crate::import::coded::{Asked, Coded, CodedFile, CodedSource, Column, coded};
use crate::model::ids::CoderId;
use crate::model::name;
use crate::model::round::Unit;
use crate::model::visible::Named;
use crate::model::wrap;
use crate::report::words::counted;
use crate::store::read_given;
use crate::work::codings::{CodedReport, Given, Line, Report, Writer, import_coded};
use anyhow::{Context, Result};
use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
pub struct CodedArgs {
    /// Spreadsheets whose rows are texts with codes beside them (.csv, .tsv, .xlsx); =CODER says who
    /// coded a file, where no column does
    #[arg(long, num_args = 1.., conflicts_with_all = ["files", "codings", "assessed"], value_name = "FILE[=CODER]")]
    pub coded: Vec<String>,
    /// The column of the texts
    #[arg(long, requires = "coded", value_name = "COLUMN")]
    text: Option<String>,
    /// The column that says of which source a row is
    #[arg(long, requires = "coded", value_name = "COLUMN")]
    source: Option<String>,
    /// The column that says who speaks
    #[arg(long, requires = "coded", value_name = "COLUMN")]
    speaker: Option<String>,
    /// Columns that are attributes of sources
    #[arg(
        long,
        requires = "coded",
        value_delimiter = ',',
        value_name = "COLUMN,COLUMN"
    )]
    attributes: Vec<String>,
    /// Columns of codes: 0 and 1, or names of codes; no other column is one then
    #[arg(
        long,
        requires = "coded",
        value_delimiter = ',',
        value_name = "COLUMN,COLUMN"
    )]
    codes: Vec<String>,
    /// Show what each column is taken for and what would be made, and write nothing
    #[arg(long, requires = "coded")]
    preview: bool,
}

/// What is printed of an import.
#[derive(Serialize)]
struct Said<'r> {
    columns: &'r [Column],
    #[serde(flatten)]
    done: &'r CodedReport,
}

impl CodedArgs {
    /// Takes the files in, or shows what would be made of them.
    pub fn run(
        &self,
        study: &StudyArgs,
        given: impl FnOnce(u32) -> Result<Given>,
        as_json: bool,
        out: Out,
    ) -> Result<ExitCode> {
        let files = self.coded.iter().map(|arg| file(arg));
        let files = files.collect::<Result<Vec<_>>>()?;
        if self.preview {
            let (session, _) = study.look()?;
            let me = session.coder.as_ref().map_or("you", CoderId::as_str);
            return preview(&self.read(&files, me)?, as_json, out);
        }
        let (session, view, me) = study.change()?;
        let mut coded = self.read(&files, me.as_str())?;
        let columns = std::mem::take(&mut coded.columns);
        if !as_json {
            tell_columns(&columns, out)?;
        }
        let mut given = given(view.format())?;
        given.unit = given.unit.or(Some(Unit::paragraphs(view.format())));
        let fixed = Fixed::default();
        let mut store = session.into_store();
        let hands = Writer {
            store: &mut store,
            view: Arc::unwrap_or_clone(view),
            me: &me,
            now_ms: fixed.now_ms(),
            mint: &mut fixed.mint(),
            saved: &mut |_| (),
        };
        let done = import_coded(hands, coded, &title(&files), &given)?;
        let refused = !done.codings.refused.is_empty();
        if as_json {
            let columns = &columns;
            write_json(
                out,
                &Said {
                    columns,
                    done: &done,
                },
            )?;
        } else {
            tell_done(&done, out)?;
        }
        Ok(if refused {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }

    fn read(&self, files: &[CodedFile], me: &str) -> Result<Coded> {
        let asked = Asked {
            text: self.text.clone(),
            source: self.source.clone(),
            speaker: self.speaker.clone(),
            attributes: self.attributes.clone(),
            codes: self.codes.clone(),
        };
        Ok(coded(files, &asked, me, &title(files))?)
    }
}

/// A file with who coded it; a file may have `=` in its name.
fn file(arg: &str) -> Result<CodedFile> {
    let (path, coder) = match arg.rsplit_once('=') {
        Some((path, coder)) if !Path::new(arg).exists() => (path, Some(coder.trim().to_owned())),
        _ => (arg, None),
    };
    let path = Path::new(path);
    let name = path.shown().to_string();
    let bytes = read_given(path).with_context(|| name.clone())?;
    Ok(CodedFile { name, bytes, coder })
}

/// What texts and their round are called: as the file, without the coders' ids.
fn title(files: &[CodedFile]) -> String {
    let stems = files.iter().map(|file| {
        let stem = Path::new(&file.name)
            .file_stem()
            .map(|s| s.to_string_lossy());
        let stem = stem.unwrap_or_default().into_owned();
        let coder = file.coder.as_deref().unwrap_or_default();
        let without = match stem.to_lowercase().strip_suffix(&coder.to_lowercase()) {
            Some(start) if files.len() > 1 => stem.get(..start.len()).unwrap_or_default(),
            _ => &stem,
        };
        without.trim_end_matches(['_', '-', ' ', '.']).to_owned()
    });
    let mut stems: Vec<String> = stems.collect();
    stems.dedup();
    let one = stems.first().filter(|_| stems.len() == 1);
    let one = one.and_then(|stem| name::cleaned(stem).ok());
    one.unwrap_or_else(|| "texts".to_owned())
}

fn tell_columns(columns: &[Column], out: Out) -> Result<()> {
    let width = columns.iter().map(|c| wrap::width(&c.column)).max();
    let width = width.unwrap_or(0).min(30);
    for Column {
        column,
        role,
        because,
    } in columns
    {
        let column = wrap::pad(column, width);
        writeln!(out, "column {column}  {}: {because}", role.word())?;
    }
    Ok(())
}

fn preview(coded: &Coded, as_json: bool, out: Out) -> Result<ExitCode> {
    match as_json {
        true => write_json(out, &as_preview(coded))?,
        false => tell_preview(coded, out)?,
    }
    let refused = !coded.refused.is_empty();
    Ok(if refused {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn code_names(coded: &Coded) -> Vec<&str> {
    coded.codes.iter().map(|c| c.name.as_str()).collect()
}

fn as_preview(coded: &Coded) -> Value {
    let source = |s: &CodedSource| {
        let attributes: BTreeMap<_, _> = s.attributes.iter().cloned().collect();
        json!({ "name": s.name, "paragraphs": s.texts.len(), "attributes": attributes })
    };
    let sources: Vec<Value> = coded.sources.iter().map(source).collect();
    json!({
        "preview": true,
        "columns": coded.columns,
        "coders": coded.coders,
        "codes": code_names(coded),
        "sources": sources,
        "notes": coded.notes,
        "refused": coded.refused,
    })
}

fn tell_preview(coded: &Coded, out: Out) -> Result<()> {
    const FEW: usize = 8;
    tell_columns(&coded.columns, out)?;
    let texts: usize = coded.sources.iter().map(|s| s.texts.len()).sum();
    let codes = code_names(coded);
    let names: Vec<&str> = coded.sources.iter().take(FEW).map(|s| &*s.name).collect();
    let more = if coded.sources.len() > FEW {
        ", …"
    } else {
        ""
    };
    writeln!(
        out,
        "{} of {}: {}{more}",
        counted(texts, "text"),
        counted(coded.sources.len(), "source"),
        names.join(", ")
    )?;
    writeln!(
        out,
        "{}: {}",
        counted(codes.len(), "code"),
        codes.join(", ")
    )?;
    writeln!(out, "coded by {}", coded.coders.join(" and "))?;
    let said = Report {
        notes: coded.notes.clone(),
        refused: coded.refused.clone(),
        ..Report::default()
    };
    tell_lines(said.lines().into_iter().skip(1), out)?;
    writeln!(
        out,
        "nothing is written yet: leave out --preview to take it in"
    )?;
    Ok(())
}

fn tell_done(done: &CodedReport, out: Out) -> Result<()> {
    const FEW: usize = 12;
    for made in done.sources.iter().take(FEW) {
        writeln!(out, "{}", made.words())?;
    }
    if done.sources.len() > FEW {
        writeln!(out, "and {}", counted(done.sources.len() - FEW, "source"))?;
    }
    writeln!(
        out,
        "imported {}, {} were here already; {} given",
        counted(done.sources.len(), "source"),
        done.sources_already_here,
        counted(done.attributes, "attribute")
    )?;
    tell_lines(done.codings.lines(), out)
}

pub fn tell_lines(lines: impl IntoIterator<Item = Line>, out: Out) -> Result<()> {
    for line in lines {
        match line {
            Line::Done(text) => writeln!(out, "{text}")?,
            Line::Note(text) => tell(&format!("note: {text}")),
            Line::Refused(text) => tell(&format!("refused: {text}")),
        }
    }
    Ok(())
}
