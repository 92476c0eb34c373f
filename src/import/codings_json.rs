//! Codings out of a JSON file: an object with a list `codings` of objects with `coder`, `doc` (or
//! `source`), `start`, `end` and `code`, and if it likes a list `assessed` of who read what.

use super::coding_row::{CodingRow, CodingsFile, QUOTE, ReadRow, RefusedRow, bounded};
use super::counted;
use super::error::ImportError;
use crate::model::limits::{self, CELL, NAME};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// Fields of the file that are read, or say nothing that would have to be.
const WHOLE: [&str; 12] = [
    "codings",
    "assessed",
    "round",
    "consensus",
    "format",
    "name",
    "offsets",
    "unit",
    "units",
    "coders",
    "open",
    "disagreements_kept",
];
/// The same of one coding.
const ENTRY: [&str; 14] = [
    "coder", "doc", "source", "start", "end", "code", "memo", "verdict", "round", "rating",
    "certain", "basis", QUOTE[0], QUOTE[1],
];

/// Reads the codings. A bad one is refused by itself, under its number in the list.
pub(super) fn codings(file_name: &str, bytes: &[u8]) -> Result<CodingsFile, ImportError> {
    let whole = Whole::read(file_name, bytes)?;
    let list = whole
        .list("codings")?
        .ok_or_else(|| whole.fail("it has no list “codings”".to_owned()))?;
    let round = whole.text("round")?.unwrap_or_default();
    let with = match whole.text("consensus")? {
        Some(_) => format!("{round} with consensus"),
        _ => round,
    };
    let mut file = CodingsFile::default();
    let mut others = BTreeSet::new();
    for (entry, line) in list.iter().zip(1..) {
        let read = value(entry).and_then(|value| {
            note_others(&value, &mut others);
            row(&value, line, &with)
        });
        match read {
            Ok(row) => file.rows.push(row),
            Err(reason) => file.refused.push(RefusedRow { line, reason }),
        }
    }
    whole.assessed(&mut file)?;
    let unread = whole.fields.keys().filter(|f| !WHOLE.contains(&f.as_str()));
    file.passed_over = unread.cloned().chain(others).collect();
    Ok(file)
}

/// Reads who read what, and nothing else.
pub(super) fn assessed(file_name: &str, bytes: &[u8]) -> Result<CodingsFile, ImportError> {
    let whole = Whole::read(file_name, bytes)?;
    let mut file = CodingsFile::default();
    whole.assessed(&mut file)?;
    match file.says_who_read {
        true => Ok(file),
        false => Err(whole.fail("it has no list “assessed”".to_owned())),
    }
}

struct Whole<'a> {
    file_name: &'a str,
    fields: BTreeMap<String, &'a RawValue>,
}

impl<'a> Whole<'a> {
    fn read(file_name: &'a str, bytes: &'a [u8]) -> Result<Whole<'a>, ImportError> {
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let fields = counted::fields(&mut json, limits::COLUMNS);
        let fields = fields.and_then(|fields| json.end().map(|()| fields));
        let fields = fields.map_err(|e| fail(file_name, e.to_string()))?;
        Ok(Whole { file_name, fields })
    }

    fn fail(&self, why: String) -> ImportError {
        fail(self.file_name, why)
    }

    fn text(&self, field: &str) -> Result<Option<String>, ImportError> {
        let raw = self.fields.get(field);
        let text = raw.and_then(|f| serde_json::from_str::<String>(f.get()).ok());
        let text = text.map(|t| bounded(&t, field, NAME)).transpose();
        text.map_err(|why| self.fail(why))
    }

    /// The entries of a list; none where there is no such field.
    fn list(&self, field: &str) -> Result<Option<Vec<&'a RawValue>>, ImportError> {
        let given = |raw: &&&RawValue| raw.get().trim() != "null";
        let Some(raw) = self.fields.get(field).filter(given) else {
            return Ok(None);
        };
        let mut json = serde_json::Deserializer::from_str(raw.get());
        let list = counted::list(&mut json, limits::CODINGS);
        let list = list.map_err(|e| self.fail(format!("{field}: {e}")))?;
        Ok(Some(list))
    }

    /// Adds who is said to have read what.
    fn assessed(&self, file: &mut CodingsFile) -> Result<(), ImportError> {
        let Some(list) = self.list("assessed")? else {
            return Ok(());
        };
        file.says_who_read = true;
        for (entry, line) in list.iter().zip(1..) {
            match value(entry).and_then(|value| read(&value, line)) {
                Ok(row) => file.reads.push(row),
                Err(why) => file.refused.push(RefusedRow {
                    line,
                    reason: format!("in assessed: {why}"),
                }),
            }
        }
        Ok(())
    }
}

