//! Word files: their parts. What the text is, is `docx_text`.

use super::docx_text::{Styles, heading_styles, story};
use super::draft::Draft;
use super::error::ImportError;
use super::packed::Packed;
use crate::model::limits;
use std::borrow::Cow;

const WHAT: &str = "the Word file";

/// The text of a `.docx`, a line for each paragraph and row, and what was left out.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Draft, ImportError> {
    // A password turns a .docx into the container old .doc files have.
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(ImportError::Damaged {
            name: name.into(),
            what: WHAT,
            why: "it has a password, or is an old .doc".into(),
            next: "open it in Word, remove the password and save it as .docx".into(),
        });
    }
    let mut packed = Packed::open(name, WHAT, bytes)?;
    let main = main_name(&packed).ok_or_else(|| {
        packed.fault(
            "it holds no document",
            "check that it is a Word document and not another packed file",
        )
    })?;
    let main = packed.part(&main, limits::UNPACKED)?;
    let styles = match packed.has("word/styles.xml") {
        true => heading_styles(&packed.part("word/styles.xml", limits::UNPACKED)?),
        false => Styles::new(),
    };
    let story = story(&main, &styles).map_err(|fault| packed.cannot(fault))?;
    Ok(story.told())
}

/// `word/document.xml`; some online editors write `word/document2.xml`.
fn main_name(packed: &Packed) -> Option<String> {
    let usual = "word/document.xml";
    let other = |n: &Cow<str>| n.starts_with("word/document") && n.ends_with(".xml");
    match packed.has(usual) {
        true => Some(usual.to_owned()),
        false => packed.names().find(other).map(Cow::into_owned),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::import::packed::tests::with_parts;

    pub fn packed(body: &str) -> Vec<u8> {
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
        );
        with_part("word/document.xml", xml.as_bytes())
    }
    fn with_part(part: &str, content: &[u8]) -> Vec<u8> {
        with_parts(&[(part, content)])
    }
    fn why(bytes: &[u8]) -> String {
        read("a.docx", bytes).expect_err("refused").to_string()
    }

    #[test]
    fn reads_a_packed_document() {
        let bytes = packed(
            "<w:p><w:r><w:t>P01: Grüezi</w:t></w:r></w:p><w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>",
        );
        let d = read("a.docx", &bytes).expect("text");
        assert_eq!(d.text, "P01: Grüezi\n\n");
        assert_eq!(d.warnings, ["1 footnote left out of the text"]);
    }

    #[test]
    fn what_is_too_deep_is_refused() {
        let deep = "<w:sdt>".repeat(limits::LEVELS.most as usize + 1);
        assert!(why(&packed(&deep)).contains("elements inside one another"));
    }

    #[test]
    fn says_what_is_wrong_with_a_container() {
        assert!(why(b"").contains("empty"));
        assert!(why(b"hello").contains("container is damaged"));
        assert!(why(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....").contains("password"));
        assert!(why(&with_part("mimetype", b"x")).contains("no document"));
        assert!(why(&with_part("word/document.xml", b"<w:p><w:r>")).contains("cannot be read"));
        let whole = packed("<w:p><w:r><w:t>hello hello hello</w:t></w:r></w:p>");
        assert!(why(&whole[..whole.len() / 2]).contains("container is damaged"));
        let mut flipped = whole.clone();
        flipped[60] ^= 0xff;
        assert!(read("a.docx", &flipped).is_err());
    }
}
