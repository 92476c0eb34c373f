//! A field that several people may edit: edits name what they replace, so that only edits which
//! did not know of each other are in conflict.

use crate::model::event::Event;
use crate::model::ids::EventId;
use std::collections::HashSet;

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
        let replaced: HashSet<&EventId> = self.0.iter().flat_map(|by| by.replaces).collect();
        let heads: Vec<_> = self
            .0
            .iter()
            .filter(|e| !replaced.contains(&e.event.id))
            .collect();
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

#[cfg(test)]
mod tests {
    use crate::model::event::Change;
    use crate::model::fixture::Study;

    #[test]
    fn a_move_that_knew_of_one_with_a_clock_far_ahead_counts() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]);
        let (hope, fear) = (s.code("hope"), s.code("fear"));
        let moved = |parent, replaces| Change::CodeMoved {
            code: hope,
            parent,
            replaces,
        };
        let day = 86_400_000;
        let ahead = s.push_at(
            "ana",
            1_700_000_000_000 + 3 * day,
            moved(Some(fear), vec![]),
        );
        s.push("ben", moved(None, vec![ahead]));
        let view = s.view();
        assert_eq!(view.codebook().get(hope).unwrap().parent, None);
        assert!(view.codebook().get(hope).unwrap().conflicts.is_empty());
    }
}
