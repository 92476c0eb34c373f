//! Segments of findings as entries of a list, wherever something is counted on them.

use super::context::Context;
use super::overlay::{Entry, Value};
use crate::model::code::Codebook;
use crate::model::ids::{CodeId, CoderId};
use crate::model::layer::{Finding, Layer, Origin};
use crate::model::verdict::{CodeRuling, Ruling, Verdict};
use crate::report::Texts;
use crate::themes::Evidence;
use std::collections::BTreeSet;

/// A segment as a list shows it: its place and words, beside it on whose word it stands.
pub(super) fn entry(evidence: &Evidence, layer: &Layer, cx: &Context) -> Entry {
    let (source, span) = (&evidence.source, evidence.span);
    let texts = Texts::new(&cx.view, &cx.documents);
    let word = standing(evidence, layer);
    let value = Value::Place(source.clone(), span);
    if !cx.documents.contains_key(source) {
        let label = format!("{}  (text not here)", texts.name(source));
        return Entry::new(label, value).beside(word);
    }
    let quote = texts.quote(source, span);
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    Entry::new(format!("{}  {line}", texts.place(source, span)), value)
        .beside(word.clone())
        .detail(evidence_detail(evidence, (&quote, &word), layer, cx))
}

fn evidence_detail(
    evidence: &Evidence,
    (quote, word): (&str, &str),
    layer: &Layer,
    cx: &Context,
) -> String {
    let codebook = cx.view.codebook();
    let codes: Vec<&str> = evidence.codes.iter().map(|c| codebook.name(*c)).collect();
    let mut about = vec![codes.join(", ")];
    if !evidence.participants.is_empty() {
        about.push(evidence.participants.join(", "));
    }
    about.push(word.to_owned());
    let mut detail = format!("“{}”\n{}", quote.trim(), about.join(" · "));
    for reason in reasons(evidence, layer, cx) {
        detail.push_str(&format!("\n{reason}"));
    }
    detail
}

/// The verdicts behind a segment, with their reasons.
fn reasons(evidence: &Evidence, layer: &Layer, cx: &Context) -> Vec<String> {
    let findings = evidence.findings.iter();
    let verdict = |i: &usize| {
        let finding = &layer.findings[*i];
        let Origin::Settled(id) = &finding.origin else {
            return None;
        };
        let verdict = cx.view.verdicts_of(finding.round?).find(|v| v.id == *id)?;
        let present: Vec<&str> = verdict.present.iter().map(|c| c.as_str()).collect();
        let reason = match verdict.reason.trim() {
            "" => String::new(),
            reason => format!(": {reason}"),
        };
        Some(format!(
            "settled as {} by {}{reason}",
            settled_as(verdict, finding, cx.view.codebook()),
            present.join(", ")
        ))
    };
    findings.filter_map(verdict).collect()
}

/// What a verdict ruled that a finding came of: on its code, where it ruled code by code.
fn settled_as(verdict: &Verdict, finding: &Finding, codebook: &Codebook) -> String {
    let is = |code: &CodeId| codebook.resolve(*code) == finding.code;
    let came_of = |of: &&CodeRuling| match &of.ruling {
        Ruling::Another(code, _) => is(code),
        _ => is(&of.code),
    };
    let own = verdict.by_code.iter().find(came_of);
    own.map_or(&verdict.ruling, |of| &of.ruling).word()
}

/// On whose word a segment stands.
fn standing(evidence: &Evidence, layer: &Layer) -> String {
    let origins = || evidence.findings.iter().map(|i| &layer.findings[*i].origin);
    let coders: BTreeSet<&CoderId> = origins()
        .filter_map(|o| match o {
            Origin::Alone(coder) => Some(coder),
            _ => None,
        })
        .collect();
    if origins().any(|o| *o == Origin::Agreed) {
        "consensus".to_owned()
    } else if origins().any(|o| matches!(o, Origin::Settled(_))) {
        "settled".to_owned()
    } else if origins().any(|o| matches!(o, Origin::Conference(_))) {
        "conference".to_owned()
    } else if origins().any(|o| *o == Origin::ByRule) {
        "by rule".to_owned()
    } else if origins().any(|o| *o == Origin::Unsettled) {
        "unsettled".to_owned()
    } else {
        let names: Vec<&str> = coders.into_iter().map(CoderId::as_str).collect();
        format!("{} alone", names.join(", "))
    }
}
