//! Random histories: what must hold of the fold and of the gate whatever happened in which order.

use super::attribute::{Absent, Case, Subject};
use super::code::{CodeKind, CodeText, Colour};
use super::coding::{MemoKind, MemoOn, RowOf, Via};
use super::conference::Judgement;
use super::event::{
    Change, CodeField, CodingField, ConstructField, Event, SourceField, ThemeField,
};
use super::fixture::{Study, coder, source, span};
use super::fold::FoldNotice;
use super::framework::{ConstructText, FrameworkText};
use super::ids::{CoderId, ConstructId, EventId, RoundId, SourceId};
use super::mapping::{
    Fit, MappedTo, MappingPlan, MappingRuling, MappingStep, Valence, ValenceOf, Valued,
};
use super::mark::Mark;
use super::member::{AnswerText, Claim, PacketFor, PacketText, Stance};
use super::order::Order;
use super::review::{Cogency, ReviewPlan};
use super::round::{Round, RoundKind};
use super::shared::Ledger;
use super::theme::{Bearing, EvidenceOn, Node, Robustness};
use super::unread::Unread;
use super::verdict::{Authority, ReasonKind, Ruling};
use super::view::View;
use proptest::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

const WHO: [&str; 3] = ["ana", "ben", "cat"];
/// Hours by which the coders' clocks are wrong.
const OFF: [i64; 3] = [0, -5, 7];
const HOUR: i64 = 3_600_000;

/// What happens next: what, who, and two numbers that choose what it happens to.
type Step = (u8, usize, usize, usize);

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..50u8, 0..3usize, 0..40usize, 0..40usize), 0..most)
}

/// Tells a history. What people write holds a mark of its own: `secret-7-`.
struct Teller {
    study: Study,
    clock: i64,
    made: HashMap<&'static str, Vec<EventId>>,
    rounds: Vec<RoundId>,
}

impl Teller {
    fn new() -> Teller {
        let mut study = Study::new();
        study.coders(&WHO).source("s", 1000).source("t", 1000);
        study.made_of("u", "s", 0..500);
        let hope = study.code("hope");
        Teller {
            study,
            clock: 1_700_000_100_000,
            made: HashMap::from([("code", vec![hope.event()])]),
            rounds: Vec::new(),
        }
    }

    fn tell(steps: &[Step]) -> Vec<Arc<Event>> {
        let mut teller = Teller::new();
        for step in steps {
            teller.step(*step);
        }
        teller.study.events
    }

    fn push(&mut self, who: usize, what: &'static str, change: Change) -> EventId {
        self.clock += 60_000;
        let n = self.study.events.len();
        // Now and then a machine's clock jumps days ahead for a line; cat has two machines.
        let wild = if n % 17 == 5 { 240 * HOUR } else { 0 };
        let device = ["device01", "device02"][usize::from(who == 2 && n.is_multiple_of(2))];
        let ms = (self.clock + OFF[who] * HOUR + wild) as u64;
        let id = self.study.push_on(WHO[who], device, ms, change);
        self.made.entry(what).or_default().push(id);
        id
    }

    fn one(&self, what: &str, n: usize) -> Option<EventId> {
        let all = self.made.get(what)?;
        all.get(n % all.len()).copied()
    }

    fn secret(&self) -> String {
        format!("secret-{}-", self.study.events.len() + 1)
    }

