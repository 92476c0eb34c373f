//! What a coder starts from in a round that does not start blank: their own codings, or the
//! consensus, of its sources as everything stood when it was opened.
//!
//! While the round is blind its coders see nothing of that time: this is the one place that reads
//! it, and it hands out nothing but what is copied, and where nothing could be.

use super::basis::{Bases, Ground};
use super::consensus::consensus;
use super::shelf::Aligned;
use crate::model::coding::Coding;
use crate::model::event::{Change, Event};
use crate::model::ids::{CodeId, CodingId, DeviceId, Digest, EventId, SourceId};
use crate::model::layer::{Finding, Origin};
use crate::model::round::{Round, StartFrom};
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::view::View;
use std::collections::BTreeSet;

/// What the viewer starts from in one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// Codings of the round, by position.
    pub copies: Vec<Change>,
    /// Stretches of what was not copied, for nobody had settled it.
    pub unsettled: Vec<Span>,
    /// How many codings carry a code that is private to another round.
    pub private: usize,
}

/// What the viewer, a coder of the round, starts from in one of its sources; `None` while part of
/// it is not here. The same whenever it is asked and on whichever device.
pub fn start(view: &View, round: &Round, source: &SourceId, text: &Document) -> Option<Start> {
    if round.plan.start == StartFrom::Blank || !round.plan.sources.contains(source) {
        return Some(Start::default());
    }
    let starting = Starting {
        past: view.past_of(round)?,
        round,
        source,
        text,
    };
    let mut start = match round.plan.start {
        StartFrom::Blank => Start::default(),
        StartFrom::OwnCodings => starting.own(),
        StartFrom::Consensus => starting.consensus(),
    };
    let all = start.copies.len();
    start.copies.retain(|copy| !is_private(copy, view, round));
    start.private = all - start.copies.len();
    Some(start)
}

/// Whether a copy would show the code of another blind round.
fn is_private(copy: &Change, view: &View, round: &Round) -> bool {
    let Change::Coded { code, .. } = copy else {
        return false;
    };
    let of = view.codebook().get(*code).and_then(|c| c.private);
    of.is_some_and(|of| of != round.id && view.is_shut(of))
}

/// What is to be done so that a source is as its round starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Due {
    /// Nothing: it starts blank, or was begun.
    Nothing,
    /// To copy these, in one act.
    Copies(Start),
    /// To take away what two devices of one coder copied apart from each other.
    Doubles(Vec<Change>),
    /// Part of what is to be copied is not here.
    NotHere,
}

/// What is due in a source of a round of the viewer's. It was begun once the viewer ever coded in
/// it, taken back or not: nothing is copied twice, and what was uncoded does not come back.
pub fn due(view: &View, round: &Round, source: &SourceId, text: &Document) -> Due {
    if round.plan.start == StartFrom::Blank {
        return Due::Nothing;
    }
    let made: Vec<&Event> = view
        .ever_coded(round.id, source)
        .map(AsRef::as_ref)
        .collect();
    if made.is_empty() {
        return start(view, round, source, text).map_or(Due::NotHere, Due::Copies);
    }
    let doubles = doubles(view, &made);
    match doubles.is_empty() {
        true => Due::Nothing,
        false => Due::Doubles(doubles),
    }
}

/// The uncodings that leave once what two devices began with at once. What either of them has
/// uncoded since is uncoded; a device that has nothing left of its own beginning was seen to.
fn doubles(view: &View, made: &[&Event]) -> Vec<Change> {
    let mut begun: Vec<(&DeviceId, EventId)> = Vec::new();
    for event in made {
        if begun.iter().all(|(device, _)| **device != event.device) {
            begun.push((&event.device, event.act()));
        }
    }
    let Some((&(_, first), others)) = begun.split_first() else {
        return Vec::new();
    };
    let of = |act: EventId| -> Vec<(CodingId, Place)> {
        let of_act = made.iter().filter(|e| e.act() == act);
        of_act
            .filter_map(|e| Some((e.id.into(), place(e)?)))
            .collect()
    };
    let first = of(first);
    let stands = |coding: &CodingId| view.coding(*coding).is_some();
    let mut gone = Vec::new();
    for (_, act) in others {
        let other = of(*act);
        let alike = other.iter().all(|(_, p)| first.iter().any(|(_, f)| f == p));
        let live = other.iter().any(|(coding, _)| stands(coding));
        // One coding alike may have been given anew to what was uncoded.
        let one = other.len() == 1;
        if !alike || !live || (one && first.len() > 1) {
            continue;
        }
        for (coding, place) in &other {
            let twin = first
                .iter()
                .find(|(_, f)| f == place)
                .map(|(twin, _)| *twin);
            match (twin.filter(stands), stands(coding)) {
                (Some(twin), false) => gone.push(twin),
                (None, true) if one => {}
                (_, true) => gone.push(*coding),
                (None, false) => {}
            }
        }
    }
    gone.into_iter()
        .map(|coding| Change::Uncoded { coding })
        .collect()
}

