//! Memos, codes and people in words, as they are shown and searched.

use crate::model::code::{Code, CodeKind};
use crate::model::coding::{Memo, MemoOn};
use crate::model::layer::Origin;
use crate::model::view::View;
use crate::reconcile::layer::analysis_layer;
use crate::search::{MemoFacts, Note, NoteKind, Standing, Standings};
use std::collections::{BTreeMap, BTreeSet};

/// What is written about a code, as shown beside it.
pub fn clause(code: &Code) -> String {
    let mut out = String::new();
    let mut part = |label: &str, text: &str| {
        if !text.trim().is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(label);
            out.push_str(text.trim());
        }
    };
    part("", &code.text.definition);
    part("When: ", &code.text.include);
    part("Not when: ", &code.text.exclude);
    for example in &code.text.examples {
        part("e.g. ", &format!("“{}”", example.trim()));
    }
    if let CodeKind::Rated(scale) = &code.kind {
        for (value, label) in scale {
            part("", &format!("{value}  {label}"));
        }
    }
    if out.is_empty() {
        "(no definition yet)".to_owned()
    } else {
        out
    }
}

/// Memos and codes as the index takes them: only what the view shows.
pub fn notes(view: &View) -> Vec<Note> {
    let source_of = |on: &MemoOn| match on {
        MemoOn::Source(s) | MemoOn::Segment(s, _) => Some(s.clone()),
        MemoOn::Coding(id) => view.coding(*id).map(|c| c.source.clone()),
        _ => None,
    };
    let mut memos: Vec<&Memo> = view.memos().collect();
    memos.sort_by_key(|m| m.at);
    let memos = memos.into_iter().map(|m| Note {
        kind: NoteKind::Memo,
        id: m.id.event(),
        title: String::new(),
        text: m.text.clone(),
        source: source_of(&m.on),
        memo: Some(MemoFacts {
            kind: m.kind,
            on: m.on.word(),
            by: m.coder.clone(),
        }),
    });
    let retired = view.retired_with_codings().into_iter();
    let codes = view.codebook().active().chain(retired).map(|c| Note {
        kind: NoteKind::Code,
        id: c.id.event(),
        title: c.title(),
        text: clause(c),
        source: None,
        memo: None,
    });
    memos.chain(codes).collect()
}

/// Participants with their attributes, as a search asks for them.
pub fn participants(view: &View) -> Vec<(String, Vec<(String, String)>)> {
    let pairs =
        |a: &BTreeMap<String, String>| a.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    view.participants()
        .iter()
        .map(|(who, a)| (who.clone(), pairs(a)))
        .collect()
}

/// The names of all attributes that a person or a source in sight has.
pub fn attribute_names(view: &View) -> BTreeSet<&str> {
    let of_people = view.participants().values().flat_map(|of| of.keys());
    let of_sources = view.sources().iter().flat_map(|s| &s.attributes);
    let of_sources = of_sources.map(|(name, _)| name);
    of_people.chain(of_sources).map(String::as_str).collect()
}

/// What findings make of codings, as far as the viewer may see them.
pub fn standings(view: &View) -> Standings {
    let mut standings = Standings::new();
    for finding in analysis_layer(view).findings {
        let standing = match finding.origin {
            Origin::Agreed | Origin::ByRule => Standing::Agreed,
            Origin::Settled(_) | Origin::Conference(_) => Standing::Settled,
            Origin::Unsettled => Standing::Open,
            Origin::Alone(_) => Standing::Alone,
        };
        standings.extend(finding.codings.into_iter().map(|id| (id, standing)));
    }
    standings
}
