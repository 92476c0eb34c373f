//! What is done with what was picked, typed or answered.

use super::App;
use super::form::Form;
use super::overlay::{After, Pending, Purpose, Value};
use crate::model::coding::MemoOn;
use crate::model::event::{Change, CodingField};
use crate::model::ids::{CodeId, EventId, MemoId};
use crate::work::effect::Effect;
use std::path::{Path, PathBuf};

/// The codes among picked values.
pub(super) fn codes(values: &[Value]) -> Vec<CodeId> {
    let code = |v: &Value| match v {
        Value::Code(id) => Some(*id),
        _ => None,
    };
    values.iter().filter_map(code).collect()
}

impl App {
    /// Goes on with what was picked; `created` is a name to make something new by.
    pub(super) fn picked(
        &mut self,
        purpose: Purpose,
        values: Vec<Value>,
        created: Option<String>,
    ) -> Vec<Effect> {
        let first = values.first().cloned().unwrap_or(Value::None);
        match (purpose, first) {
            (Purpose::RunCommand, Value::Command(command)) => self.run(command),
            (Purpose::RunCommand, Value::Elsewhere(scope, command)) => {
                self.run_elsewhere(scope, command)
            }
            (Purpose::Export, Value::Csv(csv)) => self.export(csv),
            (Purpose::RunCommand | Purpose::ShowOnly, _) => Vec::new(),
            (Purpose::Compare(choosing), _) => self.compare_picked(choosing, &values),
            (Purpose::ApplyCodes(span), _) => self.apply_to(span, codes(&values), created),
            (Purpose::ChangeCode(id), first) => match (first, created) {
                (Value::Code(code), _) => self.recode(id, CodingField::Code(code)),
                (_, Some(name)) => {
                    let round = self.view.coding(id).and_then(|c| c.round);
                    if let Err(why) = self.may_use(self.private_round(), round) {
                        return self.fail(why);
                    }
                    if let Some(retired) = self.view.retired_named(&name).map(|c| c.id) {
                        return self.ask_back(retired, After::Change(id));
                    }
                    let made = self.mint_code(&name);
                    let code = made.0.into();
                    self.recode_after(vec![made], id, CodingField::Code(code))
                }
                _ => Vec::new(),
            },
            (Purpose::RateCoding(id), Value::Number(n)) => {
                self.recode(id, CodingField::Rating(Some(n)))
            }
            (Purpose::CodingsHere, Value::Coding(id)) => {
                self.read.focus = Some(id);
                self.say("u uncode · x change code · r boundaries · ! sure/unsure · m memo")
            }
            (Purpose::CodingsHere | Purpose::GoTo, Value::Memo(id)) => self.reopen_memo(id),
            (Purpose::GoTo, Value::Place(source, span)) => self.open_source(source, Some(span)),
            (purpose @ (Purpose::MoveCode(_) | Purpose::MergeCode(_)), first) => {
                self.codebook_picked(&purpose, &first)
            }
            (
                purpose @ (Purpose::KindOfSource(_)
                | Purpose::SpeakersOf(_)
                | Purpose::PersonOf(_)
                | Purpose::BasisOf(_)
                | Purpose::AttributeOf(_)),
                first,
            ) => self.study_picked(&purpose, &first),
            (
                purpose @ (Purpose::AnotherCode
                | Purpose::CodeRuled
                | Purpose::AmendClause
                | Purpose::RestsOn
                | Purpose::FilterQueue
                | Purpose::SettleAlike
                | Purpose::Reason
                | Purpose::ReasonKinds
                | Purpose::Present),
                _,
            ) => self.reconcile_picked(&purpose, &values, created),
            (
                purpose @ (Purpose::SameCode(..)
                | Purpose::DropCodes(..)
                | Purpose::ConferencePresent
                | Purpose::ConferenceReason),
                _,
            ) => self.conference_picked(&purpose, &values, created),
            (
                purpose @ (Purpose::MoveTheme(_)
                | Purpose::PlaceCodes(_)
                | Purpose::PlaceUnder(_)
                | Purpose::MovePlaced(..)
                | Purpose::FindNode
                | Purpose::RelateTo(_)
                | Purpose::RelationKind(..)
                | Purpose::DropRelationOf(_)),
                _,
            ) => self.themes_picked(&purpose, &values, created),
            _ => Vec::new(),
        }
    }

    /// Goes on with a line or text that was typed.
    pub(super) fn entered(&mut self, purpose: Purpose, text: String) -> Vec<Effect> {
        let trimmed = text.trim().to_owned();
        match purpose {
            Purpose::FindInSource => {
                self.read.find = trimmed;
                self.find(super::read::Way::Forward)
            }
            Purpose::FilterCodes => {
                self.read.filter = super::input::Typing::new(&trimmed);
                self.read.codes = super::list::List::default();
                if !trimmed.is_empty() && self.read.codes_shown(self.view.codebook()).is_empty() {
                    return self.say(format!(
                        "no code is found by “{trimmed}”: / changes the filter"
                    ));
                }
                Vec::new()
            }
            Purpose::MemoOn(on) => self.keep_memo(on, trimmed),
            Purpose::EditMemo(id) => self.change_memo(id, trimmed),
            Purpose::ImportFiles => {
                if trimmed.is_empty() {
                    return Vec::new();
                }
                // What the one under way adds is not among the sources that are here.
                if self.busy.is_some() {
                    return self.fail("an import is under way: import again once it has ended");
                }
                let paths = paths(&trimmed);
                let (codings, files): (Vec<PathBuf>, Vec<PathBuf>) =
                    paths.into_iter().partition(|p| holds_codings(p));
                if !codings.is_empty() && !files.is_empty() {
                    return self.fail(
                        "tables of codings are imported by themselves, once their sources are here: name the sources first, then the tables",
                    );
                }
                self.busy = Some("importing".into());
                if !codings.is_empty() {
                    return vec![Effect::ImportCodings(codings, Box::new(self.view.clone()))];
                }
                let here = self.view.sources().iter().map(|s| s.id.clone()).collect();
                vec![Effect::Import(files, here)]
            }
            Purpose::ImportCodebook if !trimmed.is_empty() => {
                self.busy = Some("reading the codebook file".into());
                vec![Effect::ReadCodebook(PathBuf::from(trimmed))]
            }
            purpose @ (Purpose::RenameSource(_)
            | Purpose::PersonName(..)
            | Purpose::AttributeKey(_)) => self.study_entered(&purpose, trimmed),
            purpose @ (Purpose::AddCode(_)
            | Purpose::RenameCode(_)
            | Purpose::DefineCode(_)
            | Purpose::IncludeCode(_)
            | Purpose::ExcludeCode(_)
            | Purpose::ExampleCode(_)) => self.codebook_entered(&purpose, trimmed),
            Purpose::Reason => self.reconcile_entered(trimmed),
            purpose @ (Purpose::AddTheme(_) | Purpose::RenameTheme(_) | Purpose::StateTheme(_)) => {
                self.themes_entered(&purpose, trimmed)
            }
            Purpose::Query => self.query(trimmed),
            _ => Vec::new(),
        }
    }

