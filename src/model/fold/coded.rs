//! The codings of a state: each with its events, and those of every source by position.

use crate::model::apart::on_own_cores;
use crate::model::coding::Coding;
use crate::model::event::Event;
use crate::model::ids::{CodeId, CoderId, CodingId, EventId, SourceId};
use crate::model::kept::{Made, Rows, Use};
use crate::model::shared::SharedMap;
use crate::model::text::Span;
use smallvec::SmallVec;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// The events of one coding, in total order: nearly always the one that made it.
type Events = SmallVec<[Arc<Event>; 1]>;

/// One coding's events and what they come to.
#[derive(Clone, Debug, Default)]
struct Filed {
    events: Events,
    coding: Option<Arc<Coding>>,
}

type ById = SharedMap<CodingId, Filed>;
type BySource = SharedMap<SourceId, Vec<Arc<Coding>>>;

/// The codings of a state. Of a kept one each table is made once something asks for it.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct Codings {
    kept: Option<Arc<Rows>>,
    /// Of a kept state: those the rows do not tell all of, with their events.
    apart: ById,
    by_id: OnceLock<ById>,
    by_source: OnceLock<BySource>,
    /// How often each coder uses each code, as applied: kept up with every coding.
    uses: HashMap<(CoderId, CodeId), usize>,
}

// How events are filed does not matter.
impl PartialEq for Codings {
    fn eq(&self, other: &Codings) -> bool {
        self.by_source() == other.by_source()
    }
}

/// A coding that was made once, be it that it is gone.
pub(in crate::model) enum EverMade<'c> {
    /// As it stands, which is as it was made, and the line that made it.
    Told(Arc<Coding>, Made),
    /// Its events, in total order.
    Events(&'c [Arc<Event>]),
}

/// What changes of one source's codings.
#[derive(Default)]
struct Exchange {
    gone: Vec<Arc<Coding>>,
    new: Vec<Arc<Coding>>,
}

/// So many changes are made one by one; with more, the list is put in order anew.
const FEW: usize = 8;

impl Codings {
    /// Those of a kept view, with the events that were kept.
    pub fn kept(self, rows: Rows, uses: Vec<Use>) -> Codings {
        Codings {
            kept: Some(Arc::new(rows)),
            apart: self.by_id.into_inner().unwrap_or_default(),
            uses: uses.into_iter().collect(),
            ..Codings::default()
        }
    }

    fn by_source(&self) -> &BySource {
        self.by_source.get_or_init(|| {
            let codings = match &self.kept {
                Some(rows) => on_own_cores(|| rows.codings()),
                None => Vec::new(),
            };
            let of_source = codings.chunk_by(|a, b| a.source == b.source);
            let named = |all: &[Arc<Coding>]| (all[0].source.clone(), all.to_vec());
            of_source.map(named).collect()
        })
    }

    fn by_id(&self) -> &ById {
        let events = |id| {
            self.apart
                .get(&id)
                .map_or_else(Events::new, |f| f.events.clone())
        };
        let filed = |coding: &Arc<Coding>| Filed {
            events: events(coding.id),
            coding: Some(coding.clone()),
        };
        let gone = |(id, filed): (&CodingId, &Filed)| {
            let coding = None;
            let events = filed.events.clone();
            (*id, Filed { events, coding })
        };
        self.by_id.get_or_init(|| {
            let all = self.by_source().values().flatten();
            let standing = all.map(|coding| (coding.id, filed(coding)));
            self.apart.iter().map(gone).chain(standing).collect()
        })
    }

    pub fn uses_in_order(&self) -> Vec<Use> {
        let mut all: Vec<Use> = self.uses.iter().map(|(k, n)| (k.clone(), *n)).collect();
        all.sort();
        all
    }

    /// All of them, by source and position.
    pub fn in_order(&self) -> Vec<Arc<Coding>> {
        let mut sources: Vec<&SourceId> = self.by_source().keys().collect();
        sources.sort();
        let all = sources.into_iter().flat_map(|source| self.of(source));
        all.cloned().collect()
    }

    /// Files an event that is not here yet with its coding.
    pub fn file(&mut self, id: CodingId, event: Arc<Event>) {
        let mut by_id = self.by_id.take().unwrap_or_default();
        let events = &mut by_id.or_default(id).events;
        let before = |last: &Arc<Event>| last.order() < event.order();
        let at = match events.last().is_none_or(before) {
            true => events.len(),
            false => events.partition_point(before),
        };
        events.insert(at, event);
        self.by_id = by_id.into();
    }

