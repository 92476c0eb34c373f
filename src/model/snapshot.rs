//! What was submitted in a round: the codings agreement is computed on, for ever the same.

use super::border::Border;
use super::coding::Coding;
use super::event::Event;
use super::fold::EverMade;
use super::ids::{CoderId, RoundId, SourceId};
use super::round::Round;
use super::source::Speakers;
use super::text::Span;
use super::view::View;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use thiserror::Error;

/// Why there is nothing to compare yet.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotYet {
    /// A blind round that has not opened. Says the same whoever has done however much.
    #[error("this round is blind: it opens when all its coders have submitted")]
    Blind,
    /// One of its sources is coded blind again, by the viewer or while nobody is named.
    #[error(
        "a source of it is being coded blind in “{0}”: its coders, and whoever gives no id, see \
         nothing else of that source until it opens, and figures are never of part of a round"
    )]
    Again(String),
    /// It was submitted while a blind round went on that may hold work of the same coders.
    #[error(
        "submitted while one of its coders codes blind in another round: it can be compared when \
         that one opens"
    )]
    Meanwhile,
    /// Fewer than two coders submitted.
    #[error("fewer than two coders have submitted in this round: there is nothing to compare")]
    FewerThanTwo,
    #[error("there is no such round here")]
    NoSuchRound,
}

/// The submitted codings of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    pub round: RoundId,
    /// Coders who submitted, in the round's order; the first is A.
    pub coders: Vec<CoderId>,
    /// Each coder's codings in the sources all had finished, by source and position, their codes
    /// resolved through the merges of `View::codebook_of` this round.
    pub codings: Vec<Vec<Arc<Coding>>>,
    /// Sources all had finished, in the round's order.
    pub sources: Vec<SourceId>,
    /// Who is who in the texts, as the round fixed it.
    pub speakers: Speakers,
    /// Sources of the round that somebody had not finished.
    pub unfinished: Vec<SourceId>,
    /// Events of the submissions that are not here: still arriving, or damaged. Figures are not
    /// final while this is above zero.
    pub missing: u64,
}

impl Snapshot {
    /// Whether somebody came upon a place otherwise than by reading.
    pub fn has_of_lists(&self) -> bool {
        self.codings.iter().flatten().any(|c| c.via.is_some())
    }

    /// The same without the codings of such places.
    pub fn as_read(&self) -> Snapshot {
        let mut read = self.clone();
        for codings in &mut read.codings {
            codings.retain(|c| c.via.is_none());
        }
        read
    }
}

impl View {
    pub fn snapshot(&self, id: RoundId) -> Result<Snapshot, NotYet> {
        self.snapshot_among(id, None)
    }

    /// What some of a round's coders submitted, in the order given: in the sources all of these
    /// had finished. Coders who took no part are left out. A blind round stays as shut as for all.
    pub fn snapshot_among(
        &self,
        id: RoundId,
        among: Option<&[CoderId]>,
    ) -> Result<Snapshot, NotYet> {
        let round = self.round(id).ok_or(NotYet::NoSuchRound)?;
        self.may_compare(round)?;
        self.submitted(round, among, &|_| false)
    }

    /// What was submitted in a round, without the sources that wait for a blind round over them.
    /// For findings, which are of each source by itself: figures never are of part of a round.
    pub fn snapshot_apart(&self, id: RoundId) -> Result<Snapshot, NotYet> {
        let round = self.round(id).ok_or(NotYet::NoSuchRound)?;
        match self.may_compare(round) {
            Ok(()) | Err(NotYet::Again(_)) => {}
            Err(why) => return Err(why),
        }
        self.submitted(round, None, &|source| self.waits_for(source).is_some())
    }

