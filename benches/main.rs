//! What things take on a made-up study, each with its ratio to a floor measured in the same run:
//! ratios can be compared between machines, times cannot.
//!
//! ```text
//! cargo bench            # size S: 20 sources of 8,000 words, 2 × 2,000 codings, 60 codes
//! cargo bench -- M       # 200 sources, 2 × 20,000 codings, 200 codes
//! cargo bench -- L agreement  # 2,000 sources, 2 × 200,000 codings, 500 codes
//! cargo bench -- M open  # only what contains “open”
//! cargo bench -- dense frames  # shapes: dense, long, codes, million
//! cargo bench -- page    # all of docs/performance.md; its tables are written anew
//! cargo bench -- page S  # what it says of S, the rest as it was measured last
//! ```

mod agreement;
mod aligning;
mod arrivals;
mod commands;
mod folding;
mod frames;
mod gamma;
mod leaving;
mod mapping;
mod matrices;
mod memory;
mod meter;
mod opening;
mod page;
mod program;
mod queue;
mod saving;
mod searching;
mod taking;
mod words;
mod workload;

use std::path::Path;
use std::process::ExitCode;
use workload::{SIZES, Workload};

type Bench = (&'static str, fn(&Workload));

const BENCHES: [Bench; 16] = [
    ("open", opening::bench),
    ("commands", commands::bench),
    ("frames", frames::bench),
    ("arrivals", arrivals::bench),
    ("memory", memory::bench),
    ("leaving", leaving::bench),
    ("import", taking::bench),
    ("append", saving::bench),
    ("fold", folding::bench),
    ("search", searching::bench),
    ("agreement", agreement::bench),
    ("align", aligning::bench),
    ("matrices", matrices::bench),
    ("map", mapping::bench),
    ("queue", queue::bench),
    ("gamma", gamma::bench),
];

fn main() -> ExitCode {
    // Cargo adds flags of its own.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    if words.iter().any(|w| w == "page") {
        let known = |w: &&String| *w == "page" || SIZES.iter().any(|s| s.name == w.as_str());
        if let Some(other) = words.iter().find(|w| !known(w)) {
            eprintln!("the page is renewed by sizes, and “{other}” is none");
            return ExitCode::FAILURE;
        }
        let sizes = SIZES.map(|s| s.name).into_iter();
        let sizes: Vec<&str> = sizes.filter(|s| words.iter().any(|w| w == s)).collect();
        return page::renew(&sizes);
    }
    let size = SIZES
        .into_iter()
        .find(|s| words.iter().any(|w| w == s.name));
    let size = size.unwrap_or(SIZES[0]);
    let wanted = |name: &str| {
        let mut names = words
            .iter()
            .filter(|w| SIZES.iter().all(|s| s.name != *w))
            .peekable();
        names.peek().is_none() || names.any(|w| name.contains(w.as_str()))
    };
    println!(
        "size {}: {} sources × {} words, 2 × {} codings, {} codes",
        size.name, size.sources, size.words, size.codings, size.codes
    );
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (_, bench) in BENCHES.iter().filter(|(name, _)| wanted(name)) {
        // Each on a study of its own: some change it.
        bench(&Workload::write(size, folder));
    }
    ExitCode::SUCCESS
}
