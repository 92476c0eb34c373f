//! Cuts a query into words, phrases and signs, each with its column.

use super::error::{QueryError, QueryFault};

/// A part of a query with its column, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub column: usize,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word(String),
    Phrase(String),
    /// `*` right behind a word or phrase.
    Star,
    /// `~` right behind a word or phrase, with a number or none.
    Tilde(Option<u32>),
    /// `name:` right before a value.
    Field(String),
    /// `"name":` right before a value: an attribute, whatever it is called.
    Attribute(String),
    /// `(`
    Open,
    /// `)`
    Close,
    And,
    Or,
    /// `NOT` or `-`
    Not,
}

const QUOTES: [char; 4] = ['"', '“', '”', '„'];

pub(super) fn lexemes(query: &str) -> Result<Vec<Lexeme>, QueryError> {
    let chars: Vec<char> = query.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let column = at + 1;
        // The value of a field begins with what it likes: `rating:-1`.
        let value = found
            .last()
            .is_some_and(|l: &Lexeme| matches!(l.kind, Kind::Field(_) | Kind::Attribute(_)));
        let kind = match chars[at] {
            c if c.is_whitespace() || c.is_control() => {
                at += 1;
                continue;
            }
            '(' | ')' | '（' | '）' => {
                at += 1;
                if matches!(chars[at - 1], '(' | '（') {
                    Kind::Open
                } else {
                    Kind::Close
                }
            }
            '*' => {
                // Only what stands right before it can be continued.
                let free =
                    at == 0 || chars[at - 1].is_whitespace() || "()（）".contains(chars[at - 1]);
                if free {
                    return Err(QueryFault::LooseStar.at(column));
                }
                at += 1;
                Kind::Star
            }
            '~' if tilde(&chars, at).is_some() => {
                let end = tilde(&chars, at).unwrap_or(at + 1);
                let number: String = chars[at + 1..end].iter().collect();
                at = end;
                Kind::Tilde(number.parse().ok())
            }
            '-' if !value
                && chars
                    .get(at + 1)
                    .is_some_and(|c| !c.is_whitespace() && *c != '-') =>
            {
                at += 1;
                Kind::Not
            }
            c if QUOTES.contains(&c) => {
                let end = (at + 1..chars.len()).find(|i| QUOTES.contains(&chars[*i]));
                let Some(end) = end else {
                    return Err(QueryFault::OpenQuote.at(column));
                };
                let phrase: String = chars[at + 1..end].iter().collect();
                at = end + 1;
                if !value && !phrase.is_empty() && before_value(&chars, at) {
                    at += 1;
                    let kind = Kind::Attribute(phrase);
                    found.push(Lexeme { column, kind });
                    continue;
                }
                // A star inside the quotes means the same as one behind them.
                match phrase.strip_suffix('*') {
                    Some(start) => {
                        let kind = Kind::Phrase(start.to_owned());
                        found.push(Lexeme { column, kind });
                        Kind::Star
                    }
                    None => Kind::Phrase(phrase),
                }
            }
            _ => word(&chars, &mut at, value),
        };
        found.push(Lexeme { column, kind });
    }
    Ok(found)
}

/// Where a `~` ends that stands right behind a word or phrase, with the number that belongs to it.
fn tilde(chars: &[char], at: usize) -> Option<usize> {
    let before = chars.get(at.checked_sub(1)?)?;
    let digits = chars[at + 1..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    let end = at + 1 + digits;
    let ends = |c: &char| c.is_whitespace() || "()（）".contains(*c);
    // `5~6` is a range, not a word like 5.
    let behind = before.is_alphabetic() || "*".contains(*before) || QUOTES.contains(before);
    (behind && chars.get(end).is_none_or(ends)).then_some(end)
}

/// Whether a colon stands here with a value right behind it.
fn before_value(chars: &[char], at: usize) -> bool {
    let colon = matches!(chars.get(at), Some(':' | '：'));
    let behind = chars.get(at + 1);
    colon && behind.is_some_and(|n| !n.is_whitespace() && *n != '/')
}

/// A word, a keyword, or the name of a field with its colon; a `value` is a word whatever it says.
fn word(chars: &[char], at: &mut usize, value: bool) -> Kind {
    let start = *at;
    while let Some(c) = chars.get(*at) {
        if c.is_whitespace() || "()（）*".contains(*c) || QUOTES.contains(c) {
            break;
        }
        if *c == '~' && *at > start && tilde(chars, *at).is_some() {
            break;
        }
        // A field's value stands right behind the colon; `10:30` and `note: …` are only words.
        if !value && *at > start && chars[start].is_alphabetic() && before_value(chars, *at) {
            let name = chars[start..*at].iter().collect();
            *at += 1;
            return Kind::Field(name);
        }
        *at += 1;
    }
    let word: String = chars[start..*at].iter().collect();
    match word.as_str() {
        _ if value => Kind::Word(word),
        "AND" => Kind::And,
        "OR" | "or" => Kind::Or,
        "NOT" => Kind::Not,
        _ => Kind::Word(word),
    }
}
