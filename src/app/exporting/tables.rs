//! Codings, items and findings as tables.

use super::{Findings, Queue, Texts};
use crate::export::csv::{Names, codings};
use crate::export::table::table;
use crate::model::coding::{Coding, MemoOn};
use crate::model::ids::{CodingId, RoundId, SourceId};
use crate::model::layer::Origin;
use crate::model::round::Round;
use crate::model::verdict::{Ruling, Vote};
use crate::model::view::View;
use crate::reconcile::standing::is_adjudicated;
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

const ITEM: [&str; 20] = [
    "round",
    "place",
    "source",
    "start",
    "end",
    "kind",
    "state",
    "codes",
    "verdict",
    "stands from",
    "stands to",
    "reason",
    "reason kind",
    "present",
    "rests on",
    "votes",
    "authority",
    "recorded by",
    "recorded at",
    "quote",
];

/// The items of all rounds that can be compared: a row for each verdict, and one for each item
/// that has none.
pub fn reconciliation_csv(view: &View, texts: Texts) -> String {
    let mut rows = Vec::new();
    for round in view.rounds() {
        if let Ok(queue) = Queue::new(view, texts, round) {
            queue_rows(&queue, round, texts, &mut rows);
        }
    }
    table(&ITEM, rows)
}

fn queue_rows(queue: &Queue, round: &Round, texts: Texts, rows: &mut Vec<Vec<String>>) {
    for item in &queue.items {
        let side = |(coder, codes): (_, Vec<String>)| match codes.is_empty() {
            true => format!("{coder}: –"),
            false => format!("{coder}: {}", codes.join(" + ")),
        };
        let sides: Vec<String> = queue.sides(item).into_iter().map(side).collect();
        let begin = vec![
            round.plan.name.clone(),
            queue.place(item),
            texts.name(&item.source),
            item.span.start.to_string(),
            item.span.end.to_string(),
            item.kind.word(),
            queue.standing(item).word().to_owned(),
            sides.join("; "),
        ];
        let quote = texts.quote(&item.source, item.span);
        let verdicts = queue.verdicts(item);
        if verdicts.is_empty() {
            let mut row = begin.clone();
            row.extend(std::iter::repeat_n(String::new(), 11));
            row.push(quote.clone());
            rows.push(row);
        }
        for verdict in verdicts {
            let present: Vec<&str> = verdict
                .present
                .iter()
                .chain(&verdict.assents)
                .map(|c| c.as_str())
                .collect();
            let (from, to) = match &verdict.ruling {
                Ruling::Adjusted(span) | Ruling::Another(_, span) => {
                    (span.start.to_string(), span.end.to_string())
                }
                _ => Default::default(),
            };
            let vote = |v: &Vote| match &v.ballot {
                Some(ballot) => format!("{}: {}", v.coder, ballot.word()),
                None => format!("{}: passed", v.coder),
            };
            let votes: Vec<String> = verdict.votes.iter().map(vote).collect();
            let rests_on = verdict.rests_on.map(|c| queue.code(c).to_owned());
            let authority = match is_adjudicated(verdict, round) {
                true => "adjudicator",
                false => "coders",
            };
            let mut row = begin.clone();
            row.extend([
                queue.ruling(verdict),
                from,
                to,
                verdict.reason.clone(),
                verdict.kind.word().to_owned(),
                present.join(" "),
                rests_on.unwrap_or_default(),
                votes.join("; "),
                authority.to_owned(),
                verdict.by.to_string(),
                verdict.at.minute(),
                quote.clone(),
            ]);
            rows.push(row);
        }
    }
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
            texts.speaking(&f.source, f.span).join(" "),
            texts.quote(&f.source, f.span),
        ]
    });
    table(&FINDING, rows)
}
