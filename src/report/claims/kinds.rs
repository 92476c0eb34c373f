//! Every kind of round, what is said of it, and whether that is so: `docs/claims.md` is written
//! from here and kept current.

use super::{Claim, Fact, Naming, Place, Record, after_words, all, claimed};
use crate::model::code::{CodeKind, CodeText, Colour};
use crate::model::coding::Via;
use crate::model::edits::Edits;
use crate::model::event::{Change, CodeField, SourceField};
use crate::model::fixture::{Study, coder, interview, source, span};
use crate::model::ids::{CodeId, CoderId, CodingId, Digest, EventId, RoundId};
use crate::model::review::Cogency;
use crate::model::round::{Headline, Imported, RoundKind, RoundPlan, StartFrom};
use crate::model::source::SourceKind;
use crate::model::verdict::{Authority, Ruling};
use crate::report::{Documents, Request};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

const SOURCES: [&str; 3] = ["P01", "P02", "P03"];

/// A kind of round as a test tells it.
struct Kind {
    name: &'static str,
    study: Study,
    rounds: Vec<RoundId>,
    /// What only these say; of everybody where none is named.
    participants: Vec<String>,
}

fn documents() -> Documents {
    let all = SOURCES.map(source).into_iter();
    let mut all: Documents = all.map(|id| (id.clone(), interview(&id, 12))).collect();
    // A correction that left the text as it was.
    if let Some(first) = all.get_mut(&source(SOURCES[0])) {
        let mut latest = (**first).clone();
        latest.revision = 2;
        Arc::make_mut(first).earlier.push(Arc::new(latest));
    }
    all
}

fn study() -> Study {
    let mut s = Study::new();
    for (id, name) in [
        ("ana", "Ana Lima"),
        ("ben", "Ben Okoro"),
        ("cleo", "Cleo Brandt"),
    ] {
        s.push(id, Change::joined(name));
    }
    for name in SOURCES {
        s.source(name, 240);
    }
    s.code("hope");
    s.code("fear");
    s
}

/// Codes three places: one alike, one with different codes, one by the first alone.
fn code(s: &mut Study, round: RoundId, coders: &[&str]) -> Vec<CodingId> {
    let mut made = Vec::new();
    for (n, who) in coders.iter().enumerate() {
        for at in SOURCES {
            s.coded(who, Some(round), at, 23..38, "hope");
        }
        let apart = ["hope", "fear"][n.min(1)];
        made.push(s.coded(who, Some(round), "P01", 63..78, apart));
    }
    made.push(s.coded(coders[0], Some(round), "P02", 103..118, "fear"));
    made
}

fn planned(s: &mut Study, change: impl Fn(&mut RoundPlan)) -> RoundId {
    let mut plan = s.plan("Round 1", &["ana", "ben"], &SOURCES);
    change(&mut plan);
    s.open("ana", plan)
}

/// A round planned so and coded by its coders, with what is done then.
fn coded(
    name: &'static str,
    change: impl Fn(&mut RoundPlan),
    then: impl Fn(&mut Study, RoundId, &[CodingId]),
) -> Kind {
    let mut s = study();
    let round = planned(&mut s, change);
    let plan = s.view().round(round).unwrap().plan.clone();
    let coders: Vec<&str> = plan.coders.iter().map(|c| c.as_str()).collect();
    let made = code(&mut s, round, &coders);
    then(&mut s, round, &made);
    Kind {
        name,
        study: s,
        rounds: vec![round],
        participants: Vec::new(),
    }
}

fn submit(s: &mut Study, round: RoundId, coders: &[&str]) {
    for who in coders {
        s.submit(who, round);
    }
}

fn both(s: &mut Study, round: RoundId, _: &[CodingId]) {
    submit(s, round, &["ana", "ben"]);
}

/// A verdict of these on the place with different codes.
fn ruled(s: &mut Study, round: RoundId, made: &[CodingId], present: &[&str]) -> EventId {
    s.ruled(present, round, &made[..2], Ruling::Of(coder("ana")))
}

/// Submissions of an import, all by whoever imports.
fn imported(s: &mut Study, round: RoundId, made: &[CodingId]) {
    both(s, round, made);
}

