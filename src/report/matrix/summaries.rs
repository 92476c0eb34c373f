//! Summaries of cells, as a framework matrix has them (Gale et al. 2013, doi:10.1186/1471-2288-13-117):
//! what each coder wrote, the places it rests on, and what became of these since.

use super::asked::By;
use super::counting::Counting;
use super::grouped::Groups;
use crate::model::attribute::{Case, Subject, Subjects};
use crate::model::coding::{Memo, MemoOn, RowOf};
use crate::model::ids::{CoderId, CodingId, Digest, MemoId, SourceId};
use crate::model::name;
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::Texts;
use crate::report::words::{counted, listed};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A row and a column.
type Place = (usize, usize);
/// The segments behind a cell, by a coding of each: the digest of its text, and where it is.
type Grounds = BTreeMap<CodingId, (Digest, SourceId, Span)>;

/// What one coder wrote of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub memo: MemoId,
    pub by: CoderId,
    /// When it was begun: `2026-11-22 14:03`.
    pub at: String,
    pub text: String,
    /// What became of its segments since it was last said to hold; nothing where they are the same.
    pub since: Option<String>,
}

/// The summaries of a cell, and the segments that stand behind it now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summarised {
    /// Those who began first come first.
    pub written: Vec<Summary>,
    /// Places as cited, each once.
    pub places: Vec<String>,
}

/// The summaries of all cells that have any.
pub(super) fn summaries(
    counting: &Counting<'_>,
    (groups, by): (&Groups, &By),
) -> HashMap<Place, Summarised> {
    let memos = memos(counting, (groups, by));
    let wanted: HashSet<Place> = memos.keys().copied().collect();
    let mut grounds = grounds(counting, groups, &wanted);
    let texts = Texts::new(counting.view, counting.documents);
    // Without a text nobody knows who speaks in it, so not what stands behind a cell.
    let is_known = counting.people.unread(|_| true) == 0;
    let all = memos.into_iter().map(|(place, memos)| {
        let grounds = grounds.remove(&place).unwrap_or_default();
        let summary = |memo: &&Memo| Summary {
            memo: memo.id,
            by: memo.coder.clone(),
            at: memo.at.minute(),
            text: memo.text.clone(),
            since: since(&memo.rests, &grounds).filter(|_| is_known),
        };
        let stretches: BTreeSet<(&SourceId, Span)> =
            grounds.values().map(|(_, s, span)| (s, *span)).collect();
        let mut places: Vec<String> = stretches
            .into_iter()
            .map(|(s, x)| texts.place(s, x))
            .collect();
        places.dedup();
        let written = memos.iter().map(summary).collect();
        (place, Summarised { written, places })
    });
    all.collect()
}

/// The memos on each cell.
pub(super) fn memos<'v>(
    counting: &Counting<'v>,
    (groups, by): (&Groups, &By),
) -> HashMap<Place, Vec<&'v Memo>> {
    let view = counting.view;
    let row_of: HashMap<RowOf, usize> = (0..counting.rows.len())
        .map(|row| (counting.rows[row].of, row))
        .collect();
    let mut column_of: HashMap<Subject, usize> = HashMap::new();
    for column in 0..groups.all.len() {
        let Some(case) = case(view, by, groups, column) else {
            continue;
        };
        // What was written when somebody had another name is of the same person.
        if let Subject::Participant(who) = &case {
            for before in view.names_before(who) {
                if let MemoOn::Participant(name) = before {
                    column_of
                        .entry(folded(&Subject::Participant(name)))
                        .or_insert(column);
                }
            }
        }
        column_of.insert(folded(&case), column);
    }
    let book = view.codebook();
    let mut all: HashMap<Place, Vec<&Memo>> = HashMap::new();
    for memo in view.memos() {
        let MemoOn::Cell(row, of) = &memo.on else {
            continue;
        };
        let row = match *row {
            RowOf::Code(code) => RowOf::Code(book.resolve(code)),
            RowOf::Category(code) => RowOf::Category(book.resolve(code)),
            other => other,
        };
        if let (Some(row), Some(column)) = (row_of.get(&row), column_of.get(&folded(of))) {
            all.entry((*row, *column)).or_default().push(memo);
        }
    }
    all
}

/// A subject with its names as they are compared.
fn folded(of: &Subject) -> Subject {
    match of {
        Subject::Participant(who) => Subject::Participant(name::key(who)),
        Subject::Source(source) => Subject::Source(source.clone()),
        Subject::Case(case) => Subject::Case(Case {
            kind: name::key(&case.kind),
            name: name::key(&case.name),
        }),
    }
}

/// What a column is, where it is something a summary can be of: nothing is summarised of everybody, of
/// those without a value, or of a kind of sources.
pub(super) fn case(view: &View, by: &By, groups: &Groups, column: usize) -> Option<Subject> {
    let group = groups
        .all
        .get(column)
        .filter(|g| !g.is_all && !g.is_missing)?;
    Some(match by {
        By::Person => Subject::Participant(group.name.clone()),
        By::Source => Subject::Source(view.sources().get(column)?.id.clone()),
        By::Attribute(of, attribute) => Subject::Case(Case {
            kind: match of {
                Subjects::Sources => format!("{attribute} of the source"),
                _ => attribute.to_string(),
            },
            name: group.name.clone(),
        }),
        By::Crossed(..) if by.is_of_cases() => Subject::Case(Case {
            kind: by.words(),
            name: group.name.clone(),
        }),
        By::Kind | By::Crossed(..) | By::Codes(_) => return None,
    })
}

/// The segments behind cells.
pub(super) fn grounds(
    counting: &Counting<'_>,
    groups: &Groups,
    wanted: &HashSet<Place>,
) -> HashMap<Place, Grounds> {
    let rows: HashSet<usize> = wanted.iter().map(|(row, _)| *row).collect();
    let rows_of = counting.rows_of();
    let mut all: HashMap<Place, Grounds> = HashMap::new();
    for finding in &counting.layer.findings {
        let here = rows_of.get(&finding.code).into_iter().flatten();
        let here: Vec<usize> = here.copied().filter(|row| rows.contains(row)).collect();
        let Some(first) = finding.codings.iter().min().filter(|_| !here.is_empty()) else {
            continue;
        };
        let Some((source, speaking)) = counting.speaking(finding) else {
            continue;
        };
        let text = counting.documents.get(&finding.source);
        let text = text.map_or("", |document| document.text.slice(finding.span));
        for column in counting.columns(groups, source, &speaking) {
            for place in here.iter().map(|row| (*row, column)) {
                if wanted.contains(&place) {
                    let ground = (
                        Digest::of(text.as_bytes()),
                        finding.source.clone(),
                        finding.span,
                    );
                    all.entry(place).or_default().insert(*first, ground);
                }
            }
        }
    }
    all
}

/// What became of segments since.
fn since(then: &[(CodingId, Digest)], now: &Grounds) -> Option<String> {
    let before: HashMap<&CodingId, &Digest> = then.iter().map(|(c, text)| (c, text)).collect();
    let came = now.keys().filter(|c| !before.contains_key(c)).count();
    let went = before.keys().filter(|c| !now.contains_key(c)).count();
    let is_other = |(c, (text, ..)): &(&CodingId, &(Digest, SourceId, Span))| {
        before.get(c).is_some_and(|before| *before != text)
    };
    let other = now.iter().filter(is_other).count();
    let told = [(came, "new"), (went, "gone"), (other, "with another text")];
    let told: Vec<String> = told
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{} {what}", counted(n, "segment")))
        .collect();
    (!told.is_empty()).then(|| listed(told))
}
