//! Figures on two coders' spans.

use super::figures::Figures;
use crate::agreement::matching::Overlap;
use crate::agreement::spans::semeval::{Scheme, Tally, tally};
use crate::agreement::spans::{
    Equal, Found, Label, LookedUp, Scores, any_overlap, equal, looked_up,
};
use serde_json::{Value, json};

/// MAXQDA's usual share of overlap.
const LOOKED_UP: f64 = 0.9;

type Named = (&'static str, &'static str, &'static str);

/// Precision, recall and F1 under every idea of “the same span”, and the counts behind them.
pub fn spans(figures: &mut Figures<'_>) {
    let n = figures.data.marks();
    for label in [Label::Same, Label::Any] {
        let mut sum = Equal::default();
        for (_, a, b) in figures.data.of_two() {
            sum += equal(a, b, label);
        }
        let names: Named = match label {
            Label::Same => (
                "span_f1_strict",
                "span_precision_strict",
                "span_recall_strict",
            ),
            Label::Any => ("span_f1_exact", "span_precision_exact", "span_recall_exact"),
        };
        scores(figures, names, [], sum.scores());
    }
    let schemes: [(Scheme, &'static str, Option<Named>); 4] = [
        (Scheme::Strict, "span_counts_strict", None),
        (Scheme::Exact, "span_counts_exact", None),
        (
            Scheme::Partial,
            "span_counts_partial",
            Some((
                "span_f1_partial",
                "span_precision_partial",
                "span_recall_partial",
            )),
        ),
        (
            Scheme::EntType,
            "span_counts_ent_type",
            Some((
                "span_f1_ent_type",
                "span_precision_ent_type",
                "span_recall_ent_type",
            )),
        ),
    ];
    for (scheme, counts, names) in schemes {
        let mut sum = Tally::default();
        for (_, a, b) in figures.data.of_two() {
            sum += tally(a, b, scheme);
        }
        let of = [
            ("correct", sum.correct),
            ("incorrect", sum.incorrect),
            ("partial", sum.partial),
            ("missed", sum.missed),
            ("spurious", sum.spurious),
        ];
        for (count, value) in of {
            figures.add(counts, [("count", json!(count))], n, Ok(value as f64));
        }
        if let Some(names) = names {
            scores(figures, names, [], sum.scores());
        }
    }
    for label in [Label::Same, Label::Any] {
        let mut sum = Found::default();
        for (_, a, b) in figures.data.of_two() {
            sum += any_overlap(a, b, label);
        }
        let names = (
            "span_f1_anyoverlap",
            "span_precision_anyoverlap",
            "span_recall_anyoverlap",
        );
        let label = match label {
            Label::Same => "same",
            Label::Any => "any",
        };
        scores(figures, names, [("label", json!(label))], sum.scores());
    }
    looked(figures, n);
}

fn scores<const N: usize>(
    figures: &mut Figures<'_>,
    names: Named,
    params: [(&str, Value); N],
    scores: Scores,
) {
    let n = figures.data.marks();
    figures.add(names.0, params.clone(), n, scores.f1);
    figures.add(names.1, params.clone(), n, scores.precision);
    figures.add(names.2, params, n, scores.recall);
}

/// Segments looked up in the other's documents, and how many each coder made.
fn looked(figures: &mut Figures<'_>, n: u64) {
    let mut sum = LookedUp::default();
    let (mut first, mut second) = (0, 0);
    let Some(overlap) = Overlap::new(LOOKED_UP) else {
        return;
    };
    for (_, a, b) in figures.data.of_two() {
        sum += looked_up(a, b, overlap);
        first += a.len();
        second += b.len();
    }
    figures.add("maxqda_segments_agree", [], n, Ok(sum.agree as f64));
    figures.add("maxqda_segments_total", [], n, Ok(sum.all as f64));
    figures.add("maxqda_percent", [], n, sum.share());
    for (of, count) in [("first", first), ("second", second)] {
        figures.add("span_counts", [("count", json!(of))], n, Ok(count as f64));
    }
    let documents = figures.data.of_two().count() as f64;
    figures.add("documents", [], n, Ok(documents));
}
