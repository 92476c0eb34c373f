//! How many codes each source brought that none before it had: described, with the chart.

use super::study::Study;
use crate::export::paper::{Block, Picture};
use crate::reconcile::aligned::AlignedRounds;
use crate::report::saturation::{Asked, Saturation};

/// What a screen would say names keys.
pub(super) const NOT_TOLD: &str =
    "Not told: no coded source has a date of collection, or the study wants no figures.";

pub(super) fn section(study: &Study) -> Vec<Block> {
    let found = Saturation::of(study.view, &Asked::default(), &mut AlignedRounds::default());
    let found = match found {
        Ok(found) => found,
        Err(_) => return vec![Block::text(NOT_TOLD)],
    };
    let chart = Picture {
        file: "saturation.svg".to_owned(),
        svg: found.svg(study.name),
        caption: "Codes so far by date of collection: new ones, and those given beforehand that were used.".to_owned(),
    };
    vec![Block::Picture(chart), Block::list(found.lines())]
}
