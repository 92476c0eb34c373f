//! What a coder starts from in a round that does not start blank: their own codings, or the
//! consensus, of its sources as everything stood when it was opened.
//!
//! While the round is blind its coders see nothing of that time: this is the one place that reads
//! it, and it hands out nothing but what is copied, and where nothing could be.

use super::aligned::Aligned;
use super::basis::{Bases, Candidate};
use super::consensus::consensus;
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
pub fn start(
    view: &View,
    round: &Round,
    source: &SourceId,
    text: Option<&Document>,
) -> Option<Start> {
    if round.plan.start == StartFrom::Blank || !round.plan.sources.contains(source) {
        return Some(Start::default());
    }
    Some(start_in(view, &view.past_of(round)?, round, source, text))
}

/// How many codings the viewer starts from in all sources of a round, and how many of theirs it
/// holds now; `None` where it starts blank, or part of what it starts from is not here.
pub fn held(view: &View, round: &Round) -> Option<(usize, usize)> {
    if round.plan.start == StartFrom::Blank {
        return None;
    }
    let past = view.past_of(round)?;
    let begun = |source| start_in(view, &past, round, source, None).copies.len();
    let mine = |c: &&Coding| c.round == Some(round.id) && Some(&c.coder) == view.viewer();
    let sources = || round.plan.sources.iter();
    let now = sources().map(|s| view.codings_in(s).filter(mine).count());
    Some((sources().map(begun).sum(), now.sum()))
}

