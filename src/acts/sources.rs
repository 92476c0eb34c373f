//! Correcting the text of a source, or how it is divided into turns; taking a source out of the
//! study, and bringing it back.

use crate::import::{Pattern, labelled};
use crate::model::division::Division;
use crate::model::edits::Edits;
use crate::model::event::Change;
use crate::model::ids::{Digest, SourceId};
use crate::model::limits::{Beyond, REVISIONS};
use crate::model::name;
use crate::model::renumber::renumber;
use crate::model::round::Round;
use crate::model::source::{Document, Structure};
use crate::model::text::Span;
use crate::model::view::View;
use thiserror::Error;

/// A further revision of a source. Its files are to be written before its event is saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    pub source: SourceId,
    /// From 2.
    pub revision: u32,
    pub text: String,
    pub structure: Structure,
    pub edits: Edits,
}

/// Why nothing is corrected.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotCorrected {
    #[error("nothing in it differs from what is here")]
    Same,
    /// A round is under way on it.
    #[error(
        "“{source_name}” is coded in “{round}”, which not all its coders have submitted: a correction now would be another text to those who go on than to those who have ended; wait for them, or take it for all"
    )]
    UnderWay { source_name: String, round: String },
    #[error(
        "“{source_name}” is coded in “{round}”, which not all its coders have submitted: wait for them, or close or cancel the round, before you join or cut it"
    )]
    Joined { source_name: String, round: String },
    #[error("“{0}” is no source of this study any more")]
    NoSource(String),
    #[error("the text that is loaded is not the latest: look at it again first")]
    Earlier,
    #[error("{0}: import it anew as another source")]
    TooOften(Beyond),
    #[error("a paragraph cannot be left empty: mark it as said by nobody instead")]
    Empty,
}

impl Correction {
    pub fn change(&self) -> Change {
        Change::TextRevised {
            source: self.source.clone(),
            revision: self.revision,
            text: Digest::of(self.text.as_bytes()),
            structure: Digest::default(),
            edits: self.edits.clone(),
            paragraphs: self.structure.paragraphs.len() as u32,
        }
    }

    /// Whether only the division into turns changes.
    pub fn keeps_the_text(&self) -> bool {
        self.edits.0.is_empty()
    }
}

/// The round, under way on a source, that stands in the way of correcting it.
pub fn under_way<'v>(view: &'v View, source: &SourceId) -> Option<&'v Round> {
    let on_it = |r: &&Round| r.plan.sources.contains(source) && !r.is_over();
    view.rounds().iter().find(on_it)
}

/// A further revision with this text, divided so. Paragraphs that were there keep their numbers.
/// `for_all` takes it for rounds under way, too.
///
/// # Errors
/// If nothing differs, or a round is under way on it.
pub fn corrected(
    view: &View,
    before: &Document,
    text: String,
    mut structure: Structure,
    for_all: bool,
) -> Result<Correction, NotCorrected> {
    let none = || NotCorrected::NoSource(before.source.to_string());
    let source = view.source(&before.source).ok_or_else(none)?;
    if source.revision != before.revision {
        return Err(NotCorrected::Earlier);
    }
    let edits = Edits::between(before.text.as_str(), &text);
    renumber(&before.structure, &edits, &mut structure);
    if edits.0.is_empty() && structure == before.structure {
        return Err(NotCorrected::Same);
    }
    if let Some(round) = under_way(view, &source.id).filter(|_| !for_all) {
        return Err(NotCorrected::UnderWay {
            source_name: source.name.clone(),
            round: round.plan.name.clone(),
        });
    }
    let next = u64::from(source.revision) + 1;
    REVISIONS.check(next).map_err(NotCorrected::TooOften)?;
    Ok(Correction {
        source: source.id.clone(),
        revision: source.revision + 1,
        text,
        structure,
        edits,
    })
}

