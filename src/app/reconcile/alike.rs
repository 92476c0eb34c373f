//! Settling alike: the same verdict on all open items of one kind, after they were shown.

use super::given::Given;
use super::{Ask, Reconcile, Stand};
use crate::acts::verdict::Decision;
use crate::app::context::{Context, Request};
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::event::Change;
use crate::model::ids::EventId;
use crate::model::verdict::{Ruling, Verdict};
use crate::model::wrap::brief;
use crate::reconcile::alike::alike;
use crate::reconcile::standing::Standing;
use crate::work::effect::Effect;

/// Characters of a passage shown in the list.
const QUOTE: usize = 160;

impl Reconcile {
    /// The verdict others would be settled by: the one just given, else the one the item looked
    /// at stands by.
    fn pattern(&self, cx: &Context) -> Result<Given, String> {
        let none = || "settle this one first: A then settles all open ones like it".to_owned();
        if let Some(given) = &self.given {
            return Ok(given.clone());
        }
        let place = self.at.ok_or_else(none)?;
        let sheet = self.sheet.as_ref().ok_or_else(none)?;
        let of = |v: &Verdict| Given {
            place,
            id: v.id.event(),
            decision: Decision::of(v),
        };
        match sheet.standing(place, &cx.view) {
            Some(Standing::Settled(v) | Standing::Proposed(v) | Standing::Parked(v)) => Ok(of(v)),
            _ => Err(none()),
        }
    }

    /// The ruling a verdict comes to on another item; why it cannot be carried over.
    fn carried(&self, ruling: &Ruling, place: usize) -> Result<Ruling, &'static str> {
        match ruling {
            Ruling::Adjusted(_) => Err("a stretch is one item's own: it cannot be carried over"),
            Ruling::Reopened => Err("what was reopened is not settled"),
            Ruling::Another(code, _) => match self.stretch_by_rule(place) {
                Some(span) => Ok(Ruling::Another(*code, span)),
                None => Err("there is no such item"),
            },
            other => Ok(other.clone()),
        }
    }

    /// Shows all open items like the one just settled, marked, with how many they are.
    pub(super) fn ask_alike(&mut self, cx: &mut Context) -> Vec<Effect> {
        let (pattern, sheet) = match (self.pattern(cx), self.sheet.clone()) {
            (Ok(pattern), Some(sheet)) => (pattern, sheet),
            (Err(why), _) => return cx.say(why),
            _ => return Vec::new(),
        };
        if !pattern.decision.by_code.is_empty() {
            return cx
                .say("what was ruled code by code is one item's own: it cannot be carried over");
        }
        if let Err(why) = self.carried(&pattern.decision.ruling, pattern.place) {
            return cx.say(why);
        }
        let state = &*self;
        let open =
            |at: usize| state.queue.stands[at] == Stand::Open && !state.unsaved.contains(&at);
        let places = alike(sheet.items(), pattern.place, cx.view.codebook(), open);
        if places.is_empty() {
            return cx.say("no other open item is of this kind: same codes, same coders");
        }
        let Some(about) = cx.about(pattern.place) else {
            return Vec::new();
        };
        let by_rule = match pattern.decision.ruling {
            Ruling::Another(..) => ", each on the stretch the round's rule makes",
            _ => "",
        };
        let ruling = match &pattern.decision.ruling {
            Ruling::Another(code, _) => format!("“{}” stands", cx.view.codebook().name(*code)),
            other => about.ruling(other),
        };
        let title = format!("{} alike → {ruling}{by_rule} (Tab takes out)", places.len());
        let entries = places.iter().map(|at| self.alike_entry(*at, cx)).collect();
        let mut picker = Picker::new(title, Ask::SettleAlike, entries).several();
        picker.marked = (0..places.len()).collect();
        self.pattern = Some(pattern);
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    fn alike_entry(&self, place: usize, cx: &Context) -> Entry {
        let value = Value::Number(i32::try_from(place).unwrap_or(-1));
        let Some(about) = cx.about(place) else {
            return Entry::new(String::new(), Value::None);
        };
        let source = &about.item.source;
        let name = cx.view.source(source).map_or("", |s| s.name.as_str());
        let Some(document) = about.document else {
            return Entry::new(name, value);
        };
        let line = brief(document.text.slice(about.item.span), QUOTE);
        let cite = document.structure.cite(about.item.span);
        Entry::new(format!("{name}:{cite}  {line}"), value)
    }

    /// Gives the verdict shown to all that stayed marked: one act, one verdict each.
    pub(super) fn settle_alike(&mut self, values: &[Value], cx: &mut Context) -> Vec<Effect> {
        let Some(pattern) = self.pattern.take() else {
            return Vec::new();
        };
        let mut changes: Vec<(EventId, Change)> = Vec::new();
        let mut places = Vec::new();
        for value in values {
            let Value::Number(at) = value else { continue };
            let Ok(place) = usize::try_from(*at) else {
                continue;
            };
            let Ok(ruling) = self.carried(&pattern.decision.ruling, place) else {
                continue;
            };
            let given = Given {
                place,
                id: cx.mint.id(),
                decision: Decision {
                    ruling,
                    present: self.present(cx),
                    authority: self.authority(cx),
                    votes: Vec::new(),
                    ..pattern.decision.clone()
                },
            };
            changes.extend(self.ruled(&given, cx).map(|change| (given.id, change)));
            places.push(place);
        }
        let effects = cx.save_as(changes);
        if effects.is_empty() {
            return effects;
        }
        let proposed = match self.absent(cx).is_empty() || self.adjudicating(cx).is_some() {
            true => "settled",
            false => "proposed",
        };
        let many = places.len();
        cx.note(format!(
            "{proposed} {many} alike, one verdict each · z takes all back"
        ));
        self.unsaved.extend(places);
        self.given = None;
        let from = self.at.unwrap_or(pattern.place);
        if self.unsaved.contains(&from) {
            self.move_on(from, cx);
        }
        cx.request(Request::Remember);
        effects
    }
}
