//! What is to be known of the item looked at before ruling on it, in words.

use super::{Reconcile, Stand};
use crate::app::context::Context;
use crate::model::ids::CoderId;
use crate::model::verdict::Verdict;
use crate::reconcile::item::{Item, ItemKind};
use crate::reconcile::majority::{Did, Share, shares};
use crate::reconcile::standing::{Standing, is_adjudicated};
use crate::report::words::listed;
use crate::report::{About, judged_words};

impl Reconcile {
    /// Remarks on the item looked at, the most urgent first.
    pub fn remarks(&self, cx: &Context) -> Vec<String> {
        let (Some(place), Some(sheet)) = (self.at, &self.sheet) else {
            return Vec::new();
        };
        let Some(about) = cx.about(place) else {
            return Vec::new();
        };
        let mut remarks = Vec::new();
        if let Some(Standing::Again(_, amendment)) = sheet.standing(place, &cx.view) {
            remarks.push(format!(
                "look again: {} amended “{}” since: {} · y confirms, or rule anew",
                amendment.by,
                cx.view.codebook().name(amendment.code),
                amendment.part
            ));
        }
        if let Some(Standing::Conference(found)) = sheet.standing(place, &cx.view) {
            let words = found
                .judged
                .iter()
                .map(|j| judged_words(j, &sheet.codebook));
            let words: Vec<String> = words.collect();
            remarks.push(format!(
                "decided in the code conference: {}",
                words.join("; ")
            ));
        }
        let votes = self.votes_on(place);
        if !votes.is_empty() {
            remarks.push(format!("votes · {}", about.votes(&votes)));
        }
        let shares = shares(about.item);
        if !shares.is_empty() {
            remarks.push(most(&shares, &about));
        }
        if let Some(code) = self.code_ruled(place) {
            let name = cx.view.codebook().name(code);
            remarks.insert(
                0,
                format!("the next verdict is on “{name}” alone · Esc: on the place"),
            );
        }
        if let Some(rests) = self.rests_on.filter(|(at, _)| *at == place) {
            let name = cx.view.codebook().name(rests.1);
            remarks.push(format!("the next verdict here rests on “{name}”"));
        }
        if about.item.is_counted_apart(&sheet.round.plan) {
            let overlap = sheet.round.plan.overlap;
            remarks.push(format!(
                "one item here; as they share less than {overlap} %, the figure counts two misses"
            ));
        }
        if self.stand() == Some(Stand::Open) {
            remarks.extend(keys_of_one_alone(about.item, about.coders));
        }
        remarks
    }

    /// A verdict in words: what it says, why, who stands by it, and when.
    pub fn verdict_words(&self, verdict: &Verdict, cx: &Context) -> String {
        let (Some(round), Some(about)) = (cx.compared(), self.at.and_then(|at| cx.about(at)))
        else {
            return String::new();
        };
        let mut text = format!(
            "{} · {}",
            about.decided(&verdict.ruling, &verdict.by_code),
            verdict.kind.word()
        );
        if !verdict.reason.is_empty() {
            text.push_str(&format!(" · “{}”", verdict.reason));
        }
        if let Some(code) = verdict.rests_on {
            text.push_str(&format!(" · rests on “{}”", cx.view.codebook().name(code)));
        }
        let mut who: Vec<String> = verdict.present.iter().map(|c| c.to_string()).collect();
        match is_adjudicated(verdict, round) {
            true => who.push(format!("adjudicated by {}", verdict.by)),
            false if !verdict.present.contains(&verdict.by) => {
                who.push(format!("recorded by {}", verdict.by));
            }
            false => {}
        }
        who.extend(verdict.assents.iter().map(|c| format!("{c} assented")));
        text.push_str(&format!(" · {}", who.join(", ")));
        if !verdict.votes.is_empty() {
            text.push_str(&format!(" · votes {}", about.votes(&verdict.votes)));
        }
        text
    }
}

impl Reconcile {
    /// A verdict beside one that differs, in parts of a line or two each: what it says, why, who
    /// was present, who recorded it and when.
    pub fn verdict_parts(&self, verdict: &Verdict, cx: &Context) -> Vec<String> {
        let Some(about) = self.at.and_then(|at| cx.about(at)) else {
            return Vec::new();
        };
        let present: Vec<&CoderId> = verdict.present.iter().chain(&verdict.assents).collect();
        let why = match verdict.reason.as_str() {
            "" => verdict.kind.word().to_owned(),
            words => format!("“{words}” ({})", verdict.kind.word()),
        };
        vec![
            about.decided(&verdict.ruling, &verdict.by_code),
            why,
            format!("present: {}", listed(&present)),
            format!("{}, {}", verdict.by, verdict.at.minute()),
        ]
    }
}

/// `2 of 3 for small steps · 1 for own goal`.
fn most(shares: &[Share], about: &About<'_>) -> String {
    let all: usize = shares.iter().map(|s| s.coders).sum();
    let what = |did: &Did| match did {
        Did::Nothing => "not coding it".to_owned(),
        Did::Codes(codes) => {
            let names: Vec<&str> = codes.iter().map(|c| about.codebook.name(*c)).collect();
            names.join(" + ")
        }
        Did::Stretches(spans) => {
            let many: u32 = spans.iter().map(|s| s.len()).sum();
            format!("a stretch of {many} characters")
        }
    };
    let told: Vec<String> = shares
        .iter()
        .enumerate()
        .map(|(nth, s)| match nth {
            0 => format!("{} of {all} for {}", s.coders, what(&s.did)),
            _ => format!("{} for {}", s.coders, what(&s.did)),
        })
        .collect();
    let head = match shares[0].coders * 2 > all {
        true => "",
        false => "no majority: ",
    };
    format!("{head}{}", told.join(" · "))
}

/// What the keys of coders mean where one alone coded.
fn keys_of_one_alone(item: &Item, coders: &[CoderId]) -> Option<String> {
    let ItemKind::OneOnly(one) = &item.kind else {
        return None;
    };
    let key = |at: usize| match at {
        0 => "a".to_owned(),
        1 => "b".to_owned(),
        n => (n + 1).to_string(),
    };
    let at = coders.iter().position(|c| c == one)?;
    let others: Vec<String> = (0..coders.len()).filter(|n| *n != at).map(key).collect();
    Some(format!(
        "only {one} coded this · {} or +: it stands · {} or -: nothing stands",
        key(at),
        others.join(", ")
    ))
}
