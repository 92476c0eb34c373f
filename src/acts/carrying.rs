//! One's own codings and memos at sources that were joined or cut, brought to what was made of them.

use crate::model::coding::{Coding, Memo, MemoOn};
use crate::model::edits::Carried;
use crate::model::event::Change;
use crate::model::ids::{CodingId, Digest, EventId, SourceId};
use crate::model::mint::Mint;
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::view::View;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The longest row of sources of which each was made of the one before.
const LONGEST: usize = 16;

/// Where a stretch went.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    into: SourceId,
    /// In the first revision of its text.
    span: Span,
    /// Whether all of its text is there, and none was corrected on the way.
    whole: bool,
}

/// One's own work that was not brought along yet, with where it is to go.
#[derive(Debug, Default)]
pub struct LeftBehind {
    codings: Vec<(Coding, Vec<Place>)>,
    /// Those on sources and stretches.
    memos: Vec<(Memo, Vec<Place>)>,
}

impl LeftBehind {
    /// What stands at sources that others were made of, and was not brought to them.
    pub fn of(view: &View) -> LeftBehind {
        if !view.sources().iter().any(|s| !s.made_of.is_empty()) {
            return LeftBehind::default();
        }
        let carried = view.carried();
        let waits = |id: EventId| view.own_event(id).is_some() && !carried.contains(&id);
        let over = |c: &Coding| {
            c.round
                .is_none_or(|r| view.round(r).is_none_or(|r| r.is_over()))
        };
        let codings = view.set_aside().into_iter();
        let codings = codings.filter(|c| waits(c.id.event()) && over(c));
        let codings = codings.map(|c| {
            let places = places(view, &c.source, c.revision, c.span);
            (c, places)
        });
        let gone = |id: &SourceId| view.taken_out().iter().find(|s| s.id == *id);
        let memo = |memo: &Memo| {
            let places = match &memo.on {
                MemoOn::Segment(id, span) => places(view, id, gone(id)?.revision, *span),
                MemoOn::Source(id) => {
                    let (revision, end) = (gone(id)?.revision, gone(id)?.chars);
                    let mut all = places(view, id, revision, Span { start: 0, end });
                    all.truncate(1);
                    all
                }
                _ => return None,
            };
            Some((memo.clone(), places))
        };
        let memos = view.memos().filter(|m| waits(m.id.event()));
        LeftBehind {
            codings: codings.filter(|(_, places)| !places.is_empty()).collect(),
            memos: memos
                .filter_map(memo)
                .filter(|(_, places)| !places.is_empty())
                .collect(),
        }
    }

    /// How many codings and how many memos.
    pub fn count(&self) -> (usize, usize) {
        (self.codings.len(), self.memos.len())
    }

    /// The sources it is to be brought to.
    pub fn bound_for(&self) -> Vec<SourceId> {
        let codings = self.codings.iter().flat_map(|(_, places)| places);
        let memos = self.memos.iter().flat_map(|(_, places)| places);
        let mut all: Vec<SourceId> = codings.chain(memos).map(|p| p.into.clone()).collect();
        all.sort();
        all.dedup();
        all
    }

    /// What brings it along to the sources of which `documents` holds the first revision.
    pub fn carry(
        &self,
        view: &View,
        documents: &HashMap<SourceId, Arc<Document>>,
        mint: &mut Mint,
    ) -> Vec<(EventId, Change)> {
        let mut made = Vec::new();
        let mut from: BTreeMap<&SourceId, Vec<EventId>> = BTreeMap::new();
        let mut noted: HashMap<CodingId, Vec<&Memo>> = HashMap::new();
        for memo in view
            .memos()
            .filter(|m| view.own_event(m.id.event()).is_some())
        {
            if let MemoOn::Coding(coding) = memo.on {
                noted.entry(coding).or_default().push(memo);
            }
        }
        for (coding, places) in &self.codings {
            for place in places {
                let Some(document) = documents.get(&place.into) else {
                    continue;
                };
                from.entry(&place.into).or_default().push(coding.id.event());
                if is_there(view, coding, place) {
                    continue;
                }
                let id = mint.id();
                made.push((id, coded(view, coding, place, document)));
                let on = MemoOn::Coding(CodingId::from(id));
                // Each once, also where the coding became two.
                let noted = noted.remove(&coding.id).unwrap_or_default();
                made.extend(
                    noted
                        .iter()
                        .map(|m| (mint.id(), written(view, m, on.clone()))),
                );
            }
        }
        for (memo, places) in &self.memos {
            for place in places.iter().filter(|p| documents.contains_key(&p.into)) {
                let on = match memo.on {
                    MemoOn::Segment(..) => MemoOn::Segment(place.into.clone(), place.span),
                    _ => MemoOn::Source(place.into.clone()),
                };
                made.push((mint.id(), written(view, memo, on)));
                from.entry(&place.into).or_default().push(memo.id.event());
            }
        }
        made.extend(from.into_iter().map(|(into, from)| {
            let into = into.clone();
            (mint.id(), Change::CodingsCarried { into, from })
        }));
        made
    }
}

