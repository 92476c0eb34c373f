//! Every coefficient against reference values of other programs and of publications, case by case
//! (`tests/data/oracle`). A value has to be met within the tolerance stored with it; what is
//! undefined there has to be undefined here.

mod sets;
mod spans;
mod units;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tandem::agreement::outcome::Outcome;

/// How many entries of each measure are checked at the least, so that none is left out unseen.
const CHECKED: &[(&str, usize)] = &[];

#[derive(Default)]
struct Report {
    checked: BTreeMap<String, usize>,
    skipped: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

#[test]
fn reference_values_are_met() {
    let mut report = Report::default();
    for case in cases() {
        for entry in case["expected"].as_array().unwrap() {
            check(&case, entry, &mut report);
        }
    }
    println!("not implemented: {:#?}", report.skipped);
    println!("checked: {:#?}", report.checked);
    println!("checked in all: {}", report.checked.values().sum::<usize>());
    assert!(report.wrong.is_empty(), "{}", report.wrong.join("\n"));
    for (measure, least) in CHECKED {
        let found = report.checked.get(*measure).copied().unwrap_or(0);
        assert!(
            found >= *least,
            "{measure}: only {found} of {least} checked"
        );
    }
}

fn cases() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/oracle");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|f| f.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    let read = |f: &std::path::PathBuf| serde_json::from_slice(&std::fs::read(f).unwrap());
    files.iter().map(|f| read(f).unwrap()).collect()
}

fn check(case: &Value, entry: &Value, report: &mut Report) {
    let kind = text(&case["kind"]);
    let ours = match kind {
        "units" => units::answer(&case["input"], entry),
        "sets" => sets::answer(&case["input"], entry),
        "spans" => spans::answer(&case["input"], entry),
        _ => None,
    };
    let name = format!("{kind} {}", text(&entry["measure"]));
    let status = text(&entry["status"]);
    let (Some(ours), "defined" | "undefined") = (ours, status) else {
        *report.skipped.entry(name).or_default() += 1;
        return;
    };
    *report.checked.entry(name.clone()).or_default() += 1;
    if !met(ours, entry) {
        let (id, params, value) = (&case["id"], &entry["params"], &entry["value"]);
        let line = format!("{id} {name} {params}: {ours:?}, should be {status} {value}");
        report.wrong.push(line);
    }
}

fn met(ours: Outcome, entry: &Value) -> bool {
    match (ours, entry["value"].as_f64()) {
        (Ok(ours), Some(value)) => {
            let relative = entry["tol_rel"].as_f64().unwrap_or(0.0) * value.abs();
            (ours - value).abs() <= entry["tol_abs"].as_f64().unwrap_or(0.0) + relative
        }
        (Err(_), None) => true,
        _ => false,
    }
}

/// A category, label or measure as text.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Where `wanted` stands among the declared labels; 2 and 2.0 are the same label.
fn place(labels: &Value, wanted: &Value) -> Option<u32> {
    let named = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_string);
    let same = |a: &str, b: &str| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    };
    let wanted = (!wanted.is_null()).then(|| named(wanted))?;
    let mut labels = labels.as_array().unwrap().iter();
    let found = labels.position(|label| same(&named(label), &wanted));
    found.map(|at| at as u32)
}
