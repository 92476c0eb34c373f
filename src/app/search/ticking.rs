//! Hits that are ticked: what is done next is done with all of them.

use super::Search;
use super::parts::Missing;
use crate::acts::gathered::TextHit;
use crate::app::context::Context;
use crate::model::ids::SourceId;
use crate::work::effect::Effect;
use std::collections::BTreeSet;

impl Search {
    /// Ticks the hit at the cursor, or takes its tick away, and goes on to the next.
    pub(super) fn tick(&mut self, page: usize) {
        let at = self.list.at;
        if !self.ticked.remove(&at) {
            self.ticked.insert(at);
        }
        self.list.step(1, self.hits.len(), page);
    }

    /// Ticks all hits that are listed, or none where all are ticked.
    pub(super) fn tick_all(&mut self) {
        match self.ticked.len() == self.hits.len() {
            true => self.ticked.clear(),
            false => self.ticked = (0..self.hits.len()).collect(),
        }
    }

    /// The hits ticked; the one at the cursor where none is.
    pub(super) fn chosen(&self) -> Vec<usize> {
        match self.ticked.is_empty() {
            true => vec![self.list.at],
            false => self.ticked.iter().copied().collect(),
        }
    }

    /// The hits chosen that lie in texts. `None` while some are not looked up.
    pub(super) fn chosen_hits(&self) -> Option<Vec<TextHit>> {
        let chosen = self.chosen();
        let known = |at: &usize| self.hits.get(*at).is_some_and(Option::is_some);
        let all = chosen.iter().all(known);
        all.then(|| chosen.iter().filter_map(|at| self.text_hit(*at)).collect())
    }

    /// What is still to be known of the hits chosen: where they lie, then their texts.
    pub(super) fn missing(&self, cx: &Context) -> Option<Missing> {
        let unknown = |at: &&usize| self.hits.get(**at).is_some_and(Option::is_none);
        let chosen = self.chosen();
        let mut missing = chosen.iter().filter(unknown);
        if let Some(first) = missing.next() {
            let last = missing.next_back().unwrap_or(first);
            return Some(Missing::Hits(*first..last + 1));
        }
        let hits = self.chosen_hits().unwrap_or_default().into_iter();
        let sources: BTreeSet<SourceId> = hits.map(|hit| hit.source).collect();
        let not_here = |source: &SourceId| !cx.documents.contains_key(source);
        let sources: Vec<SourceId> = sources.into_iter().filter(not_here).collect();
        (!sources.is_empty()).then_some(Missing::Texts(sources))
    }

    pub(super) fn ask(&self, missing: &Missing, cx: &Context) -> Vec<Effect> {
        match missing {
            Missing::Hits(window) => vec![Effect::Window {
                serial: self.serial,
                window: window.clone(),
            }],
            Missing::Texts(sources) => cx.load_missing(sources),
        }
    }
}
