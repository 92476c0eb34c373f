//! Finding names by a few typed letters; accents and letter case aside. Text beyond Latin letters
//! must stand there as typed: skipping characters inside Chinese words finds other words.

use frizbee::{CaseMatching, Config, Matcher, Matching};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Indexes of the names that match, best first; all of them, in order, when nothing is typed.
pub fn find(typed: &str, names: &[String]) -> Vec<usize> {
    let folded: Vec<String> = names.iter().map(|n| fold(n)).collect();
    find_folded(typed, &folded)
}

/// The same of names that were folded already.
pub fn find_folded(typed: &str, folded: &[String]) -> Vec<usize> {
    let needle = fold(typed.trim());
    if needle.is_empty() {
        return (0..folded.len()).collect();
    }
    let matching = if needle.is_ascii() {
        Matching::Fuzzy
    } else {
        Matching::Substring
    };
    let config = Config::default()
        .casing(CaseMatching::Ignore)
        .matching(matching);
    let found = Matcher::new(&needle, &config).match_list(folded);
    let mut found: Vec<usize> = found.into_iter().map(|m| m.index as usize).collect();
    // A name that holds the words as typed comes before one that only holds the letters.
    found.sort_by_key(|i| !folded[*i].contains(&needle));
    found
}

/// Lower case without accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|s| (*s).to_owned()).collect()
    }

    #[test]
    fn letters_in_order_words_first_accents_aside() {
        let all = names(&["small steps", "being seen", "stress", "café"]);
        assert_eq!(find("sst", &all)[..1], [0]);
        assert_eq!(find("cafe", &all), [3]);
        assert_eq!(find("CAFÉ", &all), [3]);
        assert_eq!(find("", &all), [0, 1, 2, 3]);
        assert!(find("zzz", &all).is_empty());
    }

    #[test]
    fn chinese_is_found_as_it_stands() {
        let all = names(&["復健元素", "社區復元中心"]);
        assert_eq!(find("復元", &all), [1]);
    }
}
