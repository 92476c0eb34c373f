//! A field that several people may edit: edits name what they replace, so that only edits which
//! did not know of each other are in conflict.

use crate::model::event::Event;
use crate::model::ids::EventId;

/// One edit of a field: the event, its value, and the edits its maker knew of.
pub(super) struct Edit<'e, T> {
    pub event: &'e Event,
    pub value: &'e T,
    pub replaces: &'e [EventId],
}

/// Edits of one field in total order.
pub(super) struct Register<'e, T>(Vec<Edit<'e, T>>);

impl<T> Default for Register<'_, T> {
    fn default() -> Self {
        Register(Vec::new())
    }
}

impl<'e, T> Register<'e, T> {
    /// Adds an edit; edits must come in total order.
    pub fn push(&mut self, event: &'e Event, value: &'e T, replaces: &'e [EventId]) {
        self.0.push(Edit {
            event,
            value,
            replaces,
        });
    }

    /// Edits nobody has replaced, in total order: more than one is a conflict.
    pub fn heads(&self) -> Vec<&Edit<'e, T>> {
        let replaced = |e: &Edit<T>| self.0.iter().any(|by| by.replaces.contains(&e.event.id));
        let heads: Vec<_> = self.0.iter().filter(|e| !replaced(e)).collect();
        // Edits that replace one another in a circle cannot be made by this program; show the last.
        if heads.is_empty() {
            self.0.iter().last().into_iter().collect()
        } else {
            heads
        }
    }

    /// The value shown: the last head in total order.
    pub fn shown(&self) -> Option<&'e T> {
        self.heads().last().map(|e| e.value)
    }
}