fn kinds() -> Vec<Kind> {
    let three = |plan: &mut RoundPlan| plan.coders = ["ana", "ben", "cleo"].map(coder).into();
    let plain = |_: &mut RoundPlan| {};
    vec![
        coded("blind, nothing settled", plain, both),
        coded("blind, some of it from lists", plain, |s, round, _| {
            for (who, at) in [("ana", 143..158), ("ana", 183..198), ("ben", 143..158)] {
                let change = Change::Coded {
                    of: None,
                    round: Some(round),
                    source: source("P02"),
                    revision: 1,
                    span: span(at),
                    code: s.id("hope"),
                    digest: Digest::default(),
                    certain: true,
                    rating: None,
                    via: Some(Via::Search),
                };
                s.push(who, change);
            }
            both(s, round, &[]);
        }),
        coded("blind, half settled together", plain, |s, round, made| {
            both(s, round, made);
            ruled(s, round, made, &["ana", "ben"]);
        }),
        coded("blind, all settled together", plain, |s, round, made| {
            both(s, round, made);
            ruled(s, round, made, &["ana", "ben"]);
            s.ruled(&["ana", "ben"], round, &made[2..], Ruling::Kept);
        }),
        coded("blind, a proposal by one alone", plain, |s, round, made| {
            both(s, round, made);
            ruled(s, round, made, &["ana"]);
        }),
        coded(
            "blind, settled by assent, nobody together",
            plain,
            |s, round, made| {
                both(s, round, made);
                let verdict = ruled(s, round, made, &["ana"]).into();
                s.push("ben", Change::Assented { verdict });
            },
        ),
        coded(
            "blind, a text corrected between submissions",
            plain,
            |s, round, _| {
                s.submit("ana", round);
                s.push(
                    "ben",
                    Change::TextRevised {
                        source: source(SOURCES[0]),
                        revision: 2,
                        text: Digest::default(),
                        structure: Digest::default(),
                        edits: Edits::default(),
                        paragraphs: 12,
                    },
                );
                s.revisions = vec![(source(SOURCES[0]), 2)];
                s.submit("ben", round);
            },
        ),
        coded("blind, on rating sheets", plain, |s, round, made| {
            for name in SOURCES {
                let change = Change::SourceEdited {
                    source: source(name),
                    field: SourceField::Kind(SourceKind::RatingSheet),
                    replaces: Vec::new(),
                };
                s.push("ana", change);
            }
            both(s, round, made);
        }),
        coded("blind, ends that differ", plain, |s, round, made| {
            s.coded("ana", Some(round), "P03", 63..78, "fear");
            s.coded("ben", Some(round), "P03", 70..78, "fear");
            both(s, round, made);
        }),
        coded("three coders", three, |s, round, _| {
            submit(s, round, &["ana", "ben", "cleo"]);
        }),
        coded("three coders, closed early", three, |s, round, _| {
            submit(s, round, &["ana", "ben"]);
            s.push("ana", Change::RoundClosed { round });
        }),
        coded(
            "not blind, one did not submit",
            |plan| {
                three(plan);
                plan.blind = false;
            },
            both,
        ),
        coded("training", |plan| plan.kind = RoundKind::Training, both),
        coded("not blind", |plan| plan.blind = false, both),
        coded(
            "imported",
            |plan| {
                plan.kind = RoundKind::Imported;
                plan.blind = false;
            },
            imported,
        ),
        coded(
            "imported, who read what said",
            |plan| {
                plan.kind = RoundKind::Imported;
                plan.blind = false;
                plan.imported = Some(Imported::default());
            },
            imported,
        ),
        coded(
            "imported, another one counts instead",
            |plan| {
                plan.kind = RoundKind::Imported;
                plan.blind = false;
            },
            |s, round, made| {
                imported(s, round, made);
                let again = RoundPlan {
                    kind: RoundKind::Imported,
                    blind: false,
                    imported: Some(Imported {
                        replaces: Some(round),
                        ..Imported::default()
                    }),
                    ..s.plan("Again", &["ana", "ben"], &SOURCES)
                };
                let again = s.open("ana", again);
                both(s, again, &[]);
            },
        ),
        coded(
            "imported, settled together",
            |plan| {
                plan.kind = RoundKind::Imported;
                plan.blind = false;
            },
            |s, round, made| {
                imported(s, round, made);
                ruled(s, round, made, &["ana", "ben"]);
            },
        ),
        coded(
            "adjudicated",
            |plan| plan.adjudicator = Some(coder("cleo")),
            |s, round, made| {
                both(s, round, made);
                adjudicated(s, round, made, &["cleo"]);
            },
        ),
        coded(
            "adjudicated with a coder beside",
            |plan| plan.adjudicator = Some(coder("cleo")),
            |s, round, made| {
                both(s, round, made);
                adjudicated(s, round, made, &["cleo", "ana"]);
            },
        ),
        coded(
            "no coefficient",
            |plan| plan.headline = Headline::None,
            both,
        ),
        coded(
            "no coefficient, half settled together",
            |plan| plan.headline = Headline::None,
            |s, round, made| {
                both(s, round, made);
                ruled(s, round, made, &["ana", "ben"]);
            },
        ),
        coded(
            "led by alpha over codes",
            |plan| plan.headline = Headline::AlphaOverCodes,
            both,
        ),
        coded(
            "led by alpha of sets, a coding outside the units",
            |plan| plan.headline = Headline::AlphaMasi,
            |s, round, made| {
                s.coded("ana", Some(round), "P03", 3..15, "hope");
                both(s, round, made);
            },
        ),
        coded("led by kappa", |plan| plan.headline = Headline::Kappa, both),
        coded(
            "led by percent",
            |plan| plan.headline = Headline::Percent,
            both,
        ),
        coded(
            "a least value that is not shown",
            |plan| plan.least = Some(0.667),
            both,
        ),
        alike("a least value that is shown"),
        again("re-code from own codings", StartFrom::OwnCodings),
        again("re-code from the consensus", StartFrom::Consensus),
        again("blind, over sources seen before", StartFrom::Blank),
        part("a source not finished by one"),
        rated("codes rated on a scale", Headline::Alpha),
        rated(
            "led by ordinal alpha of the ratings",
            Headline::OrdinalAlpha,
        ),
        Kind {
            participants: vec!["P (P01)".to_owned()],
            ..coded(
                "only what one said who is told by label",
                |plan| plan.labels_apart = true,
                both,
            )
        },
        pooled("two rounds pooled"),
        reviewed("to be reviewed by a third person", &["cleo"], |_, _| {}),
        reviewed("reviewed in part", &["cleo"], |s, review| {
            s.reviewed("cleo", review, "hope", Cogency::Unclear);
        }),
        reviewed("reviewed, and changed since", &["cleo"], |s, review| {
            s.reviewed("cleo", review, "hope", Cogency::Unclear);
            s.reviewed("cleo", review, "fear", Cogency::Clear);
            for code in ["hope", "fear"] {
                renamed(s, code);
            }
        }),
        reviewed(
            "a code retired before it was reviewed",
            &["cleo"],
            |s, review| {
                s.reviewed("cleo", review, "hope", Cogency::Split);
                let code = s.id("fear");
                s.push("ana", Change::CodeRetired { code });
                s.push("cleo", Change::ReviewClosed { review });
            },
        ),
        reviewed("review closed, nothing reviewed", &["cleo"], |s, review| {
            s.push("ana", Change::ReviewClosed { review });
        }),
        reviewed(
            "reviewed by a coder and somebody else",
            &["ben", "cleo"],
            |s, review| {
                for who in ["ben", "cleo"] {
                    s.reviewed(who, review, "hope", Cogency::Clear);
                }
                let into = s.id("hope");
                s.reviewed("ben", review, "fear", Cogency::Merge(into));
            },
        ),
        reviewed(
            "reviewed, and its sources coded blind again",
            &["cleo"],
            |s, review| {
                s.reviewed("cleo", review, "hope", Cogency::Unclear);
                // Of another source than those compared: these have figures still.
                let again = s.plan("Again", &["ana", "ben"], &["P04"]);
                s.open("ana", again);
            },
        ),
    ]
}

