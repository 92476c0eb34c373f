//! On what the findings of each source rest, in words.

use crate::model::ids::{CoderId, RoundId};
use crate::model::layer::{Basis, Layer};
use crate::model::source::Source;
use crate::model::view::View;
use crate::report::basis::shrunk_sources;
use crate::report::words::counted;
use std::collections::BTreeMap;

/// On what the findings of each source rest.
pub fn basis(layer: &Layer, view: &View) -> String {
    let mut rounds: BTreeMap<RoundId, usize> = BTreeMap::new();
    let mut alone: BTreeMap<&CoderId, usize> = BTreeMap::new();
    let (mut open, mut uncoded) = (0, 0);
    let waits = |source| layer.waiting.iter().any(|(s, _)| s == source);
    let counts = |id| view.source(id).is_none_or(Source::is_collected);
    for (source, basis) in &layer.basis {
        match basis {
            Basis::Consensus(round) => *rounds.entry(*round).or_default() += 1,
            Basis::PartConsensus(round, items) => {
                *rounds.entry(*round).or_default() += 1;
                open += items;
            }
            Basis::Coder(coder) => *alone.entry(coder).or_default() += 1,
            Basis::Uncoded if waits(source) || !counts(source) => {}
            Basis::Uncoded => uncoded += 1,
        }
    }
    let mut parts = Vec::new();
    let reconciled = view.rounds().iter().filter_map(|r| {
        let count = rounds.get(&r.id)?;
        Some((r.plan.name.as_str(), *count))
    });
    for (i, (round, count)) in reconciled.enumerate() {
        match parts.last_mut() {
            Some(first) if i > 0 => *first = format!("{first}, {round} for {count}"),
            _ => parts.push(format!(
                "consensus of {round} for {}",
                counted(count, "source")
            )),
        }
    }
    parts.extend(alone.iter().map(|(who, n)| format!("{who} alone {n}")));
    if open > 0 {
        parts.push(format!("unsettled {open}"));
    }
    if layer.kept() > 0 {
        parts.push(format!("disagreement kept, no finding {}", layer.kept()));
    }
    if uncoded > 0 && !parts.is_empty() {
        parts.push(format!("not coded {uncoded}"));
    }
    let waiting = view.rounds().iter().filter_map(|round| {
        let here = layer.waiting.iter().filter(|(_, id)| *id == round.id);
        let names: Vec<String> = here.map(|(s, _)| view.source_name(s)).collect();
        let waits = match &names[..] {
            [] => return None,
            [one] => format!("{one} waits"),
            [first, rest @ ..] => format!("{first} and {} more wait", rest.len()),
        };
        Some(format!("{waits} for {}", round.plan.name))
    });
    parts.extend(waiting);
    parts.extend(match &shrunk_sources(view)[..] {
        [] => None,
        [(one, _)] => Some(format!("{}: far fewer codings than before", one.name)),
        [(first, _), rest @ ..] => Some(format!(
            "{} and {} more: far fewer codings than before",
            first.name,
            rest.len()
        )),
    });
    parts.join(" · ")
}
