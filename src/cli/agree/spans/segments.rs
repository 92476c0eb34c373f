//! Figures on boundaries, where both coders cut every document into segments without a gap.

use super::figures::Figures;
use crate::agreement::mark::Mark;
use crate::agreement::segmentation::{Edits, Segmentation, windows};
use serde_json::json;

/// Boundaries one character apart may be one boundary, moved.
const REACH: u32 = 2;

/// Boundary similarity with its edits, and the measures of windows; nothing where some text is
/// unmarked or marked twice, for then there is no segmentation to compare.
pub fn segments(figures: &mut Figures<'_>) {
    let both = figures.data.of_two();
    let both =
        both.map(|(length, a, b)| Some((segmentation(length, a)?, segmentation(length, b)?)));
    let Some(both) = both.collect::<Option<Vec<_>>>().filter(|b| !b.is_empty()) else {
        return;
    };
    let n = figures.data.characters();
    let mut edits = Ok(Edits::default());
    for (a, b) in &both {
        edits = edits.and_then(|mut sum| {
            sum += Edits::between(a, b, REACH)?;
            Ok(sum)
        });
    }
    let reach = || [("n_t", json!(f64::from(REACH)))];
    let similarity = edits.and_then(Edits::boundary_similarity);
    figures.add("boundary_similarity", reach(), n, similarity);
    let similarity = edits.and_then(Edits::segmentation_similarity);
    figures.add("segmentation_similarity", reach(), n, similarity);
    let counts = [
        ("matches", edits.map(|e| e.matches as f64)),
        ("additions", edits.map(|e| e.additions as f64)),
        ("transpositions", edits.map(|e| e.transpositions as f64)),
        // There is one kind of boundary, so none can take another's place.
        ("substitutions", edits.map(|_| 0.0)),
    ];
    for (count, value) in counts {
        figures.add("boundary_edit_counts", [("count", json!(count))], n, value);
    }
    for (reference, name) in [1, 0].map(|at| (at, figures.data.coders[at].clone())) {
        let pairs: Vec<(&Segmentation, &Segmentation)> = both
            .iter()
            .map(|(a, b)| if reference == 1 { (a, b) } else { (b, a) })
            .collect();
        let size = windows::size(pairs.iter().map(|(_, reference)| *reference));
        let named = || [("reference", json!(name))];
        figures.add("window_size", named(), n, size.map(f64::from));
        let Ok(window) = size else { continue };
        let params = || [named()[0].clone(), ("window", json!(f64::from(window)))];
        figures.add("pk", params(), n, windows::pk(&pairs, window));
        figures.add(
            "windowdiff",
            params(),
            n,
            windows::windowdiff(&pairs, window),
        );
    }
}

/// One coder's marks as segments, if they cover the text from end to end, each character once.
fn segmentation(length: u32, marks: &[Mark]) -> Option<Segmentation> {
    let mut spans: Vec<_> = marks.iter().map(|m| m.span).collect();
    spans.sort_unstable();
    let mut at = 0;
    for span in &spans {
        (span.start == at).then_some(())?;
        at = span.end;
    }
    let masses: Vec<u32> = spans.iter().map(|s| s.len()).collect();
    (at == length && length > 0).then(|| Segmentation::of_masses(&masses))
}