    fn step(&mut self, step: Step) -> Option<()> {
        let (what, who, x, y) = step;
        let secret = self.secret();
        let code = |n| self.one("code", n).map(Into::into);
        let replaces: Vec<EventId> = match y % 3 {
            0 => Vec::new(),
            _ => self.one("edit", y).into_iter().collect(),
        };
        let round = match (x + y) % 3 {
            0 => None,
            _ => self.rounds.get(x % self.rounds.len().max(1)).copied(),
        };
        let (kind, change) = match what {
            0 | 1 => (
                "code",
                Change::CodeAdded {
                    name: secret,
                    parent: (y % 2 == 0).then(|| code(x)).flatten(),
                    text: CodeText::default(),
                    colour: Colour::Blue,
                    key: None,
                    kind: CodeKind::Plain,
                    private: round,
                },
            ),
            2 | 3 => (
                "edit",
                Change::CodeMoved {
                    code: code(x)?,
                    parent: (y % 5 > 0).then(|| code(y)).flatten(),
                    replaces,
                },
            ),
            4 => (
                "merge",
                Change::CodeMerged {
                    code: code(x)?,
                    into: code(y)?,
                },
            ),
            5 | 6 => (
                "edit",
                Change::CodeEdited {
                    on: None,
                    code: code(x)?,
                    field: CodeField::Definition(secret),
                    replaces,
                },
            ),
            7 if y % 3 == 0 => (
                "restored",
                Change::CodeRestored {
                    code: code(x)?,
                    replaces,
                },
            ),
            7 => ("retired", Change::CodeRetired { code: code(x)? }),
            8..=12 => (
                "coding",
                Change::Coded {
                    of: None,
                    round,
                    source: source(["s", "t", "u"][x % 3]),
                    revision: 1,
                    span: span(x as u32..x as u32 + 5),
                    code: code(y)?,
                    digest: secret.as_str().into(),
                    certain: true,
                    rating: None,
                    via: y.is_multiple_of(3).then_some(Via::Search),
                },
            ),
            13 | 14 => (
                "edit",
                Change::Recoded {
                    coding: self.one("coding", x)?.into(),
                    field: match y % 2 {
                        0 => CodingField::Code(code(y)?),
                        _ => {
                            CodingField::Span(span(y as u32..y as u32 + 9), secret.as_str().into())
                        }
                    },
                    revision: 0,
                    replaces,
                },
            ),
            15 => {
                let coding = self.one("coding", x)?.into();
                ("uncoded", Change::Uncoded { coding })
            }
            16 | 17 => (
                "memo",
                Change::MemoWritten {
                    of: None,
                    round,
                    on: match (self.one("coding", y), self.one("relation", y)) {
                        (Some(coding), _) if y % 2 == 0 => MemoOn::Coding(coding.into()),
                        (_, Some(relation)) if y % 5 == 1 => MemoOn::Relation(relation.into()),
                        _ if y % 5 == 2 => MemoOn::Query(secret.clone()),
                        _ if y % 5 == 3 => MemoOn::Participant(format!("P{}", x % 2)),
                        _ if y % 10 == 9 => {
                            let row = RowOf::Code(self.study.id("hope"));
                            MemoOn::Cell(row, case_of(x))
                        }
                        _ => MemoOn::Study,
                    },
                    text: secret,
                    kind: kind_of_memo(x),
                    about: [&[][..], &["s"], &["t"], &["s", "t"]][x % 4]
                        .iter()
                        .map(|s| source(s))
                        .collect(),
                },
            ),
            18 if y % 4 == 3 => (
                "edit",
                Change::SummaryRests {
                    memo: self.one("memo", x)?.into(),
                    rests: Vec::new(),
                    replaces,
                },
            ),
            18 => (
                "edit",
                Change::MemoEdited {
                    memo: self.one("memo", x)?.into(),
                    text: secret,
                    replaces,
                    kind: kind_of_memo(y),
                },
            ),
            19 | 20 => {
                // Undo, redo, and what nobody may take back.
                let own: Vec<EventId> = self
                    .study
                    .events
                    .iter()
                    .filter(|e| e.coder.as_str() == WHO[who] || y % 7 == 0)
                    .map(|e| e.id)
                    .collect();
                let event = own[own.len() - 1 - x % own.len()];
                ("retraction", Change::Retract { event })
            }
            21 | 22 => {
                let sources = [&["s", "t"][..], &["u"]][usize::from(x % 3 == 2)];
                let mut plan = self.study.plan("r", &["ana", "ben"], sources);
                plan.blind = y % 4 > 0;
                plan.kind = if x % 5 == 0 {
                    RoundKind::Training
                } else {
                    RoundKind::Double
                };
                // Not everybody's work had arrived when it was opened.
                plan.known
                    .retain(|m| y % 3 > 0 || m.coder.as_str() == WHO[who]);
                let id = self.push(who, "round", Change::RoundOpened(plan.into()));
                self.rounds.push(id.into());
                return Some(());
            }
            23..=25 => {
                let round = *self.rounds.get(x % self.rounds.len().max(1))?;
                self.clock += 60_000;
                let before = self.study.events.len();
                self.study.submit(WHO[who], round);
                // The fixture's own clock is not this coder's.
                let mut event = (*self.study.events[before]).clone();
                event.clock.ms = (self.clock + OFF[who] * HOUR) as u64;
                self.study.events[before] = Arc::new(event);
                return Some(());
            }
            26 => {
                let round = *self.rounds.get(x % self.rounds.len().max(1))?;
                (
                    "withdrawn",
                    Change::SubmissionWithdrawn { round, after: None },
                )
            }
            27 => {
                let round = *self.rounds.get(x % self.rounds.len().max(1))?;
                match y % 8 {
                    0 | 4 => ("closed", Change::RoundClosed { round }),
                    3 => {
                        let known = self.study.plan("", &[], &[]).known;
                        ("cancelled", Change::RoundCancelled { round, known })
                    }
                    _ => (
                        "finished",
                        Change::Finished {
                            round,
                            source: source("s"),
                            finished: y % 2 == 0,
                            after: None,
                        },
                    ),
                }
            }
            28 => {
                let item = [self.one("coding", x)?, self.one("coding", y)?];
                let change = Change::Ruled {
                    rests_on: None,
                    votes: Vec::new(),
                    authority: Authority::Coders,
                    by_code: Vec::new(),
                    round: *self.rounds.get(x % self.rounds.len().max(1))?,
                    item: item.map(Into::into).to_vec(),
                    ruling: Ruling::Both,
                    reason: secret,
                    kind: ReasonKind::Context,
                    present: vec![coder(WHO[who])],
                    replaces: self.one("verdict", y).into_iter().collect(),
                };
                ("verdict", change)
            }
            29 => {
                let verdict = self.one("verdict", x)?.into();
                ("assent", Change::Assented { verdict })
            }
            30 if x % 3 == 1 => {
                let on = match self.one("relation", y) {
                    Some(relation) if x % 2 == 0 => EvidenceOn::Relation(relation.into()),
                    _ => EvidenceOn::Theme(self.one("theme", y)?.into()),
                };
                let bearing = Bearing {
                    against: x % 2 == 1,
                    vivid: y % 2 == 1,
                    quoted: y % 3 == 1,
                    withheld: x % 3 == 1,
                    note: secret,
                };
                let change = Change::EvidenceMarked {
                    on,
                    coding: self.one("coding", x)?.into(),
                    bearing: (y % 5 > 0).then_some(bearing),
                    replaces: self.one("marked", y).into_iter().collect(),
                };
                ("marked", change)
            }
            30 if x % 3 == 2 => (
                "judged theme",
                Change::ThemeJudged {
                    theme: self.one("theme", y)?.into(),
                    robust: Robustness::ALL[x % 3],
                    reason: secret,
                    present: vec![coder(WHO[who])],
                    replaces: self.one("judged theme", y).into_iter().collect(),
                },
            ),
            30 => (
                "theme",
                Change::ThemeAdded {
                    name: secret,
                    statement: String::new(),
                    parent: self.one("theme", y).map(Into::into),
                },
            ),
            31 => match y % 3 {
                0 => (
                    "edit",
                    Change::ThemeMoved {
                        theme: self.one("theme", x)?.into(),
                        parent: self.one("theme", y).map(Into::into),
                        replaces,
                    },
                ),
                1 => (
                    "edit",
                    Change::ThemeEdited {
                        theme: self.one("theme", x)?.into(),
                        field: ThemeField::Statement(secret),
                        replaces,
                    },
                ),
                _ => (
                    "relation",
                    Change::Related {
                        from: Node::Theme(self.one("theme", x)?.into()),
                        to: Node::Code(code(y)?),
                        kind: secret,
                    },
                ),
            },
            32 => (
                "reached",
                Change::Reached {
                    round,
                    source: source("s"),
                    paragraph: y as u32,
                },
            ),
            33 | 34 => {
                let (a, b) = (code(x)?, code(y)?);
                let change = Change::CodesJudged {
                    round: *self.rounds.get(x % self.rounds.len().max(1))?,
                    codes: vec![a, b],
                    judgement: match (x + y) % 4 {
                        0 => Judgement::Kept,
                        1 => Judgement::Dropped(vec![b]),
                        _ => Judgement::Same {
                            keep: a,
                            name: secret.clone(),
                        },
                    },
                    reason: secret,
                    present: vec![coder(WHO[who])],
                    replaces: self.one("judged", y).into_iter().collect(),
                };
                ("judged", change)
            }
            36 => {
                let sources = [&["s", "t"][..], &["t"], &["u"]][x % 3];
                let every = self.made.get("code").into_iter().flatten();
                let plan = ReviewPlan {
                    name: "review".into(),
                    reviewers: [&["cat"][..], &["ana", "cat"], &["ben"]][y % 3]
                        .iter()
                        .map(|who| coder(who))
                        .collect(),
                    codes: every.map(|code| (*code).into()).collect(),
                    sources: sources.iter().map(|s| source(s)).collect(),
                    codebook: Default::default(),
                };
                ("review", Change::ReviewOpened(plan.into()))
            }
            37 | 38 => {
                let review = self.one("review", x)?.into();
                let judgement = match y % 5 {
                    0 => Cogency::Clear,
                    1 => Cogency::Split,
                    2 => Cogency::Merge(code(x + y)?),
                    _ => Cogency::Unclear,
                };
                let change = Change::CodeReviewed {
                    review,
                    code: code(y)?,
                    judgement,
                    reason: secret,
                    replaces: self.one("reviewed", y).into_iter().collect(),
                };
                match x % 9 {
                    0 => ("review closed", Change::ReviewClosed { review }),
                    _ => ("reviewed", change),
                }
            }
            40..=48 => self.of_frameworks(step)?,
            49 => self.of_members(step)?,
            35 if y % 4 == 0 => (
                "carried",
                Change::CodingsCarried {
                    into: source(["s", "u"][x % 2]),
                    from: self.one("coding", y).into_iter().collect(),
                },
            ),
            35 => (
                "chosen",
                Change::BasisChosen {
                    source: source(["s", "t"][x % 2]),
                    round,
                    replaces: self.one("chosen", y).into_iter().collect(),
                },
            ),
            _ => match y % 2 {
                0 => (
                    "edit",
                    Change::SourceEdited {
                        source: source("s"),
                        field: SourceField::Name(format!("s{x}")),
                        replaces,
                    },
                ),
                _ => (
                    "edit",
                    Change::AttributeSet {
                        of: match x % 3 {
                            0 => Subject::Source(source("t")),
                            _ => Subject::Participant(format!("P{}", x % 2)),
                        },
                        key: ["arm", "age"][y % 2].into(),
                        value: (x % 2 == 0).then(|| format!("{y}")),
                        absent: (x % 5 == 0).then_some(Absent::Missing),
                        at: (x % 7 == 0).then(|| "T1".into()),
                        replaces,
                    },
                ),
            },
        };
        self.push(who, kind, change);
        Some(())
    }
}

