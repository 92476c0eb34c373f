//! Plain text and markdown to turns and paragraphs.

use super::columns::{self, Row};
use super::draft::{Draft, Mark};
use super::evidence::keep_speakers;
use super::labels::{COLONS, Candidate, Style, candidate};
use super::lines::{Line, is_space, lines};
use super::names::is_annotation;
use super::speakers::{Numbers, key};
use super::timecode::{mark_at_end, stamp};
use super::wrap::{continues, wrapped};
use crate::model::source::{Paragraph, Structure, Turn};
use crate::model::text::Span;
use std::collections::HashMap;

/// The structure of a plain text with LF line ends.
pub fn structure(text: &str) -> Structure {
    structured(&Draft::plain(text.to_owned()))
}

/// Who says what in a text.
///
/// A paragraph is a line with something on it; in a text wrapped by hand it is a block of lines.
/// A label opens a turn that runs to the next label; where it stands on a line of its own, that
/// line is a paragraph which ends before the turn's talk begins. Headings, stage directions set
/// as quotations, front matter, and whatever comes before the first label are spoken by nobody.
pub(super) fn structured(draft: &Draft) -> Structure {
    let lines = lines(draft);
    let front = front_matter(&lines);
    let mut rows = columns::rows(&lines);
    let mut labels: Vec<Option<Candidate>> = lines
        .iter()
        .enumerate()
        .map(
            |(i, l)| match i < front || rows.contains_key(&i) || l.mark == Some(Mark::Within) {
                true => None,
                false => candidate(*l),
            },
        )
        .collect();
    let found = labels.clone();
    keep_speakers(&lines[front..], &mut labels[front..]);
    let unclaimed = unclaimed(&lines, &found, &labels);
    let join = wrapped(&lines, &labels, front);
    let mut blocks: Vec<Block> = Vec::new();
    for (i, line) in lines.iter().enumerate().filter(|(_, l)| !l.blank()) {
        if let Some(row) = rows.remove(&i) {
            blocks.extend(Block::row(*line, row));
            continue;
        }
        let goes_on = join && i > front && continues(&lines, &labels, i);
        match blocks.last_mut() {
            Some(last) if goes_on => last.span.end = line.span().end,
            _ => {
                let mut block = Block::new(*line, labels[i].take(), i < front);
                block.kind = unclaimed.get(&i).copied().unwrap_or(block.kind);
                blocks.push(block);
            }
        }
    }
    let mut build = Build {
        resume: headings_interrupt(&blocks),
        ..Build::default()
    };
    for i in 0..blocks.len() {
        let labelled_next = blocks.get(i + 1).is_some_and(|b| b.label.is_some());
        build.add(&blocks[i], labelled_next);
    }
    build.done()
}

/// Lines that begin as if somebody else said them, and are therefore not the last speaker's: with a
/// label that was not taken, though it comes back nearly as often as one, or with `Note:`.
fn unclaimed(
    lines: &[Line],
    found: &[Option<Candidate>],
    labels: &[Option<Candidate>],
) -> HashMap<usize, Kind> {
    let taken = labels.iter().flatten().count();
    let set_off = |c: &&Candidate| c.style > Style::Bare;
    let dropped = || {
        let pairs = found.iter().zip(labels).enumerate();
        let dropped = pairs.filter(|(_, (_, label))| label.is_none());
        dropped.filter_map(|(i, (found, _))| Some((i, key(&found.as_ref().filter(set_off)?.label))))
    };
    let mut times: HashMap<String, usize> = HashMap::new();
    for (_, label) in dropped() {
        *times.entry(label).or_default() += 1;
    }
    let often = |label: &String| times[label] > 1 && times[label] * 6 > taken;
    let others = dropped().filter(|(_, label)| taken > 0 && often(label));
    let noted = lines.iter().enumerate().filter(|(i, line)| {
        let word = line.content().split(COLONS).next().unwrap_or_default();
        let word = word.trim_start_matches(['[', '(']).trim().to_lowercase();
        labels[*i].is_none() && word.len() < line.content().len() && is_annotation(&word)
    });
    others
        .map(|(i, _)| (i, Kind::Unclaimed))
        .chain(noted.map(|(i, _)| (i, Kind::Aside)))
        .collect()
}

/// How many lines of settings between `---` a file begins with.
pub(super) fn front_matter(lines: &[Line]) -> usize {
    let opens = lines.first().is_some_and(|l| l.text.trim_end() == "---");
    if !opens || !lines.get(1).is_some_and(|l| l.text.contains(':')) {
        return 0;
    }
    let closes = |l: &Line| matches!(l.text.trim_end(), "---" | "...");
    let end = lines.iter().skip(1).take(400).position(closes);
    end.map_or(0, |n| n + 2)
}

struct Block {
    span: Span,
    label: Option<Candidate>,
    /// Code point where a label's talk begins.
    talk: u32,
    kind: Kind,
    /// The time it begins with or consists of.
    time_ms: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Somebody may be saying it.
    Talk,
    /// A heading or a setting: nobody says it.
    Heading,
    /// A stage direction: nobody says it, and talk goes on after it.
    Aside,
    /// A time and nothing else.
    Time,
    /// Somebody says it, and it is not known who.
    Unclaimed,
}

