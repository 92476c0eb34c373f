//! The items of a round with where each stands.

mod after;
mod apart;
mod minutes;
mod table;
mod words;

pub use after::{after_rows, after_words};
pub use minutes::minutes;
pub use table::reconciliation_csv;
pub use words::About;

use super::{Texts, background_json};
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId};
use crate::model::round::Round;
use crate::model::verdict::{Ballot, CodeRuling, Ruling, Verdict, Vote};
use crate::model::view::View;
use crate::reconcile::align::items;
use crate::reconcile::item::Item;
use crate::reconcile::progress::Progress;
use crate::reconcile::standing::{Standing, is_adjudicated, standing};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// A round's items.
pub struct Queue<'a> {
    view: &'a View,
    texts: Texts<'a>,
    round: &'a Round,
    /// Who submitted; the first is A.
    pub coders: Vec<CoderId>,
    /// The items, by source and position.
    pub items: Vec<Item>,
}

impl<'a> Queue<'a> {
    /// The items of a round; why there are none, in words.
    pub fn new(view: &'a View, texts: Texts<'a>, round: &'a Round) -> Result<Queue<'a>, String> {
        let snapshot = view.snapshot(round.id).map_err(|e| e.to_string())?;
        Ok(Queue {
            view,
            texts: texts.in_round(round),
            round,
            items: items(&snapshot, &view.codebook_of(round), round),
            coders: snapshot.coders,
        })
    }

    pub fn standing(&self, item: &Item) -> Standing<'a> {
        standing(item, self.round, &self.coders, self.view)
    }

    /// How far they have come.
    pub fn progress(&self) -> Progress {
        let all: Vec<Standing> = self.items.iter().map(|i| self.standing(i)).collect();
        Progress::of(&all)
    }

    /// `P07_interview:24`.
    pub fn place(&self, item: &Item) -> String {
        self.texts.place(&item.source, item.span)
    }

    /// All the text an item covers, on one line.
    pub fn excerpt(&self, item: &Item, most: usize) -> String {
        self.texts.excerpt(&item.source, item.span, most)
    }

    /// What each coder did there, `ana: small steps`.
    pub fn sides(&self, item: &Item) -> Vec<(CoderId, Vec<String>)> {
        let name = |c: &Arc<Coding>| self.view.codebook().name(c.code).to_owned();
        let names = |codings: &Vec<Arc<Coding>>| codings.iter().map(name).collect();
        let sides = self.coders.iter().zip(&item.codings);
        sides.map(|(c, of)| (c.clone(), names(of))).collect()
    }

    pub fn verdicts(&self, item: &Item) -> &'a [Verdict] {
        self.view.verdicts(self.round.id, &item.key)
    }

    pub fn code(&self, code: CodeId) -> &'a str {
        self.view.codebook().name(code)
    }

    /// A ruling in words, with the code where another stands.
    pub fn ruling(&self, verdict: &Verdict) -> String {
        let word = |ruling: &Ruling| match ruling {
            Ruling::Another(code, _) => {
                format!("another code: {}", self.view.codebook().name(*code))
            }
            other => other.word(),
        };
        let of = |of: &CodeRuling| format!("{}: {}", self.code(of.code), word(&of.ruling));
        let by_code: Vec<String> = self.by_code(verdict).into_iter().map(of).collect();
        match by_code.is_empty() {
            true => word(&verdict.ruling),
            false => by_code.join("; "),
        }
    }

    /// The rulings on single codes, by name.
    fn by_code<'r>(&self, verdict: &'r Verdict) -> Vec<&'r CodeRuling> {
        let mut all: Vec<&CodeRuling> = verdict.by_code.iter().collect();
        all.sort_by_key(|of| (self.code(of.code), of.code));
        all
    }

    pub fn json(&self) -> Value {
        let progress = self.progress();
        json!({
            "round": self.round.plan.name,
            "id": self.round.id,
            "coders": self.coders,
            "progress": ProgressJson {
                words: progress.words(),
                queue: progress.queue(),
                counts: progress,
            },
            "items": self.items.iter().map(|i| self.item_json(i)).collect::<Vec<_>>(),
        })
    }

    fn item_json(&self, item: &Item) -> Value {
        let coding = |c: &Coding| {
            json!({
                "id": c.id,
                "coder": c.coder,
                "code": self.view.codebook().name(c.code),
                "start": c.span.start,
                "end": c.span.end,
                "certain": c.certain,
                "rating": c.rating,
            })
        };
        json!({
            "place": self.place(item),
            "source": self.texts.name(&item.source),
            "start": item.span.start,
            "end": item.span.end,
            "kind": item.kind.word(),
            "state": self.standing(item).word(),
            "codings": item.all().map(coding).collect::<Vec<_>>(),
            "verdicts": self.verdicts(item).iter().map(|v| self.verdict_json(v)).collect::<Vec<_>>(),
            "quote": self.texts.quote(&item.source, item.span),
            "background": background_json(self.texts, &item.source, item.span),
        })
    }

    fn verdict_json(&self, verdict: &Verdict) -> Value {
        let span = |ruling: &Ruling| match ruling {
            Ruling::Adjusted(span) | Ruling::Another(_, span) => Some(*span),
            _ => None,
        };
        let code = |of: &CodeRuling| {
            json!({
                "code": self.code(of.code),
                "ruling": of.ruling.word(),
                "instead": match &of.ruling {
                    Ruling::Another(code, _) => Some(self.code(*code)),
                    _ => None,
                },
                "on": span(&of.ruling),
            })
        };
        json!({
            "ruling": self.ruling(verdict),
            "by_code": self.by_code(verdict).into_iter().map(code).collect::<Vec<_>>(),
            "on": span(&verdict.ruling),
            "reason": verdict.reason,
            "reason_kind": verdict.kind.word(),
            "present": verdict.present,
            "assents": verdict.assents,
            "rests_on": verdict.rests_on.map(|c| self.view.codebook().name(c)),
            "votes": verdict.votes.iter().map(vote_json).collect::<Vec<_>>(),
            "adjudicated": is_adjudicated(verdict, self.round),
            "by": verdict.by,
            "at": verdict.at.minute(),
        })
    }
}

/// How far they have come, as programs read it.
#[derive(Serialize)]
struct ProgressJson {
    words: String,
    queue: usize,
    #[serde(flatten)]
    counts: Progress,
}

fn vote_json(vote: &Vote) -> Value {
    json!({ "coder": vote.coder, "for": vote.ballot.as_ref().map(Ballot::word) })
}