fn fail(file_name: &str, why: String) -> ImportError {
    ImportError::Codings {
        name: file_name.into(),
        why,
        next: "give it a list such as {\"codings\": [{\"coder\": \"ana\", \"doc\": \"P01\", \"start\": 0, \"end\": 5, \"code\": \"hope\"}]}".into(),
    }
}

/// Fields of an entry nothing is read from, up to a number nobody reads.
fn note_others(entry: &Value, others: &mut BTreeSet<String>) {
    const ENOUGH: usize = 50;
    for field in entry.as_object().into_iter().flat_map(|o| o.keys()) {
        if others.len() < ENOUGH && !ENTRY.contains(&field.as_str()) && !others.contains(field) {
            others.insert(field.clone());
        }
    }
}

fn value(entry: &RawValue) -> Result<Value, String> {
    let length = entry.get().len() as u64;
    limits::ENTRY.check(length).map_err(|e| e.to_string())?;
    serde_json::from_str(entry.get()).map_err(|e| e.to_string())
}

/// A name in an entry; none where it is empty.
fn name(value: &Value, field: &str) -> Result<Option<String>, String> {
    let found = value.get(field).and_then(Value::as_str).map(str::trim);
    let found = found.filter(|t| !t.is_empty());
    found.map(|t| bounded(t, field, NAME)).transpose()
}

fn source(value: &Value) -> Result<String, String> {
    match name(value, "source")? {
        Some(source) => Ok(source),
        None => Ok(name(value, "doc")?.ok_or("no doc")?),
    }
}

fn read(value: &Value, line: u64) -> Result<ReadRow, String> {
    Ok(ReadRow {
        line,
        coder: name(value, "coder")?.ok_or("no coder")?,
        source: source(value)?,
        round: name(value, "round")?,
    })
}

fn row(value: &Value, line: u64, round: &str) -> Result<CodingRow, String> {
    let found = |name: &str| {
        let found = value.get(name).and_then(Value::as_str).map(str::trim);
        found.filter(|t| !t.is_empty())
    };
    let number = |name: &str| {
        let found = value.get(name).and_then(Value::as_u64);
        let found = found.and_then(|n| u32::try_from(n).ok());
        found.ok_or_else(|| format!("{name} is not a whole number of code points"))
    };
    let coder = name(value, "coder")?.ok_or("no coder")?;
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
    let memo = found("memo").or(reason).unwrap_or_default();
    let quote = QUOTE.into_iter().find_map(found).unwrap_or_default();
    Ok(CodingRow {
        line,
        coder,
        source: source(value)?,
        start,
        end,
        paragraphs: None,
        code: name(value, "code")?.ok_or("no code")?,
        memo: bounded(memo, "memo", CELL)?,
        round: name(value, "round")?.unwrap_or_else(|| round.to_owned()),
        rating,
        certain,
        quote: bounded(quote, "quote", CELL)?,
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
        // Whether somebody is called so is looked up later.
        assert_eq!(
            short,
            [
                ("ana", "P01", "R", 9),
                ("Ana B", "P01", "R", 9),
                ("ben", "P02", "other", 2)
            ]
        );
        let lines: Vec<u64> = refused.iter().map(|r| r.line).collect();
        assert_eq!(lines, [3, 4]);
        for bad in [&b"{}"[..], b"[]", b"{\"codings\": 3}", b"{"] {
            assert!(codings("d.json", bad).is_err());
        }
    }

    #[test]
    fn who_read_what_is_read_and_other_fields_are_named() {
        let file = br#"{"format": "x", "documents": [], "assessed": [
            {"coder": "ana", "doc": "P01"}, {"coder": "ben", "source": "P02", "round": "r2"}, {"doc": "P01"}],
            "codings": [{"coder": "ana", "doc": "P01", "start": 3, "end": 9, "code": "hope", "mood": 1, "text": "so"}]}"#;
        let read = codings("d.json", file).expect("readable");
        let reads: Vec<(&str, &str, Option<&str>)> = read
            .reads
            .iter()
            .map(|r| (&*r.coder, &*r.source, r.round.as_deref()))
            .collect();
        assert_eq!(reads, [("ana", "P01", None), ("ben", "P02", Some("r2"))]);
        assert!(read.says_who_read);
        assert_eq!(read.passed_over, ["documents", "mood"]);
        assert_eq!(read.rows[0].quote, "so");
        assert_eq!(
            (read.refused[0].line, &*read.refused[0].reason),
            (3, "in assessed: no coder")
        );
        let alone = assessed("d.json", file).expect("readable");
        assert_eq!((alone.reads.len(), alone.rows.len()), (2, 0));
        let none = codings("d.json", br#"{"codings": [], "assessed": null}"#).expect("readable");
        assert!(!none.says_who_read);
        assert!(assessed("d.json", br#"{"codings": []}"#).is_err());
        assert!(codings("d.json", br#"{"codings": [], "assessed": 3}"#).is_err());
    }
}
