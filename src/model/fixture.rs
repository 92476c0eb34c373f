//! Small studies made of events, for tests.

mod mapping;

use super::clock::Stamp;
use super::code::{CodeKind, CodeText, Colour};
use super::coding::MemoOn;
use super::event::{Change, Event};
use super::ids::{CodeId, CoderId, CodingId, DeviceId, Digest, EventId, RoundId, SourceId};
use super::mark::Mark;
use super::pieces::Piece;
use super::review::{Cogency, ReviewPlan};
use super::round::{
    BoundaryRule, Headline, Reasons, RoundKind, RoundPlan, StartFrom, Submission, Unit,
};
use super::source::{Document, Paragraph, SourceKind, Speaker, SpeakerRole, Structure, Turn};
use super::text::{Span, Text};
use super::verdict::{Authority, ReasonKind, Ruling};
use super::view::View;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use uuid::Uuid;

pub(crate) fn coder(name: &str) -> CoderId {
    name.parse().expect("a coder's id")
}

/// A source's id: in these studies, its name.
pub(crate) fn source(name: &str) -> SourceId {
    SourceId(name.into())
}

pub(crate) fn span(range: Range<u32>) -> Span {
    Span {
        start: range.start,
        end: range.end,
    }
}

/// A study told event by event. The clock goes on by a second with each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Study {
    /// The events so far, in the order they were made.
    pub events: Vec<Arc<Event>>,
    last: BTreeMap<(CoderId, DeviceId), u64>,
    codes: BTreeMap<String, CodeId>,
    now: u64,
    /// The format its events are written in.
    pub format: u32,
    /// Revisions that submissions name.
    pub revisions: Vec<(SourceId, u32)>,
}

impl Study {
    pub fn new() -> Study {
        Study {
            now: 1_700_000_000_000,
            format: 2,
            ..Study::default()
        }
    }

    /// Adds an event of this coder's first device.
    pub fn push(&mut self, by: &str, change: Change) -> EventId {
        self.now += 1000;
        self.push_at(by, self.now, change)
    }

    /// Adds an event whose clock shows `ms`.
    pub fn push_at(&mut self, by: &str, ms: u64, change: Change) -> EventId {
        self.push_on(by, "device01", ms, change)
    }

    /// Adds an event of one of a coder's devices, whose clock shows `ms`.
    pub fn push_on(&mut self, by: &str, device: &str, ms: u64, change: Change) -> EventId {
        let id = EventId(Uuid::from_u128(self.events.len() as u128 + 1));
        let (coder, device) = (coder(by), DeviceId(device.into()));
        let seq = self
            .last
            .entry((coder.clone(), device.clone()))
            .or_default();
        *seq += 1;
        self.events.push(Arc::new(Event {
            id,
            clock: Stamp { ms, n: 0 },
            coder,
            device,
            seq: *seq,
            act: None,
            change,
            format: self.format,
            moved: None,
        }));
        id
    }

    pub fn coders(&mut self, names: &[&str]) -> &mut Study {
        for name in names {
            let change = Change::joined(*name);
            self.push(name, change);
        }
        self
    }

    pub fn source(&mut self, name: &str, chars: u32) -> &mut Study {
        let change = Change::SourceAdded {
            source: source(name),
            name: name.to_owned(),
            kind: SourceKind::Interview,
            language: "en".into(),
            extension: "txt".into(),
            original: Digest::of(name.as_bytes()),
            text: Digest::of(name.as_bytes()),
            structure: Digest::default(),
            chars,
            paragraphs: 10,
            made_of: Vec::new(),
        };
        self.push("ana", change);
        self
    }

    /// A source made of a stretch of another.
    pub fn made_of(&mut self, name: &str, of: &str, range: Range<u32>) -> &mut Study {
        self.source(name, range.end - range.start);
        let at = self.events.len() - 1;
        let mut event = Event::clone(&self.events[at]);
        if let Change::SourceAdded { made_of, .. } = &mut event.change {
            made_of.push(Piece {
                source: source(of),
                revision: 1,
                span: span(range),
                at: 0,
            });
        }
        self.events[at] = Arc::new(event);
        self
    }

