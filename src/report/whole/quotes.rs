//! Quotes: the words of every segment behind a finding, and those chosen to be quoted for a theme.

use super::study::Study;
use crate::export::paper::{Block, Words};
use crate::model::ids::SourceId;
use crate::model::source::Source;
use crate::model::text::Span;
use crate::model::theme::{EvidenceOn, Node, Theme};
use crate::report::map_figures::MarkedSegment;
use crate::report::words::{counted, doing};
use crate::themes::Evidence;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// The quotes of one theme, with what has to be said of them.
#[derive(Serialize)]
pub(crate) struct ThemeQuotes {
    pub theme: String,
    pub quotes: Vec<Quote>,
    pub warnings: Vec<String>,
}

/// A segment quoted for a theme.
#[derive(Serialize)]
pub(crate) struct Quote {
    /// As the study cites.
    pub cited: String,
    pub participants: Vec<String>,
    pub quote: String,
    /// `negative case, vivid`, or `shows it`.
    pub is: String,
    pub notes: String,
}

/// Fewer people than this may be recognised.
pub(super) const FEW: usize = 3;

/// All segments behind findings, source by source, each made when it is asked for.
pub(super) fn section<'s>(study: &'s Study) -> impl Iterator<Item = Block> + 's {
    let of: BTreeMap<&SourceId, Range<usize>> = study.grounds.by_source().collect();
    let opening = Block::text(
        "Every segment that findings are counted on, with who speaks there, its codes and on whose word it stands.",
    );
    let in_source = move |source: &Source| {
        let segments = study
            .grounds
            .at_places(of.get(&source.id)?.clone().collect());
        let heading = Block::Heading(3, study.texts.name(&source.id));
        let segments = segments.into_iter();
        let segments = segments.flat_map(|segment| {
            let (source, span) = (&segment.source, segment.span);
            [
                Block::Anchor(study.anchors.quote(source, span)),
                Block::quote(study.texts.quote(source, span)),
                Block::Text(beneath(study, &segment)),
            ]
        });
        Some([heading].into_iter().chain(segments))
    };
    let all = study.view.sources().iter().filter_map(in_source);
    [opening].into_iter().chain(all.flatten())
}

/// What stands beneath the words of a segment: where, who, which codes, on whose word.
fn beneath(study: &Study, segment: &Evidence) -> Words {
    let place = study.texts.cite(&segment.source, segment.span);
    let people = match segment.participants.is_empty() {
        true => String::new(),
        false => format!(" · {}", segment.participants.join(", ")),
    };
    let mut words = Words::from(format!("{place}{people}"));
    for (nth, code) in segment.codes.iter().enumerate() {
        words = words.and(if nth == 0 { " · " } else { ", " });
        words = words.and(study.node(Node::Code(*code)));
    }
    words.and(format!(" · {}", segment.standing.words()))
}

/// The segments to be quoted for a theme: those chosen; where none are, the vivid ones.
pub(super) fn chosen<'s>(study: &'s Study, theme: &Theme) -> Vec<&'s MarkedSegment> {
    let marked = study.findings.marks.on(EvidenceOn::Theme(theme.id)).iter();
    let (against, shown): (Vec<_>, Vec<_>) = marked.partition(|m| m.is_against());
    let quoted: Vec<_> = shown.iter().filter(|m| m.is_quoted()).copied().collect();
    let vivid = || shown.iter().filter(|m| m.is_vivid()).copied().collect();
    let mut chosen: Vec<&MarkedSegment> = match quoted.is_empty() {
        true => vivid(),
        false => quoted,
    };
    chosen.extend(against);
    chosen
}

/// The quotes of a theme as values.
pub(super) fn of_theme(study: &Study, theme: &Theme) -> ThemeQuotes {
    let quote = |m: &MarkedSegment| Quote {
        cited: study.texts.cite(&m.source, m.span),
        participants: study.texts.speaking(&m.source, m.span),
        quote: study.texts.quote(&m.source, m.span),
        is: m.bears(),
        notes: m.notes(),
    };
    ThemeQuotes {
        theme: theme.name.clone(),
        quotes: chosen(study, theme).into_iter().map(quote).collect(),
        warnings: warnings(study, theme),
    }
}

/// A segment with its words, where they stand and what was noted.
pub(super) fn quoted(study: &Study, segment: &MarkedSegment) -> [Block; 2] {
    let (source, span) = (&segment.source, segment.span);
    let people = study.texts.speaking(source, span).join(", ");
    let bears = match segment.is_against() {
        true => "Negative case: ",
        false => "",
    };
    let stands = study.grounds.segments(segment.codes.iter().copied());
    let mut stands = stands
        .iter()
        .filter(|s| s.span == span && s.source == *source);
    let stands = stands
        .next()
        .map_or(String::new(), |s| format!(" · {}", s.standing.words()));
    let notes = segment.notes();
    let notes = match notes.is_empty() {
        true => String::new(),
        false => format!("\n{notes}"),
    };
    let people = match people.is_empty() {
        true => people,
        false => format!("{people}, "),
    };
    let beneath = Words::from(format!("{bears}{people}"));
    [
        Block::quote(study.texts.quote(source, span)),
        Block::Text(
            beneath
                .and(study.cited(source, span))
                .and(stands)
                .and(notes),
        ),
    ]
}

/// What has to be said of the quotes chosen for a theme: that one person gives most of them, and whom
/// they may give away.
pub(super) fn warnings(study: &Study, theme: &Theme) -> Vec<String> {
    let chosen = chosen(study, theme);
    let speaking = |m: &&MarkedSegment| study.texts.speaking(&m.source, m.span);
    let mut by_person: BTreeMap<String, usize> = BTreeMap::new();
    for person in chosen.iter().flat_map(speaking) {
        *by_person.entry(person).or_default() += 1;
    }
    let mut said = Vec::new();
    let most = by_person.iter().max_by_key(|(_, n)| **n);
    if let Some((person, n)) = most
        && chosen.len() >= FEW
        && n * 2 > chosen.len()
    {
        said.push(format!(
            "{n} of {} are of one person, {person}",
            counted(chosen.len(), "quote")
        ));
    }
    let people = study
        .grounds
        .count(study.view.themes(), Node::Theme(theme.id));
    if (1..FEW).contains(&people.participants) && !chosen.is_empty() {
        said.push(format!(
            "only {} this: whoever reads the quotes may know who",
            doing(people.participants, "participant", "says", "say")
        ));
    }
    said
}

/// Who of a small group is quoted: where the group is named beside the quote, that may tell who it is.
pub(super) fn recognisable(
    groups: &[(String, Vec<String>)],
    quoted: &[(String, SourceId, Span)],
) -> Vec<String> {
    let mut said = Vec::new();
    for (group, people) in groups.iter().filter(|(_, p)| (1..FEW).contains(&p.len())) {
        let here = quoted
            .iter()
            .filter(|(who, ..)| people.contains(who))
            .count();
        if here > 0 {
            said.push(format!(
                "{} of {group}, a group of {}: named with the quote, the group may tell who speaks",
                counted(here, "quote"),
                match people.len() {
                    1 => "one person".to_owned(),
                    n => format!("{n} people"),
                }
            ));
        }
    }
    said
}
