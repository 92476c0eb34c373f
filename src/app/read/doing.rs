//! What the commands of this screen do.

use super::cursor::{Unit, Way};
use super::doubling::Place;
use super::{Mark, Others, Pane};
use crate::app::App;
use crate::app::available::is_of;
use crate::app::command::Command;
use crate::app::keymap::Scope;
use crate::app::overlay::{Overlay, Prompt, Purpose};
use crate::app::screen::Screen;
use crate::model::code::CodeKind;
use crate::model::coding::MemoOn;
use crate::model::desk::Desk;
use crate::model::event::{Change, CodingField};
use crate::model::ids::{CodeId, CodingId, Digest, EventId, SourceId};
use crate::model::text::Span;
use crate::work::effect::Effect;

impl App {
    /// Runs a command of Read & code.
    pub(in crate::app) fn read_command(&mut self, command: Command) -> Vec<Effect> {
        if self.read.source.is_none() {
            return self.open_first_source();
        }
        if self.read.pane == Pane::Codes
            && let Some(effects) = self.codes_pane(command)
        {
            return effects;
        }
        let effects = match command {
            Command::ApplyCode => self.ask_codes(),
            Command::Pinned(n) => self.apply_pinned(n),
            Command::RepeatCode => match self.read.recent.first().copied() {
                Some(code) => self.apply(vec![code]),
                None => Vec::new(),
            },
            Command::InVivo => self.in_vivo(),
            Command::Memo => self.write_memo_here(),
            Command::Uncode => self.uncode(),
            Command::ChangeCode => self.with_own(|app, id| {
                app.pick_codes("Change to", Purpose::ChangeCode(id));
                Vec::new()
            }),
            Command::MoveBoundary => self.with_own(|app, id| {
                if let Some(coding) = app.view.coding(id) {
                    let span = coding.span;
                    app.read.select(span);
                    app.read.moving = Some(id);
                }
                app.say("move the end with the arrows, o takes the other end, Enter keeps it")
            }),
            Command::CodingsHere | Command::Open if self.read.moving.is_some() => self.keep_ends(),
            Command::CodingsHere | Command::Open => {
                self.list_here();
                Vec::new()
            }
            Command::Certainty => self.with_own(|app, id| {
                let sure = app.view.coding(id).is_some_and(|c| c.certain);
                app.recode(id, CodingField::Certain(!sure))
            }),
            Command::Rate => self.rate_here(),
            Command::NextSource => self.go_source(1),
            Command::PreviousSource => self.go_source(-1),
            Command::ToggleFinished => match self.read.source.clone() {
                Some(source) => self.toggle_finished(&source),
                None => Vec::new(),
            },
            Command::ToggleOthers => self.toggle_others(),
            Command::Find => {
                self.overlays.push(Overlay::Prompt(Prompt {
                    title: "Find in this source".into(),
                    purpose: Purpose::FindInSource,
                    typing: crate::app::input::Typing::new(&self.read.find),
                }));
                Vec::new()
            }
            Command::FindNext => self.find(Way::Forward),
            Command::FindPrevious => self.find(Way::Back),
            Command::NextPane | Command::PreviousPane => {
                self.read.pane = Pane::Codes;
                Vec::new()
            }
            other => {
                self.read.moved(other, self.size);
                Vec::new()
            }
        };
        self.read.scroll(self.size.0, self.size.1);
        effects
    }

