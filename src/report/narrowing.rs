//! What is counted alone: one value of one attribute, or what a query asks of speakers and sources.

use super::searched::participants;
use super::{Subgroup, Texts};
use crate::model::attribute::{Attributes, Case, Subject, Subjects};
use crate::model::ids::SourceId;
use crate::model::layer::Finding;
use crate::model::view::View;
use crate::search::{Corpus, Scope};
use std::collections::HashSet;

/// What is counted alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Narrowing {
    To(Subgroup),
    /// A query as typed, and read.
    By(String, Scope),
}

/// Participants and sources that are left; `None` where all are.
pub type Left = (Option<Vec<String>>, Option<Vec<SourceId>>);

impl Narrowing {
    /// `arm=SMCM`, `source.site=North`, or a query as `arm:SMCM age:<40`.
    ///
    /// # Errors
    /// In words, with what there is.
    pub fn parse(view: &View, typed: &str) -> Result<Narrowing, String> {
        let value = Subgroup::parse(view, typed);
        let query = || {
            let scope = Scope::parse(typed)?;
            scope.over(&corpus(view, &participants(view)))?;
            Ok(Narrowing::By(typed.trim().to_owned(), scope))
        };
        match (value, typed.contains('=') && !typed.contains(':')) {
            (Ok(value), _) => Ok(Narrowing::To(value)),
            (Err(why), true) => Err(why),
            (Err(_), false) => query().map_err(|why: crate::search::QueryError| why.to_string()),
        }
    }

    /// In words, behind “only”.
    pub fn words(&self) -> String {
        match self {
            Narrowing::To(value) => value.words(),
            Narrowing::By(typed, _) => format!("{typed} (query)"),
        }
    }

    /// Leaves out the findings that are not of it.
    pub fn narrow(&self, texts: Texts<'_>, findings: &mut Vec<Finding>) {
        match self {
            Narrowing::To(value) => findings.retain(|f| value.holds(texts, &f.source, f.span)),
            Narrowing::By(_, scope) => {
                let people = participants(texts.view());
                match scope.over(&corpus(texts.view(), &people)) {
                    Ok(scope) => findings.retain(|f| texts.in_scope(&scope, &f.source, f.span)),
                    // What it names is gone since: nobody has it.
                    Err(_) => findings.clear(),
                }
            }
        }
    }

    /// The participants and the sources it leaves. Figures are of people in sources: each part of a query
    /// has to be about the one or the other.
    ///
    /// # Errors
    /// In words, where a part is about both, or about nothing there is.
    pub fn left(&self, view: &View) -> Result<Left, String> {
        let scope = match self {
            Narrowing::To(value) if value.of == Subjects::Sources => {
                return Ok((None, Some(value.sources(view))));
            }
            Narrowing::To(value) => return Ok((Some(value.people(view)), None)),
            Narrowing::By(_, scope) => scope,
        };
        let people = participants(view);
        let corpus = corpus(view, &people);
        let mut left: Left = (None, None);
        for part in scope.parts() {
            let part = part.over(&corpus).map_err(|why| why.to_string())?;
            let anywhere = corpus.sources.first();
            let names = corpus.participants.iter().map(|(name, _)| name);
            let people: Vec<String> = names
                .filter(|name| {
                    anywhere.is_some_and(|source| part.holds_of(name, source, &|_| false))
                })
                .cloned()
                .collect();
            let sources = corpus.sources.iter().filter(|source| part.holds(source));
            let sources: Vec<SourceId> = sources.map(|source| source.id.clone()).collect();
            match (people.is_empty(), sources.is_empty()) {
                (false, true) => keep(&mut left.0, people),
                (true, false) => keep(&mut left.1, sources),
                (true, true) => return Err("nobody and no source is so".to_owned()),
                (false, false) => {
                    return Err("each part has to be about participants or about sources; \
                                    participant.arm=SMCM and source.arm=SMCM say of which"
                        .to_owned());
                }
            }
        }
        Ok(left)
    }
}

/// The rows a query about participants or sources leaves, where it asks of a field; `None` where it is
/// text. `says` tells whether words stand in a row.
///
/// # Errors
/// In words, with what there is.
pub fn rows_left<'r>(
    view: &View,
    typed: &str,
    of: &Subjects,
    rows: impl Iterator<Item = &'r Subject>,
    says: impl Fn(&Subject, &str) -> bool,
) -> Option<Result<HashSet<&'r Subject>, String>> {
    let scope = match Scope::of_rows(typed)? {
        Ok(scope) => scope,
        Err(why) => return Some(Err(why.to_string())),
    };
    let judge = |corpus: &Corpus<'_>| {
        let scope = scope.over(corpus).map_err(|why| why.to_string())?;
        let anywhere = corpus.sources.first();
        let left = |row: &&Subject| {
            let says = |words: &str| says(row, words);
            match row {
                Subject::Source(id) => view
                    .source(id)
                    .is_some_and(|s| scope.holds_in_row(s, &says)),
                Subject::Participant(who) | Subject::Case(Case { name: who, .. }) => {
                    anywhere.is_some_and(|source| scope.holds_of(who, source, &says))
                }
            }
        };
        Ok(rows.filter(left).collect())
    };
    Some(match of {
        Subjects::Cases(_) => judge(&corpus(view, &attributes_of_cases(view, of))),
        _ => judge(&corpus(view, &participants(view))),
    })
}

/// Names with attributes, as a search asks for them.
type Named = [(String, Vec<(String, String)>)];

fn attributes_of_cases(view: &View, of: &Subjects) -> Vec<(String, Vec<(String, String)>)> {
    let named = |(subject, set): (&Subject, &Attributes)| match subject {
        Subject::Case(case) => {
            let held = set
                .iter()
                .map(|(column, held)| (column.to_string(), held.value.to_string()));
            Some((case.name.clone(), held.collect()))
        }
        _ => None,
    };
    view.with_attributes(of).filter_map(named).collect()
}

/// Those of both.
fn keep<T: PartialEq>(left: &mut Option<Vec<T>>, these: Vec<T>) {
    match left {
        Some(left) => left.retain(|one| these.contains(one)),
        None => *left = Some(these),
    }
}

fn corpus<'a>(view: &'a View, people: &'a Named) -> Corpus<'a> {
    Corpus {
        sources: view.sources(),
        participants: people,
        view: Some(view),
        ..Corpus::default()
    }
}
