//! The view: the study as one viewer may see it. Every screen, search, export, subcommand and
//! error message gets its data from here; nothing else reads events.

mod coded;
mod keeping;
mod lately;
mod noted;

use super::amendment::Amendment;
use super::code::{Code, Codebook};
use super::coding::Coding;
use super::event::{Change, Event};
use super::fold::{FoldNotice, State, makes_codebook, rounds_of, stepped};
use super::gate::{Gate, Passage, Speaking, follow, is_on_a_person, tells_who_speaks};
use super::ids::{CodeId, CoderId, CodingId, EventId, RoundId, SourceId};
use super::kept::AsKept;
use super::kin::Kin;
use super::mark::Mark;
use super::order::Order;
use super::round::Round;
use super::shared::Ledger;
use super::shared_list::SharedList;
use super::source::Source;
use super::stacks::Stacks;
use super::theme::ThemeMap;
use super::unread::Rest;
use lately::Lately;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// The study as one viewer may see it.
#[derive(Clone)]
pub struct View {
    viewer: Option<CoderId>,
    /// All events, hidden ones included. Never handed out.
    ledger: Ledger,
    /// Events about rounds, and about who speaks in what they are over: they decide the gate.
    rounds: Vec<Arc<Event>>,
    /// Whether there is a memo on a person: only then who speaks where decides anything.
    notes_people: bool,
    /// Events that can have a part in the codebook, hidden ones included: few among all.
    codebook: Vec<Arc<Event>>,
    /// The viewer's own events, in total order.
    own: SharedList<Arc<Event>>,
    /// The viewer's acts, once undo asked for them: gone on with as acts are added.
    stacks: OnceLock<Stacks>,
    waiting: Vec<Arc<Event>>,
    /// Which lines of each journal are here, and where each stands in the total order.
    order: Order,
    gate: Gate,
    state: State,
    format: u32,
    version: u64,
    lately: Lately,
    /// What it was not folded from, where it was kept.
    rest: Option<Arc<Rest<View>>>,
    kept: AsKept,
}