    fn submitted(
        &self,
        round: &Round,
        among: Option<&[CoderId]>,
        waits: &dyn Fn(&SourceId) -> bool,
    ) -> Result<Snapshot, NotYet> {
        let id = round.id;
        let plan = &round.plan;
        let mut coders: Vec<CoderId> = Vec::new();
        for coder in among.unwrap_or(&plan.coders) {
            let takes_part = plan.coders.contains(coder) && round.submitted.contains_key(coder);
            // Nobody is compared with themselves.
            if takes_part && !coders.contains(coder) {
                coders.push(coder.clone());
            }
        }
        // An open round of one's own making may be compared only on what was submitted, too.
        if coders.len() < 2 {
            return Err(NotYet::FewerThanTwo);
        }
        // Part of a round would give figures that depend on who looks.
        if self.withholds(round, &coders) {
            return Err(NotYet::Meanwhile);
        }
        let mut sources = match among {
            None => round.finished_by_all(),
            Some(_) => round.finished_by(&coders),
        };
        sources.retain(|s| !waits(s));
        let place: HashMap<&SourceId, usize> =
            sources.iter().enumerate().map(|(i, s)| (s, i)).collect();
        let unfinished = plan.sources.iter().filter(|s| !place.contains_key(s));
        let unfinished = unfinished.cloned().collect();
        let codebook = self.codebook_of(round);
        let marks = |c: &CoderId| round.submitted.get(c).map_or(&[][..], |s| &s.marks);
        let borders: Vec<Border> = coders.iter().map(|c| Border::of(marks(c))).collect();
        let revisions = round.revisions();
        let told = self.telling();
        let state = told.state();
        // With what they are sorted by, so that sorting does not go back to each.
        type Placed = (usize, usize, Span, Arc<Coding>);
        let submitted = |made: &EverMade<'_>| -> Option<Placed> {
            let (at, mut coding) = match made {
                EverMade::Told(coding, line) => {
                    let here = coding.round == Some(id);
                    let at = coders.iter().position(|c| here && *c == coding.coder)?;
                    let by = coding.imported_by.as_ref().unwrap_or(&coding.coder);
                    let inside = borders[at].holds_line(by, &line.device, line.seq);
                    (at, inside.then(|| coding.clone())?)
                }
                EverMade::Events(ops) => {
                    let at = coder_of(ops, id, &coders)?;
                    let inside = |e: &Event| borders[at].holds(e);
                    let revision = |source: &SourceId| revisions.get(source).copied().unwrap_or(1);
                    (at, state.coding_within(ops, &inside, &revision)?)
                }
            };
            let source = *place.get(&coding.source)?;
            let code = codebook.resolve(coding.code);
            if code != coding.code {
                Arc::make_mut(&mut coding).code = code;
            }
            Some((at, source, coding.span, coding))
        };
        // Events lie all over memory: most of the time is waiting for it, which cores do together.
        let made = state.codings.ever_made();
        let mut found: Vec<Placed> = made.par_iter().filter_map(submitted).collect();
        found.par_sort_unstable_by(|(a, s, at, one), (b, t, by, other)| {
            (a, s, at, one.id).cmp(&(b, t, by, other.id))
        });
        let mut codings = vec![Vec::new(); coders.len()];
        for (coder, _, _, coding) in found {
            codings[coder].push(coding);
        }
        let speakers = self.speakers_in(round);
        let here = self.has_speakers_of(round, &speakers);
        let missing = self.missing_within(&borders) + u64::from(!here);
        Ok(Snapshot {
            round: id,
            coders,
            codings,
            sources,
            speakers,
            unfinished,
            missing,
        })
    }
}

/// Which of `coders` made a coding in this round.
fn coder_of(ops: &[Arc<Event>], round: RoundId, coders: &[CoderId]) -> Option<usize> {
    use super::event::Change;
    let made = ops
        .iter()
        .find(|e| matches!(e.change, Change::Coded { .. }))?;
    match &made.change {
        Change::Coded { round: Some(r), .. } if *r == round => {
            coders.iter().position(|c| c == made.author())
        }
        _ => None,
    }
}
