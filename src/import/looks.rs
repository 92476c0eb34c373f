//! Telling files that are not text from text in an unknown encoding.

/// What well-known kinds of file begin with, what they are, and what to do about them.
const KINDS: [(&[u8], &str, &str); 14] = [
    (
        b"PK\x03\x04",
        "a packed file (.zip, .xlsx)",
        "if it is a spreadsheet save it as .csv, else unpack it",
    ),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old Office file (.doc)",
        "open it there and save it as .docx",
    ),
    (
        b"{\\rtf",
        "rich text (.rtf)",
        "if it is a text to code give it the extension .rtf",
    ),
    (b"%PDF-", "a PDF", "give it the extension .pdf"),
    (b"\x89PNG", "a picture", "choose the transcript instead"),
    (
        b"\xFF\xD8\xFF",
        "a picture",
        "choose the transcript instead",
    ),
    (b"GIF8", "a picture", "choose the transcript instead"),
    (b"\x7fELF", "a program", "choose the transcript instead"),
    (b"ID3\x03", "a recording", "choose the transcript instead"),
    (b"ID3\x04", "a recording", "choose the transcript instead"),
    (b"OggS", "a recording", "choose the transcript instead"),
    (b"fLaC", "a recording", "choose the transcript instead"),
    (b"\x1f\x8b", "a packed file (.gz)", "unpack it first"),
    (b"SQLite format 3\0", "a database", "export its texts first"),
];

/// What these bytes are when they are not text, with the next step.
pub(super) fn not_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let known = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic));
    if let Some((_, what, next)) = known {
        return Some((what, next));
    }
    let media =
        bytes.get(4..8) == Some(b"ftyp") || (bytes.starts_with(b"RIFF") && bytes.len() > 12);
    media.then_some(("a recording", "choose the transcript instead"))
}

/// Whether more than one character in a hundred is a control character no text has.
pub(super) fn text_is_junk(text: &str) -> bool {
    let (mut all, mut odd) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        let usual = matches!(
            c,
            '\t' | '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{1B}' | '\u{85}'
        );
        odd += usize::from(c == '\u{FFFD}' || (c.is_control() && !usual));
    }
    odd * 100 > all && odd > 3 || (odd > 0 && odd * 2 > all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_control_character_is_no_junk() {
        assert!(!text_is_junk(
            "P01: fine\u{7} then. And more talk, enough for a sentence.\n"
        ));
        assert!(!text_is_junk(&"page\u{0C}\n".repeat(20)));
        assert!(text_is_junk(&"\0\u{1}a".repeat(20)));
        assert!(!text_is_junk(""));
    }

    #[test]
    fn kinds_are_known_by_their_first_bytes() {
        assert!(not_text(b"%PDF-1.7").is_some_and(|(what, _)| what.contains("PDF")));
        assert!(not_text(b"\0\0\0\x20ftypM4A ").is_some());
        assert!(not_text(b"ID: 7\n").is_none());
        assert!(not_text(b"I: so.").is_none());
    }
}
