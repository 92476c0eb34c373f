//! The segments behind a theme or code, to go to.

use super::Themes;
use super::outline::Row;
use super::words::standing;
use crate::app::anywhere;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::code::Codebook;
use crate::model::ids::CodeId;
use crate::model::layer::{Finding, Layer, Origin};
use crate::model::verdict::{CodeRuling, Ruling, Verdict};
use crate::report::Texts;
use crate::report::words::counted;
use crate::themes::{Count, Evidence};
use crate::work::effect::Effect;

impl Themes {
    /// Lists what stands behind the row under the cursor.
    pub(super) fn pick_evidence(&mut self, row: Row, cx: &mut Context) -> Vec<Effect> {
        let Some(node) = row.node() else {
            return Vec::new();
        };
        let name = self.node_name(node, cx);
        let Some(figures) = self.figures() else {
            return Vec::new();
        };
        let segments = figures.segments(node, &cx.view, &cx.documents);
        if segments.is_empty() {
            return cx.say(format!("no segment stands behind “{name}” yet"));
        }
        let count = Count::of(&segments);
        let people = match count.participants {
            1 => "1 person".to_owned(),
            n => format!("{n} people"),
        };
        let findings = segments.iter().flat_map(|e| &e.findings);
        let layer = &figures.layer.findings;
        let findings: Vec<Finding> = findings.map(|i| layer[*i].clone()).collect();
        let texts = Texts::new(&cx.view, &cx.documents);
        let labels = match texts.labels_alone(&findings).is_empty() {
            true => "",
            false => " by label",
        };
        let title = format!(
            "{name}: {} · {people}{labels}",
            counted(count.segments, "segment")
        );
        let entries = segments
            .iter()
            .map(|e| evidence_entry(e, &figures.layer, cx))
            .collect();
        cx.pick(title, anywhere::Ask::GoTo, entries)
    }
}

fn evidence_entry(evidence: &Evidence, layer: &Layer, cx: &Context) -> Entry {
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
