//! Files that are packed containers (`.docx`, `.odt`, `.epub`): their parts, within limits.

use super::error::{ImportError, within};
use super::looks::not_text;
use crate::model::limits::{self, Beyond, Limit};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Why a part is not read to its end.
#[derive(Debug)]
pub(super) enum Fault {
    Markup(String),
    /// It has more of something than is read.
    Beyond(Beyond),
}

/// An open container.
pub(super) struct Packed<'a> {
    name: &'a str,
    what: &'static str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Packed<'a> {
    /// Opens a container; `what` it is stands in errors: `the Word file`.
    pub fn open(
        name: &'a str,
        what: &'static str,
        bytes: &'a [u8],
    ) -> Result<Packed<'a>, ImportError> {
        if bytes.is_empty() {
            return Err(ImportError::Empty { name: name.into() });
        }
        let container = bytes.starts_with(b"PK");
        if let Some((what, next)) = not_text(bytes).filter(|_| !container) {
            return Err(ImportError::NotText {
                name: name.into(),
                what: what.into(),
                next: next.into(),
            });
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(name, what, e))?;
        within(name, limits::PACKED, zip.len())?;
        Ok(Packed { name, what, zip })
    }

    pub fn has(&self, part: &str) -> bool {
        self.zip.index_for_name(part).is_some()
    }

    pub fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.zip.file_names().flatten()
    }

    /// A part that is text; UTF-16, which says so by its mark, is read as what it is.
    pub fn part(&mut self, part: &str, limit: Limit) -> Result<String, ImportError> {
        let (name, what) = (self.name, self.what);
        let entry = self.zip.by_name(part).map_err(|e| broken(name, what, e))?;
        let mut text = Vec::new();
        // The size the container states may be a lie: count what comes out.
        let read = entry.take(limit.most + 1).read_to_end(&mut text);
        read.map_err(|e| broken(name, what, ZipError::Io(e)))?;
        within(name, limit, text.len())?;
        utf8(text).ok_or_else(|| self.fault("its text is not UTF-8", "save it again"))
    }

    /// What is said of a part that is not read to its end.
    pub fn cannot(&self, fault: Fault) -> ImportError {
        match fault {
            Fault::Markup(why) => self.fault(&why, "open it in its program and save it again"),
            Fault::Beyond(beyond) => ImportError::Beyond {
                name: self.name.into(),
                beyond,
            },
        }
    }

    /// Something wrong with this file, and what to do.
    pub fn fault(&self, why: &str, next: &str) -> ImportError {
        ImportError::Damaged {
            name: self.name.into(),
            what: self.what,
            why: why.into(),
            next: next.into(),
        }
    }
}

fn broken(name: &str, what: &'static str, e: ZipError) -> ImportError {
    let (why, next) = match e {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => (
            "it has a password".into(),
            "remove the password and try again",
        ),
        e => (
            format!("its container is damaged ({e})"),
            "copy it again from where it came, or save it again in its program",
        ),
    };
    ImportError::Damaged {
        name: name.into(),
        what,
        why,
        next: next.into(),
    }
}

/// A part as text, without a byte order mark.
fn utf8(part: Vec<u8>) -> Option<String> {
    match String::from_utf8(part) {
        Ok(text) if !text.starts_with('\u{FEFF}') => Some(text),
        Ok(text) => Some(text['\u{FEFF}'.len_utf8()..].to_owned()),
        Err(e) => {
            let (text, _, bad) = encoding_rs::UTF_8.decode(e.as_bytes());
            (!bad).then(|| text.into_owned())
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    pub fn with_parts(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (part, content) in parts {
            zip.start_file(*part, SimpleFileOptions::default())
                .expect("entry");
            zip.write_all(content).expect("write");
        }
        zip.finish().expect("finish").into_inner()
    }

    #[test]
    fn a_bomb_is_stopped_while_it_unpacks() {
        const LIMIT: Limit = Limit {
            most: 3 * 1024 * 1024,
            ..limits::UNPACKED
        };
        let bytes = with_parts(&[("a.xml", &vec![b' '; LIMIT.most as usize + 10])]);
        assert!(bytes.len() < 100_000);
        let mut packed = Packed::open("a.docx", "the Word file", &bytes).expect("open");
        let e = packed.part("a.xml", LIMIT).expect_err("refused");
        assert!(e.to_string().contains("3 MB"), "{e}");
    }
}
