//! The theme map as a picture for print.

use super::Findings;
use crate::app::themes::picture;

/// Columns the printed map should fit in: a page across.
const WIDTH: usize = 110;

/// The map as SVG.
pub fn map_svg(name: &str, findings: &Findings) -> String {
    let layout = findings.map(&findings.grounds(), WIDTH);
    picture::svg(
        &layout,
        &format!("{name}: theme map"),
        "segments · participants, counted on the analysis layer",
    )
}