    /// Why a command of this screen cannot be run now, if so.
    pub(in crate::app) fn read_available(&self, command: Command) -> Result<(), String> {
        use Command::*;
        let own = is_of(command, Scope::Read) || is_of(command, Scope::Codes);
        let Some(source) = &self.read.source else {
            return match own && self.view.sources().is_empty() {
                true => Err("there are no sources yet: g s, then i imports files".to_owned()),
                false => Ok(()),
            };
        };
        let among_codes = self.read.pane == Pane::Codes;
        if matches!(command, ApplyCode | Pinned(_) | RepeatCode | InVivo) {
            self.may_code()?;
            self.target().ok_or("there is no text here")?;
        }
        match command {
            ApplyCode | Pin | CodingsHere | Open if among_codes => match self.code_under_cursor() {
                Some(_) => Ok(()),
                None => Err("no code is shown: / changes the filter, g c adds codes".to_owned()),
            },
            Pinned(n) if self.pinned().len() < usize::from(n) => {
                Err("no code is pinned there: Tab goes to the codes, p pins one".to_owned())
            }
            RepeatCode if self.read.recent.is_empty() => {
                Err("no code has been applied yet".to_owned())
            }
            InVivo if self.read.anchor.is_none() => {
                Err("select the words first: v, or + for the word here".to_owned())
            }
            Uncode | ChangeCode | MoveBoundary | Certainty | Rate => {
                match self.read.own_here(&self.me) {
                    Some(mark) => self.may_change(mark.id),
                    None => Err("none of your codings is here".to_owned()),
                }
            }
            CodingsHere if self.read.moving.is_none() && !self.is_anything_here() => {
                Err("nothing is coded here: space codes it".to_owned())
            }
            NextOverlap if self.read.here().len() < 2 => Err("no codings overlap here".to_owned()),
            Shrink if self.read.anchor.is_none() && !self.read.is_grown() => {
                Err("nothing is selected: + selects the word here and grows it".to_owned())
            }
            OtherEnd if self.read.anchor.is_none() => {
                Err("nothing is selected: v begins a selection".to_owned())
            }
            ToggleFinished => self.may_finish(source).map(drop),
            _ => Ok(()),
        }
    }

    fn codes_pane(&mut self, command: Command) -> Option<Vec<Effect>> {
        let len = self.read.codes_shown(self.view.codebook()).len();
        let places = self.read.places(self.size.0, self.size.1);
        let page = places.codes.map_or(10, |a| usize::from(a.inner().height));
        let by = match command {
            Command::LineStart => isize::MIN / 2,
            Command::LineEnd => isize::MAX / 2,
            Command::FindNext | Command::FindPrevious => return None,
            Command::NextPane | Command::PreviousPane | Command::Left => {
                self.read.pane = Pane::Text;
                return Some(Vec::new());
            }
            Command::Find => {
                self.overlays.push(Overlay::Prompt(Prompt {
                    title: "Show codes with".into(),
                    purpose: Purpose::FilterCodes,
                    typing: self.read.filter.clone(),
                }));
                return Some(Vec::new());
            }
            Command::ApplyCode | Command::CodingsHere | Command::Open => {
                let code = self.code_under_cursor()?;
                self.read.pane = Pane::Text;
                return Some(self.apply(vec![code]));
            }
            Command::Pin => {
                let code = self.code_under_cursor()?;
                // The codes on the digits so far stay there.
                let here = self.pinned();
                let begins = self.read.pins.is_empty();
                self.read.pins = here;
                if begins && !self.read.pins.contains(&code) {
                    self.read.pins.truncate(8);
                }
                match self.read.pins.iter().position(|p| *p == code) {
                    Some(at) => drop(self.read.pins.remove(at)),
                    None if self.read.pins.len() < 9 => self.read.pins.push(code),
                    None => return Some(self.say("all nine digits are taken: unpin a code first")),
                }
                return Some(vec![self.remember()]);
            }
            other => other.rows(page)?,
        };
        self.read.codes.step(by, len, page);
        Some(Vec::new())
    }

    /// The code under the cursor of the codes pane.
    pub fn code_under_cursor(&self) -> Option<CodeId> {
        self.read
            .codes_shown(self.view.codebook())
            .get(self.read.codes.at)
            .map(|c| c.id)
    }

    /// Opens the first source when none is open.
    fn open_first_source(&mut self) -> Vec<Effect> {
        match self.view.sources().first().map(|s| s.id.clone()) {
            Some(first) => self.open_source(first, None),
            None => self.say("there are no sources yet: g s, then i imports files"),
        }
    }

