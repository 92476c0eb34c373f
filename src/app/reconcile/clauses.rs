//! The clause a verdict rests on: named, and amended on the spot. What rested on it before comes
//! back for another look.

use super::{Ask, Reconcile, Stand};
use crate::acts::codebook::Clause;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Value};
use crate::model::ids::CodeId;
use crate::model::verdict::Ruling;
use crate::reconcile::again::rests_on;
use crate::work::effect::Effect;

impl Reconcile {
    /// Whether the shared codebook may be changed now.
    pub(super) fn may_amend(&self, cx: &Context) -> Result<(), String> {
        match cx.view.frozen_by() {
            Some(round) => Err(format!(
                "the codebook is frozen while “{}” is blind",
                round.plan.name
            )),
            None => Ok(()),
        }
    }

    /// The codes a verdict on the item looked at may rest on: the coders', and the one that stands.
    fn codes_here(&self, cx: &Context) -> Vec<CodeId> {
        let mut codes = self.item().map(|i| i.codes().to_vec()).unwrap_or_default();
        for verdict in self.verdicts_here(cx) {
            let by_code = verdict.by_code.iter().map(|of| &of.ruling);
            for ruling in by_code.chain([&verdict.ruling]) {
                if let Ruling::Another(code, _) = ruling {
                    codes.push(*code);
                }
            }
        }
        let mut known: Vec<CodeId> = Vec::new();
        for code in codes.iter().filter_map(|c| cx.view.codebook().get(*c)) {
            if !known.contains(&code.id) {
                known.push(code.id);
            }
        }
        known
    }

    /// Asks which clause of the item's codes is to be amended.
    pub(super) fn ask_clause(&mut self, cx: &mut Context) -> Vec<Effect> {
        let codebook = cx.view.codebook();
        let mut entries = Vec::new();
        for (at, id) in self.codes_here(cx).into_iter().enumerate() {
            let Some(code) = codebook.get(id) else {
                continue;
            };
            let beside = match self.resting_on(id, cx) {
                0 => String::new(),
                n => format!("{n} settled rest on it"),
            };
            for (part, clause) in Clause::ALL.into_iter().enumerate() {
                let value = Value::Number((at * Clause::ALL.len() + part) as i32);
                let entry = Entry::new(format!("{}: {}", code.name, clause.word()), value);
                entries.push(entry.detail(clause.of(code)).beside(beside.clone()));
            }
        }
        cx.pick("Amend which clause", Ask::AmendClause, entries)
    }

    /// Settled items of this round, but for the one looked at, whose verdict rests on a clause.
    pub(super) fn resting_on(&self, code: CodeId, cx: &Context) -> usize {
        let Some(sheet) = &self.sheet else {
            return 0;
        };
        let rests = |place: usize| {
            let item = &sheet.items()[place];
            let verdicts = cx.view.verdicts(sheet.round.id, &item.key);
            let on = |v| rests_on(v, item, code, &cx.view);
            verdicts.last().is_some_and(on)
        };
        let stands = self.queue.stands.iter().enumerate();
        stands
            .filter(|(place, s)| **s == Stand::Settled && Some(*place) != self.at)
            .filter(|(place, _)| rests(*place))
            .count()
    }

    /// Opens the clause chosen; the verdict on this item rests on it.
    pub(super) fn amend(&mut self, chosen: i32, cx: &mut Context) -> Vec<Effect> {
        let chosen = usize::try_from(chosen).unwrap_or_default();
        let (at, part) = (chosen / Clause::ALL.len(), chosen % Clause::ALL.len());
        let code = self.codes_here(cx).get(at).copied();
        let Some(code) = code.and_then(|c| cx.view.codebook().get(c)).cloned() else {
            return Vec::new();
        };
        let clause = Clause::ALL[part];
        let back = match self.resting_on(code.id, cx) {
            0 => String::new(),
            n => format!(" · {n} settled come back for another look"),
        };
        cx.edit(
            format!("{}: {}{back}", code.name, clause.word()),
            Ask::Amend(code.id, clause),
            clause.of(&code),
        );
        if let Some(place) = self.at {
            self.rests_on = Some((place, code.id));
        }
        Vec::new()
    }

    /// Asks which clause the verdict on the item looked at rests on.
    pub(super) fn ask_rests_on(&mut self, cx: &mut Context) -> Vec<Effect> {
        let here = self.codes_here(cx);
        let mut entries: Vec<Entry> = cx.public_code_entries();
        entries.sort_by_key(|e| match &e.value {
            Value::Code(code) => here.iter().position(|c| c == code).unwrap_or(usize::MAX),
            _ => usize::MAX,
        });
        let picker = crate::app::overlay::Picker::new(
            "The clause the verdict on this item rests on",
            Ask::RestsOn,
            entries,
        );
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    /// Goes on with the clause named: for the next verdict here, or the one there is.
    pub(super) fn set_rests_on(&mut self, code: CodeId, cx: &mut Context) -> Vec<Effect> {
        let Some(place) = self.at else {
            return Vec::new();
        };
        let name = cx.view.codebook().name(code).to_owned();
        match self.standing_verdict(cx) {
            Some(mut given) => {
                given.decision.rests_on = Some(code);
                given.id = cx.mint.id();
                let effects = self.record(&given, Vec::new(), cx);
                cx.note(format!("the verdict here rests on the clause of “{name}”"));
                effects
            }
            None => {
                self.rests_on = Some((place, code));
                cx.say(format!(
                    "the next verdict here rests on the clause of “{name}”"
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::Action;
    use crate::app::fixture::opened;
    use crate::app::key::Key;
    use crate::app::overlay::Overlay;
    use crate::model::fixture::Study;

    /// A verdict is everybody's at once, and so are the codes it speaks of.
    #[test]
    fn a_verdict_rests_on_no_code_that_is_private_to_a_blind_round() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).source("t", 100);
        s.code("hope");
        s.code("fear");
        let over = s.round(&["s"]);
        s.coded("ana", Some(over), "s", 0..10, "hope");
        s.coded("ben", Some(over), "s", 0..10, "fear");
        s.submit("ana", over);
        s.submit("ben", over);
        let blind = s.round(&["t"]);
        s.private_code("ben", blind, "secret");
        let offered = |s: &Study, key: &str| -> Vec<String> {
            let mut app = opened(s, "ben", (120, 40));
            for key in Key::parse_script(&format!("g d {key}")).unwrap() {
                app.update(Action::Key(key));
            }
            match app.cx.overlays.last() {
                Some(Overlay::Picker(p)) => p.entries.iter().map(|e| e.label.clone()).collect(),
                other => panic!("{key} asks nothing: {other:?}"),
            }
        };
        assert_eq!(offered(&s, "E"), ["hope", "fear"]);
        assert_eq!(offered(&s, "w <down> <tab> <ret> c"), ["hope", "fear"]);
        s.submit("ana", blind);
        s.submit("ben", blind);
        assert_eq!(offered(&s, "R E").len(), 3);
    }
}
