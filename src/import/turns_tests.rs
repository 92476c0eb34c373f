//! Structure of texts: what it says of transcripts as people write them, and that it keeps its
//! promises for any text.

use super::lines::is_space;
use super::turns::structure;
use crate::model::source::Structure;
use crate::model::text::Text;
use proptest::prelude::*;

/// Turns as (speaker, talk), paragraphs of talk parted by `/`.
fn turns(text: &str) -> Vec<(String, String)> {
    let (made, text) = (structure(text), Text::new(text.to_owned()));
    let name = |s: Option<u16>| {
        s.map_or(String::new(), |s| {
            made.speakers[usize::from(s)].label.clone()
        })
    };
    made.turns
        .iter()
        .map(|t| {
            let mut talk = t.span;
            talk.start = t.talk;
            (name(t.speaker), text.slice(talk).replace('\n', "/"))
        })
        .collect()
}
fn paragraphs(text: &str) -> Vec<String> {
    let (made, text) = (structure(text), Text::new(text.to_owned()));
    made.paragraphs
        .iter()
        .map(|p| text.slice(p.span).replace('\n', "/"))
        .collect()
}
fn pair(speaker: &str, talk: &str) -> (String, String) {
    (speaker.into(), talk.into())
}

#[test]
fn a_turn_runs_to_the_next_label() {
    let text =
        "Interview 3\n\nINTERVIEWER: How?\n\nP01: Fine.\nIt was.\n\n[pause]\n\nINTERVIEWER: 好。\n";
    assert_eq!(
        turns(text),
        [
            pair("", "Interview 3"),
            pair("INTERVIEWER", "How?"),
            pair("P01", "Fine./It was.//[pause]"),
            pair("INTERVIEWER", "好。"),
        ]
    );
    assert_eq!(paragraphs(text).len(), 6);
    assert_eq!(structure(text).paragraphs[3].turn, 2);
}

#[test]
fn a_label_on_its_own_line_ends_before_the_talk() {
    let text = "Anna:\n\nHello.\n\nBen:\n\nHi.\n\nAnna:\n\nGood.\n\nBen:\n\nYes.\n";
    assert_eq!(
        turns(text)[..2],
        [pair("Anna", "Hello."), pair("Ben", "Hi.")]
    );
    let made = structure(text);
    assert_eq!(made.paragraphs.len(), 8);
    assert!(made.paragraphs[0].span.end <= made.turns[0].talk);
    let empty = structure("Anna: hi\nBen:\nAnna: so\nBen: yes\n");
    assert_eq!(empty.turns[1].talk, empty.turns[1].span.end);
}

#[test]
fn headings_asides_and_settings_are_nobodys() {
    let text = "---\ntitle: X\nspeakers:\n  - A\n---\n# T\n\n### Anna:\nOne.\n\n> (laughter)\n\nTwo.\n\n### Ben:\nThree.\n\n### Anna:\nFour.\n";
    assert_eq!(
        turns(text)[5..],
        [
            pair("", "# T"),
            pair("Anna", "One."),
            pair("", "> (laughter)"),
            pair("Anna", "Two."),
            pair("Ben", "Three."),
            pair("Anna", "Four."),
        ]
    );
    let talk = "## A\n\nLong.\n\nQ: Why?\n\nA: So.\n\n## B\n\nMore.\n\nQ: And?\n\nA: No.\n\n## C\n\nEnd.\n";
    assert_eq!(turns(talk).last(), Some(&pair("", "End.")));
}

#[test]
fn times_beside_before_and_under_labels() {
    let times = |text: &str| {
        structure(text)
            .turns
            .iter()
            .map(|t| t.time_ms)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        times("[00:01] Anna: a\n[00:02] Ben: b\n"),
        [Some(1_000), Some(2_000)]
    );
    assert_eq!(
        times("Anna 00:01\na\n\nBen 00:02\nb\n"),
        [Some(1_000), Some(2_000)]
    );
    assert_eq!(
        times("00:00:01\nAnna: a\n\n00:00:02\nBen: b\n"),
        [Some(1_000), Some(1_000), Some(2_000), Some(2_000)]
    );
    assert_eq!(
        times("Anna:\n[00:01]\na\nBen:\n[00:02]\nb\nAnna:\nc\n"),
        [Some(1_000), Some(2_000), None]
    );
    assert_eq!(
        times("[00:01] one\n\n[00:02] two\n"),
        [Some(1_000), Some(2_000)]
    );
}