    /// Shows a source, at a stretch of it if one is given.
    pub(in crate::app) fn open_source(&mut self, id: SourceId, at: Option<Span>) -> Vec<Effect> {
        let mut effects = self.note_reached();
        self.read.open(id.clone());
        if self.screen != Screen::Read {
            self.trail.push(self.screen);
        }
        self.screen = Screen::Read;
        self.read.pane = Pane::Text;
        match self.documents.get(&id).cloned() {
            Some(document) => self.read.load(document, self.size.0, self.size.1),
            None => effects.push(Effect::Load(vec![id])),
        }
        if let Some(span) = at {
            self.read.drop_selection();
            self.read.come_to(span, self.size.0, self.size.1);
        }
        self.refresh();
        effects.push(self.remember());
        effects
    }

    fn go_source(&mut self, by: isize) -> Vec<Effect> {
        let sources = self.view.sources();
        let here = sources
            .iter()
            .position(|s| Some(&s.id) == self.read.source.as_ref());
        let to = here.unwrap_or(0).saturating_add_signed(by);
        match sources.get(to).map(|s| s.id.clone()) {
            Some(id) if Some(&id) != self.read.source.as_ref() => self.open_source(id, None),
            _ => self.say("there is no further source"),
        }
    }

    /// Records how far one has read, if that is further than before.
    pub(in crate::app) fn note_reached(&mut self) -> Vec<Effect> {
        let (Some(source), Some(document)) = (self.read.source.clone(), &self.read.document) else {
            return Vec::new();
        };
        let Some(index) = document.structure.paragraph_at(self.read.cursor) else {
            return Vec::new();
        };
        let paragraph = document.structure.paragraphs[index].number;
        let before = self.view.reached(&self.me, &source).max(self.read.reached);
        if paragraph <= before || self.read_only.is_some() {
            return Vec::new();
        }
        self.read.reached = paragraph;
        let round = match self.view.desk(&source) {
            Desk::Round(id) => Some(id),
            Desk::Submitted(_) | Desk::Free => None,
        };
        self.save(vec![Change::Reached {
            round,
            source,
            paragraph,
        }])
    }

    fn write_memo_here(&mut self) -> Vec<Effect> {
        let Some(source) = self.read.source.clone() else {
            return Vec::new();
        };
        let own = self.read.own_here(&self.me).map(|m| m.id);
        let on = match (self.read.selection(), own) {
            (Some(span), _) => MemoOn::Segment(source, span),
            (None, Some(coding)) => MemoOn::Coding(coding),
            (None, None) => match self.read.unit_at(Unit::Paragraph, self.read.cursor) {
                Some(span) => MemoOn::Segment(source, span),
                None => MemoOn::Source(source),
            },
        };
        self.edit_memo(on);
        Vec::new()
    }

    /// Asks for the rating of one's coding at the cursor; of several, of the rated one.
    fn rate_here(&mut self) -> Vec<Effect> {
        let codebook = self.view.codebook();
        let kind = |m: &Mark| codebook.get(m.code).map(|c| &c.kind);
        let rated = |m: &Mark| matches!(kind(m), Some(CodeKind::Rated(_)));
        let own = self.read.own_here_preferring(&self.me, rated);
        self.with(own.map(|m| m.id), |app, id| {
            if let Some(code) = app.view.coding(id).map(|c| c.code) {
                app.pick_rating(id, code);
            }
            Vec::new()
        })
    }

    fn with_own(&mut self, then: impl FnOnce(&mut App, CodingId) -> Vec<Effect>) -> Vec<Effect> {
        self.with(self.read.own_here(&self.me).map(|m| m.id), then)
    }

    fn with(
        &mut self,
        own: Option<CodingId>,
        then: impl FnOnce(&mut App, CodingId) -> Vec<Effect>,
    ) -> Vec<Effect> {
        own.map_or_else(Vec::new, |id| then(self, id))
    }

