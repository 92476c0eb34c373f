//! Themes: the map, and each theme with its claim, people by group, quotes, negative cases and how robust
//! it was found.

use super::matrices::Counted;
use super::quotes::{chosen, quoted, recognisable, warnings};
use super::study::Study;
use crate::export::paper::{Block, Picture, Words};
use crate::model::attribute::{Subject, Subjects};
use crate::model::ids::SourceId;
use crate::model::text::Span;
use crate::model::theme::{EvidenceOn, Node, Relation, Theme};
use crate::report::attribute_value::value;
use crate::report::matrix::By;
use crate::report::members::ThemeCheck;
use crate::report::picture::linked_map;
use crate::report::words::{counted, listed};
use crate::themes::Count;
use std::collections::BTreeMap;

/// What stands beside counts of people.
const LEGEND: &str = "“4 of 9”: people who said it, of those interviewed alone whose sources were all read to the end for it. *: others of the group were heard in a focus group only, or not read for it. †: fewer than three people are counted, or said it at all. A theme counts the segments of its subthemes with its own; negative and vivid ones are counted where they were marked.";

pub(super) fn section(study: &Study, matrices: &Counted) -> Vec<Block> {
    let map = study.view.themes();
    if map.themes.is_empty() {
        return vec![Block::text("No theme has been made yet.")];
    }
    let mut blocks = vec![Block::Picture(Picture {
        file: "theme-map.svg".to_owned(),
        svg: linked_map(study.name, study.findings, &|node| study.anchors.node(node)),
        caption: "The theme map. Each box leads to its theme or code.".to_owned(),
        instead: Vec::new(),
    })];
    blocks.push(Block::text(LEGEND));
    blocks.extend(between_codes(study));
    let small = recognisable(&groups(study), &all_quoted(study));
    if !small.is_empty() {
        blocks.push(Block::list(small));
    }
    for (at, theme) in map.themes.iter().enumerate() {
        blocks.extend(one(study, theme, &matrices.of_theme(at)));
    }
    let unplaced = study.grounds.unplaced(map);
    if !unplaced.is_empty() {
        let names = unplaced.iter().map(|c| study.view.codebook().name(*c));
        blocks.push(Block::text(format!(
            "Codes under no theme: {}.",
            listed(names)
        )));
    }
    blocks
}

fn one(study: &Study, theme: &Theme, by_group: &[(String, Vec<String>)]) -> Vec<Block> {
    let mut blocks: Vec<Block> = study
        .anchors
        .theme(theme.id)
        .map(Block::Anchor)
        .into_iter()
        .collect();
    blocks.push(Block::Heading(
        if theme.depth == 0 { 3 } else { 4 },
        theme.name.clone(),
    ));
    if !theme.statement.is_empty() {
        blocks.push(Block::text(theme.statement.clone()));
    }
    blocks.push(Block::Facts(facts(study, theme, by_group)));
    blocks.extend(codes(study, theme));
    let relations = study.view.themes().relations.iter();
    let own = |r: &&Relation| [r.from, r.to].contains(&Node::Theme(theme.id));
    let relations: Vec<Words> = relations.filter(own).map(|r| related(study, r)).collect();
    if !relations.is_empty() {
        blocks.push(Block::List(relations));
    }
    let chosen = chosen(study, theme);
    blocks.extend(chosen.iter().flat_map(|segment| quoted(study, segment)));
    blocks.extend(segments(study, theme));
    let warnings = warnings(study, theme);
    if !warnings.is_empty() {
        blocks.push(Block::list(warnings));
    }
    blocks
}

fn facts(
    study: &Study,
    theme: &Theme,
    by_group: &[(String, Vec<String>)],
) -> Vec<(String, String)> {
    let count = study
        .grounds
        .count(study.view.themes(), Node::Theme(theme.id));
    let marks = study
        .findings
        .marks
        .count(EvidenceOn::Theme(theme.id))
        .words();
    let mut stands = format!(
        "{} of {} in {}",
        counted(count.segments, "segment"),
        counted(count.participants, "participant"),
        counted(count.sources, "source")
    );
    stands = format!("{stands}: {}", standing(&count));
    if !marks.is_empty() {
        stands = format!("{stands}; {marks}");
    }
    let mut facts = vec![("Stands on".to_owned(), stands)];
    if let Some(parent) = theme.parent {
        facts.push((
            "Part of".to_owned(),
            study.findings.name(Node::Theme(parent)),
        ));
    }
    facts.extend(
        by_group
            .iter()
            .map(|(by, said)| (format!("By {by}"), said.join("; "))),
    );
    if let Some(judged) = theme.judged.last() {
        let reason = match judged.reason.trim() {
            "" => String::new(),
            reason => format!(": {reason}"),
        };
        let words = format!(
            "{}{reason} ({}; present: {})",
            judged.robust.words(),
            judged.at.minute().get(..10).unwrap_or_default(),
            study.called(&judged.present)
        );
        facts.push(("Judged".to_owned(), words));
    }
    facts.extend(members(study, theme));
    facts
}