/// A round with a review of its codes, which looks at a further source, too.
fn reviewed(name: &'static str, reviewers: &[&str], then: impl Fn(&mut Study, RoundId)) -> Kind {
    let mut kind = coded(name, |_| {}, both);
    kind.study.source("P04", 240);
    let sources = [&SOURCES[..], &["P04"]].concat();
    let review = kind.study.review("ana", reviewers, &sources);
    then(&mut kind.study, review);
    kind
}

fn renamed(s: &mut Study, code: &str) {
    let change = Change::CodeEdited {
        code: s.id(code),
        field: CodeField::Name(format!("{code} or so")),
        replaces: Vec::new(),
        on: None,
    };
    s.push("ana", change);
}

fn alike(name: &'static str) -> Kind {
    let mut study = study();
    let round = planned(&mut study, |plan| plan.least = Some(0.8));
    for (who, at) in ["ana", "ben"]
        .iter()
        .flat_map(|who| SOURCES.map(|at| (who, at)))
    {
        for (place, code) in [(23..38, "hope"), (63..78, "fear"), (103..118, "hope")] {
            study.coded(who, Some(round), at, place, code);
        }
    }
    both(&mut study, round, &[]);
    Kind {
        name,
        study,
        rounds: vec![round],
        participants: Vec::new(),
    }
}

