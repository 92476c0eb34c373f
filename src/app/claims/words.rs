//! Counts and lists as sentences have them.

/// `Two`, or the figure where a sentence would not spell it.
pub(super) fn number(n: usize) -> String {
    const SPELT: [&str; 8] = [
        "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
    ];
    let spelt = n.checked_sub(2).and_then(|at| SPELT.get(at));
    spelt.map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

pub(in crate::app) fn count(n: usize, one: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => match one.split_once(' ') {
            Some((first, rest)) => format!("{n} {first}s {rest}"),
            None => format!("{n} {one}s"),
        },
    }
}

/// A share of counted things: none below ten, where the counts say it; no decimals below a hundred.
pub(super) fn share(part: u64, of: u64) -> Option<String> {
    let decimals = usize::from(of >= 100);
    (of >= 10).then(|| format!("{:.decimals$} %", part as f64 * 100.0 / of as f64))
}

/// ` (60 %)`, or nothing where counts say it.
pub(super) fn in_brackets(part: u64, of: u64) -> String {
    share(part, of).map_or_else(String::new, |share| format!(" ({share})"))
}

/// `code`, or `codes` where it is not one.
pub(in crate::app) fn plural(n: usize, one: &str) -> String {
    match n {
        1 => one.to_owned(),
        _ => format!("{one}s"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(in crate::app) fn words(all: Vec<String>) -> String {
    match &all[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

pub(in crate::app) fn unique(mut all: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|x| seen.insert(x.clone()));
    all
}

/// Some words as a sentence begins, where these begin with a plain letter.
pub(super) fn upper(words: &str) -> String {
    let (first, rest) = words.split_at_checked(1).unwrap_or((words, ""));
    first.to_uppercase() + rest
}

/// `1 carries`, `3 carry`.
pub(super) fn carry(n: u64) -> String {
    match n {
        1 => "1 carries".to_owned(),
        n => format!("{n} carry"),
    }
}

/// “was” or “were”.
pub(super) fn were(n: usize) -> &'static str {
    match n {
        1 => "was",
        _ => "were",
    }
}

/// “has” or “have”.
pub(super) fn has(n: usize) -> &'static str {
    match n {
        1 => "has",
        _ => "have",
    }
}

/// “is” or “are”.
pub(in crate::app) fn are(n: usize) -> &'static str {
    match n {
        1 => "is",
        _ => "are",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_no_more_figures_than_counts_bear() {
        assert_eq!(share(3, 5), None);
        assert_eq!(share(15, 17).as_deref(), Some("88 %"));
        assert_eq!(share(150, 170).as_deref(), Some("88.2 %"));
    }

    #[test]
    fn lists_are_written_as_sentences_have_them() {
        let all = |names: &[&str]| words(names.iter().map(|n| n.to_string()).collect());
        assert_eq!(all(&["ana"]), "ana");
        assert_eq!(all(&["ana", "ben", "cleo"]), "ana, ben and cleo");
        assert_eq!(count(1, "source"), "1 source");
        assert_eq!(count(3, "code in use"), "3 codes in use");
    }
}
