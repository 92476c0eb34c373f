//! The figures of a round: what is compared, put together and counted; every coefficient; intervals
//! by resampling.

use crate::meter::{best, figure, floor, heading};
use crate::workload::Workload;
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::Arc;
use tandem::agreement::resample::Resampling;
use tandem::agreement::round::{By, Comparison, Material, Selection};
use tandem::model::ids::SourceId;
use tandem::model::source::Document;
use tandem::model::view::View;

/// Measures it.
pub fn bench(workload: &Workload) {
    let (store, events, _) = workload.open("ana");
    let view = View::new(events, Some("ana".parse().expect("a coder's id")));
    let round = view.rounds().first().expect("a round").id;
    let selection = Selection::round(round);
    let material = Material::of(&view, &selection).expect("a round that is open");
    let texts: HashMap<SourceId, Arc<Document>> = view
        .sources()
        .iter()
        .map(|s| {
            let document = store.load_document(&s.id, 1).expect("a text");
            (s.id.clone(), Arc::new(document))
        })
        .collect();
    let documents = |id: &SourceId, _: u32| texts.get(id).cloned();
    heading("agreement of a round (CPU time)");
    let ends = best(5, || black_box(ends_in_order(&material))).cpu;
    floor("the ends of all codings, by source, code and place", ends);
    let taken = best(3, || Material::of(&view, &selection));
    figure("what was submitted, from the view", taken.cpu, ends);
    let comparison = Comparison::of(&material, &selection, &documents);
    let put = best(3, || Comparison::of(&material, &selection, &documents));
    figure("put together with the turns of every text", put.cpu, ends);
    let by_character = best(5, || comparison.grain(By::Character));
    figure("by character, every code", by_character.cpu, ends);
    let by_unit = best(5, || comparison.grain(By::Unit));
    figure("by unit, every code", by_unit.cpu, ends);
    let all = best(3, || comparison.figures());
    figure("all figures that need no simulation", all.cpu, ends);
    let parts = best(3, || comparison.parts(Default::default(), None));
    figure("source by source", parts.cpu, ends);
    let spread = best(1, || {
        comparison.intervals(Resampling::default(), &mut |_, _| false)
    });
    figure("1,000 resamples of sources, every code", spread.cpu, ends);
}

fn ends_in_order(material: &Material) -> Vec<(SourceId, u128, u32)> {
    let codings = material
        .parts
        .iter()
        .flat_map(|p| p.snapshot.codings.iter().flatten());
    let mut ends: Vec<(SourceId, u128, u32)> = codings
        .flat_map(|c| {
            let code = c.code.0.as_u128();
            [c.span.start, c.span.end].map(|at| (c.source.clone(), code, at))
        })
        .collect();
    ends.sort_unstable();
    ends
}
