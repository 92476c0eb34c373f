//! What stands behind themes and codes, and the map laid out: computed on the analysis layer of a
//! view, for the screen and for files.

pub(super) mod basis;
mod figures;
mod marks;

pub use figures::{Figures, Section, codes_behind};
pub use marks::{MarkedSegment, Marks};

use crate::model::theme::{Judged, Node};
use crate::model::view::View;
use crate::themes::{Detail, Drawing, Look, MapLayout, Strokes, draw, layout};
use std::sync::Arc;

/// The counts of a view, with its map laid out and drawn.
#[derive(Clone, Debug)]
pub struct MapFigures {
    /// What stands behind themes and codes.
    pub figures: Arc<Figures>,
    pub layout: MapLayout,
    /// In box-drawing characters.
    pub drawing: Drawing,
}

impl MapFigures {
    /// Lays out the map of a view in so many columns, if it can be, with what was counted of it.
    pub fn of(view: &View, figures: Arc<Figures>, width: usize, look: &Look) -> MapFigures {
        // While texts are on their way people are not known: no count is better than a wrong one.
        let counts = figures.unread == 0 && look.detail != Detail::Names;
        let counting = |node: Node| {
            let count = counts.then(|| figures.count(node))?;
            Some((count.segments, count.participants))
        };
        let layout = layout(view.themes(), view.codebook(), &counting, width, look);
        MapFigures {
            drawing: draw(&layout, Strokes::Lines),
            layout,
            figures,
        }
    }
}

/// `holds in part (ana, ben present, 2026-11-22 14:03): where the worker sets the goal it does not`.
pub fn judged_words(judged: &Judged) -> String {
    let present: Vec<&str> = judged.present.iter().map(|c| c.as_str()).collect();
    let present = match present.is_empty() {
        true => format!("by {}", judged.by),
        false => format!("{} present", present.join(", ")),
    };
    let reason = match judged.reason.trim() {
        "" => String::new(),
        reason => format!(": {reason}"),
    };
    let (word, at) = (judged.robust.words(), judged.at.minute());
    format!("{word} ({present}, {at}){reason}")
}
