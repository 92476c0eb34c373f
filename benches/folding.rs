//! From events to the study as one viewer may see it.

use crate::meter::{Many, best, cpu, figure, floor, heading, many};
use crate::workload::{NOW, Workload};
use std::collections::HashMap;
use std::sync::Arc;
use tandem::model::clock::Stamp;
use tandem::model::event::{Change, Event};
use tandem::model::ids::EventId;
use tandem::model::view::View;
use uuid::Uuid;

/// Measures it.
pub fn bench(workload: &Workload) {
    let (_, events, _) = workload.open("ana");
    heading(&format!("folding {} events (CPU time)", events.len()));
    let sorted = best(5, || by_id_and_in_order(&events)).cpu;
    floor("keeping the events by id, sorting them by clock", sorted);
    let ana = Some("ana".parse().expect("a coder's id"));
    let view = best(5, || View::new(events.iter().cloned(), ana.clone()));
    figure("view of a coder", view.cpu, sorted);
    let public = best(5, || View::new(events.iter().cloned(), None));
    figure("view of nobody in particular", public.cpu, sorted);
    let mut view = View::new(events.iter().cloned(), ana);
    let mut all = Many::default();
    for nth in 0..200 {
        let event = one_more(&events, nth);
        let begun = cpu();
        view.admit([event]);
        all.push(cpu() - begun);
    }
    many("one more coding taken in", &all, sorted);
    let mut reads = Many::default();
    for _ in 0..20 {
        let begun = cpu();
        std::hint::black_box(view.groundedness(None));
        reads.push(cpu() - begun);
    }
    many("counts of all codes", &reads, sorted);
}

fn by_id_and_in_order(events: &[Arc<Event>]) -> (HashMap<EventId, Arc<Event>>, Vec<Arc<Event>>) {
    let by_id = events.iter().map(|e| (e.id, e.clone())).collect();
    let mut sorted = events.to_vec();
    sorted.sort_by(|a, b| a.order().cmp(&b.order()));
    (by_id, sorted)
}

/// One of ana's codings once more, as a new event at the end.
fn one_more(events: &[Arc<Event>], nth: u64) -> Arc<Event> {
    let ana =
        |e: &&Arc<Event>| e.coder.as_str() == "ana" && matches!(e.change, Change::Coded { .. });
    let coding = events
        .iter()
        .filter(ana)
        .nth(nth as usize)
        .expect("a coding");
    let mut event = Event::clone(coding);
    event.id = EventId(Uuid::from_u128(0xFFFF_0000 + u128::from(nth)));
    event.clock = Stamp {
        ms: NOW + nth,
        n: 0,
    };
    event.seq = 1_000_000 + nth;
    if let Change::Coded { round, .. } = &mut event.change {
        *round = None;
    }
    Arc::new(event)
}
