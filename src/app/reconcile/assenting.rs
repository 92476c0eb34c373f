//! Assent to what was proposed, and looking again at what rested on a clause amended since.

use super::given::Coming;
use super::{Reconcile, stands_by};
use crate::app::context::Context;
use crate::model::event::Change;
use crate::model::ids::{EventId, VerdictId};
use crate::model::verdict::{CodeRuling, Ruling};
use crate::reconcile::standing::Standing;
use crate::work::effect::Effect;

/// What `y` does to the item looked at.
pub(super) enum Yes {
    Assent(VerdictId),
    /// Rules so again: it holds under the clause as amended.
    Confirm(Ruling, Vec<CodeRuling>),
}

impl Reconcile {
    /// What the one at the keyboard can say yes to; why to nothing.
    pub(super) fn may_assent(&self, cx: &Context) -> Result<Yes, String> {
        let sheet = self.sheet.as_ref();
        let here = sheet.zip(self.at);
        let Some((sheet, standing)) = here.and_then(|(s, at)| Some((s, s.standing(at, &cx.view)?)))
        else {
            return Err("there is nothing to assent to".to_owned());
        };
        match standing {
            Standing::Again(v, _) => Ok(Yes::Confirm(v.ruling.clone(), v.by_code.clone())),
            Standing::Proposed(v) if stands_by(v, &cx.me) => {
                Err("you stand by it already: another coder has to assent".to_owned())
            }
            // The third person's yes is a verdict of their own.
            Standing::Proposed(v) if self.adjudicating(cx).is_some() => {
                Ok(Yes::Confirm(v.ruling.clone(), v.by_code.clone()))
            }
            Standing::Proposed(_) if !sheet.coders().contains(&cx.me) => {
                Err("only coders of this round are asked to assent".to_owned())
            }
            Standing::Proposed(v) => Ok(Yes::Assent(v.id)),
            Standing::Conflicting(_) => {
                Err("the verdicts here differ: rule anew, that replaces them all".to_owned())
            }
            _ => Err("nothing is proposed here".to_owned()),
        }
    }

    pub(super) fn assent(&mut self, cx: &mut Context) -> Vec<Effect> {
        let (Ok(yes), Some(place)) = (self.may_assent(cx), self.at) else {
            return Vec::new();
        };
        let verdict = match yes {
            Yes::Confirm(ruling, by_code) => {
                return self.give(
                    Coming {
                        by_code,
                        ..Coming::new(place, ruling)
                    },
                    cx,
                );
            }
            Yes::Assent(verdict) => verdict,
        };
        let effects = cx.save(vec![Change::Assented { verdict }]);
        if !effects.is_empty() {
            cx.note("assented");
            self.unsaved.push(place);
            self.given = None;
            self.move_on(place, cx);
        }
        effects
    }

    /// Looks at the item one of these verdicts is on: what is taken back stays in sight.
    pub(crate) fn look_at_ruled(&mut self, events: &[EventId], cx: &Context) {
        let Some(sheet) = self.sheet.clone() else {
            return;
        };
        let mut all = cx.view.verdicts_of(sheet.round.id);
        let ruled = all.find(|v| events.contains(&v.id.event()));
        let first = ruled.and_then(|v| v.item.first().copied());
        if let Some(place) = first.and_then(|id| sheet.place_of(id)) {
            let page = self.queue_page(cx);
            self.look_at(place, page);
            self.given = None;
        }
    }
}