/// Rounds that have no figures: nothing is claimed of any, why is said.
fn without_figures() -> Vec<(Kind, String)> {
    let kinds = vec![
        coded("open coding", |plan| plan.open_coding = Some(true), both),
        coded(
            "blind, one has not submitted",
            |_| {},
            |s, round, _| s.submit("ana", round),
        ),
        coded(
            "closed early, one submitted",
            |_| {},
            |s, round, _| {
                s.submit("ana", round);
                s.push("ana", Change::RoundClosed { round });
            },
        ),
    ];
    let why = |kind: Kind| {
        let view = kind.study.view_for("ana");
        let answer = Request::round(kind.rounds[0]).answer(&view, &documents());
        (kind, answer.unwrap_err())
    };
    kinds.into_iter().map(why).collect()
}

fn adjudicated(s: &mut Study, round: RoundId, made: &[CodingId], present: &[&str]) {
    let id = ruled(s, round, made, present);
    let at = s.events.iter().position(|e| e.id == id).unwrap();
    let mut event = (*s.events[at]).clone();
    if let Change::Ruled { authority, .. } = &mut event.change {
        *authority = Authority::Adjudicator;
    }
    s.events[at] = Arc::new(event);
}

/// A round over the sources of one that is over and was talked over.
fn again(name: &'static str, start: StartFrom) -> Kind {
    let Kind {
        mut study, rounds, ..
    } = coded(
        "",
        |_| {},
        |s, round, made| {
            both(s, round, made);
            ruled(s, round, made, &["ana", "ben"]);
        },
    );
    let mut plan = study.plan("Round 2", &["ana", "ben"], &SOURCES);
    plan.start = start;
    if plan.start != StartFrom::Blank {
        plan.kind = RoundKind::Recode;
    }
    let round = study.open("ana", plan);
    let made = code(&mut study, round, &["ana", "ben"]);
    both(&mut study, round, &made);
    assert_ne!(rounds[0], round);
    Kind {
        name,
        study,
        rounds: vec![round],
        participants: Vec::new(),
    }
}

/// Twelve places that both gave a rated code, some of them rated differently, and one by one alone.
fn rated(name: &'static str, headline: Headline) -> Kind {
    let mut study = study();
    let points = ["not at all", "somewhat", "wholly"].map(str::to_owned);
    let id: CodeId = study
        .push(
            "ana",
            Change::CodeAdded {
                name: "trust".into(),
                parent: None,
                text: CodeText::default(),
                colour: Colour::Blue,
                key: None,
                kind: CodeKind::Rated((1..).zip(points).collect()),
                private: None,
            },
        )
        .into();
    let round = planned(&mut study, |plan| plan.headline = headline);
    let mut rate = |who: &str, case: u32, rating: i32| {
        let at = SOURCES[case as usize % 3];
        let start = case / 3 * 40 + 23;
        let change = Change::Coded {
            of: None,
            round: Some(round),
            source: source(at),
            revision: 1,
            span: span(start..start + 15),
            code: id,
            digest: Default::default(),
            certain: true,
            rating: Some(rating),
            via: None,
        };
        study.push(who, change);
    };
    for case in 0..12 {
        rate("ana", case, 1 + case as i32 % 3);
        rate(
            "ben",
            case,
            3.min(1 + case as i32 % 3 + i32::from(case < 4)),
        );
    }
    rate("ana", 12, 1);
    both(&mut study, round, &[]);
    Kind {
        name,
        study,
        rounds: vec![round],
        participants: Vec::new(),
    }
}

