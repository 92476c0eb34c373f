//! Cases with marks on a continuum.

use serde_json::Value;
use tandem::agreement::alpha::{Level, alpha};
use tandem::agreement::characters::{Document, presence};
use tandem::agreement::mark::Mark;
use tandem::agreement::matching::{Overlap, matching};
use tandem::agreement::outcome::{Outcome, Undefined};
use tandem::agreement::table::Table;
use tandem::agreement::unitizing::{
    Coincidences, cu_alpha, ku_alpha, ku_coverage, u_alpha, u_alpha_binary,
};
use tandem::agreement::{kappa, one_value, percent, specific};

use super::{place, text};

/// Our value for an entry, `None` if the measure is not implemented.
pub fn answer(input: &Value, entry: &Value) -> Option<Outcome> {
    let marks = marks(input);
    let measure = text(&entry["measure"]);
    if let ("span_f1_strict" | "span_f1_exact", [a, b]) = (measure, marks.as_slice()) {
        return Some(equal_spans(a, b, measure));
    }
    let code = place(&input["labels"], &entry["params"]["category"]);
    let document = Document {
        length: whole(&input["continuum_length"]),
        coders: marks.iter().map(|m| Some(m.as_slice())).collect(),
    };
    let coincidences = || Coincidences::of([document.clone()]);
    match measure {
        "u_alpha" => return Some(coincidences().and_then(|c| u_alpha(&c))),
        "u_alpha_binary" => return Some(coincidences().and_then(|c| u_alpha_binary(&c))),
        "cu_alpha" => return Some(coincidences().and_then(|c| cu_alpha(&c))),
        "ku_alpha" => return Some(coincidences().and_then(|c| ku_alpha(&c, code.unwrap()))),
        "ku_coverage" => return Some(coincidences().and_then(|c| ku_coverage(&c, code.unwrap()))),
        _ => {}
    }
    let figure: fn(&Table) -> Outcome = match measure {
        "char_percent" => percent::agreement,
        "char_kappa" => kappa::cohen,
        "char_alpha" => |t| alpha(t, Level::Nominal),
        "char_f1" => |t| specific::agreement(t, 1),
        _ => return None,
    };
    let params = &entry["params"];
    let labels = input["labels"].as_array().unwrap().len();
    if text(&params["gaps"]) == "category" {
        let table = one_value::table(labels, marks.len(), [document]);
        return Some(table.and_then(|t| figure(&t)));
    }
    let code = place(&input["labels"], &params["category"]).unwrap();
    let found = presence(labels, marks.len(), [document]).unwrap();
    Some(figure(&found.table(code as usize)))
}

/// F1 of equal spans, with equal codes or with any, out of the one-to-one matching.
fn equal_spans(a: &[Mark], b: &[Mark], measure: &str) -> Outcome {
    let counts = matching(a, b, Overlap::new(1.0).unwrap()).counts();
    let equal = match measure {
        "span_f1_strict" => counts.matched,
        _ => counts.matched + counts.different,
    };
    match a.len() + b.len() {
        0 => Err(Undefined::NoCodings),
        all => Ok(2.0 * equal as f64 / all as f64),
    }
}

fn marks(input: &Value) -> Vec<Vec<Mark>> {
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

fn whole(value: &Value) -> u32 {
    value.as_u64().unwrap() as u32
}
