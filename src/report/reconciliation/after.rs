//! Where the places of a round stand, as screens and minutes list it.

use crate::model::round::{Headline, Round};
use crate::reconcile::outcome::{After, Summary};
use crate::report::claims::after_words as when;
use crate::report::figures::percent;

/// Where the places stand, row by row; named for what it is.
pub fn after_rows(sum: &Summary, round: &Round) -> Vec<(String, String)> {
    let after = sum.after;
    let mut rows = vec![(
        after_words(after, round),
        format!("{}: not reliability", when(after, sum.given)),
    )];
    let parts = [
        ("coded alike from the start", after.alike),
        ("settled by the round's rule", after.by_rule),
        ("decided by the code conference", after.conference),
        ("settled by the coders", after.settled),
        ("settled by adjudication", after.adjudicated),
        ("kept as disagreement: no finding comes of it", after.kept),
        ("not settled yet", after.left),
    ];
    let some = parts.into_iter().filter(|(_, n)| *n > 0);
    rows.extend(some.map(|(words, n)| (words.to_owned(), n.to_string())));
    rows
}

/// `16 of 17 places agreed (94.1 %)`; counts only where the study wants no figures.
pub fn after_words(after: After, round: &Round) -> String {
    let counts = format!("{} of {} places agreed", after.agreed(), after.all());
    match (after.all(), round.plan.headline) {
        (0, _) | (_, Headline::None) => counts,
        (all, _) => {
            let share = after.agreed() as f64 / all as f64;
            format!("{counts} ({})", percent(share))
        }
    }
}
