//! Mappings: opened, filled, submitted, closed.

use super::named::{code, construct, framework, mapping};
use crate::acts::mapping as acts;
use crate::cli::Out;
use crate::cli::columns::counted;
use crate::cli::study::StudyArgs;
use crate::model::event::Change;
use crate::model::ids::{CoderId, ConstructId};
use crate::model::mapping::Mapping;
use crate::model::view::View;
use crate::report::framework::words;
use crate::report::words::listed;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Open {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of the mapping
    #[arg(long)]
    name: String,
    /// Name of the framework, where there are several
    #[arg(long)]
    framework: Option<String>,
    /// Ids of those who map, separated by commas
    #[arg(long, value_delimiter = ',', required = true, value_name = "IDS")]
    coders: Vec<CoderId>,
    /// Only this code and those under it; all codes everybody knows if left out
    #[arg(long, value_name = "CODE")]
    under: Option<String>,
    /// Not blind: everybody sees everybody's from the start, and nothing has a figure
    #[arg(long)]
    open: bool,
}

impl Open {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let under = self
            .under
            .as_deref()
            .map(|name| code(&view, name))
            .transpose()?;
        let asked = acts::Asked {
            name: &self.name,
            framework: framework(&view, self.framework.as_deref())?,
            coders: self.coders,
            under: under.map(|c| c.id),
            blind: !self.open,
        };
        let plan = acts::plan(&view, asked).map_err(anyhow::Error::msg)?;
        let blind = match plan.blind {
            true => "blind",
            false => "not blind, so nothing will have a figure",
        };
        let said = format!(
            "opened “{}”: {} map {} to {}, {blind}",
            plan.name,
            listed(&plan.coders),
            counted(plan.codes.len(), "code"),
            counted(plan.constructs.len(), "construct"),
        );
        session.save(vec![Change::MappingOpened(plan.into())])?;
        writeln!(out, "{said}")?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub struct Map {
    #[command(flatten)]
    study: StudyArgs,
    /// The code; without one, the codes with what you mapped them to
    code: Option<String>,
    /// The constructs it stands for, each by its name
    #[arg(requires = "code")]
    constructs: Vec<String>,
    /// No construct fits
    #[arg(long, conflicts_with = "constructs", requires = "code")]
    none: bool,
    /// What is to be said of it
    #[arg(long, value_name = "TEXT", requires = "code")]
    note: Option<String>,
    /// Name of a mapping; the latest of yours if left out
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
}

impl Map {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let Some(called) = &self.code else {
            return self.list(out);
        };
        let (mut session, view, me) = self.study.change()?;
        let mapping = mapping(&view, self.mapping.as_deref(), Some(&me))?;
        if self.constructs.is_empty() && !self.none {
            bail!("name the constructs it stands for, or say --none where no construct fits");
        }
        let framework = view.framework(mapping.plan.framework);
        let framework = framework.context("its framework is not here")?;
        let to = self.constructs.iter();
        let to: Result<Vec<ConstructId>> = to
            .map(|typed| construct(framework, typed).map(|c| c.id))
            .collect();
        let (to, code) = (to?, code(&view, called)?.id);
        let note = self.note.as_deref().unwrap_or_default();
        let change = acts::mapped(&view, mapping, &me, code, (&to, note));
        session.save(vec![change.map_err(anyhow::Error::msg)?])?;
        let view = session.view();
        let mapping = now(&view, mapping)?;
        let said = mapping.now(&me, code).context("it was not mapped")?;
        writeln!(
            out,
            "“{}”: {}; {} of {}",
            view.codebook().name(code),
            words::constructs(view.framework(mapping.plan.framework), &said.to),
            mapping.done(&me),
            counted(mapping.plan.codes.len(), "code")
        )?;
        if mapping.plan.blind && !said.apart && mapping.is_over() {
            writeln!(
                out,
                "it was mapped in sight of the other's, so it has no figure"
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn list(&self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let me = session.need_coder()?;
        let mapping = mapping(&view, self.mapping.as_deref(), Some(&me))?;
        let framework = view.framework(mapping.plan.framework);
        for id in &mapping.plan.codes {
            let said = mapping.now(&me, *id);
            let said = said.map_or_else(
                || "not looked at".to_owned(),
                |m| words::constructs(framework, &m.to),
            );
            writeln!(out, "{}: {said}", words::code(&view, *id))?;
        }
        writeln!(out, "{}", words::progress(&view, mapping, &me))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn now<'v>(view: &'v View, mapping: &Mapping) -> Result<&'v Mapping> {
    view.mapping(mapping.id).context("it is not here any more")
}

#[derive(Args)]
pub struct Submit {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of a mapping; the latest of yours if left out
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
    /// Take a submission back, as long as not all have submitted
    #[arg(long)]
    withdraw: bool,
}

impl Submit {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.study.change()?;
        let mapping = mapping(&view, self.mapping.as_deref(), Some(&me))?;
        let change = match self.withdraw {
            false => acts::submitted(&view, mapping, &me),
            true => acts::withdrawn(mapping, &me),
        };
        session.save(vec![change.map_err(anyhow::Error::msg)?])?;
        let view = session.view();
        let mapping = now(&view, mapping)?;
        let name = &mapping.plan.name;
        match self.withdraw {
            true => writeln!(out, "withdrew “{name}”")?,
            false => {
                let left = mapping.plan.codes.len() - mapping.done(&me);
                writeln!(out, "submitted “{name}”; {}", words::state(&view, mapping))?;
                if left > 0 {
                    writeln!(out, "{} not looked at: in no figure", counted(left, "code"))?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub struct Close {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of a mapping; the latest of yours if left out
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
}

impl Close {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.study.change()?;
        let mine = match self.mapping {
            Some(_) => None,
            None => Some(&me),
        };
        let mapping = mapping(&view, self.mapping.as_deref(), mine)?;
        let change = acts::closed(mapping, &me).map_err(anyhow::Error::msg)?;
        let name = mapping.plan.name.clone();
        session.save(vec![change])?;
        writeln!(out, "closed “{name}”; it is recorded that {me} closed it")?;
        Ok(ExitCode::SUCCESS)
    }
}
