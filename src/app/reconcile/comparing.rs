//! The round compared: which it is, and what the two screens derive from it.

use super::queue;
use super::sheet::Sheet;
use crate::app::App;
use crate::app::list::List;
use crate::app::screen::Screen;
use crate::model::ids::RoundId;
use crate::model::round::{Headline, Round};
use crate::reconcile::progress::Progress;
use crate::work::effect::Effect;
use std::sync::Arc;

impl App {
    /// The round the Reconcile and Agreement screens are about.
    pub fn compared(&self) -> Option<&Round> {
        self.view.round(self.reconcile.round?)
    }

    /// Whether that round is one of open coding: no figure over its codes leads anywhere.
    pub fn is_open_coding_compared(&self) -> bool {
        let sheet = self.reconcile.sheet.as_ref();
        sheet.is_some_and(|s| s.open_coding)
    }

    pub(in crate::app) fn enter_reconcile(&mut self) -> Vec<Effect> {
        let effects = self.enter_compared();
        self.refresh_reconcile();
        self.resume();
        effects
    }

    /// Chooses a round if none is chosen, and asks for the texts it is over.
    pub(in crate::app) fn enter_compared(&mut self) -> Vec<Effect> {
        if self.compared().is_none() {
            self.reconcile.round = self.default_round();
        }
        self.refresh_sheet();
        self.compute_after_all();
        let sources = match &self.reconcile.sheet {
            Some(sheet) => sheet.aligned.snapshot.sources.clone(),
            None => Vec::new(),
        };
        let effects = self.load_missing(&sources);
        self.reconcile.texts_came = effects.is_empty();
        effects
    }

    /// The latest round that is over with two submissions at least; else the latest two coders
    /// take part in.
    fn default_round(&self) -> Option<RoundId> {
        let mut rounds = self.view.rounds().iter().rev();
        let shared = || rounds.find(|r| r.plan.coders.len() > 1).map(|r| r.id);
        self.latest_open().or_else(shared)
    }

    /// The latest round that has opened to be compared.
    pub(in crate::app) fn latest_open(&self) -> Option<RoundId> {
        let mut rounds = self.view.rounds().iter().rev();
        rounds
            .find(|r| r.is_over() && r.submitted.len() > 1)
            .map(|r| r.id)
    }

    /// A round has opened since `before` was the latest that had: a screen that stood there goes to
    /// it, unless something is under way on it.
    pub(in crate::app) fn follow_opening(&mut self, before: Option<RoundId>) -> Vec<Effect> {
        let latest = self.latest_open().filter(|latest| Some(*latest) != before);
        let Some(latest) = latest.filter(|_| before.is_some()) else {
            return Vec::new();
        };
        let free = self.overlays.is_empty() && self.typed.is_empty();
        let settling = self.is_voting() || self.reconcile.ends.is_some();
        let chosen = !self.agreement.selection.rounds.is_empty();
        match self.screen {
            Screen::Reconcile if free && !settling && self.reconcile.round == before => {
                self.say_opened(latest);
                self.compare(latest)
            }
            Screen::Agreement if free && !chosen && self.reconcile.round == before => {
                self.say_opened(latest);
                self.compare(latest)
            }
            Screen::Conference if free && self.conference.round == before => {
                self.say_opened(latest);
                self.confer_on(latest)
            }
            _ => Vec::new(),
        }
    }

    fn say_opened(&mut self, round: RoundId) {
        let name = self.view.round(round).map_or("", |r| r.plan.name.as_str());
        self.mention(format!("“{name}” has opened: it is what is shown now"));
    }

    /// The next round of two coders or more.
    pub(in crate::app) fn next_compared(&mut self) -> Vec<Effect> {
        let shared = |r: &&Round| r.plan.coders.len() > 1;
        let rounds: Vec<RoundId> = self
            .view
            .rounds()
            .iter()
            .filter(shared)
            .map(|r| r.id)
            .collect();
        let at = rounds.iter().position(|r| Some(*r) == self.reconcile.round);
        match (rounds.len(), at) {
            (0, _) => self.say("there is no round of two coders yet: g s, then R plans one"),
            (1, Some(_)) => self.say("there is no other round"),
            (many, at) => self.compare(rounds[at.map_or(0, |at| (at + 1) % many)]),
        }
    }

