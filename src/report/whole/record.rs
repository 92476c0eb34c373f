//! What else is on record and sentences rest on: who took part in the coding, what was amended, mapped,
//! corrected and taken out.

use super::study::Study;
use crate::export::paper::Block;
use crate::report::framework::figures::pairings;
use crate::report::framework::words as mapping_words;
use crate::report::review;
use crate::report::saturation::books::changes;

pub(super) fn section(study: &Study) -> Vec<Block> {
    let coders = study
        .view
        .coders()
        .keys()
        .map(|coder| study.called([coder]));
    let parts = [
        ("Coders", "record-coders", coders.collect()),
        (
            "Codebook changed between rounds",
            "record-codebook",
            changed(study),
        ),
        (
            "Clauses amended while differences were settled",
            "record-amended",
            amended(study),
        ),
        ("Reviews of codes", "record-reviews", reviewed(study)),
        ("Mapping to a framework", "record-mapping", mapped(study)),
        ("Texts corrected", "record-corrected", corrected(study)),
        ("Rounds called off", "record-cancelled", cancelled(study)),
        ("Sources taken out", "record-removed", removed(study)),
    ];
    let mut blocks = Vec::new();
    for (title, anchor, lines) in parts {
        blocks.push(Block::Anchor(anchor.to_owned()));
        blocks.push(Block::Heading(3, title.to_owned()));
        blocks.push(match lines.is_empty() {
            true => Block::text("None."),
            false => Block::list(lines),
        });
    }
    blocks
}

fn changed(study: &Study) -> Vec<String> {
    let all = changes(study.view).into_iter();
    all.map(|(when, what)| format!("{when}: {}", what.words()))
        .collect()
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
        format!(
            "{}, {}: “{}” became “{}” ({}, {} UTC)",
            study.view.codebook().name(a.code),
            a.part,
            a.before,
            a.after,
            study.called([&a.by]),
            a.at.minute()
        )
    });
    all.collect()
}

fn mapped(study: &Study) -> Vec<String> {
    let view = study.view;
    let Some(mapping) = view.settled_mapping() else {
        return Vec::new();
    };
    let framework = view.framework(mapping.plan.framework);
    let figures = pairings(view, mapping).into_iter();
    let figures = figures.flat_map(|pair| mapping_words::pairing(mapping, &pair));
    let state = format!(
        "{}: {}",
        mapping.plan.name,
        mapping_words::state(view, mapping)
    );
    let codes = mapping.plan.codes.iter().map(|code| {
        let name = mapping_words::code(view, *code);
        match mapping.decided(*code) {
            Some(to) => format!("{name}: {}", mapping_words::constructs(framework, to)),
            None => format!("{name}: not decided"),
        }
    });
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
