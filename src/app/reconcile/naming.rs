//! What a key would do, in words.

use super::Reconcile;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::naming::quoted;
use crate::model::verdict::Ruling;

impl Reconcile {
    /// What a key would do to the item looked at, while it waits for an answer.
    pub(super) fn key_words(&self, command: Command, cx: &Context) -> Option<String> {
        let about = cx.about(self.at?)?;
        let of = |n: usize| about.coders.get(n).cloned().map(Ruling::Of);
        let ruling = match command {
            Command::VerdictA => of(0),
            Command::VerdictB => of(1),
            Command::Pinned(n) => of(usize::from(n).checked_sub(1)?),
            Command::VerdictBoth => Some(Ruling::Both),
            Command::VerdictNeither => Some(Ruling::Neither),
            Command::VerdictKept => Some(Ruling::Kept),
            Command::VerdictPark => Some(Ruling::Parked),
            Command::Reopen => Some(Ruling::Reopened),
            _ => None,
        };
        let what = match (ruling, command) {
            (Some(ruling), _) => format!("verdict {}", quoted(&about.ruling(&ruling))),
            (None, Command::VerdictSpan) => "choosing another stretch".to_owned(),
            (None, Command::VerdictCode) => "choosing another code".to_owned(),
            (None, Command::Assent) => "your yes".to_owned(),
            (None, Command::Vote) => "a hidden vote".to_owned(),
            (None, _) => return None,
        };
        Some(format!("{what} on {}", cx.item_words(&about.item.key)))
    }
}