impl Teller {
    /// What is handed to members, what they answer, and what follows.
    fn of_members(&mut self, (_, _, x, y): Step) -> Option<(&'static str, Change)> {
        let secret = self.secret();
        let theme = self.one("theme", y)?.into();
        let person = format!("P{}", x % 2);
        let about = [&[][..], &["s"], &["t"], &["s", "t"]][x % 4].iter();
        Some(match (x + y) % 3 {
            0 => {
                let to = match x % 2 {
                    0 => PacketFor::Person(person),
                    _ => PacketFor::Group {
                        by: "site=North".into(),
                        people: vec![person],
                    },
                };
                let statement = secret;
                let claims = vec![Claim { theme, statement }];
                let text = PacketText { to, claims };
                ("packet", Change::PacketGiven(text.into()))
            }
            1 => {
                let said = AnswerText {
                    packet: self.one("packet", x)?.into(),
                    theme,
                    person,
                    stance: Stance::ALL[x % 3],
                    source: source("t"),
                    revision: 1,
                    words: (y % 2 == 0).then(|| span(0..5)),
                    about: about.map(|s| source(s)).collect(),
                    replaces: self.one("answer", y).into_iter().collect(),
                };
                ("answer", Change::ClaimAnswered(said.into()))
            }
            _ => {
                let answer = self.one("answer", x)?.into();
                let text = secret;
                ("followed", Change::AnswerFollowed { answer, text })
            }
        })
    }

