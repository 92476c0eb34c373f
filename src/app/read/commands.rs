//! What the commands of this screen do.

use super::cursor::Unit;
use super::{Ask, Mark, Others, Pane, Read};
use crate::acts::coding::{Place, recode};
use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::model::code::CodeKind;
use crate::model::coding::MemoOn;
use crate::model::desk::Desk;
use crate::model::event::{Change, CodingField};
use crate::model::ids::{CodeId, CodingId, Digest, EventId, SourceId};
use crate::model::text::Span;
use crate::report::Texts;
use crate::work::effect::Effect;

impl Read {
    pub(super) fn codes_pane(&mut self, command: Command, cx: &mut Context) -> Option<Vec<Effect>> {
        let len = self.codes_shown(cx.view.codebook()).len();
        let panes = self.panes(cx.size.0, cx.size.1);
        let page = panes.codes.map_or(10, |a| usize::from(a.inner().height));
        let by = match command {
            Command::LineStart => isize::MIN / 2,
            Command::LineEnd => isize::MAX / 2,
            Command::FindNext | Command::FindPrevious => return None,
            Command::NextPane | Command::PreviousPane | Command::Left => {
                self.pane = Pane::Text;
                return Some(Vec::new());
            }
            Command::Find => {
                return Some(cx.ask("Show codes with", Ask::Filter, self.filter.text()));
            }
            Command::ApplyCode | Command::CodingsHere | Command::Open => {
                let code = self.code_under_cursor(cx)?;
                self.pane = Pane::Text;
                return Some(self.apply(vec![code], cx));
            }
            Command::Pin => {
                let code = self.code_under_cursor(cx)?;
                // The codes on the digits so far stay there.
                let here = self.pinned(cx);
                let begins = self.pins.is_empty();
                self.pins = here;
                if begins && !self.pins.contains(&code) {
                    self.pins.truncate(8);
                }
                match self.pins.iter().position(|p| *p == code) {
                    Some(at) => drop(self.pins.remove(at)),
                    None if self.pins.len() < 9 => self.pins.push(code),
                    None => return Some(cx.say("all nine digits are taken: unpin a code first")),
                }
                return Some(cx.request(Request::Remember));
            }
            other => other.rows(page)?,
        };
        self.codes.step(by, len, page);
        Some(Vec::new())
    }

    pub fn code_under_cursor(&self, cx: &Context) -> Option<CodeId> {
        self.codes_shown(cx.view.codebook())
            .get(self.codes.at)
            .map(|c| c.id)
    }

    /// Opens the first source when none is open.
    pub(super) fn open_first_source(&mut self, cx: &mut Context) -> Vec<Effect> {
        match cx.view.sources().first().map(|s| s.id.clone()) {
            Some(first) => self.show(first, None, cx),
            None => cx.say("there are no sources yet: g s, then i imports files"),
        }
    }

    /// Shows a source, at a stretch of it if one is given.
    pub(crate) fn show(&mut self, id: SourceId, at: Option<Span>, cx: &mut Context) -> Vec<Effect> {
        let mut effects = self.note_reached(cx);
        self.open(id.clone());
        self.pane = Pane::Text;
        match cx.documents.get(&id).cloned() {
            Some(document) => self.load(document, cx.size.0, cx.size.1),
            None => effects.push(cx.load(vec![id])),
        }
        if let Some(span) = at {
            self.drop_selection();
            self.come_to(span, cx.size.0, cx.size.1);
        }
        effects
    }

    /// Shows a hit of a query in the source open; n and N go on from it.
    pub(crate) fn show_hit(&mut self, at: Span, query: String, cx: &Context) {
        self.find = query;
        self.mark_hit(at, cx.size.0, cx.size.1);
    }

    /// What would be quoted here: the selection, else the coding in focus, else the shortest here.
    pub(super) fn quotable(&self) -> Option<Span> {
        let here = self.here().into_iter();
        let coded = here.min_by_key(|m| (Some(m.id) != self.focus, m.span.len(), m.id));
        self.selection().or(coded.map(|m| m.span))
    }

    /// Puts the words here on the clipboard with where they stand.
    pub(super) fn copy(&self, cx: &mut Context) -> Vec<Effect> {
        let (Some(source), Some(span)) = (&self.source, self.quotable()) else {
            return Vec::new();
        };
        let texts = Texts::new(&cx.view, &cx.documents);
        let (quote, place) = (texts.quoted(source, span), texts.cite(source, span));
        cx.note(format!(
            "copied {place} with its words; where the terminal has no clipboard a report has all quotes"
        ));
        vec![Effect::Copy(quote)]
    }

    pub(super) fn go_source(&mut self, by: isize, cx: &mut Context) -> Vec<Effect> {
        let sources = cx.view.sources();
        let here = sources
            .iter()
            .position(|s| Some(&s.id) == self.source.as_ref());
        let to = here.unwrap_or(0).saturating_add_signed(by);
        match sources.get(to).map(|s| s.id.clone()) {
            Some(id) if Some(&id) != self.source.as_ref() => {
                cx.request(Request::Remember);
                self.show(id, None, cx)
            }
            _ => cx.say("there is no further source"),
        }
    }