    /// Whether one of one's codings may still be changed.
    fn may_change(&self, id: CodingId) -> Result<(), String> {
        let round = self
            .view
            .coding(id)
            .and_then(|c| c.round)
            .and_then(|r| self.view.round(r));
        let Some(round) = round else { return Ok(()) };
        let name = &round.plan.name;
        if round.is_over() {
            return Err(format!(
                "“{name}” is over: what was coded in it stays; settle differences in Reconcile (g d)"
            ));
        }
        if round.submitted.contains_key(&self.me) {
            return Err(format!(
                "you have submitted “{name}”: withdraw the submission first (g s, Tab, w)"
            ));
        }
        Ok(())
    }

    fn uncode(&mut self) -> Vec<Effect> {
        self.with_own(|app, coding| {
            let all = app.view.twins(coding).into_iter();
            app.save(all.map(|coding| Change::Uncoded { coding }).collect())
        })
    }

    /// Changes one field of one of one's codings.
    pub(in crate::app) fn recode(&mut self, coding: CodingId, field: CodingField) -> Vec<Effect> {
        self.recode_after(Vec::new(), coding, field)
    }

    /// The same; `changes` come before, as part of the act.
    pub(in crate::app) fn recode_after(
        &mut self,
        mut changes: Vec<(EventId, Change)>,
        coding: CodingId,
        field: CodingField,
    ) -> Vec<Effect> {
        if let Err(why) = self.may_change(coding) {
            return self.fail(why);
        }
        if let CodingField::Code(code) = field {
            let round = self.view.coding(coding).and_then(|c| c.round);
            if let Err(why) = self.may_use_code(code, round) {
                return self.fail(why);
            }
            if let Err(why) = self.is_offered(code, &changes) {
                return self.fail(why);
            }
        }
        let kind = std::mem::discriminant(&field);
        let twins = self.view.twins(coding);
        if let Some(words) = self.overlap_after(coding, &twins, &field) {
            self.note(words);
        }
        for twin in twins {
            // What is given another code stands for nothing but itself.
            if twin != coding && matches!(field, CodingField::Code(_)) {
                changes.push((self.mint.id(), Change::Uncoded { coding: twin }));
                continue;
            }
            let replaces = self.view.edits_of(|c| {
                matches!(c, Change::Recoded { coding: of, field, .. }
                    if *of == twin && std::mem::discriminant(field) == kind)
            });
            let field = field.clone();
            let recoded = Change::Recoded {
                coding: twin,
                field,
                replaces,
            };
            changes.push((self.mint.id(), recoded));
        }
        self.save_as(changes)
    }

    /// What is to be said where a changed coding overlaps another one with its code.
    fn overlap_after(
        &self,
        coding: CodingId,
        twins: &[CodingId],
        field: &CodingField,
    ) -> Option<String> {
        let now = self.view.coding(coding)?;
        let (code, span) = match field {
            CodingField::Code(code) => (*code, now.span),
            CodingField::Span(span, _) => (now.code, *span),
            CodingField::Certain(_) | CodingField::Rating(_) => return None,
        };
        let place = Place {
            source: now.source.clone(),
            round: now.round,
            span,
        };
        self.overlap_words(code, &place, twins)
    }

    fn keep_ends(&mut self) -> Vec<Effect> {
        let (Some(id), Some(span)) = (self.read.moving, self.target()) else {
            return Vec::new();
        };
        let Some(document) = self.read.document.clone() else {
            return Vec::new();
        };
        self.read.drop_selection();
        let digest = Digest::of(document.text.slice(span).as_bytes()).0;
        self.recode(id, CodingField::Span(span, digest))
    }

    fn toggle_others(&mut self) -> Vec<Effect> {
        self.read.others = match self.read.others {
            Others::Hidden => Others::Shown,
            Others::Shown => Others::Hidden,
        };
        self.refresh();
        self.say(match (self.read.others, self.view.frozen_by()) {
            (Others::Hidden, _) => "your own codings alone are shown",
            (Others::Shown, None) => "all codings you may see are shown",
            (Others::Shown, Some(_)) => "while a round is blind, only your own codings can be seen",
        })
    }
}
