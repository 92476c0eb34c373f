//! Any run of characters of a Chinese text is found in every turn that holds it, and nowhere else: the
//! texts read through from end to end are the reference.

use super::*;

const TEXTS: [(&str, &str); 2] = [
    (
        "P05",
        include_str!("../../../sample_transcripts/P05_interview_zh.txt"),
    ),
    (
        "P06",
        include_str!("../../../sample_transcripts/P06_interview_zh.txt"),
    ),
];

/// How many runs are looked for.
const RUNS: u64 = 300;

/// The transcripts of the worked example, a turn a line.
fn study() -> Study {
    let sources = TEXTS.iter().map(|(name, text)| {
        let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
        source(name, "zh", &lines.join("\n"))
    });
    Study::new(sources.collect())
}

/// A number below `n`, another one for every `nth` and `salt`.
fn pick(nth: u64, salt: u64, n: usize) -> usize {
    let mixed = (nth * 2 + salt + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 33).expect("a small number") % n
}

#[test]
fn every_run_of_characters_is_found_where_it_stands_and_nowhere_else() {
    let study = study();
    study.update();
    let text = TextIndex::open(study.path());
    let turns = |document: &Document| -> Vec<String> {
        let turns = document.structure.turns.iter();
        let said = turns.map(|t| Span {
            start: t.talk,
            end: t.span.end,
        });
        said.map(|span| document.text.slice(span).to_owned())
            .collect()
    };
    // Runs as somebody would copy them: letters without the signs between them.
    let runs: Vec<Vec<char>> = study
        .documents
        .iter()
        .flat_map(turns)
        .flat_map(|turn| {
            let parts = turn.split(|c: char| !c.is_alphanumeric());
            parts
                .map(|p| p.chars().collect())
                .collect::<Vec<Vec<char>>>()
        })
        .filter(|run: &Vec<char>| run.len() > 1 && !run.iter().any(char::is_ascii))
        .collect();
    assert!(runs.len() > 300, "{}", runs.len());
    let mut lengths = std::collections::BTreeMap::new();
    for nth in 0..RUNS {
        let run = &runs[pick(nth, 0, runs.len())];
        let from = pick(nth, 1, run.len());
        let len = 1 + pick(nth, 2, (run.len() - from).min(8));
        let wanted: String = run[from..from + len].iter().collect();
        *lengths.entry(len).or_insert(0) += 1;
        let found = study.ask(&text, &wanted, Order::Source);
        let found: Vec<String> = found
            .hits
            .iter()
            .map(|hit| match &hit.place {
                Place::Turn { source, turn, .. } => format!("{source} {turn}"),
                other => format!("{other:?}"),
            })
            .collect();
        let stands = |document: &Document| -> Vec<String> {
            let holds = turns(document).into_iter().enumerate();
            let holds = holds.filter(|(_, said)| said.contains(&wanted));
            holds
                .map(|(turn, _)| format!("{} {turn}", document.source))
                .collect()
        };
        let scanned: Vec<String> = study.documents.iter().flat_map(stands).collect();
        assert!(!scanned.is_empty());
        assert_eq!(found, scanned, "{wanted}");
    }
    assert!(lengths.len() > 5, "runs of many lengths: {lengths:?}");
}