    /// Goes on after a yes.
    pub(super) fn answered(&mut self, pending: Pending) -> Vec<Effect> {
        match pending {
            Pending::Merge(code, into) => self.save(vec![Change::CodeMerged { code, into }]),
            Pending::Retire(code) => self.save(vec![Change::CodeRetired { code }]),
            Pending::Restore(code, after) => self.bring_back(code, after),
            Pending::RetireTheme(theme) => self.save(vec![Change::ThemeRetired { theme }]),
            Pending::Rule(coming) => self.rule_at_once(*coming),
            Pending::InRound(round, step) => self.step_in(round, step),
            Pending::Save(change) => self.save(vec![*change]),
            Pending::Upgrade => vec![Effect::Upgrade],
            Pending::OpenRound(plan) => {
                self.overlays.clear();
                self.study.marked.clear();
                self.save(vec![Change::RoundOpened(*plan)])
            }
        }
    }

    /// Goes on with a filled form.
    pub(super) fn form_done(&mut self, form: Form) -> Vec<Effect> {
        self.plan_round(form)
    }

    fn mint_code(&mut self, name: &str) -> (EventId, Change) {
        let id = self.mint.id();
        (id, self.new_code(name, None))
    }

    /// Opens the editor for a memo on something.
    pub(crate) fn edit_memo(&mut self, on: MemoOn) {
        let title = match &on {
            MemoOn::Coding(id) => {
                let code = self.view.coding(*id).map(|c| c.code);
                format!(
                    "Memo on the coding {}",
                    code.map_or("", |c| self.view.codebook().name(c))
                )
            }
            MemoOn::Code(id) => format!("Memo on {}", self.view.codebook().name(*id)),
            MemoOn::Segment(..) => "Memo on this passage".to_owned(),
            MemoOn::Source(_) => "Memo on this source".to_owned(),
            _ => "Memo".to_owned(),
        };
        self.edit(title, Purpose::MemoOn(on), "");
    }

    fn keep_memo(&mut self, on: MemoOn, text: String) -> Vec<Effect> {
        if text.is_empty() {
            return self.say("an empty memo is not kept");
        }
        let round = match &on {
            MemoOn::Source(source) | MemoOn::Segment(source, _) => self.view.round_for(source),
            // An old coding noted on while its source is coded anew is noted in the new round.
            MemoOn::Coding(id) => self.view.coding(*id).and_then(|c| {
                let now = self.view.round_for(&c.source);
                now.or(c.round)
            }),
            _ => None,
        };
        self.read.drop_selection();
        self.save(vec![Change::MemoWritten {
            of: None,
            round,
            on,
            text,
        }])
    }

    fn reopen_memo(&mut self, id: MemoId) -> Vec<Effect> {
        let Some(memo) = self.view.memos().find(|m| m.id == id).cloned() else {
            return Vec::new();
        };
        if memo.coder != self.me {
            return self.say(format!("{}: {}", memo.coder, memo.text));
        }
        self.edit("Memo (empty removes it)", Purpose::EditMemo(id), &memo.text);
        Vec::new()
    }

    fn change_memo(&mut self, memo: MemoId, text: String) -> Vec<Effect> {
        if text.is_empty() {
            return self.save(vec![Change::MemoRemoved { memo }]);
        }
        let replaces = self
            .view
            .edits_of(|c| matches!(c, Change::MemoEdited { memo: of, .. } if *of == memo));
        self.save(vec![Change::MemoEdited {
            memo,
            text,
            replaces,
        }])
    }
}

/// Paths as typed: separated by spaces, quoted where they hold spaces.
/// Whether a file is a table of codings, as its name tells: no source has such an ending.
fn holds_codings(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str());
    ending.is_some_and(|e| ["csv", "json"].contains(&e.to_lowercase().as_str()))
}

fn paths(typed: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut quote: Option<char> = None;
    for c in typed.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            (' ', None) => {
                if !word.is_empty() {
                    out.push(PathBuf::from(std::mem::take(&mut word)));
                }
            }
            _ => word.push(c),
        }
    }
    if !word.is_empty() {
        out.push(PathBuf::from(word));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_split_at_spaces_outside_quotes() {
        let expected: Vec<PathBuf> = ["a.txt", "my file.txt", "b"]
            .iter()
            .map(PathBuf::from)
            .collect();
        assert_eq!(paths("a.txt \"my file.txt\" b"), expected);
    }
}
