//! Applying codes: to what, for which round, new ones made on the way.

use super::cursor::Unit;
use super::{Ask, For, Read};
use crate::acts::coding::{self, Place, may_code, may_use, new_code, private_round};
use crate::app::context::Context;
use crate::app::overlay::{Overlay, Picker};
use crate::model::event::{Change, CodingField};
use crate::model::ids::{CodeId, CodingId, EventId};
use crate::model::text::Span;
use crate::model::units::without_labels;
use crate::work::effect::Effect;

impl Read {
    /// What codes apply to: the selection, else the sentence at the cursor; white space at its
    /// ends left out.
    pub(super) fn target(&self) -> Option<Span> {
        let span = self
            .selection()
            .or_else(|| self.unit_at(Unit::Sentence, self.cursor))?;
        let document = self.document.as_ref()?;
        document.text.trimmed(without_labels(document, span))
    }

    pub(super) fn ask_codes(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(span) = self.target() else {
            return Vec::new();
        };
        if self.anchor.is_none() {
            self.select(span);
        }
        let entries = cx.code_entries(None);
        let picker = Picker::new("Code", Ask::Apply(span), entries);
        cx.lay(Overlay::Picker(picker.several().creating("code")))
    }

    pub(super) fn apply_pinned(&mut self, n: u8, cx: &mut Context) -> Vec<Effect> {
        match self.pinned(cx).get(usize::from(n) - 1).copied() {
            Some(code) => self.apply(vec![code], cx),
            None => Vec::new(),
        }
    }

    /// The codes on the digits: those pinned, else the first of the codebook.
    pub fn pinned(&self, cx: &Context) -> Vec<CodeId> {
        if !self.pins.is_empty() {
            return self.pins.clone();
        }
        let parents: Vec<CodeId> = cx
            .view
            .codebook()
            .active()
            .filter_map(|c| c.parent)
            .collect();
        let leaves = cx
            .view
            .codebook()
            .active()
            .filter(|c| !parents.contains(&c.id));
        leaves.take(9).map(|c| c.id).collect()
    }

    pub(super) fn apply(&mut self, codes: Vec<CodeId>, cx: &mut Context) -> Vec<Effect> {
        match self.target() {
            Some(span) => self.apply_to(span, codes, None, cx),
            None => cx.say("there is no text here"),
        }
    }

    /// Applies codes to a stretch; `new` is the name of a code to make first.
    pub(super) fn apply_to(
        &mut self,
        span: Span,
        mut codes: Vec<CodeId>,
        new: Option<String>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let mut before = Vec::new();
        if let Some(name) = new {
            match cx.view.codebook().named(&name).map(|c| c.id) {
                Some(there) => codes.push(there),
                None => match self.make(&name, cx) {
                    Ok(Made::New(id, change)) => {
                        before.push((id, *change));
                        codes.push(id.into());
                    }
                    Ok(Made::Retired(retired)) => {
                        let ask = Ask::BringBack(retired, For::Coding(span, codes));
                        return cx.ask_back(retired, " and code this with it", ask);
                    }
                    Err(why) => return cx.fail(why),
                },
            }
        }
        self.apply_after(before, span, codes, cx)
    }

    /// A new code for the source being read; or the retired one of its name.
    fn make(&self, name: &str, cx: &mut Context) -> Result<Made, String> {
        let source = self.source.as_ref().ok_or("no source is open")?;
        let round = may_code(&cx.view, source)?;
        may_use(&cx.view, private_round(&cx.view, Some(source)), round)?;
        if let Some(retired) = cx.view.retired_named(name) {
            return Ok(Made::Retired(retired.id));
        }
        let change = new_code(&cx.view, Some(source), name, None);
        Ok(Made::New(cx.mint.id(), Box::new(change)))
    }

