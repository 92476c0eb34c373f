//! Who had coded a round's sources before it, in words.

use super::words::listed;
use crate::model::ids::CoderId;
use crate::model::round::{Before, Round, RoundPlan, StartFrom};
use crate::model::view::View;

/// ` (P01 by ana and ben)`: the sources that had been coded where everybody could see it; `called`
/// says what coders are called.
pub fn seen_before(round: &Round, view: &View, called: &dyn Fn(&[CoderId]) -> String) -> String {
    let seen: Vec<&Before> = round.seen_before().collect();
    match seen.is_empty() {
        true => String::new(),
        false => format!(" ({})", by_whom(&seen, view, called).join("; ")),
    }
}

/// What a plan says of who has seen what of its sources, a sentence each.
pub fn before_words(plan: &RoundPlan, view: &View) -> Vec<String> {
    let before = plan.before.as_deref().unwrap_or_default();
    let (open, shut): (Vec<&Before>, Vec<&Before>) = before.iter().partition(|b| b.open);
    let mut words = Vec::new();
    if !open.is_empty() {
        words.push(format!(
            "Coded before, where everybody could see it: {}. Agreement on that is not that of a first, blind coding.",
            by_whom(&open, view, &by_id).join("; ")
        ));
    }
    if !shut.is_empty() {
        words.push(format!(
            "In a blind round that has not opened: {}.",
            by_whom(&shut, view, &by_id).join("; ")
        ));
    }
    if plan.blind && !before.is_empty() {
        let but = match plan.start {
            StartFrom::Blank => ", their own work included",
            StartFrom::OwnCodings | StartFrom::Consensus => " but what is copied for them",
        };
        words.push(format!(
            "Until the round opens its coders see nothing of that{but}."
        ));
    }
    words
}

/// `P01 and P02 by ana and ben`, sources of the same coders together.
fn by_whom(before: &[&Before], view: &View, called: &dyn Fn(&[CoderId]) -> String) -> Vec<String> {
    let mut groups: Vec<(Vec<String>, String)> = Vec::new();
    for source in before {
        let name = view.source_name(&source.source);
        let coders = called(&source.coders);
        match groups.iter_mut().find(|(_, of)| *of == coders) {
            Some((names, _)) => names.push(name),
            None => groups.push((vec![name], coders)),
        }
    }
    let words = |(names, coders)| format!("{} by {coders}", listed(names));
    groups.into_iter().map(words).collect()
}

/// Coders by their ids, in a list.
pub fn by_id(coders: &[CoderId]) -> String {
    listed(coders)
}
