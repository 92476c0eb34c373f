//! Memos as text to read, and as a table.

use super::Texts;
use crate::export::grid::{Cell, Grid};
use crate::model::attribute::Subject;
use crate::model::coding::{Memo, MemoOn, RowOf};
use crate::model::ids::RelationId;
use crate::model::theme::Node;
use crate::model::view::View;
use serde_json::{Value, json};
use std::fmt::Write;

/// Heading of a memo in a list: its kind, who wrote it, when, and on what.
pub fn memo_title(memo: &Memo, view: &View) -> String {
    let kind = memo.kind.map_or("memo", |k| k.word());
    let (who, when) = (&memo.coder, memo.at.minute());
    format!("{kind}  {who}, {when}  on {}", memo_on(&memo.on, view))
}

/// What a memo is on, in words.
pub fn memo_on(on: &MemoOn, view: &View) -> String {
    let coded = |id| {
        let coding = view.coding(id)?;
        let source = view.source_name(&coding.source);
        Some(format!(
            "{}, in {source}",
            view.codebook().name(coding.code)
        ))
    };
    match on {
        MemoOn::Study => "the study".to_owned(),
        MemoOn::Source(source) => view.source_name(source),
        MemoOn::Segment(source, _) => format!("a passage of {}", view.source_name(source)),
        MemoOn::Coding(id) => match coded(*id) {
            Some(coded) => format!("a coding, {coded}"),
            None => "a coding that was taken back".to_owned(),
        },
        MemoOn::Code(id) => format!("the code {}", view.codebook().name(*id)),
        MemoOn::Round(id) => {
            let name = view.round(*id).map_or("", |r| r.plan.name.as_str());
            format!("the round {name}")
        }
        MemoOn::Theme(id) => {
            let name = view.themes().theme(*id).map_or("", |t| t.name.as_str());
            format!("the theme {name}")
        }
        MemoOn::Verdict(id) => {
            let item = view.verdict(*id).and_then(|v| v.item.first().copied());
            match item.and_then(coded) {
                Some(coded) => format!("a verdict, {coded}"),
                None => "a verdict".to_owned(),
            }
        }
        MemoOn::Participant(who) => format!("the participant {who}"),
        MemoOn::Query(query) => format!("the query {query}"),
        MemoOn::Cell(row, case) => format!("the cell {}", cell(*row, case, view)),
        MemoOn::Relation(id) => match relation(*id, view) {
            Some(relation) => format!("the relation {relation}"),
            None => "a relation that was dropped".to_owned(),
        },
    }
}

/// A relation as it is read: “hope leads to recovery”.
pub fn relation(id: RelationId, view: &View) -> Option<String> {
    let mut all = view.themes().relations.iter();
    let relation = all.find(|r| r.id == id)?;
    let (from, to) = (name(relation.from, view), name(relation.to, view));
    Some(format!("{from} {} {to}", relation.kind))
}

fn name(node: Node, view: &View) -> &str {
    match node {
        Node::Theme(id) => view.themes().theme(id).map_or("", |t| t.name.as_str()),
        Node::Code(id) => view.codebook().name(id),
    }
}

/// A cell of a matrix: “hope × P03”.
fn cell(row: RowOf, case: &Subject, view: &View) -> String {
    let case = match case {
        Subject::Participant(who) => who.clone(),
        Subject::Source(source) => view.source_name(source),
        Subject::Case(case) => case.name.clone(),
    };
    let row = match row {
        RowOf::Code(code) | RowOf::Category(code) => view.codebook().name(code),
        RowOf::Theme(theme) => name(Node::Theme(theme), view),
        RowOf::Construct(construct) => {
            let mut all = view
                .frameworks()
                .iter()
                .filter_map(|f| f.construct(construct));
            all.next().map_or("", |c| c.name.as_str())
        }
    };
    format!("{row} × {case}")
}

/// A memo with what is known of it.
pub fn memo_json(memo: &Memo, view: &View) -> Value {
    json!({
        "id": memo.id,
        "coder": memo.coder,
        "at": memo.at.minute(),
        "kind": memo.kind.map(|k| k.word()),
        "on": memo.on.word(),
        "about": memo_on(&memo.on, view),
        "text": memo.text,
    })
}

/// All memos the viewer may see, oldest first, as rows.
pub fn memos_table(view: &View, texts: Texts) -> Grid {
    const HEADING: [&str; 8] = [
        "at", "coder", "kind", "on", "about", "round", "quote", "text",
    ];
    let row = |memo: &Memo| {
        let (about, quote) = about(view, texts, memo);
        let round = memo.round.and_then(|r| view.round(r));
        let round = round.map_or("", |r| r.plan.name.as_str());
        [
            memo.at.minute().as_str(),
            memo.coder.as_str(),
            memo.kind.map_or("", |k| k.word()),
            memo.on.word(),
            &about,
            round,
            &quote,
            &memo.text,
        ]
        .map(Cell::from)
        .to_vec()
    };
    Grid {
        name: "memos".to_owned(),
        heading: HEADING.map(str::to_owned).to_vec(),
        rows: view.memos().map(row).collect(),
    }
}

/// All memos the viewer may see, oldest first, each with what it is about.
pub fn memos_text(name: &str, view: &View, texts: Texts) -> String {
    let mut out = format!("# {name}: memos\n");
    for memo in view.memos() {
        let (about, quote) = about(view, texts, memo);
        let round = memo.round.and_then(|r| view.round(r));
        let round = round.map_or(String::new(), |r| format!(", {}", r.plan.name));
        let kind = memo
            .kind
            .map_or(String::new(), |k| format!(", {}", k.word()));
        // Writing to a string does not fail.
        let _ = writeln!(out, "\n## {about}");
        if !quote.is_empty() {
            let _ = writeln!(out, "\n> {}", quote.replace('\n', "\n> "));
        }
        let _ = writeln!(
            out,
            "\n{}\n\n— {}, {}{kind}{round}",
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
        MemoOn::Cell(row, case) => (format!("Cell “{}”", cell(*row, case, view)), none),
        MemoOn::Participant(who) => (format!("Participant “{who}”"), none),
        MemoOn::Relation(id) => match relation(*id, view) {
            Some(relation) => (format!("Relation “{relation}”"), none),
            None => ("A relation that was dropped".to_owned(), none),
        },
    }
}
