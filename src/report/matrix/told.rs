//! What changes with who coded, in words and as data.

use super::rests::{Contested, Resting, RowRests};
use crate::report::words::{counted, listed};
use crate::statistics::claims::{Claim, Layer, Rests};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// What has to be said of layers.
pub const SCENARIOS: &str = "These are scenarios, not an interval: of what the coders coded, both is the least \
    and either the most by construction; the consensus can be below and above them.";
/// So many segments are named.
const NAMED: usize = 20;

impl Resting {
    /// How many cells change.
    pub fn title(&self) -> String {
        let (cells, change, alone) = self.cells;
        format!(
            "{}, {change} change with the coder; {alone} rest on sources one coder coded alone, which nobody checked",
            counted(cells, "cell")
        )
    }

    /// The lines to print, from the top.
    pub fn lines(&self) -> Vec<String> {
        let said = self.said().into_iter().map(|(line, _)| line);
        [self.title()]
            .into_iter()
            .chain(said)
            .chain([SCENARIOS.to_owned()])
            .collect()
    }

    /// What changes, a sentence each, with the first segment it rests on.
    pub fn said(&self) -> Vec<(String, Option<&Contested>)> {
        let mut lines = Vec::new();
        for row in &self.rows {
            for (group, (low, high, of)) in self.groups.iter().zip(&row.counts) {
                if low != high {
                    let said = format!(
                        "{}, {group}: {low} to {high} of {of} depending on who coded",
                        row.name
                    );
                    lines.push((said, None));
                }
            }
            let told = row
                .changing
                .iter()
                .filter(|rests| is_told(rests, &row.changing));
            lines.extend(told.map(|rests| {
                let first = rests.pivots.as_ref().and_then(BTreeSet::first);
                let first = first.and_then(|segment| self.segments.get(segment));
                (self.sentence(&row.name, rests), first)
            }));
        }
        lines
    }

    fn sentence(&self, row: &str, rests: &Rests) -> String {
        let [a, b] = &self.coders;
        let names = [
            format!("by {a}"),
            format!("by {b}"),
            "by what both coded".to_owned(),
            "by what either coded".to_owned(),
            "in the consensus with what is open".to_owned(),
            "in the consensus without what is open".to_owned(),
        ];
        let of = |wanted: bool| {
            let all = names
                .iter()
                .zip(rests.holds)
                .filter(move |(_, holds)| *holds == wanted);
            listed(all.map(|(name, _)| name.clone()))
        };
        let pivots = match &rests.pivots {
            Some(segments) if !segments.is_empty() => {
                let named = segments
                    .iter()
                    .take(NAMED)
                    .filter_map(|s| self.segments.get(s));
                let named = named.map(|of| format!("{} (coded by {})", of.place, of.by));
                let more = match segments.len().saturating_sub(NAMED) {
                    0 => String::new(),
                    n => format!(" and {n} more"),
                };
                format!(" It rests on {}{more}.", listed(named))
            }
            _ => String::new(),
        };
        format!(
            "{row}, {}: holds {}; not {}.{pivots}",
            self.claim(rests.claim),
            of(true),
            of(false)
        )
    }

    fn claim(&self, claim: Claim) -> String {
        let group = |at: usize| &self.groups[at];
        match claim {
            Claim::Present(at) => format!("present in {}", group(at)),
            Claim::OnlyIn(at) => format!("only in {}", group(at)),
            Claim::AtLeast(at, n) => format!("at least {n} in {}", group(at)),
            Claim::Greater(a, b) => format!("a greater share in {} than in {}", group(a), group(b)),
            Claim::Most(at) => format!("most in {}", group(at)),
        }
    }

    /// The shape docs/json.md describes.
    pub fn json(&self) -> Json {
        let segment = |number: &usize| {
            let of = self.segments.get(number)?;
            Some(json!({ "place": of.place, "by": of.by }))
        };
        let rests = |rests: &Rests| {
            let holds: BTreeMap<String, bool> = Layer::ALL
                .iter()
                .zip(rests.holds)
                .map(|(layer, holds)| (json!(layer).as_str().unwrap_or_default().to_owned(), holds))
                .collect();
            json!({
                "claim": self.claim(rests.claim), "holds": holds,
                "pivots": rests.pivots.as_ref().map(|all| all.iter().filter_map(segment).collect::<Vec<_>>()),
            })
        };
        let row = |row: &RowRests| {
            let counts = self.groups.iter().zip(&row.counts);
            json!({
                "row": row.name,
                "counts": counts.map(|(group, (low, high, of))| json!({
                    "group": group, "low": low, "high": high, "of": of,
                })).collect::<Vec<_>>(),
                "changing": row.changing.iter().map(rests).collect::<Vec<_>>(),
            })
        };
        json!({
            "coders": self.coders,
            "cells": self.cells.0, "change": self.cells.1, "alone": self.cells.2,
            "rows": self.rows.iter().map(row).collect::<Vec<_>>(),
        })
    }
}

/// Whether a claim is told in words: it is made, and neither its range nor a stronger claim says it.
fn is_told(rests: &Rests, all: &[Rests]) -> bool {
    let is_only = |group: usize| {
        all.iter()
            .any(|r| r.claim == Claim::OnlyIn(group) && r.holds[4])
    };
    rests.holds[4]
        && match rests.claim {
            Claim::OnlyIn(_) => true,
            Claim::Greater(group, _) => !is_only(group),
            _ => false,
        }
}