    /// Records how far one has read, if that is further than before.
    pub(crate) fn note_reached(&mut self, cx: &mut Context) -> Vec<Effect> {
        let (Some(source), Some(document)) = (self.source.clone(), &self.document) else {
            return Vec::new();
        };
        let Some(index) = document.structure.paragraph_at(self.cursor) else {
            return Vec::new();
        };
        let paragraph = document.structure.paragraphs[index].number;
        let before = cx.view.reached(&cx.me, &source).max(self.reached);
        if paragraph <= before || cx.read_only.is_some() {
            return Vec::new();
        }
        self.reached = paragraph;
        let round = match cx.view.desk(&source) {
            Desk::Round(id) => Some(id),
            Desk::Submitted(_) | Desk::Free => None,
        };
        cx.save(vec![Change::Reached {
            round,
            source,
            paragraph,
        }])
    }

    pub(super) fn write_memo_here(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(source) = self.source.clone() else {
            return Vec::new();
        };
        let own = self.own_here(&cx.me).map(|m| m.id);
        let on = match (self.selection(), own) {
            (Some(span), _) => MemoOn::Segment(source, span),
            (None, Some(coding)) => MemoOn::Coding(coding),
            (None, None) => match self.unit_at(Unit::Paragraph, self.cursor) {
                Some(span) => MemoOn::Segment(source, span),
                None => MemoOn::Source(source),
            },
        };
        cx.edit_memo(on)
    }

    /// Asks for the rating of one's coding at the cursor; of several, of the rated one.
    pub(super) fn rate_here(&mut self, cx: &mut Context) -> Vec<Effect> {
        let codebook = cx.view.codebook();
        let kind = |m: &Mark| codebook.get(m.code).map(|c| &c.kind);
        let rated = |m: &Mark| matches!(kind(m), Some(CodeKind::Rated(_)));
        let own = self.own_here_preferring(&cx.me, rated).map(|m| m.id);
        match own.and_then(|id| Some((id, cx.view.coding(id)?.code))) {
            Some((id, code)) => self.pick_rating(Ask::Rate(id), code, cx),
            None => self.ask_item(cx),
        }
    }

    /// Begins or makes a change of one of one's codings.
    pub(super) fn change(
        &mut self,
        command: Command,
        id: CodingId,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match command {
            Command::ChangeCode => self.pick_codes("Change to", Ask::ChangeCode(id), cx),
            Command::MoveBoundary => {
                if let Some(coding) = cx.view.coding(id) {
                    self.select(coding.span);
                    self.moving = Some(id);
                }
                cx.say("move the end with the arrows, o takes the other end, Enter keeps it")
            }
            _ => {
                let sure = cx.view.coding(id).is_some_and(|c| c.certain);
                self.recode(id, CodingField::Certain(!sure), cx)
            }
        }
    }

    pub(super) fn uncode(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(coding) = self.own_here(&cx.me).map(|m| m.id) else {
            return Vec::new();
        };
        let uncoded = |coding| Change::Uncoded { coding };
        let all = cx.view.twins(coding).into_iter().map(uncoded).collect();
        cx.save(all)
    }

    /// Changes one field of one of one's codings.
    pub(super) fn recode(
        &mut self,
        coding: CodingId,
        field: CodingField,
        cx: &mut Context,
    ) -> Vec<Effect> {
        self.recode_after(Vec::new(), coding, field, cx)
    }

    /// The same; `before` comes first, as part of the act.
    pub(super) fn recode_after(
        &mut self,
        before: Vec<(EventId, Change)>,
        coding: CodingId,
        field: CodingField,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let recoded = recode(&cx.view, &mut cx.mint, &cx.me, (coding, &field), before);
        let changes = match recoded {
            Ok(changes) => changes,
            Err(why) => return cx.fail(why),
        };
        if let Some(words) = overlap_after(coding, &field, cx) {
            cx.note(words);
        }
        cx.save_as(changes)
    }

    pub(super) fn keep_ends(&mut self, cx: &mut Context) -> Vec<Effect> {
        let (Some(id), Some(span)) = (self.moving, self.target()) else {
            return Vec::new();
        };
        let Some(document) = self.document.clone() else {
            return Vec::new();
        };
        self.drop_selection();
        let digest = Digest::of(document.text.slice(span).as_bytes());
        self.recode(id, CodingField::Span(span, digest), cx)
    }

    pub(super) fn toggle_others(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.others = match self.others {
            Others::Hidden => Others::Shown,
            Others::Shown => Others::Hidden,
        };
        cx.say(match (self.others, cx.view.frozen_by()) {
            (Others::Hidden, _) => "your own codings alone are shown",
            (Others::Shown, None) => "all codings you may see are shown",
            (Others::Shown, Some(_)) => "while a round is blind, only your own codings can be seen",
        })
    }
}

/// What is to be said where a changed coding overlaps another one with its code.
fn overlap_after(coding: CodingId, field: &CodingField, cx: &Context) -> Option<String> {
    let now = cx.view.coding(coding)?;
    let (code, span) = match field {
        CodingField::Code(code) => (*code, now.span),
        CodingField::Span(span, _) => (now.code, *span),
        CodingField::Certain(_) | CodingField::Rating(_) => return None,
    };
    let place = Place {
        source: now.source.clone(),
        round: now.round,
        span,
        via: None,
    };
    cx.overlap_words(code, &place, &cx.view.twins(coding))
}