/// What members said who were asked about a theme, in their own words, and what followed.
fn members(study: &Study, theme: &Theme) -> Vec<(String, String)> {
    let check = ThemeCheck::of(study.view, theme.id);
    let Some(said) = check.words() else {
        return Vec::new();
    };
    let mut facts = vec![("Members".to_owned(), said)];
    for answered in &check.answers {
        if let Some((words, _)) = answered.words(study.texts) {
            let said = &answered.answer.text;
            let what = format!(
                "{} ({}): “{}”",
                said.person,
                said.stance.word(),
                words.trim()
            );
            facts.push(("A member says".to_owned(), what));
        }
    }
    let followed = check.followed().into_iter();
    facts.extend(followed.map(|what| ("What followed".to_owned(), what)));
    facts
}

/// Where all segments behind a theme stand, folded.
fn segments(study: &Study, theme: &Theme) -> Option<Block> {
    let all = study.grounds.of_theme(study.view.themes(), theme.id);
    let places = study.places(all.iter().map(|s| (&s.source, s.span)));
    let line = counted(all.len(), "segment");
    (!all.is_empty()).then(|| Block::Folded(line, vec![Block::Text(places)]))
}

/// How many segments stand on whose word: `9 consensus, 5 unsettled, 10 ana alone`.
fn standing(count: &Count) -> String {
    let alone = count
        .alone
        .iter()
        .map(|(who, n)| (*n, format!("{who} alone")));
    let parts = [
        (count.consensus, "consensus"),
        (count.conference, "conference"),
        (count.by_rule, "by rule"),
        (count.unsettled, "unsettled"),
    ];
    let parts = parts
        .map(|(n, what)| (n, what.to_owned()))
        .into_iter()
        .chain(alone);
    let parts = parts
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"));
    parts.collect::<Vec<_>>().join(", ")
}

/// The relations that join codes alone: no theme tells of them.
fn between_codes(study: &Study) -> Vec<Block> {
    let is = |r: &&Relation| matches!((r.from, r.to), (Node::Code(_), Node::Code(_)));
    let relations = study.view.themes().relations.iter().filter(is);
    let words: Vec<Words> = relations.map(|r| related(study, r)).collect();
    let is_any = !words.is_empty();
    let list = [Block::text("Between codes:"), Block::List(words)];
    list.into_iter().filter(|_| is_any).collect()
}

/// The codes that stand directly below a theme, each with its segments.
fn codes(study: &Study, theme: &Theme) -> Option<Block> {
    let book = study.view.codebook();
    let one = |code| {
        let code = book.resolve(code);
        let count = study.grounds.count(study.view.themes(), Node::Code(code));
        study
            .node(Node::Code(code))
            .and(format!(": {}", counted(count.segments, "segment")))
    };
    let codes: Vec<Words> = theme.codes.iter().copied().map(one).collect();
    (!codes.is_empty()).then_some(Block::List(codes))
}

/// `Hope leads to Steps`, with the places that show it.
fn related(study: &Study, relation: &Relation) -> Words {
    let end = |node| study.node(node);
    let words = end(relation.from)
        .and(format!(" {} ", relation.kind))
        .and(end(relation.to));
    let shown = study.findings.marks.on(EvidenceOn::Relation(relation.id));
    match shown.is_empty() {
        true => words,
        false => words
            .and(": ")
            .and(study.places(shown.iter().map(|m| (&m.source, m.span)))),
    }
}

/// The people of each group that the matrices have, by its name.
fn groups(study: &Study) -> Vec<(String, Vec<String>)> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for by in &study.by {
        let By::Attribute(of @ Subjects::Participants, column) = by else {
            continue;
        };
        for (subject, _) in study.view.with_attributes(of) {
            if let (Subject::Participant(who), Some(group)) =
                (subject, value(study.view, subject, column))
            {
                all.entry(format!("{column} {group}"))
                    .or_default()
                    .push(who.clone());
            }
        }
    }
    all.into_iter().collect()
}

/// Everything quoted for a theme, with who speaks.
fn all_quoted(study: &Study) -> Vec<(String, SourceId, Span)> {
    let themes = study.view.themes().themes.iter();
    let all = themes.flat_map(|theme| chosen(study, theme));
    let spoken = all.flat_map(|segment| {
        let people = study
            .texts
            .speaking(&segment.source, segment.span)
            .into_iter();
        people.map(|who| (who, segment.source.clone(), segment.span))
    });
    let mut spoken: Vec<_> = spoken.collect();
    spoken.sort();
    spoken.dedup();
    spoken
}
