//! What is remembered per study and coder between sessions: screen, source, cursor, pinned codes.

use super::App;
use super::screens::ScreenId;
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
    /// Queries written before.
    earlier: Vec<String>,
}

/// Asks for the place one is at to be remembered.
pub(super) fn remember(app: &App) -> Effect {
    let memory = Memory {
        screen: app.cx.screen.title().to_owned(),
        source: app.screens.read.source.clone(),
        cursor: app.screens.read.cursor,
        pins: app.screens.read.pins.clone(),
        recent: app.cx.recent.clone(),
        present: app.screens.reconcile.present.clone(),
        present_for: app.screens.reconcile.present_for,
        reconciling: app
            .screens
            .reconcile
            .reconciling()
            .or(app.screens.reconcile.resume),
        order: app.screens.reconcile.wanted.order.word().to_owned(),
        naming: app.cx.naming.word().to_owned(),
        earlier: app.screens.search.earlier.clone(),
    };
    Effect::Remember(ron::to_string(&memory).unwrap_or_default())
}

/// Takes up what was remembered; also says which screen one was on. What cannot be read is forgotten: it is only a convenience.
pub(super) fn recall(app: &mut App, text: Option<&str>) -> (Vec<Effect>, Option<ScreenId>) {
    let memory: Memory = text.and_then(|t| ron::from_str(t).ok()).unwrap_or_default();
    app.screens.read.pins = memory.pins;
    app.cx.recent = memory.recent;
    app.screens.reconcile.present = memory.present;
    app.screens.reconcile.present_for = memory.present_for;
    app.cx.compared.round = memory.present_for;
    app.cx.compared.round = memory.reconciling.map(|(round, _)| round);
    app.screens.reconcile.resume = memory.reconciling;
    app.cx.naming = memory.naming.parse().unwrap_or_default();
    app.screens.search.earlier = memory.earlier;
    let mut orders = Order::ALL.into_iter();
    app.screens.reconcile.wanted.order = orders
        .find(|o| o.word() == memory.order)
        .unwrap_or_default();
    let mut effects = Vec::new();
    if let Some(source) = memory.source.filter(|s| app.cx.view.source(s).is_some()) {
        effects.extend(app.screens.read.show(source, None, &mut app.cx));
        app.screens.read.cursor = memory.cursor;
    }
    let screen = ScreenId::ALL.iter().find(|s| s.title() == memory.screen);
    let reads = |s: &&ScreenId| **s != ScreenId::Read || app.screens.read.source.is_some();
    (effects, screen.filter(reads).copied())
}