fn start_in(
    view: &View,
    past: &View,
    round: &Round,
    source: &SourceId,
    text: Option<&Document>,
) -> Start {
    let starting = Starting {
        past,
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
    start
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
    /// What is to be copied is kept from the viewer until this other blind round opens: copied, it
    /// would be seen there.
    Waits(String),
}

/// What is due in a source of a round of the viewer's. It was begun once the viewer ever coded in
/// it, taken back or not: nothing is copied twice, and what was uncoded does not come back.
pub fn due(view: &View, round: &Round, source: &SourceId, text: Option<&Document>) -> Due {
    if round.plan.start == StartFrom::Blank {
        return Due::Nothing;
    }
    let made: Vec<&Event> = view
        .ever_coded(round.id, source)
        .map(AsRef::as_ref)
        .collect();
    if made.is_empty() {
        let mut others = view.binding().filter(|r| r.id != round.id);
        if let Some(other) = others.find(|r| r.plan.sources.contains(source)) {
            return Due::Waits(other.plan.name.clone());
        }
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
    past: &'a View,
    round: &'a Round,
    source: &'a SourceId,
    text: Option<&'a Document>,
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
        let bases = Bases::of(self.past);
        let decides = bases.deciding(self.source).0;
        let compared = |ground: Option<Candidate<'_>>| match ground {
            Some(Candidate::Consensus(round)) => Some(round.clone()),
            _ => None,
        };
        let old = compared(decides).or_else(|| compared(bases.latest(self.source)));
        let Some((old, aligned)) =
            old.and_then(|old| Some((old.clone(), Aligned::of(self.past, &old).ok()?)))
        else {
            return Start::default();
        };
        let found = consensus(&aligned.items, &old, &aligned.snapshot.coders, self.past);
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
        let digest = match (behind.iter().find(|c| c.span == finding.span), self.text) {
            (Some(coding), _) => coding.digest.clone(),
            (None, Some(text)) if text.revision == first.revision => {
                Digest::of(text.text.slice(finding.span).as_bytes())
            }
            // Without its text at hand nothing is said of it: a wrong digest would accuse it.
            _ => Digest::default(),
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

    fn copy(&self, of: &Coding, span: Span, code: CodeId, digest: Digest) -> Change {
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
            via: of.via,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::{Study, source};
    use crate::model::ids::RoundId;
    use crate::model::verdict::Ruling;
    use std::sync::Arc;

    /// A round of ana and ben over s: agreed on hope, settled on fear, open on two more. Then one of
    /// both that starts so.
    fn told(from: StartFrom) -> (Study, RoundId) {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 200);
        for code in ["hope", "fear", "calm"] {
            s.code(code);
        }
        let first = s.round(&["s"]);
        let mut fear = Vec::new();
        for who in ["ana", "ben"] {
            s.coded(who, Some(first), "s", 0..10, "hope");
        }
        fear.push(s.coded("ana", Some(first), "s", 20..30, "fear"));
        s.coded("ben", Some(first), "s", 60..70, "calm");
        s.coded("ana", None, "s", 0..10, "hope");
        s.coded("ana", None, "s", 90..99, "calm");
        for who in ["ana", "ben"] {
            s.submit(who, first);
        }
        s.ruled(
            &["ana", "ben"],
            first,
            &fear,
            Ruling::Of("ana".parse().unwrap()),
        );
        let plan = crate::model::round::RoundPlan {
            start: from,
            ..s.plan("again", &["ana", "ben"], &["s"])
        };
        let again = s.open("ben", plan);
        (s, again)
    }

    fn due_for(s: &Study, who: &str, round: RoundId) -> Due {
        let view = s.view_for(who);
        due(&view, view.round(round).unwrap(), &source("s"), None)
    }

    #[test]
    fn nothing_is_copied_that_another_blind_round_keeps_from_the_viewer() {
        let (mut s, again) = told(StartFrom::Consensus);
        s.coders(&["cat"]);
        let plan = s.plan("blank", &["ana", "cat"], &["s"]);
        let blank = s.open("cat", plan);
        assert_eq!(due_for(&s, "ana", again), Due::Waits("blank".into()));
        assert!(matches!(due_for(&s, "ben", again), Due::Copies(_)));
        s.submit("ana", blank);
        s.submit("cat", blank);
        assert!(matches!(due_for(&s, "ana", again), Due::Copies(_)));
    }

    fn spans(due: &Due) -> Vec<(u32, u32)> {
        let Due::Copies(start) = due else {
            return Vec::new();
        };
        let span = |c: &Change| match c {
            Change::Coded { span, .. } => (span.start, span.end),
            other => panic!("{other:?} is no coding"),
        };
        start.copies.iter().map(span).collect()
    }

    /// Saves an act of a coder's on one of their devices.
    fn save(s: &mut Study, who: &str, device: &str, changes: Vec<Change>) {
        let from = s.events.len();
        for change in changes {
            s.push(who, change);
        }
        let act = s.events.get(from).map(|e| e.id);
        for (nth, event) in s.events[from..].iter_mut().enumerate() {
            let mut at = Event::clone(event);
            at.act = act;
            if device != "device01" {
                (at.device, at.seq) = (DeviceId(device.into()), nth as u64 + 1);
            }
            *event = Arc::new(at);
        }
    }

    fn copies(due: Due) -> Vec<Change> {
        match due {
            Due::Copies(start) => start.copies,
            Due::Doubles(changes) => changes,
            Due::Nothing | Due::NotHere | Due::Waits(_) => Vec::new(),
        }
    }

    #[test]
    fn each_starts_from_their_own_codings_once_each() {
        let (s, again) = told(StartFrom::OwnCodings);
        assert_eq!(s.view_for("ana").codings().count(), 0);
        let ana = spans(&due_for(&s, "ana", again));
        assert_eq!(ana, [(0, 10), (20, 30), (90, 99)]);
        assert_eq!(spans(&due_for(&s, "ben", again)), [(0, 10), (60, 70)]);
        // Nobody else is told what anybody starts from.
        assert_eq!(due_for(&s, "cat", again), Due::NotHere);
    }

    #[test]
    fn all_start_from_the_consensus_its_open_differences_named() {
        let (mut s, again) = told(StartFrom::Consensus);
        let ana = due_for(&s, "ana", again);
        assert_eq!(spans(&ana), [(0, 10), (20, 30)]);
        let Due::Copies(start) = &ana else {
            panic!("{ana:?}");
        };
        let open: Vec<(u32, u32)> = start.unsettled.iter().map(|s| (s.start, s.end)).collect();
        assert_eq!(open, [(60, 70)]);
        // What others settle meanwhile changes nothing of it: it is the same for both.
        let calm = s
            .view_for("cat")
            .codings()
            .find(|c| c.span.start == 60)
            .map(|c| c.id);
        let first = s.view().rounds()[0].id;
        s.ruled(&["cat"], first, &[calm.unwrap()], Ruling::Both);
        assert_eq!(due_for(&s, "ana", again), ana);
        assert_eq!(due_for(&s, "ben", again), ana);
    }

    #[test]
    fn nothing_is_copied_twice_and_what_was_uncoded_stays_so() {
        for from in [StartFrom::OwnCodings, StartFrom::Consensus] {
            let (mut s, again) = told(from);
            let changes = copies(due_for(&s, "ana", again));
            let many = changes.len();
            save(&mut s, "ana", "device01", changes);
            assert_eq!(due_for(&s, "ana", again), Due::Nothing);
            let all: Vec<CodingId> = s.view_for("ana").codings().map(|c| c.id).collect();
            assert_eq!(all.len(), many);
            for coding in all {
                s.push("ana", Change::Uncoded { coding });
            }
            assert_eq!(due_for(&s, "ana", again), Due::Nothing);
            let view = s.view_for("ana");
            assert_eq!(held(&view, view.round(again).unwrap()), Some((many, 0)));
        }
    }

    #[test]
    fn two_devices_that_copy_at_once_leave_one_copy() {
        let (mut s, again) = told(StartFrom::OwnCodings);
        let changes = copies(due_for(&s, "ana", again));
        save(&mut s, "ana", "device01", changes.clone());
        save(&mut s, "ana", "device02", changes);
        let here = |s: &Study| -> Vec<(Span, CodingId)> {
            let view = s.view_for("ana");
            let mut all: Vec<_> = view.codings().map(|c| (c.span, c.id)).collect();
            all.sort();
            all
        };
        let all = here(&s);
        assert_eq!(all.len(), 6);
        // The first of the second device was uncoded there before it heard of the other.
        let second = s
            .events
            .iter()
            .find(|e| e.device.as_str() == "device02")
            .unwrap()
            .id;
        s.push(
            "ana",
            Change::Uncoded {
                coding: second.into(),
            },
        );
        let doubles = copies(due_for(&s, "ana", again));
        assert_eq!(doubles.len(), 3);
        save(&mut s, "ana", "device01", doubles);
        let left: Vec<u32> = here(&s).iter().map(|(span, _)| span.start).collect();
        assert_eq!(left, [20, 90]);
        assert_eq!(due_for(&s, "ana", again), Due::Nothing);
    }

    #[test]
    fn nothing_is_copied_while_part_of_it_is_not_here() {
        let (s, again) = told(StartFrom::Consensus);
        let last = s
            .events
            .iter()
            .rposition(|e| matches!(e.change, Change::Ruled { .. }));
        let mut events = s.events.clone();
        events.remove(last.unwrap());
        let view = View::new(events, Some("ben".parse().unwrap()));
        let round = view.round(again).unwrap();
        assert_eq!(due(&view, round, &source("s"), None), Due::NotHere);
    }
}
