//! The ways in which programs and people write who speaks, and when: one conversation in many files.

use super::read;
use crate::model::text::{Span, Text};

/// What is said, by turns, by the first and the second of the conversation.
const SAID: [&str; 8] = [
    "Shall we begin with the ward?",
    "Yes. It was a long night.",
    "And what happened then?",
    "We were two nurses short: one was ill.",
    "How did that feel?",
    "Strange, to be honest.",
    "And afterwards, at 10:30?",
    "Nothing much. We went home.",
];

const SAID_ZH: [&str; 8] = [
    "我們從病房開始好嗎？",
    "好。那一夜很長。",
    "後來呢？",
    "少了兩位護士：一位病了。",
    "感覺怎麼樣？",
    "老實說，很奇怪。",
    "之後呢？",
    "沒什麼。我們回家了。",
];

/// Files of `tests/transcripts`, with the labels of the first and the second.
#[rustfmt::skip]
const SHAPES: &[(&str, &str, &str)] = &[
    ("letters.txt", "I", "B"),
    ("roles.txt", "Interviewer", "Participant 3"),
    ("lower-case.txt", "anna", "tom"),
    ("capitals.txt", "ANNA KELLER", "TOM BERG"),
    ("device.txt", "Anna Keller", "Tom's iPhone"),
    ("pronouns.txt", "Anna (she/her)", "Tom Berg (he/him)"),
    ("phone.txt", "Anna", "+44 7700 900123"),
    ("address.txt", "anna@example.org", "tom.berg@example.org"),
    ("handle.txt", "tberg_92", "anna-k"),
    ("emoji.txt", "🙂 Anna", "Tom 🚲"),
    ("role-slash.txt", "Interviewer/Observer", "Nurse/Manager"),
    ("several.txt", "Interviewer", "Anna & Tom"),
    ("several-codes.txt", "Mod", "P1, P2"),
    ("title.txt", "Dr. Keller", "Mr. Berg"),
    ("first-last.txt", "Keller, Anna", "Berg, Tom"),
    ("number-in-name.txt", "Speaker 1", "Speaker 2"),
    ("hash-number.txt", "Participant #4", "Interviewer"),
    ("dotted-initials.txt", "A.K.", "T.B."),
    ("square-colon.txt", "Anna", "Tom"),
    ("round-colon.txt", "Anna", "Tom"),
    ("angle-colon.txt", "Anna", "Tom"),
    ("brace-colon.txt", "Anna", "Tom"),
    ("at-colon.txt", "anna", "tom"),
    ("hash-colon.txt", "Anna", "Tom"),
    ("underlined.txt", "Anna", "Tom"),
    ("bold.md", "Anna", "Tom"),
    ("italic.md", "Anna", "Tom"),
    ("chinese.txt", "訪問員", "受訪者"),
    ("chinese-names.txt", "陳美玲", "王大明"),
    ("full-width.txt", "Ａ", "Ｂ"),
    ("chinese-brackets.txt", "訪問員", "受訪者"),
    ("chinese-wide.txt", "問", "答"),
    ("space-colon.txt", "Anna", "Tom"),
    ("full-stop.txt", "Q", "A"),
    ("full-stop-names.txt", "Int", "Anna"),
    ("semicolon.txt", "I", "B"),
    ("dash.txt", "I", "B"),
    ("hyphen.txt", "Anna", "Tom"),
    ("long-dash.txt", "ANNA", "TOM"),
    ("tab.txt", "I", "B"),
    ("colon-tab.txt", "I", "B"),
    ("brace.txt", "Anna", "Tom"),
    ("square.txt", "Anna", "Tom"),
    ("round.txt", "I", "B"),
    ("angle.txt", "anna", "tom"),
    ("at.txt", "anna", "tom"),
    ("hash.txt", "Anna", "Tom"),
    ("underlines.txt", "Anna", "Tom"),
    ("bold-no-colon.md", "Anna", "Tom"),
    ("chat-angle.txt", "anna", "tom"),
    ("pipe.txt", "Anna", "Tom"),
    ("two-spaces.txt", "I", "B"),
    ("listed.txt", "Anna", "Tom"),
    ("quoted.md", "Anna", "Tom"),
    ("numbered-list.txt", "Anna", "Tom"),
    ("line-numbers.txt", "I", "B"),
    ("gat.txt", "A", "B"),
    ("gat-time.txt", "A", "B"),
    ("own-line.txt", "Interviewer", "Anna Lind"),
    ("own-line-colon.txt", "Anna", "Tom"),
    ("own-line-capitals.txt", "ROSA", "TOM"),
    ("heading.md", "Anna", "Tom"),
    ("heading-time.md", "Anna", "Tom"),
    ("time-before.txt", "Anna", "Tom"),
    ("time-bare-before.txt", "Anna", "Tom"),
    ("time-after-name.txt", "Anna", "Tom"),
    ("time-round.txt", "Anna", "Tom"),
    ("time-after-colon.txt", "Anna", "Tom"),
    ("otter.txt", "Anna Keller", "Speaker 2"),
    ("time-own-line.txt", "Anna Keller", "Tom Berg"),
    ("time-above.txt", "Anna Keller", "Tom Berg"),
    ("rev.txt", "Anna Keller", "Tom Berg"),
    ("sonix.txt", "Anna Keller", "Tom Berg"),
    ("happyscribe.txt", "Anna Keller", "Tom Berg"),
    ("zoom.txt", "Anna Keller", "tom's phone"),
    ("zoom-chat.txt", "Anna Keller", "Tom Berg"),
    ("zoom-chat-old.txt", "Anna Keller", "Tom Berg"),
    ("teams-words.txt", "Rosa Lind", "Tom Berg (Guest)"),
    ("teams.txt", "Lind, Rosa", "Tom Berg (Guest)"),
    ("teams-range.txt", "Rosa Lind", "Tom Berg"),
    ("f4.txt", "I", "B"),
    ("f4-before.txt", "Int", "Rosa"),
    ("time-at-end.txt", "I", "B"),
    ("range.txt", "I", "B"),
    ("range-dash.txt", "I", "B"),
    ("whisper.txt", "I", "B"),
    ("whisperx.txt", "SPEAKER_00", "SPEAKER_01"),
    ("whisperx-range.txt", "SPEAKER_00", "SPEAKER_01"),
    ("noscribe.txt", "S00", "S01"),
    ("whatsapp.txt", "Anna Keller", "+44 7700 900123"),
    ("whatsapp-ios.txt", "Anna Keller", "Tom Berg 🚲"),
    ("iso-chat.txt", "anna", "tom"),
    ("pm.txt", "Anna Keller", "Tom Berg"),
    ("columns-tab.txt", "I", "B"),
    ("columns-text-first.txt", "I", "B"),
    ("columns-four.txt", "Anna", "Tom"),
    ("columns-untitled.txt", "I", "B"),
    ("markdown-table.md", "Anna", "Tom"),
    ("markdown-table-two.md", "Anna", "Tom"),
    ("header.txt", "I", "B"),
    ("captions-names.vtt", "Anna Keller", "Tom's iPhone"),
    ("captions-voices.vtt", "Anna Keller", "Tom"),
    ("captions-numbers.srt", "Anna", "+44 7700 900123"),
    ("captions-lower.srt", "rosa lind", "tberg_92"),
    ("captions-brackets.srt", "Anna", "Tom"),
    ("captions-round.srt", "Anna", "Tom"),
    ("captions-position.srt", "Anna", "Tom"),
    ("captions-capitals.srt", "ANNA", "TOM"),
    ("word-tab.docx", "I", "B"),
    ("word-bold.docx", "Anna", "Tom"),
    ("word-bold-line.docx", "Anna", "Tom"),
    ("word-bold-colon.docx", "Anna", "Tom"),
    ("word-headings.docx", "Anna", "Tom"),
    ("word-table.docx", "I", "B"),
    ("word-table-two.docx", "I", "B"),
    ("word-table-numbers.docx", "Anna", "Tom"),
    ("word-table-labels-in-text.docx", "I", "B"),
    ("word-teams.docx", "Rosa Lind", "Tom Berg"),
];

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/transcripts/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).expect(&path)
}

