//! The tags of captions: `<i>`, `<v Anna>`, `<00:00:01.000>`.

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
