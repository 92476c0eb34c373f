//! What may be meant otherwise than it was taken.

use std::collections::HashMap;

use super::cells::Cells;
use crate::cli::columns::counted;

/// What the figures rest on: units, coders, and where their names stand.
pub fn what_was_read(of: &Cells) -> String {
    let quoted = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|n| format!("“{n}”")).collect();
        names.join(", ")
    };
    let units = counted(of.units.list.len(), "unit");
    let by = match &of.named_by[..] {
        [] => "each row is one".to_owned(),
        [unit] if unit.is_empty() => "named by the column without a heading".to_owned(),
        columns => format!("named by {}", quoted(columns)),
    };
    let coders = counted(of.coders.list.len(), "coder");
    let mut read = format!("{units}, {by}; {coders}: {}", of.coders.list.join(", "));
    if !of.passed_over.is_empty() {
        read += &format!("; not read: {}", quoted(&of.passed_over));
    }
    read
}

/// In words; where the categories are `declared`, there is no doubt about them.
pub fn doubts(of: &Cells, declared: bool) -> Vec<String> {
    let mut doubts = Vec::new();
    if of.repeated > 0 {
        let rows = counted(of.repeated, "row");
        doubts.push(format!(
            "{rows} said the same as another and did not count again"
        ));
    }
    if declared {
        return doubts;
    }
    let mut folded: HashMap<String, &String> = HashMap::new();
    for label in &of.labels.list {
        if ["na", "n/a", "nan", "null", "none", ".", "-"].contains(&label.to_lowercase().as_str()) {
            doubts.push(format!(
                "“{label}” is taken for a category; leave a field empty where a value is missing"
            ));
        }
        if let Some(other) = folded.insert(label.to_lowercase(), label) {
            doubts.push(format!(
                "“{other}” and “{label}” are taken for two categories"
            ));
        }
    }
    if let ([only], true) = (&of.labels.list[..], of.cells.len() > 1) {
        doubts.push(format!(
            "every value is “{only}”; what is not in the file is missing, so write a 0 where a coder left a code out"
        ));
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::super::layout::Told;
    use super::super::read::cells;
    use super::*;

    #[test]
    fn labels_that_look_alike_or_missing_are_pointed_out() {
        let read = |text: &str| cells("t.csv", text.as_bytes(), Told::default()).unwrap();
        let found = doubts(&read("unit,a,b\n1,Yes,yes\n2,NA,yes\n"), false);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found.iter().any(|d| d.contains("“Yes” and “yes”")),
            "{found:?}"
        );
        assert!(
            found.iter().any(|d| d.contains("leave a field empty")),
            "{found:?}"
        );
        let only = doubts(&read("unit,a,b\n1,1,1\n2,,1\n"), false);
        assert!(only[0].contains("write a 0"), "{only:?}");
        assert!(doubts(&read("unit,a,b\n1,1,1\n2,,1\n"), true).is_empty());
    }
}
