//! Word files: the packed container and its limits. What the text is, is `docx_text`.

use super::decode::{Decoded, line_ends};
use super::docx_text::{Fault, Story, story};
use super::error::{ImportError, within};
use crate::model::limits::{self, Limit};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Text of a `.docx`, a line for each paragraph, and what was left out.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<(Decoded, Vec<String>), ImportError> {
    let main = main_part(name, bytes, limits::UNPACKED)?;
    let Story {
        text,
        footnotes,
        comments,
        deleted,
    } = story(&main).map_err(|fault| match fault {
        Fault::Markup(why) => ImportError::Docx {
            name: name.into(),
            why,
            next: "open it in a word processor and save it again".into(),
        },
        Fault::Beyond(beyond) => ImportError::Beyond {
            name: name.into(),
            beyond,
        },
    })?;
    let mut warnings = Vec::new();
    let mut left_out = |n: usize, what: &str| {
        if n > 0 {
            warnings.push(format!(
                "{n} {what}{} left out of the text",
                if n == 1 { "" } else { "s" }
            ));
        }
    };
    left_out(footnotes, "footnote");
    left_out(comments, "comment");
    left_out(deleted, "tracked deletion");
    let decoded = Decoded {
        text: line_ends(&text),
        encoding: "UTF-8".into(),
        replaced: 0,
    };
    Ok((decoded, warnings))
}

fn main_part(name: &str, bytes: &[u8], limit: Limit) -> Result<String, ImportError> {
    let fail = |why: String, next: &str| ImportError::Docx {
        name: name.into(),
        why,
        next: next.into(),
    };
    if bytes.is_empty() {
        return Err(ImportError::Empty { name: name.into() });
    }
    // A password turns a .docx into the container old .doc files have.
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(fail(
            "it has a password, or is an old .doc".into(),
            "open it in Word, remove the password and save it as .docx",
        ));
    }
    let broken = |e: ZipError| match e {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => fail(
            "it has a password".into(),
            "remove the password and try again",
        ),
        e => fail(
            format!("its container is damaged ({e})"),
            "copy it again from where it came, or save it again as .docx",
        ),
    };
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    within(name, limits::PACKED, zip.len())?;
    let part = main_name(&zip).ok_or_else(|| {
        fail(
            "it holds no document".into(),
            "check that it is a Word document and not another packed file",
        )
    })?;
    let entry = zip.by_index(part).map_err(broken)?;
    let mut xml = Vec::new();
    // The size the container states may be a lie: count what comes out.
    let read = entry.take(limit.most + 1).read_to_end(&mut xml);
    read.map_err(|e| broken(ZipError::Io(e)))?;
    within(name, limit, xml.len())?;
    utf8(xml).ok_or_else(|| fail("its text is not UTF-8".into(), "save it again as .docx"))
}

/// Its markup as text; a byte order mark is left out, and UTF-16, which says so by its mark, is
/// read as what it is.
fn utf8(xml: Vec<u8>) -> Option<String> {
    match String::from_utf8(xml) {
        Ok(text) if !text.starts_with('\u{FEFF}') => Some(text),
        Ok(text) => Some(text['\u{FEFF}'.len_utf8()..].to_owned()),
        Err(e) => {
            let (text, _, bad) = encoding_rs::UTF_8.decode(e.as_bytes());
            (!bad).then(|| text.into_owned())
        }
    }
}

/// `word/document.xml`; some online editors write `word/document2.xml`.
fn main_name(zip: &ZipArchive<Cursor<&[u8]>>) -> Option<usize> {
    zip.index_for_name("word/document.xml").or_else(|| {
        (0..zip.len()).find(|i| {
            let name = zip.name_for_index(*i).and_then(Result::ok);
            name.is_some_and(|n| n.starts_with("word/document") && n.ends_with(".xml"))
        })
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    pub fn packed(body: &str) -> Vec<u8> {
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
        );
        with_part("word/document.xml", xml.as_bytes())
    }
    fn with_part(part: &str, content: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(part, SimpleFileOptions::default())
            .expect("entry");
        zip.write_all(content).expect("write");
        zip.finish().expect("finish").into_inner()
    }
    fn why(bytes: &[u8]) -> String {
        read("a.docx", bytes).expect_err("refused").to_string()
    }

    #[test]
    fn reads_a_packed_document() {
        let bytes = packed(
            "<w:p><w:r><w:t>P01: Grüezi</w:t></w:r></w:p><w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>",
        );
        let (d, warnings) = read("a.docx", &bytes).expect("text");
        assert_eq!(d.text, "P01: Grüezi\n\n");
        assert_eq!(warnings, ["1 footnote left out of the text"]);
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

    #[test]
    fn a_bomb_is_stopped_while_it_unpacks() {
        const LIMIT: Limit = Limit {
            most: 3 * 1024 * 1024,
            ..limits::UNPACKED
        };
        let bytes = with_part("word/document.xml", &vec![b' '; LIMIT.most as usize + 10]);
        assert!(bytes.len() < 100_000);
        let e = main_part("a.docx", &bytes, LIMIT).expect_err("refused");
        assert!(e.to_string().contains("3 MB"), "{e}");
    }
}
