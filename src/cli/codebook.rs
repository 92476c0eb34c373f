//! `tandem codebook DIR`: the codes with their definitions; `tandem codebook check FILE`.

use super::columns::counted;
use super::study::UnlessSubcommand;
use super::writing::Replacing;
use super::{Out, tell, write_json};
use crate::import::{self, write_codebook};
use crate::model::code::Code;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::model::wrap;
use crate::report::{codebook_file, codebook_json};
use crate::store::read_given;
use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Columns definitions are wrapped to.
const WIDTH: usize = 96;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Codebook {
    #[command(subcommand)]
    other: Option<Other>,
    #[command(flatten)]
    study: UnlessSubcommand,
    /// Write a codebook file that can be edited by hand (.ron)
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long, conflicts_with = "export")]
    json: bool,
}

#[derive(Subcommand)]
enum Other {
    /// Check a codebook file, and show the codes it would add: mistakes are shown in their line
    Check {
        /// Codebook file: .ron, a table (.csv, .tsv, .xlsx) or an outline (.md, .txt)
        file: PathBuf,
    },
}

impl Codebook {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        if let Some(Other::Check { file }) = &self.other {
            return check(file, out);
        }
        let study = self.study.named()?;
        let (session, view) = study.look()?;
        if let Some(path) = &self.export {
            let file = codebook_file(
                &session.store.info().name,
                view.codebook(),
                &view.retired_with_codings(),
            );
            self.replacing
                .write(path, write_codebook(&file).as_bytes())?;
            let codes = counted(file.codes.len(), "code");
            writeln!(out, "wrote {codes} to {}", path.shown())?;
        } else if self.json {
            write_json(out, &codebook_json(&view))?;
        } else {
            tree(&view, out)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn check(path: &Path, out: Out) -> Result<ExitCode> {
    let bytes = read_given(path).with_context(|| path.shown().to_string())?;
    let file = import::codebook(&path.shown().to_string(), &bytes)?;
    let mut depths: HashMap<String, usize> = HashMap::new();
    for code in &file.codes {
        let above = code.parent.as_ref().and_then(|p| depths.get(p));
        let depth = above.map_or(0, |depth| depth + 1);
        depths.insert(code.name.clone(), depth);
        let definition = match code.definition.trim() {
            "" => String::new(),
            text => format!(": {}", wrap::brief(text, 60)),
        };
        writeln!(out, "{}{}{definition}", "  ".repeat(depth), code.name)?;
    }
    for note in &file.notes {
        tell(&format!("note: {note}"));
    }
    writeln!(
        out,
        "{}: “{}”, {}, nothing wrong",
        path.shown(),
        file.name,
        counted(file.codes.len(), "code")
    )?;
    Ok(ExitCode::SUCCESS)
}

fn tree(view: &View, out: Out) -> Result<()> {
    let counts = view.groundedness(None);
    let mut none = true;
    let retired = view.retired_with_codings().into_iter();
    for code in view.codebook().active().chain(retired) {
        none = false;
        let count = counts.get(&code.id).copied().unwrap_or(0);
        let depth = if code.retired { 0 } else { code.depth };
        let indent = "  ".repeat(usize::from(depth));
        writeln!(
            out,
            "{indent}{}  ({})",
            code.title(),
            counted(count, "coding")
        )?;
        clause(code, &format!("{indent}    "), out)?;
    }
    if none {
        writeln!(out, "the codebook is empty")?;
    }
    Ok(())
}

fn clause(code: &Code, indent: &str, out: Out) -> Result<()> {
    let mut paragraphs = vec![code.text.definition.clone()];
    let labelled = |label: &str, text: &str| match text.trim() {
        "" => String::new(),
        text => format!("{label}: {text}"),
    };
    paragraphs.push(labelled("when", &code.text.include));
    paragraphs.push(labelled("not", &code.text.exclude));
    paragraphs.push(labelled("scale", &code.kind.points()));
    for example in &code.text.examples {
        paragraphs.push(format!("“{}”", example.trim()));
    }
    let room = WIDTH.saturating_sub(indent.len()).max(20);
    for paragraph in paragraphs.iter().filter(|p| !p.trim().is_empty()) {
        for line in wrap::lines(paragraph, room) {
            writeln!(out, "{indent}{}", line.trim_end())?;
        }
    }
    Ok(())
}
