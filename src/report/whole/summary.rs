//! The study in a few sentences: the first thing a reader sees.

use super::facts::Facts;
use super::quotes::chosen;
use crate::export::paper::{Block, Words};
use crate::model::theme::Node;
use crate::report::claims::settled_words;
use crate::report::words::counted;

pub(super) fn section(facts: &Facts) -> Vec<Block> {
    let study = facts.study;
    let mut said = vec![facts.material()];
    said.extend(facts.rounds());
    let mut text: Vec<String> = said.into_iter().map(|s| s.text).collect();
    let (rounds, after) = facts.settled;
    if rounds > 0 && after.differed() > 0 {
        text.push(format!(
            "In {} of two coders or more, {} of {} were coded alike from the start{}; of {} that differed, {}.",
            counted(rounds, "round"),
            after.alike,
            counted(after.all(), "place"),
            by_rule(rounds, after.by_rule),
            after.differed(),
            settled_words(after)
        ));
    }
    let left_out = facts.compared.left_out(study);
    text.extend(left_out.into_iter().map(|s| s.text));
    text.extend(facts.alone().into_iter().map(|s| s.text));
    let mut blocks = vec![Block::text(text.join(" "))];
    let themes = study.view.themes().themes.iter().filter(|t| t.depth == 0);
    let themes = themes.map(|theme| {
        let claim = match theme.statement.trim() {
            "" => String::new(),
            claim => format!(": {claim}"),
        };
        let words = study.node(Node::Theme(theme.id)).and(claim);
        match chosen(study, theme).first() {
            Some(first) => {
                let quote = study.texts.quote(&first.source, first.span);
                words
                    .and(format!(" “{}” (", quote.trim()))
                    .and(study.cited(&first.source, first.span))
                    .and(")")
            }
            None => words,
        }
    });
    let themes: Vec<Words> = themes.collect();
    if !themes.is_empty() {
        blocks.push(Block::List(themes));
    }
    blocks
}

/// Places that end unlike within what a round's plan lets pass: neither coded alike nor a difference.
fn by_rule(rounds: usize, places: usize) -> String {
    let whose = if rounds == 1 { "round's" } else { "rounds'" };
    match places {
        0 => String::new(),
        n => format!(" and {n} but for their ends, which the {whose} rule settled"),
    }
}
