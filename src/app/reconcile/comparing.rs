//! Keeping up with the round compared: its items, the queue, the text around the item.

use super::Reconcile;
use crate::app::context::Context;
use crate::app::list::List;
use crate::reconcile::queue::Queue;
use crate::reconcile::sheet::Sheet;
use crate::work::effect::Effect;

impl Reconcile {
    /// Brings what the screen shows up to date with the view.
    pub(super) fn refresh_all(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.lands |= self.take_sheet(cx);
        let effects = self.refresh_queue(cx);
        if self.lands && self.is_arranged() {
            self.lands = false;
            self.resume(cx);
        }
        self.refresh_passage(cx);
        effects
    }

    /// Takes over the sheet; places are of the sheet they were taken from. Says whether it is that
    /// of another round.
    fn take_sheet(&mut self, cx: &mut Context) -> bool {
        if self.sheets == cx.compared.sheets {
            return false;
        }
        self.sheets = cx.compared.sheets;
        cx.drop_queue();
        self.asked = None;
        let (before, now) = (self.sheet.take(), &cx.compared.sheet);
        // The item looked at stays so where it is there still.
        let looked_at = before.as_ref().zip(self.at);
        let looked_at = looked_at.and_then(|(s, at)| s.items().get(at)?.key.first().copied());
        let round = |sheet: &Option<_>| sheet.as_ref().map(|s: &std::sync::Arc<Sheet>| s.round.id);
        self.passage.clear();
        (self.scrolled, self.queue) = (None, Queue::default());
        (self.given, self.ends, self.pattern) = (None, None, None);
        (self.poll, self.rests_on, self.awaiting) = (None, None, None);
        self.code_ruled = None;
        self.unsaved.clear();
        let another = round(&before) != round(now);
        if before.is_some() && another {
            self.wanted.only.clear();
            self.list = List::default();
        }
        self.at = looked_at.and_then(|id| now.as_ref()?.place_of(id));
        another
    }

    pub(super) fn refresh_passage(&mut self, cx: &Context) {
        let (width, height) = cx.size;
        let state = &mut *self;
        let (Some(at), Some(sheet)) = (state.at, state.sheet.clone()) else {
            state.passage.clear();
            return;
        };
        let item = &sheet.items()[at];
        let Some(document) = cx.document_of(item) else {
            state.passage.clear();
            state.scrolled = None;
            return;
        };
        let area = state.text_area(width, height);
        let key = (at, (width, height));
        let comes = state.scrolled != Some(key);
        let cursor = state.ends.as_ref().map(|e| e.reading.cursor);
        let shown = cursor.or(comes.then_some(item.span.start));
        if state.passage.lay_out(document, shown, area)
            && let Some(ends) = &mut state.ends
        {
            ends.reading.rows = state.passage.rows.clone();
        }
        if comes {
            state
                .passage
                .scroll_to(item, document, usize::from(area.height));
            state.scrolled = Some(key);
            state.clauses_top = 0;
        }
        if let Some(cursor) = cursor {
            state
                .passage
                .show(cursor, item, document, usize::from(area.height));
        }
    }
}
