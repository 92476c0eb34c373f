//! Codings and findings as tables.

use super::{Findings, Texts};
use crate::export::csv::{Names, codings};
use crate::export::table::table;
use crate::model::coding::{Coding, MemoOn};
use crate::model::ids::{CodingId, RoundId, SourceId};
use crate::model::layer::Origin;
use crate::model::view::View;
use std::collections::HashMap;

/// All codings the viewer may see, by source and position.
pub fn codings_csv(view: &View, texts: Texts) -> String {
    let place: HashMap<&SourceId, usize> = view
        .sources()
        .iter()
        .enumerate()
        .map(|(at, s)| (&s.id, at))
        .collect();
    let mut all: Vec<Coding> = view.codings().cloned().collect();
    all.sort_by_cached_key(|c| {
        let at = place.get(&c.source).copied().unwrap_or(usize::MAX);
        (at, c.span, c.coder.clone(), c.id)
    });
    let mut memos: HashMap<CodingId, String> = HashMap::new();
    for memo in view.memos() {
        if let MemoOn::Coding(id) = memo.on {
            let text = memos.entry(id).or_default();
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&memo.text);
        }
    }
    let names = Names {
        source: &|c| texts.name(&c.source),
        code: &|c| view.codebook().name(c.code).to_owned(),
        memo: &|c| memos.get(&c.id).cloned().unwrap_or_default(),
        round: &|c| round_name(view, c.round),
        quote: &|c| texts.quote(&c.source, c.span),
    };
    codings(&all, &names)
}

fn round_name(view: &View, round: Option<RoundId>) -> String {
    let found = round.and_then(|id| view.round(id));
    found.map_or_else(String::new, |r| r.plan.name.clone())
}

const FINDING: [&str; 10] = [
    "place",
    "source",
    "start",
    "end",
    "code",
    "origin",
    "coder",
    "round",
    "participants",
    "quote",
];

/// What findings are counted on, each segment with where it came from.
pub fn layer_csv(view: &View, texts: Texts, findings: &Findings) -> String {
    let rows = findings.layer.findings.iter().map(|f| {
        let (origin, coder) = match &f.origin {
            Origin::Agreed => ("agreed", String::new()),
            Origin::Conference(_) => ("conference", String::new()),
            Origin::ByRule => ("by rule", String::new()),
            Origin::Settled(_) => ("settled", String::new()),
            Origin::Unsettled => ("unsettled", String::new()),
            Origin::Alone(coder) => ("one coder", coder.to_string()),
        };
        vec![
            texts.place(&f.source, f.span),
            texts.name(&f.source),
            f.span.start.to_string(),
            f.span.end.to_string(),
            view.codebook().name(f.code).to_owned(),
            origin.to_owned(),
            coder,
            round_name(view, f.round),
            texts.speaking(&f.source, f.span).join("; "),
            texts.quote(&f.source, f.span),
        ]
    });
    table(&FINDING, rows)
}