#[test]
fn wrapped_blocks_are_one_paragraph_and_lines_are_one_each() {
    let wrapped = "INTERVIEWER: We would like to begin with the day on which you first came\nto this house, and with what you saw there when the door was opened to\nyou by somebody.\nP01: The door was open already and nobody was to be seen, so I sat down on\nthe stairs and waited for quite a long while until somebody came up from\nthe yard.\n";
    let all = paragraphs(wrapped);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[1].ends_with("the yard."));
    assert_eq!(paragraphs("Anna: a\nBen: b\nAnna: c\nBen: d\n").len(), 4);
    assert_eq!(
        paragraphs("one\n\n\ntwo\u{0C}\n \u{200B}\n"),
        ["one", "two"]
    );
}

#[test]
fn line_ends_do_not_matter_and_nothing_is_nothing() {
    assert_eq!(structure(""), Structure::default());
    assert_eq!(structure("\n \n\u{A0}\n"), Structure::default());
    assert_eq!(structure("a\n").paragraphs, structure("a").paragraphs);
}

/// What `Structure` promises, and that labels lie inside their turns.
fn keeps_its_promises(text: &str, made: &Structure) -> Result<(), TestCaseError> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    for t in &made.turns {
        prop_assert!(t.span.start >= at && t.span.end > t.span.start);
        prop_assert!(t.span.start <= t.talk && t.talk <= t.span.end);
        prop_assert!(
            t.speaker
                .is_none_or(|s| usize::from(s) < made.speakers.len())
        );
        at = t.span.end;
    }
    prop_assert!(at as usize <= chars.len());
    let mut covered = vec![false; chars.len()];
    let (mut at, mut turn) = (0, 0);
    for (i, p) in made.paragraphs.iter().enumerate() {
        prop_assert_eq!(p.number as usize, i + 1);
        prop_assert!(p.span.start >= at && p.span.end > p.span.start);
        prop_assert!(p.turn >= turn && p.turn <= turn + 1);
        let holder = made.turns[p.turn as usize].span;
        prop_assert!(holder.start <= p.span.start && p.span.end <= holder.end);
        let own = &chars[p.span.start as usize..p.span.end as usize];
        prop_assert!(!is_space(own[0]) && !is_space(own[own.len() - 1]));
        let lines: String = own.iter().collect();
        prop_assert!(lines.split('\n').all(|l| !l.chars().all(is_space)));
        covered[p.span.start as usize..p.span.end as usize].fill(true);
        (at, turn) = (p.span.end, p.turn);
    }
    // Every turn holds a paragraph, and nothing visible is outside.
    let held: std::collections::BTreeSet<u32> = made.paragraphs.iter().map(|p| p.turn).collect();
    prop_assert_eq!(held.len(), made.turns.len());
    prop_assert!(
        chars
            .iter()
            .zip(&covered)
            .all(|(c, inside)| *inside || is_space(*c))
    );
    Ok(())
}

fn line() -> impl Strategy<Value = String> {
    let label = prop::sample::select(vec![
        "INTERVIEWER: ",
        "P01: ",
        "**Anna:** ",
        "[00:01:02] Ben: ",
        "Ben (00:12): ",
        "### 唐鳳：",
        "Anna Lee",
        "Anna:",
        "訪問員：",
        "Note: ",
        "00:00:05",
        "# Title",
        "> （笑）",
        "- ",
        "---",
        "",
        "",
        "  ",
        "Speaker 1  0:03",
    ]);
    let talk = prop_oneof![
        Just(String::new()),
        "[a-zA-Z ,.?]{0,90}",
        "[你好今日。？「」]{0,20}",
        "\\PC{0,20}",
    ];
    (label, talk).prop_map(|(label, talk)| format!("{label}{talk}\n"))
}

