//! Figures on marks out of a file, against the reference values of other programs.

use super::{ends, json};
use crate::place::{Place, example};
use serde_json::{Value, json};
use std::fs;

fn case(name: &str) -> Value {
    let file = example(&format!("tests/data/oracle/{name}.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// A reference case as a file of one document.
fn dataset(case: &Value) -> Value {
    let input = &case["input"];
    let mut codings = Vec::new();
    let mut add = |coder: &str, start: &Value, end: &Value, code: &Value| {
        codings.push(json!({
            "coder": coder, "doc": "d", "start": start, "end": end, "code": code
        }));
    };
    let (coders, length) = match input["masses"].as_object() {
        Some(masses) => {
            for (coder, masses) in masses {
                let mut at = 0;
                for mass in masses.as_array().unwrap() {
                    let end = at + mass.as_u64().unwrap();
                    add(coder, &json!(at), &json!(end), &json!("segment"));
                    at = end;
                }
            }
            (json!(masses.keys().collect::<Vec<_>>()), &input["n_units"])
        }
        None => {
            for (coder, spans) in input["spans"].as_object().unwrap() {
                for span in spans.as_array().unwrap() {
                    add(coder, &span[0], &span[1], &span[2]);
                }
            }
            (input["coders"].clone(), &input["continuum_length"])
        }
    };
    let read = coders.as_array().unwrap().iter();
    let read: Vec<Value> = read.map(|c| json!({"coder": c, "doc": "d"})).collect();
    let codebook = input["labels"].as_array().into_iter().flatten();
    json!({
        "coders": coders,
        "codebook": codebook.map(|c| json!({"code": c})).collect::<Vec<_>>(),
        "documents": [{"id": "d", "length": length}],
        "assessed": read,
        "codings": codings,
    })
}

#[test]
fn every_measure_of_a_reference_case_is_told_by_its_name() {
    for name in [
        "syn-spans-rand04-L500-n12-m2",
        "syn-spans-randov2-L300",
        "syn-spans-three-mixed",
        "syn-seg-rand1-n30",
        "def-maxqda-mixed",
    ] {
        let case = case(name);
        let place = Place::empty();
        fs::write(place.path("spans.json"), dataset(&case).to_string()).unwrap();
        let told = json(&place, &["agree", "--spans", "spans.json"]);
        let results = told["results"].as_array().unwrap();
        for entry in case["expected"].as_array().unwrap() {
            let is = |r: &&Value| {
                r["measure"] == entry["measure"]
                    && r["params"] == entry["params"]
                    && r["pair"].is_null()
            };
            let found: Vec<_> = results.iter().filter(is).collect();
            let [found] = found[..] else {
                panic!("{name}: {} times {entry}", found.len());
            };
            let tolerance =
                entry["tol_abs"].as_f64().unwrap_or(0.0) + entry["tol_rel"].as_f64().unwrap_or(0.0);
            match (found["value"].as_f64(), entry["value"].as_f64()) {
                (Some(ours), Some(value)) => {
                    assert!((ours - value).abs() <= tolerance, "{name}: {found} {entry}");
                }
                (None, None) => assert!(found["undefined"].is_string(), "{found}"),
                _ => panic!("{name}: {found} {entry}"),
            }
        }
    }
}

#[test]
fn several_documents_are_pooled_and_pairs_have_figures_of_their_own() {
    let coding = |coder, doc, start, end| json!({"coder": coder, "doc": doc, "start": start, "end": end, "code": "hope"});
    let read = |coder, doc| json!({"coder": coder, "doc": doc});
    let data = json!({
        "coders": ["ana", "ben", "cat"],
        "documents": [{"id": "P1", "text": "Não sei, talvez."}, {"id": "P2", "length": 40}],
        "assessed": [
            read("ana", "P1"), read("ben", "P1"), read("ana", "P2"), read("cat", "P2")
        ],
        "codings": [
            coding("ana", "P1", 0, 7), coding("ben", "P1", 0, 7), coding("ben", "P1", 0, 7),
            coding("ana", "P2", 5, 10), coding("cat", "P2", 20, 30)
        ],
    });
    let place = Place::empty();
    fs::write(place.path("spans.json"), data.to_string()).unwrap();
    let told = json(&place, &["agree", "--spans", "spans.json"]);
    let find = |measure: &str, mut params: Value, pair: Value| {
        if !pair.is_null() {
            params["pair"] = pair.clone();
        }
        let results = told["results"].as_array().unwrap();
        let is = |r: &&Value| r["measure"] == measure && r["params"] == params && r["pair"] == pair;
        results.iter().find(is).unwrap().clone()
    };
    let strict = |pair: Value| find("span_f1_strict", json!({}), pair)["value"].clone();
    assert_eq!(strict(json!(["ana", "ben"])), 1.0);
    assert_eq!(strict(json!(["ana", "cat"])), 0.0);
    // Nobody but they read anything together: no pooling over what one of them never saw.
    let alone = find("u_alpha", json!({}), json!(["ben", "cat"]));
    assert_eq!(alone["undefined"], "no unit was coded by two coders");
    let all = find("char_alpha", json!({"category": "hope"}), Value::Null);
    assert_eq!(all["n"], 56);
    let said = ends(&place.output(&["agree", "--spans", "spans.json"]), 0);
    assert!(said.0.contains("ana and ben"), "{}", said.0);
    assert!(said.1.contains("counted once: 1 coding"), "{}", said.1);
}

#[test]
fn a_file_that_does_not_hold_together_is_refused() {
    let place = Place::empty();
    for (data, why) in [
        (json!({"coders": []}), "not a set of documents and codings"),
        (
            json!({
                "coders": ["a"], "documents": [{"id": "d", "length": 5}], "assessed": [],
                "codings": [{"coder": "a", "doc": "d", "start": 0, "end": 1, "code": "x"}],
            }),
            "not said to have read",
        ),
    ] {
        fs::write(place.path("spans.json"), data.to_string()).unwrap();
        let (_, said) = ends(&place.output(&["agree", "--spans", "spans.json"]), 1);
        assert!(said.contains(why) && said.contains("spans.json"), "{said}");
    }
}
