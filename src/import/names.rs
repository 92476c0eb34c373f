//! Whether a stretch of text before a colon can be the name of somebody who speaks.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// Nothing a register would hold: `Tom's iPhone`, `anna (she/her)`, `+44 7700 900123`. Only a
    /// file full of labels makes a speaker of it.
    Odd,
    /// One word in lower case: a handle (`gleb`), or just a word.
    Handle,
    /// Every word begins like a name, or Chinese, Japanese, Korean without punctuation.
    Name,
    /// `P01`, `FM`, `Q`.
    Code,
    /// `Interviewer`, `Participant 3`, `訪問員`.
    Role,
}

/// The longest label, in code points.
pub(super) const LONGEST: usize = 40;

/// The longest label that looks odd, in code points.
pub(super) const LONGEST_ODD: usize = 60;

/// Words of sentences, which stand in no name.
#[rustfmt::skip]
const OF_SENTENCES: &[&str] = &[
    "the", "a", "an", "is", "are", "was", "were", "be", "been", "it", "it's", "he", "she", "they",
    "we", "you", "i'm", "this", "that", "that's", "these", "those", "there", "here", "what",
    "which", "who", "how", "when", "where", "why", "so", "or", "but", "then", "because", "if", "my",
    "your", "his", "her", "our", "their", "said", "say", "says", "asked", "think", "thought",
    "mean", "like", "just", "not", "no", "do", "does", "did", "have", "has", "had", "will", "would",
    "can", "could", "should", "as", "at", "on", "in", "for", "with", "by", "about", "into", "see",
    "one", "some", "any", "every", "each", "all", "more", "most", "only", "also", "now", "today",
    "le", "les", "des", "une", "est", "das", "die", "ein", "eine", "ist", "und", "que", "por",
];

/// Words that stand before a colon without being anybody.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    "note", "notes", "nb", "ps", "date", "time", "place", "location", "venue", "topic", "title",
    "subject", "theme", "video", "audio", "recording", "slides", "slide", "tweet", "agenda",
    "source", "sources", "url", "link", "links", "website", "email", "tel", "phone", "example",
    "examples", "warning", "important", "todo", "tip", "hint", "tags", "tag", "media", "summary",
    "abstract", "duration", "length", "transcript", "transcription", "transcribed by",
    "transcribed", "transcriber", "transcript by", "transcript_by", "recorded", "language",
    "participants", "attendees", "present", "apologies", "keywords", "key", "legend", "file",
    "name", "id", "code", "codes", "definition", "chapter", "section", "part", "step", "figure",
    "table", "appendix", "references", "reference", "conclusion", "introduction", "background",
    "method", "methods", "results", "discussion", "disclaimer", "copyright", "license", "licence",
    "version", "page", "edit", "update", "see", "but", "and", "so", "or", "then", "also",
    "however", "because", "for example", "that is", "in short", "in sum", "yes", "no", "well",
    "okay", "ok", "first", "second", "third", "firstly", "secondly", "finally", "remember",
    "generalization", "http", "https", "ftp", "mailto", "file name", "interview date", "age",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "june", "july", "august", "september", "october", "november",
    "december", "remark", "remarks", "comment", "comments", "observation", "quote", "from", "to",
    "cc", "re", "sent", "laughs", "laughter", "laughing", "laugh", "pause", "long pause",
    "short pause", "crosstalk", "inaudible", "unintelligible", "silence", "sighs", "sigh", "music",
    "applause", "overlapping", "coughs", "cough", "nods", "crying", "cries", "noise", "whispers",
    "gender", "sex", "site", "setting", "context", "purpose", "consent", "日期", "時間", "时间", "地點",
    "地点", "主題", "主题", "題目", "题目", "議題", "備註", "备注", "註", "注", "附註", "譯註", "譯者註", "译者注", "編按", "按",
    "出席", "列席", "紀錄", "記錄", "记录", "附件", "資料來源", "来源", "來源", "網址", "网址", "連結", "链接", "結論", "结论",
    "例如", "比如", "譬如", "換句話說", "也就是說", "第一", "第二", "第三", "首先", "其次", "最後", "其一", "其二", "其三", "一",
    "二", "三", "四", "笑", "笑聲", "笑声", "停頓", "停顿", "沉默", "沈默", "星期一", "星期二", "星期三", "星期四", "星期五", "日時", "場所", "備考", "날짜", "장소",
];

