//! `like:`, the turns that resemble what is coded with a code: against an evaluator written from
//! `docs/query.md`, and what it marks, in which order, and what it refuses.

use super::*;
use crate::model::fixture::Study as Made;
use crate::model::view::View;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A turn as the evaluator sees it: its words in order, and whether each lies inside a segment.
pub(super) type Turn = Vec<(String, bool)>;

/// A word that is kept of segments, with its weight.
pub(super) type Kept = (String, f64);

/// The words kept of the segments, the weightiest first. No word here has a stem of its own.
pub(super) fn kept(turns: &[Turn]) -> Vec<Kept> {
    let holding = |word: &str, inside: bool| {
        let holds = |t: &&Turn| t.iter().any(|(w, i)| w == word && (*i || !inside));
        turns.iter().filter(holds).count() as f64
    };
    let all_words = || turns.iter().flatten();
    let inside = all_words().filter(|(_, inside)| *inside);
    let share = inside.clone().count() as f64 / all_words().count() as f64;
    let different: BTreeSet<&String> = inside.map(|(word, _)| word).collect();
    let mut words = Vec::new();
    for word in different {
        let (held, all) = (holding(word, true), holding(word, false));
        let expected = all * share;
        if all > held && all <= turns.len() as f64 / 4.0 && held > expected {
            let weight = held * (held / expected).ln() - (held - expected);
            words.push((weight, held, word.clone()));
        }
    }
    words.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)));
    let kept = words.into_iter().take(25);
    kept.map(|(weight, _, word)| (word, weight)).collect()
}

/// Whether a turn holds enough of the words.
pub(super) fn resembles(turn: &Turn, kept: &[Kept]) -> bool {
    let held = kept
        .iter()
        .filter(|(w, _)| turn.iter().any(|(t, _)| t == w));
    held.count() >= if kept.len() < 5 { 1 } else { 2 }
}

/// Sources with an index, and what is coded in them.
struct Coded {
    study: Study,
    made: Made,
}

impl Coded {
    fn new(sources: Vec<(Source, Document)>) -> Coded {
        let study = Study::new(sources);
        study.update();
        let mut made = Made::new();
        made.coders(&["ana", "ben"]);
        for source in &study.sources {
            made.source(source.id.as_str(), source.chars);
        }
        for code in ["hope", "fear"] {
            made.code(code);
        }
        made.code_under("hope", "small steps");
        Coded { study, made }
    }

    fn text(&self, source: &str) -> &str {
        let mut all = self.study.documents.iter();
        let document = all.find(|d| d.source.as_str() == source);
        document.expect("a source").text.as_str()
    }

    /// Codes these words where they first stand.
    fn code(&mut self, by: &str, source: &str, words: &str, code: &str) {
        let text = self.text(source);
        let at = text.find(words).expect("the words");
        let from = text[..at].chars().count() as u32;
        let to = from + words.chars().count() as u32;
        let change = self.made.coding(None, source, from..to, code);
        self.made.push(by, change);
    }

    fn ask(&self, view: &View, query: &str, order: Order) -> Result<Results, SearchError> {
        let notes = NotesIndex::build(Arc::default(), "en")?;
        let corpus = Corpus {
            sources: &self.study.sources,
            view: Some(view),
            ..Corpus::default()
        };
        let text = TextIndex::open(self.study.path());
        Query::parse(query)?.search(&text, &notes, &corpus, order, 1_000)
    }

    /// What ana finds, the best first: `source:paragraph marks`.
    fn find(&self, query: &str) -> Vec<String> {
        let found = self.ask(&self.made.view_for("ana"), query, Order::Relevance);
        let found = found.unwrap_or_else(|e| panic!("{query}: {e}"));
        found.hits.iter().map(shown).collect()
    }

    fn refused(&self, query: &str) -> String {
        let found = self.ask(&self.made.view_for("ana"), query, Order::Relevance);
        found.expect_err(query).to_string()
    }
}

fn shown(hit: &Hit) -> String {
    let place = match &hit.place {
        Place::Turn {
            source, paragraph, ..
        } => format!("{source}:{paragraph}"),
        other => format!("{other:?}"),
    };
    format!("{place} {}", marked(hit).join(" "))
}

