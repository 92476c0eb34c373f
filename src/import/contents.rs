//! What a file is by what is in it: some have the ending of another kind.

use super::formats::Reader;
use super::packed::Packed;

/// The reader a file needs and what it is, where its first bytes or its parts leave no doubt.
pub(super) fn by_contents(name: &str, bytes: &[u8]) -> Option<(Reader, &'static str)> {
    if bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Some((Reader::RichText, "rich text"));
    }
    if !bytes.starts_with(b"PK") {
        return None;
    }
    let packed = Packed::open(name, "the file", bytes).ok()?;
    if packed.names().any(|part| part.starts_with("word/document")) {
        return Some((Reader::Word, "a Word file"));
    }
    if packed.has("META-INF/container.xml") {
        return Some((Reader::Book, "an e-book"));
    }
    if packed.has("xl/workbook.xml") {
        return Some((Reader::Table, "a spreadsheet"));
    }
    let open = packed.has("content.xml") && packed.has("META-INF/manifest.xml");
    open.then_some((Reader::OpenDocument, "an OpenDocument text"))
}

#[cfg(test)]
mod tests {
    use crate::import::packed::tests::with_parts;
    use crate::import::{docx, epub, read};

    #[test]
    fn a_file_with_a_wrong_ending_is_read_as_what_it_is() {
        let word = docx::tests::packed("<w:p><w:r><w:t>Rosa: yes</w:t></w:r></w:p>");
        let book = epub::tests::book(&[]);
        let open = with_parts(&[
            (
                "content.xml",
                b"<office:text><text:p>Rosa: yes</text:p></office:text>",
            ),
            ("META-INF/manifest.xml", b"<m/>"),
        ]);
        for (name, bytes, what) in [
            ("a.rtf", word.as_slice(), "a Word file"),
            ("a.txt", b"{\\rtf1 Rosa: yes}", "rich text"),
            ("a.docx", b"{\\rtf1 Rosa: yes}", "rich text"),
            ("a.odt", &book, "an e-book"),
            ("a.docx", &open, "an OpenDocument text"),
        ] {
            let made = read(name, bytes, None).expect(name);
            assert!(made.text.contains("Rosa: yes"), "{name}");
            let told = made.warnings.iter().any(|w| w.contains(what));
            assert!(told, "{name}: {:?}", made.warnings);
        }
        let right = read("a.docx", &word, None).expect("Word");
        assert!(right.warnings.is_empty());
    }

    #[test]
    fn what_is_nothing_of_the_kind_is_told() {
        let pictures = with_parts(&[("1.png", b"\x89PNG"), ("2.png", b"\x89PNG")]);
        let why = |name: &str, bytes: &[u8]| read(name, bytes, None).expect_err(name).to_string();
        for name in ["a.txt", "a.rtf", "a.html", "a.vtt"] {
            assert!(why(name, &pictures).contains("unpack it"), "{name}");
        }
        for (name, what) in [
            ("a.docx", "no document"),
            ("a.odt", "no document"),
            ("a.epub", "no list"),
        ] {
            assert!(why(name, &pictures).contains(what), "{name}");
            assert!(why(name, b"%PDF-1.7").contains("PDF"), "{name}");
        }
    }
}
