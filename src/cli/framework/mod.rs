//! `tandem framework …`: ready-made frameworks, and a study's codes mapped to their constructs.

mod books;
mod mapping;
mod settling;
mod valence;

use super::Out;
use crate::model::code::Code;
use crate::model::framework::{Construct, Framework as Book};
use crate::model::ids::CoderId;
use crate::model::mapping::Mapping;
use crate::model::view::View;
use crate::report::words::listed;
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Framework {
    /// Take a framework in from a file of the kind codebooks come in
    Add(books::Add),
    /// The frameworks and mappings of a study, and how they stand
    List(books::List),
    /// The constructs of a framework, with what the study made of them
    Constructs(books::Constructs),
    /// Add, rename, redefine, retire or restore a construct
    Adapt(books::Adapt),
    /// Open a mapping: two or more map codes to a framework, apart from each other
    Open(mapping::Open),
    /// Map a code to constructs, or say that none fits
    Map(mapping::Map),
    /// Submit what you mapped, or withdraw it as long as others have not submitted
    Submit(mapping::Submit),
    /// Close a mapping before all have submitted; it is recorded who did it
    Close(mapping::Close),
    /// What differs between the coders, and how alike they mapped
    Agree(settling::Agree),
    /// Settle how a code is mapped; nobody's mapping is touched
    Settle(settling::Settle),
    /// How what is said bears on a construct: segments, and cases from their summary
    Valence(valence::Give),
}

impl Framework {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        match self {
            Framework::Add(add) => add.run(out),
            Framework::List(list) => list.run(out),
            Framework::Constructs(constructs) => constructs.run(out),
            Framework::Adapt(adapt) => adapt.run(out),
            Framework::Open(open) => open.run(out),
            Framework::Map(map) => map.run(out),
            Framework::Submit(submit) => submit.run(out),
            Framework::Close(close) => close.run(out),
            Framework::Agree(agree) => agree.run(out),
            Framework::Settle(settle) => settle.run(out),
            Framework::Valence(valence) => valence.run(out),
        }
    }
}

/// The framework of this name, or the only one there is.
fn framework<'v>(view: &'v View, name: Option<&str>) -> Result<&'v Book> {
    let all = view.frameworks();
    let names = || listed(all.iter().map(|f| format!("“{}”", f.name)));
    match (name, all) {
        (Some(name), _) => view
            .framework_named(name)
            .with_context(|| format!("there is no framework “{name}”")),
        (None, []) => bail!("there is no framework yet: tandem framework add takes one in"),
        (None, [only]) => Ok(only),
        (None, _) => bail!("there are several frameworks, say which: {}", names()),
    }
}

/// The mapping of this name, or the latest there is: for a coder, the latest of theirs.
fn mapping<'v>(view: &'v View, name: Option<&str>, of: Option<&CoderId>) -> Result<&'v Mapping> {
    if let Some(name) = name {
        return match view.mapping_named(name) {
            Some(mapping) => Ok(mapping),
            None if view.round_named(name).is_some() || view.review_named(name).is_some() => {
                bail!("“{name}” is no mapping of codes to a framework")
            }
            None => bail!("there is no mapping “{name}”"),
        };
    }
    if let Some(open) = of.and_then(|me| view.open_mapping(me)) {
        return Ok(open);
    }
    let theirs = |m: &&Mapping| of.is_none_or(|me| m.plan.coders.contains(me));
    let mut all = view.mappings().iter().rev();
    all.find(theirs).context(match of {
        Some(_) => "there is no mapping you take part in: tandem framework open opens one",
        None => "no mapping has been opened yet: tandem framework open",
    })
}

/// The construct of this name, or of this path: `Inner Setting > Culture`.
fn construct<'f>(framework: &'f Book, typed: &str) -> Result<&'f Construct> {
    let by_path = |c: &&Construct| framework.path(c.id) == typed.trim();
    let found = framework.named(typed);
    found
        .or_else(|| framework.constructs.iter().find(by_path))
        .with_context(|| format!("“{}” has no construct “{typed}”", framework.name))
}

fn code<'v>(view: &'v View, name: &str) -> Result<&'v Code> {
    let code = view.codebook().named(name);
    code.with_context(|| format!("there is no code “{name}”"))
}
