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
    fn lists_are_written_as_sentences_have_them() {
        let all = |names: &[&str]| words(names.iter().map(|n| n.to_string()).collect());
        assert_eq!(all(&["ana"]), "ana");
        assert_eq!(all(&["ana", "ben", "cleo"]), "ana, ben and cleo");
        assert_eq!(count(1, "source"), "1 source");
        assert_eq!(count(3, "code in use"), "3 codes in use");
    }
}
