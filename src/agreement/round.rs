//! From what was submitted in a round to its figures.
//!
//! Three counts side by side, never one number alone: by coding, by unit and by character, each on
//! the sources all had finished and on nothing but the snapshot. Overall figures are computed on
//! the pooled data, over the codes somebody used: a code nobody used has no agreement to report
//! and must not lift that of the others.

mod between;
mod grain;
mod numbering;
mod units;

pub use between::Between;
pub use grain::{CodeFigures, Grain, SetFigures};
pub use units::units_of;

use self::numbering::Numbering;
use super::characters;
use super::mark::Mark;
use super::matching::{Matches, matching};
use super::outcome::{Outcome, Undefined};
use super::units as by_units;
use crate::model::code::Codebook;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::round::{Headline, Round};
use crate::model::snapshot::Snapshot;
use crate::model::source::{Document, Source};
use crate::model::text::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// The text of a source at a revision, if it can be had.
pub type Documents<'a> = dyn Fn(&SourceId, u32) -> Option<Arc<Document>> + 'a;

/// Two coders' codings put together one to one.
#[derive(Clone, Debug, PartialEq)]
pub struct ByCoding {
    /// Places of the two in `RoundFigures::coders`.
    pub coders: (usize, usize),
    /// How many are matched, different, only the one's, only the other's.
    pub counts: Matches,
    /// Matched of all.
    pub share: Outcome,
}

impl ByCoding {
    /// “15 of 17”.
    pub fn words(&self) -> String {
        format!("{} of {}", self.counts.matched, self.counts.all())
    }
}

/// Why a source is missing from the figures by unit and by character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Its text is not here.
    NoText,
    /// The coders submitted codings of different revisions of its text.
    Revisions,
}

impl LeftOut {
    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            LeftOut::NoText => "its text is not here",
            LeftOut::Revisions => "the coders coded different revisions of it",
        }
    }
}

/// The figures of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundFigures {
    /// Who submitted, in the round's order; the first is A.
    pub coders: Vec<CoderId>,
    /// By coding, for each pair of coders: A with B first.
    pub by_coding: Vec<ByCoding>,
    /// By the round's unit.
    pub by_unit: Grain,
    /// Sets of codes by unit.
    pub sets: SetFigures,
    /// By character.
    pub by_character: Grain,
    /// Codes in use of the round's codebook that no one used.
    pub unused: Vec<CodeId>,
    /// Sources that are compared by coding only, and why.
    pub left_out: Vec<(SourceId, LeftOut)>,
    /// Events of the submissions that are not here: the figures are not final while there are any.
    pub missing: u64,
}

impl RoundFigures {
    /// The figure the round put first before anybody saw results; `None` if it wants none.
    pub fn headline(&self, headline: Headline) -> Option<Outcome> {
        match headline {
            Headline::Alpha => Some(self.by_unit.overall.alpha),
            Headline::Kappa => Some(match &self.by_unit.overall.pairs[..] {
                [pair] => pair.kappa,
                _ => Err(Undefined::NotTwoCoders),
            }),
            Headline::Percent => Some(match &self.by_coding[..] {
                [pair] => pair.share,
                _ => Err(Undefined::NotTwoCoders),
            }),
            Headline::None => None,
        }
    }
}

