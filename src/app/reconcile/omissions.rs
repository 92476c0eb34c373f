//! What both may have passed over: places that resemble what is coded, where nobody coded so.

use super::{Ask, Reconcile};
use crate::app::context::{Context, Request};
use crate::app::overlay::{Entry, Value};
use crate::model::ids::CodeId;
use crate::report::words::counted;
use crate::search::quoted;
use crate::work::effect::Effect;
use std::collections::BTreeMap;

impl Reconcile {
    /// Whether one may look: while items are open, what is found would be settled beside the queue.
    pub(super) fn may_look_for_omissions(&self) -> Result<(), String> {
        let open = self.queue.far.queue() - self.queue.far.settled;
        match open {
            0 => Ok(()),
            n => Err(format!(
                "what both passed over is looked for once the queue is worked: {n} left"
            )),
        }
    }

    /// Asks for a code somebody used in the round, that of the item looked at first.
    pub(super) fn ask_omissions(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(sheet) = &self.sheet else {
            return Vec::new();
        };
        let codebook = cx.view.codebook();
        let mut items: BTreeMap<CodeId, usize> = BTreeMap::new();
        for item in sheet.items() {
            for code in item.codes() {
                *items.entry(codebook.resolve(*code)).or_default() += 1;
            }
        }
        let here: Vec<CodeId> = self.item().map_or_else(Vec::new, |item| {
            item.codes().iter().map(|c| codebook.resolve(*c)).collect()
        });
        let mut codes: Vec<(CodeId, usize)> = items.into_iter().collect();
        codes.sort_by_key(|(code, n)| (!here.contains(code), std::cmp::Reverse(*n)));
        let entry = |(code, n): (CodeId, usize)| {
            let entry = Entry::new(codebook.name(code), Value::Code(code));
            entry.beside(counted(n, "item"))
        };
        let entries = codes.into_iter().map(entry).collect();
        cx.pick(
            "Places like this code that nobody coded so",
            Ask::Omissions,
            entries,
        )
    }

    /// Lists places of the round's sources that resemble a code and have none of it.
    pub(super) fn look_for_omissions(&self, code: CodeId, cx: &mut Context) -> Vec<Effect> {
        let Some(sheet) = &self.sheet else {
            return Vec::new();
        };
        let code = quoted(cx.view.codebook().name(code));
        let round = quoted(&sheet.round.plan.name);
        cx.note("no figure has them: the round is over, and what is coded from here is marked");
        let query = format!("like:={code} within:{round} role:participant");
        cx.request(Request::Query(query))
    }
}
