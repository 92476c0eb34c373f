//! Counts, shares and lists as sentences have them.

use std::fmt::Display;

/// `1 source`, `2 sources`.
pub fn counted(n: usize, one: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    }
}

/// `no source waits`, `1 source waits`, `2 sources wait`.
pub fn doing(n: usize, one: &str, does: &str, all_do: &str) -> String {
    match n {
        0 => format!("no {one} {does}"),
        1 => format!("1 {one} {does}"),
        n => format!("{n} {one}s {all_do}"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed<T: Display>(all: impl IntoIterator<Item = T>) -> String {
    let all: Vec<String> = all.into_iter().map(|one| one.to_string()).collect();
    match &all[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A figure with the minus papers set: `−1.29`.
pub fn minus(figure: &str) -> String {
    figure.replace('-', "−")
}

/// `Two`, or the figure where a sentence would not spell it.
pub fn number(n: usize) -> String {
    const SPELT: [&str; 8] = [
        "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
    ];
    let spelt = n.checked_sub(2).and_then(|at| SPELT.get(at));
    spelt.map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// A share of counted things: none below ten, where the counts say it; no decimals below a hundred.
pub fn share(part: u64, of: u64) -> Option<String> {
    let decimals = usize::from(of >= 100);
    (of >= 10).then(|| format!("{:.decimals$} %", part as f64 * 100.0 / of as f64))
}

/// ` (60 %)`, or nothing where counts say it.
pub fn in_brackets(part: u64, of: u64) -> String {
    share(part, of).map_or_else(String::new, |share| format!(" ({share})"))
}

/// `code`, or `codes` where it is not one.
pub fn plural(n: usize, one: &str) -> String {
    match n {
        1 => one.to_owned(),
        _ => format!("{one}s"),
    }
}

/// Each of them once, in the order they come.
pub fn unique(mut all: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|x| seen.insert(x.clone()));
    all
}

/// Some words as a sentence begins, where these begin with a plain letter.
pub fn upper(words: &str) -> String {
    let (first, rest) = words.split_at_checked(1).unwrap_or((words, ""));
    first.to_uppercase() + rest
}

/// `1 carries`, `3 carry`.
pub fn carry(n: u64) -> String {
    match n {
        1 => "1 carries".to_owned(),
        n => format!("{n} carry"),
    }
}

/// “was” or “were”.
pub fn were(n: usize) -> &'static str {
    match n {
        1 => "was",
        _ => "were",
    }
}

/// “has” or “have”.
pub fn has(n: usize) -> &'static str {
    match n {
        1 => "has",
        _ => "have",
    }
}

/// “is” or “are”.
pub fn are(n: usize) -> &'static str {
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
    fn verbs_go_with_their_numbers() {
        let wait = |n| doing(n, "source", "waits", "wait");
        let said = ["no source waits", "1 source waits", "2 sources wait"];
        assert_eq!([0, 1, 2].map(wait), said);
    }

    #[test]
    fn lists_are_written_as_sentences_have_them() {
        assert_eq!(listed([""; 0]), "");
        assert_eq!(listed(["ana"]), "ana");
        assert_eq!(listed(["ana", "ben", "cleo"]), "ana, ben and cleo");
        assert_eq!(counted(1, "source"), "1 source");
        assert_eq!(counted(3, "source"), "3 sources");
    }
}
