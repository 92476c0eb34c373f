//! Frameworks, mappings, constructs and codes by the names that are typed.

use crate::model::code::Code;
use crate::model::framework::{Construct, Framework};
use crate::model::ids::CoderId;
use crate::model::mapping::Mapping;
use crate::model::view::View;
use crate::report::words::listed;
use anyhow::{Context, Result, bail};

/// The framework of this name, or the only one there is.
pub(super) fn framework<'v>(view: &'v View, name: Option<&str>) -> Result<&'v Framework> {
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
pub(super) fn mapping<'v>(
    view: &'v View,
    name: Option<&str>,
    of: Option<&CoderId>,
) -> Result<&'v Mapping> {
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
pub(super) fn construct<'f>(framework: &'f Framework, typed: &str) -> Result<&'f Construct> {
    let by_path = |c: &&Construct| framework.path(c.id) == typed.trim();
    let found = framework.named(typed);
    found
        .or_else(|| framework.constructs.iter().find(by_path))
        .with_context(|| format!("“{}” has no construct “{typed}”", framework.name))
}

pub(super) fn code<'v>(view: &'v View, name: &str) -> Result<&'v Code> {
    let code = view.codebook().named(name);
    code.with_context(|| format!("there is no code “{name}”"))
}
