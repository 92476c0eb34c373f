//! Saving one event, durably, against a line written and synced on the same disk.

use crate::meter::{Many, floor, heading, many};
use crate::workload::{NOW, Workload};
use std::fs::File;
use std::io::Write;
use std::time::Instant;
use tandem::model::coding::MemoOn;
use tandem::model::event::Change;
use tandem::model::ids::EventId;
use uuid::Uuid;

const TIMES: usize = 300;

/// Measures it.
pub fn bench(workload: &Workload) {
    heading("saving one event (on the clock)");
    let (mut store, ..) = workload.open("ana");
    let mut file = File::create(workload.beside("plain")).expect("a file");
    let (mut appended, mut synced) = (Many::default(), Many::default());
    // By turns, so that both meet the same disk.
    for nth in 0..TIMES as u64 {
        let memo = Change::MemoWritten {
            of: None,
            round: None,
            on: MemoOn::Study,
            text: "one more thought".into(),
            kind: None,
            about: Vec::new(),
        };
        let changes = [(EventId(Uuid::new_v4()), memo)];
        let begun = Instant::now();
        store.append(&changes, NOW + nth).expect("it is saved");
        appended.push(begun.elapsed());
        let line = "x".repeat(299) + "\n";
        let begun = Instant::now();
        file.write_all(line.as_bytes())
            .and_then(|()| file.sync_data())
            .expect("room for a line");
        synced.push(begun.elapsed());
    }
    let least = synced.percentile(50);
    floor("a line of 300 bytes written and synced, p50", least);
    floor("the same, p99", synced.percentile(99));
    many("one event appended", &appended, least);
}
