//! The total order of events: derived here, and nowhere else.
//!
//! An event's place is its effective clock, then coder, device, number and id. The effective clock
//! is the latest of its own clock and those of all lines before it of the same coder and device, so
//! that within a device the order is the one in which things were done, whatever the machine's
//! clock said. An event that names another (a retraction, an uncoding, an assent, an edit) comes
//! after it, also from another device. The clock as written stays what is shown as a date.
//!
//! Places depend on the set of events alone. Few events are ever moved: an event carries the later
//! clock (`Event::moved`) only where it differs from its own.

use super::border::Border;
use super::clock::Stamp;
use super::event::{Change, Event};
use super::ids::{CoderId, DeviceId, EventId};
use super::mark::Mark;
use super::place::{Key, Place};
use super::shared::Ledger;
use super::shared_list::SharedList;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

impl Event {
    pub fn order(&self) -> Key<'_> {
        let clock = self.moved.unwrap_or(self.clock);
        (clock, &self.coder, &self.device, self.seq, self.id)
    }

    /// Its place in the total order, to be kept.
    pub fn place(&self) -> Place {
        let (clock, coder, device, seq, id) = self.order();
        Place {
            clock,
            coder: coder.clone(),
            device: device.clone(),
            seq,
            id,
        }
    }
}

/// The effective clocks of those events whose own are earlier.
type Moved = HashMap<EventId, Stamp>;

#[derive(Clone, Copy, Debug)]
struct Line {
    seq: u64,
    id: EventId,
    clock: Stamp,
}

/// The lines that are here, by coder and device, each in the order of its numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    lines: BTreeMap<CoderId, BTreeMap<DeviceId, SharedList<Line>>>,
    moved: Moved,
    /// Events that are named by some that are here, and are not here themselves.
    absent: HashSet<EventId>,
    /// Whether events name each other in a circle, which this program never writes.
    circular: bool,
}

impl Order {
    /// Takes in events, each at its place in the ledger. Answers those that were not here before,
    /// and whether they moved others.
    pub fn admit(
        &mut self,
        events: impl IntoIterator<Item = Arc<Event>>,
        ledger: &mut Ledger,
    ) -> (Vec<Arc<Event>>, bool) {
        let mut new: Vec<Arc<Event>> = Vec::new();
        let mut follow = !self.circular;
        for event in events {
            if ledger.contains_key(&event.id) {
                continue;
            }
            ledger.insert(event.id, event.clone());
            // Lines of one device that go on after its last, with nothing here that speaks of
            // them, move no other.
            let of_one =
                |first: &Arc<Event>| (&first.coder, &first.device) == (&event.coder, &event.device);
            follow &= new.first().is_none_or(of_one);
            follow &= !self.absent.remove(&event.id);
            follow &= self.file(&event);
            named(&event.change, |named| {
                if !ledger.contains_key(&named) {
                    self.absent.insert(named);
                }
            });
            new.push(event);
        }
        let moved = match follow {
            true => self.place_new(&new, ledger),
            false => self.place_all(&new, ledger),
        };
        for id in &moved {
            if let Some(event) = ledger.get_mut(id) {
                let mut at = Event::clone(event);
                at.moved = self.moved.get(id).copied();
                *event = Arc::new(at);
            }
        }
        if moved.is_empty() {
            return (new, false);
        }
        let ids: HashSet<EventId> = new.iter().map(|e| e.id).collect();
        let others = moved.iter().any(|id| !ids.contains(id));
        (
            ids.iter()
                .filter_map(|id| ledger.get(id).cloned())
                .collect(),
            others,
        )
    }

    /// Places lines that go on after the last of one device; answers those moved from their clocks.
    fn place_new(&mut self, new: &[Arc<Event>], ledger: &Ledger) -> Vec<EventId> {
        let mut moved = Vec::new();
        for event in new {
            if let Some(clock) = place(event, self.before(event), ledger, &self.moved) {
                self.moved.insert(event.id, clock);
                moved.push(event.id);
            }
        }
        moved
    }

