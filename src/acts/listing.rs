//! Names typed in one line: the values an attribute can take, the time points of a study.

use crate::model::attribute::Value;
use crate::model::event::Change;
use crate::model::name;

/// Names as one types them: apart by semicolons or, where there are none, by commas.
///
/// # Errors
/// In words, what is wrong with them.
pub fn names(text: &str) -> Result<Vec<String>, String> {
    let apart = if text.contains(';') { ';' } else { ',' };
    each_once(split(text, apart)?)
}

/// Names apart by a character.
///
/// # Errors
/// In words, which of them is no name.
pub fn split(text: &str, apart: char) -> Result<Vec<String>, String> {
    let parts = text.split(apart).map(str::trim).filter(|p| !p.is_empty());
    let cleaned = |part| name::cleaned(part).map_err(|flaw| format!("{part}: {flaw}"));
    parts.map(cleaned).collect()
}

/// The names, if none of them stands there twice.
///
/// # Errors
/// In words, which does.
pub fn each_once(names: Vec<String>) -> Result<Vec<String>, String> {
    let twice = |(at, one): &(usize, &String)| names[..*at].iter().any(|n| name::same(n, one));
    match names.iter().enumerate().find(twice) {
        Some((_, one)) => Err(format!("“{one}” stands there twice")),
        None => Ok(names),
    }
}

/// Names in one line, to be read by [`names`] again.
pub fn line(names: &[String]) -> String {
    match names {
        [one] if one.contains(',') => format!("{one};"),
        all if all.iter().any(|n| n.contains(',')) => all.join("; "),
        all => all.join(", "),
    }
}

/// The values an attribute of a listed kind can take.
///
/// # Errors
/// In words, what is wrong with them.
pub fn values(text: &str) -> Result<Vec<String>, String> {
    let values = names(text)?;
    if values.is_empty() {
        return Err("write at least one value, several with commas between".to_owned());
    }
    settable(values)
}

/// The values, if each of them can be set as one.
///
/// # Errors
/// In words, which cannot.
pub fn settable(values: Vec<String>) -> Result<Vec<String>, String> {
    let absent = |v: &&String| matches!(Value::written(v), Some(Value::Not(_)));
    match values.iter().find(absent) {
        Some(word) => Err(format!(
            "“{word}” can be set for every attribute and is none of its values"
        )),
        None => Ok(values),
    }
}

/// Names the time points of the study, in this order.
///
/// # Errors
/// In words, what is wrong with them.
pub fn time_points(text: &str) -> Result<Change, String> {
    Ok(Change::TimePointsNamed {
        points: names(text)?,
        replaces: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_names_is_read_as_it_was_written() {
        for all in [&["low", "high"][..], &["yes, often", "no"], &["a, b"], &[]] {
            let all: Vec<String> = all.iter().map(|n| (*n).to_owned()).collect();
            assert_eq!(names(&line(&all)), Ok(all));
        }
        assert_eq!(names(" low,, high ,").unwrap(), ["low", "high"]);
        assert!(names("low, Low").unwrap_err().contains("twice"));
        assert!(values(" , ").is_err() && values("low, Missing").is_err());
    }
}