fn part(name: &'static str) -> Kind {
    coded(
        name,
        |_| {},
        |s, round, _| {
            s.submit("ana", round);
            s.submit_only("ben", round, &SOURCES[..2]);
        },
    )
}

fn pooled(name: &'static str) -> Kind {
    let mut s = study();
    let mut rounds = Vec::new();
    for at in ["P01", "P02"] {
        let plan = s.plan(&format!("Round {at}"), &["ana", "ben"], &[at]);
        let round = s.open("ana", plan);
        for who in ["ana", "ben"] {
            s.coded(who, Some(round), at, 23..38, "hope");
        }
        s.coded("ana", Some(round), at, 63..78, "fear");
        both(&mut s, round, &[]);
        rounds.push(round);
    }
    Kind {
        name,
        study: s,
        rounds,
        participants: Vec::new(),
    }
}

type Said = Vec<(Place, &'static Claim, String)>;

fn said_of(kind: &Kind) -> (Said, String) {
    let view = kind.study.view_for("ana");
    let mut request = Request::round(kind.rounds[0]);
    request.selection.rounds = kind.rounds.clone();
    let people = Some(kind.participants.clone());
    request.selection.participants = people.filter(|people| !people.is_empty());
    let (results, intervals) = request.answer(&view, &documents()).expect(kind.name);
    let record = Record::of(&view, &results, intervals.as_ref(), Naming::Names);
    let places = [Place::Methods, Place::Minutes, Place::Head, Place::Agree];
    let at = |place| claimed(&record, place).map(move |(claim, text)| (place, claim, text));
    let after = match kind.rounds[..] {
        [_] => after_words(record.after(), record.sums().given),
        _ => "",
    };
    (places.into_iter().flat_map(at).collect(), after.to_owned())
}

/// The events of a kind, read without any of the code that makes claims.
struct Events<'k>(&'k Kind);

impl Events<'_> {
    fn plans(&self) -> impl Iterator<Item = (usize, &RoundPlan)> {
        let events = self.0.study.events.iter().enumerate();
        events.filter_map(|(at, e)| match &e.change {
            Change::RoundOpened(plan) if self.0.rounds.contains(&e.id.into()) => {
                Some((at, &**plan))
            }
            _ => None,
        })
    }

    fn changes(&self) -> impl Iterator<Item = &Change> {
        self.0.study.events.iter().map(|e| &e.change)
    }

    /// Each reviewer, with how many judgements they gave.
    fn reviewers(&self) -> impl Iterator<Item = (&CoderId, usize)> {
        let planned = self.changes().filter_map(|c| match c {
            Change::ReviewOpened(plan) => Some(&plan.reviewers),
            _ => None,
        });
        planned.flatten().map(|who| {
            let events = self.0.study.events.iter();
            let by = events.filter(|e| e.coder == *who);
            let judged = by.filter(|e| matches!(e.change, Change::CodeReviewed { .. }));
            (who, judged.count())
        })
    }

    fn submissions(&self) -> usize {
        let of = |c: &&Change| matches!(c, Change::Submitted { round, .. } if self.0.rounds.contains(round));
        self.changes().filter(of).count()
    }

    /// Of each verdict: how many coders were present, who gave or assented to it, and whether it is
    /// an adjudicator's.
    fn verdicts(&self) -> Vec<(usize, BTreeSet<&str>, bool)> {
        let mut all = Vec::new();
        for event in &self.0.study.events {
            let Change::Ruled {
                round,
                present,
                authority,
                ..
            } = &event.change
            else {
                continue;
            };
            if !self.0.rounds.contains(round) {
                continue;
            }
            let assented = self.0.study.events.iter().filter(|e| {
                matches!(&e.change, Change::Assented { verdict } if verdict.event() == event.id)
            });
            let mut who: BTreeSet<&str> = present.iter().map(|c| c.as_str()).collect();
            who.extend(assented.map(|e| e.coder.as_str()));
            let coders = |c: &&CoderId| self.plans().any(|(_, plan)| plan.coders.contains(c));
            let together = present.iter().filter(coders).count();
            all.push((together, who, *authority == Authority::Adjudicator));
        }
        all
    }

    /// Whether somebody had coded a source in an earlier round that was over.
    fn is_seen(&self, at: usize, plan: &RoundPlan) -> bool {
        let before = self.0.study.events[..at].iter();
        before.clone().any(|e| match &e.change {
            Change::Coded { source, .. } => plan.sources.contains(source),
            _ => false,
        })
    }

    fn holds(&self, fact: Fact) -> bool {
        let all = |is: &dyn Fn(&RoundPlan) -> bool| self.plans().all(|(_, plan)| is(plan));
        let imported = |plan: &RoundPlan| plan.kind == RoundKind::Imported;
        let submitted = self.submissions();
        let coders: usize = self.plans().map(|(_, plan)| plan.coders.len()).sum();
        let settled = self
            .verdicts()
            .iter()
            .any(|(_, who, last)| *last || who.len() > 1);
        match fact {
            Fact::Blind => all(&|p| p.blind && !imported(p)),
            Fact::Open => all(&|p| !p.blind && !imported(p)),
            Fact::Blank => all(&|p| p.start == StartFrom::Blank && !imported(p)),
            Fact::Begun => all(&|p| p.start != StartFrom::Blank),
            Fact::Unseen => self.plans().all(|(at, plan)| !self.is_seen(at, plan)),
            Fact::Seen => self.plans().any(|(at, plan)| self.is_seen(at, plan)),
            Fact::Planned => all(&|p| !imported(p)),
            Fact::Imported => all(&imported),
            Fact::AllSubmitted => submitted == coders,
            Fact::ClosedEarly => self
                .changes()
                .any(|c| matches!(c, Change::RoundClosed { .. })),
            Fact::Training => all(&|p| p.purpose() == RoundKind::Training),
            Fact::Settled => settled,
            Fact::Unsettled => !settled,
            Fact::Met => self.verdicts().iter().any(|(together, ..)| *together > 1),
            Fact::NoCoefficient => all(&|p| p.headline == Headline::None),
            Fact::Coefficient => all(&|p| p.headline != Headline::None),
            Fact::Missing => false,
            Fact::Reviewed => self.reviewers().any(|(_, codes)| codes > 0),
            Fact::NotReviewed => self.reviewers().any(|(_, codes)| codes == 0),
        }
    }
}

