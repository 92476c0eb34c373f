//! Verdicts on their way.

use crate::acts::verdict::Decision;
use crate::app::command::Command;
use crate::model::event::Change;
use crate::model::ids::EventId;
use crate::model::verdict::{CodeRuling, Ruling};

#[derive(Clone, Debug)]
pub(super) struct Given {
    pub place: usize,
    pub id: EventId,
    pub decision: Decision,
}

/// A verdict on its way: the item, what is ruled, and changes that come before it in the same act.
#[derive(Clone, Debug, PartialEq)]
pub struct Coming {
    /// The item, by its place in the sheet.
    pub place: usize,
    /// What is ruled; of what `by_code` does not name.
    pub ruling: Ruling,
    pub by_code: Vec<CodeRuling>,
    /// A code made for it.
    pub before: Vec<(EventId, Change)>,
}

impl Coming {
    pub fn new(place: usize, ruling: Ruling) -> Coming {
        Coming {
            place,
            ruling,
            by_code: Vec::new(),
            before: Vec::new(),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) enum Awaiting {
    /// A key, until it is said who is present.
    Present(Command),
    /// A verdict, until it has a reason.
    Reason(Coming),
}
