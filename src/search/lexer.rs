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

/// Marks that open and close quotes, each of them either.
pub(crate) const QUOTES: [char; 4] = ['"', '“', '”', '„'];

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
                let Some((phrase, open, end)) = in_quotes(&chars, at) else {
                    return Err(QueryFault::OpenQuote.at(column));
                };
                at = end;
                if !value && !phrase.is_empty() && before_value(&chars, at) {
                    at += 1;
                    let kind = Kind::Attribute(phrase);
                    found.push(Lexeme { column, kind });
                    continue;
                }
                let kind = Kind::Phrase(phrase);
                match open {
                    true => {
                        found.push(Lexeme { column, kind });
                        Kind::Star
                    }
                    false => kind,
                }
            }
            _ => word(&chars, &mut at, value),
        };
        found.push(Lexeme { column, kind });
    }
    Ok(found)
}

/// What stands in the quotes that open here, whether it is only the beginning of it, and where the
/// quotes end; `None` if they do not. A quotation mark written twice is one of what stands there. A
/// star at the end means the same as one behind the quotes, and two are one of what stands there.
fn in_quotes(chars: &[char], opened: usize) -> Option<(String, bool, usize)> {
    let (mut text, mut at) = (String::new(), opened + 1);
    loop {
        let c = *chars.get(at)?;
        at += 1;
        if QUOTES.contains(&c) {
            if chars.get(at) != Some(&c) {
                break;
            }
            at += 1;
        }
        text.push(c);
    }
    let stars = text.chars().rev().take_while(|c| *c == '*').count();
    text.truncate(text.len() - stars.div_ceil(2));
    Some((text, stars % 2 == 1, at))
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
