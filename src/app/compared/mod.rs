//! The round compared and its figures: what the Reconcile and Agreement screens share.

mod figures;
mod findings;
mod kept;
mod side_by_side;
mod state;

pub use figures::TURN_MS;
pub use state::Compared;

use crate::app::context::Context;
use crate::model::ids::RoundId;
use crate::model::round::Round;
use crate::model::verdict::Verdict;
use crate::report::About;
use crate::work::effect::Effect;

impl Context {
    /// The round the Reconcile and Agreement screens are about.
    pub fn compared(&self) -> Option<&Round> {
        self.view.round(self.compared.round?)
    }

    /// Whether that round is one of open coding: no figure over its codes leads anywhere.
    pub fn is_open_coding_compared(&self) -> bool {
        let sheet = self.compared.sheet.as_ref();
        sheet.is_some_and(|s| s.open_coding)
    }

    /// Chooses a round if none is chosen, and asks for the texts it is over.
    pub(super) fn enter_compared(&mut self) -> Vec<Effect> {
        if self.compared().is_none() {
            self.compared.round = self.default_round();
        }
        let mut effects = self.want_sheet();
        self.compute_after_all();
        effects.extend(self.load_compared());
        effects
    }

    /// Asks for the texts of the round that are not here.
    pub(super) fn load_compared(&mut self) -> Vec<Effect> {
        let sources = match &self.compared.sheet {
            Some(sheet) => sheet.aligned.snapshot.sources.clone(),
            None => Vec::new(),
        };
        let effects = self.load_missing(&sources);
        self.compared.texts_came = effects.is_empty();
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
    pub(super) fn latest_open(&self) -> Option<RoundId> {
        let mut rounds = self.view.rounds().iter().rev();
        rounds
            .find(|r| r.is_over() && r.submitted.len() > 1)
            .map(|r| r.id)
    }

    /// Says that a round has opened and is shown now.
    pub(super) fn say_opened(&mut self, round: RoundId) {
        let name = self.view.round(round).map_or("", |r| r.plan.name.as_str());
        self.mention(format!("“{name}” has opened: it is what is shown now"));
    }

    /// The next round of two coders or more.
    pub(super) fn next_compared(&mut self) -> Vec<Effect> {
        let shared = self
            .view
            .rounds()
            .iter()
            .filter(|r| r.plan.coders.len() > 1);
        let rounds: Vec<RoundId> = shared.map(|r| r.id).collect();
        let at = rounds.iter().position(|r| Some(*r) == self.compared.round);
        match (rounds.len(), at) {
            (0, _) => self.say("there is no round of two coders yet: g s, then R plans one"),
            (1, Some(_)) => self.say("there is no other round"),
            (many, at) => self.compare(rounds[at.map_or(0, |at| (at + 1) % many)]),
        }
    }

    pub(super) fn compare(&mut self, round: RoundId) -> Vec<Effect> {
        self.compared.round = Some(round);
        self.enter_compared()
    }

    /// What is needed to put an item's verdicts into words.
    pub fn about(&self, place: usize) -> Option<About<'_>> {
        let sheet = self.compared.sheet.as_ref()?;
        let item = sheet.items().get(place)?;
        Some(About {
            item,
            coders: sheet.coders(),
            codebook: self.view.codebook(),
            document: self.document_of(item).map(|d| &**d),
        })
    }

    /// The verdicts on an item; more than one where they conflict.
    pub(super) fn verdicts_on(&self, place: usize) -> &[Verdict] {
        let sheet = self.compared.sheet.as_ref();
        match sheet.and_then(|s| Some((s, s.items().get(place)?))) {
            Some((sheet, item)) => self.view.verdicts(sheet.round.id, &item.key),
            None => &[],
        }
    }
}
