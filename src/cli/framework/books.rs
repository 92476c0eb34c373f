//! Frameworks: taken in, listed, adapted.

use super::named::{construct, framework};
use crate::acts::framework::{Adapt as Made, adapted, from_file, hidden_words};
use crate::cli::columns::counted;
use crate::cli::study::StudyArgs;
use crate::cli::{Out, tell, write_json};
use crate::import;
use crate::model::visible::Named;
use crate::model::wrap;
use crate::report::framework::files::{framework_json, mapping_json};
use crate::report::framework::words;
use crate::store::read_given;
use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Add {
    #[command(flatten)]
    study: StudyArgs,
    /// File with the constructs: .ron, a table (.csv, .tsv, .xlsx) or an outline (.md, .txt)
    file: PathBuf,
    /// What the framework is called; as in the file if left out
    #[arg(long)]
    name: Option<String>,
    /// The publication it is taken from; what the file says of itself if left out
    #[arg(long, value_name = "CITATION")]
    source: Option<String>,
}

impl Add {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let bytes = read_given(&self.file).with_context(|| self.file.shown().to_string())?;
        let mut file = import::codebook(&self.file.shown().to_string(), &bytes)?;
        for note in &file.notes {
            tell(&format!("note: {note}"));
        }
        if let Some(source) = self.source {
            file.about = source;
        }
        let (mut session, view, me) = self.study.change()?;
        let mut mint = session.mint();
        let name = self.name.as_deref();
        let changes = from_file(&view, &me, &file, name, &mut || mint.id());
        let changes = changes.map_err(anyhow::Error::msg)?;
        let id = changes[0].0.into();
        session.save_as(changes)?;
        let view = session.view();
        let added = view.framework(id).context("it was not taken in")?;
        writeln!(
            out,
            "took in “{}” with {}",
            added.name,
            counted(added.constructs.len(), "construct")
        )?;
        if added.source.is_empty() {
            writeln!(
                out,
                "nothing is said of where it comes from: --source cites it"
            )?;
        }
        if let Some(hidden) = hidden_words(&view, id) {
            writeln!(out, "{hidden}")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    study: StudyArgs,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl List {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (_, view) = self.study.look()?;
        if self.json {
            let frameworks: Vec<_> = view.frameworks().iter().map(framework_json).collect();
            let mappings = view.mappings().iter().map(|m| mapping_json(&view, m));
            let mappings: Vec<_> = mappings.collect();
            write_json(
                out,
                &json!({ "frameworks": frameworks, "mappings": mappings }),
            )?;
            return Ok(ExitCode::SUCCESS);
        }
        if view.frameworks().is_empty() {
            writeln!(
                out,
                "there is no framework yet: tandem framework add takes one in"
            )?;
        }
        for framework in view.frameworks() {
            let adapted = framework
                .constructs
                .iter()
                .filter(|c| c.adapted().is_some());
            let adapted = match adapted.count() {
                0 => String::new(),
                n => format!(", {n} of them adapted"),
            };
            let constructs = counted(framework.constructs.len(), "construct");
            writeln!(out, "{}: {constructs}{adapted}", framework.name)?;
            for line in wrap::lines(&framework.source, 92) {
                writeln!(out, "    {}", line.trim_end())?;
            }
        }
        for mapping in view.mappings() {
            let framework = view.framework(mapping.plan.framework);
            let called = framework.map_or("", |f| &f.name);
            let codes = counted(mapping.plan.codes.len(), "code");
            writeln!(
                out,
                "{}: {codes} to {called}; {}",
                mapping.plan.name,
                words::state(&view, mapping)
            )?;
            for coder in &mapping.plan.coders {
                writeln!(out, "  {}", words::progress(&view, mapping, coder))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub struct Constructs {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of the framework, where there are several
    #[arg(long)]
    framework: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Constructs {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (_, view) = self.study.look()?;
        let framework = framework(&view, self.framework.as_deref())?;
        if self.json {
            write_json(out, &framework_json(framework))?;
            return Ok(ExitCode::SUCCESS);
        }
        for construct in &framework.constructs {
            let indent = "  ".repeat(construct.depth.into());
            writeln!(out, "{indent}{}", construct.title())?;
            let room = 96usize.saturating_sub(indent.len()).max(20);
            for line in wrap::lines(&construct.text.definition, room) {
                writeln!(out, "{indent}    {}", line.trim_end())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub struct Adapt {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of the framework, where there are several
    #[arg(long)]
    framework: Option<String>,
    #[command(flatten)]
    what: What,
    /// Of a construct that is added: the one it stands under; a domain if left out
    #[arg(long, value_name = "CONSTRUCT", requires = "add")]
    under: Option<String>,
    /// Of a construct that is added: its definition
    #[arg(long, value_name = "TEXT", requires = "add")]
    definition: Option<String>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct What {
    /// Add a construct of the study's own
    #[arg(long, value_name = "NAME")]
    add: Option<String>,
    /// Call a construct otherwise
    #[arg(long, num_args = 2, value_names = ["CONSTRUCT", "NAME"])]
    rename: Vec<String>,
    /// Define a construct otherwise
    #[arg(long, num_args = 2, value_names = ["CONSTRUCT", "TEXT"])]
    redefine: Vec<String>,
    /// A construct the study does not use
    #[arg(long, value_name = "CONSTRUCT")]
    retire: Option<String>,
    /// Use a retired construct again
    #[arg(long, value_name = "CONSTRUCT")]
    restore: Option<String>,
}

impl Adapt {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.study.change()?;
        let framework = framework(&view, self.framework.as_deref())?;
        let id = |typed: &str| construct(framework, typed).map(|c| c.id);
        let what = &self.what;
        let made = match (&what.add, &what.rename[..], &what.redefine[..]) {
            (Some(name), ..) => Made::Add {
                name,
                under: self.under.as_deref().map(id).transpose()?,
                definition: self.definition.as_deref().unwrap_or_default(),
            },
            (_, [of, name], _) => Made::Rename(id(of)?, name),
            (_, _, [of, text]) => Made::Redefine(id(of)?, text),
            _ => match (&what.retire, &what.restore) {
                (Some(of), _) => Made::Retire(id(of)?),
                (_, Some(of)) => Made::Restore(id(of)?),
                _ => anyhow::bail!("say what is to be adapted"),
            },
        };
        let of = match made {
            Made::Add { .. } => None,
            Made::Rename(id, _) | Made::Redefine(id, _) | Made::Retire(id) | Made::Restore(id) => {
                Some(id)
            }
        };
        let change = adapted(&view, &me, framework, &made).map_err(anyhow::Error::msg)?;
        let saved = session.save(vec![change])?;
        let of = of.or_else(|| saved.first().map(|e| e.id.into()));
        let view = session.view();
        let framework = view.framework(framework.id).context("it is not here")?;
        let now = of.and_then(|of| framework.construct(of));
        writeln!(out, "{}", now.map_or_else(String::new, |c| c.title()))?;
        Ok(ExitCode::SUCCESS)
    }
}