/// The figures of a round. `codebook` is the one it was coded with (`View::codebook_of`),
/// `sources` the study's, for the roles of speakers as they are set now: a speaker taken for a
/// participant by mistake can be corrected, and the number of units shows it.
///
/// # Errors
/// [`Undefined::TooManyCoders`].
pub fn figures(
    snapshot: &Snapshot,
    round: &Round,
    codebook: &Codebook,
    sources: &[Source],
    documents: &Documents<'_>,
) -> Result<RoundFigures, Undefined> {
    let numbering = Numbering::of(snapshot, codebook);
    let marked = Marked::all(snapshot, &numbering);
    let (mut read, mut left_out) = (Vec::new(), Vec::new());
    for marked in &marked {
        let source = sources.iter().find(|s| s.id == *marked.source);
        let found = revision(marked.source, round, snapshot)
            .and_then(|r| documents(marked.source, r).ok_or(LeftOut::NoText))
            .and_then(|d| Ok((d, source.ok_or(LeftOut::NoText)?)));
        match found {
            Ok((document, source)) => read.push(Read {
                units: units_of(&document, source, round.plan.unit),
                length: document.text.len(),
                marks: &marked.marks,
            }),
            Err(why) => left_out.push((marked.source.clone(), why)),
        }
    }
    let (codes, coders) = (numbering.used.len(), snapshot.coders.len());
    let units = || read.iter().map(Read::by_unit);
    let cover = by_units::Cover::Any;
    let by_unit = by_units::presence(codes, coders, units(), cover)?;
    let by_character = characters::presence(codes, coders, read.iter().map(Read::by_character))?;
    Ok(RoundFigures {
        coders: snapshot.coders.clone(),
        by_coding: by_coding(&marked, coders, round),
        by_unit: Grain::of(&by_unit, &numbering.used, coders),
        sets: SetFigures::of(&by_units::sets(coders, units(), cover)),
        by_character: Grain::of(&by_character, &numbering.used, coders),
        unused: numbering.unused,
        left_out,
        missing: snapshot.missing,
    })
}

/// One source's marks, by coder.
struct Marked<'a> {
    source: &'a SourceId,
    marks: Vec<Vec<Mark>>,
}

impl Marked<'_> {
    /// All sources of a snapshot, in its order.
    fn all<'a>(snapshot: &'a Snapshot, numbering: &Numbering) -> Vec<Marked<'a>> {
        let coders = snapshot.coders.len();
        let none = |source: &'a SourceId| Marked {
            source,
            marks: vec![Vec::new(); coders],
        };
        let mut all: Vec<Marked> = snapshot.sources.iter().map(none).collect();
        let place: HashMap<&SourceId, usize> = (0..all.len()).map(|i| (all[i].source, i)).collect();
        for (coder, codings) in snapshot.codings.iter().enumerate() {
            for coding in codings {
                if let Some(at) = place.get(&coding.source) {
                    all[*at].marks[coder].push(Mark {
                        code: numbering.number(coding.code),
                        span: coding.span,
                    });
                }
            }
        }
        all
    }
}

/// One source with its text at hand.
struct Read<'a> {
    units: Vec<Span>,
    length: u32,
    marks: &'a [Vec<Mark>],
}

impl Read<'_> {
    fn coders(&self) -> Vec<Option<&[Mark]>> {
        self.marks.iter().map(|m| Some(m.as_slice())).collect()
    }

    fn by_unit(&self) -> by_units::Source<'_> {
        by_units::Source {
            units: &self.units,
            coders: self.coders(),
        }
    }

    fn by_character(&self) -> characters::Document<'_> {
        characters::Document {
            length: self.length,
            coders: self.coders(),
        }
    }
}

/// The revision all coders submitted; the first where none is named.
fn revision(source: &SourceId, round: &Round, snapshot: &Snapshot) -> Result<u32, LeftOut> {
    let of = |coder| {
        let revisions = &round.submitted.get(coder)?.revisions;
        revisions.iter().find(|(s, _)| s == source).map(|(_, r)| *r)
    };
    let mut named = snapshot.coders.iter().filter_map(of);
    let first = named.next().unwrap_or(1);
    match named.all(|r| r == first) {
        true => Ok(first),
        false => Err(LeftOut::Revisions),
    }
}

fn by_coding(marked: &[Marked], coders: usize, round: &Round) -> Vec<ByCoding> {
    let overlap = round.plan.at_one_place();
    let pair = |(a, b): (usize, usize)| {
        let mut counts = Matches::default();
        for source in marked {
            counts += matching(&source.marks[a], &source.marks[b], overlap).counts();
        }
        ByCoding {
            coders: (a, b),
            counts,
            share: counts.agreement(),
        }
    };
    pairs(coders).map(pair).collect()
}

/// Pairs of coders, A with B first.
fn pairs(coders: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..coders).flat_map(move |a| (a + 1..coders).map(move |b| (a, b)))
}

#[cfg(test)]
mod tests;
