//! The minutes of the meeting, written from the screen.

use crate::app::App;
use crate::app::agreement::headline;
use crate::app::effect::Effect;
use crate::app::exporting::{Queue, Texts, minutes, minutes_files};
use crate::model::round::Headline;

impl App {
    /// Writes the minutes of the round compared in every format, below the folder of exports.
    pub(super) fn write_minutes(&mut self) -> Vec<Effect> {
        let Some(round) = self.compared() else {
            return self.say("there is nothing to settle here");
        };
        let figures = match self.round_figures() {
            Some(Ok((found, _))) => Ok(headline(&found.figures, None, round)),
            Some(Err(why)) => Err(why.to_string()),
            None if round.plan.headline == Headline::None => Ok(String::new()),
            None => return self.say("the figures are not there yet: M again in a moment"),
        };
        let texts = Texts::new(&self.view, &self.documents);
        match Queue::new(&self.view, texts, round) {
            Ok(queue) => {
                let paper = minutes(&self.name, &queue, figures);
                vec![Effect::Write(minutes_files(&round.plan.name, &paper))]
            }
            Err(why) => self.fail(why),
        }
    }
}
