//! What all files in JSON have in common.

use crate::agreement::outcome::Outcome;
use serde_json::{Value, json};

/// As a file has it, a field a line.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A figure, or why there is none: a number, or `{"undefined": "words"}`.
pub fn outcome_json(outcome: &Outcome) -> Value {
    match outcome {
        Ok(value) => json!(value),
        Err(why) => json!({ "undefined": why.to_string() }),
    }
}
