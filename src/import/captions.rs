//! WebVTT and SubRip to a readable transcript: `Name: talk`, a turn for each change of voice.

use super::cues::{Cue, cues};
use super::leads::Leads;
use super::lines::points;
use super::speakers::Numbers;
use super::voices::{Voice, voices};
use crate::model::source::{Paragraph, Structure, Turn};
use crate::model::text::Span;

/// A paragraph longer than this ends at the next full stop.
const LONG: usize = 600;
/// A silence after a full stop that ends a paragraph, milliseconds.
const PAUSE_MS: u32 = 3_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Transcript {
    pub text: String,
    pub structure: Structure,
    /// Cues that could not be read.
    pub warnings: Vec<String>,
}

/// Joins the cues of one voice to one turn, in paragraphs that end where sentences and pauses do.
pub(super) fn transcript(captions: &str) -> Transcript {
    let (cues, warnings) = cues(captions);
    let leads = Leads::in_file(&cues);
    let said = cues.iter().map(|cue| (cue, voices(&cue.text, &leads)));
    let said: Vec<(&Cue, Vec<Voice>)> = said.collect();
    let named = said
        .iter()
        .filter(|(_, v)| v.iter().any(|v| v.speaker.is_some()));
    let mut write = Write {
        names_all: named.count() * 3 > cues.len() * 2,
        ..Write::default()
    };
    let mut last_end = 0;
    for (cue, voices) in said {
        let pause = cue.start_ms.saturating_sub(last_end);
        for voice in voices {
            write.say(cue, voice, pause);
        }
        last_end = cue.end_ms;
    }
    write.end_turn();
    Transcript {
        text: write.text,
        structure: write.made,
        warnings,
    }
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
    /// Whether most cues say who speaks: one that does not is nobody's.
    names_all: bool,
}

impl Write {
    fn say(&mut self, cue: &Cue, voice: Voice, pause: u32) {
        let speaker = voice
            .speaker
            .as_deref()
            .and_then(|s| self.numbers.of(s, &mut self.made));
        let last = self.made.turns.last().and_then(|t| t.speaker);
        // A cue without a name goes on with whoever spoke where only changes are named.
        let same = match speaker {
            Some(_) => last == speaker,
            None => !voice.changes && (last.is_none() || !self.names_all),
        };
        if !(self.open && same) {
            self.end_turn();
            self.begin_turn(speaker, cue.start_ms);
        } else if self.paragraph_ends(pause) {
            self.end_paragraph();
            if self.made.speakers.is_empty() {
                self.end_turn();
                self.begin_turn(None, cue.start_ms);
            }
        }
        if !self.joined.is_empty() && !no_space_between(&self.joined, &voice.talk) {
            self.joined.push(' ');
        }
        self.joined.push_str(&voice.talk);
    }

    fn paragraph_ends(&self, pause: u32) -> bool {
        let said = self
            .joined
            .trim_end_matches(['"', '”', '’', '」', '』', ')']);
        let stop = said.ends_with(['.', '?', '!', '…', '。', '？', '！']);
        stop && (pause >= PAUSE_MS || self.joined.chars().count() > LONG)
            || self.joined.chars().count() > 4 * LONG
    }

