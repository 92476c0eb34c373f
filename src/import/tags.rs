//! What captions hold besides words: tags (`<i>`, `<v Anna>`), character references, positions.

/// Where the tag that `text` begins with ends: a letter, digit or `/` follows its `<`, and its
/// `>` is not far.
pub(super) fn tag_end(text: &str) -> Option<usize> {
    let inside = &text[1..];
    let opens = inside.starts_with(|c: char| c.is_alphanumeric() || c == '/');
    let near = text.char_indices().take(200).find(|(_, c)| *c == '>');
    near.filter(|_| opens).map(|(i, _)| i)
}

/// The line without tags.
pub(super) fn without_tags(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some(at) = rest.find('<') {
        let end = tag_end(&rest[at..]).map_or(at, |end| at + end);
        out.push_str(&rest[..if end > at { at } else { at + 1 }]);
        rest = &rest[end + 1..];
    }
    out + rest
}

/// The line without what stands before its words, and whether that is a dash: `- Hello` and
/// `>> Hello` mark a change of speaker without a name.
pub(super) fn opened(line: &str) -> (&str, bool) {
    let line = without_position(line.trim());
    let dash = line.strip_prefix(">>").or_else(|| line.strip_prefix("- "));
    (dash.map_or(line, str::trim_start), dash.is_some())
}

/// The line without `{\an8}` and the like, which say where captions stand.
fn without_position(line: &str) -> &str {
    let inside = line
        .strip_prefix("{\\")
        .and_then(|rest| rest.split_once('}'));
    inside.map_or(line, |(_, rest)| rest.trim_start())
}

/// Character references; an ampersand that begins none stays.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = rest
            .bytes()
            .take(12)
            .position(|b| b == b';')
            .and_then(|end| {
                let c = reference(&rest[1..end])?;
                Some((c, end + 1))
            });
        match known {
            Some((c, bytes)) => {
                out.push_str(&c);
                rest = &rest[bytes..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<String> {
    let plain = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{A0}",
        "lrm" | "rlm" => "",
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            return char::from_u32(code.ok()?).map(String::from);
        }
    };
    Some(plain.to_owned())
}
