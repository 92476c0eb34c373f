//! What all files in JSON have in common.

use crate::agreement::outcome::Outcome;
use serde::Serialize;
use serde_json::Value;

/// As a file has it, a field a line.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A figure, or why there is none: a number, or `{"undefined": "words"}`.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Figure {
    Is(f64),
    IsNot {
        /// Why, in words.
        undefined: String,
    },
}

impl From<&Outcome> for Figure {
    fn from(outcome: &Outcome) -> Figure {
        match outcome {
            Ok(value) => Figure::Is(*value),
            Err(why) => Figure::IsNot {
                undefined: why.to_string(),
            },
        }
    }
}
