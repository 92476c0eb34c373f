//! Cases with marks on a continuum.

use serde_json::Value;
use tandem::agreement::alpha::{Level, alpha};
use tandem::agreement::characters::{Document, presence};
use tandem::agreement::mark::Mark;
use tandem::agreement::matching::{Overlap, matching};
use tandem::agreement::outcome::{Outcome, Undefined};
use tandem::agreement::spans::semeval::{Scheme, Tally, tally};
use tandem::agreement::spans::{Label, any_overlap, equal, looked_up};
use tandem::agreement::table::Table;
use tandem::agreement::unitizing::alpha_1995::{Disagreement, overall};
use tandem::agreement::unitizing::{
    Coincidences, cu_alpha, ku_alpha, ku_coverage, u_alpha, u_alpha_binary,
};
use tandem::agreement::{kappa, one_value, percent, specific};

use super::{place, text, whole};

/// Our value for an entry, `None` if the measure is not implemented.
pub fn answer(input: &Value, entry: &Value) -> Option<Outcome> {
    let marks = marks(input);
    let measure = text(&entry["measure"]);
    let code = place(&input["labels"], &entry["params"]["category"]);
    let document = document(input, &marks);
    if let [a, b] = marks.as_slice()
        && let Some(ours) = of_two(a, b, measure, &entry["params"])
    {
        return Some(ours);
    }
    if measure.starts_with("char_") {
        return by_character(input, document, entry, measure);
    }
    Some(match (measure, code) {
        ("alpha_u1995_overall", None) => {
            let codes = input["labels"].as_array().unwrap().len() as u32;
            let of = |code| Disagreement::of(code, std::slice::from_ref(&document));
            let codes: Result<Vec<_>, _> = (0..codes).map(of).collect();
            codes.and_then(|codes| overall(&codes))
        }
        ("alpha_u1995" | "alpha_u1995_Do" | "alpha_u1995_De", Some(code)) => {
            let found = Disagreement::of(code, &[document]);
            match measure {
                "alpha_u1995" => found.and_then(Disagreement::alpha),
                "alpha_u1995_Do" => found.map(|d| d.observed),
                _ => found.map(|d| d.expected),
            }
        }
        _ => {
            let coincidences = Coincidences::of([document]);
            let figure = |found: Coincidences| match (measure, code) {
                ("u_alpha", None) => Some(u_alpha(&found)),
                ("u_alpha_binary", None) => Some(u_alpha_binary(&found)),
                ("cu_alpha", None) => Some(cu_alpha(&found)),
                ("ku_alpha", Some(code)) => Some(ku_alpha(&found, code)),
                ("ku_coverage", Some(code)) => Some(ku_coverage(&found, code)),
                _ => None,
            };
            match coincidences {
                Ok(found) => figure(found)?,
                Err(why) => Err(why),
            }
        }
    })
}

fn by_character(
    input: &Value,
    document: Document<'_>,
    entry: &Value,
    measure: &str,
) -> Option<Outcome> {
    let figure: fn(&Table) -> Outcome = match measure {
        "char_percent" => percent::agreement,
        "char_kappa" => kappa::cohen,
        "char_alpha" => |t| alpha(t, Level::Nominal),
        "char_f1" => |t| specific::agreement(t, 1),
        _ => return None,
    };
    let labels = input["labels"].as_array().unwrap().len();
    let coders = document.coders.len();
    if text(&entry["params"]["gaps"]) == "category" {
        let table = one_value::table(labels, coders, [document]);
        return Some(table.and_then(|t| figure(&t)));
    }
    let code = place(&input["labels"], &entry["params"]["category"]).unwrap();
    let found = presence(labels, coders, [document]).unwrap();
    Some(figure(&found.table(code as usize)))
}

/// What compares the spans of two coders.
fn of_two(a: &[Mark], b: &[Mark], measure: &str, params: &Value) -> Option<Outcome> {
    Some(match measure {
        "span_f1_strict" => both_ways(equal(a, b, Label::Same).scores().f1, a, b, true),
        "span_f1_exact" => both_ways(equal(a, b, Label::Any).scores().f1, a, b, false),
        "span_f1_partial" => tally(a, b, Scheme::Partial).scores().f1,
        "span_f1_ent_type" => tally(a, b, Scheme::EntType).scores().f1,
        "span_f1_anyoverlap" => {
            let label = match text(&params["label"]) {
                "same" => Label::Same,
                _ => Label::Any,
            };
            any_overlap(a, b, label).scores().f1
        }
        "span_counts_strict" => counted(tally(a, b, Scheme::Strict), params)?,
        "span_counts_exact" => counted(tally(a, b, Scheme::Exact), params)?,
        "span_counts_partial" => counted(tally(a, b, Scheme::Partial), params)?,
        "span_counts_ent_type" => counted(tally(a, b, Scheme::EntType), params)?,
        _ => return None,
    })
}

fn counted(tally: Tally, params: &Value) -> Option<Outcome> {
    let count = match text(&params["count"]) {
        "correct" => tally.correct,
        "incorrect" => tally.incorrect,
        "partial" => tally.partial,
        "missed" => tally.missed,
        "spurious" => tally.spurious,
        _ => return None,
    };
    Some(Ok(count as f64))
}

/// F1 of equal spans comes out of the one-to-one matching of rounds as well.
fn both_ways(f1: Outcome, a: &[Mark], b: &[Mark], strict: bool) -> Outcome {
    let counts = matching(a, b, Overlap::new(1.0).unwrap()).counts();
    let equal = counts.matched + if strict { 0 } else { counts.different };
    let matched = match a.len() + b.len() {
        0 => Err(Undefined::NoCodings),
        all => Ok(2.0 * equal as f64 / all as f64),
    };
    assert_eq!(f1, matched);
    f1
}

/// Our value for an entry of a case of segments looked up in the other's document.
pub fn looked_up_answer(input: &Value, entry: &Value) -> Option<Outcome> {
    let mut input = input.clone();
    input["labels"] = serde_json::json!(["x", "y", "z"]);
    input["continuum_start"] = 0.into();
    let marks = marks(&input);
    let overlap = Overlap::new(input["threshold"].as_f64()?)?;
    let found = looked_up(&marks[0], &marks[1], overlap);
    Some(match text(&entry["measure"]) {
        "maxqda_segments_agree" => Ok(found.agree as f64),
        "maxqda_segments_total" => Ok(found.all as f64),
        "maxqda_percent" => found.share(),
        _ => return None,
    })
}

/// A case's text with every coder's marks.
pub fn document<'a>(input: &Value, marks: &'a [Vec<Mark>]) -> Document<'a> {
    Document {
        length: whole(&input["continuum_length"]),
        coders: marks.iter().map(|m| Some(m.as_slice())).collect(),
    }
}

/// By coder: a case's marks, from the start of its text.
pub fn marks(input: &Value) -> Vec<Vec<Mark>> {
    let start = whole(&input["continuum_start"]);
    let mark = |span: &Value| {
        let code = place(&input["labels"], &span[2]).unwrap();
        Mark::new(code, whole(&span[0]) - start, whole(&span[1]) - start)
    };
    let of = |coder: &Value| -> Vec<Mark> {
        let spans = input["spans"][text(coder)].as_array().unwrap();
        spans.iter().map(mark).collect()
    };
    input["coders"].as_array().unwrap().iter().map(of).collect()
}
