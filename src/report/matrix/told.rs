//! What changes with who coded, in words and as data.

use super::asked::{By, Rows};
use super::co_occurring::co_occurring;
use super::compared::Contested;
use super::rests::{Resting, RowRests, resting};
use crate::model::ids::SourceId;
use crate::model::text::Span;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::Documents;
use crate::report::words::{counted, listed};
use crate::statistics::claims::{Claim, Layer, Rests};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// What has to be said of layers.
pub(super) const SCENARIOS: &str = "These are scenarios, not an interval: of what the coders coded, both is the least \
    and either the most by construction; the consensus can be below and above them.";
/// So many segments are named.
const NAMED: usize = 20;

/// What claims rest on, told.
#[derive(Clone, Debug)]
pub struct Rested {
    pub title: String,
    /// What changes, a sentence each, with the first segment it rests on.
    pub said: Vec<(String, Option<(SourceId, Span)>)>,
    /// What has to be said with it.
    pub notes: Vec<String>,
    /// The shape docs/json.md describes.
    pub json: Json,
}

impl Rested {
    /// The lines to print, from the top.
    pub fn lines(&self) -> Vec<String> {
        let said = self.said.iter().map(|(line, _)| line.clone());
        let title = [self.title.clone()].into_iter();
        title.chain(said).chain(self.notes.clone()).collect()
    }
}

/// Recomputes claims in every layer: about groups, or, where the columns are codes, about codes that meet.
///
/// # Errors
/// In words: where no round was compared, several pairs of coders were, or the columns are too many.
pub fn rested(
    view: &View,
    documents: &Documents,
    of: Rows,
    by: &By,
    aligned: &mut AlignedRounds,
) -> Result<Rested, String> {
    match by {
        By::Codes(how) => Ok(co_occurring(view, documents, of, *how, aligned)?.rested()),
        _ => Ok(resting(view, documents, of, by, aligned)?.rested()),
    }
}

/// What of one row, by its number, changes with whose codings count, a sentence each.
///
/// # Errors
/// As [`rested`] has them.
pub fn changes_of(
    view: &View,
    documents: &Documents,
    (of, row): (Rows, usize),
    by: &By,
    aligned: &mut AlignedRounds,
) -> Result<Vec<String>, String> {
    let found = resting(view, documents, of, by, aligned)?;
    let said = found.rows.get(row).map(|row| found.said_of(row));
    let said = said.into_iter().flatten().map(|(line, _)| line);
    Ok(said.collect())
}

/// The place of what is contested.
pub(super) fn place(of: &Contested) -> (SourceId, Span) {
    (of.source.clone(), of.span)
}

/// In which of the layers named so it holds, and in which it does not.
pub(super) fn holding(names: &[String], holds: &[bool]) -> String {
    let of = |wanted: bool| {
        let all = names.iter().zip(holds);
        let all = all.filter(move |(_, holds)| **holds == wanted);
        listed(all.map(|(name, _)| name.clone()))
    };
    format!("holds {}; not {}", of(true), of(false))
}

/// The sentence of the segments it rests on; nothing where there are none.
pub(super) fn resting_on(
    pivots: Option<&BTreeSet<usize>>,
    segments: &BTreeMap<usize, Contested>,
) -> String {
    let Some(pivots) = pivots.filter(|pivots| !pivots.is_empty()) else {
        return String::new();
    };
    let named = pivots.iter().take(NAMED).filter_map(|s| segments.get(s));
    let named = named.map(|of| format!("{} (coded by {})", of.place, of.by));
    let more = match pivots.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    format!(" It rests on {}{more}.", listed(named))
}

/// The same as data; null where no set of segments changes it.
pub(super) fn pivots_json(
    pivots: Option<&BTreeSet<usize>>,
    segments: &BTreeMap<usize, Contested>,
) -> Json {
    let segment = |number: &usize| {
        let of = segments.get(number)?;
        Some(json!({ "place": of.place, "by": of.by }))
    };
    json!(pivots.map(|all| all.iter().filter_map(segment).collect::<Vec<_>>()))
}

impl Resting {
    fn rested(&self) -> Rested {
        let said = self.said().into_iter();
        Rested {
            title: self.title(),
            said: said.map(|(line, of)| (line, of.map(place))).collect(),
            notes: vec![SCENARIOS.to_owned()],
            json: self.json(),
        }
    }

    /// How many cells change.
    fn title(&self) -> String {
        let (cells, change, alone) = self.cells;
        format!(
            "{}, {change} change with the coder; {alone} rest on sources one coder coded alone, which nobody checked",
            counted(cells, "cell")
        )
    }

    /// What changes, a sentence each, with the first segment it rests on.
    fn said(&self) -> Vec<(String, Option<&Contested>)> {
        self.rows.iter().flat_map(|row| self.said_of(row)).collect()
    }

    fn said_of(&self, row: &RowRests) -> Vec<(String, Option<&Contested>)> {
        let mut lines = Vec::new();
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
        format!(
            "{row}, {}: {}.{}",
            self.claim(rests.claim),
            holding(&names, &rests.holds),
            resting_on(rests.pivots.as_ref(), &self.segments)
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
    fn json(&self) -> Json {
        let rests = |rests: &Rests| {
            let holds: BTreeMap<String, bool> = Layer::ALL
                .iter()
                .zip(rests.holds)
                .map(|(layer, holds)| (json!(layer).as_str().unwrap_or_default().to_owned(), holds))
                .collect();
            json!({
                "claim": self.claim(rests.claim), "holds": holds,
                "pivots": pivots_json(rests.pivots.as_ref(), &self.segments),
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
