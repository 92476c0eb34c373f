//! Codings of whole paragraphs, found in the text as it is here.

use super::places::is_quoted;
use crate::import::coding_row::CodingRow;
use crate::model::source::{Cited, Document};
use crate::model::text::Span;
use crate::model::wrap::brief;

/// The text from the first of some paragraphs to the end of the last.
///
/// # Errors
/// When there is none of that number, or other words stand there than the row quotes.
pub fn whole(
    document: &Document,
    row: &CodingRow,
    (first, last): (Cited, Cited),
) -> Result<Span, String> {
    let all = &document.structure.paragraphs;
    let find = |cited: Cited| {
        let found = all.binary_search_by_key(&cited, |p| p.cited());
        found.map(|at| all[at].span).map_err(|_| {
            let most = all
                .last()
                .map_or_else(|| "0".into(), |p| p.cited().to_string());
            format!(
                "{} has no paragraph {cited}; its last is {most}",
                row.source
            )
        })
    };
    let span = Span {
        start: find(first)?.start,
        end: find(last)?.end,
    };
    match is_quoted(document.text.slice(span), &row.quote) {
        true => Ok(span),
        false => Err(format!(
            "paragraph {first} of {} does not hold what it quotes, “{}”",
            row.source,
            brief(&row.quote, 40)
        )),
    }
}
