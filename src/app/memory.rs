//! What is remembered per study and coder between sessions: screen, source, cursor, pinned codes.

use super::App;
use super::screen::Screen;
use crate::model::ids::{CodeId, CodingId, RoundId, SourceId};
use crate::reconcile::order::Order;
use crate::work::effect::Effect;
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    screen: String,
    source: Option<SourceId>,
    cursor: u32,
    pins: Vec<CodeId>,
    recent: Vec<CodeId>,
    present: Vec<crate::model::ids::CoderId>,
    present_for: Option<crate::model::ids::RoundId>,
    reconciling: Option<(RoundId, CodingId)>,
    order: String,
    naming: String,
}

const SCREENS: [Screen; 8] = [
    Screen::Study,
    Screen::Read,
    Screen::Codebook,
    Screen::Search,
    Screen::Reconcile,
    Screen::Agreement,
    Screen::Conference,
    Screen::Themes,
];

impl App {
    /// Asks for the place one is at to be remembered.
    pub(crate) fn remember(&self) -> Effect {
        let memory = Memory {
            screen: self.screen.title().to_owned(),
            source: self.read.source.clone(),
            cursor: self.read.cursor,
            pins: self.read.pins.clone(),
            recent: self.read.recent.clone(),
            present: self.reconcile.present.clone(),
            present_for: self.reconcile.present_for,
            reconciling: self.reconciling().or(self.reconcile.resume),
            order: self.reconcile.order.word().to_owned(),
            naming: self.naming.word().to_owned(),
        };
        Effect::Remember(ron::to_string(&memory).unwrap_or_default())
    }

    /// Goes back to where one was. What cannot be read is forgotten: it is only a convenience.
    pub(super) fn recall(&mut self, text: Option<&str>) -> Vec<Effect> {
        let memory: Memory = text.and_then(|t| ron::from_str(t).ok()).unwrap_or_default();
        self.read.pins = memory.pins;
        self.read.recent = memory.recent;
        self.reconcile.present = memory.present;
        self.reconcile.present_for = memory.present_for;
        self.reconcile.round = memory.present_for;
        self.reconcile.round = memory.reconciling.map(|(round, _)| round);
        self.reconcile.resume = memory.reconciling;
        self.naming = memory.naming.parse().unwrap_or_default();
        let mut orders = Order::ALL.into_iter();
        self.reconcile.order = orders
            .find(|o| o.word() == memory.order)
            .unwrap_or_default();
        let mut effects = Vec::new();
        if let Some(source) = memory.source.filter(|s| self.view.source(s).is_some()) {
            effects.extend(self.open_source(source, None));
            self.read.cursor = memory.cursor;
        }
        let screen = SCREENS.into_iter().find(|s| s.title() == memory.screen);
        self.screen = Screen::Study;
        self.trail.clear();
        if let Some(screen) = screen.filter(|s| *s != Screen::Read || self.read.source.is_some()) {
            effects.extend(self.go(screen));
        }
        effects.retain(|e| !matches!(e, Effect::Remember(_)));
        effects
    }
}
