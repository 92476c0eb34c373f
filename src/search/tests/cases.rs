use super::*;
use std::collections::BTreeSet;

const CASES: &str = include_str!("../../../tests/data/search-cases.json");

/// Every query of the file, as a phrase, finds the segments listed: 元, inside 復元 and 元素, and
/// 京都, inside 東京都, included.
#[test]
fn every_query_of_the_mixed_language_cases_is_answered() {
    let cases: serde_json::Value = serde_json::from_str(CASES).expect("cases");
    let list = |key: &str| cases[key].as_array().cloned().unwrap_or_default();
    let texts: Vec<String> = list("segments")
        .iter()
        .map(|s| s["text"].as_str().unwrap_or_default().to_owned())
        .collect();
    let study = Study::new(vec![source("mixed", "en", &texts.join("\n"))]);
    study.update();
    assert_eq!(list("queries").len(), 19);
    for case in list("queries") {
        let query = case["query"].as_str().unwrap_or_default();
        let hits = case["hits"].as_array().cloned().unwrap_or_default();
        let want: BTreeSet<u64> = hits.iter().filter_map(serde_json::Value::as_u64).collect();
        let results = study.results(&format!("\"{query}\""), Order::Source);
        let place = |hit: &Hit| match hit.place {
            Place::Turn { turn, .. } => turn as u64,
            _ => u64::MAX,
        };
        let got: BTreeSet<u64> = results.hits.iter().map(place).collect();
        assert!(got.is_superset(&want), "{query}: {got:?}, wanted {want:?}");
        assert_eq!(got, want, "{query}");
        for hit in &results.hits {
            let covered = study.covered(hit).to_lowercase();
            assert!(
                covered.contains(query),
                "{query} is not in the span: {covered}"
            );
        }
    }
}

#[test]
fn what_nobody_sees_hides_no_word() {
    let text = "The wai\u{ad}ting list, co\u{ad}operate.\nNa\u{2060}me 復\u{ad}元 می\u{200c}خواهم";
    let study = Study::new(vec![source("a", "en", text)]);
    study.update();
    for query in [
        "waiting",
        "wait",
        "wai\u{ad}ting",
        "cooperate",
        "\"waiting list\"",
    ] {
        assert_eq!(study.find(query), ["a:1"], "{query}");
    }
    for query in ["name", "復元", "میخواهم", "می\u{200c}خواهم"] {
        assert_eq!(study.find(query), ["a:2"], "{query}");
    }
}

#[test]
fn chinese_without_quotes_is_a_phrase_and_english_words_are_joined() {
    let study = Study::new(vec![source(
        "a",
        "zh",
        "社區復元\n復元社區\ncase of a worker",
    )]);
    study.update();
    assert_eq!(study.find("社區復元"), ["a:1"]);
    assert_eq!(study.find("社區 復元"), ["a:1", "a:2"]);
    assert_eq!(study.find("worker case"), ["a:3"]);
}

#[test]
fn each_source_is_stemmed_in_its_own_language() {
    let study = Study::new(vec![
        source("de", "de", "P: Die Betreuungen waren gut, die Häuser alt."),
        source("en", "en", "P: The houses were old."),
        source("fr", "fr", "P: Nous étions au café, très contents."),
    ]);
    study.update();
    assert_eq!(study.find("Betreuung"), ["de:1"]);
    assert_eq!(study.find("Haus"), ["de:1"]);
    assert_eq!(study.find("house"), ["en:1"]);
    assert_eq!(study.find("cafe"), ["fr:1"]);
    assert_eq!(study.find("content"), ["fr:1"]);
}
