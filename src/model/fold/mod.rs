//! The fold: the state of a study is a function of the set of its events.
//!
//! Every event belongs to one entity (a coding, a memo, an item, the codebook as a whole…). The
//! state keeps each entity's events in total order and resolves an entity anew from them whenever
//! one arrives. So an event that arrives late and sorts early gives the same state as a fold from
//! scratch, and an event whose target is not here yet simply waits in its entity.

mod about;
mod attributes;
mod basis;
mod before;
mod carrying;
mod codebook;
mod coded;
mod codings;
mod conference;
mod doubles;
mod entity;
mod filed;
mod frameworks;
mod keeping;
mod mapped;
mod mappings;
mod members;
mod notice;
mod register;
mod reviews;
mod rounds;
mod sources;
mod speaking;
mod themes;
mod tree;
mod verdicts;

pub(super) use about::{About, Ruled};
pub(super) use before::told;
pub(super) use coded::EverMade;
pub(super) use mappings::stepped;
pub use notice::FoldNotice;
pub(super) use rounds::rounds_of;

use super::amendment::Amendment;
use super::attribute::{Attributes, Subject};
use super::code::Codebook;
use super::coding::Coding;
use super::event::{Change, Event};
use super::framework::Framework;
use super::ids::{CoderId, CodingId, EventId, RoundId, SourceId};
use super::layer::Chosen;
use super::mapping::Mapping;
use super::mark::Mark;
use super::member::MemberCheck;
use super::memos::Memos;
use super::review::Review;
use super::round::Round;
use super::shared::SharedMap;
use super::source::{Source, Speakers};
use super::theme::ThemeMap;
use super::verdict::Verdict;
use coded::Codings;
use entity::{Entity, entity_of, standing};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The state of a study as far as its viewer may see it. What is large is shared with copies of it:
/// a worker gets one, and what is done meanwhile copies no more than it changes.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Events by what they are about, codings aside.
    ops: SharedMap<Entity, Vec<Arc<Event>>>,
    /// What each event is about, but for those that made a coding.
    home: SharedMap<EventId, Entity>,
    retracts: SharedMap<EventId, Vec<Arc<Event>>>,
    assents: SharedMap<EventId, Vec<Arc<Event>>>,
    speaks_of: SharedMap<EventId, EventId>,
    /// What was known when the study was upgraded, the first time.
    upgraded: Option<Vec<Mark>>,
    /// Display names of coders.
    pub(super) coders: BTreeMap<CoderId, String>,
    /// Coders in the order they joined.
    pub(super) joined: Vec<CoderId>,
    pub(super) sources: Arc<Vec<Source>>,
    /// Those that were taken out of the study: they stay in what was submitted.
    pub(super) taken_out: Arc<Vec<Source>>,
    /// Where each source is among them.
    pub(super) source_place: Arc<HashMap<SourceId, usize>>,
    /// Sources whose name is that of another, too, letter case aside.
    pub(super) namesakes: HashSet<SourceId>,
    pub(super) attributes: Arc<attributes::Resolved>,
    /// Participants who have attributes, these in words by what they are called.
    pub(super) participants: Arc<BTreeMap<String, BTreeMap<String, String>>>,
    pub(super) codebook: Arc<Codebook>,
    pub(super) amendments: Vec<Amendment>,
    /// Those cancelled come last.
    pub(super) rounds: Arc<Vec<Round>>,
    pub(super) reached: Arc<HashMap<(CoderId, SourceId), u32>>,
    pub(super) codings: Codings,
    /// Codings whose text was taken out of their source, as they were made.
    pub(super) bereft: BTreeMap<CodingId, Arc<Coding>>,
    /// By source: codings another one of the same coder stands for since their codes were merged.
    doubled: HashMap<SourceId, HashSet<CodingId>>,
    pub(super) memos: Arc<Memos>,
    pub(super) verdicts: SharedMap<(RoundId, Vec<CodingId>), Vec<Verdict>>,
    pub(super) themes: ThemeMap,
    /// Rounds chosen by hand for the findings of sources; the last of several counts.
    pub(super) chosen: BTreeMap<SourceId, Vec<Chosen>>,
    pub(super) reviews: Arc<Vec<Review>>,
    pub(super) frameworks: Arc<Vec<Framework>>,
    pub(super) mappings: Arc<Vec<Mapping>>,
    pub(super) members: Arc<MemberCheck>,
    notices: HashMap<Entity, Vec<FoldNotice>>,
}