impl Block {
    /// A row of a table: what belongs to the turn, and by itself what stands beside it.
    fn row(line: Line, row: Row) -> Vec<Block> {
        let (start, end) = (row.turn.start, row.turn.end);
        let beside = |from: usize, to: usize| {
            let piece = line
                .piece(from, to)
                .filter(|p| p.text.contains(char::is_alphanumeric))?;
            Some(Block {
                kind: Kind::Aside,
                ..Block::new(piece, None, true)
            })
        };
        let (before, after) = (beside(0, start), beside(end, line.text.len()));
        let mut block = line
            .piece(start, end)
            .map(|piece| Block::new(piece, None, row.nobody));
        if let (Some(block), Some(label)) = (&mut block, row.label) {
            block.kind = Kind::Talk;
            block.talk = line.point(label.talk.min(end));
            block.time_ms = label.time_ms;
            block.label = Some(label);
        }
        [before, block, after].into_iter().flatten().collect()
    }

    fn new(line: Line, label: Option<Candidate>, front: bool) -> Block {
        let content = line.content();
        let time = stamp(content);
        let rest = time.map_or(content, |t| content[t.bytes..].trim_start_matches(is_space));
        let kind = if label.is_some() {
            Kind::Talk
        } else if front || line.heading().is_some() {
            Kind::Heading
        } else if time.is_some()
            && rest
                .trim_start_matches(['-', '>', ' '])
                .chars()
                .all(not_a_letter)
        {
            Kind::Time
        } else if aside(content) {
            Kind::Aside
        } else {
            Kind::Talk
        };
        Block {
            span: line.span(),
            talk: match &label {
                Some(label) => line.point(label.talk),
                None => line.point(line.text.trim_end_matches(is_space).len() - rest.len()),
            },
            time_ms: match &label {
                Some(label) => label.time_ms,
                None => time.map(|t| t.ms),
            }
            .or_else(|| mark_at_end(content).map(|mark| mark.ms)),
            label,
            kind,
        }
    }
}

fn not_a_letter(c: char) -> bool {
    !c.is_alphabetic()
}

/// `> （laughter）`: a quotation that is all in brackets.
fn aside(content: &str) -> bool {
    let Some(quoted) = content.strip_prefix('>') else {
        return false;
    };
    let quoted = quoted.trim_matches(|c| is_space(c) || matches!(c, '*' | '_'));
    quoted.starts_with(['(', '（', '[', '【', '〔'])
        && quoted.ends_with([')', '）', ']', '】', '〕', '。', '.'])
}

/// Whether headings break into what people say: after most of them somebody is named, so that
/// whoever is not named goes on. In a talk with questions at its end nobody goes on.
fn headings_interrupt(blocks: &[Block]) -> bool {
    let (mut named, mut unnamed) = (0, 0);
    let first = blocks.iter().position(|b| b.label.is_some());
    for (heading, next) in blocks
        .iter()
        .zip(blocks.iter().skip(1))
        .skip(first.unwrap_or(0))
    {
        if heading.kind == Kind::Heading && next.kind == Kind::Talk {
            named += usize::from(next.label.is_some());
            unnamed += usize::from(next.label.is_none());
        }
    }
    named >= unnamed
}

#[derive(Default)]
struct Build {
    made: Structure,
    numbers: Numbers,
    /// Who spoke last.
    speaking: Option<u16>,
    /// Whether the next block goes on with the last turn.
    open: bool,
    /// Whether a speaker goes on after a heading.
    resume: bool,
    /// A time that stood alone before a label.
    waiting: Option<u32>,
}

impl Build {
    fn add(&mut self, block: &Block, labelled_next: bool) {
        if let Some(label) = &block.label {
            let speaker = self.numbers.of(&label.label, &mut self.made);
            let time_ms = block.time_ms.or(self.waiting.take());
            self.turn(speaker, block.span, block.talk, time_ms);
            (self.speaking, self.open) = (speaker, true);
        } else {
            self.unlabelled(block, labelled_next);
        }
        let paragraph = Paragraph {
            number: self.made.paragraphs.len() as u32 + 1,
            letter: 0,
            span: block.span,
            turn: self.made.turns.len() as u32 - 1,
        };
        self.made.paragraphs.push(paragraph);
    }

    fn unlabelled(&mut self, block: &Block, labelled_next: bool) {
        let alone = block.kind == Kind::Time && labelled_next;
        let unclaimed = block.kind == Kind::Unclaimed;
        let nobody = matches!(block.kind, Kind::Heading | Kind::Aside) || alone || unclaimed;
        if nobody {
            self.turn(None, block.span, block.span.start, block.time_ms);
            self.open = false;
            if alone {
                self.waiting = block.time_ms;
            }
            if unclaimed || block.kind == Kind::Heading && !self.resume {
                self.speaking = None;
            }
        } else if self.open && self.speaking.is_some() {
            self.go_on(block);
        } else {
            self.turn(self.speaking, block.span, block.talk, block.time_ms);
            self.open = self.speaking.is_some();
        }
    }

    /// The open turn takes in one more paragraph.
    fn go_on(&mut self, block: &Block) {
        let Some(turn) = self.made.turns.last_mut() else {
            return;
        };
        let label_only = turn.talk >= turn.span.end;
        turn.span.end = block.span.end;
        if label_only {
            let time = block.kind == Kind::Time;
            turn.time_ms = turn.time_ms.or(if time { block.time_ms } else { None });
            turn.talk = if time {
                block.span.end
            } else {
                block.span.start
            };
        }
    }

    fn turn(&mut self, speaker: Option<u16>, span: Span, talk: u32, time_ms: Option<u32>) {
        self.made.turns.push(Turn {
            speaker,
            span,
            talk: talk.clamp(span.start, span.end),
            time_ms,
        });
    }

    fn done(self) -> Structure {
        self.made
    }
}
