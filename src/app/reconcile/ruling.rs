//! Verdicts: one event each; none touches a coding.
//!
//! On its way a verdict may have to wait: for who is present, once a sitting; for a reason, where
//! the plan wants one; for a yes, where something is settled already.

use super::given::{Awaiting, Coming, Given};
use super::{Ask, Reconcile, Stand};
use crate::acts::verdict::{self, Decision};
use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::model::event::Change;
use crate::model::ids::{CoderId, EventId};
use crate::model::round::{Reasons, Round};
use crate::model::verdict::{Authority, ReasonKind, Ruling, Verdict};
use crate::reconcile::item::ItemKind;
use crate::reconcile::standing::Standing;
use crate::report::words::listed;
use crate::work::effect::Effect;

impl Reconcile {
    pub(super) fn verdict_command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let (Some(place), Some(sheet)) = (self.at, self.sheet.clone()) else {
            return Vec::new();
        };
        if !self.sits(cx) {
            self.awaiting = Some(Awaiting::Present(command));
            return self.ask_present(cx);
        }
        let of = |n: usize| sheet.coders().get(n).cloned().map(Ruling::Of);
        let ruling = match command {
            Command::VerdictA => of(0),
            Command::VerdictB => of(1),
            Command::Pinned(n) => of(usize::from(n).saturating_sub(1)),
            // Where one alone coded, what all did is what that one did.
            Command::VerdictBoth => Some(match &sheet.items()[place].kind {
                ItemKind::OneOnly(coder) => Ruling::Of(coder.clone()),
                _ => Ruling::Both,
            }),
            Command::VerdictNeither => Some(Ruling::Neither),
            Command::VerdictKept => Some(Ruling::Kept),
            Command::VerdictPark => Some(Ruling::Parked),
            Command::VerdictSpan => return self.choose_ends(cx),
            Command::VerdictCode => {
                cx.pick_public_code("The code that stands here", Ask::AnotherCode);
                return Vec::new();
            }
            Command::Assent => return self.assent(cx),
            Command::Vote => return self.begin_vote(place, cx),
            Command::CodeByCode => return self.ask_code_ruled(place, cx),
            Command::Reopen => return self.reopen(place, cx),
            _ => None,
        };
        match ruling {
            Some(ruling) => self.rule(place, ruling, cx),
            None => Vec::new(),
        }
    }

    /// Gives a verdict with the reason that was set for it, and moves on.
    pub(super) fn rule(&mut self, place: usize, ruling: Ruling, cx: &mut Context) -> Vec<Effect> {
        self.rule_after(Coming::new(place, ruling), cx)
    }

    /// Gives a verdict; asks first where it would replace what is settled.
    pub(super) fn rule_after(&mut self, coming: Coming, cx: &mut Context) -> Vec<Effect> {
        let coming = self.on_code_ruled(coming, cx);
        if self.is_so_already(&coming, cx) {
            self.move_on(coming.place, cx);
            return cx.say("it was settled so already");
        }
        match self.replaced_by(&coming, cx) {
            Some(question) => cx.question(question, Ask::Rule(Box::new(coming))),
            None => self.rule_at_once(coming, cx),
        }
    }

    /// What a verdict would replace, as a question; `None` where nothing is settled.
    fn replaced_by(&self, coming: &Coming, cx: &Context) -> Option<String> {
        let sheet = self.sheet.as_ref()?;
        let about = cx.about(coming.place)?;
        let new = about.decided(&coming.ruling, &coming.by_code);
        Some(match sheet.standing(coming.place, &cx.view)? {
            Standing::Settled(v) => {
                let old = about.decided(&v.ruling, &v.by_code);
                let who: Vec<&CoderId> = v.present.iter().chain(&v.assents).collect();
                let reason = match v.reason.trim() {
                    "" => String::new(),
                    words => format!(", “{words}”"),
                };
                format!(
                    "This is settled: {old} ({}{reason}; {}, {}). Replace it by: {new}?",
                    v.kind.word(),
                    listed(&who),
                    v.at.minute()
                )
            }
            Standing::Agreed => format!("All coded this alike. Settle it all the same: {new}?"),
            Standing::Conference(_) => {
                format!("The code conference decided this. Settle it instead: {new}?")
            }
            Standing::ByRule(_) => {
                format!("The round's rule settled this boundary. Settle it instead: {new}?")
            }
            _ => return None,
        })
    }

    /// Gives a verdict; asks first for the reason the plan wants.
    pub(crate) fn rule_at_once(&mut self, coming: Coming, cx: &mut Context) -> Vec<Effect> {
        let wanted = cx
            .compared()
            .is_some_and(|r| r.plan.reasons == Reasons::Required);
        let by_code = coming.by_code.iter().map(|of| &of.ruling);
        let decides = by_code.chain([&coming.ruling]).any(|r| !r.is_open());
        if wanted && decides && self.reason_for(&coming, cx).0.trim().is_empty() {
            self.awaiting = Some(Awaiting::Reason(coming));
            return self
                .ask_reason_of("This round wants a reason for every verdict".to_owned(), cx);
        }
        self.give(coming, cx)
    }

    /// The reason a coming verdict would have, and its kind.
    fn reason_for(&self, coming: &Coming, cx: &Context) -> (String, ReasonKind) {
        let state = self;
        let known = cx.verdicts_on(coming.place);
        // What was proposed, or is confirmed, keeps its reason.
        if let ([before], true) = (known, state.reason.is_empty())
            && before.says(&coming.ruling, &coming.by_code)
        {
            return (before.reason.clone(), before.kind);
        }
        self.reason_code_by_code(coming, cx)
            .unwrap_or_else(|| (state.reason.clone(), state.kind))
    }

    pub(super) fn give(&mut self, coming: Coming, cx: &mut Context) -> Vec<Effect> {
        let Coming {
            place,
            ruling,
            by_code,
            before,
        } = coming.clone();
        let (reason, kind) = self.reason_for(&coming, cx);
        let proposed = match cx.verdicts_on(place) {
            [known] if known.says(&ruling, &by_code) => Some(known.clone()),
            // One code after the other is one verdict that grows.
            [known] if !known.by_code.is_empty() && !by_code.is_empty() => Some(known.clone()),
            _ => None,
        };
        let named = self.rests_on.filter(|(at, _)| *at == place);
        let votes = self.votes_on(place);
        let given = Given {
            place,
            id: cx.mint.id(),
            decision: Decision {
                ruling,
                by_code,
                reason,
                kind,
                present: self.present(cx),
                rests_on: named
                    .map(|(_, code)| code)
                    .or_else(|| proposed.as_ref()?.rests_on),
                votes: match votes.is_empty() {
                    true => proposed.map(|v| v.votes).unwrap_or_default(),
                    false => votes,
                },
                authority: self.authority(cx),
            },
        };
        self.announce(&given, cx);
        let effects = self.record(&given, before, cx);
        if effects.is_empty() {
            return effects;
        }
        let state = &mut *self;
        state.reason.clear();
        (state.rests_on, state.poll) = (None, None);
        state.unsaved.push(place);
        if !self.goes_on_code_by_code(&given) {
            self.move_on(place, cx);
        }
        self.given = Some(given);
        effects
    }

    /// By whose authority the one at the keyboard rules.
    pub(super) fn authority(&self, cx: &Context) -> Authority {
        match cx.compared().and_then(|r| r.plan.adjudicator.as_ref()) {
            Some(third) if *third == cx.me => Authority::Adjudicator,
            _ => Authority::Coders,
        }
    }

    fn announce(&mut self, given: &Given, cx: &mut Context) {
        let Some(about) = cx.about(given.place) else {
            return;
        };
        let said = match given.decision.ruling {
            Ruling::Kept => "disagreement kept, so no finding comes of it".to_owned(),
            _ => about.decided(&given.decision.ruling, &given.decision.by_code),
        };
        let known = cx.verdicts_on(given.place);
        let replaces = match known {
            [v] if given.decision.by_code.is_empty()
                && !v.says(&given.decision.ruling, &given.decision.by_code)
                && !settles_nothing(v) =>
            {
                let whose = match v.by == cx.me {
                    true => "your".to_owned(),
                    false => format!("{}'s", v.by),
                };
                let old = about.decided(&v.ruling, &v.by_code);
                format!(" · replaces {whose}: {old}")
            }
            [_, _, ..] => format!(" · replaces {} verdicts that differed", known.len()),
            _ => String::new(),
        };
        let reopens =
            given.decision.ruling == Ruling::Reopened && given.decision.by_code.is_empty();
        let why = match given.decision.reason.is_empty() && !reopens {
            true => " · r adds a reason",
            false => "",
        };
        let absent = self.absent(cx);
        let absent: Vec<&CoderId> = absent.iter().collect();
        let text = match (
            &given.decision.ruling,
            given.decision.authority,
            absent.is_empty(),
        ) {
            (Ruling::Parked | Ruling::Reopened, ..) if given.decision.by_code.is_empty() => {
                format!("{said}{replaces}{why}")
            }
            (_, Authority::Adjudicator, _) => {
                format!("settled by adjudication: {said}{replaces}{why}")
            }
            (.., true) => format!("settled: {said}{replaces}{why}"),
            (.., false) => format!(
                "proposed: {said}; {} is to assent (y){replaces}{why}",
                listed(&absent)
            ),
        };
        cx.note(text);
    }

    pub fn verdicts_here<'v>(&self, cx: &'v Context) -> &'v [Verdict] {
        self.at.map_or(&[], |at| cx.verdicts_on(at))
    }

    /// Records a verdict; it replaces all that are known on its item.
    pub(super) fn record(
        &mut self,
        given: &Given,
        mut changes: Vec<(EventId, Change)>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(change) = self.ruled(given, cx) else {
            return Vec::new();
        };
        changes.push((given.id, change));
        let effects = cx.save_as(changes);
        if !effects.is_empty() {
            cx.request(Request::Remember);
        }
        effects
    }

    pub(super) fn ruled(&self, given: &Given, cx: &Context) -> Option<Change> {
        let sheet = self.sheet.as_ref()?;
        let item = sheet.items().get(given.place)?;
        let known = cx.verdicts_on(given.place);
        let last = self.given.as_ref().filter(|g| g.place == given.place);
        let (round, last) = (sheet.round.id, last.map(|g| g.id));
        Some(verdict::ruled(
            round,
            &item.key,
            &given.decision,
            known,
            last,
        ))
    }

    fn is_so_already(&self, coming: &Coming, cx: &Context) -> bool {
        let (state, place) = (self, coming.place);
        let standing = state
            .sheet
            .as_ref()
            .and_then(|s| s.standing(place, &cx.view));
        let Some(Standing::Settled(verdict)) = standing else {
            return false;
        };
        let adds = !state.reason.is_empty()
            || state.rests_on.is_some_and(|(at, _)| at == place)
            || !self.votes_on(place).is_empty();
        verdict.says(&coming.ruling, &coming.by_code) && !adds
    }

    /// Puts an item back into the queue, whatever settled it.
    fn reopen(&mut self, place: usize, cx: &mut Context) -> Vec<Effect> {
        let effects = self.give(Coming::new(place, Ruling::Reopened), cx);
        // It is to be settled now, not the next one.
        let page = self.queue_page(cx);
        self.look_at(place, page);
        self.given = None;
        effects
    }

    /// Why the item looked at cannot be reopened, if so.
    pub(super) fn may_reopen(&self) -> Result<(), String> {
        match self.stand() {
            Some(stand) if !stand.is_open() => Ok(()),
            Some(Stand::Again | Stand::Partly | Stand::Proposed | Stand::Awaited) => Ok(()),
            _ => Err("it is open already".to_owned()),
        }
    }

    /// The round compared, if the one at the keyboard is its adjudicator.
    pub(super) fn adjudicating<'v>(&self, cx: &'v Context) -> Option<&'v Round> {
        cx.compared()
            .filter(|r| r.plan.adjudicator.as_ref() == Some(&cx.me))
    }
}

fn settles_nothing(verdict: &Verdict) -> bool {
    verdict.ruling.is_open() && verdict.by_code.is_empty()
}
