//! Applying codes: to what, for which round, new ones made on the way.

use super::cursor::Unit;
use super::doubling::Place;
use crate::app::App;
use crate::app::overlay::{After, Overlay, Purpose};
use crate::app::screen::Screen;
use crate::model::code::{CodeKind, CodeText};
use crate::model::desk::Desk;
use crate::model::event::Change;
use crate::model::ids::{CodeId, CodingId, Digest, EventId, RoundId};
use crate::model::text::Span;
use crate::work::effect::Effect;

impl App {
    /// What codes apply to: the selection, else the sentence at the cursor; white space at its
    /// ends left out.
    pub(super) fn target(&self) -> Option<Span> {
        let span = self
            .read
            .selection()
            .or_else(|| self.read.unit_at(Unit::Sentence, self.read.cursor))?;
        let span = self.without_labels(span);
        let text = self.read.document.as_ref()?.text.slice(span);
        let lead = text.chars().take_while(|c| c.is_whitespace()).count() as u32;
        let trail = text.chars().rev().take_while(|c| c.is_whitespace()).count() as u32;
        let span = Span {
            start: span.start + lead,
            end: span.end.saturating_sub(trail),
        };
        (!span.is_empty()).then_some(span)
    }

    /// Speakers' labels are no talk: a stretch that begins or ends in one leaves it out.
    fn without_labels(&self, span: Span) -> Span {
        let Some(document) = &self.read.document else {
            return span;
        };
        let structure = &document.structure;
        let turn = |at: u32| structure.turn_at(at).map(|i| structure.turns[i]);
        let mut span = span;
        if let Some(first) = turn(span.start)
            && span.start < first.talk
            && first.talk < span.end
        {
            span.start = first.talk;
        }
        if let Some(last) = turn(span.end.saturating_sub(1))
            && span.end <= last.talk
            && last.span.start > span.start
        {
            span.end = last.span.start;
        }
        span
    }

