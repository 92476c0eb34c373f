//! Judging codes: the same, one narrower, both kept, dropped; with a reason and who was present.

use super::{Ask, ConferenceScreen};
use crate::acts::conference as acts;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::app::presence::{WHO_IS_PRESENT, coder_entry, coders_in};
use crate::model::conference::{Judged, Judgement};
use crate::model::event::Change;
use crate::model::ids::{CodeId, CoderId};
use crate::reconcile::conference::sorted;
use crate::report::judgement_words;
use crate::work::effect::Effect;

/// The sign of a judgement in table and list.
pub fn sign(judgement: &Judgement, first: Option<CodeId>) -> &'static str {
    match judgement {
        Judgement::Same { .. } => "=",
        Judgement::Narrower(child) if Some(*child) == first => "<",
        Judgement::Narrower(_) => ">",
        Judgement::Kept => "+",
        Judgement::Dropped(_) => "x",
    }
}

impl ConferenceScreen {
    pub(super) fn judge_command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let codes = self.codes();
        match (command, codes.as_slice()) {
            (Command::VerdictBoth, _) => self.judge(codes, Judgement::Kept, None, cx),
            (Command::JudgeSame, [first, second]) => self.ask_same(*first, *second, cx),
            (Command::JudgeSame, [one]) => {
                let name = cx.view.codebook().name(*one).to_owned();
                let judgement = Judgement::Same { keep: *one, name };
                self.judge(codes, judgement, None, cx)
            }
            (Command::JudgeLeft, [first, second]) => self.judge_narrower(*first, *second, cx),
            (Command::JudgeRight, [first, second]) => self.judge_narrower(*second, *first, cx),
            (Command::JudgeDrop, [one]) => self.judge_dropped(codes.clone(), vec![*one], cx),
            (Command::JudgeDrop, [first, second]) => self.ask_drop(*first, *second, cx),
            _ => Vec::new(),
        }
    }

    /// The judgement that counts on exactly these codes.
    pub fn judged_on<'v>(&self, codes: &[CodeId], cx: &'v Context) -> Option<&'v Judged> {
        let conference = self.conference.as_ref()?;
        conference.judged(codes, &cx.view).into_iter().last()
    }

    /// The name a code was submitted under, with its coder.
    fn own_name(&self, code: CodeId) -> (String, String) {
        let lists = self.conference.iter().flat_map(|s| &s.lists);
        let mut all = lists.flat_map(|l| l.codes.iter().map(|c| (&l.coder, c)));
        let found = all.find(|(_, c)| c.code == code);
        found.map_or_else(Default::default, |(coder, c)| {
            (c.name.clone(), coder.to_string())
        })
    }

    fn ask_same(&mut self, first: CodeId, second: CodeId, cx: &mut Context) -> Vec<Effect> {
        let entry = |code: CodeId| {
            let (name, coder) = self.own_name(code);
            let clause = cx.view.codebook().exact(code);
            let clause = clause.map_or(String::new(), |c| c.text.definition.clone());
            Entry::new(name, Value::Code(code))
                .beside(coder)
                .detail(clause)
        };
        let entries = vec![entry(first), entry(second)];
        let title = "They are the same: which name stays? Or type another";
        let picker = Picker::new(title, Ask::SameCode(first, second), entries);
        cx.overlays.push(Overlay::Picker(picker.creating("name")));
        Vec::new()
    }

    fn ask_drop(&mut self, first: CodeId, second: CodeId, cx: &mut Context) -> Vec<Effect> {
        let one = |code: CodeId| {
            let (name, coder) = self.own_name(code);
            Entry::new(format!("drop “{name}”"), Value::Code(code)).beside(coder)
        };
        let entries = vec![
            one(first),
            one(second),
            Entry::new("drop both", Value::None),
        ];
        let purpose = Ask::DropCodes(first, second);
        cx.pick("No longer used; their codings stay", purpose, entries)
    }

    /// Goes on with what was picked on this screen.
    pub(super) fn chosen(
        &mut self,
        ask: &Ask,
        values: &[Value],
        created: Option<String>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match (ask, values.first(), created) {
            (Ask::SameCode(first, second), _, Some(name)) => {
                self.judge_same(*first, *second, name, cx)
            }
            (Ask::SameCode(first, second), Some(Value::Code(keep)), None) => {
                let other = if keep == first { second } else { first };
                let name = self.own_name(*keep).0;
                self.judge_same(*keep, *other, name, cx)
            }
            (Ask::DropCodes(first, second), Some(Value::Code(code)), _) => {
                self.judge_dropped(vec![*first, *second], vec![*code], cx)
            }
            (Ask::DropCodes(first, second), _, _) => {
                let both = vec![*first, *second];
                self.judge_dropped(both.clone(), both, cx)
            }
            (Ask::Present, _, _) => self.set_conference_present(values, cx),
            (Ask::Reason, _, Some(reason)) => self.give_conference_reason(reason, cx),
            (Ask::Reason, Some(Value::Text(reason)), _) => {
                self.give_conference_reason(reason.clone(), cx)
            }
            _ => Vec::new(),
        }
    }

    fn judge_same(
        &mut self,
        keep: CodeId,
        other: CodeId,
        name: String,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match acts::named_alike(&cx.view, keep, other, &name) {
            Ok(named) => {
                let judgement = Judgement::Same { keep, name };
                self.judge(vec![keep, other], judgement, named, cx)
            }
            Err(why) => cx.fail(why),
        }
    }

    fn judge_narrower(&mut self, child: CodeId, parent: CodeId, cx: &mut Context) -> Vec<Effect> {
        let Some(conference) = &self.conference else {
            return Vec::new();
        };
        match acts::made_narrower(&cx.view, conference, child, parent) {
            Ok(moved) => {
                let judgement = Judgement::Narrower(child);
                self.judge(vec![child, parent], judgement, Some(moved), cx)
            }
            Err(why) => cx.fail(why),
        }
    }

    fn judge_dropped(
        &mut self,
        codes: Vec<CodeId>,
        dropped: Vec<CodeId>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(conference) = &self.conference else {
            return Vec::new();
        };
        match acts::may_drop(&cx.view, conference, &codes, &dropped) {
            Ok(()) => self.judge(codes, Judgement::Dropped(dropped), None, cx),
            Err(why) => cx.fail(why),
        }
    }

    /// Records a judgement with what it brings about, as one act, and moves on.
    fn judge(
        &mut self,
        codes: Vec<CodeId>,
        judgement: Judgement,
        change: Option<Change>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(conference) = &self.conference else {
            return Vec::new();
        };
        let put_back = acts::put_back(&cx.view, conference, &codes, &judgement);
        let changes: Vec<Change> = change.into_iter().chain(put_back).collect();
        let reason = std::mem::take(&mut self.reason);
        let effects = self.record_judgement(codes.clone(), judgement, reason, changes, cx);
        if !effects.is_empty() {
            self.move_on_from(&codes, cx);
        }
        effects
    }

    fn record_judgement(
        &mut self,
        codes: Vec<CodeId>,
        judgement: Judgement,
        reason: String,
        changes: Vec<Change>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(conference) = self.conference.clone() else {
            return Vec::new();
        };
        let codes = sorted(&codes);
        let given = self.given.as_ref().filter(|(_, of)| *of == codes);
        let just_before = given.map(|(id, _)| *id);
        let id = cx.mint.id();
        let judged = Judged {
            id,
            round: conference.round.id,
            codes: codes.clone(),
            judgement,
            reason,
            present: self.conference_present(cx),
            by: cx.me.clone(),
            at: Default::default(),
        };
        let why = match judged.reason.is_empty() {
            true => " · r adds a reason",
            false => "",
        };
        let words = judgement_words(&judged, &conference.codebook);
        cx.note(format!("judged {words}{why}"));
        let mut all = vec![(
            id,
            acts::recorded(&cx.view, &conference, judged, just_before),
        )];
        all.extend(changes.into_iter().map(|change| (cx.mint.id(), change)));
        self.given = Some((id, codes));
        cx.save_as(all)
    }

    /// Who is present: always the one at the keyboard.
    pub fn conference_present(&self, cx: &Context) -> Vec<CoderId> {
        let mut present = vec![cx.me.clone()];
        let others = self.present.iter();
        present.extend(others.filter(|c| **c != cx.me).cloned());
        present.sort();
        present
    }

    pub(super) fn ask_conference_present(&mut self, cx: &mut Context) -> Vec<Effect> {
        let present = self.conference_present(cx);
        let mut coders: Vec<&CoderId> = cx.view.coders().keys().collect();
        // Whose codings were imported may have no journal of their own, and be there all the same.
        let conference = self.conference.iter();
        let here = conference.flat_map(|s| &s.lists).map(|l| &l.coder);
        coders.extend(here.filter(|c| !cx.view.coders().contains_key(c)));
        let row = |c: &CoderId| (coder_entry(c), present.contains(c));
        let rows = coders.into_iter().map(row).collect();
        cx.pick_coders(WHO_IS_PRESENT, Ask::Present, rows)
    }

    fn set_conference_present(&mut self, values: &[Value], cx: &mut Context) -> Vec<Effect> {
        self.present = coders_in(values);
        let present = self.conference_present(cx);
        let names: Vec<&str> = present.iter().map(|c| c.as_str()).collect();
        cx.say(format!("present: {}", names.join(", ")))
    }

    /// What a reason asked for now belongs to: the judgement just given if it has none, else the
    /// one on the codes looked at.
    fn judgement_reasoned(&self, cx: &Context) -> Option<Judged> {
        let conference = self.conference.as_ref()?;
        let all = cx.view.codebook().judged().iter();
        let just = self.given.as_ref().and_then(|(id, _)| {
            let mut all = all.filter(|j| j.round == conference.round.id);
            all.find(|j| j.id == *id && j.reason.is_empty())
        });
        just.or_else(|| self.judged_on(&self.codes(), cx)).cloned()
    }

    pub(super) fn ask_conference_reason(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(conference) = self.conference.clone() else {
            return cx.say("there is nothing to judge here");
        };
        let title = match self.judgement_reasoned(cx) {
            Some(judged) => format!("Reason: {}", judgement_words(&judged, &conference.codebook)),
            None => "Reason of the next judgement".to_owned(),
        };
        let mut reasons: Vec<String> = Vec::new();
        for judged in conference.decisions(&cx.view) {
            let reason = judged.reason.trim();
            if !reason.is_empty() && !reasons.iter().any(|r| r == reason) {
                reasons.push(reason.to_owned());
            }
        }
        let entry = |r: String| Entry::new(r.clone(), Value::Text(r));
        let entries = reasons.into_iter().map(entry).collect();
        let picker = Picker::new(title, Ask::Reason, entries);
        cx.overlays.push(Overlay::Picker(picker.creating("reason")));
        Vec::new()
    }

    fn give_conference_reason(&mut self, reason: String, cx: &mut Context) -> Vec<Effect> {
        match self.judgement_reasoned(cx) {
            Some(judged) => {
                let Judged {
                    codes, judgement, ..
                } = judged;
                self.record_judgement(codes, judgement, reason, Vec::new(), cx)
            }
            None => {
                let text = format!("reason of the next judgement: {reason}");
                self.reason = reason;
                cx.say(text)
            }
        }
    }
}