/// Names of the first and the second, which are tried in every way of `written`.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("I.", "B."), ("Int.", "Anna"), ("A-1", "B-2"), ("P 3", "Mod"), ("M (laughing)", "F"),
    ("ANNA (V.O.)", "TOM"), ("Anna, nurse", "Tom, porter"), ("Anna [nurse]", "Tom [porter]"),
    ("Frau Müller", "Interviewerin"), ("Señora López", "Entrevistadora"),
    ("ผู้สัมภาษณ์", "ผู้ให้สัมภาษณ์"), ("साक्षात्कारकर्ता", "प्रतिभागी"), ("المحاور", "أحمد"),
    ("Интервьюер", "Анна"), ("면담자", "참여자1"), ("質問者", "回答者"), ("Anna / Tom", "I"),
    ("all", "I"), ("Unknown speaker", "I"), ("anna k.", "tom b."), ("o'brien", "d'angelo"),
    ("dr keller", "mr berg"), ("user1234", "user5678"), ("?", "I"), ("the interviewer", "the nurse"),
    ("iPad (2)", "Galaxy S9"), ("Ward 7 Zoom Room", "Anna"), ("☎ 0044123456", "Anna"),
    ("Anna 👩\u{200D}⚕\u{FE0F}", "Tom"), ("王小明 (Ming)", "Interviewer"), ("A老師", "我"),
];

