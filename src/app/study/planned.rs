//! What is said of a plan before its round is opened.

use super::Study;
use crate::app::context::Context;
use crate::model::ids::SourceId;
use crate::model::round::RoundPlan;

/// Says that a round begins without codes, and what that means for its figures.
pub(super) fn open_coding_words(plan: &RoundPlan) -> &'static str {
    match (plan.open_coding, plan.coders.len()) {
        (Some(true), 2..) => {
            " The codebook has no code, so it is a round of open coding: a code conference compares it, no figure over codes."
        }
        _ => "",
    }
}

impl Study {
    /// Says which sources an earlier round covers: once the new one is over, findings come from it.
    pub(super) fn coded_before(&self, plan: &RoundPlan, cx: &Context) -> String {
        let covered = |s: &&SourceId| {
            cx.view
                .rounds()
                .iter()
                .any(|r| r.is_over() && r.plan.sources.contains(*s))
        };
        let names: Vec<String> = plan
            .sources
            .iter()
            .filter(covered)
            .map(|s| cx.view.source_name(s))
            .collect();
        match names.is_empty() {
            true => String::new(),
            false => format!(
                " {} was coded in an earlier round: once this one is over, its findings come from this one, unless you choose otherwise (L).",
                names.join(", ")
            ),
        }
    }
}
