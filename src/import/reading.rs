//! Reading a file as its format has it.

use super::decode::{Decoded, decode};
use super::error::{ImportError, within};
use super::formats::Reader;
use super::{captions, docx, turns};
use crate::model::limits;
use crate::model::source::Structure;

/// Text, speakers and turns of a file, and what is to be said of it. Of text files the encoding may
/// be given.
type Read = (Decoded, Structure, Vec<String>);

/// Reads a source; the encoding may be given for all but Word files, which state it themselves.
pub(super) fn read_as(
    reader: Reader,
    file_name: &str,
    bytes: &[u8],
    encoding: Option<&str>,
) -> Result<Read, ImportError> {
    match reader {
        Reader::Word => word(file_name, bytes),
        Reader::Captions => captioned(file_name, bytes, encoding),
        Reader::Plain | Reader::Codings => plain(file_name, bytes, encoding),
    }
}

fn plain(file_name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Read, ImportError> {
    let decoded = bounded(file_name, decode(file_name, bytes, encoding)?)?;
    let structure = turns::structure(&decoded.text);
    Ok((decoded, structure, Vec::new()))
}

fn word(file_name: &str, bytes: &[u8]) -> Result<Read, ImportError> {
    let (decoded, warnings) = docx::read(file_name, bytes)?;
    let decoded = bounded(file_name, decoded)?;
    let structure = turns::structure(&decoded.text);
    Ok((decoded, structure, warnings))
}

fn captioned(file_name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Read, ImportError> {
    let decoded = bounded(file_name, decode(file_name, bytes, encoding)?)?;
    let made = captions::transcript(&decoded.text);
    if made.structure.paragraphs.is_empty() {
        return Err(ImportError::NoText {
            name: file_name.into(),
            why: "no caption could be read".into(),
        });
    }
    let decoded = Decoded {
        text: made.text,
        ..decoded
    };
    Ok((decoded, made.structure, made.warnings))
}

/// The text, if a source may have so much of it, whatever format it came in.
fn bounded(file_name: &str, decoded: Decoded) -> Result<Decoded, ImportError> {
    within(file_name, limits::TEXT, decoded.text.len())?;
    let lines = decoded.text.bytes().filter(|b| *b == b'\n').count();
    within(file_name, limits::LINES, lines)?;
    Ok(decoded)
}
