//! Attributes of participants, sources and cases: what kind of values they take, and what is set.

use super::ids::{CoderId, SourceId};
use super::name;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Whose attribute it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    Participant(#[serde(deserialize_with = "name::read")] String),
    Source(SourceId),
    /// What is compared and is no person: a site, an agency, a household.
    Case(Case),
}

/// One case, such as the site “North”.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Case {
    /// The attribute of participants or sources that names it, such as `site`.
    #[serde(deserialize_with = "name::read")]
    pub kind: String,
    #[serde(deserialize_with = "name::read")]
    pub name: String,
}

/// All that have an attribute: a table has one row for each of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subjects {
    #[default]
    Participants,
    Sources,
    /// Cases of this kind.
    Cases(#[serde(deserialize_with = "name::read")] String),
}

impl Subject {
    /// The table it is a row of.
    pub fn table(&self) -> Subjects {
        match self {
            Subject::Participant(_) => Subjects::Participants,
            Subject::Source(_) => Subjects::Sources,
            Subject::Case(case) => Subjects::Cases(case.kind.clone()),
        }
    }
}

/// What kind of values an attribute takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttributeKind {
    /// Anything; what an attribute is until somebody says otherwise.
    #[default]
    Text,
    Number,
    /// One of these, in no order but that in which tables list them.
    Category(#[serde(deserialize_with = "name::read_several")] Vec<String>),
    /// One of these, from low to high.
    Ordered(#[serde(deserialize_with = "name::read_several")] Vec<String>),
    /// A day, a month or a year: `2026-11-29`, `2026-11`, `2026`.
    Date,
    /// The name of a case: its values are cases that have attributes of their own.
    Case,
}

impl AttributeKind {
    pub fn word(&self) -> &'static str {
        match self {
            AttributeKind::Text => "text",
            AttributeKind::Number => "number",
            AttributeKind::Category(_) => "category",
            AttributeKind::Ordered(_) => "ordered",
            AttributeKind::Date => "date",
            AttributeKind::Case => "case",
        }
    }

    /// The values it can take, where these are listed.
    pub fn values(&self) -> &[String] {
        match self {
            AttributeKind::Category(values) | AttributeKind::Ordered(values) => values,
            _ => &[],
        }
    }
}

/// Why something is not set, where that is known: never the same as an empty text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Absent {
    /// There is no value: not asked, not answered, does not apply.
    Missing,
    /// There is one, and nobody here knows it.
    Unknown,
}

impl Absent {
    pub fn word(self) -> &'static str {
        match self {
            Absent::Missing => "missing",
            Absent::Unknown => "unknown",
        }
    }
}

/// What is set for an attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    Is(String),
    Not(Absent),
}

impl Value {
    /// As written in tables: `missing` and `unknown` stand for themselves.
    pub fn written(text: &str) -> Option<Value> {
        let text = text.trim();
        let absent = [Absent::Missing, Absent::Unknown];
        match absent
            .into_iter()
            .find(|a| a.word().eq_ignore_ascii_case(text))
        {
            _ if text.is_empty() => None,
            Some(absent) => Some(Value::Not(absent)),
            None => Some(Value::Is(text.to_owned())),
        }
    }

    /// The value itself, where there is one.
    pub fn is(&self) -> Option<&str> {
        match self {
            Value::Is(text) => Some(text),
            Value::Not(_) => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Value::Is(text) => text,
            Value::Not(absent) => absent.word(),
        })
    }
}

/// An attribute, at a time point if it was taken at one: a column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Column {
    pub key: String,
    pub at: Option<String>,
}

impl Column {
    pub fn new(key: impl Into<String>, at: Option<String>) -> Column {
        Column {
            key: key.into(),
            at,
        }
    }

    /// A heading of a table: `age`, or `score @ T1`.
    pub fn headed(heading: &str) -> Column {
        match heading.rsplit_once(" @ ") {
            Some((key, at)) if !key.trim().is_empty() && !at.trim().is_empty() => {
                Column::new(key.trim(), Some(at.trim().to_owned()))
            }
            _ => Column::new(heading.trim(), None),
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(at) => f.pad(&format!("{} @ {at}", self.key)),
            None => f.pad(&self.key),
        }
    }
}

/// What is set for one attribute of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub value: Value,
    /// What others set apart from it, not knowing of it: whoever sets it anew settles that.
    pub apart: Vec<(CoderId, Option<Value>)>,
    /// Who set it; nobody, where the program told it itself, as the kind of a source.
    pub by: Option<CoderId>,
}

/// All that is set for one subject.
pub type Attributes = BTreeMap<Column, Held>;

