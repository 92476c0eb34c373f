//! Rich text: what it says, and nothing of what it says about itself.
//!
//! Kept: what fields show, text boxes, tables. Left out: deletions, comments, notes, hidden text,
//! numbers of lists, headers and footers, pictures, and everything about the document: whoever
//! wrote it is named there.

use super::decode::named;
use super::draft::Draft;
use super::error::ImportError;
use super::looks::not_text;
use super::rtf_text::{End, story};
use encoding_rs::Encoding;

/// The text of an `.rtf`, a line for each paragraph and row, and what was left out.
pub(super) fn read(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Draft, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty { name: name.into() });
    }
    let given = encoding.map(|label| pages(name, label)).transpose()?;
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace());
    let text = &bytes[start.unwrap_or(0)..];
    if !text.starts_with(b"{\\rtf") {
        return Err(no_rich_text(name, bytes));
    }
    let (story, end) = story(text, given).map_err(|beyond| ImportError::Beyond {
        name: name.into(),
        beyond,
    })?;
    let mut draft = story.told();
    match end {
        End::Sound => {}
        End::Missing => draft.warnings.push(
            "the file ends in the middle: compare the end of the text with the original".into(),
        ),
        End::Early => draft.warnings.push(
            "the file goes on after its end, which was left out: compare the end of the text with the original".into(),
        ),
    }
    Ok(draft)
}

fn pages(name: &str, label: &str) -> Result<&'static Encoding, ImportError> {
    named(label).ok_or_else(|| ImportError::UnknownEncoding {
        name: name.into(),
        label: label.into(),
    })
}

fn no_rich_text(name: &str, bytes: &[u8]) -> ImportError {
    match not_text(bytes) {
        Some((what, next)) => ImportError::NotText {
            name: name.into(),
            what: what.into(),
            next: next.into(),
        },
        None => ImportError::Damaged {
            name: name.into(),
            what: "the rich text",
            why: "it does not begin as one".into(),
            next:
                "if it is plain text give it the extension .txt, else save it again in its program"
                    .into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(bytes: &[u8]) -> String {
        read("a.rtf", bytes, None).expect_err("refused").to_string()
    }

    #[test]
    fn reads_rich_text_in_the_encoding_it_says_or_is_given() {
        let bytes = b"{\\rtf1\\ansi\\ansicpg1252 Rosa: caf\\'e9\\par}";
        assert_eq!(
            read("a.rtf", bytes, None).expect("text").text,
            "Rosa: café\n"
        );
        let given = read("a.rtf", bytes, Some("windows-1251")).expect("text");
        assert_eq!(
            (given.text.as_str(), given.encoding.as_str()),
            ("Rosa: cafй\n", "windows-1251")
        );
        assert!(read("a.rtf", bytes, Some("klingon")).is_err());
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(why(b"").contains("empty"));
        assert!(why(b"Rosa: yes").contains(".txt"));
        assert!(why(b"%PDF-1.7").contains("PDF"));
        let cut = read("a.rtf", b"{\\rtf1 Rosa: I went to", None).expect("text");
        assert_eq!(cut.text, "Rosa: I went to\n");
        assert!(cut.warnings[0].contains("ends in the middle"));
        let more = read("a.rtf", b"{\\rtf1 Rosa}\\par Tom}\0\r\n", None).expect("text");
        assert!(more.warnings[0].contains("goes on after its end"));
        let sound = read("a.rtf", b"\n{\\rtf1 Rosa}\0\r\n", None).expect("text");
        assert!(sound.warnings.is_empty());
        let deep = [b"{\\rtf1 ".as_slice(), &b"{".repeat(5_000)].concat();
        assert!(why(&deep).contains("1,000 groups"));
    }
}