    /// Files an event among the lines of its device. Says whether it is the last of them.
    fn file(&mut self, event: &Event) -> bool {
        // A journal is looked up far more often than it is new: no key is made for a look.
        if !self.lines.contains_key(&event.coder) {
            self.lines.insert(event.coder.clone(), BTreeMap::new());
        }
        let Some(devices) = self.lines.get_mut(&event.coder) else {
            return false;
        };
        if !devices.contains_key(&event.device) {
            devices.insert(event.device.clone(), SharedList::default());
        }
        let Some(lines) = devices.get_mut(&event.device) else {
            return false;
        };
        let line = Line {
            seq: event.seq,
            id: event.id,
            clock: event.clock,
        };
        let is_before = |l: &Line| (l.seq, l.id) < (line.seq, line.id);
        let at = match lines.last().is_none_or(is_before) {
            true => lines.len(),
            false => lines.partition_point(is_before),
        };
        lines.insert(at, line);
        at + 1 == lines.len()
    }

    /// The effective clock of the line before an event that is here.
    fn before(&self, event: &Event) -> Option<Stamp> {
        let lines = self.lines.get(&event.coder)?.get(&event.device)?;
        let at = lines.partition_point(|l| (l.seq, l.id) < (event.seq, event.id));
        let last = lines.get(at.checked_sub(1)?)?;
        Some(effective(last, &self.moved))
    }

    /// Places every event anew; answers those whose place is another. Nearly always no event is named by one that would come before it:
    /// then the lines of each device are all it takes.
    fn place_all(&mut self, new: &[Arc<Event>], ledger: &Ledger) -> Vec<EventId> {
        let mut moved = Moved::new();
        for lines in self.devices() {
            let mut latest = Stamp::default();
            for line in lines.iter() {
                latest = latest.max(line.clock);
                if latest > line.clock {
                    moved.insert(line.id, latest);
                }
            }
        }
        let is_early = |event: &Arc<Event>| {
            let here = key(event, &moved);
            let mut early = false;
            named(&event.change, |named| {
                early |= ledger.get(&named).is_some_and(|n| key(n, &moved) >= here);
            });
            early
        };
        self.circular = false;
        let early = match new.len() == ledger.len() {
            // All are new: in the order they came they lie in memory.
            true => new.iter().any(is_early),
            false => ledger.values().any(is_early),
        };
        if early {
            (moved, self.circular) = self.place_one_by_one(ledger);
        }
        let before = std::mem::replace(&mut self.moved, moved);
        let mut changed: Vec<EventId> = before.keys().chain(self.moved.keys()).copied().collect();
        changed.retain(|id| before.get(id) != self.moved.get(id));
        changed
    }

    /// Places events one after the other, each when all it names and all lines before it have
    /// their places. Those that name each other in a circle, and all that come after these, go by
    /// the lines of their device alone; says whether there are such.
    fn place_one_by_one(&self, ledger: &Ledger) -> (Moved, bool) {
        let mut last: HashMap<EventId, Line> = HashMap::new();
        for lines in self.devices() {
            let next = lines.iter().skip(1);
            last.extend(lines.iter().zip(next).map(|(line, next)| (next.id, *line)));
        }
        let mut waits: HashMap<EventId, usize> = HashMap::new();
        let mut leads: HashMap<EventId, Vec<EventId>> = HashMap::new();
        for event in ledger.values() {
            let mut after = |other: EventId| {
                *waits.entry(event.id).or_default() += 1;
                leads.entry(other).or_default().push(event.id);
            };
            if let Some(last) = last.get(&event.id) {
                after(last.id);
            }
            named(&event.change, |named| {
                if ledger.contains_key(&named) {
                    after(named);
                }
            });
        }
        let mut moved = Moved::new();
        let mut ready: Vec<EventId> = ledger.keys().copied().collect();
        ready.retain(|id| !waits.contains_key(id));
        while let Some(id) = ready.pop() {
            let before = last.get(&id).map(|line| effective(line, &moved));
            let placed = ledger
                .get(&id)
                .and_then(|e| place(e, before, ledger, &moved));
            moved.extend(placed.map(|clock| (id, clock)));
            for next in leads.remove(&id).unwrap_or_default() {
                let left = waits.entry(next).or_default();
                *left = left.saturating_sub(1);
                if *left == 0 {
                    waits.remove(&next);
                    ready.push(next);
                }
            }
        }
        for lines in self.devices() {
            let mut latest = Stamp::default();
            for line in lines.iter() {
                latest = latest.max(effective(line, &moved));
                if waits.contains_key(&line.id) && latest > line.clock {
                    moved.insert(line.id, latest);
                }
            }
        }
        (moved, !waits.is_empty())
    }

