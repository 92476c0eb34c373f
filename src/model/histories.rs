//! Random histories: what must hold of the fold and of the gate whatever happened in which order.

use super::code::{CodeKind, CodeText, Colour};
use super::coding::MemoOn;
use super::conference::Judgement;
use super::event::{Change, CodeField, CodingField, Event, SourceField, Subject, ThemeField};
use super::fixture::{Study, coder, source, span};
use super::ids::{CoderId, EventId, RoundId};
use super::round::{Round, RoundKind};
use super::theme::Node;
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
    prop::collection::vec((0..37u8, 0..3usize, 0..40usize, 0..40usize), 0..most)
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
        let device = ["device01", "device02"][usize::from(who == 2 && n % 2 == 0)];
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
            7 => ("retired", Change::CodeRetired { code: code(x)? }),
            8..=12 => (
                "coding",
                Change::Coded {
                    of: None,
                    round,
                    source: source(["s", "t"][x % 2]),
                    revision: 1,
                    span: span(x as u32..x as u32 + 5),
                    code: code(y)?,
                    digest: secret,
                    certain: true,
                    rating: None,
                },
            ),
            13 | 14 => (
                "edit",
                Change::Recoded {
                    coding: self.one("coding", x)?.into(),
                    field: match y % 2 {
                        0 => CodingField::Code(code(y)?),
                        _ => CodingField::Span(span(y as u32..y as u32 + 9), secret),
                    },
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
                    on: match self.one("coding", y) {
                        Some(coding) if y % 2 == 0 => MemoOn::Coding(coding.into()),
                        _ => MemoOn::Study,
                    },
                    text: secret,
                },
            ),
            18 => (
                "edit",
                Change::MemoEdited {
                    memo: self.one("memo", x)?.into(),
                    text: secret,
                    replaces,
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
                let mut plan = self.study.plan("r", &["ana", "ben"], &["s", "t"]);
                plan.blind = y % 4 > 0;
                plan.kind = if x % 5 == 0 {
                    RoundKind::Training
                } else {
                    RoundKind::Double
                };
                // Not everybody's work had arrived when it was opened.
                plan.known
                    .retain(|m| y % 3 > 0 || m.coder.as_str() == WHO[who]);
                let id = self.push(who, "round", Change::RoundOpened(plan));
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
                ("withdrawn", Change::SubmissionWithdrawn { round })
            }
            27 => {
                let round = *self.rounds.get(x % self.rounds.len().max(1))?;
                match y % 4 {
                    0 => ("closed", Change::RoundClosed { round }),
                    _ => (
                        "finished",
                        Change::Finished {
                            round,
                            source: source("s"),
                            finished: y % 2 == 0,
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
                        of: Subject::Source(source("t")),
                        key: "arm".into(),
                        value: (x % 2 == 0).then(|| format!("{y}")),
                        replaces,
                    },
                ),
            },
        };
        self.push(who, kind, change);
        Some(())
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

/// Everything a view hands out, as one text.
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
    out += &format!("{:?} {:?}", view.undoable(), view.redoable());
    out += &format!("{:?} {:?}", view.codebook(), view.themes());
    out + &format!("{:?}", view.groundedness(None))
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
        Change::MemoEdited { memo, .. } => of(memo.event()),
        Change::CodeEdited { code, .. } => of(code.event()),
        Change::ThemeAdded { .. } | Change::ThemeEdited { .. } => Ok(None),
        Change::Related { .. } => Ok(None),
        Change::Ruled { round, .. } => Ok(Some(*round)),
        _ => Err(()),
    }
}

/// Whether the rules hide an event from a viewer, told anew from the rules.
fn hidden(event: &Event, viewer: Option<&CoderId>, all: &[Arc<Event>], public: &View) -> bool {
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
    public.rounds().iter().any(|r| {
        let known = r
            .plan
            .known
            .iter()
            .any(|m| m.coder == event.coder && m.device == event.device && event.seq <= m.seq);
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
            !other.plan.sources.contains(source) || later && blind.plan.sources.contains(source)
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

    #[test]
    fn trees_have_no_cycle_and_nothing_is_lost(steps in steps(70)) {
        let events = Teller::tell(&steps);
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
            // One's own work is never hidden and never lost.
            for event in events.iter().filter(|e| Some(&e.coder) == viewer.as_ref()) {
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
            let both = [source("s"), source("t")];
            let by_source: usize = both.iter().map(|s| view.codings_in(s).count()).sum();
            prop_assert_eq!(by_source, view.codings().count());
        }
    }

    #[test]
    fn blind_work_is_nowhere_before_and_everywhere_after(steps in steps(70)) {
        let events = Teller::tell(&steps);
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
        let events = &teller.study.events;
        let open = View::new(events.iter().cloned(), None);
        let all_open = open.rounds().iter().all(|r| r.is_open() || r.by != coder("ana"));
        prop_assert!(all_open);
        if open.rounds().iter().all(|r| r.is_open()) {
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
}