    /// What happens to frameworks, and to mappings of codes to them.
    fn of_frameworks(&mut self, (what, who, x, y): Step) -> Option<(&'static str, Change)> {
        let secret = self.secret();
        let framework = self.one("framework", x);
        let construct = |n| self.one("construct", n).map(ConstructId::from);
        let mapping = self.one("mapping", x).map(RoundId::from);
        let to: Vec<ConstructId> = match y % 4 {
            0 => Vec::new(),
            1 => construct(x).into_iter().collect(),
            _ => construct(x).into_iter().chain(construct(y)).collect(),
        };
        let replaces: Vec<EventId> = match y % 3 {
            0 => Vec::new(),
            _ => self.one("mapped", y).into_iter().collect(),
        };
        Some(match what {
            40 if framework.is_none() || x % 7 == 0 => {
                let (name, source) = (secret, String::new());
                let text = FrameworkText { name, source };
                ("framework", Change::FrameworkAdded(text.into()))
            }
            40 | 41 => {
                let text = ConstructText {
                    framework: framework?.into(),
                    parent: construct(y),
                    name: secret,
                    text: CodeText::default(),
                    given: y % 2 == 0,
                };
                ("construct", Change::ConstructAdded(text.into()))
            }
            42 => {
                let change = Change::ConstructEdited {
                    construct: construct(x)?,
                    field: match y % 3 {
                        0 => ConstructField::Retired(x % 2 == 0),
                        1 => ConstructField::Name(secret),
                        _ => ConstructField::Definition(secret),
                    },
                    replaces: self.one("construct edit", y).into_iter().collect(),
                };
                ("construct edit", change)
            }
            43 => {
                let every = self.made.get("code").into_iter().flatten();
                let constructs = self.made.get("construct").into_iter().flatten();
                let mut known = self.study.known();
                known.retain(|m| y % 3 > 0 || m.coder.as_str() == WHO[who]);
                let coders = [&["ana", "ben"][..], &["ben", "cat"]][x % 2];
                let plan = MappingPlan {
                    name: "mapping".into(),
                    framework: framework?.into(),
                    coders: coders.iter().map(|who| coder(who)).collect(),
                    codes: every.map(|code| (*code).into()).collect(),
                    constructs: constructs.map(|c| (*c).into()).collect(),
                    blind: y % 4 > 0,
                    codebook: Default::default(),
                    known,
                };
                ("mapping", Change::MappingOpened(plan.into()))
            }
            44 | 45 => {
                let said = MappedTo {
                    mapping: mapping?,
                    code: self.one("code", y)?.into(),
                    to,
                    note: secret,
                    replaces,
                };
                ("mapped", Change::CodeMapped(said.into()))
            }
            46 => {
                let mut marks = self.study.known();
                marks.retain(|m| m.coder.as_str() == WHO[who]);
                let change = Change::MappingStepped {
                    mapping: mapping?,
                    step: match y % 7 {
                        0 => MappingStep::Closed,
                        1 => MappingStep::Withdrawn,
                        _ => MappingStep::Submitted(marks),
                    },
                    after: self.one("mapping step", y),
                };
                ("mapping step", change)
            }
            47 => {
                let ruling = MappingRuling {
                    mapping: mapping?,
                    code: self.one("code", y)?.into(),
                    verdict: [Fit::Both, Fit::Kept, Fit::Another][y % 3].clone(),
                    to,
                    reason: secret,
                    kind: ReasonKind::Context,
                    present: vec![coder(WHO[who])],
                    replaces: self.one("mapping verdict", y).into_iter().collect(),
                };
                ("mapping verdict", Change::MappingRuled(ruling.into()))
            }
            _ => {
                let case = Case {
                    kind: "site".into(),
                    name: "North".into(),
                };
                let valued = Valued {
                    mapping: mapping?,
                    of: match self.one("coding", y) {
                        Some(coding) if x % 3 > 0 => ValenceOf::Segment(coding.into()),
                        _ => ValenceOf::Case(case),
                    },
                    construct: construct(y)?,
                    valence: Some(Valence::Point((y % 6) as i8 - 2)),
                    summary: secret,
                    present: vec![coder(WHO[who])],
                    replaces: self.one("valence", y).into_iter().collect(),
                };
                ("valence", Change::ValenceGiven(valued.into()))
            }
        })
    }
}

fn viewers() -> [Option<CoderId>; 4] {
    [
        None,
        Some(coder("ana")),
        Some(coder("ben")),
        Some(coder("cat")),
    ]
}

fn handed_out(view: &View) -> String {
    let mut out = format!("{view:?} {:?} {:?}", view.notices(), view.known());
    for round in view.rounds() {
        out += &format!("{:?}", view.snapshot(round.id));
        out += &format!("{:?}", view.codebook_known_to(&round.plan.known));
        out += &format!("{:?}", view.codebook_of(round));
        out += &format!("{:?}", view.verdicts_of(round.id).collect::<Vec<_>>());
    }
    for coding in view.codings() {
        out += &format!("{coding:?} {:?}", view.desk(&coding.source));
    }
    out += &format!("{:?}", view.memos().collect::<Vec<_>>());
    out += &format!("{:?}", view.reviews());
    out += &format!("{:?} {:?}", view.frameworks(), view.mappings());
    out += &format!("{:?}", view.member_check());
    out += &format!("{:?} {:?}", view.undoable(), view.redoable());
    out += &format!("{:?} {:?}", view.codebook(), view.themes());
    out + &format!("{:?}", view.groundedness(None))
}

/// These events at their places in the total order.
fn placed(events: &[Arc<Event>]) -> Vec<Arc<Event>> {
    let mut ledger = Ledger::default();
    Order::default().admit(events.iter().cloned(), &mut ledger);
    events
        .iter()
        .filter_map(|e| ledger.get(&e.id).cloned())
        .collect()
}

/// Whether an event stands, told anew from the definition.
fn stands(event: &Event, all: &[Arc<Event>]) -> bool {
    let takes_back = |e: &&Arc<Event>| {
        matches!(e.change, Change::Retract { event: target } if target == event.id)
            && e.coder == event.coder
    };
    !event.change.can_be_retracted() || !all.iter().filter(takes_back).any(|e| stands(e, all))
}

/// The round somebody's work carries, `Err` for what is not work.
fn carried(change: &Change, all: &[Arc<Event>]) -> Result<Option<RoundId>, ()> {
    let of = |id: EventId| {
        let target = all.iter().find(|e| e.id == id).ok_or(())?;
        carried(&target.change, all)
    };
    match change {
        Change::Coded { round, .. }
        | Change::MemoWritten { round, .. }
        | Change::CodeAdded { private: round, .. } => Ok(*round),
        Change::Recoded { coding, .. } => of(coding.event()),
        Change::MemoEdited { memo, .. } | Change::SummaryRests { memo, .. } => of(memo.event()),
        Change::CodeEdited { code, .. } => of(code.event()),
        Change::ThemeAdded { .. } | Change::ThemeEdited { .. } => Ok(None),
        Change::CodingsCarried { .. } | Change::CodeReviewed { .. } => Ok(None),
        Change::FrameworkAdded(_) | Change::ConstructAdded(_) => Ok(None),
        Change::ConstructEdited { .. } => Ok(None),
        Change::CodeMapped(_) | Change::ValenceGiven(_) => Ok(None),
        Change::Related { .. } => Ok(None),
        Change::PacketGiven(_) | Change::ClaimAnswered(_) => Ok(None),
        Change::AnswerFollowed { answer, .. } => of(answer.event()),
        Change::EvidenceMarked { .. } | Change::ThemeJudged { .. } => Ok(None),
        Change::Ruled { round, .. } => Ok(Some(*round)),
        _ => Err(()),
    }
}