    /// A top code of ana's.
    pub fn code(&mut self, name: &str) -> CodeId {
        self.add_code("ana", name, None, None)
    }

    pub fn code_under(&mut self, parent: &str, name: &str) -> CodeId {
        let parent = self.codes[parent];
        self.add_code("ana", name, Some(parent), None)
    }

    pub fn private_code(&mut self, by: &str, round: RoundId, name: &str) -> CodeId {
        self.add_code(by, name, None, Some(round))
    }

    fn add_code(
        &mut self,
        by: &str,
        name: &str,
        parent: Option<CodeId>,
        private: Option<RoundId>,
    ) -> CodeId {
        let change = Change::CodeAdded {
            name: name.to_owned(),
            parent,
            text: CodeText::default(),
            colour: Colour::Blue,
            key: None,
            kind: CodeKind::Plain,
            private,
        };
        let id = self.push(by, change).into();
        self.codes.insert(name.to_owned(), id);
        id
    }

    pub fn id(&self, code: &str) -> CodeId {
        self.codes[code]
    }

    /// A plan to adjust: blind and double, half overlap, tolerance 3, knowing all there is.
    pub fn plan(&self, name: &str, coders: &[&str], sources: &[&str]) -> RoundPlan {
        RoundPlan {
            name: name.to_owned(),
            kind: RoundKind::Double,
            sources: sources.iter().map(|s| source(s)).collect(),
            coders: coders.iter().map(|c| coder(c)).collect(),
            unit: Unit::Turns,
            overlap: 50,
            tolerance: 3,
            boundary: BoundaryRule::Union,
            least: None,
            headline: Headline::Alpha,
            blind: true,
            start: StartFrom::Blank,
            codebook: Digest::from("5d41402abc4b2a76"),
            known: self.known(),
            drawn: None,
            adjudicator: None,
            reasons: Reasons::Optional,
            structures: Vec::new(),
            speakers: Digest::default(),
            open_coding: None,
            before: None,
            imported: None,
            labels_apart: false,
        }
    }

    /// How far its journals go.
    pub fn known(&self) -> Vec<Mark> {
        let mark = |((coder, device), seq): (&(CoderId, DeviceId), &u64)| Mark {
            coder: coder.clone(),
            device: device.clone(),
            seq: *seq,
            hash: String::new(),
        };
        self.last.iter().map(mark).collect()
    }

    pub fn open(&mut self, by: &str, plan: RoundPlan) -> RoundId {
        self.push(by, Change::RoundOpened(plan.into())).into()
    }

    /// Opens a blind double round of ana and ben.
    pub fn round(&mut self, sources: &[&str]) -> RoundId {
        let plan = self.plan("round 1", &["ana", "ben"], sources);
        self.open("ana", plan)
    }

    /// Opens a review of all codes there are.
    pub fn review(&mut self, by: &str, reviewers: &[&str], sources: &[&str]) -> RoundId {
        let mut codes: Vec<CodeId> = self.codes.values().copied().collect();
        codes.sort();
        let plan = ReviewPlan {
            name: "review 1".into(),
            reviewers: reviewers.iter().map(|c| coder(c)).collect(),
            codes,
            sources: sources.iter().map(|s| source(s)).collect(),
            codebook: Digest::from("5d41402abc4b2a76"),
        };
        self.push(by, Change::ReviewOpened(plan.into())).into()
    }

    /// What somebody says of a code in a review.
    pub fn reviewed(
        &mut self,
        by: &str,
        review: RoundId,
        code: &str,
        judgement: Cogency,
    ) -> EventId {
        let change = Change::CodeReviewed {
            review,
            code: self.codes[code],
            judgement,
            reason: "because".into(),
            replaces: Vec::new(),
        };
        self.push(by, change)
    }

    /// A coding, in a round or free.
    pub fn coded(
        &mut self,
        by: &str,
        round: Option<RoundId>,
        at: &str,
        range: Range<u32>,
        code: &str,
    ) -> CodingId {
        let change = self.coding(round, at, range, code);
        self.push(by, change).into()
    }

