//! Lines to paragraphs: one line of the text each, whatever columns and pages they go over.

use super::lines::Line;
use super::measures::{Measures, NEAR, gap};
use super::numbers::Numbered;
use super::words::Words;
use crate::import::draft::{Draft, Mark};
use crate::import::labels::{Style, candidate};
use crate::import::lines::Line as Plain;
use crate::import::speakers::key;
use crate::import::timecode::stamp;
use crate::import::wrap::stands_apart;
use std::collections::{HashMap, HashSet};

/// Adds the paragraphs of all lines to a text; `numbers` are the lines before which one stood.
pub(super) fn paragraphs(
    lines: &[Line],
    numbered: Numbered,
    numbers: &HashSet<usize>,
    draft: &mut Draft,
) {
    let texts: Vec<String> = lines.iter().map(Line::text).collect();
    let page = Page {
        measures: Measures::of(lines),
        labels: labels(&texts),
        lines,
        texts: &texts,
        turns: match numbered {
            Numbered::Turns => Some(numbers),
            _ => None,
        },
    };
    let words = Words::of(&texts);
    let mut open: Option<(String, usize)> = None;
    for (at, text) in texts.iter().enumerate() {
        match open.as_mut().filter(|(_, first)| !page.begins(*first, at)) {
            Some((paragraph, _)) => words.join(paragraph, text),
            None => page.end(open.replace((text.clone(), at)), draft),
        }
    }
    page.end(open, draft);
}

struct Page<'a> {
    lines: &'a [Line],
    texts: &'a [String],
    measures: Measures,
    /// Labels that come back at beginnings of lines.
    labels: HashSet<String>,
    /// The lines turns begin with, where turns are numbered.
    turns: Option<&'a HashSet<usize>>,
}

impl Page<'_> {
    /// Whether a line begins a paragraph, and does not go on with that of line `first`.
    fn begins(&self, first: usize, at: usize) -> bool {
        let (before, line) = (&self.lines[at - 1], &self.lines[at]);
        let size = line.size;
        if self.turns.is_some_and(|turns| turns.contains(&at)) || self.opens(&self.texts[at]) {
            return true;
        }
        let across = before.page == line.page && (before.column == 0) != (line.column == 0);
        let other_size = (size - before.size).abs() > 0.12 * size;
        let other_weight =
            all_bold(before) && line.bold() == 0 || before.bold() == 0 && all_bold(line);
        if across || other_size || other_weight || line.pieces.len() > 1 {
            return true;
        }
        // A line of a table of contents reaches the margin, and ends there.
        let leader = leader(&self.texts[at - 1]);
        let far = gap(before, line).is_some_and(|gap| gap > 1.25 * self.measures.leading);
        // A dash opens an entry of a list, or goes on with a sentence where the line before began.
        let moved = (line.left() - before.left()).abs() > NEAR * size;
        let dashed_entry = moved && dashed(&self.texts[at]);
        if leader || dashed_entry || far || self.measures.fits(before, line) {
            return true;
        }
        let row = &self.lines[first].pieces;
        if row.len() > 1 {
            // A line under the last cell goes on with it.
            let under = row.last().map_or(0.0, |cell| cell.left);
            return (line.left() - under).abs() > NEAR * size;
        }
        let (was, is) = (self.measures.indent(before), self.measures.indent(line));
        let listed = entry(&self.texts[first]) || dashed(&self.texts[first]);
        match self.measures.hanging || listed {
            true => is < was - 0.8 * size,
            false => is > was + 0.8 * size,
        }
    }

    /// Whether a line begins as turns and entries of lists do.
    fn opens(&self, text: &str) -> bool {
        let label = candidate(Plain::of(text)).filter(|c| c.style > Style::Bare);
        label.is_some_and(|c| self.labels.contains(&key(&c.label)))
            || entry(text)
            || stamp(text.trim_start()).is_some()
    }

    fn end(&self, paragraph: Option<(String, usize)>, draft: &mut Draft) {
        let Some((text, first)) = paragraph else {
            return;
        };
        let line = &self.lines[first];
        let larger = line.size / self.measures.size.max(1.0);
        let mark = match line.bold() {
            _ if line.pieces.len() > 1 => Some(Mark::Row),
            _ if larger > 1.5 => Some(Mark::Heading(1)),
            _ if larger > 1.15 => Some(Mark::Heading(2)),
            0 => None,
            bytes => Some(Mark::Bold(bytes)),
        };
        draft.line(&text, mark);
    }
}

fn all_bold(line: &Line) -> bool {
    line.pieces.iter().all(|p| p.bold == p.text.len())
}

/// Whether a line is one of a table of contents: dots up to a number.
fn leader(text: &str) -> bool {
    let dots = text.contains(". . .") || text.contains("....");
    dots && text.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a line begins as nothing but an entry of a list does.
fn entry(text: &str) -> bool {
    let mut letters = text.chars();
    // Typesetting programs write signs that nobody types.
    let sign = letters.next().is_some_and(|c| "∗●○■□▪▫◦‣".contains(c));
    sign && letters.next() == Some(' ') || stands_apart(Plain::of(text))
}

/// Whether a line begins as entries of a list may.
fn dashed(text: &str) -> bool {
    text.starts_with(['–', '—', '-', '▪', '◦', '‣', '·'])
}

/// Labels with a colon or a time that more than one line begins with.
fn labels(texts: &[String]) -> HashSet<String> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for text in texts {
        if let Some(label) = candidate(Plain::of(text)).filter(|c| c.style > Style::Bare) {
            *times.entry(key(&label.label)).or_default() += 1;
        }
    }
    times.retain(|_, times| *times > 1);
    times.into_keys().collect()
}
