//! Utterances to a readable transcript: `Name: talk`, a turn for each change of voice.

use super::lines::points;
use super::speakers::Numbers;
use crate::model::limits;
use crate::model::source::{Paragraph, Structure, Turn};
use crate::model::text::Span;
use std::rc::Rc;

/// A paragraph longer than this ends at the next full stop.
const LONG: usize = 600;
/// A silence after a full stop that ends a paragraph, milliseconds.
const PAUSE_MS: u32 = 3_000;

/// What somebody says at a stretch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Utterance {
    /// Who, where the file says so.
    pub speaker: Option<Rc<str>>,
    /// Whether the file says that somebody else speaks, and not who.
    pub changes: bool,
    /// What, on one line.
    pub talk: String,
    pub start_ms: Option<u32>,
    pub end_ms: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Transcript {
    pub text: String,
    pub structure: Structure,
    /// What could not be read, or was left out.
    pub warnings: Vec<String>,
}

/// Joins what one voice says to one turn, in paragraphs that end where sentences and pauses do.
pub(super) fn transcript(utterances: Vec<Utterance>, warnings: Vec<String>) -> Transcript {
    let named = utterances.iter().filter(|u| u.speaker.is_some()).count();
    let mut write = Write {
        names_all: named * 3 > utterances.len() * 2,
        ..Write::default()
    };
    for utterance in utterances.iter().filter(|u| !u.talk.is_empty()) {
        write.say(utterance);
        // A name stands once in the file and before every turn here: too long a text is refused.
        if write.text.len() as u64 > limits::TEXT.most {
            break;
        }
    }
    write.end_turn();
    Transcript {
        text: write.text,
        structure: write.made,
        warnings,
    }
}

/// Text on one line, without spaces around it.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Write {
    text: String,
    /// Length of `text` in code points.
    at: u32,
    made: Structure,
    numbers: Numbers,
    joined: String,
    /// Whether the next words go on with the last turn.
    open: bool,
    /// Whether most utterances say who speaks: one that does not is nobody's.
    names_all: bool,
    /// When the last utterance ended.
    last_end: Option<u32>,
}

impl Write {
    fn say(&mut self, said: &Utterance) {
        let pause = match (said.start_ms, self.last_end) {
            (Some(start), last) => start.saturating_sub(last.unwrap_or(0)),
            (None, _) => 0,
        };
        self.last_end = said.end_ms.or(said.start_ms).or(self.last_end);
        let speaker = said
            .speaker
            .as_deref()
            .and_then(|s| self.numbers.of(s, &mut self.made));
        let last = self.made.turns.last().and_then(|t| t.speaker);
        // What has no name goes on with whoever spoke where only changes are named.
        let same = match speaker {
            Some(_) => last == speaker,
            None => !said.changes && (last.is_none() || !self.names_all),
        };
        if !(self.open && same) {
            self.end_turn();
            self.begin_turn(speaker, said.start_ms);
        } else if self.paragraph_ends(pause) {
            self.end_paragraph();
            if self.made.speakers.is_empty() {
                self.end_turn();
                self.begin_turn(None, said.start_ms);
            }
        }
        if !self.joined.is_empty() && !no_space_between(&self.joined, &said.talk) {
            self.joined.push(' ');
        }
        self.joined.push_str(&said.talk);
    }

    fn paragraph_ends(&self, pause: u32) -> bool {
        let said = self
            .joined
            .trim_end_matches(['"', '”', '’', '」', '』', ')']);
        let stop = said.ends_with(['.', '?', '!', '…', '。', '？', '！']);
        stop && (pause >= PAUSE_MS || self.joined.chars().count() > LONG)
            || self.joined.chars().count() > 4 * LONG
    }

    fn begin_turn(&mut self, speaker: Option<u16>, time_ms: Option<u32>) {
        let start = self.at;
        if let Some(speaker) = speaker {
            self.joined = format!("{}: ", self.made.speakers[usize::from(speaker)].label);
        }
        self.made.turns.push(Turn {
            speaker,
            span: Span { start, end: start },
            talk: start + points(&self.joined),
            time_ms,
        });
        self.open = true;
    }

    fn end_paragraph(&mut self) {
        let said = std::mem::take(&mut self.joined);
        let (Some(turn), false) = (self.made.turns.last_mut(), said.is_empty()) else {
            return;
        };
        let span = Span {
            start: self.at,
            end: self.at + points(&said),
        };
        turn.span.end = span.end;
        self.made.paragraphs.push(Paragraph {
            number: self.made.paragraphs.len() as u32 + 1,
            letter: 0,
            span,
            turn: self.made.turns.len() as u32 - 1,
        });
        self.text.push_str(&said);
        self.text.push('\n');
        self.at = span.end + 1;
    }

    /// Ends the turn; a blank line stands between turns.
    fn end_turn(&mut self) {
        self.end_paragraph();
        if self.open {
            self.text.push('\n');
            self.at += 1;
        }
        self.open = false;
    }
}

/// Chinese and Japanese utterances are cut without spaces; after a label one is there already.
fn no_space_between(before: &str, after: &str) -> bool {
    let cjk = |c: Option<char>| {
        c.is_some_and(|c| {
            super::names::is_cjk(c)
                || ('\u{3000}'..='\u{303F}').contains(&c)
                || ('\u{FF00}'..='\u{FFEF}').contains(&c)
        })
    };
    before.ends_with(' ') || (cjk(before.chars().last()) && cjk(after.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::Text;

    fn said(speaker: &str, talk: &str, start_ms: Option<u32>) -> Utterance {
        Utterance {
            speaker: Some(speaker.into()).filter(|s: &Rc<str>| !s.is_empty()),
            talk: talk.to_owned(),
            start_ms,
            end_ms: start_ms.map(|start| start + 1_000),
            ..Utterance::default()
        }
    }

    #[test]
    fn what_one_voice_says_is_one_turn() {
        let all = vec![
            said("Rosa", "So?", None),
            said("Tom", "Well.", Some(5_000)),
            said("Tom", "", Some(7_000)),
            said("Tom", "Yes.", Some(20_000)),
            said("", "(a door)", None),
        ];
        let made = transcript(all, Vec::new());
        let text = Text::new(made.text);
        let turns = made.structure.turns.iter();
        let turns: Vec<_> = turns.map(|t| (text.slice(t.span), t.time_ms)).collect();
        let expected = [
            ("Rosa: So?", None),
            ("Tom: Well.\nYes.", Some(5_000)),
            ("(a door)", None),
        ];
        assert_eq!(turns.len(), 3);
        for ((got, ms), (text, time)) in turns.iter().zip(expected) {
            assert_eq!((&**got, *ms), (text, time));
        }
    }
}
