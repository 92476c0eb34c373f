//! Captions to utterances: whose words the cues of WebVTT, SubRip and SBV files are.

use super::cues::{Cue, cues};
use super::leads::Leads;
use super::utterances::{Transcript, Utterance, transcript};
use super::voices::voices;

/// Who says what in WebVTT and SubRip.
pub(super) fn captions(text: &str) -> Transcript {
    let (cues, warnings) = cues(text);
    said(&cues, warnings)
}

/// Who says what in the captions YouTube gives.
pub(super) fn sbv(text: &str) -> Transcript {
    let (cues, warnings) = super::sbv::cues(text);
    said(&cues, warnings)
}

fn said(cues: &[Cue], warnings: Vec<String>) -> Transcript {
    let leads = Leads::in_file(cues);
    let mut utterances = Vec::with_capacity(cues.len());
    for cue in cues {
        let voices = voices(&cue.text, &leads).into_iter();
        utterances.extend(voices.map(|voice| Utterance {
            speaker: voice.speaker.map(Into::into),
            changes: voice.changes,
            talk: voice.talk,
            start_ms: Some(cue.start_ms),
            end_ms: Some(cue.end_ms),
        }));
    }
    transcript(utterances, warnings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::{Span, Text};

    #[test]
    fn cues_of_one_voice_are_one_turn() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Interviewer>How did\n\n00:02.000 --> 00:03.000\n<v Interviewer>it go?\n\n00:03.500 --> 00:04.000\n<v Anna>Fine. \u{1F600}\n\n00:09.000 --> 00:10.000\n<v Anna>Well.\n\n00:19.000 --> 00:20.000\n<v Anna>Mostly.\n";
        let t = captions(vtt);
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
        let t = captions(srt);
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
        let t = captions(&cues_of(texts));
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
