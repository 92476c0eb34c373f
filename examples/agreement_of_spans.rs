//! How far two coders agree, turn by turn, out of a text and a file of codings of each.
//!
//! ```text
//! cargo run --example agreement_of_spans -- sample_transcripts/P01_interview.txt examples/ana.csv examples/ben.csv
//! ```

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use tandem::agreement::alpha::Level;
use tandem::agreement::mark::Mark;
use tandem::agreement::outcome::Outcome;
use tandem::agreement::units::{Source, presence};
use tandem::agreement::{alpha, kappa, percent};
use tandem::import::coding_row::CodingRow;
use tandem::import::{self, codings};
use tandem::model::text::Span;

fn main() -> Result<()> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [text, first, second] = &files[..] else {
        anyhow::bail!("name a text and two files of codings");
    };
    let read = |file: &String| fs::read(file).with_context(|| file.clone());
    let text = import::read(text, &read(text)?, None)?;
    let turns = text.structure.turns.iter();
    let turns: Vec<Span> = turns.map(|t| Span::between(t.talk, t.span.end)).collect();

    let first = codings(first, &read(first)?)?.rows;
    let second = codings(second, &read(second)?)?.rows;
    let codes: BTreeSet<&str> = first.iter().chain(&second).map(|r| &*r.code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let marks = |rows: &[CodingRow]| -> Vec<Mark> {
        let code = |r: &CodingRow| codes.iter().position(|c| *c == r.code).unwrap_or(0) as u32;
        rows.iter()
            .map(|r| Mark::new(code(r), r.start, r.end))
            .collect()
    };
    let (a, b) = (marks(&first), marks(&second));

    let source = Source {
        units: &turns,
        coders: vec![Some(&a), Some(&b)],
    };
    let found = presence(codes.len(), 2, [source])?;
    println!(
        "{} turns\n{:<14} percent  kappa  alpha",
        turns.len(),
        "code"
    );
    for (n, code) in codes.iter().enumerate() {
        let table = found.table(n);
        let of =
            |outcome: Outcome| outcome.map_or_else(|why| why.to_string(), |v| format!("{v:.3}"));
        println!(
            "{code:<14} {:>7}  {:>5}  {:>5}",
            of(percent::agreement(&table)),
            of(kappa::cohen(&table)),
            of(alpha::alpha(&table, Level::Nominal))
        );
    }
    Ok(())
}
