//! Every case of units and of sets, written as a file and read back by the program itself.

use std::fs;

use serde_json::{Value, json};
use tandem::agreement::outcome::{Outcome, Undefined};

use super::{cases, judge, text};
use crate::place::Place;

#[test]
fn every_case_written_as_a_file_gives_all_its_figures() {
    let place = Place::empty();
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for case in cases() {
        let tables = match text(&case["kind"]) {
            "units" => vec![wide(&case["input"]), long(&case["input"])],
            "sets" => vec![presence(&case["input"])],
            _ => continue,
        };
        let told: Vec<Value> = tables.iter().map(|t| asked(&place, &case, t)).collect();
        // Long or wide is the same data.
        assert_eq!(told[0], told[told.len() - 1], "{}", case["id"]);
        for entry in case["expected"].as_array().unwrap() {
            checked += 1;
            if let Err(why) = compared(&told[0], &case, entry) {
                let (id, measure, params) = (&case["id"], &entry["measure"], &entry["params"]);
                wrong.push(format!("{id} {measure} {params}: {why}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked >= 3100, "only {checked} entries");
}

/// What the program says of a table.
fn asked(place: &Place, case: &Value, table: &str) -> Value {
    fs::write(place.path("table.csv"), table).unwrap();
    let input = &case["input"];
    let entries = case["expected"].as_array().unwrap();
    let drawn = entries.iter().any(|e| e["status"] == "stochastic");
    let mut args = vec!["agree".to_owned(), "--table".into(), "table.csv".into()];
    let replicates = if drawn { "3000" } else { "0" };
    args.extend(["--json", "--replicates", replicates].map(str::to_owned));
    if let Some(categories) = input["categories"].as_array() {
        let names: Vec<String> = categories.iter().map(named).collect();
        args.extend(["--categories".to_owned(), names.join(",")]);
        args.extend(["--level", text(&input["level"])].map(str::to_owned));
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    serde_json::from_str(&place.run(&args)).unwrap()
}

/// Whether there is exactly one figure of the entry's name and parameters, and it is right.
fn compared(told: &Value, case: &Value, entry: &Value) -> Result<(), String> {
    let results = told["results"].as_array().unwrap().iter();
    let is = |r: &&Value| r["measure"] == entry["measure"] && r["params"] == entry["params"];
    let found: Vec<&Value> = results.filter(is).collect();
    let [found] = found[..] else {
        return Err(format!("{} figures", found.len()));
    };
    let ours: Outcome = match (found["value"].as_f64(), found["undefined"].as_str()) {
        (Some(value), None) => Ok(value),
        (None, Some(_)) => Err(Undefined::NoUnits),
        _ => return Err(format!("neither a number nor a reason: {found}")),
    };
    match judge(case, entry, ours) {
        true => Ok(()),
        false => Err(format!("{found}, should be {}", entry["value"])),
    }
}

/// A label as somebody writes it into a file.
fn named(label: &Value) -> String {
    match label {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The units of a case, each as often as it was seen.
fn rows(input: &Value) -> Vec<&Vec<Value>> {
    match input["rows"].as_array() {
        Some(rows) => rows.iter().map(|r| r.as_array().unwrap()).collect(),
        None => {
            let patterns = input["patterns"].as_array().unwrap().iter();
            let row = |p: &'_ Value| p[0].as_u64().unwrap() as usize;
            patterns
                .flat_map(|p| std::iter::repeat_n(p[1].as_array().unwrap(), row(p)))
                .collect()
        }
    }
}

fn coders(input: &Value) -> Vec<&str> {
    input["coders"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect()
}

fn wide(input: &Value) -> String {
    let mut table = format!("unit,{}\n", coders(input).join(","));
    for (unit, row) in rows(input).into_iter().enumerate() {
        let fields: Vec<String> = row.iter().map(named).collect();
        table += &format!("u{unit},{}\n", fields.join(","));
    }
    table
}

fn long(input: &Value) -> String {
    let mut table = "unit,coder,value\n".to_owned();
    for (unit, row) in rows(input).into_iter().enumerate() {
        for (coder, value) in coders(input).into_iter().zip(row) {
            table += &format!("u{unit},{coder},{}\n", named(value));
        }
    }
    // Who decided nothing is named nowhere else.
    for coder in coders(input) {
        table += &format!("nothing,{coder},\n");
    }
    table
}

/// A row for every code that a coder gave or did not give; none where the unit was not coded.
fn presence(input: &Value) -> String {
    let labels = input["labels"].as_array().unwrap();
    let mut table = "unit,variable,coder,value\n".to_owned();
    for (unit, row) in rows(input).into_iter().enumerate() {
        for (coder, set) in coders(input).into_iter().zip(row) {
            let Some(set) = set.as_array() else { continue };
            for label in labels {
                let given = u8::from(set.contains(label));
                table += &format!("u{unit},{},{coder},{given}\n", named(label));
            }
        }
    }
    table
}

#[test]
fn the_readable_table_says_why_a_figure_is_missing() {
    let place = Place::empty();
    fs::write(place.path("t.csv"), "unit,ana,ben\n1,yes,yes\n2,yes,yes\n").unwrap();
    let told = place.run(&["agree", "--table", "t.csv"]);
    let line = told
        .lines()
        .find(|l| l.starts_with("cohen_kappa "))
        .unwrap();
    assert!(
        line.contains("undefined") && line.contains("only one category"),
        "{line}"
    );
    let told: Value =
        serde_json::from_str(&place.run(&["agree", "--table", "t.csv", "--json"])).unwrap();
    let results = told["results"].as_array().unwrap();
    let percent = results
        .iter()
        .find(|r| r["measure"] == "percent_agreement")
        .unwrap();
    assert_eq!((&percent["value"], &percent["n"]), (&json!(1.0), &json!(2)));
}
