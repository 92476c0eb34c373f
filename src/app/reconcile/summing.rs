//! What reconciliation came to, one key away: figures as submitted beside where the places stand, and which
//! codes and reasons caused most differences.

use super::Reconcile;
use crate::app::anywhere;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::round::Headline;
use crate::reconcile::outcome::{Summary, summary};
use crate::report::after_rows;
use crate::report::claims::how;
use crate::report::figures::headline;
use crate::work::effect::Effect;

impl Reconcile {
    /// The round compared, summed up.
    pub fn summary(&self, cx: &Context) -> Option<Summary> {
        let sheet = self.sheet.as_ref()?;
        let all = 0..sheet.items().len();
        let standings = all.filter_map(|at| sheet.standing(at, &cx.view));
        let codebook = cx.view.codebook();
        Some(summary(sheet.items(), standings, &sheet.round, codebook))
    }

    pub(super) fn show_summary(&mut self, cx: &mut Context) -> Vec<Effect> {
        let (Some(sum), Some(round)) = (self.summary(cx), cx.compared()) else {
            return cx.say("there is nothing to settle here");
        };
        let mut rows: Vec<(String, String)> = Vec::new();
        let open_coding = cx.is_open_coding_compared();
        if round.plan.headline != Headline::None && !open_coding {
            let found = match cx.round_figures() {
                Some(Ok((found, intervals))) => headline(&found.figures, intervals, round),
                Some(Err(why)) => format!("undefined: {why}"),
                None => "not computed yet".to_owned(),
            };
            rows.push((found, format!("{}: does not change", how(round))));
        }
        rows.extend(after_rows(&sum, round));
        // Names made apart differ by themselves: counting them would say nothing.
        if !open_coding {
            for (kind, n) in &sum.differed {
                rows.push((kind.clone(), format!("differed · {n}")));
            }
            for (code, of) in &sum.codes {
                let name = cx.view.codebook().name(*code).to_owned();
                let share = format!("code · {} of {} differed", of.differed, of.items);
                rows.push((name, share));
            }
        }
        for (kind, n) in &sum.kinds {
            rows.push((kind.word().to_owned(), format!("reason · {n}")));
        }
        if sum.wordless > 0 {
            rows.push((
                "settled without words for a reason".into(),
                sum.wordless.to_string(),
            ));
        }
        let entry =
            |(label, beside): (String, String)| Entry::new(label, Value::None).beside(beside);
        let entries = rows.into_iter().map(entry).collect();
        let title = format!("{}: what it came to", round.plan.name);
        let picker = Picker::new(title, anywhere::Ask::Nothing, entries);
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }
}
