//! Memos as text to read.

use super::Texts;
use crate::model::coding::{Memo, MemoOn};
use crate::model::view::View;
use std::fmt::Write;

/// All memos the viewer may see, oldest first, each with what it is about.
pub fn memos_text(name: &str, view: &View, texts: Texts) -> String {
    let mut out = format!("# {name}: memos\n");
    for memo in view.memos() {
        let (about, quote) = about(view, texts, memo);
        let round = memo.round.and_then(|r| view.round(r));
        let round = round.map_or(String::new(), |r| format!(", {}", r.plan.name));
        // Writing to a string does not fail.
        let _ = writeln!(out, "\n## {about}");
        if !quote.is_empty() {
            let _ = writeln!(out, "\n> {}", quote.replace('\n', "\n> "));
        }
        let _ = writeln!(
            out,
            "\n{}\n\n— {}, {}{round}",
            memo.text.trim(),
            memo.coder,
            memo.at.minute()
        );
    }
    out
}

fn about(view: &View, texts: Texts, memo: &Memo) -> (String, String) {
    let none = String::new();
    match &memo.on {
        MemoOn::Study => ("The study".to_owned(), none),
        MemoOn::Source(source) => (texts.name(source), none),
        MemoOn::Segment(source, span) => (texts.place(source, *span), texts.quote(source, *span)),
        MemoOn::Coding(id) => match view.coding(*id) {
            Some(c) => (
                format!(
                    "{}, coded “{}”",
                    texts.place(&c.source, c.span),
                    view.codebook().name(c.code)
                ),
                texts.quote(&c.source, c.span),
            ),
            None => ("A coding that was taken back".to_owned(), none),
        },
        MemoOn::Code(id) => (format!("Code “{}”", view.codebook().name(*id)), none),
        MemoOn::Round(id) => {
            let name = view.round(*id).map_or("", |r| r.plan.name.as_str());
            (format!("Round “{name}”"), none)
        }
        MemoOn::Theme(id) => {
            let name = view.themes().theme(*id).map_or("", |t| t.name.as_str());
            (format!("Theme “{name}”"), none)
        }
        MemoOn::Verdict(_) => ("A verdict".to_owned(), none),
        MemoOn::Query(query) => (format!("Query {query}"), none),
    }
}
