//! The gate: which events a viewer may see. It works on events, before the fold, so that nothing
//! hidden ever reaches a state, a count, an index or a message.
//!
//! Two invariants, both while a blind round has not opened:
//!
//! - **Of its time.** Work of its coders that its maker did not know of when the round was opened is
//!   seen by nobody but its author. Work is codings, memos, private codes, codebook edits, themes
//!   and reading progress; plans, finished marks, submissions and verdicts on rounds that are over
//!   are not. Work of a round that is not here yet waits: the round may be blind.
//! - **Of its sources.** What else is about its sources is seen by none of its coders, not by its
//!   adjudicator, and not by the public: codings, memos, reading progress, verdicts with what is
//!   noted on them, the choice of what findings come from, and what a review of them says of codes,
//!   of any other round or of none, made before it or meanwhile, also one's own from before. A memo
//!   on a person is about the sources they speak in. Whoever is named and outside the round sees it.
//!   The codebook is about no source: it stays as it is.
//!
//! A **mapping** of codes to a framework that is blind and has not opened keeps in the same way what
//! its coders map, value and make of frameworks meanwhile: nobody but its author sees it.
//!
//! Whether something waits is told by plans and submissions; what is hidden changes nothing of it.

mod barrier;
mod mapping;
mod sources;
mod speaking;

use super::border::Border;
use super::coding::MemoOn;
use super::event::{Change, Event};
use super::ids::{CodeId, CoderId, EventId, RoundId, SourceId};
use super::kin::Kin;
use super::mapping::Mapping;
use super::mark::Mark;
use super::place::Place;
use super::review::Cogency;
use super::round::Round;
use super::shared::Ledger;
use barrier::Barrier;
use mapping::{Shut, Stage, speaks_of, stage};
use sources::{LONGEST, Sources, source_of};
pub(super) use speaking::{Speaking, is_on_a_person, tells_who_speaks};
use std::collections::{HashMap, HashSet};

/// A round that is over: what was done in it until its coders submitted is everybody's.
#[derive(Clone, Debug, PartialEq)]
struct Over {
    place: usize,
    sources: HashSet<SourceId>,
    submitted: Border,
}

/// The barriers in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Gate {
    barriers: Vec<Barrier>,
    /// The sources of every round there is.
    rounds: HashMap<RoundId, HashSet<SourceId>>,
    /// When each was opened, and what its maker knew.
    opened: HashMap<RoundId, (Place, Border)>,
    over: HashMap<RoundId, Over>,
    mappings: Vec<Shut>,
}

/// What the gate says of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passage {
    Seen,
    Hidden,
    /// Hidden until the event it speaks of is here and can be judged.
    Waiting,
}

enum Class {
    Public,
    /// One coder's work, in a round or free.
    Work(Option<RoundId>),
    Ruling(RoundId),
    /// One coder's work in a mapping.
    Mapped(RoundId),
    /// A verdict on what was mapped.
    MappingRuled(RoundId),
    Framework,
    /// An edit of the shared codebook by a conference on this round.
    Conference(RoundId),
    Codebook,
    /// An edit of this code, shared or private.
    Code(CodeId),
    /// Like the event it speaks of.
    Follows(EventId),
    /// Like the coding, memo or verdict this event made.
    About(EventId),
}

