//! What the record itself shows to be weak, gathered in one place.

use super::facts::Facts;
use super::matrices::Counted;
use super::quotes::chosen;
use crate::export::paper::{Block, Words};
use crate::report::claims::settled_words;
use crate::report::words::{counted, listed};
use std::collections::BTreeSet;

pub(super) fn section(facts: &Facts, matrices: &Counted) -> Vec<Block> {
    let study = facts.study;
    let mut lines: Vec<Words> = study.lacking().into_iter().map(Words::from).collect();
    let (rounds, after) = facts.settled;
    if rounds == 0 {
        lines.push("No round of two coders that is no training has been compared.".into());
    }
    if after.left > 0 {
        let words = format!(
            "Of {} where coders differed, {}.",
            counted(after.differed(), "place"),
            settled_words(after)
        );
        lines.push(Words::from(format!("{words} ")).and(Words::link("rounds", "rounds")));
    }
    let alone = facts.alone().into_iter().chain(facts.waiting());
    lines.extend(alone.map(|s| s.text.into()));
    // What makes comparisons of groups doubtful stands in the notes of each matrix.
    let notes = matrices.all.iter().flat_map(|(m, _)| {
        let careful = m.notes.iter().filter(|n| n.starts_with("careful"));
        careful.map(|note| format!("{}: {note}", m.asked.by.words()))
    });
    let notes: BTreeSet<String> = notes.collect();
    lines.extend(notes.into_iter().map(Words::from));
    let themes = study.view.themes().themes.iter();
    let without: Vec<&str> = themes
        .filter(|t| chosen(study, t).is_empty())
        .map(|t| t.name.as_str())
        .collect();
    if !without.is_empty() {
        lines.push(format!("No quote is chosen for {}.", listed(without)).into());
    }
    let unplaced = study.grounds.unplaced(study.view.themes());
    if !unplaced.is_empty() && !study.view.themes().themes.is_empty() {
        let names = unplaced.iter().map(|c| {
            let segments = study.grounds.segments([*c]).len();
            format!(
                "{} ({})",
                study.view.codebook().name(*c),
                counted(segments, "segment")
            )
        });
        lines.push(format!("Used, but under no theme: {}.", listed(names)).into());
    }
    lines.push("Errors that both coders share are in no figure here, and what was not asked or not said is in no text.".into());
    vec![Block::List(lines)]
}
