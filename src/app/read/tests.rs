use super::cursor::{Unit, Way};
use super::{Read, Row};
use crate::app::command::Command;
use crate::model::ids::SourceId;
use crate::model::source::Document;
use crate::model::text::{Span, Text};
use std::sync::Arc;

const TALK: &str = "INTERVIEWER: What happened? Tell me.\n\nP01: I walked. Then I bought fish! 佢問我想點。我話想煮飯。\n\nP01: e\u{301}te\u{301} 👩\u{200d}👧 done.";

fn reading(text: &str) -> Read {
    let document = Document {
        source: SourceId("s".into()),
        revision: 1,
        earlier: Vec::new(),
        text: Text::new(text.to_owned()),
        structure: crate::import::structure(text),
    };
    let mut read = Read::default();
    read.open(SourceId("s".into()));
    read.load(Arc::new(document), 80, 24);
    read
}

fn selected(read: &Read) -> String {
    let span = read.selection().unwrap_or_default();
    read.document.as_ref().unwrap().text.slice(span).to_owned()
}

fn at(read: &mut Read, words: &str) {
    let text = read.document.as_ref().unwrap().text.as_str().to_owned();
    let byte = text.find(words).unwrap();
    read.cursor = text[..byte].chars().count() as u32;
}

#[test]
fn growing_goes_word_sentence_paragraph_and_shrinks_back() {
    let mut read = reading(TALK);
    at(&mut read, "bought");
    let mut seen = Vec::new();
    for _ in 0..3 {
        read.grow();
        seen.push(selected(&read).trim().to_owned());
    }
    assert_eq!(seen[0], "bought");
    assert_eq!(seen[1], "Then I bought fish!");
    assert!(seen[2].starts_with("P01: I walked"), "{seen:?}");
    read.shrink();
    assert_eq!(selected(&read).trim(), "Then I bought fish!");
    read.shrink();
    read.shrink();
    assert_eq!(read.selection(), None);
}

#[test]
fn a_sentence_has_no_speaker_label_and_grows_by_the_next() {
    let mut read = reading(TALK);
    at(&mut read, "I walked");
    read.select_unit(Unit::Sentence);
    assert_eq!(selected(&read).trim(), "I walked.");
    read.select_unit(Unit::Sentence);
    assert_eq!(selected(&read).trim(), "I walked. Then I bought fish!");
    at(&mut read, "我話");
    read.drop_selection();
    read.select_unit(Unit::Sentence);
    assert_eq!(selected(&read).trim(), "我話想煮飯。");
}

#[test]
fn the_cursor_stands_on_graphemes_only_and_walks_all_of_them_both_ways() {
    let mut read = reading(TALK);
    let mut forth = vec![read.cursor];
    loop {
        let before = read.cursor;
        read.step(Way::Forward);
        if read.cursor == before {
            break;
        }
        forth.push(read.cursor);
    }
    let mut back = vec![read.cursor];
    while read.cursor > 0 {
        read.step(Way::Back);
        back.push(read.cursor);
    }
    back.reverse();
    assert_eq!(forth, back);
    let text = read.document.as_ref().unwrap().text.clone();
    let family = text.as_str().chars().position(|c| c == '👩').unwrap() as u32;
    assert!(forth.contains(&family) && !forth.contains(&(family + 1)));
}

#[test]
fn rows_hold_every_paragraph_and_a_resize_keeps_the_cursor_in_view() {
    let mut read = reading(&TALK.repeat(20));
    read.go_edge(Way::Forward);
    read.scroll(80, 24);
    let at = read.cursor;
    for (width, height) in [(120, 40), (81, 24), (200, 60)] {
        read.layout(width, height);
        read.scroll(width, height);
        let page = usize::from(read.panes(width, height).rows.height);
        let row = read.row_at(at);
        assert!(read.top <= row && row < read.top + page);
        let covered: u32 = read.rows.iter().map(|r: &Row| r.span.len()).sum();
        let document = read.document.as_ref().unwrap();
        let text: u32 = document
            .structure
            .paragraphs
            .iter()
            .map(|p| p.span.len())
            .sum();
        assert_eq!(covered, text);
    }
    assert_eq!(read.cursor, at);
}

#[test]
fn the_other_end_of_a_selection_can_be_moved() {
    let mut read = reading(TALK);
    at(&mut read, "walked");
    read.grow();
    let whole = read.selection().unwrap();
    let (anchor, cursor) = (read.anchor.unwrap(), read.cursor);
    (read.anchor, read.cursor) = (Some(cursor), anchor);
    assert_eq!(read.selection(), Some(whole));
    read.step(Way::Back);
    assert_eq!(
        read.selection(),
        Some(Span {
            start: whole.start - 1,
            ..whole
        })
    );
}