impl Gate {
    /// The barriers of these rounds. What is about a source is about its kin, too; what is about a
    /// person is about the sources they speak in.
    pub fn of(rounds: &[Round], kin: &Kin, speaking: &Speaking) -> Gate {
        let sources = |r: &Round| r.plan.sources.iter().cloned().collect();
        let submitted = |r: &Round| {
            let marks = r.submitted.values().flat_map(|s| &s.marks);
            Border::of(&marks.cloned().collect::<Vec<_>>())
        };
        let mut rounds: Vec<&Round> = rounds.iter().collect();
        rounds.sort_by(|a, b| a.opened.cmp(&b.opened));
        let placed = || rounds.iter().enumerate();
        let shut = placed().filter(|(_, r)| !r.is_open());
        Gate {
            barriers: shut
                .map(|(place, r)| Barrier::of((place, *r), kin, speaking))
                .collect(),
            rounds: rounds.iter().map(|r| (r.id, sources(r))).collect(),
            opened: rounds
                .iter()
                .map(|r| (r.id, (r.opened.clone(), Border::of(&r.plan.known))))
                .collect(),
            over: placed()
                .filter(|(_, r)| r.is_over())
                .map(|(place, r)| {
                    (
                        r.id,
                        Over {
                            place,
                            sources: sources(r),
                            submitted: submitted(r),
                        },
                    )
                })
                .collect(),
            mappings: Vec::new(),
        }
    }

    /// With these mappings, too.
    pub fn with(mut self, mappings: &[Mapping]) -> Gate {
        self.mappings = mappings.iter().map(Shut::of).collect();
        self
    }

    pub fn has_barriers(&self) -> bool {
        !self.barriers.is_empty() || self.mappings.iter().any(Shut::is_shut)
    }

    /// Whether a blind round that has not opened keeps what else is about a source.
    pub fn covers(&self, round: RoundId, source: &SourceId) -> bool {
        let mut barriers = self.barriers.iter();
        barriers.any(|b| b.round == round && b.sources.contains(source))
    }

    /// Judges an event for a viewer; `None` is the public view.
    pub fn judge(&self, event: &Event, viewer: Option<&CoderId>, ledger: &Ledger) -> Passage {
        let mut passage = self.judge_alone(event, viewer, ledger);
        let hides = self.has_barriers();
        for named in named_beside(&event.change) {
            if passage == Passage::Seen && hides {
                passage = match ledger.get(&named) {
                    Some(made) => self.judge_alone(made, viewer, ledger),
                    None => Passage::Waiting,
                };
            }
        }
        // What speaks of something hidden is hidden with it, whoever says it: else it would tell
        // that there is something.
        let mut at = event;
        for _ in 0..LONGEST {
            let subject = match passage {
                Passage::Seen if hides => subject_of(&at.change),
                _ => None,
            };
            let Some(subject) = subject else {
                return passage;
            };
            match ledger.get(&subject) {
                None => return Passage::Waiting,
                Some(subject) => match self.judge_alone(subject, viewer, ledger) {
                    Passage::Seen => at = subject,
                    other => return other,
                },
            }
        }
        // A longer chain is nothing this program writes.
        Passage::Hidden
    }

    /// Judges an event by itself, whatever it speaks of.
    fn judge_alone(&self, event: &Event, viewer: Option<&CoderId>, ledger: &Ledger) -> Passage {
        let is_own = viewer == Some(event.author()) || viewer == Some(&event.coder);
        let passage = match is_own {
            true => Passage::Seen,
            false => self.by_its_time(event, viewer, ledger),
        };
        match passage {
            Passage::Seen => self.by_its_sources(event, viewer, ledger),
            other => other,
        }
    }

    /// Whether an event that waits for what it speaks of can be said to wait: not where it may be
    /// work of a blind round's time, for then its being there would tell of it.
    pub fn can_be_missed(&self, event: &Event, viewer: Option<&CoderId>) -> bool {
        let is_own = viewer == Some(event.author()) || viewer == Some(&event.coder);
        let may_hide = |b: &Barrier| {
            let known = b.known.holds(event) && event.order() < b.opened.key();
            let in_time = b.cancelled.is_none() || b.keeps(event, None, None);
            b.is_by_coder(event) && in_time && !known
        };
        let mapped = self.mappings.iter().any(|m| m.holds(event));
        is_own || !mapped && !self.barriers.iter().any(may_hide)
    }

