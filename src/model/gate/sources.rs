//! The second invariant of the gate: what is about the sources of a blind round without being of
//! the round.

use super::barrier::Barrier;
use crate::model::attribute::Subject;
use crate::model::coding::MemoOn;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, EventId, RoundId, SourceId};
use crate::model::mapping::ValenceOf;
use crate::model::shared::Ledger;
use std::collections::{HashMap, HashSet};

/// The longest chain of events that speak of one another: what no program writes waits for ever.
pub(super) const LONGEST: usize = 64;

/// The sources of one blind round, in the eyes of somebody it binds.
pub(super) struct Sources<'g> {
    pub barrier: &'g Barrier,
    pub viewer: Option<&'g CoderId>,
    pub rounds: &'g HashMap<RoundId, HashSet<SourceId>>,
    pub ledger: &'g Ledger,
}

impl Sources<'_> {
    /// Whether an event is kept from the viewer; `None` where what it speaks of is not here.
    pub fn keep(&self, event: &Event) -> Option<bool> {
        self.keep_within(event, LONGEST)
    }

    fn keep_within(&self, event: &Event, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let like = |id: EventId| self.keep_within(self.ledger.get(&id)?, depth);
        match &event.change {
            Change::Coded { round, source, .. } | Change::Reached { round, source, .. } => {
                Some(self.keep_at(event, *round, source))
            }
            Change::BasisChosen { source, .. } | Change::CodingsCarried { into: source, .. } => {
                Some(self.keep_at(event, None, source))
            }
            Change::MemoWritten {
                round, on, about, ..
            } => match on {
                MemoOn::Source(source) | MemoOn::Segment(source, _) => {
                    Some(self.keep_at(event, *round, source))
                }
                MemoOn::Coding(coding) => like(coding.event()),
                MemoOn::Verdict(verdict) => like(verdict.event()),
                MemoOn::Round(round) => self.covers_its_sources(*round),
                MemoOn::Participant(who) | MemoOn::Cell(_, Subject::Participant(who)) => {
                    let speaks = self.reach(about) || self.barrier.told.may_speak(who, event);
                    Some(speaks && !self.is_free(event, *round))
                }
                MemoOn::Cell(_, Subject::Source(source)) => {
                    Some(self.keep_at(event, *round, source))
                }
                MemoOn::Cell(_, Subject::Case(_)) => {
                    Some(self.reach(about) && !self.is_free(event, *round))
                }
                MemoOn::Study
                | MemoOn::Code(_)
                | MemoOn::Theme(_)
                | MemoOn::Relation(_)
                | MemoOn::Query(_) => Some(false),
            },
            Change::Ruled { round, .. } if *round == self.barrier.round => Some(false),
            Change::Ruled { round, item, .. } => {
                let mut codings = item.iter().map(|coding| like(coding.event()));
                match codings.try_fold(false, |any, about| Some(any || about?)) {
                    Some(about) => Some(about),
                    // Some of it is not here: only a round over other sources is surely about them.
                    None => match self.covers_its_sources(*round) {
                        Some(false) => Some(false),
                        _ => None,
                    },
                }
            }
            Change::CodeReviewed { review, .. } => self.keep_review(event, *review),
            Change::ValenceGiven(valued) => match &valued.of {
                ValenceOf::Segment(coding) => like(coding.event()),
                // Which sources tell of a case changes as attributes are set: it may be any.
                ValenceOf::Case(_) => Some(!self.is_own_since(event)),
            },
            Change::Recoded { coding, .. }
            | Change::Uncoded { coding }
            | Change::EvidenceMarked { coding, .. } => like(coding.event()),
            Change::MemoEdited { memo, .. }
            | Change::MemoRemoved { memo }
            | Change::SummaryRests { memo, .. } => like(memo.event()),
            // What a person says to the findings is about whatever they speak in, like a memo on them.
            Change::ClaimAnswered(said) => {
                let speaks =
                    self.reach(&said.about) || self.barrier.told.may_speak(&said.person, event);
                Some(speaks && !self.is_own_since(event))
            }
            Change::AnswerFollowed { answer, .. } => like(answer.event()),
            Change::Assented { verdict } => like(verdict.event()),
            Change::Retract { event } => like(*event),
            _ => Some(false),
        }
    }

    /// Whether any of these sources is one of the round.
    fn reach(&self, about: &[SourceId]) -> bool {
        about.iter().any(|s| self.barrier.sources.contains(s))
    }

    /// Whether work at a source is kept.
    fn keep_at(&self, event: &Event, round: Option<RoundId>, source: &SourceId) -> bool {
        self.barrier.sources.contains(source) && !self.is_free(event, round)
    }

    /// Whether work is of the round itself, or one's own and made since.
    fn is_free(&self, event: &Event, round: Option<RoundId>) -> bool {
        let of_round = round == Some(self.barrier.round) && self.barrier.is_by_coder(event);
        of_round || self.is_own_since(event)
    }

    /// Whether what somebody says of a code is kept: they have read it in the sources of the review.
    fn keep_review(&self, event: &Event, review: RoundId) -> Option<bool> {
        let Change::ReviewOpened(plan) = &self.ledger.get(&review.event())?.change else {
            return None;
        };
        let mut sources = plan.sources.iter();
        let about = sources.any(|s| self.barrier.sources.contains(s));
        Some(about && !self.is_own_since(event))
    }

    fn is_own_since(&self, event: &Event) -> bool {
        let is_own = self.viewer == Some(&event.coder) && self.viewer == Some(event.author());
        is_own && !self.barrier.follows(event)
    }

    fn covers_its_sources(&self, round: RoundId) -> Option<bool> {
        let sources = self.rounds.get(&round)?;
        Some(round != self.barrier.round && !sources.is_disjoint(&self.barrier.sources))
    }
}