/// What a cell is of.
fn case_of(n: usize) -> Subject {
    match n % 3 {
        0 => Subject::Participant(format!("P{}", n % 2)),
        1 => Subject::Source(source(["s", "t", "u"][n % 2])),
        _ => Subject::Case(Case {
            kind: "site".into(),
            name: "North".into(),
        }),
    }
}

fn kind_of_memo(n: usize) -> Option<MemoKind> {
    MemoKind::ALL.get(n % 5).copied()
}

/// Whether the rules hide an event from a viewer, told anew from the rules.
fn hidden(event: &Event, viewer: Option<&CoderId>, all: &[Arc<Event>], public: &View) -> bool {
    of_its_time(event, viewer, all, public)
        || of_its_sources(event, viewer, all, public)
        || of_its_mapping(event, viewer, public)
}

/// Whether somebody else made it in a mapping that is blind, or of frameworks in its time.
fn of_its_mapping(event: &Event, viewer: Option<&CoderId>, public: &View) -> bool {
    let one = |id: RoundId| public.mapping(id);
    let hides = match &event.change {
        Change::CodeMapped(said) => one(said.mapping).is_some_and(|m| !m.is_open()),
        Change::ValenceGiven(said) => one(said.mapping).is_some_and(|m| !m.is_open()),
        Change::MappingRuled(said) => one(said.mapping).is_some_and(|m| !m.is_open()),
        Change::FrameworkAdded(_) | Change::ConstructAdded(_) | Change::ConstructEdited { .. } => {
            public.mappings().iter().any(|m| {
                let known = |mark: &Mark| {
                    (&mark.coder, &mark.device) == (&event.coder, &event.device)
                        && event.seq <= mark.seq
                };
                let before = m.plan.known.iter().any(known) && event.order() < m.opened.key();
                !m.is_open() && m.plan.coders.contains(&event.coder) && !before
            })
        }
        _ => false,
    };
    hides && viewer != Some(&event.coder)
}

/// The events an event finally speaks of: codings, memos on no coding. Of verdicts on this round
/// nothing.
fn grounds<'e>(event: &'e Event, all: &'e [Arc<Event>], round: RoundId) -> Vec<&'e Event> {
    let of = |ids: &[EventId]| -> Vec<&'e Event> {
        let here = all.iter().filter(|e| ids.contains(&e.id));
        here.flat_map(|e| grounds(e, all, round)).collect()
    };
    match &event.change {
        Change::Recoded { coding, .. }
        | Change::Uncoded { coding }
        | Change::EvidenceMarked { coding, .. } => of(&[coding.event()]),
        Change::MemoEdited { memo, .. } | Change::SummaryRests { memo, .. } => of(&[memo.event()]),
        Change::ValenceGiven(said) => match &said.of {
            ValenceOf::Segment(coding) => of(&[coding.event()]),
            ValenceOf::Case(_) => vec![event],
        },
        Change::MemoWritten {
            on: MemoOn::Coding(coding),
            ..
        } => of(&[coding.event()]),
        Change::Ruled { round: on, .. } if *on == round => Vec::new(),
        Change::Ruled { item, .. } => of(&item.iter().map(|c| c.event()).collect::<Vec<_>>()),
        Change::Assented { verdict } => of(&[verdict.event()]),
        Change::AnswerFollowed { answer, .. } => of(&[answer.event()]),
        Change::Retract { event: target } if *target != event.id => of(&[*target]),
        _ => vec![event],
    }
}

/// Whether a round is over a source, or over one that has text of it: u was made of s.
fn is_about(round: &Round, at: &SourceId) -> bool {
    let mut kin = [[source("s"), source("u")], [source("u"), source("s")]].into_iter();
    let kin = kin.find(|[one, _]| one == at);
    let over = |s: &SourceId| round.plan.sources.contains(s);
    over(at) || kin.is_some_and(|[_, other]| over(&other))
}

/// Whether somebody may not know of it while they code its source blind.
fn of_its_sources(
    event: &Event,
    viewer: Option<&CoderId>,
    all: &[Arc<Event>],
    public: &View,
) -> bool {
    let keeps = |r: &Round| {
        let opened = all.iter().find(|e| e.id == r.id.event());
        let reviewed = |id: RoundId| {
            let review = all.iter().find(|e| e.id == id.event());
            match review.map(|e| &e.change) {
                Some(Change::ReviewOpened(plan)) => plan.sources.clone(),
                _ => Vec::new(),
            }
        };
        let keeps = |e: &Event| {
            let (round, sources) = match &e.change {
                Change::Coded { round, source, .. } | Change::Reached { round, source, .. } => {
                    (*round, vec![source.clone()])
                }
                Change::BasisChosen { source, .. }
                | Change::CodingsCarried { into: source, .. } => (None, vec![source.clone()]),
                Change::CodeReviewed { review, .. } => (None, reviewed(*review)),
                // Of a case: it may rest on any source.
                Change::ValenceGiven(_) => (None, ["s", "t", "u"].map(source).to_vec()),
                Change::MemoWritten {
                    round,
                    on: MemoOn::Participant(_) | MemoOn::Cell(_, Subject::Participant(_)),
                    about,
                    ..
                } => (*round, or_later(about, e, all)),
                Change::ClaimAnswered(said) => (None, or_later(&said.about, e, all)),
                Change::MemoWritten {
                    round,
                    on: MemoOn::Cell(_, of),
                    about,
                    ..
                } => match of {
                    Subject::Source(source) => (*round, vec![source.clone()]),
                    _ => (*round, about.clone()),
                },
                _ => return false,
            };
            let known = |m: &super::mark::Mark| m.coder == e.coder && e.seq <= m.seq;
            let before = r.plan.known.iter().any(known)
                || opened.is_some_and(|opened| e.order() < opened.order());
            let own = viewer == Some(&e.coder);
            let of_round = round == Some(r.id) && r.plan.coders.contains(&e.coder);
            sources.iter().any(|s| is_about(r, s)) && !of_round && (before || !own)
        };
        grounds(event, all, r.id).into_iter().any(keeps)
    };
    let bound = |r: &&Round| !r.is_open() && viewer.is_none_or(|v| r.plan.coders.contains(v));
    public.rounds().iter().filter(bound).any(keeps)
}