    /// Applies codes to a stretch; `before` comes first, as part of the act.
    pub(super) fn apply_after(
        &mut self,
        before: Vec<(EventId, Change)>,
        span: Span,
        codes: Vec<CodeId>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let (Some(source), Some(document)) = (self.source.clone(), self.document.clone()) else {
            return Vec::new();
        };
        let round = match may_code(&cx.view, &source) {
            Ok(round) => round,
            Err(why) => return cx.fail(why),
        };
        let place = Place {
            source,
            round,
            span,
            via: None,
        };
        let same = |code: CodeId| {
            let same = |m: &super::Mark| m.code == code && m.span == span && m.coder == cx.me;
            self.marks.touching(span).any(same)
        };
        let there = (&*document, &place);
        let applied = coding::apply(&cx.view, &mut cx.mint, there, (before, &codes), same);
        let applied = match applied {
            Ok(applied) if applied.changes.is_empty() => return cx.say("it is coded so already"),
            Ok(applied) => applied,
            Err(why) => return cx.fail(why),
        };
        cx.used(&applied.codes);
        let mut words = applied.codes.iter();
        if let Some(words) = words.find_map(|code| cx.overlap_words(*code, &place, &[])) {
            cx.note(words);
        }
        self.drop_selection();
        let effects = cx.save_as(applied.changes);
        if let Some((coding, code)) = applied.rated {
            self.pick_rating(Ask::Rate(coding), code, cx);
        }
        effects
    }

    /// Changes the code of a coding to a new one of this name.
    pub(super) fn change_to_new(
        &mut self,
        id: CodingId,
        name: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let reading = self.source.as_ref();
        let round = cx.view.coding(id).and_then(|c| c.round);
        if let Err(why) = may_use(&cx.view, private_round(&cx.view, reading), round) {
            return cx.fail(why);
        }
        if let Some(retired) = cx.view.retired_named(name).map(|c| c.id) {
            let ask = Ask::BringBack(retired, For::Changing(id));
            return cx.ask_back(retired, " and change this coding to it", ask);
        }
        let (code, change) = (cx.mint.id(), new_code(&cx.view, reading, name, None));
        self.recode_after(vec![(code, change)], id, CodingField::Code(code.into()), cx)
    }

    /// Brings a retired code back and does with it what was meant, as one act.
    pub(super) fn bring_back(&mut self, code: CodeId, then: For, cx: &mut Context) -> Vec<Effect> {
        let back = vec![(cx.mint.id(), cx.view.restoring(code))];
        match then {
            For::Coding(span, mut codes) => {
                codes.push(code);
                self.apply_after(back, span, codes, cx)
            }
            For::Changing(coding) => self.recode_after(back, coding, CodingField::Code(code), cx),
        }
    }

    pub(super) fn in_vivo(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(document) = self.document.clone() else {
            return Vec::new();
        };
        let Some(span) = self.target() else {
            return Vec::new();
        };
        let words = document
            .text
            .slice(span)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let words = words
            .trim_end_matches(['.', ',', ';', ':', '…', '。', '，', '；', '：'])
            .to_owned();
        if !words.chars().any(char::is_alphanumeric) {
            return cx.say("no word is selected: an in-vivo code is called by words of the text");
        }
        if words.chars().count() > 80 {
            return cx.say("select fewer words: an in-vivo code has at most 80 characters");
        }
        self.apply_to(span, Vec::new(), Some(words), cx)
    }
}

/// A code for a name typed.
enum Made {
    /// There was none of the name.
    New(EventId, Box<Change>),
    Retired(CodeId),
}

impl Context {
    /// What is to be said where a coding overlaps another one of one's own with its code.
    pub(super) fn overlap_words(
        &self,
        code: CodeId,
        place: &Place,
        but: &[CodingId],
    ) -> Option<String> {
        let other = coding::overlapping(&self.view, &self.me, code, place, but)?;
        let document = self.documents.get(&place.source);
        let at = document.map_or_else(String::new, |d| {
            format!(" at {}", d.structure.cite(other.span))
        });
        let name = self.view.codebook().name(other.code);
        Some(format!(
            "this overlaps your coding “{name}”{at}: both count; u takes one back, r moves its ends"
        ))
    }
}
