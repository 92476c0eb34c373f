//! The minutes of the meeting, written from the screen.

use super::Reconcile;
use crate::app::context::Context;
use crate::model::round::Headline;
use crate::report::{Queue, Texts, minutes, minutes_files};
use crate::work::effect::Effect;

impl Reconcile {
    /// Writes the minutes of the round compared in every format, below the folder of exports.
    pub(super) fn write_minutes(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(round) = cx.compared() else {
            return cx.say("there is nothing to settle here");
        };
        let wanted = round.plan.headline != Headline::None;
        let found = match cx.round_figures() {
            _ if wanted && cx.waits_for_round() => {
                return cx.say("the figures are not there yet: M again in a moment");
            }
            Some(found) => found,
            None => Err("it was not computed"),
        };
        let texts = Texts::new(&cx.view, &cx.documents);
        match Queue::new(&cx.view, texts, round) {
            Ok(queue) => {
                let paper = minutes(&cx.name, &queue, found);
                let files = minutes_files(&round.plan.name, &paper);
                cx.write(files.into())
            }
            Err(why) => cx.fail(why),
        }
    }
}
