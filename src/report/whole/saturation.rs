//! How many codes each source brought that none before it had: described, with the chart.

use super::facts::Facts;
use crate::export::paper::{Block, Picture};

pub(super) fn section(facts: &Facts) -> Vec<Block> {
    let Some(found) = &facts.saturation else {
        // What a screen would say names keys.
        return vec![Block::text(
            "Not told: no coded source has a date of collection, or the study wants no figures.",
        )];
    };
    let chart = Picture {
        file: "saturation.svg".to_owned(),
        svg: found.svg(facts.study.name),
        caption: "Codes so far by date of collection: new ones, and those given beforehand that were used.".to_owned(),
        instead: Vec::new(),
    };
    vec![Block::Picture(chart), Block::list(found.lines())]
}