/// The source a piece of work is about, if it is about one.
pub(super) fn source_of<'e>(change: &'e Change, ledger: &'e Ledger) -> Option<&'e SourceId> {
    match change {
        Change::Coded { source, .. }
        | Change::Reached { source, .. }
        | Change::CodingsCarried { into: source, .. } => Some(source),
        Change::MemoWritten { on, .. } => match on {
            MemoOn::Source(source) | MemoOn::Segment(source, _) => Some(source),
            MemoOn::Coding(coding) => match ledger.get(&coding.event()).map(|e| &e.change) {
                Some(Change::Coded { source, .. }) => Some(source),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::coding::MemoOn;
    use crate::model::event::{Change, CodeField, Event};
    use crate::model::fixture::{Study, coder, source, span};
    use crate::model::ids::{DeviceId, EventId, RoundId, ThemeId};
    use crate::model::member::{Answer, AnswerText, Claim, PacketFor, PacketText, Stance};
    use crate::model::review::Cogency;
    use crate::model::round::RoundPlan;
    use crate::model::snapshot::NotYet;
    use crate::model::source::{SpeakerRole, SpeakerSetting};
    use crate::model::theme::{Bearing, EvidenceOn};
    use crate::model::undo::NoUndo;
    use crate::model::verdict::{Occasion, Ruling};
    use crate::model::view::View;
    use std::sync::Arc;

    /// A round of ana and ben over s and t, settled and noted on; in both sources there is work of
    /// no round, too. How much there is at s is `more`.
    struct Told {
        study: Study,
        first: RoundId,
        again: RoundId,
    }

    fn told(more: bool) -> Told {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat", "dan", "eve"]);
        s.source("s", 100).source("t", 100);
        s.code("hope");
        s.code("fear");
        let first = s.round(&["s", "t"]);
        work(&mut s, first, "t");
        if more {
            work(&mut s, first, "s");
        }
        // Journals as long as each other, so that nothing but what was done differs.
        while s.events.len() < 60 {
            for who in ["ana", "ben", "cat"] {
                s.push(who, memo(MemoOn::Study, "of the study"));
            }
        }
        let level =
            |s: &Study, who: &str| s.events.iter().filter(|e| e.coder.as_str() == who).count();
        for (who, wanted) in [("ana", 30), ("ben", 30), ("cat", 30)] {
            while level(&s, who) < wanted {
                s.push(who, memo(MemoOn::Study, "of the study"));
            }
        }
        s.submit("ana", first);
        s.submit("ben", first);
        settle(&mut s, first, "t");
        if more {
            settle(&mut s, first, "s");
        }
        let plan = RoundPlan {
            name: "again".into(),
            adjudicator: Some(coder("dan")),
            ..s.plan("again", &["ana", "cat"], &["s"])
        };
        let again = s.open("cat", plan);
        Told {
            study: s,
            first,
            again,
        }
    }

    fn memo(on: MemoOn, text: &str) -> Change {
        Change::MemoWritten {
            of: None,
            round: None,
            on,
            text: text.into(),
            kind: None,
            about: Vec::new(),
        }
    }

    fn work(s: &mut Study, first: RoundId, at: &str) {
        for (who, code) in [("ana", "hope"), ("ben", "fear")] {
            let coding = s.coded(who, Some(first), at, 0..10, code);
            s.push(who, memo(MemoOn::Coding(coding), at));
            s.push(who, memo(MemoOn::Source(source(at)), at));
            s.push(who, memo(MemoOn::Segment(source(at), span(1..2)), at));
            s.coded(who, None, at, 20..30, code);
        }
        s.coded("cat", None, at, 40..50, "hope");
        s.push(
            "ana",
            Change::Reached {
                round: Some(first),
                source: source(at),
                paragraph: 7,
            },
        );
    }

    fn settle(s: &mut Study, first: RoundId, at: &str) {
        let here = s.view_for("eve");
        let item: Vec<_> = here
            .codings_in(&source(at))
            .filter(|c| c.round.is_some())
            .map(|c| c.id)
            .collect();
        let verdict = s.ruled(&["ana"], first, &item, Ruling::Both).into();
        s.push("ben", Change::Assented { verdict });
        let noted = s.push("ben", memo(MemoOn::Verdict(verdict), at)).into();
        let edited = Change::MemoEdited {
            memo: noted,
            text: format!("{at}, edited"),
            replaces: vec![noted.event()],
            kind: None,
        };
        s.push("ben", edited);
        let chosen = Change::BasisChosen {
            source: source(at),
            round: Some(first),
            replaces: Vec::new(),
        };
        s.push("ben", chosen);
    }

    /// Codings, memos, verdicts, choices and progress at a source.
    fn at(view: &View, first: RoundId, name: &str) -> [usize; 5] {
        let is_here = |text: &str| text.starts_with(name);
        let verdicts = view.verdicts_of(first).filter(|v| {
            let coding = v.item.first().and_then(|c| view.coding(*c));
            coding.is_none_or(|c| c.source == source(name))
        });
        [
            view.codings_in(&source(name)).count(),
            view.memos().filter(|m| is_here(&m.text)).count(),
            verdicts.count(),
            view.chosen_basis(&source(name)).len(),
            view.reached(&coder("ana"), &source(name)) as usize,
        ]
    }

    const ALL: [usize; 5] = [5, 7, 1, 1, 7];

    #[test]
    fn what_is_about_its_sources_waits_for_its_coders_its_adjudicator_and_the_public() {
        let Told {
            mut study,
            first,
            again,
        } = told(true);
        let bound = [None, Some("ana"), Some("cat"), Some("dan")];
        let view = |s: &Study, who: Option<&str>| View::new(s.events.clone(), who.map(coder));
        for who in bound {
            let view = view(&study, who);
            assert_eq!(at(&view, first, "s"), [0; 5], "{who:?}");
            assert_eq!(at(&view, first, "t"), ALL, "{who:?}");
            let again = NotYet::Again("again".into());
            assert_eq!(view.snapshot(first), Err(again), "{who:?}");
            assert_eq!(view.waits_for(&source("s")).unwrap().plan.name, "again");
            assert!(view.waits_for(&source("t")).is_none());
        }
        for who in ["ben", "eve", "nobody-yet"] {
            let view = study.view_for(who);
            for name in ["s", "t"] {
                assert_eq!(at(&view, first, name), ALL, "{who}");
            }
            assert_eq!(view.snapshot(first).unwrap().sources.len(), 2, "{who}");
        }
        study.push("cat", Change::RoundClosed { round: again });
        for who in bound {
            let view = view(&study, who);
            for name in ["s", "t"] {
                assert_eq!(at(&view, first, name), ALL, "{who:?}");
            }
            assert!(view.snapshot(first).is_ok(), "{who:?}");
        }
    }

    /// The codebook stays as it is, but not on which difference a clause of it was amended.
    #[test]
    fn what_was_amended_on_a_hidden_item_names_it_to_nobody_it_binds() {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]);
        s.source("s", 100).source("t", 100);
        s.code("hope");
        let first = s.round(&["s", "t"]);
        let at = ["s", "t"].map(|at| s.coded("ana", Some(first), at, 0..10, "hope"));
        s.submit("ana", first);
        s.submit("ben", first);
        let code = s.view().codebook().named("hope").unwrap().id;
        for coding in at {
            let amended = Change::CodeEdited {
                code,
                field: CodeField::Definition(format!("{coding:?}")),
                replaces: Vec::new(),
                on: Some(Occasion {
                    round: first,
                    item: vec![coding],
                }),
            };
            s.push("ben", amended);
        }
        s.round(&["s"]);
        let named = |who: Option<&str>| -> Vec<_> {
            let view = View::new(s.events.clone(), who.map(coder));
            assert!(view.codebook().get(code).is_some());
            view.amendments().map(|a| a.on.item[0]).collect()
        };
        for who in [None, Some("ana"), Some("ben")] {
            assert_eq!(named(who), [at[1]], "{who:?}");
        }
        assert_eq!(named(Some("cat")), at);
    }

    /// Also what those outside the round make of them meanwhile, and what becomes of it.
    #[test]
    fn what_others_make_of_its_sources_meanwhile_waits_too() {
        let Told {
            mut study,
            first,
            again,
        } = told(true);
        let before = study.view_for("ana").memos().count();
        work(&mut study, first, "s");
        settle(&mut study, first, "s");
        let view = study.view_for("ana");
        // But for ana's own, which another program of hers may have made: what she does now is hers.
        assert_eq!(at(&view, first, "s"), [2, 3, 0, 0, 7]);
        assert_eq!(view.memos().count(), before + 3);
        assert_eq!(at(&study.view_for("cat"), first, "s")[0], 1);
        let coded = study.coded("ana", Some(again), "s", 0..10, "hope");
        assert!(study.view_for("ana").coding(coded).is_some());
        for who in ["ben", "cat", "dan", "eve"] {
            assert!(study.view_for(who).coding(coded).is_none(), "{who}");
        }
        // In the name of the round by somebody who is none of its coders: still about its sources.
        let coded = study.coded("eve", Some(again), "s", 0..10, "hope");
        assert!(study.view_for("ana").coding(coded).is_none());
    }

    /// What was done at the source before changes nothing anybody bound by the round is told.
    #[test]
    fn studies_that_differ_in_the_past_alone_look_the_same() {
        let look = |more: bool, who: Option<&str>| {
            let told = told(more);
            let view = View::new(told.study.events.clone(), who.map(coder));
            let memos: Vec<String> = view.memos().map(|m| m.text.clone()).collect();
            let undoable = view.undoable().map(|act| act.what);
            let mut memos_of_study = memos;
            memos_of_study.retain(|text| text != "of the study");
            (
                at(&view, told.first, "s"),
                at(&view, told.first, "t"),
                view.snapshot(told.first).map(|_| ()),
                view.snapshot_apart(told.first)
                    .map(|x| (x.sources, x.codings[0].len())),
                (
                    memos_of_study,
                    undoable,
                    view.notices(),
                    view.groundedness(None),
                ),
            )
        };
        for who in [None, Some("ana"), Some("cat"), Some("dan")] {
            assert_eq!(look(true, who), look(false, who), "{who:?}");
        }
    }

    fn on_person(who: &str, about: &[&str]) -> Change {
        Change::MemoWritten {
            of: None,
            round: None,
            on: MemoOn::Participant(who.into()),
            text: who.into(),
            kind: None,
            about: about.iter().map(|s| source(s)).collect(),
        }
    }

    fn is(s: &mut Study, at: &str, label: &str, who: Option<&str>) {
        let setting = SpeakerSetting {
            label: label.into(),
            role: SpeakerRole::Participant,
            participant: who.map(Into::into),
        };
        let set = Change::SpeakerSet {
            source: source(at),
            setting,
            replaces: Vec::new(),
        };
        s.push("cat", set);
    }

    /// Also where somebody says only now that they speak there, and in a text that came later: labels
    /// are names, too.
    #[test]
    fn a_memo_on_a_person_is_about_every_source_they_speak_in() {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]);
        s.source("s", 100).source("t", 100);
        for (who, about) in [("P01", &["s"][..]), ("P02", &["t"]), ("P03", &["s", "t"])] {
            for writer in ["ana", "cat"] {
                s.push(writer, on_person(who, about));
            }
        }
        let round = s.round(&["s"]);
        let seen = |s: &Study, viewer: Option<&str>| -> Vec<(String, String)> {
            let view = View::new(s.events.clone(), viewer.map(coder));
            let memos = view.memos().map(|m| (m.text.clone(), m.coder.to_string()));
            memos.collect()
        };
        let bound = [None, Some("ana"), Some("ben")];
        let of_both = |who: &str| [(who.into(), "ana".into()), (who.into(), "cat".into())];
        for viewer in bound {
            assert_eq!(seen(&s, viewer), of_both("P02"), "{viewer:?}");
        }
        assert_eq!(seen(&s, Some("cat")).len(), 6);
        // What one writes meanwhile is one's own, and nobody else's.
        s.push("ana", on_person("P01", &["s"]));
        assert_eq!(seen(&s, Some("ana")).len(), 3);
        assert_eq!(seen(&s, Some("ben")).len(), 2);
        s.push("cat", on_person("P04", &[]));
        assert_eq!(seen(&s, Some("ben")).len(), 3);
        // Somebody else, whom a speaker was given the name of: once is enough.
        is(&mut s, "s", "B", Some("p02"));
        assert_eq!(seen(&s, Some("ben")), [("P04".into(), "cat".into())]);
        is(&mut s, "s", "B", None);
        is(&mut s, "t", "B", Some("P04"));
        assert_eq!(seen(&s, Some("ben")).len(), 1);
        // In whatever order the lines came.
        let names = |e: &Arc<Event>| matches!(e.change, Change::SpeakerSet { .. });
        let notes = |e: &Arc<Event>| matches!(e.change, Change::MemoWritten { .. });
        for late in [&names as &dyn Fn(&Arc<Event>) -> bool, &notes] {
            let (late, early): (Vec<_>, Vec<_>) = s.events.iter().cloned().partition(late);
            let mut view = View::new(early, Some(coder("ben")));
            view.admit(late);
            assert_eq!(view.memos().count(), 1);
        }
        s.push("ana", Change::RoundClosed { round });
        assert_eq!(seen(&s, Some("ben")).len(), 8);
        s.source("u", 100);
        let round = s.round(&["u"]);
        assert_eq!(seen(&s, Some("ben")), []);
        s.push("cat", on_person("P04", &["t"]));
        assert_eq!(seen(&s, Some("ben")).len(), 1);
        s.push("ana", Change::RoundClosed { round });
        assert_eq!(seen(&s, Some("ben")).len(), 9);
    }

    /// Findings are everybody's; what P01 says to them waits while a text of P01's is coded blind.
    #[test]
    fn what_a_member_answers_is_about_every_source_they_speak_in() {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]);
        s.source("s", 100).source("t", 100).source("back", 50);
        let named = |name: &str| Change::ThemeAdded {
            name: name.into(),
            statement: name.into(),
            parent: None,
        };
        let theme: ThemeId = s.push("cat", named("small")).into();
        let packet = Change::PacketGiven(Box::new(PacketText {
            to: PacketFor::Person("P01".into()),
            claims: vec![Claim {
                theme,
                statement: "small".into(),
            }],
        }));
        let packet = s.push("cat", packet).into();
        let answered = |s: &mut Study, by: &str, person: &str, about: &str| {
            let said = AnswerText {
                packet,
                theme,
                person: person.into(),
                stance: Stance::Dispute,
                source: source("back"),
                revision: 1,
                words: None,
                about: vec![source(about), source("back")],
                replaces: Vec::new(),
            };
            let answer = s.push(by, Change::ClaimAnswered(Box::new(said))).into();
            let text = person.into();
            s.push("cat", Change::AnswerFollowed { answer, text });
        };
        answered(&mut s, "cat", "P01", "s");
        answered(&mut s, "cat", "P02", "t");
        let round = s.round(&["s"]);
        let seen = |s: &Study, who: Option<&str>| -> Vec<String> {
            let view = View::new(s.events.clone(), who.map(coder));
            let check = view.member_check();
            assert_eq!(check.packets.len(), 1, "{who:?}");
            let followed = |a: &Answer| a.followed.len() == 1;
            assert!(check.answers.iter().all(followed));
            check
                .answers
                .iter()
                .map(|a| a.text.person.clone())
                .collect()
        };
        for who in [None, Some("ana"), Some("ben")] {
            assert_eq!(seen(&s, who), ["P02"], "{who:?}");
        }
        assert_eq!(seen(&s, Some("cat")), ["P01", "P02"]);
        s.push("ana", Change::RoundClosed { round });
        for who in [None, Some("ana"), Some("ben"), Some("cat")] {
            assert_eq!(seen(&s, who), ["P01", "P02"], "{who:?}");
        }
        // A blind round over what was written back keeps it, too; a theme nobody sees its packet.
        let round = s.round(&["back"]);
        assert_eq!(seen(&s, Some("ben")), [""; 0]);
        let hidden = s.push("ana", named("hidden")).into();
        let statement = "hidden".to_owned();
        s.push(
            "cat",
            Change::PacketGiven(Box::new(PacketText {
                to: PacketFor::Person("P01".into()),
                claims: vec![Claim {
                    theme: hidden,
                    statement,
                }],
            })),
        );
        assert_eq!(seen(&s, Some("ben")), [""; 0]);
        s.push("ana", Change::RoundClosed { round });
        assert_eq!(s.view_for("ben").member_check().packets.len(), 2);
    }

    /// A blind round over what was made of a source, or over the source itself.
    #[test]
    fn what_is_about_a_source_is_about_what_was_made_of_it() {
        for (coded_at, round_over) in [("s", "p"), ("p", "s"), ("q", "p")] {
            let mut s = Study::new();
            s.coders(&["ana", "ben", "cat"])
                .source("s", 100)
                .source("t", 100);
            s.made_of("p", "s", 0..50).made_of("q", "s", 50..100);
            s.code("hope");
            let about = s.coded("cat", None, coded_at, 0..10, "hope");
            let other = s.coded("cat", None, "t", 0..10, "hope");
            let before = s.view().before(&[source(round_over)]);
            assert_eq!(before[0].coders, [coder("cat")], "{round_over}");
            let round = s.round(&[round_over]);
            let meanwhile = s.coded("cat", None, coded_at, 20..30, "hope");
            for (who, shown) in [(None, false), (Some("ana"), false), (Some("cat"), true)] {
                let view = View::new(s.events.clone(), who.map(coder));
                let sees = [about, meanwhile, other].map(|c| view.coding(c).is_some());
                assert_eq!(sees, [shown, shown, true], "{who:?} {coded_at}");
                assert_eq!(view.waits_for(&source(coded_at)).is_none(), shown);
            }
            s.push("ana", Change::RoundClosed { round });
            assert!(s.view().coding(about).is_some());
        }
    }

    #[test]
    fn undo_passes_over_what_is_hidden_and_takes_back_no_part_of_an_act() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).source("t", 100);
        s.code("hope");
        s.coded("ben", None, "t", 0..10, "hope");
        let in_one = |s: &mut Study, at: &str, act: Option<EventId>| {
            let coding = s.coded("ben", None, at, 20..30, "hope").event();
            let event = (**s.events.last().unwrap()).clone();
            let act = Some(act.unwrap_or(coding));
            *s.events.last_mut().unwrap() = Arc::new(Event { act, ..event });
            coding
        };
        let act = in_one(&mut s, "t", None);
        in_one(&mut s, "s", Some(act));
        let first = s.events[s.events.len() - 3].id;
        let hidden = s.coded("ben", None, "s", 0..10, "hope").event();
        let round = s.round(&["s"]);
        let undoable = |s: &Study| s.view_for("ben").undoable().map(|act| act.events);
        assert_eq!(undoable(&s), Ok(vec![first]));
        let now = s.coded("ben", Some(round), "s", 0..10, "hope").event();
        assert_eq!(undoable(&s), Ok(vec![now]));
        for event in [now, first] {
            s.push("ben", Change::Retract { event });
        }
        assert_eq!(undoable(&s), Err(NoUndo::Nothing));
        assert_eq!(s.view_for("ben").redoable().unwrap().events.len(), 1);
        s.push("ana", Change::RoundClosed { round });
        // All of it is there again, in its order.
        assert_eq!(undoable(&s), Ok(vec![hidden]));
    }

    /// A device that did not know of the round yet, and clocks that are wrong.
    #[test]
    fn what_nobody_knew_of_is_from_before_if_it_sorts_before() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        s.code("hope");
        s.round(&["s"]);
        let coding = s.coded("ana", None, "s", 0..10, "hope");
        let event = (*s.events.pop().unwrap()).clone();
        let view = |s: &Study, ms: u64| {
            let mut event = event.clone();
            (event.device, event.seq) = (DeviceId("device02".into()), 1);
            event.clock.ms = ms;
            let events = s.events.iter().cloned().chain([Arc::new(event)]);
            View::new(events, Some(coder("ana")))
        };
        assert!(view(&s, 1).coding(coding).is_none());
        // She made it meanwhile: what one does now is one's own.
        assert!(view(&s, u64::MAX / 2).coding(coding).is_some());
    }

    /// Whose judgement of a code somebody sees.
    fn reviewed(view: &View) -> Vec<String> {
        let judged = view.reviews().iter().flat_map(|r| &r.judged);
        judged.map(|j| format!("{} {}", j.by, j.reason)).collect()
    }

    fn says(s: &mut Study, by: &str, review: RoundId, (code, reason): (&str, &str)) {
        let change = Change::CodeReviewed {
            review,
            code: s.id(code),
            judgement: Cogency::Unclear,
            reason: reason.into(),
            replaces: Vec::new(),
        };
        s.push(by, change);
    }

    /// What a review says was read in its sources, the reviewer coding in the round or not.
    #[test]
    fn what_a_review_says_waits_while_its_sources_are_coded_blind() {
        for (reviewed_at, coded_at) in [("s", "s"), ("s", "p"), ("p", "s")] {
            let mut s = Study::new();
            s.coders(&["ana", "ben", "cat", "dan", "eve"]);
            s.source("s", 100).source("t", 100).made_of("p", "s", 0..50);
            s.code("hope");
            let here = s.review("eve", &["ana", "cat"], &[reviewed_at, "t"]);
            let elsewhere = s.review("eve", &["ana", "cat"], &["t"]);
            says(&mut s, "cat", here, ("hope", "here"));
            says(&mut s, "ana", here, ("hope", "before"));
            says(&mut s, "cat", elsewhere, ("hope", "elsewhere"));
            let plan = RoundPlan {
                adjudicator: Some(coder("dan")),
                ..s.plan("blind", &["ana", "ben"], &[coded_at])
            };
            let round = s.open("eve", plan);
            says(&mut s, "cat", here, ("hope", "meanwhile"));
            says(&mut s, "ana", here, ("hope", "since"));
            says(&mut s, "ana", elsewhere, ("hope", "of its time"));
            let seen = |s: &Study, who: Option<&str>| {
                reviewed(&View::new(s.events.clone(), who.map(coder)))
            };
            for who in [None, Some("ben"), Some("dan")] {
                assert_eq!(seen(&s, who), ["cat elsewhere"], "{who:?} {coded_at}");
            }
            let own = ["ana since", "cat elsewhere", "ana of its time"];
            assert_eq!(seen(&s, Some("ana")), own);
            let outside = ["cat here", "ana before", "cat meanwhile", "cat elsewhere"];
            for who in ["cat", "eve"] {
                assert_eq!(seen(&s, Some(who)), outside, "{who} {coded_at}");
            }
            s.push("ana", Change::RoundClosed { round });
            for who in [None, Some("ana"), Some("ben"), Some("cat"), Some("dan")] {
                assert_eq!(seen(&s, who).len(), 6, "{who:?}");
            }
        }
    }

    /// Evidence on a theme is read in a source, whoever marked it and whenever.
    #[test]
    fn evidence_on_a_theme_waits_while_its_source_is_coded_blind() {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]);
        s.source("s", 100).source("t", 100);
        s.code("hope");
        let theme = s.push(
            "cat",
            Change::ThemeAdded {
                name: "small".into(),
                statement: String::new(),
                parent: None,
            },
        );
        let on = EvidenceOn::Theme(theme.into());
        let codings = ["s", "t"].map(|at| s.coded("cat", None, at, 0..10, "hope"));
        let mark = |s: &mut Study, by: &str, coding, note: &str| {
            let bearing = Bearing {
                note: format!("{by} {note}"),
                ..Bearing::default()
            };
            let change = Change::EvidenceMarked {
                on,
                coding,
                bearing: Some(bearing),
                replaces: Vec::new(),
            };
            s.push(by, change)
        };
        mark(&mut s, "ana", codings[0], "before, of s");
        mark(&mut s, "cat", codings[1], "before, of t");
        let round = s.round(&["s"]);
        let own = s.coded("ana", Some(round), "s", 20..30, "hope");
        mark(&mut s, "ana", own, "of her own");
        let notes = |s: &Study, who: Option<&str>| -> Vec<String> {
            let view = View::new(s.events.clone(), who.map(coder));
            let marks = view.themes().marks_on(on).iter();
            marks.map(|m| m.bearing.note.clone()).collect()
        };
        assert_eq!(notes(&s, None), ["cat before, of t"]);
        assert_eq!(notes(&s, Some("ben")), ["cat before, of t"]);
        assert_eq!(
            notes(&s, Some("ana")),
            ["cat before, of t", "ana of her own"]
        );
        let outside = ["ana before, of s", "cat before, of t"];
        assert_eq!(notes(&s, Some("cat")), outside);
        s.push("ana", Change::RoundClosed { round });
        for who in [None, Some("ana"), Some("ben"), Some("cat")] {
            assert_eq!(notes(&s, who).len(), 3, "{who:?}");
        }
    }

    /// Whoever is outside sees codes its coders do not: what names one is no more theirs to see.
    #[test]
    fn what_a_review_says_tells_of_no_code_that_is_hidden() {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]);
        s.source("s", 100).source("t", 100);
        s.code("hope");
        let round = s.round(&["s"]);
        let private = s.private_code("ana", round, "wish");
        let added = |name: &str, private| Change::CodeAdded {
            name: name.into(),
            parent: None,
            text: Default::default(),
            colour: Default::default(),
            key: None,
            kind: Default::default(),
            private,
        };
        let frozen = s.push("cat", added("later", None)).into();
        let review = s.review("cat", &["cat"], &["t"]);
        let hope = s.id("hope");
        for (code, judgement) in [
            (private, Cogency::Unclear),
            (hope, Cogency::Merge(private)),
            (hope, Cogency::Merge(frozen)),
        ] {
            let change = Change::CodeReviewed {
                review,
                code,
                judgement,
                reason: String::new(),
                replaces: Vec::new(),
            };
            s.push("cat", change);
        }
        let shown = |s: &Study, who: &str| {
            let view = s.view_for(who);
            let said = |e: &&Arc<Event>| matches!(e.change, Change::CodeReviewed { .. });
            let all = s.events.iter().filter(said);
            all.filter(|e| view.shows(e)).count()
        };
        // Nor is it kept with what is nowhere shown.
        assert_eq!(shown(&s, "ben"), 0);
        let seen = |s: &Study, who: &str| reviewed(&s.view_for(who)).len();
        assert_eq!((seen(&s, "ben"), seen(&s, "cat")), (0, 1));
        s.push("ana", Change::RoundClosed { round });
        assert_eq!((seen(&s, "ben"), seen(&s, "cat")), (3, 3));
    }

    #[test]
    fn what_speaks_of_something_not_here_waits_for_it() {
        let Told { study, first, .. } = told(true);
        let is_at_s = |e: &Arc<Event>| matches!(&e.change, Change::Coded { source: at, .. } if *at == source("s"));
        let (late, early): (Vec<_>, Vec<_>) = study.events.iter().cloned().partition(is_at_s);
        let mut view = View::new(early, Some(coder("cat")));
        assert_eq!(view.verdicts_of(first).count(), 1);
        assert_eq!(view.notices().len(), 1);
        view.admit(late);
        assert_eq!(at(&view, first, "s"), [0; 5]);
        assert!(view.notices().is_empty());
    }
}
