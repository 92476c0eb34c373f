//! From what two coders submitted to items and to the layer findings are counted on.

use crate::meter::{best, figure, floor, heading};
use crate::workload::Workload;
use tandem::model::view::View;
use tandem::reconcile::align::items;
use tandem::reconcile::aligned::AlignedRounds;
use tandem::reconcile::layer::analysis_layer_with;

/// Measures it.
pub fn bench(workload: &Workload) {
    let (_, events, _) = workload.open("ana");
    let view = View::new(events, Some("ana".parse().expect("a coder's id")));
    let round = view.rounds().first().expect("a round");
    let snapshot = view.snapshot(round.id).expect("both have submitted");
    let codebook = view.codebook_of(round);
    let all = items(&snapshot, &codebook, round).len();
    heading(&format!("putting codings together: {all} items (CPU time)"));
    let walk = best(5, || view.codings().count()).cpu;
    floor("walking all codings once", walk);
    let took = best(5, || view.snapshot(round.id)).cpu;
    figure("what was submitted", took, walk);
    let took = best(5, || view.codebook_of(round)).cpu;
    figure("the codebook as it was", took, walk);
    let took = best(5, || items(&snapshot, &codebook, round)).cpu;
    figure("items", took, walk);
    let mut shelf = AlignedRounds::default();
    let took = best(1, || analysis_layer_with(&view, &mut shelf)).cpu;
    figure("layer, the first time", took, walk);
    let took = best(5, || analysis_layer_with(&view, &mut shelf)).cpu;
    figure("layer, once more", took, walk);
}
