//! Codings imported from a table, against the journals that come of it written plainly.

use crate::commands::{PROGRAM, median, timed};
use crate::leaving::{files, read, synced};
use crate::meter::{figure, floor, heading};
use crate::workload::Workload;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Measures it.
pub fn bench(workload: &Workload) {
    heading("codings imported from a table (median of five, on the clock)");
    let (texts, table) = (workload.beside("texts"), workload.beside("codings.csv"));
    let source = Source::of(workload);
    source.texts(&texts);
    source.table(&table);
    let study = Study(workload.beside("taken"));
    let took = median(|| {
        study.begin(&texts);
        study.timed(&["import", "--codings"], Some(&table))
    });
    let journals: Vec<Vec<u8>> = files(&study.0.join("study/journals"))
        .iter()
        .map(read)
        .collect();
    let plain = workload.beside("plain");
    let written = median(|| {
        let begun = Instant::now();
        journals.iter().for_each(|bytes| synced(&plain, bytes));
        begun.elapsed()
    });
    floor("its journals written and synced", written);
    let parsed = median(|| {
        let begun = Instant::now();
        rows(&table).count();
        begun.elapsed()
    });
    floor("the table parsed", parsed);
    figure("import --codings", took, written);
}

/// What the tables of an export say of the made-up study.
struct Source<'w> {
    workload: &'w Workload,
    exported: PathBuf,
}

impl Source<'_> {
    fn of(workload: &Workload) -> Source<'_> {
        let exported = workload.beside("exported");
        let to = exported.to_str().expect("a path in UTF-8");
        crate::commands::run(workload, &["export"], &["--to", to]);
        Source { workload, exported }
    }

    /// The texts, each in a file of its source's name.
    fn texts(&self, folder: &Path) {
        fs::create_dir(folder).expect("a folder");
        for row in rows(&self.exported.join("sources.csv")) {
            let text = self
                .workload
                .study()
                .join("sources")
                .join(&row[1])
                .join("r1.txt");
            fs::copy(text, folder.join(format!("{}.txt", &row[0]))).expect("a text");
        }
    }

    /// The codings without what they quote.
    fn table(&self, file: &Path) {
        let mut table = csv::Writer::from_path(file).expect("a file");
        let heading = ["coder", "source", "start", "end", "code"];
        table.write_record(heading).expect("room");
        for row in rows(&self.exported.join("codings.csv")) {
            table
                .write_record(row.iter().take(heading.len()))
                .expect("room");
        }
        table.flush().expect("room");
    }
}

fn rows(table: &Path) -> impl Iterator<Item = csv::StringRecord> {
    let table = csv::Reader::from_path(table).expect("a table");
    table.into_records().map(|row| row.expect("a row"))
}

/// A study made anew each time, with the folders of its user.
struct Study(PathBuf);

impl Study {
    fn begin(&self, texts: &Path) {
        let _ = fs::remove_dir_all(&self.0);
        fs::create_dir(&self.0).expect("a folder");
        self.timed(&["new", "--name", "Taken"], None);
        self.timed(&["import"], Some(texts));
    }

    fn timed(&self, words: &[&str], file: Option<&Path>) -> Duration {
        let mut command = Command::new(PROGRAM);
        command
            .arg(words[0])
            .arg(self.0.join("study"))
            .args(&words[1..]);
        command.args(file).args(["--coder", "ana"]);
        command
            .env("TANDEM_STATE", self.0.join("state"))
            .env("TANDEM_CACHE", self.0.join("cache"));
        timed(&mut command)
    }
}
