//! What the tokenizer must know about scripts and languages: which characters are written without
//! spaces between words, and which stemmer a language tag names.

use frostem::Stemmer;

/// Whether `c` belongs to a script searched by single characters and pairs: Chinese characters,
/// kana, Hangul, bopomofo, Thai, Lao, Khmer, Burmese. No dictionary is needed for them, and a word
/// is found inside a longer one, which is what somebody who searches a transcript expects.
pub(super) fn runs_on(c: char) -> bool {
    if c < '\u{0E01}' {
        return false;
    }
    matches!(u32::from(c),
        0x0E01..=0x0E3A | 0x0E40..=0x0E4E | 0x0E50..=0x0E59 // Thai
        | 0x0E81..=0x0EDF                                    // Lao
        | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17E9 // Burmese, Hangul letters, Khmer
        | 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3031..=0x3035
        | 0x3041..=0x3096 | 0x309D..=0x309F                  // hiragana
        | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF // katakana
        | 0x3105..=0x312F | 0x3131..=0x318E | 0x31A0..=0x31BF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA960..=0xA97F | 0xAC00..=0xD7FF
        | 0xF900..=0xFAFF | 0xFF66..=0xFFDC
        | 0x20000..=0x3FFFD)
}

/// Whether `c` belongs to a script that sets no spaces between words: the same but for Hangul.
pub(super) fn is_unspaced(c: char) -> bool {
    let is_hangul = matches!(u32::from(c),
        0x1100..=0x11FF | 0x3131..=0x318E | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC);
    runs_on(c) && !is_hangul
}

/// Whether `c` only changes the character before it, so that a run does not end at it.
pub(super) fn continues_run(c: char) -> bool {
    matches!(u32::from(c), 0xAD | 0x2060 | 0x3099..=0x309A | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF | 0x200B..=0x200D)
}

/// The stemmer of a language tag such as `en` or `de-AT`; `None` where there is none.
pub(super) fn stemmer(tag: &str) -> Option<Stemmer> {
    let language = tag.split(['-', '_']).next().unwrap_or(tag);
    Stemmer::try_from_name(language).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_without_spaces_are_told_from_the_others() {
        for c in "復々リカー회ชุ㐀ກ".chars() {
            assert!(runs_on(c), "{c}");
        }
        for c in "aéя9 ，。“αع".chars() {
            assert!(!runs_on(c), "{c}");
        }
    }

    #[test]
    fn stemmers_are_found_by_tag() {
        let stem = |tag: &str, word: &str| stemmer(tag).map(|s| s.stem(word).into_owned());
        assert_eq!(stem("en-GB", "workers").as_deref(), Some("worker"));
        assert!(stem("de", "häuser").is_some());
        assert_eq!(stem("zh", "x"), None);
        assert_eq!(stem("", "x"), None);
    }
}
