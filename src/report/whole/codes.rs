//! The codebook with its examples and the segments of each code.

use super::study::Study;
use crate::export::paper::Block;
use crate::model::code::Code;
use crate::report::words::counted;

pub(super) fn section(study: &Study) -> Vec<Block> {
    let book = study.view.codebook();
    let all = book.active().chain(study.view.retired_with_codings());
    all.flat_map(|code| one(study, code)).collect()
}

fn one(study: &Study, code: &Code) -> Vec<Block> {
    let mut blocks: Vec<Block> = study
        .anchors
        .code(code.id)
        .map(Block::Anchor)
        .into_iter()
        .collect();
    blocks.push(Block::Heading(3, study.view.codebook().path(code.id)));
    let text = &code.text;
    let facts = [
        ("Definition", text.definition.clone()),
        ("Use it for", text.include.clone()),
        ("Not for", text.exclude.clone()),
        ("Examples", text.examples.join("; ")),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, what)| !what.trim().is_empty());
    let mut facts: Vec<(String, String)> =
        facts.map(|(name, what)| (name.to_owned(), what)).collect();
    if code.retired {
        facts.push(("Retired".to_owned(), "no longer used".to_owned()));
    }
    if !facts.is_empty() {
        blocks.push(Block::Facts(facts));
    }
    let segments = study.grounds.segments([code.id]);
    if !segments.is_empty() {
        let places = segments.iter().map(|s| (&s.source, s.span));
        let line = counted(segments.len(), "segment");
        blocks.push(Block::Folded(line, vec![Block::Text(study.places(places))]));
    }
    blocks
}