// Two states are equal when what they resolved to is; how events are filed does not matter.
impl PartialEq for State {
    fn eq(&self, o: &State) -> bool {
        self.coders == o.coders
            && self.upgraded == o.upgraded
            && self.joined == o.joined
            && self.sources == o.sources
            && self.taken_out == o.taken_out
            && self.attributes == o.attributes
            && self.codebook == o.codebook
            && self.amendments == o.amendments
            && self.rounds == o.rounds
            && self.reached == o.reached
            && self.codings == o.codings
            && self.bereft == o.bereft
            && self.memos == o.memos
            && self.verdicts == o.verdicts
            && self.themes == o.themes
            && self.chosen == o.chosen
            && self.reviews == o.reviews
            && self.frameworks == o.frameworks
            && self.mappings == o.mappings
            && self.members == o.members
            && self.notices == o.notices
    }
}

/// What has to be resolved anew.
#[derive(Default)]
struct Touched {
    codings: Vec<CodingId>,
    others: HashSet<Entity>,
}

impl Touched {
    fn add(&mut self, entity: Entity) {
        match entity {
            Entity::Coding(id) => self.codings.push(id),
            other => drop(self.others.insert(other)),
        }
    }
}

/// So many codings are resolved by one core before another is asked for help.
const MANY: usize = 1_000;

impl State {
    /// Folds a set of events, in any order.
    pub fn of(events: impl IntoIterator<Item = Arc<Event>>) -> State {
        let mut state = State::default();
        state.apply(events);
        state
    }

    /// Adds events, in any order and whenever they come; an event already here changes nothing.
    /// Answers what they were about.
    pub(in crate::model) fn apply(
        &mut self,
        events: impl IntoIterator<Item = Arc<Event>>,
    ) -> About {
        let mut touched = Touched::default();
        let mut unsorted = HashSet::new();
        for event in events {
            self.file(event, &mut touched, &mut unsorted);
        }
        for entity in unsorted {
            if let Some(ops) = self.ops.get_mut(&entity) {
                ops.sort_by(|a, b| a.order().cmp(&b.order()));
                ops.dedup_by_key(|e| e.id);
            }
        }
        // What became of codes since they were reviewed is told by their events.
        if touched.others.contains(&Entity::Codebook) && self.ops.contains_key(&Entity::Reviews) {
            touched.others.insert(Entity::Reviews);
        }
        // Which constructs there are says which mappings there are.
        let constructs = touched.others.remove(&Entity::Frameworks);
        if constructs {
            self.resolve(&Entity::Frameworks);
            touched.others.insert(Entity::Mappings);
        }
        let alias = touched
            .others
            .contains(&Entity::Codebook)
            .then(|| self.codebook.alias.clone());
        let about = About::of(&touched.others);
        if touched.others.remove(&Entity::Sources) {
            let before = self.changed_sources();
            self.resolve(&Entity::Sources);
            self.touch_changed(&before, &mut touched);
        }
        for entity in touched.others {
            self.resolve(&entity);
        }
        let mut recoded = self.resolve_codings(touched.codings);
        if alias.is_some_and(|before| before != self.codebook.alias) {
            recoded.extend(self.codings.sources().cloned());
        }
        for source in recoded {
            self.find_doubled(source);
        }
        about
    }

    /// Files one event with its entity and notes what has to be resolved anew.
    fn file(&mut self, event: Arc<Event>, touched: &mut Touched, unsorted: &mut HashSet<Entity>) {
        let waiting = match &event.change {
            Change::Retract { event: target } => Some((&mut self.retracts, *target)),
            Change::Assented { verdict } => Some((&mut self.assents, verdict.event())),
            _ => None,
        };
        if let Some((map, target)) = waiting {
            let list = map.or_default(target);
            if !list.iter().any(|e| e.id == event.id) {
                self.speaks_of.insert(event.id, target);
                list.push(event);
                list.sort_by(|a, b| a.order().cmp(&b.order()));
            }
            self.touch_target(target, touched);
            return;
        }
        let Some(entity) = entity_of(&event) else {
            return;
        };
        let made = matches!(event.change, Change::Coded { .. });
        let is_here = match made {
            true => self.codings.is_made_by(event.id),
            false => self.home.contains_key(&event.id),
        };
        if is_here {
            return;
        }
        if !made {
            self.home.insert(event.id, entity.clone());
        }
        if let Entity::Coding(id) = entity {
            self.codings.file(id, event);
            touched.codings.push(id);
            return;
        }
        let ops = self.ops.or_default(entity.clone());
        if ops.last().is_some_and(|last| last.order() > event.order()) {
            unsorted.insert(entity.clone());
        }
        ops.push(event);
        touched.others.insert(entity);
    }

