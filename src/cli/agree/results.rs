//! Figures out of a file, each with the name and the parameters under which other programs can be
//! compared with it.

use crate::agreement::interval::{How, Interval};
use crate::agreement::outcome::Outcome;
use crate::cli::columns::Columns;
use crate::cli::{Out, write_json};
use anyhow::Result;
use serde_json::{Map, Value, json};

/// One figure.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name, such as `cohen_kappa`.
    pub measure: &'static str,
    /// What it is about and how it was computed, such as `{"category": "yes"}`.
    pub params: Map<String, Value>,
    /// The figure, or why there is none.
    pub outcome: Outcome,
    /// Units it was computed on.
    pub n: u64,
    /// Its 95 % interval, if it has one.
    pub interval: Option<Interval>,
}

impl Entry {
    /// A figure without an interval.
    pub fn new(measure: &'static str, params: &Map<String, Value>, n: u64, of: Outcome) -> Entry {
        Entry {
            measure,
            params: params.clone(),
            outcome: of,
            n,
            interval: None,
        }
    }

    /// The same, about these two coders of several.
    #[must_use]
    pub fn between(mut self, a: &str, b: &str) -> Entry {
        self.params.insert("pair".to_owned(), json!([a, b]));
        self
    }

    fn json(&self) -> Value {
        let mut shown = json!({ "measure": self.measure, "params": self.params });
        match &self.outcome {
            Ok(value) => shown["value"] = json!(value),
            Err(why) => shown["undefined"] = json!(why.to_string()),
        }
        shown["n"] = json!(self.n);
        // Also beside the parameters, where they are found without looking into these.
        for name in ["variable", "pair"] {
            if let Some(value) = self.params.get(name) {
                shown[name] = value.clone();
            }
        }
        if let Some(interval) = &self.interval {
            shown["ci95"] = json!([interval.low, interval.high]);
            shown["ci95_from"] = from(interval.how);
        }
        shown
    }

    fn cells(&self) -> Vec<String> {
        let params = self.params.iter().map(|(name, value)| match value {
            Value::String(text) => format!("{name} {text}"),
            Value::Array(two) => {
                let names: Vec<&str> = two.iter().filter_map(Value::as_str).collect();
                names.join(" and ")
            }
            other => format!("{name} {other}"),
        });
        let value = match &self.outcome {
            Ok(value) => format!("{value:.4}"),
            Err(_) => "undefined".to_owned(),
        };
        let interval = match &self.interval {
            Some(i) => format!("{:.4} to {:.4}", i.low, i.high),
            None => String::new(),
        };
        let params = params.collect::<Vec<_>>().join(", ");
        vec![
            self.measure.into(),
            params,
            self.n.to_string(),
            value,
            interval,
        ]
    }
}

/// How an interval was got, for a program.
fn from(how: How) -> Value {
    match how {
        How::Normal => json!("standard error, normal"),
        How::Student => json!("standard error, Student's t"),
        How::Satterthwaite => json!("F, Satterthwaite's degrees of freedom"),
        How::Wilson => json!("Wilson"),
        How::Resampled(by) => json!({
            "resampled": by.of.word(),
            "replicates": by.replicates,
            "undefined": by.undefined,
            "seed": by.seed,
        }),
    }
}

/// Writes figures as one JSON object.
pub fn write_as_json(entries: &[Entry], out: Out) -> Result<()> {
    let results: Vec<Value> = entries.iter().map(Entry::json).collect();
    write_json(out, &json!({ "results": results }))
}

/// Writes figures as a table, with the reasons of those that are undefined beside them.
pub fn write_as_table(entries: &[Entry], out: Out) -> Result<()> {
    let mut table = Columns::new(["measure", "of", "n", "value", "95 % interval"]);
    for entry in entries {
        let why = match &entry.outcome {
            Ok(_) => String::new(),
            Err(why) => why.to_string(),
        };
        table.row(entry.cells(), why);
    }
    for line in table.lines("") {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
