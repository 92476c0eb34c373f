use super::*;
use crate::search::tokenizer::{Sort, Terms};
use proptest::prelude::*;

fn read(text: &str, language: &str) -> Vec<String> {
    let (mut lexicon, mut tokens) = (Lexicon::default(), Vec::new());
    lexicon.read(text, language, &mut tokens);
    let plain = |t: &Token| lexicon.plain(t.word).to_owned();
    tokens.iter().map(plain).collect()
}

/// The words the spaces in `words` set apart.
fn apart(words: &str) -> Vec<String> {
    words.split(' ').map(str::to_owned).collect()
}

#[test]
fn words_with_spaces_are_those_of_the_index() {
    assert_eq!(
        read("“Don’t,” she said: the Café’s 3.5 km, e-mail", "en"),
        apart("don't she said the cafe's 3.5 km e mail")
    );
    assert_eq!(
        read("오늘은 TV를 봤어요.", "ko"),
        apart("오늘은 tv를 봤어요")
    );
}

#[test]
fn words_without_spaces_are_found_by_dictionary() {
    // “Our community centre opens today; have you been to the community?”, as one writes it in
    // Hong Kong.
    assert_eq!(
        read("我哋嘅社區中心今日開門，你們去過社區嗎？", "zh"),
        apart("我 哋 嘅 社區 中心 今日 開門 你們 去 過 社區 嗎")
    );
    // “The family hopes.”
    assert_eq!(read("家人希望。", "zh"), apart("家人 希望"));
    // “Today I go to the hospital with the family”: hospital is “house” and “nurse”.
    assert_eq!(
        read("วันนี้ฉันไปโรงพยาบาลกับครอบครัว", "th"),
        apart("วัน นี้ ฉัน ไป โรง พยาบาล กับ ครอบครัว")
    );
    assert_eq!(
        read("今日は家族と病院に行きました。", "ja"),
        apart("今日 は 家族 と 病院 に 行き まし た")
    );
    assert_eq!(
        read("P05去咗community centre。", "zh"),
        apart("p05 去 咗 community centre")
    );
}

#[test]
fn a_word_is_shown_as_it_was_written_most_often() {
    let (mut lexicon, mut tokens) = (Lexicon::default(), Vec::new());
    lexicon.read("Café cafe CAFÉ the", "en", &mut tokens);
    assert_eq!(tokens.len(), 4);
    assert_eq!(tokens[0].word, tokens[1].word);
    assert_eq!(lexicon.plain(tokens[0].word), "cafe");
    assert_eq!(lexicon.spelling(tokens[0].word), "café");
    assert_eq!(lexicon.typed("CAFE the"), [tokens[0].word, tokens[3].word]);
    lexicon.read("cafe", "fr", &mut tokens);
    assert_eq!(
        lexicon.spelling(tokens[0].word),
        "cafe",
        "two of each, the first in order"
    );
}

#[test]
fn stop_words_are_those_of_the_language_of_the_text() {
    let (mut lexicon, mut tokens) = (Lexicon::default(), Vec::new());
    let mut stops = |text: &str, language: &str| -> Vec<bool> {
        lexicon.read(text, language, &mut tokens);
        tokens.iter().map(|t| t.is_stop).collect()
    };
    assert_eq!(stops("The die was cast", "en"), [true, false, true, false]);
    assert_eq!(stops("die Frau", "de"), [true, false]);
    assert_eq!(stops("die", "en"), [false]);
    assert_eq!(stops("the", "tlh"), [false]);
    let known: Vec<(String, bool)> = lexicon
        .languages()
        .map(|(t, l)| (t.to_owned(), l))
        .collect();
    let want = [("en", true), ("de", true), ("tlh", false)];
    assert_eq!(known, want.map(|(t, l)| (t.to_owned(), l)));
}

proptest! {
    /// A search for a word finds what is counted: outside Chinese and its like, both have the same.
    #[test]
    fn words_are_those_a_search_compares(text in "[ a-cA-C.,':1\n_éÉ—\u{301}\u{200d}\u{ad}’ß]{0,40}") {
        let terms = Terms::of(&text, "");
        let words = terms.entries().iter().filter(|e| e.sort == Sort::Word);
        let searched: Vec<String> = words.map(|e| terms.term(e).to_owned()).collect();
        prop_assert_eq!(read(&text, ""), searched);
    }

    /// Whatever the script, words lie in order and apart, and hold what is a letter or a number.
    #[test]
    fn every_letter_is_of_one_word(text in "[ a-z社區中心あいアๅกขควันนี้도시。，\u{3000}\u{200b}\u{fe0f}]{0,40}") {
        let (mut lexicon, mut tokens) = (Lexicon::default(), Vec::new());
        lexicon.read(&text, "", &mut tokens);
        let mut at = 0;
        for token in &tokens {
            prop_assert!(token.bytes.start >= at && text.get(token.bytes.clone()).is_some());
            prop_assert!(!text[at..token.bytes.start].contains(char::is_alphanumeric));
            at = token.bytes.end;
        }
        prop_assert!(!text[at..].contains(char::is_alphanumeric));
    }
}
