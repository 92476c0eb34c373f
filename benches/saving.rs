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
    let synced = plain(workload, File::sync_data).percentile(50);
    floor("a line of 300 bytes written and synced", synced);
    let unsynced = plain(workload, |_| Ok(())).percentile(50);
    floor("the same without sync", unsynced);
    let (mut store, ..) = workload.open("ana");
    let mut all = Many::default();
    for nth in 0..TIMES as u64 {
        let memo = Change::MemoWritten {
            of: None,
            round: None,
            on: MemoOn::Study,
            text: "one more thought".into(),
        };
        let changes = [(EventId(Uuid::new_v4()), memo)];
        let begun = Instant::now();
        store.append(&changes, NOW + nth).expect("it is saved");
        all.push(begun.elapsed());
    }
    many("one event appended", &all, synced);
}

fn plain(workload: &Workload, sync: impl Fn(&File) -> std::io::Result<()>) -> Many {
    let mut file = File::create(workload.beside("plain")).expect("a file");
    let line = "x".repeat(299) + "\n";
    let mut all = Many::default();
    for _ in 0..TIMES {
        let begun = Instant::now();
        file.write_all(line.as_bytes())
            .and_then(|()| sync(&file))
            .expect("room for a line");
        all.push(begun.elapsed());
    }
    all
}
