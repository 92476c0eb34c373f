//! What a JSON file holds, as far as its fields tell: a transcript, or codings.

use super::counted;
use crate::model::limits;
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Fields in which transcripts have what is said.
pub(super) const TALK: [&str; 2] = ["segments", "monologues"];
/// Fields in which codings stand, and who read what.
const CODINGS: [&str; 2] = ["codings", "assessed"];

/// What is in a file, by its outermost fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Transcript,
    Codings,
    /// Something else, in words.
    Other(String),
}

/// Reads no more of a file than the names of its fields, and of a list the first entry.
pub(super) fn kind(json: &[u8]) -> Kind {
    let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    if json.trim_ascii_start().starts_with(b"[") {
        return list_kind(json);
    }
    let mut read = Deserializer::from_slice(json);
    let fields: Result<BTreeMap<String, IgnoredAny>, _> =
        counted::fields(&mut read, limits::COLUMNS);
    let fields = match fields {
        Ok(fields) => fields,
        Err(e) => return Kind::Other(format!("no JSON object ({e})")),
    };
    let has = |names: &[&str]| names.iter().any(|name| fields.contains_key(*name));
    if has(&CODINGS) {
        return Kind::Codings;
    }
    if has(&TALK) {
        return Kind::Transcript;
    }
    let names: Vec<String> = fields.keys().take(4).map(|f| shortened(f)).collect();
    Kind::Other(match names.is_empty() {
        true => "an empty object".to_owned(),
        false => format!("an object with {}", names.join(", ")),
    })
}

fn list_kind(json: &[u8]) -> Kind {
    let first = json.trim_ascii_start()[1..].trim_ascii_start();
    let first = Deserializer::from_slice(first)
        .into_iter::<BTreeMap<String, &RawValue>>()
        .next();
    match first {
        Some(Ok(fields)) if fields.contains_key("text") || fields.contains_key("body") => {
            Kind::Transcript
        }
        _ => Kind::Other("a list whose entries have no “text”".to_owned()),
    }
}

/// A name in quotes, cut where it is long.
fn shortened(name: &str) -> String {
    let kept: String = name.chars().take(30).collect();
    let more = if kept.len() < name.len() { "…" } else { "" };
    format!("“{kept}{more}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_tell_what_a_file_holds() {
        for talk in [
            r#"{"text": "long", "segments": [{"text": "so"}]}"#,
            r#" [{"start": 0, "text": "so"}, {"#,
            "\u{FEFF}{\"monologues\": []}",
        ] {
            assert_eq!(kind(talk.as_bytes()), Kind::Transcript, "{talk}");
        }
        let codings = r#"{"segments": 3, "codings": []}"#;
        assert_eq!(kind(codings.as_bytes()), Kind::Codings);
        let told = |json: &str| match kind(json.as_bytes()) {
            Kind::Other(what) => what,
            known => format!("{known:?}"),
        };
        assert_eq!(told(r#"{"a": 1, "b": {}}"#), "an object with “a”, “b”");
        assert_eq!(told("{}"), "an empty object");
        assert!(told("[1, 2]").starts_with("a list"));
        assert!(told("nothing").starts_with("no JSON object"));
    }
}
