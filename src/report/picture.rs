//! The theme map as a picture for print.

use super::Findings;
use super::map;

/// Columns the printed map should fit in: a page across.
const WIDTH: usize = 110;

/// The map as SVG; the caption says what its counts rest on.
pub fn map_svg(name: &str, findings: &Findings) -> String {
    let layout = findings.map(&findings.grounds(), WIDTH);
    let participants = match findings.label_words() {
        None => "participants",
        Some(_) => "participants by label",
    };
    let basis = findings.basis();
    map::svg(
        &layout,
        &format!("{name}: theme map"),
        &format!("segments · {participants}, counted on the analysis layer: {basis}"),
    )
}
