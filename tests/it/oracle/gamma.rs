//! Gamma: exact values for the best alignment; for what depends on random continua the tolerance
//! stored with a value is made for a hundred of them.

use std::cell::RefCell;
use std::collections::HashMap;

use serde_json::Value;
use tandem::agreement::gamma::{Gamma, Params, Sampler, Sampling, Unit, best, gamma};
use tandem::agreement::outcome::{Outcome, Undefined};

use super::spans::{document, marks};
use super::{text, whole};

thread_local! {
    /// One run serves three entries.
    static RUNS: RefCell<HashMap<String, Result<Gamma, Undefined>>> = RefCell::default();
}

/// Our value for an entry, `None` if the measure is not implemented.
pub fn answer(input: &Value, entry: &Value) -> Option<Outcome> {
    let params = params(&entry["params"]);
    // The reference program lets every continuum begin at 0, whatever was marked first.
    let mut input = input.clone();
    input["continuum_length"] =
        (whole(&input["continuum_start"]) + whole(&input["continuum_length"])).into();
    input["continuum_start"] = 0.into();
    let marks = marks(&input);
    let document = document(&input, &marks);
    let run = || {
        let sampler = match text(&entry["params"]["sampler"]) {
            "statistical" => Sampler::Statistical,
            _ => Sampler::Shuffle,
        };
        let sampling = Sampling {
            sampler,
            ..Sampling::default()
        };
        let key = format!("{input} {params:?} {sampling:?}");
        RUNS.with_borrow_mut(|runs| {
            let run = || gamma(std::slice::from_ref(&document), params, sampling);
            runs.entry(key).or_insert_with(run).clone()
        })
    };
    Some(match text(&entry["measure"]) {
        "gamma_best_disorder" => best(&[document], params).map(|b| b.disorder),
        "gamma_n_unitary_alignments" => best(&[document], params).map(|b| b.unitary as f64),
        "gamma" => run().and_then(|g| g.gamma),
        "gamma_cat" => run().and_then(|g| g.gamma_cat),
        "gamma_expected_disorder" => run().and_then(|g| g.expected),
        _ => return None,
    })
}

/// The dissimilarity of one pair of units of a case.
pub fn between(input: &Value, entry: &Value) -> Option<Outcome> {
    let pair = &input["pairs"][entry["params"]["pair"].as_f64()? as usize];
    let unit = |span: &Value, code: &Value| Unit {
        start: span[0].as_f64().unwrap(),
        end: span[1].as_f64().unwrap(),
        code: u32::from(code != &pair[1]),
    };
    let (a, b) = (unit(&pair[0], &pair[1]), unit(&pair[2], &pair[3]));
    Some(Ok(params(&input["params"]).between(a, b)))
}

fn params(params: &Value) -> Params {
    Params {
        alpha: params["alpha"].as_f64().unwrap(),
        beta: params["beta"].as_f64().unwrap(),
        delta_empty: params["delta_empty"].as_f64().unwrap(),
    }
}
