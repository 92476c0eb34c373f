//! One spelling for words that a searcher takes to be the same: letter case, accents, ligatures and
//! wide forms aside.

use crate::model::visible::is_invisible;
use unicode_normalization::UnicodeNormalization;

/// Lower case with apostrophes made straight: what stemmers expect. Accents stay, because stemmers
/// of accented languages need them; what nobody sees, a soft hyphen or a joiner, does not.
pub(super) fn lower(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        return;
    }
    for c in word
        .nfkc()
        .filter(|c| !unseen(*c))
        .flat_map(char::to_lowercase)
    {
        out.push(if matches!(c, '’' | '‘' | 'ʼ') {
            '\''
        } else {
            c
        });
    }
}

/// A lower-case word without accents.
pub(super) fn unaccent(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        return;
    }
    // Marks of other scripts (Thai vowels, Devanagari signs) are letters in all but name.
    let latin_mark = |c: &char| ('\u{300}'..='\u{36F}').contains(c);
    for c in word.nfd().filter(|c| !latin_mark(c)).nfc() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            c => out.push(c),
        }
    }
}

/// One character of a script without spaces: composed, narrow, without variation selectors.
pub(super) fn character(grapheme: &str, out: &mut String) {
    out.extend(grapheme.nfkc().filter(|c| !unseen(*c)));
}

/// Whether nothing is seen of a character inside a word.
pub(super) fn unseen(c: char) -> bool {
    is_invisible(c) && !c.is_whitespace()
}

/// Folded in all these ways at once, for names and values that are compared whole.
pub(super) fn folded(text: &str) -> String {
    let (mut low, mut out) = (String::new(), String::new());
    lower(text, &mut low);
    unaccent(&low, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn case_accents_and_wide_forms_do_not_matter() {
        assert_eq!(folded("Café"), "cafe");
        assert_eq!(folded("Cafe\u{301}"), "cafe");
        assert_eq!(folded("ＳＭＣＭ"), "smcm");
        assert_eq!(folded("Straße"), "strasse");
        assert_eq!(folded("worker’s"), "worker's");
        assert_eq!(folded("ЙОД"), "иод");
    }
}
