//! Reading files into sources: one file per format, bytes to text and structure.
//!
//! Invariant: pure. Bytes and names come in, values go out; nothing is opened here.

mod captions;
mod cues;
pub mod decode;
mod docx;
mod docx_text;
mod error;
mod kind;
mod labels;
mod language;
mod lines;
mod looks;
mod names;
mod roles;
mod speakers;
mod timecode;
mod turns;
mod voices;
mod wrap;

pub use error::ImportError;
pub use kind::kind;
pub use language::language;
pub use turns::structure;

use crate::model::ids::SourceId;
use crate::model::source::{SourceKind, Structure};
use decode::{Decoded, decode};

/// The extensions of files that can be read, in lower case.
pub const EXTENSIONS: [&str; 5] = ["txt", "md", "docx", "vtt", "srt"];

/// A file read: all a study needs to take it in as a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// File name without folder and extension: the name it is cited by.
    pub name: String,
    /// Extension in lower case, without the dot.
    pub extension: String,
    /// The source's id, from name and bytes.
    pub id: SourceId,
    /// Guessed kind.
    pub kind: SourceKind,
    /// Guessed language tag.
    pub language: String,
    /// The text to store: UTF-8, LF.
    pub text: String,
    /// Speakers, turns and paragraphs.
    pub structure: Structure,
    /// Name of the encoding it was read in.
    pub encoding: String,
    /// What was left out, replaced or guessed at.
    pub warnings: Vec<String>,
}

/// Reads a file. `encoding` overrides the guess for text files; a `.docx` states its own.
pub fn read(
    file_name: &str,
    bytes: &[u8],
    encoding: Option<&str>,
) -> Result<Imported, ImportError> {
    let (stem, extension) = parts(file_name);
    let (decoded, structure, warnings) = match extension.as_str() {
        "txt" | "md" => {
            let decoded = decode(file_name, bytes, encoding)?;
            let structure = structure(&decoded.text);
            (decoded, structure, Vec::new())
        }
        "docx" => {
            let (decoded, warnings) = docx::read(file_name, bytes)?;
            let structure = structure(&decoded.text);
            (decoded, structure, warnings)
        }
        "vtt" | "srt" => captioned(file_name, bytes, encoding)?,
        _ => return Err(unsupported(file_name, &extension)),
    };
    imported(
        file_name,
        bytes,
        (stem, extension),
        decoded,
        structure,
        warnings,
    )
}

fn imported(
    file_name: &str,
    bytes: &[u8],
    (stem, extension): (&str, String),
    decoded: Decoded,
    structure: Structure,
    mut warnings: Vec<String>,
) -> Result<Imported, ImportError> {
    if structure.paragraphs.is_empty() {
        return Err(ImportError::NoText {
            name: file_name.into(),
            why: "only blank lines".into(),
        });
    }
    if decoded.replaced > 0 {
        warnings.insert(
            0,
            format!(
                "{} characters could not be read as {} and stand as �; if the text looks wrong, name its encoding",
                decoded.replaced, decoded.encoding
            ),
        );
    }
    Ok(Imported {
        name: stem.to_owned(),
        id: SourceId::for_file(stem, bytes),
        kind: kind(stem, &structure),
        language: language(&decoded.text).to_owned(),
        extension,
        text: decoded.text,
        structure,
        encoding: decoded.encoding,
        warnings,
    })
}

fn captioned(
    file_name: &str,
    bytes: &[u8],
    encoding: Option<&str>,
) -> Result<(Decoded, Structure, Vec<String>), ImportError> {
    let decoded = decode(file_name, bytes, encoding)?;
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

/// Stem and lower-case extension of the last part of a path, whichever system wrote it.
fn parts(file_name: &str) -> (&str, String) {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension.to_lowercase()),
        _ => (name, String::new()),
    }
}

fn unsupported(file_name: &str, extension: &str) -> ImportError {
    let what = match extension {
        "" => "a file without an extension".to_owned(),
        other => format!("“.{other}” files"),
    };
    ImportError::Unsupported {
        name: file_name.into(),
        what,
    }
}