    fn devices(&self) -> impl Iterator<Item = &SharedList<Line>> {
        self.lines.values().flat_map(BTreeMap::values)
    }

    /// How far every journal is known here: the border a new round or submission records.
    pub fn known(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (coder, devices) in &self.lines {
            marks.extend(devices.iter().map(|(device, lines)| Mark {
                coder: coder.clone(),
                device: device.clone(),
                seq: lines.last().map_or(0, |l| l.seq),
                hash: String::new(),
            }));
        }
        marks
    }

    /// Whether every journal is here from its first line on, each line once.
    pub fn is_gapless(&self) -> bool {
        let all =
            |lines: &SharedList<Line>| lines.last().is_none_or(|l| l.seq == lines.len() as u64);
        self.devices().all(all)
    }

    /// How many of the events that are here lie within a border.
    pub fn held(&self, border: &Border) -> u64 {
        let upto = |(coder, device, seq): &(CoderId, DeviceId, u64)| {
            let lines = self.lines.get(coder).and_then(|d| d.get(device));
            lines.map_or(0, |l| l.partition_point(|l| l.seq <= *seq) as u64)
        };
        border.ends().iter().map(upto).sum()
    }
}

fn effective(line: &Line, moved: &Moved) -> Stamp {
    moved.get(&line.id).copied().unwrap_or(line.clock)
}

fn key<'e>(event: &'e Event, moved: &Moved) -> Key<'e> {
    let clock = moved.get(&event.id).copied().unwrap_or(event.clock);
    (clock, &event.coder, &event.device, event.seq, event.id)
}

/// The effective clock of an event where it is later than its own: not before the last line of its
/// device, and after what it names.
fn place(event: &Event, last: Option<Stamp>, ledger: &Ledger, moved: &Moved) -> Option<Stamp> {
    let mut clock = last.map_or(event.clock, |l| l.max(event.clock));
    named(&event.change, |named| {
        let here = (clock, &event.coder, &event.device, event.seq, event.id);
        if let Some(named) = ledger.get(&named).map(|n| key(n, moved))
            && named >= here
        {
            clock = named.0.next(0);
        }
    });
    (clock > event.clock).then_some(clock)
}

