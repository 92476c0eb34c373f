//! Pair of coders by pair of coders.

use super::making::Making;
use super::sources::{columns, row};
use crate::agreement::outcome::Outcome;
use crate::agreement::round::{By, Within};
use crate::report::figures::{About, Table, decimal};

pub(super) fn table(making: &Making) -> Table {
    let found = &making.results.figures;
    let grain = match making.by {
        By::Unit => &found.by_unit,
        By::Character => &found.by_character,
    };
    let rows = (0..found.by_coding.len()).map(|pair| {
        let of_pair = Making { pair, ..*making };
        let (a, b) = of_pair.coders();
        let named = (format!("{a} and {b}"), About::Pair(pair));
        row(
            &of_pair,
            named,
            (found.by_coding.get(pair), &grain.overall, &grain.over_codes),
            &Within::All,
        )
    });
    let mut columns = columns(making);
    // Above several pairs a column cannot name one of them.
    for (n, name) in [(2, "only 1st"), (3, "only 2nd")] {
        columns[n].name = name.into();
    }
    let mut notes = Vec::new();
    if found.coders.len() > 2 && making.coefficients() {
        let words = |alpha: &Outcome| match alpha {
            Ok(value) => decimal(*value),
            Err(why) => format!("undefined: {why}"),
        };
        notes.push(format!(
            "alpha of all {} coders together: {}, over codes {}",
            found.coders.len(),
            words(&grain.overall.alpha),
            words(&grain.over_codes.alpha)
        ));
    }
    Table {
        first: "coders".into(),
        columns,
        rows: rows.collect(),
        foot: Vec::new(),
        notes,
        empty: "Two coders have to submit before anything can be compared.".into(),
    }
}
