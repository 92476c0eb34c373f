//! What stands behind themes and codes, and the map laid out: computed on the analysis layer of a
//! view, for the screen and for files.

pub(super) mod basis;
mod figures;

pub use figures::{Figures, Section};

use crate::model::theme::Node;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::{Documents, Narrowing};
use crate::themes::{MapLayout, layout};

/// The counts of a view, and its map laid out.
#[derive(Clone, Debug)]
pub struct MapFigures {
    /// What stands behind themes and codes.
    pub figures: Figures,
    pub layout: MapLayout,
}

impl MapFigures {
    /// Counts a view with the texts at hand, or what is of one attribute of it, and lays its map out in
    /// so many columns, if it can be. What was aligned earlier is not aligned anew.
    pub fn of(
        view: &View,
        documents: &Documents,
        only: Option<&Narrowing>,
        width: usize,
        aligned: &mut AlignedRounds,
    ) -> MapFigures {
        let figures = Figures::of(view, documents, only, aligned);
        // While texts are on their way people are not known: no count is better than a wrong one.
        let counting = |node: Node| {
            let count = figures.count(node);
            (figures.unread == 0).then_some((count.segments, count.participants))
        };
        let layout = layout(view.themes(), view.codebook(), &counting, width);
        MapFigures { figures, layout }
    }
}