/// Shows the events a change speaks of or replaces, and so comes after.
fn named(change: &Change, mut see: impl FnMut(EventId)) {
    let (subject, replaces): (Option<EventId>, &[EventId]) = match change {
        Change::Retract { event } => (Some(*event), &[]),
        Change::Assented { verdict } => (Some(verdict.event()), &[]),
        Change::Uncoded { coding } => (Some(coding.event()), &[]),
        Change::Recoded {
            coding, replaces, ..
        } => (Some(coding.event()), replaces),
        Change::MemoRemoved { memo } => (Some(memo.event()), &[]),
        Change::SummaryRests { memo, replaces, .. } => (Some(memo.event()), replaces),
        Change::MemoEdited { memo, replaces, .. } => (Some(memo.event()), replaces),
        Change::CodeEdited { code, replaces, .. }
        | Change::CodeMoved { code, replaces, .. }
        | Change::CodeRestored { code, replaces } => (Some(code.event()), replaces),
        Change::CodeMerged { code, .. } | Change::CodeRetired { code } => (Some(code.event()), &[]),
        Change::ThemeEdited {
            theme, replaces, ..
        }
        | Change::ThemeMoved {
            theme, replaces, ..
        }
        | Change::CodePlaced {
            theme, replaces, ..
        }
        | Change::ThemeJudged {
            theme, replaces, ..
        } => (Some(theme.event()), replaces),
        Change::EvidenceMarked { on, replaces, .. } => (Some(on.event()), replaces),
        Change::ClaimAnswered(said) => (Some(said.packet.event()), &said.replaces),
        Change::AnswerFollowed { answer, .. } => (Some(answer.event()), &[]),
        Change::ThemeRetired { theme } => (Some(theme.event()), &[]),
        Change::RelationDropped { relation } => (Some(relation.event()), &[]),
        Change::RoundClosed { round }
        | Change::RoundCancelled { round, .. }
        | Change::SpeakersCorrected { round, .. } => (Some(round.event()), &[]),
        Change::Finished { round, after, .. }
        | Change::Submitted { round, after, .. }
        | Change::SubmissionWithdrawn { round, after } => (Some(round.event()), after.as_slice()),
        Change::SourceEdited { replaces, .. }
        | Change::SpeakerSet { replaces, .. }
        | Change::AttributeSet { replaces, .. }
        | Change::AttributeDeclared { replaces, .. }
        | Change::TimePointsNamed { replaces, .. }
        | Change::CitingSet { replaces, .. }
        | Change::CodesJudged { replaces, .. }
        | Change::Ruled { replaces, .. }
        | Change::BasisChosen { replaces, .. } => (None, replaces),
        Change::CodeReviewed {
            review, replaces, ..
        } => (Some(review.event()), replaces),
        Change::ConstructAdded(text) => (Some(text.framework.event()), &[]),
        Change::ConstructEdited {
            construct,
            replaces,
            ..
        } => (Some(construct.event()), replaces),
        Change::CodeMapped(to) => (Some(to.mapping.event()), &to.replaces),
        Change::MappingStepped { mapping, after, .. } => (Some(mapping.event()), after.as_slice()),
        Change::MappingRuled(ruling) => (Some(ruling.mapping.event()), &ruling.replaces),
        Change::ValenceGiven(valued) => (Some(valued.mapping.event()), &valued.replaces),
        Change::ReviewClosed { review } => (Some(review.event()), &[]),
        Change::CodingsCarried { from, .. } => (None, from),
        Change::CoderJoined { .. }
        | Change::Upgraded { .. }
        | Change::Continued { .. }
        | Change::SourceAdded { .. }
        | Change::SourceRemoved { .. }
        | Change::TextRevised { .. }
        | Change::ParticipantWithdrawn { .. }
        | Change::CodeAdded { .. }
        | Change::ReviewOpened(_)
        | Change::FrameworkAdded(_)
        | Change::MappingOpened(_)
        | Change::RoundOpened(_)
        | Change::Reached { .. }
        | Change::Coded { .. }
        | Change::MemoWritten { .. }
        | Change::ThemeAdded { .. }
        | Change::PacketGiven(_)
        | Change::Related { .. }
        | Change::Sealed { .. }
        | Change::TakenOut
        | Change::Unknown { .. } => (None, &[]),
    };
    subject.into_iter().for_each(&mut see);
    replaces.iter().copied().for_each(see);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::{Study, coder};
    use crate::model::view::View;

    const NOW: u64 = 1_700_000_500_000;
    const AHEAD: u64 = NOW + 5 * 86_400_000;

    fn study() -> Study {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        s.code("hope");
        s
    }

    /// A note dated days ahead: what follows in the journal is dated earlier.
    fn clock_jumps(s: &mut Study, by: &str) {
        let reached = Change::Reached {
            round: None,
            source: crate::model::fixture::source("s"),
            paragraph: 1,
        };
        s.push_at(by, AHEAD, reached);
    }

    #[test]
    fn after_a_clock_that_jumped_everything_done_still_takes_effect() {
        let mut s = study();
        clock_jumps(&mut s, "ana");
        s.coded("ana", None, "s", 0..10, "hope");
        let act = s.view_for("ana").undoable().unwrap();
        s.push(
            "ana",
            Change::Retract {
                event: act.events[0],
            },
        );
        assert_eq!(s.view_for("ana").codings().count(), 0);
        let round = s.round(&["s"]);
        s.finished("ana", round, "s");
        let undone = Change::Finished {
            round,
            source: crate::model::fixture::source("s"),
            finished: false,
            after: None,
        };
        s.push("ana", undone);
        let of_ana = |s: &Study| {
            let view = s.view();
            let round = view.round(round).unwrap();
            let finished = round.finished.get(&coder("ana")).map_or(0, |f| f.len());
            (finished, round.submitted.len())
        };
        assert_eq!(of_ana(&s), (0, 0));
        s.submit("ana", round);
        assert_eq!(of_ana(&s).1, 1);
        s.push("ana", Change::SubmissionWithdrawn { round, after: None });
        assert_eq!(of_ana(&s).1, 0);
    }

    /// The first letters of device names sort either way.
    #[test]
    fn what_names_an_event_comes_after_it_from_another_device_too() {
        let mut s = study();
        let coding = s.coding(None, "s", 0..10, "hope");
        let made = s.push_at("ana", AHEAD, coding);
        let codings = |s: &Study| s.view_for("ana").codings().count();
        let mut event = made;
        for (device, left) in [("adevice0", 0), ("zdevice0", 1), ("adevice0", 0)] {
            event = s.push_on("ana", device, NOW, Change::Retract { event });
            assert_eq!(codings(&s), left);
        }
        s.push_on("ana", "adevice0", NOW, Change::Retract { event });
        assert_eq!(codings(&s), 1);
        let coding = made.into();
        s.push_on("ana", "adevice0", NOW, Change::Uncoded { coding });
        assert_eq!(codings(&s), 0);
    }

    #[test]
    fn marks_and_submissions_are_taken_back_from_another_device_too() {
        let mut s = study();
        let round = s.round(&["s"]);
        clock_jumps(&mut s, "ana");
        s.finished("ana", round, "s");
        let state = |s: &Study| {
            let view = s.view();
            let round = view.round(round).unwrap();
            let finished = round.finished.get(&coder("ana")).map_or(0, |f| f.len());
            let last = round.last[&coder("ana")];
            (finished, round.submitted.len(), Some(last))
        };
        let mut expected = (1, 0);
        for device in ["adevice0", "zdevice0", "adevice0"] {
            let (finished, submitted, after) = state(&s);
            assert_eq!((finished, submitted), expected);
            expected.0 = 1 - finished;
            let undone = Change::Finished {
                round,
                source: crate::model::fixture::source("s"),
                finished: finished == 0,
                after,
            };
            s.push_on("ana", device, NOW, undone);
        }
        s.submit("ana", round);
        let after = state(&s).2;
        let withdrawn = Change::SubmissionWithdrawn { round, after };
        s.push_on("ana", "zdevice0", NOW, withdrawn);
        assert_eq!((state(&s).0, state(&s).1), (0, 0));
    }

    /// However they come, a few lines at a time or at once.
    fn in_any_order(events: &[Arc<Event>]) {
        let whole = View::new(events.iter().cloned(), Some(coder("ana")));
        for turn in 0..events.len() {
            let mut bits = View::new([], Some(coder("ana")));
            for n in 0..events.len() {
                let at = (n * 7 + turn) % events.len();
                bits.admit([events[at].clone()]);
            }
            for event in events {
                bits.admit([event.clone()]);
            }
            assert_eq!(whole.state(), bits.state());
            assert_eq!(whole.own_events(), bits.own_events());
        }
    }

    #[test]
    fn a_line_that_arrives_late_and_moves_others_gives_the_state_of_a_fold_from_scratch() {
        let mut s = study();
        clock_jumps(&mut s, "ben");
        let hope = s.id("hope");
        let named = |name: &str, replaces| Change::CodeEdited {
            code: hope,
            field: crate::model::event::CodeField::Name(name.into()),
            replaces,
            on: None,
        };
        let first = s.push("ben", named("hopes", Vec::new()));
        s.push("ana", named("hopeful", vec![first]));
        s.push("ben", named("hoping", Vec::new()));
        s.push_on("ben", "device02", NOW, named("wish", Vec::new()));
        in_any_order(&s.events);
        let coder = coder("ben");
        let moved = |e: &&Arc<Event>| e.coder == coder && e.moved.is_some();
        let view = s.view_for("ben");
        assert_eq!(view.own_events().iter().filter(moved).count(), 2);
    }

    #[test]
    fn events_that_name_each_other_in_a_circle_end_somewhere_and_always_the_same() {
        let mut s = study();
        let next =
            |n: usize, s: &Study| EventId(uuid::Uuid::from_u128((s.events.len() + n) as u128));
        let (first, second) = (next(1, &s), next(2, &s));
        s.push_on("ana", "device01", NOW, Change::Retract { event: second });
        s.push_on("ana", "device02", NOW, Change::Retract { event: first });
        s.push_on("ana", "device02", NOW, Change::Retract { event: second });
        s.coded("ana", None, "s", 0..10, "hope");
        in_any_order(&s.events);
    }

    #[test]
    fn journals_with_rising_clocks_keep_the_order_they_have() {
        let mut s = study();
        let id = s.coded("ben", None, "s", 0..10, "hope").event();
        s.push("ben", Change::Retract { event: id });
        let round = s.round(&["s"]);
        s.submit("ben", round);
        let view = s.view_for("ben");
        assert!(view.own_events().iter().all(|e| e.moved.is_none()));
    }
}
