//! How a text is divided into turns, to be changed by hand: who says what, where a turn begins.
//!
//! The text stays as it is, and so do the numbers of paragraphs. Where a turn begins inside a
//! paragraph, the rest of that paragraph is one by itself: 24 and 24a.

use super::renumber::next_free;
use super::source::{Cited, Paragraph, Speaker, SpeakerRole, Structure, Turn};
use super::text::Span;
use std::collections::HashSet;

/// A structure, paragraph by paragraph.
#[derive(Clone, Debug)]
pub struct Division {
    speakers: Vec<Speaker>,
    lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    paragraph: Paragraph,
    speaker: Option<u16>,
    /// Where the talk of the turn begins, if the turn begins here.
    begins: Option<u32>,
    time_ms: Option<u32>,
}

impl Division {
    pub fn of(structure: &Structure) -> Division {
        let mut last = None;
        let line = |paragraph: &Paragraph| {
            let turn = structure.turns[paragraph.turn as usize];
            let first = last.replace(paragraph.turn) != Some(paragraph.turn);
            Line {
                paragraph: *paragraph,
                speaker: turn.speaker,
                begins: first.then_some(turn.talk),
                time_ms: turn.time_ms.filter(|_| first),
            }
        };
        Division {
            lines: structure.paragraphs.iter().map(line).collect(),
            speakers: structure.speakers.clone(),
        }
    }

    /// The structure; speakers who say nothing any more are left out.
    pub fn structure(self) -> Structure {
        let mut made = Structure::default();
        let mut number = vec![None; self.speakers.len()];
        for line in self.lines {
            let span = line.paragraph.span;
            let speaker = line.speaker.map(|s| {
                let s = usize::from(s);
                *number[s].get_or_insert_with(|| {
                    made.speakers.push(self.speakers[s].clone());
                    made.speakers.len() as u16 - 1
                })
            });
            match (line.begins, made.turns.last_mut()) {
                (None, Some(turn)) => turn.span.end = span.end,
                (talk, _) => made.turns.push(Turn {
                    speaker,
                    span,
                    talk: talk.unwrap_or(span.start),
                    time_ms: line.time_ms,
                }),
            }
            made.paragraphs.push(Paragraph {
                turn: made.turns.len() as u32 - 1,
                ..line.paragraph
            });
        }
        made
    }

    fn speaker(&mut self, label: &str) -> u16 {
        let there = self.speakers.iter().position(|s| s.label == label);
        let at = there.unwrap_or_else(|| {
            self.speakers.push(Speaker {
                label: label.to_owned(),
                role: SpeakerRole::suggested(label),
            });
            self.speakers.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// Gives a stretch to a speaker, or to nobody. Where it begins or ends inside a paragraph, that
    /// one is cut. What follows stays whose it was.
    pub fn assign(&mut self, span: Span, label: Option<&str>) {
        self.cut(span.end);
        self.cut(span.start);
        let inside = |line: &Line| {
            line.paragraph.span.start >= span.start && line.paragraph.span.end <= span.end
        };
        let Some(from) = self.lines.iter().position(inside) else {
            return;
        };
        let many = self.lines[from..].iter().take_while(|l| inside(l)).count();
        let speaker = label.map(|label| self.speaker(label));
        for (n, line) in self.lines[from..from + many].iter_mut().enumerate() {
            line.speaker = speaker;
            let start = line.paragraph.span.start;
            // A label that stands there is no talk, whoever is said to speak.
            let talk = line.begins.filter(|_| speaker.is_some()).unwrap_or(start);
            line.begins = (n == 0 || speaker.is_none()).then_some(talk);
        }
        if let Some(after) = self.lines.get_mut(from + many) {
            after.begins = after.begins.or(Some(after.paragraph.span.start));
        }
    }

    /// Begins a turn of a speaker at a paragraph, up to where the turn it lies in ends; `talk` is
    /// where its talk begins, behind a label.
    pub fn begin(&mut self, paragraph: usize, label: &str, talk: u32) {
        let speaker = self.speaker(label);
        let Some(first) = self.lines.get_mut(paragraph) else {
            return;
        };
        (first.begins, first.speaker) = (Some(talk), Some(speaker));
        for line in &mut self.lines[paragraph + 1..] {
            if line.begins.is_some() {
                return;
            }
            line.speaker = Some(speaker);
        }
    }

    /// Calls a speaker by another label; one who has that label already becomes the same.
    pub fn rename(&mut self, label: &str, to: &str) {
        let Some(from) = self.speakers.iter().position(|s| s.label == label) else {
            return;
        };
        match self.speakers.iter().position(|s| s.label == to) {
            Some(other) => {
                for line in &mut self.lines {
                    if line.speaker == Some(from as u16) {
                        line.speaker = Some(other as u16);
                    }
                }
            }
            None => self.speakers[from].label = to.to_owned(),
        }
    }

    /// Cuts the paragraph in which `at` lies, if it lies inside.
    fn cut(&mut self, at: u32) {
        let inside = |l: &Line| l.paragraph.span.start < at && at < l.paragraph.span.end;
        let Some(n) = self.lines.iter().position(inside) else {
            return;
        };
        let mut used: HashSet<Cited> = self.lines.iter().map(|l| l.paragraph.cited()).collect();
        let mut rest = self.lines[n];
        let cited = next_free(rest.paragraph.cited(), &mut used);
        (rest.paragraph.number, rest.paragraph.letter) = (cited.number, cited.letter);
        rest.paragraph.span.start = at;
        (rest.begins, rest.time_ms) = (None, None);
        let first = &mut self.lines[n];
        first.paragraph.span.end = at;
        first.begins = first.begins.map(|talk| talk.min(at));
        self.lines.insert(n + 1, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::renumber::tests::lines;

    /// `1 nobody, 2 Ana…`: who says each paragraph, and where turns begin.
    fn told(structure: &Structure) -> String {
        let mut last = u32::MAX;
        let one = |p: &Paragraph| {
            let turn = structure.turns[p.turn as usize];
            let who = turn
                .speaker
                .map_or("-", |s| &structure.speakers[usize::from(s)].label);
            let begins = if last == p.turn { "" } else { "|" };
            last = p.turn;
            format!("{begins}{}{who}", p.cited())
        };
        structure
            .paragraphs
            .iter()
            .map(one)
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn changed(change: impl Fn(&mut Division)) -> String {
        let mut division = Division::of(&lines("one\ntwo\nthree\nfour\n"));
        division.begin(0, "I", 0);
        division.begin(2, "B", 8);
        change(&mut division);
        told(&division.structure())
    }

    #[test]
    fn paragraphs_go_to_whoever_says_them_and_keep_their_numbers() {
        assert_eq!(changed(|_| ()), "|1I 2I |3B 4B");
        let span = |start, end| Span { start, end };
        assert_eq!(changed(|d| d.assign(span(4, 7), None)), "|1I |2- |3B 4B");
        assert_eq!(changed(|d| d.assign(span(0, 3), None)), "|1- |2I |3B 4B");
        assert_eq!(
            changed(|d| d.assign(span(4, 13), Some("C"))),
            "|1I |2C 3C |4B"
        );
        assert_eq!(
            changed(|d| d.assign(span(9, 13), Some("I"))),
            "|1I 2I |3B |3aI |4B"
        );
        assert_eq!(changed(|d| d.rename("B", "Ben")), "|1I 2I |3Ben 4Ben");
        assert_eq!(changed(|d| d.rename("B", "I")), "|1I 2I |3I 4I");
        assert_eq!(changed(|d| d.begin(1, "C", 4)), "|1I |2C |3B 4B");
    }
}