/// Where a coding was made, and with which code.
type Place = (Span, CodeId);

fn place(event: &Event) -> Option<Place> {
    match &event.change {
        Change::Coded { span, code, .. } => Some((*span, *code)),
        _ => None,
    }
}

struct Starting<'a> {
    past: View,
    round: &'a Round,
    source: &'a SourceId,
    text: &'a Document,
}

impl Starting<'_> {
    /// Each of one's codings once, whatever round it is of.
    fn own(&self) -> Start {
        let mut seen: BTreeSet<(Span, CodeId)> = BTreeSet::new();
        let mine = |c: &&Coding| Some(&c.coder) == self.past.viewer();
        let mut start = Start::default();
        for coding in self.past.codings_in(self.source).filter(mine) {
            let code = self.past.codebook().resolve(coding.code);
            if seen.insert((coding.span, code)) {
                let copy = self.copy(coding, coding.span, code, coding.digest.clone());
                start.copies.push(copy);
            }
        }
        start
    }

    /// What the round came to whose consensus counts there. What was open in it still is nobody's
    /// consensus.
    fn consensus(&self) -> Start {
        let bases = Bases::of(&self.past);
        let decides = bases.deciding(self.source).0;
        let compared = |ground: Option<Ground<'_>>| match ground {
            Some(Ground::Consensus(round)) => Some(round.clone()),
            _ => None,
        };
        let old = compared(decides).or_else(|| compared(bases.latest(self.source)));
        let Some((old, aligned)) =
            old.and_then(|old| Some((old.clone(), Aligned::of(&self.past, &old).ok()?)))
        else {
            return Start::default();
        };
        let found = consensus(&aligned.items, &old, &aligned.snapshot.coders, &self.past);
        let mut start = Start::default();
        let (mut seen, mut unsettled) = (BTreeSet::new(), BTreeSet::new());
        for finding in found.findings.iter().filter(|f| f.source == *self.source) {
            match finding.origin {
                Origin::Unsettled => drop(unsettled.insert(finding.span)),
                _ if !seen.insert((finding.span, finding.code)) => {}
                _ => start.copies.extend(self.copy_of(finding)),
            }
        }
        start.unsettled = unsettled.into_iter().collect();
        start
    }

    fn copy_of(&self, finding: &Finding) -> Option<Change> {
        let ids = finding.codings.iter();
        let behind: Vec<&Coding> = ids.filter_map(|id| self.past.coding(*id)).collect();
        let first = behind.first()?;
        let digest = match behind.iter().find(|c| c.span == finding.span) {
            Some(coding) => coding.digest.clone(),
            None => Digest::of(self.text.text.slice(finding.span).as_bytes()).0,
        };
        // A rating is part of the consensus only where nobody gave another.
        let alike = |c: &&Coding| c.rating == first.rating;
        let copied = Coding {
            certain: true,
            rating: first.rating.filter(|_| behind.iter().all(alike)),
            ..(*first).clone()
        };
        Some(self.copy(&copied, finding.span, finding.code, digest))
    }

    fn copy(&self, of: &Coding, span: Span, code: CodeId, digest: String) -> Change {
        Change::Coded {
            of: None,
            round: Some(self.round.id),
            source: self.source.clone(),
            revision: of.revision,
            span,
            code,
            digest,
            certain: of.certain,
            rating: of.rating,
        }
    }
}