/// What is selected after each of these commands, begun with `v` at these words.
fn grown(words: &str, commands: &[Command]) -> Vec<String> {
    let mut read = reading(TALK);
    at(&mut read, words);
    read.moved(Command::Select, (80, 24));
    let step = |command: &Command| {
        read.moved(*command, (80, 24));
        selected(&read)
    };
    commands.iter().map(step).collect()
}

#[test]
fn a_selection_ends_with_the_unit_and_takes_no_letter_of_the_next() {
    use Command::{LineEnd, NextSentence, NextTurn, NextWord, PreviousSentence, PreviousWord};
    assert_eq!(
        grown("walked", &[NextSentence, NextSentence, NextSentence]),
        [
            "walked.",
            "walked. Then I bought fish!",
            "walked. Then I bought fish! 佢問我想點。"
        ]
    );
    assert_eq!(
        grown("問我", &[NextSentence, NextSentence]),
        ["問我想點。", "問我想點。我話想煮飯。"]
    );
    assert_eq!(
        grown("walked", &[NextWord, NextWord, NextWord, PreviousWord]),
        ["walked", "walked.", "walked. Then", "walked."]
    );
    assert_eq!(
        grown("walked", &[NextTurn])[0],
        "walked. Then I bought fish! 佢問我想點。我話想煮飯。"
    );
    assert_eq!(grown("Tell", &[LineEnd]), ["Tell me."]);
    assert_eq!(
        grown("Then", &[NextSentence, NextSentence, PreviousSentence]),
        [
            "Then I bought fish!",
            "Then I bought fish! 佢問我想點。",
            "Then I bought fish!"
        ]
    );
    // In the last sentence there is nothing further.
    assert_eq!(
        grown("done.", &[NextSentence, NextTurn]),
        ["done.", "done."]
    );
}

#[test]
fn the_earlier_end_of_a_selection_stands_on_first_letters() {
    use Command::{NextSentence, NextWord, OtherEnd, PreviousSentence};
    let mut read = reading(TALK);
    at(&mut read, "bought");
    read.select_unit(Unit::Sentence);
    let mut after = |command| {
        read.moved(command, (80, 24));
        selected(&read)
    };
    assert_eq!(after(OtherEnd), "Then I bought fish!");
    assert_eq!(after(NextWord), "I bought fish!");
    assert_eq!(after(PreviousSentence), "Then I bought fish!");
    assert_eq!(after(PreviousSentence), "I walked. Then I bought fish!");
    assert_eq!(after(NextSentence), "Then I bought fish!");
    assert_eq!(after(NextSentence), "!", "it stops at the other end");
}

#[test]
fn a_long_text_is_wrapped_about_the_cursor_and_a_page_stays_a_page() {
    use super::rows::ABOUT;
    let turn = "P01: I walked. Then I bought fish, and so on, and all of it was so long ago.\n\n";
    let mut read = reading(&turn.repeat(8_000));
    let document = read.document.clone().unwrap();
    assert!(document.text.len() > 5 * ABOUT);
    // Every turn takes as many rows as the first.
    let each = read.rows.iter().filter(|r| r.paragraph == 0).count();
    let all = each * document.structure.paragraphs.len();
    let row_of_all = |read: &Read| {
        let at = read.row_at(read.cursor);
        let paragraph = read.rows[at].paragraph;
        let first = read.rows.iter().position(|r| r.paragraph == paragraph);
        paragraph * each + at - first.unwrap()
    };
    let page = usize::from(read.panes(80, 24).rows.height);
    let mut steps = vec![(Command::Last, 0), (Command::First, 0)];
    steps.extend([(Command::PageDown, page as isize); 250]);
    steps.extend([(Command::Last, 0), (Command::Up, -1)]);
    steps.extend([(Command::PageUp, -(page as isize)); 250]);
    for (step, by) in steps {
        let before = row_of_all(&read);
        read.moved(step, (80, 24));
        read.scroll(80, 24);
        assert!(read.rows.len() < all / 2);
        let expected = match step {
            Command::First => 0,
            Command::Last => all - 1,
            _ => before.saturating_add_signed(by),
        };
        let at = read.row_at(read.cursor);
        assert_eq!(row_of_all(&read), expected, "{step:?}");
        assert!(read.top <= at && at < read.top + page && read.top + page <= read.rows.len());
        assert_eq!(read.rows[read.top].span.start, read.top_at);
    }
}