// Hidden events stay hidden in a panic message, too.
impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("viewer", &self.viewer)
            .field("version", &self.version)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl View {
    /// The view of `viewer` on these events; `None` is the public view, which sees no blind work.
    pub fn new(events: impl IntoIterator<Item = Arc<Event>>, viewer: Option<CoderId>) -> View {
        let mut view = View {
            viewer,
            ledger: Ledger::default(),
            rounds: Vec::new(),
            notes_people: false,
            codebook: Vec::new(),
            own: SharedList::default(),
            stacks: OnceLock::new(),
            waiting: Vec::new(),
            order: Order::default(),
            gate: Gate::default(),
            state: State::default(),
            format: 1,
            version: 0,
            lately: Lately::default(),
            rest: None,
            kept: AsKept::default(),
        };
        view.admit(events);
        view
    }

    /// Takes in events as they are made or arrive, in any order.
    pub fn admit(&mut self, events: impl IntoIterator<Item = Arc<Event>>) {
        self.make_whole();
        let (mut new, moved_others) = self.order.admit(events, &mut self.ledger);
        if moved_others {
            // A line that came late and was dated ahead: rare enough to begin anew.
            new = self.ledger.values().cloned().collect();
            self.rounds.clear();
            self.codebook.clear();
            self.own = SharedList::default();
            self.waiting.clear();
            self.state = State::default();
        }
        let (mut about_rounds, mut late) = (false, moved_others);
        let already = self.own.len();
        for event in &new {
            self.format = self.format.max(event.format);
            about_rounds |= is_about_rounds(&event.change);
            about_rounds |= is_on_a_person(&event.change) && !self.notes_people;
            about_rounds |= takes_back_a_mark(event, &self.ledger);
            self.list(event);
            if Some(&event.coder) == self.viewer.as_ref() {
                let last = self.own.last();
                late |= last.is_some_and(|last| last.order() > event.order());
                self.own.push(event.clone());
            }
        }
        new.append(&mut self.waiting);
        let stacks = self.stacks.take();
        if late {
            self.own.own().sort_by(|a, b| a.order().cmp(&b.order()));
        }
        self.version += 1;
        if about_rounds {
            let gate = self.gate_of(&rounds_of(self.round_events()));
            // Where nothing is hidden before and after, only what waits is judged anew.
            let judges = gate.has_barriers() || self.gate.has_barriers() || self.has_conference();
            if gate != self.gate && judges {
                late = true;
                new = self.ledger.values().cloned().collect();
                self.state = State::default();
            }
            self.gate = gate;
        }
        let mut seen = Vec::with_capacity(new.len());
        for event in new {
            match self.gate.judge(&event, self.viewer.as_ref(), &self.ledger) {
                Passage::Seen => seen.push(event),
                Passage::Waiting => self.waiting.push(event),
                Passage::Hidden => {}
            }
        }
        seen.sort_by(|a, b| a.order().cmp(&b.order()));
        self.lately.add(self.state.apply(seen));
        if let Some(mut stacks) = stacks.filter(|_| !late) {
            let own: Vec<&Arc<Event>> = self.own.iter().skip(already).collect();
            let all_seen = own.iter().all(|e| self.shows(e));
            if all_seen && stacks.go_on(&own) {
                self.stacks = stacks.into();
            }
        }
    }

    /// Lists an event among those of its kind.
    fn list(&mut self, event: &Arc<Event>) {
        if is_about_rounds(&event.change) {
            self.rounds.push(event.clone());
        }
        self.notes_people |= is_on_a_person(&event.change);
        if makes_codebook(event) {
            self.codebook.push(event.clone());
        }
    }

    /// Whether a conference judged codes: nobody sees that before its round is over.
    fn has_conference(&self) -> bool {
        let judges = |e: &Arc<Event>| matches!(e.change, Change::CodesJudged { .. });
        self.codebook.iter().any(judges)
    }

    /// Rises whenever something may have changed: key for anything computed from the view.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The items verdicts were given on, or taken back, since the view was of this version; `None`
    /// where something else changed that their standing may rest on, or that was too long ago.
    pub fn ruled_since(&self, version: u64) -> Option<Vec<(RoundId, Vec<CodingId>)>> {
        self.lately.ruled(self.version.checked_sub(version)?)
    }

    /// The format of the study: the newest its lines are written in.
    pub fn format(&self) -> u32 {
        self.format
    }

    pub fn viewer(&self) -> Option<&CoderId> {
        self.viewer.as_ref()
    }

    /// All but the events of codings is in it.
    pub(super) fn state(&self) -> &State {
        &self.state
    }

    /// The state with the events of codings.
    pub(super) fn whole_state(&self) -> &State {
        &self.whole().state
    }

    /// Display names of the coders.
    pub fn coders(&self) -> &BTreeMap<CoderId, String> {
        &self.state.coders
    }

    /// Sources, by name.
    pub fn sources(&self) -> &[Source] {
        &self.state.sources
    }

    /// A source, also one that was taken out.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.state.source(id)
    }

    /// Sources that were taken out of the study, by name.
    pub fn taken_out(&self) -> &[Source] {
        &self.state.taken_out
    }

    /// The sources, and those that were taken out.
    pub fn every_source(&self) -> impl Iterator<Item = &Source> {
        self.sources().iter().chain(self.taken_out())
    }

    /// The change that added a source: made once more it brings back one that was taken out.
    pub fn adding(&self, id: &SourceId) -> Option<&Change> {
        self.state.adding(id)
    }

    /// Codings the viewer may see whose text was taken out of their source by a correction, as they
    /// were made.
    pub fn bereft(&self) -> impl Iterator<Item = &Coding> {
        let here = |c: &&Coding| !self.taken_out().iter().any(|s| s.id == c.source);
        self.state.bereft.values().map(Arc::as_ref).filter(here)
    }

    /// A source's name as shown; its id where it is not here, or others are called so, too.
    pub fn source_name(&self, id: &SourceId) -> String {
        let named = self
            .source(id)
            .filter(|_| !self.state.namesakes.contains(id));
        named.map_or_else(|| id.to_string(), |s| s.name.clone())
    }

    /// Attributes of participants, by participant and key.
    pub fn participants(&self) -> &BTreeMap<String, BTreeMap<String, String>> {
        &self.state.participants
    }

    pub fn codebook(&self) -> &Codebook {
        &self.state.codebook
    }

    /// The clauses amended while an item was being settled, in total order. The codebook is about
    /// no source, but what was being settled is: an item that is hidden is not named.
    pub fn amendments(&self) -> impl DoubleEndedIterator<Item = &Amendment> {
        let hides = |id: &CodingId| {
            let made = self.whole().ledger.get(&id.event());
            made.is_some_and(|made| !self.shows(made))
        };
        let all = self.state.amendments.iter();
        all.filter(move |a| !a.on.item.iter().any(hides))
    }

    /// Rounds, in the order they were opened; those cancelled are none.
    pub fn rounds(&self) -> &[Round] {
        &self.state.rounds[..self.cancelled_from()]
    }

    /// Rounds that were cancelled, in the order they were opened.
    pub fn cancelled_rounds(&self) -> &[Round] {
        &self.state.rounds[self.cancelled_from()..]
    }

    fn cancelled_from(&self) -> usize {
        let rounds = &self.state.rounds;
        rounds.partition_point(|r| r.cancelled.is_none())
    }

    pub fn round(&self, id: RoundId) -> Option<&Round> {
        self.rounds().iter().find(|r| r.id == id)
    }

    /// The latest blind, unopened round that freezes the shared codebook for the viewer, if any.
    pub fn frozen_by(&self) -> Option<&Round> {
        let viewer = self.viewer.as_ref()?;
        self.rounds()
            .iter()
            .rev()
            .find(|r| !r.is_open() && r.plan.coders.contains(viewer))
    }

    /// Whether this is a blind round that has not opened; one that was cancelled never does.
    pub fn is_shut(&self, round: RoundId) -> bool {
        let mut rounds = self.state.rounds.iter();
        rounds.any(|r| r.id == round && !r.is_open())
    }

    /// Whether a code was made in the time of a blind round that was cancelled, so that it stays its
    /// maker's: what everybody sees uses it no more.
    pub fn is_left_behind(&self, code: &Code) -> bool {
        if self.cancelled_rounds().is_empty() {
            return false;
        }
        let whole = self.whole();
        let made = whole.ledger.get(&code.id.event());
        made.is_some_and(|made| whole.gate.leaves_behind(made, &whole.ledger))
    }

    /// Whether what these coders submitted in a round has to wait for a blind round to open.
    pub(super) fn withholds(&self, round: &Round, coders: &[CoderId]) -> bool {
        self.gate.withholds(round, coders)
    }

    /// How far a coder has read a source, in paragraphs.
    pub fn reached(&self, coder: &CoderId, source: &SourceId) -> u32 {
        self.state
            .reached
            .get(&(coder.clone(), source.clone()))
            .copied()
            .unwrap_or(0)
    }

    pub fn themes(&self) -> &ThemeMap {
        &self.state.themes
    }

    /// What the fold left out, in words.
    pub fn notices(&self) -> Vec<FoldNotice> {
        let mut notices = self.state.notices();
        if self.something_waits() {
            // The same words however much it is: it may be somebody's blind work.
            notices.push(FoldNotice(
                "something speaks of a round or of work that has not arrived here yet: it is \
                 shown when that does"
                    .to_owned(),
            ));
        }
        notices
    }

    /// How often each code (aliases resolved) stands in what the viewer may see of one coder's
    /// codings; `None` counts everybody's.
    pub fn groundedness(&self, coder: Option<&CoderId>) -> HashMap<CodeId, usize> {
        let mut counts = HashMap::new();
        for (who, code, uses) in self.state.codings.uses() {
            if coder.is_none_or(|c| c == who) {
                *counts.entry(self.state.codebook.resolve(code)).or_default() += uses;
            }
        }
        let doubled = self.state.doubled();
        for coding in doubled.filter(|c| coder.is_none_or(|of| *of == c.coder)) {
            let code = self.state.codebook.resolve(coding.code);
            counts.entry(code).and_modify(|n| *n -= 1);
        }
        counts
    }

    /// How far every journal is known here: the border a new round or submission records.
    pub fn known(&self) -> Vec<Mark> {
        match self.rest {
            Some(_) => self.kept.known.clone(),
            None => self.order.known(),
        }
    }

    /// Events that decide what the codebook is, as far as the viewer may see them.
    pub(super) fn codebook_events(&self) -> impl Iterator<Item = &Arc<Event>> {
        let told = self.telling();
        let kept = told.rest.is_some();
        told.codebook.iter().filter(move |e| kept || told.shows(e))
    }

    /// Events about rounds, and what takes marks in them back.
    pub(super) fn round_events(&self) -> impl Iterator<Item = Arc<Event>> {
        let told = self.telling();
        let taken_back = |e: &&Arc<Event>| takes_back_a_mark(e, &told.ledger);
        let codebook = told.codebook.iter().filter(taken_back);
        let about = told.rounds.iter().filter(|e| !tells_who_speaks(&e.change));
        about.chain(codebook).cloned()
    }

    /// Which sources have text of one another.
    pub(super) fn kin(&self) -> Kin {
        Kin::of(self.rounds.iter().map(|e| &e.change))
    }

    /// The gate these rounds make.
    pub(super) fn gate_of(&self, rounds: &[Round]) -> Gate {
        let telling = self.rounds.iter().filter(|_| self.notes_people);
        let speaking = Speaking::of(telling.map(Arc::as_ref));
        let mut steps: Vec<&Event> = self.rounds.iter().map(Arc::as_ref).collect();
        steps.retain(|e| is_step_of_mapping(&e.change));
        steps.sort_by(|a, b| a.order().cmp(&b.order()));
        let mappings = stepped(steps.iter().copied());
        Gate::of(rounds, &self.kin(), &speaking).with(&mappings)
    }

    /// Whether a blind round that has not opened keeps what else is about a source.
    pub(super) fn keeps_what_else_is_about(&self, round: &Round, source: &SourceId) -> bool {
        self.gate.covers(round.id, source)
    }

    /// Whether there is a round that hides anything from anybody.
    pub(super) fn hides_something(&self) -> bool {
        self.gate.has_barriers()
    }

    /// Whether the viewer may see an event.
    pub fn shows(&self, event: &Event) -> bool {
        let whole = self.whole();
        whole.gate.judge(event, self.viewer.as_ref(), &whole.ledger) == Passage::Seen
    }

    /// What another gate says of an event to the public.
    pub(super) fn judged(&self, gate: &Gate, event: &Event) -> Passage {
        gate.judge(event, None, &self.telling().ledger)
    }

    /// Whether everybody may see what an event made.
    pub fn is_public(&self, made: EventId) -> bool {
        let whole = self.whole();
        let seen = |e: &Arc<Event>| whole.gate.judge(e, None, &whole.ledger) == Passage::Seen;
        whole.ledger.get(&made).is_some_and(seen)
    }

    /// All events, hidden ones included.
    pub(super) fn any_events(&self) -> impl Iterator<Item = &Arc<Event>> {
        self.whole().ledger.values()
    }

    /// The viewer's own events, in total order: what undo walks back along.
    pub(super) fn own_events(&self) -> &SharedList<Arc<Event>> {
        &self.whole().own
    }

    /// The viewer's acts as undo walks back along them.
    pub(super) fn stacks(&self) -> &Stacks {
        let whole = self.whole();
        whole.stacks.get_or_init(|| whole.stacks_anew())
    }

    pub fn own_event(&self, id: EventId) -> Option<&Arc<Event>> {
        self.whole()
            .ledger
            .get(&id)
            .filter(|e| Some(&e.coder) == self.viewer.as_ref())
    }
}

/// Whether an event has a part in which rounds there are, which of them are open, and what they are
/// about.
pub fn is_about_rounds(change: &Change) -> bool {
    tells_who_speaks(change)
        || is_step_of_mapping(change)
        || matches!(
            change,
            Change::RoundOpened(_)
                | Change::RoundClosed { .. }
                | Change::RoundCancelled { .. }
                | Change::Finished { .. }
                | Change::Submitted { .. }
                | Change::SubmissionWithdrawn { .. }
        )
}

/// Whether an event says that codes are to be mapped, or who submitted.
fn is_step_of_mapping(change: &Change) -> bool {
    matches!(
        change,
        Change::MappingOpened(_) | Change::MappingStepped { .. }
    )
}

/// Whether an event takes a finished mark back, or brings one back.
fn takes_back_a_mark(event: &Event, ledger: &Ledger) -> bool {
    let Change::Retract { event: target } = event.change else {
        return false;
    };
    follow(target, ledger).is_some_and(|e| matches!(e.change, Change::Finished { .. }))
}