    /// Whether this event is the making of a coding, and is here.
    pub fn is_made_by(&self, event: EventId) -> bool {
        let filed = self.by_id().get(&event.into());
        filed.is_some_and(|f| f.events.iter().any(|e| e.id == event))
    }

    /// The events of a coding, in total order.
    pub fn events_of(&self, id: CodingId) -> &[Arc<Event>] {
        self.by_id().get(&id).map_or(&[], |filed| &filed.events)
    }

    /// All that was ever made: of a kept state what its rows tell, and the events of all others.
    pub fn ever_made(&self) -> Vec<EverMade<'_>> {
        let Some(rows) = &self.kept else {
            return self.events().map(|(_, e)| EverMade::Events(e)).collect();
        };
        let told = self.in_order().into_iter().zip(rows.made());
        let told = told.filter_map(|(coding, made)| Some(EverMade::Told(coding, made?)));
        let apart = self.apart.values().map(|f| EverMade::Events(&f.events));
        told.chain(apart).collect()
    }

    /// The one event of a coding, where it is all there is of it.
    pub fn only_event(&self, id: CodingId) -> Option<&Arc<Event>> {
        match self.events_of(id) {
            [made] => Some(made),
            _ => None,
        }
    }

    /// The events of every coding, in total order each.
    pub fn events(&self) -> impl Iterator<Item = (CodingId, &[Arc<Event>])> {
        self.by_id().iter().map(|(id, f)| (*id, &f.events[..]))
    }

    pub fn get(&self, id: CodingId) -> Option<&Arc<Coding>> {
        self.by_id().get(&id)?.coding.as_ref()
    }

    /// All of them, those of a source by position.
    pub fn all(&self) -> impl Iterator<Item = &Coding> {
        self.by_source().values().flatten().map(Arc::as_ref)
    }

    /// Those of a source, by position.
    pub fn of(&self, source: &SourceId) -> &[Arc<Coding>] {
        self.by_source().get(source).map_or(&[], Vec::as_slice)
    }

    /// The sources something is coded in.
    pub fn sources(&self) -> impl Iterator<Item = &SourceId> {
        self.by_source().keys()
    }

    pub fn uses(&self) -> impl Iterator<Item = (&CoderId, CodeId, usize)> {
        let all = self.uses.iter();
        all.map(|((coder, code), uses)| (coder, *code, *uses))
    }

    /// Puts codings in the place of those they were before; `None` takes one away.
    pub fn put(&mut self, codings: Vec<(CodingId, Option<Arc<Coding>>)>) {
        let mut exchanged: HashMap<SourceId, Exchange> = HashMap::new();
        let mut by_id = self.by_id.take().unwrap_or_default();
        let mut by_source = self.by_source.take().unwrap_or_default();
        for (id, new) in codings {
            let Some(filed) = by_id.get_mut(&id) else {
                continue;
            };
            let old = std::mem::replace(&mut filed.coding, new.clone());
            if let Some(old) = old {
                let key = (old.coder.clone(), old.code);
                if let Some(n) = self.uses.get_mut(&key) {
                    *n -= 1;
                    if *n == 0 {
                        self.uses.remove(&key);
                    }
                }
                let of_source = exchanged.entry(old.source.clone()).or_default();
                of_source.gone.push(old);
            }
            if let Some(new) = new {
                *self.uses.entry((new.coder.clone(), new.code)).or_default() += 1;
                let of_source = exchanged.entry(new.source.clone()).or_default();
                of_source.new.push(new);
            }
        }
        for (source, exchange) in exchanged {
            let list = by_source.or_default(source.clone());
            exchange.make(list);
            if list.is_empty() {
                by_source.remove(&source);
            }
        }
        (self.by_id, self.by_source) = (by_id.into(), by_source.into());
    }
}

impl Exchange {
    fn make(self, list: &mut Vec<Arc<Coding>>) {
        let key = |c: &Coding| -> (Span, CodingId) { (c.span, c.id) };
        if self.gone.len() + self.new.len() > FEW {
            let gone: HashSet<CodingId> = self.gone.iter().map(|c| c.id).collect();
            list.retain(|c| !gone.contains(&c.id));
            list.extend(self.new);
            list.sort_unstable_by_key(|c| key(c));
            return;
        }
        for old in self.gone {
            let at = list.partition_point(|c| key(c) < key(&old));
            if list.get(at).is_some_and(|c| c.id == old.id) {
                list.remove(at);
            }
        }
        for new in self.new {
            let at = list.partition_point(|c| key(c) < key(&new));
            list.insert(at, new);
        }
    }
}
