//! Verdicts: given, reasoned, assented to. Each is one event; none touches a coding.

use super::sheet::stands_by;
use crate::app::App;
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::overlay::{Entry, Purpose, Value};
use crate::model::code::Codebook;
use crate::model::event::Change;
use crate::model::ids::{CodeId, CoderId, CodingId, EventId, VerdictId};
use crate::model::text::Span;
use crate::model::verdict::{ReasonKind, Ruling, Verdict};
use crate::reconcile::standing::Standing;

/// A verdict just given.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub place: usize,
    pub id: EventId,
    pub ruling: Ruling,
    pub reason: String,
    pub kind: ReasonKind,
    pub present: Vec<CoderId>,
}

/// What a ruling says, in words.
pub fn ruling_words(ruling: &Ruling, codebook: &Codebook) -> String {
    match ruling {
        Ruling::Of(coder) => format!("{coder}'s coding stands"),
        Ruling::Both => "both stand".into(),
        Ruling::Neither => "neither stands".into(),
        Ruling::Adjusted(_) => "on another stretch".into(),
        Ruling::Another(code, _) => format!("“{}” stands", codebook.name(*code)),
        Ruling::Kept => "disagreement kept".into(),
        Ruling::Parked => "parked".into(),
    }
}

/// `ana`, `ana and ben`, `ana, ben and cat`.
pub(super) fn listed(names: &[&CoderId]) -> String {
    let names: Vec<&str> = names.iter().map(|c| c.as_str()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

impl App {
    pub(super) fn verdict_command(&mut self, command: Command) -> Vec<Effect> {
        let (Some(place), Some(sheet)) = (self.reconcile.at, self.reconcile.sheet.clone()) else {
            return Vec::new();
        };
        let of = |n: usize| sheet.coders().get(n).cloned().map(Ruling::Of);
        let ruling = match command {
            Command::VerdictA => of(0),
            Command::VerdictB => of(1),
            Command::Pinned(n) => of(usize::from(n).saturating_sub(1)),
            Command::VerdictBoth => Some(Ruling::Both),
            Command::VerdictNeither => Some(Ruling::Neither),
            Command::VerdictKept => Some(Ruling::Kept),
            Command::VerdictPark => Some(Ruling::Parked),
            Command::VerdictSpan => return self.choose_ends(),
            Command::VerdictCode => {
                self.pick_codes("The code that stands here", Purpose::AnotherCode);
                return Vec::new();
            }
            Command::Assent => return self.assent(),
            _ => None,
        };
        match ruling {
            Some(ruling) => self.rule(place, ruling),
            None => Vec::new(),
        }
    }

    /// Gives a verdict with the reason that was set for it, and moves on.
    pub(super) fn rule(&mut self, place: usize, ruling: Ruling) -> Vec<Effect> {
        self.rule_after(place, ruling, Vec::new())
    }

    /// Gives a verdict in one act with changes that come before it.
    fn rule_after(
        &mut self,
        place: usize,
        ruling: Ruling,
        before: Vec<(EventId, Change)>,
    ) -> Vec<Effect> {
        if self.is_so_already(place, &ruling) {
            self.move_on(place);
            return self.say("it was settled so already");
        }
        let mut reason = std::mem::take(&mut self.reconcile.reason);
        let mut kind = self.reconcile.kind;
        // What was proposed and is now settled keeps its reason.
        if let ([before], true) = (self.verdicts_here(), reason.is_empty())
            && before.ruling == ruling
        {
            (reason, kind) = (before.reason.clone(), before.kind);
        }
        let given = Given {
            place,
            id: self.mint.id(),
            ruling,
            reason,
            kind,
            present: self.present(),
        };
        let absent = self.absent();
        let said = ruling_words(&given.ruling, self.view.codebook());
        let absent: Vec<&CoderId> = absent.iter().collect();
        let why = if given.reason.is_empty() {
            " · r adds a reason"
        } else {
            ""
        };
        self.note(match (&given.ruling, absent.is_empty()) {
            (Ruling::Parked, _) => format!("{said}{why}"),
            (_, true) => format!("settled: {said}{why}"),
            (_, false) => format!(
                "proposed: {said}; {} is to assent (y){why}",
                listed(&absent)
            ),
        });
        let effects = self.record(&given, before);
        if effects.is_empty() {
            return effects;
        }
        self.reconcile.unsaved.push(place);
        self.move_on(place);
        self.reconcile.given = Some(given);
        effects
    }

    /// The verdicts on the item looked at; more than one where they conflict.
    pub fn verdicts_here(&self) -> &[Verdict] {
        let state = &self.reconcile;
        match (&state.sheet, state.item()) {
            (Some(sheet), Some(item)) => self.view.verdicts(sheet.round.id, &item.key),
            _ => &[],
        }
    }

    /// Records a verdict; it replaces all that are known on its item.
    pub(super) fn record(
        &mut self,
        given: &Given,
        mut changes: Vec<(EventId, Change)>,
    ) -> Vec<Effect> {
        let Some(sheet) = self.reconcile.sheet.clone() else {
            return Vec::new();
        };
        let Some(item) = sheet.items().get(given.place) else {
            return Vec::new();
        };
        let known = self.view.verdicts(sheet.round.id, &item.key).iter();
        let mut replaces: Vec<EventId> = known.map(|v| v.id.event()).collect();
        // Its forerunner may not be on disk yet when a reason follows at once.
        let last = self
            .reconcile
            .given
            .as_ref()
            .filter(|g| g.place == given.place);
        replaces.extend(last.map(|g| g.id).filter(|id| !replaces.contains(id)));
        let ruled = Change::Ruled {
            round: sheet.round.id,
            item: item.key.clone(),
            ruling: given.ruling.clone(),
            reason: given.reason.clone(),
            kind: given.kind,
            present: given.present.clone(),
            replaces,
        };
        changes.push((given.id, ruled));
        let mut effects = self.save_as(changes);
        if !effects.is_empty() {
            effects.push(self.remember());
        }
        effects
    }

    fn is_so_already(&self, place: usize, ruling: &Ruling) -> bool {
        let standing = self
            .reconcile
            .sheet
            .as_ref()
            .and_then(|s| s.standing(place, &self.view));
        let Some(Standing::Settled(verdict)) = standing else {
            return false;
        };
        verdict.ruling == *ruling && self.reconcile.reason.is_empty()
    }

    /// The verdict at the keyboard's item that waits for one's assent.
    pub(super) fn may_assent(&self) -> Result<VerdictId, String> {
        let sheet = self.reconcile.sheet.as_ref();
        let here = sheet.zip(self.reconcile.at);
        let Some((sheet, standing)) =
            here.and_then(|(s, at)| Some((s, s.standing(at, &self.view)?)))
        else {
            return Err("there is nothing to assent to".to_owned());
        };
        match standing {
            Standing::Proposed(v) if stands_by(v, &self.me) => {
                Err("you stand by it already: another coder has to assent".to_owned())
            }
            Standing::Proposed(_) if !sheet.coders().contains(&self.me) => {
                Err("only coders of this round are asked to assent".to_owned())
            }
            Standing::Proposed(v) => Ok(v.id),
            Standing::Conflicting(_) => {
                Err("the verdicts here differ: rule anew, that replaces them all".to_owned())
            }
            _ => Err("nothing is proposed here".to_owned()),
        }
    }

    fn assent(&mut self) -> Vec<Effect> {
        let (Ok(verdict), Some(place)) = (self.may_assent(), self.reconcile.at) else {
            return Vec::new();
        };
        let effects = self.save(vec![Change::Assented { verdict }]);
        if !effects.is_empty() {
            self.note("assented");
            self.reconcile.unsaved.push(place);
            self.reconcile.given = None;
            self.move_on(place);
        }
        effects
    }

    /// Asks which of an item's codes a stretch has.
    pub(super) fn ask_which(&mut self, codes: Vec<CodeId>) -> Vec<Effect> {
        let codebook = self.view.codebook();
        let entry = |id: &CodeId| {
            let detail = codebook.get(*id).map(crate::app::read::clause);
            Entry::new(codebook.name(*id), Value::Code(codebook.resolve(*id)))
                .detail(detail.unwrap_or_default())
        };
        let entries = codes.iter().map(entry).collect();
        self.pick(
            "Which code stands on this stretch".into(),
            Purpose::AnotherCode,
            entries,
        )
    }

    /// The stretch another code is put on when none was chosen: what the round's rule makes of
    /// the coders'.
    fn stretch_for_another(&self, place: usize) -> Option<Span> {
        let sheet = self.reconcile.sheet.as_ref()?;
        Some(sheet.items().get(place)?.by_rule(sheet.round.plan.boundary))
    }

    fn rule_another(&mut self, code: Option<CodeId>, created: Option<String>) -> Vec<Effect> {
        let ends = self.reconcile.ends.take();
        let chosen = ends.as_ref().and_then(|e| Some((e.place, e.span()?)));
        let here = self.reconcile.at;
        let found = chosen.or_else(|| Some((here?, self.stretch_for_another(here?)?)));
        let Some((place, span)) = found else {
            return Vec::new();
        };
        let mut before = Vec::new();
        let known = created
            .as_ref()
            .and_then(|n| self.view.codebook().named(n))
            .map(|c| c.id);
        let code = match (code.or(known), created) {
            (Some(code), _) => code,
            (None, Some(name)) => {
                let id = self.mint.id();
                before.push((id, self.new_code(&name, None)));
                id.into()
            }
            (None, None) => return Vec::new(),
        };
        // On another stretch with the code both gave it is an adjusted span, nothing else.
        let adjusted = self.reconcile.item().is_some_and(|i| i.codes() == [code]);
        match adjusted {
            true => self.rule_after(place, Ruling::Adjusted(span), before),
            false => self.rule_after(place, Ruling::Another(code, span), before),
        }
    }

    /// Goes on with what was picked for this screen.
    pub(in crate::app) fn reconcile_picked(
        &mut self,
        purpose: &Purpose,
        values: &[Value],
        created: Option<String>,
    ) -> Vec<Effect> {
        match (purpose, values.first()) {
            (Purpose::AnotherCode, first) => {
                let code = match first {
                    Some(Value::Code(code)) => Some(*code),
                    _ => None,
                };
                self.rule_another(code, created)
            }
            (Purpose::AmendClause, Some(Value::Number(n))) => self.amend(*n),
            (Purpose::Reason, Some(Value::Text(words))) => self.earlier_reason(words.clone()),
            (Purpose::Reason, _) => self.give_reason(created.unwrap_or_default(), None),
            (Purpose::ReasonKinds, Some(Value::Reason(kind))) => self.set_reason_kind(*kind),
            (Purpose::Present, _) => self.set_present(values),
            _ => Vec::new(),
        }
    }

    /// Goes on with a reason that was typed.
    pub(in crate::app) fn reconcile_entered(&mut self, text: String) -> Vec<Effect> {
        self.give_reason(text, None)
    }

    /// The item looked at, as it is remembered.
    pub(in crate::app) fn reconciling(&self) -> Option<(crate::model::ids::RoundId, CodingId)> {
        let sheet = self.reconcile.sheet.as_ref()?;
        Some((sheet.round.id, *self.reconcile.item()?.key.first()?))
    }
}
