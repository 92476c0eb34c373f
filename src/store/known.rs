//! What has been seen of a study: every event once, the clock over all of them, the digests of
//! texts, and the ranges of broken journals their owners have settled.

use super::device::{Left, Lines};
use super::journal::Break;
use super::name::JournalName;
use crate::model::clock::Stamp;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, Digest, EventId, SourceId};
use crate::model::mapping::MappingStep;
use crate::model::mark::Mark;
use crate::model::source::Structured;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What became of an event handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    New,
    /// Seen before, the same.
    Again,
    /// Another event of this id was seen before, and stays.
    Differs,
}

/// A range of lines its owner went on after.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Settled {
    coder: CoderId,
    journal: String,
    from: u64,
    to: u64,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Known {
    #[serde(skip)]
    events: HashMap<EventId, Arc<Event>>,
    settled: Vec<Settled>,
    texts: HashMap<(SourceId, u32), Vec<Digest>>,
    structures: HashMap<(SourceId, u32), Vec<Digest>>,
    /// By source: endings and digests of the files as they were given.
    originals: HashMap<SourceId, Vec<(String, Digest)>>,
    /// Revisions that rounds were submitted on, by source.
    submitted: HashMap<SourceId, BTreeSet<u32>>,
    studies: Vec<Digest>,
    marks: Vec<Mark>,
    clock: Stamp,
}

impl Known {
    /// The same but for the events themselves.
    pub(crate) fn without_events(&self) -> Known {
        Known {
            events: HashMap::new(),
            settled: self.settled.clone(),
            texts: self.texts.clone(),
            structures: self.structures.clone(),
            originals: self.originals.clone(),
            submitted: self.submitted.clone(),
            studies: self.studies.clone(),
            marks: self.marks.clone(),
            clock: self.clock,
        }
    }

    pub(crate) fn clock(&self) -> Stamp {
        self.clock
    }

    pub(crate) fn has(&self, id: EventId) -> bool {
        self.events.contains_key(&id)
    }

    pub(crate) fn reserve(&mut self, more: usize) {
        self.events.reserve(more);
    }

    pub(crate) fn take(&mut self, event: &Arc<Event>) -> Taken {
        if let Some(before) = self.events.get(&event.id) {
            return match before == event {
                true => Taken::Again,
                false => Taken::Differs,
            };
        }
        self.events.insert(event.id, event.clone());
        self.learn(event);
        Taken::New
    }