fn marked(hit: &Hit) -> Vec<String> {
    let cut = |(a, b): &(usize, usize)| hit.excerpt.chars().skip(*a).take(b - a).collect();
    hit.marks.iter().map(cut).collect()
}

/// Twenty turns, of which the first two are coded.
fn walks() -> Coded {
    let text = "P1: We walked to the gate of the harbour slowly\n\
        P1: Walking slowly past the harbour gate\n\
        P2: she walks to a harbour\n\
        P2: nothing of the kind\n\
        I: and the gate, was it open?\n\
        P2: slowly, a slow walk through the gates of that harbour";
    let rest = "\nP1: tea and bread\nI: soup for all\nP1: rice and tea\nP1: bread".repeat(4);
    let mut coded = Coded::new(vec![source("a", "en", &rest[1..]), source("b", "en", text)]);
    coded.code(
        "ana",
        "b",
        "walked to the gate of the harbour slowly",
        "hope",
    );
    coded.code("ben", "b", "Walking slowly past the harbour", "small steps");
    coded
}

#[test]
fn turns_like_a_code_come_best_first_with_the_words_they_share_marked() {
    let coded = walks();
    // “past” stands in no other turn, and “gate” is inside one segment alone.
    let all = [
        "b:6 slowly walk the gates of harbour",
        "b:3 walks to harbour",
        "b:4 of the",
        "b:5 the gate",
    ];
    assert_eq!(coded.find("like:hope"), all);
    assert_eq!(
        coded.find("like:=\"small steps\""),
        [
            "b:1 walked the the harbour slowly",
            "b:6 slowly walk the harbour",
            "b:3 walks harbour",
            "b:4 the",
            "b:5 the"
        ]
    );
    // They join with everything else.
    assert_eq!(
        coded.find("like:hope speaker:P2 -slow"),
        ["b:3 walks to harbour", "b:4 of the"]
    );
    assert_eq!(coded.find("like:hope role:interviewer"), ["b:5 the gate"]);
    assert_eq!(coded.find("soup source:a or like:hope gates").len(), 6);
    assert_eq!(coded.find("source:b -like:hope").len(), 2);
}

#[test]
fn it_is_refused_where_it_can_find_nothing_or_list_no_segments() {
    let coded = walks();
    let nothing =
        "nothing is coded with “fear” that you may see, so nothing can be like it (column 5)";
    assert_eq!(coded.refused("tea like:fear"), nothing);
    assert!(
        coded
            .refused("like:foul")
            .contains("no code is called “foul” (column 6)")
    );
    assert!(
        coded
            .refused("x like:hope list:segments")
            .starts_with("“like:” at column 3 finds turns")
    );
    assert_eq!(coded.find("like:hope coded:*"), Vec::<String>::new());
}

#[test]
fn a_place_is_resembled_where_no_code_has_its_name() {
    let mut coded = walks();
    let harbour = [
        "b:1 walked to harbour",
        "b:2 Walking harbour",
        "b:6 a walk harbour",
    ];
    for place in ["b:3", "\"b:3\""] {
        let mut found = coded.find(&format!("like:{place} harbour walk"));
        found.sort_unstable();
        assert_eq!(found, harbour, "{place}");
    }
    assert!(
        !coded
            .find("like:b:3")
            .iter()
            .any(|hit| hit.starts_with("b:3"))
    );
    for nowhere in ["like:b:99", "like:c:3", "like:b:"] {
        assert!(
            coded.refused(nowhere).contains("no code is called"),
            "{nowhere}"
        );
    }
    coded.made.code("b:3");
    assert!(
        coded
            .refused("like:\"b:3\"")
            .starts_with("nothing is coded with “b:3”")
    );
}

