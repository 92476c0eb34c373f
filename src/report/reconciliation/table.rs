//! The items of all rounds as a table: what each coder did there in columns of the coder's own, what
//! was ruled, and what stands.

use super::Queue;
use crate::export::table::table;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::text::Span;
use crate::model::verdict::{Verdict, Vote};
use crate::model::view::View;
use crate::reconcile::consensus::ruled;
use crate::reconcile::item::Item;
use crate::reconcile::standing::{Standing, is_adjudicated};
use crate::report::{Background, Texts};
use std::sync::Arc;

/// Between the stretches of one coder, or of one verdict, where there are several.
const BETWEEN: &str = " / ";

const PLACE: [&str; 8] = [
    "round", "place", "source", "start", "end", "quote", "kind", "state",
];

/// Of each coder, after the coder's id; and of what stands.
const STRETCH: [&str; 4] = ["code", "from", "to", "quote"];

const VERDICT: [&str; 9] = [
    "verdict",
    "reason",
    "reason kind",
    "present",
    "rests on",
    "votes",
    "authority",
    "recorded by",
    "recorded at",
];

/// The items of all rounds that can be compared: a row for each verdict, and one for each item
/// that has none. Every coder has four columns, empty where that one has nothing in the item or no
/// part in the round; several stretches of one coder stand in one cell, in the same order in each.
pub fn reconciliation_csv(view: &View, texts: Texts) -> String {
    let rounds = view.rounds().iter();
    let queues: Vec<Queue> = rounds
        .filter_map(|round| Queue::new(view, texts, round).ok())
        .collect();
    let mut coders: Vec<&CoderId> = Vec::new();
    for coder in queues.iter().flat_map(|q| &q.coders) {
        if !coders.contains(&coder) {
            coders.push(coder);
        }
    }
    let mut heading: Vec<String> = PLACE.map(str::to_owned).to_vec();
    let stretches = |of: &str| STRETCH.map(|column| format!("{of} {column}"));
    heading.extend(coders.iter().flat_map(|c| stretches(c.as_str())));
    heading.extend(VERDICT.map(str::to_owned));
    heading.extend(stretches("stands"));
    let background = Background::new(texts);
    heading.extend(background.heading());
    let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
    let rows = queues
        .iter()
        .flat_map(|q| q.items.iter().map(move |i| (q, i)));
    let with_background = |(q, item): (&Queue, &Item)| {
        // As the round was submitted on its texts.
        let there = background.cells(q.texts, &item.source, item.span);
        let rows = q.rows(item, &coders).into_iter();
        rows.map(|row| [row, there.clone()].concat())
            .collect::<Vec<_>>()
    };
    table(&heading, rows.flat_map(with_background))
}

impl Queue<'_> {
    fn rows(&self, item: &Item, coders: &[&CoderId]) -> Vec<Vec<String>> {
        let mut begin = vec![
            self.round.plan.name.clone(),
            self.place(item),
            self.texts.name(&item.source),
            item.span.start.to_string(),
            item.span.end.to_string(),
            self.texts.quote(&item.source, item.span),
            item.kind.word(),
            self.standing(item).word().to_owned(),
        ];
        for coder in coders {
            let at = self.coders.iter().position(|c| c == *coder);
            let own = at.and_then(|at| item.codings.get(at));
            let own = own.into_iter().flatten();
            let own: Vec<_> = own.map(|c: &Arc<Coding>| (c.code, c.span)).collect();
            begin.extend(self.stretches(&item.source, &own));
        }
        let verdicts = self.verdicts(item);
        if verdicts.is_empty() {
            let stands = match (self.standing(item), item.codes().first()) {
                (Standing::Agreed, Some(code)) => vec![(*code, item.span)],
                (Standing::ByRule(span), Some(code)) => vec![(*code, span)],
                (Standing::Conference(found), _) => {
                    let stands = found.stands.into_iter();
                    stands.map(|(code, span, _)| (code, span)).collect()
                }
                _ => Vec::new(),
            };
            begin.extend(VERDICT.map(|_| String::new()));
            begin.extend(self.stretches(&item.source, &stands));
            return vec![begin];
        }
        let row = |verdict: &Verdict| {
            let book = self.view.codebook();
            let stands = ruled(item, self.round, &self.coders, book, verdict);
            let stands: Vec<_> = stands.iter().map(|f| (f.code, f.span)).collect();
            let mut row = begin.clone();
            row.extend(self.verdict(verdict));
            row.extend(self.stretches(&item.source, &stands));
            row
        };
        verdicts.iter().map(row).collect()
    }

    fn stretches(&self, source: &SourceId, of: &[(CodeId, Span)]) -> [String; 4] {
        let joined = |cell: &dyn Fn(CodeId, Span) -> String| {
            let cells: Vec<String> = of.iter().map(|(code, span)| cell(*code, *span)).collect();
            cells.join(BETWEEN)
        };
        [
            joined(&|code, _| self.code(code).to_owned()),
            joined(&|_, span| span.start.to_string()),
            joined(&|_, span| span.end.to_string()),
            joined(&|_, span| self.texts.quote(source, span)),
        ]
    }

    fn verdict(&self, verdict: &Verdict) -> [String; 9] {
        let present = verdict.present.iter().chain(&verdict.assents);
        let present: Vec<&str> = present.map(|c| c.as_str()).collect();
        let vote = |v: &Vote| match &v.ballot {
            Some(ballot) => format!("{}: {}", v.coder, ballot.word()),
            None => format!("{}: passed", v.coder),
        };
        let votes: Vec<String> = verdict.votes.iter().map(vote).collect();
        let rests_on = verdict.rests_on.map(|c| self.code(c).to_owned());
        let authority = match is_adjudicated(verdict, self.round) {
            true => "adjudicator",
            false => "coders",
        };
        [
            self.ruling(verdict),
            verdict.reason.clone(),
            verdict.kind.word().to_owned(),
            present.join(" "),
            rests_on.unwrap_or_default(),
            votes.join("; "),
            authority.to_owned(),
            verdict.by.to_string(),
            verdict.at.minute(),
        ]
    }
}