/// Words by which somebody who writes down what others say marks what is their own.
#[rustfmt::skip]
const ANNOTATIONS: &[&str] = &[
    "note", "notes", "nb", "transcriber", "transcriber's note", "transcriber note", "memo",
    "comment", "observation", "field note", "remark", "editor's note", "備註", "备注", "註", "注",
    "附註", "譯註", "譯者註", "译者注", "編按",
];

/// Whether a word in lower case says that what follows was not said but noted.
pub(super) fn is_annotation(lower: &str) -> bool {
    ANNOTATIONS.contains(&lower)
}

/// Characters that begin clauses (`我舉例：`) and no Chinese name.
const NO_SURNAME: [char; 24] = [
    '我', '你', '您', '他', '她', '它', '這', '这', '還', '还', '就', '會', '是', '不', '也', '在',
    '但', '因', '另', '再', '又', '每', '各', '所',
];

/// Small words inside names.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "dos", "du", "la", "le", "van", "von", "der", "den", "ter",
    "ten", "bin", "ibn", "al", "el", "y", "und", "and", "of", "the",
];

/// How `label` looks as a name; `None` when nobody is called that.
pub(super) fn look(label: &str) -> Option<Look> {
    usual(label).or_else(|| odd(label).then_some(Look::Odd))
}

/// Whether some meeting may give its speaker such a name.
fn odd(label: &str) -> bool {
    let lower = label.to_lowercase();
    // Who could not be told, and who has a number only.
    if ["?", "??", "???"].contains(&label) || label.len() < 3 && label.parse::<u8>().is_ok() {
        return true;
    }
    let digits = label.chars().filter(char::is_ascii_digit).count();
    let words = || lower.split_whitespace();
    label.chars().count() <= LONGEST_ODD
        && (digits > 5 || label.chars().any(char::is_alphabetic))
        && words().count() <= 6
        && !label.contains([
            '?', '!', ';', '。', '，', '？', '！', '…', '"', '“', '=', '`',
        ])
        && !label.starts_with(['-', '–', '*', '•', '>', '|', '\\', '.', ','])
        && !(label.starts_with(NO_SURNAME) && label.chars().nth(1).is_some())
        && (label.contains('@') || !dotted(label))
        && balanced(label)
        && !is_nobody(&lower)
        && !words().any(|w| OF_SENTENCES.contains(&w))
        && !(lower == label && ends_a_sentence(label))
        && !["http", "www."].iter().any(|l| lower.contains(l))
}

/// Whether a full stop ends more than an initial.
fn ends_a_sentence(label: &str) -> bool {
    let last = label
        .strip_suffix('.')
        .and_then(|l| l.split_whitespace().last());
    last.is_some_and(|word| word.chars().count() > 1)
}

fn usual(label: &str) -> Option<Look> {
    let count = label.chars().count();
    if count == 0 || count > LONGEST || !label.starts_with(char::is_alphabetic) {
        return None;
    }
    if !label.chars().all(may_stand_in_a_name) || dotted(label) || !balanced(label) {
        return None;
    }
    let lower = label.to_lowercase();
    if lower == label && label.ends_with('.') {
        return None;
    }
    if is_nobody(&lower) {
        return None;
    }
    if crate::model::roles::is_role(lower.strip_prefix("the ").unwrap_or(&lower)) {
        return Some(Look::Role);
    }
    if is_code(label) {
        return Some(Look::Code);
    }
    if label.starts_with(NO_SURNAME) {
        return None;
    }
    let words: Vec<&str> = plain(label).split_whitespace().collect();
    let cjk = label.chars().filter(|c| is_cjk(*c)).count();
    if words.len() > 5 || cjk > 14 {
        return None;
    }
    let name = words.iter().enumerate().all(|(i, w)| {
        let capital = w.starts_with(|c: char| !c.is_lowercase());
        capital || (i > 0 && i + 1 < words.len() && PARTICLES.contains(w))
    });
    match words.len() {
        _ if name => Some(Look::Name),
        1 => Some(Look::Handle),
        _ => None,
    }
}