/// A value as an attribute of this kind has it.
///
/// # Errors
/// In words, why it can be none.
pub fn typed(kind: &AttributeKind, text: &str) -> Result<String, String> {
    let text = text.trim();
    match kind {
        AttributeKind::Text | AttributeKind::Case => Ok(text.to_owned()),
        AttributeKind::Number => number(text)
            .map(|_| text.replace(',', "."))
            .ok_or_else(|| format!("“{text}” is no number, or may be two: write 1500 or 1.5; “missing” and “unknown” are values")),
        AttributeKind::Category(values) | AttributeKind::Ordered(values) => {
            let key = name::key(text);
            let found = values.iter().find(|v| name::key(v) == key);
            found
                .cloned()
                .ok_or_else(|| format!("“{text}” is none of its values: {}", values.join(", ")))
        }
        AttributeKind::Date => date(text),
    }
}

/// A number as people write one: digits, with a point or a comma before the decimals.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+');
    let marks = text.matches(['.', ',']).count();
    // 1,500 may be fifteen hundred, or one and a half.
    let thousands = text
        .split_once(',')
        .is_some_and(|(_, after)| after.len() == 3);
    match text.chars().all(plain) && marks <= 1 && !thousands {
        true => text
            .replace(',', ".")
            .parse()
            .ok()
            .filter(|n: &f64| n.is_finite()),
        false => None,
    }
}

/// A date as it is kept: year first.
fn date(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
    let digits = |p: &&str| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit());
    let unclear = || format!("“{text}” is no date: write 2026-11-29, 2026-11 or 2026");
    if !parts.iter().all(digits) {
        return Err(unclear());
    }
    let dotted = text.contains('.');
    let ordered: Vec<&str> = match parts[..] {
        [day, month, year] if dotted && year.len() == 4 => vec![year, month, day],
        [year, ..] if year.len() == 4 => parts.clone(),
        // 03/04/2026 is another day in Paris than in Boston: only one of them has a 15th month.
        [one, other, year] if year.len() == 4 => match (one.parse(), other.parse()) {
            (Ok(13..=31u32), _) => vec![year, other, one],
            (_, Ok(13..=31u32)) => vec![year, one, other],
            _ => {
                return Err(format!(
                    "“{text}” may be two days: write the year first, {year}-MM-DD"
                ));
            }
        },
        _ => return Err(unclear()),
    };
    let numbers: Vec<u32> = ordered.iter().filter_map(|p| p.parse().ok()).collect();
    match numbers[..] {
        [year] => Ok(format!("{year:04}")),
        [year, month] if (1..=12).contains(&month) => Ok(format!("{year:04}-{month:02}")),
        [year, month, day] if day >= 1 && day <= days(year, month) => {
            Ok(format!("{year:04}-{month:02}-{day:02}"))
        }
        _ => Err(format!("“{text}” is no day there is")),
    }
}

/// Days of a month, none where there is no such month.
fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_kept_as_their_kind_has_them() {
        use AttributeKind::*;
        let listed = |values: [&str; 2]| values.map(str::to_owned).to_vec();
        let ok = [
            (Number, "12,5", "12.5"),
            (Number, " -3 ", "-3"),
            (Category(listed(["SMCM", "control"])), "smcm", "SMCM"),
            (Ordered(listed(["low", "high"])), "High", "high"),
            (Date, "29.11.2026", "2026-11-29"),
            (Date, "2026-2", "2026-02"),
            (Date, "15/03/2024", "2024-03-15"),
            (Date, "03/15/2024", "2024-03-15"),
            (Date, "2024-02-29", "2024-02-29"),
            (Text, "12,5", "12,5"),
        ];
        for (kind, text, kept) in ok {
            assert_eq!(typed(&kind, text).as_deref(), Ok(kept), "{text}");
            assert_eq!(typed(&kind, kept).as_deref(), Ok(kept), "{kept} stays");
        }
        let not = [
            (Number, "1,234,567"),
            (Number, "about 12"),
            (Number, "inf"),
            (Number, "1,500"),
            (Category(listed(["SMCM", "control"])), "both"),
            (Date, "03/04/2026"),
            (Date, "2026-02-30"),
            (Date, "last May"),
        ];
        for (kind, text) in not {
            assert!(typed(&kind, text).is_err(), "{text}");
        }
    }

    #[test]
    fn missing_and_unknown_are_no_text_and_nothing_is_neither() {
        assert_eq!(
            Value::written(" Missing "),
            Some(Value::Not(Absent::Missing))
        );
        assert_eq!(Value::written("unknown"), Some(Value::Not(Absent::Unknown)));
        assert_eq!(Value::written("  "), None);
        let text = Value::written("unknown to us").unwrap();
        assert_eq!(text.is(), Some("unknown to us"));
    }

    #[test]
    fn a_heading_is_the_column_it_was_made_of() {
        for column in [
            Column::new("age", None),
            Column::new("score", Some("T1".into())),
            Column::new("a @ b", Some("T1".into())),
        ] {
            assert_eq!(Column::headed(&column.to_string()), column);
        }
        assert_eq!(Column::headed(" @ T1"), Column::new("@ T1", None));
    }
}
