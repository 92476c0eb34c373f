//! What leaves a study: an export, against its files written plainly; a check, against all bytes hashed.

use crate::commands::{median, run};
use crate::meter::{figure, floor, heading};
use crate::workload::Workload;
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Measures both.
pub fn bench(workload: &Workload) {
    heading("export and check (median of five, on the clock)");
    let to = workload.beside("exported");
    let to = to.to_str().expect("a path in UTF-8");
    let export = || run(workload, &["export"], &["--to", to]);
    // What the program keeps for the next time is there, and the files are.
    export();
    let made: Vec<Vec<u8>> = files(Path::new(to)).iter().map(read).collect();
    let plain = workload.beside("plain");
    let write = || {
        let begun = Instant::now();
        made.iter().for_each(|bytes| synced(&plain, bytes));
        begun.elapsed()
    };
    let written = median(write);
    floor("its files written and synced, one by one", written);
    figure("export", median(export), written);
    let all = files(&workload.study());
    let hash = || hashed(&all);
    hash();
    let hashed = median(hash);
    floor("all bytes of the study hashed, on all cores", hashed);
    let check = || run(workload, &["check"], &[]);
    figure("check", median(check), hashed);
}

/// Writes a file and waits for the disk.
pub fn synced(file: &Path, bytes: &[u8]) {
    let written = File::create(file).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.expect("room for a file");
}

/// All files in a folder and below.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries: io::Result<Vec<_>> = fs::read_dir(folder).and_then(Iterator::collect);
    let paths = entries.expect("a folder").into_iter().map(|e| e.path());
    let below = |path: PathBuf| match path.is_dir() {
        true => files(&path),
        false => vec![path],
    };
    paths.flat_map(below).collect()
}

pub fn read(file: impl AsRef<Path>) -> Vec<u8> {
    fs::read(file).expect("a file")
}

fn hashed(files: &[PathBuf]) -> Duration {
    let begun = Instant::now();
    let hash = |file: &PathBuf| blake3::hash(&read(file));
    let hashes: Vec<blake3::Hash> = files.par_iter().map(hash).collect();
    assert_eq!(hashes.len(), files.len());
    begun.elapsed()
}