/// These sources, and those that came later: who speaks in them nobody knew.
fn or_later(about: &[SourceId], event: &Event, all: &[Arc<Event>]) -> Vec<SourceId> {
    let later = all.iter().filter(|a| a.order() > event.order());
    let later = later.filter_map(|a| match &a.change {
        Change::SourceAdded { source, .. } => Some(source),
        _ => None,
    });
    about.iter().chain(later).cloned().collect()
}

/// Whether somebody else made it in the time of a blind round.
fn of_its_time(event: &Event, viewer: Option<&CoderId>, all: &[Arc<Event>], public: &View) -> bool {
    if viewer == Some(&event.coder) {
        return false;
    }
    let over = |id: RoundId| public.round(id).is_some_and(|r| r.is_over());
    if let Change::CodesJudged { round, .. } = event.change
        && !over(round)
    {
        return true;
    }
    let Ok(carried) = carried(&event.change, all) else {
        return false;
    };
    let of_cancelled = |r: &Round| carried == Some(r.id) && r.plan.coders.contains(&event.coder);
    if public
        .cancelled_rounds()
        .iter()
        .any(|r| r.plan.blind && of_cancelled(r))
    {
        return true;
    }
    public.rounds().iter().any(|r| {
        let opened = all.iter().find(|e| e.id == r.id.event());
        let known = r
            .plan
            .known
            .iter()
            .any(|m| m.coder == event.coder && m.device == event.device && event.seq <= m.seq)
            && opened.is_some_and(|opened| event.order() < opened.order());
        !r.is_open()
            && r.plan.coders.contains(&event.coder)
            && !known
            && carried
                .is_none_or(|c| c == r.id || !over(c) || is_way_round(c, r, &event.change, public))
    })
}

/// Whether a round that is over would open a way round a blind one: the work does not lie in its
/// sources, or it was opened later over what the blind one covers.
fn is_way_round(over: RoundId, blind: &Round, change: &Change, public: &View) -> bool {
    let rounds = public.rounds();
    let place = |id: RoundId| rounds.iter().position(|r| r.id == id);
    let Some(other) = public.round(over) else {
        return true;
    };
    let later = place(over) > place(blind.id);
    match change {
        Change::Coded { source, .. } => {
            !other.plan.sources.contains(source) || later && is_about(blind, source)
        }
        _ => false,
    }
}

/// Shuffles and cuts, the same for the same numbers; everything a second time at random.
fn portions(events: &[Arc<Event>], order: &[usize]) -> Vec<Vec<Arc<Event>>> {
    let mut left: Vec<Arc<Event>> = events.to_vec();
    let mut portions = vec![Vec::new()];
    for n in order.iter().cycle().take(events.len() * 2) {
        let Some(last) = portions.last_mut() else {
            break;
        };
        if left.is_empty() {
            break;
        }
        let at = n % left.len();
        last.push(left[at].clone());
        if n % 5 > 0 {
            left.remove(at);
        }
        if n % 4 == 0 {
            portions.push(Vec::new());
        }
    }
    portions.push(left);
    portions
}

/// That one event comes after another does not rest on clocks, lest a blank in its place moves it.
fn in_place(event: &Arc<Event>) -> Arc<Event> {
    Arc::new(Event {
        clock: event.moved.unwrap_or(event.clock),
        moved: None,
        ..Event::clone(event)
    })
}

/// The same journals with nothing where a view shows nothing.
fn blanked(events: &[Arc<Event>], told: &View) -> Vec<Arc<Event>> {
    let blank = |event: &Arc<Event>| match told.shows(event) {
        true => event.clone(),
        false => Arc::new(Event {
            change: Change::Unknown {
                kind: "Blank".into(),
                raw: "Blank".into(),
            },
            ..(**event).clone()
        }),
    };
    events.iter().map(blank).collect()
}

/// What a view says of the fold but for what waits, which a blank does not.
fn said(view: &View) -> Vec<FoldNotice> {
    let mut notices = view.notices();
    notices.retain(|n| !n.0.contains("has not arrived here"));
    notices
}

