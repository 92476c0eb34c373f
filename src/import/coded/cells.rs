//! Cells of codes: whether a code applies, or which.

/// Whether a code applies, as people mark it; `None` where the cell says neither.
pub(super) fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "1" | "1.0" | "x" | "✓" | "✔" | "yes" | "y" | "true" | "ja" | "oui" | "sí" | "是" => {
            Some(true)
        }
        "" | "0" | "0.0" | "no" | "n" | "false" | "nein" | "non" | "否" => Some(false),
        _ => None,
    }
}

/// Whether a cell says that it is not known.
pub(super) fn is_unknown(cell: &str) -> bool {
    let cell = cell.trim().to_lowercase();
    matches!(
        cell.as_str(),
        "na" | "n/a" | "nan" | "null" | "missing" | "?" | "." | "-"
    )
}

/// The labels of a cell, apart by semicolons, bars or lines.
pub(super) fn labels(cell: &str) -> impl Iterator<Item = &str> {
    let all = cell.split([';', '；', '|', '\n']).map(str::trim);
    all.filter(|label| !label.is_empty())
}

/// A text as two files are compared by it: white space tells nothing apart.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    crate::model::name::composed(&words.join(" "))
}

/// `1 text`, `3 texts`.
pub(super) fn counted(n: usize, one: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {one}{s}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_labels_are_read_as_people_write_them() {
        for (cell, said) in [
            ("1", Some(true)),
            ("X", Some(true)),
            ("TRUE", Some(true)),
            ("", Some(false)),
            ("No", Some(false)),
            ("NA", None),
            ("2", None),
        ] {
            assert_eq!(yes_or_no(cell), said, "{cell}");
        }
        let all: Vec<&str> = labels("hope; small steps;;fear |x").collect();
        assert_eq!(all, ["hope", "small steps", "fear", "x"]);
        assert_eq!(plain(" a\n b\u{a0} c "), "a b c");
    }
}