    fn begin_turn(&mut self, speaker: Option<u16>, time_ms: u32) {
        let start = self.at;
        if let Some(speaker) = speaker {
            self.joined = format!("{}: ", self.made.speakers[usize::from(speaker)].label);
        }
        self.made.turns.push(Turn {
            speaker,
            span: Span { start, end: start },
            talk: start + points(&self.joined),
            time_ms: Some(time_ms),
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

/// Chinese and Japanese captions are cut without spaces; after a label one is there already.
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

    #[test]
    fn cues_of_one_voice_are_one_turn() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Interviewer>How did\n\n00:02.000 --> 00:03.000\n<v Interviewer>it go?\n\n00:03.500 --> 00:04.000\n<v Anna>Fine. \u{1F600}\n\n00:09.000 --> 00:10.000\n<v Anna>Well.\n\n00:19.000 --> 00:20.000\n<v Anna>Mostly.\n";
        let t = transcript(vtt);
        assert_eq!(
            t.text,
            "Interviewer: How did it go?\n\nAnna: Fine. \u{1F600} Well.\nMostly.\n\n"
        );
        let text = Text::new(t.text);
        let turn = |i: usize| text.slice(t.structure.turns[i].span);
        assert_eq!(turn(0), "Interviewer: How did it go?");
        assert_eq!(turn(1), "Anna: Fine. \u{1F600} Well.\nMostly.");
        assert_eq!(text.slice(t.structure.paragraphs[2].span), "Mostly.");
        let (talk, end) = (t.structure.turns[1].talk, text.len());
        let talk = text.slice(Span { start: talk, end });
        assert!(talk.starts_with("Fine."));
        let times: Vec<_> = t.structure.turns.iter().map(|t| t.time_ms).collect();
        assert_eq!(times, [Some(1_000), Some(3_500)]);
    }

    #[test]
    fn captions_without_names_are_paragraphs() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\n今日天氣\n\n2\n00:00:02,000 --> 00:00:03,000\n很好。\n\n3\n00:00:09,000 --> 00:00:10,000\n是的。\n";
        let t = transcript(srt);
        assert_eq!(t.text, "今日天氣很好。\n\n是的。\n\n");
        assert_eq!(t.structure.turns.len(), 2);
        assert_eq!(t.structure.turns[1].time_ms, Some(9_000));
        assert!(t.structure.turns.iter().all(|t| t.speaker.is_none()));
    }

    /// Cues of these texts, three seconds each.
    fn cues_of(texts: &[&str]) -> String {
        let cue = |(n, text): (usize, &&str)| {
            format!("\n00:{n:02}:00.000 --> 00:{n:02}:03.000\n{text}\n")
        };
        let cues: String = texts.iter().enumerate().map(cue).collect();
        format!("WEBVTT\n{cues}")
    }

    /// Who says what, turn by turn; `-` is nobody.
    fn told(texts: &[&str]) -> Vec<String> {
        let t = transcript(&cues_of(texts));
        let text = Text::new(t.text);
        let turns = t.structure.turns.iter();
        let told = turns.map(|turn| {
            let who = turn
                .speaker
                .map(|s| &*t.structure.speakers[usize::from(s)].label);
            let (start, end) = (turn.talk, turn.span.end);
            let talk = text.slice(Span { start, end }).replace('\n', " ");
            format!("{}: {talk}", who.unwrap_or("-"))
        });
        told.collect()
    }

    #[test]
    fn meetings_name_speakers_as_they_like() {
        for other in [
            "Tom's iPhone",
            "Tom (he/him)",
            "tom.berg@example.org",
            "Raum 3 | Süd",
            "Tom + Rosa",
            "4917612345",
            "🌿 tom 🌿",
            "tom_b-92",
            "Anna/Tom",
            "Galaxy S21 Ultra 5G",
            "Т. Берг (гость)",
        ] {
            let named = |said: &str| format!("{other}: {said}");
            let (yes, night) = (named("Yes."), named("A long night."));
            let texts = [
                "Rosa Lind: Shall we begin?",
                &yes,
                "Rosa Lind: And then?",
                &night,
            ];
            let expected = [texts[0], &yes, texts[2], &night];
            assert_eq!(told(&texts), expected, "{other}");
        }
    }

    #[test]
    fn markup_before_or_in_a_name_is_no_part_of_it() {
        let texts = [
            "Rosa: Shall we begin?",
            "Tom&#39;s iPhone: Yes.",
            r"{\an8}Rosa: And then?",
            r"{\an8}Tom's iPhone: Nothing.",
        ];
        let expected = [
            "Rosa: Shall we begin?",
            "Tom's iPhone: Yes.",
            "Rosa: And then?",
            "Tom's iPhone: Nothing.",
        ];
        assert_eq!(told(&texts), expected);
    }

    #[test]
    fn words_before_a_colon_are_no_name_where_captions_have_none() {
        let texts = [
            "so the answer is: yes",
            "and then we went",
            "to the ward",
            "so the answer is: no",
            "because it was late",
            "and dark",
        ];
        assert_eq!(told(&texts), [format!("-: {}", texts.join(" "))]);
    }

    #[test]
    fn what_nobody_is_named_for_is_given_to_nobody() {
        let texts = [
            "Anna: Shall we begin?",
            "Tom: Yes.",
            "(a door)",
            "Anna: And then?",
            "Tom: Nothing.",
        ];
        let expected = [texts[0], texts[1], "-: (a door)", texts[3], texts[4]];
        assert_eq!(told(&texts), expected);
        // Where only changes are named, a sentence goes on over captions.
        let texts = ["Anna: I went", "to the ward", "in the night", "Tom: alone?"];
        assert_eq!(
            told(&texts),
            ["Anna: I went to the ward in the night", "Tom: alone?"]
        );
        // A dash says that somebody else speaks, and not who.
        let texts = [
            "Anna: I went",
            "to the ward",
            "- Alone?\n- Alone.",
            "and back",
        ];
        let expected = [
            "Anna: I went to the ward",
            "-: Alone?",
            "-: Alone. and back",
        ];
        assert_eq!(told(&texts), expected);
        assert_eq!(
            told(&[r"{\an8}Anna: above", "Tom: below"]),
            ["Anna: above", "Tom: below"]
        );
    }

    #[test]
    fn captions_that_roll_say_each_line_once() {
        let texts = [
            " \nshall<00:00:00.389><c> we</c><00:00:00.700><c> begin</c>",
            "shall we begin\n ",
            "shall we begin\nwith<00:00:02.700><c> the</c><00:00:03.000><c> ward</c>",
            "with the ward\n ",
            "with the ward\nit<00:00:04.700><c> was</c><00:00:05.000><c> long</c>",
            "it was long\n ",
        ];
        assert_eq!(
            told(&texts),
            ["-: shall we begin with the ward it was long"]
        );
        let texts = [
            "Anna: No.",
            "Anna: No.",
            "Tom: No.",
            "Tom: Oh no.",
            "Anna: Yes.",
        ];
        assert_eq!(
            told(&texts),
            ["Anna: No. No.", "Tom: No. Oh no.", "Anna: Yes."]
        );
    }
}
