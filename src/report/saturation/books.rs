//! With which codebook each source was coded: where another came between two sources of a course, codes may be
//! new because they had not been there to be given.

use crate::model::code::{Code, Codebook};
use crate::model::ids::{RoundId, SourceId};
use crate::model::layer::{Basis, Layer};
use crate::model::view::View;
use crate::report::version::CodebookVersion;
use crate::report::words::{counted, listed};
use serde::Serialize;
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many codes are named.
const NAMED: usize = 8;

/// A codebook as it was when a round was planned.
#[derive(Debug)]
pub struct Book {
    pub version: CodebookVersion,
    codes: Codebook,
}

/// What became of a codebook before the next source was coded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Codes that were not in it before, by name.
    pub added: Vec<String>,
    /// Codes that are in it no more.
    pub gone: Vec<String>,
    /// Codes that have another name, text or scale.
    pub reworded: Vec<String>,
    /// What each part of these said before, and says now.
    #[serde(skip)]
    pub parts: Vec<Part>,
}

/// A part of a code that says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub code: String,
    /// As amendments call it: definition, when to use it, when not.
    pub part: &'static str,
    pub before: String,
    pub after: String,
}

/// The codebook each source was coded with; none where it was coded outside rounds, with what there was.
pub(super) fn books(view: &View, layer: &Layer) -> BTreeMap<SourceId, Rc<Book>> {
    let mut known: BTreeMap<RoundId, Rc<Book>> = BTreeMap::new();
    let round_of = |source: &SourceId, basis: &Basis| match basis {
        Basis::Consensus(round) | Basis::PartConsensus(round, _) => Some(*round),
        Basis::Coder(_) => {
            let mut here = layer.findings.iter().filter(|f| f.source == *source);
            here.find_map(|f| f.round)
        }
        Basis::Uncoded => None,
    };
    let mut books = BTreeMap::new();
    for (source, basis) in &layer.basis {
        let round = round_of(source, basis).and_then(|id| view.round(id));
        let Some(round) = round else {
            continue;
        };
        let book = known.entry(round.id).or_insert_with(|| {
            Rc::new(Book {
                version: CodebookVersion::of(view, round),
                codes: view.codebook_known_to(&round.plan.known),
            })
        });
        books.insert(source.clone(), book.clone());
    }
    books
}

impl Book {
    /// What is another in this one than in the one before; none where they are one version.
    pub fn since(&self, before: &Book) -> Option<Change> {
        since(&self.codes, &before.codes)
    }
}

/// What is another in a codebook than in the one before; none where they are alike.
fn since(now: &Codebook, before: &Codebook) -> Option<Change> {
    let is_in = |book: &Codebook, code: &Code| book.active().any(|c| c.id == code.id);
    let names = |of: &Codebook, is: &dyn Fn(&Code) -> bool| -> Vec<String> {
        let codes = of.active().filter(|code| is(code));
        codes.map(|code| code.name.clone()).collect()
    };
    let then = |code: &Code| before.active().find(|c| c.id == code.id);
    let is_reworded = |code: &Code| {
        let other = |c: &Code| (&c.name, &c.text, &c.kind) != (&code.name, &code.text, &code.kind);
        then(code).is_some_and(other)
    };
    let both = now.active().filter_map(|code| Some((then(code)?, code)));
    let change = Change {
        added: names(now, &|code| !is_in(before, code)),
        gone: names(before, &|code| !is_in(now, code)),
        reworded: names(now, &is_reworded),
        parts: both.flat_map(|(then, now)| parts(then, now)).collect(),
    };
    let all = [&change.added, &change.gone, &change.reworded];
    all.iter().any(|names| !names.is_empty()).then_some(change)
}

/// The parts of a code that say something else now.
fn parts(before: &Code, now: &Code) -> Vec<Part> {
    let all = |code: &Code| {
        let text = code.text.clone();
        [
            ("name", code.name.clone()),
            ("definition", text.definition),
            ("when to use it", text.include),
            ("when not", text.exclude),
            ("examples", text.examples.join(" · ")),
            ("scale", code.kind.points()),
        ]
    };
    let both = all(before).into_iter().zip(all(now));
    let other = both.filter(|((_, before), (_, after))| before != after);
    let part = |((part, before), (_, after))| Part {
        code: now.name.clone(),
        part,
        before,
        after,
    };
    other.map(part).collect()
}

/// Codes that are another from one codebook to the next, from the first round to now: when, and what.
pub fn changes(view: &View) -> Vec<(String, Change)> {
    let rounds = view.rounds().iter();
    let known = rounds.map(|r| (r.plan.name.clone(), view.codebook_known_to(&r.plan.known)));
    let now = ("now".to_owned(), view.codebook().clone());
    let all: Vec<(String, Codebook)> = known.chain([now]).collect();
    let pairs = all.windows(2).filter_map(|pair| {
        let [(from, before), (to, after)] = pair else {
            return None;
        };
        Some((format!("{from} – {to}"), since(after, before)?))
    });
    pairs.collect()
}

impl Change {
    /// “2 codes added (hope, fear), 1 gone (late)”.
    pub fn words(&self) -> String {
        let part = |names: &Vec<String>, what: &str| {
            let more = match names.len().saturating_sub(NAMED) {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            let named = listed(names.iter().take(NAMED).cloned());
            let codes = counted(names.len(), "code");
            (!names.is_empty()).then(|| format!("{codes} {what} ({named}{more})"))
        };
        let parts = [
            part(&self.added, "added"),
            part(&self.gone, "gone"),
            part(&self.reworded, "reworded"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// The mark before a source that was coded with another codebook than the one before it in the course:
/// `so_far` are those of all before. Sources stand by date of collection, so that a codebook may come
/// again that had been changed by then.
pub(super) fn mark(so_far: &[Option<&Rc<Book>>], now: Option<&Rc<Book>>) -> Option<String> {
    let is_again = |now: &Book| {
        // A round has one for all its sources: each is compared once.
        let mut earlier: Vec<&Rc<Book>> = Vec::new();
        for book in so_far.iter().copied().flatten() {
            if !earlier.iter().any(|known| Rc::ptr_eq(known, book)) {
                earlier.push(book);
            }
        }
        earlier.iter().any(|book| now.since(book).is_none())
    };
    match (so_far.last().copied().flatten(), now) {
        (None, None) => None,
        (Some(_), None) => {
            Some("coded outside rounds, with the codebook as it was then".to_owned())
        }
        (None, Some(now)) => Some(format!("with the codebook {}", now.version.words())),
        (Some(before), Some(now)) => now.since(before).map(|change| {
            let version = now.version.words();
            match is_again(now) {
                true => format!("again with the codebook {version}"),
                false => format!("with the codebook {version}: {}", change.words()),
            }
        }),
    }
}
