//! What stands behind themes and codes, and the map laid out: computed on the analysis layer of a
//! view, for the screen and for files.

mod basis;
mod figures;

pub use figures::{Figures, Section};

use crate::model::theme::Node;
use crate::model::view::View;
use crate::report::Documents;
use crate::themes::{MapLayout, layout};

/// The counts of a view, and its map laid out.
#[derive(Clone, Debug)]
pub struct MapFigures {
    /// What stands behind themes and codes.
    pub figures: Figures,
    pub layout: MapLayout,
}

impl MapFigures {
    /// Counts a view with the texts at hand and lays its map out in so many columns, if it can be.
    pub fn of(view: &View, documents: &Documents, width: usize) -> MapFigures {
        let figures = Figures::of(view, documents);
        let layout = laid_out(view, &figures, width);
        MapFigures { figures, layout }
    }
}

/// The map laid out in so many columns, if it can be.
fn laid_out(view: &View, figures: &Figures, width: usize) -> MapLayout {
    // While texts are on their way people are not known: no count is better than a wrong one.
    let counting = |node: Node| {
        let count = figures.count(node);
        (figures.unread == 0).then_some((count.segments, count.participants))
    };
    layout(view.themes(), view.codebook(), &counting, width)
}

/// Columns the map is laid out for in a file.
const PAGE: usize = 110;

/// The map of a view as a file, as far as the view shows it; `None` while there is none.
pub fn svg(view: &View, documents: &Documents, title: &str) -> Option<String> {
    if view.themes().themes.is_empty() {
        return None;
    }
    let figures = Figures::of(view, documents);
    let layout = laid_out(view, &figures, PAGE);
    Some(crate::report::map::svg(&layout, title, &figures.basis))
}
