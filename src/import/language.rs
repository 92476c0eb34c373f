//! The language of a text, from its scripts alone: enough to choose stemmer and sentence rules.

/// A language tag. Latin script is taken for English; the user can set another.
pub fn language(text: &str) -> &'static str {
    let mut counts = [0usize; SCRIPTS.len()];
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if let Some(i) = script(c) {
            counts[i] += 1;
        }
    }
    let [latin, han, kana, hangul, ..] = counts;
    // One character of Chinese says as much as a short word of English.
    let weighed = |i: usize, n: usize| if i == HAN || i == KANA { n * 3 } else { n };
    if (kana + han) * 3 > latin && kana * 20 > han + kana && hangul < kana + han {
        return "ja";
    }
    let most = (0..SCRIPTS.len()).max_by_key(|i| weighed(*i, counts[*i]));
    most.filter(|i| counts[*i] > 0).map_or("en", |i| SCRIPTS[i])
}

/// Language tags in the order of `script`; Latin first, so that it wins a tie of nothing.
const SCRIPTS: [&str; 11] = [
    "en", "zh", "ja", "ko", "ru", "ar", "he", "th", "hi", "el", "bo",
];
const HAN: usize = 1;
const KANA: usize = 2;

fn script(c: char) -> Option<usize> {
    Some(match c {
        'A'..='Z' | 'a'..='z' | '\u{AA}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => 0,
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => HAN,
        '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => KANA,
        '\u{AC00}'..='\u{D7AF}' | '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' => 3,
        '\u{400}'..='\u{52F}' => 4,
        '\u{600}'..='\u{77F}' => 5,
        '\u{590}'..='\u{5FF}' => 6,
        '\u{E00}'..='\u{E7F}' => 7,
        '\u{900}'..='\u{97F}' => 8,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => 9,
        '\u{F00}'..='\u{FFF}' => 10,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn scripts_tell_languages() {
        for (text, tag) in [
            ("", "en"),
            ("P01: It was fine.", "en"),
            ("訪問員：你今日去咗 community centre 未？", "zh"),
            ("聞き手：今日はどうでしたか。", "ja"),
            ("연구자: 오늘은 어땠어요?", "ko"),
            ("Интервьюер: как дела?", "ru"),
            ("ผู้สัมภาษณ์: วันนี้เป็นอย่างไร", "th"),
            ("P01: she said 你好 to everybody in the room", "en"),
        ] {
            assert_eq!(language(text), tag, "{text}");
        }
    }
}
