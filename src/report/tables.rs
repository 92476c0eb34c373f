//! Codings, findings and sources as tables.

use super::{Background, Findings, Texts};
use crate::export::csv::{Names, codings};
use crate::export::grid::{Cell, Grid};
use crate::model::coding::{Coding, MemoOn};
use crate::model::ids::{CodingId, RoundId, SourceId};
use crate::model::layer::Origin;
use crate::model::source::Source;
use crate::model::view::View;
use std::collections::{BTreeSet, HashMap};

/// All codings the viewer may see, by source and position.
pub fn codings_table(view: &View, texts: Texts) -> Grid {
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
    let segments = all.iter().map(|c| (c.source.clone(), c.span));
    Background::new(texts).beside(texts, codings(&all, &names), segments)
}

fn round_name(view: &View, round: Option<RoundId>) -> String {
    let found = round.and_then(|id| view.round(id));
    found.map_or_else(String::new, |r| r.plan.name.clone())
}

const FINDING: [&str; 9] = [
    "place", "source", "start", "end", "code", "origin", "coder", "round", "quote",
];

/// What findings are counted on, each segment with where it came from.
pub fn layer_table(view: &View, texts: Texts, findings: &Findings) -> Grid {
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
            texts.place(&f.source, f.span).into(),
            texts.name(&f.source).into(),
            u64::from(f.span.start).into(),
            u64::from(f.span.end).into(),
            view.codebook().name(f.code).into(),
            origin.into(),
            coder.into(),
            round_name(view, f.round).into(),
            texts.quote(&f.source, f.span).into(),
        ]
    });
    let grid = Grid {
        name: "findings".into(),
        heading: FINDING.map(str::to_owned).into(),
        rows: rows.collect(),
    };
    let all = findings.layer.findings.iter();
    let segments = all.map(|f| (f.source.clone(), f.span));
    Background::new(texts).beside(texts, grid, segments)
}

pub fn sources_table(view: &View) -> Grid {
    let attributes = view.sources().iter().flat_map(|s| &s.attributes);
    let keys: BTreeSet<&String> = attributes.map(|(key, _)| key).collect();
    let row = |source: &Source| -> Vec<Cell> {
        let value = |key: &&String| {
            let mut all = source.attributes.iter();
            let found = all.find(|(k, _)| k == *key);
            found.map_or(Cell::Empty, |(_, value)| value.clone().into())
        };
        let fixed = [
            view.source_name(&source.id).into(),
            source.id.to_string().into(),
            source.kind.word().into(),
            source.language.clone().into(),
            u64::from(source.paragraphs).into(),
            u64::from(source.chars).into(),
        ];
        fixed.into_iter().chain(keys.iter().map(value)).collect()
    };
    let fixed = [
        "source",
        "id",
        "kind",
        "language",
        "paragraphs",
        "characters",
    ];
    let heading = fixed.map(str::to_owned).into_iter();
    Grid {
        name: "sources".into(),
        heading: heading.chain(keys.iter().map(|k| (*k).clone())).collect(),
        rows: view.sources().iter().map(row).collect(),
    }
}
