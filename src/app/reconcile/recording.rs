//! The minutes of the meeting, written from the screen.

use crate::app::App;
use crate::model::round::Headline;
use crate::report::{Queue, Texts, minutes, minutes_files};
use crate::work::effect::Effect;

impl App {
    /// Writes the minutes of the round compared in every format, below the folder of exports.
    pub(super) fn write_minutes(&mut self) -> Vec<Effect> {
        let Some(round) = self.compared() else {
            return self.say("there is nothing to settle here");
        };
        let wanted = round.plan.headline != Headline::None;
        let found = match self.round_figures() {
            _ if wanted && self.waits_for_round() => {
                return self.say("the figures are not there yet: M again in a moment");
            }
            Some(found) => found,
            None => Err("it was not computed"),
        };
        let texts = Texts::new(&self.view, &self.documents);
        match Queue::new(&self.view, texts, round) {
            Ok(queue) => {
                let paper = minutes(&self.name, &queue, found);
                let files = minutes_files(&round.plan.name, &paper);
                self.write(files)
            }
            Err(why) => self.fail(why),
        }
    }
}
