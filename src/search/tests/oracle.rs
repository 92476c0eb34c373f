//! The index against the plainest possible search: every turn read and judged one by one.

use super::*;
use crate::search::ast::Expr;
use crate::search::needle::Needle;
use crate::search::syntax::parse;
use crate::search::tokenizer::Terms;
use proptest::prelude::*;

fn holds(expr: &Expr, terms: &Terms) -> bool {
    match expr {
        Expr::All(parts) => parts.iter().all(|p| holds(p, terms)),
        Expr::Any(parts) => parts.iter().any(|p| holds(p, terms)),
        Expr::Not(inner) => !holds(inner, terms),
        Expr::Leaf(leaf) => !Needle::new(leaf, ["en"]).find(terms).is_empty(),
        Expr::Coding(_) | Expr::Like(_) => false,
    }
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "walk",
        "walked",
        "step",
        "steps",
        "case",
        "worker",
        "復",
        "元",
        "社區",
        "社區復元",
        "區社",
        "in",
    ])
}

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => word().prop_map(str::to_owned),
        3 => prop::collection::vec(word(), 2..4).prop_map(|w| format!("\"{}\"", w.join(" "))),
        1 => word().prop_map(|w| format!("{}*", w.chars().take(3).collect::<String>())),
        1 => (word(), word()).prop_map(|(a, b)| format!("\"{a} {}*\"", b.chars().take(2).collect::<String>())),
    ]
}

fn query() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} OR {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} -{b})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("({a} -{b} (NOT {c}))")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn index_and_plain_reading_agree(
        turns in prop::collection::vec(prop::collection::vec(word(), 0..8), 1..30),
        queries in prop::collection::vec(query(), 1..12),
    ) {
        let lines: Vec<String> = turns.iter().map(|t| t.join(" ")).collect();
        let cut = lines.len() / 2;
        let study = Study::new(vec![
            source("a", "en", &lines[..cut].join("\n")),
            source("b", "en", &lines[cut..].join("\n")),
        ]);
        study.update();
        for query in queries {
            let (expr, _) = parse(&query).expect("a query");
            let mut want = Vec::new();
            for document in &study.documents {
                for paragraph in &document.structure.paragraphs {
                    let terms = Terms::of(document.text.slice(paragraph.span), "en");
                    if holds(&expr, &terms) {
                        want.push(format!("{}:{}", document.source, paragraph.number));
                    }
                }
            }
            prop_assert_eq!(study.find(&query), want.clone(), "{}", query);
            let ranked = study.results(&query, Order::Relevance);
            prop_assert_eq!(ranked.total, want.len(), "{}", query);
            prop_assert_eq!(ranked.hits.len(), want.len(), "{}", query);
        }
    }
}
