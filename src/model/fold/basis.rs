//! The round chosen for the findings of one source, from its events.

use super::register::Register;
use crate::model::event::{Change, Event};
use crate::model::layer::Chosen;
use std::sync::Arc;

/// Choices nobody has replaced, in total order; more than one were made apart from each other,
/// and the last counts.
pub(super) fn resolve(ops: &[Arc<Event>]) -> Vec<Chosen> {
    let mut register = Register::default();
    for event in ops {
        if let Change::BasisChosen {
            round, replaces, ..
        } = &event.change
        {
            register.push(event, round, replaces);
        }
    }
    let chosen = |edit: &super::register::Edit<'_, _>| Chosen {
        id: edit.event.id,
        round: *edit.value,
        by: edit.event.coder.clone(),
        at: edit.event.clock,
    };
    register.heads().into_iter().map(chosen).collect()
}
