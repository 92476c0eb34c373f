//! E-books: the web pages in them, in the order in which they are read.

use super::draft::Draft;
use super::epub_parts::{Part, package_name, parts};
use super::error::{ImportError, within};
use super::html_text::{Page, Rules};
use super::markup::attribute;
use super::markup::elements;
use super::packed::Packed;
use crate::model::limits::{PACKED, UNPACKED};

const WHAT: &str = "the e-book";
/// What says which part has the list of all others.
const CONTAINER: &str = "META-INF/container.xml";
const LOCKS: &str = "META-INF/encryption.xml";

/// The text of an `.epub`, a line for each block and row, and what was left out.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Draft, ImportError> {
    let mut packed = Packed::open(name, WHAT, bytes)?;
    if packed.has(LOCKS) && is_locked(&packed.part(LOCKS, UNPACKED)?) {
        return Err(packed.fault(
            "it is locked to a device or a shop (DRM)",
            "ask for a copy that is not",
        ));
    }
    let list = match packed.has(CONTAINER) {
        true => package_name(&packed.part(CONTAINER, UNPACKED)?),
        false => None,
    };
    let Some(list) = list.filter(|list| packed.has(list)) else {
        return Err(packed.fault(
            "it holds no list of its parts",
            "check that it is an e-book and not another packed file",
        ));
    };
    let parts = parts(&packed.part(&list, UNPACKED)?, &list);
    within(name, PACKED, parts.len())?;
    packed.together(parts.iter().map(|part| part.name.as_str()))?;
    let mut page = Page::new(Rules::Xml);
    let (mut missing, mut beside) = (0, 0);
    for Part { name: part, linear } in parts {
        if !packed.has(&part) {
            missing += 1;
            continue;
        }
        let text = packed.part(&part, UNPACKED)?;
        match linear {
            true => page.read(&text).map_err(|beyond| ImportError::Beyond {
                name: name.into(),
                beyond,
            })?,
            false => beside += usize::from(says_something(&text)),
        }
    }
    let mut draft = page.done().told();
    draft.left_out(beside, "part beside the book's text");
    draft.left_out(missing, "missing part");
    Ok(draft)
}

/// Whether parts are locked; fonts that are scrambled lock nothing.
fn is_locked(xml: &str) -> bool {
    let fonts = [
        "http://www.idpf.org/2008/embedding",
        "http://ns.adobe.com/pdf/enc#RC",
    ];
    let mut locked = false;
    elements(xml, |e| {
        let method = e.local_name().as_ref() == "EncryptionMethod";
        let how = attribute(e, "Algorithm").filter(|_| method);
        locked |= how.is_some_and(|how| !fonts.contains(&how.as_str()));
    });
    locked
}

/// Whether there is text in a part.
fn says_something(text: &str) -> bool {
    let mut page = Page::new(Rules::Xml);
    page.read(text).is_err() || !page.done().draft.text.trim().is_empty()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::import::packed::tests::with_parts;

    const ROOT: &str =
        "<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>";
    const LIST: &str = "<package><manifest><item id=\"c\" href=\"cover.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"n\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/><item id=\"2\" href=\"text/day%202.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"1\" href=\"text/../one.xhtml#a\" media-type=\"application/xhtml+xml\"/><item id=\"p\" href=\"p.png\" media-type=\"image/png\"/><item id=\"x\" href=\"gone.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"n\"/><itemref idref=\"c\" linear=\"no\"/><itemref idref=\"1\"/><itemref idref=\"2\"/><itemref idref=\"1\"/><itemref idref=\"p\"/><itemref idref=\"x\"/></spine></package>";

    pub fn book(more: &[(&str, &[u8])]) -> Vec<u8> {
        let one = "<html><head><title/><script src=\"a.js\"/></head><body><h1>One</h1><p>Rosa: yes</p></body></html>";
        let mut parts: Vec<(&str, &[u8])> = vec![
            (CONTAINER, ROOT.as_bytes()),
            ("OPS/book.opf", LIST.as_bytes()),
            ("OPS/nav.xhtml", b"<p>One</p>"),
            ("OPS/cover.xhtml", b"<p>A book</p>"),
            ("OPS/one.xhtml", one.as_bytes()),
            ("OPS/text/day 2.xhtml", b"<p>Tom: <b>no"),
        ];
        parts.extend(more);
        with_parts(&parts)
    }
    fn why(bytes: &[u8]) -> String {
        read("a.epub", bytes).expect_err("refused").to_string()
    }

    #[test]
    fn parts_are_read_in_their_order_and_once() {
        let draft = read("a.epub", &book(&[])).expect("text");
        assert_eq!(draft.text, "One\nRosa: yes\nTom: no\n");
        let expected = [
            "1 part beside the book's text left out of the text",
            "1 missing part left out of the text",
        ];
        assert_eq!(draft.warnings, expected);
    }

    #[test]
    fn chapters_that_unpack_to_too_much_are_refused() {
        let chapter = vec![b' '; 17 << 20];
        let more: [(&str, &[u8]); 2] = [("OPS/a.xhtml", &chapter), ("OPS/b.xhtml", &chapter)];
        let list = |parts: usize| {
            let part = |n| {
                let name = if n % 2 == 0 { "a" } else { "b" };
                (
                    format!("<item id=\"{n}\" href=\"{name}.xhtml\" media-type=\"text/html\"/>"),
                    format!("<itemref idref=\"{n}\"/>"),
                )
            };
            let (items, order): (Vec<_>, Vec<_>) = (0..parts).map(part).unzip();
            format!("<package>{}{}</package>", items.concat(), order.concat())
        };
        for (parts, expected) in [(20, "128 MB"), (1, "100 times its size")] {
            let list = list(parts);
            let all = [
                &[
                    (CONTAINER, ROOT.as_bytes()),
                    ("OPS/book.opf", list.as_bytes()),
                ],
                &more[..],
            ];
            let why = why(&with_parts(&all.concat()));
            assert!(why.contains(expected), "{why}");
        }
    }

    #[test]
    fn says_what_is_wrong_with_a_container() {
        assert!(why(b"").contains("empty"));
        assert!(why(b"hello").contains("container is damaged"));
        assert!(why(&with_parts(&[("photo.png", b"\x89PNG")])).contains("no list of its parts"));
        let lock = |how: &str| format!("<e><EncryptionMethod Algorithm=\"{how}\"/></e>");
        let locked = lock("http://www.w3.org/2001/04/xmlenc#aes128-cbc");
        assert!(why(&book(&[(LOCKS, locked.as_bytes())])).contains("DRM"));
        let fonts = lock("http://www.idpf.org/2008/embedding");
        assert!(read("a.epub", &book(&[(LOCKS, fonts.as_bytes())])).is_ok());
    }
}