    pub(super) fn ask_codes(&mut self) -> Vec<Effect> {
        let Some(span) = self.target() else {
            return Vec::new();
        };
        if self.read.anchor.is_none() {
            self.read.select(span);
        }
        let entries = self.code_entries(None);
        let picker = crate::app::overlay::Picker::new("Code", Purpose::ApplyCodes(span), entries)
            .several()
            .creating("code");
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn apply_pinned(&mut self, n: u8) -> Vec<Effect> {
        match self.pinned().get(usize::from(n) - 1).copied() {
            Some(code) => self.apply(vec![code]),
            None => Vec::new(),
        }
    }

    /// The codes on the digits: those pinned, else the first of the codebook.
    pub fn pinned(&self) -> Vec<CodeId> {
        if !self.read.pins.is_empty() {
            return self.read.pins.clone();
        }
        let parents: Vec<CodeId> = self
            .view
            .codebook()
            .active()
            .filter_map(|c| c.parent)
            .collect();
        let leaves = self
            .view
            .codebook()
            .active()
            .filter(|c| !parents.contains(&c.id));
        leaves.take(9).map(|c| c.id).collect()
    }

    /// Whether one may code here, and for which round.
    pub(super) fn may_code(&self) -> Result<Option<RoundId>, String> {
        let Some(source) = &self.read.source else {
            return Err("no source is open".into());
        };
        match self.view.desk(source) {
            Desk::Round(id) => Ok(Some(id)),
            Desk::Free => Ok(None),
            Desk::Submitted(id) => {
                let name = self.view.round(id).map_or("", |r| r.plan.name.as_str());
                Err(format!(
                    "you have submitted “{name}”: withdraw the submission first (g s, Tab, w)"
                ))
            }
        }
    }

    pub(super) fn apply(&mut self, codes: Vec<CodeId>) -> Vec<Effect> {
        match self.target() {
            Some(span) => self.apply_to(span, codes, None),
            None => self.say("there is no text here"),
        }
    }

    /// Applies codes to a stretch; `new` is the name of a code to make first.
    pub(in crate::app) fn apply_to(
        &mut self,
        span: Span,
        mut codes: Vec<CodeId>,
        new: Option<String>,
    ) -> Vec<Effect> {
        let round = match self.may_code() {
            Ok(round) => round,
            Err(why) => return self.fail(why),
        };
        let mut before = Vec::new();
        if let Some(name) = new {
            match self.view.codebook().named(&name).map(|c| c.id) {
                Some(there) => codes.push(there),
                None => {
                    if let Err(why) = self.may_use(self.private_round(), round) {
                        return self.fail(why);
                    }
                    if let Some(retired) = self.view.retired_named(&name).map(|c| c.id) {
                        return self.ask_back(retired, After::Apply(span, codes));
                    }
                    let id = self.mint.id();
                    before.push((id, self.new_code(&name, None)));
                    codes.push(id.into());
                }
            }
        }
        self.apply_after(before, span, codes)
    }

    /// Applies codes to a stretch; `changes` come before, as part of the act.
    pub(in crate::app) fn apply_after(
        &mut self,
        mut changes: Vec<(EventId, Change)>,
        span: Span,
        codes: Vec<CodeId>,
    ) -> Vec<Effect> {
        let round = match self.may_code() {
            Ok(round) => round,
            Err(why) => return self.fail(why),
        };
        let (Some(source), Some(document)) = (self.read.source.clone(), self.read.document.clone())
        else {
            return Vec::new();
        };
        let place = Place {
            source: source.clone(),
            round,
            span,
        };
        let mut overlaps = None;
        let digest = Digest::of(document.text.slice(span).as_bytes()).0;
        let mut rate = None;
        for code in codes {
            let code = self.view.codebook().resolve(code);
            if let Err(why) = self.may_use_code(code, round) {
                return self.fail(why);
            }
            if let Err(why) = self.is_offered(code, &changes) {
                return self.fail(why);
            }
            let same = |m: &super::Mark| m.code == code && m.span == span && m.coder == self.me;
            if self.read.marks.iter().any(same) {
                continue;
            }
            overlaps = overlaps.or_else(|| self.overlap_words(code, &place, &[]));
            let id = self.mint.id();
            changes.push((
                id,
                Change::Coded {
                    of: None,
                    round,
                    source: source.clone(),
                    revision: document.revision,
                    span,
                    code,
                    digest: digest.clone(),
                    certain: true,
                    rating: None,
                },
            ));
            let rated = self
                .view
                .codebook()
                .get(code)
                .is_some_and(|c| c.kind != CodeKind::Plain);
            if rated {
                rate = Some((CodingId::from(id), code));
            }
            self.read.recent.retain(|c| *c != code);
            self.read.recent.insert(0, code);
        }
        self.read.recent.truncate(12);
        if changes.is_empty() {
            return self.say("it is coded so already");
        }
        if let Some(words) = overlaps {
            self.note(words);
        }
        self.read.drop_selection();
        let effects = self.save_as(changes);
        if let Some((coding, code)) = rate {
            self.pick_rating(coding, code);
        }
        effects
    }

    /// Whether work of round `of` may use a code that is private to `round`. In another round
    /// everybody would see that there is a code they cannot see, while the first is still blind.
    pub(in crate::app) fn may_use(
        &self,
        round: Option<RoundId>,
        of: Option<RoundId>,
    ) -> Result<(), String> {
        let shut =
            round.filter(|round| self.view.is_shut(*round) && of.is_some_and(|o| o != *round));
        let Some(blind) = shut.and_then(|id| self.view.round(id)) else {
            return Ok(());
        };
        Err(format!(
            "that code is yours alone while “{}” is blind, and this source is coded in another \
             round: use a code of the shared codebook here, or note a memo",
            blind.plan.name
        ))
    }

    /// Whether work of round `of` may use this code.
    pub(super) fn may_use_code(&self, code: CodeId, of: Option<RoundId>) -> Result<(), String> {
        let found = self.view.codebook().get(code);
        if found.is_some_and(|c| self.view.is_left_behind(c)) {
            return Err(
                "that code is yours alone, for the round in whose time it arose was cancelled: give \
                 it another name (g c, e) and make one of this name that all can see"
                    .into(),
            );
        }
        self.may_use(found.and_then(|c| c.private), of)
    }

    /// Whether a code is in use, or brought back by what comes before.
    pub(super) fn is_offered(
        &self,
        code: CodeId,
        before: &[(EventId, Change)],
    ) -> Result<(), String> {
        let back = |(_, change): &(EventId, Change)| matches!(change, Change::CodeRestored { code: of, .. } if *of == code);
        let found = self.view.codebook().get(code).filter(|c| c.retired);
        match found.filter(|_| !before.iter().any(back)) {
            None => Ok(()),
            Some(code) => Err(format!(
                "“{}” is retired: D in the Codebook (g c) brings it back",
                code.name
            )),
        }
    }

    /// A new code; private to oneself while a blind round freezes the shared codebook.
    pub(in crate::app) fn new_code(&self, name: &str, parent: Option<CodeId>) -> Change {
        Change::CodeAdded {
            name: name.trim().to_owned(),
            parent,
            text: CodeText::default(),
            colour: self.view.codebook().next_colour(),
            key: None,
            kind: CodeKind::Plain,
            private: self.private_round(),
        }
    }

    /// The blind round a new code belongs to: the one of the source being read, else the latest
    /// that freezes the shared codebook.
    pub(in crate::app) fn private_round(&self) -> Option<RoundId> {
        let frozen = self.view.frozen_by()?.id;
        let here = (self.screen == Screen::Read)
            .then_some(self.read.source.as_ref())
            .flatten()
            .and_then(|s| self.view.round_for(s));
        here.filter(|id| self.view.is_shut(*id)).or(Some(frozen))
    }

    pub(super) fn in_vivo(&mut self) -> Vec<Effect> {
        let Some(document) = self.read.document.clone() else {
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
            return self.say("no word is selected: an in-vivo code is called by words of the text");
        }
        if words.chars().count() > 80 {
            return self.say("select fewer words: an in-vivo code has at most 80 characters");
        }
        self.apply_to(span, Vec::new(), Some(words))
    }
}