/// Each sees what rests on the codings they may see.
#[test]
fn two_viewers_are_shown_what_rests_on_their_own_codings_while_a_round_is_blind() {
    let mut coded = Coded::new(vec![source(
        "a",
        "en",
        "P1: gate harbour\nP1: soup bread\nP1: harbour gate\nP1: bread soup\nP1: x\nP1: y\nP1: z\nP1: u",
    )]);
    let round = coded.made.round(&["a"]);
    for (by, words) in [("ana", "gate harbour"), ("ben", "soup bread")] {
        let from = coded.text("a").find(words).expect("the words") as u32;
        let to = from + words.len() as u32;
        coded.made.coded(by, Some(round), "a", from..to, "hope");
    }
    let found = |coded: &Coded, viewer: &str| {
        let view = coded.made.view_for(viewer);
        let found = coded.ask(&view, "like:hope", Order::Source).expect("hits");
        found.hits.iter().map(shown).collect::<Vec<_>>()
    };
    assert_eq!(found(&coded, "ana"), ["a:3 harbour gate"]);
    assert_eq!(found(&coded, "ben"), ["a:4 bread soup"]);
    // Nobody else may see any of it.
    let others = coded.ask(&coded.made.view_for("eve"), "like:hope", Order::Source);
    assert!(others.is_err_and(|e| e.to_string().contains("that you may see")));
    for coder in ["ana", "ben"] {
        coded.made.submit(coder, round);
    }
    assert_eq!(found(&coded, "ana"), ["a:3 harbour gate", "a:4 bread soup"]);
    assert_eq!(found(&coded, "ana"), found(&coded, "ben"));
}

#[test]
fn chinese_resembles_by_pairs_of_characters() {
    let text = "P1: 我行到海邊\nP1: 佢哋行到海邊坐\nP1: 海 邊\nP1: 飲茶\nP1: 食飯\nP1: 睇戲\nP1: 瞓覺\nP1: 返工";
    let mut coded = Coded::new(vec![source("a", "zh", text)]);
    coded.code("ana", "a", "行到海邊", "hope");
    // One character alone is no word, and one pair of three is enough.
    assert_eq!(coded.find("like:hope"), ["a:2 行到海邊"]);
}

/// Thirty words that weigh the same, of which the first twenty-five are kept.
#[test]
fn twenty_five_words_are_kept_and_of_equals_the_first_by_their_characters() {
    let words: Vec<String> = (1..=30).map(|n| format!("u{n:02}")).collect();
    let pairs = (1..=21).step_by(2).map(|n| (n, n + 1));
    let pairs = pairs.chain([(23, 26), (24, 25), (27, 28), (29, 30)]);
    let lines: Vec<String> = pairs.map(|(a, b)| format!("u{a:02} u{b:02}")).collect();
    let rest = "\ntea and bread and soup".repeat(9);
    let text = format!("{}\n{}{rest}", words.join(" "), lines.join("\n"));
    let mut coded = Coded::new(vec![source("a", "en", &text)]);
    coded.code("ana", "a", &words.join(" "), "hope");
    let mut found: Vec<String> = lines[..11].to_vec();
    found.push("u24 u25".to_owned());
    let hits = coded.find("like:hope").into_iter();
    let hits: Vec<String> = hits
        .map(|hit| hit.split_once(' ').unwrap().1.to_owned())
        .collect();
    assert_eq!(hits, found);
}

/// Turns of words, and codings: by ana, the code, the first turn, from its nth word, and how many words.
type Given = (Vec<Vec<usize>>, Vec<(bool, usize, usize, usize, usize)>);

fn given() -> impl Strategy<Value = Given> {
    // A few words are common, most are rare.
    let word = (0..120usize, 0..120usize).prop_map(|(a, b)| a.min(b));
    let turn = prop::collection::vec(word, 1..12);
    let coding = (any::<bool>(), 0..3usize, 0..90usize, 0..11usize, 1..24usize);
    (
        prop::collection::vec(turn, 10..90),
        prop::collection::vec(coding, 1..16),
    )
}

