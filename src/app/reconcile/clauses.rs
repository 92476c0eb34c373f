//! Amending the clause a verdict rests on, on the spot.

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::overlay::{Entry, Purpose, Value};
use crate::model::code::Code;
use crate::model::ids::CodeId;

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

    fn codes_here(&self) -> Vec<CodeId> {
        let codes = self.reconcile.item().map(|i| i.codes()).unwrap_or_default();
        let known = codes
            .into_iter()
            .filter_map(|c| self.view.codebook().get(c));
        known.map(|c| c.id).collect()
    }

    /// Asks which clause of the item's codes is to be amended.
    pub(super) fn ask_clause(&mut self) -> Vec<Effect> {
        let codebook = self.view.codebook();
        let mut entries = Vec::new();
        for (at, id) in self.codes_here().into_iter().enumerate() {
            let Some(code) = codebook.get(id) else {
                continue;
            };
            for (part, what) in PARTS.iter().enumerate() {
                let value = Value::Number((at * PARTS.len() + part) as i32);
                let entry = Entry::new(format!("{}: {what}", code.name), value);
                entries.push(entry.detail(text_of(code, part)));
            }
        }
        self.pick("Amend which clause".into(), Purpose::AmendClause, entries)
    }

    /// Opens the clause chosen.
    pub(super) fn amend(&mut self, chosen: i32) -> Vec<Effect> {
        let chosen = usize::try_from(chosen).unwrap_or_default();
        let (at, part) = (chosen / PARTS.len(), chosen % PARTS.len());
        let code = self.codes_here().get(at).copied();
        let Some(code) = code.and_then(|c| self.view.codebook().get(c)) else {
            return Vec::new();
        };
        let purpose = match part {
            0 => Purpose::DefineCode(code.id),
            1 => Purpose::IncludeCode(code.id),
            _ => Purpose::ExcludeCode(code.id),
        };
        let title = format!("{}: {}", code.name, PARTS[part]);
        let text = text_of(code, part).to_owned();
        self.edit(title, purpose, &text);
        Vec::new()
    }
}