proptest! {
    #[test]
    fn any_text_has_a_sound_structure(text in any::<String>(), more in "[a-zA-Z:：\n\t *#>\\[\\]()0-9é漢😀\u{200B}\u{A0}-]{0,120}") {
        for text in [text, more] {
            keeps_its_promises(&text, &structure(&text))?;
        }
    }

    #[test]
    fn any_transcript_has_a_sound_structure(lines in prop::collection::vec(line(), 0..40)) {
        let text = lines.concat();
        keeps_its_promises(&text, &structure(&text))?;
    }

    #[test]
    fn any_captions_have_a_sound_structure(lines in prop::collection::vec(prop_oneof![
        line(), Just("\n".to_owned()), Just("00:00:01.000 --> 00:00:02.000\n".to_owned()),
        Just("1\n00:00:03,000 --> 00:00:09,500\n".to_owned()), Just("<v Anna>So &amp; <b>so</b>.\n".to_owned()),
        Just("00:0x --> y\n".to_owned()), Just("NOTE x\n".to_owned()),
    ], 0..40)) {
        let made = super::captions::captions(&lines.concat());
        keeps_its_promises(&made.text, &made.structure)?;
    }
}

/// Turns as `speaker time talk`; `-` where there is none.
fn timed(text: &str) -> Vec<String> {
    let made = structure(text);
    let turns = made.turns.iter().zip(turns(text));
    turns
        .map(|(turn, (who, talk))| {
            let who = if who.is_empty() { "-" } else { &who };
            let time = turn.time_ms.map_or("-".to_owned(), |ms| ms.to_string());
            format!("{who} {time} {talk}")
        })
        .collect()
}

#[test]
fn times_stand_where_programs_put_them() {
    for (program, text, expected) in [
        (
            "f4, at the end",
            "I: Shall we? #00:00:07-3#\nB: Yes. #00:00:15-0# Very. #00:00:20-9#\nI: And?\nB: Oh.\n",
            &[
                "I 7300 Shall we? #00:00:07-3#",
                "B 20900 Yes. #00:00:15-0# Very. #00:00:20-9#",
                "I - And?",
                "B - Oh.",
            ][..],
        ),
        (
            "f4, before",
            "#00:00:00-3# Int: Shall we?\n\n#00:00:01-3# Rosa: Yes.\n\n#00:00:02-3# Int: And?\n\n#00:00:09-0# Rosa: Oh.\n",
            &[
                "Int 300 Shall we?",
                "Rosa 1300 Yes.",
                "Int 2300 And?",
                "Rosa 9000 Oh.",
            ],
        ),
        (
            "Whisper",
            "[00:00.000 --> 00:04.000]  Shall we begin?\n[00:04.000 --> 00:09.500]  Yes.\n",
            &["- 0 Shall we begin?", "- 4000 Yes."],
        ),
        (
            "ranges",
            "00:03 --> 00:08 I: Shall we?\n00:10 --> 00:15 B: Yes.\n00:17 --> 00:22 I: And?\n00:24 --> 00:29 B: Oh.\n",
            &[
                "I 3000 Shall we?",
                "B 10000 Yes.",
                "I 17000 And?",
                "B 24000 Oh.",
            ],
        ),
        (
            "transcribee",
            "00:00:00.680 --> 00:00:12.800\nSpeaker X:\nShall we?\n\n00:00:12.939 --> 00:00:25.940\nSpeaker Y:\nYes.\n",
            &[
                "- 680 00:00:00.680 --> 00:00:12.800",
                "Speaker X 680 Shall we?",
                "- 12939 00:00:12.939 --> 00:00:25.940",
                "Speaker Y 12939 Yes.",
            ],
        ),
        (
            "Teams, in words",
            "Rosa Lind 0 minutes 3 seconds\nShall we?\nTom Berg (Guest) 1 minute 10 seconds\nYes.\nRosa Lind 1 hour 0 minutes 17 seconds\nAnd?\n",
            &[
                "Rosa Lind 3000 Shall we?",
                "Tom Berg (Guest) 70000 Yes.",
                "Rosa Lind 3617000 And?",
            ],
        ),
        (
            "numbers of lines",
            "001  I: Shall we?\n002  B: Yes.\n003  I: And?\n004  B: Oh.\n",
            &["I - Shall we?", "B - Yes.", "I - And?", "B - Oh."],
        ),
    ] {
        assert_eq!(timed(text), expected, "{program}");
    }
}