    /// Marks the entity a retraction or assent finally speaks of.
    fn touch_target(&self, mut target: EventId, touched: &mut Touched) {
        // They may speak of one another, in a circle even: nothing there can be followed further
        // than once through all of them.
        for _ in 0..=self.speaks_of.len() {
            if self.codings.is_made_by(target) {
                return touched.codings.push(target.into());
            }
            if let Some(entity) = self.home.get(&target) {
                return touched.add(entity.clone());
            }
            let Some(next) = self.speaks_of.get(&target) else {
                return;
            };
            target = *next;
        }
    }

    /// Resolves codings anew; answers the sources in which one changed.
    fn resolve_codings(&mut self, mut ids: Vec<CodingId>) -> HashSet<SourceId> {
        ids.sort_unstable();
        ids.dedup();
        let resolved: Vec<(CodingId, Option<Coding>)> = ids
            .par_iter()
            .with_min_len(MANY)
            .map(|id| (*id, self.standing_coding(self.codings.events_of(*id))))
            .collect();
        let mut recoded = HashSet::new();
        let mut codings = Vec::with_capacity(resolved.len());
        for (id, coding) in resolved {
            // What was coded in a source that was taken out waits with it.
            let coding = coding.filter(|c| !self.is_taken_out(&c.source));
            let before = self.codings.get(id).map(|c| &c.source);
            let sources = before.into_iter().chain(coding.as_ref().map(|c| &c.source));
            for source in sources {
                if !recoded.contains(source) {
                    recoded.insert(source.clone());
                }
            }
            let carried = coding.clone().and_then(|c| self.carried(c, None));
            match (&carried, coding) {
                (None, Some(made)) => drop(self.bereft.insert(id, Arc::new(made))),
                _ => drop(self.bereft.remove(&id)),
            }
            codings.push((id, carried.map(Arc::new)));
        }
        self.codings.put(codings);
        recoded
    }

    /// What the events of a coding come to, counting those that stand.
    fn standing_coding(&self, events: &[Arc<Event>]) -> Option<Coding> {
        let standing = events.iter().filter(|e| self.active(e));
        codings::coding(standing.map(Arc::as_ref))
    }

    /// Resolves an entity that is no coding anew.
    fn resolve(&mut self, entity: &Entity) {
        let ops = self.standing_of(entity);
        let mut notices = Vec::new();
        match entity {
            Entity::Coders => {
                self.coders = sources::coders(&ops);
                self.joined = sources::joined(&ops);
            }
            Entity::Upgrades => self.upgraded = ops.first().and_then(|e| known_at(e)),
            Entity::Sources => {
                let resolved = sources::resolve(&ops);
                notices.extend(resolved.notices);
                let (mut here, mut gone) = (resolved.sources, resolved.taken_out);
                let placed = here.iter().enumerate().map(|(at, s)| (s.id.clone(), at));
                self.source_place = Arc::new(placed.collect());
                self.namesakes = sources::namesakes(&here);
                for source in here.iter_mut().chain(&mut gone) {
                    source.apart = Some(match self.namesakes.contains(&source.id) {
                        true => source.id.to_string(),
                        false => source.name.clone(),
                    });
                }
                (self.sources, self.taken_out) = (here.into(), gone.into());
                self.attach_attributes();
            }
            Entity::Attributes => {
                self.attributes = attributes::resolve(&ops).into();
                self.attach_attributes();
            }
            Entity::Codebook => {
                self.codebook = codebook::resolve(&ops, &mut notices).into();
                self.amendments = codebook::amendments(&ops);
            }
            Entity::Rounds => self.rounds = before::resolve_with_before(&ops).into(),
            Entity::Progress => self.reached = rounds::reached(&ops).into(),
            Entity::Themes => self.themes = themes::resolve(&ops, &mut notices),
            Entity::Coding(_) => {}
            Entity::Memo(id) => match codings::memo(&ops) {
                Some(memo) => {
                    let memo = self.carried_memo(memo);
                    Arc::make_mut(&mut self.memos).put(memo);
                }
                None => Arc::make_mut(&mut self.memos).remove(*id),
            },
            Entity::Item(round, item) => {
                let verdicts = verdicts::resolve(&ops, |v| self.assents_of(v));
                let key = (*round, item.clone());
                match verdicts.is_empty() {
                    true => self.verdicts.remove(&key),
                    false => self.verdicts.insert(key, verdicts),
                }
            }
            Entity::Reviews => {
                let codebook = self.standing_of(&Entity::Codebook);
                self.reviews = reviews::resolve(&ops, &codebook).into();
            }
            Entity::Frameworks => self.frameworks = frameworks::resolve(&ops).into(),
            Entity::Mappings => self.mappings = self.mappings_anew().into(),
            Entity::Members => self.members = members::resolve(&ops).into(),
            Entity::Basis(source) => {
                let chosen = basis::resolve(&ops);
                match chosen.is_empty() {
                    true => drop(self.chosen.remove(source)),
                    false => drop(self.chosen.insert(source.clone(), chosen)),
                }
            }
        }
        match notices.is_empty() {
            true => drop(self.notices.remove(entity)),
            false => drop(self.notices.insert(entity.clone(), notices)),
        }
    }