/// Words that may stand only where something is so, whatever claim they are in.
const WORDS: &[(&str, &[Fact])] = &[
    (
        "independently",
        &[Fact::Blind, Fact::Blank, Fact::Unseen, Fact::Planned],
    ),
    (
        "was shown",
        &[Fact::Blind, Fact::Blank, Fact::Unseen, Fact::Planned],
    ),
    ("each blind", &[Fact::Blind]),
    ("until both had submitted", &[Fact::AllSubmitted]),
    ("until all had submitted", &[Fact::AllSubmitted]),
    ("until the round was closed", &[Fact::ClosedEarly]),
    ("closed early", &[Fact::ClosedEarly]),
    ("present together", &[Fact::Met]),
    ("after discussion", &[Fact::Met]),
    ("nobody met", &[Fact::Settled]),
    ("assented", &[Fact::Settled]),
    ("talked", &[Fact::Met]),
    ("settled by", &[Fact::Settled]),
    ("none has been settled", &[Fact::Unsettled]),
    ("before the round was coded", &[Fact::Planned]),
    ("beforehand", &[Fact::Planned]),
    ("were imported", &[Fact::Imported]),
    ("training round", &[Fact::Training]),
    ("α =", &[Fact::Coefficient]),
    ("for cogency so far", &[Fact::Reviewed]),
    ("and found", &[Fact::Reviewed]),
    ("has not begun", &[Fact::NotReviewed]),
    ("reviewed none of", &[Fact::NotReviewed]),
];

/// What cannot both be so of the same rounds.
const OPPOSITES: &[(Fact, Fact)] = &[
    (Fact::Blind, Fact::Open),
    (Fact::Blank, Fact::Begun),
    (Fact::Unseen, Fact::Seen),
    (Fact::Planned, Fact::Imported),
    (Fact::AllSubmitted, Fact::ClosedEarly),
    (Fact::Settled, Fact::Unsettled),
    (Fact::NoCoefficient, Fact::Coefficient),
];