    /// Compares another round.
    pub(in crate::app) fn compare(&mut self, round: RoundId) -> Vec<Effect> {
        self.reconcile.round = Some(round);
        let state = &mut self.reconcile;
        (state.at, state.given, state.ends) = (None, None, None);
        state.only.clear();
        state.list = List::default();
        self.enter_compared()
    }

    /// Puts the round side by side, unless it is so already.
    fn refresh_sheet(&mut self) {
        let id = self.reconcile.round;
        let kept = self.reconcile.sheet.as_ref();
        // Nothing of the view changed since the sheet was found fresh.
        let now = (id, self.view.version());
        if kept.is_some() && self.reconcile.fresh == now {
            return;
        }
        self.reconcile.fresh = now;
        if kept.is_some_and(|s| Some(s.round.id) == id && s.is_fresh(&self.view)) {
            return;
        }
        let state = &mut self.reconcile;
        let found = id.map(|id| Sheet::of(&self.view, id, &mut state.shelf));
        // While submissions are still arriving, hidden work may come with them: it ends no vote and
        // moves nothing.
        let kept = state.sheet.clone();
        let like = |found: &Sheet| kept.is_some_and(|kept| kept.is_like(found));
        let found = match found {
            Some(Ok(found)) if like(&found) => {
                state.sheet = Some(Arc::new(found));
                return;
            }
            found => found,
        };
        // The item looked at stays so where it is there still.
        let looked_at = state.item().and_then(|i| i.key.first().copied());
        self.agreement.asked.drop_round();
        state.passage.clear();
        (state.scrolled, state.version) = (None, 0);
        // Places are of the sheet they were taken from.
        (state.given, state.ends, state.pattern) = (None, None, None);
        (state.poll, state.rests_on, state.awaiting) = (None, None, None);
        state.code_ruled = None;
        state.unsaved.clear();
        state.ordered = queue::Ordered::default();
        (state.sheet, state.not_yet) = match found {
            Some(Ok(sheet)) => (Some(Arc::new(sheet)), None),
            Some(Err(why)) => (None, Some(why)),
            None => (None, None),
        };
        let sheet = state.sheet.as_ref();
        state.at = looked_at.and_then(|id| sheet?.place_of(id));
        if state.sheet.is_none() {
            (state.stands, state.rows) = (Vec::new(), Vec::new());
            state.far = Progress::default();
        }
    }

    /// Brings what the two screens show up to date with the view.
    pub(in crate::app) fn refresh_compared(&mut self) {
        self.refresh_sheet();
    }

    /// Asks for the figures the screen shown needs.
    pub(in crate::app) fn want_figures(&mut self) -> Vec<Effect> {
        let round = self.compared();
        let leads = round.is_some_and(|r| r.plan.headline != Headline::None)
            && !self.is_open_coding_compared();
        match self.screen {
            Screen::Agreement => self.want_table(),
            Screen::Reconcile if leads => self.want_round(),
            _ => Vec::new(),
        }
    }

    pub(in crate::app) fn refresh_reconcile(&mut self) {
        self.refresh_compared();
        self.refresh_queue();
        self.refresh_passage();
    }

    pub(super) fn refresh_passage(&mut self) {
        let (width, height) = self.size;
        let state = &mut self.reconcile;
        let (Some(at), Some(sheet)) = (state.at, state.sheet.clone()) else {
            state.passage.clear();
            return;
        };
        let item = &sheet.items()[at];
        let Some(document) = self.documents.get(&item.source) else {
            state.passage.clear();
            state.scrolled = None;
            return;
        };
        let area = state.text_area(width, height);
        state.passage.lay_out(document, area.width);
        let key = (at, (width, height));
        if state.scrolled != Some(key) {
            state
                .passage
                .scroll_to(item, document, usize::from(area.height));
            state.scrolled = Some(key);
            state.clauses_top = 0;
        }
        if let Some(cursor) = state.ends.as_ref().map(|e| e.reading.cursor) {
            state
                .passage
                .show(cursor, item, document, usize::from(area.height));
        }
    }
}
