//! OpenDocument texts: their parts. What the text is, is `odt_text`.

use super::draft::Draft;
use super::error::ImportError;
use super::odt_styles::Styles;
use super::odt_text::story;
use super::packed::Packed;
use crate::model::limits::UNPACKED;

const WHAT: &str = "the OpenDocument text";
const MAIN: &str = "content.xml";

/// The text of an `.odt`, a line for each paragraph and row, and what was left out.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Draft, ImportError> {
    let mut packed = Packed::open(name, WHAT, bytes)?;
    let manifest = "META-INF/manifest.xml";
    if packed.has(manifest) && packed.part(manifest, UNPACKED)?.contains("encryption-data") {
        return Err(packed.fault(
            "it has a password",
            "open it in its program and save it without one",
        ));
    }
    if !packed.has(MAIN) {
        return Err(packed.fault(
            "it holds no document",
            "check that it is an OpenDocument text and not another packed file",
        ));
    }
    let mut styles = Styles::default();
    if packed.has("styles.xml") {
        styles.read(&packed.part("styles.xml", UNPACKED)?);
    }
    let main = packed.part(MAIN, UNPACKED)?;
    styles.read(&main);
    let story = story(&main, &styles).map_err(|fault| packed.cannot(fault))?;
    Ok(story.told())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::import::packed::tests::with_parts;

    pub fn packed(styles: &str, body: &str) -> Vec<u8> {
        with_parts(&[("content.xml", content(styles, body).as_bytes())])
    }
    fn content(styles: &str, body: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        )
    }
    fn why(bytes: &[u8]) -> String {
        read("a.odt", bytes).expect_err("refused").to_string()
    }

    #[test]
    fn reads_a_packed_text_and_says_what_it_left_out() {
        let bytes = packed(
            "",
            "<text:p>Rosa:<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note> Grüezi</text:p>",
        );
        let draft = read("a.odt", &bytes).expect("text");
        assert_eq!(draft.text, "Rosa: Grüezi\n");
        assert_eq!(draft.warnings, ["1 footnote left out of the text"]);
    }

    #[test]
    fn styles_of_the_whole_document_count() {
        let styles = "<office:styles><style:style style:name=\"Strong\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style></office:styles>";
        let body = "<text:p><text:span text:style-name=\"Strong\">Rosa:</text:span> yes</text:p>";
        let bytes = with_parts(&[
            ("styles.xml", styles.as_bytes()),
            ("content.xml", content("", body).as_bytes()),
        ]);
        let draft = read("a.odt", &bytes).expect("text");
        assert_eq!(draft.marks.len(), 1);
    }

    #[test]
    fn says_what_is_wrong_with_a_container() {
        assert!(why(b"").contains("empty"));
        assert!(why(b"hello").contains("container is damaged"));
        assert!(why(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....").contains("old Office file"));
        assert!(why(&with_parts(&[("photo.png", b"\x89PNG")])).contains("no document"));
        let sheet = "<office:body><office:spreadsheet><text:p>1</text:p></office:spreadsheet></office:body>";
        assert!(
            why(&with_parts(&[("content.xml", sheet.as_bytes())])).contains("no text document")
        );
        let locked = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
        let locked = with_parts(&[("META-INF/manifest.xml", locked), ("content.xml", b"\x99")]);
        assert!(why(&locked).contains("password"));
        assert!(why(&with_parts(&[("content.xml", b"<office:body>")])).contains("in the middle"));
    }
}