/// How a text is to be divided into turns anew.
#[derive(Clone, Debug, PartialEq)]
pub enum Repair {
    /// Lines that begin with this label are turns of somebody called so.
    Label(String),
    /// So are lines of this pattern.
    Pattern(Pattern),
    /// A speaker is called otherwise, or is the same as another.
    Rename(String, String),
    /// A stretch is said by somebody, or by nobody.
    Assign(Span, Option<String>),
}

/// A text divided anew.
pub fn repaired(document: &Document, repair: &Repair) -> Structure {
    let mut division = Division::of(&document.structure);
    match repair {
        Repair::Label(label) => claim(&mut division, document, |line| {
            labelled(line, label).map(|talk| (label.as_str(), talk))
        }),
        Repair::Pattern(pattern) => {
            claim(&mut division, document, |line| pattern.speaker(line));
        }
        Repair::Rename(label, to) => division.rename(label, to),
        Repair::Assign(span, label) => division.assign(*span, label.as_deref()),
    }
    division.structure()
}

/// Begins a turn at every paragraph that `speaker` finds somebody in.
fn claim<'d>(
    division: &mut Division,
    document: &'d Document,
    speaker: impl Fn(&'d str) -> Option<(&'d str, usize)>,
) {
    for (n, paragraph) in document.structure.paragraphs.iter().enumerate() {
        let line = document.text.slice(paragraph.span);
        let Some((label, talk)) = speaker(line) else {
            continue;
        };
        // A text of somebody else's may hold what no label may.
        if let Ok(label) = &name::cleaned(label) {
            let talk = paragraph.span.start + points(&line[..talk]);
            division.begin(n, label, talk);
        }
    }
}

/// The text and its division with one paragraph written anew, behind the label if a turn begins in it.
/// Line breaks make further paragraphs of the same turn.
///
/// # Errors
/// If nothing is left of it.
pub fn rewritten(
    document: &Document,
    paragraph: usize,
    written: &str,
) -> Result<(String, Structure), NotCorrected> {
    let mut structure = document.structure.clone();
    let old = structure.paragraphs[paragraph];
    let from = talk_in(document, paragraph).start;
    let lines: Vec<&str> = written
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    if lines.is_empty() && from == old.span.start {
        return Err(NotCorrected::Empty);
    }
    let written = lines.join("\n");
    let all = document.text.as_str();
    let (start, end) = (document.text.byte(from), document.text.byte(old.span.end));
    let text = format!("{}{written}{}", &all[..start], &all[end..]);
    let grown = i64::from(points(&written)) - i64::from(old.span.end - from);
    let moved = |at: u32| match at >= old.span.end {
        true => u32::try_from(i64::from(at) + grown).unwrap_or(0),
        false => at,
    };
    for turn in &mut structure.turns {
        turn.span = Span {
            start: moved(turn.span.start),
            end: moved(turn.span.end),
        };
        turn.talk = if turn.talk > from {
            moved(turn.talk)
        } else {
            turn.talk
        };
    }
    for p in &mut structure.paragraphs {
        let start = if p.span.start > old.span.start {
            moved(p.span.start)
        } else {
            p.span.start
        };
        p.span = Span {
            start,
            end: moved(p.span.end),
        };
    }
    let mut at = from;
    let mut pieces = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let end = at + points(line);
        let start = if n == 0 { old.span.start } else { at };
        pieces.push(crate::model::source::Paragraph {
            span: Span { start, end },
            ..old
        });
        at = end + 1;
    }
    if !pieces.is_empty() {
        structure.paragraphs.splice(paragraph..=paragraph, pieces);
    }
    Ok((text, structure))
}

/// What is said in a paragraph, without the label a turn begins with.
pub fn talk_in(document: &Document, paragraph: usize) -> Span {
    let paragraph = document.structure.paragraphs[paragraph];
    let turn = document.structure.turns[paragraph.turn as usize];
    Span {
        start: turn.talk.clamp(paragraph.span.start, paragraph.span.end),
        end: paragraph.span.end,
    }
}

fn points(text: &str) -> u32 {
    text.chars().count() as u32
}
