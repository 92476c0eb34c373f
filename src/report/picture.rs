//! The theme map as a picture for print.

use super::map;
use super::{Exported, Findings};
use crate::export::graph::{dot, graphml, mermaid};
use crate::model::theme::Node;

/// Columns the printed map should fit in: a page across.
const WIDTH: usize = 110;

/// The map as SVG; the caption says what its counts rest on.
pub fn map_svg(name: &str, findings: &Findings) -> String {
    linked_map(name, findings, &|_| None)
}

/// The same to stand in a page: `link` says where a theme or code leads.
pub(super) fn linked_map(
    name: &str,
    findings: &Findings,
    link: &dyn Fn(Node) -> Option<String>,
) -> String {
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
        link,
    )
}

/// The map as a picture, and as graphs for other programs.
pub(crate) fn map_files(name: &str, findings: &Findings) -> Exported {
    let graph = findings.graph(name);
    let files = [
        ("theme-map.svg", map_svg(name, findings)),
        ("theme-map.dot", dot(&graph)),
        ("theme-map.mmd", mermaid(&graph)),
        ("theme-map.graphml", graphml(&graph)),
    ];
    let files = files.map(|(name, text)| (name.into(), text.into_bytes()));
    Exported {
        files: files.into(),
        warnings: Vec::new(),
    }
}
