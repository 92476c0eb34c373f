//! Verdicts and the items they are on, named in messages: which code, which source, which
//! paragraph.

use super::context::Context;
use crate::model::event::Change;
use crate::model::ids::{CodeId, CodingId, RoundId, VerdictId};
use crate::model::text::Span;
use crate::model::undo::Act;
use crate::model::verdict::{CodeRuling, Ruling};

impl Context {
    /// What was undone or done again: verdicts by their item, all else by its kind.
    pub(super) fn act_words(&self, act: &Act) -> String {
        let mut ruled = act.did.iter().filter_map(|change| match change {
            Change::Ruled {
                round,
                item,
                ruling,
                by_code,
                reason,
                kind,
                replaces,
                ..
            } => Some((*round, item, (ruling, by_code), (reason, kind), replaces)),
            _ => None,
        });
        let Some((round, item, said, why, replaces)) = ruled.next() else {
            return self
                .assent_words(act)
                .or_else(|| self.coding_words(act))
                .or_else(|| self.code_words(act))
                .unwrap_or(act.what.to_owned());
        };
        let place = self.item_words(item);
        let mut before = replaces.iter().filter_map(|id| self.view.own_event(*id));
        let lead = before.find_map(|event| match &event.change {
            Change::Ruled {
                ruling,
                by_code,
                reason,
                kind,
                ..
            } if (ruling, by_code) == said => Some(match (reason, kind) == why {
                true => "what confirmed the verdict",
                false => "what was added to the verdict",
            }),
            _ => None,
        });
        let lead = lead.unwrap_or("verdict");
        match ruled.count() {
            0 => format!(
                "{lead} {} on {place}",
                quoted(&self.ruling_words(round, item, said))
            ),
            others => format!("{} verdicts, the first on {place}", others + 1),
        }
    }

    /// `coding “hope” at P02_interview:18`, of the first coding an act made or changed.
    fn coding_words(&self, act: &Act) -> Option<String> {
        let about = |change: &Change| match change {
            Change::Coded {
                code, source, span, ..
            } => Some((*code, source.clone(), *span)),
            Change::Uncoded { coding } | Change::Recoded { coding, .. } => {
                if let Some(now) = self.view.coding(*coding) {
                    return Some((now.code, now.source.clone(), now.span));
                }
                match &self.view.own_event(coding.event())?.change {
                    Change::Coded {
                        code, source, span, ..
                    } => Some((*code, source.clone(), *span)),
                    _ => None,
                }
            }
            _ => None,
        };
        let lead = match act.what {
            "new code" => "new code and coding",
            what => what,
        };
        let mut all = act.did.iter().filter_map(about);
        let (code, source, span) = all.next()?;
        let document = self.documents.get(&source);
        let cited = document.map_or_else(String::new, |d| format!(":{}", d.structure.cite(span)));
        let more = match all.count() {
            0 => String::new(),
            n => format!(", and {n} more"),
        };
        Some(format!(
            "{lead} “{}” at {}{cited}{more}",
            self.view.codebook().name(code),
            self.view.source_name(&source)
        ))
    }

    /// `retiring a code: “hope”`, of an act on a code.
    fn code_words(&self, act: &Act) -> Option<String> {
        let named = act.did.iter().find_map(|change| match change {
            Change::CodeAdded { name, .. } => Some(name.clone()),
            Change::ConstructAdded(text) => Some(text.name.clone()),
            Change::CodeMapped(said) => self.code_called(said.code),
            Change::MappingRuled(ruling) => self.code_called(ruling.code),
            Change::CodeEdited { code, .. }
            | Change::CodeMoved { code, .. }
            | Change::CodeMerged { code, .. }
            | Change::CodeRetired { code }
            | Change::CodeReviewed { code, .. }
            | Change::CodeRestored { code, .. } => self.code_called(*code),
            _ => None,
        })?;
        Some(format!("{}: “{named}”", act.what))
    }

    fn code_called(&self, code: CodeId) -> Option<String> {
        let code = self.view.codebook().exact(code)?;
        Some(code.name.clone())
    }

    fn assent_words(&self, act: &Act) -> Option<String> {
        let assented = |change: &Change| match change {
            Change::Assented { verdict } => Some(*verdict),
            _ => None,
        };
        let verdict: VerdictId = act.did.iter().find_map(assented)?;
        let rounds = self.view.rounds().iter();
        let mut all = rounds.flat_map(|r| self.view.verdicts_of(r.id));
        let verdict = all.find(|v| v.id == verdict)?;
        Some(format!("assent on {}", self.item_words(&verdict.item)))
    }

    fn ruling_words(
        &self,
        round: RoundId,
        item: &[CodingId],
        (ruling, by_code): (&Ruling, &Vec<CodeRuling>),
    ) -> String {
        let sheet = self.compared.sheet.as_ref();
        let sheet = sheet.filter(|s| s.round.id == round);
        let place = sheet.and_then(|s| s.place_of(*item.first()?));
        match place.and_then(|place| self.about(place)) {
            Some(about) if about.item.key == item => about.decided(ruling, by_code),
            _ => match ruling {
                _ if !by_code.is_empty() => "code by code".to_owned(),
                Ruling::Of(coder) => format!("as {coder} has it"),
                other => other.word(),
            },
        }
    }

    /// `small steps / hope, P02_interview:18`.
    pub(super) fn item_words(&self, item: &[CodingId]) -> String {
        let codings: Vec<_> = item.iter().filter_map(|id| self.view.coding(*id)).collect();
        let Some(first) = codings.first() else {
            return "codings that are not here".to_owned();
        };
        let mut codes: Vec<&str> = Vec::new();
        for coding in &codings {
            let name = self.view.codebook().name(coding.code);
            if !codes.contains(&name) {
                codes.push(name);
            }
        }
        let span = Span {
            start: codings.iter().map(|c| c.span.start).min().unwrap_or(0),
            end: codings.iter().map(|c| c.span.end).max().unwrap_or(0),
        };
        let source = self.view.source(&first.source);
        let source = source.map_or("a source not here", |s| s.name.as_str());
        let paragraph = match self.documents.get(&first.source) {
            Some(document) => format!(":{}", document.structure.cite(span)),
            None => String::new(),
        };
        format!("{}, {source}{paragraph}", codes.join(" / "))
    }
}

/// Words in quotation marks; those among them become the inner ones.
pub(super) fn quoted(words: &str) -> String {
    format!("“{}”", words.replace('“', "‘").replace('”', "’"))
}