    pub fn coding(
        &self,
        round: Option<RoundId>,
        at: &str,
        range: Range<u32>,
        code: &str,
    ) -> Change {
        Change::Coded {
            of: None,
            round,
            source: source(at),
            revision: 1,
            span: span(range),
            code: self.codes[code],
            digest: Default::default(),
            certain: true,
            rating: None,
            via: None,
        }
    }

    /// A memo of no round and no kind.
    pub fn memo(&mut self, by: &str, on: MemoOn, text: &str) -> EventId {
        let memo = Change::MemoWritten {
            of: None,
            round: None,
            on,
            text: text.into(),
            kind: None,
            about: Vec::new(),
        };
        self.push(by, memo)
    }

    pub fn finished(&mut self, by: &str, round: RoundId, at: &str) {
        let change = Change::Finished {
            round,
            source: source(at),
            finished: true,
            after: None,
        };
        self.push(by, change);
    }

    /// Submits with these sources finished.
    pub fn submit_only(&mut self, by: &str, round: RoundId, finished: &[&str]) {
        let mut marks = self.known();
        marks.retain(|m| m.coder.as_str() == by);
        let submission = Submission {
            coder: coder(by),
            marks,
            codebook: Digest::from("5d41402abc4b2a76"),
            revisions: self.revisions.clone(),
            finished: finished.iter().map(|s| source(s)).collect(),
            structures: Vec::new(),
            corrected: self
                .view()
                .round(round)
                .and_then(|r| r.correction())
                .map(|c| c.event),
        };
        self.push(
            by,
            Change::Submitted {
                round,
                submission,
                after: None,
            },
        );
    }

    /// Submits with everything the round holds finished.
    pub fn submit(&mut self, by: &str, round: RoundId) {
        let plan = self.events.iter().find_map(|e| match &e.change {
            Change::RoundOpened(plan) if RoundId::from(e.id) == round => Some(plan.clone()),
            _ => None,
        });
        let sources = plan.map(|p| p.sources).unwrap_or_default();
        let names: Vec<&str> = sources.iter().map(SourceId::as_str).collect();
        self.submit_only(by, round, &names);
    }

    pub fn ruled(
        &mut self,
        present: &[&str],
        round: RoundId,
        item: &[CodingId],
        ruling: Ruling,
    ) -> EventId {
        let change = Change::Ruled {
            rests_on: None,
            votes: Vec::new(),
            authority: Authority::Coders,
            by_code: Vec::new(),
            round,
            item: item.to_vec(),
            ruling,
            reason: "because".into(),
            kind: ReasonKind::Interpretation,
            present: present.iter().map(|c| coder(c)).collect(),
            replaces: Vec::new(),
        };
        self.push(present[0], change)
    }

    pub fn view(&self) -> View {
        View::new(self.events.iter().cloned(), None)
    }

    pub fn view_for(&self, viewer: &str) -> View {
        View::new(self.events.iter().cloned(), Some(coder(viewer)))
    }
}

/// So many turns of 20 characters, the interviewer's and the participant's by turns; a label of
/// three characters before each.
pub fn interview(id: &SourceId, turns: u32) -> Arc<Document> {
    let mut text = String::new();
    let mut structure = Structure {
        speakers: ["I", "P"]
            .map(|label| Speaker {
                label: label.into(),
                role: match label {
                    "I" => SpeakerRole::Interviewer,
                    _ => SpeakerRole::Participant,
                },
            })
            .into(),
        ..Structure::default()
    };
    for i in 0..turns {
        let speaker = (i % 2) as u16;
        text.push_str(["I: One. What else?\n\n", "P: One. And two…  \n\n"][speaker as usize]);
        let span = span(i * 20..i * 20 + 18);
        structure.turns.push(Turn {
            speaker: Some(speaker),
            span,
            talk: i * 20 + 3,
            time_ms: None,
        });
        structure.paragraphs.push(Paragraph {
            number: i + 1,
            letter: 0,
            span,
            turn: i,
        });
    }
    Arc::new(Document {
        source: id.clone(),
        revision: 1,
        earlier: Vec::new(),
        text: Text::new(text),
        structure,
    })
}