    /// Judges what somebody else made by the first invariant.
    fn by_its_time(&self, event: &Event, viewer: Option<&CoderId>, ledger: &Ledger) -> Passage {
        // A retraction is judged like what it takes back, an edit like what it edits.
        let mut subject = event;
        if let Class::Follows(target) = class_of(&subject.change) {
            match follow(target, ledger) {
                Some(target) => subject = target,
                None => return Passage::Waiting,
            }
        }
        // An edit speaks of a memo, which may be noted on a verdict: no chain is longer.
        for _ in 0..2 {
            let Class::About(target) = class_of(&subject.change) else {
                break;
            };
            let noted = matches!(subject.change, Change::MemoWritten { .. });
            match ledger.get(&target) {
                // What is noted on something that is no verdict is free work.
                Some(target) if noted && !matches!(target.change, Change::Ruled { .. }) => break,
                Some(target) => subject = target,
                None => return Passage::Waiting,
            }
        }
        let (round, is_codebook) = match class_of(&subject.change) {
            Class::Public => return Passage::Seen,
            Class::Ruling(round) if self.over.contains_key(&round) => return Passage::Seen,
            Class::Ruling(round) => (Some(round), false),
            Class::Work(round) => (round, false),
            // What is settled in one that has opened is everybody's.
            Class::MappingRuled(mapping) if stage(&self.mappings, mapping) == Stage::Open => {
                return Passage::Seen;
            }
            Class::Mapped(mapping) | Class::MappingRuled(mapping) => {
                match stage(&self.mappings, mapping) {
                    Stage::NotHere => return Passage::Waiting,
                    Stage::Shut => return Passage::Hidden,
                    Stage::Open => (None, false),
                }
            }
            Class::Framework if self.mappings.iter().any(|m| m.holds(subject)) => {
                return Passage::Hidden;
            }
            Class::Framework => (None, false),
            Class::Codebook => (None, true),
            // There is no conference before the round is over, whoever says so.
            Class::Conference(round) if self.over.contains_key(&round) => (None, true),
            Class::Conference(round) if self.rounds.contains_key(&round) => return Passage::Hidden,
            Class::Conference(_) => return Passage::Waiting,
            // A private code's edits belong to the round it arose in, like the code.
            Class::Code(code) => match ledger.get(&code.event()).map(|e| &e.change) {
                Some(Change::CodeAdded { private, .. }) => (*private, private.is_none()),
                _ => return Passage::Waiting,
            },
            // An edit that speaks of an edit is nothing this program writes.
            Class::About(_) | Class::Follows(_) => (None, false),
        };
        if round.is_some_and(|r| !self.rounds.contains_key(&r)) {
            return Passage::Waiting;
        }
        let source = source_of(&subject.change, ledger);
        let hides = |b: &Barrier| {
            let known = b.known.holds(event) && event.order() < b.opened.key();
            if known || round.is_some_and(|r| self.is_exempt(event, r, b, source)) {
                return false;
            }
            if b.cancelled.is_some() {
                let opened = round.and_then(|r| self.opened.get(&r));
                return b.is_by_coder(event) && b.keeps(event, round, opened);
            }
            b.is_by_coder(event) || (is_codebook && viewer.is_some_and(|v| b.coders.contains(v)))
        };
        match self.barriers.iter().any(hides) {
            true => Passage::Hidden,
            false => Passage::Seen,
        }
    }

    /// Judges an event by the second invariant.
    fn by_its_sources(&self, event: &Event, viewer: Option<&CoderId>, ledger: &Ledger) -> Passage {
        let mut passage = Passage::Seen;
        for barrier in self.barriers.iter().filter(|b| b.binds(viewer)) {
            let sources = Sources {
                barrier,
                viewer,
                rounds: &self.rounds,
                ledger,
            };
            match sources.keep(event) {
                Some(true) => return Passage::Hidden,
                Some(false) => {}
                None => passage = Passage::Waiting,
            }
        }
        passage
    }

