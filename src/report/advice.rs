//! Codes to amend before the next round, in words.

use super::words::counted;
use crate::model::view::View;
use crate::reconcile::advice::Advice;

/// “small steps (differs at 3 of 7 places, 2 for the definition)”.
pub fn advice_words(advice: &Advice, view: &View) -> String {
    let name = view.codebook().name(advice.code);
    let defined = match advice.definition {
        0 => String::new(),
        n => format!(", {n} for the definition"),
    };
    format!(
        "{name} (differs at {} of {}{defined})",
        advice.differences,
        counted(advice.of, "place")
    )
}

/// Codes to amend on a line or two: the first of them, and how many more there are.
pub fn amend_words(all: &[Advice], view: &View) -> String {
    let (first, others) = all.split_at(all.len().min(3));
    let first: Vec<String> = first.iter().map(|a| advice_words(a, view)).collect();
    match others.len() {
        0 => first.join(", "),
        n => format!("{} and {n} more", first.join(", ")),
    }
}