/// What is found of turns in two sources, with the words of each turn and whether a segment covers them.
fn told((turns, codings): &Given) -> (Coded, Vec<Turn>, BTreeSet<usize>) {
    let line = |turn: &Vec<usize>| {
        let words: Vec<String> = turn.iter().map(|w| format!("w{w}")).collect();
        format!("P: {}", words.join(" "))
    };
    let lines: Vec<String> = turns.iter().map(line).collect();
    let half = lines.len() / 2;
    let (one, two) = (lines[..half].join("\n"), lines[half..].join("\n"));
    let mut coded = Coded::new(vec![source("a", "en", &one), source("b", "en", &two)]);
    let mut words: Vec<Turn> = turns
        .iter()
        .map(|turn| turn.iter().map(|w| (format!("w{w}"), false)).collect())
        .collect();
    let mut touched = BTreeSet::new();
    for (ana, code, first, nth, many) in codings {
        // It goes over the words of a turn into those of the next of the same source.
        let first = first % turns.len();
        let end = if first < half { half } else { turns.len() };
        let places = (first..end).flat_map(|t| (0..turns[t].len()).map(move |w| (t, w)));
        let places: Vec<(usize, usize)> =
            places.skip(nth % turns[first].len()).take(*many).collect();
        let (source, before) = if first < half { ("a", 0) } else { ("b", half) };
        let at = |(turn, word): (usize, usize)| {
            let lines = lines[before..turn]
                .iter()
                .map(|l| l.len() + 1)
                .sum::<usize>();
            let words = turns[turn][..word]
                .iter()
                .map(|w| format!("w{w}").len() + 1);
            (lines + 3 + words.sum::<usize>()) as u32
        };
        let last = places[places.len() - 1];
        let to = at(last) + format!("w{}", turns[last.0][last.1]).len() as u32;
        let code = ["hope", "fear", "small steps"][*code];
        let by = if *ana { "ana" } else { "ben" };
        coded.made.coded(by, None, source, at(places[0])..to, code);
        if code != "fear" {
            touched.extend(places.iter().map(|(turn, _)| *turn));
            places
                .iter()
                .for_each(|(turn, word)| words[*turn][*word].1 = true);
        }
    }
    (coded, words, touched)
}

/// What the library's BM25 makes of a turn, by the words kept.
fn worth(turn: &Turn, turns: &[Turn], kept: &[Kept]) -> f64 {
    let most = kept.first().map_or(1.0, |(_, weight)| *weight);
    let long = |t: &Turn| t.len() as f64;
    let mean = turns.iter().map(long).sum::<f64>() / turns.len() as f64;
    let of = |(word, weight): &Kept| {
        let times = turn.iter().filter(|(w, _)| w == word).count() as f64;
        let all = turns
            .iter()
            .filter(|t| t.iter().any(|(w, _)| w == word))
            .count() as f64;
        let rare = (1.0 + (turns.len() as f64 - all + 0.5) / (all + 0.5)).ln();
        let length = 1.2 * (0.25 + 0.75 * long(turn) / mean);
        weight / most * rare * 2.2 * times / (times + length)
    };
    kept.iter().map(of).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_resembles_is_what_the_page_says(given in given()) {
        let (coded, turns, touched) = told(&given);
        let view = coded.made.view_for("ana");
        let Ok(found) = coded.ask(&view, "like:hope", Order::Relevance) else {
            prop_assert!(touched.is_empty());
            return Ok(());
        };
        prop_assert!(!touched.is_empty());
        let kept = kept(&turns);
        let half = turns.len() / 2;
        let number = |hit: &Hit| match &hit.place {
            Place::Turn { source, turn, .. } if source.as_str() == "a" => *turn,
            Place::Turn { turn, .. } => half + turn,
            other => panic!("{other:?}"),
        };
        let places: Vec<usize> = found.hits.iter().map(number).collect();
        let wanted: BTreeSet<usize> = (0..turns.len())
            .filter(|t| !touched.contains(t) && resembles(&turns[*t], &kept))
            .collect();
        prop_assert_eq!(places.iter().copied().collect::<BTreeSet<usize>>(), wanted);
        for (hit, place) in found.hits.iter().zip(&places) {
            let worth = worth(&turns[*place], &turns, &kept);
            prop_assert!((f64::from(hit.score) - worth).abs() < 1e-4, "{} {worth}", hit.score);
            let words = turns[*place].iter().map(|(word, _)| word.clone());
            let words = words.filter(|word| kept.iter().any(|(k, _)| k == word));
            prop_assert_eq!(marked(hit), words.collect::<Vec<_>>());
        }
        let order = found.hits.windows(2).zip(places.windows(2));
        for (hits, places) in order {
            let tie = hits[0].score == hits[1].score && places[0] < places[1];
            prop_assert!(hits[0].score > hits[1].score || tie);
        }
        // In reading order the same turns.
        let again = coded.ask(&view, "like:hope", Order::Source).expect("hits");
        let again: Vec<usize> = again.hits.iter().map(number).collect();
        let mut sorted = places;
        sorted.sort_unstable();
        prop_assert_eq!(again, sorted);
    }
}