    /// Whether what these coders submitted in a round may hold work of a blind round's time that
    /// does not pass. Asked of the plans and submissions alone, which everybody sees: an answer that
    /// went by what is hidden would tell of it.
    pub fn withholds(&self, round: &Round, coders: &[CoderId]) -> bool {
        let apart = |b: &Barrier| {
            let over = self.over.get(&round.id);
            over.is_some_and(|o| o.place < b.place || o.sources.is_disjoint(&b.sources))
        };
        // The submission itself counts as well as what it reaches to: how far that is, of what was
        // submitted since, tells whether there was work in between.
        let later = |b: &Barrier, coder: &CoderId| {
            let marks = round.submitted.get(coder).into_iter();
            let theirs = |m: &&Mark| b.coders.contains(coder) || b.coders.contains(&m.coder);
            let mut marks = marks.flat_map(|s| &s.marks).chain(round.sent.get(coder));
            marks.any(|m| theirs(&m) && !b.known.reaches(m))
        };
        // Of one that was cancelled before the round was opened, there can be nothing in it.
        let opened = self.opened.get(&round.id);
        let before = |b: &&Barrier| !b.is_cancelled_before(opened);
        let mut barriers = self.barriers.iter().filter(before);
        barriers.any(|b| !apart(b) && coders.iter().any(|c| later(b, c)))
    }

    /// Whether a cancelled round keeps an event from everybody but its author.
    pub fn leaves_behind(&self, event: &Event, ledger: &Ledger) -> bool {
        let mut cancelled = self.clone();
        cancelled.barriers.retain(|b| b.cancelled.is_some());
        cancelled.judge(event, None, ledger) == Passage::Hidden
    }

    /// Whether work of this round passes a barrier: the round is over, the work was submitted in it
    /// and lies in its sources, and it was not opened after the barrier over the same source, which
    /// would open a way round it. What is added to a submitted round later is work of the blind
    /// round's time: a memo on an old coding, another clause for a code found there.
    fn is_exempt(
        &self,
        event: &Event,
        round: RoundId,
        barrier: &Barrier,
        source: Option<&SourceId>,
    ) -> bool {
        let here = self.over.get(&round).filter(|_| round != barrier.round);
        let Some(over) = here.filter(|over| over.submitted.holds(event)) else {
            return false;
        };
        match source {
            Some(source) => {
                over.sources.contains(source)
                    && !(over.place > barrier.place && barrier.sources.contains(source))
            }
            None => over.place < barrier.place || over.sources.is_disjoint(&barrier.sources),
        }
    }
}

/// What a note, an edit or a retraction speaks of.
fn subject_of(change: &Change) -> Option<EventId> {
    match change {
        Change::MemoWritten { on, .. } => match on {
            MemoOn::Coding(coding) => Some(coding.event()),
            MemoOn::Code(code) => Some(code.event()),
            MemoOn::Theme(theme) => Some(theme.event()),
            MemoOn::Relation(relation) => Some(relation.event()),
            MemoOn::Cell(row, _) => Some(row.event()),
            _ => None,
        },
        Change::ThemeEdited { theme, .. }
        | Change::ThemeMoved { theme, .. }
        | Change::ThemeRetired { theme }
        | Change::CodePlaced { theme, .. }
        | Change::ThemeJudged { theme, .. } => Some(theme.event()),
        Change::EvidenceMarked { on, .. } => Some(on.event()),
        Change::ClaimAnswered(said) => Some(said.packet.event()),
        // That of a code nobody else knows of tells that there is one.
        Change::CodeReviewed { code, .. } => Some(code.event()),
        other => match class_of(other) {
            Class::Follows(event) | Class::About(event) => Some(event),
            Class::Code(code) => Some(code.event()),
            _ => None,
        },
    }
}

/// What is named beside the subject: the code a reviewer would merge another into, all that is mapped, the
/// coding that is evidence on a theme, the themes handed to members.
fn named_beside(change: &Change) -> Vec<EventId> {
    match change {
        Change::EvidenceMarked { coding, .. } => vec![coding.event()],
        Change::PacketGiven(packet) => packet.claims.iter().map(|c| c.theme.event()).collect(),
        Change::ClaimAnswered(said) => vec![said.theme.event()],
        Change::CodeReviewed {
            judgement: Cogency::Merge(into),
            ..
        } => vec![into.event()],
        other => speaks_of(other),
    }
}

