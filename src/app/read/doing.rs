//! What the commands of this screen do.

use super::cursor::{Unit, Way};
use super::{Others, Pane, Read};
use crate::app::App;
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::overlay::{Overlay, Prompt, Purpose};
use crate::app::screen::Screen;
use crate::model::code::{CodeKind, CodeText};
use crate::model::coding::MemoOn;
use crate::model::event::{Change, CodingField};
use crate::model::ids::{CodeId, CodingId, Digest, RoundId, SourceId};
use crate::model::text::Span;
use crate::model::view::Desk;

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
                None => self.say("no code has been applied yet"),
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
            Command::Rate => self.with_own(|app, id| {
                if let Some(code) = app.view.coding(id).map(|c| c.code) {
                    app.pick_rating(id, code);
                }
                Vec::new()
            }),
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

    fn codes_pane(&mut self, command: Command) -> Option<Vec<Effect>> {
        let len = self.read.codes_shown(self.view.codebook()).len();
        let places = self.read.places(self.size.0, self.size.1);
        let page = places.codes.map_or(10, |a| usize::from(a.inner().height));
        let by = match command {
            Command::Up => -1,
            Command::Down => 1,
            Command::PageUp => -(page as isize),
            Command::PageDown => page as isize,
            Command::First | Command::LineStart => isize::MIN / 2,
            Command::Last | Command::LineEnd => isize::MAX / 2,
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
                match self.read.pins.iter().position(|p| *p == code) {
                    Some(at) => drop(self.read.pins.remove(at)),
                    None if self.read.pins.len() < 9 => self.read.pins.push(code),
                    None => return Some(self.say("all nine digits are taken: unpin a code first")),
                }
                return Some(vec![self.remember()]);
            }
            _ => return None,
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
        self.screen = Screen::Read;
        self.read.pane = Pane::Text;
        if let Some(span) = at {
            self.read.drop_selection();
            self.read.cursor = span.start;
        }
        match self.documents.get(&id).cloned() {
            Some(document) => self.read.load(document, self.size.0, self.size.1),
            None => effects.push(Effect::Load(vec![id])),
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

    /// What codes apply to: the selection, else the sentence at the cursor; white space at its
    /// ends left out.
    fn target(&self) -> Option<Span> {
        let span = self
            .read
            .selection()
            .or_else(|| self.read.unit_at(Unit::Sentence, self.read.cursor))?;
        let text = self.read.document.as_ref()?.text.slice(span);
        let lead = text.chars().take_while(|c| c.is_whitespace()).count() as u32;
        let trail = text.chars().rev().take_while(|c| c.is_whitespace()).count() as u32;
        let span = Span {
            start: span.start + lead,
            end: span.end.saturating_sub(trail),
        };
        (!span.is_empty()).then_some(span)
    }

    fn ask_codes(&mut self) -> Vec<Effect> {
        let Some(span) = self.target() else {
            return self.say("there is no text here");
        };
        if let Err(why) = self.may_code() {
            return self.fail(why);
        }
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

    fn apply_pinned(&mut self, n: u8) -> Vec<Effect> {
        match self.pinned().get(usize::from(n) - 1).copied() {
            Some(code) => self.apply(vec![code]),
            None => self.say("no code is pinned there: Tab goes to the codes, p pins one"),
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
    fn may_code(&self) -> Result<Option<RoundId>, String> {
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

    fn apply(&mut self, codes: Vec<CodeId>) -> Vec<Effect> {
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
        let (Some(source), Some(document)) = (self.read.source.clone(), self.read.document.clone())
        else {
            return Vec::new();
        };
        let mut changes = Vec::new();
        if let Some(name) = new {
            match self.view.codebook().named(&name).map(|c| c.id) {
                Some(there) => codes.push(there),
                None => {
                    let under = self.read.recent.first().copied();
                    let parent = under.and_then(|c| self.view.codebook().get(c)?.parent);
                    let id = self.mint.id();
                    changes.push((id, self.new_code(&name, parent)));
                    codes.push(id.into());
                }
            }
        }
        let digest = Digest::of(document.text.slice(span).as_bytes()).0;
        let mut rate = None;
        for code in codes {
            let code = self.view.codebook().resolve(code);
            let same = |m: &super::Mark| m.code == code && m.span == span && m.coder == self.me;
            if self.read.marks.iter().any(same) {
                continue;
            }
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
        self.read.drop_selection();
        let effects = self.save_as(changes);
        if let Some((coding, code)) = rate {
            self.pick_rating(coding, code);
        }
        effects
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
            private: self.view.frozen_by().map(|r| r.id),
        }
    }

    fn in_vivo(&mut self) -> Vec<Effect> {
        let Some(document) = self.read.document.clone() else {
            return Vec::new();
        };
        if self.read.anchor.is_none() {
            return self.say("select the words first: v, or + for the word here");
        }
        let Some(span) = self.target() else {
            return self.say("there is no text here");
        };
        let words = document
            .text
            .slice(span)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if words.chars().count() > 80 {
            return self.say("select fewer words: an in-vivo code has at most 80 characters");
        }
        self.apply_to(span, Vec::new(), Some(words))
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

    fn with_own(&mut self, then: impl FnOnce(&mut App, CodingId) -> Vec<Effect>) -> Vec<Effect> {
        match self.read.own_here(&self.me).map(|m| m.id) {
            Some(id) => match self.may_change(id) {
                Ok(()) => then(self, id),
                Err(why) => self.fail(why),
            },
            None => self.say("none of your codings is here"),
        }
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
        self.with_own(|app, coding| app.save(vec![Change::Uncoded { coding }]))
    }

    /// Changes one field of one of one's codings.
    pub(in crate::app) fn recode(&mut self, coding: CodingId, field: CodingField) -> Vec<Effect> {
        if let Err(why) = self.may_change(coding) {
            return self.fail(why);
        }
        let kind = std::mem::discriminant(&field);
        let replaces = self.view.edits_of(|c| {
            matches!(c, Change::Recoded { coding: of, field, .. }
                if *of == coding && std::mem::discriminant(field) == kind)
        });
        self.save(vec![Change::Recoded {
            coding,
            field,
            replaces,
        }])
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
        if self.read.others == Others::Shown && self.view.frozen_by().is_some() {
            return self.say("while a round is blind, only your own codings can be seen");
        }
        Vec::new()
    }

    /// Looks for `read.find` from the cursor, round the end if need be; letter case aside.
    pub(in crate::app) fn find(&mut self, way: Way) -> Vec<Effect> {
        let Some(document) = self.read.document.clone() else {
            return Vec::new();
        };
        if self.read.find.is_empty() {
            return self.say("/ finds in this source");
        }
        let hits = occurrences(document.text.as_str(), &self.read.find);
        let next = match way {
            Way::Forward => hits
                .iter()
                .find(|h| **h > self.read.cursor)
                .or(hits.first()),
            Way::Back => hits
                .iter()
                .rev()
                .find(|h| **h < self.read.cursor)
                .or(hits.last()),
        };
        match next {
            Some(at) => {
                self.read.cursor = *at;
                self.read.clamp();
                self.read.scroll(self.size.0, self.size.1);
                Vec::new()
            }
            None => {
                let text = format!("“{}” is not in this source", self.read.find);
                self.say(text)
            }
        }
    }
}

/// Code points at which `needle` begins, letter case aside.
fn occurrences(text: &str, needle: &str) -> Vec<u32> {
    let needle: Vec<char> = needle.chars().flat_map(char::to_lowercase).collect();
    let lower: Vec<(u32, char)> = text
        .chars()
        .enumerate()
        .flat_map(|(i, c)| c.to_lowercase().map(move |l| (i as u32, l)))
        .collect();
    let fits = |w: &[(u32, char)]| w.iter().map(|(_, c)| c).eq(needle.iter());
    lower
        .windows(needle.len().max(1))
        .filter(|w| fits(w))
        .map(|w| w[0].0)
        .collect()
}

impl Read {
    /// Moves the cursor, extends or drops the selection.
    fn moved(&mut self, command: Command, size: (u16, u16)) {
        let page = usize::from(self.places(size.0, size.1).rows.height).max(1) as isize;
        let extends = matches!(
            command,
            Command::ExtendLeft | Command::ExtendRight | Command::ExtendUp | Command::ExtendDown
        );
        if extends && self.anchor.is_none() {
            self.anchor = Some(self.cursor);
        }
        match command {
            Command::Left | Command::ExtendLeft => self.step(Way::Back),
            Command::Right | Command::ExtendRight => self.step(Way::Forward),
            Command::Up | Command::ExtendUp => self.rows_on(-1),
            Command::Down | Command::ExtendDown => self.rows_on(1),
            Command::PageUp => self.rows_on(-page),
            Command::PageDown => self.rows_on(page),
            Command::HalfUp => self.rows_on(-page / 2),
            Command::HalfDown => self.rows_on(page / 2),
            Command::First => self.to_edge(Way::Back),
            Command::Last => self.to_edge(Way::Forward),
            Command::LineStart => self.to_row_edge(Way::Back),
            Command::LineEnd => self.to_row_edge(Way::Forward),
            Command::NextWord => self.jump(Unit::Word, Way::Forward),
            Command::PreviousWord => self.jump(Unit::Word, Way::Back),
            Command::NextSentence => self.jump(Unit::Sentence, Way::Forward),
            Command::PreviousSentence => self.jump(Unit::Sentence, Way::Back),
            Command::NextTurn => self.jump(Unit::Turn, Way::Forward),
            Command::PreviousTurn => self.jump(Unit::Turn, Way::Back),
            Command::Select => match self.anchor {
                Some(_) => self.drop_selection(),
                None => self.anchor = Some(self.cursor),
            },
            Command::SelectSentence => self.select_unit(Unit::Sentence),
            Command::SelectTurn => self.select_unit(Unit::Turn),
            Command::Grow => self.grow(),
            Command::Shrink => self.shrink(),
            Command::OtherEnd => {
                if let Some(anchor) = self.anchor {
                    self.anchor = Some(self.cursor);
                    self.cursor = anchor;
                }
            }
            Command::NextCoding => self.to_coding(Way::Forward),
            Command::PreviousCoding => self.to_coding(Way::Back),
            Command::NextOverlap => self.cycle(),
            _ => {}
        }
        if !self.here().iter().any(|m| Some(m.id) == self.focus) {
            self.focus = None;
        }
    }

    fn to_coding(&mut self, way: Way) {
        let at = (self.cursor, self.focus);
        let key = |m: &super::Mark| (m.span.start, Some(m.id));
        let next = match way {
            Way::Forward => self
                .marks
                .iter()
                .find(|m| m.span.start > at.0 || (m.span.start == at.0 && key(m) > at)),
            Way::Back => self.marks.iter().rev().find(|m| m.span.start < at.0),
        };
        if let Some(mark) = next {
            (self.cursor, self.focus) = (mark.span.start, Some(mark.id));
            self.clamp();
        }
    }

    fn cycle(&mut self) {
        let here: Vec<CodingId> = self.here().iter().map(|m| m.id).collect();
        let at = here.iter().position(|id| Some(*id) == self.focus);
        self.focus = here.get(at.map_or(0, |i| (i + 1) % here.len())).copied();
    }
}