    /// The events of an entity that stand, in total order.
    fn standing_of(&self, entity: &Entity) -> Vec<Arc<Event>> {
        let ops = self.ops.get(entity).into_iter().flatten();
        ops.filter(|e| self.active(e)).cloned().collect()
    }

    /// Gives sources and participants their attributes, in words.
    fn attach_attributes(&mut self) {
        let words = |all: &Attributes| -> Vec<(String, String)> {
            let all = all.iter();
            all.map(|(column, held)| (column.to_string(), held.value.to_string()))
                .collect()
        };
        let set = &self.attributes.set;
        let (sources, taken_out) = (&mut self.sources, &mut self.taken_out);
        let all = Arc::make_mut(sources).iter_mut();
        for source in all.chain(Arc::make_mut(taken_out)) {
            let here = set.get(&Subject::Source(source.id.clone()));
            source.attributes = here.map_or_else(Vec::new, words);
        }
        let people = set.iter().filter_map(|(of, all)| match of {
            Subject::Participant(who) => Some((who.clone(), words(all).into_iter().collect())),
            _ => None,
        });
        self.participants = Arc::new(people.collect());
    }

    /// Whether an event stands: not taken back by its own author (or the taking back taken back).
    pub(super) fn active(&self, event: &Event) -> bool {
        standing(event, &self.retracts, &|_| true)
    }

    fn assents_of(&self, verdict: EventId) -> Vec<CoderId> {
        let by = self
            .assents
            .get(&verdict)
            .map(Vec::as_slice)
            .unwrap_or_default();
        by.iter()
            .filter(|e| self.active(e))
            .map(|e| e.coder.clone())
            .collect()
    }

    /// The coding its events up to a border make, `within` saying which events lie inside it, where its
    /// text is at the revision `to` of its source.
    pub(super) fn coding_within(
        &self,
        ops: &[Arc<Event>],
        within: &dyn Fn(&Event) -> bool,
        to: &dyn Fn(&SourceId) -> u32,
    ) -> Option<Arc<Coding>> {
        if let [made] = ops
            && within(made)
            && !self.retracts.contains_key(&made.id)
            && let Some(coding) = self.codings.get(made.id.into())
            && coding.revision == 1
        {
            return Some(coding.clone());
        }
        let inside = |e: &&Arc<Event>| within(e) && standing(e, &self.retracts, within);
        let coding = codings::coding(ops.iter().filter(inside).map(Arc::as_ref))?;
        let to = to(&coding.source);
        self.carried(coding, Some(to)).map(Arc::new)
    }

    /// What was known when the study was upgraded from format 1, if it was.
    pub(super) fn upgraded(&self) -> Option<&[Mark]> {
        self.upgraded.as_deref()
    }

    /// Who is who in the texts, by the events inside a border.
    pub(super) fn speakers_within(&self, within: &dyn Fn(&Event) -> bool) -> Speakers {
        let ops = self.ops.get(&Entity::Sources).into_iter().flatten();
        let inside = |e: &&Event| within(e) && standing(e, &self.retracts, within);
        sources::speakers(ops.map(Arc::as_ref).filter(inside))
    }

    /// What the fold left out and why, in a fixed order.
    pub fn notices(&self) -> Vec<FoldNotice> {
        let mut all: Vec<_> = self.notices.values().flatten().cloned().collect();
        all.sort();
        all
    }
}

fn known_at(upgrade: &Event) -> Option<Vec<Mark>> {
    match &upgrade.change {
        Change::Upgraded { known, .. } => Some(known.clone()),
        _ => None,
    }
}

/// The codebook some events make, in any order.
pub(super) fn codebook_of(events: impl IntoIterator<Item = Arc<Event>>) -> Codebook {
    let about = |e: &Arc<Event>| makes_codebook(e);
    Arc::unwrap_or_clone(State::of(events.into_iter().filter(about)).codebook)
}

/// Whether an event can have a part in what the codebook is: a retraction may be of one that has.
pub(super) fn makes_codebook(event: &Event) -> bool {
    matches!(event.change, Change::Retract { .. }) || entity_of(event) == Some(Entity::Codebook)
}