#[test]
fn nothing_is_claimed_that_is_not_so() {
    let mut wrong = Vec::new();
    for kind in kinds() {
        let events = Events(&kind);
        let (said, after) = said_of(&kind);
        let asserted: BTreeSet<Fact> = said.iter().flat_map(|(_, c, _)| c.facts).copied().collect();
        for fact in &asserted {
            if !events.holds(*fact) {
                wrong.push(format!("{}: {fact:?} is said and not so", kind.name));
            }
        }
        for (one, other) in OPPOSITES {
            if asserted.contains(one) && asserted.contains(other) {
                wrong.push(format!(
                    "{}: both {one:?} and {other:?} are said",
                    kind.name
                ));
            }
        }
        let texts = said.iter().map(|(_, _, text)| text).chain([&after]);
        for text in texts {
            for (words, facts) in WORDS {
                let lies = facts
                    .iter()
                    .filter(|f| text.contains(words) && !events.holds(**f));
                wrong.extend(lies.map(|f| format!("{}: {f:?} is not so: {text}", kind.name)));
            }
            if text.contains("  ") || text.contains("()") || text.ends_with(", .") {
                wrong.push(format!("{}: badly put: {text}", kind.name));
            }
        }
        let firsts = said.iter().filter(|(at, c, _)| {
            *at == Place::Methods && super::coded::CLAIMS.iter().any(|own| own.name == c.name)
        });
        assert_eq!(firsts.count(), 1, "{}", kind.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_claim_is_made_of_some_kind_of_round_or_is_about_what_a_test_cannot_have() {
    // Text that is not at hand, and work that has not arrived, are told elsewhere.
    let elsewhere = [
        "by coding only",
        "not final",
        "who is who corrected",
        "selection",
        "imported among others",
        "how the rest was coded",
    ];
    let made: BTreeSet<&str> = kinds()
        .iter()
        .flat_map(|k| said_of(k).0)
        .map(|(_, c, _)| c.name)
        .collect();
    let never = all()
        .map(|c| c.name)
        .filter(|n| !made.contains(n) && !elsewhere.contains(n));
    assert_eq!(never.collect::<Vec<_>>(), Vec::<&str>::new());
}

/// The list and what is said of each kind, as `docs/claims.md` has it.
fn document_of_claims() -> String {
    let mut text = String::from(
        "# What is claimed, and when\n\nEvery sentence of the methods paragraph, of the figures in the minutes, above the Agreement screen's\ntables and below those of `agree` is one of these claims. Nothing else is said of a round. The second\npart shows what is said of many kinds of rounds, small ones made up for it; a test compares it with\nwhat happened there.\n\nThis file is written by the test that checks it: `UPDATE_DOCS=1 cargo test`.\n\n## The claims\n\n| claim | may be said | rests on |\n|---|---|---|\n",
    );
    for claim in all() {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            claim.name, claim.condition, claim.rests_on
        );
    }
    text.push_str("\n## What is said of each kind of round\n");
    for kind in kinds() {
        let _ = write!(text, "\n### {}\n", kind.name);
        let (said, after) = said_of(&kind);
        let at = |place| -> Vec<&str> {
            let here = said.iter().filter(|(p, ..)| *p == place);
            here.map(|(_, _, text)| text.as_str()).collect()
        };
        let _ = write!(text, "\n{}\n", at(Place::Methods).join(" "));
        let mut besides = at(Place::Minutes);
        besides.retain(|said| !at(Place::Methods).contains(said));
        let lists = [
            ("The minutes say besides", besides.join(" ")),
            ("Its places stand", after),
            ("On the Agreement screen", at(Place::Head).join(" · ")),
            ("`agree` adds", at(Place::Agree).join("; ")),
        ];
        for (place, said) in lists.iter().filter(|(_, said)| !said.is_empty()) {
            let _ = write!(text, "\n- {place}: {said}");
        }
        text.push('\n');
    }
    for (kind, why) in without_figures() {
        let _ = write!(
            text,
            "\n### {}\n\nThere are no figures, and this is the answer: “{why}”.\n",
            kind.name
        );
    }
    text
}

#[test]
fn the_list_in_the_documents_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/claims.md");
    let stored = std::fs::read_to_string(path).unwrap_or_default();
    let now = document_of_claims();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, now).unwrap();
    } else {
        assert!(
            stored == now,
            "docs/claims.md is not current: UPDATE_DOCS=1 cargo test"
        );
    }
}