/// Whether the same is coded there already, as where two sources were joined and cut again.
fn is_there(view: &View, coding: &Coding, place: &Place) -> bool {
    let same = |c: &Coding| {
        let at = (c.span, c.revision) == (place.span, 1);
        at && c.code == coding.code && c.coder == coding.coder
    };
    view.codings_in(&place.into).any(same)
}

/// The same coding there, of no round: rounds are over other sources.
fn coded(view: &View, coding: &Coding, place: &Place, document: &Document) -> Change {
    let of = match view.own_event(coding.id.event()).map(|e| &e.change) {
        Some(Change::Coded { of, .. }) => of.clone(),
        _ => None,
    };
    let digest = match place.whole && !coding.touched {
        true => coding.digest.clone(),
        false => Digest::of(document.text.slice(place.span).as_bytes()),
    };
    Change::Coded {
        of,
        round: None,
        source: place.into.clone(),
        revision: 1,
        span: place.span,
        code: coding.code,
        digest,
        certain: coding.certain,
        rating: coding.rating,
        via: coding.via,
    }
}

fn written(view: &View, memo: &Memo, on: MemoOn) -> Change {
    let of = match view.own_event(memo.id.event()).map(|e| &e.change) {
        Some(Change::MemoWritten { of, .. }) => of.clone(),
        _ => None,
    };
    Change::MemoWritten {
        of,
        round: None,
        on,
        text: memo.text.clone(),
        kind: memo.kind,
        about: Vec::new(),
    }
}

/// Where a stretch of a source is in those of the study that were made of it, be it by way of others
/// that were taken out since.
fn places(view: &View, source: &SourceId, revision: u32, span: Span) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    let mut at = vec![(source.clone(), revision, span, true)];
    for _ in 0..LONGEST {
        let mut next = Vec::new();
        for (source, revision, span, whole) in at {
            for place in in_made(view, &source, revision, span, whole) {
                let here = view.sources().iter().any(|s| s.id == place.into);
                match here {
                    true if found.contains(&place) => {}
                    true => found.push(place),
                    false => next.push((place.into, 1, place.span, place.whole)),
                }
            }
        }
        at = next;
    }
    found
}

/// Where a stretch of a revision of a source is in those made directly of it.
fn in_made(view: &View, id: &SourceId, revision: u32, span: Span, whole: bool) -> Vec<Place> {
    let Some(source) = view.source(id) else {
        return Vec::new();
    };
    let all = view.every_source().flat_map(|made| {
        let pieces = made.made_of.iter().filter(|p| p.source == *id);
        pieces.map(move |piece| (made, piece))
    });
    // A piece is of an earlier text where a correction arrived after it was made.
    let all = all.filter(|(_, piece)| piece.revision >= revision);
    let place = |(made, piece): (&crate::model::source::Source, &crate::model::pieces::Piece)| {
        let carried = source.carry(span, revision, piece.revision);
        let then = carried.span()?;
        let span = piece.place(then)?;
        Some(Place {
            into: made.id.clone(),
            span,
            whole: whole && matches!(carried, Carried::Same(_)) && span.len() == then.len(),
        })
    };
    all.filter_map(place).collect()
}
