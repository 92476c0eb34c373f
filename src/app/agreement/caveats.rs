//! What has to be said about figures before anybody reads them.

use super::asking::Results;
use super::words::{is_independent, reached};
use crate::model::ids::SourceId;
use crate::model::round::{Round, RoundKind};
use crate::model::view::View;

/// What limits these figures, each in a few words.
pub fn caveats(results: &Results, view: &View) -> Vec<String> {
    let found = &results.figures;
    let material = results.comparison.material();
    let mut all = Vec::new();
    if found.missing > 0 {
        // How many would count work nobody may know of yet.
        all.push("part of what was submitted is still arriving: not final".to_owned());
    }
    let many = material.parts.len() > 1;
    for part in &material.parts {
        all.extend(of_round(&part.round, many, view));
    }
    for (source, why) in &found.left_out {
        all.push(format!(
            "{} counts by coding only: {}",
            name(view, source),
            why.words()
        ));
    }
    all
}

fn of_round(round: &Round, many: bool, view: &View) -> Vec<String> {
    let of = match many {
        true => format!("{}: ", round.plan.name),
        false => String::new(),
    };
    let mut all = Vec::new();
    if round.plan.kind == RoundKind::Training {
        all.push("training round: never pooled into a reported figure".to_owned());
    }
    if !is_independent(round) {
        all.push(format!("{of}{}: not independent agreement", reached(round)));
    }
    if let Some(who) = &round.closed_early {
        all.push(format!("{of}closed early by {who}"));
    }
    let finished = round.finished_by_all();
    let left = round.plan.sources.iter().filter(|s| !finished.contains(s));
    let unfinished: Vec<String> = left.map(|s| name(view, s)).collect();
    if !unfinished.is_empty() {
        all.push(format!(
            "{of}left out, not finished by all: {}",
            unfinished.join(", ")
        ));
    }
    all
}

/// A source's name as cited.
pub(super) fn name(view: &View, id: &SourceId) -> String {
    view.source_name(id)
}
