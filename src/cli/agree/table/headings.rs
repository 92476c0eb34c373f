//! What the heading of a column says that it holds.

/// Headings that say whose decision stands in the row.
const CODERS: &[&str] = &[
    "coder",
    "coderid",
    "codername",
    "rater",
    "raterid",
    "ratername",
    "annotator",
    "annotatorid",
    "judge",
    "judgeid",
    "observer",
    "observerid",
    "reviewer",
    "analyst",
    "labeler",
    "labeller",
];

/// Headings that say what was decided, the plainest first.
const VALUES: &[&str] = &[
    "value",
    "score",
    "rating",
    "label",
    "decision",
    "judgement",
    "judgment",
    "annotation",
    "category",
    "code",
];

/// Headings that say what the decision is about.
const VARIABLES: &[&str] = &["variable", "var", "question", "code", "category", "measure"];

/// Headings that name what was decided on, and nothing else.
const UNITS: &[&str] = &[
    "",
    "unit",
    "units",
    "id",
    "ids",
    "item",
    "items",
    "case",
    "cases",
    "row",
    "rows",
    "nr",
    "no",
    "num",
    "number",
    "index",
    "idx",
    "key",
    "subject",
    "segment",
    "turn",
    "sentence",
    "paragraph",
    "line",
    "document",
    "doc",
    "source",
    "text",
    "excerpt",
    "quote",
    "quotation",
    "utterance",
    "record",
    "observation",
    "obs",
    "participant",
    "respondent",
    "fall",
    "einheit",
    "nummer",
    "caso",
    "cas",
    "unidad",
    "unité",
    "編號",
    "编号",
    "單位",
    "单位",
];

/// Last words of a heading that names units: `turn_id`, `Case No.`.
const ENDINGS: &[&str] = &["id", "ids", "nr", "no", "number", "index", "key"];

/// A heading in letters and digits alone, in lower case.
fn plain(heading: &str) -> String {
    let letters = heading.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether it says that the column names the units; `Unnamed: 0` is what tables without a
/// heading for them become in other programs.
pub fn names_units(heading: &str) -> bool {
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    let last = words.rfind(|w| !w.is_empty()).unwrap_or_default();
    let plain = plain(heading);
    let before = heading.strip_suffix("Id").or(heading.strip_suffix("ID"));
    let ends = ENDINGS.contains(&last.to_lowercase().as_str())
        || before.is_some_and(|b| b.ends_with(char::is_lowercase));
    UNITS.contains(&plain.as_str())
        || plain.starts_with("unnamed")
        || (ends && !CODERS.contains(&plain.as_str()))
}

/// The column of whoever decided.
pub fn coder(header: &csv::StringRecord) -> Option<usize> {
    first(header, CODERS, None)
}

/// The column of what was decided.
pub fn value(header: &csv::StringRecord) -> Option<usize> {
    first(header, VALUES, None)
}

/// The column of what a decision is about, `value` being that of what was decided.
pub fn variable(header: &csv::StringRecord, value: Option<usize>) -> Option<usize> {
    first(header, VARIABLES, value)
}

/// The column called by the first of these words that there is, another one left aside.
fn first(header: &csv::StringRecord, words: &[&str], aside: Option<usize>) -> Option<usize> {
    let at = |word: &&str| {
        let mut columns = header.iter().enumerate();
        columns.find(|(at, h)| plain(h) == **word && Some(*at) != aside)
    };
    words.iter().find_map(at).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_names_the_units() {
        for heading in [
            "",
            "unit",
            "ID",
            "Item",
            "case",
            "#",
            "turn_id",
            "TurnID",
            "Case No.",
            "Unnamed: 0",
            "comment id",
            "Nr.",
            "編號",
        ] {
            assert!(names_units(heading), "{heading}");
        }
        for heading in [
            "ana", "david", "INGRID", "Ingrid", "ben", "Rater 1", "coder_id", "value", "Nino",
        ] {
            assert!(!names_units(heading), "{heading}");
        }
    }

    #[test]
    fn a_code_is_what_was_decided_unless_something_else_is() {
        let header = |names: &[&str]| csv::StringRecord::from(names.to_vec());
        let both = header(&["unit", "Code", "Rater", "Value"]);
        let at = value(&both);
        assert_eq!(
            (coder(&both), at, variable(&both, at)),
            (Some(2), Some(3), Some(1))
        );
        let one = header(&["Rater", "Item", "Code"]);
        let at = value(&one);
        assert_eq!(
            (coder(&one), at, variable(&one, at)),
            (Some(0), Some(2), None)
        );
    }
}
