//! The clause a verdict rests on: named, and amended on the spot. What rested on it before comes
//! back for another look.

use super::sheet::Stand;
use crate::app::App;
use crate::app::overlay::{Entry, Overlay, Purpose, Value};
use crate::app::screen::Screen;
use crate::model::code::Code;
use crate::model::ids::CodeId;
use crate::model::verdict::{Occasion, Ruling};
use crate::reconcile::again::rests_on;
use crate::work::effect::Effect;

/// What of a code can be amended here.
const PARTS: [&str; 3] = ["definition", "when to use it", "when not"];

fn text_of(code: &Code, part: usize) -> &str {
    match part {
        0 => &code.text.definition,
        1 => &code.text.include,
        _ => &code.text.exclude,
    }
}

impl App {
    /// Whether the shared codebook may be changed now.
    pub(super) fn may_amend(&self) -> Result<(), String> {
        match self.view.frozen_by() {
            Some(round) => Err(format!(
                "the codebook is frozen while “{}” is blind",
                round.plan.name
            )),
            None => Ok(()),
        }
    }

    /// The codes a verdict on the item looked at may rest on: the coders', and the one that stands.
    fn codes_here(&self) -> Vec<CodeId> {
        let mut codes = self.reconcile.item().map(|i| i.codes()).unwrap_or_default();
        for verdict in self.verdicts_here() {
            let by_code = verdict.by_code.iter().map(|of| &of.ruling);
            for ruling in by_code.chain([&verdict.ruling]) {
                if let Ruling::Another(code, _) = ruling {
                    codes.push(*code);
                }
            }
        }
        let mut known: Vec<CodeId> = Vec::new();
        for code in codes.iter().filter_map(|c| self.view.codebook().get(*c)) {
            if !known.contains(&code.id) {
                known.push(code.id);
            }
        }
        known
    }

    /// The item a clause is being amended on, to be kept with the edit.
    pub(in crate::app) fn occasion(&self) -> Option<Occasion> {
        if self.screen != Screen::Reconcile {
            return None;
        }
        let sheet = self.reconcile.sheet.as_ref()?;
        Some(Occasion {
            round: sheet.round.id,
            item: self.reconcile.item()?.key.clone(),
        })
    }

    /// Asks which clause of the item's codes is to be amended.
    pub(super) fn ask_clause(&mut self) -> Vec<Effect> {
        let codebook = self.view.codebook();
        let mut entries = Vec::new();
        for (at, id) in self.codes_here().into_iter().enumerate() {
            let Some(code) = codebook.get(id) else {
                continue;
            };
            let resting = self.resting_on(id);
            for (part, what) in PARTS.iter().enumerate() {
                let value = Value::Number((at * PARTS.len() + part) as i32);
                let entry = Entry::new(format!("{}: {what}", code.name), value);
                let beside = match resting {
                    0 => String::new(),
                    n => format!("{n} settled rest on it"),
                };
                entries.push(entry.detail(text_of(code, part)).beside(beside));
            }
        }
        self.pick("Amend which clause".into(), Purpose::AmendClause, entries)
    }

    /// Settled items of this round, but for the one looked at, whose verdict rests on a clause.
    pub(super) fn resting_on(&self, code: CodeId) -> usize {
        let Some(sheet) = &self.reconcile.sheet else {
            return 0;
        };
        let rests = |place: usize| {
            let item = &sheet.items()[place];
            let verdicts = self.view.verdicts(sheet.round.id, &item.key);
            let on = |v| rests_on(v, item, code, &self.view);
            verdicts.last().is_some_and(on)
        };
        let stands = self.reconcile.stands.iter().enumerate();
        stands
            .filter(|(place, s)| **s == Stand::Settled && Some(*place) != self.reconcile.at)
            .filter(|(place, _)| rests(*place))
            .count()
    }

    /// Opens the clause chosen; the verdict on this item rests on it.
    pub(super) fn amend(&mut self, chosen: i32) -> Vec<Effect> {
        let chosen = usize::try_from(chosen).unwrap_or_default();
        let (at, part) = (chosen / PARTS.len(), chosen % PARTS.len());
        let code = self.codes_here().get(at).copied();
        let Some(code) = code.and_then(|c| self.view.codebook().get(c)).cloned() else {
            return Vec::new();
        };
        let purpose = match part {
            0 => Purpose::DefineCode(code.id),
            1 => Purpose::IncludeCode(code.id),
            _ => Purpose::ExcludeCode(code.id),
        };
        let text = text_of(&code, part).to_owned();
        let back = match self.resting_on(code.id) {
            0 => String::new(),
            n => format!(" · {n} settled come back for another look"),
        };
        self.edit(
            format!("{}: {}{back}", code.name, PARTS[part]),
            purpose,
            &text,
        );
        if let Some(place) = self.reconcile.at {
            self.reconcile.rests_on = Some((place, code.id));
        }
        Vec::new()
    }

    /// Asks which clause the verdict on the item looked at rests on.
    pub(super) fn ask_rests_on(&mut self) -> Vec<Effect> {
        let here = self.codes_here();
        let mut entries: Vec<Entry> = self.public_code_entries();
        entries.sort_by_key(|e| match &e.value {
            Value::Code(code) => here.iter().position(|c| c == code).unwrap_or(usize::MAX),
            _ => usize::MAX,
        });
        let picker = crate::app::overlay::Picker::new(
            "The clause the verdict on this item rests on",
            Purpose::RestsOn,
            entries,
        );
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    /// Goes on with the clause named: for the next verdict here, or the one there is.
    pub(super) fn set_rests_on(&mut self, code: CodeId) -> Vec<Effect> {
        let Some(place) = self.reconcile.at else {
            return Vec::new();
        };
        let name = self.view.codebook().name(code).to_owned();
        match self.standing_verdict() {
            Some(mut given) => {
                given.rests_on = Some(code);
                given.id = self.mint.id();
                let effects = self.record(&given, Vec::new());
                self.note(format!("the verdict here rests on the clause of “{name}”"));
                effects
            }
            None => {
                self.reconcile.rests_on = Some((place, code));
                self.say(format!(
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
            match app.overlays.last() {
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
