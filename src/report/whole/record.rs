//! What else is on record and sentences rest on: who took part in the coding, what was amended, mapped,
//! corrected and taken out.

use super::facts::Facts;
use super::study::Study;
use crate::export::paper::Block;
use crate::model::ids::{CodeId, CoderId};
use crate::model::mapping::Mapping;
use crate::model::view::View;
use crate::report::framework::figures::pairings;
use crate::report::framework::words as mapping_words;
use crate::report::review;
use crate::report::saturation::books::Change;
use crate::report::words::counted;

pub(super) fn section(facts: &Facts) -> Vec<Block> {
    let study = facts.study;
    let coders = study
        .view
        .coders()
        .keys()
        .map(|coder| study.called([coder]));
    let parts = [
        ("Coders", "record-coders", list(coders.collect())),
        (
            "Codebook changed between rounds",
            "record-codebook",
            changed(&facts.changes),
        ),
        (
            "Clauses amended while differences were settled",
            "record-amended",
            list(amended(study)),
        ),
        ("Reviews of codes", "record-reviews", list(reviewed(study))),
        (
            "Mapping to a framework",
            "record-mapping",
            list(mapped(study)),
        ),
        (
            "Texts corrected",
            "record-corrected",
            list(corrected(study)),
        ),
        (
            "Rounds called off",
            "record-cancelled",
            list(cancelled(study)),
        ),
        ("Sources taken out", "record-removed", list(removed(study))),
    ];
    let mut blocks = Vec::new();
    for (title, anchor, part) in parts {
        blocks.push(Block::Anchor(anchor.to_owned()));
        blocks.push(Block::Heading(3, title.to_owned()));
        blocks.extend(match part.is_empty() {
            true => vec![Block::text("None.")],
            false => part,
        });
    }
    blocks
}

fn list(lines: Vec<String>) -> Vec<Block> {
    match lines.is_empty() {
        true => Vec::new(),
        false => vec![Block::list(lines)],
    }
}

/// What became of the codebook, the texts before and after folded.
fn changed(changes: &[(String, Change)]) -> Vec<Block> {
    let one = |(when, what): &(String, Change)| {
        let line = format!("{when}: {}", what.words());
        let parts = what.parts.iter();
        let parts = parts.map(|p| became((&p.code, p.part), (&p.before, &p.after)));
        match what.parts.is_empty() {
            true => Block::text(line),
            false => Block::Folded(line, vec![Block::list(parts)]),
        }
    };
    changes.iter().map(one).collect()
}

/// `hope, when not: nothing became “Not of weather.”`
fn became((code, part): (&str, &str), (before, after): (&str, &str)) -> String {
    let [before, after] = [before, after].map(|text| match text.trim() {
        "" => "nothing".to_owned(),
        text => format!("“{text}”"),
    });
    format!("{code}, {part}: {before} became {after}")
}

/// Each review, and the last judgement on each of its codes.
fn reviewed(study: &Study) -> Vec<String> {
    let mut lines = Vec::new();
    for review in study.view.reviews() {
        lines.push(format!(
            "{}: {}",
            review.plan.name,
            review::state(study.view, review)
        ));
        for code in &review.plan.codes {
            let name = study.view.codebook().name(*code);
            let judged = review
                .of(*code)
                .map(|j| review::judged_words(j, study.view));
            lines.extend(judged.map(|words| format!("{name}: {words}")));
        }
    }
    lines
}

fn amended(study: &Study) -> Vec<String> {
    let all = study.view.amendments().map(|a| {
        let code = study.view.codebook().name(a.code);
        let became = became((code, a.part), (&a.before, &a.after));
        format!(
            "{became} ({}, {} UTC)",
            study.called([&a.by]),
            a.at.minute()
        )
    });
    all.collect()
}

/// How each mapping stands, and what the latest that can be told of came to.
fn mapped(study: &Study) -> Vec<String> {
    let view = study.view;
    let told = view.settled_mapping();
    let others = view.mappings().iter();
    let others = others.filter(|m| told.is_none_or(|told| told.id != m.id));
    let others = others.map(|m| mapping_stands(view, m));
    let told = told.into_iter().flat_map(|m| mapping_told(study, m));
    others.chain(told).collect()
}

fn mapping_stands(view: &View, mapping: &Mapping) -> String {
    let state = mapping_words::state(view, mapping);
    format!("{}: {state}", mapping.plan.name)
}

fn mapping_told(study: &Study, mapping: &Mapping) -> Vec<String> {
    let view = study.view;
    let framework = view.framework(mapping.plan.framework);
    let figures = pairings(view, mapping).into_iter();
    let figures = figures.flat_map(|pair| mapping_words::pairing(mapping, &pair));
    let state = mapping_stands(view, mapping);
    let is_open =
        |code: &CodeId| mapping.decided(*code).is_none() && mapping.verdicts_on(*code).is_empty();
    let open = mapping
        .plan
        .codes
        .iter()
        .filter(|code| is_open(code))
        .count();
    let open = (open > 0).then(|| format!("not decided: {}", counted(open, "code")));
    let told = mapping.plan.codes.iter().filter(|code| !is_open(code));
    let codes = told.map(|code| {
        let name = mapping_words::code(view, *code);
        let stands = match mapping.decided(*code) {
            Some(to) => mapping_words::constructs(framework, to),
            None => "not decided".to_owned(),
        };
        let called = |coder: &CoderId| study.called([coder]);
        let verdicts = mapping.verdicts_on(*code).into_iter();
        let verdicts = verdicts.map(|v| mapping_words::ruled_by(framework, v, &called));
        let verdicts = verdicts.map(|ruled| format!("; verdict: {ruled}"));
        format!("{name}: {stands}{}", verdicts.collect::<String>())
    });
    let codes = codes.chain(open);
    [state].into_iter().chain(figures).chain(codes).collect()
}

fn corrected(study: &Study) -> Vec<String> {
    let corrected = study.view.sources().iter().filter(|s| s.revision > 1);
    let line = |s: &crate::model::source::Source| {
        let at = s.corrected_at.last().map(|at| at.minute());
        let at = at.map_or(String::new(), |at| format!(", the last time on {at} UTC"));
        format!(
            "{}: revision {}{at}",
            study.view.source_name(&s.id),
            s.revision
        )
    };
    corrected.map(line).collect()
}

fn cancelled(study: &Study) -> Vec<String> {
    let all = study.view.cancelled_rounds().iter();
    all.map(|r| format!("{}, opened {} UTC", r.plan.name, r.at.minute()))
        .collect()
}

fn removed(study: &Study) -> Vec<String> {
    study
        .view
        .taken_out()
        .iter()
        .map(|s| s.name.clone())
        .collect()
}