/// The conversation, each turn written by name, talk and number.
fn written(write: impl Fn(&str, &str, usize) -> String, (first, second): (&str, &str)) -> String {
    let turns = SAID.iter().enumerate();
    let turn = |(n, said): (usize, &&str)| write(if n % 2 == 0 { first } else { second }, said, n);
    turns.map(turn).collect()
}

#[test]
fn whatever_they_are_called_they_are_found() {
    type Way = dyn Fn(&str, &str, usize) -> String;
    let ways: [(&str, &Way); 5] = [
        ("a.txt", &|name, said, _| format!("{name}: {said}\n")),
        ("a.txt", &|name, said, _| format!("{name}:\n{said}\n\n")),
        ("a.txt", &|name, said, n| {
            format!("[00:0{n}:00] {name}: {said}\n")
        }),
        ("a.txt", &|name, said, n| {
            format!("{name} 00:0{n}:00\n{said}\n\n")
        }),
        ("a.srt", &|name, said, n| {
            format!("{n}\n00:0{n}:00,000 --> 00:0{n}:05,000\n{name}: {said}\n\n")
        }),
    ];
    let mut wrong = Vec::new();
    for pair in NAMES {
        for (n, (file, way)) in ways.iter().enumerate() {
            let text = written(way, *pair);
            let made = read(file, text.as_bytes(), None).expect("read").structure;
            let turns = made.turns.iter().filter(|t| t.speaker.is_some()).count();
            if (made.speakers.len(), turns) != (2, 8) {
                wrong.push(format!("{n}: {pair:?} {:?}", made.speakers));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Who says what in a file: label and talk of each turn of somebody, what stands at its end without
/// a letter left out.
fn heard(name: &str) -> Vec<(String, String)> {
    let read = read(name, &file(name), None).expect(name);
    let text = Text::new(read.text);
    let structure = read.structure;
    let turns = structure.turns.iter().filter_map(|turn| {
        let speaker = &structure.speakers[usize::from(turn.speaker?)];
        let talk = text.slice(Span {
            start: turn.talk,
            end: turn.span.end,
        });
        Some((speaker.label.clone(), talk.trim().to_owned()))
    });
    turns.collect()
}

#[test]
fn who_speaks_is_found_however_it_is_written() {
    let mut wrong = Vec::new();
    for (name, first, second) in SHAPES {
        let said = if file(name).windows(3).any(|w| w == "我".as_bytes()) {
            SAID_ZH
        } else {
            SAID
        };
        let expected = said.iter().enumerate();
        let expected: Vec<(&str, &str)> = expected
            .map(|(n, said)| (if n % 2 == 0 { *first } else { *second }, *said))
            .collect();
        let heard = heard(name);
        let same = heard.len() == expected.len()
            && heard
                .iter()
                .zip(&expected)
                .all(|((label, talk), (who, said))| {
                    let rest = talk.strip_prefix(said);
                    label == who && rest.is_some_and(|rest| !rest.contains(char::is_alphabetic))
                });
        if !same {
            wrong.push(format!("{name}: {:?}", &heard[..heard.len().min(4)]));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Colons, times and lists, and nobody who speaks.
#[test]
fn where_nobody_speaks_nobody_is_found() {
    let folder = format!(
        "{}/tests/transcripts/no-speakers",
        env!("CARGO_MANIFEST_DIR")
    );
    let files = std::fs::read_dir(&folder).expect("folder");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in files.map(|entry| entry.expect("entry").path()) {
        seen += 1;
        let name = path.to_string_lossy().into_owned();
        let made = read(&name, &std::fs::read(&path).expect("file"), None).expect("read");
        if !made.structure.speakers.is_empty() {
            wrong.push(format!("{}: {:?}", made.name, made.structure.speakers));
        }
    }
    assert!(
        seen >= 20 && wrong.is_empty(),
        "{seen}: {}",
        wrong.join("\n")
    );
}
