//! Figures out of a file, each with the name and the parameters under which other programs can be
//! compared with it.

use crate::agreement::interval::{How, Interval};
use crate::agreement::outcome::Outcome;
use crate::cli::columns::Columns;
use crate::cli::{Out, write_json};
use anyhow::Result;
use serde::Serialize;
use serde_json::{Map, Value, json};

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

    fn json(&self) -> EntryJson<'_> {
        EntryJson {
            measure: self.measure,
            params: &self.params,
            figure: match &self.outcome {
                Ok(value) => FigureJson::Value(*value),
                Err(why) => FigureJson::Undefined(why.to_string()),
            },
            n: self.n,
            variable: self.params.get("variable"),
            pair: self.params.get("pair"),
            ci95: self.interval.as_ref().map(|i| [i.low, i.high]),
            ci95_from: self.interval.as_ref().map(|i| i.how.into()),
        }
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

#[derive(Serialize)]
struct EntryJson<'a> {
    measure: &'static str,
    params: &'a Map<String, Value>,
    #[serde(flatten)]
    figure: FigureJson,
    n: u64,
    // Also beside the parameters, where they are found without looking into these.
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pair: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ci95: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ci95_from: Option<FromJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum FigureJson {
    Value(f64),
    Undefined(String),
}

/// How an interval was got, for a program.
#[derive(Serialize)]
#[serde(untagged)]
enum FromJson {
    Formula(&'static str),
    Resampled {
        resampled: &'static str,
        replicates: u32,
        undefined: u32,
        seed: u64,
    },
}

impl From<How> for FromJson {
    fn from(how: How) -> FromJson {
        match how {
            How::Normal => FromJson::Formula("standard error, normal"),
            How::Student => FromJson::Formula("standard error, Student's t"),
            How::Satterthwaite => FromJson::Formula("F, Satterthwaite's degrees of freedom"),
            How::Wilson => FromJson::Formula("Wilson"),
            How::Resampled(by) => FromJson::Resampled {
                resampled: by.of.word(),
                replicates: by.replicates,
                undefined: by.undefined,
                seed: by.seed,
            },
        }
    }
}

/// Writes figures as one JSON object.
pub fn write_as_json(entries: &[Entry], out: Out) -> Result<()> {
    let results: Vec<EntryJson> = entries.iter().map(Entry::json).collect();
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
