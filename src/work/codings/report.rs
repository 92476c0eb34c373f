//! What an import of codings did, in the words command line and screen share.

use super::spellings::Merged;
use crate::import::coding_row::RefusedRow;
use crate::model::ids::CoderId;
use crate::model::imported::WhoRead;
use crate::model::round::{Assumed, Called, Round};
use crate::model::view::View;
use crate::report::imported::{by_coders, imported_words};
use crate::report::words::counted;
use serde::Serialize;

/// What an import did, also as programs read it.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    pub added: usize,
    /// Codings that were there already.
    pub already_here: usize,
    /// Codes the codebook had not.
    #[serde(rename = "codes_added")]
    pub codes: Vec<String>,
    /// Rounds that codings were added to.
    pub rounds: Vec<Made>,
    /// Columns or fields nothing was read from.
    #[serde(rename = "columns_passed_over")]
    pub passed_over: Vec<String>,
    /// Names that held what no name may, as they are called here, with the line of each.
    pub renamed: Vec<Renamed>,
    /// What the file calls coders of another id.
    pub called: Vec<Called>,
    /// What was spelled otherwise than it is called here.
    pub merged: Vec<Merged>,
    /// What else there is to say.
    pub notes: Vec<String>,
    pub refused: Vec<RefusedRow>,
}

/// A name that held what no name may.
#[derive(Debug, Serialize)]
pub struct Renamed {
    /// Line of the file, from 1.
    pub line: u64,
    /// As it is called here.
    pub name: String,
}

/// A round that codings were added to.
#[derive(Debug, Serialize)]
pub struct Made {
    #[serde(rename = "round")]
    pub name: String,
    /// The round it counts instead of.
    pub replaces: Option<String>,
    /// Whose codings were added, in the order they appear.
    pub coders: Vec<CoderId>,
    pub added: usize,
    /// How it is known who read what, source names instead of ids.
    #[serde(rename = "read_is_assumed")]
    pub who_read: WhoRead,
    #[serde(skip)]
    pub words: Vec<String>,
}

impl Made {
    /// What is said of a round; `unsaid` are those who coded where they are not said to have read.
    pub fn of(
        view: &View,
        round: &Round,
        coders: Vec<CoderId>,
        added: usize,
        unsaid: Vec<Assumed>,
    ) -> Made {
        let who_read = view.who_read(round);
        let mut words = imported_words(view, round);
        if matches!(who_read, WhoRead::Assumed(_)) {
            words.push(
                "if that is not so, say who read what: tandem import --assessed FILE".to_owned(),
            );
        }
        let mut here = unsaid;
        here.retain(|a| round.plan.sources.contains(&a.source));
        if !here.is_empty() {
            words.push(format!(
                "not said to have read it, but coded there, so taken to have read it: {}",
                by_coders(view, &here)
            ));
        }
        let replaces = round.plan.imported.as_ref().and_then(|i| i.replaces);
        let replaced = replaces.and_then(|id| view.round(id));
        Made {
            name: round.plan.name.clone(),
            replaces: replaced.map(|r| r.plan.name.clone()),
            coders,
            added,
            who_read,
            words,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Done(String),
    /// What should be known of it.
    Note(String),
    Refused(String),
}

impl Report {
    /// The report for people, what was done first.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = vec![Line::Done(format!(
            "added {}, {} were here already, {} refused",
            counted(self.added, "coding"),
            self.already_here,
            self.refused.len()
        ))];
        for made in &self.rounds {
            let coders: Vec<&str> = made.coders.iter().map(CoderId::as_str).collect();
            let counts = match &made.replaces {
                Some(first) => {
                    format!(", which counts instead of “{first}” from now on; both stay")
                }
                None => String::new(),
            };
            lines.push(Line::Done(format!(
                "round “{}”: {} of {}{counts}",
                made.name,
                counted(made.added, "coding"),
                coders.join(" and ")
            )));
            let words = made.words.iter();
            lines.extend(words.map(|w| Line::Note(format!("{}: {w}", made.name))));
        }
        if !self.codes.is_empty() {
            lines.push(Line::Done(format!(
                "codes added to the codebook: {}",
                self.codes.join(", ")
            )));
        }
        if !self.passed_over.is_empty() {
            lines.push(Line::Note(format!(
                "nothing was read from {}: a file of codings has coder, source, start, end, code, memo, round, rating, certain, quote",
                self.passed_over.join(", ")
            )));
        }
        for Renamed { line, name } in &self.renamed {
            lines.push(Line::Note(format!(
                "line {line}: the name holds what cannot be shown: it is called “{name}” here"
            )));
        }
        for merged in &self.merged {
            let spellings: Vec<String> =
                merged.spellings.iter().map(|s| format!("“{s}”")).collect();
            lines.push(Line::Note(format!(
                "{} {}: taken for “{}”",
                merged.kind.word(),
                spellings.join(", "),
                merged.taken
            )));
        }
        lines.extend(self.notes.iter().cloned().map(Line::Note));
        lines.extend(alike(&self.refused).into_iter().map(Line::Refused));
        lines
    }
}

/// Refusals, a line for those that differ in nothing but names and numbers.
fn alike(refused: &[RefusedRow]) -> Vec<String> {
    let mut kinds: Vec<(String, Vec<&RefusedRow>)> = Vec::new();
    for row in refused {
        let kind = without_names(&row.reason);
        match kinds.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, rows)) => rows.push(row),
            None => kinds.push((kind, vec![row])),
        }
    }
    let line = |(_, rows): &(String, Vec<&RefusedRow>)| {
        let Some(first) = rows.first() else {
            return String::new();
        };
        let same = match rows.iter().all(|r| r.reason == first.reason) {
            true => "",
            false => " the first,",
        };
        match rows.len() {
            1 => format!("line {}: {}", first.line, first.reason),
            n => format!("{n} rows, lines {}:{same} {}", numbers(rows), first.reason),
        }
    };
    kinds.iter().map(line).collect()
}

/// The lines of rows: all of a few, else the first and the last.
fn numbers(rows: &[&RefusedRow]) -> String {
    const FEW: usize = 8;
    match rows {
        [first, .., last] if rows.len() > FEW => format!("{} to {}", first.line, last.line),
        few => {
            let lines: Vec<String> = few.iter().map(|r| r.line.to_string()).collect();
            lines.join(", ")
        }
    }
}

/// A reason without what is quoted and without numbers.
fn without_names(reason: &str) -> String {
    let (mut depth, mut is_typed) = (0_u32, false);
    let mut kept = String::new();
    for c in reason.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            '"' => is_typed = !is_typed,
            c if depth == 0 && !is_typed && !c.is_ascii_digit() => kept.push(c),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_that_are_alike_are_one_line_with_a_count() {
        let row = |line, reason: &str| RefusedRow {
            line,
            reason: reason.to_owned(),
        };
        let lines = alike(&[
            row(2, "there is no source “P99” in this study"),
            row(3, "no code"),
            row(4, "no code"),
            row(5, "there is no source “P98” in this study"),
            row(9, "there is no source “P99” in this study"),
        ]);
        assert_eq!(
            lines,
            [
                "3 rows, lines 2, 5, 9: the first, there is no source “P99” in this study",
                "2 rows, lines 3, 4: no code"
            ]
        );
    }
}
