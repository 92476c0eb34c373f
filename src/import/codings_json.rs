//! Codings out of a JSON file: an object with a list `codings` of objects with `coder`, `doc` (or
//! `source`), `start`, `end` and `code`; what else it holds is passed over.

use super::codings_csv::{CodingRow, CodingsFile, RefusedRow, bounded};
use super::counted;
use super::error::ImportError;
use crate::model::ids::CoderId;
use crate::model::limits::{self, CELL, NAME};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// Reads the codings. A bad one is refused by itself, under its number in the list.
pub(super) fn codings(file_name: &str, bytes: &[u8]) -> Result<CodingsFile, ImportError> {
    let fail = |why: String| {
        ImportError::Codings {
        name: file_name.into(),
        why,
        next: "give it a list such as {\"codings\": [{\"coder\": \"ana\", \"doc\": \"P01\", \"start\": 0, \"end\": 5, \"code\": \"hope\"}]}".into(),
    }
    };
    let whole: Whole = serde_json::from_slice(bytes).map_err(|e| fail(e.to_string()))?;
    let Some(list) = whole.codings else {
        return Err(fail("it has no list “codings”".to_owned()));
    };
    let text = |field: Option<&RawValue>| {
        let text = field.and_then(|f| serde_json::from_str::<String>(f.get()).ok());
        text.map(|t| bounded(&t, "round", NAME)).transpose()
    };
    let round = text(whole.round).map_err(fail)?.unwrap_or_default();
    let with = match text(whole.consensus).map_err(fail)? {
        Some(_) => format!("{round} with consensus"),
        _ => round,
    };
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for (entry, line) in list.iter().zip(1..) {
        match value(entry).and_then(|value| row(&value, line, &with)) {
            Ok(row) => rows.push(row),
            Err(reason) => refused.push(RefusedRow { line, reason }),
        }
    }
    Ok(CodingsFile {
        rows,
        refused,
        ..CodingsFile::default()
    })
}

/// What is read of the file.
#[derive(Deserialize)]
struct Whole<'a> {
    #[serde(borrow, default, deserialize_with = "entries")]
    codings: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    round: Option<&'a RawValue>,
    #[serde(borrow)]
    consensus: Option<&'a RawValue>,
}

fn entries<'de: 'a, 'a, D: Deserializer<'de>>(d: D) -> Result<Option<Vec<&'a RawValue>>, D::Error> {
    counted::list(d, limits::CODINGS).map(Some)
}

/// One entry.
fn value(entry: &RawValue) -> Result<Value, String> {
    let length = entry.get().len() as u64;
    limits::ENTRY.check(length).map_err(|e| e.to_string())?;
    serde_json::from_str(entry.get()).map_err(|e| e.to_string())
}

fn row(value: &Value, line: u64, round: &str) -> Result<CodingRow, String> {
    let found = |name: &str| {
        let found = value.get(name).and_then(Value::as_str).map(str::trim);
        found.filter(|t| !t.is_empty())
    };
    let name = |name: &str| found(name).map(|t| bounded(t, name, NAME)).transpose();
    let number = |name: &str| {
        let found = value.get(name).and_then(Value::as_u64);
        let found = found.and_then(|n| u32::try_from(n).ok());
        found.ok_or_else(|| format!("{name} is not a whole number of code points"))
    };
    let coder = name("coder")?.ok_or("no coder")?;
    coder.parse::<CoderId>().map_err(|e| e.to_string())?;
    let (start, end) = (number("start")?, number("end")?);
    if end <= start {
        return Err(format!(
            "it covers nothing: end {end} is not after start {start} (ends are exclusive)"
        ));
    }
    let rating = match value.get("rating") {
        None | Some(Value::Null) => None,
        Some(given) => {
            let whole = given.as_i64().and_then(|n| i32::try_from(n).ok());
            Some(whole.ok_or("rating is not a whole number")?)
        }
    };
    let certain = match value.get("certain") {
        None | Some(Value::Null) => true,
        Some(given) => given.as_bool().ok_or("certain is neither true nor false")?,
    };
    let reason = value.pointer("/verdict/reason").and_then(Value::as_str);
    let source = match name("source")? {
        Some(source) => source,
        None => name("doc")?.ok_or("no doc")?,
    };
    let memo = found("memo").or(reason).unwrap_or_default();
    Ok(CodingRow {
        line,
        coder,
        source,
        start,
        end,
        code: name("code")?.ok_or("no code")?,
        memo: bounded(memo, "memo", CELL)?,
        round: name("round")?.unwrap_or_else(|| round.to_owned()),
        rating,
        certain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_are_read_and_bad_ones_refused_by_number() {
        let file = br#"{"round": "R", "documents": [], "codings": [
            {"coder": "ana", "doc": "P01", "start": 3, "end": 9, "code": "hope", "verdict": null},
            {"coder": "Ana B", "doc": "P01", "start": 3, "end": 9, "code": "hope"},
            {"coder": "ana", "doc": "P01", "start": 9, "end": 9, "code": "hope"},
            {"coder": "ana", "start": 1, "end": 9, "code": "hope"},
            {"coder": "ben", "source": "P02", "start": 0, "end": 2, "code": "x", "round": "other", "memo": "m"}]}"#;
        let CodingsFile { rows, refused, .. } = codings("d.json", file).expect("readable");
        let short: Vec<(&str, &str, &str, u32)> = rows
            .iter()
            .map(|r| (r.coder.as_str(), r.source.as_str(), r.round.as_str(), r.end))
            .collect();
        assert_eq!(short, [("ana", "P01", "R", 9), ("ben", "P02", "other", 2)]);
        let lines: Vec<u64> = refused.iter().map(|r| r.line).collect();
        assert_eq!(lines, [2, 3, 4]);
        for bad in [&b"{}"[..], b"[]", b"{\"codings\": 3}", b"{"] {
            assert!(codings("d.json", bad).is_err());
        }
    }
}