/// The event a chain of retractions or an assent finally speaks of.
pub(super) fn follow(target: EventId, ledger: &Ledger) -> Option<&Event> {
    let mut at = ledger.get(&target)?;
    for _ in 0..64 {
        at = match &at.change {
            Change::Retract { event } => ledger.get(event)?,
            Change::Assented { verdict } => ledger.get(&verdict.event())?,
            _ => return Some(at),
        };
    }
    None
}

fn class_of(change: &Change) -> Class {
    match change {
        Change::Coded { round, .. } => Class::Work(*round),
        Change::CodingsCarried { .. } => Class::Work(None),
        // What is noted on a verdict belongs to the meeting, like the verdict.
        Change::MemoWritten {
            on: MemoOn::Verdict(verdict),
            ..
        } => Class::About(verdict.event()),
        Change::MemoWritten { round, .. } => Class::Work(*round),
        Change::Reached { round, .. } => Class::Work(*round),
        Change::Recoded { coding, .. } | Change::Uncoded { coding } => Class::About(coding.event()),
        Change::MemoEdited { memo, .. }
        | Change::MemoRemoved { memo }
        | Change::SummaryRests { memo, .. } => Class::About(memo.event()),
        Change::AnswerFollowed { answer, .. } => Class::About(answer.event()),
        Change::CodeAdded {
            private: Some(round),
            ..
        } => Class::Work(Some(*round)),
        Change::CodeAdded { .. } => Class::Codebook,
        Change::CodeEdited { code, .. }
        | Change::CodeMoved { code, .. }
        | Change::CodeMerged { code, .. }
        | Change::CodeRetired { code }
        | Change::CodeRestored { code, .. } => Class::Code(*code),
        Change::CodesJudged { round, .. } => Class::Conference(*round),
        Change::BasisChosen { .. }
        | Change::CodeReviewed { .. }
        | Change::ThemeAdded { .. }
        | Change::ThemeEdited { .. }
        | Change::ThemeMoved { .. }
        | Change::ThemeRetired { .. }
        | Change::CodePlaced { .. }
        | Change::Related { .. }
        | Change::RelationDropped { .. }
        | Change::EvidenceMarked { .. }
        | Change::ThemeJudged { .. }
        | Change::PacketGiven(_)
        | Change::ClaimAnswered(_) => Class::Work(None),
        Change::FrameworkAdded(_) | Change::ConstructAdded(_) | Change::ConstructEdited { .. } => {
            Class::Framework
        }
        Change::CodeMapped(said) => Class::Mapped(said.mapping),
        Change::ValenceGiven(valued) => Class::Mapped(valued.mapping),
        Change::MappingRuled(ruling) => Class::MappingRuled(ruling.mapping),
        Change::Retract { event } => Class::Follows(*event),
        Change::Ruled { round, .. } => Class::Ruling(*round),
        Change::Assented { verdict } => Class::Follows(verdict.event()),
        // What this version cannot read it cannot judge either.
        Change::Sealed { .. } | Change::TakenOut | Change::Unknown { .. } => Class::Work(None),
        Change::CoderJoined { .. }
        | Change::Upgraded { .. }
        | Change::Continued { .. }
        | Change::SourceAdded { .. }
        | Change::SourceEdited { .. }
        | Change::SourceRemoved { .. }
        | Change::SpeakerSet { .. }
        | Change::AttributeSet { .. }
        | Change::AttributeDeclared { .. }
        | Change::TimePointsNamed { .. }
        | Change::CitingSet { .. }
        | Change::TextRevised { .. }
        | Change::ParticipantWithdrawn { .. }
        | Change::ReviewOpened(_)
        | Change::ReviewClosed { .. }
        | Change::MappingOpened(_)
        | Change::MappingStepped { .. }
        | Change::RoundOpened(_)
        | Change::RoundClosed { .. }
        | Change::RoundCancelled { .. }
        | Change::Finished { .. }
        | Change::Submitted { .. }
        | Change::SpeakersCorrected { .. }
        | Change::SubmissionWithdrawn { .. } => Class::Public,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::coding::MemoOn;
    use crate::model::event::Change;
    use crate::model::fixture::{Study, coder, source, span};
    use crate::model::ids::CodingId;
    use crate::model::snapshot::NotYet;
    use crate::model::view::View;

    fn study() -> Study {
        let mut study = Study::new();
        study.coders(&["ana", "ben", "cat"]).source("s", 100);
        study.code("hope");
        study
    }

    #[test]
    fn work_of_a_round_that_is_not_here_waits() {
        let mut s = study();
        let plan = s.plan("r", &["ana", "ben"], &["s"]);
        let round = s.open("cat", plan);
        let coding = s.coded("ben", Some(round), "s", 0..10, "hope");
        let opened = round.event();
        let (early, late): (Vec<_>, Vec<_>) =
            s.events.iter().cloned().partition(|e| e.id != opened);
        for viewer in [None, Some(coder("ana")), Some(coder("cat"))] {
            let mut view = View::new(early.iter().cloned(), viewer);
            assert_eq!(view.codings().count(), 0);
            assert_eq!(view.notices().len(), 1);
            view.admit(late.iter().cloned());
            assert_eq!(view.codings().count(), 0);
            assert!(view.notices().is_empty());
            assert_eq!(view.snapshot(round), Err(NotYet::Blind));
        }
        // One's own work is there at once.
        assert_eq!(View::new(early, Some(coder("ben"))).codings().count(), 1);
        s.submit("ana", round);
        s.submit("ben", round);
        assert!(s.view_for("ana").coding(coding).is_some());
    }

    /// What ben's other device did is not here yet; that this one speaks of it is his alone.
    #[test]
    fn that_work_of_a_blind_round_waits_for_other_work_is_not_said() {
        let mut s = study();
        let coding = CodingId(uuid::Uuid::from_u128(1_000));
        let speaking = [
            Change::Uncoded { coding },
            Change::MemoWritten {
                of: None,
                round: None,
                on: MemoOn::Verdict(coding.event().into()),
                text: "of a verdict".into(),
                kind: None,
                about: Vec::new(),
            },
            Change::Retract {
                event: coding.event(),
            },
            Change::CodeRetired {
                code: coding.event().into(),
            },
            Change::Coded {
                of: None,
                round: Some(coding.event().into()),
                source: source("s"),
                revision: 1,
                span: span(0..10),
                code: coding.event().into(),
                digest: Default::default(),
                certain: true,
                rating: None,
                via: None,
            },
        ];
        let round = s.round(&["s"]);
        for cancelled in [false, true] {
            for change in &speaking {
                let mut s = s.clone();
                s.push_on("ben", "device02", 2_000_000_000_000, change.clone());
                if cancelled {
                    let known = s.plan("", &[], &[]).known;
                    s.push("ana", Change::RoundCancelled { round, known });
                }
                for viewer in [None, Some(coder("ana")), Some(coder("cat"))] {
                    let view = View::new(s.events.clone(), viewer.clone());
                    assert_eq!(view.notices(), [], "{viewer:?} {change:?}");
                }
                s.push("ana", Change::RoundClosed { round });
                let view = View::new(s.events.clone(), None);
                assert_eq!(view.notices().is_empty(), cancelled, "{change:?}");
            }
        }
        // Who is no coder of the round does nothing blind in it.
        s.push("cat", speaking[0].clone());
        assert_eq!(s.view_for("ana").notices().len(), 1);
    }

    /// A round that is over gives no way round a blind one: what is added to it meanwhile waits.
    #[test]
    fn what_is_added_to_a_round_that_is_over_waits() {
        use crate::model::event::CodeField;
        let mut s = study();
        let first = s.round(&["s"]);
        let worry = s.private_code("ben", first, "worry");
        let coding = s.coded("ben", Some(first), "s", 0..10, "worry");
        s.submit("ana", first);
        s.submit("ben", first);
        let second = s.round(&["s"]);
        let memo = |on| Change::MemoWritten {
            of: None,
            round: Some(first),
            on,
            text: "later".into(),
            kind: None,
            about: Vec::new(),
        };
        let finished = s.events.last().unwrap().id;
        s.push("ben", memo(MemoOn::Coding(coding)));
        s.push("ben", memo(MemoOn::Verdict(finished.into())));
        s.push(
            "ben",
            Change::CodeEdited {
                code: worry,
                field: CodeField::Name("later".into()),
                replaces: Vec::new(),
                on: None,
            },
        );
        s.coded("ben", Some(first), "s", 20..30, "hope");
        let seen = |s: &Study, viewer: &str| {
            let view = s.view_for(viewer);
            let named = view.codebook().get(worry).map(|c| c.name.clone());
            let figures = view.snapshot(first).map(|x| x.codings[1].len());
            (view.memos().count(), view.codings().count(), named, figures)
        };
        let worry_still = || Some("worry".to_owned());
        assert_eq!(seen(&s, "cat"), (0, 1, worry_still(), Ok(1)));
        let again = Err(NotYet::Again("round 1".into()));
        assert_eq!(seen(&s, "ana"), (0, 0, worry_still(), again));
        s.submit("ana", second);
        s.submit("ben", second);
        let (memos, codings, named, figures) = seen(&s, "ana");
        assert!(memos >= 1 && codings == 2 && figures == Ok(1));
        assert_eq!(named.as_deref(), Some("later"));
    }

    /// Whether the figures of an open round are there does not depend on hidden work.
    #[test]
    fn hidden_work_does_not_take_an_open_rounds_figures_away() {
        let told = |hidden: bool, submits: bool| {
            let mut s = study();
            let mut plan = s.plan("open", &["ana", "cat", "ben"], &["s"]);
            plan.blind = false;
            let open = s.open("cat", plan);
            s.submit("ana", open);
            s.submit("cat", open);
            let plan = s.plan("blind", &["ana", "ben"], &["s"]);
            s.open("cat", plan);
            if hidden {
                s.coded("ben", Some(open), "s", 0..10, "hope");
            }
            if submits {
                s.submit("ben", open);
            }
            let of = |viewer: &str| s.view_for(viewer).snapshot(open).map(|x| x.coders.len());
            (of("ana"), of("cat"))
        };
        let again = Err(NotYet::Again("blind".into()));
        assert_eq!(told(false, false), (again.clone(), Ok(2)));
        assert_eq!(told(true, false), (again, Ok(2)));
        // Over, but opened before the blind round: what was submitted passes.
        assert_eq!(told(false, true), told(true, true));
    }

    /// Nor does how much of a journal a submission reaches to: part of an open round, submitted
    /// after the blind one was opened, waits whether there was work in between or not.
    #[test]
    fn a_submission_does_not_tell_whether_there_was_hidden_work_before_it() {
        let told = |hidden: bool, first: &str| {
            let mut s = study();
            let mut plan = s.plan("open", &["ana", "cat", "ben"], &["s"]);
            plan.blind = false;
            let open = s.open("cat", plan);
            s.coded("ben", Some(open), "s", 0..10, "hope");
            s.submit(first, open);
            let plan = s.plan("blind", &["ana", "ben"], &["s"]);
            let blind = s.open("cat", plan);
            if hidden {
                s.coded("ben", Some(blind), "s", 0..10, "hope");
            }
            let other = match first {
                "ana" => "ben",
                _ => "ana",
            };
            s.submit(other, open);
            let of = |viewer: &str| s.view_for(viewer).snapshot(open).map(|x| x.coders.len());
            ["ana", "ben", "cat"].map(of)
        };
        for first in ["ana", "ben"] {
            let again = || Err(NotYet::Again("blind".into()));
            let waits = [again(), again(), Err(NotYet::Meanwhile)];
            assert_eq!(told(false, first), waits, "{first}");
            assert_eq!(told(true, first), waits, "{first}");
        }
    }

    #[test]
    fn a_later_rounds_codebook_gives_no_private_code_away() {
        let mut s = study();
        let first = s.round(&["s"]);
        s.private_code("ana", first, "wish");
        let second = s.round(&["s"]);
        let names = |s: &Study, viewer| -> Vec<String> {
            let view = s.view_for(viewer);
            let round = view.round(second).cloned().unwrap();
            let codebook = view.codebook_known_to(&round.plan.known);
            codebook.all().map(|c| c.name.clone()).collect()
        };
        assert_eq!(names(&s, "ben"), ["hope"]);
        assert_eq!(names(&s, "ana"), ["hope"]);
        for round in [first, second] {
            s.submit("ana", round);
            s.submit("ben", round);
        }
        assert_eq!(names(&s, "ben"), ["hope"]);
    }

    #[test]
    fn work_under_the_name_of_a_round_that_is_over_opens_no_way_round() {
        let mut s = study();
        s.source("t", 100);
        let first = s.round(&["s"]);
        let second = s.round(&["t"]);
        let noted = |at: &str| Change::MemoWritten {
            of: None,
            round: Some(first),
            on: MemoOn::Source(crate::model::fixture::source(at)),
            text: at.into(),
            kind: None,
            about: Vec::new(),
        };
        // Both memos carry the first round; only one lies in its sources.
        s.push("ben", noted("s"));
        s.push("ben", noted("t"));
        let coding = s.coded("ben", Some(first), "t", 0..10, "hope");
        for round in [first, second] {
            let seen = |s: &Study| {
                let view = s.view_for("ana");
                let memos: Vec<String> = view.memos().map(|m| m.text.clone()).collect();
                (memos, view.coding(coding).is_some())
            };
            if round == second {
                assert_eq!(seen(&s), (vec!["s".to_owned()], false));
            } else {
                assert_eq!(seen(&s), (Vec::new(), false));
            }
            s.submit("ana", round);
            s.submit("ben", round);
        }
        assert_eq!(s.view_for("ana").memos().count(), 2);
        assert!(s.view_for("ana").coding(coding).is_some());
    }

    #[test]
    fn a_plan_cannot_know_what_came_after_it() {
        let mut s = study();
        let mut plan = s.plan("r", &["ana", "ben"], &["s"]);
        for mark in &mut plan.known {
            mark.seq = 1_000;
        }
        let round = s.open("ana", plan);
        let coding = s.coded("ben", Some(round), "s", 0..10, "hope");
        assert!(s.view_for("ana").coding(coding).is_none());
        assert!(s.view_for("ben").coding(coding).is_some());
    }

    #[test]
    fn a_verdict_on_a_round_that_is_blind_still_is_its_makers_own() {
        let mut s = study();
        let round = s.round(&["s"]);
        let coding = s.coded("ben", Some(round), "s", 0..10, "hope");
        let kept = crate::model::verdict::Ruling::Kept;
        let verdict = s.ruled(&["ben"], round, &[coding], kept).into();
        s.push("ben", Change::Assented { verdict });
        let noted = Change::MemoWritten {
            of: None,
            round: None,
            on: MemoOn::Verdict(verdict),
            text: "why".into(),
            kind: None,
            about: Vec::new(),
        };
        let memo = s.push("ben", noted).into();
        let edited = Change::MemoEdited {
            memo,
            text: "because".into(),
            replaces: Vec::new(),
            kind: None,
        };
        s.push("ben", edited);
        for (viewer, sees) in [("ana", 0), ("ben", 1)] {
            let view = s.view_for(viewer);
            assert_eq!(view.verdicts_of(round).count(), sees);
            assert_eq!(view.memos().count(), sees);
        }
    }
}