/// Few by default, since histories are long; as many as `PROPTEST_CASES` says.
fn cases() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(40),
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_order_in_any_portions_comes_to_the_same(
        steps in steps(70),
        order in prop::collection::vec(0..10_000usize, 50),
    ) {
        let events = Teller::tell(&steps);
        for viewer in viewers() {
            let whole = View::new(events.iter().cloned(), viewer.clone());
            let mut bit_by_bit = View::new([], viewer);
            for portion in portions(&events, &order) {
                // What undo walks back along is gone on with from here.
                let _ = bit_by_bit.undoable();
                bit_by_bit.admit(portion);
            }
            prop_assert_eq!(whole.state(), bit_by_bit.state());
            prop_assert_eq!(whole.notices(), bit_by_bit.notices());
            prop_assert_eq!(whole.known(), bit_by_bit.known());
            prop_assert_eq!(whole.undoable(), bit_by_bit.undoable());
            prop_assert_eq!(whole.redoable(), bit_by_bit.redoable());
            for round in whole.rounds() {
                prop_assert_eq!(whole.snapshot(round.id), bit_by_bit.snapshot(round.id));
                prop_assert_eq!(whole.codebook_of(round), bit_by_bit.codebook_of(round));
            }
        }
    }

    /// What was kept and read again shows what the events make, and goes on with what arrives.
    #[test]
    fn a_kept_view_is_the_view_of_all_events(
        steps in steps(70),
        part in 0..100usize,
        broken in any::<(prop::sample::Index, u8)>(),
    ) {
        let events = Teller::tell(&steps);
        let (before, after) = events.split_at(events.len() * part / 100);
        for viewer in viewers() {
            let first = View::new(before.iter().cloned(), viewer.clone());
            let bytes = first.to_keep().unwrap();
            let again = |bytes: &[u8]| {
                let before = before.to_vec();
                let unread = Unread::new(move || before.clone());
                View::of_kept(bytes.to_vec(), viewer.clone(), first.known(), unread)
            };
            let mut kept = again(&bytes).unwrap();
            prop_assert_eq!(kept.state(), first.state());
            prop_assert_eq!(kept.notices(), first.notices());
            prop_assert_eq!(kept.known(), first.known());
            prop_assert_eq!(kept.format(), first.format());
            let every = |view: &View| view.groundedness(None);
            prop_assert_eq!(every(&kept), every(&first));
            for round in first.rounds() {
                prop_assert_eq!(kept.may_compare(round), first.may_compare(round));
            }
            prop_assert_eq!(kept.to_keep(), None, "nothing was read for all that");
            prop_assert_eq!(kept.undoable(), first.undoable());
            for round in first.rounds() {
                prop_assert_eq!(kept.snapshot(round.id), first.snapshot(round.id));
                prop_assert_eq!(kept.codebook_of(round), first.codebook_of(round));
            }
            kept.admit(after.iter().cloned());
            let whole = View::new(events.iter().cloned(), viewer.clone());
            prop_assert_eq!(kept.state(), whole.state());
            prop_assert_eq!(kept.to_keep(), whole.to_keep());
            // Whatever became of the bytes, they are read or they are not.
            let mut damaged = bytes.clone();
            let at = broken.0.index(damaged.len());
            damaged[at] = broken.1;
            drop(again(&damaged));
            drop(again(&bytes[..at]));
        }
    }

    #[test]
    fn trees_have_no_cycle_and_nothing_is_lost(steps in steps(70)) {
        let events = placed(&Teller::tell(&steps));
        let public = View::new(events.iter().cloned(), None);
        for viewer in viewers() {
            let view = View::new(events.iter().cloned(), viewer.clone());
            let codebook = view.codebook();
            let many = codebook.all().count();
            for code in codebook.all() {
                prop_assert!(codebook.ancestors(code.id).len() < many);
                let depth = code.parent.and_then(|p| codebook.exact(p)).map(|p| p.depth + 1);
                prop_assert_eq!(code.depth, depth.unwrap_or(0));
                let stood_for = codebook.resolve(code.id);
                prop_assert_eq!(codebook.resolve(stood_for), stood_for);
            }
            for theme in &view.themes().themes {
                let parent = theme.parent.and_then(|p| view.themes().theme(p));
                prop_assert_eq!(theme.depth, parent.map_or(0, |p| p.depth + 1));
            }
            // One's own work is never lost, and never hidden but where its source is coded again.
            let own = |e: &&Arc<Event>| {
                Some(&e.coder) == viewer.as_ref()
                    && !of_its_sources(e, viewer.as_ref(), &events, &public)
            };
            for event in events.iter().filter(own) {
                let id = event.id;
                let uncoded = |e: &&Arc<Event>| {
                    matches!(e.change, Change::Uncoded { coding } if coding.event() == id)
                        && e.coder == event.coder
                };
                if matches!(event.change, Change::Coded { .. }) {
                    let gone = !stands(event, &events)
                        || events.iter().filter(uncoded).any(|e| stands(e, &events));
                    prop_assert_eq!(view.coding(id.into()).is_none(), gone);
                }
                if matches!(event.change, Change::CodeAdded { .. }) {
                    let there = codebook.exact(id.into()).is_some();
                    prop_assert_eq!(there, stands(event, &events));
                }
            }
            let all = ["s", "t", "u"].map(source);
            let by_source: usize = all.iter().map(|s| view.codings_in(s).count()).sum();
            prop_assert_eq!(by_source, view.codings().count());
        }
    }

    /// Whatever else stood where something hidden stands, the viewer would be told the same.
    #[test]
    fn what_is_hidden_for_its_source_changes_nothing_that_is_told(steps in steps(70)) {
        let events: Vec<_> = placed(&Teller::tell(&steps)).iter().map(in_place).collect();
        let public = View::new(events.iter().cloned(), None);
        for viewer in viewers() {
            let blank = |event: &Arc<Event>| {
                match of_its_sources(event, viewer.as_ref(), &events, &public) {
                    false => event.clone(),
                    true => Arc::new(Event {
                        change: Change::Unknown { kind: "Blank".into(), raw: "Blank".into() },
                        ..(**event).clone()
                    }),
                }
            };
            let twin: Vec<Arc<Event>> = events.iter().map(blank).collect();
            let told = View::new(events.iter().cloned(), viewer.clone());
            let twin = View::new(twin, viewer);
            prop_assert_eq!(told.state(), twin.state());
            prop_assert_eq!(told.to_keep(), twin.to_keep());
            prop_assert_eq!(told.notices(), twin.notices());
            prop_assert_eq!(told.known(), twin.known());
            prop_assert_eq!(told.undoable(), twin.undoable());
            prop_assert_eq!(told.redoable(), twin.redoable());
            for round in told.rounds() {
                prop_assert_eq!(told.snapshot(round.id), twin.snapshot(round.id));
                prop_assert_eq!(told.snapshot_apart(round.id), twin.snapshot_apart(round.id));
                prop_assert_eq!(told.codebook_of(round), twin.codebook_of(round));
            }
        }
    }

    /// The same of everything hidden, be it for its time: neither that it is there nor what it is.
    #[test]
    fn what_is_hidden_changes_nothing_that_is_told(steps in steps(70)) {
        let events: Vec<_> = placed(&Teller::tell(&steps)).iter().map(in_place).collect();
        for viewer in viewers() {
            let told = View::new(events.iter().cloned(), viewer.clone());
            let twin = View::new(blanked(&events, &told), viewer);
            prop_assert_eq!(told.state(), twin.state());
            if told.notices() == twin.notices() {
                prop_assert_eq!(told.to_keep(), twin.to_keep());
            }
            prop_assert_eq!(said(&told), said(&twin));
            prop_assert_eq!(told.known(), twin.known());
            prop_assert_eq!(told.undoable(), twin.undoable());
            prop_assert_eq!(told.redoable(), twin.redoable());
            let sources = ["s", "t", "u"].map(source);
            prop_assert_eq!(told.before(&sources), twin.before(&sources));
            for round in told.rounds() {
                prop_assert_eq!(told.snapshot(round.id), twin.snapshot(round.id));
                prop_assert_eq!(told.snapshot_apart(round.id), twin.snapshot_apart(round.id));
                prop_assert_eq!(told.codebook_of(round), twin.codebook_of(round));
                let known = &round.plan.known;
                prop_assert_eq!(told.codebook_known_to(known), twin.codebook_known_to(known));
            }
        }
    }

    #[test]
    fn blind_work_is_nowhere_before_and_everywhere_after(steps in steps(70)) {
        let events = placed(&Teller::tell(&steps));
        let public = View::new(events.iter().cloned(), None);
        for viewer in viewers() {
            let out = handed_out(&View::new(events.iter().cloned(), viewer.clone()));
            for event in &events {
                let secret = format!("secret-{}-", event.id.0.as_u128());
                if hidden(event, viewer.as_ref(), &events, &public) {
                    prop_assert!(!out.contains(&secret), "{viewer:?} sees {event:?}");
                }
            }
        }
        // Once every round is closed all see the same, and all of it.
        let mut teller = Teller::new();
        for step in &steps {
            teller.step(*step);
        }
        for round in teller.rounds.clone() {
            teller.clock += 100 * HOUR;
            teller.push(0, "closed", Change::RoundClosed { round });
        }
        let mappings = View::new(teller.study.events.clone(), None).mappings().to_vec();
        for mapping in mappings {
            teller.clock += 100 * HOUR;
            let who = WHO.iter().position(|w| *w == mapping.by.as_str()).unwrap_or_default();
            let (mapping, step) = (mapping.id, MappingStep::Closed);
            let closed = Change::MappingStepped { mapping, step, after: None };
            teller.push(who, "mapping step", closed);
        }
        let events = &teller.study.events;
        let open = View::new(events.iter().cloned(), None);
        let all_open = open.rounds().iter().all(|r| r.is_open() || r.by != coder("ana"));
        prop_assert!(all_open);
        // What was done in a round that was cancelled stays its coder's.
        if open.rounds().iter().all(|r| r.is_open()) && open.cancelled_rounds().is_empty() {
            for viewer in viewers() {
                let view = View::new(events.iter().cloned(), viewer);
                prop_assert_eq!(view.state(), open.state());
                prop_assert_eq!(view.notices(), open.notices());
            }
            let texts = format!("{open:?}");
            for event in events.iter().filter(|e| carried(&e.change, events).is_ok()) {
                let holds = format!("{:?}", event.change).contains("secret-");
                let secret = format!("secret-{}-", event.id.0.as_u128());
                prop_assert!(!holds || texts.contains(&secret), "{event:?}");
            }
        }
    }

    #[test]
    fn cancelling_discloses_nothing(steps in steps(60)) {
        let mut teller = Teller::new();
        for step in &steps {
            teller.step(*step);
        }
        let before = teller.study.events.clone();
        let public = View::new(before.iter().cloned(), None);
        let untouched = public.rounds().iter().filter(|r| !r.is_open() && r.is_untouched());
        for round in untouched {
            teller.clock += 100 * HOUR;
            let who = WHO.iter().position(|w| *w == round.by.as_str()).unwrap_or_default();
            let known = teller.study.plan("", &[], &[]).known;
            let cancelled = Change::RoundCancelled { round: round.id, known };
            teller.push(who, "cancelled", cancelled);
        }
        let after = &teller.study.events;
        // Work of a cancelled round's time. What is of its sources alone can be seen again: one's own,
        // verdicts, and what was coded in rounds that are over or not blind; what others change in the
        // shared codebook, frozen for its coders meanwhile, thaws.
        let cancelled = View::new(after.iter().cloned(), None);
        let over = |e: &Event| match (&e.change, carried(&e.change, &before)) {
            (Change::Ruled { .. } | Change::Assented { .. }, _) => true,
            (Change::MemoWritten { on: MemoOn::Verdict(_), .. }, _) => true,
            (_, Ok(Some(round))) => cancelled.round(round).is_some_and(Round::is_open),
            _ => false,
        };
        // What was made after an earlier round had been cancelled is of no time of that round's.
        let ended = |round: RoundId| before.iter().find_map(|e| match &e.change {
            Change::RoundCancelled { round: over, known } if *over == round => Some(known),
            _ => None,
        });
        let of_its_time = |e: &Event| {
            cancelled.cancelled_rounds().iter().any(|r| {
                let mark =
                    |m: &Mark| (&m.coder, &m.device) == (&e.coder, &e.device) && e.seq <= m.seq;
                r.plan.blind
                    && r.plan.coders.contains(&e.coder)
                    && !r.plan.known.iter().any(mark)
                    && ended(r.id).is_none_or(|known| known.iter().any(mark))
            })
        };
        for viewer in viewers() {
            let out = |events: &[Arc<Event>]| {
                handed_out(&View::new(events.iter().cloned(), viewer.clone()))
            };
            let (out_before, out_after) = (out(&before), out(after));
            let others = |e: &&Arc<Event>| viewer.as_ref() != Some(&e.coder);
            let work = before.iter().filter(others).filter(|e| of_its_time(e));
            for event in work.filter(|e| !over(e)) {
                let secret = format!("secret-{}-", event.id.0.as_u128());
                let disclosed = out_after.contains(&secret) && !out_before.contains(&secret);
                prop_assert!(!disclosed, "{viewer:?} sees {event:?}");
            }
        }
    }
}
