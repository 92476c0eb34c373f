//! Matrices, codes that meet, and what claims rest on: counted anew from findings put together before.

use crate::meter::{best, figure, floor, heading};
use crate::workload::Workload;
use std::sync::Arc;
use tandem::model::view::View;
use tandem::reconcile::aligned::AlignedRounds;
use tandem::reconcile::layer::analysis_layer_with;
use tandem::report::Documents;
use tandem::report::matrix::{Asked, By, Matrix, Meeting, Rows, Shows, rested};
use tandem::store::source::Recorded;

/// What is counted: a name, the columns, the cells.
const COUNTED: [(&str, By, Shows); 8] = [
    ("codes by kind of source: people", By::Kind, Shows::People),
    ("codes by source: segments", By::Source, Shows::Segments),
    ("codes by person: people", By::Person, Shows::People),
    (
        "codes by kind of source: per 1,000 words",
        By::Kind,
        Shows::Rate,
    ),
    (
        "codes on the same stretch",
        By::Codes(Meeting::Same),
        Shows::Segments,
    ),
    (
        "codes inside one another",
        By::Codes(Meeting::Inside),
        Shows::Segments,
    ),
    (
        "codes that cross",
        By::Codes(Meeting::Crossing),
        Shows::Segments,
    ),
    (
        "codes at most 3 turns apart",
        By::Codes(Meeting::Near(3)),
        Shows::Segments,
    ),
];

/// Measures it.
pub fn bench(workload: &Workload) {
    let (store, events, _) = workload.open("ana");
    let texts = store.sources();
    let view = View::new(events, Some("ana".parse().expect("a coder's id")));
    let load = |source: &tandem::model::source::Source| {
        let document = texts
            .load(&source.id, source.revision, Recorded::of(source))
            .expect("a text");
        (source.id.clone(), Arc::new(document))
    };
    let documents: Documents = view.sources().iter().map(load).collect();
    let mut shelf = AlignedRounds::default();
    let layer = analysis_layer_with(&view, &mut shelf);
    heading(&format!(
        "matrices of {} findings (on the clock)",
        layer.findings.len()
    ));
    let walk = best(5, || analysis_layer_with(&view, &mut shelf)).wall;
    floor("the findings once more", walk);
    for (name, by, shows) in COUNTED {
        let asked = Asked {
            by,
            shows,
            ..Asked::default()
        };
        let took = best(3, || {
            Matrix::of(&view, &documents, asked.clone(), &mut shelf)
        })
        .wall;
        figure(name, took, walk);
    }
    let took = best(3, || {
        rested(&view, &documents, Rows::Codes, &By::Kind, &mut shelf)
    })
    .wall;
    figure("what claims about kinds of sources rest on", took, walk);
    let near = By::Codes(Meeting::Near(1));
    let took = best(3, || {
        rested(&view, &documents, Rows::Codes, &near, &mut shelf)
    })
    .wall;
    figure("which codes meet within a turn, whoever coded", took, walk);
}
