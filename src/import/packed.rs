//! Files that are packed containers (`.docx`, `.odt`, `.epub`): their parts, within limits.

use super::error::{ImportError, within};
use super::looks::not_text;
use crate::model::limits::{self, Beyond, Limit};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// How much is unpacked whatever it is packed from, and how many times as much as it is packed from:
/// text with markup unpacks to ten times as much, or forty.
const SMALL: u64 = 16 << 20;
const TIMES: u64 = 100;

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
    /// How large the container is.
    size: u64,
    /// How much was unpacked of all parts, and from how much.
    unpacked: u64,
    packed: u64,
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
        Ok(Packed {
            name,
            what,
            zip,
            size: bytes.len() as u64,
            unpacked: 0,
            packed: 0,
        })
    }

    pub fn has(&self, part: &str) -> bool {
        self.zip.index_for_name(part).is_some()
    }

    pub fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.zip.file_names().flatten()
    }

    /// Refuses parts that say themselves that they unpack to too much together.
    pub fn together<'p>(
        &mut self,
        parts: impl Iterator<Item = &'p str>,
    ) -> Result<(), ImportError> {
        let mut all = 0u64;
        for part in parts {
            let size = self.zip.by_name(part).map_or(0, |entry| entry.size());
            all = all.saturating_add(size);
        }
        self.within(limits::UNPACKED, all)
    }

    fn within(&self, limit: Limit, there: u64) -> Result<(), ImportError> {
        let beyond = limit.check(there).map_err(Fault::Beyond);
        beyond.map_err(|fault| self.cannot(fault))
    }

    /// A part that is text; UTF-16, which says so by its mark, is read as what it is.
    pub fn part(&mut self, part: &str, limit: Limit) -> Result<String, ImportError> {
        let (name, what) = (self.name, self.what);
        let mut entry = self.zip.by_name(part).map_err(|e| broken(name, what, e))?;
        let said = entry.size();
        // Parts may lie on one another: all of them are packed from no more than there is.
        let packed = self.packed.saturating_add(entry.compressed_size());
        self.packed = packed.min(self.size);
        let dense = SMALL.max(self.packed * TIMES).saturating_sub(self.unpacked);
        let left = limits::UNPACKED.most.saturating_sub(self.unpacked);
        let most = limit.most.min(left);
        let mut text = Vec::new();
        if said <= most.min(dense) {
            // The size the container states may be a lie: count what comes out.
            let mut counted = entry.by_ref().take(most.min(dense) + 1);
            let read = counted.read_to_end(&mut text);
            read.map_err(|e| broken(name, what, ZipError::Io(e)))?;
        }
        drop(entry);
        let there = said.max(text.len() as u64);
        if there > most {
            return Err(self.cannot(Fault::Beyond(Beyond(limit))));
        }
        if there > dense {
            return Err(self.fault(
                &format!("it unpacks to more than {TIMES} times its size, as no text does"),
                "open it in its program and save it again",
            ));
        }
        self.unpacked += text.len() as u64;
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
    fn what_is_packed_as_no_text_is_refused() {
        let dense = vec![b' '; SMALL as usize + 1];
        let bytes = with_parts(&[("a.xml", &dense), ("b.xml", &dense[..SMALL as usize])]);
        let mut packed = Packed::open("a.docx", "the Word file", &bytes).expect("open");
        let e = packed.part("a.xml", limits::UNPACKED).expect_err("refused");
        assert!(e.to_string().contains("100 times its size"), "{e}");
        // Nor is it in several parts.
        assert!(packed.part("b.xml", limits::UNPACKED).is_ok());
        let e = packed.part("b.xml", limits::UNPACKED).expect_err("refused");
        assert!(e.to_string().contains("100 times its size"), "{e}");
        let parts = std::iter::repeat_n("a.xml", 8);
        let e = packed.together(parts).expect_err("refused");
        assert!(e.to_string().contains("128 MB"), "{e}");
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