/// Whether a word in lower case stands before a colon without being anybody.
pub(super) fn is_nobody(lower: &str) -> bool {
    NOBODY.contains(&lower) || NOBODY.contains(&lower.trim_end_matches(" note"))
}

/// The label without what stands in brackets: `Anna (nurse)` is one word.
fn plain(label: &str) -> &str {
    let end = label.find(['(', '（', '[', '【']).unwrap_or(label.len());
    if end == 0 { label } else { &label[..end] }
}

fn may_stand_in_a_name(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            ' ' | '-'
                | '–'
                | '_'
                | '\''
                | '’'
                | '.'
                | ','
                | '&'
                | '#'
                | '('
                | ')'
                | '（'
                | '）'
                | '['
                | ']'
                | '·'
                | '・'
                | '‧'
                | '、'
                | '\\'
                | '\u{3000}'
                | '\u{A0}'
                | '\u{200B}'
        )
        || unicode_normalization::char::is_combining_mark(c)
}

/// A full stop after anything longer than a title or an initial ends a sentence or joins a domain.
fn dotted(label: &str) -> bool {
    let mut rest = label;
    while let Some(dot) = rest.find('.') {
        let word = rest[..dot].rsplit([' ', '.']).next().unwrap_or_default();
        if word.is_empty() || word.chars().count() > 4 {
            return true;
        }
        rest = &rest[dot + 1..];
    }
    false
}

fn balanced(label: &str) -> bool {
    let count = |set: [char; 4]| label.matches(set).count();
    count(['(', '（', '[', '【']) == count([')', '）', ']', '】'])
}

/// Up to four capitals, then perhaps a number: `P01`, `FM`, `Q`, `INT-2`.
fn is_code(label: &str) -> bool {
    let letters = label.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = label[letters..].trim_start_matches(['-', '_', ' ']);
    (1..=4).contains(&letters) && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Han, kana, hangul.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_codes_roles_and_handles() {
        for (label, expected) in [
            ("Anna", Look::Name),
            ("Javier C. Hernández", Look::Name),
            ("Dr. van der Berg", Look::Name),
            ("Anna (nurse)", Look::Name),
            ("黃旭田-3", Look::Name),
            ("P01", Look::Code),
            ("Q", Look::Code),
            ("INTERVIEWER", Look::Role),
            ("Participant 3", Look::Role),
            ("訪問員", Look::Role),
            ("gleb", Look::Handle),
            ("bill\\_tsai", Look::Handle),
        ] {
            assert_eq!(look(label), Some(expected), "{label}");
        }
    }

    #[test]
    fn meetings_give_odd_names() {
        for label in [
            "Tom's iPhone",
            "anna keller (she/her)",
            "+44 7700 900123",
            "tom.berg@example.org",
            "tberg_92",
            "Mother/Interviewer",
            "\u{1F642} anna k",
        ] {
            assert!(look(label).is_some(), "{label}");
        }
        assert_eq!(look("Tom's iPhone@work"), Some(Look::Odd));
    }

    #[test]
    fn nobody_is_called_that() {
        for label in [
            "",
            "Note",
            "http",
            "Date",
            "日期",
            "github.com",
            "So this is what I mean",
            "He said",
            "- title",
            "What? Anna",
            "e.g.",
            "a very long label that goes on and on and on",
            "Anna (",
            "我舉例",
            "Mastering Bitcoin on GitHub",
        ] {
            assert_eq!(look(label), None, "{label}");
        }
    }
}
