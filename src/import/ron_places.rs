//! Where things stand in a codebook file, for error messages: RON itself forgets places.

use std::ops::Range;

/// Byte ranges of the values of one code, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The whole `( … )`.
    pub whole: Range<usize>,
    /// Field names with their values' ranges.
    pub fields: Vec<(String, Range<usize>)>,
}

impl Place {
    /// Where a field's value is, else the code as a whole.
    pub fn of(&self, field: &str) -> Range<usize> {
        let found = self.fields.iter().find(|(name, _)| name == field);
        found.map_or(self.whole.start..self.whole.start + 1, |(_, range)| {
            range.clone()
        })
    }
}

/// Places of the top level's fields, and of each entry of its list `codes`.
///
/// The text has been parsed before, so brackets match and strings are closed.
pub(super) fn places(text: &str) -> (Place, Vec<Place>) {
    let tokens = tokens(text);
    let top = place(&tokens, 0);
    let mut codes = Vec::new();
    let list = top.fields.iter().find(|(name, _)| name == "codes");
    if let Some((_, list)) = list {
        let mut i = tokens.partition_point(|t| t.range.start <= list.start);
        while i < tokens.len() && tokens[i].range.end < list.end {
            if tokens[i].text == "(" {
                let entry = place(&tokens, i);
                let end = entry.whole.end;
                codes.push(entry);
                i = tokens.partition_point(|t| t.range.end <= end);
            } else {
                i += 1;
            }
        }
    }
    (top, codes)
}

struct Token<'a> {
    text: &'a str,
    range: Range<usize>,
}

/// The fields of the structure that opens at or after token `from`.
fn place(tokens: &[Token], from: usize) -> Place {
    let mut place = Place::default();
    let Some(open) = (from..tokens.len()).find(|i| tokens[*i].text == "(") else {
        return place;
    };
    let mut depth = 0usize;
    let mut field: Option<(String, usize)> = None;
    for i in open..tokens.len() {
        let t = &tokens[i];
        let ends = depth == 1 && matches!(t.text, "," | ")");
        if ends && let Some((name, first)) = field.take() {
            let range = tokens[first].range.start..tokens[i - 1].range.end;
            place.fields.push((name, range));
        }
        match t.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            ":" if depth == 1 && field.is_none() => {
                field = Some((tokens[i - 1].text.to_owned(), (i + 1).min(tokens.len() - 1)));
            }
            _ => {}
        }
        if depth == 0 {
            place.whole = tokens[open].range.start..t.range.end;
            break;
        }
    }
    place
}

/// Strings, words and signs; comments and white space are passed over.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '/' if rest.starts_with("//") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '/' if rest.starts_with("/*") => {
                at += comment(rest);
                continue;
            }
            '#' if rest.starts_with("#!") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '"' => quoted(rest),
            'r' if raw(rest).is_some() => raw(rest).unwrap_or(1),
            '\'' => rest[1..]
                .char_indices()
                .skip(1)
                .find(|(_, c)| *c == '\'')
                .map_or(1, |(i, _)| i + 2),
            c if c.is_alphanumeric() || c == '_' => rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        all.push(Token {
            text: &rest[..length],
            range: at..at + length,
        });
        at += length;
    }
    all
}

/// Length of a comment, which may hold comments.
fn comment(text: &str) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return i + 1,
            _ => {}
        }
    }
    text.len()
}

/// Length of `r"…"` or `r#"…"#`.
fn raw(text: &str) -> Option<usize> {
    let hashes = text[1..].bytes().take_while(|b| *b == b'#').count();
    let inside = text[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(2 + hashes + inside.find(&close)? + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_past_strings_and_comments() {
        let text = "// (\n(name: \"a ( b\", /* codes: [ */ codes: [\n (name: r#\"x\"y\"#, kind: Rated([(1, \"a)\")])),\n (name: \"z\"),\n], about: \"\")";
        let (top, codes) = places(text);
        assert_eq!(&text[top.of("name")], "\"a ( b\"");
        assert_eq!(codes.len(), 2);
        assert_eq!(&text[codes[0].of("name")], "r#\"x\"y\"#");
        assert_eq!(&text[codes[0].of("kind")], "Rated([(1, \"a)\")])");
        assert_eq!(&text[codes[1].of("name")], "\"z\"");
        assert_eq!(&text[codes[1].of("parent")], "(");
    }

    #[test]
    fn anything_at_all_ends() {
        for text in [
            "",
            "(",
            "(a",
            "(a:",
            "(codes: [(",
            "\"",
            "/*",
            "r#\"",
            ")",
            "(a: ')",
        ] {
            let _ = places(text);
        }
    }
}