    /// Takes over what an event says of journals, texts and the study.
    pub(crate) fn learn(&mut self, event: &Event) {
        match &event.change {
            Change::Continued {
                journal,
                from_line,
                to_line,
            } => self.settled.push(Settled {
                coder: event.coder.clone(),
                journal: journal.clone(),
                from: *from_line,
                to: *to_line,
            }),
            Change::SourceAdded {
                source,
                text,
                structure,
                extension,
                original,
                ..
            } => {
                let originals = self.originals.entry(source.clone()).or_default();
                originals.push((extension.clone(), original.clone()));
                self.text(source, 1, text);
                self.structure(source, 1, structure);
            }
            Change::TextRevised {
                source,
                revision,
                text,
                structure,
                ..
            } => {
                self.text(source, *revision, text);
                self.structure(source, *revision, structure);
            }
            Change::CoderJoined { study, .. } => self.study(study),
            Change::Upgraded {
                study,
                structures,
                known,
                ..
            } => {
                self.study(study);
                self.recorded(structures, known);
            }
            Change::SpeakersCorrected { known, .. } | Change::RoundCancelled { known, .. } => {
                self.recorded(&[], known);
            }
            Change::RoundOpened(plan) => self.recorded(&plan.structures, &plan.known),
            Change::MappingOpened(plan) => self.recorded(&[], &plan.known),
            Change::MappingStepped {
                step: MappingStep::Submitted(marks),
                ..
            } => self.recorded(&[], marks),
            Change::Submitted { submission, .. } => {
                self.recorded(&submission.structures, &submission.marks);
                for (source, revision) in &submission.revisions {
                    let of = self.submitted.entry(source.clone()).or_default();
                    of.insert(*revision);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, source: &SourceId, revision: u32, digest: &Digest) {
        let known = self.texts.entry((source.clone(), revision)).or_default();
        known.push(digest.clone());
    }

    fn study(&mut self, digest: &Digest) {
        add(&mut self.studies, digest);
    }

    fn structure(&mut self, source: &SourceId, revision: u32, digest: &Digest) {
        let known = self.structures.entry((source.clone(), revision));
        add(known.or_default(), digest);
    }

    fn recorded(&mut self, structures: &[Structured], marks: &[Mark]) {
        for s in structures {
            self.structure(&s.source, s.revision, &s.digest);
        }
        self.marks.extend(marks.iter().cloned());
    }

    /// How far plans, submissions and upgrades say that journals went.
    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Endings and digests of a source's file as it was given.
    pub(crate) fn originals(&self, source: &SourceId) -> &[(String, Digest)] {
        self.originals.get(source).map_or(&[], Vec::as_slice)
    }

    /// The sources made of a file of this digest.
    pub(crate) fn sources_of(&self, original: &Digest) -> Vec<SourceId> {
        let is = |files: &[(String, Digest)]| files.iter().any(|(_, d)| d == original);
        let all = self.originals.iter();
        all.filter(|(_, files)| is(files))
            .map(|(source, _)| source.clone())
            .collect()
    }

    /// Revisions of a source that rounds were submitted on, the first first.
    pub(crate) fn submitted(&self, source: &SourceId) -> Vec<u32> {
        let of = self.submitted.get(source);
        of.into_iter().flatten().copied().collect()
    }

    /// The digests of the study that events record.
    pub(crate) fn studies(&self) -> &[Digest] {
        &self.studies
    }

    /// Digests recorded of the structure of a revision, each once; more than one were recorded
    /// apart from each other.
    pub(crate) fn structures(&self, source: &SourceId, revision: u32) -> &[Digest] {
        let found = self.structures.get(&(source.clone(), revision));
        found.map_or(&[], Vec::as_slice)
    }

    /// Takes over a clock that was seen; says whether it lies too far ahead.
    pub(crate) fn is_ahead(&mut self, seen: Stamp, now_ms: u64) -> bool {
        !self.clock.adopt(seen, now_ms)
    }

    /// The stamp of the next event.
    pub(crate) fn tick(&mut self, now_ms: u64) -> Stamp {
        self.clock.next(now_ms)
    }

    pub(crate) fn set_clock(&mut self, clock: Stamp) {
        self.clock = clock;
    }

    /// Digests a revision's text may have; none when no event tells.
    pub(crate) fn digests(&self, source: &SourceId, revision: u32) -> &[Digest] {
        let found = self.texts.get(&(source.clone(), revision));
        found.map_or(&[], Vec::as_slice)
    }

    /// Every text an event names, with the digests it may have.
    pub(crate) fn texts(&self) -> BTreeMap<(SourceId, u32), Vec<Digest>> {
        let texts = self.texts.iter();
        texts
            .map(|(of, digests)| (of.clone(), digests.clone()))
            .collect()
    }

    /// Whether the owner of a journal has gone on after this line of it.
    pub(crate) fn is_settled(&self, journal: &JournalName, line: u64) -> bool {
        self.covers(&journal.coder, &journal.stem(), line)
    }

    /// Whether a coder has gone on after these lines.
    pub(crate) fn is_gone_on_after(&self, coder: &CoderId, left: &Left) -> bool {
        let Lines { from, to } = left.lines;
        self.covers(coder, &left.journal, from) && self.covers(coder, &left.journal, to)
    }

    fn covers(&self, coder: &CoderId, stem: &str, line: u64) -> bool {
        let covers =
            |s: &Settled| s.coder == *coder && s.journal == stem && (s.from..=s.to).contains(&line);
        self.settled.iter().any(covers)
    }

    /// The breaks of a journal its owner has not settled.
    pub(crate) fn unsettled<'a>(
        &'a self,
        journal: &'a JournalName,
        breaks: &'a [Break],
    ) -> impl Iterator<Item = &'a Break> {
        breaks.iter().filter(|b| !self.is_settled(journal, b.line))
    }
}

/// Lines of format 1 record nothing of some kinds.
fn add(known: &mut Vec<Digest>, digest: &Digest) {
    if !digest.is_empty() && !known.contains(digest) {
        known.push(digest.clone());
    }
}

/// The total order, ids deciding between copies of one device's number.
pub(crate) fn sort(events: &mut [Arc<Event>]) {
    events.sort_by(|a, b| a.order().cmp(&b.order()));
}
